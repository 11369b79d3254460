# ruff: noqa: EM101 - what `Excess` takes is a name, no message
"""Whether a workbook can be opened safely: its parts are counted as they are read, as a stream.

A few bytes of XML may merge or link the whole sheet, or unpack to gigabytes; who builds the cells first looks too late.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from openpyxl.utils import range_boundaries

from policykit.model.reading import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Excess", "Reader", "Scan", "limit"]

_PART = re.compile(r"xl/.*\.(?:xml|rels)")
_CHUNK = 2**16
_MEGABYTE = 2**20
_AREAS = {"mergeCell", "hyperlink", "comment"}
"""Elements whose `ref` the reader turns into cells, every one of the area."""


def limit(name: str) -> int:
    """One of the limits that `data/observations.yml` sets to a file of figures."""
    return int(words()["limits"][name])


class Excess(Exception):  # noqa: N818 - what is too much, not what went wrong
    """A limit that a workbook exceeds: the name of its sentence in `data/report.yml`, and the values in it."""

    def __init__(self, what: str, **values: object) -> None:
        super().__init__(what)
        self.what = what
        self.values: Mapping[str, object] = values


class Reader(Protocol):
    """Who reads a part as it is counted."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """An element begins, its namespace before its name: `Scan.count` is to be told."""

    def text(self, text: str, /) -> None:
        """What stands in it."""

    def end(self, name: str, /) -> None:
        """It ends: `Scan.depth` falls by one."""


class Scan:
    """What the XML of a workbook asks for, counted over all of its parts.

    >>> scan = Scan()
    >>> scan.feed("xl/worksheets/sheet1.xml", [b'<worksheet><mergeCell ref="A1:XFD1048576"/></worksheet>'])
    Traceback (most recent call last):
    ...
    policykit.figures.limits.Excess: counted
    """

    def __init__(self) -> None:
        # Asked for with every element.
        self._most = {
            name: limit(name) for name in ("rows", "columns", "cells", "elements", "depth", "unpacked")
        }
        self._bytes = self._rows = self._cells = self._elements = 0
        self.depth = 0
        """How deep within others the element is that is read."""

    @staticmethod
    def parts(archive: zipfile.ZipFile) -> list[str]:
        """The parts of an archive that are to be counted. Raises `Excess` when it says itself that it is too large."""
        unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > limit("unpacked"):
            raise Excess("unpacked", size=unpacked // _MEGABYTE)
        # A sheet may have any name: relations say which it is.
        return sorted({name for name in archive.namelist() if _PART.fullmatch(name)})

    def part(self, archive: zipfile.ZipFile, name: str, reader: Reader | None = None) -> None:
        """Count one part, as it is read if somebody does.

        Raises `Excess`, or what zipfile and expat raise for a broken one.
        """
        with archive.open(name) as part:
            self.feed(name, iter(lambda: part.read(_CHUNK), b""), reader)

    def feed(self, name: str, chunks: Iterable[bytes], reader: Reader | None = None) -> None:
        """Count one part, given in pieces; a reader is told of its elements, and counts each itself."""
        self._name, self._rows, self.depth = name, 0, 0
        # What is only counted may leave a prefix unbound.
        parser = expat.ParserCreate(namespace_separator=None if reader is None else "}")
        parser.EntityDeclHandler = self._entity
        if reader is None:
            parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        else:
            parser.buffer_text = True
            parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
            parser.CharacterDataHandler = reader.text
        for chunk in chunks:
            self._bytes += len(chunk)
            if self._bytes > self._most["unpacked"]:
                raise Excess("unpacked", size=self._bytes // _MEGABYTE)
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count(name.rpartition(":")[2], attributes)

    def count(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins. Raises `Excess`."""
        self.depth += 1
        self._elements += 1
        if self.depth > self._most["depth"]:
            raise Excess("depth", name=self._name, most=limit("depth"))
        if self._elements > self._most["elements"]:
            raise Excess("elements", most=limit("elements"))
        if tag == "row":
            self._rows += 1
            self._check(self._rows, 0)
        elif tag == "c":
            self._cells += 1
            self._check(self._rows, 0)
        elif tag in _AREAS and ":" in attributes.get("ref", ""):
            self._area(attributes["ref"])

    def _area(self, ref: str) -> None:
        try:
            left, top, right, bottom = (at or 1 for at in range_boundaries(ref))
        except (TypeError, ValueError):
            return  # no area: the reader refuses it
        self._cells += max(0, right - left + 1) * max(0, bottom - top + 1)
        self._check(bottom, right)

    def _check(self, rows: int, columns: int) -> None:
        most = self._most
        if rows > most["rows"] or columns > most["columns"] or self._cells > most["cells"]:
            values = {"name": self._name.rpartition("/")[2], "rows": rows, "cells": self._cells}
            raise Excess("counted", **values)

    def _end(self, _: str) -> None:
        self.depth -= 1

    def _entity(self, *_: object) -> None:
        # No writer of workbooks declares entities; they are there to grow.
        raise Excess("entities")
