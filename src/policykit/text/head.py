"""What stands above the body: title, 文号, addressee, covering letter, digest, furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.model import Role
from policykit.text.assigned import Assigned, Roles, by_itself
from policykit.text.shapes import (
    is_addressee,
    is_annex,
    is_date,
    is_history,
    is_notice,
    is_number,
    is_organ,
    is_title_end,
    joins_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.text.blocks import Block

__all__ = ["mark_head", "take_preamble"]

_MAX_TITLE_LINES = 4
_MAX_BYLINES = 12


def take_preamble(blocks: Sequence[Block], roles: Roles, start: int) -> int:
    """Move the start up over running text between the title and the first number."""
    title = _title_lines(blocks, roles, start)
    if title:
        below = range(max(title) + 1, start)
        return next((i for i in below if roles[i] is None and _is_body_text(blocks[i])), start)
    first = start
    for index in range(start - 1, -1, -1):
        role = roles[index]
        if role is not None and role.role in (Role.CONTENTS, Role.FURNITURE):
            continue
        if role is not None or not _is_body_text(blocks[index]):
            break
        first = index
    return first


def _is_body_text(block: Block) -> bool:
    folded = block.folded
    if not block.is_sentence:
        return False
    return not (is_addressee(folded) or is_history(folded) or is_notice(folded))


def mark_head(blocks: Sequence[Block], roles: Roles, start: int) -> None:
    """Everything above the body: title, number, addressee, covering letter, digest, furniture."""
    title = _title_lines(blocks, roles, start)
    names = {blocks[index].bare for index in title}
    names.add("".join(blocks[index].bare for index in sorted(title)))
    for index in range(start - 1, -1, -1):
        if roles[index] is None:
            below = roles[index + 1] if index + 1 < len(roles) else None
            roles[index] = _head_role(blocks[index], below, is_title=index in title, names=names)
    notice = [i for i in range(start) if roles[i] == Assigned(Role.NOTICE, "notice")]
    if notice:
        _mark_notice_title(blocks, roles, notice[0])


def _head_role(block: Block, below: Assigned | None, *, is_title: bool, names: set[str]) -> Assigned:
    if is_title or block.bare in names:
        return Assigned(Role.TITLE)
    folded = block.folded
    shapes = (
        (is_number, Role.NUMBER),
        (is_date, Role.DATE),
        (is_history, Role.DATE),
        (is_annex, Role.ANNEX),
        (is_addressee, Role.ADDRESSEE),
    )
    role = next((role for shape, role in shapes if shape(folded)), Role.FURNITURE)
    if role is not Role.FURNITURE:
        return Assigned(role)
    if below == Assigned(Role.DATE) and is_organ(folded):
        return Assigned(Role.SIGNATURE)
    if block.is_sentence:
        return Assigned(Role.NOTICE, "notice") if is_notice(folded) else Assigned(Role.SUMMARY, "summary")
    return Assigned(Role.FURNITURE)


def _title_lines(blocks: Sequence[Block], roles: Roles, start: int) -> set[int]:
    """The lines of the title nearest above `start`."""
    end = None
    bylines = 0
    for index in range(start - 1, -1, -1):
        block = blocks[index]
        if roles[index] is not None or is_history(block.folded):
            continue
        bylines += 1
        if bylines > _MAX_BYLINES or is_notice(block.folded):
            break
        if not block.is_sentence and (is_title_end(block.folded) or re.match(r"#+ ", block.folded)):
            end = index
            break
    if end is None:
        return set()
    lines = {end}
    for index in range(end - 1, max(-1, end - _MAX_TITLE_LINES), -1):
        if roles[index] is not None or blocks[index].is_sentence or not joins_title(blocks[index].folded):
            break
        lines.add(index)
    return lines


def _mark_notice_title(blocks: Sequence[Block], roles: Roles, notice: int) -> None:
    """The covering letter has a title of its own above it."""
    free: Roles = [
        None if role is None or role.role in (Role.FURNITURE, Role.TITLE) else role for role in roles[:notice]
    ]
    for index, block in enumerate(blocks[:notice]):
        if by_itself(block) is not None:
            free[index] = Assigned(Role.FURNITURE)
    lines = _title_lines(blocks, free, notice)
    name = "".join(blocks[index].bare for index in sorted(lines))
    for index in range(notice):
        if index in lines or blocks[index].bare == name:
            roles[index] = Assigned(Role.TITLE)
