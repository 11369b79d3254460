"""The normal form: one writing for matching, and the way back to the source."""

from __future__ import annotations

import re
import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.judged_tables import policy_of

from policykit.base.resources import load
from policykit.model import Script, Span
from policykit.text.normal import (
    clause_form,
    fold,
    folded_characters,
    normalize,
    search_forms,
    search_key,
    simplified,
)

HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
ANY = st.text(st.characters(codec="utf-8"), max_size=80) | st.text(
    "資訊網際路共用品質程式縣域,。９０％〔〕 \r\n𠮷①ﬁ²\u200b", max_size=40
)
UNSEEN_OR_MARK = re.compile(rf"[{load('alike')['unseen']}\[\]〔〕注*※\d]*")


@pytest.mark.parametrize(
    ("source", "normal"),
    [
        ("資訊互聯網際網路", "信息互联互联网"),
        ("推動人工智慧輔助診斷", "推动人工智能辅助诊断"),
        ("將遠端醫療延伸到鄉村", "将远程医疗延伸到乡村"),
        ("提高管理服務品質", "提高管理服务质量"),
        ("議事決策程式", "议事决策程序"),
        ("資訊共用的縣域醫共體", "信息共享的县域医共体"),
        ("機製成員單位,合理控製成本", "机制成员单位,合理控制成本"),
        ("協同支援關係", "协同支持关系"),
        ("根據幹部管理許可權任免", "根据干部管理权限任免"),
        ("建立績效考核指標,嚴格執行程序", "建立绩效考核指标,严格执行程序"),
        ("瞭解蚌埠的資料", "了解蚌埠的资料"),
    ],
)
def test_traditional_sources_meet_the_mainlands_wording(source: str, normal: str) -> None:
    assert normalize(source, Script.TRADITIONAL).text == normal


@pytest.mark.parametrize(
    ("source", "normal"),
    [
        ("預留２０％以上", "预留20%以上"),
        ("国办发〔2023〕41号", "国办发[2023]41号"),
        ("3—5个、5–10家", "3-5个、5-10家"),
        ("县域\u3000医共体\xa0建设", "县域 医共体 建设"),
        ("品质、程式、共用", "品质、程式、共用"),
        ("达到8\u200b5%\u2060以上", "达到85%以上"),
        ("\u202e到2027\u00ad年\ufeff", "到2027年"),
        ("县域内就诊率¹达到85%¹²以上", "县域内就诊率达到85%以上"),
        ("就诊率〔1〕达到85%〔注2〕[3]以上", "就诊率达到85%以上"),
        ("达到85%①以上,床位500张②。", "达到85%以上,床位500张。"),
        ("达到85%*以上,**达到**90%※。", "达到85%以上,**达到**90%。"),
        # No marks of notes: items of a list, powers, units, years of a 文号, what stands in a number.
        ("重点是:①签约;②随访", "重点是:①签约;②随访"),
        ("工作内容①加强签约", "工作内容①加强签约"),
        ("10²个、60m²、60米²、85¹%、85[1]%", "10²个、60m²、60米²、85¹%、85[1]%"),
        ("县政办[23]5号、县政办[2]号", "县政办[23]5号、县政办[2]号"),
        ("工资*12+奖金*2", "工资*12+奖金*2"),
    ],
)
def test_simplified_sources_keep_their_words_without_marks_and_what_no_one_sees(
    source: str, normal: str
) -> None:
    assert normalize(source, Script.SIMPLIFIED).text == normal


@pytest.mark.parametrize(
    ("one", "other"),
    [("沿著", "沿着"), ("裡面", "裏面"), ("台灣", "臺灣"), ("因為", "因爲"), ("群眾", "羣众")],
)
def test_what_the_regions_write_otherwise_is_searched_as_one(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_variants_are_those_that_the_standards_of_the_regions_take_for_one() -> None:
    """They are kept in a table, as five conversions take a quarter of a second; this is how it is made."""
    # One character a line: OpenCC converts words by context.
    lines = "\n".join(chr(point) for first, end in HAN for point in range(first, end))
    folded = fold(lines).split("\n")
    least: dict[str, str] = {}
    for standard in ("s2t", "s2tw", "s2hk", "tw2s", "hk2s"):
        converted = fold(opencc.OpenCC(standard).convert(lines)).split("\n")
        for char, other in zip(folded, converted, strict=True):
            if char != other and min(char, other) >= "\u4e00" and max(char, other) <= "\u9fff":
                first, second = sorted((least.get(char, char), least.get(other, other)))
                least |= {old: first for old, to in least.items() if to == second}
                least |= {char: first, other: first, second: first}
    assert folded_characters()[1] == {char: to for char, to in least.items() if char != to}


@given(ANY, st.sampled_from(Script))
def test_every_character_of_the_normal_form_knows_where_it_came_from(source: str, script: Script) -> None:
    normal = normalize(source, script)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert all(0 <= start < end <= len(source) for start, end in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)
    whole = normal.to_source(Span(0, len(normal.text)))
    # Only what no one sees and marks of notes may stand outside of what the form came from.
    outside = source[: whole.start] + source[whole.end :]
    assert all(UNSEEN_OR_MARK.fullmatch(unicodedata.normalize("NFKC", char)) for char in outside)


@given(ANY, st.integers(0, 80), st.integers(0, 80), st.sampled_from(Script))
def test_the_way_to_the_source_and_back_covers_the_way(
    source: str, first: int, length: int, script: Script
) -> None:
    normal = normalize(source, script)
    span = Span(min(first, len(normal.text)), min(first + length, len(normal.text)))
    there = normal.to_source(span)
    back = normal.from_source(there)
    if span.start < span.end:
        assert back.start <= span.start
        assert back.end >= span.end
        assert normal.to_source(back) == there


@given(ANY)
def test_normal_form_is_its_own_normal_form(source: str) -> None:
    once = normalize(source, Script.SIMPLIFIED).text
    assert normalize(once, Script.SIMPLIFIED).text == once


def test_each_character_is_folded_alone() -> None:
    """What stands beside a character changes nothing of it, and each has its place."""
    characters = [chr(point) for point in range(0x10000) if not 0xD800 <= point < 0xE000]
    folded = fold("".join(characters))
    assert len(folded) == len(characters)
    assert folded == "".join(map(fold, characters))
    assert fold("，；：（）\u3000\xa0〔２〕？！％—縣") == ",;:()  [2]?!%-县"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("推動「網際網路＋」，資訊共用率達90％。", "推动“互联网＋”，信息共享率达90％。"),
        ("A臺B", "A台B"),  # a character alone between others
        ("資訊A臺B資訊1縣2", "信息A台B信息1县2"),
    ],
)
def test_a_reader_of_the_mainland_reads_their_words(written: str, read: str) -> None:
    assert simplified(written).text == read


@pytest.mark.parametrize(
    ("written", "tight"),
    [
        ("就 诊\t率\n高", "就诊率高"),
        ("达 90 %", "达90%"),
        ("1 2 人", "1 2人"),
        ("1 人 2", "1人2"),
        ("无空", "无空"),
    ],
)
def test_blanks_go_but_between_digits(written: str, tight: str) -> None:
    assert normalize(written).tight().text == tight


def test_a_clause_in_searched_form_ends_before_who_is_responsible() -> None:
    policy = policy_of("（一）签约率达到60%。（县卫健局负责）")
    form = clause_form(next(each for each in policy.clauses if each.responsible), policy)
    assert (form.text, len(form.starts), len(form.ends)) == ("(一)签约率达到60%。", 12, 12)


@pytest.mark.parametrize(
    ("source", "script", "forms"),
    [
        ("資訊共用", Script.TRADITIONAL, ["资讯共用", "信息共享"]),
        ("目標", Script.TRADITIONAL, ["目标"]),  # the mainland's word is the same
        ("资讯共用", Script.SIMPLIFIED, ["资讯共用"]),
    ],
)
def test_a_traditional_text_is_searched_in_the_wording_of_the_mainland_too(
    source: str, script: Script, forms: list[str]
) -> None:
    assert [form.text for form in search_forms(source, script)] == forms
