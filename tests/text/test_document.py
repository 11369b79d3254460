"""A source is cut into roles, sections and clauses as the Markdown fixtures say."""

from __future__ import annotations

import pytest

from policykit.text import document


def outlined(text: str) -> str:
    doc = document(text)
    lines = []
    for part in doc.outline.walk():
        path, clause = "/".join(part.path), part.clause
        if clause is not None:
            assert clause.id == f"/{path}"
            shown = clause.text.replace("\n", "⏎")
            lines.append(f"{clause.role.value} {path} {clause.label} [{clause.heading}] {shown}")
        elif part.is_heading:
            lines.append(f"# {path} {'/'.join(part.labels)} {part.heading or '-'}")
    return "\n".join(lines)


@pytest.mark.fixture_file("outline")
def test_outline(text: str, expected: str) -> None:
    assert outlined(text) == expected


@pytest.mark.fixture_file("roles")
def test_roles(text: str, expected: str) -> None:
    doc = document(text)
    shown = [
        f"{segment.role.value} {segment.span.cut(text).strip().splitlines()[0]}" for segment in doc.segments
    ]
    wanted = expected.splitlines()
    # A line of the fixture shows how a segment begins.
    assert [line[: len(want)] for line, want in zip(shown, wanted, strict=False)] == wanted
    assert len(shown) == len(wanted), shown
