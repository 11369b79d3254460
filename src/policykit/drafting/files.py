"""The text of a spec file with drafts in it: what stands there stays as it is, what is new goes below."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from policykit.base.yamlfile import parse, scalar
from policykit.drafting.phrases import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policykit.base.yamlfile import Document
    from policykit.drafting.proposals import Drafted

__all__ = ["with_drafts"]

_LISTS = ("requirements", "dismissed")
_PLAIN = re.compile(r"[0-9A-Za-z\u3400-\u9fff][0-9A-Za-z\u3400-\u9fff%./—-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""What a reader of YAML may take for something else; figures and years are text to ours."""


def with_drafts(policy: str, text: str | None, drafted: Drafted) -> str:
    r"""The text of a spec file, or of a new one, with what is drafted; unchanged where there is nothing to add.

    Raises
    ------
    ValueError
        The file holds a list in a form to which nothing can be added (`requirements: {}`).

    >>> from policykit.drafting import Drafted
    >>> entry = {"clause": "1", "quote": "共有3家", "draft": True, "reason": "fact"}
    >>> print(with_drafts("demo", "policy: demo  # 示例\n", Drafted(dismissed=[entry])))
    policy: demo  # 示例
    dismissed:
      - clause: 1
        quote: 共有3家
        draft: true
        reason: fact
    <BLANKLINE>
    """
    if text is None:
        text = words()["file"].format(policy=policy)
    added = {
        "requirements": [*_written(drafted.requirements), *_open(drafted.open, text)],
        "dismissed": _written(drafted.dismissed),
    }
    for name in _LISTS:
        if added[name]:
            document, _ = parse(text, "")
            text = _inserted(text, document, name, added[name])
    return text


def _written(entries: Sequence[dict[str, Any]]) -> list[str]:
    """The lines of entries, indented as in a list that is indented by nothing."""
    lines: list[str] = []
    for entry in entries:
        shown = [f"{key}: {_value(value)}" for key, value in entry.items()]
        lines += [f"- {shown[0]}", *(f"  {line}" for line in shown[1:])]
    return lines


def _open(left: Iterable[dict[str, str]], text: str) -> list[str]:
    """Comments on what no entry could be made of, but for those that stand in the file already."""
    lines: list[str] = []
    for entry in left:
        shown = words()["open_entry"].format(
            clause=_value(entry["clause"]), quote=_value(entry["quote"]), why=" ".join(entry["why"].split())
        )
        listed = [f"# {line}" for line in shown.splitlines()]
        if listed[1] not in text:
            lines += listed
    return [f"# {words()['open_head']}", *lines] if lines else []


def _value(value: Any) -> str:  # noqa: ANN401 - what a key of a spec holds
    """A value as flow YAML: text in quotation marks only where it needs them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inner(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inner(each) for each in value) + "]"
    return _inner(str(value)) if _PLAIN.fullmatch(str(value)) else scalar(str(value))


def _inner(value: Any) -> str:  # noqa: ANN401 - what a key of a spec holds
    """A value within braces, where a comma ends it."""
    if isinstance(value, str):
        is_plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
        return value if is_plain else json.dumps(value, ensure_ascii=False)
    return _value(value)


def _inserted(text: str, document: Document | None, name: str, lines: list[str]) -> str:
    """The text with lines at the end of one of its lists, which is begun where there is none."""
    rows = text.splitlines(keepends=True)
    if rows and not rows[-1].endswith("\n"):
        rows[-1] += "\n"
    data = document.data if document is not None else None
    if document is None or not isinstance(data, dict):
        message = "the file is no spec"
        raise ValueError(message)
    key = document.keys.get((name,))
    if key is None:
        return "".join([*rows, f"{name}:\n", *(f"  {line}\n" for line in lines)])
    held = data[name]
    if not held:
        rows[key.line] = re.sub(r":[ \t]*(?:\[\s*\]|null|~)?", ":", rows[key.line], count=1)
        at, indent = key.line + 1, "  "
    else:
        first = document.values[name, 0]
        dash = re.match(r"\s*-", rows[first.line])
        if not isinstance(held, list) or dash is None:
            message = f"{name} is written in a form to which nothing can be added"
            raise ValueError(message)
        indent = dash[0][:-1]
        at = _end(rows, document, name)
    return "".join([*rows[:at], *(f"{indent}{line}\n" for line in lines), *rows[at:]])


def _end(rows: list[str], document: Document, name: str) -> int:
    """The row behind a list: that of the next key of the file, without the comments and blank rows before it."""
    start = document.keys[name,].line
    following = [place.line for at, place in document.keys.items() if len(at) == 1 and place.line > start]
    end = min(following, default=len(rows))
    last = max(place.line for at, place in document.values.items() if at[:1] == (name,))
    while end > last + 1 and (not rows[end - 1].strip() or rows[end - 1].startswith("#")):
        end -= 1
    return end
