"""Where a very long text is cut, and on which page each clause is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.sphinxext.test_trees import policy_of_text

from policykit.site.textparts import TextParts

if TYPE_CHECKING:
    from policykit.model import Policy

SAID = "县级人民政府应当保障基层医疗卫生机构的经费，并将所需经费列入本级预算。"


def law(*, books: int, chapters: int, articles: int, annexed: bool = False) -> str:
    """A made-up law: so many 编 with so many 章 of so many 条 each."""
    numbers = "一二三四五六七八九"
    lines, article = ["某县基层卫生条例"], 0
    for book in range(books):
        lines.append(f"第{numbers[book]}编　第{numbers[book]}类机构")
        for chapter in range(chapters):
            lines.append(f"第{numbers[chapter]}章　经费{numbers[chapter]}")
            for _ in range(articles):
                article += 1
                lines.append(f"第{article}条　{SAID}")
    if annexed:
        lines += ["附件1", "机构名录", "一、甲镇卫生院应当在册。", "二、乙镇卫生院应当在册。"]
    return "\n".join(lines) + "\n"


def parts_of(policy: Policy, most: int, asked: int = 0) -> TextParts:
    return TextParts(policy, lambda _: asked, most)


# Each clause weighs about 660 bytes, a heading about 420: two books of two chapters of three articles weigh about 10,300.
@pytest.mark.parametrize(
    ("most", "asked", "firsts"),
    [
        (20_000, 0, ["1/1/1"]),
        (6_000, 0, ["1/1/1", "2/1/7"]),
        (3_000, 0, ["1/1/1", "1/2/4", "2/1/7", "2/2/10"]),
        (20_000, 2, ["1/1/1", "2/1/7"]),
    ],
)
def test_a_text_is_cut_by_its_highest_parts(most: int, asked: int, firsts: list[str]) -> None:
    policy = policy_of_text(law(books=2, chapters=2, articles=3))
    parts = parts_of(policy, most, asked)
    assert [parts.clauses(at)[0].path for at in range(len(parts.starts))] == firsts
    assert [clause for at in range(len(parts.starts)) for clause in parts.clauses(at)] == list(policy.clauses)


def test_pages_follow_each_other_without_a_gap() -> None:
    policy = policy_of_text(law(books=3, chapters=2, articles=3, annexed=True))
    parts = parts_of(policy, 3_000)
    windows = [parts.window(at) for at in range(len(parts.starts))]
    assert windows[0][0] == 0
    assert windows[-1][1] > len(policy.source)
    assert all(one[1] == other[0] for one, other in pairwise(windows))


def test_the_contents_say_what_is_on_each_page() -> None:
    parts = parts_of(policy_of_text(law(books=2, chapters=2, articles=3)), 6_000)
    assert [tuple(page) for page in parts.pages] == [
        (("第一编　第一类机构",), ("第1条", "第6条"), ("1",)),
        (("第二编　第二类机构",), ("第7条", "第12条"), ("2",)),
    ]


def test_a_text_of_one_page_has_no_contents() -> None:
    parts = parts_of(policy_of_text(law(books=1, chapters=1, articles=1)), 20_000)
    assert (parts.is_cut, parts.pages) == (False, [])
