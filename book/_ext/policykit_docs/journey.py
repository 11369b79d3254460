"""`{journey} clause`: one clause on its way from bytes to page, each step with what it holds by then."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from policykit.model import Clause, Policy
from policykit.site.links import clause_anchor, policy_docname
from policykit.specs.reading import reading
from policykit.sphinxext.domains import content_of
from policykit_docs import trees
from policykit_docs.trees import words

__all__ = ["JourneyDirective"]

_ROOMS = {
    "read": "corpus",
    "decode": "text.decode",
    "roles": "text.roles",
    "outline": "text.outline",
    "units": "text.document",
    "normal": "text.normal",
    "quantities": "text.quantities",
    "specs": "specs.binding",
    "indicators": "indicators",
    "page": "sphinxext",
}
_SHOWN = 34


class JourneyDirective(SphinxDirective):
    """A list, an entry a step."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The list."""
        said, held = words()["journey"], dict(self._steps(self.arguments[0]))
        entries = (
            ("", [nodes.Text(f"{said[step]} "), trees.code(room)], [trees.paragraph(held[step])])
            for step, room in _ROOMS.items()
            if held.get(step)
        )
        return [trees.definitions(entries, "journey")]

    def _steps(self, clause_id: str) -> Iterator[tuple[str, trees.Cell]]:
        corpus = content_of(self.env).corpus
        clause = corpus.clause(clause_id)
        policy = corpus.policy(clause.policy)
        for file in (f"policy_texts/{policy.id}/{policy.file}", f"specs/{policy.id}.yml"):
            self.env.note_dependency(str(corpus.root / file))
        yield from _source(policy, clause, corpus.location(clause)[1])
        yield from _text(policy, clause)
        requirements = content_of(self.env).requirements.of_clause(clause.id)
        yield "specs", trees.joined(([nodes.Text(one.plain)] for one in requirements), "；")
        yield "indicators", trees.joined(([trees.code(one.indicator.name)] for one in requirements), " ")
        docname, anchor = policy_docname(policy.id), clause_anchor(clause.path)
        uri = self.env.app.builder.get_relative_uri(self.env.docname, docname)
        yield "page", trees.reference(f"{docname}.html#{anchor}", f"{uri}#{anchor}")


def _source(policy: Policy, clause: Clause, line: int) -> Iterator[tuple[str, trees.Cell]]:
    begin = clause.span.cut(policy.source)[:4]
    place = f"policy_texts/{policy.id}/{policy.file}:{line}"
    yield "read", [trees.code(place), nodes.Text(f", SHA-256 {policy.sha256[:8]}…")]
    yield "decode", [trees.code(begin.encode().hex(" ")), nodes.Text(f" → {begin}")]
    segments = [one for one in policy.segments if one.span.start < clause.end and clause.start < one.span.end]
    yield (
        "roles",
        trees.joined(([trees.code(role)] for role in dict.fromkeys(s.role.value for s in segments)), ", "),
    )


def _text(policy: Policy, clause: Clause) -> Iterator[tuple[str, trees.Cell]]:
    read = reading(policy, clause)
    yield "outline", [nodes.Text(f"{clause.label} → "), trees.code(clause.id)]
    yield "units", f"{clause.heading} | {clause.text[:_SHOWN]}…"
    yield "normal", f"{read.text[:_SHOWN]}…"
    yield "quantities", "；".join(quantity.surface for quantity, _ in read.quantities)
