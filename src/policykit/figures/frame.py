"""The wide frame on which requirements are judged: keys, values of indicators, and whom each requirement binds."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from policykit.base.division import Division
from policykit.figures.columns import YEAR, Frame, Source, has_odd_years, problem_of, read_columns
from policykit.figures.keyed import read_keys
from policykit.figures.keys import KEY, STRAY
from policykit.figures.past import failed_of, unread_past, with_based, with_earlier, with_failed, with_own
from policykit.figures.possible import with_impossible
from policykit.figures.valued import indicators_of, with_values
from policykit.figures.wholes import SITUATION, Situations, with_wholes
from policykit.model import Period, Requirement, key_of
from policykit.model.situation import SITUATED, situated
from policykit.model.verdict import words

__all__ = ["KEYS", "Base", "FrameError", "adopt", "base", "collected", "given"]

KEYS = ("unit", "division", "entity", "year", "period")
"""Columns that say whose figures a row holds and of which year."""


class FrameError(ValueError):
    """A frame that cannot be evaluated at all: it says which column is missing."""


def adopt(frame: Any) -> Frame:  # noqa: ANN401 - a frame of any engine that narwhals knows
    """The frame as narwhals has it."""
    with warnings.catch_warnings():
        # It moves into a package of its own: nothing that a reader here can do.
        warnings.filterwarnings("ignore", message="Dask support is moving", category=FutureWarning)
        adopted: Frame = nw.from_native(frame)
    return adopted


def collected(frame: Frame, requirements: Iterable[Requirement]) -> nw.DataFrame[Any]:
    """The frame in memory; of a lazy one the columns that are needed."""
    if isinstance(frame, nw.DataFrame):
        return frame
    requirements, schema = tuple(requirements), frame.collect_schema()
    needed = {*KEYS, "population", *(source.column for source in _sources(requirements))}
    return frame.select([name for name in schema.names() if name in needed]).collect()


def _prepared(
    frame: Frame,
    requirements: Sequence[Requirement],
    bound: Sequence[Requirement],
    as_of: date,
    *,
    worded: bool,
) -> tuple[Frame, dict[str, nw.Expr], dict[str, Period]]:
    """The columns of `KEYS` and `population`, then every variable and indicator that is needed or reported.

    A missing `unit` is the division, a missing `entity` follows from the division's code, a missing `year`
    or `population` is null. Variables that the frame lacks are null, and so are cells that cannot be read, a
    year among them.
    """
    schema = frame.collect_schema()
    if "division" not in schema:
        message = f"the frame has no column 'division'; it has {', '.join(schema.names())}"
        raise FrameError(message)
    sources = [
        source for source in _sources(requirements) if source.column == source.name or source.column in schema
    ]
    keys = read_keys(frame, bound)
    years = [YEAR] if "year" in schema and has_odd_years(frame) else []
    read, flags = read_columns(keys.frame, [*years, *sources])
    possible = with_impossible(read, sources, requirements, flags, as_of, worded=worded)
    complete, is_wrong = keys.complete(possible)
    if is_wrong:
        wrong = nw.col(problem_of(KEY))
        flags[KEY] = wrong if isinstance(complete, nw.LazyFrame) else ~wrong.is_null()
    figures = [problem_of(YEAR.name), problem_of(KEY), *STRAY]
    figures += [name for source in sources for name in (source.name, problem_of(source.name))]
    there = complete.collect_schema()
    return complete.select(*_keys(there), *(name for name in figures if name in there)), flags, keys.periods


def _sources(requirements: Iterable[Requirement]) -> list[Source]:
    """Every variable; and every indicator whose value may stand in a column of its own name."""
    requirements = tuple(requirements)
    needed = {variable.name: variable for requirement in requirements for variable in requirement.variables}
    reported = {
        requirement.indicator.name: requirement.indicator
        for requirement in requirements
        if requirement.indicator.name not in needed
    }
    sources = [Source(variable.key, variable.key, variable) for variable in needed.values()]
    return sources + [
        Source(key_of(name), f"reported {name}", indicator) for name, indicator in reported.items()
    ]


def _keys(schema: nw.Schema) -> list[nw.Expr]:
    # A gap in a column of integers is not for pandas to hold, so only what comes as integers stays so.
    whole = "year" in schema and schema["year"].is_integer()
    number = nw.Int64 if whole else nw.Float64
    year = nw.col("year").cast(number) if "year" in schema else nw.lit(None, dtype=number)
    population = (
        nw.col("population").cast(nw.String) if "population" in schema else nw.lit(None, dtype=nw.String)
    )
    named = {"year": year, "population": population}
    keys = [nw.col(name) for name in KEYS[:3]]
    keys += [nw.col("period")] if "period" in schema else []
    return [*keys, *(expression.alias(name) for name, expression in named.items())]


_SEPARATOR = "；"
_COMPUTED = ("value ", "earlier ", "base ", "scope ", "unread ", "failed ")
Scope = tuple[str, tuple[str, ...], str]
Place = tuple[int | None, str, float]


@dataclass(frozen=True)
class Base:
    """The wide frame on which requirements are judged: `KEYS`, and per indicator and scope one column.

    `value NAME` is an indicator's value, `earlier NAME` that of the year before, `base 2020 NAME` that of a base
    year, `scope N` whether the row is
    one of those bound, `unread NAME` whether a cell that the value needs cannot be read. `broken` says which
    indicators could not be computed, and why.
    """

    frame: Frame
    scopes: dict[Scope, str]
    broken: dict[str, str]
    unread: frozenset[str]
    """Columns `unread NAME` that there are: of indicators with cells that may be unreadable."""
    conditions: frozenset[str] = frozenset()
    """Columns of the variables on which conditions are."""
    periods: Mapping[str, Period] = field(default_factory=dict)
    """The reporting periods that rows are of, by the text in the column `period`."""
    yearly: frozenset[str] = frozenset()
    """Columns that say when what every year must do was not done."""
    situations: Situations = field(default_factory=dict)
    """Where rows are of parts of years: what their years, periods and parts mean."""

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, by name of column; a lazy frame is collected."""
        frame = self.frame.collect() if isinstance(self.frame, nw.LazyFrame) else self.frame
        return frame.iter_rows(named=True)

    @property
    def keys(self) -> tuple[str, ...]:
        """Those of `KEYS` that the frame has: a period only where one was given."""
        names = self.frame.collect_schema().names()
        return tuple(name for name in KEYS if name in names)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns by which rows are judged: all but the variables."""
        names = self.frame.collect_schema().names()
        return tuple(
            name
            for name in names
            if name in KEYS or name == SITUATION or name in self.conditions or name.startswith(_COMPUTED)
        )

    def is_broken(self, requirement: Requirement) -> bool:
        """Whether its indicator, or the one that it is compared with, could not be computed."""
        indicators = (requirement.indicator, requirement.reference)
        return any(indicator is not None and indicator.name in self.broken for indicator in indicators)

    def unreadable(self, requirement: Requirement) -> tuple[str, ...]:
        """Names of the columns that say on which rows it cannot be checked for what stands in a cell."""
        columns = [f"unread {one.name}" for one in (requirement.indicator, requirement.reference) if one]
        columns += [unread_past(requirement)] if requirement.target.compares_years else []
        columns += [f"unread {one.variable.name}" for one in requirement.when]
        return tuple(dict.fromkeys(column for column in columns if column in self.unread))

    def failed(self, requirement: Requirement) -> str:
        """Name of the column with the first year in which what every year must do was not done; empty if none has."""
        name = failed_of(requirement)
        return name if name in self.yearly else ""

    def problem(self, requirement: Requirement, row: Mapping[str, Any]) -> str:
        """Why the check could not run on a row of the frame in memory, in Chinese; empty when it could."""
        wording, found = words()["problems"], []
        for name in (KEY, YEAR.name):
            if row.get(problem_of(name)):
                return str(row[problem_of(name)])
        for indicator in filter(None, (requirement.indicator, requirement.reference)):
            names = [*indicator.keys, f"reported {indicator.name}"]
            cells = dict.fromkeys(row[problem_of(name)] for name in names if row.get(problem_of(name)))
            if row.get(f"unread {indicator.name}") and cells:
                found.append(wording["indicator"].format(name=indicator.label, reason="".join(cells)))
            elif indicator.name in self.broken:
                reason = self.broken[indicator.name]
                found.append(wording["indicator"].format(name=indicator.label, reason=reason))
        asked = ((one.variable.label, row.get(problem_of(one.variable.key))) for one in requirement.when)
        found += [
            wording["condition"].format(name=name, reason=problem) for name, problem in asked if problem
        ]
        if not found and any(row.get(name) for name in self.unreadable(requirement)):
            base = requirement.target.base
            told = wording["year_before" if base is None else "year_base"]
            found.append(told.format(name=requirement.indicator.label, year=base))
        return str(wording["joint"].join(found))

    def situated(self, requirement: Requirement, as_of: date) -> dict[str, list[Place]]:
        """Of each condition that depends on year and months, in which situations it holds."""
        found: dict[str, list[Place]] = {name: [] for name in SITUATED} if self.situations else {}
        for place, at in self.situations.items():
            for name, holds in situated(requirement, at, as_of).items():
                found[name] += [place] if holds else []
        return found

    def scope(self, requirement: Requirement) -> str:
        """Name of the column that says on which rows the requirement is checked."""
        return self.scopes[scope_of(requirement)]


def scope_of(requirement: Requirement) -> Scope:
    """What decides whether a row is checked: entity, divisions bound, and for institutions the population."""
    population = "" if requirement.entity.is_division else requirement.population
    return requirement.entity.name, requirement.binds, population


def base(
    frame: Frame,
    requirements: Sequence[Requirement],
    as_of: date,
    bound: Sequence[Requirement] = (),
    *,
    worded: bool = False,
) -> Base:
    """Compute everything that the requirements share, once; `as_of` is the day after which nothing is completed.

    Of `bound`, which include the requirements, only on which rows each is checked: see `given`. Only if the frame is
    `worded`, `Base.problem` tells in words which figures cannot be: a sentence for each costs more than all verdicts.
    """
    bound = bound or requirements
    has_population = "population" in frame.collect_schema()
    prepared, flags, periods = _prepared(frame, requirements, bound, as_of, worded=worded)
    prepared, situations = with_wholes(prepared, periods, _sources(requirements), requirements)
    computed, broken = with_values(prepared, requirements)
    computed, unread = _with_unread(computed, requirements, flags)
    scopes = {scope: f"scope {number}" for number, scope in enumerate(dict.fromkeys(map(scope_of, bound)))}
    stray = STRAY if KEY in flags else ()
    tests = [_bound(scope, stray, asks=has_population).alias(name) for scope, name in scopes.items()]
    wide = computed.with_columns(*tests)
    trends = {
        (rule.target.base, rule.indicator.name)
        for rule in requirements
        if rule.target.compares_years and rule.indicator.name not in broken
    }
    yearly = [rule for rule in requirements if rule.every == "year" and rule.target.decidable]
    yearly = [rule for rule in yearly if rule.indicator.name not in broken]
    complete, past = _with_past(with_own(wide) if trends or yearly else wide, trends, unread)
    complete = with_failed(complete, yearly)
    conditions = frozenset(one.variable.key for requirement in requirements for one in requirement.when)
    asked = frozenset(unread) | past
    return Base(
        complete, scopes, broken, asked, conditions, periods, frozenset(map(failed_of, yearly)), situations
    )


def _with_past(
    frame: Frame, trends: Iterable[tuple[int | None, str]], unread: Sequence[str]
) -> tuple[Frame, set[str]]:
    """The frame with what changes start from, by base year and indicator; and the columns that say what is unread."""
    names: dict[int | None, list[str]] = {}
    for base_year, name in sorted(trends, key=lambda pair: (pair[0] or 0, pair[1])):
        names.setdefault(base_year, []).append(name)
    columns = set[str]()
    for base_year, listed in names.items():
        values = [f"value {name}" for name in listed]
        past = [f"unread {name}" for name in listed if f"unread {name}" in unread]
        if base_year is None:
            frame, prefix = with_earlier(frame, values, past), "earlier"
        else:
            frame, prefix = with_based(frame, base_year, values, past), f"base {base_year}"
        columns |= {f"{prefix} {name}" for name in past}
    return frame, columns


def given(frame: Frame, requirements: Sequence[Requirement]) -> list[Requirement]:
    """The requirements of which the frame has a column; of all the others nothing is reported, on no row."""
    names = set(frame.collect_schema().names())
    return [rule for rule in requirements if any(one.column in names for one in _sources([rule]))]


def _with_unread(
    frame: Frame, requirements: Iterable[Requirement], flags: Mapping[str, nw.Expr]
) -> tuple[Frame, list[str]]:
    """The frame with `unread NAME` for each indicator that has a column with cells that cannot be read.

    Of a row whose year cannot be read nothing can be checked.
    """
    columns = set(frame.collect_schema().names())
    found = {}
    for name, indicator in indicators_of(requirements).items():
        tests = [flags[column] for column in (KEY, YEAR.name, *indicator.keys) if column in flags]
        if f"reported {name}" in flags and f"value {name}" in columns:
            tests.append(nw.col(f"value {name}").is_null() & flags[f"reported {name}"])
        if tests:
            found[f"unread {name}"] = nw.any_horizontal(*tests, ignore_nulls=True)
    for variable in {one.variable for rule in requirements for one in rule.when}:
        if variable.key in flags:
            found.setdefault(f"unread {variable.name}", flags[variable.key])
    return (frame.with_columns(**found) if found else frame), list(found)


def _bound(scope: Scope, stray: Sequence[str], *, asks: bool) -> nw.Expr:
    """Whether a row is one of those bound; one of which it is not known whose it is may be, and is not left out."""
    entity, codes, population = scope
    right = nw.col("entity") == entity
    if stray:
        right = right | nw.any_horizontal(*map(nw.col, stray), ignore_nulls=True)
    heads = sorted({Division.of(code).stem for code in codes})
    if heads and "" not in heads:
        covered = nw.col("division").str.starts_with(heads[0])
        for head in heads[1:]:
            covered = covered | nw.col("division").str.starts_with(head)
        right = right & (covered | nw.col(stray[0]) if stray else covered)
    if population and asks:
        right = right & _belongs(population)
    return nw.when(right).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def _belongs(population: str) -> nw.Expr:
    """Whether a row's institution is one of the population: it is listed as such, or its name says so."""
    listed = nw.concat_str(nw.lit(_SEPARATOR), nw.col("population"), nw.lit(_SEPARATOR))
    stands = listed.str.contains(f"{_SEPARATOR}{population}{_SEPARATOR}", literal=True)
    named = nw.col("unit").str.ends_with(population)
    return nw.when(stands).then(nw.lit(value=True)).otherwise(named)
