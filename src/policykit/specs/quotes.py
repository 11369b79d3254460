"""Where a quote stands in its clause: exactly, else in normal form, never more loosely than that."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from policykit.model import Span
from policykit.specs.normal import normal

__all__ = ["closest", "occurrences"]

_SENTENCES = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_SHOWN = 60


def occurrences(quote: str, text: str, *, traditional: bool = False) -> list[Span]:
    """Every span of `text` that is `quote`; in normal form only when it does not stand there literally.

    >>> occurrences("90%以上", "力争90％以上的县"), occurrences("90%以上", "力争９1％以上的县")
    ([Span(start=2, end=7)], [])
    """
    exact = _all(quote, text)
    if exact or not quote.strip():
        return exact
    wanted, _ = normal(quote, traditional=traditional)
    folded, back = normal(text, traditional=traditional)
    return [back(span) for span in _all(wanted, folded)] if wanted else []


def closest(quote: str, text: str) -> str:
    """The stretch of `text` that is most like `quote`, for the reader of an error."""
    sentences = [match[0].strip() for match in _SENTENCES.finditer(text) if match[0].strip()]
    if not sentences:
        return ""
    best = max(sentences, key=lambda sentence: fuzz.partial_ratio(quote, sentence))
    found = fuzz.partial_ratio_alignment(quote, best)
    if found is None or len(best) <= _SHOWN:
        return best
    start, end = (found.dest_start, found.dest_end) if len(quote) <= len(best) else (0, len(best))
    return best[max(0, start - 4) : min(end + 4, start + _SHOWN)]


def _all(quote: str, text: str) -> list[Span]:
    found, start = [], text.find(quote)
    while start >= 0:
        found.append(Span(start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found
