"""Numbers in all their forms: the value comes back whole, or nothing does."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policykit.model.numeral import han_integer, plain_numerals, read_numeral

# written, how much of it is the number, value, upper value
NUMBERS = [
    ("85%", "85", 85, None),
    ("1,234.5元", "1,234.5", Decimal("1234.5"), None),
    ("10 000张", "10 000", 10000, None),
    ("12/10万", "12", 12, None),
    ("13万2千元", "13万2千", 132000, None),
    ("13万2的编制", "13万2", 132000, None),
    ("1亿3千万人", "1亿3千万", 130000000, None),
    ("3万5000元", "3万5000", 35000, None),
    ("2.5亿人次", "2.5亿", 250000000, None),
    ("50多万人", "50多万", 500000, None),
    ("六千八。", "六千八", 6800, None),
    ("三亿五", "三亿五", 350000000, None),
    ("三千零五十人", "三千零五十", 3050, None),
    ("二十万亿元", "二十万亿", 20 * 10**12, None),
    ("三点五亿元", "三点五亿", 350000000, None),
    ("二〇三五年", "二〇三五", 2035, None),
    ("三四十个", "三四十", 30, 40),
    ("二十七八岁", "二十七八", 27, 28),
    ("二三百万元", "二三百万", 2000000, 3000000),
    ("两三名", "两三", 2, 3),
    ("十几个", "十几", 10, None),
    ("数十万人", "数十万", 100000, None),
    ("万分之三", "万分之三", Decimal("0.03"), None),
    ("百分之三点五", "百分之三点五", Decimal("3.5"), None),
    ("百分之八九", "百分之八九", 8, 9),
    ("百分之八九十", "百分之八九十", 80, 90),
    ("三分之二以上", "三分之二", Fraction(200, 3), None),
    ("十分之一", "十分之一", 10, None),
    ("一又二分之一倍", "一又二分之一", Decimal("1.5"), None),
    ("3/4的成员", "3/4", 75, None),
    ("½以上", "½", 50, None),
    ("3½年", "3½", Decimal("3.5"), None),
    ("七成五", "七成五", 75, None),
    ("六七成", "六七成", 60, 70),
    ("1.5×10⁴个", "1.5×10⁴", 15000, None),
    ("10^4", "10^4", 10000, None),
]
NONE = [
    "83①",
    "8³",
    "1,2345",
    "83 85",
    "1.2.3",
    "三点五十",
    "三百四五十",
    "一三个",
    "13万25",
    "8½3",
    "85[1]%",
    "85\t3",
    "10⁴",
    "一三又二分之一",
]


@pytest.mark.parametrize(("text", "word", "value", "value2"), NUMBERS)
def test_number(text: str, word: str, value: Decimal | Fraction | int, value2: int | None) -> None:
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert (text[: numeral.end], numeral.value, numeral.value2) == (word, value, value2)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("百分之五", True),
        ("百分之85", False),
        ("七成", True),
        ("7成", False),
        ("三分之二", True),
        ("一又二分之一", True),
        ("三千", True),
        ("85", False),
    ],
)
def test_in_which_signs_a_number_is_written(text: str, chinese: bool) -> None:
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert numeral.chinese is chinese


@pytest.mark.parametrize("text", NONE)
def test_no_whole_number(text: str) -> None:
    assert read_numeral(text, 0) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("补助贰佰伍拾圆整", "补助二百五十元整"),
        ("投入叁万元、伍仟元", "投入三万元、五千元"),
        ("歌手伍佰", "歌手伍佰"),
    ],
)
def test_formal_numerals_are_plain_ones(text: str, plain: str) -> None:
    assert plain_numerals(text) == plain


def han(number: int) -> str:
    """A number below 10^12 in Chinese numerals, by the school's rule."""
    for name, unit in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if number >= unit:
            above, below = divmod(number, unit)
            gap = "零" if 0 < below < unit // 10 else ""
            return han(above) + name + gap + (han(below) if below else "")
    return "零一二三四五六七八九"[number]


@given(st.integers(1, 10**12 - 1))
def test_every_form_gives_the_value_back(number: int) -> None:
    for written in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), han(number)):
        numeral = read_numeral(f"{written}元", 0)
        assert numeral is not None
        assert (numeral.end, numeral.value) == (len(written), Decimal(number))


@given(st.integers(10, 10**9), st.data(), st.sampled_from("①²⁴½\t^"))
def test_a_foreign_mark_within_digits_is_refused(number: int, data: st.DataObject, mark: str) -> None:
    written = str(number)
    at = data.draw(st.integers(1, len(written) - 1))
    assume(mark != "^" or written[:at] != "10")  # 10^4 is a number
    assert read_numeral(f"{written[:at]}{mark}{written[at:]}元", 0) is None


def test_numbers_of_articles() -> None:
    digits = "零一二三四五六七八九"
    for tens, ones in product(range(1, 10), range(10)):
        number = f"{digits[tens]}十{digits[ones] if ones else ''}"
        assert han_integer(number) == 10 * tens + ones
        assert tens > 1 or han_integer(number[1:]) == 10 + ones
