"""Values: each indicator once per row, the earlier values that trends need, and whom each target binds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import narwhals as nw

from policykit.divisions import prefix
from policykit.figures.evaluate.frame import KEYS, Frame, prepare, wordy
from policykit.model import Entity, Indicator, Requirement

__all__ = ["Base", "base", "scope_of"]

_INSTITUTIONS = (Entity.CONSORTIUM, Entity.HOSPITAL, Entity.TOWNSHIP_CENTRE, Entity.VILLAGE_CLINIC)
_SEPARATOR = "；"
_COMPUTED = ("value ", "earlier ", "scope ")
Scope = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True)
class Base:
    """The wide frame on which requirements are judged: `KEYS`, and per indicator and scope one column.

    `value NAME` is an indicator's value, `earlier NAME` that of the year before, `scope N` whether the row is
    one of those bound. `broken` says which indicators could not be computed, and why.
    """

    frame: Frame
    scopes: dict[Scope, str]
    broken: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns by which rows are judged: all but the variables."""
        names = self.frame.collect_schema().names()
        return tuple(name for name in names if name in KEYS or name.startswith(_COMPUTED))

    def is_broken(self, requirement: Requirement) -> bool:
        """Whether its indicator, or the one that it is compared with, could not be computed."""
        indicators = (requirement.indicator, requirement.reference)
        return any(one is not None and one.name in self.broken for one in indicators)

    def scope(self, requirement: Requirement) -> str:
        """Name of the column that says on which rows the requirement is checked."""
        return self.scopes[scope_of(requirement)]


def scope_of(requirement: Requirement) -> Scope:
    """What decides whether a row is checked: entity, divisions bound, and for institutions the population."""
    population = requirement.population if requirement.entity in _INSTITUTIONS else ""
    return requirement.entity.value, requirement.binds, population


def base(frame: Frame, requirements: Sequence[Requirement]) -> Base:
    """Compute everything that the requirements share, once."""
    has_population = "population" in frame.collect_schema()
    prepared = prepare(frame, requirements)
    computed, broken = _with_values(prepared, requirements)
    broken |= _illegible(requirements, wordy(frame, requirements))
    scopes = {
        scope: f"scope {number}" for number, scope in enumerate(dict.fromkeys(map(scope_of, requirements)))
    }
    bound = [_bound(scope, asks=has_population).alias(name) for scope, name in scopes.items()]
    wide = computed.with_columns(*bound)
    trends = {one.indicator.name for one in requirements if one.target.compares and one.reference is None}
    return Base(_with_earlier(wide, sorted(trends - set(broken))), scopes, broken)


def _with_values(frame: Frame, requirements: Iterable[Requirement]) -> tuple[Frame, dict[str, str]]:
    asked = [one.indicator for one in requirements] + [one.reference for one in requirements if one.reference]
    indicators = {one.name: one for one in asked}
    columns = set(frame.collect_schema().names())
    expressions, broken = {}, {}
    for name, indicator in indicators.items():
        try:
            expressions[name] = _value(indicator, columns)
        except Exception as error:  # noqa: BLE001 - an indicator is anybody's code
            broken[name] = f"{type(error).__name__}: {error}"
    try:
        return frame.with_columns(*expressions.values()), broken
    except Exception:  # noqa: BLE001 - found out one by one below
        return _one_by_one(frame, expressions, broken)


def _illegible(requirements: Iterable[Requirement], words: set[str]) -> dict[str, str]:
    """Indicators of which a variable stands as text where a number should be."""
    indicators = [one for rule in requirements for one in (rule.indicator, rule.reference) if one is not None]
    found = {one.name: sorted(words & set(one.parameters)) for one in indicators}
    return {name: f"{'、'.join(columns)}列是文字，不是数字" for name, columns in found.items() if columns}


def _one_by_one(
    frame: Frame, expressions: dict[str, nw.Expr], broken: dict[str, str]
) -> tuple[Frame, dict[str, str]]:
    for name, expression in expressions.items():
        try:
            frame = frame.with_columns(expression)
        except Exception as error:  # noqa: BLE001 - an indicator is anybody's code
            broken[name] = f"{type(error).__name__}: {error}"
    return frame, broken


def _value(indicator: Indicator, columns: set[str]) -> nw.Expr:
    """The indicator on columns; what is not finite (a zero denominator) is null, except 未完成."""
    value: nw.Expr = indicator.function(*(nw.col(name) for name in indicator.parameters))
    if not indicator.is_date:
        value = nw.when(value.is_finite()).then(value)
    reported = f"reported {indicator.name}"
    if reported in columns:
        value = nw.coalesce(value, nw.col(reported))
    return value.alias(f"value {indicator.name}")


def _bound(scope: Scope, *, asks: bool) -> nw.Expr:
    entity, codes, population = scope
    right = nw.col("entity") == entity
    heads = sorted({prefix(code) for code in codes})
    if heads and "" not in heads:
        covered = nw.col("division").str.starts_with(heads[0])
        for head in heads[1:]:
            covered = covered | nw.col("division").str.starts_with(head)
        right = right & covered
    if population and asks:
        right = right & _belongs(population)
    return nw.when(right).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def _belongs(population: str) -> nw.Expr:
    """Whether a row's institution is one of the population: it is listed as such, or its name says so."""
    listed = nw.concat_str(nw.lit(_SEPARATOR), nw.col("population"), nw.lit(_SEPARATOR))
    stands = listed.str.contains(f"{_SEPARATOR}{population}{_SEPARATOR}", literal=True)
    named = nw.col("unit").str.ends_with(population)
    return nw.when(stands).then(nw.lit(value=True)).otherwise(named)


def _with_earlier(frame: Frame, names: Sequence[str]) -> Frame:
    """Beside each value that of the same unit in the year before; null when that year is reported twice."""
    if not names:
        return frame
    own = [key for key in KEYS if key != "year"]
    values = [nw.col(f"value {name}").max().alias(f"earlier {name}") for name in names]
    past = frame.filter(~nw.col("year").is_null()).with_columns(year=nw.col("year") + 1)
    grouped = past.group_by(*KEYS).agg(*values, nw.len().alias("rows"))
    single = nw.col("rows") == 1
    kept = [nw.when(single).then(nw.col(f"earlier {name}")).alias(f"earlier {name}") for name in names]
    earlier = grouped.with_columns(*kept).drop("rows")
    return frame.join(earlier, on=[*own, "year"], how="left")  # type: ignore[arg-type]  # lazy or not, both alike
