"""What the tests of the search share: the corpus, an index of its own for each run, sample queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.index.search.typed import typed

from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.index.search import Index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the cache of who runs it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def corpus(root: Path) -> Corpus:
    return Corpus.load(root)


@pytest.fixture(scope="session")
def index(corpus: Corpus) -> Index:
    return Index.of(corpus)


@pytest.fixture(scope="session")
def lexicon(root: Path) -> Lexicon:
    return Lexicon.load(root)


@pytest.fixture(scope="session")
def queries(corpus: Corpus) -> list[str]:
    """Thousands of queries; see `typed`."""
    return typed(
        [clause.heading + clause.text for policy in corpus.policies for clause in policy.clauses], 3000
    )
