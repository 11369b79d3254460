"""要求: one thing that a policy asks, bound to its exact words, that can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from policykit.base.clock import today
from policykit.model.kind import Kind
from policykit.model.modality import Modality
from policykit.model.sentence import decision, sentence
from policykit.model.verdict import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policykit.model.indicator import Indicator
    from policykit.model.policy import Span
    from policykit.model.target import Target
    from policykit.model.variable import Entity, Variable

__all__ = ["Requirement"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Requirement:
    """要求: an indicator, a target, a due date and those whom it binds, with the words that ask it.

    `id` is permanent: the clause's id and a name (`shexian-2025/p1/county-visit-rate-2026`).
    """

    id: str
    policy: str
    clause: str
    quote: str
    """Source characters, as published."""
    span: Span
    """Of the quote, in the decoded source of the policy."""
    indicator: Indicator
    target: Target
    kind: Kind
    due: date | None = None
    """Last day of grace; `None` when the text names none: then it holds at once."""
    modality: Modality = Modality.MUST
    binds: tuple[str, ...] = ()
    """GB/T 2260 codes of the divisions that it binds, with all divisions below them."""
    subject: str = ""
    """Whom it binds, in Chinese, as the plain sentence says it: 歙县."""
    population: str = ""
    """The part of the entities or people that it is about, in the text's words."""
    per: Entity | None = None
    """The entity on whose every single row it is checked (每个乡镇卫生院)."""
    vague: bool = False
    """Whether the text leaves the figure open (普遍, 基本, 左右)."""
    vagueness: str = ""
    """What it leaves open, in Chinese."""
    note: str = ""
    interpretation: bool = False
    """Whether only the official interpretation (解读) states it, not the policy itself."""
    reference: Indicator | None = None
    """For a relative target: the indicator that is compared with."""
    file: str = ""
    line: int = 0
    """Where its spec stands."""

    @property
    def name(self) -> str:
        """The indicator's Chinese name."""
        return self.indicator.label

    @property
    def entity(self) -> Entity:
        """The entity on whose rows it is checked.

        An indicator for divisions of several levels is checked on the level that the requirement binds.
        """
        if self.per is not None:
            return self.per
        bound = {_level(code) for code in self.binds}
        return next((one for one in self.indicator.entities if one.name in bound), self.indicator.entity)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Every variable needed, those of the reference included."""
        more = self.reference.variables if self.reference else ()
        return tuple(dict.fromkeys((*self.indicator.variables, *more)))

    @property
    def plain(self) -> str:
        """What it asks, as one Chinese sentence: 到2026年12月31日，歙县县域内就诊率不低于85%."""
        return sentence(self)

    @property
    def python(self) -> str:
        """The Python that decides: the declaration, then the comparison."""
        return decision(self)

    def applies_to(self, division: str) -> bool:
        """Whether it binds the division with this code: one named in `binds`, or one below such a one.

        >>> from policykit.model.requirement import _covers
        >>> _covers("340000", "341021"), _covers("341021", "340000"), _covers("000000", "341021")
        (True, False, True)
        """
        return not self.binds or any(_covers(code, division) for code in self.binds)

    def unmet(self, as_of: date) -> Verdict:
        """The verdict of a value that does not reach the target on a day.

        A condition (服务人口500人以下) that does not hold is no failure: what it leads to does not apply.
        """
        if self.kind is Kind.CONDITION:
            return Verdict.NOT_APPLICABLE
        return Verdict.NOT_MET if self.due is None or as_of > self.due else Verdict.NOT_DUE

    def check(
        self,
        as_of: date | None = None,
        *,
        earlier: Mapping[str, object] | None = None,
        division: str | None = None,
        **variables: object,
    ) -> Finding:
        """Judge one unit's figures, given by the names of the variables.

        Parameters
        ----------
        as_of
            The day to judge on; today when not given. Up to and including the due date a requirement
            that is not met yet is `not_due`.
        earlier
            For a trend: the same variables for the earlier period.
        division
            Code of the division that the figures are from; `not_applicable` when it is not bound.
        **variables
            Numbers; names of grades; ISO dates or 未完成 for completion dates. What is missing or
            `None` makes the finding `no_data`.

        Raises
        ------
        TypeError
            A name is not one of the requirement's variables.
        ValueError
            A figure cannot be read as its variable.
        """
        as_of = as_of or today()
        if division is not None and not self.applies_to(division):
            return Finding(self, Verdict.NOT_APPLICABLE, as_of=as_of, reason=f"不约束{division}")
        given = self._encode(variables)
        before = self._encode(dict(earlier or {}))
        needed = [(variable.label, given.get(variable.name)) for variable in self.variables]
        if self.target.compares and self.reference is None:
            own = self.indicator.variables
            needed += [(f"上期{variable.label}", before.get(variable.name)) for variable in own]
        missing = tuple(label for label, value in needed if value is None)
        if missing:
            return Finding(self, Verdict.NO_DATA, as_of=as_of, missing=missing)
        return self._judge(as_of, given, before)

    def _judge(self, as_of: date, given: dict[str, float], before: dict[str, float]) -> Finding:
        try:
            value = self._value(self.indicator, given)
            other = self._other(given, before)
        except ZeroDivisionError:
            return Finding(self, Verdict.NO_DATA, as_of=as_of, reason="分母为0，无法计算")
        if not self.target.decidable:
            reason = "原文没有给出可比的数值"
            return Finding(self, Verdict.NOT_APPLICABLE, value=value, as_of=as_of, reason=reason)
        margin = self.target.margin(value, other)
        met = bool(self.target.judge(value, other))
        verdict = Verdict.MET if met else self.unmet(as_of)
        shown = round(margin, 9) if abs(margin) != float("inf") else None
        return Finding(self, verdict, value=value, margin=shown, as_of=as_of)

    @staticmethod
    def _value(indicator: Indicator, given: dict[str, float]) -> float:
        return float(indicator.expression.evaluate(given))

    def _other(self, given: dict[str, float], before: dict[str, float]) -> float | None:
        if self.reference is not None:
            return self._value(self.reference, given)
        return self._value(self.indicator, before) if self.target.compares else None

    def _encode(self, variables: Mapping[str, object]) -> dict[str, float]:
        known = {variable.name: variable for variable in self.variables}
        for name in variables:
            if name not in known:
                message = f"{self.id} has no variable {name!r}: it takes {', '.join(known)}"
                raise TypeError(message)
        encoded: dict[str, float] = {}
        for name, value in variables.items():
            if problem := known[name].problem(value):
                message = f"{name}={value!r}（{known[name].label}）{problem}"
                raise ValueError(message)
            number = known[name].encode(value)
            if number is not None:
                encoded[name] = number
        return encoded

    def __repr__(self) -> str:
        target = self.target
        due = f", due {self.due.isoformat()}" if self.due else ""
        asked = f"{self.indicator.name} {target.comparator.value} {target.figure}".rstrip()
        return f"<Requirement {self.id}: {asked}{due}, {self.modality.value} — {self.plain}>"


def _covers(code: str, division: str) -> bool:
    """Whether the division `code` is `division` or one above it."""
    prefix = code
    while len(prefix) > 1 and prefix.endswith("00"):
        prefix = prefix[:-2]
    return division.startswith(prefix)


def _level(code: str) -> str:
    """The entity that a division code stands for, by its trailing zeros: 341000 is a city."""
    if code == "000000":
        return "nation"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
