"""What there is to ask about what was sent: figures beside earlier ones and those of others, periods, names.

A question to the unit, and no judgement: its bounds are data (`data/collect.yml`), and the browser asks the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from statistics import median_low
from typing import Any

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.sent import Fault, FaultKind, Figure, Reported, Sent, name_of
from policykit.model import Period
from policykit.model.keys import DIVIDED

__all__ = ["When", "aliases", "elsewhen", "implausible", "reported", "scaled", "written"]

_YEAR = 12
_SHARE = "%"

When = tuple[int, str]
"""A year, and the part of it; empty for the whole."""


def reported(sent: Sequence[Sent], year: int | None) -> Mapping[str, When]:
    """What is reported of each kind of unit: the newest period of most, of a year that was asked for its newest."""
    newest: dict[tuple[str, str, str], When] = {}
    for one in sent:
        for row in one.units:
            if row.year is not None and year in (None, row.year):
                of = row.year, row.period
                newest[row.key] = max(newest.get(row.key, of), of, key=_ending)
    counted: dict[str, Counter[When]] = defaultdict(Counter)
    for (entity, *_), of in newest.items():
        counted[entity][of] += 1
    there = {row.entity for one in sent for row in one.units if row.year is not None}
    asked = {} if year is None else dict.fromkeys(there, (year, ""))
    return {**asked, **{entity: _most(counts) for entity, counts in counted.items()}}


def _most(counts: Counter[When]) -> When:
    return max(counts, key=lambda of: (counts[of], _ending(of)))


def _ending(of: When) -> tuple[int, int, int]:
    """When a year or period ends, of those that end together the longer last: the year is whole when it is over."""
    year, label = of
    period = Period.read(label) if label else None
    return (year, _YEAR, _YEAR) if period is None else (year, period.last, period.months)


def implausible(figures: Sequence[Figure], last: Sequence[Figure], of: Mapping[str, When]) -> Iterator[Fault]:
    """Figures far from those of the year before, else of the period before."""
    words = load("collect")
    known = {figure.key: figure for figure in (*last, *figures)}
    for figure in figures:
        if figure.year is None or (figure.year, figure.period) != of[figure.entity] or not figure.measure:
            continue
        now = words["now"]["part" if figure.period else "year"]
        for then, year, period in _earlier(figure):
            if (old := known.get(figure.at(year, period))) is not None:
                if text := _question(old, figure, {"then": words["then"][then], "now": now}):
                    yield Fault(FaultKind.IMPLAUSIBLE, figure.unit, text, figure.file, figure.place)
                break


def _earlier(figure: Figure) -> Iterator[tuple[str, int, str]]:
    """With what a figure is compared: the same months of the year before, else the period that it follows."""
    year, period = figure.year or 0, Period.read(figure.period) if figure.period else None
    if period is None:
        yield "year", year - 1, ""
        return
    yield "same", year - 1, period.year_before.label
    if (before := period.before) is not None and before.year is not None:
        yield "before", before.year, before.label


def _question(old: Figure, figure: Figure, when: Mapping[str, str]) -> str:
    """What there is to ask about a figure beside an earlier one; empty where there is nothing."""
    bounds, says = load("collect")["implausible"], load("collect")["says"]
    told: dict[str, Any] = {"label": figure.label, "before": written(old), "value": written(figure), **when}
    small, large = sorted((abs(old.value), abs(figure.value)))
    if figure.measure == _SHARE:
        points = abs(figure.value - old.value)
        return (
            str(says["points"].format(**told, points=f"{points:.4g}")) if points >= bounds["points"] else ""
        )
    if large < bounds["least"] or small * bounds["times"] > large:
        return ""
    if not small:
        return "" if figure.value else str(says["nothing"].format(**told))
    return str(says["times"].format(**told, times=f"{large / small:.4g}"))


def scaled(figures: Sequence[Figure], of: Mapping[str, When], told: AbstractSet[str]) -> Iterator[Fault]:
    """Figures that are hundreds of times the middle one of other units, unless their cells are doubted already."""
    words = load("collect")
    rule, says = words["scale"], words["says"]["scale"]
    alike = defaultdict(list)
    for figure in figures:
        if (
            (figure.year, figure.period) == of.get(figure.entity)
            and figure.measure not in {"", *rule["shares"]}
            and figure.value
        ):
            alike[figure.entity, figure.name].append(figure)
    for group in alike.values():
        if len({name_of(figure.unit) for figure in group}) <= rule["units"]:
            continue
        middle = median_low(abs(figure.value) for figure in group)
        for figure in group:
            small, large = sorted((middle, abs(figure.value)))
            if large >= small * rule["times"] and figure.place not in told:
                told_of = {"label": figure.label, "value": written(figure), "count": len(group) - 1}
                shown = f"{middle:.12g}{figure.measure}"
                text = says.format(**told_of, middle=shown, times=f"{large / small:.4g}")
                yield Fault(FaultKind.SCALE, figure.unit, text, figure.file, figure.place)


def elsewhen(sent: Sequence[Sent], of: Mapping[str, When]) -> Iterator[Fault]:
    """Units that reported, and nothing of the period that most did: each by the cells that say another."""
    words = load("collect")
    rows = [row for one in sent for row in one.units if row.year is not None]
    there = {row.key for row in rows if (row.year, row.period) == of[row.entity]}
    newest = {row.key: row for row in sorted(rows, key=lambda row: _ending((row.year or 0, row.period)))}
    for key, row in newest.items():
        if key not in there:
            told = {"period": _named(row.year or 0, row.period), "usual": _named(*of[row.entity])}
            text = words["says"]["period"].format(**told)
            yield Fault(FaultKind.PERIOD, row.unit, text, row.file, row.dated or row.place)


def _named(year: int, period: str) -> str:
    return period or str(load("collect")["year"].format(year=year))


def aliases(sent: Sequence[Sent], figures: Sequence[Figure]) -> Iterator[Fault]:
    """Units that may be one under two names: by the names, or since all that both report is the same."""
    says, told = load("collect")["says"], set()
    units = {row.key: row for one in sent for row in one.units if row.entity not in DIVIDED}
    named = defaultdict(list)
    for row in units.values():
        named[row.entity, row.division, _short(row)].append(row)
    for row, other in _pairs(named.values()):
        told.add(row.key)
        text = says["alias"].format(other=other.unit, place=other.place)
        yield Fault(FaultKind.ALIAS, row.unit, text, row.file, row.place)
    copied = _copied(units, figures)
    for row, other in _pairs(copied.values()):
        if row.key not in told:
            count = next(len(same) for same, group in copied.items() if row in group)
            text = says["copied"].format(other=other.unit, place=other.place, count=count)
            yield Fault(FaultKind.ALIAS, row.unit, text, row.file, row.place)


def _copied(
    units: Mapping[tuple[str, str, str], Reported], figures: Sequence[Figure]
) -> Mapping[frozenset[tuple[object, ...]], Sequence[Reported]]:
    """Units by all that they report, where it is enough to be no chance."""
    rule = load("collect")["alias"]
    values: dict[tuple[str, str, str], set[tuple[object, ...]]] = defaultdict(set)
    for figure in figures:
        whose = figure.entity, figure.division, name_of(figure.unit)
        if whose in units and figure.measure and abs(figure.value) >= rule["least"]:
            values[whose].add((*whose[:2], figure.name, figure.year, figure.period, figure.value))
    found = defaultdict(list)
    for whose, same in values.items():
        if len({value for *_, value in same}) >= rule["copied"]:
            found[frozenset(same)].append(units[whose])
    return found


def _pairs(groups: Iterable[Sequence[Reported]]) -> Iterator[tuple[Reported, Reported]]:
    """Each of several units with another of its group."""
    for group in groups:
        if len(group) > 1:
            yield from ((row, group[0] if at else group[1]) for at, row in enumerate(group))


def _short(row: Reported) -> str:
    """A name without that of its division and the words that a second name leaves out."""
    named = Division.of(row.division)
    name = name_of(row.unit)
    for above in named.lineage:
        name = name.removeprefix(above.name)
    kept = name
    for word in load("collect")["alias"]["passed"]:
        kept = kept.replace(word, "")
    return kept or name


def written(figure: Figure) -> str:
    """A figure with its unit."""
    return f"{figure.value:.12g}{figure.measure}"
