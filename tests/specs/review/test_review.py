"""`policykit review`: every decision is written at once, with all else as it was; and can be taken back."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

from policykit import Corpus
from policykit.cli import app
from policykit.model import void
from policykit.specs import Specs, verify
from policykit.specs.review import Walk
from policykit.specs.review.dialog import Dialog, Keys
from policykit.specs.review.waiting import waiting

if TYPE_CHECKING:
    from tests.specs.review.conftest import Reviewer

VISITS = "    target: {at_least: 85%}   # 核对过\n    draft: true\n    reason: 下限\n"
SPECIALTIES = "    indicator: 重点专科\n    proposes: {unit: 家, entity: city, aliases: [临床重点专科]}\n    draft: true\n    reason: 没有同名指标，按原文新拟\n"
SLOGAN = "  - {clause: 2/3, quote: 两个允许, reason: slogan, draft: true, note: 加引号的提法}\n"


@pytest.mark.parametrize(
    ("keys", "old", "new"),
    [
        # One key is enough for the usual case; the comment stays.
        ("a", VISITS, "    target: {at_least: 85%}   # 核对过\n"),
        ("ssa", SLOGAN, "  - {clause: 2/3, quote: 两个允许, reason: slogan, note: 加引号的提法}\n"),
        # Another field: what is wrong is said at once and asked again.
        ("e1\n≥85个\n不低于80%\nq", VISITS, VISITS.replace("85%", "80%")),
        ("e1\n\nq", VISITS, VISITS),
        ("e1\n{at_least: \n\nq", VISITS, VISITS),
        ("e4\nshould\naim\nq", VISITS, VISITS + "    due: 2026\n    modality: aim\n"),
        # An existing indicator instead of the proposed one, found by its initials.
        (
            "silczdzk\n1\nq",
            SPECIALTIES,
            "    indicator: county_key_specialties\n    draft: true\n    reason: 没有同名指标，按原文新拟\n",
        ),
        # What is proposed can be put otherwise; its words in the text stay among its names.
        (
            "se17\n专科数\nq",
            "    indicator: 重点专科\n    proposes: {unit: 家, entity: city, aliases: [临床重点专科]}\n",
            "    indicator: 专科数\n    proposes: {unit: 家, entity: city, aliases: [临床重点专科, 重点专科]}\n",
        ),
        (
            "se18\n万元\n项\nq",
            "proposes: {unit: 家, entity: city, aliases: [临床重点专科]}",
            "proposes: {entity: city, aliases: [临床重点专科], unit: 项}",
        ),
        ("si没有这样的指标\n\nq", SPECIALTIES, SPECIALTIES),
        (
            "ssd1\n已有的提法\nq",
            SLOGAN,
            "  - {clause: 2/3, quote: 两个允许, reason: fact, note: 已有的提法}\n",
        ),
        ("ssxq", SLOGAN, ""),
        # What is no key does nothing; the end of the pipe ends it.
        ("zA;", VISITS, VISITS),
        ("", VISITS, VISITS),
    ],
)
def test_a_decision_is_written_and_nothing_else(keys: str, old: str, new: str, reviewer: Reviewer) -> None:
    before = reviewer.text
    if old == VISITS and new.endswith("aim\n"):
        old = f"{VISITS}    due: 2026\n"
    assert before.count(old) == 1
    reviewer.does(keys)
    assert reviewer.text == before.replace(old, new)


def test_a_requirement_that_is_none_goes_to_what_is_dismissed(reviewer: Reviewer) -> None:
    reviewer.does("d1\n去年的数\nq")
    specs = Specs.read(Corpus.load(reviewer.root))
    assert not specs.problems
    made = specs.dismissed[-1]
    assert (made.quote, made.reason.value, made.note) == ("县域内就诊率达到85%以上", "fact", "去年的数")
    assert "county-visit-rate-2026" not in reviewer.text


def test_a_section_is_set_aside_with_all_that_was_proposed_in_it(reviewer: Reviewer) -> None:
    reviewer.does("sh2\n8\nq")
    specs = Specs.read(Corpus.load(reviewer.root))
    assert [draft.clause for draft in specs.drafts] == ["demo-2025/1/p1"]
    made = specs.dismissed[-1]
    assert made.whole
    assert (made.quote, made.reason.value) == ("二、主要任务", "not-measurable")
    assert {each.clause for each in specs.requirements} >= {"demo-2025/2/1", "demo-2025/2/2"}


def test_a_proposed_indicator_is_declared_with_its_name(reviewer: Reviewer) -> None:
    reviewer.does("sakey_specialties\nq")
    made = (reviewer.root / "specs" / "indicators.py").read_text("utf-8")
    assert 'key_specialties = Variable(\n    "重点专科", "家", Entity.CITY' in made
    # One measure of province, city and county is one indicator.
    assert "also=(Entity.NATION, Entity.PROVINCE, Entity.COUNTY)" in made
    specs = Specs.read(Corpus.load(reviewer.root))
    asked = specs.requirement("demo-2025/2/1/key-specialties")
    assert asked.indicator.name == "key_specialties"
    assert asked.name == "重点专科"


def test_what_is_declared_already_in_a_like_unit_is_that_indicator(reviewer: Reviewer) -> None:
    reviewer.spec.write_text(
        reviewer.text.replace("indicator: 重点专科", "indicator: 临床重点专科数"), "utf-8"
    )
    reviewer.does("saq")
    assert "临床重点专科数（county_key_specialties，单位：个）" in reviewer.shown
    assert not (reviewer.root / "specs" / "indicators.py").exists()


def test_of_what_the_text_gives_no_unit_for_a_person_gives_it(reviewer: Reviewer) -> None:
    declared, draft = (
        "health_literacy_level\n",
        "健康素养\n    proposes: {unit: 待定, entity: city}\n    draft: true\n",
    )
    reviewer.spec.write_text(reviewer.text.replace(declared, draft), "utf-8")
    reviewer.does("sa%\nliteracy\nq")
    assert "原文没有写单位" in reviewer.shown
    assert "新指标的英文名" in reviewer.shown
    assert 'proposes: {entity: city, unit: "%"}' in reviewer.text


@pytest.mark.parametrize("name", ["county_visit_rate", "2x", "class", "A"])
def test_a_name_that_is_taken_or_none_is_refused(name: str, reviewer: Reviewer) -> None:
    before = reviewer.text
    reviewer.does(f"sa{name}\nq")
    assert f"“{name}”不能作英文名" in reviewer.shown
    assert reviewer.text == before
    assert not (reviewer.root / "specs" / "indicators.py").exists()


def test_every_step_can_be_taken_back(reviewer: Reviewer) -> None:
    before = reviewer.text
    walk = reviewer.does("a" + "akey_specialties\n" + "d1\n提法\n")
    assert not walk.drafts
    assert reviewer.text != before
    reviewer.does("uuuq", walk)
    assert "已撤销：不是要求（已有事实）" in reviewer.shown
    assert reviewer.text == before
    assert not (reviewer.root / "specs" / "indicators.py").exists()


def test_one_leaves_and_goes_on_where_one_was(reviewer: Reviewer) -> None:
    reviewer.does("aq")
    assert "本次核定1条，还剩2条待核定" in reviewer.shown
    reviewer.does("sq")
    assert "重点专科（拟增，单位：家）" in reviewer.shown
    assert "县域内就诊率达到85%以上】" not in reviewer.shown


def test_two_reviewers_lose_nothing(reviewer: Reviewer) -> None:
    one, other = reviewer.walk(), reviewer.walk()
    reviewer.does("aq", one)
    first = reviewer.text
    reviewer.does("aq", other)
    assert "已被别人改动，刚才的操作没有写入" in reviewer.shown
    assert reviewer.text == first
    # It was read again: the next key decides the next draft.
    reviewer.does("sd1\n提法\nuq", other)
    assert reviewer.text == first
    reviewer.spec.write_text(first + "# 手写\n", "utf-8")
    reviewer.does("uuq", one)
    assert "没有可以撤销的" in reviewer.shown
    assert reviewer.text == first + "# 手写\n"


def test_it_is_read_without_colours_on_eighty_columns(reviewer: Reviewer) -> None:
    reviewer.does("tq")
    assert "【县域内就诊率达到85%以上】" in reviewer.shown
    assert "\x1b" not in reviewer.shown
    assert max(map(cell_len, reviewer.shown.splitlines())) <= 80
    reviewer.does("q", force_terminal=True, color_system="standard")
    assert "\x1b[1;7m【县域内就诊率达到85%以上】\x1b[0m" in reviewer.shown


def test_the_end_of_the_drafts_is_not_the_end_of_the_numbers(reviewer: Reviewer) -> None:
    reviewer.does("sss")
    assert "没有着落" not in reviewer.shown
    reviewer.does("ssx")
    assert "正文中还有1处数字没有着落" in reviewer.shown
    assert reviewer.shown.endswith("二/(三) \n两个允许\n")


def test_what_disagrees_with_its_words_needs_a_reason(reviewer: Reviewer) -> None:
    reviewer.does("e1\n≥80%\na\nq")
    assert "PK221" in reviewer.shown
    assert "draft: true\n    reason: 下限" in reviewer.text
    reviewer.does("a按解读理解\nq")
    assert "    overrule: {target: 按解读理解}\n" in reviewer.text
    assert not verify_target(reviewer)


def verify_target(reviewer: Reviewer) -> list[str]:
    found = verify(Specs.read(Corpus.load(reviewer.root)))
    return [problem.code.value for problem in found if problem.code.value != "PK230"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("# 核对过", "# 又看过", ""),
        ("id: county-visit-rate-2026", "id: visit-rate", ""),
        ("{at_least: 85%}", "{at_least: 84%}", "目标、期限或约束性等已改动"),
        ("quote: 县域内就诊率达到85%以上", "quote: 达到85%以上", "引文已改动"),
        ("indicator: county_visit_rate", "indicator: county_inpatient_share", "指标定义已改动"),
        ("seal: ", "note: 无 #", "没有校验码，不能确认复核后没有改动"),
    ],
)
def test_a_review_holds_until_what_was_reviewed_changes(
    old: str, new: str, why: str, reviewer: Reviewer
) -> None:
    walk = reviewer.walk("王五")
    reviewer.does("aq", walk)
    assert "reviewed: {by: 王五, on: " in reviewer.text
    text = reviewer.text
    if old == "seal: ":
        at = text.index(", seal: ")
        text = text[:at] + text[text.index("}", at) :]
    else:
        text = text.replace(old, new, 1)
    reviewer.spec.write_text(text, "utf-8")
    specs = Specs.read(Corpus.load(reviewer.root))
    asked = next(each for each in specs.requirements if each.reviewed)
    assert asked.reviewed is not None
    assert (asked.reviewed.by, void(asked)) == ("王五", why)
    (row,) = waiting(specs)
    assert row.counts == (2, 14, int(bool(why)), int(not why), 0)


def test_what_waits_is_listed_by_policy(reviewer: Reviewer) -> None:
    def run(*arguments: str, typed: str = "") -> str:
        result = CliRunner().invoke(app, ["review", "--path", str(reviewer.root), *arguments], input=typed)
        assert result.exit_code == 0, result.output
        return result.output

    lines = [line.split() for line in run("--open").splitlines()]
    assert lines[0] == ["政策编号", "待核定", "未复核", "复核已失效", "已复核", "写法有误"]
    assert lines[1] == ["demo-2025", "3", "14", "0", "0", "0"]
    assert lines[-1] == ["合计", "3", "14", "0", "0", "0"]
    assert "已退出，做过的决定都已写入：本次核定1条，还剩2条待核定" in run("demo-2025", typed="王五\naq")
    assert "reviewed: {by: 王五" in reviewer.text
    reviewer.spec.write_text(reviewer.text.replace("{at_least: 85%}", "{at_least: 84%}"), "utf-8")
    assert "复核已失效：demo-2025/1/p1　县域内就诊率达到85%以上　目标、期限或约束性等已改动" in run("--open")
    # What is wrong is not reviewed by a key; what is right again, and what nobody has reviewed, is.
    assert "规则写的是“84%”" in run("demo-2025", "--again", "--by", "赵六", typed="a\nq")
    reviewer.spec.write_text(reviewer.text.replace("{at_least: 84%}", "{at_least: 85%}"), "utf-8")
    assert "县域内住院人次占比达80%】" in run("demo-2025", "--again", "--by", "赵六", typed="aq")
    assert run("--open").splitlines()[1].split() == ["demo-2025", "2", "13", "0", "2", "0"]
    assert reviewer.text.count("by: 赵六") == 1
    assert "复核要写明姓名" in run("demo-2025", "--again", typed="\n")
    # A draft whose words are no longer in the text waits, too: it was not counted.
    draft = next(entry for entry in reviewer.text.split("\n  - ") if "draft: true" in entry)
    other = re.sub(r"quote: \S+", "quote: 签约率达到99%", draft)
    reviewer.spec.write_text(reviewer.text.replace(draft, other), "utf-8")
    told = run("--open").splitlines()
    assert told[1].split() == ["demo-2025", "1", "13", "0", "2", "1"]
    assert told[3].startswith("demo-2025 有1条写法有误")


def test_a_dismissal_is_reviewed_where_it_stands(reviewer: Reviewer) -> None:
    walk = Walk(Corpus.load(reviewer.root), "demo-2025", "赵六", again=True)
    at = [draft for draft in walk.drafts if draft.requirement is None]
    assert [walk.entry(each)["quote"] for each in at] == [each.quote for each in at]
    assert at
    assert all("draft" not in walk.entry(each) for each in at)


def test_line_ends_and_byte_order_marks_stay(reviewer: Reviewer) -> None:
    data = b"\xef\xbb\xbf" + reviewer.spec.read_bytes().replace(b"\n", b"\r\n")
    reviewer.spec.write_bytes(data)
    walk = Walk(Corpus.load(reviewer.root), "demo-2025", "王五")
    reviewer.does("ad1\n\nq", walk)
    made = reviewer.spec.read_bytes()
    assert made.startswith((b"\xef\xbb\xbf#", b"\xef\xbb\xbfpolicy"))
    assert made.count(b"\n") == made.count(b"\r\n")


@pytest.mark.parametrize("is_terminal", [False, True])
def test_an_answer_that_no_one_sees_typed_is_shown(is_terminal: bool) -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=is_terminal, color_system=None)
    walk: Any = SimpleNamespace(skip=None, by="")
    dialog = Dialog(walk, console, Keys(io.StringIO(" 张三 \n")))
    dialog.ask_by()
    assert walk.by == "张三"
    assert ("张三" in shown.getvalue()) is not is_terminal


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1", 0),
        ("2", 1),
        ("２", 1),
        ("0", None),
        ("3", None),
        ("", None),
        ("-1", None),
        ("甲", None),
        ("1.0", None),
    ],
)
def test_one_of_some_is_chosen_by_its_number(typed: str, chosen: int | None) -> None:
    walk: Any = SimpleNamespace(skip=None, by="")
    dialog = Dialog(walk, Console(file=io.StringIO()), Keys(io.StringIO(f"{typed}\n")))
    name = next(
        key.removeprefix("ask_")
        for key in dialog.words
        if key.startswith("ask_") and "{" not in dialog.words[key]
    )
    assert dialog._choose(name, ["甲", "乙"]) == chosen  # noqa: SLF001 - the menus ask by it


@pytest.mark.parametrize(("typed", "key"), [("a", "a"), (" \n a", "a"), ("ａ", "a"), ("", ""), ("\n", "")])
def test_keys_come_without_the_blanks_between_them(typed: str, key: str) -> None:
    assert Keys(io.StringIO(typed)).key() == key
