"""The keys of a row: which division it is about, and whether it bears that one's name."""

from __future__ import annotations

import pytest

from policykit.base.diagnostics import Code
from policykit.model.keys import misnamed, read_division


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([("歙县", "341021", "county")], {}),
        ([("341021", "341021", "county")], {}),
        ([("休宁县", "341021", "county")], {0: Code.DIVISION_DISAGREES}),
        ([("卫健局", "341021", "county")], {}),
        ([("徽城镇", "341021", "county")], {0: Code.DIVISION_DISAGREES}),
        ([("歙县", "341021", "county"), ("卫健局", "341021", "county")], {1: Code.TWO_NAMES}),
        ([("卫健局", "341021", "county"), ("歙县", "341021", "county")], {0: Code.TWO_NAMES}),
        ([("卫健局", "341021", "county"), ("医保局", "341021", "county")], {0: Code.TWO_NAMES, 1: Code.TWO_NAMES}),
        ([("休宁县", "341021", "hospital")], {}),
        ([("休宁县", "999999", "county")], {}),
        ([("歙县", "341021", "county"), ("休宁县", "341022", "county")], {}),
    ],
)  # fmt: skip  # a row a line
def test_a_division_bears_its_own_name(rows: list[tuple[str, str, str]], wrong: dict[int, Code]) -> None:
    found = misnamed(rows)
    assert {at: found[row][0] for at, row in enumerate(rows) if row in found} == wrong
    # which name it bears elsewhere, and not itself
    twice = [values for code, values in found.values() if code is Code.TWO_NAMES]
    assert all({each["first"], each["unit"]} == {row[0] for row in rows} for each in twice)


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        ("歙县", "341021", None),
        ("341021.0", "341021", None),
        ("341021000000", "341021", None),
        ("341021100000", "341021100000", Code.WRONG_LEVEL),
        ("", "", Code.NO_DIVISION),
        ("nan", "", Code.NO_DIVISION),
        ("999999", "999999", Code.DATA_UNKNOWN_DIVISION),
        ("888888", "888888", None),
    ],
)
def test_a_division_by_code_or_name(value: str, text: str, code: Code | None) -> None:
    found = read_division(value, frozenset({"888888"}))
    assert (found.text, found.problem and found.problem[0]) == (text, code)
