"""What the styles of a Word file say of its characters: struck out, hidden, set high.

Word inherits it: a run from its character style, that from the one that it is based on, else from the paragraph's.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from policykit.intake.numbering import child, children, local, value

if TYPE_CHECKING:
    from policykit.intake.package import Element

__all__ = ["apply"]

_MARKS = ("strike", "dstrike", "vanish", "vertAlign")
_DEEPEST = 20
"""Styles based on each other; more are a ring."""


def apply(body: Element | None, styles: Element | None) -> None:
    """Write beside each run what its styles say of its characters, where it says nothing itself.

    Nothing is done to a document whose styles say nothing of the kind, which are nearly all.
    """
    told = _told(styles)
    if body is None or not told:
        return
    for run in body.iter():
        if local(run) != "r":
            continue
        paragraph = next((each for each in run.iterancestors() if local(each) == "p"), None)
        named = [value(child(run, "rPr", "rStyle")), value(child(paragraph, "pPr", "pStyle"))]
        marks = {name: mark for style in reversed(named) for name, mark in told.get(style or "", {}).items()}
        own = child(run, "rPr")
        if own is None and marks:
            own = run.makeelement(run.tag + "Pr", {}, None)
            run.insert(0, own)
        for name, mark in marks.items():
            if own is not None and child(own, name) is None:
                own.append(copy.copy(mark))


def _told(styles: Element | None) -> dict[str, dict[str, Element]]:
    """Style → what it says of characters, with what it inherits."""
    listed = {value(style, "styleId") or "": style for style in children(styles, "style")}
    told: dict[str, dict[str, Element]] = {}
    for name in listed:
        marks: dict[str, Element] = {}
        style, depth = listed.get(name), 0
        while style is not None and depth < _DEEPEST:
            for mark in _MARKS:
                if (said := child(style, "rPr", mark)) is not None:
                    marks.setdefault(mark, said)
            style, depth = listed.get(value(child(style, "basedOn")) or ""), depth + 1
        if marks:
            told[name] = marks
    return told
