"""Corpora of any size in made-up words, for measuring how the work grows.

A policy restates sentences of its topic among others in words that all policies use, as real ones
do: so its clauses have something to share with many others, and more the larger the corpus is.
"""

from __future__ import annotations

import random
from pathlib import Path

from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.model import Level, Policy

_DIVISIONS = {
    Level.NATIONAL: "000000",
    Level.PROVINCIAL: "340000",
    Level.PREFECTURE: "341000",
    Level.COUNTY: "341021",
}
_WORDS, _COMMON = 6000, 300
_TOPICS, _TOPIC_SENTENCES = 6, 60
_CLAUSES, _SENTENCES, _LENGTH = 30, 3, 8
_RESTATED = 0.5


def generated(policies: int, root: Path) -> Corpus:
    """A corpus of so many policies on all levels, 30 clauses each; the same for the same number."""
    chance = random.Random(policies)  # noqa: S311 - text, no secret
    characters = [chr(point) for point in range(0x4E00, 0x4E00 + 1500)]
    words = ["".join(chance.choices(characters, k=2)) for _ in range(_WORDS)]
    topics = [[_sentence(words, chance) for _ in range(_TOPIC_SENTENCES)] for _ in range(_TOPICS)]
    return Corpus([_policy(number, words[:_COMMON], topics, chance) for number in range(policies)], root)


def _policy(number: int, common: list[str], topics: list[list[str]], chance: random.Random) -> Policy:
    level = list(_DIVISIONS)[number % len(_DIVISIONS)]
    own = chance.choice(topics)
    title = f"关于推进{own[0][:4]}工作的意见"
    text = "\n".join(f"第{at}条 {_clause(common, own, chance)}" for at in range(1, _CLAUSES + 1))
    about = Metadata(title=title, level=level, division=_DIVISIONS[level], file="source.txt", sha256="0" * 64)
    return build(f"made-{number}", about, f"{title}\n\n{text}")


def _clause(common: list[str], own: list[str], chance: random.Random) -> str:
    sentences = (
        chance.choice(own) if chance.random() < _RESTATED else _sentence(common, chance)
        for _ in range(_SENTENCES)
    )
    return "。".join(sentences) + "。"


def _sentence(words: list[str], chance: random.Random) -> str:
    return "".join(chance.choices(words, k=_LENGTH))
