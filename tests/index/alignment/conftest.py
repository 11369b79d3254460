"""The corpus, its specs and the judged pairs, once for the room."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from policykit.corpus import Corpus
from policykit.specs import Specs


@pytest.fixture(scope="session")
def corpus(root: Path) -> Corpus:
    return Corpus.load(root)


@pytest.fixture(scope="session")
def specs(corpus: Corpus) -> Specs:
    return Specs.load(corpus)


@pytest.fixture(scope="session")
def judged(root: Path) -> dict[str, dict[str, int]]:
    text = (root / "tests" / "data" / "relevance-alignment.yml").read_text("utf-8")
    pairs: dict[str, dict[str, int]] = YAML(typ="safe").load(text)
    return pairs
