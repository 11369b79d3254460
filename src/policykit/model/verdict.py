"""判定: which verdicts there are, and the table by which they are decided."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from policykit.base.resources import Labelled, load

__all__ = ["Case", "State", "Verdict", "decision", "words"]


def words() -> dict[str, Any]:
    """The contents of `data/requirements.yml`."""
    return load("requirements")


class Verdict(Labelled):
    """判定. Missing data is never a failure; what is not due yet is not one either.

    >>> Verdict("not_due").label
    '未到期'
    """

    MET = "met"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    JUDGEMENT = "judgement"
    """The words leave it open: a person decides."""
    ADOPTED = "adopted"
    """What the text allows or encourages is done; that it is not is no failure."""
    NOT_ADOPTED = "not_adopted"


class State(Labelled):
    """A verdict, or that the check itself could not run, which is never a pass.

    >>> State("could_not_run").label, State("met").label
    ('无法检查', '达标')
    """

    MET = "met"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    JUDGEMENT = "judgement"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    COULD_NOT_RUN = "could_not_run"


class Case(NamedTuple):
    """A line of the decision table: what must hold, all of it, what comes of it, and why in Chinese."""

    when: tuple[str, ...]
    state: State
    reason: str = ""


@cache
def decision() -> tuple[Case, ...]:
    """The decision table: the first line of which everything holds decides; the last always holds.

    >>> [case.when for case in decision() if case.state is State.ADOPTED]
    [('optional', 'reached')]
    """
    return tuple(
        Case(tuple(line["when"]), State(line["verdict"]), line.get("reason", ""))
        for line in words()["decision"]
    )
