"""Figures as they are reported, judged by hand from the words of the text, against what the program says."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests import project
from tests.specs.judged import FILES, bearers, judged, rows

SPECS = project.specs()
ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['requirement']}-{row['verdict']}")
def test_verdict_of_reported_figures(row: dict[str, Any]) -> None:
    """The verdict is the one that an officer gives on these figures on this day."""
    found = judged(SPECS.requirement(row["requirement"]), row)
    assert found.verdict.value == row["verdict"], f"{found}（{found.reason}）"


@pytest.mark.parametrize("policy", [path.stem for path in FILES])
def test_every_requirement_has_rows(policy: str) -> None:
    """Each has two rows or more; what is only named is never judged and has one."""
    counted = Counter(row["requirement"] for row in ROWS)
    wanted = {
        asked.id: 1 if asked.kind.value == "named" else 2
        for asked in SPECS.requirements
        if asked.policy == policy
    }
    assert {each: counted[each] for each, least in wanted.items() if counted[each] < least} == {}
    assert {each for each in counted if each.startswith(f"{policy}/")} <= set(wanted)


def test_figures_are_of_the_requirement() -> None:
    """No figure of a row goes unused because its name is wrong."""
    strange = []
    for row in ROWS:
        known = {variable.name for variable in SPECS.requirement(row["requirement"]).variables}
        earlier = row.get("earlier", [])
        named = set(row["figures"]).union(*(earlier if isinstance(earlier, list) else [earlier]))
        strange += [(row["requirement"], name) for name in named - known]
    assert strange == []


def test_the_deciding_word_is_of_the_text() -> None:
    """The word that decides stands in the document."""
    sources = {policy.id: policy.source for policy in SPECS.corpus.policies}
    assert [row for row in ROWS if row["word"] not in sources[row["requirement"].partition("/")[0]]] == []


def test_who_must_act() -> None:
    """The bearer of each requirement is the one that was read by hand."""
    read = bearers()
    assert {each.id: each.bearer for each in SPECS.requirements if each.bearer != read[each.id]} == {}
