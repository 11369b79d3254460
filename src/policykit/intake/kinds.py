"""What a file is, by its bytes and never by its name; and the page in one that was saved as a message."""

from __future__ import annotations

import codecs
import email
import re
from email import policy as mail

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.intake.package import names_in

__all__ = ["kind_of", "page_of"]

_PACKED = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd", "content.xml": "odt"}
_STREAMS = ("WordDocument", "EncryptedPackage")
"""What the compound files of Word, of WPS and of a locked document hold."""
_COMMENTS = re.compile(r"(?:\s|\ufeff|<!--(?:(?!-->).){0,4000}-->|<\?xml[^>]{0,200}\?>)*", re.DOTALL)
_HEAD = 20_000


def kind_of(data: bytes) -> str:
    """What a file is: a key of `kinds` in data/intake.yml, or `text` for whatever else.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"<!DOCTYPE html>"), kind_of(b"PK"), kind_of("第一条".encode())
    ('pdf', 'html', 'text', 'text')
    """
    if data.startswith(b"PK\x03\x04"):
        names = names_in(data)
        return next((kind for name, kind in _PACKED.items() if name in names), "text")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc" if any(name.encode("utf-16-le") in data for name in _STREAMS) else "text"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    head = data[:_HEAD].decode("utf-16" if wide else "utf-8", "ignore")
    if re.match(r"(?:MIME-Version:|From: <Saved by)", head, re.IGNORECASE):
        return "mhtml"
    known = load("formats")
    begin = _COMMENTS.match(head)
    is_page = re.compile(known["marked"][0][0], re.IGNORECASE).match(head, begin.end() if begin else 0)
    tags = sum(len(match[0]) for match in re.finditer(known["tag"], head, re.IGNORECASE))
    return "html" if is_page or tags > known["tags"] * len(head) > 0 else "text"


def page_of(data: bytes) -> bytes:
    """The page in a page saved as one file (MHTML). Raises `PolicykitError` (PK101) when there is none in it."""
    message = email.message_from_bytes(data, policy=mail.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset()
                return (
                    b'<meta charset="%b">' % charset.encode("ascii", "ignore") + payload
                    if charset
                    else payload
                )
    raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE)])
