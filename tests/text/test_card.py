"""The card of a document: title, 文号, issuers and dates, from wherever a paper or a portal writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policykit.scaffold.proposals import guessed_division, proposed_division, why_no_policy
from policykit.text import document
from policykit.text.card import read_card
from policykit.text.signature import read_day

BODY = "\n一、目标\n到2025年，签约率达到60%以上。\n二、措施\n加强转诊。\n"
ADDRESSED = "各区卫生健康局：\n现将《签约服务方案》印发给你们，请认真执行。\n"

CARDS = {
    "as a paper is printed": (
        f"关于加强签约服务的意见\n皖卫发〔2024〕4号\n{BODY}安徽省卫生健康委员会\n2024年5月6日",
        ("关于加强签约服务的意见", "皖卫发〔2024〕4号", ["安徽省卫生健康委员会"], "2024-05-06"),
    ),
    "joint, two a line, in the letter": (
        ("某市卫生健康委员会等4部门关于印发签约服务方案的通知\n某卫函〔2023〕10号\n"
        f"{ADDRESSED}某市卫生健康委员会            某市财政局\n某市人力资源和社会保障局      某市医疗保障局\n"
        f"2023年10月19日\n签约服务方案{BODY}"),
        (
            "签约服务方案",
            "某卫函〔2023〕10号",
            ["某市卫生健康委员会", "某市财政局", "某市人力资源和社会保障局", "某市医疗保障局"],
            "2023-10-19",
        ),
    ),
    "joint, by single blanks, with seals": (
        f"关于签约服务的通知\n某医保发[2023]  5 号\n{BODY}某市医疗保障局 某市财政局（盖章）\n二〇二三年十月十九日",
        ("关于签约服务的通知", "某医保发[2023]5号", ["某市医疗保障局", "某市财政局"], "2023-10-19"),
    ),
    "an order over two lines": (
        f"中华人民共和国国务院令\n第735号\n医疗基金管理条例\n{BODY}总理 某某\n2021年1月15日",
        ("医疗基金管理条例", "中华人民共和国国务院令第735号", ["国务院"], "2021-01-15"),
    ),
    "an order below its title": (
        f"医疗基金管理条例\n中华人民共和国国务院令\n第735号\n{BODY}\n2021年1月15日",
        ("医疗基金管理条例", "中华人民共和国国务院令第735号", ["国务院"], "2021-01-15"),
    ),
    "a regulation with its history": (
        ("转诊条例\n（2019年3月5日国务院第40次常务会议通过　2019年4月2日中华人民共和国国务院令第711号公布）\n\n"
        "第一条 加强转诊。\n第二条 本条例自2019年5月15日起施行。"),
        ("转诊条例", "中华人民共和国国务院令第711号", ["国务院"], "2019-04-02"),
    ),
    "a public notice of its year": (
        f"国家药监局关于试剂的公告\n2020年 第12号\n{BODY}国家药监局\n2020年2月3日",
        ("国家药监局关于试剂的公告", "2020年第12号", ["国家药监局"], "2020-02-03"),
    ),
    "issuer and day in one line": (
        f"某县急救规划\n{BODY}某县人民政府办公室　2022年3月4日",
        ("某县急救规划", None, ["某县人民政府办公室"], "2022-03-04"),
    ),
    "the portal knows what the text does not say": (
        ("索 引 号：\t000014349/2004-00202\t主题分类：\t安全监管\n发文机关：\t国务院办公厅\t成文日期：\t2004年01月16日\n"
        "标　　题：\t国务院办公厅关于甲、乙省事故处理情况的通报\n发文字号：\t国办发〔2004〕7号\t发布日期：\t2018年12月02日\n"
        f"{BODY}"),
        ("国务院办公厅关于甲、乙省事故处理情况的通报", "国办发〔2004〕7号", ["国务院办公厅"], "2004-01-16"),
    ),
    "a field in which nothing is said": (
        f"索引号：0001/2022-7\n发文字号：无\n发布机构：某市人民政府办公室\n成文日期：2022-08-16\n关于健康城市的意见\n{BODY}",
        ("关于健康城市的意见", None, ["某市人民政府办公室"], "2022-08-16"),
    ),
    "a label in one line, its value in the next": (
        f"文号：\n某政办〔2022〕8号\n发布机构：\n某市人民政府办公室\n成文日期：\n2022-08-16\n关于健康城市的意见\n{BODY}",
        ("关于健康城市的意见", "某政办〔2022〕8号", ["某市人民政府办公室"], "2022-08-16"),
    ),
    "who issues stands in the title alone": (
        f"江西省人民政府办公厅关于健康融入政策的意见\n赣府厅发〔2025〕6号\n{BODY}\n2025年4月3日",
        (
            "江西省人民政府办公厅关于健康融入政策的意见",
            "赣府厅发〔2025〕6号",
            ["江西省人民政府办公厅"],
            "2025-04-03",
        ),
    ),
    "a law with its history": (
        ("# 某某促进法\n2019年12月28日 第十三届全国人民代表大会常务委员会第十五次会议通过\n\n"
        "第一条 为了促进健康，制定本法。\n第二条 本法自2020年6月1日起施行。"),
        ("某某促进法", None, ["全国人民代表大会常务委员会"], "2019-12-28"),
    ),
    "a regulation whose history says by which order": (
        ("# 某某管理条例\n（2010年3月1日中华人民共和国国务院令第571号公布）\n\n"
        "第一条 为了促进健康，制定本条例。\n第二条 本条例自2010年6月1日起施行。"),
        ("某某管理条例", "中华人民共和国国务院令第571号", ["国务院"], "2010-03-01"),
    ),
    "a report and who gives it": (
        ("政 府 工 作 报 告\n2012年2月29日在某区第十三届人民代表大会第六次会议上\n某区人民政府区长　　张　三\n"
        "各位代表：\n现在，我代表区政府作工作报告，请予审议。\n一、回顾\n去年签约率达到60%。\n二、任务\n加强转诊。"),
        ("政府工作报告", None, ["某区人民政府"], "2012-02-29"),
    ),
    "in traditional characters": (
        ("關於全面推進共同體建設的指導意見\n國衛基層發﹝2023﹞41 號\n一、總體要求\n到2025年底，簽約率達到60%。\n"
        "國家衛生健康委\n中央編辦\n2023年12月29日"),
        ("關於全面推進共同體建設的指導意見", "國衛基層發﹝2023﹞41號", ["國家衛生健康委", "中央編辦"], "2023-12-29"),
    ),
    "with the one who signs": (
        f"某政发〔2021〕3号　　签发人：李四\n关于医疗服务的报告\n{BODY}某市人民政府\n2021年2月3日",
        ("关于医疗服务的报告", "某政发〔2021〕3号", ["某市人民政府"], "2021-02-03"),
    ),
    "what is cited is not its own": (
        f"关于转诊的方案\n为贯彻落实《转诊意见》（皖卫发〔2024〕4号）精神，制定本方案。\n{BODY}",
        ("关于转诊的方案", None, None, None),
    ),
    "a month is no day": (
        f"某市转诊规划\n2026年1月\n{BODY}",
        ("某市转诊规划", None, None, None),
    ),
    "a line drawn twice": (
        f"数字规划\n数字规划\n{BODY}",
        ("数字规划", None, None, None),
    ),
}  # fmt: skip  # a paper a row


@pytest.mark.parametrize("kind", CARDS)
def test_a_card(kind: str) -> None:
    text, expected = CARDS[kind]
    facts = read_card(text, document(text)).facts
    assert tuple(facts.get(key) for key in ("title", "number", "issuers", "date_issued")) == expected


PLAN = "一、目标\n到2025年，签约率达到60%以上。\n二、措施\n加强转诊。"
HEADS = YAML(typ="safe").load(Path(__file__).parent / "fixtures" / "cards.yml")


@pytest.mark.parametrize("head", HEADS, ids=[head["kind"] for head in HEADS])
def test_a_judged_card(head: dict[str, Any]) -> None:
    text = str(head["text"]).replace("BODY", PLAN)
    doc = document(text)
    facts = read_card(text, doc).facts
    issuers, title = facts.get("issuers"), facts.get("title")
    named = issuers if isinstance(issuers, list) else []
    division = proposed_division(named, str(title or "")) or guessed_division(text)
    found = [title, facts.get("number"), issuers, facts.get("date_issued"), division]
    assert found == [str(each) if isinstance(each, date) else each for each in head["card"]]
    assert why_no_policy(doc, text) is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布时间：2024-06-28 14:59　来源：某报", "2024-06-28"),
        ("2024-01-24 10:53", "2024-01-24"),
        ("2023.7.26", "2023-07-26"),
        ("2026/1/5", "2026-01-05"),
        ("2024-13-40", None),
        ("2024年1月24日", None),  # the day of the document
        ("发布时间：", None),
    ],
)
def test_when_a_portal_published_it(line: str, published: str | None) -> None:
    text = f"关于转诊的方案\n{line}\n{BODY}"
    assert read_card(text, document(text)).facts.get("date_published") == published


@pytest.mark.parametrize("more", [0, 2])
def test_a_body_that_passed_a_law_is_its_maker_however_long_its_history_is(more: int) -> None:
    again = (
        "根据2015年5月6日安徽省第十二届人民代表大会常务委员会第十八次会议《关于修改〈转诊管理条例〉的决定》修正　"
        * more
    )
    text = (
        f"转诊管理条例\n\n（2010年3月2日安徽省第十一届人民代表大会常务委员会第九次会议通过　{again}）\n\n"
        "第一条 加强转诊。\n第二条 各县应当预留号源。\n"
    )
    facts = read_card(text, document(text)).facts
    assert facts.get("issuers") == ["安徽省人民代表大会常务委员会"]


@pytest.mark.parametrize("kind", CARDS)
def test_every_fact_stands_where_it_says(kind: str) -> None:
    text = CARDS[kind][0]
    card = read_card(text, document(text))
    for key, facts in card.found.items():
        for fact in facts:
            stands = fact.span.cut(text)
            if key.startswith("date_"):
                assert date.fromisoformat(fact.value) in map(read_day, stands.split("\u3000"))
            else:
                assert fact.value in "".join(stands.split())
            before = text[fact.span.start - 1 : fact.span.start]
            assert key != "number" or not before.strip(" \t\n\u3000：:"), before


def test_what_was_not_found_is_named() -> None:
    text = f"某规划\n{BODY}"
    assert read_card(text, document(text)).missing == ("文号", "发文机关", "成文日期")


HAN = "〇一二三四五六七八九"


def _in_han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else HAN[tens]) + "十") + (HAN[ones] if ones else "")


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_a_day_in_any_spelling(day: date) -> None:
    year = "".join(HAN[int(digit)] for digit in str(day.year))
    for written in (
        f"{year}年{_in_han(day.month)}月{_in_han(day.day)}日",
        f"{day.year}年{day.month:02}月{day.day:02}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}.{day.month}.{day.day}",
        day.isoformat(),
    ):
        assert read_day(written) == day


@given(st.text("关于的意见〔〕[]2024年月日5号令第、：\n\t 国务院办公厅一。附件", max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_too_strange(text: str) -> None:
    for facts in read_card(text, document(text)).found.values():
        assert all(0 <= fact.span.start <= fact.span.end <= len(text) for fact in facts)
