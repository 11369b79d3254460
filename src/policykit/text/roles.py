"""Blocks → roles: what of a page is the policy, and what stands around it.

The body starts at the first number that opens a document; title, 文号, addressee and a
covering letter are looked for upward from there, signature, annex and interpretation downward.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.model import Role
from policykit.text.assigned import Assigned, Roles, by_itself
from policykit.text.head import mark_head, take_preamble
from policykit.text.shapes import is_addressee, is_title_end
from policykit.text.tail import mark_tail
from policykit.text.words import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.text.blocks import Block

__all__ = ["assign"]

_NEAR = 6


def assign(blocks: Sequence[Block]) -> list[Assigned]:
    """The role of every block, in order; text of the policy is `CLAUSE`, headings included."""
    roles: Roles = [by_itself(block) for block in blocks]
    _mark_contents(blocks, roles)
    start = _body_start(blocks, roles)
    if start is None:
        return [role or Assigned(Role.FURNITURE) for role in roles]
    start = take_preamble(blocks, roles, start)
    mark_head(blocks, roles, start)
    mark_tail(blocks, roles, start)
    return [role or Assigned(Role.CLAUSE) for role in roles]


def _mark_contents(blocks: Sequence[Block], roles: Roles) -> None:
    """A table of contents without page numbers is headings whose first comes again below them."""
    for index, block in enumerate(blocks):
        titled = bool(pattern("roles", "contents").match(block.folded.lstrip("# ")))
        if not titled and (block.marker is None or roles[index] is not None):
            continue
        first = index + titled
        end = _contents_end(blocks, first)
        for position in range(index, max(end, first)):
            roles[position] = Assigned(Role.CONTENTS)
        if not titled:
            return


def _contents_end(blocks: Sequence[Block], first: int) -> int:
    """Where the entries that start at `first` end; `first` itself when they are no contents."""
    if first >= len(blocks):
        return first
    entry = blocks[first].bare
    for position in range(first + 1, len(blocks)):
        if blocks[position].bare == entry:
            return position
        if blocks[position].is_sentence:
            return first
    return first


def _body_start(blocks: Sequence[Block], roles: Roles) -> int | None:
    free = [index for index, role in enumerate(roles) if role is None]
    for index in free:
        marker = blocks[index].marker
        opens = marker and (marker.value == 1 or marker.strong)
        if opens and any(blocks[near].is_sentence for near in range(index, min(index + _NEAR, len(blocks)))):
            return index
    titled = next((i for i in free if not blocks[i].is_sentence and is_title_end(blocks[i].folded)), -1)
    after = (i for i in free if i > titled and blocks[i].is_sentence and not is_addressee(blocks[i].folded))
    return next(after, None)
