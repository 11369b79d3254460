"""The role that a block was given, and the roles that a block shows by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Role
from policykit.text.blocks import LEADERS
from policykit.text.shapes import MAX_LINE
from policykit.text.words import pattern

if TYPE_CHECKING:
    from policykit.text.blocks import Block

__all__ = ["Assigned", "Roles", "by_itself"]


class Assigned(NamedTuple):
    """A block's role, and the part of the document whose outline it belongs to.

    `part` is the first piece of the ids in it: empty for the policy itself, else `notice`,
    `summary`, `interpretation` or `annex`.
    """

    role: Role
    part: str = ""


Roles = list[Assigned | None]
"""One entry a block; `None` while the block has no role yet."""


def by_itself(block: Block) -> Assigned | None:
    """Furniture, remarks and contents that a line shows by itself."""
    folded = block.folded
    if LEADERS.search(folded) and folded[-1].isdigit():
        return Assigned(Role.CONTENTS)
    if folded.startswith("> ") and not _is_furniture(folded):
        # Remarks between the articles: not addressable, and no part of the clause around them.
        return Assigned(Role.INTERPRETATION)
    if (len(folded) < 2 * MAX_LINE or not block.is_sentence) and _is_furniture(folded):
        return Assigned(Role.FURNITURE)
    if pattern("roles", "imprint").match(folded):
        return Assigned(Role.FURNITURE)
    return None


def _is_furniture(folded: str) -> bool:
    anchored = pattern("roles", "furniture").match(folded)
    return bool(anchored or pattern("roles", "furniture_anywhere").search(folded))
