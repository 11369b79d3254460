"""Scanned pages → lines of text, where the extra `ocr` is installed: RapidOCR's models on ONNX Runtime, offline.

The models come in the wheel. What they are known to misread is mended only where nothing else can be meant: the
brackets around the year of a 文号.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

from policykit.intake.drawn import too_large
from policykit.intake.glyphs import Line, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["can_recognise", "is_picture", "reader", "recognised"]

Pdfium: TypeAlias = Any
"""A page of PDFium, whose binding publishes no types."""

_PACKAGE = "rapidocr-onnxruntime"
_DOTS = 200 / 72
_MOST_DOTS = 2400
"""Dots of the longer side of a picture; a page of A4 at 200 dpi has as many, a poster is drawn smaller."""
_MOST_PIXELS = 150_000_000
"""Pixels of a picture: A3 at 600 dpi has half as many."""
_MOST_TEXT = 20
_COVERED = 0.5
_NEAR = 1.5
_IMAGE = 3
"""FPDF_PAGEOBJ_IMAGE."""
_NUMBER = re.compile(
    r"(?<=[\u3400-\u9fff])[\[【(（［〔][ \t]*((?:19|20)\d\d)[ \t]*[\]】)）］〕1l][ \t]*(?=第?\d{1,5}[ \t]*号)"
)


def can_recognise() -> bool:
    """Whether the extra `ocr` is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


def reader() -> str:
    """The name of what recognises, with its version."""
    try:
        return f"{_PACKAGE} {version(_PACKAGE)}"
    except PackageNotFoundError:
        return _PACKAGE


def is_picture(page: Pdfium, characters: int) -> bool:
    """Whether a page is a picture with hardly a character of text on it.

    Raises `PolicykitError` (PK112) when it has more pixels than any scan: it is never unpacked.
    """
    if characters >= _MOST_TEXT:
        return False
    covered = 0.0
    for item in page.get_objects(filter=[_IMAGE], max_depth=3):
        wide, high = item.get_px_size()
        if wide * high > _MOST_PIXELS:
            raise too_large(_MOST_PIXELS, "pixels")
        left, bottom, right, top = item.get_bounds()
        covered += (right - left) * (top - bottom)
    return bool(covered > _COVERED * page.get_width() * page.get_height())


def recognised(page: Pdfium) -> list[Line]:
    """The lines of a page that is a picture, in reading order, in points from its lower left corner."""
    width, height = page.get_width(), page.get_height()
    scale = min(_DOTS, _MOST_DOTS / max(width, height))
    picture = page.render(scale=scale, grayscale=False).to_numpy()
    found, _ = _engine()(picture)
    lines = []
    for corners, text, _score in found or ():
        xs, ys = [x / scale for x, _ in corners], [height - y / scale for _, y in corners]
        words = mended(text.strip())
        if words:
            lines.append(Line(words, min(xs), min(ys), max(xs), max(ys), _size(words, min(xs), max(xs))))
    return [item for item in ordered(list(_near(lines)), [], width) if isinstance(item, Line)]


def mended(text: str) -> str:
    """Words as recognised, with the brackets of a 文号 as papers print them.

    >>> mended("国卫基层发[2023]41号"), mended("皖政〔2019)12 号"), mended("（2023）年，41号")
    ('国卫基层发〔2023〕41号', '皖政〔2019〕12 号', '（2023）年，41号')
    """
    return _NUMBER.sub(r"〔\1〕", text)


@cache
def _engine() -> Any:  # noqa: ANN401 - the package publishes no types
    return import_module("rapidocr_onnxruntime").RapidOCR()


def _size(text: str, left: float, right: float) -> float:
    """The size of the type: a Chinese character is as wide as it is high, a Latin one half as wide."""
    return (right - left) / max(1.0, sum(0.5 if char.isascii() else 1.0 for char in text))


def _near(lines: Iterable[Line]) -> Iterator[Line]:
    """Pieces of one line that stand hardly apart as one."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda each: (each.left, each.top)):
        before = next((row for row in rows if _follows(row, line)), None)
        if before is None:
            rows.append(line)
            continue
        before.text += line.text
        before.right, before.top = max(before.right, line.right), max(before.top, line.top)
        before.bottom = min(before.bottom, line.bottom)
    yield from rows


def _follows(row: Line, line: Line) -> bool:
    overlap = min(row.top, line.top) - max(row.bottom, line.bottom)
    level = overlap > min(row.top - row.bottom, line.top - line.bottom) / 2
    return level and -row.size < line.left - row.right < _NEAR * row.size
