"""What the report says follows from verdicts: a flipped verdict flips its sentence, and nothing is said beyond them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.project import specs
from tests.report.conftest import ENOUGH, SHORT, Judged, Told

from policykit.figures import Report
from policykit.figures.result import Result
from policykit.model import Comparator, Entity, Figures, Modality, State
from policykit.report import Findings, findings
from policykit.report.annexes import responsible
from policykit.report.compared import Change, Comparison
from policykit.report.findings import _Body
from policykit.report.telling import Annex, Block, Telling, due_within

TITLE = "《2025年紧密型县域医共体提质升级暨基层医疗卫生服务能力提升工作方案》引言第1段"


def texts(told: Findings) -> str:
    return "\n".join(block.text for block in told.blocks)


def part(told: Findings, title: str) -> list[str]:
    """The paragraphs below a heading of the first level."""
    found: list[str] = []
    on = False
    for block in told.blocks:
        if block.style == "heading1":
            on = block.text.endswith(title)
        elif on:
            found.append(block.text)
    return found


def annex(told: Findings, title: str) -> Annex | None:
    return next((each for each in told.annexes if each.title == title), None)


def rows(told: Findings, title: str) -> list[tuple[str, ...]]:
    found = annex(told, title)
    return list(found.grid.rows) if found and found.grid else []


def test_what_falls_short_is_told_with_figure_target_gap_clause_words_and_cells(tell: Told) -> None:
    assert part(tell(SHORT), "未达标事项") == [
        "（一）应当类（1项）",
        f"1. 县域内就诊率。歙县2026年为83%，差2个百分点，要求不低于85%，期限2026年12月31日（{TITLE}：“2026年县域内就诊率达85%”；数据见D2、E2；自定口径）。",
    ]


def test_what_is_to_be_mended_stands_below_who_must_mend_it(tell: Told) -> None:
    band, row = rows(tell(SHORT), "整改清单")
    assert band == ("歙县（1项）",)
    assert row[:9] == (
        "1", "县域内就诊率", "歙县", "83%", "不低于85%", "差2个百分点", "2026-12-31",
        f"{TITLE}：“2026年县域内就诊率达85%”", "D2 E2",
    )  # fmt: skip  # a row a line


# Figures, day → what stands under 未达标事项 and whether there is a list of what to mend.
FLIPS = [
    (SHORT, date(2027, 1, 1), "县域内就诊率。歙县2026年为83%", True),
    (ENOUGH, date(2027, 1, 1), "能够判定的事项中没有未达标的。", False),
    ({"inside": 850_000, "all": 1_000_000}, date(2027, 1, 1), "能够判定的事项中没有未达标的。", False),
    ({"inside": 849_999, "all": 1_000_000}, date(2027, 1, 1), "县域内就诊率。歙县2026年为84.9999%", True),
    (SHORT, date(2026, 12, 31), "能够判定的事项中没有未达标的。", False),
    ({"inside": 830_000, "all": None}, date(2027, 1, 1), "本次没有一项要求有足够的数据可以判定，不能说明是否达标。", False),
    ({"inside": "很多", "all": 1_000_000}, date(2027, 1, 1), "本次没有一项要求有足够的数据可以判定，不能说明是否达标。", False),
]  # fmt: skip  # a row a line


@pytest.mark.parametrize(("figures", "day", "told", "mend"), FLIPS)
def test_a_flipped_verdict_flips_its_sentence(
    tell: Told, figures: Mapping[str, object], day: date, told: str, mend: bool
) -> None:
    found = tell(figures, day=day)
    assert told in "".join(part(found, "未达标事项"))
    assert ("未达标" in texts(found).replace("未达标事项", "").replace("没有未达标的", "")) is mend
    assert (annex(found, "整改清单") is not None) is mend


@pytest.mark.parametrize("state", State)
def test_only_what_is_not_met_is_told_as_such(state: State, judge: Judged) -> None:
    """Every requirement of every policy, in one state: only 未达标 is among what is not met and what is to be mended."""
    rules = [each for each in specs().requirements if each.applies_to("341021")]
    base = judge(SHORT)
    results = tuple(
        Result(
            "歙县", "341021", each.entity, 2026, replace(each.judge(Figures(), date(2027, 1, 1)), state=state)
        )
        for each in rules
    )
    told = findings(replace(base, results=results, unreported=()), specs().corpus)
    is_failure = state is State.NOT_MET
    assert bool(rows(told, "整改清单")) is is_failure
    assert ("应当类" in texts(told)) is is_failure
    listed = [row for title in ("逐项判定及数据出处", "不能判定事项清单") for row in rows(told, title)]
    verdicts = [row[1] if len(row) == 9 else row[0] for row in listed if len(row) > 1]
    judged = state is not State.NOT_APPLICABLE
    assert verdicts == [state.label] * len(rules) * judged


def test_the_verdicts_are_counted_by_document(tell: Told) -> None:
    # 达标, 未达标, 未到期, 需人工判断, 待报, 已采纳, 未采纳
    (row,) = rows(tell(SHORT), "判定情况图表")
    assert row[1:] == ("0", "1", "1", "0", "10", "0", "0")


# What a report on paper says besides, by figures and options.
SAYS = [
    ("counts", SHORT, {}, "其中达标0项次", False),
    ("counts", SHORT, {}, "未达标1项次，未到期1项次，待报10项次", True),
    ("documents", SHORT, {}, "依据《2025年紧密型县域医共体提质升级暨基层医疗卫生服务能力提升工作方案》，对歙县2026年填报数据", True),
    ("day", SHORT, {}, "检查日期为2027年1月1日", True),
    ("due within the year", SHORT, {}, "2027年12月31日到期8项次：尚未达到1项次（县域内就诊率差7个百分点），没有数据7项次", True),
    ("reached before it is due", {"inside": 95, "all": 100}, {}, "已达到目标1项次", True),
    ("nothing due", SHORT, {"day": date(2028, 6, 1), "year": 2028}, "自检查日起一年内没有到期的事项", True),
    ("missing", SHORT, {}, "10项次缺少数据：缺", True),
    ("official", SHORT, {}, "个有官方出处", False),
    ("made up", SHORT, {"line": "虚构数据，仅供演示"}, "本报告所用数据为虚构数据", True),
    ("not made up", SHORT, {}, "虚构", False),
    ("not in force", SHORT, {"out_of_force": {"shexian-2025": "《某方案》已失效：有效期届满。"}}, "判定所依据的文件中有已不再有效的：《某方案》已失效：有效期届满。", True),
    ("in force", SHORT, {}, "不再有效", False),
    ("problems", {"inside": "很多", "all": 1}, {}, "数据文件有1处问题，涉及的要求没有判定", True),
]  # fmt: skip  # a row a line


@pytest.mark.parametrize(
    ("figures", "more", "words", "said"), [row[1:] for row in SAYS], ids=[row[0] for row in SAYS]
)
def test_what_is_said(
    tell: Told, figures: Mapping[str, object], more: Mapping[str, object], words: str, said: bool
) -> None:
    assert (words in texts(tell(figures, **more))) is said, texts(tell(figures, **more))


def test_every_number_has_its_cell_and_clause(tell: Told) -> None:
    judged = [row for row in rows(tell(SHORT), "逐项判定及数据出处") if len(row) > 1]
    clauses = [row for row in rows(tell(SHORT), "逐项判定及数据出处") if len(row) == 1]
    assert clauses == [(TITLE,)]
    assert [(row[3], row[7], row[8]) for row in judged] == [
        ("83%", "2026年县域内就诊率达85%", "D2 E2"),
        ("83%", "2027年县域内就诊率达90%", "D2 E2"),
    ]


def test_of_many_that_fall_short_two_pages_tell_some_and_an_annex_all(judge: Judged) -> None:
    base = judge(SHORT)
    failed = base.of(State.NOT_MET)[0]
    many = tuple(
        replace(failed, unit=f"虚构{number}村卫生室" * (40 if number == 7 else 1)) for number in range(200)
    )
    told = findings(replace(base, results=many, unreported=()), specs().corpus)
    assert "虚构1村卫生室2026年为83%，差2个百分点" in texts(told)
    assert "等200个单位" in texts(told)
    assert "其余197项未达标事项" in texts(told)
    assert len(rows(told, "整改清单")) == 201
    assert max(len(block.text) for block in told.blocks) < 500


@pytest.mark.parametrize(("count", "said"), [(3, False), (4, True)])
def test_of_more_than_three_units_it_says_how_many(judge: Judged, count: int, *, said: bool) -> None:
    base = judge(SHORT)
    failed = base.of(State.NOT_MET)[0]
    several = tuple(replace(failed, unit=f"虚构{number}村卫生室") for number in range(count))
    told = texts(findings(replace(base, results=several, unreported=()), specs().corpus))
    assert (f"等{count}个单位" in told) is said
    assert "虚构2村卫生室" in told
    assert "虚构3村卫生室2026年" not in told


def test_nothing_judged_at_all_says_so(judge: Judged) -> None:
    base = judge(SHORT)
    told = findings(replace(base, results=(), unreported=(), rows=()), specs().corpus)
    assert "本次没有任何要求可供判定。" in texts(told)
    assert "没有未达标" not in texts(told)
    assert [each.title for each in told.annexes] == ["数据核算与说明"]


def test_figures_are_compared_with_the_last_ones(judge: Judged) -> None:
    def compared(before: Mapping[str, object], now: Mapping[str, object]) -> Findings:
        last: Report = judge(before, name="上期", year=2025)
        return findings(judge(now), specs().corpus, last=last)

    gained = compared(SHORT, ENOUGH)
    assert part(gained, "与上期比较") == [
        "与上期.csv比较，两期都有数值的2项次：由未达到转为达到目标1项次，由达到转为未达到0项次，未转变而数值变好1项次、变差0项次，没有变化0项次。"
    ]
    lost = compared(ENOUGH, SHORT)
    assert part(lost, "与上期比较")[1] == "由达到转为未达到的：县域内就诊率。"
    assert [(row[2], row[3], row[5]) for row in rows(lost, "与上期比较表")] == [
        ("86%", "83%", "转为未达到"),
        ("86%", "83%", "变差"),
    ]
    nothing = compared({"primary": 1, "outpatients": 2}, SHORT)
    assert part(nothing, "与上期比较") == ["与上期.csv没有可以比较的数值。"]
    assert annex(nothing, "与上期比较表") is None


@pytest.mark.parametrize(("overrule", "said"), [({}, False), ({"target": "原文另有所指"}, True)])
def test_what_a_person_decided_is_noted_with_the_reason(
    judge: Judged, overrule: dict[str, str], *, said: bool
) -> None:
    failed = judge(SHORT).of(State.NOT_MET)[0]
    told = told_of(judge, [varied(failed, overrule=overrule)])
    assert ("1项要求按人工认定判定，理由见附件" in texts(told)) is said
    data = annex(told, "数据核算与说明")
    assert data
    assert [reason for reason in overrule.values() if any(reason in line for line in data.lead)] == [
        *overrule.values()
    ]


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2026, 12, 30), [date(2026, 12, 31)]),
        (
            date(2026, 12, 31),
            [date(2026, 12, 31), date(2027, 12, 31)],
        ),  # the day itself, and that of a year on
        (date(2027, 1, 1), [date(2027, 12, 31)]),
        (date(2027, 12, 31), [date(2027, 12, 31)]),
        (date(2028, 1, 1), []),
    ],
)
def test_what_is_due_within_a_year(judge: Judged, day: date, days: list[date]) -> None:
    report = judge(SHORT, day=day)
    assert list(dict.fromkeys(each.requirement.due for each in due_within(report))) == days


# Margins before and now → what became of the figure.
CHANGED = [
    (-2.0, 0.0, "gained"),
    (-2.0, 1.0, "gained"),
    (0.0, -2.0, "lost"),
    (0.0, 1.0, "better"),
    (1.0, 0.0, "worse"),
    (-3.0, -2.0, "better"),
    (-2.0, -3.0, "worse"),
    (0.0, 0.0, "same"),
    (-2.0, -2.0, "same"),
    (-5e-10, 0.0, "same"),  # less than is told apart
    (-1e-9, 0.0, "same"),  # just as much
    (0.0, -1e-9, "same"),
    (0.0, 5e-10, "same"),
    (0.0, 2e-9, "better"),
    (-2e-9, 0.0, "gained"),
]


@pytest.mark.parametrize(("before", "now", "kind"), CHANGED)
def test_what_became_of_a_figure(judge: Judged, before: float, now: float, kind: str) -> None:
    one = judge(SHORT).of(State.NOT_MET)[0]
    then, later = (replace(one, finding=replace(one.finding, margin=margin)) for margin in (before, now))
    assert Change(then, later).kind == kind


@pytest.mark.parametrize(
    ("entity", "before", "now", "compared"),
    [
        (Entity.COUNTY, "歙县", "安徽省歙县", 1),  # a division is known by its code
        (Entity.HOSPITAL, "县 医院", "县医院", 1),
        (Entity.HOSPITAL, "县医院", "县中医院", 0),
    ],
)
def test_which_units_are_the_same(
    judge: Judged, entity: Entity, before: str, now: str, compared: int
) -> None:
    report = judge(SHORT)
    one = replace(report.of(State.NOT_MET)[0], entity=entity)
    then, later = (replace(report, results=(replace(one, unit=unit),)) for unit in (before, now))
    assert len(Comparison.of(later, then).changes) == compared
    lacking = replace(one, unit=now, finding=replace(one.finding, margin=None))
    assert Comparison.of(replace(report, results=(lacking,)), then).changes == ()
    assert Comparison.of(later, replace(report, results=(lacking,))).changes == ()


@pytest.mark.parametrize(
    ("years", "period"),
    [((2026,), "2026年"), ((2025, 2026), "2025—2026年"), ((None, 2026), "2026年"), ((None,), ""), ((), "")],
)
def test_of_which_years_the_figures_are(judge: Judged, years: tuple[int | None, ...], period: str) -> None:
    base = judge(SHORT)
    results = tuple(replace(base.results[0], year=year) for year in years)
    assert Telling(replace(base, results=results, rows=()), specs().corpus).period == period


@pytest.mark.parametrize(
    ("year", "period"),
    [(2026, "2026年上半年"), (2025, "2025年全年"), (2024, "2024年"), (2023, "2023年"), (None, "")],
)
def test_a_period_is_told_as_the_file_has_it(judge: Judged, year: int | None, period: str) -> None:
    base = judge(SHORT)
    said = {2026: "2026年上半年", 2025: "2025年全年", 2024: ""}
    given = tuple(replace(base.rows[0], year=of, period=label) for of, label in said.items())
    telling = Telling(replace(base, rows=given), specs().corpus)
    assert telling.period_of(replace(base.results[0], year=year)) == period


@pytest.mark.parametrize(
    ("asked", "units", "where"),
    [
        ("341021", [("歙县", "341021")], "歙县"),
        ("341021", [("虚构县", "341021")], "虚构县"),  # by the name that the file gives it
        ("341021", [("全部单位", "341021")], "歙县"),
        ("341000", [("虚构县", "341021")], "黄山市"),
        (None, [("歙县", "341021"), ("休宁县", "341022")], "黄山市"),
        (None, [("歙县", "341021"), ("贵阳市", "520100")], "全国"),
        (None, [], "所填单位"),
    ],
)
def test_whose_figures_they_are(
    judge: Judged, asked: str | None, units: list[tuple[str, str]], where: str
) -> None:
    base = judge(SHORT)
    results = tuple(replace(base.results[0], unit=unit, division=code) for unit, code in units)
    assert Telling(replace(base, results=results, division=asked), specs().corpus).where == where


def test_a_name_of_two_lines_stands_whole_and_a_longer_one_is_cut(judge: Judged) -> None:
    telling = Telling(judge(SHORT), specs().corpus)
    assert telling.short("长" * 48) == "长" * 48
    assert telling.short("长" * 49) == "长" * 48 + "…"


# --- how much is said, and what is left to the annexes ----------------------------------------------


def varied(result: Result, **more: Any) -> Result:
    """A result of a requirement of which something is otherwise."""
    requirement = replace(result.requirement, **more)
    return replace(result, finding=replace(result.finding, requirement=requirement))


def told_of(judge: Judged, results: Iterable[Result], **more: Any) -> Findings:
    """What is told of these results alone."""
    base = judge(SHORT)
    return findings(replace(base, results=tuple(results), unreported=(), **more), specs().corpus)


@pytest.mark.parametrize(
    ("count", "named", "more"),
    [(2, 2, False), (3, 3, False), (4, 3, True)],
)
def test_three_documents_are_named_and_of_more_how_many(
    judge: Judged, count: int, named: int, *, more: bool
) -> None:
    policies = [policy.id for policy in specs().corpus.policies][:count]
    failed = judge(SHORT).of(State.NOT_MET)[0]
    told = part(told_of(judge, [varied(failed, policy=policy) for policy in policies]), "总体情况")[0]
    titles = [f"《{specs().corpus.policy(policy).title}》" in told for policy in policies]
    assert titles == [at < named for at in range(count)]
    assert ("等4份政策文件，对歙县" in told) is more
    assert "份政策文件" not in told or more


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("长" * 26, 1),  # two characters in, of 28 a line
        ("长" * 27, 2),
        ("长" * 54, 2),
        ("长" * 55, 3),
        ("0" * 43, 1),  # 25.8 characters wide
        ("0" * 44, 2),
        ("“" * 26, 1),
        ("“" * 27, 2),  # as wide as a character, here
    ],
)
def test_how_many_lines_a_paragraph_takes(judge: Judged, text: str, lines: int) -> None:
    body = _Body(Telling(judge(SHORT), specs().corpus), None)
    assert body._lines(Block("text", text)) == lines  # noqa: SLF001 - what two pages hold is counted by it


@pytest.mark.parametrize("longer", range(0, 40, 3))
def test_what_is_not_met_fills_two_pages_and_no_more(judge: Judged, longer: int) -> None:
    """Title and two lines of room around it are 5 lines, each of six headings one; then an item more would not fit."""
    failed = judge(SHORT).of(State.NOT_MET)[0]
    unit = "虚构" + "长" * longer
    many = [varied(replace(failed, unit=unit), id=f"shexian-2025/p1/made-{at:02}") for at in range(60)]
    told = told_of(judge, many)
    lines = _Body(Telling(judge(SHORT), specs().corpus), None)._lines  # noqa: SLF001 - what two pages hold is counted by it
    items = [
        block for block in told.blocks if block.style == "item" and block.text.partition(". ")[0].isdecimal()
    ]
    items = [block for block in items if "县域内就诊率" in block.text]
    heads = sum(block.style == "heading1" for block in told.blocks)
    left = 44 - 5 - sum(map(lines, told.blocks)) - (6 - heads)
    assert 0 <= left < lines(items[-1])
    assert f"其余{60 - len(items)}项未达标事项" in texts(told)


def test_at_least_one_item_is_told_however_little_room_there_is(judge: Judged) -> None:
    base = judge(SHORT)
    failed = base.of(State.NOT_MET)[0]
    several = tuple(
        varied(replace(failed, unit=f"{unit}村"), id=f"shexian-2025/p1/{name}")
        for name in "ab"
        for unit in "甲乙丙丁"
    )
    body = _Body(Telling(replace(base, results=several), specs().corpus), None)
    told = list(body._unmet(0))  # noqa: SLF001 - how much room there is follows from all other sentences
    assert [block.style for block in told] == ["heading2", "item", "text"]
    # Of the first requirement three units were told.
    assert told[-1].text.startswith("其余5项未达标事项")
    assert [block.style for block in body._unmet(100)] == ["heading2", "item", "item", "text"]  # noqa: SLF001 - how much room there is follows from all other sentences
    few = _Body(Telling(replace(base, results=several[:3]), specs().corpus), None)
    assert [block.style for block in few._unmet(0)] == ["heading2", "item"]  # noqa: SLF001 - how much room there is follows from all other sentences


def test_what_binds_more_comes_first_then_what_was_due_first(judge: Judged) -> None:
    failed = judge(SHORT).of(State.NOT_MET)[0]
    given = [
        ("戊", Modality.ENCOURAGE, date(2020, 1, 1)),
        ("丁", Modality.AIM, None),
        ("丙", Modality.AIM, date(2025, 1, 1)),
        ("乙", Modality.MUST, date(2026, 1, 1)),
        ("甲", Modality.MUST, date(2024, 1, 1)),
    ]
    results = [
        varied(replace(failed, unit=name), id=f"shexian-2025/p1/{at}", modality=modality, due=due)
        for at, (name, modality, due) in enumerate(given)
    ]
    told = part(told_of(judge, results), "未达标事项")
    heads = [text for text in told if text.startswith("（")]
    assert heads == ["（一）应当类（2项）", "（二）力争类（2项）", "（三）鼓励类（1项）"]
    items = [text for text in told if text[0].isdecimal()]
    assert [text.partition("2026年")[0] for text in items] == [
        f"{at}. 县域内就诊率。{unit}" for at, unit in enumerate("甲乙丙丁戊", start=1)
    ][: len(items)]
    assert len(items) >= 4
    assert "期限2024年1月1日" in items[0]
    assert "原文没有写期限" in items[3]
    listed = [row[2] for row in rows(told_of(judge, results), "整改清单")[1:]]
    assert listed == ["戊", "甲", "丙", "乙", "丁"]  # by the day alone; without one last


@pytest.mark.parametrize(("count", "rest"), [(1, False), (3, False), (4, True)])
def test_three_days_are_told_and_of_later_ones_that_there_are_some(
    judge: Judged, count: int, *, rest: bool
) -> None:
    failed = judge(SHORT).of(State.NOT_MET)[0]
    days = [date(2027, 1, 1) + timedelta(days=30 * at) for at in range(count)]
    results = [varied(failed, due=day) for day in reversed(days)]
    told = part(told_of(judge, results), "一年内到期的事项")
    shown = [
        f"{day.year}年{day.month}月{day.day}日到期1项次" in text
        for day, text in zip(days, told, strict=False)
    ]
    assert shown == [True] * min(count, 3) + [False] * (count > 3)
    assert (told[-1] == "其后到期的见附件。") is rest
    listed = rows(told_of(judge, results), "一年内到期事项清单")
    assert [row[0] for row in listed] == [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.MET, "已达到目标2项次"),
        (State.ADOPTED, "已达到目标2项次"),
        (State.NOT_ADOPTED, "尚未达到2项次（"),
        (State.NOT_MET, "尚未达到2项次（"),
        (State.JUDGEMENT, "需人工判断2项次"),
        (State.NO_DATA, "没有数据2项次"),
        (State.COULD_NOT_RUN, "无法检查2项次"),
    ],
)
def test_what_becomes_due_is_told_by_what_came_of_it(judge: Judged, state: State, said: str) -> None:
    one = judge(SHORT).of(State.NOT_DUE)[0]
    same = replace(one, finding=replace(one.finding, state=state))
    (told,) = part(told_of(judge, [same, same]), "一年内到期的事项")
    assert told.startswith(f"2027年12月31日到期2项次：{said}")
    assert told.count("项次") == 2


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (["甲"], "缺甲（1项次）。"),
        (["甲", "乙", "乙"], "缺乙（2项次）；另有1种原因。"),
        (["甲", "乙", "丙", "丙"], "缺丙（2项次）；另有2种原因。"),
    ],
)
def test_the_most_frequent_reason_is_told(judge: Judged, reasons: list[str], said: str) -> None:
    one = judge(SHORT).of(State.NOT_MET)[0]
    results = [
        replace(one, finding=replace(one.finding, state=State.NO_DATA, missing=(name,))) for name in reasons
    ]
    assert part(told_of(judge, results), "不能判定的事项") == [
        f"1. （待报）{len(reasons)}项次缺少数据：{said}"
    ]
    listed = rows(told_of(judge, results), "不能判定事项清单")
    assert [row[3] for row in listed] == [f"83%（D2 E2）；缺{name}" for name in reasons]
    empty = [replace(each, finding=replace(each.finding, value=None)) for each in results]
    assert [row[3] for row in rows(told_of(judge, empty), "不能判定事项清单")] == [
        f"缺{name}" for name in reasons
    ]


# State and what compares, where the judging says 说不准 → why it is open; of what is decided, that nothing is open.
WHY = [
    (State.JUDGEMENT, Comparator.NAMED, "1. （需人工判断）1项次，原文没有说死或没有给出数值，程序不下结论：原文只点名、没有给出数值（1项次）。", True),
    (State.JUDGEMENT, Comparator.GE, "1. （需人工判断）1项次，原文没有说死或没有给出数值，程序不下结论：说不准（1项次）。", False),
    (State.COULD_NOT_RUN, Comparator.NAMED, "1. （无法检查）1项次：说不准（1项次）。", False),
    (State.NOT_MET, Comparator.GE, "没有不能判定的事项。", False),
]  # fmt: skip  # a row a line


@pytest.mark.parametrize(("state", "comparator", "said", "named"), WHY)
def test_why_it_is_open_is_said(
    judge: Judged, state: State, comparator: Comparator, said: str, *, named: bool
) -> None:
    one = judge(SHORT).of(State.NOT_MET)[0]
    one = varied(one, target=replace(one.requirement.target, comparator=comparator))
    told = told_of(judge, [replace(one, finding=replace(one.finding, state=state, reason="说不准"))])
    assert part(told, "不能判定的事项") == [said]
    assert ("需人工判断的有1项次原文只点名" in texts(told)) is named


def test_figures_in_percent_are_drawn_beside_their_targets(judge: Judged) -> None:
    base = judge(SHORT)
    (counted, drawn) = findings(judge({**SHORT, "inside": 831_234}), specs().corpus).annexes[1].charts
    assert counted.series == (("项次", (1.0, 1.0, 10.0)),)
    assert drawn.names == ("县域内就诊率（歙县，2026年）", "县域内就诊率（歙县，2027年）")
    assert drawn.series == (("实际", (83.12, 83.12)), ("目标", (85.0, 90.0)))
    assert drawn.described.endswith(
        "县域内就诊率（歙县，2026年） 83.12/85；县域内就诊率（歙县，2027年） 83.12/90"
    )
    lacking = replace(
        base.of(State.NOT_MET)[0], finding=replace(base.of(State.NOT_MET)[0].finding, value=None)
    )
    assert [len(each.charts) for each in told_of(judge, [lacking]).annexes if each.charts] == [1]


def test_whoever_must_act_stands_with_the_others_and_by_the_name_of_the_file(judge: Judged) -> None:
    failed = judge(SHORT).of(State.NOT_MET)[0]
    made_up = replace(failed, unit="虚构县")
    several = varied(made_up, bearer=("县", "县医保局"))
    telling = Telling(replace(judge(SHORT), results=(several,)), specs().corpus)
    assert telling.renamed == {"歙县": "虚构县"}
    bodies = responsible(telling, several)
    assert bodies == ("虚构县", "县医保局")
    listed = rows(told_of(judge, [several]), "整改清单")
    assert [row[0] for row in listed if len(row) == 1] == [f"{body}（1项）" for body in bodies]
    assert [row[9].split("；")[1] for row in listed if len(row) > 1] == [
        f"与{'、'.join(other for other in bodies if other != body)}共同负责" for body in bodies
    ]
