"""The things themselves that a query names, as cards that stand before the clauses.

First what is an address: ids, citations, days; `addressed` takes them out of the query. What is left may be the name
of a policy, an indicator, a requirement or a place (`named`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from policykit.base.resources import load
from policykit.index.search.addresses import LABEL, LOCATOR, identifiers, label_key, locator
from policykit.index.search.days import due_period
from policykit.index.search.names import Card, CardKind, bare_key
from policykit.index.search.query import NUMBERED, in_numbers
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from policykit.index.search.filter import Admits
    from policykit.index.search.names import (
        IndicatorNames,
        Names,
        PolicyNames,
        RequirementNames,
    )
    from policykit.index.search.query import Query
    from policykit.index.search.ranking import Flags
    from policykit.index.search.vocabulary import Vocabulary
    from policykit.model import Clause

    _Named = TypeVar("_Named", Clause, PolicyNames, RequirementNames)

__all__ = ["Cards"]

_LETTERS = re.compile("[a-z]+")
"""May be pinyin, too: shexian."""
_LOCATED = 2
"""So many parts of a place (第四部分第十一条) stand for themselves; one alone is a word of a text."""
_TITLED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_UNDATED = re.compile(r"(?<![0-9\]年])第?0*([0-9]{1,4})号(?:文件|文)?")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")
_LEFT = 4
"""Fewer characters than this beside an address are its punctuation."""
_MOST = 5
_ASKED = 3
"""At most so many cards of one kind, and so many requirements."""
_TITLE = 8
"""A title of so many characters names its policy wherever it stands."""
_PART = 4
_SHORT_PART = 3
_LONGEST = 60
"""What is longer is a text, and no name but a title."""
_NEAR = 10
"""The characters of an abbreviation stand within so many of the title: 医改, 医药卫生体制改革."""


@dataclass(frozen=True)
class Cards:
    """Finds cards. `units` are the places of a feature in the corpus, `clauses` the clauses by place."""

    names: Names
    vocabulary: Vocabulary
    units: Callable[[str], Iterable[int]]
    clauses: Sequence[Clause]
    normative: Sequence[bool] | Flags
    today: date
    fits: Admits = lambda _: True
    """Whether what has this id is within the filter: of many those stand first, and the others are no answer."""

    # --- addresses ----------------------------------------------------------------------------

    def addressed(self, text: str) -> tuple[list[Card], str]:
        """The cards of all addresses in a query, and the query without them."""
        cards: list[Card] = []
        kept: list[str] = []
        last = 0
        for start, end in identifiers(text):
            found = self._identified(text[start:end])
            cards += found
            if found and not _LETTERS.fullmatch(text[start:end]):
                kept.append(text[last:start])
                last = end
        rest = " ".join([*kept, text[last:]])
        for find in (self._cited, self._due):
            found, rest = find(rest)
            cards += found
        return cards, rest if not cards or self._telling(rest) else ""

    def _identified(self, token: str) -> list[Card]:
        head, _, tail = token.partition("/")
        named = [policy for policy in self.names.policies if policy.id == head]
        if named and not tail:
            return [_policy(named[0])]
        if named:
            return (
                self._at(f"i/{tail}", named)[:1]
                or self._requirements_called(token)
                or self._at(f"h{tail}", named)
            )
        if tail:
            return (self._at(f"i/{token}") + self._at(f"i{token}") or self._requirements_called(token))[
                :_MOST
            ]
        if token.isdigit():
            return []
        found = [_policy(policy) for policy in self.names.policies if f"-{token}-" in f"-{policy.id}-"]
        if "-" in token:
            found = found or self._requirements_called(token)
        if "-" in token or "_" in token:
            name = token.replace("-", "_")
            found = found or [_indicator(one) for one in self.names.indicators if one.name == name]
        return found[:_MOST]

    def _requirements_called(self, token: str) -> list[Card]:
        tail = token.rpartition("/")[2]
        found = [each for name in self.names.tails.get(tail, ()) for each in self.names.asked[name]]
        whole = [each for each in found if each.id == token or each.id.endswith(f"/{token}")]
        start = [each for each in found if f"/{each.id}".rpartition("-")[0].endswith(f"/{token}")]
        return [_requirement(each) for each in self._first(whole or start)]

    def _at(self, feature: str, policies: Sequence[PolicyNames] | None = None) -> list[Card]:
        """The clauses with an address, of some policies or all; policies' own text first."""
        ids = None if policies is None else {policy.id for policy in policies}
        units = [unit for unit in self.units(feature) if ids is None or self.clauses[unit].policy in ids]
        return self._chosen(units)

    def _chosen(self, units: Iterable[int]) -> list[Card]:
        """The first of some clauses that fit the filter; policies' own text before what is none."""
        found = sorted(units, key=lambda unit: (not self.normative[unit], unit))
        return [_clause(clause) for clause in self._first([self.clauses[unit] for unit in found])]

    def _first(self, found: Sequence[_Named]) -> list[_Named]:
        """So many of some things as are shown; what does not fit the filter only where nothing does."""
        fitting = [each for each in found if self.fits(each.id)]
        return list(fitting or found)[:_MOST]

    def _cited(self, text: str) -> tuple[list[Card], str]:
        steps = locator(text)
        rest = NUMBERED.sub(" ", LOCATOR.sub(" ", _TITLED.sub(" ", text)))
        if not steps:
            label = LABEL.fullmatch(text.strip())
            return (self._at(f"k{label_key(label[0])}"), "") if label else ([], text)
        mentioned = self._numbered(text) or self._titled(bare_key(text))
        beside = bare_key(LOCATOR.sub("", text))
        if not mentioned and len(LOCATOR.findall(text)) < _LOCATED:
            return self._articles(steps, text)
        if not mentioned and beside:
            return [], text
        cards = self._at(f"l/{steps}", mentioned or None) or self._at(f"l{steps}", mentioned or None)
        if not cards:
            return [], text
        for policy in mentioned:
            rest = rest.replace(policy.key, " ")
        rest = _UNDATED.sub(" ", rest)
        return cards[:1] if mentioned else cards, rest if len(bare_key(rest)) >= _LEFT else ""

    def _articles(self, step: str, text: str) -> tuple[list[Card], str]:
        """The clauses of one article, of whichever policy, that hold what else a query says."""
        units = set(self.units(f"l{step}")) | set(self.units(f"l/{step}"))
        rest = LOCATOR.sub(" ", text)
        for word in self._telling(rest):
            units &= set(self.units(f"w{word}"))
        return self._chosen(units), rest if units else text

    def _due(self, text: str) -> tuple[list[Card], str]:
        period = due_period(text, self.today)
        if period is None:
            return [], text
        days = f"{period.first.isoformat()}..{period.last.isoformat()}"
        said = text[period.start : period.end]
        rest = text if period.is_alone else f"{text[: period.start]} {text[period.end :]}"
        return [Card(CardKind.DUE, days, said)], rest

    # --- names --------------------------------------------------------------------------------

    def named(self, query: Query) -> list[Card]:
        """The cards of what the query is the name of, whole or in part."""
        text = query.text
        bare = bare_key(text)
        if not bare:
            return []
        exact = [_policy(policy) for policy in self._numbered(text) or self._titled(bare)]
        if len(bare) > _LONGEST:
            return exact
        places = self._of_place(bare)
        if exact:
            return [*exact, *places]
        words = [word for word in self.vocabulary.words(query) if word not in self.vocabulary.silent]
        parts = [_policy(policy) for policy in self._called(bare, words)]
        measured = self._measured(text.replace(" ", ""), alone=not parts)
        return [*places, *measured, *parts, *([] if measured else self._partly(bare))]

    def _numbered(self, text: str) -> list[PolicyNames]:
        """The policies whose 文号 stands in a text; without its year only where it is unlike all others."""
        found = in_numbers(text)
        dated = [
            policy
            for sign, year, number in found
            for policy in self.names.policies
            if policy.number
            and (policy.year, policy.number) == (year, str(int(number)))
            and (not sign or sign.endswith(policy.sign) or policy.sign.endswith(sign))
        ]
        if found:
            return dated
        numbers = {match[1] for match in _UNDATED.finditer(text)}
        return [policy for policy in self.names.policies if policy.number in numbers]

    def _titled(self, bare: str) -> list[PolicyNames]:
        """The policies whose title a text is or holds, the longest title first; or whose nickname it is."""
        found = [
            (-len(title), at)
            for at, policy in enumerate(self.names.policies)
            for title in [policy.bare]
            if bare == title or bare in policy.nicks or (len(title) >= _TITLE and title in bare)
        ]
        return [self.names.policies[at] for _, at in sorted(found)[:_MOST]]

    def _of_place(self, bare: str) -> list[Card]:
        """The card of a place that a text names, with those of the policies that come from there."""
        key = next(
            (
                part
                for part in _parts(bare)
                if part in self.names.by_place and not self._telling(bare.replace(part, " ", 1))
            ),
            "",
        )
        found: list[Card] = []
        for place in self.names.by_place.get(key, ()):
            found.append(
                Card(CardKind.PLACE, place.code, place.name, (*place.own, *place.below, *place.above))
            )
            nearest = place.own or place.below or place.above[:1]
            near = [policy for policy in self.names.policies if policy.id in nearest]
            found += map(_policy, self._first(near))
        return found

    def _telling(self, rest: str) -> list[str]:
        """The words of a text that say more than that something is asked."""
        words = [word for piece in rest.split() for word in self.vocabulary.cut(piece)]
        common = self.vocabulary.silent | self.vocabulary.weak
        return [word for word in words if word not in common]

    def _measured(self, text: str, *, alone: bool) -> list[Card]:
        """The indicator that a text names, or its requirements that the rest of the text tells.

        A rest that tells none is passed over if it is short and the text names nothing else (`alone`).
        """
        bare = bare_key(text)
        key = next((part for part in _parts(bare) if part in self.names.by_indicator), "")
        if not key:
            return []
        named = self.names.by_indicator[key]
        rest = self._telling(bare_rest(text, key))
        cards = [_indicator(one) for one in named][:_ASKED]
        if not rest:
            return cards
        asked = [
            each
            for one in named
            for each in self.names.asked[one.name]
            if all(_tells(each, word) for word in rest)
        ]
        if asked:
            asked.sort(key=lambda each: (each.due or "9", each.id))
            return [*map(_requirement, self._first(asked)[:_ASKED]), *cards]
        return cards if alone and 3 * len(key) >= 2 * len(bare) else []

    def _partly(self, bare: str) -> list[Card]:
        """Indicators of whose name the text is the end, or the greater part."""
        if len(bare) < _SHORT_PART:
            return []
        measured = bare.endswith(tuple(load("search")["measured"]))
        found = [
            (-one.times, at)
            for at, one in enumerate(self.names.indicators)
            for label in one.keys[:1]
            if one.measured
            and bare in label
            and (2 * len(bare) >= len(label) or (measured and label.endswith(bare)))
        ]
        return [_indicator(self.names.indicators[at]) for _, at in sorted(found)[:_ASKED]]

    def _called(self, bare: str, words: Sequence[str]) -> list[PolicyNames]:
        """The policies that a text names by a part of the title, or in short (医共体指导意见, 歙县方案)."""
        kinds = tuple(load("search")["documents"])
        documents = {word for word in words if word.endswith(kinds)}
        telling = [word for word in words if word not in self.vocabulary.weak or word in documents]
        policies = self.names.policies
        parts = {at for at, policy in enumerate(policies) if len(bare) >= _PART and bare in policy.bare}
        named: Iterable[int] = range(len(policies)) if telling else ()
        for word in sorted(words, key=len, reverse=True):
            named = self._naming(named, word)
        other = [word for word in telling if word not in documents]
        found = []
        for at in parts.union(named):
            title = policies[at].bare
            kind = any(word in title or _abbreviates(word, title) for word in documents)
            subject = [word for word in other if self._within(title, word)]
            long = len(other) == 1 and bool(subject) and len(other[0]) >= _SHORT_PART
            if at in parts or long or (kind and bool(other)):
                found.append((-int(at in parts), -len(subject), at))
        return self._first([policies[at] for *_, at in sorted(found)])

    def _naming(self, places: Iterable[int], word: str) -> Iterable[int]:
        """Those of some policies, by their places, that a word may be said of."""
        if word in self.vocabulary.weak:
            return places
        year = _YEAR.fullmatch(word)
        dated = year[1] if year else None
        policies = self.names.policies
        return [
            at
            for at in places
            if self._within(policies[at].bare, word)
            or word in policies[at].places
            or policies[at].dated == dated
            or _abbreviates(word, policies[at].bare)
        ]

    def _within(self, title: str, word: str) -> bool:
        """Whether a word stands in a title, itself or under another name of the same thing."""
        if word in title:
            return True
        others = self.vocabulary.lexicon.synonyms_of(word)
        return bool(others) and any(other in title for other in others if len(other) > 1)


def bare_rest(text: str, key: str) -> str:
    """A text with what its bare form begins with `key` made a blank; the marks in it do not count.

    >>> bare_rest("2026年“县域内就诊率”达85%", "县域内就诊率")
    '2026年“ ”达85%'
    """
    pattern = r"[\W_]*".join(map(re.escape, key))
    return re.sub(pattern, " ", text, count=1)


def _parts(bare: str) -> Iterator[str]:
    """Every part of a text from two characters on, the longest first."""
    for length in range(len(bare), 1, -1):
        for start in range(len(bare) - length + 1):
            yield bare[start : start + length]


def _abbreviates(word: str, title: str) -> bool:
    """Whether the characters of a word stand in a title in this order, near each other."""
    if not 2 <= len(word) <= _PART:  # noqa: PLR2004 - one character is no abbreviation
        return False
    start = title.find(word[0])
    while start >= 0:
        at, end = start, start + _NEAR
        for following in word[1:]:
            at = title.find(following, at + 1, end)
            if at < 0:
                break
        else:
            return True
        start = title.find(word[0], start + 1)
    return False


def _tells(requirement: RequirementNames, word: str) -> bool:
    """Whether a requirement says a word of the query, a number as a whole."""
    if word in requirement.places:
        return True
    key = bare_key(word)
    if not key[:1].isdigit():
        return bool(key) and key in requirement.key
    behind = "(?![0-9])" if key[-1].isdigit() else ""
    return re.search(rf"(?<![0-9]){re.escape(key)}{behind}", requirement.key) is not None


def _policy(policy: PolicyNames) -> Card:
    return Card(CardKind.POLICY, policy.id, policy.title)


def _clause(clause: Clause) -> Card:
    return Card(CardKind.CLAUSE, clause.id, clause.heading or pinpoint(clause.label))


def _indicator(indicator: IndicatorNames) -> Card:
    return Card(CardKind.INDICATOR, indicator.name, indicator.label)


def _requirement(requirement: RequirementNames) -> Card:
    return Card(CardKind.REQUIREMENT, requirement.id, requirement.plain)
