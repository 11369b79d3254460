"""What a spec file says already: no words that an entry quotes are proposed again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policykit.model import Span
from policykit.specs.figure import due_date
from policykit.specs.quotes import occurrences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from policykit.base.yamlfile import Document
    from policykit.model import Clause, Policy

__all__ = ["Told", "asked_by"]


@dataclass(frozen=True)
class Told:
    """The entries of a file, drafts and sound ones alike, by the paths of their clauses."""

    spans: Mapping[str, list[Span]] = field(default_factory=dict)
    """What they quote, in the source."""
    dues: Mapping[str, set[date | None]] = field(default_factory=dict)
    ids: frozenset[tuple[str, str]] = frozenset()
    asked: frozenset[tuple[str, ...]] = frozenset()
    """What its requirements ask, as `asked` says it."""
    sections: frozenset[str] = frozenset()
    """Paths of clauses and headings that are set aside as a whole."""

    @classmethod
    def of(cls, document: Document | None, policy: Policy) -> Told:
        """What a file says of a policy; nothing where there is none."""
        if document is None:
            return cls()
        clauses = {clause.path: clause for clause in policy.clauses}
        spans: defaultdict[str, list[Span]] = defaultdict(list)
        dues: defaultdict[str, set[date | None]] = defaultdict(set)
        for entry in (*document.entries("requirements"), *document.entries("dismissed")):
            path = str(entry.get("clause"))
            if path in clauses and isinstance(entry.get("quote"), str):
                spans[path] += _spans(entry["quote"], clauses[path], policy)
                dues[path].add(_due(entry))
        asked = document.entries("requirements")
        ids = frozenset((str(entry.get("clause")), str(entry.get("id"))) for entry in asked)
        whole = (str(entry.get("clause")) for entry in document.entries("dismissed") if "quote" not in entry)
        return cls(spans, dues, ids, frozenset(asked_by(entry) for entry in asked), frozenset(whole))

    def covers(self, clause: Clause, span: Span) -> bool:
        """Whether an entry quotes these words of a clause, or sets aside all of it."""
        path = clause.path
        aside = any(path == section or path.startswith(f"{section}/") for section in self.sections)
        return aside or any(quote.covers(span) for quote in self.spans.get(path, ()))

    def has_due(self, clause: Clause, due: date | None) -> bool:
        """Whether an entry of the clause is due on that day."""
        return due in self.dues.get(clause.path, ())


def asked_by(entry: dict[str, Any]) -> tuple[str, ...]:
    """What an entry asks, and of whom: of two entries of a clause that say the same, one is too many."""
    keys = ("clause", "indicator", "target", "due", "population", "binds")
    return tuple(str(entry.get(key)) for key in keys)


def _spans(quote: str, clause: Clause, policy: Policy) -> list[Span]:
    text = clause.span.cut(policy.source)
    found = occurrences(quote, text, policy.script)
    return [Span(clause.start + span.start, clause.start + span.end) for span in found]


def _due(entry: dict[str, Any]) -> date | None:
    written = entry.get("due")
    return due_date(written) if isinstance(written, str) else None
