"""How a source stands on paper: what stands before and after the policy text, and how a clause is set.

Front and back matter (covering letter, addressee, contents, signature, annex, 解读) are shown apart from the
policy; a clause and a heading are cut into number, heading and paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policykit.model import Clause, Part, Policy, Segment

__all__ = [
    "Line",
    "Matter",
    "Opening",
    "Setting",
    "furniture_size",
    "matter",
    "openings",
    "outlined",
    "set_clause",
    "set_heading",
    "text_lines",
    "without_furniture",
]

_NORMATIVE = {Role.CLAUSE, Role.HEADING}
_LETTER = {Role.ADDRESSEE, Role.NOTICE, Role.NUMBER, Role.SIGNATURE, Role.DATE}
_IN_CARD = {Role.TITLE, Role.NUMBER}
_CLOSING = {Role.SIGNATURE: "signature", Role.DATE: "signature"}
_FOLDED = {"notice", "summary", "interpretation", "contents", "other"}
_HEADING_ENDS = "。：:；;. "
# So many characters tell the beginning of a text from anything before it.
_ENOUGH = 6


# --- front and back matter ------------------------------------------------------------------------


class Line(NamedTuple):
    """A line that belongs to no clause and no heading: a title, an addressee, a date."""

    span: Span
    text: str


class Opening(NamedTuple):
    """The line that opens an annex (附件1), and which of them it is."""

    span: Span
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Matter:
    """A stretch of a source that is not the policy text; `kind` names its caption.

    `parts` are the headings and clauses that begin in it, in the order of the source.
    """

    kind: str
    segments: tuple[Segment, ...]
    parts: tuple[Part, ...]

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

    def loose_lines(self, policy: Policy, covered: Iterable[Span]) -> Iterator[Line]:
        """Its lines outside the spans that are `covered`."""
        taken = sorted(covered)
        starts = [span.start for span in taken]
        for segment in self.segments:
            cut = segment.span.cut(policy.source)
            for match in re.finditer(r"\S.*", cut):
                start, end = (segment.span.start + at for at in match.span())
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


def matter(policy: Policy) -> tuple[list[Matter], list[Matter]]:
    """Front and back matter: what stands before the policy text, and what stands after its beginning."""
    visible = [
        part
        for part in policy.segments
        if part.role is not Role.FURNITURE
        and (part.role in _NORMATIVE or part.span.cut(policy.source).strip())
    ]
    first = next((index for index, part in enumerate(visible) if part.role in _NORMATIVE), len(visible))
    before = _before(visible[:first])
    after = [(_closing(part.role), part) for part in visible[first:] if part.role not in _NORMATIVE]
    beside = outlined(policy, normative=False)
    return _grouped(before, beside), _grouped(after, beside)


def openings(policy: Policy) -> list[Opening]:
    """What opens each annex that has clauses of its own; the first of them stands behind it."""
    visible = [one for one in policy.segments if one.span.cut(policy.source).strip()]
    annexed = {
        part.span.start
        for part in outlined(policy, normative=True)
        if part.path and part.path[0].startswith(Role.ANNEX.value)
    }
    found: list[Opening] = []
    for one, other in pairwise(part for part in visible if part.role is not Role.FURNITURE):
        is_opened = any(other.span.start <= start < other.span.end for start in annexed)
        if one.role is Role.ANNEX and other.role in _NORMATIVE and is_opened:
            cut = one.span.cut(policy.source).rstrip()
            start = max(
                (match.start() for match in re.finditer(r"\S.*", cut) if match[0][0] == "附"), default=0
            )
            whole = Span(one.span.start + start, one.span.start + len(cut))
            found.append(Opening(whole, " ".join(text_lines(cut[start:])), len(found) + 1))
    return found


def furniture_size(policy: Policy) -> int:
    """How many visible characters of the source are the publishing site's, not the document's."""
    cuts = (part.span.cut(policy.source) for part in policy.segments if part.role is Role.FURNITURE)
    return sum(not char.isspace() for cut in cuts for char in cut)


def without_furniture(policy: Policy) -> str:
    """The source with the publishing site's characters blanked out; offsets stay what they are."""
    cuts = ((part.role, part.span.cut(policy.source)) for part in policy.segments)
    return "".join(re.sub(r"\S", " ", cut) if role is Role.FURNITURE else cut for role, cut in cuts)


def _before(segments: Sequence[Segment]) -> list[tuple[str, Segment]]:
    """A covering letter is kept whole, with its own title, addressee, signature and date."""
    letter = [index for index, segment in enumerate(segments) if segment.role is Role.NOTICE]
    last = (
        max((index for index, segment in enumerate(segments) if segment.role in _LETTER), default=-1)
        if letter
        else -1
    )
    kinds = []
    for index, segment in enumerate(segments):
        if index <= last and segment.role in _LETTER | {Role.TITLE}:
            kinds.append(("notice", segment))
        elif segment.role not in _IN_CARD:
            kinds.append((_closing(segment.role), segment))
    return kinds


def _closing(role: Role) -> str:
    kind = _CLOSING.get(role, role.value)
    return kind if kind in _FOLDED | {"addressee", "signature", "annex"} else "other"


def _grouped(kinds: Sequence[tuple[str, Segment]], beside: Sequence[Part]) -> list[Matter]:
    """One matter of neighbours of a kind."""
    found = []
    for kind, group in groupby(kinds, key=lambda pair: pair[0]):
        segments = tuple(segment for _, segment in group)
        edges = segments[0].span.start, segments[-1].span.end
        first, end = (bisect_left(beside, at, key=lambda part: part.span.start) for at in edges)
        found.append(Matter(kind, segments, tuple(beside[first:end])))
    return found


# --- clauses and headings -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setting:
    """The pieces of a clause, in order; together they are the clause as published.

    `number` is as published (（十一）, 3.). `run_in` tells whether the text goes on in the line of
    the heading; the mark that closes such a heading then stands at the head of the text, so that
    the heading alone can be shown in an outline.
    """

    number: str
    heading: str
    paragraphs: tuple[str, ...]
    run_in: bool


def text_lines(text: str) -> tuple[str, ...]:
    r"""The lines of `text` that are not blank, without the indent that the page sets itself.

    >>> text_lines(" 一 \n\n\u3000\u3000二")
    ('一', '二')
    """
    return tuple(stripped for line in text.splitlines() if (stripped := line.strip()))


def set_clause(clause: Clause, source: str) -> Setting:
    """Cut a clause into number, heading and paragraphs; `source` is its policy's.

    >>> from policykit.model import Clause, Level, Role, Span
    >>> source = "（十一）拓展签约服务。县级医院要设立全科。"
    >>> clause = Clause("x/1", "x", "(十一)", "拓展签约服务", "县级医院要设立全科。",
    ...                 Role.CLAUSE, Level.COUNTY, Span(0, len(source)))
    >>> set_clause(clause, source)
    Setting(number='（十一）', heading='拓展签约服务', paragraphs=('。县级医院要设立全科。',), run_in=True)
    """
    raw = clause.span.cut(source)
    paragraphs = text_lines(clause.text)
    heading_at = _find(clause.heading, raw, 0)
    text_at = _find("".join(paragraphs)[:_ENOUGH], raw, heading_at[1]) if heading_at else None
    if heading_at is None or text_at is None or not (paragraphs or clause.heading):
        # Put together otherwise than it stands: the published characters win.
        return Setting("", "", text_lines(raw), run_in=False)
    head_end = text_at[0] if paragraphs else len(raw)
    number = _number(raw[: heading_at[0] if clause.heading else head_end])
    heading = raw[heading_at[0] : head_end] if clause.heading else ""
    run_in = "\n" not in heading[len(heading.rstrip()) :]
    heading = "".join(text_lines(heading))
    if run_in and heading and paragraphs:
        kept = len(heading.rstrip(_HEADING_ENDS))
        heading, paragraphs = heading[:kept], (heading[kept:] + paragraphs[0], *paragraphs[1:])
    return Setting(number, heading, paragraphs, run_in)


def set_heading(section: Part, source: str) -> tuple[str, str]:
    """The number of a section and its heading; together they are the section as published.

    >>> from policykit.model import Part, PartKind, Role, Span
    >>> set_heading(Part(PartKind.HAN, "1", "一", "总体要求", Span(0, 6), Role.CLAUSE), "一、总体要求")
    ('一、', '总体要求')
    """
    raw = section.span.cut(source)
    at = _find(section.heading, raw, 0) if section.heading else None
    if at is None:
        return "", "".join(text_lines(raw))
    return _number(raw[: at[0]]), "".join(text_lines(raw[at[0] :]))


def _find(text: str, raw: str, start: int) -> tuple[int, int] | None:
    """Where `raw` reads `text`, wherever its lines end."""
    wanted = "".join(text.split())
    at = "".join(raw[start:].split()).find(wanted)
    if at < 0:
        return None
    if not wanted:
        return start, start
    visible = (place for place in range(start, len(raw)) if not raw[place].isspace())
    found = list(islice(visible, at, at + len(wanted)))
    return found[0], found[-1] + 1


def _number(published: str) -> str:
    """A number with the blank that sets it off from what follows in its line."""
    number = "".join(text_lines(published))
    behind = published[len(published.rstrip()) :]
    return number + behind if number and "\n" not in behind else number
