"""What is drafted: of prose and of tables; how it is written into a spec; that one measure gets one name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drafting.judged import Excerpt, policy_of
from tests.text.judged_tables import policy_of as policy_with

from policykit.base.diagnostics import PolicykitError
from policykit.base.yamlfile import parse
from policykit.corpus import Corpus
from policykit.drafting import Drafted, draft_all, draft_policy, propose, write_drafts
from policykit.drafting.files import with_drafts
from policykit.drafting.grouping import Groups, measure_key
from policykit.drafting.measures import Names, fits, letters, share_of, unit_of
from policykit.drafting.phrases import behind, names_before, part, split, trimmed
from policykit.drafting.quotes import _wider
from policykit.drafting.shared import is_group
from policykit.drafting.targets import written_day
from policykit.drafting.terms import bearer
from policykit.drafting.told import Told
from policykit.indicators import registry
from policykit.model import Comparator, Level, Span
from policykit.specs import Specs, verify
from policykit.text.quantities import find


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(registry())


def drafted(names: Names, text: str, title: str = "关于加强有关工作的通知") -> Drafted:
    return propose(policy_of(Excerpt("x", title, date(2024, 3, 1), text, (), ())), names)


# --- prose ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An indicator that is declared is called by its name, a new one by the text's own words.
        ("到2026年，县域内就诊率达到85%以上。", {"indicator": "county_visit_rate", "due": "2026"}),
        (
            "到2026年，农村生活污水治理率达到60%。",
            {
                "indicator": "农村生活污水治理率",
                "proposes": {
                    "unit": "%",
                    "numerator": "已治理的农村生活污水",
                    "denominator": "应治理的农村生活污水总数",
                    "entity": "county",
                },
            },
        ),
        # Figures are written as the text writes them, and never by other digits.
        ("技术合同成交额达到30.5亿元。", {"target": {"at_least": "30.5亿元"}}),
        ("培训农民工占比达到三分之一以上。", {"target": {"at_least": "33.3333333333333%"}}),
        ("生产总值年均增长6.5%左右。", {"target": {"grows_by": "6.5%", "base": "unnamed", "average": True}}),
        ("优质幼儿园占比提高15个百分点。", {"target": {"rising": "15百分点", "base": "unnamed"}}),
        ("基金备付期限不少于12个月。", {"target": {"at_least": "12个月"}}),
        ("吞吐量达到200万标箱。", {"target": {"at_least": "200万标箱"}}),
        ("软件业收入达到1.5万亿元。", {"target": {"at_least": "1.5万亿元"}}),
        # Names and units of other fields: none has the place before it, none loses its own first word.
        ("全市数字经济增加值占比达到11%。", {"indicator": "数字经济增加值占比"}),
        ("在用标准机架总数达到40万架。", {"indicator": "在用标准机架", "target": {"at_least": "40万架"}}),
        ("10G PON端口占比不低于65%，行政村通达率达到100%。", {"indicator": "10G PON端口占比"}),
        ("超算中心算力达到30亿亿次/秒。", {"target": {"at_least": "300000000000000000次/秒"}}),
        ("出口带宽达到120Tbps。", {"indicator": "出口带宽", "target": {"at_least": "120Tbps"}}),
        ("到2026年农村水厂总数达到1.8万座。", {"indicator": "农村水厂"}),
        (f"{'山' * 38}占比达到60%。", {"indicator": f"{'山' * 38}占比"}),
        # A figure that bounds who is meant is no target.
        (
            "服务人口超过3万的乡镇卫生院要配备2辆救护车。",
            {"indicator": "救护车", "target": {"at_least": "2辆"}},
        ),
        (
            "存栏超过500头的养殖场，粪污处理设施配套率达到100%。",
            {"indicator": "粪污处理设施配套率", "population": "存栏超过500头的养殖场"},
        ),
        (
            "对年度考核优秀的单位，奖励10万元。",
            {"population": "年度考核优秀的单位", "target": {"equals": "10万元"}},
        ),
        (
            "对考核优秀的单位给予10万元的奖励。",
            {"population": "考核优秀的单位", "target": {"equals": "10万元"}},
        ),
        (
            "对年纳税额超过500万元的，奖励10万元。",
            {"population": "年纳税额超过500万元", "target": {"equals": "10万元"}},
        ),
        ("推广35蒸吨/小时以上生物质锅炉200台。", {"target": {"equals": "200台"}}),
        ("各县在此基础上建设3所幼儿园。", {"indicator": "幼儿园", "target": {"at_least": "3所"}}),
        # Who must act may open the sentence.
        ("县教育局要加强指导，到2027年入园率达到95%。", {"bearer": ["县教育局"], "due": "2027"}),
        ("孕产妇死亡率控制在9/10万以下。", {"target": {"at_most": "9/10万"}}),
        ("建强3—5个临床重点专科。", {"target": {"between": ["3", "5个"], "direction": "up"}}),
        # Words about it.
        ("产值增长到2020年的1.5倍。", {"target": {"grows_by": "50%", "base": "2020"}}),
        ("每套建筑面积以60平方米左右为宜。", {"indicator": "每套建筑面积", "modality": "encourage"}),
        ("补贴标准为贰佰元。", {"target": {"equals": "200元"}}),
        ("每所卫生院原则上配备不少于2名全科医生。", {"softly": "原则上"}),
        ("力争签约率达到60%。", {"modality": "aim"}),
        ("家庭医生签约服务基本实现全覆盖。", {"softly": "基本", "target": {"at_least": "100%"}}),
        ("医疗费用逐年降低。", {"every": "year", "target": {"falling": True}}),
        ("县级医院应当预留20%以上的号源。", {"bearer": ["县级医院"]}),
        ("2024年6月底前建成县级公共数据平台。", {"target": {"done_by": "2024-06"}, "due": "2024-06"}),
        ("严禁向医务人员下达创收指标。", {"target": {"forbidden": True}}),
        ("加强疫苗接种率、双向转诊率的监测。", {"target": {"named": True}}),
    ],
)
def test_an_entry_says_what_the_text_says(names: Names, text: str, expected: dict[str, Any]) -> None:
    entry = drafted(names, text).requirements[0]
    assert {key: entry.get(key) for key in expected} == expected
    assert entry["draft"] is True
    assert entry["reason"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("航空旅客年吞吐\n量达到1.3亿人次以上。", "航空旅客年吞吐量"), ("增加各类住宅的供\n应量。", "各类住宅的供应量"), ("10G PON\n端口占比达到60%。", "10G PON端口占比"), ("第五十条 罚款全部上交国库。", "罚款上交国库比例")],
)  # fmt: skip  # a row a line
def test_a_name_goes_on_where_a_line_ends(names: Names, text: str, name: str) -> None:
    (entry,) = drafted(names, text).requirements
    assert entry["indicator"].replace("PON ", "PON") == name


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("第三条之一 乡镇敬老院覆盖率不低于50%。", "乡镇敬老院覆盖率不低于50%", "乡镇敬老院覆盖率"),
        ("第四条 每年培训护理员不少于100人次。", "每年培训护理员不少于100人次", "培训护理员"),
        ("一是每年培训护理员不少于100人次。", "每年培训护理员不少于100人次", "培训护理员"),
        ("完善制度，二要把林草覆盖率提高到60%。", "林草覆盖率提高到60%", "林草覆盖率"),
        ("第五条 养老机构不得非法集资。", "养老机构不得非法集资", "非法集资"),
        ("推行评价。三是严禁养老机构非法集资。", "严禁养老机构非法集资", "养老机构非法集资"),
        (
            "第九条 各市应当在2024年6月底前制定实施细则。",
            "各市应当在2024年6月底前制定实施细则",
            "实施细则制定时间",
        ),
        ("①床位补贴每张不低于1万元。", "床位补贴每张不低于1万元", "床位补贴每张"),
    ],
)
def test_the_number_of_a_clause_or_of_its_parts_is_no_word_of_it(
    names: Names, text: str, quote: str, name: str
) -> None:
    (entry,) = drafted(names, text).requirements
    said = [str(entry.get(key, "")) for key in ("population", "bearer", "proposes")]
    assert (entry["quote"], entry["indicator"]) == (quote, name)
    assert not any(number in one for number in ("第", "一", "二", "三", "①") for one in said)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("特需医疗服务占比：特需医疗服务量/全部医疗服务量×100%。", "not-measurable"),
        ("日均工作负担：总床日数/平均医师人数/365。", "not-measurable"),
        ("违者处二倍至四倍之罰鍰。", "not-measurable"),
        ("101生态环境保护行动计划顺利推进。", "name"),
        ("金融法治规则\n23与国际对接。", "open"),  # a page's number
        ("建设生态环境保护体系101。", "open"),
        ("预期性6%。", "open"),  # what a table says of an indicator
        ("每个乡镇排名进入全县前10。", "open"),
    ],
)
def test_numbers_that_are_no_figure_of_anything(names: Names, text: str, becomes: str) -> None:
    found = drafted(names, text)
    assert found.requirements == []
    assert [each["reason"] for each in found.dismissed] == ([] if becomes == "open" else [becomes])
    assert bool(found.open) is (becomes == "open")


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        # A day is that of what is finished by it, also where a figure of the same sentence takes it.
        ("医院应当在2026年6月30日前设立全科医学科，床位不得少于20张。", [{"at_least": "20张"}, {"done_by": "2026-06-30"}]),
        ("到2026年，覆盖率达到90%以上，建成县级平台。", [{"at_least": "90%"}]),
        ("到2030年，煤炭消费总量实现负增长。", []),  # no thing that is finished
    ],
)  # fmt: skip  # a row a line
def test_what_is_finished_by_a_day(names: Names, text: str, targets: list[dict[str, Any]]) -> None:
    assert [entry["target"] for entry in drafted(names, text).requirements] == targets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whose figure it is, of a list told apart by 分别.
        (
            "教师平均周课时数，小学、初中分别不超过16节和14节。",
            [{"indicator": "教师平均周课时数", "population": who} for who in ("小学", "初中")],
        ),
        (
            "高速公路、普通国道路面技术状况指数分别保持在92以上、85以上。",
            [{"indicator": "路面技术状况指数", "population": who} for who in ("高速公路", "普通国道")],
        ),
        (
            "签约率、随访率分别达到60%和70%。",
            [
                {"indicator": "签约率", "target": {"at_least": "60%"}},
                {"indicator": "随访率", "target": {"at_least": "70%"}},
            ],
        ),
        (
            "文化产业增加值达到80亿元，占地区生产总值比重达到5%，年均增长8%。",
            [
                {"indicator": "文化产业增加值"},
                {"indicator": "文化产业增加值占地区生产总值比重", "quote": "占地区生产总值比重达到5%"},
                {
                    "indicator": "文化产业增加值",
                    "quote": "年均增长8%",
                    "target": {"grows_by": "8%", "base": "unnamed", "average": True},
                },
            ],
        ),
        (
            "软件业收入年均增长20%，到2027年达到15亿元。",
            [
                {"target": {"grows_by": "20%", "base": "unnamed", "average": True}},
                {"indicator": "软件业收入", "target": {"at_least": "15亿元"}, "due": "2027"},
            ],
        ),
        (
            "到2030年，签约率达到90%。展望到2035年，建成县级医疗中心。",  # what is looked forward to is not asked
            [{"indicator": "签约率", "due": "2030"}],
        ),
        (
            "残疾人就业率达到60%，比2023年提高5个百分点。",
            [
                {"indicator": "残疾人就业率"},
                {"indicator": "残疾人就业率", "target": {"rising": "5百分点", "base": "2023"}},
            ],
        ),
        (
            "服务人口1万人以上的乡镇卫生院，床位不少于20张。",
            [{"indicator": "床位", "quote": "服务人口1万人以上的乡镇卫生院，床位不少于20张"}],
        ),
        (
            "县级每季度开展一次消防检查，乡镇每月至少巡查2次。",
            [
                {"indicator": "消防检查"},
                {"indicator": "巡查", "population": "乡镇", "target": {"at_least": "2次/月"}},
            ],
        ),
        # Of a group at the end of the name, or alone; of what the part before gives or the one behind does.
        (
            "生均图书小学不少于30册、初中不少于40册。",
            [{"indicator": "生均图书", "population": who} for who in ("小学", "初中")],
        ),
        (
            "伙食补助标准为寄宿学生每人每天8元（其中午餐费不高于每人每天5元），走读学生每人每天4元。",
            [
                {"indicator": "伙食补助标准", "population": "寄宿学生", "target": {"equals": "8元"}},
                {"indicator": "午餐费", "target": {"at_most": "5元"}},
                {"indicator": "伙食补助标准", "population": "走读学生", "target": {"equals": "4元"}},
            ],
        ),
        (
            "对生活困难的70周岁以上老人发放护理补贴，每人每月不低于120元。",
            [{"indicator": "护理补贴", "population": "生活困难的70周岁以上老人"}],
        ),
        (
            "县水务局应当自受理申请之日起15日内，作出书面决定。",
            [{"indicator": "书面决定时限", "target": {"at_most": "15日"}, "bearer": ["县水务局"]}],
        ),
        (
            "公示期限自张榜之日起计算，最短不得少于七日，最长不得超过两个月。",
            [{"target": {"at_least": "7日"}}, {"target": {"at_most": "2个月"}}],
        ),
        ("按照每百户不少于30平方米的标准，配套建设托育用房。", [{"indicator": "托育用房"}]),
        ("对偏远教学点按每生每年300元标准增加取暖补助。", [{"indicator": "取暖补助"}]),
        ("用气报装压缩至3个环节以内。", [{"indicator": "用气报装环节", "target": {"at_most": "3个"}}]),
        (
            "到2027年，建成智慧农场20个；到2030年建成50个。",
            [{"indicator": "智慧农场", "due": "2027"}, {"indicator": "智慧农场", "due": "2030"}],
        ),
        (
            "2026年，接待游客达到200万人次，旅游收入达到9亿元，分别增长12%。",
            [
                {"target": {"at_least": "200万人次"}},
                {"target": {"at_least": "9亿元"}},
                {"indicator": "接待游客", "target": {"grows_by": "12%", "base": "unnamed"}},
                {"indicator": "旅游收入", "target": {"grows_by": "12%", "base": "unnamed"}},
            ],
        ),
        (
            "2026年，出口达到3亿元，进口达到2亿元，旅游收入达到9亿元，分别增长12%。",
            [
                {"target": {"at_least": "3亿元"}},
                {"target": {"at_least": "2亿元"}},
                {"target": {"at_least": "9亿元"}},
                {"indicator": "出口", "target": {"grows_by": "12%", "base": "unnamed"}},
                {"indicator": "进口", "target": {"grows_by": "12%", "base": "unnamed"}},
                {"indicator": "旅游收入", "target": {"grows_by": "12%", "base": "unnamed"}},
            ],
        ),
        (
            "2026年，出口达到3亿元，进口达到2亿元，年均分别增长8%、5%。",
            [
                {"target": {"at_least": "3亿元"}},
                {"target": {"at_least": "2亿元"}},
                {"indicator": "出口", "target": {"grows_by": "8%", "base": "unnamed", "average": True}},
                {"indicator": "进口", "target": {"grows_by": "5%", "base": "unnamed", "average": True}},
            ],
        ),
        (
            "镉、铅、汞排放总量比2025年分别下降3%、4%、5%以上。",
            [
                {"indicator": f"{what}排放总量", "target": {"falling": size, "base": "2025"}}
                for what, size in (("镉", "3%"), ("铅", "4%"), ("汞", "5%"))
            ],
        ),
        (
            "集中收集率力争达到70%或在2025年基础上提高5个百分点以上。",
            [
                {"indicator": "集中收集率", "target": {"at_least": "70%"}},
                {"indicator": "集中收集率", "target": {"rising": "5百分点", "base": "2025"}},
            ],
        ),
        (
            "每校至少配备1名心理教师，学生超过1200人的学校至少配备2名。",
            [
                {"indicator": "心理教师", "target": {"at_least": "1名"}},
                {
                    "indicator": "心理教师",
                    "population": "学生超过1200人的学校",
                    "target": {"at_least": "2名"},
                },
            ],
        ),
        ("打造50个以上示范性强、带动性广的应用场景。", [{"indicator": "应用场景"}]),
        ("职工享受陪护假15日。", [{"indicator": "职工享受陪护假", "target": {"equals": "15日"}}]),
        ("每年为每个行政村放映电影不少于6场。", [{"indicator": "电影", "per": "village", "every": "year"}]),
        # In each of which periods: not only on the last day. A count says it in its unit, a rate for someone is no period.
        (
            "到2028年，每年完成造林300万亩，其中人工造林不少于80万亩、封山育林120万亩以上。",
            [
                {"quote": "每年完成造林300万亩", "every": "year", "due": "2028"},
                {"quote": "每年完成造林300万亩，其中人工造林不少于80万亩", "every": "year"},
                {
                    "indicator": "封山育林",
                    "quote": "每年完成造林300万亩，其中人工造林不少于80万亩、封山育林120万亩以上",
                    "every": "year",
                },
            ],
        ),
        ("每季度抽检覆盖率不低于25%。", [{"indicator": "抽检覆盖率", "every": "quarter"}]),
        ("每季度巡林不少于1次。", [{"target": {"at_least": "1次/季度"}, "every": None}]),
        ("每人每年补助80元。", [{"target": {"equals": "80元"}, "every": None}]),
        # In each division below the policy's own, and not in the sum of them.
        (
            "2027年底前，各县（市、区）至少建成1处苗圃。",
            [
                {
                    "indicator": "苗圃",
                    "quote": "各县（市、区）至少建成1处苗圃",
                    "per": "county",
                    "proposes": {"unit": "处", "entity": "county"},
                }
            ],
        ),
        ("各县（市、区）共新增学位1200个以上。", [{"indicator": "共新增学位", "per": None}]),
        ("各设区市护理型床位占比达到60%以上。", [{"indicator": "护理型床位占比", "per": "city"}]),
        ("各县级医院预约就诊率达到85%。", [{"per": None}]),
        (
            "各县（市、区）人民政府要落实责任，每万人口配备社会工作者不少于8人，全省达到2万人。",
            [
                {"bearer": ["各县（市、区）人民政府"], "per": "county"},
                {"target": {"at_least": "2万人"}, "per": None},
            ],
        ),
        # A short name of a declared indicator is no name of others' (基层医疗机构床位使用率 is declared).
        ("县级医院床位使用率达到85%。", [{"indicator": "县级医院床位使用率"}]),
        ("基层医疗卫生机构床位使用率达到60%。", [{"indicator": "primary_bed_occupancy"}]),
        ("病床使用率达到60%。乡镇卫生院床位使用率达到60%。", [{"indicator": "病床使用率"}, {"per": None}]),
        ("床位使用率控制在90%以内。", [{"indicator": "床位使用率"}]),  # nobody says of which
        # Of whom else the figure before is, by a case, a level, a place, who does it how often.
        (
            "贷款额度不超过20万元，合伙经营的可根据人数适当提高但不超过200万元。",
            [{"population": None}, {"indicator": "贷款额度", "population": "合伙经营", "modality": "may"}],
        ),
        (
            "供养标准为每人每月900元，集中供养的不低于1200元。",
            [{"population": None}, {"indicator": "供养标准", "population": "集中供养"}],
        ),
        (
            "乡镇应急队伍不少于12人，村级不少于2名。",
            [{"indicator": "乡镇应急队伍", "bearer": None}, {"indicator": "村级应急队伍", "bearer": None}],
        ),
        (
            "播音员普通话水平不低于一级乙等，教师不低于二级甲等。",
            [{"indicator": "播音员普通话水平"}, {"indicator": "教师普通话水平"}],
        ),
        (
            "抢修到场时间主城区不超过40分钟，其他地区不超过90分钟。",
            [{"population": "主城区"}, {"indicator": "抢修到场时间", "population": "其他地区"}],
        ),
        (
            "县级领导干部每月至少安排1天接访，乡镇（街道）领导干部每周不少于2次。",
            [
                {"indicator": "接访时间", "bearer": ["县级领导干部"]},
                {"indicator": "接访", "bearer": ["乡镇（街道）领导干部"], "target": {"at_least": "2次/周"}},
            ],
        ),
        (
            "队长、副队长每月跟班巡查分别不少于4次、6次。",
            [
                {"indicator": "跟班巡查", "population": "队长", "target": {"at_least": "4次/月"}},
                {"indicator": "跟班巡查", "population": "副队长", "target": {"at_least": "6次/月"}},
            ],
        ),
        (
            "河长每年巡河：市级不少于3次，县级不少于6次。",
            [{"indicator": "巡河", "population": "市级"}, {"population": "县级"}],
        ),
        (
            "自公告之日起至报名截止之日止，最短不得少于十日。",
            [{"indicator": "自公告之日起至报名截止之日时间", "target": {"at_least": "10日"}}],
        ),
        ("排污许可证有效期5年。", [{"indicator": "排污许可证有效期", "target": {"equals": "5年"}}]),
        ("河蟹最小可捕标准不低于6厘米。", [{"modality": None}]),  # 可 of a word permits nothing
        # Each of two lists has its own unit; what is measured of groups stands in the part before.
        (
            "每个乡镇（街道）至少配备2名网格员、每个村（社区）至少组建1支服务队。",
            [
                {"population": "每个乡镇（街道）"},
                {"population": "每个村（社区）", "quote": "每个村（社区）至少组建1支服务队"},
            ],
        ),
        (
            "学生每日屏幕使用时长，节假日不得超过3小时，其他时间不得超过1小时。",
            [
                {"indicator": "学生每日屏幕使用时长", "population": "节假日"},
                {"indicator": "学生每日屏幕使用时长", "population": "其他时间"},
            ],
        ),
        (
            "企业净增50家，其中规上工业企业20家、规上服务业企业10家。",
            [{}, {"population": None}, {"indicator": "规上服务业企业", "population": None}],
        ),
        ("收缴率低于60%的小区，专项检查每季度不少于1次。", [{"indicator": "专项检查"}]),
        (
            "对首次认定的品牌每件资助2000元，单个企业资助总额不超过10万元。",
            [{}, {"indicator": "单个企业资助总额", "population": None}],
        ),
        (
            "救助金额一般为当地低保标准的2至6倍，特殊情况可适当提高但最高不超过10倍。",
            [{"indicator": "救助金额"}, {"indicator": "救助金额", "population": "特殊情况"}],
        ),
        # 最低 of a name bounds nothing; what changes is named without the verb and the mean.
        (
            "最低缴费基数上调5%，养老金月人均提高80元，小学新增学位900个，抗体合格率常年保持在70%以上。",
            [
                {"indicator": "最低缴费基数", "target": {"rising": "5%", "base": "unnamed"}},
                {"indicator": "养老金", "target": {"rising": "80元", "base": "unnamed"}},
                {"target": {"at_least": "900个"}},
                {"indicator": "抗体合格率"},
            ],
        ),
        ("贷款利率较年初下降20个基点。", [{"target": {"falling": "20基点", "base": "unnamed"}}]),
        ("十个工作日内向当事人出具公证书。", [{"indicator": "出具公证书时限"}]),
        ("七日内向当事人所在单位送达决定书。", [{"indicator": "送达决定书时限"}]),
        # How strongly something is asked, or only allowed.
        ("建议每半年开展一次评估。", [{"modality": "encourage"}]),
        ("代表建议办结率达到98%。", [{"modality": None}]),
        ("建议办理满意率达到95%。", [{"indicator": "建议办理满意率", "modality": None}]),
        (
            "建议每个街道设置停车场2处。",
            [{"indicator": "停车场", "population": "每个街道", "modality": "encourage"}],
        ),
        ("用水量应尽可能控制在80升以内。", [{"indicator": "用水量", "modality": "aim"}]),
        ("企业可以将培训费用的60%用于补贴。", [{"indicator": "培训费用", "modality": "may"}]),
        ("补贴可按不高于50%的比例发放。", [{"indicator": "补贴比例", "modality": "may"}]),
        ("每户可补助2000元左右。", [{"indicator": "补助", "target": {"about": "2000元"}, "modality": "may"}]),
        # What must be done beyond a bound; what the one who must act has to see to; a day that is itself the measure.
        (
            "连续驾驶超过4小时应当强制休息20分钟，抽成比例上限不得超过20%。",
            [
                {"indicator": "强制休息时限", "target": {"equals": "20分钟"}},
                {"indicator": "抽成比例上限", "target": {"at_most": "20%"}},
            ],
        ),
        ("学校应当保证学生每天体育活动时间不少于1小时。", [{"indicator": "学生每天体育活动时间"}]),
        (
            "报名截止时间为2024年4月15日，考试成绩有效期为2年。",
            [{"indicator": "考试成绩有效期", "due": None}],
        ),
        ("对举报重大隐患的，最高可奖励30万元。", [{"indicator": "奖励", "population": "举报重大隐患"}]),
        (
            "轮岗比例不低于10%，其中骨干教师不低于交流总数的20%。",
            [{"indicator": "轮岗比例"}, {"population": None, "target": {"at_least": "20%"}}],
        ),
        (
            "防洪标准中心城区100年一遇、县城50年一遇。",
            [
                {"indicator": "防洪标准", "population": "中心城区", "target": {"equals": "100年一遇"}},
                {"indicator": "防洪标准", "population": "县城"},
            ],
        ),
        (
            "对限制类企业每千瓦时加价0.1元，对淘汰类企业加价0.3元。",
            [{}, {"indicator": "淘汰类企业加价", "population": "淘汰类企业"}],
        ),
        # So long before a term ends; levels that share the end of their word; a rate by which something is done.
        (
            "许可证到期前30日应当告知持证人。",
            [{"indicator": "提前告知持证人", "target": {"at_least": "30日"}}],
        ),
        (
            "县、乡、村道养护补助分别不低于1万元、5000元、3000元。",
            [{"indicator": "养护补助", "population": who} for who in ("县", "乡", "村道")],
        ),
        ("第二档气价在第一档基础上每立方米提高0.5元。", [{"indicator": "第二档气价"}]),
        ("养护工程每年按不低于总里程4%的比例实施。", [{"indicator": "养护工程比例", "every": "year"}]),
        ("力争投诉量较上年下降10%。", [{"target": {"falling": "10%"}, "modality": "aim"}]),
        # Names go no further than their bound; two that are compared are one; whose turn it is has no permission.
        (
            "补贴额原则上不超过同档产品上年均价的30%。",
            [{"indicator": "补贴额", "target": {"at_most": "30%"}}],
        ),
        ("物流总费用与地区生产总值的比率降至13%左右。", [{"indicator": "物流总费用与地区生产总值的比率"}]),
        (
            "满三年的可以申请落户，办理时限由15日压减至5日。",
            [{"indicator": "办理时限", "target": {"at_most": "5日"}, "modality": None}],
        ),
        ("接警后5分钟内到达现场的达标率不低于90%。", [{"target": {"at_least": "90%"}}]),
        ("安排1名重度残疾人按安排2名残疾人计算，安置率不低于1.5%。", [{"indicator": "安置率"}]),
        (
            "最短公示期为三个月，最长公示期为三年。",
            [{}, {"indicator": "公示期", "target": {"at_most": "3年"}}],
        ),
        # What there is is no goal; a higher aim is of the same change; a portion in brackets is of the same share.
        (
            "本县现有养老机构18家，床位2200张，其中护理型床位占比为58%，到2027年提高到65%。",
            [{"indicator": "护理型床位占比", "target": {"at_least": "65%"}, "due": "2027"}],
        ),
        ("现有公厕改造率达到100%。", [{"target": {"at_least": "100%"}}]),
        (
            "产值增长5.5%左右，力争6%。",
            [{}, {"target": {"rising": "6%", "base": "unnamed"}, "modality": "aim"}],
        ),
        (
            "培训合格率不低于95%（其中机关单位不低于98%）。",
            [{}, {"indicator": "培训合格率", "population": "机关单位"}],
        ),
        (
            "对首次达到5亿元、10亿元的企业，分别奖励20万元、50万元。",
            [{"target": {"equals": "20万元"}}, {"target": {"equals": "50万元"}}],
        ),
        ("每人每年最高补助1万元，每户年贴息不超过5万元。", [{"indicator": "补助"}, {"population": None}]),
        # A bare noun before a length or an area measures nothing: the figure before says what is measured of it.
        (
            "单人户住房面积不超过45平方米，两人户不超过60平方米，三人户不超过75平方米。",
            [
                {"indicator": "单人户住房面积"},
                {"indicator": "两人户住房面积"},
                {"indicator": "三人户住房面积"},
            ],
        ),
        ("主汛期水位不超过8米，非汛期不超过9米。", [{}, {"indicator": "非汛期水位"}]),
        ("甲级单位技术人员不少于20人，乙级不少于10人。", [{}, {"indicator": "乙级单位技术人员"}]),
        ("专任教师不少于20名，保健医师不少于2名。", [{}, {"indicator": "保健医师"}]),
        ("矿井气体检查每班不少于2次，高瓦斯矿井每班不少于3次。", [{}, {"indicator": "高瓦斯矿井气体检查"}]),
        (
            "演练每年不少于1次，高度超过90米的每半年至少一次。",
            [{}, {"indicator": "演练（次/半年）", "population": "高度超过90米"}],
        ),
        ("一级响应20分钟内到位。", [{"indicator": "一级响应到位时限"}]),
        # When something is given or done.
        ("选择海葬的，每例奖补2000元。", [{"indicator": "奖补", "population": "选择海葬"}]),
        ("经评审合格的，给予每人每年5000元补助。", [{"population": "经评审合格"}]),
        ("紧急情况下，应当在2小时内处置完毕。", [{"population": "紧急情况下"}]),
        # What is done again and again is of what stands before it.
        (
            "消防设施每月检查一次、每年检测一次，使用超过12年的电梯每年评估一次。",
            [
                {"indicator": "检查", "population": "消防设施", "target": {"at_least": "1次/月"}},
                {"indicator": "检测", "population": "消防设施"},
                {"indicator": "评估", "population": "使用超过12年的电梯"},
            ],
        ),
        (
            "供气企业应当每年对居民用户进行不少于一次的免费安检，对商业用户每半年不少于一次。",
            [
                {"indicator": "免费安检", "target": {"at_least": "1次/年"}},
                {"population": "商业用户", "target": {"at_least": "1次/半年"}},
            ],
        ),
        (
            "见习补贴不低于当地最低工资标准的60%，留用率达到50%的提高到90%。",
            [
                {"indicator": "见习补贴比例", "target": {"at_least": "60%"}},
                {"population": "留用率达到50%", "target": {"at_least": "90%"}},
            ],
        ),
        ("缴费基数可在平均工资的60%至300%之间选择。", [{"indicator": "缴费基数", "modality": "may"}]),
        ("社工服务对象不超过50人。", [{"indicator": "社工服务对象", "population": None}]),
        ("自受理之日起20个工作日办结。", [{"indicator": "办结时限", "target": {"at_most": "20工作日"}}]),
        (
            "大棚面积新增5000亩。",
            [{"indicator": "大棚面积", "target": {"rising": "5000亩", "base": "unnamed"}}],
        ),
        (
            "数字化率2028年达到60%，库房温度不高于22摄氏度。",
            [{"due": "2028"}, {"indicator": "库房温度", "due": None}],
        ),
        # Days that are past say which things are meant; what holds when something is so.
        ("2018年底前建成小区全部纳入改造范围。", [{"due": None}]),
        ("风力达到7级时严禁登高。", [{"target": {"forbidden": True}}]),
        ("甲烷浓度达到1.5%时必须断电，抽检率达到10%。", [{"indicator": "抽检率"}]),
        # Figures of what the sentence names before, one of each; of others than those nothing is said.
        (
            "三年完成造林1.2万亩、修复2.5万亩，其中2026年分别完成0.4万亩、0.9万亩。",
            [
                {"indicator": "造林", "target": {"at_least": "1.2万亩"}},
                {"indicator": "修复", "target": {"at_least": "2.5万亩"}},
                {"indicator": "修复", "target": {"at_least": "0.9万亩"}, "due": "2026"},  # 0.4万亩 stays open
            ],
        ),
        (
            "到2027年，高新技术企业、科技型中小企业分别达到50家、200家，2026年分别新增8家、30家。",
            [
                {"indicator": "高新技术企业", "target": {"at_least": "50家"}, "due": "2027"},
                {"indicator": "科技型中小企业", "target": {"at_least": "200家"}, "due": "2027"},
            ],
        ),
        # What only falls is an order, whatever it is compared with; what is gone is no share that is to rise.
        (
            "松材线虫病疫点数量较上年只减不增。",
            [{"indicator": "松材线虫病疫点数量", "target": {"falling": True}}],
        ),
        (
            "林业用地面积只增不减。",
            [{"indicator": "林业用地面积", "target": {"rising": True}, "softly": "只增不减"}],
        ),
        (
            "2027年实现疫点清零。",
            [{"indicator": "疫点清零率", "target": {"at_least": "100%"}, "due": "2027"}],
        ),
        # 标准, 名 and 个 begin words, too.
        ("建设3所名校。", [{"indicator": "名校"}]),
        ("建成2个标准化考点。", [{"indicator": "标准化考点"}]),
        ("编制按照服务人口1.2‰核定。", [{"indicator": "编制", "target": {"equals": "1.2‰"}}]),
        # A second figure that is only aimed at reaches no other part of its sentence.
        (
            "供水管网漏损率降到9%，力争降到8%，万元产值用水量降低不少于6%。",
            [
                {"target": {"at_most": "9%"}, "modality": None},
                {"target": {"at_most": "8%"}, "modality": "aim"},
                {"target": {"falling": "6%", "base": "unnamed"}, "modality": None},
            ],
        ),
        ("力争2028年全面拔除疫区。", [{"indicator": "疫区拔除时间", "modality": "aim", "due": "2028"}]),
        # A date that goes on with its sentence is not that of the next one; nor is one of a series that of every year.
        (
            "2025年6月底前完成试点，2026年全域推行。全县档案合格率达到98%。",
            [{"indicator": "档案合格率", "due": None}, {"indicator": "试点完成时间"}],
        ),
        (
            "2025年、2027年，供水普及率分别达到90%、95%，新增用户每年不少于3000户。",
            [{"due": "2025"}, {"due": "2027"}, {"indicator": "新增用户", "every": "year", "due": None}],
        ),
        # Years of which a portion is to come tell of no past; who shares one name with another is open.
        (
            "三年累计新增学位9000个，其中2024年、2025年分别新增2000个、3000个。",
            [{"target": {"at_least": "9000个"}}, {"due": "2024"}, {"due": "2025"}],
        ),
        ("三年累计造林9万亩，其中2024年分别完成2万亩、1万亩。", [{"target": {"at_least": "9万亩"}}]),
        # A prohibition says of what it is one; the title of a text forbids nothing.
        (
            "坡度超过25度的耕地不得新增开垦。",
            [{"indicator": "新增开垦", "population": "坡度超过25度的耕地"}],
        ),
        (
            "除应急抢险外，保护区（含缓冲区）内禁止挖沙采石。",
            [{"indicator": "挖沙采石", "population": "除应急抢险外，保护区（含缓冲区）内"}],
        ),
        ("《城区禁止燃放烟花爆竹管理规定》和县禁止销售烟花爆竹管理办法。", []),
        # By how much a time or a count changes is no term; what it comes from is none of its goals.
        (
            "平均候车时间缩短4分钟以上，申报材料精简三成以上，拥堵路段再压减10处。",
            [
                {"indicator": "平均候车时间", "target": {"falling": "4分钟", "base": "unnamed"}},
                {"indicator": "申报材料", "target": {"falling": "30%", "base": "unnamed"}},
                {"indicator": "拥堵路段", "target": {"falling": "10处", "base": "unnamed"}},
            ],
        ),
        (
            "窗口平均办理时间由5天压缩至2天以内。",
            [{"indicator": "窗口平均办理时间", "target": {"at_most": "2天"}}],
        ),
        # Of other groups than the one that is named first; the most that is given of a share.
        (
            "80周岁以上的老人护理补贴每人每月不低于70元，90至95周岁的不低于130元。",
            [
                {"indicator": "护理补贴", "population": "80周岁以上的老人"},
                {"indicator": "护理补贴", "population": "90至95周岁"},
            ],
        ),
        (
            "小型水闸管护经费不低于2万元、中型水闸不低于8万元。",
            [{"indicator": "小型水闸管护经费"}, {"indicator": "中型水闸管护经费"}],
        ),
        (
            "设备补助不超过购置价的30%，最高不超过200万元。",
            [{"target": {"at_most": "30%"}}, {"indicator": "设备补助", "target": {"at_most": "200万元"}}],
        ),
        (
            "护理补贴标准为50元，九十周岁以上提高至100元。",
            [{"indicator": "护理补贴标准"}, {"indicator": "护理补贴标准", "population": "九十周岁以上"}],
        ),
        (
            "按不低于职工1%的比例配备安全员，且最低不少于3人。",
            [{"target": {"at_least": "1%"}}, {"indicator": "安全员", "target": {"at_least": "3人"}}],
        ),
        # A portion, and the goals behind its semicolon; a case in which nothing may be done; an order that has a day.
        (
            "2025年新建管网60公里，其中6月底前新建15公里；漏损率降到9%。",
            [{"indicator": "新建管网"}, {"indicator": "新建管网", "due": "2025-06"}, {"due": "2025"}],
        ),
        ("连续三年考核不合格的，不得招生。", [{"indicator": "招生", "target": {"forbidden": True}}]),
        ("养殖户应当自收到责令改正通知之日起15日内改正。", [{"target": {"at_most": "15日"}}]),
        (
            "开办时间压缩至2天以内，按时办结率达到98%，投诉量同比下降5%以上。",
            [{"target": {"at_most": "2天"}}, {"target": {"at_least": "98%"}}, {"target": {"falling": "5%"}}],
        ),
        # What money is given for may be said by the verb alone; a share by what it is one of; a deed by what is told or done.
        (
            "各县（市、区）财政每年安排不少于60万元，用于普查。",
            [{"indicator": "安排资金", "bearer": ["各县（市、区）财政"], "per": "county", "every": "year"}],
        ),
        ("职工代表人数一般应当为委员总数的三分之一。", [{"indicator": "职工代表人数"}]),
        ("应当在10个工作日内将办理结果书面反馈申请人。", [{"indicator": "办理结果反馈时限"}]),
        (
            "自收到建议之日起十日内，将审查情况以信函、电子邮件等形式告知建议人。",
            [{"indicator": "审查情况告知时限"}],
        ),
        (
            "管理单位应当每半年对避雷设施进行检测。",
            [{"indicator": "避雷设施检测", "target": {"at_least": "1次/半年"}}],
        ),
        ("每年组织一次心肺复苏、伤口包扎培训。", [{"indicator": "心肺复苏、伤口包扎培训"}]),
        # Who must act may be no more than a kind, may be two, and stand before a mark.
        ("经营者应当在7日内退还预付款。", [{"bearer": ["经营者"]}]),
        ("人民检察院自收到申诉后十日以内，应当作出决定。", [{"bearer": ["人民检察院"]}]),
        ("有关单位或者个人应当在两个月内办理更名手续。", [{"bearer": ["有关单位或者个人"]}]),
        # What is done away with by a day, and what is done in each period, whatever day a sentence before it has.
        (
            "到2027年，基本消除66人以上大班额。督导机构每半年至少开展一次专项检查。",
            [
                {"indicator": "专项检查", "target": {"at_least": "1次/半年"}, "due": None},
                {"indicator": "66人以上大班额消除时间", "target": {"done_by": "2027"}},
            ],
        ),
        # What is forbidden, and when; a day of an earlier sentence is not its own.
        (
            "2027年底前，改造泵房6座。小学一年级不组织纸笔测试。未经核准，任何单位不得占用绿地。",
            [
                {"indicator": "改造泵房", "due": "2027"},
                {"indicator": "组织纸笔测试", "target": {"forbidden": True}, "due": None},
                {"indicator": "未经核准占用绿地", "target": {"forbidden": True}, "due": None},
            ],
        ),
        (
            "各县要于本通知印发后3个月内出台实施细则。",
            [{"indicator": "实施细则出台时间", "due": "2024-06-01", "bearer": ["各县"]}],
        ),
        # Of whom, and who: a unit that is counted is no bearer.
        (
            "每个街道至少建成1个综合性养老服务中心。",
            [{"population": "每个街道", "bearer": None, "quote": "每个街道至少建成1个综合性养老服务中心"}],
        ),
        (
            "鼓励有条件的乡镇每年举办不少于4场群众文化活动。",
            [{"bearer": ["有条件的乡镇"], "modality": "encourage"}],
        ),
        (
            "各县（市、区）要于2026年6月30日前制定实施方案并报市教育局备案。",
            [
                {
                    "bearer": ["各县（市、区）"],
                    "indicator": "实施方案制定时间",
                    "target": {"done_by": "2026-06-30"},
                    "due": "2026-06-30",
                }
            ],
        ),
        ("2026年6月底前，建成共享仓库20个。", [{"due": "2026-06"}]),
        (
            "市粮食局每半年通报一次库存情况。",
            [{"indicator": "库存情况通报", "target": {"at_least": "1次/半年"}}],
        ),
        ("各县（市、区）每3年开展1次规划评估。", [{"target": {"at_least": "1次/3年"}}]),
        ("县级每两年至少开展一次普查。", [{"target": {"at_least": "1次/2年"}}]),
        ("每5年修编一次防洪规划。", [{"target": {"at_least": "1次/5年"}}]),
        (
            "每2年对安全员进行不少于40学时的轮训。",
            [{"indicator": "安全员轮训学时", "quote": "每2年对安全员进行不少于40学时的轮训"}],
        ),
        ("鼓励有条件的学校每天安排一节体育课。", [{"indicator": "体育课", "target": {"at_least": "1次/日"}}]),
        ("千兆光网覆盖所有乡镇。", [{"indicator": "千兆光网乡镇覆盖率"}]),
        # A day behind a measure's name is that one's only; a name that was told of is that of the goals behind it.
        (
            "完好率2027年达到90%，维修服务满意率不低于85%。",
            [{"indicator": "完好率", "due": "2027"}, {"indicator": "维修服务满意率", "due": None}],
        ),
        (
            "河道整治达标率2023年为50%，2025年达到70%，2027年达到90%。",
            [{"indicator": "河道整治达标率", "due": day} for day in ("2025", "2027")],
        ),
        (
            "货运量比2022年增长两成，年均增速不低于4%。",
            [
                {"indicator": "货运量", "target": {"grows_by": "20%", "base": "2022"}},
                {"indicator": "货运量", "target": {"grows_by": "4%", "base": "unnamed", "average": True}},
            ],
        ),
        ("较大规模村庄通达率不低于99%。", [{"indicator": "较大规模村庄通达率"}]),
        # Of each group, what is said before the colon, at the end of a list or of the group before.
        (
            "水库巡检：市级每年不少于2次，县级每季度1次以上。",
            [
                {"indicator": "水库巡检", "population": "市级"},
                {"indicator": "水库巡检（次/季度）", "population": "县级"},
            ],
        ),
        (
            "初中、普通高中班额分别不超过45人、50人。",
            [{"indicator": "班额", "population": who} for who in ("初中", "普通高中")],
        ),
        (
            "一级医院床位不少于20张，二级医院不少于90张。",
            [{"indicator": "一级医院床位"}, {"indicator": "二级医院床位"}],
        ),
        (
            "省级财政对山区、库区分别按60%、80%的比例给予补助。",
            [{"indicator": "补助比例", "population": who} for who in ("山区", "库区")],
        ),
        # What is to be done within a term or so long before: the act, and neither its subject nor to whom.
        (
            "登记机关应当自收到材料之日起七日内向所在地县级人民政府规划主管部门通报变更情况。",
            [{"indicator": "通报变更情况时限", "bearer": ["登记机关"]}],
        ),
        (
            "经营场所停业的，应当在停业三十日前，向原许可机关申请注销许可。",
            [{"indicator": "提前申请注销许可", "target": {"at_least": "30日"}, "population": "经营场所停业"}],
        ),
        (
            "公示时间由30日缩短为15日，核准率不低于90%。",
            [{"target": {"at_most": "15日"}}, {"indicator": "核准率"}],
        ),
        # Who must act is who stands in the figure's part, or the subject of the sentence that goes on.
        (
            "索道使用单位应当每年至少开展2次演练，救援人员到场时间不超过20分钟。",
            [{"bearer": ["索道使用单位"]}, {"bearer": None}],
        ),
        ("同一企业每年检查不超过1次。", [{"bearer": None}]),
        # What a permission goes on with binds again; 可以 in a name permits nothing.
        (
            "可按每户3000元给予改造补助，每村不超过20万元。",
            [{"indicator": "改造补助", "modality": "may"}, {"modality": None}],
        ),
        ("可以提供上门服务的机构占比达到60%。", [{"modality": None}]),
        ("除抢修外，施工时间不得超过8小时。", [{"population": "除抢修外"}]),
        ("新建厂房12万m2。", [{"target": {"at_least": "120000平方米"}}]),
        ("每个乡镇至少有1所标准化卫生院。", [{"indicator": "标准化卫生院"}]),
        (
            "30户以上自然村通水率不低于98%。",
            [{"indicator": "30户以上自然村通水率", "target": {"at_least": "98%"}}],
        ),
        ("对新认定的老字号，一次性给予10万元奖励。", [{"quote": "对新认定的老字号，一次性给予10万元奖励"}]),
        # A day that opens a part of a sentence hides nobody; a part that begins with its bound is of no division.
        (
            "2027年底前各县（市、区）要建成3个以上实训基地，租金不得高于市场价。",
            [{"indicator": "实训基地", "bearer": ["各县（市、区）"], "per": "county", "due": "2027"}],
        ),
        ("到2027年每个县至少有1座书房。", [{"indicator": "书房", "bearer": None, "per": "county"}]),
        (
            "存款比例不得低于6%，不得高于11%。",
            [{"target": {"at_least": "6%"}, "per": None}, {"target": {"at_most": "11%"}, "per": None}],
        ),
        # Those of whom a permission or a higher bound is said, of what the figure before is one.
        (
            "托位使用率达到60%，有条件的区可提高至75%。",
            [
                {"population": None},
                {"indicator": "托位使用率", "population": "有条件的区", "modality": "may"},
            ],
        ),
        (
            "救助标准每人每月不低于300元，条件较好的县（市）应达到400元。",
            [{"population": None}, {"indicator": "救助标准", "population": "条件较好的县（市）"}],
        ),
        # What is done so often is its name; who does it is none.
        (
            "联合执法每季度不少于1次，水源井巡检每日不少于2次。",
            [{"indicator": "联合执法"}, {"indicator": "水源井巡检", "population": None}],
        ),
        # A bound holds across the whole that a share is of, and for each of a list.
        (
            "市、县分别按不低于本级上年度一般公共预算支出1%和2%的比例安排应急资金。",
            [{"target": {"at_least": "1%"}}, {"target": {"at_least": "2%"}}],
        ),
        (
            "按不超过本单位上年度工资总额5%的比例提取年金。",
            [{"target": {"at_most": "5%"}, "quote": "不超过本单位上年度工资总额5%的比例提取年金"}],
        ),
        ("登记机关应当在二十日内作出准予或者不予登记的决定。", [{"target": {"at_most": "20日"}}]),
        (
            "优良率高于全省平均水平，劣质率低于全市平均水平。",
            [
                {"target": {"relative_to": {"reference": "provincial_average", "than": "more_than"}}},
                {"target": {"relative_to": {"reference": "city_average", "than": "less_than"}}},
            ],
        ),
        # What is done otherwise with the same thing, of each term its act, of each grade its sum.
        (
            "新建和改造公厕150座，其中新建60座、改造90座。",
            [{"indicator": "新建和改造公厕"}, {"indicator": "新建公厕"}, {"indicator": "改造公厕"}],
        ),
        ("诉求2日内受理、8日内反馈。", [{"indicator": "诉求受理时限"}, {"indicator": "反馈时限"}]),
        (
            "照护补贴一级160元、二级90元。",
            [{"indicator": "照护补贴", "population": who} for who in ("一级", "二级")],
        ),
        ("护林队每队不少于8人。", [{"indicator": "护林队", "population": "每队"}]),
        ("公用经费标准不低于每生每年700元。", [{"indicator": "公用经费标准"}]),
        ("村级网格员实现自然村全覆盖。", [{"indicator": "村级网格员自然村覆盖率"}]),
        (
            "出差小结应当自返程之日起10个工作日内完成，来信办理不超过12个工作日，好评率达到90%。",
            [{"indicator": "出差小结完成时限"}, {"indicator": "来信办理时限"}, {"indicator": "好评率"}],
        ),
        # Of whom a part speaks no more once it has said a figure of its own.
        ("对一般企业抽查比例不低于2%，小微企业抽查比例不超过1%。", [{"population": None}] * 2),
        ("企业数量和产值实现“双提升”。", [{"target": {"rising": True}}] * 2),
        ("“三公”经费只减不增。", [{"target": {"falling": True}}]),
        ("数字产业营业收入实现四年倍增。", [{"target": {"grows_by": "100%", "base": "unnamed"}}]),
        ("农村厕所改造2025年启动不少于700座。", [{"indicator": "农村厕所改造启动", "due": "2025"}]),
        ("巡查日志留存不少于三年。", [{"indicator": "巡查日志留存时间"}]),  # no limit of it
        (
            "初中学校规模小学部不超过24个班、初中部不超过30个班。",
            [{"target": {"at_most": "24个班"}}, {"target": {"at_most": "30个班"}}],
        ),
        (
            "优良率不低于80%，细颗粒物浓度同比下降2微克/立方米，达标率均为100%。",
            [
                {"target": {"at_least": "80%"}},
                {"target": {"falling": "2微克/立方米"}},
                {"target": {"equals": "100%"}},
            ],
        ),
        # A year that goes on with its sentence ends at the semicolon; one that opens it does not.
        (
            "2023年覆盖率为80%，2025年达到90%；病床不少于200张。",
            [{"due": "2025"}, {"due": None}],
        ),
        ("伏季一律禁止捕捞。", [{"target": {"forbidden": True}, "population": "伏季"}]),
        # What is not forbidden, or is elsewhere, forbids nothing.
        ("凡法律法规未明令禁止的领域，一律向社会资本开放。", []),
        ("民间资本可以进入法律、法规未禁止进入的行业。", []),
        ("不禁止个人使用自备井。", []),
        ("发现国家禁止的渔具渔法，应当立即报告。", []),
        # What it was before is no bound, whatever stands before the word that says so; a standing duty is not due.
        ("最低生活保障标准由每人每月620元提高到680元。", [{"target": {"at_least": "680元"}}]),
        ("护理补贴最低标准由每人每月90元提高到110元。", [{"target": {"at_least": "110元"}}]),
        (
            "各县要在2024年5月底前成立专班，每季度报送一次进展。",
            [{"target": {"at_least": "1次/季度"}, "due": None}, {"due": "2024-05"}],
        ),
        ("细颗粒物浓度同比改善率不低于2%。", [{"indicator": "细颗粒物浓度同比改善率"}]),
        ("救助比例从60%起步。", [{"indicator": "救助比例", "target": {"at_least": "60%"}}]),
        # What was built is whom a sum is for, and the sum no minimum.
        ("对新认定的示范社一次性奖励8万元。", [{"target": {"equals": "8万元"}}]),
        ("对新建成的文化礼堂给予20万元补助。", [{"target": {"equals": "20万元"}}]),
        ("消防水鹤经费每处不低于6000元。", [{"target": {"at_least": "6000元"}}]),  # 处 fines nobody
        ("碳排放低于基准水平的项目占比达到40%。", [{"indicator": "碳排放低于基准水平的项目占比"}]),
        (
            "数字产业增加值增速快于地区生产总值增速3个百分点，占比提高1个百分点。",
            [{"indicator": "数字产业增加值占比"}],
        ),
        ("湿地面积年均净增不少于2万亩。", [{"indicator": "湿地面积"}]),
        ("八十周岁以上老年人每人每月发放养老补贴60元。", [{"indicator": "养老补贴"}]),
        (
            "网格覆盖率稳定在90%左右。",
            [{"reason": "没有同名指标，按原文拟为“网格覆盖率”；“90%左右”读作90%左右；原文没有写期限"}],
        ),
        # What makes a figure none of a target stands right behind it, and not further on.
        (
            "到2026年，参保率达到95%，缴费标准保持不变。",
            [{"indicator": "参保率", "target": {"at_least": "95%"}, "due": "2026"}],
        ),
        (
            "议题公开率达到90%，业主参与表决的满意率达到80%。",
            [{"indicator": "议题公开率"}, {"indicator": "业主参与表决的满意率"}],
        ),
        # Of several in each of which something is counted, the last before the figure is meant.
        (
            "各县应当保证每个乡镇不少于2名水管员，每个乡镇应当保证每个村不少于3名护林员。",
            [
                {"bearer": ["各县"], "per": None, "population": "每个乡镇"},
                {"per": None, "population": "每个村"},
            ],
        ),
        # A period that no key says is of the name; hours of a day and of a week are two measures.
        (
            "阅览室开放时间不少于每周30小时，阅览室开放时间不少于每天6小时，研修时间不少于每年60小时。",
            [
                {"indicator": "每周阅览室开放时间", "target": {"at_least": "30小时"}},
                {"indicator": "每天阅览室开放时间", "target": {"at_least": "6小时"}},
                {"indicator": "研修时间", "every": "year"},
            ],
        ),
        ("仓储公司内部管理层级压缩到四级以内。", [{"target": {"at_most": "4级"}}]),
        # What a change starts from is none; what the figure of a year bounds is.
        ("地下水开采量比2022年的60万立方米减少8%。", [{"target": {"falling": "8%", "base": "2022"}}]),
        ("林地面积不低于2021年的35万亩。", [{"target": {"at_least": "35万亩"}, "due": None}]),
        # Who is encouraged to try is encouraged; what caps a figure that may be reached is no permission.
        (
            "鼓励园区尽量将余热利用率提高到40%。",
            [{"indicator": "余热利用率", "modality": "encourage", "bearer": ["园区"]}],
        ),
        (
            "补贴比例为20%，有条件的县可提高到25%但最高不超过30%。",
            [
                {},
                {"target": {"at_least": "25%"}, "modality": "may"},
                {"target": {"at_most": "30%"}, "modality": None},
            ],
        ),
        (
            "班额不少于20人但不超过45人。",
            [{"target": {"at_least": "20人"}}, {"indicator": "班额", "target": {"at_most": "45人"}}],
        ),
        (
            "补贴标准为每人50万元以上但最高不超过80万元。",
            [{"indicator": "补贴标准"}, {"indicator": "补贴标准", "target": {"at_most": "80万元"}}],
        ),
        # Who may not, and when: of each in the row.
        (
            "供水企业未经用户申请，不得更换水表，不得停止供水。任何车辆未经登记不得驶入堤顶。",
            [
                {"indicator": "未经用户申请更换水表", "bearer": ["供水企业"], "population": None},
                {"indicator": "停止供水", "bearer": ["供水企业"], "population": "未经用户申请"},
                {"indicator": "驶入堤顶", "population": "未经登记"},
            ],
        ),
        (
            "未经许可，任何单位不得采砂，不得取土。",
            [{"indicator": "未经许可采砂"}, {"indicator": "取土", "population": "未经许可"}],
        ),
        (
            "任何单位未经批准不得占用绿地，不得砍伐树木。",
            [
                {"indicator": "占用绿地", "bearer": None, "population": "未经批准"},
                {"indicator": "砍伐树木", "bearer": None, "population": "未经批准"},
            ],
        ),
        # How long something is done each day is asked; 8小时工作制 is a name, and so is what tells of whom.
        (
            "学校每天安排2小时体育活动。社区书屋每周开放40小时。每天8小时工作制。每天工作8小时的人员可以轮休。",
            [
                {"indicator": "每天体育活动时间", "target": {"equals": "2小时"}, "bearer": ["学校"]},
                {"indicator": "社区书屋每周开放时间", "target": {"equals": "40小时"}},
            ],
        ),
        # Others to whom more is given are not those of the part before.
        (
            "对国家级项目给予100万元奖励，省级项目给予50万元奖励，县财政再给予10万元支持。",
            [
                {"population": "国家级项目"},
                {"indicator": "奖励", "population": "省级项目"},
                {"indicator": "支持", "population": None},
            ],
        ),
        (
            "市财政对改造的养老院每月补助900元，新建的养老院每月补助1200元。",
            [{"population": "改造的养老院"}, {"population": "新建的养老院", "every": "month"}],
        ),
        (
            "对低保户每户每年补助200元，特困人员每人每年补助300元。对参赛单位给予奖励，其中一等奖奖励5万元。",
            [{"population": "低保户"}, {"population": "特困人员"}, {"population": "一等奖"}],
        ),
        (
            "地形图更新时间，1:500比例尺不超过2年，1:2000比例尺不超过4年。",
            [
                {"indicator": "地形图更新时间", "population": "1:500比例尺"},
                {"indicator": "地形图更新时间", "population": "1:2000比例尺"},
            ],
        ),
        (
            "电工连续作业超过2小时应当休息15分钟。",
            [{"target": {"equals": "15分钟"}, "population": "电工连续作业超过2小时"}],
        ),
        ("隧道内车速不得超过每小时80公里。", [{"target": {"at_most": "80公里"}}]),
        # What the part before names, by several days; a second count of the same; a year's count that is left behind.
        (
            "专项资金拨付进度，2026年6月底前达到40%、9月底前达到70%。2026年底前完成库区迁建90户、310人。",
            [
                {"indicator": "专项资金拨付进度", "target": {"at_least": "40%"}, "due": "2026-06"},
                {"indicator": "专项资金拨付进度", "target": {"at_least": "70%"}, "due": "2026-09"},
                {"indicator": "库区迁建", "target": {"at_least": "90户"}},
                {"indicator": "库区迁建（人）", "target": {"at_least": "310人"}},
            ],
        ),
        (
            "小散码头数量由2022年的45个压减至20个以内，岸电覆盖率提高到80%以上。",
            [{"target": {"at_most": "20个"}}, {"indicator": "岸电覆盖率", "target": {"at_least": "80%"}}],
        ),
        # For whom it is raised by a share; 最高 of a name; whole, and not at most.
        (
            "公租房租金补贴最高标准由300元提高至360元，多子女家庭上浮10%，投诉按时办结率100%。",
            [
                {"indicator": "公租房租金补贴最高标准", "target": {"at_least": "360元"}},
                {
                    "indicator": "公租房租金补贴最高标准",
                    "target": {"rising": "10%", "base": "unnamed"},
                    "population": "多子女家庭",
                },
                {"target": {"equals": "100%"}},
            ],
        ),
        # When and of whom, told before the count; a whole is no half, and half a day no share.
        (
            "汛期每日查库不少于3次，超汛限水位时每4小时一次。被列为重点的，每季度抽检1次。全县性会议不超过半天。",
            [
                {"indicator": "查库", "population": "汛期"},
                {"indicator": "查库（次/4小时）", "population": "超汛限水位时"},
                {"indicator": "抽检", "population": "被列为重点"},
                {"target": {"at_most": "0.5天"}},
            ],
        ),
        # Terms, ranges and counts that were passed over.
        (
            "规划许可4个工作日办结，容积率控制在1.2—2.0之间，工棚每20平方米至少配备一具灭火器。",
            [
                {"indicator": "规划许可办结时限", "target": {"at_most": "4工作日"}},
                {"indicator": "容积率", "target": {"between": ["1.2", "2"], "direction": "down"}},
                {"indicator": "灭火器", "population": "每20平方米"},
            ],
        ),
        ("水库大坝外坡脚30米范围内禁止取土挖沙。", [{"population": "水库大坝外坡脚30米范围内"}]),
        ("三年内新建冷库60座，其中产地冷库占比不低于70%。", [{"due": "2027-03-01"}, {"due": "2027-03-01"}]),
        ("网箱2026年6月底前全部清退。", [{"target": {"at_least": "100%"}, "due": "2026-06"}]),
        # Of several groups each its own: tiers of an amount, grades of a school, levels of a tariff.
        (
            "管理费提取比例：100万元以下的部分不超过8%，100万元至500万元的部分不超过5%。",
            [
                {"indicator": "管理费提取比例", "population": "100万元以下的部分"},
                {"indicator": "管理费提取比例", "population": "100万元至500万元的部分"},
            ],
        ),
        (
            "小学四至六年级自习时间不超过40分钟，初中不超过60分钟。居民用气第一档气量不超过300立方米，第二档不超过500立方米。",
            [{}, {"indicator": "初中自习时间"}, {}, {"indicator": "第二档气量"}],
        ),
        (
            "上门护理服务对失能老年人每月不少于20小时，半失能老年人每月不少于10小时。",
            [{"population": "失能老年人"}, {"population": "半失能老年人"}],
        ),
        # What caps one of them, and by what rate something is levied.
        (
            "市级财政对面积1万平方米以上的展会，按每平方米10元给予补助，单个展会最高80万元。小微企业减按5%的税率征收资源税。",
            [
                {"indicator": "补助", "population": "面积1万平方米以上的展会"},
                {"indicator": "补助", "target": {"at_most": "80万元"}},
                {"indicator": "资源税比例", "target": {"equals": "5%"}},
            ],
        ),
        (
            "力争每个县（市、区）都有1所以上康复医院，每组间隔不小于8米。",
            [{"per": "county"}, {"indicator": "每组间隔"}],
        ),
        # What is done so often is a verb, too; 但是 begins no name, and 比 ends one.
        (
            "收费目录每年更新一次，复核可以延长，但是延长期限不超过15日，社工万人比达到8.5。",
            [
                {"indicator": "更新", "population": "收费目录"},
                {"indicator": "延长期限"},
                {"indicator": "社工万人比"},
            ],
        ),
        # A sum of which a part is of a year to come is no fact, and a figure is no thing to be finished.
        (
            "退耕还湿面积累计完成4万亩，其中2024年完成9000亩、2025年完成1万亩。",
            [
                {"due": None},
                {"target": {"at_least": "9000亩"}, "due": "2024"},
                {"indicator": "退耕还湿面积", "due": "2025"},
            ],
        ),
        (
            "便民警务站每个街道（镇）不少于1个，每个社区至少建成1处不小于200平方米的健身场地。",
            [
                {"indicator": "便民警务站", "population": "每个街道（镇）"},
                {
                    "indicator": "不小于200平方米的健身场地",
                    "target": {"at_least": "1处"},
                    "population": "每个社区",
                },
            ],
        ),
        (
            "对新获批的省级中试基地给予300万元支持，对市级技术中心分两年给予不少于80万元支持。",
            [
                {"indicator": "支持", "population": "新获批的省级中试基地"},
                {"indicator": "支持", "population": "市级技术中心"},
            ],
        ),
        (
            "夜班津贴标准由每人每月90元调整为120元，屋面防水保修为5年。",
            [{"target": {"equals": "120元"}}, {"target": {"equals": "5年"}}],
        ),
        # What is reported to whom; whom a figure behind a colon or a time is of; a day that is of one figure only.
        (
            "业主应当在合龙之日起10日内将合龙报告报交通主管部门备案。托育班额：小班不超过15人，大班不超过20人。",
            [
                {"indicator": "合龙报告报交通主管部门备案时限"},
                {"indicator": "托育班额", "population": "小班"},
                {"indicator": "托育班额", "population": "大班"},
            ],
        ),
        (
            "主航道每日巡航时间不少于8小时，支汊不少于5小时。补偿标准为每户不低于2万元，其中一类户3万元。",
            [{}, {"indicator": "支汊每日巡航时间"}, {}, {"indicator": "补偿标准", "population": "一类户"}],
        ),
        ("再生铝占比由18%提升至2028年的30%，铝材加工率不低于70%。", [{"due": "2028"}, {"due": None}]),
        (
            "新建公园10个且规模不小于全省平均水平。",
            [{"indicator": "新建公园", "target": {"at_least": "10个"}}],
        ),
        (
            "持证率不低于90%（其中机关单位不低于98%）。",
            [{"quote": "持证率不低于90%"}, {"indicator": "持证率", "quote": "机关单位不低于98%"}],
        ),
        ("签约率达到60%，完成300人。", [{"indicator": "签约率"}]),  # of whom the persons are is not said
        (
            "力争入园率、签约率达到60%。",
            [
                {"quote": "入园率、签约率达到60%", "modality": "aim"},
                {"quote": "签约率达到60%", "modality": "aim"},
            ],
        ),
        # An act between its bound and its time is of the name, and so is what else is given to whom.
        (
            "驿站每周至少营业70小时，登记成交额达到30亿元、年均增长12%。对考评优秀的村奖励6万元，良好的奖励3万元。",
            [
                {"indicator": "驿站每周营业时间"},
                {"indicator": "登记成交额", "target": {"at_least": "30亿元"}},
                {
                    "indicator": "登记成交额",
                    "target": {"grows_by": "12%", "base": "unnamed", "average": True},
                },
                {"target": {"equals": "6万元"}, "population": "考评优秀的村"},
                {"indicator": "奖励", "target": {"equals": "3万元"}, "population": "良好"},
            ],
        ),
        # What lasts from a day on, what is done so often, and what is counted with its size.
        (
            "校车车龄自首次上牌之日起不超过8年，摊主应当每日进行用火自查，预留份额不低于15%，至少配备一具4公斤以上灭火器。",
            [
                {"indicator": "校车车龄时限", "target": {"at_most": "8年"}},
                {"indicator": "用火自查", "target": {"at_least": "1次/日"}},
                {"indicator": "预留份额"},
                {"indicator": "4公斤以上灭火器", "target": {"at_least": "1具"}},
            ],
        ),
        # By what share of something else it is paid or built, and for how many it is counted.
        (
            "项目单位按合同价款的3%缴存质量保证金。",
            [{"indicator": "质量保证金比例", "target": {"equals": "3%"}}],
        ),
        (
            "水质抽检量达到每千人2批次，供水单位接到停水报告后应当在4小时内派员抢修。",
            [{"indicator": "每千人水质抽检量"}, {"indicator": "派员抢修时限", "bearer": ["供水单位"]}],
        ),
        # What is done to things that are there already is of their name: nobody wants 30处违建.
        (
            "拆除40处私搭乱建，至少轮训90名驾驶员，关停6家小砖厂，更新老旧锅炉12台，二级站床位不少于20张。",
            [
                {"indicator": "拆除私搭乱建", "quote": "拆除40处私搭乱建", "target": {"at_least": "40处"}},
                {"indicator": "轮训驾驶员", "quote": "至少轮训90名驾驶员"},
                {"indicator": "关停小砖厂", "target": {"at_least": "6家"}},
                {"indicator": "更新老旧锅炉"},
                {"indicator": "二级站床位"},
            ],
        ),
        # Several that each do it so often, and a list of whom each gets what is named behind the last.
        (
            "镇级每季度、村级每月、网格每周巡检一次。乡镇每月、村每半月开展一次清查。",
            [
                {"indicator": "巡检", "target": {"at_least": "1次/季度"}, "population": "镇级"},
                {"target": {"at_least": "1次/月"}, "population": "村级"},
                {"target": {"at_least": "1次/周"}, "population": "网格"},
                {"indicator": "清查", "target": {"at_least": "1次/月"}, "bearer": ["乡镇"]},
                {"target": {"at_least": "1次/半月"}, "population": "村", "bearer": None},
            ],
        ),
        (
            "对初级、中级、高级护理员分别给予300元、500元、900元岗位奖励。对考评优秀的村奖励6万元。",
            [
                {"indicator": "岗位奖励", "target": {"equals": "300元"}},
                {"indicator": "岗位奖励", "target": {"equals": "500元"}},
                {"indicator": "岗位奖励", "target": {"equals": "900元"}},
                {"indicator": "奖励", "target": {"equals": "6万元"}, "population": "考评优秀的村"},
            ],
        ),
        # A rate goes by what its cap names, and a trend by the figure to which it is joined.
        (
            "按每户400元、最高不超过8万元补贴。科研投入不低于300万元，并逐年增长；开放课程90门以上且逐年增加。",
            [
                {"indicator": "补贴", "target": {"equals": "400元"}},
                {"indicator": "补贴", "target": {"at_most": "8万元"}},
                {"indicator": "科研投入", "target": {"at_least": "300万元"}},
                {"indicator": "科研投入", "target": {"rising": True}},
                {"indicator": "开放课程", "target": {"at_least": "90门"}},
                {"indicator": "开放课程", "target": {"rising": True}},
            ],
        ),
        # What is forbidden may be named in the part before; encouragement ends where something is capped or ordered.
        (
            "国家淘汰的机型，一律不得引进。鼓励社会办园，班额不超过28人。鼓励有条件的县建公园，各乡镇要建成不少于2个停车场。",
            [
                {"indicator": "班额", "modality": None},
                {"indicator": "停车场", "modality": None, "bearer": ["各乡镇"]},
                {"indicator": "引进国家淘汰的机型", "target": {"forbidden": True}},
            ],
        ),
    ],
)
def test_entries_that_share_words_say_each_its_own(
    names: Names, text: str, expected: list[dict[str, Any]]
) -> None:
    found = drafted(names, text).requirements
    kept = [{key: entry.get(key) for key in one} for one, entry in zip(expected, found, strict=True)]
    assert kept == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("早班船不得早于6时30分开航。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        ("登记证应当于届满前60日至20日内申请换发。", "这个数字程序没有读全"),
        ("寄宿制学校在此基础上再提高200元。", "没有写明在哪个数上增减"),
        ("水位不得超过警戒水位0.3米。", "只写了比另一个数高多少或低多少，请按原文登记"),
        ("护理员与老年人之比不低于1∶4。", "是两个数之比，规则里写不下，请按原文登记"),
        ("到2027年，各县均应提供该项服务。", "有期限，看不出衡量的是什么"),
        ("签约率每年提高1至3个百分点。", "变动写成一个范围，规则里写不下，请拆开登记"),
        ("补助标准在现行基础上提高10%。", "没有写明在哪个数上增减"),
        ("力争2025年秋季学期起全面消除大班额。", "有期限，看不出衡量的是什么"),
        ("力争到2028年建成15个左右，每县不超过2个。", "看不出衡量的是什么"),
        ("小学、初中、高中分别达到5%、8%、10%以上。", "看不出衡量的是什么"),
        ("门票价格按八折收取。", "这个数字程序没有读全"),
        ("不再收取挂号费。", "写的是不收或不做，看不出对谁、凭什么，请按原文登记"),
        ("对困难学生免收学费。", "写的是不收或不做，看不出对谁、凭什么，请按原文登记"),
        ("覆盖率较上年提高3个百分点。", "看不出说的是已有的情况还是要做到的目标"),
        ("覆盖率与2020年持平。", "比较的对象没有登记"),
        ("工业用水量下降到2020年的80%。", "是某一年数值的几成或几倍，请按原文登记"),
        ("每套建筑面积以60平方米左右为主。", "只说以它为主，没有写明界限"),
        ("严禁超过五十人。", "看不出衡量的是什么"),
        ("最大不超过90平方米。", "看不出衡量的是什么"),
        # A permission to pass another bound is no duty; who has to agree is no target of anyone.
        # What is bounded by another thing has no figure, and is not passed over.
        ("小区绿地率不得降低。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        ("较大火灾事故零发生。", "要求为零或不发生，程序没有读成数，请按原文登记"),
        ("在库储备规模不低于上年。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        ("核载人数不得超过登记座位数。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        ("护理补贴标准不高于当地最低工资。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        ("居民收入增长不低于财政收入增长。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        ("农业投入增速快于经常性收入增速。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        (
            "持证人员不少于6人或者占员工总数的比例不低于4%。",
            "是两项中做到一项即可，规则里写不下，请按原文登记",
        ),
        ("无特殊情况，事业编制只减不增。", "看不出衡量的是什么"),
        (f"{'山' * 39}占比达到60%。", "看不出衡量的是什么"),  # cells that a text has run together
        ("无正当理由不得超过40日。", "看不出衡量的是什么"),
        ("换证周期由每年一次调整为每两年一次。", "是频次的调整，看不出是要求还是准许，请按原文登记"),
        ("情节复杂的，可以延长20日。", "是准许放宽或延长，不是要做到的数，请按原文登记"),
        ("山区乡镇可放宽至5公里。", "是准许放宽或延长，不是要做到的数，请按原文登记"),
        ("应当由人数占比过半数的业主同意。", "说的是多少人同意才算数，规则里写不下，请按原文登记"),
        ("确保2027年清理违规占道设施。", "有期限，看不出衡量的是什么"),
        ("到2027年完成改。", "有期限，看不出衡量的是什么"),
        ("未达标的，两年内不予评优。", "是多长时间里不变、不得或减免，规则里写不下，请按原文登记"),
        ("两年内不得申报同类奖项。", "是多长时间里不变、不得或减免，规则里写不下，请按原文登记"),
        ("6年内免上线检测。", "是多长时间里不变、不得或减免，规则里写不下，请按原文登记"),
        ("死亡3人以上事故起数零增长。", "要求为零或不发生，程序没有读成数，请按原文登记"),
        ("检测收费标准三年内保持不变。", "是多长时间里不变、不得或减免，规则里写不下，请按原文登记"),
        ("财政支出增长与收入增长同步。", "比较的对象没有登记"),
        ("确需延长的，可以延长一年。", "是准许放宽或延长，不是要做到的数，请按原文登记"),
        ("必要时可加密至每2小时一次。", "是准许放宽或延长，不是要做到的数，请按原文登记"),
        ("经批准，建筑高度可以超过24米。", "是准许放宽或延长，不是要做到的数，请按原文登记"),
        ("确有需要的，可增加1份。", "是准许放宽或延长，不是要做到的数，请按原文登记"),
        ("预计到2027年产值突破100亿元。", "看不出说的是已有的情况还是要做到的目标"),
        ("游客量有望突破50万人次。", "看不出说的是已有的情况还是要做到的目标"),
        ("本市常住人口超过300万。", "看不出说的是已有的情况还是要做到的目标"),
        ("便民生活圈累计达到30个。", "看不出说的是已有的情况还是要做到的目标"),
        ("空气优良率高于全省平均。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        (
            "学校的抗震设防要求应当高于当地房屋的抗震设防要求。",
            "与另一个数或标准相比，没有写出是多少，请按原文登记",
        ),
        ("禁止修建高度超过距离十分之一的建筑物。", "是一项禁止，其中有数字说明对象，请按原文登记"),
        ("乡级不少于3名，村级不少于1名。", "看不出衡量的是什么"),
        ("第一年不低于30%，第二年不低于60%。", "看不出衡量的是什么"),
        ("按照“每县至少1所”的要求完善布局。", "看不出衡量的是什么"),
        ("推动按期办结率、满意率“双95%”以上。", "看不出衡量的是什么"),
        ("困难地区可适当降低，但不得低于80元。", "看不出衡量的是什么"),
        ("用房面积严禁超过规定标准。", "与另一个数或标准相比，没有写出是多少，请按原文登记"),
        ("严禁在线路两侧500米范围内采石。", "是一项禁止，其中有数字说明对象，请按原文登记"),
        ("脱密期一般为6个月至3年。", "这个数字程序没有读全"),
        ("路段间距为500米至2公里。", "这个数字程序没有读全"),
        ("应当自本条例施行之日起6个月内补办手续。", "有期限，看不出衡量的是什么"),
        ("2024年4月底前和9月底前，分别完成自查和整改。", "有期限，看不出衡量的是什么"),
    ],
)
def test_what_is_not_said_stays_open(names: Names, text: str, why: str) -> None:
    found = drafted(names, text)
    assert not found.requirements
    assert {each["why"] for each in found.open} == {why}


def test_what_stands_behind_a_task_is_asked(names: Names) -> None:
    rows = "推进适老改造\t改造浴室300户，新建助餐点8个\t2024年10月底\t民政局"
    found = propose(policy_with(f"工作任务\t具体指标\t完成时限\t责任单位\n{rows}"), names).requirements
    assert [(one["target"], one["due"]) for one in found] == [
        ({"at_least": "300户"}, "2024-10"),
        ({"at_least": "8个"}, "2024-10"),
    ]


def test_a_cell_that_compares_is_held_open(names: Names) -> None:
    table = (
        "指标\t2030年\n居民收入增速（%）\t快于经济增速\n碳排放强度降低（%）\t完成省下达目标\n城乡收入比\t缩小"
    )
    assert len({one["clause"] for one in propose(policy_with(table), names).open}) == 3


@pytest.mark.parametrize("text", ["定价低于成本的，责令改正。", "补助标准不低于120元。"])
def test_what_is_a_case_or_has_a_figure_is_compared_with_nothing(names: Names, text: str) -> None:
    assert not drafted(names, text).open


def test_a_year_of_a_plan_is_not_past(names: Names) -> None:
    text = "2026年、2027年，建成示范校分别达到10所、25所。接入率达到100%。"
    found = drafted(names, text, "某市行动计划（2026—2027年）").requirements
    assert [(entry["due"], entry.get("due_from")) for entry in found] == [
        ("2026", None),
        ("2027", None),
        ("2027", "title"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023年底，已建成幼儿园43所。", "fact"),
        ("按照国办发〔2019〕5号文件执行。", "citation"),
        ("围绕“一老一小”，加强服务。", "slogan"),
        ("对65岁及以上老年人加强服务。", "name"),
        ("群众健康水平显著提升。", "not-measurable"),
        ("推动经济实现量的合理增长和质的稳步提升。", "not-measurable"),
        ("加快转型，现代物流服务体系基本形成。", "not-measurable"),
        ("考核连续两年以上不合格的，责令整改。", "name"),
        ("班额50人以下的可以合班上课。", "name"),
        ("有下列行为之一的，予以警告：三十日内未报告变动的；销售金额二十万元以上的；", "name"),
        ("合格率低于75%的予以约谈。", "name"),
        ("距退休不足4年的可延长至退休。", "name"),
        ("瞪羚企业是指成立不超过10年、营业收入增长超过20%的企业。", "name"),
        ("营业面积5000平方米以上的商场；", "name"),
        ("未设床位或者床位不满50张的机构，向县级部门申请。", "name"),
        ("客流量超过核定容量80%，并持续两小时时，应当限流。", "name"),
        ("车辆使用超过6年或者行驶超过40万公里的，予以报废。", "name"),
        ("借用期限两个月以上不满一年的，另行约定。", "name"),
        ("执法人员少于三人或者未表明身份、未说明理由的，相对人有权拒绝。", "name"),
        ("连续3年以上参加培训且没有违纪记录的教师，优先推荐。", "name"),
        ("推广入住率85%以上的机构的经验。", "name"),
        ("利用2—3年时间，补齐短板。", "date"),
        ("本办法自2024年7月1日起施行，有效期5年。", "date"),
        ("主管部门可以在两年内不受理其申请。", "not-measurable"),
        ("展望2035年，形成现代水网体系。", "date"),
        ("逾期不改正的，处二千元以上一万元以下罚款。", "not-measurable"),
        ("处违法所得百分之二十以上二倍以下罚款。", "not-measurable"),
    ],
)
def test_what_asks_nothing_is_set_aside(names: Names, text: str, reason: str) -> None:
    found = drafted(names, text)
    assert not found.requirements
    assert {each["reason"] for each in found.dismissed} == {reason}


@pytest.mark.parametrize(
    ("text", "title", "target", "due"),
    [
        ("五年累计改造旧管网800公里。", "某市供水提升行动（2026—2030年）", {"at_least": "800公里"}, "2030"),
        ("粮食产量比上年增长2%。", "某县2027年农业工作要点", {"grows_by": "2%"}, "2027"),
    ],
)
def test_what_a_plan_sums_up_is_not_past(
    names: Names, text: str, title: str, target: dict[str, str], due: str
) -> None:
    (entry,) = drafted(names, text, title).requirements
    assert (entry["target"], entry["due"], entry["due_from"]) == (target, due, "title")
    assert not drafted(names, text).requirements, "elsewhere it tells what was"


@pytest.mark.parametrize("years", ["近三年", "近十五年", "上五年", "最近两年"])
def test_years_that_are_over_are_past_in_a_plan_too(names: Names, years: str) -> None:
    title = "某市供水提升行动（2026—2030年）"
    assert not drafted(names, f"{years}累计改造旧管网800公里。", title).requirements


def test_what_says_when_something_holds_forbids_nothing(names: Names) -> None:
    found = drafted(names, "企业不进行电镀加工的，由县级部门备案。企业不进行露天堆放。").requirements
    assert [entry["quote"] for entry in found] == ["企业不进行露天堆放"]


def test_the_period_of_a_title_is_the_due_date(names: Names) -> None:
    (entry,) = drafted(names, "新增学位3600个。", "某县“十四五”教育发展规划").requirements
    assert (entry["due"], entry["due_from"]) == ("2025", "title")


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "指标\t单位\t2020年\t2025年\t属性\n养老机构护理型床位占比\t%\t45\t55\t约束性\n城镇调查失业率\t%\t5.2\t5\t预期性",
            [
                ("养老机构护理型床位占比", {"at_least": "55%"}, "2025", "must", None),
                ("城镇调查失业率", {"at_most": "5%"}, "2025", "aim", None),
            ],
        ),
        (
            "指标\t单位\t2025年\t2030年\n孕产妇死亡率\t1/10万\t≤9\t≤8",
            [
                ("孕产妇死亡率", {"at_most": "9/10万"}, "2025", "must", None),
                ("孕产妇死亡率", {"at_most": "8/10万"}, "2030", "must", None),
            ],
        ),
        (
            "区域\t低保标准（元）\t\n\t2023年\t2028年\n城市\t700\t760",
            [("低保标准", {"at_least": "760元"}, "2028", "must", "城市")],
        ),
        (
            "指标\t2024年\t2025年\n取水总量（亿立方米）\t16\t16.5以内",
            [
                ("取水总量", {"at_most": "16亿立方米"}, "2024", "must", None),
                ("取水总量", {"at_most": "16.5亿立方米"}, "2025", "must", None),
            ],
        ),
        (
            "指标\t2027年目标\t\n\t城市\t农村\n卫生厕所普及率（%）\t99\t90",
            [
                ("卫生厕所普及率", {"at_least": "99%"}, "2027", "must", "城市"),
                ("卫生厕所普及率", {"at_least": "90%"}, "2027", "must", "农村"),
            ],
        ),
        # What a target lies above its start, and a change on average, is no target of its own.
        (
            "指标\t单位\t2022年\t2030年\t年均/累计\t属性\n全社会用电量\t亿千瓦时\t210\t260\t4.4%\t预期性\n绿电消费比重\t%\t18\t25\t[7]\t约束性",
            [
                ("全社会用电量", {"at_least": "260亿千瓦时"}, "2030", "aim", None),
                ("绿电消费比重", {"at_least": "25%"}, "2030", "must", None),
            ],
        ),
        # Words of a cell that name it themselves.
        (
            "序号\t工作任务\t目标要求\t责任单位\t完成时限\n1\t托育服务\t新增普惠托位260个\t县卫健局\t2025年9月底",
            [("新增普惠托位", {"at_least": "260个"}, "2025-09", "must", None)],
        ),
        # A time in a cell is no period that describes something; what is summed up has the unit of its row.
        (
            "指标\t单位\t2023年\t2030年\n劳动年龄人口平均受教育年限\t年\t10.4\t11.2\n新增托位\t万个\t1.2\t累计5以上\n培训人数\t万人\t3\t累计18",
            [
                ("劳动年龄人口平均受教育年限", {"at_least": "11.2年"}, "2030", "must", None),
                ("新增托位", {"at_least": "5万个"}, "2030", "must", None),
                ("培训人数", {"at_least": "18万人"}, "2030", "must", None),
            ],
        ),
        # By how much it is more, and how it is scored, is no target; what is given just so, and at most; ㎡.
        (
            "项目\t现状（2022年）\t目标（2028年）\t增量\n公园数量（个）\t31\t50\t19\n人均绿地面积（㎡）\t13\t14.5\t1.5",
            [
                ("公园数量", {"at_least": "50个"}, "2028", "must", None),
                ("人均绿地面积", {"at_least": "14.5平方米"}, "2028", "must", None),
            ],
        ),
        # Of a table with its start this year is a goal; below 目标 nothing tells what was; a row with a bound is no head.
        (
            "指标\t2022年（基期）\t2023年\t2024年\n快递业务量（亿件）\t3.6\t4.1\t4.5",
            [
                ("快递业务量", {"at_least": "4.1亿件"}, "2023", "must", None),
                ("快递业务量", {"at_least": "4.5亿件"}, "2024", "must", None),
            ],
        ),
        (
            "考核指标\t目标值\n重复信访量\t较上年下降10%",
            [("重复信访量", {"falling": "10%", "base": "unnamed"}, None, "must", None)],
        ),
        (
            "任务\t工作目标\t完成时限\t责任单位\n公墓年检\t年检率达到100%\t2024年6月底前\t民政局\n乱葬治理\t完成治理不少于500座\t2024年9月底前\t各县（市、区）",
            [
                ("年检率", {"at_least": "100%"}, "2024-06", "must", None),
                ("治理", {"at_least": "500座"}, "2024-09", "must", None),
            ],
        ),
        # Parts of a year are days, grades of a test ask nothing, and an age in a cell says of whom.
        (
            "工作任务\t上半年\t四季度\n管网改造完成进度（%）\t45\t100",
            [
                ("管网改造完成进度", {"at_least": "45%"}, "2023-06", "must", None),
                ("管网改造完成进度", {"at_least": "100%"}, "2023", "must", None),
            ],
        ),
        ("考核指标\t优秀\t合格\t不合格\n来信办结率\t≥97%\t≥88%\t＜88%", []),
        (
            "服务项目\t服务对象\t服务标准\n健康管理\t70岁及以上老年人\t每年2次体检\n免费教育\t学生\t生均公用经费小学每年700元、初中每年900元",
            [
                ("体检", {"at_least": "2次/年"}, None, "must", None),
                ("生均公用经费", {"at_least": "700元"}, None, "must", "小学"),
                ("生均公用经费", {"at_least": "900元"}, None, "must", "初中"),
            ],
        ),
        (
            "指标名称\t计量单位\t目标值\t上年实际\n绿道里程\t公里\t120\t95",
            [("绿道里程", {"at_least": "120公里"}, None, "must", None)],
        ),
        # Stages are groups, their months end with the last, and things are due when they stand finished.
        (
            "阶段\t时间\t工作要求\n集中整治\t2024年4月至9月\t排查率达到100%，整改率达到90%以上",
            [
                ("排查率", {"at_least": "100%"}, "2024-09", "must", None),
                ("整改率", {"at_least": "90%"}, "2024-09", "must", None),
            ],
        ),
        (
            "乡镇\t改造管网（公里）\t完工时限\n深渡镇\t12\t2024年10月底",
            [("改造管网", {"at_least": "12公里"}, "2024-10", "must", "深渡镇")],
        ),
        (
            "类别\t城市（元）\t农村（元）\t执行时间\n低保\t900\t700\t2024年7月1日起",
            [
                ("低保", {"at_least": "900元"}, None, "must", "城市"),
                ("低保", {"at_least": "700元"}, None, "must", "农村"),
            ],
        ),
        # A head of a measure is of the name and says which way; one of a group says of whom.
        (
            "事项\t办理时限\t收费标准\n船舶登记\t5个工作日\t60元/本",
            [
                ("船舶登记办理时限", {"at_most": "5工作日"}, None, "must", None),
                ("船舶登记收费标准", {"equals": "60元/本"}, None, "must", None),
            ],
        ),
        (
            "类别\t城市（元）\t农村（元）\n孤儿养育\t1500\t1200",
            [
                ("孤儿养育", {"at_least": "1500元"}, None, "must", "城市"),
                ("孤儿养育", {"at_least": "1200元"}, None, "must", "农村"),
            ],
        ),
        (
            "企业规模\t奖励标准（万元）\t最高限额（万元）\n大型\t50\t100",
            [
                ("奖励标准", {"equals": "50万元"}, None, "must", "大型"),
                ("最高限额", {"at_most": "100万元"}, None, "must", "大型"),
            ],
        ),
        (
            "考核项目\t考核要求\t分值\t评分标准\n组织领导\t每季度研究工作不少于1次\t5\t每少1次扣1分",
            [("研究工作", {"at_least": "1次/季度"}, None, "must", None)],
        ),
        (
            "类别\t配备标准\n幼儿园\t每班2名教师\n初中\t生均图书不少于35册",
            [
                ("教师", {"at_least": "2名"}, None, "must", "幼儿园"),
                ("生均图书", {"at_least": "35册"}, None, "must", "初中"),
            ],
        ),
    ],
)
def test_a_row_is_drafted_with_what_its_heads_say(
    names: Names, table: str, expected: list[tuple[object, ...]]
) -> None:
    known = registry()
    found = [
        (
            indicator.label if (indicator := known.find(entry["indicator"])) else entry["indicator"],
            entry["target"],
            entry.get("due"),
            entry.get("modality", "must"),
            entry.get("population"),
        )
        for entry in propose(policy_with(table), names).requirements
    ]
    assert found == expected


def test_a_row_of_a_division_binds_it_and_one_of_a_total_all(names: Names) -> None:
    table = "县区\t2025年\n秦州区\t2.5\n麦积区\t3\n合计\t5.5"
    policy = replace(
        policy_with(f"造林任务分解表\n单位：万亩\n{table}"), division="620500", level=Level.PREFECTURE
    )
    found = [(entry.get("binds"), entry.get("population")) for entry in propose(policy, names).requirements]
    assert found == [(["620502"], None), (["620503"], None), (None, None)]


def test_a_magnitude_alone_in_a_cell_is_of_the_unit_of_its_row(names: Names) -> None:
    policy = policy_with("任务\t2024年\t2025年\n新建公共充电桩（个）\t5000\t1.2万")
    found = [(entry["indicator"], entry["target"]) for entry in propose(policy, names).requirements]
    assert found == [("新建公共充电桩", {"at_least": "5000个"}), ("新建公共充电桩", {"at_least": "1.2万个"})]


def test_a_row_says_who_must_act_and_from_what_a_target_starts(names: Names) -> None:
    table = "指标\t单位\t2022年\t2027年\t责任单位\n河长巡河率\t%\t88\t95\t县水务局、各乡镇"
    (entry,) = propose(policy_with(table), names).requirements
    assert entry["bearer"] == ["县水务局", "各乡镇"]
    assert "基期2022年为88%" in entry["reason"]


# --- files ------------------------------------------------------------------------------------

ENTRY = {
    "id": "x",
    "draft": True,
    "clause": "1",
    "quote": "达到85%",
    "indicator": "a",
    "target": {"at_least": "85%"},
}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "policy: p\n",
        "policy: p\nrequirements:\ndismissed: []\n",
        "policy: p\nrequirements: []  # 还没有\n",
        "policy: p\nrequirements:\n- id: y  # 已核\n  clause: 1\n\n# 关于另一节\ndismissed:\n- {clause: 2, quote: 三医}\n",
        "policy: p\nrequirements:\n    - id: y\n      clause: 1",
    ],
)
def test_what_stands_in_a_file_stays(text: str | None) -> None:
    aside = {"draft": True, "clause": "2", "quote": "共3家: “a”", "reason": "fact"}
    left = {"clause": "3", "quote": "1.2.3", "why": "没有读全"}
    made = with_drafts("p", text, Drafted([ENTRY], [aside], [left]))
    document, problems = parse(made, "p.yml")
    assert document is not None
    assert not problems
    before, _ = parse(text or "", "p.yml")
    old = before.data if before is not None and before.data else {}
    assert document.data["requirements"] == [*(old.get("requirements") or []), ENTRY]
    assert document.data["dismissed"] == [*(old.get("dismissed") or []), aside]
    for line in (text or "").splitlines():
        assert line.removesuffix(" []") in made or "[]" in line
    assert "#   why: 没有读全" in made
    assert with_drafts("p", made, Drafted(open=[left])) == made, "a comment is written once"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_any_words_can_be_written(words: str) -> None:
    entry = {"clause": "1", "quote": words, "proposes": {"unit": words}, "target": {"between": ["3", words]}}
    document, problems = parse(with_drafts("p", None, Drafted([entry])), "p.yml")
    assert not problems
    assert document is not None
    assert document.data["requirements"] == [entry]


# --- a knowledge base -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def base(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two policies, drafted."""
    folder = tmp_path_factory.mktemp("drafted")
    for policy in ("erenhot-2021", "shexian-2025"):
        shutil.copytree(root / "policy_texts" / policy, folder / "policy_texts" / policy)
    write_drafts(folder, draft_all(folder))
    return folder


def test_every_proposal_passes_the_double_entry(base: Path) -> None:
    specs = Specs.read(Corpus.load(base))
    assert specs.problems == ()
    assert len(specs.drafts) > 60
    assert {problem.code.value for problem in verify(specs)} <= {"PK230"}, "only what stays open"


def test_drafting_again_changes_nothing(base: Path) -> None:
    assert not any(outcome.is_new for outcome in draft_all(base))
    assert not draft_policy(Corpus.load(base), "shexian-2025").is_new


def test_what_was_decided_is_not_drafted_again(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "kb")
    spec = tmp_path / "kb" / "specs" / "shexian-2025.yml"
    spec.write_text("policy: shexian-2025\ndismissed:\n  - {clause: 1, reason: fact}\n", "utf-8")
    found = draft_policy(Corpus.load(tmp_path / "kb"), "shexian-2025").drafted
    assert {entry["clause"].partition("/")[0] for entry in found.requirements} == {"2", "p1"}


def test_a_file_that_cannot_be_read_is_left_alone(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "kb")
    spec = tmp_path / "kb" / "specs" / "shexian-2025.yml"
    spec.write_text("policy: [\n", "utf-8")
    with pytest.raises(PolicykitError, match="PK107"):
        draft_policy(Corpus.load(tmp_path / "kb"), "shexian-2025")
    outcomes = draft_all(tmp_path / "kb")
    write_drafts(tmp_path / "kb", outcomes)
    assert spec.read_text("utf-8") == "policy: [\n"
    assert [bool(outcome.problems) for outcome in outcomes] == [False, True]


def test_one_measure_has_one_name(tmp_path: Path) -> None:
    for number, name in enumerate(("护理型床位占比", "全县护理型床位的比例", "护理型床位占比")):
        folder = tmp_path / "policy_texts" / f"p{number}"
        folder.mkdir(parents=True)
        text = f"关于养老工作的通知\n\n一、目标\n\n到2026年，{name}达到{60 + number}%以上。\n"
        (folder / "source.txt").write_text(text, "utf-8")
        card = "title: 关于养老工作的通知\nlevel: county\ndivision: '341021'\nfile: source.txt\nsha256: {}\n"
        (folder / "policy.yml").write_text(card.format(sha256(text.encode()).hexdigest()), "utf-8")
    outcomes = draft_all(tmp_path)
    entries = [outcome.drafted.requirements[0] for outcome in outcomes]
    assert {entry["indicator"] for entry in entries} == {"护理型床位占比"}
    assert entries[1]["proposes"]["aliases"] == ["护理型床位的比例"]
    write_drafts(tmp_path, outcomes)
    assert not verify(Specs.read(Corpus.load(tmp_path)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("全县机械化率", "机械化比例", True),
        ("歙县机械化率", "机械化率", True),
        ("黄山市歙县2025年底机械化率", "机械化率", True),
        ("“十四五”期间全市机械化的比重", "机械化率", True),
        ("全县人数", "人数", True),
        ("歙县床位", "床位", True),
        ("全县率", "率", False),  # one sign is no name
        ("歙县率", "率", False),
        ("2025年森林覆盖率", "森林覆盖率", True),
        ("县域内就诊率", "基层就诊率", False),
        ("护理型床位占比", "护理型床位数", False),
    ],
)
def test_names_are_compared_without_place_and_year(one: str, other: str, same: bool) -> None:
    assert (measure_key(one) == measure_key(other)) is same


@pytest.mark.parametrize(
    ("name", "is_so"),
    [("初中", True), ("参保居民", True), ("初中就诊率", False), ("参保居民数", False), ("", False)],
)
def test_a_name_that_says_only_of_whom_a_figure_is(name: str, is_so: bool) -> None:
    assert is_group(name) is is_so


def test_what_is_added_stands_before_the_comments_of_what_follows() -> None:
    text = (
        "policy: p\nrequirements:\n- id: y\n  quote: |\n    一\n\n    # 二\n# 关于另一节\n\ndismissed: []\n"
    )
    made = with_drafts("p", text, Drafted([ENTRY]))
    ahead, added, behind = made.partition("- id: x")
    assert (ahead, bool(added)) == (text[: text.index("# 关于")], True)
    assert behind.endswith("# 关于另一节\n\ndismissed: []\n")


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2025, 12, 31), "2025"),
        (date(2025, 12, 30), "2025-12-30"),
        (date(2024, 11, 30), "2024-11"),
        (date(2024, 2, 29), "2024-02"),
        (date(2024, 2, 28), "2024-02-28"),
        (date(2023, 2, 28), "2023-02"),
        (date(2024, 1, 1), "2024-01-01"),
    ],
)
def test_a_day_is_written_as_the_period_that_it_ends(day: date, written: str) -> None:
    assert written_day(day) == written


@pytest.mark.parametrize(
    ("name", "shares"),
    [
        ("数字经济增加值占地区生产总值比重", ("数字经济增加值", "地区生产总值")),
        ("农村生活污水治理率（含改造）", ("已治理的农村生活污水", "应治理的农村生活污水总数")),
        ("床位数", ("", "")),
    ],
)
def test_the_figures_of_a_share_follow_from_its_name(name: str, shares: tuple[str, str]) -> None:
    assert share_of(name) == shares


@pytest.mark.parametrize(
    ("indicator", "unit", "comparator", "fit"),
    [
        ("county_visit_rate", "%", Comparator.GE, True),
        ("county_visit_rate", "万元", Comparator.GE, False),
        ("county_visit_rate", "", Comparator.INCREASE, True),  # a trend without a figure
        ("county_visit_rate", "万元", Comparator.GROWTH, True),  # per cent of whatever it is counted in
        ("county_visit_rate", "%", Comparator.GRADE, False),
        ("county_visit_rate", "", Comparator.BY_DATE, False),
        ("county_visit_rate", "", Comparator.DONE, False),
        ("consortium_rollout_date", "", Comparator.BY_DATE, True),
        ("consortium_rollout_date", "", Comparator.INCREASE, False),
        ("lead_hospital_grade", "", Comparator.GRADE, True),
        ("lead_hospital_grade", "", Comparator.INCREASE, False),
    ],
)
def test_which_figures_an_indicator_may_have(
    names: Names, indicator: str, unit: str, comparator: Comparator, *, fit: bool
) -> None:
    assert fits(names.registry.indicators[indicator], unit, comparator) is fit


def test_what_no_name_tells() -> None:
    assert unit_of("满意度水平的变化") == ""
    assert (letters("签约率"), letters("PM2.5浓度"), letters("2.5")) == ("qyl", "pmnd", "x")
    assert letters("签约率" * 9) == ("qyl" * 9)[:16]


@pytest.mark.parametrize(
    ("span", "inside"),
    [
        ((0, 1), (0, 3)),
        ((2, 3), (0, 3)),  # up to a mark
        ((4, 6), (4, 7)),  # from behind one
        ((8, 10), (8, 10)),
        ((2, 5), (0, 7)),  # across one
    ],
)
def test_the_part_of_a_sentence_lies_between_marks(span: tuple[int, int], inside: tuple[int, int]) -> None:
    assert part("一二三,五六七。九十", Span(*span)) == Span(*inside)


def test_a_quote_grows_from_its_phrase_to_its_sentence() -> None:
    text = "前言。 一、二三,四五;六七。后"
    assert [span.cut(text) for span in _wider(text, Span(6, 8))] == [
        "二三",
        "一、二三",
        "一、二三,四五",
        text,
    ]
    # Across a mark it grows on both sides of it.
    assert [span.cut(text) for span in _wider(text, Span(1, 5))] == [
        "前言。 一",
        "前言。 一、二三",
        "前言。 一、二三,四五",
        text,
    ]


def test_what_a_file_says_already() -> None:
    """A section that is set aside is so with all below it, and not with another whose path begins alike."""
    policy = policy_with("（一）签约率达到60%。\n（二）签约率达到70%。")
    first, second = (clause for clause in policy.clauses if "签约率" in clause.text)
    document, _ = parse(
        f"policy: x\ndismissed:\n  - clause: '{first.path}'\n    reason: fact\n"
        f"requirements:\n  - clause: '{second.path}'\n    id: a\n    quote: 达到70%\n    due: '2025'\n"
        "  - clause: 9/9\n    id: b\n    quote: 达到70%\n",  # of a clause that is gone
        "",
    )
    told = Told.of(document, policy)
    where = second.start + second.span.cut(policy.source).index("达到70%")
    assert told.covers(first, Span(first.start, first.end))
    assert told.covers(second, Span(where, where + 5))
    assert not told.covers(second, Span(where - 1, where + 5))
    assert told.has_due(second, date(2025, 12, 31))
    assert not told.has_due(second, None)
    assert not told.has_due(first, date(2025, 12, 31))
    assert told.ids == {(second.path, "a"), ("9/9", "b")}
    parent = Told(sections=frozenset({first.path.rpartition("/")[0]}))
    assert parent.covers(second, second.span)
    assert not parent.covers(replace(first, id="x/10/1"), first.span)
    assert not Told.of(None, policy).covers(first, first.span)


@pytest.mark.parametrize(
    ("counted", "name"),
    [
        ({"机械化率": 1, "全县机械化率": 2}, "全县机械化率"),  # the commonest
        ({"全县机械化率": 1, "机械化率": 1}, "机械化率"),  # the shortest of those
        ({"机械化比例": 1, "机械化比重": 1}, "机械化比例"),  # the first of those
        ({}, "某机械化率"),
    ],
)
def test_a_measure_is_called_by_the_commonest_of_its_names(counted: dict[str, int], name: str) -> None:
    groups = Groups()
    for label, times in counted.items():
        entry = {"indicator": label, "proposes": {"unit": "%"}, "clause": "1", "target": {}}
        groups.add("x", Drafted(requirements=[entry] * times))
    asked = next(iter(counted), "某机械化率")
    assert groups.name(asked, {"unit": "%"}) == name
    # Of another unit it is another measure.
    assert groups.name(asked, {"unit": "户"}) == asked


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("通公路比例、通客车比例", ["通公路比例", "通客车比例"]),
        ("签约率和就诊率", ["签约率", "就诊率"]),
        ("卫生院、就诊率", ["卫生院、就诊率"]),  # one of them is no measure
        ("就诊率", ["就诊率"]),
    ],
)
def test_joined_names_are_parted_where_each_is_a_measure(phrase: str, names: list[str]) -> None:
    assert [one.cut(phrase) for one in split(phrase, Span(0, len(phrase)), ())] == names


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("开设不少于5个中医特色专科,服务群众", "5个", "中医特色专科"),
        ("建成3个标准化卫生院。", "3个", "标准化卫生院"),
        ("建成3所名校。", "3所", "名校"),
        ("建成3个园", "3个", None),  # one sign is no name
        ("建成3个站点", "3个", "站点"),
        ("建成1个二级以上客运站,方便群众", "1个", "二级以上客运站"),
        ("开展2次全覆盖检查", "2次", "检查"),  # 全覆盖 says how
        ("建成3个园区(含改造2个)", "3个", "园区"),
        ("开展1次妇科病、乳腺病检查。", "1次", "妇科病、乳腺病检查"),
        ("建成3个站点、5个中心", "3个", "站点"),
        ("每年3次以上。", "3次", None),
        ("达到85%左右", "85%", None),
        ("选派3名医师担任院长", "3名", "医师"),
        ("提供3名医师能够担任的岗位", "3名", "医师"),
        ("配备2名工作人员作为的网格员", "2名", "工作人员作为的网格员"),  # a clause that describes it
    ],
)
def test_what_is_counted_stands_behind_its_figure(text: str, figure: str, name: str | None) -> None:
    found = find(text)
    place = behind(
        text, text.index(figure) + len(figure), [one for one in found if figure not in one.surface]
    )
    assert (place and place.cut(text)) == name


@pytest.mark.parametrize(
    ("text", "figure", "named"),
    [
        ("就诊率达到85%", "85%", ["就诊率"]),
        ("就诊率、签约率分别达到85%", "85%", ["就诊率", "签约率"]),
        ("签约率达到60%、就诊率达到85%", "85%", ["就诊率"]),
        ("签约率,就诊率达到85%", "85%", ["就诊率"]),
        ("床位使用率(一级医院不低于60%", "60%", ["一级医院"]),
        ("床位使用率(含观察床)不低于60%", "60%", ["床位使用率(含观察床)"]),
        ("65岁以上老年人签约率达到85%", "85%", ["65岁以上老年人签约率"]),
        ("文化站每年举办文化活动不少于4场", "4场", ["文化活动"]),
        ("主要负责人每年接受培训不少于24学时", "24学时", ["培训"]),
        ("超过85%", "85%", []),
    ],
)
def test_what_a_figure_is_of_stands_before_it(text: str, figure: str, named: list[str]) -> None:
    at = text.index(figure)
    found = names_before(text, Span(at, at + len(figure)), find(text))
    assert [one.cut(text) for one in found] == named


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("县人社局要加强指导,就业率达到90%", ["县人社局"]),
        ("县教育局要加强宣传。县人社局要加强指导,就业率达到90%", ["县人社局"]),  # of its own sentence
        ("加强宣传。县教育局要加强引导。县人社局要加强指导,就业率达到90%", ["县人社局"]),
        ("县教育局要加强宣传。就业率达到90%", None),
    ],
)
def test_who_must_act_stands_in_the_sentence_of_the_figure(text: str, who: list[str] | None) -> None:
    at = text.index("达到90%")
    assert bearer(text, Span(at, at + 5)).get("bearer") == who


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("“三医”联动覆盖率", "“三医”联动覆盖率"),  # what opens closes within
        ("“联动覆盖率", "联动覆盖率"),
        ("联动覆盖率(试点)", "联动覆盖率(试点)"),
        ("联动覆盖率)", "联动覆盖率"),
        ("、联动覆盖率、 ", "联动覆盖率"),
        ("力争联动覆盖率达到", "联动覆盖率"),
        ("2025年", None),
        ("'联动覆盖率'", "'联动覆盖率'"),
        # adverbs, who must act and verbs before it; but none that is a part of a word, or of what describes it
        ("即全县机械化率", "机械化率"),
        ("用人单位应当开展技能培训场次", "技能培训场次"),
        ("提高率", "提高率"),
        ("设施完好率", "设施完好率"),
        ("在校生人数", "在校生人数"),
        ("全市数字经济增加值", "数字经济增加值"),
        ("派驻基层医师", "基层医师"),
        ("派驻基层的医师", "派驻基层的医师"),
        ("可降解材料使用率", "可降解材料使用率"),
        # how long, in each of what and from what, on either side
        ("三年累计改造里程", "改造里程"),
        ("每个行政村放映电影", "电影"),
        ("收入三年", "收入"),
        ("床位费每人每天", "床位费"),
        ("绿化率比2020年", "绿化率"),
        ("等候时间由20分钟压缩至", "等候时间"),
        ("办结时限压缩至法定时限", "办结时限"),
        ("2025年就诊率2026年", "就诊率"),
        # no name at all
        ("每县", None),
        ("每人不超过", None),
        ("建成", None),
        ("全县力争达到", None),
        # of what is longer than thirty-two signs, and no measure, what stands behind the last 、
        ("甲" * 27 + "、服务站点", "甲" * 27 + "、服务站点"),
        ("甲" * 28 + "、服务站点", "服务站点"),
        ("甲" * 28 + "、服务站率", "甲" * 28 + "、服务站率"),
        ("85%", None),
        ("", None),
    ],
)
def test_a_name_has_no_marks_and_verbs_about_it(phrase: str, left: str | None) -> None:
    found = trimmed(phrase, Span(0, len(phrase)), find(phrase))
    assert (found and found.cut(phrase)) == left
