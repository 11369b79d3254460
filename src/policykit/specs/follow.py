"""Follow: what becomes of the entries of a spec when the text of its policy is another one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.yamlfile import parse
from policykit.corpus.drift import Drift, compare
from policykit.specs.format import reanchor
from policykit.specs.quotes import occurrences

if TYPE_CHECKING:
    from policykit.corpus.drift import Change
    from policykit.model import Policy

__all__ = ["Followed", "Look", "follow"]


class Look(NamedTuple):
    """An entry that a person has to look at: its quote no longer stands in what became of its clause."""

    entry: str
    """Its id, or the beginning of its quote."""
    clause: str
    """The path of the clause in the old text."""
    change: Change


class Followed(NamedTuple):
    """A spec file for another text."""

    text: str
    kept: int
    """Entries whose quote stands in the new text; their clause has its new path."""
    moved: int
    """How many of these have another path."""
    look: tuple[Look, ...]


def follow(text: str, old: Policy, new: Policy) -> Followed:
    """The text of a spec file with every clause at its new path, and which entries need a look, and why.

    A quote that stands in what became of its clause is kept, whatever else has changed there: the double entry reads it
    again. Of a clause that is gone the path stays, so that the loader names the entry.
    """
    became: defaultdict[str, list[Change]] = defaultdict(list)
    for change in compare(old, new):
        if change.old is not None:
            became[change.old.path].append(change)
    document, _ = parse(text, "")
    entries = [*document.entries("requirements"), *document.entries("dismissed")] if document else []
    moves, look, kept, moved = dict[tuple[str, str], str](), list[Look](), 0, 0
    for entry in entries:
        clause, quote = str(entry.get("clause")), str(entry.get("quote", ""))
        changes = became.get(clause, [])
        standing = next((each for each in changes if _stands(quote, each, new)), None)
        first = standing or (changes[0] if changes else None)
        if first is not None and first.new is not None:
            moves[clause, quote] = first.new.path  # of a clause that became two each quote has its own
        if standing is not None and standing.new is not None:
            kept += 1
            moved += standing.new.path != clause
        elif first is not None:
            look.append(Look(str(entry.get("id") or quote[:12]), clause, first))
    text, _ = reanchor(text, lambda one: moves.get((str(one.get("clause")), str(one.get("quote", "")))))
    return Followed(text, kept, moved, tuple(look))


def _stands(quote: str, change: Change, new: Policy) -> bool:
    if change.new is None or change.kind is Drift.REMOVED:
        return False
    return bool(occurrences(quote, change.new.span.cut(new.source), new.script))
