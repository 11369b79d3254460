"""Figures as they are reported, judged by hand from the words of the text, against what the program says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from policykit.specs import Specs

DATA = Path(__file__).parents[1] / "data" / "judged-figures"
SPECS = Specs.load()
ROWS = [row for path in sorted(DATA.glob("*.yml")) for row in YAML(typ="safe").load(path)]
KEYS = ("division", "entity", "year", "population", "period")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['requirement']}-{row['verdict']}")
def test_verdict_of_reported_figures(row: dict[str, object]) -> None:
    """The verdict is the one that an officer gives on these figures on this day."""
    requirement = SPECS.requirement(str(row["requirement"]))
    keys = {key: row[key] for key in KEYS if key in row}
    day = date.fromisoformat(str(row["as_of"]))
    figures = {
        variable.key: row["figures"][variable.name]  # type: ignore[index]  # a table by the file's format
        for variable in requirement.variables
        if variable.name in row["figures"]  # type: ignore[operator]  # the same
    }
    found = requirement.check(day, earlier=row.get("earlier"), **keys, **figures)  # type: ignore[arg-type]  # the same
    assert found.verdict.value == row["verdict"], f"{found}（{found.reason}）"


@pytest.mark.parametrize("policy", sorted({path.stem for path in DATA.glob("*.yml")}))
def test_every_requirement_has_rows(policy: str) -> None:
    """Each has two rows or more; what is only named is never judged and has one."""
    rows = Counter(row["requirement"] for row in ROWS)
    wanted = {
        asked.id: 1 if asked.kind.value == "named" else 2
        for asked in SPECS.requirements
        if asked.policy == policy
    }
    assert {each: rows[each] for each, least in wanted.items() if rows[each] < least} == {}
    assert {each for each in rows if each.startswith(f"{policy}/")} <= set(wanted)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["requirement"]))
def test_figures_are_of_the_requirement(row: dict[str, object]) -> None:
    """No figure of a row goes unused because its name is wrong."""
    known = {variable.name for variable in SPECS.requirement(str(row["requirement"])).variables}
    assert set(row["figures"]) <= known  # type: ignore[call-overload]  # a table by its format
