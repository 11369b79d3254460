"""A proposed indicator as a declaration of the knowledge base, added to its `specs/indicators.py`."""

from __future__ import annotations

import ast
import itertools
import json
import keyword
import re
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from policykit.base.resources import load
from policykit.model import Entity

if TYPE_CHECKING:
    from policykit.indicators import Registry
    from policykit.model import Indicator, Proposal

__all__ = ["declaration", "find_indicators", "is_free", "part_unit", "proposed_name"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NEEDED = ("Entity", "Indicator", "Theme", "Variable")
_MOST = 9
"""So many indicators are offered: one key each."""


def proposed_name(label: str, known: Registry) -> str:
    """A name for code from a Chinese one, by its pinyin; numbered where another indicator has it.

    >>> from policykit.indicators import registry
    >>> proposed_name("学前教育毛入园率", registry())
    'xueqianjiaoyumaoruyuanlv'
    """
    made = re.sub(r"[^a-z0-9]+", "_", "".join(lazy_pinyin(label)).lower()).strip("_")
    made = made if _NAME.match(made) else f"own_{made}".rstrip("_")
    numbered = (f"{made}_{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain((made,), numbered) if is_free(name, known))


def is_free(name: str, known: Registry) -> bool:
    """Whether a declaration can have this name, and those of its parts."""
    taken = {*known.variables, *known.indicators, *known.themes}
    names = {name, f"{name}_part", f"{name}_whole"}
    return bool(_NAME.fullmatch(name)) and not keyword.iskeyword(name) and not names & taken


def part_unit(words: str) -> str:
    """The unit of what a share counts, by how its words end: a proposal that a person confirms.

    >>> part_unit("参加交流轮岗的教师数"), part_unit("规模以上工业企业数")
    ('人', '家')
    """
    units = load("review")["part_units"]
    return str(
        next((unit for end, unit in units.items() if words.endswith(end)), load("review")["part_unit"])
    )


def declaration(source: str, proposal: Proposal, name: str, unit: str, of: tuple[str, str]) -> str:
    """The text of `specs/indicators.py` with a proposed indicator declared at its end.

    `unit` is that of a share's two figures; `of` are the id of the clause and the quote from which it comes.
    """
    words = load("review")
    imported, has_theme = _module(source)
    lines = [] if source else [f'"""{words["module"]}"""']
    missing = [each for each in _NEEDED if each not in imported]
    if missing:
        lines += ["", f"from policykit.model import {', '.join(missing)}"]
    if not has_theme:
        lines += ["", f"own = Theme({_quoted(words['theme'])})"]
    clause, quote = of
    told = " ".join(words["declared_of"].format(clause=clause, quote=quote).split())
    lines += ["", f"# {told}", *_declared(proposal, name, unit)]
    start = source if not source or source.endswith("\n") else f"{source}\n"
    return start + "".join(f"{line}\n" for line in lines)


def _module(source: str) -> tuple[set[str], bool]:
    """Names that a module imports as they are, and whether it has a theme."""
    tree = ast.parse(source)
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names if alias.asname is None}
    calls = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    ]
    return names, any(isinstance(call.func, ast.Name) and call.func.id == "Theme" for call in calls)


def _declared(proposal: Proposal, name: str, unit: str) -> list[str]:
    label, entity, note = _quoted(proposal.label), proposal.entity.python, load("review")["declared_note"]
    also = _also(proposal.entity)
    may = any(mark in proposal.label for mark in load("review")["may_exceed"])
    exceeds = ", may_exceed=True" if may else ""
    more = f", aliases={_tuple(proposal.aliases)}" if proposal.aliases else ""
    if proposal.denominator:
        part, whole = _quoted(proposal.numerator), _quoted(proposal.denominator)
        factor = " * 100" if proposal.unit == "%" else ""
        return [
            f"{name}_part = Variable({part}, {_quoted(unit)}, {entity}, {part}{also})",
            f"{name}_whole = Variable({whole}, {_quoted(unit)}, {entity}, {whole}{also})",
            f"{name} = Indicator(",
            f"    {label},",
            f"    {_quoted(proposal.unit)},",
            f"    {name}_part / {name}_whole{factor},",
            f"    note={_quoted(note)}{exceeds}{more},",
            ")",
        ]
    grades = proposal.indicator.grades
    scale = f", grades={json.dumps(dict(grades), ensure_ascii=False)}" if grades else ""
    return [
        f"{name} = Variable(",
        f"    {label}, {_quoted(proposal.unit)}, {entity}, {label}, note={_quoted(note)}{also}{scale}{more}",
        ")",
    ]


def _also(entity: Entity) -> str:
    """The other levels: what a province, a city and a county are asked alike is one indicator, judged on each."""
    others = (each for each in Entity.ALL if each.is_division and each is not entity)
    return f", also=({', '.join(each.python for each in others)})" if entity.is_division else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tuple(texts: tuple[str, ...]) -> str:
    return f"({', '.join(map(_quoted, texts))},)"


def find_indicators(words: str, known: Registry) -> list[Indicator]:
    """The indicators whose name holds some words, in Chinese, in pinyin or by its initials; the nearest first.

    >>> from policykit.indicators import registry
    >>> [each.label for each in find_indicators("xynjzl", registry())][:1]
    ['县域内就诊率']
    """
    wanted = "".join(words.lower().split())
    found = []
    for each in known.named:
        fits = [len(form) for name in each.names for form in _forms(name) if wanted in form]
        if fits or wanted in each.name:
            found.append((min(fits, default=len(each.name)), each.label, each))
    return [each for _, _, each in sorted(found, key=lambda row: row[:2])[:_MOST]] if wanted else []


def _forms(name: str) -> tuple[str, str, str]:
    syllables = lazy_pinyin(name)
    return name.lower(), "".join(syllables).lower(), "".join(one[:1] for one in syllables).lower()
