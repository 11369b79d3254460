"""Bytes become text without losing a character, or are refused with a reason."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.base.diagnostics import PolicykitError
from policykit.text import decode

SENTENCE = "（十一）拓展家庭医生签约服务。\r\n\u3000\u3000预留20%以上的号源\xa0，\x0c优先保障。"


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("gb18030"),
        SENTENCE.encode("utf-32"),
    ],
    ids=["UTF-8", "UTF-8 with BOM", "UTF-16 little endian", "UTF-16 big endian", "GB18030", "UTF-32"],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_is_known_without_a_mark(encoding: str) -> None:
    text = "第1条 为了保障 2025 年的目标。\n" * 200
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PK101"),
        (b" \r\n\t ", "PK101"),
        (b"%PDF-1.4 ...", "PK102"),
        (b"PK\x03\x04....", "PK102"),
        (b"\xd0\xcf\x11\xe0....", "PK102"),
        (b"\x89PNG....", "PK102"),
        (codecs.BOM_UTF8, "PK101"),
        (codecs.BOM_UTF8 + b"\xef\xbb\xbf \n", "PK101"),
        (b"PK\x05\x06" + b"\x00" * 18, "PK102"),
        (b"\xff\xd8\xff\xe0JFIF", "PK102"),
        (b"7z\xbc\xaf\x27\x1c", "PK102"),
        (b"\n \n%PDF-1.7\n" + SENTENCE.encode(), "PK102"),
        ("<!DOCTYPE html><html><body>" + SENTENCE, "PK102"),
        ("\ufeff\n  <HTML lang=zh>" + SENTENCE, "PK102"),
        ("<!-- 存档 -->\n<!-- 2 --><div class='x'>" + SENTENCE, "PK102"),
        ("<p>" + SENTENCE + "</p>", "PK102"),
        ("通知\n" + "<td class='a'>预留20%</td>" * 20, "PK102"),
        ("<?xml version='1.0'?><a>" + SENTENCE, "PK102"),
        ("{\\rtf1\\ansi " + SENTENCE, "PK102"),
        ('{"title": "' + SENTENCE, "PK102"),
        ("MIME-Version: 1.0\n" + SENTENCE, "PK102"),
        (SENTENCE + "\x00", "PK111"),
        (SENTENCE.replace("20", "2\x000"), "PK111"),
        (b"\xff\xff\xff\x00\x81", "PK103"),
        ("(cid:31)(cid:30)(cid:29)报(cid:28)" * 30, "PK104"),
        ("锟斤拷" * 200, "PK104"),
        (("关于印发方案的通知，各级人民政府应当加强领导。" * 9).encode().decode("gbk", "replace"), "PK104"),
        ("\ufffd\ufffd\ufffd\ufffd政策" * 30, "PK104"),
        ("The quick brown fox jumps over the lazy dog. " * 20, "PK104"),
    ],
)  # fmt: skip  # a row a line
def test_what_cannot_be_read_is_refused(data: bytes | str, code: str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    with pytest.raises(PolicykitError) as refused:
        decode(raw, file="x.txt")
    assert [d.code.value for d in refused.value.diagnostics] == [code]
    assert refused.value.diagnostics[0].file == "x.txt"


@pytest.mark.parametrize(
    ("data", "kind", "step"),
    [
        (b"%PDF-1.4", "PDF", "OCR"),
        (b"\x89PNG", "PNG", "OCR"),
        (b"\xd0\xcf\x11\xe0", ".doc", "WPS"),
        (b"PK\x03\x04....word/document.xml", "docx", "WPS"),
        (b"PK\x03\x04....a.txt", "zip", "解压"),
        ("<html>办法".encode(), "HTML", "浏览器"),
        ("{\\rtf1 办法".encode(), "RTF", "WPS"),
    ],
)
def test_each_format_has_its_own_next_step(data: bytes, kind: str, step: str) -> None:
    with pytest.raises(PolicykitError) as refused:
        decode(data)
    (problem,) = refused.value.diagnostics
    assert (kind in problem.message, step in problem.remedy) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "<总则>第一条 为了保障目标，制定本办法。",
        "[附件] 各单位应当加强领导，完善机制。",
        "关于印发方案的通知\n各单位应当加强领导<br>，完善机制，落实责任，确保取得成效。",
        "【政策文件】“一件事”改革：各单位应当加强领导。",
        "数值a<b时，各单位应当加强领导，完善机制。",
    ],
)
def test_what_only_looks_like_markup_is_text(text: str) -> None:
    assert decode(text.encode()) == text


def test_the_line_of_the_first_wrong_byte_is_named() -> None:
    with pytest.raises(PolicykitError) as refused:
        decode(SENTENCE.encode() + b"\n\xe4\xb8", file="a.txt")
    assert refused.value.diagnostics[0].place == "a.txt:3"


@pytest.mark.parametrize(("above", "place"), [("关于方案\n报", "2:2"), ("\n报告", "2:3"), ("报告", "1:3")])
def test_the_broken_mark_is_named_with_its_place(above: str, place: str) -> None:
    with pytest.raises(PolicykitError) as refused:
        decode((above + "(cid:31)" * 40).encode(), file="scan.txt")
    assert refused.value.diagnostics[0].place == f"scan.txt:{place}"


@pytest.mark.parametrize(
    "text",
    [
        "2011年，地区生产总值完成198.5亿元，同比增长22.3%；三次产业结构演进为3.6 : 48 : 48.4。",
        "為增進全體國民健康，辦理全民健康保險，以提供醫療服務，特制定本法。",
        "1.1.1 GDP 从 2015 年的 2.69 万亿元上升到 2020 年的 3.87 万亿元。",
        "对(cid:3)个别损坏的字符，" + "只要绝大部分文字可以辨认，就不应拒绝整份文件。" * 20,
    ],
)
def test_figures_traditional_characters_and_a_stray_mark_are_no_reason(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Co", "Cn")), max_size=200))
def test_offsets_survive_any_text_around_readable_text(noise: str) -> None:
    text = SENTENCE * 40 + noise
    assert decode(text.encode()) == text
