"""collect: what many units sent back, put together, with every figure's cell and everything that is wrong with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from policykit.base.diagnostics import Code
from policykit.base.files import read_file
from policykit.base.resources import load
from policykit.figures.limits import limit
from policykit.figures.questions import When, aliases, elsewhen, implausible, reported, scaled, written
from policykit.figures.sent import Fault, FaultKind, Figure, Sent, name_of, read_sent
from policykit.model import Requirement

__all__ = ["Change", "Collection", "Fault", "FaultKind", "Figure", "collect", "named_units"]


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
    """The year that is reported: the newest of most units, unless one was asked for."""
    period: str = ""
    """The part of it that is reported: 2026年第一季度; empty for the whole."""

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
    root: Path | None = None,
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
    root
        The knowledge base that has these requirements, and no others: many files are then read side by side.

    Raises
    ------
    PolicykitError
        There is no such folder (PK301) or division (PK320). A file that cannot be read is a fault, and no error.
    """
    place = Path(folder)
    names = list(_files(place))
    sent = read_sent(place, names, requirements, division=division, as_of=as_of, root=root)
    figures = [figure for one in sent for figure in one.figures]
    of = reported(sent, year)
    faults = [fault for one in sent for fault in one.faults]
    faults += [*_missing(sent, of), *_doubled(figures), *implausible(figures, last, of)]
    faults += [*scaled(figures, of, {fault.place for fault in faults}), *elsewhen(sent, of)]
    faults += [*aliases(sent, figures), *_late(sent, units, due, as_of)]
    files = {one.file: one.sha256 for one in sent if one.sha256}
    usual = Counter(of[row.entity] for one in sent for row in one.units if row.entity in of)
    own: tuple[int | None, str] = max(usual, key=lambda one: usual[one], default=(year, ""))
    return Collection(files, tuple(figures), tuple(faults), tuple(_changes(last, figures)), *own)


def named_units(path: str | Path) -> tuple[str, ...]:
    """The names in a list of units: a text or CSV file with one in each line, before any comma."""
    from policykit.text.decode import decode

    lines = decode(read_file(path), file=str(path), prose=False).splitlines()
    names = (line.replace("，", ",").split(",")[0].strip() for line in lines)
    return tuple(dict.fromkeys(name for name in names if name))


def _files(root: Path) -> Iterator[str]:
    endings = {f".{ending}" for listed in load("collect")["endings"].values() for ending in listed}
    if not root.is_dir():
        # One file is a collection too; of what is not there reading says so.
        read_file(root, limit("bytes"), code=Code.DATA_NOT_FOUND)
        yield root.name
        return
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if path.suffix.lower() in endings and not any(part.startswith((".", "~$")) for part in inside):
            yield str(path.relative_to(root))


def _missing(sent: Sequence[Sent], of: Mapping[str, When]) -> Iterator[Fault]:
    says = load("collect")["says"]["missing"]
    for one in sent:
        for row in one.units:
            if (row.year, row.period) == of.get(row.entity, (None, "")):
                for label, place in row.blanks:
                    yield Fault(FaultKind.MISSING, row.unit, says.format(label=label), one.file, place)


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
            told = {"label": figure.label, "value": written(figure), "other": other.place}
            text = says[kind.value].format(**told, there=written(other))
            yield Fault(kind, figure.unit, text, figure.file, figure.place)


def _late(
    sent: Sequence[Sent], units: Sequence[str], due: date | None, as_of: date | None
) -> Iterator[Fault]:
    """Those who sent nothing: of what is there and cannot be used another fault says why.

    A file of which nothing can be used is of the unit that its name or folder names, of several the longest.
    """
    says = load("collect")["says"]
    names = {name_of(unit) for unit in units}
    there = set()
    for one in sent:
        there |= {name_of(figure.unit) for figure in one.figures}
        there |= {name_of(fault.unit) for fault in one.faults}
        if not one.figures:
            file = name_of(one.file)
            there.add(max((name for name in names if name in file), key=len, default=""))
    over = due is not None and as_of is not None and as_of > due
    text = says["overdue"].format(due=due.isoformat()) if over and due is not None else says["late"]
    yield from (Fault(FaultKind.LATE, unit, text) for unit in units if name_of(unit) not in there)


def _changes(last: Sequence[Figure], figures: Sequence[Figure]) -> Iterator[Change]:
    """Against the last collection, if there was one; of a figure that stands twice the last counts."""
    if not last:
        return
    before, now = ({figure.key: figure for figure in each} for each in (last, figures))
    for key, figure in now.items():
        if key not in before or before[key].value != figure.value:
            yield Change(before.get(key), figure)
    yield from (Change(figure, None) for key, figure in before.items() if key not in now)
