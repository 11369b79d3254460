"""`{layers}` draws the layers that import-linter enforces; `{rooms}` lists the rooms with what each is for."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from jinja2 import Environment, PackageLoader
from sphinx.util.docutils import SphinxDirective

from policykit_docs import trees
from policykit_docs.trees import words

__all__ = ["LayersDirective", "RoomsDirective", "existing", "layers", "picture", "purpose"]

_PACKAGE = "policykit"
_PAGES = "reference/api/"
_WIDTH, _BOX, _HEIGHT, _GAP, _ARROW, _IN_LINE = 400, 124, 34, 8, 18, 3


class Layer(NamedTuple):
    """Rooms that stand side by side."""

    rooms: tuple[str, ...]


def layers(pyproject: str) -> tuple[Layer, ...]:
    r"""The layers of the import contract, the reader's end first.

    >>> layers('[[tool.importlinter.contracts]]\ntype = "layers"\nlayers = ["(cli)", "a : (b)", "c"]')
    (Layer(rooms=('cli',)), Layer(rooms=('a', 'b')), Layer(rooms=('c',)))
    """
    contracts = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    found = next(one["layers"] for one in contracts if one["type"] == "layers")
    return tuple(Layer(tuple(re.findall(r"\w+", line))) for line in found)


def existing(listed: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers without the rooms that the contract allows and nobody has built, which are none yet.

    >>> existing((Layer(("model", "palace")), Layer(("palace",))))
    (Layer(rooms=('model',)),)
    """
    built = (tuple(room for room in layer.rooms if source(room)) for layer in listed)
    return tuple(Layer(rooms) for rooms in built if rooms)


def source(room: str) -> Path | None:
    """The file that holds a room's docstring; `None` when there is no such room."""
    found = find_spec(f"{_PACKAGE}.{room}")
    return Path(found.origin) if found is not None and found.origin is not None else None


def purpose(room: str) -> str:
    """The first sentence of a room's docstring, read without importing it.

    >>> purpose("site")
    'What the site says and shows, free of Sphinx; `web` holds what runs in the browser.'
    """
    file = source(room)
    doc = ast.get_docstring(ast.parse(file.read_text("utf-8"))) if file is not None else None
    return " ".join((doc or "").partition("\n\n")[0].split())


class Box(NamedTuple):
    """A room in the picture; lengths are in the picture's own units, of which it is `_WIDTH` wide."""

    room: str
    link: str
    left: float
    top: float
    width: float = _BOX
    height: float = _HEIGHT


class Band(NamedTuple):
    """A layer in the picture."""

    top: float
    height: float
    boxes: tuple[Box, ...]


def bands(shown: tuple[Layer, ...], links: Mapping[str, str]) -> Iterator[Band]:
    """The layers from top to bottom, at most three boxes in a line.

    >>> [len(band.boxes) for band in bands((Layer(("cli",)), Layer(("a", "b"))), {})]
    [1, 2]
    """
    top = 1.0
    for layer in shown:
        lines = -(-len(layer.rooms) // _IN_LINE)
        height = lines * (_HEIGHT + _GAP) + _GAP
        yield Band(top, height, tuple(_boxes(layer, top + _GAP, links)))
        top += height + _ARROW


def _boxes(layer: Layer, top: float, links: Mapping[str, str]) -> Iterator[Box]:
    for at, room in enumerate(layer.rooms):
        line, column = divmod(at, _IN_LINE)
        beside = min(_IN_LINE, len(layer.rooms) - line * _IN_LINE)
        left = (_WIDTH - beside * _BOX - (beside - 1) * _GAP) / 2 + column * (_BOX + _GAP)
        yield Box(room, links.get(room, ""), left, top + line * (_HEIGHT + _GAP))


def picture(shown: tuple[Layer, ...], links: Mapping[str, str]) -> str:
    """The layers as SVG: rooms with a page of their own are links."""
    drawn = tuple(bands(shown, links))
    template = Environment(loader=PackageLoader(__package__ or ""), autoescape=True).get_template(
        "layers.svg"
    )
    height = drawn[-1].top + drawn[-1].height + 1
    return template.render(bands=drawn, width=_WIDTH, height=height, label=words()["layers"]["label"])


class _OfProject(SphinxDirective):
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the project's pyproject.toml, on which the page then depends."""
        path = Path(self.env.srcdir, self.config.policykit_path or "..", "pyproject.toml").resolve()
        self.env.note_dependency(str(path))
        return existing(layers(path.read_text("utf-8")))

    def links(self) -> dict[str, str]:
        """Room → address of its page, from this page."""
        names = (room for layer in self.layers() for room in layer.rooms)
        pages = {room: _PAGES + room for room in names if _PAGES + room in self.env.found_docs}
        here = self.env.docname
        return {room: self.env.app.builder.get_relative_uri(here, page) for room, page in pages.items()}

    def further(self, room: str) -> dict[str, str]:
        """Name → address of the further pages of a room that has more in it than one page holds."""
        here, start = self.env.docname, f"{_PAGES}{room}."
        pages = [name for name in self.env.found_docs if name.startswith(start)]
        link = self.env.app.builder.get_relative_uri
        return {name.removeprefix(start): link(here, name) for name in pages}


class LayersDirective(_OfProject):
    """The picture."""

    def run(self) -> list[nodes.Node]:
        """As HTML; other writers leave it out."""
        drawn = nodes.raw("", picture(self.layers(), self.links()), format="html")
        return [nodes.container("", drawn, classes=["layers"])]


class RoomsDirective(_OfProject):
    """The list, from the bytes' end to the reader's."""

    def run(self) -> list[nodes.Node]:
        """A definition a room."""
        return [trees.definitions(self._entries(), "room-list")]

    def _entries(self) -> Iterator[tuple[str, trees.Cell, list[nodes.Node]]]:
        links = self.links()
        for layer in reversed(self.layers()):
            for room in layer.rooms:
                name = f"{_PACKAGE}.{room}"
                term: trees.Cell = trees.code(name)
                if room in links:
                    link = trees.reference(name, links[room])
                    link.children = [trees.code(name)]
                    term = nodes.inline("", "", link)
                    for part, address in sorted(self.further(room).items()):
                        term += [nodes.Text(" · "), trees.reference(part, address)]
                self.env.note_dependency(str(source(room)))
                yield f"room-{room}", term, [trees.paragraph(trees.english(purpose(room)))]
