"""The Sphinx domain `policy`: where every policy and clause is, and references to them.

`{policy:clause}` names a clause by its id, `{policy:document}` a policy.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.domains import ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from policykit.model import Level
from policykit.sphinxext.checks.marks import mark_checks
from policykit.sphinxext.document import anchor, policy_tree
from policykit.sphinxext.project import SUFFIX
from policykit.sphinxext.sitedomain import SiteDomain
from policykit.text.cite import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from policykit.corpus import Corpus
    from policykit.model import Policy
    from policykit.sphinxext.nodes import policy_text

__all__ = ["PolicyDomain"]


class _Place(NamedTuple):
    docname: str
    anchor: str
    said: str
    kind: str


class PolicyDomain(SiteDomain):
    """Knows the corpus of this build, and the page and anchor of each policy and clause."""

    name = "policy"
    label = "政策文件"
    object_types = {  # Sphinx's own way
        "document": ObjType("政策文件", "document"),
        "clause": ObjType("条款", "clause"),
    }
    roles = {"document": XRefRole(warn_dangling=True), "clause": XRefRole(warn_dangling=True)}
    initial_data = {"places": {}, "shown": {}, "lists": set(), "neighbours": {}}
    data_version = 2

    corpus: Corpus
    folder: Path
    """Holds the policies' folders."""

    @property
    def places(self) -> dict[str, _Place]:
        """Policy or clause id → where it is shown."""
        places: dict[str, _Place] = self.data["places"]
        return places

    def policy(self, policy_id: str) -> Policy:
        """A policy of the corpus; raises `PolicykitError` when there is none."""
        return self.corpus.policy(policy_id)

    def ordered(self) -> list[Policy]:
        """All policies, top level first and the newest of a level first."""
        levels = list(Level)
        return sorted(
            self.corpus.policies,
            key=lambda policy: (
                levels.index(policy.level),
                -(policy.date_issued or policy.date_published or date.min).toordinal(),
                policy.id,
            ),
        )

    def card(self, policy_id: str) -> Path:
        """The `policy.yml` of a policy."""
        return self.folder / policy_id / SUFFIX

    def read(self, policy_id: str) -> policy_text:
        """The page of a policy for the document being read, with its places and dependencies noted."""
        policy = self.policy(policy_id)
        source = self.folder / policy.id / policy.file
        for path in (source, self.card(policy.id)):
            self.env.note_dependency(str(path))
        tree = policy_tree(policy, source, self.env.srcdir)
        mark_checks(tree, policy, self.env)
        docname = self.env.docname
        self._note(policy.id, _Place(docname, tree["ids"][0], policy.title, "document"))
        for clause in policy.clauses:
            said = f"{place(clause.label)} {clause.heading}".strip()
            self._note(clause.id, _Place(docname, anchor(clause.path), said, "clause"))
        return tree

    def _note(self, name: str, where: _Place) -> None:
        if self.places.setdefault(name, where) is where:
            self.data["shown"].setdefault(where.docname, []).append(name)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document showed."""
        self.data["lists"].discard(docname)
        for name in self.data["shown"].pop(docname, ()):
            # A written page may have taken the place of the made one.
            if self.places[name].docname == docname:
                del self.places[name]

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        wanted = set(docnames)
        self.data["lists"] |= otherdata["lists"] & wanted
        self.places.update({name: at for name, at in otherdata["places"].items() if at.docname in wanted})
        self.data["shown"] |= {name: shown for name, shown in otherdata["shown"].items() if name in wanted}

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Element | None:
        """The link to a policy or clause; none when there is no such one."""
        where = self.places.get(target)
        if where is None or where.kind != typ:
            return None
        content = contnode if node.get("refexplicit") else nodes.inline("", where.said)
        return make_refnode(builder, fromdocname, where.docname, where.anchor, content, where.said)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every policy and clause, for `objects.inv` and the search."""
        for name, where in sorted(self.places.items()):
            yield name, where.said, where.kind, where.docname, where.anchor, 1
