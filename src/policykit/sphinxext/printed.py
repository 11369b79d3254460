"""A clause or section as it stands on paper: its number, its heading, its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model import Clause

__all__ = ["Printed", "lines", "printed"]


_CLOSING = "。：:；;. "


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
    head_end = _start_of_end(raw, "".join(paragraphs))
    if head_end is None or not (paragraphs or clause.heading):
        # The text was put together otherwise than it stands; the published characters win.
        return Printed("", "", lines(raw), run_in=False)
    head = raw[:head_end]
    number_end = _end_of_number(head, clause.heading)
    heading = "".join(lines(head[number_end:]))
    run_in = not heading or "\n" not in head[len(head.rstrip()) :]
    if run_in and paragraphs and heading:
        kept = len(heading.rstrip(_CLOSING))
        heading, paragraphs = heading[:kept], (heading[kept:] + paragraphs[0], *paragraphs[1:])
    return Printed("".join(lines(head[:number_end])), heading, paragraphs, run_in)


def _start_of_end(raw: str, end: str) -> int | None:
    """Where the closing characters of `raw` begin that read `end`, blanks aside."""
    index = len(raw)
    for char in reversed("".join(end.split())):
        index -= 1
        while index >= 0 and raw[index].isspace():
            index -= 1
        if index < 0 or raw[index] != char:
            return None
    return index


def _end_of_number(head: str, heading: str) -> int:
    """Where the number of a clause ends and its heading begins."""
    first = "".join(heading.split())[:1]
    if not first:
        return len(head)
    squeezed = [(place, char) for place, char in enumerate(head) if not char.isspace()]
    text = "".join(char for _, char in squeezed)
    found = text.find("".join(heading.split()))
    return squeezed[found][0] if found >= 0 else 0
