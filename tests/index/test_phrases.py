"""照用原文: how long a phrase must be to be somebody's, and in how many places it is a set phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policykit.base.division import Level
from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index.phrases import taken_over

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.model import Policy

WHERE = {Level.NATIONAL: "000000", Level.COUNTY: "341021"}


def policy(name: str, level: Level, *lines: str) -> Policy:
    card = Metadata(
        title="签约服务方案", level=level, division=WHERE[level], file="source.txt", sha256="0" * 64
    )
    return build(name, card, "签约服务方案\n\n一、主要任务\n\n" + "\n\n".join(lines) + "\n")


def things(root: Path, *policies: Policy) -> list[str]:
    return [above.thing for above, _ in taken_over(Corpus(policies, root))]


@pytest.mark.parametrize(
    ("phrase", "taken"),
    [
        ("群众健康水平持续提升", ["群众健康水平持续提升"]),  # ten characters
        ("群众健康水平持续升", []),  # nine are what everyone says
        ("群众健康、水平持续升", []),  # 、 is no character of it
    ],
)
def test_ten_characters_are_somebodys_words(root: Path, phrase: str, taken: list[str]) -> None:
    above = policy("above", Level.NATIONAL, f"坚持以人为本，{phrase}。")
    below = policy("below", Level.COUNTY, f"到2027年，{phrase}。")
    assert things(root, above, below) == taken


@pytest.mark.parametrize(("places", "taken"), [(19, 19), (20, 0)])
def test_in_more_than_twenty_places_it_is_a_set_phrase(root: Path, places: int, taken: int) -> None:
    above = policy("above", Level.NATIONAL, "坚持以人为本，群众健康水平持续提升。")
    lines = [f"第{number}批试点地区，群众健康水平持续提升。" for number in range(places)]
    assert len(things(root, above, policy("below", Level.COUNTY, *lines))) == taken


def test_words_go_down_and_not_up_or_aside(root: Path) -> None:
    line = "坚持以人为本，群众健康水平持续提升。"
    same = [policy(name, Level.COUNTY, line) for name in ("one", "two")]
    assert things(root, *same) == []
