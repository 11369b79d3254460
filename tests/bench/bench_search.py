"""How fast the index is built and asked, and how well it answers the judged queries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.index.search.relevance import SETS, judged, mean

from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.index.search import Index
from policykit.index.search.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building is part of the measure: nothing is there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("name", SETS)
def bench_search(
    benchmark: BenchmarkFixture, rate: Callable[[int, str], None], root: Path, name: str
) -> None:
    index = Index.of(Corpus.load(root))
    queries = judged(name)
    found = {one.query: [hit.clause.id for hit in index.search(one.query)] for one in queries}
    measures = mean(queries, partial(dict.__getitem__, found))
    said = f"nDCG@10 {measures.ndcg:.3f}, recall@10 {measures.recall:.3f}, MRR {measures.mrr:.3f}"
    benchmark(lambda: [index.search(one.query, limit=10) for one in queries])
    rate(len(queries), f"queries ({said})")


def bench_index(benchmark: BenchmarkFixture, rate: Callable[[int, str], None], root: Path) -> None:
    corpus, lexicon = Corpus.load(root), Lexicon.load(root)
    Store(None, corpus.policies[:1], lexicon)  # Reads jieba's dictionary.
    store = benchmark(lambda: Store(None, corpus.policies, lexicon))
    rate(len(store.rows), "clauses")
