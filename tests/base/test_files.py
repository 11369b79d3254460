"""What is written into YAML and spreadsheets is read as it was, and where something stands in a file."""

from __future__ import annotations

import pytest

from policykit.base.diagnostics import Code
from policykit.base.spreadsheet import harmless
from policykit.base.yamlfile import Location, parse, scalar


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("县域内就诊率达85%", "县域内就诊率达85%"),
        ("a_1", "a_1"),
        ("2026年: 85%", '"2026年: 85%"'),
        ("85%", '"85%"'),  # no letter
        ("- 项", '"- 项"'),
        ("项 #注", '"项 #注"'),
        ("“按人头”付费", '"“按人头”付费"'),
        (" 空", '" 空"'),
        ("空 ", '"空 "'),
        ("一\n二", '"一\\n二"'),
        ("就诊率\t85", '"就诊率\\t85"'),  # a tab is YAML for some readers only
        ("true", '"true"'),
        ("null", '"null"'),
        ("", '""'),
    ],
)
def test_a_scalar_is_read_as_it_was_written(text: str, written: str) -> None:
    assert scalar(text) == written
    document, problems = parse(f"a: {written}", "a.yml")
    assert document is not None
    assert (document.data, problems) == ({"a": text}, [])


SPEC = "policy: shexian\nrequirements:\n- id: rate\n  quote: 达85%\n"


@pytest.mark.parametrize(
    ("at", "at_key", "place"),
    [
        # line and column from 1, and how many characters
        (("policy",), False, (1, 9, 7)),
        (("requirements", 0, "quote"), False, (4, 10, 4)),
        (("requirements", 0, "quote"), True, (4, 3, 5)),
        (("requirements", 0, "due"), False, (3, 3, 1)),  # what is missing is sought in what holds it
        (("requirements", 0, "due"), True, (3, 3, 1)),
        (("dismissed",), False, (1, 1, 1)),
    ],
)
def test_where_something_stands(at: Location, at_key: bool, place: tuple[int, int, int]) -> None:
    document, _ = parse(SPEC, "a.yml")
    assert document is not None
    found = document.diagnose(Code.YAML_UNREADABLE, at, {"why": ""}, at_key=at_key)
    assert (found.line, found.column, found.width) == place


@pytest.mark.parametrize(
    ("text", "data", "wrong"),
    [
        ("a: true\nb: 'true'\nc:\nd: ''\n", {"a": True, "b": "true", "c": None, "d": ""}, []),
        ("a: 2026\n", {"a": "2026"}, []),  # as written: what it means its reader says
        ("a: 1\na: 2\n", {"a": "1"}, [Code.YAML_DUPLICATE_KEY]),
        ("a: &x [1]\nb: *x\n", None, [Code.YAML_UNREADABLE]),  # an alias may hold itself
        ("a: [1\n", None, [Code.YAML_UNREADABLE]),
        ("", None, []),
    ],
)
def test_what_is_read(text: str, data: object, wrong: list[Code]) -> None:
    document, problems = parse(text, "a.yml")
    assert (document.data if document else None) == data
    assert [one.code for one in problems] == wrong


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("\u3000=1", "'\u3000=1"),
        ("\x00=1", "'=1"),
        ("甲=1", "甲=1"),
        ("", ""),
        ("甲" * 32_000, "甲" * 32_000),
        ("甲" * 32_001, "甲" * 32_000),
    ],
)
def test_a_cell_is_text(text: str, written: str) -> None:
    assert harmless(text) == written
