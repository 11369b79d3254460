"""The keys of a frame, read: whose figures a row holds; what is no key is a problem of its row, and no row is dropped.

Only the different values of a column are read, and only when one of them is not as it should be is the column made
anew: a code as code, a known name as the code of what is so called, an entity by any of its names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from policykit.base.diagnostics import Code
from policykit.base.division import Level
from policykit.figures.columns import TEXT, YEAR, Frame, problem_of
from policykit.figures.keys import KEY, STRAY, Keys, own_unit
from policykit.figures.needs import Needs
from policykit.model import Entity, Period, Requirement
from policykit.model.keys import (
    DIVIDED,
    Key,
    Span,
    message_of,
    misnamed,
    read_division,
    read_entity,
    read_span,
    wrong_level,
)
from policykit.model.reading import is_blank, plain, words

__all__ = ["read_keys"]

_DIGITS = 6


def read_keys(frame: Frame, requirements: Sequence[Requirement]) -> Keys:
    """The frame with `unit`, `division` and `entity` as they are meant; `complete` it when its figures are read."""
    schema = frame.collect_schema()
    codes = frozenset(code for requirement in requirements for code in requirement.binds)
    entities = Needs(tuple(requirements)).entities
    keys = _Eager(frame) if isinstance(frame, nw.DataFrame) else _Lazy(frame)
    text = nw.col("division").cast(nw.String)
    if schema["division"].is_integer():
        text = text.str.zfill(_DIGITS)
    keys.column("division", text, lambda value: read_division(value, codes))
    derived = _level(nw.col("division"))
    if "entity" in schema:
        keys.column("entity", nw.col("entity").cast(nw.String), lambda value: read_entity(value, entities))
        own = nw.when(nw.col("entity") == "").then(derived).otherwise(nw.col("entity"))
        keys.frame = keys.frame.with_columns(entity=own)
        keys.levels(derived, entities)
    else:
        keys.frame = keys.frame.with_columns(entity=derived)
    unit = nw.col("unit").cast(nw.String) if "unit" in schema else nw.col("division")
    keys.frame = keys.frame.with_columns(unit=unit)
    if "year" in schema and schema["year"] in TEXT:
        keys.split()
    keys.is_named = "unit" in schema
    if keys.is_named:
        keys.names()
    return keys


def _level(division: nw.Expr) -> nw.Expr:
    """The entity of a division, by how its code ends."""
    *above, last = Level
    chain: Any = nw
    for level in above:
        chain = chain.when(division.str.ends_with(level.ending)).then(nw.lit(Entity.of(level).name))
    expression: nw.Expr = chain.otherwise(nw.lit(Entity.of(last).name))
    return expression


def _parts(written: Iterable[object]) -> dict[str, Span]:
    """What stands as a year and is a part of one."""
    texts = {text for text in written if isinstance(text, str)}
    return {text: span for text in texts if (span := read_span(None, text)).period is not None}


def _both(own: Period, written: object) -> str:
    """The part of the year that stands with the year, and in the column `period`; two different ones are none."""
    if not isinstance(written, str) or is_blank(written) or Period.read(plain(written)) == own:
        return own.label
    return f"{own.label}、{written}"


class _Eager(Keys):
    frame: nw.DataFrame[Any]

    def __init__(self, frame: nw.DataFrame[Any]) -> None:
        super().__init__(frame)
        self.problems: dict[int, str] = {}
        self.stray: dict[str, set[int]] = {}

    def _distinct(self, *names: str) -> list[tuple[Any, ...]]:
        return self.frame.select(*names).unique().rows()

    def _unit(self, at: int) -> str:
        unit = self.frame["unit"][at] if "unit" in self.frame.columns else None
        return unit if isinstance(unit, str) else words()["row"].format(row=at + 1)

    def column(self, name: str, text: nw.Expr, read: Callable[[str], Key]) -> None:
        found = self._read(name, text, read)
        if not found:
            return
        written = [value if isinstance(value, str) else None for value in self.frame[name].to_list()]
        for at, value in enumerate(written):
            key = found.get(value)
            if key is not None and key.problem is not None:
                self.problems.setdefault(at, message_of(key.problem, value=self._unit(at)))
                self.stray.setdefault(f"stray {name}", set()).add(at)
        texts = [found[value].text if value in found else value for value in written]
        self.frame = self.frame.with_columns(self._series(name, texts, nw.String))

    def _series(self, name: str, values: list[Any], kind: Any) -> nw.Series[Any]:  # noqa: ANN401 - a type of narwhals
        return nw.new_series(name, values, kind, backend=self.frame.implementation)

    def levels(self, derived: nw.Expr, entities: Iterable[Entity]) -> None:
        labels = {entity.name: entity for entity in entities}
        divided = [entity.name for entity in labels.values() if entity.is_division]
        wrong = self.frame.select(at=nw.col("entity").is_in(divided) & (nw.col("entity") != derived))["at"]
        for at in _places(wrong):
            if at in self.problems:
                continue
            code, entity = self.frame["division"][at], labels[self.frame["entity"][at]]
            self.problems[at] = message_of(wrong_level(code, entity))
            self.stray.setdefault("stray entity", set()).add(at)  # which of the two is wrong is not known

    def names(self) -> None:
        wrong = misnamed(self._distinct("unit", "division", "entity"))
        if wrong:
            for at, pair in enumerate(self.frame.select("unit", "division", "entity").rows()):
                if pair in wrong:
                    self.problems.setdefault(at, message_of(wrong[pair]))

    def split(self) -> None:
        written = self.frame["year"].to_list()
        found = _parts(written)
        if not found:
            return
        periods = self.frame["period"].to_list() if "period" in self.frame.columns else [None] * len(written)
        pairs = [(found.get(year) if isinstance(year, str) else None, year) for year in written]
        parts = [
            period if span is None or span.period is None else _both(span.period, period)
            for (span, _), period in zip(pairs, periods, strict=True)
        ]
        engine = self.frame.implementation
        years = [year if span is None else str(span.year) for span, year in pairs]
        self.frame = self.frame.with_columns(
            nw.new_series("year", years, backend=engine), self._series("period", parts, nw.String)
        )

    def repeated(self, periods: Sequence[str]) -> None:
        own = self.frame.select(
            *periods, "division", "entity", own=own_unit() if self.is_named else nw.lit("")
        )
        odd = problem_of(YEAR.name)
        known = self.frame[odd].is_null() if odd in self.frame.columns else ~own["entity"].is_null()
        wrong = [at for at in _places(own.is_duplicated() & known) if at not in self.problems]
        if not wrong:
            return
        first: dict[tuple[Any, ...], int] = {}
        several: dict[int, int] = {}
        rows = own.rows()
        for at in wrong:
            *_, entity, name = rows[at]
            if entity in DIVIDED or (isinstance(name, str) and name):
                key = tuple(
                    value if isinstance(value, str) or not is_blank(value) else None for value in rows[at]
                )
                before = first.setdefault(key, at)
                several |= {before: before, at: before} if before != at else {}
        for at, before in several.items():
            place = words()["row"].format(row=before + 1)
            self.problems[at] = message_of((Code.DUPLICATE_UNIT, {"unit": self._unit(at), "first": place}))

    def spans(self, found: Mapping[tuple[Any, Any], Span]) -> None:
        rows = []
        for at, (written, year) in enumerate(self.frame.select("period", "year").rows()):
            of = None if is_blank(year) else int(year)
            rows.append(found[written if isinstance(written, str) else None, of])
            if rows[-1].problem is not None:
                self.problems.setdefault(at, message_of(rows[-1].problem))
        labels = [span.period.label if span.period else "" for span in rows]
        years = [None if span.year is None else float(span.year) for span in rows]
        self.frame = self.frame.with_columns(
            self._series("period", labels, nw.String), self._series("year", years, nw.Float64)
        )

    def finished(self) -> tuple[Frame, bool]:
        if not self.problems:
            return self.frame, False
        every = range(len(self.frame))
        columns = [self._series(problem_of(KEY), [self.problems.get(at) for at in every], nw.String)]
        for name in STRAY:
            rows = self.stray.get(name, set())
            columns.append(self._series(name, [at in rows for at in every], nw.Boolean))
        return self.frame.with_columns(*columns), True


def _places(series: nw.Series[Any]) -> list[int]:
    return [at for at, holds in enumerate(series.to_list()) if holds is True] if series.any() else []


class _Lazy(Keys):
    frame: nw.LazyFrame[Any]

    def __init__(self, frame: nw.LazyFrame[Any]) -> None:
        super().__init__(frame)
        self.flags: list[str] = []
        self.stray: list[str] = []

    def _distinct(self, *names: str) -> list[tuple[Any, ...]]:
        return self.frame.select(*names).unique().collect().rows()

    def _flag(self, name: str, test: nw.Expr) -> None:
        self.frame = self.frame.with_columns(_true(test).alias(name))

    def _wrong(self, test: nw.Expr) -> None:
        self.flags.append(f"wrong {len(self.flags)}")
        self._flag(self.flags[-1], test)

    def column(self, name: str, text: nw.Expr, read: Callable[[str], Key]) -> None:
        found = self._read(name, text, read)
        wrong = [value for value, key in found.items() if key.problem is not None]
        if wrong:
            self._flag(f"stray {name}", _among(nw.col(name), wrong))
            self.stray.append(f"stray {name}")
            self.flags.append(f"stray {name}")
        meant: dict[str, list[str | None]] = {}
        for value, key in found.items():
            meant.setdefault(key.text, []).append(value)
        if meant:
            chosen = [
                nw.when(_true(_among(nw.col(name), values))).then(nw.lit(text))
                for text, values in meant.items()
            ]
            self.frame = self.frame.with_columns(nw.coalesce(*chosen, nw.col(name)).alias(name))

    def levels(self, derived: nw.Expr, entities: Iterable[Entity]) -> None:
        divided = [entity.name for entity in entities if entity.is_division]
        test = nw.col("entity").is_in(divided) & (nw.col("entity") != derived)
        if self.frame.filter(test).head(1).collect().shape[0]:
            already = nw.col("stray entity") if "stray entity" in self.stray else nw.lit(value=False)
            self._flag("stray entity", already | test)
            self.stray = [*dict.fromkeys((*self.stray, "stray entity"))]
            self.flags = [*dict.fromkeys((*self.flags, "stray entity"))]

    def names(self) -> None:
        wrong = [
            (nw.col("unit") == unit) & (nw.col("division") == code) & (nw.col("entity") == entity)
            for unit, code, entity in misnamed(self._distinct("unit", "division", "entity"))
        ]
        if wrong:
            self._wrong(nw.any_horizontal(*wrong, ignore_nulls=True))

    def split(self) -> None:
        found = _parts(row[0] for row in self._distinct("year"))
        if not found:
            return
        given = nw.col("period").cast(nw.String) if "period" in self.frame.collect_schema() else nw.lit("")
        years, periods = [], []
        for text, span in found.items():
            here = _true(nw.col("year") == text)
            own = span.period.label if span.period else ""
            both = nw.when(_true((given == "") | (given == own) | given.is_null())).then(nw.lit(own))
            periods.append(
                nw.when(here).then(both.otherwise(nw.concat_str(nw.lit(own), given, separator="、")))
            )
            years.append(nw.when(here).then(nw.lit(str(span.year))))
        self.frame = self.frame.with_columns(
            year=nw.coalesce(*years, nw.col("year")), period=nw.coalesce(*periods, given)
        )

    def repeated(self, periods: Sequence[str]) -> None:
        names = [nw.col(name).cast(nw.String).fill_null("") for name in periods]
        own = own_unit().fill_null("") if self.is_named else nw.lit("")
        joined = nw.concat_str(nw.col("division"), nw.col("entity"), own, *names, separator="\n")
        divided = sorted(DIVIDED)
        self.frame = self.frame.with_columns(joined.alias("identity"))
        told = (
            self.frame
            if not self.is_named
            else self.frame.filter(nw.col("entity").is_in(divided) | (own != ""))
        )
        told = told if self.is_named else told.filter(nw.col("entity").is_in(divided))
        counted = told.group_by("identity").agg(nw.len().alias("rows")).filter(nw.col("rows") > 1)
        several = counted.select("identity").collect()["identity"].to_list()
        if several:
            self._wrong(nw.col("identity").is_in(several))
        self.frame = self.frame.drop("identity")

    def spans(self, found: Mapping[tuple[Any, Any], Span]) -> None:
        labels, years, wrong = [], [], []
        for (written, year), span in found.items():
            of = nw.col("year").is_null() if year is None else nw.col("year") == year
            here = (nw.col("period").is_null() if written is None else nw.col("period") == written) & of
            labels.append(nw.when(_true(here)).then(nw.lit(span.period.label if span.period else "")))
            if span.year is not None:
                years.append(nw.when(_true(here)).then(nw.lit(float(span.year))))
            if span.problem is not None:
                wrong.append(here)
        if wrong:
            self._wrong(nw.any_horizontal(*wrong, ignore_nulls=True))
        year = nw.coalesce(*years) if years else nw.col("year").cast(nw.Float64)
        self.frame = self.frame.with_columns(year=year, period=nw.coalesce(*labels) if labels else nw.lit(""))

    def finished(self) -> tuple[Frame, bool]:
        if not self.flags:
            return self.frame, False
        absent = [nw.lit(value=False).alias(name) for name in STRAY if name not in self.stray]
        anything = nw.any_horizontal(*map(nw.col, self.flags), ignore_nulls=True)
        return self.frame.with_columns(anything.alias(problem_of(KEY)), *absent), True


def _true(test: nw.Expr) -> nw.Expr:
    return nw.when(test).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def _among(column: nw.Expr, values: Iterable[str | None]) -> nw.Expr:
    texts = [value for value in values if value is not None]
    test = column.is_in(texts)
    return test if len(texts) == len(list(values)) else column.is_null() | test
