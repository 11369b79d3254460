"""A workbook as it was sent, its faulty cells coloured and a comment on each.

Only the parts that must change are changed, where they stand: what a library does not know of (pictures, controls, the
values of formulas) would be lost in a workbook that it builds and writes anew, and building takes ten times as long.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from policykit.base.resources import load
from policykit.base.spreadsheet import harmless

__all__ = ["marked"]

_Element = Any
"""An element of lxml, which publishes no types."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BOOK, _TYPES = "xl/workbook.xml", "[Content_Types].xml"
_KINDS = {
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    "styles": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
"""By the name of a relation, what the part is to which it leads."""
_AUTHOR, _COLOUR = "policykit", "00F8CBAD"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_STYLES = f"""<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="2">\
<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="1"><xf xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_COMMENTS = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'
_BEHIND_FILLS = "borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_BEHIND_FORMATS = "cellStyles dxfs tableStyles colors extLst"
_BEHIND_COMMENTS = "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
"""Before what a part must stand that is put into styles or into a sheet."""
_NAMES = """xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel\""""
"""Said of each box: a drawing may call them by other prefixes."""
_BOX_TYPE = f"""<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>""".encode()
_BOX = """<v:shape {names} id="policykit_{address}" type="#_x0000_t202" \
style="position:absolute;width:270pt;height:{height}px;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
<v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">\
<x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
</x:ClientData></v:shape>"""
_SHOWN = re.compile(rb"Row>\s*(\d+)\s*</(?:\w+:)?Row>\s*<(?:\w+:)?Column>\s*(\d+)\s*<")


def marked(data: bytes, faults: Sequence[tuple[str, str]]) -> bytes | None:
    """The copy of a workbook that goes back; `None` when it is none, or no fault stands in a cell of it.

    `faults` are places (`数据.xlsx 县!B7`) and what is wrong there; `data` has been read, and so keeps the limits.
    """
    if not data.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = _Book(archive)
        sheets = book.sheets()
        said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for place, text in faults:
            before, _, address = place.rpartition("!")
            name = max((name for name in sheets if before.endswith(f" {name}")), key=len, default="")
            if name and _CELL.fullmatch(address):
                said[name][address].append(text)
        for name, cells in said.items():
            note = load("collect")["mark"]
            texts = {at: harmless(note.format(text="\n".join(lines))) for at, lines in cells.items()}
            _mark(book, sheets[name], texts)
        return book.packed() if said else None


def _children(parent: _Element, name: str) -> list[_Element]:
    return list(parent.iterchildren(f"{{*}}{name}"))


def _added(parent: _Element, name: str, text: str | None = None, /, **attributes: str) -> _Element:
    """A new last child, in the namespace of its parent."""
    made = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attributes)
    made.text = text
    return made


def _only(parent: _Element, name: str, behind: str) -> _Element:
    """The one child of a name; where there is none it is made before what must stand behind it."""
    if found := _children(parent, name):
        return found[0]
    made = _added(parent, name)
    later = [child for each in behind.split() for child in _children(parent, each)]
    if later:
        min(later, key=parent.index).addprevious(made)
    return made


class _Book:
    """The package: its parts, of which some are changed or new."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.entries = {entry.filename: entry for entry in archive.infolist()}
        self.trees: dict[str, _Element] = {}
        self.changed: set[str] = set()
        self.raw: dict[str, bytes] = {}
        """Parts that are no good XML."""
        self.colours: dict[str, str] = {}
        """By the number of a style, that of the same style, coloured."""

    def bytes_of(self, name: str) -> bytes:
        """A part as it is now; empty where there is none."""
        return self.raw.get(name) or (self.archive.read(name) if name in self.entries else b"")

    def change(self, name: str, otherwise: str = "") -> _Element:
        """The root of a part that is going to be changed."""
        self.changed.add(name)
        return self.tree(name, otherwise)

    def tree(self, name: str, otherwise: str = "") -> _Element:
        """The root of a part; of one that is not there what `otherwise` says."""
        if name not in self.trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
            self.trees[name] = etree.fromstring(self.bytes_of(name) or otherwise.encode(), parser)
        return self.trees[name]

    def relations(self, part: str, *, change: bool = False) -> _Element:
        """The root of a part's relations."""
        folder, name = posixpath.split(part)
        given = f"{folder}/_rels/{name}.rels", f'<Relationships xmlns="{_PACKAGE}/relationships"/>'
        return self.change(*given) if change else self.tree(*given)

    def leading(self, part: str, kind: str) -> str | None:
        """To which part a relation leads."""
        for each in _children(self.relations(part), "Relationship"):
            if each.get("Type", "").endswith(f"/{kind}"):
                return _inside(part, each.get("Target", ""))
        return None

    def linked(self, part: str, kind: str, pattern: str) -> tuple[str, str]:
        """The part to which a relation leads, and the new relation's id where there was none."""
        if (found := self.leading(part, kind)) is not None:
            return found, ""
        numbers = range(1, len(self.entries) + len(self.trees) + len(self.raw) + 2)
        taken = self.entries.keys() | self.trees.keys() | self.raw.keys()
        name = next(each for each in map(pattern.format, numbers) if each not in taken)
        root = self.relations(part, change=True)
        ids = {each.get("Id") for each in root}
        own = next(each for each in (f"rId{at}" for at in range(1, len(ids) + 2)) if each not in ids)
        _added(root, "Relationship", Id=own, Type=f"{_LINKS}/{kind}", Target=f"/{name}")
        types = self.change(_TYPES)
        if kind != "vmlDrawing":
            _added(types, "Override", PartName=f"/{name}", ContentType=_KINDS[kind])
        elif all(each.get("Extension") != "vml" for each in _children(types, "Default")):
            types.insert(0, _added(types, "Default", Extension="vml", ContentType=_KINDS[kind]))
        return name, own

    def sheets(self) -> dict[str, str]:
        """The parts of the sheets by their names."""
        targets = {each.get("Id"): each for each in _children(self.relations(_BOOK), "Relationship")}
        found = {}
        for sheet in self.tree(_BOOK).iter("{*}sheet"):
            number = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            target = targets.get(number)
            if target is not None and target.get("Type", "").endswith("/worksheet"):
                found[sheet.get("name", "")] = _inside(_BOOK, target.get("Target", ""))
        return found

    def styles(self) -> str:
        """The part with the styles; some writers leave the relation out, and put it where every writer puts it."""
        usual = "xl/styles.xml"
        if usual in self.entries and self.leading(_BOOK, "styles") is None:
            return usual
        return self.linked(_BOOK, "styles", usual)[0]

    def coloured(self, style: str) -> str:
        """The number of a style that is as another in all but its fill."""
        if style not in self.colours:
            root = self.change(self.styles(), _STYLES)
            fills = _only(root, "fills", _BEHIND_FILLS)
            formats = _only(root, "cellXfs", _BEHIND_FORMATS)
            if not self.colours:
                pattern = _added(_added(fills, "fill"), "patternFill", patternType="solid")
                _added(pattern, "fgColor", rgb=_COLOUR)
            before = _children(formats, "xf") or [_added(formats, "xf", xfId="0")]
            made = deepcopy(before[int(style)] if int(style) < len(before) else before[0])
            made.set("fillId", str(len(_children(fills, "fill")) - 1))
            made.set("applyFill", "1")
            formats.append(made)
            fills.set("count", str(len(_children(fills, "fill"))))
            formats.set("count", str(len(before) + 1))
            self.colours[style] = str(len(before))
        return self.colours[style]

    def packed(self) -> bytes:
        """The package with its changes; every other part has the bytes that it had."""
        written = {
            name: etree.tostring(self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            for name in sorted(self.changed)
        }
        written |= self.raw
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as made:
            for name, entry in self.entries.items():
                made.writestr(entry, written.pop(name, None) or self.archive.read(name), zipfile.ZIP_DEFLATED)
            for name, content in written.items():
                made.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def _inside(part: str, target: str) -> str:
    """The name of the part to which a relation of another leads."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _mark(book: _Book, part: str, texts: Mapping[str, str]) -> None:
    """Colour cells of a sheet and say of each what is wrong."""
    root = book.change(part)
    for cell in _cells(root, texts):
        cell.set("s", book.coloured(cell.get("s", "0")))
    noted, _ = book.linked(part, "comments", "xl/comments/comment{}.xml")
    _comment(book.change(noted, _COMMENTS), texts)
    drawn, new = book.linked(part, "vmlDrawing", "xl/drawings/commentsDrawing{}.vml")
    book.raw[drawn] = _drawn(book.bytes_of(drawn), texts)
    if new:
        _only(root, "legacyDrawing", _BEHIND_COMMENTS).set(f"{{{_LINKS}}}id", new)


def _cells(root: _Element, addresses: Collection[str]) -> list[_Element]:
    """The elements of cells, made where they stand empty; what does not say where it is is given its address."""
    (data,) = _children(root, "sheetData")
    rows: dict[int, _Element] = {}
    number = 0
    for row in _children(data, "row"):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        rows[number] = row
    places = []
    wanted: dict[int, list[str]] = defaultdict(list)
    for address in addresses:
        _, row_number = _parted(address)
        wanted[row_number].append(address)
    for number, own in wanted.items():
        if number not in rows:
            rows[number] = _added(data, "row", r=str(number))
            later = min((other for other in rows if other > number), default=None)
            if later is not None:
                rows[later].addprevious(rows[number])
        places += _in_row(rows[number], number, own)
    return places


def _in_row(row: _Element, number: int, addresses: Sequence[str]) -> list[_Element]:
    cells: dict[int, _Element] = {}
    column = 0
    for cell in _children(row, "c"):
        address = cell.get("r")
        column = _parted(address)[0] if address else column + 1
        cell.set("r", f"{get_column_letter(column)}{number}")
        cells[column] = cell
    for address in addresses:
        column, _ = _parted(address)
        if column not in cells:
            cells[column] = _added(row, "c", r=address)
            later = min((other for other in cells if other > column), default=None)
            if later is not None:
                cells[later].addprevious(cells[column])
    return [cells[_parted(address)[0]] for address in addresses]


def _parted(address: str) -> tuple[int, int]:
    """Column and row of an address, from 1."""
    match = _CELL.fullmatch(address)
    if match is None:
        raise ValueError(address)
    return int(column_index_from_string(match[1])), int(match[2])


def _comment(root: _Element, texts: Mapping[str, str]) -> None:
    """Put comments in place of those that the cells have."""
    (authors,), (comments,) = _children(root, "authors"), _children(root, "commentList")
    author = str(len(_children(authors, "author")))
    _added(authors, "author", _AUTHOR)
    for one in _children(comments, "comment"):
        if one.get("ref") in texts:
            comments.remove(one)
    for ref, text in texts.items():
        told = _added(_added(comments, "comment", ref=ref, authorId=author), "text")
        _added(told, "t", text).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _drawn(drawing: bytes, texts: Mapping[str, str]) -> bytes:
    """The boxes in which comments are shown; a cell that had a comment keeps its own.

    As text: what office programs write there is not always good XML.
    """
    drawing = drawing if b"</xml>" in drawing else b"<xml></xml>"
    known = {(int(row), int(column)) for row, column in _SHOWN.findall(drawing)}
    boxes = b"" if b'id="_x0000_t202"' in drawing else _BOX_TYPE
    for address, text in texts.items():
        column, row = _parted(address)
        if (row - 1, column - 1) not in known:
            at = {"address": address, "row": row - 1, "column": column - 1}
            boxes += _BOX.format(names=_NAMES, height=80 + 20 * len(text.splitlines()), **at).encode()
    before, end, behind = drawing.rpartition(b"</xml>")
    return before + boxes + end + behind
