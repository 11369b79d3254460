"""Twice the text is twice the work, whatever stands in it: steps of the interpreter are counted, not time."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from policykit.text import document
from policykit.text.heads import kind_of

SIZE = 150
LINE = "各级人民政府应当加强领导，落实责任。"


def steps(text: str) -> int:
    """How many steps of Python segmenting a text takes."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        document(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("head", "again", "tail"),
    [
        pytest.param(
            "第一条 为了发展，制定本法。\n", f"第五条 {LINE}\n", "", id="one number again and again"
        ),
        pytest.param("", f"第{{}}条 {LINE}\n", "", id="articles"),
        pytest.param(f"一、要求\n（一）{LINE}\n", "附件\n目标\n", "", id="annexes without a text"),
        pytest.param("", "目录\n强化{han}\n", f"一、要求\n{LINE}", id="contents that are none"),
        pytest.param(
            "一、要求\n", "因地制宜借鉴，积极探索，推广其\n\n", "", id="one paragraph, cut again and again"
        ),
        pytest.param(
            f"一、要求\n{LINE}\n政策解读\n", f"问：什么？\n{LINE}\n> 注\n", "", id="remarks in a 解读"
        ),
        pytest.param(f"一、要求\n{LINE}\n", "某某市卫生健康委\n", "2024年6月12日", id="signers"),
        pytest.param("", "张三\n", f"一、要求\n{LINE}", id="names above"),
        pytest.param("", "{}三、强化功能\n" + "加强组织领导落实各方责任\n" * 9, "", id="page numbers"),
    ],
)
def test_twice_the_text_is_twice_the_work(head: str, again: str, tail: str) -> None:
    def made(count: int) -> str:
        return head + "".join(again.format(at, han=chr(0x4E00 + at)) for at in range(1, count + 1)) + tail

    document(made(3))
    assert steps(made(2 * SIZE)) < 2.5 * steps(made(SIZE))


@pytest.mark.parametrize(
    "text",
    [" " * 400_000, "乡镇“" * 100_000, "(" * 200_000, "一、要求\n" + "（某某局、" * 50_000],
    ids=["blanks", "quotation marks", "brackets", "open brackets"],
)
def test_no_pattern_reads_a_long_line_again_and_again(text: str) -> None:
    # Quadratic, each of them would take minutes.
    assert "".join(segment.span.cut(text) for segment in document(text).segments) == text


def test_sentences_are_not_looked_up_as_heads_of_tables() -> None:
    """Each look-up costs as much as all else that is done for a line, and most lines are sentences."""
    kind_of.cache_clear()
    document("".join(f"第{at}条 {LINE}\n" for at in range(1, SIZE)))
    assert kind_of.cache_info().misses == 0
