"""The words of tables: what heads say of their columns, units, times, figures of cells (`data/tables.yml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from policykit.base.resources import load
from policykit.text.normal import fold
from policykit.text.quantities.tables import alternatives, tables

__all__ = [
    "Figure",
    "Unit",
    "When",
    "figure_of",
    "is_attribute",
    "is_blank",
    "is_figure",
    "is_part_of_year",
    "is_unit",
    "kind_of",
    "own_unit",
    "pattern",
    "period_of",
    "squeezed",
    "unit_apart",
]

_MARKS = re.compile(r"[*①-⑳※#]+$|\[注?\d\]$")
_EMPHASIS = re.compile(r"\*\*|__")
_BLANK = re.compile(r"[-—–―/\\.…·]*")
_UNIT_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,20})[)\]][*①-⑳]*$")
_REMARK = re.compile(r"[(（][^()（）]*[)）]\s*$")
_LABEL = re.compile(r"(?:计量)?单位[:：]")
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_PERIOD = re.compile(
    rf"(?P<first>{_YEAR})\s*年?\s*(?:-{{1,2}}|~|至|到)\s*(?P<last>{_YEAR})\s*年?"
    rf"|到?(?P<year>{_YEAR})(?:\s*年(?:\s*\d{{1,2}}\s*月(?:\s*[-~至到]\s*\d{{1,2}}\s*月)?)?(?:\s*(?:底|末|前|初|以前|之前))*+)?+"
    r"(?!\s*(?:年?\s*版|(?:建成|竣工|建造|交付)))"
    r"|“?(?P<plan>十[一二三四五六七八九]?)五”?(?:规划)?(?:时期|期间|期末|末)?"
)
_COMPARED = re.compile(rf"[比较]{_YEAR}年?")
_FIRST_PLAN = 10
_PLANS = "一二三四五六七八九"
_FIVE = 5
_BEFORE_PLANS = 1950


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """The words at a path of `data/tables.yml`, alternatives or one expression, as a pattern."""
    found: Any = load("tables")
    for key in path:
        found = found[key]
    return re.compile(found if isinstance(found, str) else "|".join(found))


def squeezed(text: str) -> str:
    """The folded text without blanks and signs of emphasis: as words are looked up.

    >>> squeezed("**指　标**（％）")
    '指标(%)'
    """
    return re.sub(r"\s+", "", _EMPHASIS.sub("", fold(text)))


@lru_cache(maxsize=4096)
def kind_of(head: str) -> str:
    """What a head says of its column: a key of `heads`, `period`, `value`, or empty.

    >>> [kind_of(head) for head in ("序 号", "计量单位", "2025年", "目标值（%）", "县级医院", "床位数")]
    ['serial', 'unit', 'period', 'value', 'subject', '']
    """
    words = _MARKS.sub("", squeezed(unit_apart(head)[0]))
    if not words:
        return ""
    kind = next((name for name in load("tables")["heads"] if pattern("heads", name).fullmatch(words)), "")
    if kind:
        return kind
    rest = re.sub(r"[()\[\]、,:“”]|年(?=[\u3400-\u9fff])", "", _PERIOD.sub("", words))
    if len(rest) < len(words) and (not rest or pattern("value").fullmatch(rest)):
        return "period"
    return "value" if pattern("value").fullmatch(words) else ""


class Unit(NamedTuple):
    """Words without the brackets that hold their unit, and the unit as published."""

    words: str
    unit: str


@lru_cache(maxsize=4096)
def unit_apart(text: str) -> Unit:
    """Words of a head or a name, and the unit in the last brackets.

    >>> unit_apart("孕产妇死亡率（1/10万）"), unit_apart("国内生产总值（GDP）").unit
    (Unit(words='孕产妇死亡率', unit='1/10万'), '')
    >>> unit_apart("床位(单位：张，2025年)")
    Unit(words='床位(2025年)', unit='张')
    """
    folded = fold(text)
    match = _UNIT_BRACKET.search(folded.rstrip())
    if match is None:
        return Unit(text, "")
    inside = text[match.start(1) : match.end(1)]
    pieces = [piece for piece in re.split("[,，;；、]", inside) if piece.strip()]
    for at, piece in enumerate(pieces):
        bare = _LABEL.sub("", piece, count=1).strip()
        if is_unit(bare):
            rest = "，".join(pieces[:at] + pieces[at + 1 :])
            kept = f"{text[match.start()]}{rest}{text[match.end(1)]}" if rest else ""
            return Unit(text[: match.start()].rstrip() + kept, bare)
    return Unit(text, "")


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else.

    >>> [is_unit(text) for text in ("%", "1/10万", "张/千人口", "万人次", "个百分点", "县域", "GDP", "2025年")]
    [True, True, True, True, True, False, False, False]
    """
    words = squeezed(text)
    known, own = tables().dimensions, load("tables")["units"]
    if words in known or words in own:
        return words not in {"/", "-"}
    parts = re.split(r"[/·]|每(?=.)", words)
    if len(parts) == 1 and words[:1].isdigit():
        return False
    return all(map(_is_part, parts)) and any(part in known or part in own or _counts(part) for part in parts)


def _is_part(part: str) -> bool:
    rest = part.lstrip("0123456789.")
    sizes = len(rest) - len(rest.lstrip("".join(tables().magnitudes)))
    # 千 of 亿千瓦时 belongs to the unit, 万 of 万人 does not.
    bare = [rest[at:] for at in range(sizes + 1)]
    return "" in bare or any(one in tables().dimensions or one in load("tables")["units"] for one in bare)


def _counts(part: str) -> bool:
    """Whether a part is a magnitude with what it counts: 万人次, 10万."""
    return part.lstrip("0123456789.").startswith(tuple(tables().magnitudes))


def is_attribute(text: str) -> bool:
    """Whether a cell says how binding its row is.

    >>> is_attribute("约束性"), is_attribute("预期性指标"), is_attribute("85")
    (True, True, False)
    """
    return bool(pattern("attributes").fullmatch(squeezed(text)))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a dash."""
    return bool(_BLANK.fullmatch(squeezed(text)))


@cache
def _figure() -> re.Pattern[str]:
    signs = alternatives([*tables().prefix_ops, *load("tables")["signs"]])
    ends = alternatives([*tables().suffix_ops, "(以上|以下)", "内"])
    number = r"[-+]?\d[\d, ]*(?:\.\d+)?(?:/\d+)?"
    return re.compile(
        rf"\s*[\[(]?\s*(?:{signs})*\s*[\[(]?\s*"
        rf"(?P<number>{number}(?<! )(?:%?(?:-{{1,2}}|~|至){number})?(?<! ))\s*[\])]?"
        rf"\s*(?P<unit>[^\d\s*①-⑳,;。\])(\[]{{0,8}}?)\s*[\])]?(?:\(?(?:{ends})\)?)*[*①-⑳\s]*"
    )


class Figure(NamedTuple):
    """A figure alone in a cell: its text as long as the cell's, without footnote marks and the brackets around it."""

    text: str
    end: int
    """Where its number ends, and a unit would stand."""
    unit: str
    """The unit that it carries itself, as published."""


@lru_cache(maxsize=4096)
def figure_of(text: str) -> Figure | None:
    """The figure in a cell that holds nothing else but signs, a unit and footnote marks; a year is none.

    >>> figure_of("≥90.5%*"), figure_of("[500]")
    (Figure(text='≥90.5% ', end=5, unit='%'), Figure(text=' 500 ', end=4, unit=''))
    >>> [figure_of(text) for text in ("2025年", "1.平均住院日", "3个中心")]
    [None, None, None]
    """
    folded = _EMPHASIS.sub("  ", fold(text))
    match = _figure().fullmatch(folded)
    if match is None or _PERIOD.fullmatch(folded.strip()):
        return None
    unit = match["unit"].strip()
    if unit and not is_unit(unit):
        return None
    kept = re.sub(r"[\[\]*①-⑳()]", " ", folded)
    return Figure(kept, match.end("number"), unit)


def is_figure(text: str) -> bool:
    """Whether a cell is a figure, with its signs and unit at most: ≥90%, [500], 3—5, 6左右.

    >>> is_figure("1 000"), is_figure("60①"), is_figure("逐步下降")
    (True, True, False)
    """
    return figure_of(text) is not None


def own_unit(text: str) -> str:
    """The unit that a figure carries itself, as published.

    >>> own_unit("27.5 %"), own_unit("≥3万人次以上"), own_unit("90"), own_unit("92%以上（全省平均）")
    ('%', '万人次', '', '%')
    >>> own_unit("1.2万")  # by how much it is multiplied, and not of what
    ''
    """
    figure = figure_of(text) or figure_of(_REMARK.sub("", text))
    return figure.unit if figure and figure.unit not in tables().magnitudes else ""


def is_part_of_year(head: str) -> bool:
    """Whether a head names a part of the year and no year.

    >>> is_part_of_year("二季度"), is_part_of_year("2026年二季度")
    (True, False)
    """
    return pattern("part_of_year").fullmatch(squeezed(head)) is not None


class When(NamedTuple):
    """A time as published, and its last year."""

    words: str
    year: int


@lru_cache(maxsize=4096)
def period_of(text: str) -> When | None:
    """The time that a head or a name gives; `None` without one or with several. What it is compared with is none.

    >>> period_of("2026—2030年目标"), period_of("“十四五”累计"), period_of("2025")
    (When(words='2026—2030年', year=2030), When(words='“十四五”', year=2025), When(words='2025', year=2025))
    """
    found = list(_PERIOD.finditer(_COMPARED.sub(lambda match: " " * len(match[0]), fold(text))))
    if len(found) != 1:
        return None
    match = found[0]
    words = text[match.start() : match.end()].strip()
    if match["plan"]:
        plan = _FIRST_PLAN + (_PLANS.find(match["plan"][1:]) + 1 if match["plan"][1:] else 0)
        return When(words, _BEFORE_PLANS + _FIVE * (plan + 1))
    return When(words, int(match["last"] or match["year"]))
