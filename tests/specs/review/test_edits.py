"""A change of a spec file changes what it says, and leaves all else as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykit.base.diagnostics import PolicykitError
from policykit.base.yamlfile import parse
from policykit.specs.review.edits import add_entry, remove_entry, set_keys

FILE = """\
# 头
policy: demo-2025

requirements:
  # 第一条
  - draft: true  # 机器写的
    id: a
    quote: "达到：85%"   # 原文
    target: {at_least: 85%}   # 85
    note: |
      第一行
      # 不是注释

  # 第二条
  - id: b
    draft: true
    # 期限
    due:
    reason: 因为
  -
    id: c
    draft: true
dismissed:
- {clause: 2/3, quote: 两个允许, reason: slogan, draft: true}   # 提法
- {clause: 2/4, draft: true, reason: fact}
# 尾
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (("requirements", 0, "draft", None), "  - draft: true  # 机器写的\n    id: a", "  - id: a"),
        (("requirements", 0, "target", "{at_most: 85%}"), "{at_least: 85%}", "{at_most: 85%}"),
        (("requirements", 0, "note", None), "    note: |\n      第一行\n      # 不是注释\n", ""),
        (("requirements", 0, "quote", "达85%"), '"达到：85%"', "达85%"),
        (("requirements", 1, "draft", None), "    draft: true\n    # 期限", "    # 期限"),
        (("requirements", 1, "due", "2026"), "    due:\n", "    due: 2026\n"),
        (("requirements", 1, "reason", None), "    reason: 因为\n", ""),
        (
            ("requirements", 1, "modality", "aim"),
            "    reason: 因为\n",
            "    reason: 因为\n    modality: aim\n",
        ),
        (("requirements", 2, "draft", None), "    id: c\n    draft: true\n", "    id: c\n"),
        (("dismissed", 0, "draft", None), ", draft: true}   # 提法", "}   # 提法"),
        (("dismissed", 1, "draft", None), " draft: true, reason: fact", " reason: fact"),
        (("dismissed", 1, "note", "回顾"), "reason: fact}", "reason: fact, note: 回顾}"),
    ],
)
def test_a_key_is_set_or_removed(change: tuple[str, int, str, str | None], old: str, new: str) -> None:
    assert FILE.count(old) == 1
    name, index, key, value = change
    assert set_keys(FILE, name, index, {key: value}) == FILE.replace(old, new)


@pytest.mark.parametrize(
    ("name", "index", "gone"),
    [
        ("requirements", 1, "  - id: b\n    draft: true\n    # 期限\n    due:\n    reason: 因为\n"),
        ("requirements", 2, "  -\n    id: c\n    draft: true\n"),
        ("dismissed", 0, "- {clause: 2/3, quote: 两个允许, reason: slogan, draft: true}   # 提法\n"),
    ],
)
def test_an_entry_is_removed(name: str, index: int, gone: str) -> None:
    assert FILE.count(gone) == 1
    assert remove_entry(FILE, name, index) == FILE.replace(gone, "")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (FILE, FILE.replace("# 尾\n", "- {clause: 9}\n# 尾\n")),
        ("policy: a", "policy: a\ndismissed:\n  - {clause: 9}\n"),
        ("dismissed:  # 无\npolicy: a\n", "dismissed:  # 无\n  - {clause: 9}\npolicy: a\n"),
        ("dismissed: []\npolicy: a\n", "dismissed:\n  - {clause: 9}\npolicy: a\n"),
        ("dismissed: [{clause: 1}]\n", "dismissed: [{clause: 1}, {clause: 9}]\n"),
        (
            "policy: a\r\ndismissed:\r\n  - {clause: 1}",
            "policy: a\r\ndismissed:\r\n  - {clause: 1}\r\n  - {clause: 9}\r\n",
        ),
    ],
)
def test_an_entry_is_added(text: str, made: str) -> None:
    assert add_entry(text, "dismissed", "{clause: 9}") == made


@pytest.mark.parametrize("value", ["a\nid: b", "[", "&x y", "{a: 1", "x: y"])
def test_what_would_say_something_else_is_refused(value: str) -> None:
    with pytest.raises(PolicykitError):
        set_keys(FILE, "requirements", 0, {"note": value})


WORDS = st.sampled_from(["达到85%", "原则上", "2026", "true", "二级", '"引：文"', "{at_least: 5%}", "[a, b]"])
KEYS = st.sampled_from(["id", "quote", "due", "note", "draft", "target"])
COMMENT = st.sampled_from(["", "  # 注", "   "])
BETWEEN = st.sampled_from(["", "    # 一行\n", "\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    lines = ["policy: a\n", "requirements:\n"]
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            keys = draw(st.lists(KEYS, min_size=1, unique=True))
            pairs = ", ".join(f"{key}: {draw(WORDS)}" for key in keys)
            lines.append(f"  - {{{pairs}}}{draw(COMMENT)}\n")
            continue
        for at, key in enumerate(draw(st.lists(KEYS, min_size=1, unique=True))):
            lines += ["  - " if at == 0 else "    ", f"{key}: {draw(WORDS)}{draw(COMMENT)}\n", draw(BETWEEN)]
    return "".join(lines)


@settings(max_examples=100, deadline=None)
@given(files(), st.data())
def test_any_change_says_what_was_meant_and_keeps_every_comment(text: str, data: st.DataObject) -> None:
    document, _ = parse(text, "")
    assert document is not None
    index = data.draw(st.integers(0, len(document.data["requirements"]) - 1))
    entry = document.data["requirements"][index]
    key, value = data.draw(st.sampled_from(["due", "draft", "softly"])), data.draw(st.none() | WORDS)
    if value is None and set(entry) == {key}:
        return  # an entry without a key is none
    made = set_keys(text, "requirements", index, {key: value})
    kept = [line for line in text.splitlines() if line.strip().startswith("#")]
    assert [line for line in made.splitlines() if line.strip().startswith("#")] == kept
    both = remove_entry(
        add_entry(made, "requirements", "{id: z}"), "requirements", len(document.data["requirements"])
    )
    assert both == made
