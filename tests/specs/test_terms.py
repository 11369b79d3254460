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


DONE = yes_no("done", "检查检验结果是否互认", Entity.COUNTY)
SHARED = yes_no("shared", "检查检验结果是否互认", Entity.HOSPITAL)
LEVEL = Variable("医院等级", "级", Entity.HOSPITAL, "…", grades=HOSPITAL_GRADE, name="grade")
RATE = Indicator.of(Variable("县域内就诊率", "%", Entity.COUNTY, "…", maximum=100, name="rate"))
FUNDS = Indicator.of(Variable("财政投入", "万元", Entity.COUNTY, "…", name="funds"))
LIFE = Indicator.of(Variable("人均预期寿命", "岁", Entity.COUNTY, "…", name="life"))
SECOND = Condition(LEVEL, target_of(TargetEntry(grade_at_least="二级"), Indicator.of(LEVEL)))
THIRD = Condition(LEVEL, target_of(TargetEntry(grade_at_least="三级"), Indicator.of(LEVEL)))
KNOWN = (DONE, SHARED, RATE, FUNDS, LIFE)
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
    # What is only to be pushed forward is left open where it is not there; a spec says so, and says no more.
    ("推进检查检验结果互认。", DONE, {"done": True}, {"softly": "推进"}, []),
    ("推进检查检验结果互认。", DONE, {"done": True}, {}, ["softly"]),
    ("持续深入推进检查检验结果互认。", DONE, {"done": True}, {"softly": "推进"}, []),
    ("推动医院实现检查检验结果互认。", DONE, {"done": True}, {}, ["softly"]),
    ("推动医院实现检查检验结果互认。", DONE, {"named": True}, {}, []),
    ("推动医院实现检查检验结果互认。", DONE, {"done": True}, {"softly": "实现"}, ["softly"]),
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
]


@pytest.mark.parametrize(("text", "indicator", "target", "more", "wrong"), ROWS)
def test_text_against_spec(
    text: str, indicator: Indicator, target: dict[str, Any], more: dict[str, Any], wrong: list[str]
) -> None:
    due = due_date(more["due"]) if "due" in more else None
    requirement = Requirement(
        "t-2024/1/x",
        "t-2024",
        "t-2024/1",
        text.rstrip("。"),
        Span(0, len(text) - 1),
        indicator,
        target_of(TargetEntry.model_validate(target), indicator),
        Kind.DUTY,
        **{"modality": Modality.MUST, **more, "due": due},
    )
    assert [one.key for one in differences(requirement, made_policy(text), KNOWN)] == wrong


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
