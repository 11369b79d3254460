"""What of the text of one policy may tie it to others: read once, and kept for as long as its text stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policykit.index.alignment.repeats import Sentences, sentences_of
from policykit.index.citations import Mention, mentions_of
from policykit.index.phrases import Phrases, phrases_of
from policykit.index.terms import TermsOfClause, terms_of

if TYPE_CHECKING:
    from policykit.index.lexicon import Lexicon
    from policykit.model import Policy

__all__ = ["Passages", "passages_of"]


class Passages(NamedTuple):
    """The passages of a policy that are looked for in others, and the words of the lexicon that stand in it."""

    phrases: Phrases
    sentences: Sentences
    mentions: list[Mention]
    terms: list[TermsOfClause]


def passages_of(policy: Policy, lexicon: Lexicon) -> Passages:
    """Those of a policy, told by its text, its card and the words of a lexicon alone."""
    return Passages(phrases_of(policy), sentences_of(policy), mentions_of(policy), terms_of(policy, lexicon))
