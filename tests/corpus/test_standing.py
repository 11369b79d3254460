"""Which policies are in force on a day: not yet, in force, lapsed, repealed by another of the corpus."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.corpus.standing import Status

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = "转诊管理办法（试行）", "转诊管理办法"


@pytest.fixture
def corpus(root: Path) -> Corpus:
    """An older trial version, the one that repeals it and lapses in turn, one without any day."""
    old = f"{OLD}\n\n第一条 加强转诊。\n第二条 本办法自2015年1月1日起施行。"
    new = (
        f"{NEW}\n\n第一条 完善转诊。\n"
        f"第二条 本办法自2019年4月2日起施行，有效期5年。《{OLD}》（皖卫发〔2015〕3号）同时废止。"
    )
    return Corpus(
        [
            made("old-2015", old, title=OLD, number="皖卫发〔2015〕3号", date_issued=date(2014, 12, 20)),
            made("new-2019", new, title=NEW, date_issued=date(2019, 3, 1)),
            made("undated", "签约方案\n\n一、签约\n加强签约。", title="签约方案"),
        ],
        root,
    )


@pytest.mark.parametrize(
    ("policy", "day", "status", "reason"),
    [
        ("old-2015", date(2014, 12, 31), Status.NOT_YET, "自2015-01-01起施行"),
        ("old-2015", date(2015, 1, 1), Status.IN_FORCE, "没有写明有效期，收录的文件也没有废止它"),
        ("old-2015", date(2019, 4, 1), Status.IN_FORCE, "没有写明有效期，收录的文件也没有废止它"),
        ("old-2015", date(2019, 4, 2), Status.REPEALED, "自2019-04-02起被《转诊管理办法》废止"),
        ("new-2019", date(2019, 4, 1), Status.NOT_YET, "自2019-04-02起施行"),
        ("new-2019", date(2024, 4, 1), Status.IN_FORCE, "有效期至2024-04-01，收录的文件没有废止它"),
        ("new-2019", date(2024, 4, 2), Status.EXPIRED, "有效期至2024-04-01"),
        ("undated", date(2024, 4, 2), Status.UNKNOWN, "没有写明施行日期，也没有成文日期"),
    ],
)
def test_a_status(corpus: Corpus, policy: str, day: date, status: Status, reason: str) -> None:
    found = corpus.status(policy, day)
    assert (found.status, found.reason) == (status, reason)


def test_a_repeal_is_linked_both_ways(corpus: Corpus) -> None:
    (by,) = corpus.standings.repeals_by("new-2019")
    assert [by] == corpus.standings.repeals_of("old-2015")
    assert (by.by, by.policy, by.day) == ("new-2019", "old-2015", date(2019, 4, 2))
    assert by.span is not None
    assert by.span.cut(corpus.policy("new-2019").source) == f"《{OLD}》（皖卫发〔2015〕3号）同时废止。"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2010, 1, 1), {"undated"}),
        (date(2018, 1, 1), {"old-2015", "undated"}),
        (date(2020, 1, 1), {"new-2019", "undated"}),
        (date(2025, 1, 1), {"undated"}),
    ],
)
def test_the_corpus_as_of_a_day(corpus: Corpus, day: date, there: set[str]) -> None:
    assert {policy.id for policy in corpus.in_force(day).policies} == there


def test_what_the_card_gives_counts_before_what_the_text_says(root: Path) -> None:
    text = "转诊办法\n\n第一条 加强转诊。\n第二条 本办法自2019年4月2日起施行。"
    later = "签约办法\n\n一、签约\n加强签约。"
    corpus = Corpus(
        [
            made("one", text, title="转诊办法", effective=date(2020, 1, 1), replaced_by=("two",)),
            made("two", later, title="签约办法", date_issued=date(2022, 5, 1)),
        ],
        root,
    )
    found = [
        corpus.status("one", day).status for day in (date(2019, 12, 31), date(2020, 1, 1), date(2022, 5, 1))
    ]
    assert found == [Status.NOT_YET, Status.IN_FORCE, Status.REPEALED]
    # Of a day that the card gives no sentence speaks.
    assert corpus.status("one", date(2019, 12, 31)).span is None


def test_a_policy_does_not_repeal_itself_nor_what_came_later(root: Path) -> None:
    text = "转诊办法\n\n第一条 加强转诊。\n第二条 本办法自2015年1月1日起施行。《转诊办法》同时废止。"
    again = "转诊办法\n\n第一条 加强转诊。\n第二条 本办法自2020年1月1日起施行。"
    corpus = Corpus([made("a", text, title="转诊办法"), made("b", again, title="转诊办法")], root)
    assert corpus.standings.repeals_by("a") == []
    assert corpus.status("b", date(2021, 1, 1)).status is Status.IN_FORCE


def test_a_policy_without_a_day_does_not_repeal_itself(root: Path) -> None:
    text = "转诊办法\n\n第一条 加强转诊。\n第二条 《转诊办法》同时废止。"
    corpus = Corpus([made("a", text, title="转诊办法")], root)
    assert corpus.standings.repeals_by("a") == []


def test_what_is_repealed_twice_is_so_by_the_earlier_one(root: Path) -> None:
    days = {"z": date(2018, 1, 1), "a": date(2020, 1, 1)}
    later = [
        made(
            name,
            f"{name}办法\n\n一、服务\n加强服务。",
            title=f"{name}办法",
            date_issued=day,
            replaces=("old",),
        )
        for name, day in days.items()
    ]
    old = made("old", "转诊\n\n一、转诊\n加强转诊。", title="转诊", date_issued=date(2015, 1, 1))
    corpus = Corpus([old, *later], root)
    assert [each.by for each in corpus.standings.repeals_of("old")] == ["z", "a"]
    assert [(first, standing.reason) for first, standing in corpus.standings.phases(old)][2:] == [
        (date(2018, 1, 1), "自2018-01-01起被《z办法》废止")
    ]


def test_a_policy_of_which_a_part_is_repealed_stays_in_force(root: Path) -> None:
    text = "转诊办法\n\n第一条 加强转诊。\n第二条 本办法自2015年1月1日起施行。"
    later = "签约办法\n\n第一条 加强签约。\n第二条 本办法自2020年1月1日起施行，《转诊办法》第一条同时废止。"
    corpus = Corpus([made("a", text, title="转诊办法"), made("b", later, title="签约办法")], root)
    found = corpus.status("a", date(2021, 1, 1))
    assert (found.status, found.reason) == (
        Status.AMENDED,
        "自2020-01-01起被《签约办法》废止了一部分，其余现行有效",
    )
    assert {policy.id for policy in corpus.in_force(date(2021, 1, 1)).policies} == {"a", "b"}


def test_a_decision_that_amends_a_policy_makes_its_text_one_of_before(root: Path) -> None:
    text = "转诊办法\n\n第一条 加强转诊。\n第二条 本办法自2015年1月1日起施行。"
    title = "关于修改《转诊办法》的决定"
    later = f"{title}\n\n一、将《转诊办法》第一条修改为：完善转诊。\n二、本决定自2020年1月1日起施行。"
    decision = made("b", later, title=title, date_issued=date(2019, 12, 1))
    corpus = Corpus([made("a", text, title="转诊办法"), decision], root)
    found = [corpus.status("a", day) for day in (date(2019, 12, 31), date(2020, 1, 1))]
    assert [each.status for each in found] == [Status.IN_FORCE, Status.AMENDED]
    assert found[1].reason == "自2020-01-01起被《关于修改《转诊办法》的决定》修改，收录的是修改以前的文本"
    renewed = text.replace("\n\n", "\n\n2019年12月1日 《关于修改〈转诊办法〉的决定》修正\n\n", 1)
    corpus = Corpus([made("a", renewed, title="转诊办法"), decision], root)
    assert corpus.status("a", date(2020, 1, 1)).status is Status.IN_FORCE


def test_of_a_part_that_is_repealed_and_an_amendment_the_later_is_told(root: Path) -> None:
    text = "转诊办法\n\n第一条 加强转诊。\n第二条 本办法自2015年1月1日起施行。"
    later = "签约办法\n\n第一条 加强签约。\n第二条 本办法自2018年1月1日起施行，《转诊办法》第一条同时废止。"
    title = "关于修改《转诊办法》的决定"
    decided = f"{title}\n\n一、将《转诊办法》第一条修改为：完善转诊。\n二、本决定自2020年1月1日起施行。"
    corpus = Corpus(
        [
            made("a", text, title="转诊办法"),
            made("b", later, title="签约办法"),
            made("c", decided, title=title, date_issued=date(2019, 12, 1)),
        ],
        root,
    )
    assert [corpus.status("a", date(year, 6, 1)).reason for year in (2019, 2021)] == [
        "自2018-01-01起被《签约办法》废止了一部分，其余现行有效",
        "自2020-01-01起被《关于修改《转诊办法》的决定》修改，收录的是修改以前的文本",
    ]


def test_a_newer_policy_may_have_the_title_of_the_one_it_repeals(root: Path) -> None:
    text = "转诊办法\n\n第一条 加强转诊。\n第二条 本办法自2015年1月1日起施行。"
    later = (
        "转诊办法\n\n第一条 加强转诊。\n"
        "第二条 本办法自2020年1月1日起施行。2014年12月1日原卫生厅发布的《转诊办法》同时废止。"
    )
    corpus = Corpus([made("a", text, title="转诊办法"), made("b", later, title="转诊办法")], root)
    days = (date(2019, 12, 31), date(2020, 1, 1))
    assert [corpus.status("a", day).status for day in days] == [Status.IN_FORCE, Status.REPEALED]


def test_the_sentence_of_the_first_day_is_shown_while_it_is_not_come(corpus: Corpus) -> None:
    span = corpus.status("old-2015", date(2014, 12, 31)).span
    assert span is not None
    assert span.cut(corpus.policy("old-2015").source) == "第二条 本办法自2015年1月1日起施行。"


def test_the_phases_of_a_policy(corpus: Corpus) -> None:
    found = {
        policy: [
            (str(day or ""), standing.status)
            for day, standing in corpus.standings.phases(corpus.policy(policy))
        ]
        for policy in ("old-2015", "new-2019", "undated")
    }
    assert found == {
        "old-2015": [
            ("", Status.NOT_YET),
            ("2015-01-01", Status.IN_FORCE),
            ("2019-04-02", Status.REPEALED),
        ],
        "new-2019": [("", Status.NOT_YET), ("2019-04-02", Status.IN_FORCE), ("2024-04-02", Status.EXPIRED)],
        "undated": [("", Status.UNKNOWN)],
    }


def test_what_is_out_of_force_is_said_with_the_reason(corpus: Corpus) -> None:
    standings = corpus.standings
    assert standings.out_of_force(date(2019, 4, 1)) == {}
    said = standings.out_of_force(date(2019, 4, 2))
    assert list(said) == ["old-2015"]
    assert "《转诊管理办法（试行）》（皖卫发〔2015〕3号）" in said["old-2015"]
    assert "已废止" in said["old-2015"]
    assert "自2019-04-02起被《转诊管理办法》废止" in said["old-2015"]
    assert list(standings.out_of_force(date(2024, 4, 2))) == ["old-2015", "new-2019"]
    phases = standings.lapses(corpus.policy("old-2015"))
    assert [(first, bool(line)) for first, line in phases] == [
        (None, False),
        (date(2015, 1, 1), False),
        (date(2019, 4, 2), True),
    ]
    assert standings.lapses(corpus.policy("undated")) == []


@pytest.mark.parametrize(
    ("written", "is_found"),
    [
        ("old", True),
        ("《转诊办法》", True),
        ("《转诊办法》（皖卫发〔2015〕3号）", True),
        ("《转诊办法》(皖卫发〔2015〕3号)", True),
        ("《双向转诊办法》（皖卫发〔2015〕3号）", True),  # by its number
        ("《双向转诊办法》（皖卫发〔2015〕4号）", False),
        ("《签约办法》", False),
        ("转诊办法", False),
        ("new", False),  # itself
    ],
)
def test_a_card_names_what_it_repeals_by_id_or_title(root: Path, written: str, is_found: bool) -> None:
    old = made(
        "old",
        "转诊办法\n\n一、转诊\n加强转诊。",
        title="转诊办法",
        number="皖卫发〔2015〕3号",
        date_issued=date(2015, 1, 1),
    )
    new = made(
        "new",
        "服务办法\n\n一、服务\n加强服务。",
        title="服务办法",
        date_issued=date(2020, 1, 1),
        replaces=(written,),
    )
    found = Corpus([old, new], root).standings.repeals_by("new")
    assert [(each.policy, each.day) for each in found] == [("old", date(2020, 1, 1))] * is_found
    # and the other way round, by the card of the one that is repealed
    old = made(
        "old",
        "转诊办法\n\n一、转诊\n加强转诊。",
        title="转诊办法",
        date_issued=date(2015, 1, 1),
        replaced_by=("new",),
    )
    new = made("new", "服务办法\n\n一、服务\n加强服务。", title="服务办法", date_issued=date(2020, 1, 1))
    (by,) = Corpus([old, new], root).standings.repeals_by("new")
    assert (by.by, by.policy, by.day, by.partial) == ("new", "old", date(2020, 1, 1), False)
