"""Marks in the text of a policy the words that its requirements quote."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docutils import nodes

from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.checks.nodes import piece, quote_mark
from policykit.sphinxext.nodes import clause_block, clause_section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from policykit.model import Clause, Policy, Requirement, Span

__all__ = ["mark", "mark_checks"]


def mark_checks(tree: nodes.Element, policy: Policy, env: BuildEnvironment) -> None:
    """Mark the policy in the document being read, with what it shows and depends on noted."""
    domain = ChecksDomain.of(env)
    domain.note(env.docname, f"policy:{policy.id}")
    path = domain.stock.path(policy.id)
    if path is not None:
        env.note_dependency(str(path))
        mark(tree, policy, domain.stock.of_clause)


def mark(tree: nodes.Element, policy: Policy, asked: Callable[[str], Sequence[Requirement]]) -> None:
    """Mark the quotes in every clause of `tree`, and hang the list of a clause's checks below it.

    `asked` gives the requirements of a clause by its id.
    """
    clauses = {clause.id: clause for clause in policy.clauses}
    for kind in (clause_section, clause_block):
        for node in list(tree.findall(kind)):
            here = asked(node["clause"])
            if here:
                _mark_clause(node, clauses[node["clause"]], policy.source, here)
                node.append(piece(view="clause", clause=node["clause"]))


def _mark_clause(node: nodes.Element, clause: Clause, source: str, here: Sequence[Requirement]) -> None:
    """Count visible characters: the page sets blanks and line ends anew, and nothing else."""
    texts = list(node.findall(nodes.Text))
    published = clause.span.cut(source)
    if _visible("".join(texts)) != _visible(published):
        return
    spans = [(one.id, *_counted(one.span, clause.span.start, source)) for one in here]
    begin = 0
    for text in texts:
        end = begin + len(_visible(text))
        inside = [one for one in spans if one[1] < end and begin < one[2]]
        if inside:
            text.parent.replace(text, list(_cut(text, begin, inside)))
        begin = end


def _visible(text: str) -> str:
    return "".join(text.split())


def _counted(span: Span, start: int, source: str) -> tuple[int, int]:
    first = len(_visible(source[start : span.start]))
    return first, first + len(_visible(span.cut(source)))


def _cut(text: nodes.Text, begin: int, inside: Sequence[tuple[str, int, int]]) -> Iterator[nodes.Node]:
    """The text in pieces, each under one set of quotes."""
    whole = str(text)
    places = [at for at, char in enumerate(whole) if not char.isspace()]
    stops = {0, len(places)}
    stops.update(min(max(stop - begin, 0), len(places)) for _, *both in inside for stop in both)
    done = 0
    for first, last in pairwise(sorted(stops)):
        checks = [name for name, start, end in inside if start - begin <= first and last <= end - begin]
        start, end = places[first], places[last - 1] + 1
        if checks:
            if whole[done:start]:
                yield nodes.Text(whole[done:start])
            yield quote_mark("", "", nodes.Text(whole[start:end]), checks=checks)
            done = end
    if whole[done:]:
        yield nodes.Text(whole[done:])
