"""Whatever stands in a spec file: a diagnostic, never a crash; figures read back as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policykit.base.diagnostics import Code
from policykit.base.yamlfile import parse
from policykit.specs.figure import due_date, figure, figure_range
from policykit.specs.format import entries
from policykit.specs.quotes import occurrences

UNITS = st.sampled_from(["", "%", "个", "万元", "次/季度", "人"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8))
KEYS = st.sampled_from(
    ["policy", "requirements", "dismissed", "id", "clause", "quote", "target", "due", "binds", "x"]
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.text())
def test_any_text_parses_or_is_reported(text: str) -> None:
    document, problems = parse(text, "specs/any.yml")
    assert document is not None or problems
    assert all(problem.render() for problem in problems)


@given(DATA)
def test_any_data_is_taken_or_reported(data: object) -> None:
    from io import StringIO

    stream = StringIO()
    YAML(typ="safe").dump(data, stream)
    document, problems = parse(stream.getvalue(), "specs/any.yml")
    if document is not None:
        found, more = entries(document)
        assert found is not None or more
        problems = [*problems, *more]
    assert all(problem.render() for problem in problems)


def test_what_nests_too_deeply_is_reported() -> None:
    document, problems = parse("[" * 1000 + "]" * 1000, "specs/deep.yml")
    assert document is None
    assert [problem.code for problem in problems] == [Code.YAML_UNREADABLE]


@given(st.decimals(0, 10**9, places=2), UNITS)
def test_figures_read_back(value: object, unit: str) -> None:
    read = figure(f"{value}{unit}")
    assert read == (float(str(value)), unit)


@given(st.integers(0, 999), st.integers(1, 999), UNITS.filter(bool))
def test_ranges_read_back(low: int, more: int, unit: str) -> None:
    expected = ((float(low), unit), (float(low + more), unit))
    assert figure_range(f"{low}—{low + more}{unit}") == expected
    assert figure_range([str(low), f"{low + more}{unit}"]) == expected
    assert figure_range([f"{low + more}{unit}", str(low)]) is None


@given(st.dates())
def test_days_read_back(day: object) -> None:
    assert due_date(str(day)) == day


@given(st.text("县域内就诊率达到0123456789%，。 \n", min_size=1, max_size=60), st.data())
def test_any_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert any(span == (start, end) for span in occurrences(text[start:end], text))


@pytest.mark.parametrize(("written", "reported"), [("很" * 40, "很" * 40), ("很" * 41, "很" * 39 + "…")])
def test_a_value_is_reported_on_one_line(written: str, reported: str) -> None:
    document, _ = parse(f"policy: a\nrequirements: {written}\n", "specs/a.yml")
    assert document is not None
    (problem,) = entries(document)[1]
    assert problem.values["value"] == reported
