"""The parts that pages of requirements are made of: context, formula, chart, timeline, target in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from policykit.indicators import indicators
from policykit.model import Comparator, Level, Requirement, Span
from policykit.site.chart import chart
from policykit.site.duedays import due_days
from policykit.site.rendering import _both, filled
from policykit.site.themechart import bars
from policykit.site.wording import in_context, spec_lines, target
from policykit.specs import Specs

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.site.content import Content


@pytest.fixture(scope="module")
def rate(specs: Specs) -> Requirement:
    return specs.requirement("shexian-2025/p1/county-visit-rate-2026")


@pytest.mark.parametrize(
    ("requirement_id", "words"),
    [
        ("shexian-2025/p1/county-visit-rate-2026", "不低于85%"),
        ("shexian-2025/p1/consortium-mature-2025", "按期完成"),
        ("shexian-2025/p1/hospitalization-rate-2027", "低于上年"),
        ("shexian-2025/1/1/1/county-key-specialties", "达到3—5个"),
        ("nhc-2023-41/2/2/lead-hospital-grade", "不低于二级"),
        ("guiyang-2024-36/1/p2/life-expectancy-2030", "提高到81.5岁左右"),
        ("guiyang-2024-36/2/1/3/primary-outpatient-share-2025", "不低于全国平均水平"),
        ("erenhot-2021/3/7/essential-drug-ratio", "与牵头医院的基药比例一致"),
    ],
)
def test_target_in_words(specs: Specs, requirement_id: str, words: str) -> None:
    assert target(specs.requirement(requirement_id)) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("county_visit_rate", "居民在县域内就诊人次数 ÷ 居民就诊总人次数 × 100%"),
        ("maternal_mortality", "孕产妇死亡人数 ÷ 活产数 × 100,000"),
        (
            "physicians_per_thousand_growth",
            "（本年每千人口执业（助理）医师数 ÷ 上年每千人口执业（助理）医师数 － 1）× 100%",
        ),
        ("pay_gap", "市级医院人均薪酬 － 基层人均薪酬"),
        ("rural_emergency_response_time", ""),
    ],
)
def test_formula(name: str, words: str) -> None:
    assert indicators()[name].formula == words


def test_the_context_of_a_quote_is_its_sentence(specs: Specs, rate: Requirement) -> None:
    policy = specs.corpus.policy(rate.policy)
    clause = specs.corpus.clause(rate.clause)
    shown = in_context(rate, clause, policy)
    assert shown.before == ""
    assert shown.quote == "2026年县域内就诊率达85%"
    assert shown.after == "，县域内基层医疗卫生机构门急诊占比达62%，县域内住院人次占比达80%；"


def test_a_long_context_is_cut_off_with_an_ellipsis(specs: Specs, rate: Requirement) -> None:
    policy = specs.corpus.policy(rate.policy)
    clause = specs.corpus.clause(rate.clause)
    long = replace(policy, source=policy.source[: rate.span.start] + "长" * 400)
    span = Span(rate.span.start + 100, rate.span.start + 103)
    wide = replace(clause, span=Span(clause.span.start, rate.span.start + 400))
    shown = in_context(replace(rate, span=span), wide, long)
    assert shown == ("…" + "长" * 60, "长" * 3, "长" * 60 + "…")


# Words before a quote and behind it, of a clause that goes on or not → what is shown.
CONTEXT = [
    ("甲。", "。乙", ("", "。")),
    ("甲；乙", "丙；丁", ("乙", "丙；")),
    ("甲" * 60, "乙" * 60, ("甲" * 60, "乙" * 60)),
    ("甲" * 61, "乙" * 61, ("…" + "甲" * 60, "乙" * 60 + "…")),
    ("甲" * 59 + "。", "乙" * 59 + "。丙", ("", "乙" * 59 + "。")),
    ("。" + "甲" * 60, "乙" * 60 + "。", ("…" + "甲" * 60, "乙" * 60 + "…")),
    ("甲。 乙", "丙 。", ("乙", "丙 。")),
    ("甲！乙？丙\r丁", "戊\n己", ("丁", "戊")),
]


@pytest.mark.parametrize(("before", "after", "shown"), CONTEXT)
def test_how_far_the_context_of_a_quote_goes(
    specs: Specs, rate: Requirement, before: str, after: str, shown: tuple[str, str]
) -> None:
    policy, clause = specs.corpus.policy(rate.policy), specs.corpus.clause(rate.clause)
    source = f"别。{before}引文{after}别的一条。"
    begin = 2 + len(before)
    whole = replace(clause, span=Span(2, begin + 2 + len(after)))
    found = in_context(replace(rate, span=Span(begin, begin + 2)), whole, replace(policy, source=source))
    assert found == (shown[0], "引文", shown[1])


SPEC = (
    "policy: x\nrequirements:\n  - id: a\n    quote: 甲\n\n    # 说明\n    target:\n      at_least: 85%\n"
    "  - id: b\n    quote: 乙\n\ndismissed: []\n"
)


@pytest.mark.parametrize(
    ("text", "line", "entry"),
    [
        (SPEC, 3, "- id: a\n  quote: 甲\n\n  # 说明\n  target:\n    at_least: 85%"),
        (SPEC, 9, "- id: b\n  quote: 乙"),
        ("requirements:\n- id: a\n  quote: 甲\n- id: b\n  quote: 乙\n", 2, "- id: a\n  quote: 甲"),
        ("requirements:\n- id: a\n  quote: 甲\n- id: b\n  quote: 乙\n", 4, "- id: b\n  quote: 乙"),
        ("requirements:\n- {id: a}\n- {id: b}\n", 2, "- {id: a}"),
    ],
)
def test_the_entry_of_a_spec_as_it_stands_there(
    rate: Requirement, tmp_path: Path, text: str, line: int, entry: str
) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text, "utf-8")
    assert spec_lines(replace(rate, line=line), path) == entry


def test_labels_of_one_year_do_not_cover_each_other(rate: Requirement) -> None:
    alike = [replace(rate, target=replace(rate.target, value=value)) for value in (85, 85, 86, 90)]
    drawn = chart(alike)
    assert drawn is not None
    heights = sorted(mark.label_y for mark in drawn.marks)
    assert all(above - below >= 24 for below, above in pairwise(heights))
    assert len({mark.x for mark in drawn.marks}) == 1


@pytest.mark.parametrize(
    ("targets", "points"),
    [
        # Years lie between 60 and 520, or 370 when targets without a year stand at 520; figures between 138 and 26.
        ([(2025, 80), (2026, 85), (2027, 90)], [(60, 138), (290, 82), (520, 26)]),
        ([(2025, 80), (2026, 85), (2029, 90)], [(60, 138), (175, 82), (520, 26)]),
        ([(2025, 80), (2027, 85), (None, 90)], [(60, 138), (370, 82), (520, 26)]),
        ([(2025, 80), (None, 90)], [(215, 138), (520, 26)]),
        ([(2025, 80), (2026, 80)], [(60, 82), (520, 82)]),
    ],
)
def test_where_the_points_of_a_chart_lie(
    rate: Requirement, targets: list[tuple[int | None, int]], points: list[tuple[float, float]]
) -> None:
    asked = [
        replace(
            rate,
            target=replace(rate.target, value=float(value)),
            due=date(year, 12, 31) if year else None,
        )
        for year, value in targets
    ]
    drawn = chart(asked)
    assert drawn is not None
    figures = [value for _, value in targets]
    assert (drawn.low, drawn.high) == (f"{min(figures)}%", f"{max(figures)}%")
    assert [(mark.x, mark.y) for mark in drawn.marks] == points
    # The years stand below what is drawn.
    assert all(mark.y < drawn.base < drawn.height for mark in drawn.marks)
    dated = [year for year, _ in targets if year]
    assert [year for _, year in drawn.years] == [str(year) for year in dated]
    assert drawn.undated == (520 if len(dated) < len(targets) else None)
    # One document's targets for one subject are a course from year to year; a single year is none.
    assert len(drawn.courses) == (len(dated) > 1)


def test_a_target_without_a_date_stands_apart_and_says_so(rate: Requirement) -> None:
    asked = [rate, replace(rate, due=None, target=replace(rate.target, value=90.0))]
    drawn = filled(
        "checks/chart",
        chart=chart(asked),
        indicator=rate.indicator,
        levels=dict.fromkeys([rate.policy], Level.COUNTY),
        uris={rate.id: "#r"},
    )
    tree = BeautifulSoup(drawn, "html.parser")
    assert [text.get_text() for text in tree.select(".year")] == ["2026", "未写明期限"]
    assert sorted(text.get_text() for text in tree.select(".figure")) == ["85%", "90%"]
    assert tree.select("svg")[0]["aria-label"] == (
        "县域内就诊率各年目标值：2026年歙县不低于85%，歙县不低于90%"
    )


def test_two_targets_of_one_year_are_no_course(rate: Requirement) -> None:
    other = replace(rate, target=replace(rate.target, value=90.0))
    drawn = chart([rate, other])
    assert drawn is not None
    assert not drawn.courses


def test_what_cannot_be_drawn_is_no_chart(rate: Requirement) -> None:
    assert chart([rate]) is None
    assert chart([replace(rate, due=None), replace(rate, due=None)]) is None
    other = replace(rate, target=replace(rate.target, unit="人"))
    assert chart([rate, other]) is None


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ((85, 85), [82, 58]),
        ((85, 85, 85), [82, 58, 34]),
        ((14, 17, 28), [138, 114, 26]),  # just as far apart as labels must be
        ((14, 16, 28), [138, 114, 26]),  # its point lies at 122
        ((28, 16, 14), [26, 114, 138]),
    ],
)
def test_a_label_moves_no_further_than_it_must(
    rate: Requirement, values: tuple[int, ...], labels: list[float]
) -> None:
    drawn = chart([replace(rate, target=replace(rate.target, value=float(value))) for value in values])
    assert drawn is not None
    assert [mark.label_y for mark in drawn.marks] == labels


def test_only_figures_are_drawn_and_the_others_named(specs: Specs, rate: Requirement) -> None:
    named = ("p1/hospitalization-rate-2027", "1/3/1/county-visits-monitored", "1/1/1/trauma-centre")
    others = tuple(specs.requirement(f"shexian-2025/{name}") for name in named)
    assert chart([rate, *others]) is None
    drawn = chart([*others, rate, rate])
    assert drawn is not None
    assert (len(drawn.marks), drawn.left_out) == (2, others)


@pytest.mark.parametrize(
    ("change", "courses"),
    [
        ({}, 1),
        ({"policy": "nhc-2023-41"}, 0),
        ({"binds": ("341022",)}, 0),
        ({"population": "县级医院"}, 0),
        ({"due": None}, 0),
    ],
)
def test_a_course_is_of_one_document_for_one_subject(
    rate: Requirement, change: dict[str, object], courses: int
) -> None:
    later = replace(rate, due=date(2027, 12, 31))
    drawn = chart([rate, replace(later, **change)])  # type: ignore[arg-type]  # fields by name
    assert drawn is not None
    assert len(drawn.courses) == courses
    at_most = replace(later, target=replace(later.target, comparator=Comparator.LE))
    other = chart([rate, at_most])
    assert other is not None
    assert other.courses == ()


@pytest.mark.parametrize(
    ("subject", "who"),
    [("歙县", "歙县"), ("歙县、休宁县", "歙县、休宁县"), ("歙县、休宁县、黟县", "歙县等3地")],
)
def test_of_more_than_two_places_a_mark_names_the_first(rate: Requirement, subject: str, who: str) -> None:
    drawn = chart([replace(rate, subject=subject)] * 2)
    assert drawn is not None
    assert [mark.who for mark in drawn.marks] == [who, who]


def test_due_days_are_in_order(rate: Requirement) -> None:
    asked = [replace(rate, due=date(2027, 12, 31)), rate, replace(rate, due=None), rate]
    assert [(day.when.year, len(day.requirements)) for day in due_days(asked)] == [(2026, 2), (2027, 1)]


def test_a_bar_counts_by_the_form_of_the_target(content: Content) -> None:
    names = (
        "p1/county-visit-rate-2026",
        "p1/health-literacy-2027",
        "1/1/1/trauma-centre",
        "1/3/1/county-visits-monitored",
    )
    asked = [content.requirements.requirement(f"shexian-2025/{name}") for name in names]
    (bar,) = bars(asked, content.requirements.policies)
    assert (bar.place, bar.counts) == ("歙县", (2, 1, 1))
    assert bar.parts == (("figure", 0.0, 50.0), ("done", 50.0, 25.0), ("named", 75.0, 25.0))
    assert bar.told == "歙县4、数值或升降2、做到与否1、只点名1"
    assert bars([], content.requirements.policies) == []
    (bar,) = bars(asked[1:], content.requirements.policies)
    assert bar.parts == (("figure", 0.0, 33.3), ("done", 33.3, 33.3), ("named", 66.7, 33.3))


def test_bars_are_measured_by_the_longest_and_two_of_a_place_and_year_say_their_titles(
    content: Content, rate: Requirement
) -> None:
    own = content.corpus.policy(rate.policy)
    other = replace(own, id="shexian-2025-2", title="2025年另一份方案")
    later = replace(own, id="shexian-2026", title="2031年方案")
    asked = [rate, rate, rate, replace(rate, policy=other.id), replace(rate, policy=later.id)]
    first, second, third = bars(asked, [own, other, later, replace(own, id="asks-nothing")])
    assert [each.parts for each in (first, second)] == [(("figure", 0.0, 100.0),), (("figure", 0.0, 33.3),)]
    assert second.title == "《2025年另一份方案》"
    assert first.title.startswith(f"《{own.title}》")
    assert third.title == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("縣域醫共體", '<span data-hans="县域医共体">縣域醫共體</span>'),
        ("县域医共体", "县域医共体"),
        ("医保信息瞭望<", "医保信息瞭望&lt;"),  # 瞭 is as well a simplified text's own
    ],
)
def test_only_words_of_a_traditional_text_are_given_in_both_scripts(text: str, written: str) -> None:
    assert _both(text) == written
