"""The judged excerpts of drafting, read from their files, and how far drafts agree with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from policykit.drafting import propose
from policykit.drafting.measures import Names
from policykit.indicators import registry
from policykit.model import Clause, Level, Part, PartKind, Policy, Role, Span
from policykit.specs.figure import due_date, figure, figure_range, magnitude, unit_of_group

__all__ = [
    "DEVELOPMENT",
    "FIELDS",
    "HELD_OUT",
    "PLAIN",
    "PLAIN_HELD_OUT",
    "SECOND_READER",
    "SHARED",
    "Excerpt",
    "Score",
    "excerpts",
    "policy_of",
    "score",
]

_HERE = Path(__file__).parent
DEVELOPMENT, HELD_OUT = _HERE / "judged-development.txt", _HERE / "judged-held-out.txt"
FIELDS, SHARED = _HERE / "judged-fields.txt", _HERE / "judged-shared.txt"
SECOND_READER = _HERE / "judged-second-reader.txt"
PLAIN, PLAIN_HELD_OUT = _HERE / "judged-plain.txt", _HERE / "judged-plain-held-out.txt"
"""Fields that no rule was written for; kinds of sentence in which several figures share a name, a date or a subject, and the like."""
_FORMS = {
    "at_least": ">=",
    "at_most": "<=",
    "more_than": ">",
    "less_than": "<",
    "equals": "==",
    "about": "~",
    "between": "..",
    "rising": "up",
    "falling": "down",
    "grows_by": "growth",
    "done_by": "by",
    "forbidden": "forbid",
    "relative_to": "same",
    "grade_at_least": "grade",
    "grade_at_most": "grade",
    "named": "named",
    "done": "done",
}
_ENDINGS = re.compile(r"(?:时间|时限|数量|数|次数|人数|面积|总数|覆盖率|比例|率)$")
_SAME = 0.7


@dataclass(frozen=True)
class Expected:
    names: tuple[str, ...]
    targets: tuple[str, ...]
    dues: tuple[str, ...]
    modalities: tuple[str, ...]


@dataclass(frozen=True)
class Excerpt:
    key: str
    title: str
    issued: date
    text: str
    asked: tuple[Expected, ...]
    aside: tuple[tuple[str, str], ...]
    held: tuple[str, ...] = ()
    """What the words leave open: nothing is drafted of it, and it is said to be open."""


@dataclass
class Score:
    """Counts over excerpts; a draft is right when value, comparator, unit, due date and modality all are."""

    right: int = 0
    drafted: int = 0
    expected: int = 0
    named: int = 0
    aside_right: int = 0
    aside_expected: int = 0
    open: int = 0
    held_right: int = 0
    held_expected: int = 0
    missed: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.drafted

    @property
    def recall(self) -> float:
        return self.right / self.expected

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.drafted + self.expected)

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"
            f" named {self.named}/{self.right} aside {self.aside_right}/{self.aside_expected} open {self.open}"
        )


def excerpts(path: Path) -> Iterator[Excerpt]:
    for block in re.split(r"\n(?=@ )", path.read_text("utf-8")):
        if not block.startswith("@ "):
            continue
        head, text, *rows = block.strip().split("\n")
        fields = head[2:].split(" ", 3)
        rows = [row.strip() for row in rows]
        asked = [[cell.strip() for cell in row[1:].split("|")] for row in rows if row.startswith(">")]
        aside = [[cell.strip() for cell in row[1:].split("|")] for row in rows if row.startswith("-")]
        yield Excerpt(
            fields[0],
            fields[3] if len(fields) > 3 else "关于加强有关工作的通知",
            date.fromisoformat(fields[2]) if len(fields) > 2 else date(2024, 3, 1),
            text,
            tuple(_expected(row) for row in asked),
            tuple((row[0], row[1]) for row in aside),
            tuple(row[1:].strip() for row in rows if row.startswith("?")),
        )


def _expected(row: list[str]) -> Expected:
    names, target, due, modality = row[:4]
    return Expected(
        tuple(names.split("/")),
        tuple(re.split(r"/(?=>|<|=|~|by|up|down|growth|grade)", target)),
        tuple(due.split("/")),
        tuple(modality.split("/")),
    )


def policy_of(excerpt: Excerpt) -> Policy:
    span = Span(0, len(excerpt.text))
    clause = Clause("t/1", "t", "1", "", excerpt.text, Role.CLAUSE, Level.COUNTY, span)
    part = Part(PartKind.HAN, "1", "", "", span, Role.CLAUSE, clause=clause)
    root = Part(PartKind.DOCUMENT, "", "", "", span, Role.CLAUSE, (part,))
    return Policy(
        "t",
        excerpt.title,
        Level.COUNTY,
        "341021",
        "s",
        excerpt.text,
        excerpt.text,
        outline=root,
        date_issued=excerpt.issued,
    )


def key_of(target: str) -> tuple[object, ...]:
    """A target as it is compared: its form, its values in the base unit, its unit."""
    form, _, written = target.partition(" ")
    if form in {"by", "forbid", "same", "named", "done"} or not written:
        return (form,)
    if form == "grade":
        return form, written
    if form == "..":
        low, high = figure_range(written.replace("—", "-")) or (None, None)
        assert low is not None, target
        assert high is not None, target
        return form, *_based(low.value, low.unit), *_based(high.value, high.unit)
    read = figure(written)
    assert read is not None, target
    return form, *_based(read.value, read.unit)


def _based(value: float, unit: str) -> tuple[float, str]:
    unit = unit.replace("个百分点", "百分点").replace("个工作日", "工作日")
    size, base = magnitude(unit)
    if base and base != unit:
        return float(f"{value * float(size):.9g}"), unit_of_group(base)
    return float(f"{value:.9g}"), unit_of_group(unit)


def drafted_key(entry: dict[str, Any]) -> tuple[object, ...]:
    form, written = next(iter(entry["target"].items()))
    sign = _FORMS[form]
    if isinstance(written, list):
        written = f"{written[0]}-{written[1]}"
    plain = sign if written is True or isinstance(written, dict) or sign == "by" else f"{sign} {written}"
    return key_of(plain)


def score(path: Path) -> Score:
    names = Names(registry())
    total = Score()
    for excerpt in excerpts(path):
        drafted = propose(policy_of(excerpt), names)
        total.drafted += len(drafted.requirements)
        total.expected += len(excerpt.asked)
        total.open += len(drafted.open)
        left = list(drafted.requirements)
        for expected in excerpt.asked:
            fitting = [entry for entry in left if _fits(entry, expected)]
            found = max(fitting, key=lambda entry: _is_named(entry, expected), default=None)
            if found is None:
                total.missed.append(f"{excerpt.key} {expected} open={drafted.open}")
                continue
            left.remove(found)
            total.right += 1
            if _is_named(found, expected):
                total.named += 1
            else:
                total.misnamed.append(f"{excerpt.key} {_label(found)} ≠ {expected.names}")
        total.surplus += [f"{excerpt.key} {_shown(entry)}" for entry in left]
        total.held_expected += len(excerpt.held)
        total.held_right += sum(
            any(words in one["quote"] or one["quote"] in words for one in drafted.open)
            for words in excerpt.held
        )
        total.aside_expected += len(excerpt.aside)
        for quote, reason in excerpt.aside:
            total.aside_right += any(
                quote in each["quote"] and each["reason"] == reason for each in drafted.dismissed
            )
    return total


def _fits(entry: dict[str, Any], expected: Expected) -> bool:
    due = entry.get("due")
    return (
        drafted_key(entry) in {key_of(target) for target in expected.targets}
        and any(
            (due_date(day) if day != "-" else None) == (due_date(due) if due else None)
            for day in expected.dues
        )
        and entry.get("modality", "must") in expected.modalities
    )


def _label(entry: dict[str, Any]) -> str:
    name = str(entry["indicator"])
    found = registry().find(name)
    return found.label if found else name


def _is_named(entry: dict[str, Any], expected: Expected) -> bool:
    own = {_bare(_label(entry))} | {_bare(name) for name in entry.get("proposes", {}).get("aliases", ())}
    return any(_alike(one, _bare(name)) for one in own for name in expected.names)


def _bare(name: str) -> str:
    return re.sub(r"[“”（）()、的]", "", name)


def _alike(one: str, other: str) -> bool:
    if _ENDINGS.sub("", one) == _ENDINGS.sub("", other):
        return True
    pairs, others = (Counter(name[at : at + 2] for at in range(len(name) - 1)) for name in (one, other))
    shared = sum((pairs & others).values())
    return 2 * shared >= _SAME * (sum(pairs.values()) + sum(others.values()))


def _shown(entry: dict[str, Any]) -> str:
    return f"{_label(entry)} {entry['target']} {entry.get('due')} {entry.get('modality', 'must')} 「{entry['quote']}」"
