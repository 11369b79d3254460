"""Dates and their reach, as a table of sentences: what is read, from which day, to which day, for which figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.model import Quantity, QuantityKind
from policykit.text.quantities import find

ROWS = [
    [*map(str.strip, line[2:].split("|")), "", ""]
    for line in Path(__file__).with_name("dates.txt").read_text("utf-8").splitlines()
    if line.startswith("- ")
]
LEAST_ROWS = 200


def _meaning(found: Quantity) -> str:
    since = f"{found.since}.." if found.since else ""
    due = str(found.due) if found.due else ""
    is_date = found.kind is QuantityKind.DATE
    hint = f" {found.hint.value}" if found.hint and (is_date or found.hint.value == "fact") else ""
    return f"{since}{due}" + ("" if since or due else "-") + hint


def _found(text: str, year: str) -> list[Quantity]:
    named, _, day = year.partition("@")
    issued = date.fromisoformat(day) if day else None
    return list(find(text, year=None if named == "-" else int(named), issued=issued))


def _pairs(cell: str) -> list[tuple[str, str]]:
    return [tuple(part.strip().split(" ", 1)) for part in cell.split(";") if part.strip()]  # type: ignore[misc]  # two pieces each


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {row[1][:28]}" for row in ROWS])
def test_row(row: list[str]) -> None:
    year, text, dates, reach = row[:4]
    found = _found(text, year)
    shown = [
        (each.surface, _meaning(each) + (" ?" if each.vague else ""))
        for each in found
        if each.kind is QuantityKind.DATE
    ]
    assert shown == _pairs(dates)
    named = {
        each.surface: each for each in found if each.kind not in (QuantityKind.DATE, QuantityKind.FREQUENCY)
    }
    for figure, meaning in _pairs(reach):
        near = next((each for name, each in named.items() if name.endswith(figure)), None)
        near = near or next((named[name] for name in named if figure in name or name in figure), None)
        assert near is not None, f"{figure}: {list(named)}"
        assert _meaning(near) == meaning.removesuffix(" ?"), figure
        assert near.vague or not meaning.endswith("?"), figure


def test_table_is_large_enough() -> None:
    assert len(ROWS) >= LEAST_ROWS


_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_TENS = ("", "十", "二十", "三十")


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (str(ones).translate(_HAN) if ones else "")


FORMS = [
    "{d.year}年{d.month}月{d.day}日前",
    "{d.year}年{d.month:02}月{d.day:02}日前",
    "到{d.year}年{d.month}月{d.day}日",
    "{d.year}.{d.month}.{d.day}前",
    "{d.year}/{d.month}/{d.day}前",
    "{d:%Y-%m-%d}前",
    "{d:%Y%m%d}前",
    "{year}年{month}月{day}日前",
]


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.sampled_from(FORMS))
def test_a_day_in_any_of_its_forms_comes_back(day: date, form: str) -> None:
    han = {"year": str(day.year).translate(_HAN), "month": _han(day.month), "day": _han(day.day)}
    (found,) = find(form.format(d=day, **han) + "完成验收。", year=2000)
    assert (found.due, found.hint, found.vague) == (day, None, False)


@given(
    st.integers(2000, 2049), st.integers(1, 12), st.integers(1, 31), st.sampled_from(FORMS[:3] + FORMS[3:5])
)
def test_a_day_that_does_not_exist_is_not_read_as_another(year: int, month: int, day: int, form: str) -> None:
    class Day:
        pass

    written = Day()
    written.year, written.month, written.day = year, month, day  # type: ignore[attr-defined]  # like a date, but no real one
    (found,) = find(form.format(d=written) + "完成验收。", year=2000)
    try:
        assert found.due == date(year, month, day)
    except ValueError:
        assert found.due is None
        assert found.vague
