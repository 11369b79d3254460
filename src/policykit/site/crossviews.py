"""What each template of the cross-index is given."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from policykit.divisions import within
from policykit.index.pinyin import OTHERS
from policykit.model import Level
from policykit.model.cascade import Reading
from policykit.model.link import LinkKind
from policykit.text.cite import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from policykit.index.concordance import Alike, Entry
    from policykit.index.terms import Term
    from policykit.model import Clause, Policy, Requirement, Span
    from policykit.model.cascade import Cascade
    from policykit.model.link import Link
    from policykit.site.crossindex import CrossStock
    from policykit.site.links import Links

    View = Callable[[Mapping[str, Any], CrossStock, Links], dict[str, Any]]

__all__ = ["VIEWS"]

_LEVELS = list(Level)
_SHOWN = 12
"""So many counterparts a direction, and so many clauses a term and level, are listed."""
_SUREST = 99
"""Percent: nothing that is read out of words is certain."""
_COLUMNS = 8
"""A matrix of more lower policies than these is counted, not shown cell by cell."""


def _clause(given: Mapping[str, Any], stock: CrossStock, links: Links) -> dict[str, Any]:
    """The counterparts of a clause, above, below and elsewhere, and where it is said again."""
    here = stock.corpus.clause(given["clause"])
    groups: dict[str, list[dict[str, Any]]] = {"above": [], "below": [], "elsewhere": [], "again": []}
    for link in stock.of_clause(here.id):
        other = stock.corpus.clause(link.b if link.a == here.id else link.a)
        side = "again" if link.kind is LinkKind.REPEATS else _side(here, other, stock)
        groups[side].append(_counterpart(link, here, other, stock, links))
    if not any(groups.values()):
        return {}
    return {
        "groups": [
            (name, listed[:_SHOWN], len(listed) - _SHOWN) for name, listed in groups.items() if listed
        ],
        "counts": {name: len(listed) for name, listed in groups.items()},
        "place": place(here.label),
    }


def _side(here: Clause, other: Clause, stock: CrossStock) -> str:
    """Whether the other clause's division holds this one's, lies in it, or neither."""
    mine, theirs = (stock.corpus.policy(clause.policy).division for clause in (here, other))
    upper, lower = (
        (theirs, mine) if _LEVELS.index(other.level) < _LEVELS.index(here.level) else (mine, theirs)
    )
    if not within(lower, upper):
        return "elsewhere"
    return "above" if upper == theirs else "below"


def _counterpart(link: Link, here: Clause, other: Clause, stock: CrossStock, links: Links) -> dict[str, Any]:
    spans = (link.a_span, link.b_span) if link.a == here.id else (link.b_span, link.a_span)
    return {
        **_shown(other, stock, links),
        "ours": _said(stock.corpus.policy(here.policy), spans[0]),
        "theirs": _said(stock.corpus.policy(other.policy), spans[1]),
        "score": min(_SUREST, round(100 * link.score)),
        "shared": link.shared[:3],
    }


def _terms(_: Mapping[str, Any], stock: CrossStock, links: Links) -> dict[str, Any]:
    """Terms by letter, each with its clauses by level."""
    ordered = sorted(stock.terms, key=lambda term: (term.initial == OTHERS, term.initial))
    letters = [
        (letter, [_term(term, stock, links) for term in listed])
        for letter, listed in groupby(ordered, key=lambda term: term.initial)
    ]
    return {"letters": letters, "others": OTHERS, "total": len(ordered)}


def _term(term: Term, stock: CrossStock, links: Links) -> dict[str, Any]:
    levels = []
    for level, clauses in term.clauses.items():
        shown = [_shown(stock.corpus.clause(clause), stock, links) for clause in clauses[:_SHOWN]]
        by_policy = [(policy, list(each)) for policy, each in groupby(shown, key=lambda one: one["policy"])]
        levels.append((level, by_policy, len(clauses), len(clauses) - len(shown)))
    name = _written(term.name)
    return {
        "name": name,
        "others": [other for other in map(_written, term.names) if other != name],
        "levels": levels,
        "total": term.total,
    }


def _written(term: str) -> str:
    """A term as it is written: the index keeps Latin letters small."""
    return term.upper() if term.isascii() else term


def _citations(_: Mapping[str, Any], stock: CrossStock, links: Links) -> dict[str, Any]:
    """Policies that are cited: those of the corpus, then those that are not collected."""
    collected: defaultdict[str, list[Any]] = defaultdict(list)
    missing: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in stock.citations:
        clause = stock.corpus.clause(one.clause)
        entry = {
            **_shown(clause, stock, links),
            "written": _said(stock.corpus.policy(clause.policy), one.span),
        }
        if one.policy:
            collected[one.policy].append(entry)
        else:
            missing[one.number or "", one.title].append(entry)
    return {
        "collected": [
            {"policy": stock.corpus.policy(policy), "uri": links.to_clause(policy), "by": by}
            for policy, by in collected.items()
        ],
        "missing": [{"by": by} for _, by in sorted(missing.items())],
    }


def _concordance(_: Mapping[str, Any], stock: CrossStock, links: Links) -> dict[str, Any]:
    """Indicators that several policies ask for or name in several ways, and names alike to be kept apart."""
    several = [
        entry
        for entry in stock.entries
        if len({one.policy for one in entry.requirements}) > 1 or len(entry.names) > 1
    ]
    return {
        "entries": [_entry(entry, stock, links) for entry in several],
        "alike": [_alike(one, stock, links) for one in stock.alike],
        "total": len(stock.entries),
    }


def _entry(entry: Entry, stock: CrossStock, links: Links) -> dict[str, Any]:
    return {
        "one": entry.indicator,
        "uri": links.to_indicator(entry.indicator),
        "names": entry.names,
        "rows": [_requirement(one, stock, links) for one in entry.requirements],
    }


def _alike(one: Alike, stock: CrossStock, links: Links) -> dict[str, Any]:
    sides = []
    for indicator, name in zip((one.one, one.other), one.names, strict=True):
        asked = next(entry for entry in stock.entries if entry.indicator is indicator).requirements
        sides.append(
            {
                "name": name,
                "one": indicator,
                "uri": links.to_indicator(indicator),
                "rows": [_requirement(each, stock, links) for each in asked],
            }
        )
    return {"sides": sides, "apart": one}


def _cascade(_: Mapping[str, Any], stock: CrossStock, links: Links) -> dict[str, Any]:
    """A matrix for each policy of a higher level: its requirements by the policies below."""
    matrices = []
    for above, readings in groupby(stock.cascade, key=lambda one: one.upper.policy):
        listed = list(readings)
        below = list(dict.fromkeys(one.policy for one in listed))
        rows = [
            (upper, {one.policy: one for one in each})
            for upper, each in groupby(listed, key=lambda one: one.upper)
        ]
        policy = stock.corpus.policy(above)
        matrices.append(
            {
                "policy": policy,
                "uri": links.to_clause(above),
                "below": [_column(name, listed, stock, links) for name in below],
                "shown": len(below) <= _COLUMNS,
                "rows": [
                    _row(upper, found, below, stock, links)
                    for upper, found in rows
                    if _applies(found.values())
                ],
                "apart": [
                    _row(upper, found, below, stock, links)
                    for upper, found in rows
                    if not _applies(found.values())
                ],
            }
        )
    return {"matrices": matrices, "readings": list(Reading)}


def _applies(found: Iterable[Cascade]) -> bool:
    return any(one.reading is not Reading.NOT_APPLICABLE for one in found)


def _column(name: str, listed: list[Cascade], stock: CrossStock, links: Links) -> dict[str, Any]:
    counts = Counter(one.reading for one in listed if one.policy == name)
    return {
        "policy": stock.corpus.policy(name),
        "uri": links.to_clause(name),
        "counts": [(reading, counts[reading]) for reading in Reading],
    }


def _row(
    upper: Requirement, found: dict[str, Cascade], below: list[str], stock: CrossStock, links: Links
) -> dict[str, Any]:
    return {
        **_requirement(upper, stock, links),
        "cells": [_cell(found[name], stock, links) if name in found else None for name in below],
    }


def _cell(one: Cascade, stock: CrossStock, links: Links) -> dict[str, Any]:
    shown: dict[str, Any] = {"one": one}
    if one.clause and one.span:
        clause = stock.corpus.clause(one.clause)
        shown |= _shown(clause, stock, links)
        shown["said"] = _said(stock.corpus.policy(clause.policy), one.span)
    return shown


def _requirement(one: Requirement, stock: CrossStock, links: Links) -> dict[str, Any]:
    return {
        **_shown(stock.corpus.clause(one.clause), stock, links),
        "one": one,
        "check": links.to_requirement(one),
        "said": _said(stock.corpus.policy(one.policy), one.span),
    }


def _shown(clause: Clause, stock: CrossStock, links: Links) -> dict[str, Any]:
    """A clause as every list names it."""
    return {
        "clause": clause,
        "policy": stock.corpus.policy(clause.policy),
        "uri": links.to_clause(clause.id),
        "place": place(clause.label),
    }


def _said(policy: Policy, span: Span) -> str:
    """The words of a source in one line."""
    return "".join(span.cut(policy.source).split())


VIEWS: dict[str, View] = {
    "clause": _clause,
    "terms": _terms,
    "citations": _citations,
    "concordance": _concordance,
    "cascade": _cascade,
}
"""Template name → what it is given."""
