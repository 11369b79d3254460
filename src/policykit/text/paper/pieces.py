"""What of a source is shown where: the policy text, and what stands before and after it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.model import Part, Policy, Segment

__all__ = ["Line", "Piece", "furniture", "legible", "outlined", "pieces"]

_NORMATIVE = {Role.CLAUSE, Role.HEADING}
_LETTER = {Role.ADDRESSEE, Role.NOTICE, Role.NUMBER, Role.SIGNATURE, Role.DATE}
_IN_CARD = {Role.TITLE, Role.NUMBER}
_CLOSING = {Role.SIGNATURE: "signature", Role.DATE: "signature"}
_FOLDED = {"notice", "summary", "interpretation", "contents", "other"}


class Line(NamedTuple):
    """A line that belongs to no clause and no heading: a title, an addressee, a date."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a source that is not the policy text; `kind` is its caption's key in `words.yml`."""

    kind: str
    segments: tuple[Segment, ...]

    @property
    def folded(self) -> bool:
        """Whether the page shows it only on request."""
        return self.kind in _FOLDED

    @property
    def in_outline(self) -> bool:
        """Whether a reader looks for it in the outline of the page."""
        return self.kind == Role.INTERPRETATION.value

    @property
    def span(self) -> Span:
        """From its first to its last character; furniture may lie between."""
        return Span(self.segments[0].span.start, self.segments[-1].span.end)

    def parts(self, policy: Policy) -> list[Part]:
        """The headings and clauses that begin in it, in the order of the source."""
        beside = outlined(policy, normative=False)
        first, end = (bisect_left(beside, at, key=lambda part: part.span.start) for at in self.span)
        return beside[first:end]

    def loose_lines(self, policy: Policy, covered: Iterable[Span]) -> Iterator[Line]:
        """Its lines outside the spans that are `covered`."""
        taken = sorted(covered)
        starts = [span.start for span in taken]
        for segment in self.segments:
            cut = segment.span.cut(policy.source)
            for match in re.finditer(r"\S.*", cut):
                start, end = (segment.span.start + place for place in match.span())
                before = bisect_right(starts, start)
                if not before or taken[before - 1].end <= start:
                    yield Line(Span(start, end), match[0].rstrip())


def outlined(policy: Policy, *, normative: bool) -> list[Part]:
    """The headings and clauses of the policy itself, or of what stands beside it, in reading order."""
    return [
        part
        for part in policy.outline.walk()
        if (part.is_heading or part.clause is not None) and (part.role is Role.CLAUSE) is normative
    ]


def pieces(policy: Policy) -> tuple[list[Piece], list[Piece]]:
    """What stands before the policy text, and what stands after its beginning."""
    shown = [
        part
        for part in policy.segments
        if part.role is not Role.FURNITURE
        and (part.role in _NORMATIVE or part.span.cut(policy.source).strip())
    ]
    first = next((index for index, part in enumerate(shown) if part.role in _NORMATIVE), len(shown))
    after = [part for part in shown[first:] if part.role not in _NORMATIVE]
    return _before(shown[:first]), _grouped([(_closing(part.role), part) for part in after])


def furniture(policy: Policy) -> int:
    """How many visible characters of the source are the publishing site's, not the document's."""
    cuts = (part.span.cut(policy.source) for part in policy.segments if part.role is Role.FURNITURE)
    return sum(not char.isspace() for cut in cuts for char in cut)


def legible(policy: Policy) -> str:
    """The source with the publishing site's characters blanked out; offsets stay what they are."""
    cuts = ((part.role, part.span.cut(policy.source)) for part in policy.segments)
    return "".join(re.sub(r"\S", " ", cut) if role is Role.FURNITURE else cut for role, cut in cuts)


def _before(shown: Sequence[Segment]) -> list[Piece]:
    """A covering letter is kept whole, with its own title, addressee, signature and date."""
    letter = [index for index, part in enumerate(shown) if part.role is Role.NOTICE]
    last = (
        max((index for index, part in enumerate(shown) if part.role in _LETTER), default=-1) if letter else -1
    )
    kinds = []
    for index, part in enumerate(shown):
        if index <= last and part.role in _LETTER | {Role.TITLE}:
            kinds.append(("notice", part))
        elif part.role not in _IN_CARD:
            kinds.append((_closing(part.role), part))
    return _grouped(kinds)


def _closing(role: Role) -> str:
    kind = _CLOSING.get(role, role.value)
    return kind if kind in _FOLDED | {"addressee", "signature", "annex"} else "other"


def _grouped(kinds: Sequence[tuple[str, Segment]]) -> list[Piece]:
    groups = groupby(kinds, key=lambda pair: pair[0])
    return [Piece(kind, tuple(part for _, part in group)) for kind, group in groups]
