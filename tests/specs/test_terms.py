"""Double entry of what has no figure: the words of a text, a spec that restates them, and specs that do not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.specs.conftest import made_policy

from policykit.indicators.scales import HOSPITAL_GRADE, YES_NO
from policykit.model import Condition, Entity, Indicator, Kind, Modality, Requirement, Span, Variable
from policykit.specs.double_entry import differences
from policykit.specs.figure import due_date
from policykit.specs.format import TargetEntry
from policykit.specs.target import target_of
from policykit.text.softening import softening


def yes_no(name: str, label: str, entity: Entity) -> Indicator:
    return Indicator.of(Variable(label, "是否", entity, label, grades=YES_NO, name=name))


def condition(indicator: Indicator, grade: str) -> Condition:
    return Condition(indicator.variables[0], target_of(TargetEntry(grade_at_least=grade), indicator))


DONE = yes_no("done", "检查检验结果是否互认", Entity.COUNTY)
SHARED = yes_no("shared", "检查检验结果是否互认", Entity.HOSPITAL)
LEVEL = Variable("医院等级", "级", Entity.HOSPITAL, "…", grades=HOSPITAL_GRADE, name="grade")
RATE = Indicator.of(Variable("县域内就诊率", "%", Entity.COUNTY, "…", maximum=100, name="rate"))
FUNDS = Indicator.of(Variable("财政投入", "万元", Entity.COUNTY, "…", name="funds"))
LIFE = Indicator.of(Variable("人均预期寿命", "岁", Entity.COUNTY, "…", name="life"))
OWN = yes_no("own", "签约服务机制是否建立", Entity.COUNTY)
SECOND = Condition(LEVEL, target_of(TargetEntry(grade_at_least="二级"), Indicator.of(LEVEL)))
THIRD = Condition(LEVEL, target_of(TargetEntry(grade_at_least="三级"), Indicator.of(LEVEL)))
KNOWN = (DONE, SHARED, RATE, FUNDS, LIFE)
SECOND_OF_BOTH = Condition(
    Variable(
        "医院等级", "级", Entity.HOSPITAL, "…", grades=HOSPITAL_GRADE, name="grade", also=(Entity.COUNTY,)
    ),
    SECOND.target,
)
SHARE = "2025年底前，二级及以上医院实现检查检验结果互认。"
ABOUT = "到2030年，人均预期寿命提高到81.5岁左右。"

ROWS: list[tuple[str, Indicator, dict[str, Any], dict[str, Any], list[str]]] = [
    # text, indicator, target, other keys, what differs
    (SHARE, SHARED, {"done": True}, {"due": "2025", "when": (SECOND,)}, []),
    (SHARE, SHARED, {"done": True}, {"due": "2025"}, ["when"]),
    (SHARE, SHARED, {"done": True}, {"due": "2025", "when": (THIRD,)}, ["when"]),
    (SHARE, SHARED, {"done": True}, {"due": "2026", "when": (SECOND,)}, ["due"]),
    (SHARE, SHARED, {"done": True}, {"when": (SECOND,)}, ["due"]),
    (SHARE, SHARED, {"forbidden": True}, {"due": "2025", "when": (SECOND,)}, ["target"]),
    (SHARE, SHARED, {"done": True}, {"due": "2025", "when": (SECOND,), "softly": "基本"}, ["softly"]),
    (SHARE, SHARED, {"done": True}, {"due": "2025", "population": "二级及以上医院"}, []),
    ("严禁二级及以上医院拖欠村医补助。", SHARED, {"forbidden": True}, {}, ["when"]),
    # Its own yes or no needs no words of the clause; a variable may be of several kinds of units.
    ("各医院实现检查检验结果互认。", SHARED, {"done": True}, {"when": (condition(SHARED, "是"),)}, []),
    ("各医院实现检查检验结果互认。", SHARED, {"done": True}, {"when": (condition(SHARED, "否"),)}, []),
    ("各医院实现检查检验结果互认。", SHARED, {"done": True}, {"when": (SECOND,)}, ["when"]),
    (SHARE, DONE, {"done": True}, {"due": "2025", "when": (SECOND_OF_BOTH,)}, []),
    # A condition on another kind of unit than the one that is judged.
    (SHARE, DONE, {"done": True}, {"due": "2025", "when": (SECOND,)}, ["when"]),
    ("不得拖欠村医补助。", DONE, {"forbidden": True}, {}, []),
    ("严禁向医务人员下达创收指标。", DONE, {"forbidden": True}, {}, []),
    ("取消药品加成。", DONE, {"forbidden": True}, {}, []),
    ("不得拖欠村医补助。", DONE, {"done": True}, {}, ["target"]),
    ("基本建立分级诊疗制度。", DONE, {"done": True}, {"softly": "基本"}, []),
    ("基本建立分级诊疗制度。", DONE, {"done": True}, {}, ["softly"]),
    ("逐步建立分级诊疗制度。", DONE, {"done": True}, {"softly": "逐步"}, []),
    ("逐步建立分级诊疗制度。", DONE, {"done": True}, {}, ["softly"]),
    ("完善基本医疗保险制度，建立签约服务机制。", DONE, {"done": True}, {}, []),
    # An indicator that nobody else knows is known to its own spec.
    ("建立签约服务机制。", OWN, {"done": True}, {}, []),
    # What is only to be pushed forward is left open where it is not there; a spec says so, and says no more.
    ("推进检查检验结果互认。", DONE, {"done": True}, {"softly": "推进"}, []),
    ("推进检查检验结果互认。", DONE, {"done": True}, {}, ["softly"]),
    ("持续深入推进检查检验结果互认。", DONE, {"done": True}, {"softly": "推进"}, []),
    ("推动医院实现检查检验结果互认。", DONE, {"done": True}, {}, ["softly"]),
    ("推动医院实现检查检验结果互认。", DONE, {"named": True}, {}, []),
    ("推动医院实现检查检验结果互认。", DONE, {"done": True}, {"softly": "实现"}, ["softly"]),
    # What is encouraged may be done by and by.
    ("鼓励逐步建立分级诊疗制度。", DONE, {"done": True}, {"modality": Modality.ENCOURAGE}, []),
    ("推进检查检验结果互认。", DONE, {"done": True}, {"modality": Modality.MAY}, ["modality"]),
    ("加强检查检验结果互认平台建设。", DONE, {"done": True}, {}, ["softly"]),
    ("加强检查检验结果互认平台建设。", DONE, {"done": True}, {"softly": "加强"}, []),
    ("加强检查检验结果互认管理。", DONE, {"done": True}, {}, []),
    ("加强检查检验结果互认管理。", DONE, {"done": True}, {"softly": "加强"}, []),
    ("建立检查检验结果互认推进机制。", DONE, {"done": True}, {}, []),
    ("制定推进检查检验结果互认的方案。", DONE, {"done": True}, {}, []),
    ("加快信息化建设，实现检查检验结果互认。", DONE, {"done": True}, {}, []),
    ("结合县级财力安排检查检验结果互认经费。", DONE, {"done": True}, {}, ["softly"]),
    ("结合县级财力安排检查检验结果互认经费。", DONE, {"done": True}, {"softly": "结合县级财力"}, []),
    # … of a figure and of a trend no verb of progress takes anything away.
    ("推进县域内就诊率达到85%以上。", RATE, {"at_least": "85%"}, {}, []),
    ("推进县域内就诊率达到85%以上。", RATE, {"at_least": "85%"}, {"softly": "推进"}, ["softly"]),
    ("县域内就诊率基本达到85%以上。", RATE, {"at_least": "85%"}, {"softly": "达到"}, ["softly"]),
    # A figure is no yes/no duty, and nothing that is only named.
    ("县域内就诊率达到85%以上。", DONE, {"done": True}, {}, ["quote"]),
    ("县域内就诊率达到85%以上。", RATE, {"named": True}, {}, ["quote"]),
    ("监测县域内就诊率等指标。", RATE, {"named": True}, {}, []),
    ("财政投入增长12%以上。", FUNDS, {"grows_by": "12%"}, {}, []),
    ("财政投入增长12%以上。", FUNDS, {"grows_by": "21%"}, {}, ["target"]),
    ("财政投入年均增长12%以上。", FUNDS, {"grows_by": "12%", "average": True}, {}, []),
    # Not one year's growth, and not since a year that nobody names.
    ("财政投入年均增长12%以上。", FUNDS, {"grows_by": "12%"}, {}, ["target"]),
    (
        "财政投入年均增长12%以上。",
        FUNDS,
        {"grows_by": "12%", "average": True, "base": "2020"},
        {},
        ["target"],
    ),
    ("财政投入较2022年翻一番。", FUNDS, {"grows_by": "1倍", "base": "2022"}, {}, []),
    ("财政投入较2022年翻一番。", FUNDS, {"grows_by": "100%", "base": "2023"}, {}, ["target"]),
    ("财政投入较2022年翻一番。", FUNDS, {"grows_by": "100%"}, {}, ["target"]),
    # 16 per cent, and not 16 of its unit.
    ("财政投入比2022年下降16%。", FUNDS, {"falling": "16%", "base": "2022"}, {}, []),
    ("财政投入比2022年下降16%。", FUNDS, {"falling": "16万元", "base": "2022"}, {}, ["target", "target"]),
    (ABOUT, LIFE, {"about": "81.5岁", "direction": "up"}, {"due": "2030"}, []),
    (ABOUT, LIFE, {"about": "81.5岁"}, {"due": "2030"}, ["direction"]),
    (ABOUT, LIFE, {"about": "81.5岁", "direction": "down"}, {"due": "2030"}, ["direction"]),
    ("县域内就诊率逐年提高。", RATE, {"rising": True}, {"every": "year"}, []),
    ("县域内就诊率逐年提高。", RATE, {"rising": True}, {}, ["every"]),
    ("县域内就诊率提高。", RATE, {"rising": True}, {"every": "year"}, ["every"]),
    # So does a level that is to be held in each year: it is not due on the last day alone.
    ("县域内就诊率每年达到85%以上。", RATE, {"at_least": "85%"}, {}, ["every"]),
    ("每季度县域内就诊率达到85%以上。", RATE, {"at_least": "85%"}, {}, ["every"]),
    ("县域内就诊率达到85%以上。", RATE, {"at_least": "85%"}, {}, []),
    # … of all figures that are quoted, and of no others.
    (
        "县域内就诊率每年达到85%以上。签约率达到60%以上。",
        RATE,
        {"at_least": "85%"},
        {"quote": "县域内就诊率每年达到85%以上"},
        ["every"],
    ),
    ("县域内就诊率每年达到85%以上。", RATE, {"named": True}, {}, ["quote"]),
    ("每年监测县域内就诊率。", RATE, {"named": True}, {}, []),
    ("每年监测县域内就诊率。", RATE, {"named": True}, {"every": "year"}, ["every"]),
    ("县域内就诊率稳中有降。", RATE, {"falling": True}, {"softly": "稳中有降"}, []),
    ("县域内就诊率稳中有降。", RATE, {"falling": True}, {}, ["softly"]),
    ("县域内就诊率只增不减。", RATE, {"rising": True}, {"softly": "只增不减"}, []),
    ("财政投入达到3.5亿元。", FUNDS, {"at_least": "3.5亿元"}, {}, []),
    ("财政投入达到3.5亿元。", FUNDS, {"at_least": "35000万元"}, {}, []),
    ("财政投入达到1.2万亿元。", FUNDS, {"at_least": "1.2万亿元"}, {}, []),
    ("财政投入达到1.2万亿元。", FUNDS, {"at_least": "1.2亿元"}, {}, ["target"]),
    ("财政投入达到3.5亿元。", FUNDS, {"at_least": "3.5万元"}, {}, ["target"]),
    ("市级财政统筹，县域内就诊率达到85%以上。", RATE, {"at_least": "85%"}, {"bearer": ("市",)}, []),
    ("县域内就诊率达到85%以上。", RATE, {"at_least": "85%"}, {"bearer": ("省",)}, ["bearer"]),
    (
        "市级财政统筹，财政投入达到3.5亿元。",
        FUNDS,
        {"at_least": "3.5亿元"},
        {"bearer": ("市", "省")},
        ["bearer"],
    ),
    # The policy's own level need not be named.
    ("财政投入达到3.5亿元。", FUNDS, {"at_least": "3.5亿元"}, {"bearer": ("县",)}, []),
]


@pytest.mark.parametrize(("text", "indicator", "target", "more", "wrong"), ROWS)
def test_text_against_spec(
    text: str, indicator: Indicator, target: dict[str, Any], more: dict[str, Any], wrong: list[str]
) -> None:
    requirement = made(text, indicator, target, more)
    assert [one.key for one in differences(requirement, made_policy(text), KNOWN)] == wrong


def made(text: str, indicator: Indicator, target: dict[str, Any], more: dict[str, Any]) -> Requirement:
    """What a spec restates of the text, or of a quote in it."""
    due = due_date(more["due"]) if "due" in more else None
    quote = more.get("quote", text.rstrip("。"))
    others = {key: value for key, value in more.items() if key != "quote"}
    return Requirement(
        "t-2024/1/x",
        "t-2024",
        "t-2024/1",
        quote,
        Span(text.index(quote), text.index(quote) + len(quote)),
        indicator,
        target_of(TargetEntry.model_validate(target), indicator),
        Kind.DUTY,
        **{"modality": Modality.MUST, **others, "due": due},
    )


@pytest.mark.parametrize(
    ("text", "indicator", "target", "more", "said"),
    [
        ("县域内就诊率基本达到85%以上。", RATE, {"at_least": "85%"}, {}, ("softly", "无", "基本")),
        (
            "县域内就诊率达到85%以上。",
            RATE,
            {"at_least": "85%"},
            {"softly": "基本"},
            ("softly", "基本", "无"),
        ),
        (
            "县域内就诊率基本达到85%以上。",
            RATE,
            {"at_least": "85%"},
            {"softly": "大致"},
            ("softly", "大致", "基本"),
        ),
        (ABOUT, LIFE, {"about": "81.5岁"}, {"due": "2030"}, ("direction", "无", "up")),
        (ABOUT, LIFE, {"about": "81.5岁", "direction": "down"}, {"due": "2030"}, ("direction", "down", "up")),
        (
            "人均预期寿命保持在81.5岁左右。",
            LIFE,
            {"about": "81.5岁", "direction": "up"},
            {},
            ("direction", "up", "无"),
        ),
        ("县域内就诊率每年达到85%以上。", RATE, {"at_least": "85%"}, {}, ("every", "无", "每年")),
        ("县域内就诊率提高。", RATE, {"rising": True}, {"every": "year"}, ("every", "year", "无")),
        ("县域内就诊率逐年提高。", RATE, {"rising": True}, {}, ("every", "无", "逐年")),
        (
            "财政投入达到3.5亿元。",
            FUNDS,
            {"at_least": "3.5亿元"},
            {"bearer": ("省",)},
            ("bearer", "省", "无"),
        ),
        (SHARE, SHARED, {"done": True}, {"due": "2025", "when": (THIRD,)}, ("when", THIRD.plain, "无")),
        ("严禁二级及以上医院拖欠村医补助。", SHARED, {"forbidden": True}, {}, ("when", "无", "二级及以上")),
    ],
)
def test_what_spec_and_text_say(
    text: str, indicator: Indicator, target: dict[str, Any], more: dict[str, Any], said: tuple[str, str, str]
) -> None:
    (found,) = differences(made(text, indicator, target, more), made_policy(text), KNOWN)
    assert (found.key, found.spec, found.text) == said


@pytest.mark.parametrize(
    ("second", "wrong"), [("县医保局负责组织实施。", []), ("县医保局年初作了汇报。", ["bearer"])]
)
def test_who_is_responsible_may_be_said_elsewhere(second: str, wrong: list[str]) -> None:
    text = "财政投入达到3.5亿元。"
    requirement = made(text, FUNDS, {"at_least": "3.5亿元"}, {"bearer": ("县医保局",)})
    assert [one.key for one in differences(requirement, made_policy(text, second), KNOWN)] == wrong


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("基本实现全覆盖", "基本"),
        ("原则上不少于3名", "原则上"),
        ("落实基本医疗保险和家庭医生签约服务", ""),
        ("约占三分之一", "约"),
        ("预约诊疗率", ""),
        ("一般公共预算", ""),
        ("一般应为三级医院", "一般"),
    ],
)
def test_words_that_soften(quote: str, word: str) -> None:
    assert softening(quote) == word
