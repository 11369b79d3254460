"""A YAML file that people write (policy.yml, specs), parsed, that still knows where each key and value stands.

Scalars stay as written, except `true`, `false` and nothing: what `2026`, `85%` or `2024-06-30` means
is for the reader of the field to say, so that an impossible date is reported with its place.
"""

from __future__ import annotations

import codecs
import json
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file, reason
from policykit.base.resources import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["MOST_BYTES", "Document", "Location", "Place", "decoded", "parse", "read", "scalar"]

Location = tuple[int | str, ...]
"""Keys and indexes from the top of a document: `("requirements", 0, "quote")`."""

_PLAIN = re.compile(r"(?=.*[^\W\d_])[^\W_][^\n\t#:'\"{}\[\]&*!|>@`]*")
_WORDS = {"true": True, "false": False, "null": None}
_DEEPEST = 100
"""How deep a file nests at most: each level is one call of its readers."""
MOST_BYTES = 2 * 2**20
"""Bytes of the largest file; the longest spec has one in fifty of them."""
_EXPLAINED = 100_000


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
        if (deep := _too_deep(text, lines)) is not None:
            return None, [
                _diagnostic(Code.YAML_UNREADABLE, {"why": load("reasons")["deep"]}, file, lines, deep)
            ]
        root = _compose(text)
        data = reader.read(root, ()) if root is not None else None
    except MarkedYAMLError as error:
        return None, [_unreadable(error, lines, file)]
    except (YAMLError, ValueError, RecursionError) as error:
        why = _complaint(str(error).partition("\n")[0]) if isinstance(error, YAMLError) else reason(error)
        return None, [Diagnostic(Code.YAML_UNREADABLE, {"why": why}, file=file, line=1)]
    if any(problem.code is Code.YAML_UNREADABLE for problem in reader.problems):
        return None, reader.problems
    return Document(file, data, lines, reader.values, reader.keys), reader.problems


class _Untyped(VersionedResolver):
    """Looks for no type of a scalar: `_Reader` says what one means, and the looking costs as much as the reading."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:  # noqa: ANN401 - as the base class has it
        del value, implicit
        return {SequenceNode: self.DEFAULT_SEQUENCE_TAG, MappingNode: self.DEFAULT_MAPPING_TAG}.get(
            kind, self.DEFAULT_SCALAR_TAG
        )


def _compose(text: str) -> Node | None:
    """The tree of a text, by the fast reader where it is installed; complaints are the other one's.

    The other one is slow: of a large file it reads the beginning, which is enough for most.
    """
    try:
        yaml = YAML(typ="safe")
        yaml.Resolver = _Untyped
        root: Node | None = yaml.compose(text)
    except YAMLError as error:
        YAML(typ="rt", pure=True).compose(text[:_EXPLAINED])
        raise error from None
    return root


def _too_deep(text: str, lines: tuple[str, ...]) -> Place | None:
    """Where a file nests deeper than any of ours does; a reader that calls itself would fall over it."""
    indented = max((len(line) - len(line.lstrip(" -?")) for line in lines), default=0)
    if text.count("[") + text.count("{") + indented < _DEEPEST:
        return None  # it cannot
    depth = 0
    with suppress(YAMLError):  # which the reader meets too, and reports
        for event in YAML(typ="safe").parse(text):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > _DEEPEST:
                return Place(event.start_mark.line, event.start_mark.column, 1)
    return None


def read(path: Path, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """Parse the file at `path`, in UTF-8 or with the mark of UTF-16; `name` is what diagnostics call it."""
    try:
        data = read_file(path, MOST_BYTES)
    except PolicykitError as error:
        return None, [replace(problem, file=name) for problem in error.diagnostics]
    return decoded(data, name)


def decoded(data: bytes, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """As `read`, of the bytes of a file."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return parse(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Diagnostic(Code.YAML_UNREADABLE, {"why": load("yaml")["bytes"]}, file=name, line=line)]


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
            self._report(Code.YAML_UNREADABLE, _place(node), why=load("yaml")["alias"])
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, at)
        return [self.read(child, (*at, index)) for index, child in enumerate(node.value)]

    def _mapping(self, node: MappingNode, at: Location) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._report(Code.YAML_UNREADABLE, _place(key_node), why=load("yaml")["key"])
                continue
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
    """The YAML reader's complaint in Chinese."""
    words = load("yaml")
    return str(next((chinese for cue, chinese in words.items() if cue in problem), words["other"]))
