"""The indicator of a statement: one that is declared, by its names, or a new one named by the text's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.drafting.phrases import is_measure, words
from policykit.index.terms import OTHERS, initial
from policykit.model import Comparator, Entity, Indicator, Proposal
from policykit.specs.figure import factor_of
from policykit.text.normal import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.indicators import Registry

__all__ = ["BRACKETS", "Measured", "Names", "letters", "share_of", "unit_of"]

_NEAR = 0.6
"""A declared name that makes up so much of the text's own is taken for it."""
_SHORTEST = 4
_LETTERS = 16
_PERCENT = "%"
BRACKETS = str.maketrans("()", "（）")
_BROKEN = re.compile(r"(?<=[\u3400-\u9fff（）、])\s+(?=[\u3400-\u9fff（）、])")
"""A blank where a line of the text ends within a name."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator, declared or proposed, and the words of the text that name it."""

    indicator: Indicator
    words: str
    proposal: Proposal | None = None
    exact: bool = True
    """Whether the words are a name of it, and not only near one."""


class Names:
    """The names of what is declared in a knowledge base, as texts write them."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._named: dict[str, list[Indicator]] = {}
        self._ends: dict[str, list[str]] = {}
        for indicator in registry.named:
            for name in indicator.names:
                key = plain(name)
                self._named.setdefault(key, []).append(indicator)
        for key in self._named:
            self._ends.setdefault(key[-2:], []).append(key)

    def find(self, phrase: str, unit: str, comparator: Comparator, context: str = "") -> Measured | None:
        """The declared indicator that a phrase names: by a name that it is, or that makes up most of its end.

        `context` is the text around: a name that leaves out whose it is (床位使用率) is 基层医疗机构床位使用率 only
        where that is told.
        """
        key = plain(phrase)
        ends = [name for name in self._ends.get(key[-2:], ()) if key.endswith(name)]
        for name in sorted(ends, key=len, reverse=True):
            before = key.removesuffix(name)
            if len(name) < _NEAR * len(key) and not _is_of_some(name, before):
                continue
            fitting = [
                one
                for one in self._named[name]
                if fits(one, unit, comparator)
                and _is_of_same(one, name, before)
                and (before or _is_told_of(one, name, context))
            ]
            if fitting:
                return Measured(fitting[0], phrase, exact=name == key)
        return None


def _is_of_some(name: str, before: str) -> bool:
    """Whether what stands before a name only says whose measure it is: 三级公立综合医院 电子病历应用水平."""
    return (
        is_measure(name) and len(name) >= _SHORTEST and re.search(words()["populations"], before) is not None
    )


def _is_of_same(indicator: Indicator, name: str, before: str) -> bool:
    """Whether what stands before a short name is no other bearer of it than the indicator's own.

    床位使用率 is short for 基层医疗机构床位使用率: 基层医疗卫生机构床位使用率 is that, 县级医院床位使用率 is not.
    """
    own = plain(indicator.label).removesuffix(name)
    if not before or own == plain(indicator.label):
        return True
    shorter, longer = sorted((own, before), key=len)
    rest = iter(longer)
    return all(char in rest for char in shorter)


def _is_told_of(indicator: Indicator, name: str, context: str) -> bool:
    """Whether a text tells whose measure an indicator is, where its short name leaves it out."""
    own = plain(indicator.label).removesuffix(name)
    if not is_measure(name) or own == plain(indicator.label):
        return True
    return not own or any(piece[:2] in context for piece in re.split("[对的与]", own))


def plain(name: str) -> str:
    """A name as it is compared: in normal form, without blanks."""
    return normalize(name).tight().text


def fits(indicator: Indicator, unit: str, comparator: Comparator) -> bool:
    """Whether a figure of this unit and form could be one of the indicator."""
    if comparator is Comparator.BY_DATE:
        return indicator.is_date
    if comparator in (Comparator.DONE, Comparator.FORBIDDEN):
        return indicator.is_yes_no
    if comparator is Comparator.GRADE:
        return bool(indicator.grades) and not indicator.is_yes_no
    if indicator.is_date or indicator.grades:
        return False
    if not unit or comparator is Comparator.GROWTH:
        return True
    return factor_of(unit, indicator.unit) is not None


def proposed(
    label: str, unit: str, entity: Entity, *, grade: str | None = None, aliases: Iterable[str] = ()
) -> Proposal:
    """A new indicator under this name, with the two figures of a share and the scale of a grade."""
    label = _BROKEN.sub("", label.translate(BRACKETS))
    part, whole = share_of(label) if unit == _PERCENT else ("", "")
    scales = [tuple(scale) for scale in words()["scales"] if grade in scale]
    grades = (scales[0] if scales else (grade,)) if grade else ()
    others = tuple(name for name in dict.fromkeys(aliases) if plain(name) != plain(label))
    return Proposal(label, unit, entity, part, whole, grades, others)


def share_of(name: str) -> tuple[str, str]:
    """The two figures of a share in words, as its name lets one expect them; empty when it does not.

    >>> share_of("数字经济核心产业增加值占地区生产总值比重")
    ('数字经济核心产业增加值', '地区生产总值')
    >>> share_of("农村生活污水治理率")
    ('已治理的农村生活污水', '应治理的农村生活污水总数')
    """
    bare = re.sub(r"（[^（）]*）$", "", name)
    for pattern, part, whole in words()["shares"]:
        if match := re.fullmatch(pattern, bare):
            return part.format(*match.groups()), whole.format(*match.groups())
    return "", ""


def unit_of(name: str) -> str:
    """The unit of what grows or falls, as the end of its name lets one expect it; empty when nothing does."""
    units: dict[str, str] = words()["units"]
    ends = [end for end in units if name.endswith(end)]
    return units[max(ends, key=len)] if ends else ""


def letters(name: str) -> str:
    """The initials of a name, for an id.

    >>> letters("学前教育毛入园率"), letters("PM2.5浓度")
    ('xqjymryl', 'pmnd')
    """
    found = [initial(char) for char in name if char.isalpha()]
    return "".join(letter for letter in found if letter != OTHERS).lower()[:_LETTERS] or "x"
