"""How well the search answers judged queries; lower than this is a regression."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.index.search.relevance import SETS, Judged, judged, mean, measured

from policykit.index.search import search

if TYPE_CHECKING:
    from policykit.corpus import Corpus

LEAST = {"relevance-search": (0.97, 1.0, 0.985), "relevance-search-everyday": (0.918, 0.99, 0.94)}
"""nDCG@10, recall of what must be found, MRR; clauses that lack a word stand behind those that hold all, and what
holds none is not listed: eleven clauses that readers called related are not found by words they do not have."""


def found(corpus: Corpus, query: str) -> list[str]:
    return [hit.clause.id for hit in search(corpus, query)]


@pytest.mark.parametrize("name", SETS)
def test_the_judgements_are_about_the_corpus(corpus: Corpus, name: str) -> None:
    queries = judged(name)
    assert len(queries) >= 40
    assert len({one.query for one in queries}) == len(queries)
    for one in queries:
        assert one.must, one.query
        for clause, grade in one.grades.items():
            assert corpus.clause(clause).id == clause
            assert grade in {1, 2, 3}


def test_the_measures_can_tell_good_from_bad() -> None:
    one = Judged("", {"a": 3, "b": 2})
    assert measured(one, ["a", "b"]).ndcg == 1
    assert measured(one, ["b", "a"]).ndcg < 0.9
    assert measured(one, ["c", "b"]).recall == 0
    assert measured(one, ["c", "a"]).mrr == 0.5


@pytest.mark.parametrize("name", SETS)
def test_no_worse_than_before(corpus: Corpus, name: str) -> None:
    measures = mean(judged(name), partial(found, corpus))
    ndcg, recall, mrr = LEAST[name]
    assert measures.ndcg >= ndcg
    assert measures.recall >= recall
    assert measures.mrr >= mrr


@pytest.mark.parametrize("one", judged(), ids=lambda one: one.query)
def test_every_clause_that_must_be_found_is_among_the_first_ten(corpus: Corpus, one: Judged) -> None:
    assert measured(one, found(corpus, one.query)).recall == 1
