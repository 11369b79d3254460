"""Which clauses a search is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.division import Division
from policykit.text.normal import fold

if TYPE_CHECKING:
    from policykit.corpus import Corpus
    from policykit.corpus.standing import Status
    from policykit.model import Level, Policy

__all__ = ["Admits", "Filter"]

Admits = Callable[[str], bool]
"""Whether what has an id is within a filter."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which clauses a search is about; `None` is all."""

    level: Level | str | None = None
    division: str | None = None
    policy: str | None = None
    year: int | None = None
    issuer: str | None = None
    has_check: bool | None = None
    status: Status | str | None = None

    def fits(self, policy: Policy, corpus: Corpus) -> bool:
        """Whether it is about the clauses of a policy, as far as the policy tells.

        >>> from policykit.corpus import Corpus
        >>> corpus = Corpus.load()
        >>> [policy.id for policy in corpus.policies if Filter(division="341021").fits(policy, corpus)]
        ['shexian-2025']
        """
        return (
            (self.level is None or policy.level == self.level)
            and (self.division is None or policy.division in Division.of(self.division))
            and (self.policy is None or policy.id == self.policy)
            and (self.year is None or policy.year == self.year)
            and (self.issuer is None or fold(self.issuer) in map(fold, policy.issuers))
            and (self.status is None or corpus.status(policy).status == self.status)
        )

    def admitting(self, corpus: Corpus) -> Admits:
        """Whether what has an id is meant; only what belongs to one policy, by its id, can be outside."""
        policies = {policy.id: policy for policy in corpus.policies}

        def admits(of: str) -> bool:
            policy = policies.get(of.partition("/")[0])
            return policy is None or self.fits(policy, corpus)

        return admits
