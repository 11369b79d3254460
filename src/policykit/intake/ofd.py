"""OFD (GB/T 33190): the text objects of its pages, set in lines as those of a PDF are."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.intake.drawn import Drawn, too_large
from policykit.intake.glyphs import Line, ordered
from policykit.intake.numbering import local, value
from policykit.intake.package import Package
from policykit.intake.pdf import MOST_PAGES, Page, drawn_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.intake.package import Element

__all__ = ["READER", "read_ofd"]

READER = "ofd 2"
_A4 = (210.0, 297.0)
_MOST_TEXTS = 500_000
_FIGURES = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")


def read_ofd(data: bytes) -> Drawn:
    """The text of an OFD file.

    Raises `PolicykitError`: damaged (PK114), locked (PK115), scanned (PK113), more than any document (PK112).
    """
    package = Package(data, "ofd")
    try:
        return drawn_from(list(_pages(package)), READER)
    except KeyError as error:  # a part that is named and not there
        values: dict[str, object] = {"format": load("intake")["kinds"]["ofd"]}
        raise PolicykitError([Diagnostic(Code.SOURCE_BROKEN, values)]) from error


def _pages(package: Package) -> Iterator[Page]:
    texts = 0
    number = 0
    for body in _named(package.xml("OFD.xml"), "DocRoot"):
        root = (body.text or "").strip().lstrip("/")
        document = package.xml(root)
        width, height = _size(document)
        for page in _named(document, "Page"):
            number += 1
            if number > MOST_PAGES:
                raise too_large(MOST_PAGES, "pages")
            content = package.xml(_place(root, value(page, "BaseLoc") or ""))
            own_width, own_height = _size(content, (width, height))
            pieces = list(_pieces(content, own_height))
            texts += len(pieces)
            if texts > _MOST_TEXTS:
                raise too_large(_MOST_TEXTS, "nodes")
            yield Page(number, own_height, ordered(pieces, [], own_width))


def _named(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if local(each) == name)


def _place(root: str, written: str) -> str:
    if written.startswith("/"):
        return written.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(root), written))


def _size(element: Element, given: tuple[float, float] = _A4) -> tuple[float, float]:
    """Width and height of the pages, in millimetres."""
    box = next(_named(element, "PhysicalBox"), None)
    figures = _figures(box.text if box is not None else "")
    return (figures[2], figures[3]) if len(figures) > 3 else given  # noqa: PLR2004 - a box has four figures


def _figures(text: str | None) -> list[float]:
    return [float(figure) for figure in _FIGURES.findall(text or "")]


def _pieces(content: Element, height: float) -> Iterator[Line]:
    """Each run of characters with its box; the origin of OFD is the upper left corner."""
    for text in _named(content, "TextObject"):
        box = _figures(value(text, "Boundary"))
        size = next(iter(_figures(value(text, "Size"))), 3.5)
        if len(box) < 4:  # noqa: PLR2004 - a box has four figures
            continue
        for code in _named(text, "TextCode"):
            words = (code.text or "").strip()
            if not words:
                continue
            x, y = (next(iter(_figures(value(code, name))), 0.0) for name in ("X", "Y"))
            left, base = box[0] + x, height - box[1] - y
            # A Latin letter or a digit is half as wide as a Chinese character.
            widest = left + size * sum(0.5 if char.isascii() else 1 for char in words)
            right = max(left + size * len(words) * 0.5, min(box[0] + box[2], widest))
            yield Line(words, left, base - 0.2 * size, right, base + 0.8 * size, size)
