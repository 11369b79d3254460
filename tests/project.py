"""The project's own policies and specs, read once in a process for the tests of all rooms; nobody changes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from policykit import Corpus
from policykit.specs import Specs

__all__ = ["corpus", "specs"]


@cache
def corpus() -> Corpus:
    return Corpus.load(Path(__file__).parents[1])


def specs() -> Specs:
    """As they are, with texts read by their units: another knowledge base may have been read since."""
    found = _specs()
    found.speak()
    return found


@cache
def _specs() -> Specs:
    return Specs.load(corpus())
