"""A saved web page → the article in it, with its tables and the card of the portal.

trafilatura, readability-lxml and this were held against five pages of government portals: the first loses cells of
tables and keeps lists of links, the second lost one page whole. So lxml parses, and the article is the smallest
element that holds nearly all the running text: words in no link, in paragraphs that have a length or a full stop.
"""

from __future__ import annotations

import codecs
import re
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as parser

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.intake.drawn import Drawn, Writer, raised, too_large
from policykit.intake.lists import number
from policykit.intake.package import Element
from policykit.model.table import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["READER", "read_html", "text_of"]

READER = f"html 3 (lxml {etree.__version__})"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_HEAD = 4096
_NEVER = frozenset(load("intake")["never"])
_APART = frozenset(("nav", "footer", "aside", "menu"))
_INLINE = frozenset(load("intake")["inline"])
_TABLE_ROWS = frozenset(("tr", "thead", "tbody", "tfoot", "caption", "colgroup", "col"))
_STRUCK = frozenset(load("intake")["struck"])
_STRIKING, _RAISING = (re.compile(load("intake")[key], re.IGNORECASE) for key in ("striking", "raising"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_DEEPEST = 200
"""Elements in one another: no page of a government has half as many; libxml2 allows 256."""
_MOST_NODES = 400_000
_SHARE = 0.9
"""Of the running text, so much an element must hold to be the article or to hold it."""
_LONG = 15
_STOP = re.compile("[。；：;，]")
_LINKED = 0.5
"""A list of which more is links is a menu."""
_FEW = 4
_SHORTEST_TITLE = 8
"""What a page calls itself in fewer characters is a part of the portal: 政策文件, 通知公告."""
_MAX_TITLE = 120
_MOST_SPANNED = 1000


def read_html(data: bytes) -> Drawn:
    """The article of a saved page.

    Raises `PolicykitError`: no text in it (PK101), nested or long beyond any page (PK112).

    >>> page = '<nav>首页</nav><p>一、目标</p><p>到2027年，覆盖率达到90%。</p><script>var a="二、假的"</script>'
    >>> read_html(page.encode()).text.splitlines()
    ['一、目标', '到2027年，覆盖率达到90%。']
    """
    root = _parsed(text_of(data))
    _bounded(root)
    writer = Writer()
    _strike(root, writer)
    title = _page_title(root)
    _prune(root)
    _mark_raised(root)
    number(root)
    weights = _weights(root)
    article = _article(root, weights)
    _write_head(root, article, title, writer)
    _write(article, weights, writer)
    return writer.drawn(READER)


def text_of(data: bytes) -> str:
    """The characters of a page: by its byte order mark, by what it says itself, else as UTF-8 or GB18030.

    >>> text_of('<meta charset="gb2312"><p>镕</p>'.encode("gb18030"))[-5:]
    '镕</p>'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    named = _CHARSET.search(data[:_HEAD])
    name = named[1].decode("ascii").lower() if named else ""
    # Pages say gb2312 and hold characters of its successor; some say one encoding and are in another.
    guesses = ["gb18030", "utf-8"] if name.startswith(("gb", "hz")) else ["utf-8", "gb18030"]
    if name in {"big5", "big5-hkscs"}:
        guesses = ["utf-8", "big5hkscs", "gb18030"]
    for encoding in guesses:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(guesses[0], "replace")


def _parsed(text: str) -> Element:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    made = parser.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = parser.document_fromstring(text.encode("utf-8", "replace"), parser=made)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE)]) from error
    return root


def _bounded(root: Element) -> None:
    """Refuse what no page is. The walk is one loop: its depth is counted, not recursed."""
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST or count > 2 * _MOST_NODES:
            what, most = ("depth", _DEEPEST) if depth > _DEEPEST else ("nodes", _MOST_NODES)
            raise too_large(most, what)


def _page_title(root: Element) -> str:
    """The title by which the page calls its article: the portals' own name of it first."""
    for name in ("ArticleTitle", "og:title"):
        for meta in root.iter("meta"):
            if (meta.get("name") or meta.get("property")) == name and (meta.get("content") or "").strip():
                return str(meta.get("content")).strip()
    headings = [found for heading in root.iter("h1") if (found := " ".join(heading.text_content().split()))]
    if len(headings) == 1:
        return headings[0]
    words = next((str(each.text_content()).strip() for each in root.iter("title")), "")
    named = re.split(r"\s*[-_|–—]+\s*(?=[^-_|]*(?:网|政府|门户|委|局|部)[^-_|]*$)", words)[0].strip()
    return named if len(named) >= _SHORTEST_TITLE else ""


def _prune(root: Element) -> None:
    """Take out what nobody sees and what is the page's: scripts, menus, share bars."""
    bars = re.compile(load("intake")["bars"], re.IGNORECASE)
    for element in list(root.iter(*_NEVER)):
        _drop(element)
    weights = _weights(root)
    for element in list(root.iter(etree.Element)):
        # A page may name its article anything, and hide it until its script has run: what holds the text stays.
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            most = weights[root] / 2
        elif element.tag in _APART or bars.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            most = weights[root] / 4
        else:
            continue
        if weights.get(element, 0) <= most:
            _drop(element)


def _strike(root: Element, writer: Writer) -> None:
    """Take out what is struck out: it is valid no longer, and said to be left out."""
    for element in list(root.iter(etree.Element)):
        if element.tag in _STRUCK or _STRIKING.search(element.get("style") or ""):
            writer.leave_out("struck", " ".join(element.text_content().split()))
            _drop(element)


def _mark_raised(root: Element) -> None:
    """Keep what is set high apart from what it stands behind: 10<sup>5</sup> is not 105."""
    for element in list(root.iter(etree.Element)):
        if element.tag != "sup" and not _RAISING.search(element.get("style") or ""):
            continue
        words = str(element.text_content()).strip()
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            left = f"{before.text_content()}{before.tail or ''}"
        else:
            left = (parent.text or "") if parent is not None else ""
        if (marked := raised(left.rstrip(), words)) != words:
            for inner in list(element):
                _drop(inner)
            element.text = marked


def _drop(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _weights(root: Element) -> dict[Element, int]:
    """Characters of running text in each block: outside links, in pieces with a length or a full stop. One walk."""
    weights: dict[Element, int] = {}
    sums, runs, linked = [0], [[""]], 0

    def end_run() -> None:
        words = "".join("".join(runs[-1]).split())
        if len(words) > _LONG or _STOP.search(words):
            sums[-1] += len(words)
        runs[-1].clear()

    for event, node in etree.iterwalk(root, events=("start", "end")):
        block = node is root or _is_block(node)
        if event == "start":
            linked += node.tag == "a"
            if block:
                end_run()
                sums.append(0)
                runs.append([])
            if node.text and not linked:
                runs[-1].append(node.text)
            continue
        if block:
            end_run()
            runs.pop()
            weights[node] = sums.pop()
            sums[-1] += weights[node]
        linked -= node.tag == "a"
        if node.tail and not linked and node is not root:
            runs[-1].append(node.tail)
    return weights


def _is_block(element: Element) -> bool:
    return element.tag not in _INLINE or any(
        child.tag not in _INLINE and child.tag != "br" for child in element
    )


def _article(root: Element, weights: dict[Element, int]) -> Element:
    """The smallest element with nearly all the running text."""
    found = next(root.iter("body"), root)
    whole = weights[found]
    while True:
        inner = next((child for child in found if weights.get(child, 0) >= _SHARE * whole > 0), None)
        if inner is None or inner.tag in _TABLE_ROWS or (inner.tag == "table" and _is_data(inner)):
            return found
        if not any(map(_is_block, inner)):
            return found
        found = inner


# --- what is written ------------------------------------------------------------------------------


def _write_head(root: Element, article: Element, title: str, writer: Writer) -> None:
    """The portal's card and the title, where they stand before the article and not in it."""
    for line in _card(root, article):
        writer.paragraph(line)
    within = "".join(article.text_content().split())
    name = "".join(title.split())
    if title and len(title) <= _MAX_TITLE and name not in within[: 4 * _MAX_TITLE + len(name)]:
        writer.paragraph(title)


def _card(root: Element, article: Element) -> Iterator[str]:
    """The lines of the portal's card before the article: in a table, a list, or a label and its value apart."""
    card = re.compile(load("intake")["card"])
    label = ""
    for element in root.iter(etree.Element):
        if element is article:
            return
        if any(map(_is_block, element)) and element.tag != "tr":
            continue
        if element.tag == "tr":
            if next(element.iterdescendants("table"), None) is not None:
                continue
            words = " ".join(" ".join(element.itertext()).split())
        elif _is_block(element) and element.tag not in {"td", "th"}:
            words = label + " ".join(element.text_content().split())
        else:
            continue
        label = words if len(words) < _LONG and re.fullmatch(f"(?:{card.pattern})", words) else ""
        if not label and len(words) <= 2 * _MAX_TITLE and card.search(words):
            yield words


def _write(element: Element, weights: dict[Element, int], writer: Writer) -> None:
    """The blocks of an element in order; a list of links is a menu and left off."""
    line: list[str] = [element.text or ""]

    def flush() -> None:
        for piece in "".join(line).split("\n"):
            if piece.strip():
                writer.paragraph(re.sub(r"[ \t\r\f]+", " ", piece))
        line.clear()

    for child in element:
        if child.tag == "br":
            line.append("\n")
        elif not _is_block(child):
            line.append(_inline(child))
        elif child.tag == "table" and _is_data(child):
            flush()
            _write_table(child, writer)
        else:
            flush()
            if weights.get(child, 0) <= _LONG and _is_menu(child):
                writer.left_off.append(" ".join(child.text_content().split()))
            else:
                _write(child, weights, writer)
        line.append(" ".join((child.tail or "").split("\n")) if child.tail else "")
    flush()


def _write_table(table: Element, writer: Writer) -> None:
    """The caption of a table and its rows."""
    writer.end_table()
    for caption in table.iter("caption"):
        writer.paragraph(" ".join(caption.text_content().split()))
    for row in _rows(table):
        writer.row(row)
    writer.end_table()


def _inline(element: Element) -> str:
    """The words of an inline element; a break in it is a break, a figure set low or high keeps its sign."""
    pieces = [(element.text or "").replace("\n", " ")]
    for child in element:
        pieces.append("\n" if child.tag == "br" else _inline(child))
        pieces.append((child.tail or "").replace("\n", " "))
    return "".join(pieces)


def _is_menu(element: Element) -> bool:
    """Whether an element is a list of links and no text: several, and hardly a word besides."""
    links = [link for link in element.iter("a") if link.text_content().strip()]
    if len(links) < _FEW:
        return False
    linked = sum(len("".join(link.text_content().split())) for link in links)
    return linked > _LINKED * len("".join(element.text_content().split()))


def _is_data(table: Element) -> bool:
    """Whether a table tabulates: rows and columns, and no page laid out in it."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [sum(cell.tag in {"td", "th"} for cell in row) for row in table.iter("tr")]
    return len(rows) > 1 and max(rows) > 1


def _rows(table: Element) -> Iterator[list[str]]:
    """The cells of a table row by row; what spans several stands in the first of them."""
    reaching: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while reaching.get(len(cells), 0):
                reaching[len(cells)] -= 1
                cells.append("")
            wide, high = (_span(cell, name) for name in ("colspan", "rowspan"))
            words = " ".join(" ".join(_blocks(cell)).split()) or BLANK
            for at in range(wide):
                reaching[len(cells)] = high - 1
                cells.append(words if at == 0 else "")
        while reaching.get(len(cells), 0):
            reaching[len(cells)] -= 1
            cells.append("")
        yield cells


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    if name == "rowspan" and value == "0":  # down to the last row
        return _MOST_SPANNED
    return min(max(int(value), 1), _MOST_SPANNED) if value.isdecimal() and len(value) < _FEW + 1 else 1


def _blocks(cell: Element) -> Iterator[str]:
    """The paragraphs of a cell."""
    pieces: list[tuple[bool, str]] = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        breaks = node.tag not in _INLINE
        if breaks:
            pieces.append((True, ""))
        text = node.text if event == "start" else node.tail if node is not cell else None
        if text:
            pieces.append((False, text))
    for is_break, group in groupby(pieces, key=lambda piece: piece[0]):
        if not is_break:
            yield "".join(text for _, text in group)
