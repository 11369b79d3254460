"""What is wrong with the definitions of a knowledge base, held against the sources that are kept beside them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code
from policykit.base.files import read_file
from policykit.base.yamlfile import read
from policykit.indicators.definitions.adding import text_of, tight
from policykit.indicators.definitions.store import FOLDER, of_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policykit.base.diagnostics import Diagnostic
    from policykit.base.yamlfile import Document

__all__ = ["definition_problems"]


def definition_problems(root: Path) -> Iterator[Diagnostic]:
    """What is wrong with the definitions of a knowledge base: the files, and whether the kept sources still say so."""
    yield from of_folder(root / FOLDER).problems
    for path in sorted((root / FOLDER).glob("*.yml")):
        document, _ = read(path, f"{FOLDER}/{path.name}")
        if document is not None and isinstance(document.data, dict):
            yield from _against_source(document, path.with_suffix(""))


def _against_source(document: Document, folder: Path) -> Iterator[Diagnostic]:
    file, checksum = document.data.get("file"), document.data.get("sha256")
    if not isinstance(file, str) or not (folder / file).is_file():
        return  # nothing is kept to compare with
    data = read_file(folder / file)
    if hashlib.sha256(data).hexdigest() != checksum:
        yield document.diagnose(
            Code.DEFINITION_SOURCE_CHANGED, ("sha256",), {"file": f"{folder.name}/{file}"}
        )
    text = tight(text_of(data, str(folder / file)))
    for index, entry in enumerate(document.entries("definitions")):
        for key in ("name", "quote"):
            words = entry.get(key)
            # What a page or a merged cell cuts in two is joined by … and stands in two places.
            if isinstance(words, str) and not all(piece in text for piece in tight(words).split("…")):
                yield document.diagnose(
                    Code.DEFINITION_NOT_IN_SOURCE, ("definitions", index, key), {"quote": words, "file": file}
                )
