"""What one file holds that a unit sent: its figures with their cells, and what cannot be read of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from policykit.base.diagnostics import Diagnostic, PolicykitError
from policykit.base.drivers import run
from policykit.base.files import read_file
from policykit.base.resources import load
from policykit.figures.limits import limit
from policykit.figures.needs import Needs
from policykit.figures.observations import Observations, read
from policykit.figures.row import OF_YEAR
from policykit.model import Indicator, Requirement, Variable
from policykit.text.normal import bare

__all__ = ["Fault", "FaultKind", "Figure", "Reported", "Sent", "name_of", "read_sent"]

_BATCH = 16
"""So many files are read in one process before the next are given to it, and more before any process is started."""


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
    """A figure far from that of the year or period before: a question, no judgement."""
    SCALE = "scale"
    """A figure hundreds of times that of other units of its kind: a question about its unit of measure."""
    TOTAL = "total"
    """A total that is not the sum of its rows."""
    PERIOD = "period"
    """A unit that reported another year or period than most."""
    ALIAS = "alias"
    """A unit that may be another under a second name."""
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
        return self.at(self.year, self.period)

    def at(self, year: int | None, period: str) -> tuple[str, str, str, int | None, str, str]:
        """The key of the same unit's figure of another year or period."""
        return self.entity, self.division, name_of(self.unit), year, period, self.name


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to be mended or looked at: of which unit, what it is in Chinese, and in which cell."""

    kind: FaultKind
    unit: str
    text: str
    file: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A unit of which something is reported for a period, with the cells that say whose and when."""

    unit: str
    division: str
    entity: str
    year: int | None
    period: str
    file: str
    place: str
    dated: str
    blanks: tuple[tuple[str, str], ...] = ()
    """What it is asked for and says nothing of: the label, and the empty cell."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Which unit it is, whatever the period."""
        return self.entity, self.division, name_of(self.unit)


@dataclass(frozen=True, slots=True)
class Sent:
    """One file, read; a file that cannot be read is a fault, and no error."""

    file: str
    sha256: str
    figures: tuple[Figure, ...] = ()
    units: tuple[Reported, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Batch:
    """Files for another process, which knows the requirements by their knowledge base."""

    folder: str
    files: tuple[str, ...]
    root: str
    division: str | None
    as_of: date | None


def name_of(unit: str) -> str:
    """By what a unit's name is compared."""
    return bare(unit)


def read_sent(  # noqa: PLR0913 - what `collect` is given
    folder: Path,
    files: Sequence[str],
    requirements: Sequence[Requirement],
    *,
    division: str | None = None,
    as_of: date | None = None,
    root: Path | None = None,
) -> list[Sent]:
    """Read files of a folder, in their order; side by side where they are many and `root` says whose they are.

    Processes know the requirements by the knowledge base at `root`, whose requirements `requirements` must be.
    """
    if root is None or len(files) <= _BATCH:
        needs = Needs.of(requirements, division)
        return [_sent(folder, name, requirements, needs, division, as_of) for name in files]
    starts = range(0, len(files), _BATCH)
    about = str(root.resolve()), division, as_of
    batches = [_Batch(str(folder), tuple(files[at : at + _BATCH]), *about) for at in starts]
    found = {sent.file: sent for batch in run(_read_batch, batches) for sent in batch}
    return [found[name] for name in files]


def _read_batch(batch: _Batch) -> list[Sent]:
    requirements, needs = _known(batch.root, batch.division)
    folder, about = Path(batch.folder), (needs, batch.division, batch.as_of)
    return [_sent(folder, name, requirements, *about) for name in batch.files]


@lru_cache(maxsize=1)
def _known(root: str, division: str | None) -> tuple[Sequence[Requirement], Needs]:
    from policykit.corpus import Corpus
    from policykit.specs import Specs

    requirements = Specs.load(Corpus.load(root)).requirements
    return requirements, Needs.of(requirements, division)


def _sent(  # noqa: PLR0913, PLR0917 - what is known of all files
    folder: Path,
    name: str,
    requirements: Sequence[Requirement],
    needs: Needs,
    division: str | None,
    as_of: date | None,
) -> Sent:
    # One file is a collection too.
    path = folder / name if folder.is_dir() else folder
    sha256 = ""
    try:
        data = read_file(path, limit("bytes"))
        sha256 = hashlib.sha256(data).hexdigest()

        observed = read(
            path, requirements, division=division, as_of=as_of, needs=needs, every=True, data=data
        )
    except PolicykitError as error:
        return Sent(name, sha256, faults=tuple(_refused(each, path, name) for each in error.diagnostics))
    figures = tuple(_figures(observed, needs, name, sha256))
    units = tuple(_units(observed, needs, name))
    return Sent(name, sha256, figures, units, tuple(_problems(observed, name)))


def _refused(problem: Diagnostic, path: Path, name: str) -> Fault:
    """Of a file of which nothing can be used: what is wrong with a cell, or with the whole."""
    place = problem.file or ""
    is_cell = place.startswith(f"{path.name} ")
    kind = FaultKind.PROBLEM if is_cell else FaultKind.REFUSED
    return Fault(kind, path.stem, _told(problem), name, place if is_cell else "")


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


def _units(observed: Observations, needs: Needs, file: str) -> Iterator[Reported]:
    meanings = _meanings(needs)
    for row in observed.rows:
        if row.figures:
            blanks = ((meanings[name].label, place) for name, place in row.blanks.items() if name in meanings)
            about = row.unit, row.division, row.entity.name, row.year, row.period
            yield Reported(*about, file, row.place, row.dated, tuple(blanks))


def _problems(observed: Observations, file: str) -> Iterator[Fault]:
    """Cell by cell what cannot be used, then what is said of rows, columns and sheets, then of totals."""
    told = set()
    for row in observed.rows:
        for name, text in row.unread.items():
            place = row.places.get(name, row.place) if name != OF_YEAR else row.dated or row.place
            told.add(place)
            yield Fault(FaultKind.PROBLEM, row.unit, text, file, place)
    for problem in observed.every:
        if (place := problem.file or "") not in told:
            yield Fault(FaultKind.PROBLEM, "", _told(problem), file, place)
    for doubt in observed.doubts:
        yield Fault(FaultKind.TOTAL, "", doubt.text, file, doubt.place)
