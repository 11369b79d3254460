"""What stands around the text in the file: styles, settings, fonts and properties, and nothing that is not used.

The library's own template brings styles for every taste, a second copy of them that no longer fits (for which Word
offers to repair the file), lists, a bibliography and the name of another program; all of that is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE as RELATED
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from policykit.report.paper import TWIPS, clean
from policykit.report.telling import words

if TYPE_CHECKING:
    from docx.document import Document

    from policykit.report.findings import Findings

__all__ = ["furnish"]

_W = nsdecls("w")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_USED = {RELATED.STYLES, RELATED.SETTINGS, RELATED.FONT_TABLE, RELATED.THEME, RELATED.FOOTER}
_KNOWN = {RELATED.OFFICE_DOCUMENT, RELATED.CORE_PROPERTIES, RELATED.EXTENDED_PROPERTIES}
_BUILT_IN = {"Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Footer"}
"""Those that Word knows by itself; their names are written small there, but for the first two."""
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>'
    "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/>"
    "<w:useFELayout/>"
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
    '<w:listSeparator w:val=","/>'
)
"""As Word writes them for a document in Chinese; odd and even pages have footers of their own."""


def furnish(document: Document, findings: Findings) -> None:
    """Give the document the styles of the page, title and day, and nothing of who or what wrote the template."""
    for holder, used in ((document.part, _USED), (document.part.package, _KNOWN)):
        for name in [name for name, one in holder.rels.items() if one.reltype not in used]:
            del holder.rels[name]
    _fill(document.styles.element, _styles())
    _fill(document.settings.element, _SETTINGS)
    known = document.core_properties
    known.title = "".join(clean(findings.title).split("\n"))[:255]
    known.author = known.last_modified_by = known.comments = known.keywords = ""
    known.created = known.modified = datetime.combine(findings.day, time())
    known.language = "zh-CN"
    written = {
        "/word/fontTable.xml": _fonts(),
        "/docProps/app.xml": f'<Properties xmlns="{_PROPERTIES}"><Application>policykit</Application></Properties>',
    }
    for part in document.part.package.iter_parts():
        if part.partname in written:
            part._blob = (_HEAD + written[part.partname]).encode()  # noqa: SLF001 - the library keeps these as bytes


def _fill(element: Any, content: str) -> None:  # noqa: ANN401 - one of the library's elements
    """Put XML in the place of all that stands in an element."""
    for old in list(element):
        element.remove(old)
    for new in list(parse_xml(f"<w:some {_W}>{content}</w:some>")):
        element.append(new)


# --- styles -----------------------------------------------------------------------------------


def _styles() -> str:
    """The styles of the page, and the three of which Word expects to find the like in every document."""
    looks = words()["styles"]
    language = "<w:lang w:val='en-US' w:eastAsia='zh-CN' w:bidi='ar-SA'/>"
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_face(looks['Normal']['font'])}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    unseen = "<w:uiPriority w:val='99'/><w:semiHidden/><w:unhideWhenUsed/>"
    margins = "".join(
        f"<w:{side} w:w='{width}' w:type='dxa'/>"
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    last = (
        "<w:style w:type='character' w:default='1' w:styleId='DefaultParagraphFont'>"
        f"<w:name w:val='Default Paragraph Font'/>{unseen}</w:style>"
        f"<w:style w:type='table' w:default='1' w:styleId='TableNormal'><w:name w:val='Normal Table'/>{unseen}"
        f"<w:tblPr><w:tblInd w:w='0' w:type='dxa'/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        f"<w:style w:type='numbering' w:default='1' w:styleId='NoList'><w:name w:val='No List'/>{unseen}</w:style>"
    )
    return defaults + "".join(_style(name, own) for name, own in looks.items()) + last


def _style(name: str, looks: Mapping[str, Any]) -> str:
    built_in = name in _BUILT_IN
    known = looks.get("name") or (name if name in {"Normal", "Title"} else name.lower())
    kind = " w:default='1'" if name == "Normal" else "" if built_in else " w:customStyle='1'"
    after = "<w:next w:val='Normal'/>" if "level" in looks else ""
    return (
        f"<w:style w:type='paragraph'{kind} w:styleId='{name.replace(' ', '')}'><w:name w:val='{known}'/>{after}"
        f"<w:qFormat/>{_paragraph_looks(looks)}{_run_looks(looks)}</w:style>"
    )


def _face(font: str) -> str:
    name = escape(font)
    return f"<w:rFonts w:ascii='{name}' w:hAnsi='{name}' w:eastAsia='{name}' w:cs='{name}'/>"


def _run_looks(looks: Mapping[str, Any]) -> str:
    half_points = int(looks["size"] * 2)
    size = f"<w:sz w:val='{half_points}'/><w:szCs w:val='{half_points}'/>"
    # 28 characters of 16 points are 6 points wider than the page: a grid would do in Word, and not in LibreOffice.
    closer = f"<w:spacing w:val='{-int(looks['closer'] * TWIPS)}'/>" if "closer" in looks else ""
    colour = "<w:b w:val='0'/><w:color w:val='000000'/>"
    return f"<w:rPr>{_face(looks['font'])}{colour}{closer}<w:kern w:val='0'/>{size}</w:rPr>"


def _paragraph_looks(looks: Mapping[str, Any]) -> str:
    em = looks["size"] * TWIPS
    indents = {"indent": "firstLine", "left": "left", "right": "right"}
    indent = "".join(
        f" w:{side}Chars='{looks[key] * 100}' w:{side}='{int(looks[key] * em)}'"
        for key, side in indents.items()
        if looks.get(key)
    )
    line = f" w:line='{looks['line'] * TWIPS}' w:lineRule='exact'" if "line" in looks else ""
    level = f"<w:outlineLvl w:val='{looks['level']}'/>" if "level" in looks else ""
    keep = "<w:keepNext/>" if "level" in looks else ""
    loose = "<w:snapToGrid w:val='0'/>" if looks.get("loose") else ""
    after = looks.get("after", 0) * TWIPS
    return (
        f"<w:pPr>{keep}<w:widowControl w:val='0'/>{loose}<w:spacing w:before='0' w:after='{after}'{line}/>"
        f"<w:ind{indent}/><w:jc w:val='{looks.get('justify', 'left')}'/>{level}</w:pPr>"
    )


def _fonts() -> str:
    """The font table: every font with the name to take when it is not there."""
    listed = "".join(
        f"<w:font w:name='{escape(font)}'><w:altName w:val='{escape(other)}'/><w:charset w:val='86'/>"
        "<w:family w:val='auto'/><w:pitch w:val='variable'/></w:font>"
        for font, other in words()["fonts"].items()
    )
    return f"<w:fonts {_W}>{listed}</w:fonts>"
