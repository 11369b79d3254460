"""复核: who has read an entry of a spec against its text, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Reviewed"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """复核: by whom and when, with the digests of what was read then."""

    by: str
    on: date
    note: str = ""
    seal: str = ""
    """`seal` of the entry on that day; empty where none was kept, and nothing can be said of later changes."""
