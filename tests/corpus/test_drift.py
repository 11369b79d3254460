"""What counts as which kind of drift."""

from __future__ import annotations

import pytest
from rapidfuzz import fuzz

from policykit.corpus import build
from policykit.corpus.drift import Drift, compare, drift
from policykit.corpus.policyfile import Metadata
from policykit.corpus.redline import strength_of
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
        # what is no clause is none that changed
        (("营造良好氛围。\n", "营造良好氛围。\n\n歙县人民政府\n2025年3月1日\n"), []),
        (("关于签约服务的意见", "关于家庭医生签约服务的意见"), []),
        (("75%以上，群众", "７５％以上,群众"), ["formatting 1/p1 1/p1"]),
        (("（三）加强宣传", "（四）加强宣传"), ["renumbered 2/3 2/4"]),
        (("营造良好氛围", "营造浓厚氛围"), ["wording 2/3 2/3"]),
        # a line may break anywhere, and signs be others: nothing but layout
        (("至少派出3名", "至少派\n出3名"), []),
        (("75%以上", "75%\n以上"), ["formatting 1/p1 1/p1", "formatting 1/p1 1/p2"]),
        (("经验做法，营造", "经验做法、营造"), ["formatting 2/3 2/3"]),
        (("上级医院预留", "上级医院应当预留"), ["hardened 2/2 2/2"]),
        (("上级医院预留", "上级医院可以预留"), ["softened 2/2 2/2"]),
        (("总结推广", "鼓励总结推广"), ["softened 2/3 2/3"]),
        (("总结推广", "必须总结推广"), ["hardened 2/3 2/3"]),
        # 应用 binds nobody
        (("总结推广", "总结应用"), ["wording 2/3 2/3"]),
        (("20%以上", "25%以上"), ["figure 2/2 2/2 20%以上→25%以上"]),
        (("20%以上", "20%以下"), ["figure 2/2 2/2 20%以上→20%以下"]),
        (("至少派出3名", "至少派出3个"), ["figure 2/1 2/1 至少派出3名→至少派出3个"]),
        (
            ("到2025年", "到2026年"),
            ["due 1/p1 1/p1 到2025年→到2026年"],
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
        ("moved", "2/2", "2/1"),
    }


def test_of_equal_words_the_one_that_stayed_is_not_taken_by_the_one_before_it() -> None:
    old = OLD.replace("拓展服务。每个乡镇卫生院至少派出3名专家，给予常年驻守指导。", "加强领导。").replace(
        "完善机制。县域医共体内上级医院预留20%以上的号源。", "加强领导。"
    )
    new = old.replace("（一）加强领导。", "（一）严格考核，纳入目标管理。")
    found = [(one.kind.value, (one.old or one.new).path) for one in drift(policy(old), policy(new))]  # type: ignore[union-attr]  # one of both is there
    assert found == [("removed", "2/1"), ("added", "2/1")]


def test_of_equal_words_the_same_address_is_the_same_clause() -> None:
    # A new (一) repeats the words of (二): (二) has stayed where it was, and did not move up.
    old = OLD.replace("（三）加强宣传。总结推广经验做法，营造良好氛围。", "（三）加强领导。")
    new = old.replace("（一）拓展服务。每个乡镇卫生院至少派出3名专家，给予常年驻守指导。", "（一）加强领导。")
    found = [
        (one.kind.value, one.old and one.old.path, one.new and one.new.path)
        for one in drift(policy(old), policy(new))
    ]
    assert found == [("removed", "2/1", None), ("added", None, "2/1")]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        # Ten signs each: six in common are 2 · 6 / 20 = 60 %; of eleven they are 2 · 6 / 21.
        ("总结推广经验其他事宜", ["wording"]),
        ("总结推广经验其他事宜等", ["removed", "added"]),
        ("总结推广经费其他事宜", ["removed", "added"]),
    ],
)
def test_sixty_per_cent_of_the_words_are_the_same_clause(words: str, kinds: list[str]) -> None:
    last = "（三）加强宣传。总结推广经验做法，营造良好氛围。"
    old, new = (OLD.replace(last, f"（三）{text}。") for text in ("总结推广经验做法制度", words))
    assert [one.kind.value for one in drift(policy(old), policy(new))] == kinds


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [
        ("预留号源", "可以预留号源", -1),
        ("可以预留号源", "预留号源", 1),
        ("预留号源", "可以预留", -1),
        ("预留号源", "预留床位", 0),
        # twelve signs put in are words exchanged, thirteen a sentence of its own
        ("预留号源", "可以预留甲乙丙丁戊己庚辛壬癸号源", -1),
        ("预留号源", "可以预留甲乙丙丁戊己庚辛壬癸子号源", -1),
        ("预留号源", "预留号源可以甲乙丙丁戊己庚辛壬癸", -1),
        ("预留号源", "预留号源可以甲乙丙丁戊己庚辛壬癸子", 0),
        # of a clause of a hundred signs thirty may change
        ("可以预留。" + "甲" * 95, "预留。" + "甲" * 95 + "乙" * 28, 1),
        ("可以预留。" + "甲" * 95, "预留。" + "甲" * 95 + "乙" * 29, 0),
        # of a short one twenty-four
        ("可以预留。", "预留。" + "乙" * 22, 1),
        ("可以预留。", "预留。" + "乙" * 23, 0),
    ],
)
def test_how_strength_is_told_by_words_exchanged(old: str, new: str, sign: int) -> None:
    change = strength_of(old, new)
    assert (change > 0) - (change < 0) == sign


def test_every_clause_stands_in_the_redline_a_removed_one_where_it_stood() -> None:
    new = OLD.replace("（二）完善机制。县域医共体内上级医院预留20%以上的号源。\n\n", "").replace(
        "（三）加强", "（二）加强"
    )
    found = [(one.kind.value, (one.new or one.old).path) for one in compare(policy(OLD), policy(new))]  # type: ignore[union-attr]  # one of both is there
    assert found == [("unchanged", "1/p1"), ("unchanged", "2/1"), ("removed", "2/2"), ("renumbered", "2/2")]


def test_what_a_line_break_cut_in_two_is_one_clause_again() -> None:
    found = drift(policy(OLD.replace("75%以上", "75%\n以上")), policy(OLD))
    assert [(one.kind.value, one.new.path) for one in found if one.new] == [("formatting", "1/p1")]
    assert not [one for one in found if one.new is None]


def test_clauses_are_looked_at_for_likeness_a_few_times_each(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    ratio = fuzz.ratio

    def counted(*words: str, score_cutoff: float) -> float:
        asked[-1] += 1
        return ratio(*words, score_cutoff=score_cutoff)

    monkeypatch.setattr(fuzz, "ratio", counted)
    for size in (100, 200):
        asked.append(0)
        old, new = (
            policy(
                "关于工作的意见\n\n一、任务\n\n"
                + "\n\n".join(f"{at}. {at:03d}号单位做第{at * 7}项工作{tail}。" for at in range(1, size))
            )
            for tail in ("", "并报告")
        )
        drift(old, new)
    assert 0 < asked[1] <= 2.5 * asked[0]


def test_a_clause_still_says_the_same_where_only_its_look_or_its_place_changed() -> None:
    assert {kind.value for kind in Drift if kind.harmless} == {
        "unchanged",
        "formatting",
        "renumbered",
        "moved",
    }
