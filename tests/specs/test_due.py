"""Where a due date comes from when none stands beside the figure: lead sentence, heading, title, in this order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policykit.model import Level, Policy
from policykit.specs.due import inherited, title_period
from policykit.specs.reading import reading
from policykit.text.document import document

TEXT = """某市工作安排

一、“十五五”时期主要目标
——产业增加值占比达8%左右。
到2028年，实现以下目标：
1.签约率达75%。
2.规范管理率达65%，到2027年达60%。

二、2026年工作安排
主要预期目标是：城镇调查失业率5.5%以内。

三、2025年工作回顾
新增就业50万人。

四、重点任务
（一）到2029年做好以下工作
1.建成5个中心。
（二）强化保障。落实经费300万元。
（三）自2027年起，每年培训40人，每人补助500元。每年新增床位10张。

五、民生目标
到2029年底，达到以下要求：
——登记率达85%。
——随访率达95%。
各县每月报告3次。

六、2027年工作安排
（一）抓好下列工作：
1.登记900人。
"""


def made(title: str) -> Policy:
    made = document(TEXT, policy="t", level=Level.COUNTY)
    return Policy(
        "t",
        title,
        Level.COUNTY,
        "341021",
        "s",
        "0" * 64,
        TEXT,
        date_issued=date(2026, 1, 5),
        outline=made.outline,
    )


@pytest.mark.parametrize(
    ("figure", "title", "due", "due_from"),
    [
        ("8%左右", "2026年某市工作安排", "2030-12-31", "heading"),
        ("75%", "2026年某市工作安排", "2028-12-31", "lead"),
        ("65%", "2026年某市工作安排", "2028-12-31", "lead"),
        ("60%", "2026年某市工作安排", "2027-12-31", "text"),
        ("5.5%以内", "2026年某市工作安排", "2026-12-31", "heading"),
        ("50万人", "关于某市工作的意见", "", "text"),
        ("5个", "2026年某市工作安排", "2029-12-31", "heading"),
        ("300万元", "2026年某市工作安排", "2026-12-31", "title"),
        ("300万元", "关于某市工作的意见", "", "text"),
        ("40人", "2026年某市工作安排", "", "text"),
        ("85%", "关于某市工作的意见", "2029-12-31", "lead"),
        ("95%", "关于某市工作的意见", "2029-12-31", "lead"),
        ("3次", "关于某市工作的意见", "", "text"),
        ("900人", "关于某市工作的意见", "2027-12-31", "heading"),
    ],
)
def test_due_date_and_where_it_stands(figure: str, title: str, due: str, due_from: str) -> None:
    policy = made(title)
    (reach,) = [
        read.reach(quantity)
        for read in (reading(policy, clause) for clause in policy.clauses)
        for quantity, _ in read.quantities
        if figure in quantity.surface
    ]
    assert (str(reach.due or ""), reach.due_from) == (due, due_from)


@pytest.mark.parametrize(
    ("figure", "title", "issued", "is_planned"),
    [
        ("300万元", "2026年某市工作安排", date(2026, 1, 5), True),
        ("300万元", "2026年某市工作安排", date(2026, 12, 31), True),
        ("300万元", "2026年某市工作安排", date(2027, 1, 1), False),  # its period is over
        ("300万元", "2026年某市工作安排", None, True),
        ("5.5%以内", "2026年某市工作安排", date(2026, 1, 5), True),
        ("50万人", "2026年某市工作安排", date(2026, 1, 5), False),  # its heading looks back
    ],
)
def test_what_a_plan_still_has_before_it(
    figure: str, title: str, issued: date | None, *, is_planned: bool
) -> None:
    policy = replace(made(title), date_issued=issued)
    (clause,) = [each for each in policy.clauses if figure in each.text]
    above = inherited(policy, clause)
    assert above is not None
    assert above.is_planned is is_planned


@pytest.mark.parametrize(
    ("figure", "start", "is_named"),
    [
        ("40人", "2027-01-01", True),
        ("500元", "2027-01-01", True),
        ("10张", "", False),  # another sentence: 自…起 does not reach it
        ("5个", "", False),
    ],
)
def test_start_reaches_to_the_end_of_its_sentence(figure: str, start: str, is_named: bool) -> None:
    policy = made("关于某市工作的意见")
    (reach,) = [
        read.reach(quantity)
        for read in (reading(policy, clause) for clause in policy.clauses)
        for quantity, _ in read.quantities
        if figure in quantity.surface
    ]
    assert (str(reach.start or ""), reach.is_named) == (start, is_named)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("深化医药卫生体制改革2023年下半年重点工作任务", ("2023-07-01", "2023-12-31")),
        ("2025年紧密型县域医共体提质升级工作方案", ("2025-01-01", "2025-12-31")),
        ("健康素养三年行动计划（2023—2025年）", ("2023-01-01", "2025-12-31")),
        ("攻坚行动方案（2023-2025）", ("2023-01-01", "2025-12-31")),
        ("关于印发《2025年深化医改工作要点》的通知", ("2025-01-01", "2025-12-31")),
        ("“十四五”国民健康规划", ("2021-01-01", "2025-12-31")),
        ("某市国民经济和社会发展第十五个五年规划和二〇三五年远景目标纲要", ("2026-01-01", "2030-12-31")),
        ("群众体育计划（2026—2030年）", ("2026-01-01", "2030-12-31")),
        ("2024年度重点任务清单", ("2024-01-01", "2024-12-31")),
        ("乡镇卫生院服务能力标准（2018年版）", None),
        ("产业结构调整指导目录（2024年本）", None),
        ("关于落实《2022年工作要点》的实施意见", None),
        ("关于进一步完善医疗卫生服务体系实施方案", None),
        ("2024年国民经济和社会发展统计公报", None),
        ("健康素养行动计划（2025—2023年）", None),
        # Two periods: which of them a task has, the title does not say.
        ("2023年第四季度和2024年上半年重点工作任务", None),
        ("2023年工作总结和2024年重点工作任务", None),
    ],
)
def test_title_period(title: str, period: tuple[str, str] | None) -> None:
    found = title_period(title)
    assert (found and tuple(map(str, found))) == period


def test_the_time_of_a_figure_is_worked_out_once() -> None:
    policy = made("关于某市工作的意见")
    for read in (reading(policy, clause) for clause in policy.clauses):
        for quantity, _ in read.quantities:
            assert read.reach(quantity) is read.reach(quantity)
