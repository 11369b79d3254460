"""Packages (docx, xlsx, ofd, zip): opened when what they unpack to is bounded, parsed without entities."""

from __future__ import annotations

import io
import zipfile
from typing import Any, TypeAlias

from lxml import etree

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.intake.drawn import too_large

__all__ = ["Element", "Package", "names_in"]

Element: TypeAlias = Any
"""An element of lxml, which publishes no types."""

_MOST_PARTS = 10_000
_MOST_BYTES = 256 * 2**20
_MOST_PART = 64 * 2**20
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError)


class Package:
    """A zip archive in memory. What a member says of its size bounds what is read of it.

    Raises `PolicykitError` for what is damaged (PK114), locked (PK115) or unpacks to more than any document (PK112).

    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as archive:
    ...     archive.writestr("a.xml", "<a>一</a>")
    >>> Package(made.getvalue(), "docx").xml("a.xml").text
    '一'
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _UNREADABLE as error:
            raise self._refused(Code.SOURCE_BROKEN) from error
        if len(members) > _MOST_PARTS:
            raise too_large(_MOST_PARTS, "parts")
        if sum(member.file_size for member in members) > _MOST_BYTES:
            raise too_large(_MOST_BYTES, "bytes")
        if any(member.flag_bits & 1 for member in members):
            raise self._refused(Code.SOURCE_LOCKED)
        self.members = members
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str, most: int = _MOST_PART) -> bytes:
        """The bytes of a member. Raises as the class does, and `KeyError` when there is none."""
        member = self._zip.getinfo(name)
        if member.file_size > most:
            raise too_large(most, "bytes")
        try:
            return self._zip.read(member)
        except _UNREADABLE as error:
            raise self._refused(Code.SOURCE_BROKEN) from error

    def xml(self, name: str) -> Element:
        """The root of a member that is XML: no entity is resolved, nothing fetched, depth and size bounded."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise self._refused(Code.SOURCE_BROKEN) from error

    def _refused(self, code: Code) -> PolicykitError:
        return PolicykitError([Diagnostic(code, {"format": load("intake")["kinds"][self._kind]})])


def names_in(data: bytes) -> frozenset[str]:
    """The names in an archive; none when it cannot be opened."""
    try:
        return frozenset(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except _UNREADABLE:
        return frozenset()
