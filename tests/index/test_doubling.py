"""No step from clauses to what pages show of them takes more than its double when there are twice as many documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from tests import project
from tests.base.test_doubling import assert_doubles
from tests.index.alignment.generated import generated

from policykit.figures import evaluate
from policykit.index.alignment import Alignment
from policykit.index.cascade import cascade
from policykit.index.citations import citations
from policykit.index.concordance import alike, concordance
from policykit.index.lexicon import Lexicon
from policykit.index.measures import MeasureIndex
from policykit.index.search.features import policy_features
from policykit.index.terms import terms
from policykit.model import Requirement, Variable
from policykit.specs import requirement_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from policykit.corpus import Corpus

ROOT = Path(__file__).parents[2]


@cache
def corpus(policies: int) -> Corpus:
    return generated(policies, ROOT)


@cache
def lexicon() -> Lexicon:
    return Lexicon.load(ROOT)


OF_TEXTS: dict[str, Callable[[Corpus], object]] = {
    "features of search": lambda made: [policy_features(policy, lexicon()) for policy in made.policies],
    "terms": terms,
    "citations": lambda made: list(citations(made)),
    "alignment": lambda made: list(Alignment(made).links()),
}


# Steps in arrays are counted once, however many clauses they compare: how many these are at most, test_growth tells.
POLICIES = {"alignment": 12}


@pytest.mark.parametrize("step", OF_TEXTS)
def test_twice_as_many_policies(step: str) -> None:
    size = POLICIES.get(step, 8)
    OF_TEXTS[step](corpus(2 * size))  # what a word comes to is kept, and is new to none of both
    assert_doubles(lambda size: OF_TEXTS[step](corpus(size)), size)


@cache
def requirements(count: int) -> tuple[Requirement, ...]:
    """The project's, with as many copies on other indicators as it takes."""
    known = [one for one in project.specs().requirements if isinstance(one.indicator.expression, Variable)]
    made = []
    for at in range(count):
        one, turn = known[at % len(known)], at // len(known)
        made.append(replace(one, id=f"{one.id}-{turn}"))
    return tuple(made)


def figures(count: int) -> pd.DataFrame:
    """So many years of one county, with the first three figures that are asked for."""
    columns = {key: [50.0] * count for one in requirements(3) for key in one.indicator.keys}
    return pd.DataFrame({"division": "341021", "year": range(1000, 1000 + count), **columns})


AS_OF = date(2027, 1, 1)
LEVELS = {policy.id: policy.level for policy in project.specs().corpus.policies}
OF_REQUIREMENTS: dict[str, Callable[[int], object]] = {
    "measures": lambda count: MeasureIndex(project.specs().corpus, requirements(count)).measures,
    "cascade": lambda count: list(cascade(project.specs().corpus, requirements(count))),
    "concordance": lambda count: concordance(requirements(count), LEVELS),
    "indicators alike": lambda count: alike(concordance(requirements(count), LEVELS)),
    "rows for download": lambda count: [requirement_row(one) for one in requirements(count)],
    "requirements judged on a frame": lambda count: evaluate(figures(3), requirements(count), as_of=AS_OF),
    "frame judged": lambda count: evaluate(figures(count), requirements(3), as_of=AS_OF),
}


# A pair of characters is looked at until sixty names hold it: below that many the work still grows with the square.
ENOUGH = {"indicators alike": 200}


@pytest.mark.parametrize("step", OF_REQUIREMENTS)
def test_twice_as_many_requirements(step: str) -> None:
    size = ENOUGH.get(step, 50)
    requirements(2 * size)
    assert_doubles(OF_REQUIREMENTS[step], size)
