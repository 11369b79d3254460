"""What each template of the cross-index is given: a function a view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from policykit.index.terms import OTHERS
from policykit.model.cascade import Cascade, Reading
from policykit.site.counterparts import LISTED, RELATED, counterparts, named, seen_from
from policykit.site.entries import in_line, waiting
from policykit.site.links import asking
from policykit.site.network import network
from policykit.site.paging import Pages, cut
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.index.citations import Citation
    from policykit.index.concordance import Alike, Entry
    from policykit.index.terms import Term
    from policykit.model import Clause, Requirement
    from policykit.model.link import Link
    from policykit.model.measure import Measure
    from policykit.site.content import Arguments, Content, View
    from policykit.site.links import Links

__all__ = ["VIEWS", "neighbours"]

_WRITTEN = 2350
"""So many lines of terms and their clauses a page."""
_CITING = 700
"""So many documents and places that cite them a page."""
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
_MATRICES = 470_000
"""So many bytes of matrices a page."""
_COUNTS, _CELL = 600, 280
"""Bytes of markup of what is counted of a lower policy, and of a measure and of each of its cells."""
_COLUMNS = 8
"""A matrix of more lower policies than these is counted, not shown cell by cell."""


def _clause_entry(clause: Clause, content: Content, links: Links) -> dict[str, Any]:
    """A clause as every list names it."""
    policy = content.corpus.policy(clause.policy)
    return {
        "clause": clause,
        "policy": policy,
        "uri": links.to_clause(clause.id),
        "citation": pinpoint(clause.label, policy.script),
    }


def _requirement_entry(requirement: Requirement, content: Content, links: Links) -> dict[str, Any]:
    return {
        **_clause_entry(content.corpus.clause(requirement.clause), content, links),
        "requirement": requirement,
        "check": links.to_requirement(requirement),
        "quote": in_line(content.corpus.policy(requirement.policy), requirement.span),
    }


# --- counterparts -----------------------------------------------------------------------------


_ASKED = 24
"""So many characters of a clause without a heading are what the search is asked for."""


def _clause(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The counterparts of a clause, and what is asked of it above and made of it below.

    `few` of a kind are listed where a page has no room for more, on the fullest only how many there are in all.
    """
    few = given.get("few", LISTED)
    here = content.corpus.clause(given["clause"])
    policy = content.corpus.policy(here.policy)
    groups, related = counterparts(here, content)

    def entries(some: Iterable[Link]) -> list[dict[str, Any]]:
        return [_counterpart(link, here, content, links) for link in some]

    around = neighbours(here.id, few, content, links)
    if not (any(groups.values()) or related or any(around["counted"].values())):
        return {}
    return {
        **around,
        "few": few,
        "related": entries(related[: min(few, RELATED)]),
        "related_count": len(related),
        "groups": [(name, entries(group[:few]), len(group)) for name, group in groups.items() if group],
        "citation": pinpoint(here.label),
        "search": links.uri("search") + asking(here.heading or in_line(policy, here.span)[:_ASKED]),
    }


def _counterpart(link: Link, here: Clause, content: Content, links: Links) -> dict[str, Any]:
    name, mine, theirs = seen_from(link, here)
    other = content.corpus.clause(name)
    return {
        **_clause_entry(other, content, links),
        "ours": in_line(content.corpus.policy(here.policy), mine),
        "theirs": in_line(content.corpus.policy(other.policy), theirs),
        "states": [(each.how, [word.translate(_FULL_WIDTH) for word in named(each)]) for each in link.states],
    }


# --- terms and citations ----------------------------------------------------------------------


def _terms(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """Terms by letter, each with its clauses by level."""
    ordered = sorted(content.crossindex.terms, key=lambda term: (term.initial == OTHERS, term.initial))
    parts = cut(ordered, _WRITTEN, _entries_of)
    pages = Pages.of(parts, given, links)
    letters = [
        (letter, [_term(term, content, links) for term in group])
        for letter, group in groupby(parts[given.get("part", 0)], key=lambda term: term.initial)
    ]
    first: dict[str, str] = {}
    for at, part in enumerate(parts):
        for term in part:
            first.setdefault(term.initial, "" if pages.at == at else pages.addresses[at])
    return {"letters": letters, "others": OTHERS, "total": len(ordered), "first": first, "cut": pages}


def _entries_of(term: Term) -> int:
    """How many lines a term takes: its own, and those of the clauses that are listed."""
    return 2 + sum(min(len(clauses), LISTED) for clauses in term.clauses.values())


def _term(term: Term, content: Content, links: Links) -> dict[str, Any]:
    levels = []
    for level, clauses in term.clauses.items():
        listed = [_clause_entry(content.corpus.clause(clause), content, links) for clause in clauses[:LISTED]]
        by_policy = [
            (policy, list(group)) for policy, group in groupby(listed, key=lambda entry: entry["policy"])
        ]
        levels.append((level, by_policy, len(clauses), len(clauses) - len(listed)))
    name = _as_written(term.name)
    return {
        "name": name,
        "others": [other for other in map(_as_written, term.names) if other != name],
        "levels": levels,
        "total": term.total,
    }


def _as_written(term: str) -> str:
    """A term as it is written: the index keeps Latin letters small."""
    return term.upper() if term.isascii() else term


def _citations(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The documents that are cited, each with who cites it and for what, and the drawing of who cites whom."""
    documents = sorted(content.crossindex.cited, key=lambda each: not each.policy)
    parts = cut(documents, _CITING, lambda each: 1 + min(len(each.by), LISTED))
    at = given.get("part", 0)
    entries = [
        {
            "document": each,
            "uri": links.to_clause(each.policy) if each.policy else "",
            "by": [_citing(citation, content, links) for citation in each.by[:LISTED]],
            "more": max(0, len(each.by) - LISTED),
        }
        for each in parts[at]
    ]
    return {
        "collected": [entry for entry in entries if entry["uri"]],
        "missing": [entry for entry in entries if not entry["uri"]],
        "network": None if at else network(content.crossindex.cited, content.corpus.policies),
        "cut": Pages.of(parts, given, links),
    }


def _citing(citation: Citation, content: Content, links: Links) -> dict[str, Any]:
    """A place that cites a document: its clause, for what, and the sentence."""
    clause = content.corpus.clause(citation.clause)
    sentence = in_line(content.corpus.policy(clause.policy), citation.sentence)
    return {**_clause_entry(clause, content, links), "purpose": citation.purpose, "sentence": sentence}


# --- indicators compared ----------------------------------------------------------------------


def _concordance(_: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """Indicators that several policies ask for or name in several ways, and names alike to be kept apart."""
    entries = content.crossindex.entries
    several = [
        entry
        for entry in entries
        if len({each.policy for each in entry.requirements}) > 1 or len(entry.names) > 1
    ]
    return {
        "entries": [_entry(entry, content, links) for entry in several],
        "alike": [_alike(alike, content, links) for alike in content.crossindex.alike],
        "total": len(entries),
    }


def _entry(entry: Entry, content: Content, links: Links) -> dict[str, Any]:
    return {
        "indicator": entry.indicator,
        "uri": links.to_indicator(entry.indicator),
        "names": entry.names,
        "rows": [_requirement_entry(each, content, links) for each in entry.requirements],
    }


def _alike(alike: Alike, content: Content, links: Links) -> dict[str, Any]:
    sides = []
    for indicator, name in zip((alike.one, alike.other), alike.names, strict=True):
        entry = next(entry for entry in content.crossindex.entries if entry.indicator is indicator)
        sides.append({**_entry(entry, content, links), "name": name})
    return {"sides": sides, "apart": alike}


# --- the cascade ------------------------------------------------------------------------------


class _Matrix(NamedTuple):
    """A policy of a higher level, its measures by the policies below; of a large one a part."""

    above: str
    cells: list[Cascade]
    below: list[str]
    """Lower policies whose readings are counted here."""
    rows: list[tuple[Measure, dict[str, Cascade]]]
    """Measures that are shown cell by cell, where there are few lower policies."""
    is_first: bool


def _cascade(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """A heat map for each policy of a higher level: its measures by the policies below."""
    parts = cut([*_matrices(content.crossindex.cascade.rows)], _MATRICES, _weight)
    return {
        "matrices": [_matrix(each, content, links) for each in parts[given.get("part", 0)]],
        "readings": list(Reading),
        "waiting": waiting(content, links),
        "cut": Pages.of(parts, given, links),
    }


def _matrix(matrix: _Matrix, content: Content, links: Links) -> dict[str, Any]:
    """A matrix with the measures that apply to a policy below, and apart those that apply to none."""
    rows = [
        (_row(upper, row, matrix.below, content, links), _applies(row.values())) for upper, row in matrix.rows
    ]
    return {
        "is_first": matrix.is_first,
        "policy": content.corpus.policy(matrix.above),
        "uri": links.to_clause(matrix.above),
        "below": [_column(name, matrix.cells, content, links) for name in matrix.below],
        "rows": [row for row, applies in rows if applies],
        "apart": [row for row, applies in rows if not applies],
    }


def _matrices(found: Iterable[Cascade]) -> Iterator[_Matrix]:
    """The matrices in order, each cut where it would be longer than a page."""
    for above, group in groupby(found, key=lambda each: each.upper.policy):
        cells = list(group)
        below = list(dict.fromkeys(cell.policy for cell in cells))
        rows = [
            (upper, {cell.policy: cell for cell in row})
            for upper, row in groupby(cells, key=lambda each: each.upper)
        ]
        if len(below) <= _COLUMNS:
            tables = cut(rows, _MATRICES, _bytes_of)
            yield from (_Matrix(above, cells, below, table, at == 0) for at, table in enumerate(tables))
        else:
            columns = cut(below, _MATRICES, lambda _: _COUNTS)
            yield from (_Matrix(above, cells, names, [], at == 0) for at, names in enumerate(columns))


def _weight(matrix: _Matrix) -> int:
    """About how many bytes a matrix takes."""
    return 2 * _COUNTS + _COUNTS * len(matrix.below) + sum(map(_bytes_of, matrix.rows))


def _bytes_of(row: tuple[Measure, dict[str, Cascade]]) -> int:
    upper, cells = row
    said = [upper.sentence, *(each.reason for each in cells.values())]
    said += [each.lower.sentence for each in cells.values() if each.lower]
    return _CELL * (2 + len(cells)) + sum(len(text.encode()) for text in said)


def _applies(row: Iterable[Cascade]) -> bool:
    return any(cell.reading is not Reading.NOT_APPLICABLE for cell in row)


def _column(name: str, cells: list[Cascade], content: Content, links: Links) -> dict[str, Any]:
    """A lower policy with how often each reading stands in its column; what is never read is left out."""
    of_policy = [cell for cell in cells if cell.policy == name]
    counts = Counter(cell.reading for cell in of_policy)
    return {
        "policy": content.corpus.policy(name),
        "uri": links.to_clause(name),
        "total": len(of_policy),
        "open": counts[Reading.ABSENT] + counts[Reading.ECHOED],
        "counts": [(reading, counts[reading]) for reading in Reading if counts[reading]],
    }


def _row(
    upper: Measure, row: dict[str, Cascade], below: list[str], content: Content, links: Links
) -> dict[str, Any]:
    return {
        **_measure_entry(upper, content, links),
        "cells": [_cell(row[name], content, links) if name in row else None for name in below],
    }


def _measure_entry(measure: Measure, content: Content, links: Links) -> dict[str, Any]:
    """A measure with its clause; one of a requirement leads to its check."""
    requirement = measure.requirement
    return {
        **_clause_entry(content.corpus.clause(measure.clause), content, links),
        "measure": measure,
        "check": links.to_requirement(requirement) if requirement else "",
        "plain": requirement.plain if requirement else measure.thing,
        "quote": measure.sentence,
    }


def _cell(cell: Cascade, content: Content, links: Links) -> dict[str, Any]:
    lower = _measure_entry(cell.lower, content, links) if cell.lower else {}
    return {**lower, "cell": cell}


def neighbours(clause: str, few: int, content: Content, links: Links) -> dict[str, Any]:
    """What is asked of a clause above, what the levels below make of it, and what its own level says elsewhere."""
    found = content.crossindex.cascade.around(clause)
    below = sorted(
        (cell for cell in found.below if cell.reading is not Reading.NOT_APPLICABLE),
        key=lambda cell: cell.lower is None,
    )
    on = next((ours.indicator for ours, _ in found.peers if ours.indicator), None)
    return {
        "asked": [
            {**_measure_entry(cell.upper, content, links), "cell": cell, "theirs": cell.lower}
            for cell in found.above[:few]
        ],
        "made": [
            {**_cell(cell, content, links), "below": content.corpus.policy(cell.policy), "ours": cell.upper}
            for cell in below[:few]
        ],
        "peers": [
            {**_measure_entry(theirs, content, links), "ours": ours} for ours, theirs in found.peers[:few]
        ],
        "counted": {"asked": len(found.above), "made": len(below), "peers": found.peers_count},
        "cascade": links.page("cascade"),
        "indicator": links.to_indicator(on) if on and on.name in content.requirements.indicators else "",
    }


# --- an indicator -----------------------------------------------------------------------------


def _places(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """Where an indicator is only named, and which documents do not name it at all, by level."""
    index = content.crossindex.cascade.measures
    named = [each for each in index.of_indicator(given["indicator"]) if each.requirement is None]
    silent = set(index.silent(given["indicator"]))
    by_level = [
        (level, list(policies))
        for level, policies in groupby(content.requirements.policies, key=lambda policy: policy.level)
    ]
    return {
        "named": [_measure_entry(each, content, links) for each in named],
        "silent": [
            (level, len(policies), [policy for policy in policies if policy.id in silent])
            for level, policies in by_level
            if any(policy.id in silent for policy in policies)
        ],
        "uris": {policy: links.to_clause(policy) for policy in silent},
        "listed": _COLUMNS,
    }


VIEWS: dict[str, View] = {
    "crossindex/clause": _clause,
    "crossindex/terms": _terms,
    "crossindex/citations": _citations,
    "crossindex/concordance": _concordance,
    "crossindex/cascade": _cascade,
    "crossindex/places": _places,
}
"""Template name → what it is given; nothing at all, and no such part stands in the page."""
