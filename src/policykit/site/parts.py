"""Which page holds what of a policy's checks: a long page is cut, and every part is a document of its own.

It is decided before anything is written, by what is registered alone: so every address is known, and stays what it is
until the policy itself has other requirements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from policykit.model import Dismissal, Draft, Requirement
from policykit.site.paging import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ALIKE", "Checked", "checks_parts", "first_parts", "part_docname", "whole_docname"]

Checked: TypeAlias = Requirement | Draft | Dismissal
"""What stands on a page of checks."""
_SIZE = 440_000
"""So many bytes of entries a page: with what stands around them less than half a megabyte."""
ALIKE = 12
"""So many other requirements on its indicator are named with one."""
_MARKUP = 1200
"""Bytes of markup and captions of a requirement and of its row in the list above."""
_LINE = 150
"""Those of each text of it."""
_ROW = 400
"""Those of a row of what is dismissed or waits for a person."""


def part_docname(docname: str, at: int) -> str:
    """The document with a part of what `docname` shows, counted from nought; the first is that document.

    >>> part_docname("checks/shexian-2025", 0), part_docname("checks/shexian-2025", 1)
    ('checks/shexian-2025', 'checks/shexian-2025/2')
    """
    return f"{docname}/{at + 1}" if at else docname


def whole_docname(docname: str) -> tuple[str, int]:
    """The document of which this is a part, and which it is.

    >>> whole_docname("checks/shexian-2025/2"), whole_docname("checks/shexian-2025")
    (('checks/shexian-2025', 1), ('checks/shexian-2025', 0))
    >>> whole_docname("reference/library/specs")
    ('reference/library/specs', 0)
    """
    first, _, number = docname.rpartition("/")
    return (first, int(number) - 1) if "/" in first and number.isdigit() else (docname, 0)


def checks_parts(entries: Iterable[tuple[Checked, Sequence[str]]], size: int = _SIZE) -> list[list[Checked]]:
    """The entries of a policy's checks in order, in parts of about one size; each comes with all that is said of it.

    >>> [len(part) for part in checks_parts([], 1000)]
    [0]
    """
    weighed = [(entry, _weight(entry, said)) for entry, said in entries]
    total = sum(weight for _, weight in weighed)
    heaviest = max((weight for _, weight in weighed), default=0)
    even = total // -(-total // size) + heaviest if total > size else size
    parts = cut(weighed, min(size, even), lambda each: each[1])
    return [[entry for entry, _ in part] for part in parts]


def first_parts(parts: Sequence[Sequence[Checked]]) -> tuple[int, int | None]:
    """The parts on which what is dismissed begins, the last when there is nothing, and what waits, if anything does."""
    dismissed = (at for at, part in enumerate(parts) for each in part if isinstance(each, Dismissal))
    drafts = (at for at, part in enumerate(parts) for each in part if isinstance(each, Draft))
    return next(dismissed, len(parts) - 1), next(drafts, None)


def _weight(entry: Checked, said: Sequence[str]) -> int:
    """About how many bytes an entry takes."""
    if not isinstance(entry, Requirement):
        return _ROW + sum(map(_bytes, said))
    texts = [*said, entry.python, *(part.label + part.definition for part in entry.indicator.parts)]
    markup = _MARKUP
    if (official := entry.indicator.official) is not None:
        markup += _MARKUP
        texts += [official.differs, official.definition.quote if official.definition else ""]
    return markup + sum(_LINE + _bytes(text) for text in texts)


def _bytes(text: str) -> int:
    return len(text.encode())
