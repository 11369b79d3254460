"""The second reader of figures: finds what the first finds, and tells when one of the two is wrong."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.test_numeral import NUMBERS, han

from policykit.base.diagnostics import Code
from policykit.model.numeral import read_numeral
from policykit.specs import reading, recount
from policykit.specs.recount import recount as count
from policykit.text.quantities import figures, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.specs.conftest import Content

SIZES = {"十几", "数十万"}
"""Sizes and no numbers: the first reader gives them no value that is compared."""


@pytest.mark.parametrize(("text", "word", "value", "value2"), NUMBERS)
def test_it_finds_what_the_first_finds(text: str, word: str, value: Decimal, value2: int | None) -> None:
    if word in SIZES:
        return
    share = (numeral := read_numeral(text, 0)) is not None and numeral.unit == "%"
    assert count(word, share=share) == [value] if value2 is None else [value, value2]


@given(st.integers(1, 10**12 - 1))
def test_every_form_gives_the_value_back(number: int) -> None:
    for written in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), han(number)):
        assert count(f"{written}元") == [number]


@pytest.mark.parametrize(
    ("written", "values", "share"),
    [
        ("3-5万元", [30000, 50000], False),
        ("8000—1万元", [8000, 10000], False),
        ("2元至3万元", [2, 30000], False),
        ("百分之十至百分之二十", [10, 20], True),
        ("三至五万元", [30000, 50000], False),
        ("1万元以上5万元以下", [10000, 50000], False),
        ("百分之二十以上百分之五十以下", [20, 50], True),
        ("零下10至零下5度", [-10, -5], False),
        ("3个半月", [Fraction(7, 2)], False),
        ("半年", [Fraction(1, 2)], False),
        ("30亿亿次/秒", [3 * 10**17], False),
        ("1万亿元", [10**12], False),
        ("28 万元", [280000], False),
        ("2800 万 亿元", [28 * 10**14], False),
        ("21点", [21], False),
        ("翻两番", [300], True),
        ("1:1.25", [1, Fraction(5, 4)], False),
        ("5千瓦", [5], False),
        ("12元/10万人", [12], False),
        ("普遍", [], True),
        ("翻一番", [100], True),
        ("翻三番", [700], True),
        ("一半", [50], True),
        ("½", [50], True),
        ("½", [Fraction(1, 2)], False),
        ("四分之三", [75], True),
        ("3/4", [75], True),
        ("3/4", [Fraction(3, 4)], False),
        ("百分之三点五", [Fraction(7, 2)], True),
        ("千分之五", [5], False),
        ("三又二分之一", [Fraction(7, 2)], False),
        ("七成", [70], True),
        ("七成五", [75], True),
        ("七成半", [75], True),
        ("二三成", [20, 30], True),
        ("三五个", [3, 5], False),
        ("十七八个", [17, 18], False),
        ("二三十个", [20, 30], False),
        ("一百二三十人", [120, 130], False),
        ("3-5千元", [3000, 5000], False),
        ("3-5百万元", [3 * 10**6, 5 * 10**6], False),
        ("六千八", [6800], False),
        ("六千零八", [6008], False),
        ("13万2", [132_000], False),
        ("二百零五人", [205], False),
        ("二〇二五", [2025], False),
        ("三点二五亿元", [325_000_000], False),
        ("1.5×10⁴个", [15_000], False),
        ("2×10^5个", [200_000], False),
        # what stands once and counts for both ends, whatever joins them
        ("3-5个", [3, 5], False),
        ("3--5万元", [30_000, 50_000], False),
        ("3~5万元", [30_000, 50_000], False),
        ("3到5万元", [30_000, 50_000], False),
        ("3或5万元", [30_000, 50_000], False),
        ("3万-5万元", [30_000, 50_000], False),
        ("8000-1万元", [8000, 10_000], False),
        ("三至四十个", [3, 40], False),
        ("十至二十万元", [10**5, 2 * 10**5], False),
        ("三至五百万元", [3 * 10**6, 5 * 10**6], False),
        ("五百至八百万元", [5 * 10**6, 8 * 10**6], False),
        ("5百至8百万元", [5 * 10**6, 8 * 10**6], False),
        ("20年一遇", [20], False),
        ("五至一百万元", [5 * 10**4, 10**6], False),
        ("五千至三万元", [5000, 3 * 10**4], False),
        ("2万至8千万元", [2 * 10**4, 8 * 10**7], False),
        ("10至20%", [10, 20], True),
        ("百分之十至二十", [10, 20], True),
        ("千分之三至五", [3, 5], True),
        ("三分之一至二", [Fraction(100, 3), Fraction(200, 3)], True),
        # signs in a row, and places behind a point or a fraction
        ("一二三个", [123], False),
        ("二十点五万元", [205_000], False),
        ("½万元", [5000], False),
        ("半数", [50], True),
        ("过半", [50], True),
        ("大半", [50], True),
        ("翻番", [100], True),
        ("翻倍", [100], True),
        ("翻一倍", [100], True),
        ("翻了一倍", [100], True),
        ("翻了两番", [300], True),
    ],
)
def test_figures(written: str, values: list[Any], share: bool) -> None:
    assert count(written, share=share) == values


@pytest.mark.parametrize(
    ("words", "agreed"),
    [("达到85%", True), ("达到86%", False), ("85—90%", False), ("普遍", True)],
)
def test_the_readers_agree_or_one_has_no_opinion(words: str, agreed: bool) -> None:
    (quantity,) = find("达到85%")
    assert recount.agrees(quantity, words) is agreed
    (trend,) = find("逐步提高")
    assert recount.agrees(trend, words)


def test_what_is_unread_is_listed_as_such(content: Content) -> None:
    source = content.root / "policy_texts" / "demo-2025" / "source.txt"
    before = source.read_bytes()
    after = before.rstrip(b"\n") + "就诊83①人次，派出上千名医师。\n".encode()
    source.write_bytes(after)
    card = source.with_name("policy.yml")
    old, new = (hashlib.sha256(each).hexdigest() for each in (before, after))
    card.write_text(card.read_text("utf-8").replace(old, new), "utf-8")
    said = [problem.message for problem in content.problems() if problem.code is Code.QUANTITY_UNACCOUNTED]
    assert any("83①（未读）" in each for each in said), said
    assert any("上千（未读）" in each for each in said), said


@pytest.fixture
def fresh() -> Iterator[None]:
    """Clauses are read anew, and what was read with a fault in a reader is forgotten."""
    for kept in (reading._find, reading._read):  # noqa: SLF001 - what is kept of a text would hide the fault
        kept.cache_clear()
    yield
    for kept in (reading._find, reading._read):  # noqa: SLF001 - what is kept of a text would hide the fault
        kept.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_fault_of_the_first_reader_is_caught(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(text: str, start: int, **about: Any) -> Any:
        numeral = read_numeral(text, start, **about)
        return numeral and numeral._replace(value=numeral.value + 5)

    monkeypatch.setattr(figures, "read_numeral", wrong)
    assert Code.READERS_DIFFER in {problem.code for problem in content.problems()}


@pytest.mark.usefixtures("fresh")
def test_a_fault_of_the_second_reader_is_caught(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recount, "_signs", lambda word: [Fraction(len(word))])
    problems = content.problems()
    assert Code.READERS_DIFFER in {problem.code for problem in problems}
    said = next(problem.render() for problem in problems if problem.code is Code.READERS_DIFFER)
    assert "两种读法不一致" in said
