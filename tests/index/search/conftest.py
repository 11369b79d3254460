"""What the tests of the search share: the corpus, an index of its own for each run, sample queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.index.search.typed import names_typed, typed

from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.index.search import Index
from policykit.specs import Specs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policykit.model.requirement import Requirement


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the cache of who runs it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


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


@pytest.fixture(scope="session")
def requirements(specs: Specs) -> Sequence[Requirement]:
    return specs.requirements


@pytest.fixture(scope="session")
def named(corpus: Corpus, requirements: Sequence[Requirement]) -> list[str]:
    """Queries that name things: ids, citations, 文号, titles, places, indicators, pinyin, days, exclusions."""
    return names_typed(corpus, requirements, 160)
