"""What holds from the first beside what waits for the day of a goal: each figure of a sentence with its day."""

from __future__ import annotations

from datetime import date

import pytest

from policykit.model import QuantityKind
from policykit.text.quantities import find
from policykit.text.quantities.standing import forbids


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        # A standard of what one is given or pays, and its cap.
        ("2027年底前完成厨房改造3000户,补助标准为每户2000元。", "2027 -"),
        ("2027年底前新增车位800个,按每个1万元给予补贴,最高不超过50万元。", "2027 - -"),
        ("2027年底前培育农场60家。对新认定的每家奖励3万元。", "2027 -"),
        ("2027年底前建成充电站20座,服务费每千瓦时不超过0.5元。", "2027 -"),
        ("完成厨房改造3000户,每户补助2000元,2027年底前完成。", "2027 -"),
        ("每户补助2000元(2027年底前完成)。", "2027"),
        # … but not a level of it, or a sum to be raised.
        ("到2027年,参保率达到96%,低保标准达到每月900元。", "2027 2027"),
        ("到2027年,新建泵站12座,补助资金累计落实3亿元。", "2027 2027"),
        ("到2027年,每户补助达到3000元,大病家庭每户补助5000元。", "2027 2027"),
        # What is done again and again.
        ("2027年底前建成指挥中心,每年组织演练至少2次。", "-"),
        ("2027年底前消防站达到30座,值班人员每月训练不少于2次。", "2027 -"),
        ("2027年,新增就业5万人,每月举办招聘会不少于2场。", "2027 2027"),
        ("到2027年,安防设施覆盖率达到100%,桥梁每年检测不少于1次。", "2027 2027"),
        # What a word means.
        ("到2027年,小微企业达到300家,小微企业是指从业人员300人以下的企业。", "2027 -"),
        # Goals beside a goal keep its day, and so does what is built by then.
        ("2027年底前建成站点3个,每站不少于2人。", "2027 2027"),
        ("到2027年,甲率达到60%,不得挪作他用,乙率达到70%。", "2027 2027"),
        ("到2027年,甲率达到60%,乙浓度不得超过35微克/立方米。", "2027 2027"),
        ("到2027年底实现以下目标:甲率达到75%;乙率达到92%;能耗下降14%。", "2027 2027 2027"),
        # A period is of all that is said of it.
        ("“十五五”期间,新增绿地300公顷,每公顷补助2万元。", "2030 2030"),
    ],
)
def test_each_figure_has_its_day(text: str, dues: str) -> None:
    found = [
        one
        for one in find(text, year=2026)
        if one.kind not in (QuantityKind.DATE, QuantityKind.LABEL, QuantityKind.FREQUENCY)
    ]
    assert " ".join(str(one.due.year) if one.due else "-" for one in found) == dues


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2027年底前安全处置率达到95%以上,医疗废物不得露天堆放@。", None),
        ("到2027年,再生水利用率达到30%以上;严禁违规取用地下水@。", None),
        ("2027年底前完成管网改造,并杜绝带病运行@。", None),
        ("到2027年,新建学校20所,全面禁止设立重点班@。", date(2027, 12, 31)),
        ("2027年7月1日前,食堂禁止使用木筷,餐馆不得主动提供餐具@。", date(2027, 7, 1)),
    ],
)
def test_a_prohibition_waits_for_no_goal(text: str, due: date | None) -> None:
    found = find(text.replace("@", "达到99%"), year=2026)
    (probe,) = [one for one in found if one.surface.endswith("99%")]
    assert probe.due == due


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("不得露天堆放", True),
        ("一律不予受理", True),
        ("坚决杜绝", True),
        ("不得低于60%", False),
        ("禁止类项目占比", False),
        ("基本杜绝较大事故", False),
        ("取消药品加成", False),
    ],
)
def test_what_forbids_from_the_first(text: str, *, is_one: bool) -> None:
    assert forbids(text) is is_one
