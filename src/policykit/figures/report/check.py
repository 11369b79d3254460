"""check: a file of figures against the requirements, as one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.divisions import division_name, divisions
from policykit.figures.evaluate import Result, State
from policykit.figures.observations import Needs, read
from policykit.model import Modality, Requirement

__all__ = ["Report", "check"]


@dataclass(frozen=True)
class Report:
    """The results of one check, most urgent first by `ordered`."""

    file: str
    as_of: date
    results: tuple[Result, ...]
    unreported: tuple[Requirement, ...] = ()
    """Requirements that bind the division and whose unit has no row."""
    notes: tuple[str, ...] = field(default=())
    division: str | None = None

    @property
    def counts(self) -> dict[State, int]:
        """How many results are in each state."""
        counted = Counter(one.state for one in self.results)
        return {state: counted[state] for state in State if state is not State.NOT_APPLICABLE}

    def of(self, state: State) -> tuple[Result, ...]:
        """The results in one state; those of a stronger modality first."""
        order = list(Modality)
        chosen = [one for one in self.results if one.state is state]
        return tuple(sorted(chosen, key=lambda one: order.index(one.requirement.modality)))

    @property
    def due_next(self) -> tuple[Result, ...]:
        """What is not met yet and not due yet, the nearest due date first."""
        return tuple(sorted(self.of(State.NOT_DUE), key=lambda one: one.requirement.due or date.max))

    @property
    def missing(self) -> dict[str, list[str]]:
        """Unit → labels of the data that is still missing."""
        found: dict[str, dict[str, None]] = {}
        for one in self.of(State.NO_DATA):
            found.setdefault(one.unit, {}).update(dict.fromkeys(one.finding.missing))
        return {unit: list(labels) for unit, labels in found.items() if labels}

    @property
    def exit_code(self) -> int:
        """0 when every 应当 is met, not due or not reported; 1 when one is not met; 2 when one could not be checked."""
        if self.of(State.COULD_NOT_RUN):
            return 2
        failed = any(one.requirement.modality is Modality.MUST for one in self.of(State.NOT_MET))
        return 1 if failed else 0


def check(
    path: str | Path,
    requirements: Sequence[Requirement],
    *,
    as_of: date | None = None,
    division: str | None = None,
) -> Report:
    """Read a file of figures and judge every unit in it.

    Parameters
    ----------
    path
        A workbook or CSV file, as `policykit.figures.observations.read` takes.
    requirements
        What to judge by; those that do not concern the division are left out.
    as_of
        The day to judge on, today when not given.
    division
        GB/T 2260 code; only rows of this division or below it are allowed then.

    Raises
    ------
    PolicykitError
        With every problem of the file, or when nothing binds the division (PK327).
    """
    as_of = as_of or today()
    chosen = Needs.of(requirements, division if division in divisions() else None).requirements
    if division in divisions() and not chosen:
        values: dict[str, object] = {"name": division_name(division or ""), "code": division}
        raise PolicykitError([Diagnostic(Code.NOTHING_BINDS, values)])
    observed = read(path, chosen, division=division, as_of=as_of)
    found = observed.results(chosen, as_of)
    unreported = observed.unreported(chosen, found)
    return Report(observed.file, as_of, tuple(found), unreported, tuple(observed.notes), division)
