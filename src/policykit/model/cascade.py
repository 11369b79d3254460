"""层层落实: how a lower policy takes up a requirement of a higher level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.resources import Labelled

if TYPE_CHECKING:
    from policykit.model.policy import Span
    from policykit.model.requirement import Requirement

__all__ = ["Cascade", "Reading"]


class Reading(Labelled):
    """A reading of two texts side by side; never a proof that the lower one follows from the upper.

    >>> Reading("stricter").label
    '更严'
    """

    STRICTER = "stricter"
    EQUAL = "equal"
    WEAKER = "weaker"
    LATER = "later"
    """The same figure or a stricter one, by a later date."""
    DIFFERENT = "different"
    """The same indicator with a figure that cannot be compared as it stands."""
    ECHOED = "echoed"
    """The measure is taken up without the figure."""
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"
    """The lower policy is older, or the duty is another level's."""


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """One requirement of a higher level, read against one lower policy."""

    upper: Requirement
    policy: str
    """Id of the lower policy."""
    reading: Reading
    reason: str
    """Why it is read so, in Chinese."""
    lower: Requirement | None = None
    """The lower requirement that it is compared with."""
    clause: str | None = None
    """The lower clause whose sentence is shown."""
    span: Span | None = None
    """Of that sentence in the decoded source of the lower policy."""
