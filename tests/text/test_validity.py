"""From when, until when, and instead of what: the sentences by which documents say it, and those that say it of others."""

from __future__ import annotations

from datetime import date

import pytest

from policykit.text import document
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
        ("本规定有效期为自2020年1月1日至2022年12月31日。", None, "2022-12-31"),
        ("本解释自2023年9月1日起施行。", "2023-09-01", None),
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
            [("关于转诊的通知", "皖卫发〔2015〕3号"), ("签约服务办法(试行)", "皖卫发〔2016〕4号")],
        ),
        # how the repealed one was amended is not repealed itself
        (
            "根据2010年7月30日《关于修改部分法规的决定》修正的《预算外资金管理条例》同时废止。",
            [("预算外资金管理条例", "")],
        ),
        (
            "《北京市实施〈保密法〉若干规定》自本办法施行之日起即行废止。",
            [("北京市实施〈保密法〉若干规定", "")],
        ),
        ("采矿权人逾期不办理手续的，采矿许可证自行废止。", []),
        ("《转诊管理办法》尚未废止的，继续执行。", []),
        ("以往规定与《签约服务意见》不一致的，以本文件为准。", []),
    ],
)
def test_what_is_repealed(sentence: str, replaced: list[tuple[str, str]]) -> None:
    found = read(sentence).replaces
    assert [(each.title, each.number) for each in found] == replaced


def test_the_sentence_that_says_it_is_kept() -> None:
    text = "关于转诊的办法\n\n第一条 加强转诊。\n第二条 本办法自2021年5月1日起施行。《旧办法》同时废止。"
    found = read_validity(text, document(text).segments)
    assert found.effective is not None
    assert found.effective.span.cut(text).endswith("本办法自2021年5月1日起施行。")
    assert [each.span.cut(text) for each in found.replaces] == ["《旧办法》同时废止。"]
