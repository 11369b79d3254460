"""层层落实: what a higher level states of each measure, read against each lower policy that it reaches."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.index.comparison import compare, say
from policykit.index.echoes import Echoes, counted_in, phrase_of, takes_over
from policykit.index.measures import MeasureIndex
from policykit.index.phrases import phrases_of, taken_over
from policykit.index.statements import modality_of
from policykit.model import Comparator, Target
from policykit.model.cascade import HARD, Cascade, Reading
from policykit.model.measure import Measure, Origin
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from policykit.corpus import Corpus
    from policykit.index.echoes import Echo
    from policykit.index.phrases import Phrases
    from policykit.model import Clause, Indicator, Policy, Requirement

__all__ = ["Around", "CascadeIndex", "cascade"]

_PEERS = 12
"""So many places of other policies of the same level are listed on an indicator."""


class Around(NamedTuple):
    """What surrounds a clause: what is asked above, what comes of it below, what the same level says elsewhere."""

    above: tuple[Cascade, ...]
    below: tuple[Cascade, ...]
    peers: tuple[tuple[Measure, Measure], ...]
    """A measure of the clause, and a place of another policy of the level on the same indicator: the first dozen."""
    peers_count: int
    """How many such places there are."""


def cascade(
    corpus: Corpus, requirements: Iterable[Requirement], indicators: Sequence[Indicator] = ()
) -> Iterator[Cascade]:
    """Read every measure against every policy of a lower level in a division that it binds.

    In the order of the upper policies, then of their text, then of the lower policies. `indicators` are those whose
    names are looked for in the texts, of none given those of the requirements.

    >>> from policykit.specs import Specs
    >>> specs = Specs.read()
    >>> asked = [each for each in specs.requirements if each.indicator.name == "global_budget_payment"]
    >>> for row in cascade(specs.corpus, asked):
    ...     if row.upper.requirement:
    ...         print(row.upper.policy, row.policy, row.reading.label)
    nhc-2023-reform-h2 guiyang-2024-36 照用原文
    nhc-2023-reform-h2 shexian-2025 约束更强
    nhc-2023-reform-h2 erenhot-2021 早于上级
    nhc-2023-41 guiyang-2024-36 约束更软
    nhc-2023-41 shexian-2025 提及未量化
    nhc-2023-41 erenhot-2021 早于上级
    """
    return iter(CascadeIndex(corpus, tuple(requirements), indicators).rows)


@dataclass(frozen=True, eq=False)
class CascadeIndex:
    """The cascade of a corpus, with what surrounds each clause."""

    corpus: Corpus
    requirements: Sequence[Requirement]
    indicators: Sequence[Indicator] = ()
    phrases: Callable[[Policy], Phrases] = phrases_of
    """Gives the phrases of a policy: they may have been read before."""

    @cached_property
    def measures(self) -> MeasureIndex:
        """Every measure of the corpus; what only an interpretation states is none of the policy."""
        asked = tuple(each for each in self.requirements if not each.interpretation)
        return MeasureIndex(self.corpus, asked, self.indicators)

    @cached_property
    def rows(self) -> tuple[Cascade, ...]:
        """Every measure against every lower policy, and the phrases that a lower policy takes over besides."""
        read = list(self._read())
        read += self._taken_over(read)
        rank = {policy.id: at for at, policy in enumerate(self.corpus.policies)}
        return tuple(sorted(read, key=lambda row: (rank[row.upper.policy], row.upper.span)))

    def around(self, clause: str) -> Around:
        """What surrounds a clause (by id)."""
        on = {each.indicator.name: each for each in self.measures.of_clause(clause)[::-1] if each.indicator}
        stated = sorted(on.items(), key=lambda each: each[1].span)
        return Around(
            tuple(self._by_lower.get(clause, ())),
            tuple(self._by_upper.get(clause, ())),
            tuple((mine, theirs) for name, mine in stated for theirs in self._peers(name, mine)),
            sum(
                len(self._on_level[name, mine.level]) - self._own[name, mine.policy] for name, mine in stated
            ),
        )

    def _peers(self, indicator: str, measure: Measure) -> Iterator[Measure]:
        listed = self._on_level[indicator, measure.level]
        return islice((other for other in listed if other.policy != measure.policy), _PEERS)

    @cached_property
    def _on_level(self) -> Mapping[tuple[str, Level], list[Measure]]:
        """Indicator and level → its places there, a clause once under one name."""
        found: defaultdict[tuple[str, Level], dict[tuple[str, str], Measure]] = defaultdict(dict)
        for each in self.measures.measures:
            if each.indicator is not None:
                found[each.indicator.name, each.level].setdefault((each.clause, each.thing), each)
        return {key: list(places.values()) for key, places in found.items()}

    @cached_property
    def _own(self) -> Counter[tuple[str, str]]:
        """Indicator and policy → how many of these places are the policy's own."""
        return Counter((name, each.policy) for (name, _), listed in self._on_level.items() for each in listed)

    @cached_property
    def _by_upper(self) -> Mapping[str, list[Cascade]]:
        found: defaultdict[str, list[Cascade]] = defaultdict(list)
        for row in self.rows:
            found[row.upper.clause].append(row)
        return found

    @cached_property
    def _by_lower(self) -> Mapping[str, list[Cascade]]:
        found: defaultdict[str, list[Cascade]] = defaultdict(list)
        for row in self.rows:
            if row.lower is not None:
                found[row.lower.clause].append(row)
        return found

    def _taken_over(self, read: Sequence[Cascade]) -> Iterator[Cascade]:
        """Phrases without a requirement that stand in a lower policy word for word: 2027年 there, 2025年 here."""
        said = {
            (row.upper.clause, row.lower.clause)
            for row in read
            if row.lower is not None and Reading.VERBATIM in (row.reading, row.compared)
        }
        for upper, lower in taken_over(self.corpus, self.phrases):
            if (upper.clause, lower.clause) not in said:
                said.add((upper.clause, lower.clause))
                above, below = self.corpus.policy(upper.policy), self.corpus.policy(lower.policy)
                compared = compare(upper, [lower], lambda _: True)
                row = Cascade(upper, below.id, compared.reading, compared.reason, lower)
                yield _aged(_Pair(upper, self.corpus.clause(upper.clause), above, below, ""), row)

    def _read(self) -> Iterator[Cascade]:
        echoes = Echoes(self.corpus)
        stated: defaultdict[tuple[str, str], list[Measure]] = defaultdict(list)
        for measure in self.measures.measures:
            if measure.indicator is not None:
                stated[measure.policy, measure.indicator.name].append(measure)
        for above in self.corpus.policies:
            standing = _standing(above)
            for upper in self.measures.of_policy(above.id):
                if not _asks(upper):
                    continue
                for below in self._reached(upper):
                    if below.level.rank > above.level.rank:
                        clause, name = (
                            self.corpus.clause(upper.clause),
                            upper.indicator and upper.indicator.name,
                        )
                        theirs = stated.get((below.id, name or "")) or self._counted(upper, above, below)
                        yield _row(_Pair(upper, clause, above, below, standing), theirs, echoes)

    def _counted(self, upper: Measure, above: Policy, below: Policy) -> Sequence[Measure]:
        """The place of a lower policy that counts what a measure without a figure is about."""
        if upper.has_figure:
            return ()
        found = counted_in(upper, above, self._figures.get(below.id, ()))
        return () if found is None else (found,)

    @cached_property
    def _figures(self) -> Mapping[str, list[Measure]]:
        """Policy → its places with a figure."""
        found: defaultdict[str, list[Measure]] = defaultdict(list)
        for measure in self.measures.measures:
            if measure.has_figure:
                found[measure.policy].append(measure)
        return found

    def _reached(self, upper: Measure) -> Iterable[Policy]:
        """The policies in the divisions that a measure binds, in the order of the corpus."""
        bound = (
            upper.requirement.binds if upper.requirement and upper.requirement.binds else (upper.division,)
        )
        if len(bound) == 1:
            return self._within.get(bound[0], ())
        reached = {policy.id for code in bound for policy in self._within.get(code, ())}
        return [policy for policy in self.corpus.policies if policy.id in reached]

    @cached_property
    def _within(self) -> Mapping[str, list[Policy]]:
        """Division → the policies of it and of what lies in it, in the order of the corpus."""
        found: defaultdict[str, list[Policy]] = defaultdict(list)
        for policy in self.corpus.policies:
            for division in Division.of(policy.division).lineage:
                found[division.code].append(policy)
        return found


class _Pair(NamedTuple):
    """A measure with its policy and the lower one; `standing` is who the document makes responsible for all."""

    upper: Measure
    clause: Clause
    above: Policy
    below: Policy
    standing: str


def _asks(measure: Measure) -> bool:
    """Whether something is asked there: of a place that only names an indicator nothing is."""
    if measure.requirement is not None or measure.target is not None:
        return True
    return measure.indicator is not None and measure.indicator.unit == load("cascade")["done"]


def _row(pair: _Pair, theirs: Sequence[Measure], echoes: Echoes) -> Cascade:
    upper, below = pair.upper, pair.below
    found = _found(pair, theirs, echoes)
    if found is None:
        others = _others_business(pair)
        if others:
            return Cascade(upper, below.id, Reading.NOT_APPLICABLE, others)
        return _aged(pair, Cascade(upper, below.id, Reading.ABSENT, say("absent")))
    return _aged(pair, found)


def _found(pair: _Pair, theirs: Sequence[Measure], echoes: Echoes) -> Cascade | None:
    """The row with the place of the lower policy that takes the measure up; `None` when none does."""
    upper, above, below = pair.upper, pair.above, pair.below

    def is_taken_over(place: Measure) -> bool:
        return takes_over(upper, above, place.sentence, below)

    if theirs:
        compared = compare(upper, theirs, is_taken_over)
        return Cascade(upper, below.id, compared.reading, compared.reason, compared.lower)
    echo = echoes.find(upper, below.id)
    if echo is None:
        return None
    place = _place_of(echo, upper, below)
    is_verbatim = not upper.has_figure and is_taken_over(place)
    others = _others_business(pair)
    if others and not is_verbatim:
        is_shown = echo.is_clear and not upper.has_figure
        reason = say("joined", one=say("echoed"), other=others)
        return Cascade(upper, below.id, Reading.ECHOED, reason, place) if is_shown else None
    strong = echo.score >= load("cascade")["echo"]["words"] and not upper.has_figure
    if is_verbatim or strong:
        compared = compare(upper, [place], lambda _: is_verbatim)
        return Cascade(upper, below.id, compared.reading, compared.reason, place)
    figure = upper.target.plain if upper.has_figure and upper.target else ""
    reason = say("echoed_figure", upper=figure) if figure else say("echoed")
    return Cascade(upper, below.id, Reading.ECHOED, reason, place)


def _place_of(echo: Echo, upper: Measure, below: Policy) -> Measure:
    """The sentence that takes a measure up, as a measure: nothing is read of it but how strongly it binds."""
    sentence = "".join(echo.sentence.span.cut(below.source).split())
    clause = echo.profile.clause
    is_heading = echo.sentence not in echo.profile.sentences
    return Measure(
        below.id,
        clause.id,
        below.level,
        below.division,
        upper.thing,
        echo.sentence.span,
        sentence,
        Origin.HEADING if is_heading else Origin.TEXT,
        None,
        modality_of(phrase_of(upper, search_key(sentence))),
        Target(Comparator.NAMED),
    )


# --- whose business ---------------------------------------------------------------------------


def _others_business(pair: _Pair) -> str:
    """Why a measure is not the business of the lower policy's level; empty when it is."""
    upper, level = pair.upper, pair.below.level
    bearers = upper.bearer
    rank = _rank_of(bearers, upper)
    if rank is None or rank >= level.rank:
        return ""
    if bearers or pair.standing:
        bodies = pair.clause.responsible if pair.standing else ()
        named = [say("bodies", first=bodies[0]) if len(bodies) > 1 else "".join(bodies), pair.standing]
        words = say("and").join(filter(None, named)) if pair.standing else say("list").join(bearers)
        return say("duty_written", bearer=words, level=level.label)
    entity = upper.requirement.entity.label if upper.requirement else upper.level.label
    return say("duty", entity=entity)


def _rank_of(bearers: Sequence[str], upper: Measure) -> int | None:
    """The lowest level that must act; `None` when bodies must that are of no level, or no one is named."""
    ranks = [_rank(bearer) for bearer in bearers]
    if None in ranks:
        return None
    known = [rank for rank in ranks if rank is not None]
    if upper.requirement is not None:
        entity = upper.requirement.entity.level or Level.COUNTY
        known.append(entity.rank)
    return max(known, default=None)


def _rank(bearer: str) -> int | None:
    """The rank of the level of a body: 省数据局 is of a province, 公立医院 of none."""
    words: dict[str, list[str]] = load("cascade")["bearers"]
    ranks = [Level(level).rank for level, begins in words.items() if bearer.startswith(tuple(begins))]
    return max(ranks, default=None)


def _standing(policy: Policy) -> str:
    """Whom a sentence of the document makes responsible for all that follows: 以下均需各省人民政府负责."""
    found = re.search(load("cascade")["standing"], "".join(policy.source.split()))
    return found["who"] if found else ""


# --- age --------------------------------------------------------------------------------------


def _aged(pair: _Pair, row: Cascade) -> Cascade:
    """The row as it stands, or, when the lower policy is the older one, said to be so."""
    if not _is_older(pair.below, pair.above):
        return row
    days = {"lower": _dated(pair.below), "upper": _dated(pair.above)}
    if row.lower is None:
        return replace(row, reason=say("older_absent", **days))
    compared = row.reading.label if row.reading not in HARD else row.reason
    reason = say("older", compared=compared, **days)
    return replace(row, reading=Reading.OLDER, reason=reason, compared=row.reading)


def _is_older(below: Policy, above: Policy) -> bool:
    """By their days, of one that has none by its year; a policy of unknown age counts as new."""
    if below.dated and above.dated:
        return below.dated < above.dated
    return bool(below.year and above.year and below.year < above.year)


def _dated(policy: Policy) -> str:
    return policy.dated.isoformat() if policy.dated else str(policy.year)
