"""What a clause is about, as the alignment sees it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.index.alignment.settings import settings
from policykit.model import Role, Span
from policykit.text.normal import clause_form, search_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policykit.index.alignment.measures import Measures
    from policykit.model import Clause, Policy

__all__ = ["Profile", "Sentence", "of_policy", "terms_of"]

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_RUN = re.compile(r"[\u3400-\u9fff0-9a-z%]+")
_NOWHERE: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a clause, or its heading: where it stands in the source, measures and terms."""

    span: Span
    text: str
    """In searched form."""
    measures: Mapping[str, float]
    """Measure → how much the sentence says it, 0 to 1."""
    named: str
    """The text with every thing under one name."""

    @property
    def terms(self) -> tuple[str, ...]:
        """Pairs of neighbouring characters, every thing under one name; each once, in order."""
        return tuple(terms_of(self.named))

    @property
    def is_soft(self) -> bool:
        """Whether it encourages, permits or tries rather than orders."""
        return bool(settings().soft.search(self.text))


@dataclass(frozen=True, slots=True)
class Profile:
    """A clause with its sentences, measures and kind. Made small, for a corpus has many."""

    clause: Clause
    heading: Sentence
    sentences: tuple[Sentence, ...]
    about: Mapping[str, float]
    """Measure → how much the clause is about it, 0 to 1."""
    kinds: frozenset[str]
    """Empty for a clause that orders measures; goals, guiding ideas."""


def of_policy(policy: Policy, measures: Measures) -> Iterator[Profile]:
    """The profiles of the normative clauses of a policy, in reading order."""
    general: dict[tuple[tuple[str, ...], ...], bool] = {}
    for clause in policy.clauses:
        if clause.role is not Role.CLAUSE or policy.is_head(clause):
            continue  # 指标 and 2025年 over a table are in every table
        heading, body, text = _sentences(clause, policy, measures)
        headings = [part for part in policy.part(clause).above if part.is_heading]
        above = tuple(part.path for part in headings)
        if above not in general:
            joined = search_forms("。".join(part.heading for part in headings), policy.script)[-1].key
            general[above] = not above or bool(settings().general_sections.search(joined))
        kinds = frozenset[str]()
        if general[above] and not clause.heading:
            kinds = frozenset(kind for kind, pattern in settings().kinds.items() if pattern.search(text))
        yield Profile(clause, heading, body, _about(heading, body), kinds)


def terms_of(text: str) -> Counter[str]:
    """Pairs of neighbouring characters, none across a punctuation mark.

    >>> sorted(terms_of("总额付费,结余"))
    ['付费', '总额', '结余', '额付']
    """
    return Counter(run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1))


def _sentences(
    clause: Clause, policy: Policy, measures: Measures
) -> tuple[Sentence, tuple[Sentence, ...], str]:
    """Heading, sentences, and the text of these in searched form."""
    form = clause_form(clause, policy)
    text = form.key
    title = search_forms(clause.heading, policy.script)[-1].key
    found = text.find(title) if title else -1
    head_end = found + len(title) if found >= 0 else 0

    def sentence(start: int, stop: int, *, crowded: bool) -> Sentence:
        piece = text[start:stop]
        span = Span(form.starts[start], form.ends[stop - 1])
        named = measures.one_name(piece)
        mentioned = _mentioned(piece, named, measures, crowded=crowded)
        return Sentence(span, piece, mentioned or _NOWHERE, named)

    nothing = Sentence(Span(clause.start, clause.start), "", _NOWHERE, "")
    heading = sentence(found, head_end, crowded=False) if head_end else nothing
    body = tuple(
        sentence(match.start(), match.end(), crowded=True)
        for match in _SENTENCE.finditer(text, head_end)
        if _RUN.search(match[0])
    )
    return heading, body, text[head_end:]


def _mentioned(piece: str, named: str, measures: Measures, *, crowded: bool) -> dict[str, float]:
    """Measures of a sentence; in a `crowded` phrase, that lists many subjects, each says less."""
    mentions = measures.mentions(piece, named)
    if not crowded:
        return {measure: mention.weight for measure, mention in mentions.items()}
    subjects: defaultdict[int, set[str]] = defaultdict(set)
    for measure, mention in mentions.items():
        if mention.weight >= settings().phrases["telling"]:
            subjects[mention.phrase].add(measures.subjects[measure])
    return {
        measure: mention.weight / math.sqrt(len(subjects[mention.phrase] | {measures.subjects[measure]}))
        for measure, mention in mentions.items()
    }


def _about(heading: Sentence, body: tuple[Sentence, ...]) -> Mapping[str, float]:
    about: dict[str, float] = {}
    for sentence in (heading, *body):
        for measure, weight in sentence.measures.items():
            about[measure] = max(about.get(measure, 0.0), weight)
    return about or _NOWHERE
