"""A spec file follows its policy to new numbers."""

from __future__ import annotations

import pytest

from policykit.specs.format import reanchor

SPEC = """\
# 签约
policy: mine
requirements:
  - id: a
    clause: 2/1   # 旧编号
    quote: 2/1的号源
  - id: b
    clause: "2/3"
    quote: 20%以上
dismissed:
  - {clause: 2/1, quote: 三医, reason: slogan}
  - {clause: p1, quote: 二十大, reason: name}
"""


@pytest.mark.parametrize(
    ("moves", "changes", "count"),
    [
        ({}, [], 0),
        ({"2/9": "2/10"}, [], 0),
        ({"2/3": "2/4"}, [('"2/3"', '"2/4"')], 1),
        ({"2/1": "2/2"}, [("clause: 2/1   #", "clause: 2/2   #"), ("{clause: 2/1,", "{clause: 2/2,")], 2),
        (
            {"2/1": "2/3", "2/3": "2/1"},
            [("clause: 2/1   #", "clause: 2/3   #"), ('"2/3"', '"2/1"'), ("{clause: 2/1,", "{clause: 2/3,")],
            3,
        ),
    ],
)
def test_only_the_clauses_change(moves: dict[str, str], changes: list[tuple[str, str]], count: int) -> None:
    expected = SPEC
    for old, new in changes:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert reanchor(SPEC, moves) == (expected, count)


def test_what_cannot_be_read_stays() -> None:
    assert reanchor("requirements: [", {"2/1": "2/2"}) == ("requirements: [", 0)
