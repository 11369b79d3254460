"""Elements and text: what XML cannot hold is shown as such, what stands on paper is not moved."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

__all__ = ["add", "add_text", "clean", "serialized"]

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML 1.0 document holds, not even as a reference."""
_STAND_IN = "\ufffd"
_FLOWING = frozenset({"p", "num", "heading", "crossHeading"})
"""Elements of text: a blank put into them would be the reader's to see."""


def add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    """A new last child with this text; attributes whose value is empty are left out.

    A trailing underscore of an attribute's name is not part of it: `as_` is `as`.
    """
    named = {key.removesuffix("_"): clean(value) for key, value in attributes.items() if value}
    made = ET.SubElement(parent, tag, named)
    add_text(made, text)
    return made


def add_text(element: ET.Element, text: str) -> None:
    """Append text to the end of an element.

    A character that XML cannot hold becomes `<inline name="U+0001">` with a stand-in, so that the reader
    sees where it stood and a program which one it was.
    """
    done = 0
    for match in _FORBIDDEN.finditer(text):
        _append(element, text[done : match.start()])
        ET.SubElement(element, "inline", {"name": f"U+{ord(match[0]):04X}"}).text = _STAND_IN
        done = match.end()
    _append(element, text[done:])


def clean(value: str) -> str:
    r"""An attribute's value; a character that XML cannot hold becomes U+FFFD.

    >>> clean("a\x01b")
    'a\ufffdb'
    """
    return _FORBIDDEN.sub(_STAND_IN, value)


def _append(element: ET.Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def serialized(root: ET.Element) -> bytes:
    """The document as UTF-8, each block on a line of its own."""
    root.set("xmlns", NAMESPACE)
    _laid_out(root, 0)
    # Written by hand: ElementTree's own declaration depends on its version.
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _laid_out(element: ET.Element, depth: int) -> None:
    if element.tag in _FLOWING or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _laid_out(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * depth
