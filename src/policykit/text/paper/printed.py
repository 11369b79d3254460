"""A clause or section as it stands on paper: its number, its heading, its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model import Clause, Part

__all__ = ["Printed", "headed", "lines", "printed"]


_CLOSING = "。：:；;. "
# So many characters tell the beginning of a text from anything before it.
_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class Printed:
    """The pieces of a clause, in order; together they are the clause as published.

    `number` is as published (（十一）, 3.). `run_in` tells whether the text goes on in the line of
    the heading; the mark that closes such a heading then stands at the head of the text, so that
    the heading alone can be shown in an outline.
    """

    number: str
    heading: str
    paragraphs: tuple[str, ...]
    run_in: bool


def lines(text: str) -> tuple[str, ...]:
    r"""The lines of `text` that are not blank, without the indent that the page sets itself.

    >>> lines(" 一 \n\n\u3000\u3000二")
    ('一', '二')
    """
    return tuple(stripped for line in text.splitlines() if (stripped := line.strip()))


def printed(clause: Clause, source: str) -> Printed:
    """Cut a clause into number, heading and paragraphs; `source` is its policy's.

    >>> from policykit.model import Clause, Level, Role, Span
    >>> source = "（十一）拓展签约服务。县级医院要设立全科。"
    >>> clause = Clause("x/1", "x", "(十一)", "拓展签约服务", "县级医院要设立全科。",
    ...                 Role.CLAUSE, Level.COUNTY, Span(0, len(source)))
    >>> printed(clause, source)
    Printed(number='（十一）', heading='拓展签约服务', paragraphs=('。县级医院要设立全科。',), run_in=True)
    """
    raw = clause.span.cut(source)
    paragraphs = lines(clause.text)
    heading_at = _find(clause.heading, raw, 0)
    text_at = _find("".join(paragraphs)[:_ENOUGH], raw, heading_at[1]) if heading_at else None
    if heading_at is None or text_at is None or not (paragraphs or clause.heading):
        # Put together otherwise than it stands: the published characters win.
        return Printed("", "", lines(raw), run_in=False)
    head_end = text_at[0] if paragraphs else len(raw)
    number = _number(raw[: heading_at[0] if clause.heading else head_end])
    heading = raw[heading_at[0] : head_end] if clause.heading else ""
    run_in = "\n" not in heading[len(heading.rstrip()) :]
    heading = "".join(lines(heading))
    if run_in and heading and paragraphs:
        kept = len(heading.rstrip(_CLOSING))
        heading, paragraphs = heading[:kept], (heading[kept:] + paragraphs[0], *paragraphs[1:])
    return Printed(number, heading, paragraphs, run_in)


def headed(section: Part, source: str) -> tuple[str, str]:
    """The number of a section and its heading; together they are the section as published.

    >>> from policykit.model import Part, PartKind, Role, Span
    >>> headed(Part(PartKind.HAN, "1", "一", "总体要求", Span(0, 6), Role.CLAUSE), "一、总体要求")
    ('一、', '总体要求')
    """
    raw = section.span.cut(source)
    at = _find(section.heading, raw, 0) if section.heading else None
    if at is None:
        return "", "".join(lines(raw))
    return _number(raw[: at[0]]), "".join(lines(raw[at[0] :]))


def _find(text: str, raw: str, start: int) -> tuple[int, int] | None:
    """Where `raw` reads `text`, wherever its lines end."""
    match = re.compile(r"\s*".join(map(re.escape, "".join(text.split())))).search(raw, start)
    return match.span() if match else None


def _number(published: str) -> str:
    """A number with the blank that sets it off from what follows in its line."""
    number = "".join(lines(published))
    behind = published[len(published.rstrip()) :]
    return number + behind if number and "\n" not in behind else number
