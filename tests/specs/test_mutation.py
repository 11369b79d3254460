"""Every slip of the pen in the project's own specs is caught; the figures are printed."""

from __future__ import annotations

from collections import Counter

import pytest

from policykit.indicators import indicators
from policykit.specs import Specs, verify
from policykit.specs.mutation import mutants, survives

FIELDS = {"value", "comparator", "unit", "due", "indicator", "quote"}


def test_the_specs_say_what_the_texts_say() -> None:
    assert [problem.render() for problem in verify(Specs.read())] == []


def test_every_mutant_is_caught(capsys: pytest.CaptureFixture[str]) -> None:
    specs = Specs.load()
    made, alive = Counter[str](), []
    touched: dict[str, set[str]] = {}
    for file in specs.files:
        policy = specs.corpus.policy(file.policy)
        for mutant in mutants(file):
            made[mutant.field] += 1
            touched.setdefault(f"{mutant.original.clause}/{mutant.original.id}", set()).add(mutant.field)
            if survives(mutant, file, policy):
                alive.append(str(mutant))
    with capsys.disabled():
        caught = sum(made.values()) - len(alive)
        shown = ", ".join(f"{field} {made[field]}" for field in sorted(made))
        print(  # noqa: T201 - the figure is to be read
            f"\n{caught} of {sum(made.values())} mutants of {len(specs.requirements)} requirements caught ({shown})"
        )
    assert alive == []
    assert set(made) == FIELDS
    # A unit that no other indicator has leaves no indicator to mistake it for.
    assert all({"value", "due", "quote"} <= fields for fields in touched.values())


def test_every_indicator_is_asked_for() -> None:
    asked = {one.indicator.name for one in Specs.load().requirements}
    assert sorted(set(indicators()) - asked) == []
