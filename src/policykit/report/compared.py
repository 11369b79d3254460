"""The figures of a file against those of an earlier one, by what both requirements ask."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.figures.report import Report
from policykit.figures.result import Result
from policykit.model.target import EPSILON

__all__ = ["Change", "Comparison"]


@dataclass(frozen=True, slots=True)
class Change:
    """One requirement on one unit, in the earlier file and in this one."""

    before: Result
    now: Result

    @property
    def kind(self) -> str:
        """What became of the figure: `gained` or `lost` the target, `better`, `worse`, or the `same`.

        Both figures are held against the target; whether it was due is not asked.
        """
        before, now = self.before.finding.margin or 0, self.now.finding.margin or 0
        if (before >= -EPSILON) != (now >= -EPSILON):
            return "gained" if now > before else "lost"
        if abs(now - before) <= EPSILON:
            return "same"
        return "better" if now > before else "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier file."""

    file: str
    """The earlier file's name."""
    changes: tuple[Change, ...]
    """Of every requirement that has a margin on the same unit in both files."""

    @classmethod
    def of(cls, now: Report, before: Report) -> Comparison:
        """Compare two reports; units are known by kind, division and name."""
        earlier = {_key(result): result for result in before.results if result.finding.margin is not None}
        changes = (
            Change(earlier[_key(result)], result)
            for result in now.results
            if result.finding.margin is not None and _key(result) in earlier
        )
        return cls(before.file, tuple(changes))


def _key(result: Result) -> tuple[str, ...]:
    unit = "" if result.entity.level else "".join(result.unit.split())
    return result.requirement.id, result.entity.name, result.division, unit
