"""From when, until when, and instead of what: the sentences by which documents say it, and those that say it of others."""

from __future__ import annotations

from datetime import date

import pytest

from policykit.model import Span
from policykit.text import document
from policykit.text.repeals import read_repeals
from policykit.text.validity import Validity, read_validity

ISSUED = date(2019, 4, 2)


def read(sentence: str, issued: date | None = ISSUED) -> Validity:
    text = f"关于转诊的办法\n\n第一条 加强转诊，完善流程。\n第二条 {sentence}"
    return read_validity(text, document(text).segments, title="关于转诊的办法", issued=issued)


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("本办法自2021年5月1日起施行。", "2021-05-01", None),
        ("本规定自二○○四年十月一日起施行。", "2004-10-01", None),
        ("本条例自２０07年9月１日起施行。", "2007-09-01", None),
        ("本办法自公布之日起施行。", "2019-04-02", None),
        ("本意见自印发之日起执行，有效期5年。", "2019-04-02", "2024-04-01"),
        ("本办法自2021年1月1日起施行，有效期五年。", "2021-01-01", "2025-12-31"),
        (
            "本办法自印发之日起施行，有效期3年。本办法实施后，国家另有规定的，从其规定。",
            "2019-04-02",
            "2022-04-01",
        ),
        ("本通知自发布之日起30日后施行，有效期至2024年12月31日。", "2019-05-02", "2024-12-31"),
        ("本办法自2020年2月29日起试行，试行期一年。", "2020-02-29", "2021-02-27"),
        ("本方案自2020年1月1日起实施，有效期两年半。", "2020-01-01", "2022-06-30"),
        # a month that has no such day ends with its last
        ("本方案自2020年3月31日起实施，有效期一年半。", "2020-03-31", "2021-09-29"),
        ("本方案自2020年8月31日起实施，有效期一年半。", "2020-08-31", "2022-02-27"),
        ("本方案自2022年8月31日起实施，有效期一年半。", "2022-08-31", "2024-02-28"),
        ("本方案自2020年7月31日起实施，有效期一年半。", "2020-07-31", "2022-01-30"),
        ("本办法自公布之日起3个月后施行。", "2019-07-02", None),
        ("本办法自公布之日起满两个月后施行。", "2019-06-02", None),
        ("本办法自公布之日起二十日后施行。", "2019-04-22", None),
        ("本规定有效期为自2020年1月1日至2022年12月31日。", None, "2022-12-31"),
        ("本解释自2023年9月1日起施行。", "2023-09-01", None),
        ("本办法自2021年5月1日起施行。有效期3年。", "2021-05-01", "2024-04-30"),
        ("签约协议应当写明服务内容。有效期1年。", None, None),
        ("本办法于2020年3月1日起施行。", "2020-03-01", None),
        ("本规则自2021年8月1日零时起施行。", "2021-08-01", None),
        ("本决议自公布日施行。", "2019-04-02", None),
        ("本规定自市人民政府批准之日起实行。", "2019-04-02", None),
        ("本细则由县卫生健康委负责解释，自2022年3月1日起执行，有效期三年。", "2022-03-01", "2025-02-28"),
        ("本通知自2021年1月1日起执行，至2023年12月31日止。", "2021-01-01", "2023-12-31"),
        ("本办法自2021年1月1日起施行，2025年12月31日废止。", "2021-01-01", "2025-12-31"),
        ("本办法自2021年1月1日起施行，自2026年1月1日起失效。", "2021-01-01", "2025-12-31"),
        ("本办法自2021年1月1日起施行，自2026年2月30日起失效。", "2021-01-01", None),
        ("本细则自下发之日起执行，暂定试行二年。", "2019-04-02", "2021-04-01"),
        ("本办法自2019年7月1日起试行一年。", "2019-07-01", "2020-06-30"),
        ("本通知有效期至2023年底。", None, "2023-12-31"),
        ("本通知有效期至2024年2月底。", None, "2024-02-29"),
        ("本办法有效期自发布之日起五年。", "2019-04-02", "2024-04-01"),
        # another document, another thing, or no day
        ("各县应于2021年6月30日前出台细则，自2021年7月1日起施行。", None, None),
        ("《关于修改转诊办法的决定》已由第九次会议通过，自2021年12月1日起施行。", None, None),
        ("2021年5月1日实施《规定》有困难的，可以推迟，最迟应当自2022年1月1日起施行。", None, None),
        ("规章应当自公布之日起30日后施行。", None, None),
        ("自1997年2月5日起施行的《签约办法》同时废止。", None, None),
        # what lapses here is not the document
        ("许可证有效期为5年，有效期届满需要延续的，应当提前申请。", None, None),
        ("调解书自双方当事人签收之日起生效。", None, None),
        ("家庭医生签约协议有效期原则上为1年。", None, None),
        ("应当自起诉期限届满之日起七日内解除所采取的执行措施。", None, None),
        ("本办法施行日期由国务院另行规定。", None, None),
    ],
)
def test_in_force(sentence: str, effective: str | None, expires: str | None) -> None:
    found = read(sentence)
    days = [str(each.day) if each else None for each in (found.effective, found.expires)]
    assert days == [effective, expires]


def test_without_a_day_of_issue_nothing_counts_from_it() -> None:
    assert read("本办法自公布之日起施行，有效期5年。", issued=None) == Validity()


@pytest.mark.parametrize(
    ("sentence", "replaced"),
    [
        (
            "本办法自2021年5月1日起施行。1985年国务院批准发布的《转诊管理暂行办法》同时废止。",
            [("转诊管理暂行办法", "")],
        ),
        (
            "《关于转诊的通知》（皖卫发〔2015〕3号）、《签约服务办法（试行）》（皖卫发〔2016〕4号）同时废止。",
            [("关于转诊的通知", "皖卫发〔2015〕3号"), ("签约服务办法（试行）", "皖卫发〔2016〕4号")],
        ),
        # how the repealed one was amended is not repealed itself
        (
            "2010年《关于修改部分法规的决定》修正的《预算外资金管理条例》同时废止。",
            [("预算外资金管理条例", "")],
        ),
        (
            "根据2010年7月30日《关于修改部分法规的决定》修正的《预算外资金管理条例》同时废止。",
            [("预算外资金管理条例", "")],
        ),
        (
            "《北京市实施〈保密法〉若干规定》自本办法施行之日起即行废止。",
            [("北京市实施〈保密法〉若干规定", "")],
        ),
        # one with the same title is an older one when it is said whose it was
        ("2015年3月1日原省卫生厅发布的《关于转诊的办法》同时废止。", [("关于转诊的办法", "")]),
        ("《关于转诊的办法》（皖卫发〔2015〕3号）同时废止。", [("关于转诊的办法", "皖卫发〔2015〕3号")]),
        ("《关于转诊的办法》同时废止。", []),
        ("《转诊细则》（省卫生厅第69号令）一并废止。", [("转诊细则", "省卫生厅第69号令")]),
        ("《转诊细则》（卫（研）发〔1987〕32号）不再适用。", [("转诊细则", "卫（研）发〔1987〕32号")]),
        (
            "《转诊细则》（皖卫发〔2015〕3号，以下简称《细则》）自本办法施行之日起停止执行。",
            [("转诊细则", "皖卫发〔2015〕3号")],
        ),
        (
            "《转诊细则》（皖卫发〔2015〕3号）继续有效，《签约细则》（皖卫发〔2015〕4号）废止。",
            [("签约细则", "皖卫发〔2015〕4号")],
        ),
        ("本方案替代《试点指导方案》（皖医改〔2015〕6号）。", [("试点指导方案", "皖医改〔2015〕6号")]),
        ("自本办法施行之日起，废止《转诊细则》和《签约规范》。", [("转诊细则", ""), ("签约规范", "")]),
        (
            "自本办法施行之日起，废止《转诊细则》；《签约规范》继续执行；《随访规范》另行修订。",
            [("转诊细则", "")],
        ),
        (
            "下列文件同时废止：\n1.《转诊细则》（皖卫发〔2011〕1号）\n2.《签约规范》（皖卫发〔2012〕2号）",
            [("转诊细则", "皖卫发〔2011〕1号"), ("签约规范", "皖卫发〔2012〕2号")],
        ),
        (
            "1.《转诊细则》（皖卫发〔2011〕1号）；2.《签约规范》（皖卫发〔2012〕2号）同时废止。",
            [("转诊细则", "皖卫发〔2011〕1号"), ("签约规范", "皖卫发〔2012〕2号")],
        ),
        (
            "（一）《转诊细则》；\n（二）《签约规范》。\n以上文件自本办法施行之日起废止。",
            [("转诊细则", ""), ("签约规范", "")],
        ),
        (
            "自本办法施行之日起，废止根据《授权规定》制定的《转诊细则》和《签约规范》。",
            [("转诊细则", ""), ("签约规范", "")],
        ),
        ("自本办法施行之日起，废止《关于修改部分法规的决定》修正的《转诊条例》。", [("转诊条例", "")]),
        (
            "《签约规范》、《关于修改部分法规的决定》修正的《转诊条例》同时废止。",
            [("签约规范", ""), ("转诊条例", "")],
        ),
        ("《转诊细则》废止前已经办理的转诊，按原规定执行。", []),
        ("被废止的《转诊细则》不得作为依据。", []),
        ("《转诊细则》由省卫生健康委负责修订或者废止。", []),
        ("按照《清理工作的通知》要求，及时废止与本办法不一致的文件。", []),
        ("依照《产品质量法》关于销售失效、变质的产品的规定处罚。", []),
        ("采矿权人逾期不办理手续的，采矿许可证自行废止。", []),
        ("《转诊管理办法》尚未废止的，继续执行。", []),
        ("以往规定与《签约服务意见》不一致的，以本文件为准。", []),
    ],
)
def test_what_is_repealed(sentence: str, replaced: list[tuple[str, str]]) -> None:
    found = read(sentence).replaces
    assert [(each.title, each.number) for each in found] == replaced


@pytest.mark.parametrize(
    ("sentence", "partial"),
    [
        ("《转诊细则》第三条、第五条同时废止。", [True]),
        ("《转诊细则》中关于预约的规定同时废止。", [True]),
        ("《转诊细则》和《签约规范》第六条同时废止。", [False, True]),
        ("《转诊细则》中与本办法不一致的条款同时废止。", [True]),
        ("《转诊细则》和《签约规范》等2件规范性文件同时废止。", [False, False]),
    ],
)
def test_of_some_a_part_is_repealed(sentence: str, partial: list[bool]) -> None:
    assert [each.partial for each in read(sentence).replaces] == partial


@pytest.mark.parametrize(
    ("sentences", "titles"),
    [
        (["1.《甲办法》；", "2.《乙办法》。", "以上文件同时废止。"], ["甲办法", "乙办法"]),
        (["下列文件同时废止：", "1.《甲办法》；", "2.《乙办法》。"], ["甲办法", "乙办法"]),
        (["1.《甲办法》；", "加强转诊。", "以上文件同时废止。"], []),  # another sentence ends a list
        (["下列文件同时废止：", "加强转诊。", "1.《甲办法》；"], []),
    ],
)
def test_a_list_belongs_to_the_sentence_before_or_behind_it(sentences: list[str], titles: list[str]) -> None:
    placed = [(sentence, Span(9 * at, 9 * at + len(sentence))) for at, sentence in enumerate(sentences)]
    assert [each.title for each in read_repeals(placed, "本办法")] == titles


def test_the_lines_under_the_title_say_when_it_was_amended() -> None:
    text = (
        "转诊条例\n\n2010年3月2日 省第十一届人民代表大会常务委员会第九次会议通过\n"
        "2019年5月6日 《关于修改〈转诊条例〉的决定》第一次修正\n\n第一条 加强转诊。\n"
        "第二条 本条例自2010年7月1日起施行。"
    )
    found = read_validity(text, document(text).segments)
    assert [str(each.day) for each in (found.effective, found.amended) if each] == [
        "2010-07-01",
        "2019-05-06",
    ]
    assert found.amended is not None
    assert found.amended.span.cut(text) == "2019年5月6日 《关于修改〈转诊条例〉的决定》第一次修正"


def test_the_sentence_that_says_it_is_kept() -> None:
    text = "关于转诊的办法\n\n第一条 加强转诊。\n第二条 本办法自2021年5月1日起施行。《旧办法》同时废止。"
    found = read_validity(text, document(text).segments)
    assert found.effective is not None
    assert found.effective.span.cut(text).endswith("本办法自2021年5月1日起施行。")
    assert [each.span.cut(text) for each in found.replaces] == ["《旧办法》同时废止。"]
