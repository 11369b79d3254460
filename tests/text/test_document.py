"""A source is cut into roles, sections and clauses as the Markdown fixtures say."""

from __future__ import annotations

import pytest

from policykit.text import document
from policykit.text.document import responsible


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


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("推进试点。（国家医保局、、财政部负责）", ("国家医保局", "财政部")),
        ("推进试点。（责任单位：县卫健局；各乡镇）", ("县卫健局", "各乡镇")),
        ("推进试点。（县卫健局牵头，县财政局配合各乡镇参与）", ("县卫健局", "县财政局", "各乡镇")),
        ("推进试点。（县卫健局和各乡镇等按职责分工负责）", ("县卫健局", "各乡镇")),
        ("推进试点。（县卫健局负责。每年报告。）", ("县卫健局",)),
        ("推进试点（县卫健局负责）。", ()),  # it does not close the clause
        ("推进试点。（含县卫健局）", ()),
        ("推进试点。", ()),
    ],
)
def test_who_is_named_in_the_brackets_that_close_a_clause(text: str, named: tuple[str, ...]) -> None:
    assert responsible(text) == named
