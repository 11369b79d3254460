"""A knowledge base with drafts, and a reviewer whose keys come through a pipe."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from policykit import Corpus
from policykit.specs.review import Dialog, Keys, Walk

CONTENT = Path(__file__).parents[1] / "content"
POLICY = "demo-2025"
# What a program proposed, and what stood there before.
DRAFTED = {
    "    indicator: county_visit_rate\n    target: {at_least: 85%}\n": (
        "    indicator: county_visit_rate\n    target: {at_least: 85%}   # 核对过\n    draft: true\n    reason: 下限\n"
    ),
    "    indicator: county_key_specialties\n": (
        "    indicator: 重点专科\n    proposes: {unit: 家, entity: city, aliases: [临床重点专科]}\n    draft: true\n"
        "    reason: 没有同名指标，按原文新拟\n"
    ),
    "reason: slogan}": "reason: slogan, draft: true, note: 加引号的提法}",
}


class Reviewer:
    """Reviews with keys from a text; `shown` is what the terminal showed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.spec = root / "specs" / f"{POLICY}.yml"
        self.shown = ""

    def walk(self, by: str = "") -> Walk:
        return Walk(Corpus.load(self.root), POLICY, by)

    def does(self, keys: str, walk: Walk | None = None, **console: object) -> Walk:
        walk, screen = walk or self.walk(), io.StringIO()
        made = Console(file=screen, width=80, highlight=False, markup=False, **console)  # type: ignore[arg-type]  # its options
        Dialog(walk, made, Keys(io.StringIO(keys))).run()
        self.shown = screen.getvalue()
        return walk

    @property
    def text(self) -> str:
        return self.spec.read_text("utf-8")


@pytest.fixture
def reviewer(tmp_path: Path) -> Reviewer:
    shutil.copytree(CONTENT, tmp_path / "content")
    found = Reviewer(tmp_path / "content")
    text = found.text
    for old, new in DRAFTED.items():
        assert text.count(old) >= 1
        text = text.replace(old, new, 1)
    found.spec.write_text(text, "utf-8")
    return found
