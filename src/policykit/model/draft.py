"""待核定: what a program proposes for a spec and no person has confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.model.dismissal import Dismissal
from policykit.model.expression import Expression
from policykit.model.indicator import Indicator
from policykit.model.variable import Variable

if TYPE_CHECKING:
    from policykit.model.requirement import Requirement
    from policykit.model.span import Span
    from policykit.model.variable import Entity

__all__ = ["Draft", "Proposal"]

_WHOLE = 100
_WHETHER, _YES_NO = "是否", ("否", "是")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An indicator that is not declared: its name and unit, for a share its two figures, each in words.

    >>> from policykit.model import Entity
    >>> share = Proposal("教师交流轮岗比例", "%", Entity.COUNTY, "交流轮岗教师数", "专任教师数")
    >>> share.indicator.formula
    '交流轮岗教师数 ÷ 专任教师数 × 100%'
    """

    label: str
    unit: str
    entity: Entity
    numerator: str = ""
    denominator: str = ""
    grades: tuple[str, ...] = ()
    """Names of the grades of an ordered scale, from the lowest."""
    aliases: tuple[str, ...] = ()
    """Other names of it in policy texts: the words of the quote, where its name is put together from them."""

    @property
    def indicator(self) -> Indicator:
        """The indicator that it would be; it has no theme, and its name is its label until it is declared."""
        if not self.denominator:
            ranks = {name: rank for rank, name in enumerate(self.grades, 1)}
            if self.unit == _WHETHER:
                ranks = {name: rank for rank, name in enumerate(_YES_NO)}
            figure = Variable(
                self.label, self.unit, self.entity, "", grades=ranks, aliases=self.aliases, name=self.label
            )
            return Indicator.of(figure)
        names = (
            (self.numerator, f"{self.label}/{self.numerator}"),
            (self.denominator, f"{self.label}/{self.denominator}"),
        )
        part, whole = (Variable(label, "", self.entity, "", whole=False, name=name) for label, name in names)
        share: Expression = part / whole
        return Indicator(
            self.label,
            self.unit,
            share * _WHOLE if self.unit == "%" else share,
            aliases=self.aliases,
            name=self.label,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A drafted entry of a spec: a requirement or a dismissal that is shown as 待核定 and never judged."""

    entry: Requirement | Dismissal
    at: tuple[int | str, ...] = ()
    """Where it stands in its file: ("requirements", 3)."""
    reason: str = ""
    """Why it is proposed, in Chinese."""
    proposal: Proposal | None = None
    """The indicator that it proposes, where none is declared for it."""

    @property
    def requirement(self) -> Requirement | None:
        """The requirement that is proposed; `None` when a dismissal is."""
        return None if isinstance(self.entry, Dismissal) else self.entry

    @property
    def policy(self) -> str:
        """Id of its policy."""
        return self.entry.policy

    @property
    def clause(self) -> str:
        """Id of its clause."""
        return self.entry.clause

    @property
    def quote(self) -> str:
        """The words that it is about."""
        return self.entry.quote

    @property
    def span(self) -> Span:
        """Of the quote, in the decoded source."""
        return self.entry.span
