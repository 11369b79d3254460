"""`{diagnostics}`: every code with its name, what it means, what is said and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

from policykit.base import codes
from policykit.base.codes import Code
from policykit.base.resources import load
from policykit_docs import trees
from policykit_docs.trees import words

if TYPE_CHECKING:
    from sphinx.domains.std import StandardDomain

__all__ = ["DiagnosticsDirective", "blocks", "meanings"]

_PACKAGE = Path(codes.__file__).parents[1]
_BLOCK = 3
"""Characters of a code that name its block: PK2."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def meanings() -> dict[str, str]:
    """Name of each code → its docstring.

    >>> meanings()["UNKNOWN_CLAUSE"]
    'No clause of the corpus has this id.'
    """
    docs = ModuleAnalyzer.for_module(codes.__name__).find_attr_docs()
    return {code.name: " ".join(docs[Code.__name__, code.name]).strip() for code in Code}


def blocks() -> dict[str, tuple[Code, ...]]:
    """Codes in order, by block.

    >>> [code.value for code in blocks()["PK0"]][:3]
    ['PK001', 'PK002', 'PK003']
    """
    ordered = sorted(Code, key=lambda code: code.value)
    return {name: tuple(codes) for name, codes in groupby(ordered, key=lambda code: code.value[:_BLOCK])}


class DiagnosticsDirective(SphinxDirective):
    """The catalogue: a section a block, an anchor a code (`#PK227`), and a label for `{ref}`."""

    def run(self) -> list[nodes.Node]:
        """The sections."""
        for file in ("base/codes.py", "data/diagnostics.yml"):
            self.env.note_dependency(str(_PACKAGE / file))
        for code in Code:
            self._label(code)
        return [
            trees.section(
                f"{name}xx".lower(),
                f"{name}xx {words()['blocks'].get(name, words()['more'])}",
                trees.definitions(_entries(codes), "diagnostic-list"),
            )
            for name, codes in blocks().items()
        ]

    def _label(self, code: Code) -> None:
        """Make the code a target of `{ref}` here and of intersphinx elsewhere."""
        domain = cast("StandardDomain", self.env.get_domain("std"))
        place = (self.env.docname, code.value)
        domain.labels[code.value.lower()] = (*place, code.value)
        domain.anonlabels[code.value.lower()] = place


def _entries(codes: tuple[Code, ...]) -> Iterator[tuple[str, trees.Cell, list[nodes.Node]]]:
    known = meanings()
    for code in codes:
        wording = load("diagnostics")[code.value]
        name = code.name.lower().replace("_", "-")
        link = nodes.reference("", "¶", refid=code.value, classes=["headerlink"])
        link["reftitle"] = words()["permalink"]
        term = [nodes.strong("", code.value), nodes.Text(" "), trees.code(name), link]
        says = trees.paragraph(list(_filled(wording["says"])))
        remedy = trees.paragraph(list(_filled(wording["do"])), "diagnostic-remedy")
        yield code.value, term, [says, remedy, trees.paragraph(trees.english(known[code.name]), "quiet")]


def _filled(wording: str) -> Iterator[nodes.Node]:
    """A message, with the name of what is filled in where it is filled in."""
    for at, part in enumerate(_PLACEHOLDER.split(wording)):
        yield nodes.emphasis(part, part, classes=["filled-in"]) if at % 2 else nodes.Text(part)
