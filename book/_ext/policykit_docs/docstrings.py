"""Docstrings as autodoc reads them: `x` in backticks is code, names of types become links where they can."""

from __future__ import annotations

import re
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any

from sphinx.pycode import ModuleAnalyzer
from sphinx.pycode.parser import Parser

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains.python import PythonDomain
    from sphinx.environment import BuildEnvironment

__all__ = ["as_code", "connect"]

_BACKTICKS = re.compile(r"(?<![`:\w])`([^`\n]+)`(?!`)")
_VALUES = frozenset({"attribute", "property", "data"})
_FIRST, _LAST = 100, 900
_CODE = re.compile(r"\b(PK\d{3})\b")


def as_code(line: str) -> str:
    """A line of a docstring with `x` set as code and codes of diagnostics as links; examples stay.

    >>> as_code("Raises `PolicykitError` (PK003).")
    'Raises ``PolicykitError`` (:ref:`PK003`).'
    >>> as_code(">>> f(`x`)")
    '>>> f(`x`)'
    """
    if line.lstrip().startswith((">>>", "...")):
        return line
    return _CODE.sub(r":ref:`\1`", _BACKTICKS.sub(r"``\1``", line))


def connect(app: Sphinx) -> None:
    """Hook into autodoc, around napoleon, which has loaded by then."""
    plain: dict[str, list[str]] = {}

    def before(_: Sphinx, what: str, name: str, *rest: Any) -> None:  # noqa: ANN401 - autodoc's arguments
        lines: list[str] = rest[-1]
        if what == "data":
            # Else autodoc shows what the type of the value says of itself.
            lines[:] = _constant(name) or lines
        lines[:] = map(as_code, lines)
        if what in _VALUES:
            plain[name] = list(lines)

    def after(_: Sphinx, __: str, name: str, *rest: Any) -> None:  # noqa: ANN401 - autodoc's arguments
        if name in plain:
            # Napoleon takes the words before a colon for a type.
            rest[-1][:] = plain.pop(name)

    # Where each definition stands is for listings of code, which no page has: it is half of reading a module.
    Parser.parse_definition = _nothing  # type: ignore[method-assign]  # in place of what is not wanted
    app.connect("autodoc-process-docstring", before, priority=_FIRST)
    app.connect("autodoc-process-docstring", after, priority=_LAST)
    app.connect("autodoc-process-signature", _signature)
    app.connect("autodoc-skip-member", _skip)
    app.connect("missing-reference", resolve_type)


def _nothing(self: Parser) -> None:
    pass


def _signature(_: Sphinx, what: str, __: str, given: object, *___: object) -> tuple[str, None] | None:
    """An enum is not called: what it could be called with is no news."""
    return ("", None) if what == "class" and isinstance(given, type) and issubclass(given, Enum) else None


def _skip(_: Sphinx, __: str, ___: str, member: object, *____: object) -> bool | None:
    """Every value of an enum is shown, also one whose name says it all."""
    return False if isinstance(member, Enum) else None


def _constant(name: str) -> list[str]:
    """The docstring of a constant, which stands where it is defined and not where it is exported."""
    room, _, last = name.rpartition(".")
    for module in sorted(known for known in sys.modules if known.startswith(f"{room}.")):
        docs = ModuleAnalyzer.for_module(module).find_attr_docs()
        if ("", last) in docs:
            return docs["", last]
    return []


def resolve_type(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Node | None:
    """Handles `missing-reference` of the Python domain.

    An annotation names a type as its module imports it: the one documented object of that name is
    meant. Types of other packages and of the engine's inside stay words, since nothing is fetched to
    resolve them; a written `{py:class}` that leads nowhere is left to the nitpicky warning.
    """
    if node.get("refdomain") != "py":
        return None
    target: str = node["reftarget"]
    domain: Any = env.get_domain("py")
    python: PythonDomain = domain
    ending = f".{target.rpartition('.')[2]}"
    found = sorted(
        {entry.docname: name for name, entry in python.objects.items() if name.endswith(ending)}.values()
    )
    if len(found) == 1:
        entry = python.objects[found[0]]
        from sphinx.util.nodes import make_refnode

        return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, [contnode], found[0])
    return contnode if _in_docstring(node) else None


def _in_docstring(node: nodes.Node | None) -> bool:
    from sphinx.addnodes import desc

    while node is not None and not isinstance(node, desc):
        node = node.parent
    return node is not None
