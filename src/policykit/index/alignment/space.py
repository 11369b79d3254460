"""The clauses of a corpus as the alignment sees them, worked out policy by policy as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.index.alignment.weighed import Weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policykit.index.alignment.measures import Measures
    from policykit.index.alignment.profile import Profile

__all__ = ["Space"]


class Space:
    """The clauses of policies (ids), in profile and weighed; `read` gives the profiles of one."""

    def __init__(
        self, policies: Sequence[str], read: Callable[[str], Sequence[Profile]], measures: Measures
    ) -> None:
        self.policies = policies
        self.measures = measures
        self._read = read
        self._of: dict[str, Sequence[Profile]] = {}
        self._weighed: dict[str, Weighed] = {}
        self._vocabulary: dict[int, int] = {}
        """Term → its number, for all policies alike; nothing hangs on which."""

    def of(self, policy: str) -> Sequence[Profile]:
        """The profiles of the normative clauses of a policy, in reading order."""
        if policy not in self._of:
            self._of[policy] = self._read(policy)
        return self._of[policy]

    def weighed(self, policy: str) -> Weighed:
        """A policy in arrays."""
        if policy not in self._weighed:
            self._weighed[policy] = Weighed(self.of(policy), self.measures, self._vocabulary)
        return self._weighed[policy]
