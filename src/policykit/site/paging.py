"""A list that may be of any length, cut into pages: the first stands in the page that asks for it, the others follow.

How much a page holds is a number of entries or of their lines, chosen so that a page stays below half a megabyte.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from typing import Any

    from policykit.site.links import Links

__all__ = ["Pages", "cut", "first_page", "page_name"]

_T = TypeVar("_T")


def cut(items: Sequence[_T], size: int, weight: Callable[[_T], int] = lambda _: 1) -> list[list[_T]]:
    """The items in order, in parts that weigh `size` at most; what is heavier by itself is a part of its own.

    >>> cut("abcde", 2)
    [['a', 'b'], ['c', 'd'], ['e']]
    >>> cut([3, 1, 9, 2, 2], 4, lambda each: each)
    [[3, 1], [9], [2, 2]]
    >>> cut([], 4)
    [[]]
    """
    parts: list[list[_T]] = [[]]
    held = 0
    for item in items:
        heavy = weight(item)
        if parts[-1] and held + heavy > size:
            parts.append([])
            held = 0
        parts[-1].append(item)
        held += heavy
    return parts


def page_name(docname: str, key: str, at: int) -> str:
    """The page with a further part of a list, counted from nought; `key` tells the lists of one page apart.

    >>> page_name("policies", "county", 1), page_name("terms", "", 2)
    ('policies-county-2', 'terms-3')
    """
    return "-".join(filter(None, (docname, key, str(at + 1))))


def first_page(name: str, docnames: Container[str]) -> str:
    """The document whose list goes on on this page; empty when none does.

    >>> first_page("policies-county-2", {"policies"}), first_page("terms-3", {"terms"}), first_page("page-2", ())
    ('policies', 'terms', '')
    """
    *parts, number = name.split("-")
    found = ("-".join(parts[:end]) for end in (len(parts), len(parts) - 1) if number.isdigit())
    return next((docname for docname in found if docname in docnames), "") if name not in docnames else ""


@dataclass(frozen=True)
class Pages:
    """One part of a list, and where the others are."""

    at: int
    addresses: tuple[str, ...]
    """Of the page of each part."""
    search: str
    """Of the page on which one looks for something in all of them."""
    key: str = ""
    holds: tuple[str, ...] = ()
    """The clauses and sections of each part, where an address may name one that stands on another part."""

    @classmethod
    def of(
        cls, parts: Sequence[object], given: Mapping[str, Any], links: Links, key: str = "", anchor: str = ""
    ) -> Pages:
        """The pages of these parts; `given` holds the page on which the list begins, and which part is shown."""
        docname, at = given.get("page", ""), given.get("part", 0)
        further = (links.uri(page_name(docname, key, part)) for part in range(1, len(parts)))
        return cls(at, (links.uri(docname, anchor), *further), links.uri("search"), key)

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self.addresses)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than one."""
        return self.count > 1
