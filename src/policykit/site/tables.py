"""Every table of the site: rows as programs read them, and the same rows as staff do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from policykit.interchange.rows import clause_row, policy_row
from policykit.model import Reason, Role
from policykit.site.content import Content
from policykit.site.coverage import coverage
from policykit.site.links import CHECKS, TASKS, THEMES, theme_docname
from policykit.site.tasklist import task_rows
from policykit.site.wording import target, words
from policykit.specs import dismissed_row, requirement_row
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from policykit.model import Dismissal, Indicator, Policy, Requirement, Span
    from policykit.model.cascade import Cascade

__all__ = ["DISMISSED", "SITE_WIDE", "Row", "Table", "table", "tables_of"]

DISMISSED = "dismissed/"
"""Folder of the files of dismissed numbers, one table a policy."""

Row: TypeAlias = dict[str, Any]
_Cell: TypeAlias = str | int | float | None
_Pairs: TypeAlias = Iterable[tuple[Row, Row]]
"""Rows as programs read them, each with what staff read in place of a value."""
_COUNTS = (
    "clauses",
    "asking",
    "requirements",
    "found",
    "asked",
    "dates",
    "labels",
    "dismissed",
    "open",
    "drafted",
)


@dataclass(frozen=True)
class Table:
    """Rows with the Chinese header of each column; the keys of a row that have no header are for programs."""

    headers: Mapping[str, str]
    rows: tuple[Row, ...]
    wordings: tuple[Row, ...]
    """What staff read in place of a value, row by row."""

    @classmethod
    def of(cls, kind: str, pairs: _Pairs) -> Table:
        """The table of a kind, from its rows: each as programs read it, and what staff read instead."""
        rows = list(pairs)
        headers = words("tables")["columns"][kind]
        return cls(headers, tuple(row for row, _ in rows), tuple(wording for _, wording in rows))

    def cells(self) -> Iterator[list[_Cell]]:
        """The cells of each row, in the order of the headers.

        >>> list(Table({"n": "名", "of": "属"}, ({"n": "a", "of": ["x", "y"]},), ({"n": "甲"},)).cells())
        [['甲', 'x、y']]
        """
        for row, wording in zip(self.rows, self.wordings, strict=True):
            yield [_cell(wording.get(key, row.get(key))) for key in self.headers]


def _cell(value: object) -> _Cell:
    if isinstance(value, bool):
        return str(words("tables")["yes" if value else "no"])
    if isinstance(value, (list, tuple)):
        return str(words("tables")["names"].join(map(str, value)))
    return value if isinstance(value, (int, float)) or value is None else str(value)


def table(content: Content, name: str) -> Table:
    """The table of a name; `checks/<policy>`, `dismissed/<policy>`, `indicators/<theme>` are parts of others.

    `tasks/<code>` is that of a division.
    """
    index = content.requirements
    if name in _SITE_WIDE:
        return Table.of(name, _SITE_WIDE[name](content))
    if name.startswith(DISMISSED):
        return Table.of("dismissed", _dismissed(content, index.dismissed(name.removeprefix(DISMISSED))))
    if name.startswith(TASKS):
        return Table.of("tasks", task_rows(name.removeprefix(TASKS), content))
    if name.startswith(THEMES):
        requirements = [each for each in index.requirements if theme_docname(each.indicator.theme) == name]
    else:
        requirements = index.of_policy(name.removeprefix(CHECKS))
    return Table.of("requirements", _requirements(content, requirements))


def tables_of(view: str, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The tables that a part of a page offers as files, by name.

    >>> tables_of("checks/checks", {"policy": "shexian-2025"}), tables_of("crossindex/terms", {})
    (('checks/shexian-2025',), ('terms',))
    """
    if view == "checks/checks":
        return (CHECKS + given["policy"],)
    if view == "checks/dismissed":
        return (DISMISSED + given["policy"],)
    if view == "checks/theme":
        return (theme_docname(given["theme"]),)
    if view in ("checks/files", "tasks/files"):
        return tuple(given["tables"])
    return _OF_VIEW.get(view, ())


_OF_VIEW = {
    "list": ("policies", "clauses"),
    "checks/coverage": ("coverage", "requirements"),
    "checks/reasons": ("reasons", "dismissed"),
    "checks/timeline": ("timeline",),
    "checks/theme_list": ("indicators",),
    "crossindex/concordance": ("concordance", "alike"),
    "crossindex/cascade": ("cascade",),
    "crossindex/terms": ("terms",),
    "crossindex/citations": ("citations",),
}


# --- policies and clauses ---------------------------------------------------------------------


def _policy_wording(policy: Policy) -> Row:
    """What every row says of a policy."""
    return {"title": policy.title, "level": policy.level.label}


def _clause_wording(content: Content, clause: str) -> Row:
    """What a row says of a clause and its policy."""
    found = content.corpus.clause(clause)
    policy = content.corpus.policy(found.policy)
    return {**_policy_wording(policy), "place": pinpoint(found.label, policy.script)}


def _policies(content: Content) -> _Pairs:
    """Every policy, in the order of the site; for programs as `policykit export` writes them."""
    for policy in content.requirements.policies:
        yield (
            policy_row(policy),
            {
                **_policy_wording(policy),
                "clauses": sum(clause.role is Role.CLAUSE for clause in policy.clauses),
                "requirements": len(content.requirements.of_policy(policy.id)),
            },
        )


def _clauses(content: Content) -> _Pairs:
    """Every normative clause; for programs as `policykit export` writes them."""
    for policy in content.requirements.policies:
        for clause in policy.clauses:
            if clause.role is Role.CLAUSE:
                yield clause_row(clause), _clause_wording(content, clause.id)


# --- requirements -----------------------------------------------------------------------------


def _requirements(content: Content, requirements: Iterable[Requirement]) -> _Pairs:
    """Requirements; for programs as `policykit export` writes them."""
    for each in requirements:
        yield (
            requirement_row(each),
            {
                **_clause_wording(content, each.clause),
                "plain": each.plain,
                "asked": target(each),
                "modality": each.modality.label,
                "kind": each.kind.label,
                "entity": each.entity.label,
            },
        )


def _timeline(content: Content) -> _Pairs:
    """What has a due date, by that date."""
    dated = [(each.due, each) for each in content.requirements.requirements if each.due]
    return _requirements(content, (each for _, each in sorted(dated, key=lambda pair: pair[0])))


def _dismissed(content: Content, dismissed: Iterable[Dismissal]) -> _Pairs:
    """Numbers that are no requirements, with their reasons."""
    for each in dismissed:
        yield dismissed_row(each), {**_clause_wording(content, each.clause), "reason": each.reason.label}


def _coverage(content: Content) -> _Pairs:
    """How the numbers of each policy are accounted for."""
    for policy in content.requirements.policies:
        counts = coverage(policy, content.requirements)
        row = {"policy": policy.id, "title": policy.title, "level": policy.level.value}
        row |= {name: getattr(counts, name) for name in (*_COUNTS, "disagreeing")}
        yield row, _policy_wording(policy)


def _reasons(content: Content) -> _Pairs:
    """How many numbers of each policy are dismissed for each reason."""
    for policy in content.requirements.policies:
        counts = coverage(policy, content.requirements).reasons
        for reason in Reason:
            if counts[reason]:
                row: Row = {"policy": policy.id, "title": policy.title, "level": policy.level.value}
                row |= {"reason": reason.value, "count": counts[reason]}
                yield row, {**_policy_wording(policy), "reason": reason.label}


def _indicators(content: Content) -> _Pairs:
    """Every indicator in use: how it is computed, of what, and how many requirements are on it."""
    for indicator in content.requirements.indicators.values():
        yield _indicator(indicator, content)


def _indicator(indicator: Indicator, content: Content) -> tuple[Row, Row]:
    official = indicator.official.definition if indicator.official else None
    row = {
        "name": indicator.name,
        "label": indicator.label,
        "theme": indicator.theme,
        "unit": indicator.unit,
        "formula": indicator.formula,
        "variables": list(indicator.parameters),
        "entities": [entity.name for entity in indicator.entities],
        "aliases": list(indicator.aliases),
        "source": indicator.source or None,
        "own_reading": indicator.own_reading,
        "official": official.quote or official.name if official else None,
        "differs": (indicator.official.differs if indicator.official else "") or None,
        "requirements": len(content.requirements.of_indicator(indicator.name)),
    }
    wording = {
        "theme": content.requirements.themes[indicator.theme],
        "formula": indicator.formula or words("tables")["directly"],
        "variables": [f"{variable.label}（{variable.unit}）" for variable in indicator.variables],
        "entities": [entity.label for entity in indicator.entities],
        "source": words("tables")["own_reading"] if indicator.own_reading else indicator.source,
    }
    return row, wording


# --- the cross-index --------------------------------------------------------------------------


def _cascade(content: Content) -> _Pairs:
    """Every measure of a higher level against every policy below, a row each."""
    for each in content.crossindex.cascade.rows:
        yield _reading(each, content)


def _reading(cell: Cascade, content: Content) -> tuple[Row, Row]:
    upper, lower, below = cell.upper, cell.lower, content.corpus.policy(cell.policy)
    row = {
        "upper": upper.requirement.id if upper.requirement else None,
        "upper_policy": upper.policy,
        "upper_clause": upper.clause,
        "upper_quote": upper.requirement.quote if upper.requirement else upper.sentence,
        "lower_policy": below.id,
        "reading": cell.reading.value,
        "compared": cell.compared.value if cell.compared else None,
        "reason": cell.reason,
        "lower": lower.requirement.id if lower and lower.requirement else None,
        "lower_clause": lower.clause if lower else None,
        "lower_quote": lower.sentence if lower else None,
    }
    wording = {f"upper_{key}": value for key, value in _clause_wording(content, upper.clause).items()}
    wording |= {f"lower_{key}": value for key, value in _policy_wording(below).items()}
    wording |= {
        "upper_plain": upper.requirement.plain if upper.requirement else upper.thing,
        "lower_place": _clause_wording(content, lower.clause)["place"] if lower else None,
        "reading": cell.reading.label,
        "compared": cell.compared.label if cell.compared else None,
    }
    return row, wording


def _concordance(content: Content) -> _Pairs:
    """Every indicator with the requirements on it, a row each."""
    for entry in content.crossindex.entries:
        for each in entry.requirements:
            row = {
                "indicator": entry.indicator.name,
                "name": entry.indicator.label,
                "names": list(entry.names),
                "id": each.id,
                "policy": each.policy,
                "clause": each.clause,
                "quote": each.quote,
                "due": each.due.isoformat() if each.due else None,
            }
            yield row, {**_clause_wording(content, each.clause), "asked": target(each)}


def _alike(content: Content) -> _Pairs:
    """Indicators with names alike that must not be compared, and what sets them apart."""
    for pair in content.crossindex.alike:
        row = {"one": pair.one.name, "other": pair.other.name, "numerator": pair.numerator}
        row |= {"denominator": pair.denominator, "entity": pair.entity}
        yield row, dict(zip(("one", "other"), pair.names, strict=True))


def _terms(content: Content) -> _Pairs:
    """Every term with the clauses that hold it, a row each."""
    for term in content.crossindex.terms:
        for level, clauses in term.clauses.items():
            for clause in clauses:
                heading = content.corpus.clause(clause).heading
                row = {"term": term.name, "others": [other for other in term.names if other != term.name]}
                row |= {"level": level.value, "clause": clause, "heading": heading}
                yield row, _clause_wording(content, clause)


def _citations(content: Content) -> _Pairs:
    """Every citation."""
    for citation in content.crossindex.citations:
        policy = content.corpus.policy(content.corpus.clause(citation.clause).policy)
        row = {
            "clause": citation.clause,
            "written": _in_line(policy, citation.span),
            "cited_title": citation.title or None,
            "number": citation.number or None,
            "cited": citation.policy,
            "collected": citation.collected,
        }
        cited = content.corpus.policy(citation.policy).title if citation.policy else citation.title
        yield row, {**_clause_wording(content, citation.clause), "cited": cited}


def _in_line(policy: Policy, span: Span) -> str:
    """The words of a source in one line."""
    return "".join(span.cut(policy.source).split())


_SITE_WIDE: dict[str, Callable[[Content], _Pairs]] = {
    "requirements": lambda content: _requirements(content, content.requirements.requirements),
    "dismissed": lambda content: _dismissed(
        content,
        [
            each
            for policy in content.requirements.policies
            for each in content.requirements.dismissed(policy.id)
        ],
    ),
    "timeline": _timeline,
    "coverage": _coverage,
    "reasons": _reasons,
    "indicators": _indicators,
    "policies": _policies,
    "clauses": _clauses,
    "cascade": _cascade,
    "concordance": _concordance,
    "alike": _alike,
    "terms": _terms,
    "citations": _citations,
}
SITE_WIDE = frozenset(_SITE_WIDE)
"""The tables that are of the whole site."""
