"""A spec file follows its policy to new numbers."""

from __future__ import annotations

import pytest
from tests.text.judged_tables import policy_of

from policykit.specs.follow import follow
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
    assert reanchor(SPEC, lambda entry: moves.get(entry["clause"])) == (expected, count)


def test_what_cannot_be_read_stays() -> None:
    assert reanchor("requirements: [", lambda _: "2/2") == ("requirements: [", 0)


def test_entries_follow_what_became_of_their_clauses() -> None:
    """Of four entries one stands elsewhere, one says another figure, one is gone, one was of no clause before."""
    old = policy_of(
        "（一）签约率达到60%。\n（二）县医院在30日内办结转诊手续。\n（三）每年培训2次。\n（四）每季度调度1次。"
    )
    new = policy_of(
        "（一）加强宣传引导，营造良好氛围。\n（二）签约率达到60%。\n（三）县医院在20日内办结转诊手续。\n（四）每季度调度1次。"
    )
    spec = (
        "requirements:\n  - {id: a, clause: 1/1, quote: 签约率达到60%}\n  - {id: b, clause: 1/2, quote: 30日内}\n"
        "dismissed:\n  - {clause: 1/3, quote: 每年培训2次}\n  - {clause: 9/9, quote: 每年}\n"
        "  - {clause: 1/4, quote: 每季度调度1次}\n"
    )
    found = follow(spec, old, new)
    assert (found.kept, found.moved) == (2, 1)
    assert [(each.entry, each.clause) for each in found.look] == [("b", "1/2"), ("每年培训2次", "1/3")]
    assert [each.change.new and each.change.new.path for each in found.look] == ["1/3", None]
    assert found.text == spec.replace("clause: 1/2", "clause: 1/X").replace(
        "clause: 1/1", "clause: 1/2"
    ).replace("clause: 1/X", "clause: 1/3")
    assert follow("requirements: [", old, new) == ("requirements: [", 0, 0, ())


def test_of_a_clause_that_became_two_each_quote_goes_where_it_stands() -> None:
    whole = "签约率达到60%，落实家庭医生签约服务，并且做好随访管理工作。"
    other = "每年培训村医2次，由县卫健局负责组织实施。"
    old = policy_of(f"（一）{whole}{other}\n（二）加强监测。")
    new = policy_of(f"（一）{whole}\n（二）{other}\n（三）加强监测。")
    spec = (
        "requirements:\n  - {id: a, clause: 1/1, quote: 签约率达到60%}\n"
        "  - {id: b, clause: 1/1, quote: 每年培训村医2次}\n"
    )
    found = follow(spec, old, new)
    assert (found.kept, found.moved, found.look) == (2, 1, ())
    assert found.text == spec.replace("b, clause: 1/1", "b, clause: 1/2")
