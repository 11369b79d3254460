"""The Chinese words of the site that are not in a template, and what they say of one requirement."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.model import Comparator

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from policykit.model import Clause, Policy, Requirement

__all__ = ["Quoted", "bound", "day", "due", "in_context", "overruled", "spec_lines", "target", "words"]

_CONTEXT = 60
_ENDS = "。；;！？\n\r"


def words(name: str) -> dict[str, Any]:
    """The words of one kind of page, by the name of their file: `policies`, `checks`, `tasks`, `tables` ….

    >>> words("checks")["due_title"], words("policies")["apart"]["notice"]
    ('到期', '印发通知')
    """
    return load(name, f"{__package__}.words")


def day(when: date) -> str:
    """A day as a Chinese text writes it.

    >>> from datetime import date
    >>> day(date(2026, 12, 31))
    '2026年12月31日'
    """
    return str(words("checks")["day"].format(when))


class Quoted(NamedTuple):
    """A quote, and the words of its sentence around it; each may be cut off with an ellipsis."""

    before: str
    quote: str
    after: str


def target(requirement: Requirement) -> str:
    """The target in words: 不低于85%, 按期完成, 不低于全国平均水平."""
    if (when := requirement.target.deadline) is not None:
        done = words("checks")["done_in_time" if when == requirement.due else "done_by"]
        return str(done.format(day=day(when)))
    if requirement.target.comparator is Comparator.NAMED:
        return str(words("checks")["named"])
    if not requirement.target.decidable:
        return str(words("checks")["no_figure"])
    return requirement.asked


def due(requirement: Requirement) -> str:
    """The due date in words."""
    return day(requirement.due) if requirement.due else str(words("checks")["any_time"])


def bound(requirement: Requirement) -> list[str]:
    """The divisions that it binds, each with its code."""
    return [Division.of(code).label for code in requirement.binds]


def overruled(requirement: Requirement) -> list[tuple[str, str]]:
    """In what the spec goes before the second reading of the text, in Chinese, each with its reason."""
    names = words("checks")["overruled"]
    return [(names[key], reason) for key, reason in requirement.overrule.items()]


def in_context(requirement: Requirement, clause: Clause, policy: Policy) -> Quoted:
    """The quote with the words around it, as far as its sentence goes and no further than is of use."""
    source = policy.source
    first, last = (
        max(clause.span.start, requirement.span.start - _CONTEXT),
        min(clause.span.end, requirement.span.end + _CONTEXT),
    )
    before, after = source[first : requirement.span.start], source[requirement.span.end : last]
    begin = max((before.rfind(end) + 1 for end in _ENDS), default=0)
    stop = min((at + 1 for end in _ENDS if (at := after.find(end)) >= 0), default=len(after))
    opened = "…" if begin == 0 and first > clause.span.start else ""
    closed = "…" if stop == len(after) and last < clause.span.end and after[-1:] not in _ENDS else ""
    parts = before[begin:].lstrip(), requirement.span.cut(source), after[:stop].rstrip()
    left, middle, right = ("".join(part.splitlines()) for part in parts)
    return Quoted(opened + left, middle, right + closed)


def spec_lines(requirement: Requirement, path: Path) -> str:
    """The entry of its spec file, as it stands there, without the indent of the list."""
    lines = _lines(path, path.stat().st_mtime_ns)
    first = requirement.line - 1
    indent = len(lines[first]) - len(lines[first].lstrip())
    entry = [lines[first]]
    for line in lines[first + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        entry.append(line)
    return "\n".join(re.sub(rf"^ {{0,{indent}}}", "", line) for line in entry).rstrip()


@lru_cache(maxsize=4)
def _lines(path: Path, _: int) -> list[str]:
    return path.read_text("utf-8").splitlines()
