"""What has a name of its own: policies, indicators, requirements, places; one table for Python and browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from policykit.base.division import Division, Level
from policykit.base.resources import Labelled, load
from policykit.model import Script
from policykit.text.normal import Form, mainland, search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policykit.corpus import Corpus
    from policykit.model import Policy
    from policykit.model.requirement import Requirement

__all__ = ["Card", "CardKind", "Names", "bare_key", "document_key"]

_Named = TypeVar("_Named")

_MARKS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?P<sign>[^\[(]*)[\[(](?P<year>\d{4})[\])]第?0*(?P<number>\d+)号")
_NICKNAMED = re.compile(
    r"《(?P<title>[^《》]{6,120})》[^《》。]{0,30}(?:以下简称|下称|简称)[:\"“]*《?(?P<nick>[^《》\"”)]{2,20})"
)
_YEARLY = re.compile(r"-(?:19|20)\d\d$")
_SHORTEST_ALIAS = 2
_USUAL = 6
"""A name of so many characters says by itself what it is."""


class CardKind(Labelled):
    """What a card leads to.

    >>> CardKind.PLACE.label
    '地区'
    """

    POLICY = "policy"
    CLAUSE = "clause"
    INDICATOR = "indicator"
    REQUIREMENT = "requirement"
    PLACE = "place"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Card:
    """The thing itself that a query names; it stands before the clauses."""

    kind: CardKind
    id: str
    """Of policy, clause or requirement; an indicator's name, a place's code, the days of a due list (`from..to`)."""
    title: str
    policies: tuple[str, ...] = ()
    """Of a place: the policies that come from there or bind there, nearest first."""


def bare_key(key: str) -> str:
    """A key, in the form of `search_key`, without blanks and marks.

    >>> bare_key("《关于 (县)域医共体》[2023]41号")
    '关于县域医共体202341号'
    """
    return _MARKS.sub("", key)


def document_key(policy: Policy) -> str:
    """A policy's title as it is searched, in the mainland's wording."""
    key = search_key(policy.title)
    if policy.script is Script.SIMPLIFIED:
        return key
    places = tuple(range(len(key)))
    return mainland(Form(key, places, places)).key


class PolicyNames(NamedTuple):
    """How a policy is called."""

    id: str
    title: str
    key: str
    """Title as it is searched."""
    bare: str
    """The same without blanks and marks."""
    nicks: tuple[str, ...]
    """What texts say it is called below (以下简称《任务》)."""
    sign: str
    year: str
    number: str
    """The parts of its 文号; empty without one."""
    places: tuple[str, ...]
    """Names of its division and those above it, long and short; the nation's are those of its level."""
    dated: str
    division: str


class IndicatorNames(NamedTuple):
    """How an indicator is called, and how many requirements name it."""

    name: str
    label: str
    keys: tuple[str, ...]
    """Label and other names without marks."""
    times: int
    measured: bool
    """Whether it is called as something that is measured, and not as something that is done."""


class RequirementNames(NamedTuple):
    """What a query may say of a requirement beside its indicator."""

    id: str
    plain: str
    key: str
    """Its plain sentence and quote without marks."""
    places: tuple[str, ...]
    due: str


class PlaceNames(NamedTuple):
    """How a place is called, and what holds there: its own policies, of places in it, of those above it."""

    code: str
    name: str
    keys: tuple[str, ...]
    own: tuple[str, ...]
    below: tuple[str, ...]
    above: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """The names of a collection. What has no spec has no indicators and requirements, and is found all the same."""

    corpus: Corpus
    requirements: Sequence[Requirement] = field(default=(), repr=False)

    @cached_property
    def policies(self) -> tuple[PolicyNames, ...]:
        """In the order of the corpus."""
        return tuple(self._policy(policy) for policy in self.corpus.policies)

    def _policy(self, policy: Policy) -> PolicyNames:
        number = _NUMBER.fullmatch(search_key(policy.number or "").replace(" ", ""))
        parts = (number["sign"], number["year"], number["number"]) if number else ("", "", "")
        lineage = Division.of(policy.division).lineage[1:]
        places = [name for one in lineage for name in _called(one)]
        if policy.level is Level.NATIONAL:
            places = list(load("search")["levels"]["national"])
        key = document_key(policy)
        return PolicyNames(
            policy.id,
            policy.title,
            key,
            bare_key(key),
            self._nicknames.get(policy.id, ()),
            *parts,
            tuple(places),
            str(policy.year or ""),
            policy.division,
        )

    @cached_property
    def _nicknames(self) -> dict[str, tuple[str, ...]]:
        titles = {bare_key(document_key(policy)): policy.id for policy in self.corpus.policies}
        found: dict[str, tuple[str, ...]] = {}
        for policy in self.corpus.policies:
            for match in _NICKNAMED.finditer(search_key(policy.source)):
                known = titles.get(bare_key(match["title"]))
                if known is not None:
                    found[known] = tuple(dict.fromkeys((*found.get(known, ()), bare_key(match["nick"]))))
        return found

    @cached_property
    def indicators(self) -> tuple[IndicatorNames, ...]:
        """Those that a requirement names, in the order of the requirements."""
        return tuple(
            IndicatorNames(
                name, each[0].indicator.label, tuple(_keys(each[0])), len(each), _is_measured(each[0])
            )
            for name, each in self._by_indicator.items()
        )

    @cached_property
    def _by_indicator(self) -> dict[str, list[Requirement]]:
        found: dict[str, list[Requirement]] = {}
        for requirement in self.requirements:
            found.setdefault(requirement.indicator.name, []).append(requirement)
        return found

    @cached_property
    def asked(self) -> Mapping[str, tuple[RequirementNames, ...]]:
        """The requirements by the name of their indicator."""
        return {name: tuple(map(_asked, each)) for name, each in self._by_indicator.items()}

    @cached_property
    def tails(self) -> Mapping[str, tuple[str, ...]]:
        """By the last part of a requirement's id, with and without its year, the indicators of those so called."""
        found: dict[str, dict[str, None]] = {}
        for requirement in self.requirements:
            tail = search_key(requirement.id.rpartition("/")[2])
            for name in {tail, _YEARLY.sub("", tail)}:
                found.setdefault(name, {})[requirement.indicator.name] = None
        return {tail: tuple(names) for tail, names in sorted(found.items())}

    @cached_property
    def places(self) -> tuple[PlaceNames, ...]:
        """The places that the policies come from, those in and above them, and those that requirements bind."""
        codes = {policy.division for policy in self.corpus.policies}
        codes |= {code for requirement in self.requirements for code in requirement.binds}
        inner = [Division.of(code) for code in sorted(codes)]
        near = {one.code: one for division in inner for one in division.lineage}
        near |= {one.code: one for division in inner if division.parent for one in division.children}
        return tuple(
            self._place(division)
            for division in sorted(near.values())
            if division.level is not Level.NATIONAL and division.is_known
        )

    def _place(self, place: Division) -> PlaceNames:
        of = self._of_division
        below = sorted(at for one, ids in of.items() if one != place and one in place for at, _ in ids)
        above = [policy for one in reversed(place.lineage[:-1]) for _, policy in of.get(one, ())]
        keys = tuple(map(search_key, (*_called(place), place.code)))
        return PlaceNames(
            place.code,
            place.name,
            keys,
            tuple(policy for _, policy in of.get(place, ())),
            tuple(self.corpus.policies[at].id for at in below),
            tuple(above),
        )

    @cached_property
    def _of_division(self) -> dict[Division, list[tuple[int, str]]]:
        """By division its policies, each with its place in the corpus."""
        found: dict[Division, list[tuple[int, str]]] = {}
        for at, policy in enumerate(self.corpus.policies):
            found.setdefault(Division.of(policy.division), []).append((at, policy.id))
        return found

    @cached_property
    def by_place(self) -> Mapping[str, Sequence[PlaceNames]]:
        """The places by each of their names."""
        return _by_key((key, place) for place in self.places for key in place.keys)

    @cached_property
    def by_indicator(self) -> Mapping[str, Sequence[IndicatorNames]]:
        """The indicators by each of their names."""
        return _by_key((key, one) for one in self.indicators for key in one.keys)


def _by_key(pairs: Iterable[tuple[str, _Named]]) -> dict[str, list[_Named]]:
    found: dict[str, list[_Named]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def _called(division: Division) -> tuple[str, ...]:
    return (division.name, *division.short_names)


def _is_measured(requirement: Requirement) -> bool:
    label = bare_key(search_key(requirement.indicator.label))
    return label.isascii() or label.endswith(tuple(load("search")["measured"]))


def _keys(requirement: Requirement) -> Iterable[str]:
    """The names of an indicator; other names that say too little of it, or something else, are left out."""
    label = bare_key(search_key(requirement.indicator.label))
    measured = tuple(load("search")["measured"])
    keys = [label]
    for alias in requirement.indicator.aliases if _is_measured(requirement) else ():
        key = bare_key(search_key(alias))
        common = sum(char in label for char in key)
        near = 2 * len(key) >= len(label) and 4 * common >= 3 * len(key)
        if len(key) >= _SHORTEST_ALIAS and (key.isascii() or key.endswith(measured) or near):
            keys.append(key)
    return dict.fromkeys(keys)


def _asked(requirement: Requirement) -> RequirementNames:
    divisions = [division for code in requirement.binds for division in Division.of(code).lineage[1:]]
    places = tuple(dict.fromkeys(search_key(name) for one in divisions for name in _called(one)))
    text = f"{requirement.plain} {requirement.quote} {requirement.name}"
    due = requirement.due.isoformat() if requirement.due else ""
    return RequirementNames(requirement.id, requirement.plain, bare_key(search_key(text)), places, due)
