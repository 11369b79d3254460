"""Measures: what a place states of an indicator, with a figure or without."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests import project

from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index.measures import MeasureIndex
from policykit.model import Entity, Indicator, Level, Variable
from policykit.model.measure import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.model.measure import Measure

ENROLMENT = Indicator.of(
    Variable("学前三年毛入园率", "%", Entity.COUNTY, "…", name="enrolment", aliases=("毛入园率",))
)
SEATS = Indicator.of(Variable("普惠性幼儿园覆盖率", "%", Entity.COUNTY, "…", name="seats"))
GROWTH = Indicator.of(Variable("数字经济核心产业增加值占比", "%", Entity.COUNTY, "…", name="digital"))
DROPOUT = Indicator.of(Variable("义务教育辍学率", "%", Entity.COUNTY, "…", name="dropout"))
TEACHERS = Indicator.of(
    Variable("骨干教师数", "名", Entity.COUNTY, "…", name="teachers", aliases=("骨干教师",))
)


def found(root: Path, text: str) -> list[Measure]:
    about = Metadata(
        title="某县学前教育提升方案",
        level=Level.COUNTY,
        division="341021",
        file="source.txt",
        sha256="0" * 64,
        date_issued=date(2025, 3, 1),
    )
    satisfied = Indicator.of(
        Variable("家长对学校满意度", "%", Entity.COUNTY, "…", name="satisfied", aliases=("满意度",))
    )
    policy = build("made-2025", about, f"某县学前教育提升方案\n\n一、总体目标\n{text}")
    indicators = [ENROLMENT, SEATS, GROWTH, DROPOUT, TEACHERS, satisfied]
    return list(MeasureIndex(Corpus([policy], root), (), indicators).measures)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2027年，学前三年毛入园率达到95%以上。", [("enrolment", "95%", "up", 2027, "must", "", "")]),
        ("力争毛入园率达到95%。", [("enrolment", "95%", "up", None, "aim", "", "")]),
        ("普惠性幼儿园覆盖率稳步提高。", [("seats", "", "up", None, "must", "", "")]),
        ("加强对义务教育辍学率的监测。", [("dropout", "", "", None, "must", "", "")]),
        ("农村学前三年毛入园率达到90%左右。", [("enrolment", "90%", "", None, "must", "农村", "90%左右")]),
        ("提高普惠性幼儿园覆盖率。", [("seats", "", "up", None, "must", "", "")]),
        # the name of one indicator within that of another, a person, and the title of a document are none
        ("骨干教师下乡支教。", []),
        ("落实《普惠性幼儿园覆盖率提升办法》。", []),
        # the figure of the next name is not this one's, nor is one behind a mark
        ("毛入园率、普惠性幼儿园覆盖率均达到85%。", [("enrolment", "85%", "up", None, "must", "", ""), ("seats", "85%", "up", None, "must", "", "")]),
        # the end of a name alone is no name
        ("群众满意度明显提高。", []),
        # the policy's own division is all of it, another place is a part
        ("歙县学前三年毛入园率达到95%。", [("enrolment", "95%", "up", None, "must", "", "")]),
        ("到2027年，全县学前三年毛入园率达到95%。", [("enrolment", "95%", "up", 2027, "must", "", "")]),
        ("深渡镇学前三年毛入园率达到95%。", [("enrolment", "95%", "up", None, "must", "深渡镇", "")]),
        # a figure of another thing, of others, of the past, and a change are not the figure asked for
        ("毛入园率年度监测覆盖85%的园所。", [("enrolment", "", "", None, "must", "", "")]),
        ("毛入园率农村地区达到90%。", [("enrolment", "", "", None, "must", "", "")]),
        ("截至2024年底，毛入园率达到92%。", [("enrolment", "", "", None, "must", "", "")]),
        ("毛入园率提高3个百分点。", [("enrolment", "3百分点", "up", None, "must", "", "")]),
        ("毛入园率2026年达到90%，2027年达到95%。", [("enrolment", "90%", "up", 2026, "must", "", ""), ("enrolment", "95%", "up", 2027, "must", "", "")]),
        ("毛入园率基本达到95%。", [("enrolment", "95%", "up", None, "must", "", "基本")]),
        ("关注毛入园率，新建幼儿园5所。", [("enrolment", "", "", None, "must", "", "")]),
    ],
)  # fmt: skip  # a row a line
def test_what_a_sentence_states(root: Path, text: str, expected: list[tuple[object, ...]]) -> None:
    assert [
        (
            each.indicator.name if each.indicator else "",
            each.figure,
            each.direction,
            each.due.year if each.due else None,
            each.modality.value,
            each.population,
            each.softly,
        )
        for each in found(root, text)
    ] == expected


def test_a_heading_is_a_place_too(root: Path) -> None:
    (measure,) = found(root, "（一）提高普惠性幼儿园覆盖率\n1.新建幼儿园。加强规划。")
    assert (measure.origin, measure.clause) == (Origin.HEADING, "made-2025/1/1/1")


def test_requirements_are_authoritative_and_silence_is_known() -> None:
    specs = project.specs()
    index = MeasureIndex(specs.corpus, specs.requirements)
    literacy = index.of_indicator("health_literacy_level")
    assert [each.origin for each in literacy if each.policy == "shexian-2025"] == [
        Origin.REQUIREMENT,
        Origin.HEADING,
        Origin.REQUIREMENT,
    ]
    assert index.silent("county_visit_rate") == ("nhc-2023-reform-h2", "nhc-2023-41", "erenhot-2021")
    share = index.of_indicator("county_inpatient_share")[-1]
    assert share.sentence == "县域内住院人次占比达85%，"
    assert [each.clause for each in index.of_clause("guiyang-2024-36/2/3/13") if not each.requirement] == []
