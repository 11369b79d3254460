"""Changes against a base: what is drafted of them, row by row as people judged before the program ran."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from tests.drafting.judged import Excerpt, drafted_key, key_of, policy_of

from policykit.drafting import propose
from policykit.drafting.measures import Names
from policykit.indicators import registry
from policykit.specs.figure import due_date

_HERE = Path(__file__).parent
_BLOCKS = re.split(r"\n(?=@ )", (_HERE / "judged-changes.txt").read_text("utf-8"))[1:]


def _asked(row: str) -> tuple[tuple[object, ...], str, tuple[str, ...]]:
    """Target, with what it compares (年均 2020, 每年 上年) and due dates."""
    _, change, base, dues = (cell.strip() for cell in row.removeprefix(">").split("|"))
    mode, _, rest = change.partition(" ")
    if mode in {"年均", "每年"}:
        return key_of(rest), f"{mode}{base}", tuple(dues.split("/"))
    return key_of(change), base, tuple(dues.split("/"))


def _drafted(entry: dict[str, Any]) -> tuple[tuple[object, ...], str]:
    target = entry["target"]
    form = next(iter(target))
    mode = "年均" if target.get("average") else "每年" if entry.get("every") else ""
    base = target.get("base", "上年" if form in {"rising", "falling", "grows_by"} else "-")
    return drafted_key(entry), mode + ("?" if base == "unnamed" else base)


def _drafts(block: str) -> tuple[list[str], int, int]:
    """What of a judged excerpt was drafted otherwise; how many rows it has, and drafts."""
    head, text, *rows = block.strip().split("\n")
    title = head[2:].partition(" ")[2] or "关于加强有关工作的通知"
    found = propose(policy_of(Excerpt("x", title, date(2024, 3, 1), text, (), ())), Names(registry()))
    left, wrong = list(found.requirements), []
    for row in rows:
        target, base, dues = _asked(row)
        days = {due_date(due) if due != "-" else None for due in dues}
        fitting = [
            one
            for one in left
            if _drafted(one) == (target, base)
            and (due_date(str(one["due"])) if "due" in one else None) in days
        ]
        if fitting:
            left.remove(fitting[0])
        else:
            wrong.append(f"{text} {row} {[(_drafted(one), one.get('due')) for one in left]} {found.open}")
    return wrong, len(rows), len(found.requirements)


def test_changes_are_drafted_as_people_judged_them() -> None:
    """66 of 78 when it was first run."""
    wrong: list[str] = []
    asked = drafted = 0
    for block in _BLOCKS:
        lines, rows, drafts = _drafts(block)
        wrong, asked, drafted = [*wrong, *lines], asked + rows, drafted + drafts
    right = asked - len(wrong)
    assert asked >= 60
    assert right >= 0.93 * asked, "\n".join(wrong)
    assert right >= 0.97 * drafted
