"""Where the quote of an entry stands in its clause, and what is most like it where it stands nowhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from policykit.model import Script, Span
from policykit.text.normal import Form, normalize

if TYPE_CHECKING:
    from policykit.base.yamlfile import Document
    from policykit.model import Policy

__all__ = ["closest", "occurrences", "quote_spans"]

_SENTENCES = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_LONGEST = 60
"""So many characters of the text are shown to the reader of an error."""


def occurrences(quote: str, text: str, script: Script = Script.SIMPLIFIED) -> list[Span]:
    """Every span of `text` that is `quote`; in normal form only when it does not stand there literally.

    >>> occurrences("90%以上", "力争90％以上的县"), occurrences("90%以上", "力争９1％以上的县")
    ([Span(start=2, end=7)], [])
    """
    exact = _spans(quote, text)
    if exact:
        return exact
    wanted, form = normalize(quote, script).tight().text, _tight(text, script)
    return [form.to_source(span) for span in _spans(wanted, form.text)] if wanted else []


@lru_cache(maxsize=1024)
def _tight(text: str, script: Script) -> Form:
    """A clause without white space: many quotes are looked for in it."""
    return normalize(text, script).tight()


def _spans(quote: str, text: str) -> list[Span]:
    found, start = [], text.find(quote)
    while start >= 0:
        found.append(Span(start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found


def closest(quote: str, text: str) -> str:
    """The stretch of `text` that is most like `quote`, for the reader of an error."""
    sentences = [match[0].strip() for match in _SENTENCES.finditer(text) if match[0].strip()]
    if not sentences:
        return ""
    best = max(sentences, key=lambda sentence: fuzz.partial_ratio(quote, sentence))
    found = fuzz.partial_ratio_alignment(quote, best)
    if found is None or len(best) <= _LONGEST:
        return best
    start, end = (found.dest_start, found.dest_end) if len(quote) <= len(best) else (0, len(best))
    return best[max(0, start - 4) : min(end + 4, start + _LONGEST)]


def quote_spans(document: Document, policy: Policy) -> list[tuple[str, Span]]:
    """Clause ids and spans of every quote of a file that stands in its clause, also of entries at fault."""
    clauses = {clause.path: clause for clause in policy.clauses}
    found = []
    for entry in (*document.entries("requirements"), *document.entries("dismissed")):
        if entry.get("draft") is True:
            continue  # what is only proposed accounts for nothing
        clause, quote = clauses.get(str(entry.get("clause"))), entry.get("quote")
        if clause is not None and isinstance(quote, str):
            text = clause.span.cut(policy.source)
            spans = occurrences(quote, text, policy.script)
            found += [(clause.id, Span(clause.start + span.start, clause.start + span.end)) for span in spans]
    return found
