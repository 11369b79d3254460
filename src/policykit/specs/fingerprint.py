"""What the result of a test is a result of: another fingerprint, another thing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policykit.specs.rows import requirement_row

if TYPE_CHECKING:
    from policykit.model import Policy, Requirement

__all__ = ["fingerprint"]

_DIGITS = 16


def fingerprint(one: Requirement, policy: Policy) -> str:
    """A digest of a requirement, of the Python that decides it, and of the text that it is read from.

    Where it stands in its file makes no difference.

    >>> from policykit.specs import Specs
    >>> specs = Specs.load()
    >>> one = specs.requirement("shexian-2025/p1/county-visit-rate-2026")
    >>> len(fingerprint(one, specs.corpus.policy("shexian-2025")))
    16
    """
    row = {key: value for key, value in requirement_row(one).items() if key not in ("file", "line")}
    return hashlib.sha256(f"{row}\n{one.python}\n{policy.sha256}".encode()).hexdigest()[:_DIGITS]
