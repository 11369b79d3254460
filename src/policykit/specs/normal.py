"""The normal form that quotes are matched in, with the way back to the source's spans."""

from __future__ import annotations

from collections.abc import Callable

from policykit.model import Span
from policykit.text.normal import normalize

__all__ = ["Back", "normal"]

Back = Callable[[Span], Span]
"""From a span of the normal form to the span of the text that it came from."""


def normal(text: str, *, traditional: bool) -> tuple[str, Back]:
    """Normal form without the white space that a page break or a converter left, and the way back.

    White space between two digits stays: `1 0` is not `10`.

    >>> folded, back = normal("縣域 內就診率達 ８５％", traditional=True)
    >>> folded, back(Span(1, 3))
    ('县域内就诊率达85%', Span(start=1, end=4))
    """
    form = normalize(text, traditional=traditional)
    kept = [index for index in range(len(form.text)) if not _is_gap(form.text, index)]

    def back(span: Span) -> Span:
        return form.to_source(Span(kept[span.start], kept[span.end - 1] + 1))

    return "".join(form.text[index] for index in kept), back


def _is_gap(text: str, index: int) -> bool:
    if not text[index].isspace():
        return False
    before, after = text[:index].rstrip()[-1:], text[index:].lstrip()[:1]
    return not (before.isdecimal() and after.isdecimal())
