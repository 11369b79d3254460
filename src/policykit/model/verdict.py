"""判定: which verdicts there are, and the table by which they are decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from policykit.base.resources import Labelled, load

__all__ = ["Case", "ClauseVerdict", "State", "Verdict", "clause_verdict", "decision", "words"]


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


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """The verdict of a clause as a whole, beside those of its requirements."""

    state: State
    """The worst of what its requirements came to."""
    counts: Mapping[State, int]
    """How many of its requirements came to what, in the order in which it is told."""

    def __str__(self) -> str:
        """One Chinese line: 本条 5 项要求：3 达标，1 需人工判断，1 待报."""
        wording = words()["clause"]
        parts = [
            wording["part"].format(label=state.label, count=count) for state, count in self.counts.items()
        ]
        told = wording["joint"].join(parts)
        return str(wording["line"].format(count=sum(self.counts.values()), parts=told))


def clause_verdict(found: Iterable[tuple[str, State]]) -> ClauseVerdict | None:
    """The verdict of a clause, from what its requirements (by id) came to on every unit; `None` when there is nothing.

    A requirement comes to the worst of its units'. While one is left to people, what is only named among them, so is
    the clause; what is allowed or does not apply decides only when the clause asks nothing else.
    """
    order = [State(name) for name in words()["clause"]["order"]]
    worst: dict[str, State] = {}
    for requirement, state in found:
        worst[requirement] = min(worst.setdefault(requirement, state), state, key=order.index)
    if not worst:
        return None
    counted = Counter(worst.values())
    counts = {State(name): counted[State(name)] for name in words()["clause"]["told"] if counted[State(name)]}
    return ClauseVerdict(min(worst.values(), key=order.index), counts)
