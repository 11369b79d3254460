"""A small content folder of our own, and what is wrong with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policykit import Corpus
from policykit.base.diagnostics import Diagnostic
from policykit.model import Clause, Level, Part, PartKind, Policy, Role, Span
from policykit.specs import Specs
from policykit.specs.verification import verify

CONTENT = Path(__file__).parent / "content"


class Content:
    """A copy of the content folder whose spec file a test may change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.spec = root / "specs" / "demo-2025.yml"

    def replace(self, old: str, new: str) -> None:
        text = self.spec.read_text("utf-8")
        assert text.count(old) >= 1, f"the table does not fit the spec file: {old!r}"
        self.spec.write_text(text.replace(old, new, 1), "utf-8")

    def specs(self) -> Specs:
        return Specs.read(Corpus.load(self.root))

    def problems(self) -> list[Diagnostic]:
        return list(verify(self.specs()))


def made_policy(*texts: str, title: str = "") -> Policy:
    """A policy of 2024 with these clauses."""
    parts, at = [], 0
    for number, text in enumerate(texts, 1):
        span = Span(at, at := at + len(text))
        clause = Clause(f"t-2024/{number}", "t-2024", str(number), "", text, Role.CLAUSE, Level.COUNTY, span)
        parts.append(Part(PartKind.HAN, str(number), "", "", span, Role.CLAUSE, clause=clause))
    root = Part(PartKind.DOCUMENT, "", "", "", Span(0, at), Role.CLAUSE, tuple(parts))
    source = "".join(texts)
    return Policy(
        "t-2024", title or "关于2024年工作的意见", Level.COUNTY, "341021", "s", source, source, outline=root
    )


@pytest.fixture
def content(tmp_path: Path) -> Content:
    shutil.copytree(CONTENT, tmp_path / "content")
    return Content(tmp_path / "content")
