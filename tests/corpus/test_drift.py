"""What counts as which kind of drift."""

from __future__ import annotations

import pytest

from policykit.corpus import build
from policykit.corpus.drift import drift
from policykit.corpus.policyfile import Metadata
from policykit.model import Policy

OLD = """关于签约服务的意见

一、总体要求

到2025年，家庭医生签约率达到75%以上，群众满意度逐步提高。

二、重点任务

（一）拓展服务。每个乡镇卫生院至少派出3名专家，给予常年驻守指导。

（二）完善机制。县域医共体内上级医院预留20%以上的号源。

（三）加强宣传。总结推广经验做法，营造良好氛围。
"""


def policy(text: str) -> Policy:
    metadata = Metadata.model_validate(
        {
            "title": "关于签约服务的意见",
            "level": "county",
            "division": "341021",
            "file": "a.txt",
            "sha256": "0" * 64,
        }
    )
    return build("mine", metadata, text)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), []),
        (("（二）完善机制。", "(二) 完善机制。"), []),
        (("号源。", "号源 。"), ["formatting 2/2 2/2"]),
        (("县域医共体内", "縣域醫共體內"), ["formatting 2/2 2/2"]),
        (("75%以上，群众", "７５％以上,群众"), ["formatting 1/p1 1/p1"]),
        (("（三）加强宣传", "（四）加强宣传"), ["renumbered 2/3 2/4"]),
        (("营造良好氛围", "营造浓厚氛围"), ["wording 2/3 2/3"]),
        (("20%以上", "25%以上"), ["figure 2/2 2/2 20%以上→25%以上"]),
        (("20%以上", "20%以下"), ["figure 2/2 2/2 20%以上→20%以下"]),
        (("至少派出3名", "至少派出3个"), ["figure 2/1 2/1 至少派出3名→至少派出3个"]),
        (
            ("到2025年", "到2026年"),
            ["figure 1/p1 1/p1 到2025年、75%以上、逐步提高→到2026年、75%以上、逐步提高"],
        ),
        (("逐步提高", "逐步降低"), ["figure 1/p1 1/p1 逐步提高→逐步降低"]),
        (("，群众满意度逐步提高", ""), ["figure 1/p1 1/p1 逐步提高→"]),
        (("\n（三）加强宣传。总结推广经验做法，营造良好氛围。\n", ""), ["removed 2/3 -"]),
        (("营造良好氛围。\n", "营造良好氛围。\n\n（四）严格考核。纳入年度目标。\n"), ["added - 2/4"]),
    ],
)
def test_kinds(change: tuple[str, str], expected: list[str]) -> None:
    changed = OLD.replace(*change) if change[0] else OLD
    assert changed != OLD or not change[0]
    found = []
    for one in drift(policy(OLD), policy(changed)):
        paths = " ".join(clause.path if clause else "-" for clause in (one.old, one.new))
        figures = f" {'、'.join(one.gone)}→{'、'.join(one.come)}" if one.gone or one.come else ""
        found.append(f"{one.kind.value} {paths}{figures}")
    assert found == expected


def test_a_clause_that_moves_and_one_that_takes_its_number() -> None:
    swapped = (
        OLD.replace("（一）拓展", "（X）拓展")
        .replace("（二）完善", "（一）完善")
        .replace("（X）拓展", "（二）拓展")
    )
    lines = swapped.split("\n\n")
    first, second = (i for i, line in enumerate(lines) if line.startswith(("（一）", "（二）")))
    lines[first], lines[second] = lines[second], lines[first]
    found = drift(policy(OLD), policy("\n\n".join(lines)))
    assert {(one.kind.value, one.old and one.old.path, one.new and one.new.path) for one in found} == {
        ("renumbered", "2/1", "2/2"),
        ("renumbered", "2/2", "2/1"),
    }


def test_of_equal_words_the_same_address_is_the_same_clause() -> None:
    # A new (一) repeats the words of (二): (二) has stayed where it was, and did not move up.
    old = OLD.replace("（三）加强宣传。总结推广经验做法，营造良好氛围。", "（三）加强领导。")
    new = old.replace("（一）拓展服务。每个乡镇卫生院至少派出3名专家，给予常年驻守指导。", "（一）加强领导。")
    found = [
        (one.kind.value, one.old and one.old.path, one.new and one.new.path)
        for one in drift(policy(old), policy(new))
    ]
    assert found == [("added", None, "2/1"), ("removed", "2/1", None)]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        # Ten signs each: six in common are 2 · 6 / 20 = 60 %; of eleven they are 2 · 6 / 21.
        ("总结推广经验其他事宜", ["wording"]),
        ("总结推广经验其他事宜等", ["added", "removed"]),
        ("总结推广经费其他事宜", ["added", "removed"]),
    ],
)
def test_sixty_per_cent_of_the_words_are_the_same_clause(words: str, kinds: list[str]) -> None:
    last = "（三）加强宣传。总结推广经验做法，营造良好氛围。"
    old, new = (OLD.replace(last, f"（三）{text}。") for text in ("总结推广经验做法制度", words))
    assert [one.kind.value for one in drift(policy(old), policy(new))] == kinds
