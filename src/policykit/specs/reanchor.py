"""Re-anchoring: a spec file follows its policy's clauses to their new numbers, and changes in nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.base.yamlfile import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["reanchor"]


def reanchor(text: str, moves: Mapping[str, str]) -> tuple[str, int]:
    r"""The text of a spec file with `clause` set to its new path, and how many entries moved.

    `moves` maps old to new clause paths (without the policy). Comments, order and layout stay; a text
    that is no readable YAML is returned as it is.

    >>> reanchor("requirements:\n  - clause: 2/3  # 签约\n    quote: 20%以上\n", {"2/3": "2/4"})
    ('requirements:\n  - clause: 2/4  # 签约\n    quote: 20%以上\n', 1)
    """
    document, _ = parse(text, "")
    if document is None:
        return text, 0
    lines = text.splitlines(keepends=True)
    moved = 0
    for name in ("requirements", "dismissed"):
        listed = document.data.get(name) if isinstance(document.data, dict) else None
        for index, entry in enumerate(listed if isinstance(listed, list) else ()):
            old = entry.get("clause") if isinstance(entry, dict) else None
            place = document.values.get((name, index, "clause"))
            if not isinstance(old, str) or old not in moves or place is None:
                continue
            line, first, last = lines[place.line], place.column, place.column + place.width
            # The scalar may be quoted: only what stands between the quotes changes.
            lines[place.line] = line[:first] + line[first:last].replace(old, moves[old]) + line[last:]
            moved += 1
    return "".join(lines), moved
