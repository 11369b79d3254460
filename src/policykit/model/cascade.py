"""层层落实: how a lower policy takes up what a higher level states of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.resources import Labelled

if TYPE_CHECKING:
    from policykit.model.measure import Measure

__all__ = ["HARD", "Cascade", "Reading"]


class Reading(Labelled):
    """A reading of two texts side by side; never a proof that the lower one follows from the upper.

    >>> Reading("stricter").label
    '更严'
    """

    STRICTER = "stricter"
    EQUAL = "equal"
    """The same figure by the same day."""
    WEAKER = "weaker"
    EARLIER = "earlier"
    LATER = "later"
    """The figure of the higher level, reached by a later date."""
    HARDER = "harder"
    """The same under a stronger word: 应当 for 力争, 实行 for 探索."""
    SOFTER = "softer"
    WIDER = "wider"
    """The same for more units or people."""
    NARROWER = "narrower"
    QUANTIFIED = "quantified"
    """A figure is given to what the higher level leaves as a trend, or only names."""
    VERBATIM = "verbatim"
    """Words without a figure are taken over, perhaps with another year."""
    DIFFERENT = "different"
    """The same indicator with a figure that cannot be compared as it stands."""
    ECHOED = "echoed"
    """The measure is taken up without a figure."""
    ABSENT = "absent"
    OLDER = "older"
    """The lower policy has words on the measure, and is the older of the two."""
    NOT_APPLICABLE = "not_applicable"
    """It is another level's business."""


HARD = frozenset({Reading.STRICTER, Reading.EQUAL, Reading.WEAKER, Reading.EARLIER, Reading.LATER})
"""Readings that only figures can give which no word leaves open."""


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """What a higher level states of a measure, read against one lower policy."""

    upper: Measure
    policy: str
    """Id of the lower policy."""
    reading: Reading
    reason: str
    """Why it is read so, in one line of Chinese."""
    lower: Measure | None = None
    """The place of the lower policy with which it is compared; `None` where there is none."""
    compared: Reading | None = None
    """Of an older policy: how its words compare, its age apart."""

    @property
    def is_unquantified(self) -> bool:
        """Whether the lower policy names the measure and gives no figure."""
        return Reading.ECHOED in (self.reading, self.compared)
