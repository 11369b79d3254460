"""The keys of a row of figures, read: of which division, kind of unit, year and months they are, or what is wrong.

A single check and the frames of `policykit.figures` read them here, so that they say the same of the same keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.division import Division, Level
from policykit.model.period import Period
from policykit.model.reading import Unreadable, is_blank, plain, read_year, words
from policykit.model.variable import Entity

__all__ = [
    "DIVIDED",
    "SEPARATOR",
    "Key",
    "Problem",
    "Span",
    "entity_of",
    "is_below",
    "is_other",
    "level_of",
    "message_of",
    "misnamed",
    "read_division",
    "read_entity",
    "read_span",
    "wrong_level",
]

SEPARATOR = "；"
"""Between the groups of institutions that a unit belongs to."""

DIVIDED = frozenset(entity.name for entity in Entity.ALL if entity.is_division)
"""Names of the kinds of unit that are divisions."""

_DIGITS, _YEAR = 6, 12
_ABSENT = frozenset({"", "nan", "NaN", "None", "NaT", "<NA>"})
_MARKS = re.compile(r"[\s\W_]+")

Problem = tuple[Code, dict[str, object]]
"""A diagnostic and what fills it in."""

Named = tuple[Any, Any, Any]
"""Unit, division and entity, as they stand in a row."""


class Key(NamedTuple):
    """A value of a key: what it is taken for, and what is wrong with it."""

    text: str
    problem: Problem | None = None


class Span(NamedTuple):
    """What stands as period and year of a row; no period is the whole year."""

    period: Period | None
    year: int | None
    problem: Problem | None = None


def message_of(problem: Problem, **values: object) -> str:
    """A problem in words, with its code: `PK324 年度“去年”无法识别。`."""
    code, known = problem
    return f"{code.value} {Diagnostic(code, {**values, **known}).message}"


def entity_of(name: str, entities: Iterable[Entity] = Entity.ALL) -> Entity | None:
    """The kind of unit that a sheet's name or a cell names; `None` when it names none.

    >>> entity_of("乡镇卫生院").name, entity_of("Sheet1")
    ('township_centre', None)
    """
    wanted = _bare(name)
    for entity in entities:
        if wanted and wanted in map(_bare, (entity.name, entity.label, *entity.aliases)):
            return entity
    return None


def _bare(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def read_division(value: str, codes: frozenset[str] = frozenset()) -> Key:
    """A division's code, from code or name; `codes` are those of a knowledge base that no list has.

    >>> read_division("歙县").text, read_division("341021000000").text, read_division("999999").problem[0].value
    ('341021', '341021', 'PK320')
    """
    text = plain(value).removesuffix(".0")
    if text in Division.all() or text in codes:
        return Key(text)
    if is_blank(text) or text in _ABSENT:
        return Key("", (Code.NO_DIVISION, {"hint": ""}))
    found = Division.find(text, replaced=False)
    if found is None:
        return Key(text, (Code.DATA_UNKNOWN_DIVISION, {"value": text, "hint": Division.hint(text)}))
    if len(text) > _DIGITS and text.isdigit() and text[_DIGITS:].strip("0"):
        below = {"code": text, "name": found.path, "level": words()["below"], "entity": found.level.label}
        return Key(text, (Code.WRONG_LEVEL, below))
    return Key(found.code)


def read_entity(value: str, entities: Sequence[Entity]) -> Key:
    """The name of a kind of unit, empty when none is given.

    >>> read_entity("县级", Entity.ALL).text, read_entity("村庄", Entity.ALL).problem[0].value
    ('county', 'PK329')
    """
    text = plain(value)
    if is_blank(text) or text in _ABSENT:
        return Key("")
    entity = entity_of(text, entities)
    if entity is None:
        allowed = "、".join(each.label for each in entities)
        return Key(text, (Code.UNKNOWN_ENTITY, {"value": text, "allowed": allowed}))
    return Key(entity.name)


def level_of(division: str) -> Level:
    """The level of a division by how its code ends."""
    *above, last = Level
    return next((level for level in above if division.endswith(level.ending)), last)


def wrong_level(division: str, entity: Entity) -> Problem:
    """That a division is not of the level of the entity that stands beside it."""
    own = Division.of(division)
    names = {"name": own.name, "level": own.level.label, "entity": entity.label}
    return Code.WRONG_LEVEL, {"code": division, **names}


def read_span(period: str | None, year: object, column: str = "") -> Span:
    """Period and year that a row is of; a year may be written with its part: 2026Q3, 2026年上半年.

    `column` is the header above the period: in one called 季度 or 月份 a bare number is one.

    >>> read_span("1—9月", 2026).period.label, read_span(None, "2026Q3").period.label, read_span("2026年", None).year
    ('2026年1—9月', '2026年第三季度', 2026)
    >>> read_span("2025H1", 2026).problem[0].value, read_span(None, "去年").problem[0].value
    ('PK324', 'PK324')
    """
    known = period if period is not None and plain(period) not in _ABSENT and not is_blank(period) else None
    of, own, problem = _year(year)
    if problem is not None:
        return Span(None, None, problem)
    if known is None:
        return Span(own, of)
    read = Period.read(plain(known), column)
    if read is None or (of is not None and read.year not in (None, of)) or own not in (None, read):
        both = words()["period"].format(year=year or "", period=known).removeprefix("，")
        return Span(None, of, (Code.BAD_YEAR, {"value": both}))
    of = read.year or of
    return Span(None if read.months == _YEAR else replace(read, year=of), of)


def _year(written: object) -> tuple[int | None, Period | None, Problem | None]:
    """The year, the part of it that stands with it, or that it is none."""
    if is_blank(written):
        return None, None, None
    try:
        return read_year(written), None, None
    except Unreadable as error:
        part = Period.read(plain(written)) if isinstance(written, str) else None
        if part is not None and part.year is not None and part.months < _YEAR:
            return part.year, part, None
        return None, None, (error.code, {"value": plain(written), **error.values})


def is_below(unit: str) -> bool:
    """Whether a name is that of what lies in a county, as far as its end tells: 徽城镇, 歙县人民医院."""
    return re.fullmatch(words()["reading"]["below"], unit) is not None


def is_other(unit: str, own: Division) -> bool:
    """Whether a name is that of another division than `own`, or of what lies in a county.

    >>> [is_other(unit, Division.of("341021")) for unit in ("歙县", "黟县", "徽城镇", "本县")]
    [False, True, True, False]
    """
    named = Division.find(unit)
    is_township = re.fullmatch(words()["reading"]["township"], unit) is not None
    differs = is_township if named is None else named.name != own.name
    return differs and own not in Division.candidates(unit)


def misnamed(rows: Iterable[Named]) -> dict[Named, Problem]:
    """Of the different (unit, division, entity): what is wrong with the name that a division bears.

    It may be another division's, or one of several; its own is always right.
    """
    called: dict[tuple[str, str], list[Named]] = {}
    for unit, code, entity in rows:
        if entity in DIVIDED and isinstance(unit, str) and code in Division.all():
            called.setdefault((code, entity), []).append((unit, code, entity))
    wrong: dict[Named, Problem] = {}
    for (code, _), rows_of in called.items():
        own = Division.of(code)
        others = [row for row in rows_of if row[0] not in {code, own.name, *own.short_names}]
        for row in others:
            named = Division.find(row[0])
            if is_other(row[0], own):
                wrong[row] = Code.DIVISION_DISAGREES, {"code": code, "name": own.name, "unit": row[0]}
            elif named != own and len(rows_of) > 1:
                first = next(other[0] for other in rows_of if other != row)
                wrong[row] = (
                    Code.TWO_NAMES,
                    {"code": code, "first": first, "unit": row[0], "place": words()["same_table"]},
                )
    return wrong
