"""The made-up policy and spec by which the reference pages show every key; held against each other like any."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from policykit.corpus import Corpus
from policykit.specs import Specs

__all__ = ["EXAMPLE", "POLICY", "example"]

EXAMPLE = Path(__file__).parent / "example"
"""A folder of content, as an adopter has one."""
POLICY = "example-2026"


@cache
def example() -> Specs:
    """The example's specs, with its corpus.

    >>> example().problems
    ()
    """
    return Specs.read(Corpus.load(EXAMPLE))
