"""One tokenizer: script, width and numbers; what a text and a query are cut into."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.base.diagnostics import PolicykitError
from policykit.index.lexicon import Lexicon
from policykit.index.segmenter import Segmenter
from policykit.index.tokens import grams, log2, query_grams
from policykit.model import Script
from policykit.text.normal import script_of, search_forms, search_key


@pytest.fixture(scope="module")
def cut(lexicon: Lexicon) -> Segmenter:
    return Segmenter(lexicon)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("縣域內就診率", "县域内就诊率"),
        ("ＤＲＧ　９０％以上", "drg 90%以上"),
        ("國衛基層發〔2023〕41號", "国卫基层发[2023]41号"),
        ("國衛基層發［２０２３］４１號", "国卫基层发[2023]41号"),
        ("顯著、著名、着力", "显着、着名、着力"),
        ("裡面與裏面", "里面与里面"),
        ("县\u200b域\u00ad内\ufeff", "县域内"),
        ("二○二三年、二〇二三年", "二〇二三年、二〇二三年"),
        ("\uf9d1\uf967", "六不"),
        ("\u2ec5\u2ea0医\u2ed4诊", "见民医门诊"),
        ("𠮷野家𠮷", "𠮷野家𠮷"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_one_way_of_writing(text: str, written: str) -> None:
    assert search_key(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("推進網際網路診療", ["推进网际网路诊疗", "推进互联网诊疗"]),
        ("資訊共用", ["资讯共用", "信息共享"]),
        ("人工智慧輔助診斷", ["人工智慧辅助诊断", "人工智能辅助诊断"]),
        ("家庭醫生", ["家庭医生"]),
    ],
)
def test_a_traditional_text_is_also_searched_in_the_mainlands_words(text: str, written: list[str]) -> None:
    assert [form.text for form in search_forms(text, Script.TRADITIONAL)] == written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("县域内就诊率达90%以上", "县域内就诊率/达/90%/以上"),
        ("每千人口床位数7.86张", "每千人口/床位数/7.86张"),
        ("(国卫基层发〔2023〕41号)", "(/国/卫/基层/发/[2023]41号/)"),
        ("国家医保局实行DRG付费", "国家/医保局/实行/DRG/付费"),
        ("预留20%以上的号源", "预留/20%/以上/的/号源"),
        ("4.8万元保底收入", "4.8万/元/保底/收入"),
        ("到2025年底前30日内", "到/2025年/底/前/30日/内"),
        ("紧密型县域医疗卫生共同体建设", "紧密型县域医疗卫生共同体/建设"),
    ],
)
def test_words(cut: Segmenter, text: str, words: str) -> None:
    (form,) = search_forms(text, Script.SIMPLIFIED)
    assert list(cut.words(form.text)) == words.lower().split("/")


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("紧密型县域医共体", {"医共体", "县域", "紧密", "县域医共体"}),
        ("国家医学中心", {"国家", "医学", "中心"}),
        ("县域内就诊率", {"县域", "就诊率", "就诊"}),
        ("30日", {"30"}),
    ],
)
def test_words_within_words_leave_no_more_loose_characters_than_need_be(
    cut: Segmenter, text: str, within: set[str]
) -> None:
    found = set(cut.nested(text)) - {text}
    assert within <= found
    assert "家医" not in found


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("", {}),
        ("达", {"达": 1}),
        ("达达", {"达": 2, "达达": 1}),
        # marks part runs, and count themselves
        ("达。。效", {"达": 1, "效": 1, "。": 2}),
        # of a number every part of three signs and more, too
        ("2025", {"2": 2, "0": 1, "5": 1, "20": 1, "02": 1, "25": 1, "202": 1, "025": 1, "2025": 1}),
        ("年20", {"年": 1, "2": 1, "0": 1, "年2": 1, "20": 1}),
    ],
)
def test_the_grams_of_a_text(key: str, found: dict[str, int]) -> None:
    assert grams(key) == found


@pytest.mark.parametrize(("length", "parts"), [(2, 3), (3, 6), (6, 21), (7, 27), (8, 33)])
def test_no_part_of_a_word_is_longer_than_six(length: int, parts: int) -> None:
    assert len(grams("abcdefgh"[:length])) == parts


@given(
    text=st.text(alphabet=st.sampled_from("县域內就診率达90%.,。 “”〔〕年5Gg+𠮷１％\n"), max_size=30),
    ends=st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_a_text_has_all_grams_of_any_part_of_it(text: str, ends: tuple[int, int]) -> None:
    part = text[min(ends) : max(ends)]
    (whole,) = search_forms(text, Script.SIMPLIFIED)
    (inside,) = search_forms(part, Script.SIMPLIFIED)
    wanted = query_grams(inside.key)
    has = grams(whole.key)
    assert all(gram in has for gram in wanted)


def test_offsets_are_the_sources_whatever_is_left_out_or_takes_two_units() -> None:
    source = "𠮷\u200b野 家㎡"
    (form,) = search_forms(source, Script.SIMPLIFIED)
    assert form.text == "𠮷野家m2"
    assert [source[start:end] for start, end in zip(form.starts, form.ends, strict=True)] == [
        "𠮷",
        "野",
        "家",
        "㎡",
        "㎡",
    ]


@given(st.integers(1, 2**40))
def test_logarithm_in_whole_numbers(number: int) -> None:
    import math

    assert 0 <= 256 * math.log2(number) - log2(number) < 1.01


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("縣域", True),
        ("县域", False),
        ("90%！", False),
        ("乾隆年间的医疗卫生服务体系建设与改革指导意见", False),
    ],
)
def test_script_of_a_short_text(text: str, traditional: bool) -> None:
    assert (script_of(text) is Script.TRADITIONAL) == traditional


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("words: [医共体", "词表“lexicon.yml”不合要求"),
        ("word: [医共体]", "词表“word”不合要求：没有这一项"),
        ("words: {a: b}", "词表“words”不合要求：应是词的列表"),
        ("synonyms: [[医共体]]", "词表“synonyms”不合要求：应是若干组同义词"),
        ("related: {派: 派驻}", "词表“related”不合要求"),
        ("measures: [总额付费]", "词表“measures”不合要求"),
        ("measures: {支付: {总额付费: 打包}}", "词表“measures: 支付”不合要求"),
        ("- 医共体", "词表“lexicon.yml”不合要求：不是“键: 值”的形式"),
    ],
)
def test_a_lexicon_that_is_none_is_told_so(text: str, reason: str) -> None:
    with pytest.raises(PolicykitError) as caught:
        Lexicon.read(text)
    assert reason in str(caught.value)


def test_a_dictionary_that_cannot_be_read_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import jieba

    def broken(_: object) -> None:
        raise OSError(2, "No such file")

    monkeypatch.setitem(sys.modules, "rjieba", None)
    monkeypatch.setattr(jieba.Tokenizer, "initialize", broken)
    with pytest.raises(PolicykitError, match="PK402"):
        # Of a lexicon of its own: what reads a dictionary keeps it.
        Segmenter(Lexicon.read("words: [没有词典]"))
