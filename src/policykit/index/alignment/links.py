"""Every tie between clauses of a corpus, as rows of `links.jsonl`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.index.alignment.alignment import alignment_of
from policykit.index.alignment.repeats import REPRINT, repeats
from policykit.index.citations import cites
from policykit.index.concordance import same_indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.corpus import Corpus
    from policykit.model import Requirement
    from policykit.model.link import Link

__all__ = ["links"]


def links(corpus: Corpus, requirements: Iterable[Requirement] = ()) -> Iterator[Link]:
    """Alignments, repeats, citations and, if `requirements` are given, shared indicators.

    Two clauses that are one text printed twice are `repeats`, and no alignment of each other.
    """
    again = list(repeats(corpus))
    reprinted = {(link.a, link.b) for link in again if link.score >= REPRINT}
    for link in alignment_of(corpus).links():
        if (link.a, link.b) not in reprinted:
            yield link
    yield from again
    yield from cites(corpus)
    yield from same_indicator(requirements, {policy.id: policy.level for policy in corpus.policies})
