"""What stands below the body's start and is not the body: signature, annex, interpretation, menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.model import PartKind, Role
from policykit.text.assigned import Assigned, Roles
from policykit.text.shapes import MAX_LINE, is_annex, is_date, is_organ
from policykit.text.words import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.text.blocks import Block

__all__ = ["mark_tail"]

_MAX_SIGNERS = 24


def mark_tail(blocks: Sequence[Block], roles: Roles, start: int) -> None:
    """Everything below the body's start that is not the body."""
    end = _trailing_furniture(blocks, roles, start)
    part: Assigned | None = None
    index = start
    while index < end:
        block = blocks[index]
        if roles[index] is not None:
            index += 1
            continue
        if _lists_annex(block, roles[index - 1]):
            roles[index] = Assigned(Role.ANNEX)
            index += 1
            continue
        signed = 0 if block.marker else _signature_length(blocks, index)
        if signed:
            for position in range(index, index + signed):
                roles[position] = Assigned(Role.SIGNATURE)
            roles[index + signed] = Assigned(Role.DATE)
            part = Assigned(Role.FURNITURE)
            index += signed
        elif not block.is_sentence and len(block.folded) <= 2 * MAX_LINE and block.marker is None:
            part = _opened_part(blocks, index, end, part)
            roles[index] = roles[index] or _heading_role(block, part)
        elif part == Assigned(Role.FURNITURE) and block.marker and block.marker.value == 1:
            part = Assigned(Role.CLAUSE, "annex")
        if part is not None:
            roles[index] = roles[index] or part
        index += 1


def _lists_annex(block: Block, before: Assigned | None) -> bool:
    """Whether the line names a further annex: 附件：1.… ⏎ 2.…."""
    further = block.marker is not None and block.marker.kind is PartKind.ARABIC and block.marker.value > 1
    return further and not block.is_sentence and before == Assigned(Role.ANNEX)


def _heading_role(block: Block, part: Assigned | None) -> Assigned | None:
    if part is None or not is_annex(block.folded):
        return part
    return Assigned(Role.ANNEX)


def _opened_part(blocks: Sequence[Block], index: int, end: int, part: Assigned | None) -> Assigned | None:
    """The part that an unnumbered heading opens, or the part that goes on."""
    folded = blocks[index].folded.lstrip("# ")
    if pattern("roles", "interpretation").search(folded):
        return Assigned(Role.INTERPRETATION, "interpretation")
    if is_annex(folded):
        ahead = blocks[index + 1 : end]
        structured = any(b.marker and b.marker.value == 1 for b in ahead) and any(
            b.is_sentence for b in ahead
        )
        return Assigned(Role.CLAUSE, "annex") if structured else Assigned(Role.ANNEX)
    return part


def _signature_length(blocks: Sequence[Block], index: int) -> int:
    """How many lines of issuers stand at `index` before a date of issue; 0 when there is none."""
    for length in range(_MAX_SIGNERS):
        if index + length >= len(blocks):
            return 0
        folded = blocks[index + length].folded
        if length and is_date(folded):
            return length
        if blocks[index + length].marker or blocks[index + length].is_sentence or not is_organ(folded):
            return 0
    return 0


def _trailing_furniture(blocks: Sequence[Block], roles: Roles, start: int) -> int:
    """Mark the page's menu below the text; return the index where the text ends.

    Below the heading of an annex short lines may be its table: there only what shows itself as
    furniture is.
    """
    end = len(blocks)
    annex = max((i for i in range(start, end) if _is_annex_heading(blocks[i])), default=end)
    while end > start + 1 and (roles[end - 1] is not None or (annex >= end and _is_menu(blocks[end - 1]))):
        roles[end - 1] = roles[end - 1] or Assigned(Role.FURNITURE)
        end -= 1
    return end


def _is_annex_heading(block: Block) -> bool:
    return not block.is_sentence and block.marker is None and is_annex(block.folded)


def _is_menu(block: Block) -> bool:
    """Whether the block is a short line that is neither text nor a signature."""
    folded = block.folded
    short = len(folded) <= MAX_LINE // 2 and not block.is_sentence and block.marker is None
    return short and not (is_date(folded) or is_organ(folded) or folded[-1] in "。;:")
