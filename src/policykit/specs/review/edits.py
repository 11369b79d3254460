r"""Changes of a spec file as text: a key set or removed, an entry added or removed; all else stays as it is written.

Comments, order, quotation marks and layout are other people's. Each change is held against what the file then says:
one that would say more or less than was meant is refused.
"""

from __future__ import annotations

import codecs
import copy
import json
import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.yamlfile import parse, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "add_entry",
    "add_lines",
    "decoded",
    "encoded",
    "flow",
    "flow_scalar",
    "remove_entry",
    "set_keys",
    "value_of",
]

_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LINE = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])?")
_PLAIN = re.compile(r"[\w/.~-]+")
_FLOW = re.compile(r"[,\[\]{}]")
_COLON = re.compile(r"[ \t]*:")


def set_keys(text: str, name: str, index: int, changes: Mapping[str, str | None]) -> str:
    r"""The text with keys of an entry set to values, each written as YAML in one line, or without those of `None`.

    >>> text = "requirements:\n  - draft: true  # mine\n    due: 2026\n"
    >>> print(set_keys(text, "requirements", 0, {"draft": None, "due": "2027"}))
    requirements:
      - due: 2027
    <BLANKLINE>
    """
    wanted, made = _data(text), text
    for key, value in changes.items():
        layout = _Layout(made)
        entry = layout.entry(name, index)
        at = next((at for at, (each, _) in enumerate(entry.value) if each.value == key), None)
        if value is not None:
            made = layout.with_key(entry, at, key, value)
            wanted[name][index][key] = value_of(value)
        elif at is not None:
            made = layout.without_key(entry, at)
            del wanted[name][index][key]
    return made if made == text else _checked(made, wanted)


def remove_entry(text: str, name: str, index: int) -> str:
    r"""The text without one entry of a list.

    >>> print(remove_entry("dismissed:\n  - {clause: 1}\n  # kept\n  - {clause: 2}\n", "dismissed", 0))
    dismissed:
      # kept
      - {clause: 2}
    <BLANKLINE>
    """
    layout, wanted = _Layout(text), _data(text)
    del wanted[name][index]
    return _checked(layout.without_entry(name, index), wanted)


def add_entry(text: str, name: str, entry: str) -> str:
    r"""The text with an entry, written as YAML in one line, at the end of a list.

    >>> print(add_entry("policy: a\n", "dismissed", "{clause: 1, reason: fact}"))
    policy: a
    dismissed:
      - {clause: 1, reason: fact}
    <BLANKLINE>
    """
    wanted = _data(text)
    wanted[name] = [*(wanted.get(name) or []), value_of(entry)]
    return _checked(_Layout(text).with_entry(name, entry), wanted)


def add_lines(text: str, name: str, lines: Sequence[str]) -> str:
    r"""The text with lines, each an entry of a list or a pair of a mapping, at the end of what a key holds.

    The lines are written as they are to stand, without their indent; a line that goes on another is indented more.

    >>> print(add_lines("words:\n- a  # first\n", "words", ["- b  # 2"]))
    words:
    - a  # first
    - b  # 2
    <BLANKLINE>
    """
    wanted = _data(text)
    document, problems = parse("".join(f"{line}\n" for line in lines), "")
    if document is None:
        raise PolicykitError(problems)
    if wanted is None:  # nothing but comments
        return f"{text}{name}:\n" + "".join(f"  {line}\n" for line in lines)
    old, new = wanted.get(name), document.data
    wanted[name] = new if not old else [*old, *new] if isinstance(old, list) else {**old, **new}
    return _checked(_Layout(text).with_lines(name, lines), wanted)


def _data(text: str) -> Any:  # noqa: ANN401 - what a file holds
    document, problems = parse(text, "")
    if document is None:
        raise PolicykitError(problems)
    return copy.deepcopy(document.data)


def value_of(written: str) -> Any:  # noqa: ANN401 - what a value holds
    """What a value, written as YAML in one line, holds; raises `PolicykitError` for what is none."""
    document, problems = parse(f"value: {written}\n", "")
    if written.lstrip()[:1] in {"&", "*", "!"} or document is None or document.data.keys() != {"value"}:
        raise PolicykitError(problems or [Diagnostic(Code.CANNOT_EDIT)])
    return document.data["value"]


def _checked(text: str, wanted: object) -> str:
    document, _ = parse(text, "")
    if document is None or _bare(document.data) != _bare(wanted):
        raise PolicykitError([Diagnostic(Code.CANNOT_EDIT)])
    return text


def _bare(data: object) -> object:
    """An empty list is one without entries, however it is written."""
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if value not in (None, [])}


class _Layout:
    """Where the parts of a file stand in its text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _BREAKS.finditer(text))]
        self.newline = "\r\n" if "\r\n" in text else "\n"
        root = YAML(typ="safe").compose(text)
        if not isinstance(root, MappingNode):
            raise PolicykitError([Diagnostic(Code.CANNOT_EDIT)])
        self.root = root

    def list_of(self, name: str) -> tuple[Node, Node] | None:
        """The key of a list and its value."""
        return next(((key, value) for key, value in self.root.value if key.value == name), None)

    def entry(self, name: str, index: int) -> MappingNode:
        """An entry of a list."""
        found = self.list_of(name)
        entries = found[1].value if found and isinstance(found[1], SequenceNode) else []
        if not (index < len(entries) and isinstance(entries[index], MappingNode)):
            raise PolicykitError([Diagnostic(Code.CANNOT_EDIT)])
        return entries[index]  # type: ignore[no-any-return]  # ruamel has no types for its nodes' values

    def without_key(self, entry: MappingNode, at: int) -> str:
        """The text without one pair of a mapping."""
        pairs = entry.value
        if entry.flow_style:
            return self._cut(*self._between([(self.start(key), self.end(value)) for key, value in pairs], at))
        first, last = self.start(pairs[at][0]), self._line_end(self.end(pairs[at][1]))
        if at > 0:
            return self._cut(self.starts[pairs[at][0].start_mark.line], last)
        if len(pairs) > 1 and not self.text[last : self.start(pairs[1][0])].strip():
            return self._cut(first, self.start(pairs[1][0]))  # the next key takes its place behind the dash
        # What stands between is a comment, on lines of its own.
        return f"{self.text[:first].rstrip(' ')}{self.newline}{self.text[last:]}"

    def with_key(self, entry: MappingNode, at: int | None, key: str, value: str) -> str:
        """The text with a pair of a mapping set, or added behind the last."""
        pairs = entry.value
        if at is not None:
            old = pairs[at][1]
            if isinstance(old, ScalarNode) and not old.value and not old.style:
                colon = _COLON.match(self.text, self.start(pairs[at][0]) + len(key))
                where = colon.end() if colon else self.start(old)
                return f"{self.text[:where]} {value}{self.text[where:]}"
            return self.text[: self.start(old)] + value + self.text[self.end(old) :]
        last = self.end(pairs[-1][1])
        if entry.flow_style:
            return f"{self.text[:last]}, {key}: {value}{self.text[last:]}"
        indent = " " * pairs[0][0].start_mark.column
        return self._line_behind(last, f"{indent}{key}: {value}")

    def without_entry(self, name: str, index: int) -> str:
        """The text without one entry of a list."""
        entry, found = self.entry(name, index), self.list_of(name)
        entries = found[1] if found else entry
        if isinstance(entries, SequenceNode) and entries.flow_style:
            spans = [(self.start(each), self.end(each)) for each in entries.value]
            return self._cut(*self._between(spans, index))
        line, column = entry.start_mark.line, entries.start_mark.column
        while self.text[self.starts[line] + column : self.starts[line] + column + 1] != "-":
            line -= 1
        return self._cut(self.starts[line], self._line_end(self.end(entry)))

    def with_entry(self, name: str, entry: str) -> str:
        """The text with one more entry at the end of a list, which is made if it is not there."""
        found = self.list_of(name)
        if found is None:
            broken = "" if not self.text or self.text.endswith(("\n", "\r")) else self.newline
            return f"{self.text}{broken}{name}:{self.newline}  - {entry}{self.newline}"
        key, entries = found
        if not isinstance(entries, SequenceNode):
            return self._line_behind(self.start(key), f"  - {entry}")
        if entries.flow_style and entries.value:
            last = self.end(entries.value[-1])
            return f"{self.text[:last]}, {entry}{self.text[last:]}"
        if entries.flow_style:
            line = self._line_end(self.end(entries))
            broken = "" if self.text[:line].endswith(("\n", "\r")) else self.newline
            kept = self.text[: self.start(entries)].rstrip(" ") + self.text[self.end(entries) : line]
            return f"{kept}{broken}  - {entry}{self.newline}{self.text[line:]}"
        indent = " " * entries.start_mark.column
        return self._line_behind(self.end(entries.value[-1]), f"{indent}- {entry}")

    def with_lines(self, name: str, lines: Sequence[str]) -> str:
        """The text with lines at the end of what a key holds, in its indent."""
        found = self.list_of(name)
        if found is None:
            broken = "" if not self.text or self.text.endswith(("\n", "\r")) else self.newline
            return f"{self.text}{broken}{name}:{self.newline}" + "".join(
                f"  {line}{self.newline}" for line in lines
            )
        key, held = found
        if not isinstance(held, SequenceNode | MappingNode):
            return self.behind(key, lines, "  ")
        if held.flow_style and held.value:
            raise PolicykitError([Diagnostic(Code.CANNOT_EDIT)])
        if held.flow_style:
            bare = self.text[: self.start(held)].rstrip(" ") + self.text[self.end(held) :]
            return _Layout(bare).with_lines(name, lines)
        return self.behind(held, lines, " " * held.start_mark.column)

    def behind(self, node: Node, lines: Sequence[str], indent: str) -> str:
        """The text with lines behind the line on which a node ends."""
        body = self.newline.join(f"{indent}{line}" for line in lines)
        return self._line_behind(self.end(node), body)

    def start(self, node: Node) -> int:
        """The offset at which a node begins."""
        return int(self.starts[node.start_mark.line] + node.start_mark.column)

    def end(self, node: Node) -> int:
        """The offset behind a node, without the blanks and comments that its reader counts with it."""
        if isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(node, MappingNode) else last)
        marked = int(self.starts[node.end_mark.line] + node.end_mark.column)
        if isinstance(node, ScalarNode) and not node.value and not node.style:
            marked = self.start(node)  # nothing stands there: the key ends before it
        return len(self.text[:marked].rstrip())

    def _between(self, spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
        """What goes with one of the members of a flow collection: it and a comma."""
        if at + 1 < len(spans):
            return spans[at][0], spans[at + 1][0]
        return (spans[at - 1][1] if at else spans[at][0]), spans[at][1]

    def _line_end(self, offset: int) -> int:
        match = _LINE.match(self.text, offset)
        return match.end() if match else offset

    def _line_behind(self, offset: int, line: str) -> str:
        end = self._line_end(offset)
        broken = "" if self.text[:end].endswith(("\n", "\r")) else self.newline
        return f"{self.text[:end]}{broken}{line}{self.newline}{self.text[end:]}"

    def _cut(self, start: int, end: int) -> str:
        return self.text[:start] + self.text[end:]


def flow_scalar(text: str) -> str:
    """A text as YAML that may stand in braces."""
    if _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False) if _FLOW.search(text) else scalar(text)


def flow(pairs: Mapping[str, Any]) -> str:
    """Pairs as YAML in braces."""
    return "{" + ", ".join(f"{key}: {_in_flow(value)}" for key, value in pairs.items()) + "}"


def _in_flow(value: object) -> str:
    return f"[{', '.join(map(_in_flow, value))}]" if isinstance(value, list) else flow_scalar(str(value))


def decoded(data: bytes) -> str:
    """The text of a file: UTF-16 with its mark, else UTF-8."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if utf16 else "utf-8-sig")


def encoded(text: str, before: bytes) -> bytes:
    """A text in the encoding in which the file was."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if before.startswith(mark):
            return mark + text.encode(encoding)
    return (codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b"") + text.encode()
