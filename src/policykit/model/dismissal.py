"""Words of a policy that look like a requirement and are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.resources import Labelled

if TYPE_CHECKING:
    from policykit.model.reviewed import Reviewed
    from policykit.model.span import Span

__all__ = ["Dismissal", "Reason"]


class Reason(Labelled):
    """Why a number, coverage word or trend word in a text is no requirement."""

    FACT = "fact"
    CITATION = "citation"
    DATE = "date"
    SLOGAN = "slogan"
    HEADING = "heading"
    NAME = "name"
    ORDINAL = "ordinal"
    REPEAT = "repeat-of"
    NOT_MEASURABLE = "not-measurable"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Words of a policy that look like a requirement and are none, with the reason."""

    policy: str
    clause: str
    quote: str
    span: Span
    """Of the quote, in the decoded source."""
    reason: Reason
    of: str | None = None
    """For a repeat: id of the requirement that it repeats."""
    note: str = ""
    reviewed: Reviewed | None = None
    """Who has read it against the text, and when."""
    whole: bool = False
    """Whether a whole clause or section is set aside: then the quote is its first line."""
