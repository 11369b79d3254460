"""What is to be reported: the requirements that concern a division, and their variables by entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from policykit.base.division import Division
from policykit.model import Entity, Indicator, Period, Requirement, Variable
from policykit.model.situation import is_asked

__all__ = ["WHOLE", "Needs", "is_share", "parts_of"]


@dataclass(frozen=True, eq=False)
class Needs:
    """The requirements that units of a division are checked by; of all divisions when `division` is `None`.

    One object serves many files: what is looked for is worked out once.

    A city is asked for its own figures, for those of its counties and of its institutions; a county is not
    asked for its city's.
    """

    requirements: tuple[Requirement, ...]
    division: str | None = None

    @classmethod
    def of(cls, requirements: Iterable[Requirement], division: str | None = None) -> Needs:
        """Those of `requirements` that concern the division or something in it."""
        return cls(
            tuple(requirement for requirement in requirements if _concerns(requirement, division)), division
        )

    def within(self, division: str | None) -> Needs:
        """Of these what is asked of one division: worked out once, however many sheets ask it."""
        if division not in self._within:
            self._within[division] = Needs.of(self.requirements, division)
        return self._within[division]

    @cached_property
    def _within(self) -> dict[str | None, Needs]:
        return {}

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The kinds of unit that sheets may be about: those of the library, then others that requirements name."""
        return tuple(dict.fromkeys((*Entity.ALL, *(_asked(rule).entity for rule in self.requirements))))

    @cached_property
    def variables(self) -> Mapping[Entity, tuple[Variable, ...]]:
        """The variables to be reported for each kind of unit, in the order of the requirements."""
        found: dict[Entity, dict[str, Variable]] = {}
        for entity, variables in map(_asked, self.requirements):
            of_entity = found.setdefault(entity, {})
            for variable in variables:
                of_entity.setdefault(variable.name, variable)
        return {entity: tuple(found[entity].values()) for entity in self.entities if entity in found}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators, by name; their values may be reported as such."""
        return {requirement.indicator.name: requirement.indicator for requirement in self.requirements}

    def wanted(self, entity: Entity) -> frozenset[str]:
        """Names of what is used of a unit: its variables, and the indicators that may be reported as such."""
        if entity.name not in self._wanted:
            self._wanted[entity.name] = self._used(entity)
        return self._wanted[entity.name]

    @cached_property
    def _wanted(self) -> dict[str, frozenset[str]]:
        return {}

    def _used(self, entity: Entity) -> frozenset[str]:
        named = {variable.name for variable in self.variables.get(entity, ())}
        asked = {rule.indicator.name for rule in self.requirements if _asked(rule).entity is entity}
        return frozenset(
            named
            | asked
            | {name for name, indicator in self.indicators.items() if entity in indicator.entities}
        )

    def populations(self, entity: Entity) -> tuple[str, ...]:
        """The groups of institutions that only some requirements are about: 三级公立综合医院."""
        if entity.level is not None:
            return ()
        groups = (
            requirement.population
            for requirement in self.requirements
            if requirement.entity is entity and requirement.population
        )
        return tuple(dict.fromkeys(groups))

    def during(self, *periods: Period) -> Needs:
        """Of these the requirements for which figures of one of some periods are asked; of a year all of them."""
        chosen = (each for each in self.requirements if any(is_asked(each, period) for period in periods))
        return Needs(tuple(chosen), self.division)

    def periods(self, entity: Entity, period: Period) -> tuple[Period, ...]:
        """Of which periods those of one need figures: the same months of the year before and of base years, itself."""
        year = period.year or 0
        bases = {
            year - 1 if rule.target.base is None else rule.target.base
            for rule in self.requirements
            if rule.entity is entity and rule.target.compares_years
        }
        return (*(replace(period, year=base) for base in sorted(bases) if base < year), period)

    def asking(self, variable: Variable, entity: Entity) -> tuple[Requirement, ...]:
        """The requirements for which a variable is needed."""
        return tuple(
            requirement
            for requirement in self.requirements
            if requirement.entity is entity and variable in requirement.variables
        )


class _Asked(NamedTuple):
    entity: Entity
    variables: tuple[Variable, ...]


@lru_cache(maxsize=2**14)
def _asked(requirement: Requirement) -> _Asked:
    """Of whom a requirement asks what: worked out once, for it is asked again with every division of many files."""
    return _Asked(requirement.entity, requirement.variables)


def _concerns(requirement: Requirement, division: str | None) -> bool:
    if division is None:
        return True
    own, level = Division.of(division), _asked(requirement).entity.level
    if level is not None and level.rank < own.level.rank:
        return False
    return not requirement.binds or any(own in Division.of(code) or code in own for code in requirement.binds)


WHOLE = 100.0


def parts_of(indicators: Mapping[str, Indicator]) -> Iterator[tuple[Indicator, Variable, Variable]]:
    """The indicators that are one variable over another, with the part and the whole.

    Those whose part may exceed its whole (beds in use) are left out.
    """
    for indicator in indicators.values():
        if indicator.share and not indicator.may_exceed:
            yield indicator, *indicator.share


def is_share(meaning: Variable | Indicator | None) -> bool:
    """Whether a column in % holds shares, which may be written as fractions, and not growth or change."""
    if isinstance(meaning, Indicator):
        return meaning.share is not None if meaning.reported is None else is_share(meaning.reported)
    return meaning is not None and meaning.minimum is not None and meaning.minimum >= 0
