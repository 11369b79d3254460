"""What the tests of the search share: the corpus, an index of its own for each run, sample queries."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import opencc
import pytest

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
    """Thousands of queries that people could type: parts of clauses, in both scripts, wrong, quoted, joined."""
    chance = random.Random(20231229)  # noqa: S311  # the same sample in every run
    clauses = [clause for policy in corpus.policies for clause in policy.clauses]
    traditional = opencc.OpenCC("s2twp").convert
    made: list[str] = []
    while len(made) < 3000:
        clause = chance.choice(clauses)
        said = clause.heading + clause.text
        start = chance.randrange(len(said))
        part = said[start : start + chance.randint(1, 14)]
        if not part.strip():
            continue
        way = chance.randrange(10)
        if way < 2:
            part = traditional(part)
        elif way == 2:
            place = chance.randrange(len(part))
            part = part[:place] + chance.choice("的医形代副珍厉率2") + part[place + 1 :]
        elif way == 3:
            part = f"“{part}”"
        elif way == 4:
            part = f"{part} {chance.choice(clauses).text[:4]}"
        elif way == 5:
            part = (
                chance.choice(("请问", "", "贵阳", "歙县"))
                + part
                + chance.choice(("是多少", "有哪些？", "怎么考核"))
            )
        made.append(part)
    return made
