"""collect: what many units sent back, put together, with every figure's cell and everything that is wrong with it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file
from policykit.base.resources import load
from policykit.figures.limits import limit
from policykit.figures.needs import Needs
from policykit.figures.observations import Observations, read
from policykit.figures.rows import OF_YEAR, Row
from policykit.model import Indicator, Requirement, Variable
from policykit.text.normal import bare

__all__ = ["Change", "Collection", "Fault", "FaultKind", "Figure", "collect", "named_units"]


class FaultKind(StrEnum):
    """What is wrong with what was sent, or with what was not."""

    REFUSED = "refused"
    """A file that cannot be read at all."""
    PROBLEM = "problem"
    """A cell or row that cannot be read."""
    MISSING = "missing"
    """A figure that the sheet asks for and that stands empty."""
    DOUBLED = "doubled"
    """A figure that another file has too."""
    CONTRADICTING = "contradicting"
    """A figure that is another in another file."""
    IMPLAUSIBLE = "implausible"
    """A figure far from that of the year before: a question, no judgement."""
    LATE = "late"
    """A unit from which nothing came."""

    @property
    def label(self) -> str:
        """Its Chinese name."""
        return str(load("collect")["kinds"][self.value])


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one unit, and the cell in which it stands."""

    unit: str
    division: str
    entity: str
    population: str
    year: int | None
    period: str
    name: str
    label: str
    value: float
    measure: str
    """In what it is counted: 人次, %; empty for a day or grade."""
    file: str
    place: str
    """As a spreadsheet says it: `歙县.xlsx 县!F12`."""
    sha256: str
    """Of the file."""

    @property
    def key(self) -> tuple[str, str, str, int | None, str, str]:
        """What makes it the figure it is, whoever reports it."""
        return self.entity, self.division, _name(self.unit), self.year, self.period, self.name

    def of_year(self, year: int) -> tuple[str, str, str, int | None, str, str]:
        """The key of the same unit's figure of another year."""
        return self.entity, self.division, _name(self.unit), year, self.period, self.name


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to be mended or looked at: of which unit, what it is in Chinese, and in which cell."""

    kind: FaultKind
    unit: str
    text: str
    file: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another than at the last collection; `before` or `now` is `None` where it was not there."""

    before: Figure | None
    now: Figure | None

    @property
    def kind(self) -> str:
        """Its Chinese name: 新增, 更改 or 删去."""
        names: dict[str, str] = load("collect")["changes"]
        return names["added" if self.before is None else "removed" if self.now is None else "changed"]


@dataclass(frozen=True)
class Collection:
    """Everything that was sent: the figures in the order of the files, and what is wrong with them."""

    files: Mapping[str, str]
    """By name the sha256 of each file."""
    figures: tuple[Figure, ...]
    faults: tuple[Fault, ...]
    changes: tuple[Change, ...]
    year: int | None
    """The year that is reported: the latest of which there are figures, unless one was asked for."""

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Names of the units that reported."""
        return tuple(dict.fromkeys(figure.unit for figure in self.figures))

    def counts(self) -> Mapping[FaultKind, int]:
        """How many faults there are of each kind."""
        counted = Counter(fault.kind for fault in self.faults)
        return {kind: counted[kind] for kind in FaultKind if counted[kind]}


def collect(  # noqa: PLR0913 - what is known of a collection, each with a usual value
    folder: str | Path,
    requirements: Sequence[Requirement],
    *,
    division: str | None = None,
    year: int | None = None,
    units: Sequence[str] = (),
    due: date | None = None,
    as_of: date | None = None,
    last: Sequence[Figure] = (),
) -> Collection:
    """Read every workbook and CSV file of a folder, and hold them against each other.

    Parameters
    ----------
    folder
        Where the files are, also in folders inside; what office programs leave there is passed over.
    requirements
        They say which figures are looked for.
    division
        GB/T 2260 code of the division that the files are about; see `read`.
    year
        The year that is reported. Only of this year a figure that is not there is missed.
    units
        Names of those that have to report: who of them did not is said, after the day `due` as overdue.
    as_of
        The day of the collection.
    last
        The figures of the collection before, against which these are held.

    Raises
    ------
    PolicykitError
        There is no such folder (PK301) or division (PK320). A file that cannot be read is a fault, and no error.
    """
    root, needs = Path(folder), Needs.of(requirements, division)
    files: dict[str, str] = {}
    figures: list[Figure] = []
    faults: list[Fault] = []
    blanks: list[tuple[Row, str]] = []
    for path in _files(root):
        name = str(path.relative_to(root)) if path != root else path.name
        try:
            files[name] = hashlib.sha256(read_file(path, limit("bytes"))).hexdigest()
            observed = read(path, requirements, division=division, as_of=as_of, needs=needs)
        except PolicykitError as error:
            faults += [Fault(FaultKind.REFUSED, path.stem, _told(each), name) for each in error.diagnostics]
            continue
        figures += _figures(observed, needs, name, files[name])
        faults += _problems(observed, name)
        blanks += [(row, name) for row in observed.rows]
    year = year or max((figure.year for figure in figures if figure.year is not None), default=None)
    faults += _missing(blanks, year, needs)
    faults += [*_doubled(figures), *_implausible(figures, last, year), *_late(figures, units, due, as_of)]
    return Collection(files, tuple(figures), tuple(faults), tuple(_changes(last, figures)), year)


def named_units(path: str | Path) -> tuple[str, ...]:
    """The names in a list of units: a text or CSV file with one in each line, before any comma."""
    from policykit.text.decode import decode

    lines = decode(read_file(path), file=str(path)).splitlines()
    names = (line.replace("，", ",").split(",")[0].strip() for line in lines)
    return tuple(dict.fromkeys(name for name in names if name))


def _files(root: Path) -> Iterator[Path]:
    endings = {".xlsx", ".xlsm", ".csv", ".txt"}
    if not root.is_dir():
        # One file is a collection too; of what is not there reading says so.
        read_file(root, limit("bytes"), code=Code.DATA_NOT_FOUND)
        yield root
        return
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if path.suffix.lower() in endings and not any(part.startswith((".", "~$")) for part in inside):
            yield path


def _name(unit: str) -> str:
    return bare(unit)


def _told(problem: Diagnostic) -> str:
    return f"{problem.code.value} {problem.message}"


def _meanings(needs: Needs) -> dict[str, Variable | Indicator]:
    variables = {variable.name: variable for of in needs.variables.values() for variable in of}
    return {**needs.indicators, **variables}


def _figures(observed: Observations, needs: Needs, file: str, sha256: str) -> Iterator[Figure]:
    meanings = _meanings(needs)
    for row in observed.rows:
        about = (row.unit, row.division, row.entity.name, row.population, row.year, row.period)
        for name, value in row.figures.items():
            meaning = meanings[name]
            measure = "" if meaning.is_date or meaning.grades else meaning.unit
            yield Figure(*about, name, meaning.label, value, measure, file, row.places[name], sha256)


def _problems(observed: Observations, file: str) -> Iterator[Fault]:
    """Cell by cell what cannot be used, then what is said of rows, columns and sheets."""
    told = set()
    for row in observed.rows:
        for name, text in row.unread.items():
            place = row.places.get(name, row.place) if name != OF_YEAR else row.place
            told.add(place)
            yield Fault(FaultKind.PROBLEM, row.unit, text, file, place)
    for problem in observed.problems:
        place = problem.file or ""
        if not any(place == each or place.startswith(f"{each}等") for each in told):
            yield Fault(FaultKind.PROBLEM, "", _told(problem), file, place)


def _missing(rows: Iterable[tuple[Row, str]], year: int | None, needs: Needs) -> Iterator[Fault]:
    meanings, says = _meanings(needs), load("collect")["says"]["missing"]
    for row, file in rows:
        if row.year == year and row.figures:
            for name, place in row.blanks.items():
                if name in meanings:
                    text = says.format(label=meanings[name].label)
                    yield Fault(FaultKind.MISSING, row.unit, text, file, place)


def _doubled(figures: Sequence[Figure]) -> Iterator[Fault]:
    """Of a figure in several files every cell is named, with another in which it stands."""
    says, found = load("collect")["says"], defaultdict(list)
    for figure in figures:
        found[figure.key].append(figure)
    for group in found.values():
        if len({figure.file for figure in group}) == 1:
            continue
        agree = len({figure.value for figure in group}) == 1
        kind = FaultKind.DOUBLED if agree else FaultKind.CONTRADICTING
        for figure in group:
            others = [each for each in group if each.file != figure.file]
            other = next((each for each in others if each.value != figure.value), others[0])
            told = {"label": figure.label, "value": _written(figure), "other": other.place}
            text = says[kind.value].format(**told, there=_written(other))
            yield Fault(kind, figure.unit, text, figure.file, figure.place)


def _implausible(figures: Sequence[Figure], last: Sequence[Figure], year: int | None) -> Iterator[Fault]:
    bounds, says = load("collect")["implausible"], load("collect")["says"]
    before = {figure.key: figure for figure in (*last, *figures)}
    for figure in figures:
        if figure.year is None or figure.year != year or not figure.measure:
            continue
        old = before.get(figure.of_year(figure.year - 1))
        if old is None:
            continue
        told: dict[str, Any] = {
            "label": figure.label,
            "before": _written(old),
            "value": _written(figure),
        }
        small, large = sorted((abs(old.value), abs(figure.value)))
        if figure.measure == "%":
            points = abs(figure.value - old.value)
            text = says["points"].format(**told, points=f"{points:.4g}") if points >= bounds["points"] else ""
        elif large < bounds["least"] or small * bounds["times"] > large:
            text = ""
        elif not small:
            text = says["nothing"].format(**told) if not figure.value else ""
        else:
            text = says["times"].format(**told, times=f"{large / small:.4g}")
        if text:
            yield Fault(FaultKind.IMPLAUSIBLE, figure.unit, text, figure.file, figure.place)


def _late(
    figures: Sequence[Figure], units: Sequence[str], due: date | None, as_of: date | None
) -> Iterator[Fault]:
    says = load("collect")["says"]
    there = {_name(figure.unit) for figure in figures}
    over = due is not None and as_of is not None and as_of > due
    text = says["overdue"].format(due=due.isoformat()) if over and due is not None else says["late"]
    yield from (Fault(FaultKind.LATE, unit, text) for unit in units if _name(unit) not in there)


def _changes(last: Sequence[Figure], figures: Sequence[Figure]) -> Iterator[Change]:
    """Against the last collection, if there was one; of a figure that stands twice the last counts."""
    if not last:
        return
    before, now = ({figure.key: figure for figure in each} for each in (last, figures))
    for key, figure in now.items():
        if key not in before or before[key].value != figure.value:
            yield Change(before.get(key), figure)
    yield from (Change(figure, None) for key, figure in before.items() if key not in now)


def _written(figure: Figure) -> str:
    return f"{figure.value:.12g}{figure.measure}"
