"""The numbers of the lists of a web page: a browser counts them, and its text holds none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from policykit.intake.numbering import formatted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.intake.package import Element

__all__ = ["number"]

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:(?:inside|outside)\s+)?([a-z-]+)", re.IGNORECASE)
_FORMS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1": "decimal",
    **{f"{case}-{name}": f"{case}Letter" for case in ("lower", "upper") for name in ("alpha", "latin")},
    **{f"{case}-roman": f"{case}Roman" for case in ("lower", "upper")},
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "chineseCounting"),
    "cjk-decimal": "ideographDigital",
    "decimal-leading-zero": "decimalZero",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
"""The styles of a page's lists by the names that Word has for them."""
_OWN_NUMBER = re.compile(
    r"\s*(?:[(（]?[0-9０-９一二三四五六七八九十百]{1,4}[)）、.．]|第[0-9一二三四五六七八九十百]+[条章节项]|[①-⑳])"
)


def number(root: Element) -> None:
    """Write the numbers that a browser sets before the items of a list, unless an item has one of its own."""
    labels = [(item, label) for each in root.iter("ol") for item, label in _labels(each)]
    for item, label in reversed(labels):
        for event, node in etree.iterwalk(item, events=("start", "end")):
            written = str((node.text if event == "start" else node.tail if node is not item else None) or "")
            if written.strip():
                setattr(node, "text" if event == "start" else "tail", f"{label}{written.lstrip()}")
                break


def _labels(ordered: Element) -> Iterator[tuple[Element, str]]:
    """The items of a list and what stands before each."""
    items = [each for each in ordered if each.tag == "li"]
    is_reversed = ordered.get("reversed") is not None
    count = _whole(ordered.get("start"), len(items) if is_reversed else 1)
    for item in items:
        count = _whole(item.get("value"), count)
        style = _STYLE.search(f"{ordered.get('style') or ''};{item.get('style') or ''}")
        form = item.get("type") or ordered.get("type") or (style[1].lower() if style else "decimal")
        if form != "none" and not _OWN_NUMBER.match(item.text_content()):
            form = _FORMS.get(form, form)
            yield (
                item,
                f"{formatted(count, form)}{'、' if form.startswith(('chinese', 'ideograph')) else '. '}",
            )
        count += -1 if is_reversed else 1


def _whole(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"\s*-?\d{1,5}\s*", written) else default
