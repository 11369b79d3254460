"""A YAML file that people write (policy.yml, specs), parsed, that still knows where each key and value stands.

Scalars stay as written, except `true`, `false` and nothing: what `2026`, `85%` or `2024-06-30` means
is for the reader of the field to say, so that an impossible date is reported with its place.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.resources import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Document", "Location", "Place", "parse", "read", "scalar"]

Location = tuple[int | str, ...]
"""Keys and indexes from the top of a document: `("requirements", 0, "quote")`."""

_PLAIN = re.compile(r"(?=.*[^\W\d_])[^\W_][^\n#:'\"{}\[\]&*!|>@`]*")
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: line and column from 0, and how many characters it takes."""

    line: int
    column: int
    width: int


@dataclass(frozen=True)
class Document:
    """One parsed file: `data` are plain mappings, lists and scalars."""

    file: str
    data: Any
    lines: tuple[str, ...]
    values: dict[Location, Place] = field(default_factory=dict)
    keys: dict[Location, Place] = field(default_factory=dict)

    def line_of(self, at: Location) -> int:
        """Line from 1 of the value at `at`."""
        return self._place(at).line + 1

    def entries(self, name: str) -> list[dict[str, Any]]:
        """The entries of a list of the file that are mappings, sound or not."""
        listed = self.data.get(name) if isinstance(self.data, dict) else None
        return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []

    def diagnose(
        self, code: Code, at: Location, values: Mapping[str, object] | None = None, *, at_key: bool = False
    ) -> Diagnostic:
        """A diagnostic that points at the value at `at`, at its key, or at what holds it if it is missing."""
        place = self.keys[at] if at_key and at in self.keys else self._place(at)
        return _diagnostic(code, dict(values or {}), self.file, self.lines, place)

    def _place(self, at: Location) -> Place:
        for length in range(len(at), -1, -1):
            if at[:length] in self.values:
                return self.values[at[:length]]
        return Place(0, 0, 1)


def parse(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    r"""Parse a file's text; `None` with the diagnostics when it is no readable YAML.

    >>> document, problems = parse("policy: a\nrequirements:\n- id: x\n  due: 2024-02-30\n", "a.yml")
    >>> document.data, document.line_of(("requirements", 0, "due")), problems
    ({'policy': 'a', 'requirements': [{'id': 'x', 'due': '2024-02-30'}]}, 4, [])
    """
    lines = tuple(text.splitlines())
    reader = _Reader(file, lines)
    try:
        root = _compose(text)
        data = reader.read(root, ()) if root is not None else None
    except MarkedYAMLError as error:
        return None, [_unreadable(error, lines, file)]
    except (YAMLError, ValueError, RecursionError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        return None, [Diagnostic(Code.YAML_UNREADABLE, {"why": why}, file=file)]
    if any(problem.code is Code.YAML_UNREADABLE for problem in reader.problems):
        return None, reader.problems
    return Document(file, data, lines, reader.values, reader.keys), reader.problems


def _compose(text: str) -> Node | None:
    """The tree of a text, by the fast reader where it is installed; complaints are the other one's."""
    try:
        root: Node | None = YAML(typ="safe").compose(text)
    except YAMLError:
        root = YAML(typ="rt", pure=True).compose(text)
    return root


def read(path: Path, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """Parse the file at `path`, which diagnostics call `shown`."""
    try:
        return parse(path.read_text("utf-8-sig"), name)
    except (UnicodeDecodeError, OSError) as error:
        return None, [Diagnostic(Code.YAML_UNREADABLE, {"why": str(error)}, file=name)]


def scalar(text: str) -> str:
    """`text` as a YAML scalar, in quotation marks only where it needs them.

    >>> scalar("县域内就诊率达85%"), scalar("2026年: 85%")
    ('县域内就诊率达85%', '"2026年: 85%"')
    """
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


class _Reader:
    """Turns nodes into plain data and notes the place of each key and value."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file, self.lines = file, lines
        self.values: dict[Location, Place] = {}
        self.keys: dict[Location, Place] = {}
        self.problems: list[Diagnostic] = []
        self._seen: set[int] = set()

    def read(self, node: Node, at: Location) -> Any:  # noqa: ANN401 - what a file holds
        self.values[at] = _place(node)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._seen:
            # An alias may hold itself, or grow without bound.
            self._report(Code.YAML_UNREADABLE, _place(node), why="“&”“*”引用")
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, at)
        return [self.read(child, (*at, index)) for index, child in enumerate(node.value)]

    def _mapping(self, node: MappingNode, at: Location) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                self._report(Code.YAML_DUPLICATE_KEY, _place(key_node), key=key)
                continue
            self.keys[*at, key] = _place(key_node)
            mapping[key] = self.read(value_node, (*at, key))
        return mapping

    @staticmethod
    def _scalar(node: ScalarNode) -> str | bool | None:
        plain = node.style is None or node.style == ""
        if plain and node.value == "":
            return None
        return _WORDS.get(node.value, node.value) if plain else str(node.value)

    def _report(self, code: Code, place: Place, **values: object) -> None:
        self.problems.append(_diagnostic(code, values, self.file, self.lines, place))


def _place(node: Node) -> Place:
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Place(start.line, start.column, max(1, width))


def _diagnostic(
    code: Code, values: dict[str, object], file: str, lines: tuple[str, ...], place: Place
) -> Diagnostic:
    source_line = lines[place.line] if place.line < len(lines) else ""
    line, column = place.line + 1, place.column + 1
    return Diagnostic(code, values, file, line, column, source_line, place.width)


def _unreadable(error: MarkedYAMLError, lines: tuple[str, ...], file: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    place = Place(mark.line, mark.column, 1) if mark is not None else Place(0, 0, 1)
    why = _complaint((error.problem or str(error)).splitlines()[0])
    return _diagnostic(Code.YAML_UNREADABLE, {"why": why}, file, lines, place)


def _complaint(problem: str) -> str:
    """The YAML reader's complaint in Chinese, where it is one of the common ones."""
    return next((chinese for cue, chinese in load("yaml").items() if cue in problem), problem)
