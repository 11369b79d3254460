"""Figures as they are reported, judged by hand from the words of the text, against what the program says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policykit.base.yamlfile import read
from policykit.specs import Specs

DATA = Path(__file__).parents[1] / "data" / "judged-figures"
FILES = sorted(DATA.glob("*.yml"))
SPECS = Specs.load()
KEYS = ("division", "entity", "population", "period")


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of one file: every scalar is text, as in a cell."""
    document, problems = read(path, path.name)
    assert document is not None, [problem.render() for problem in problems]
    listed: list[dict[str, Any]] = document.data
    return listed


ROWS = [row for path in FILES for row in rows(path)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['requirement']}-{row['verdict']}")
def test_verdict_of_reported_figures(row: dict[str, Any]) -> None:
    """The verdict is the one that an officer gives on these figures on this day."""
    requirement = SPECS.requirement(row["requirement"])
    keys = {key: row[key] for key in KEYS if key in row}
    year = int(row["year"]) if "year" in row else None
    figures = {
        variable.key: row["figures"][variable.name]
        for variable in requirement.variables
        if variable.name in row["figures"]
    }
    day = date.fromisoformat(row["as_of"])
    found = requirement.check(day, year=year, earlier=row.get("earlier"), **keys, **figures)
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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["requirement"]))
def test_figures_are_of_the_requirement(row: dict[str, Any]) -> None:
    """No figure of a row goes unused because its name is wrong."""
    known = {variable.name for variable in SPECS.requirement(row["requirement"]).variables}
    assert set(row["figures"]) <= known
    if "earlier" in row:
        earlier = row["earlier"] if isinstance(row["earlier"], list) else [row["earlier"]]
        assert set().union(*earlier) <= known


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["requirement"]))
def test_the_deciding_word_is_of_the_text(row: dict[str, Any]) -> None:
    """The word that decides stands in the document."""
    requirement = SPECS.requirement(row["requirement"])
    assert row["word"] in SPECS.corpus.policy(requirement.policy).source
