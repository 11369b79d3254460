"""The Sphinx domains of the site: where each thing is, references to it, which documents show what.

`{policy:clause}` names a clause by its id, `{policy:document}` a policy, `{check:requirement}` a requirement
by its id, `{check:indicator}` an indicator by its name.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from policykit.site.links import (
    clause_anchor,
    indicator_anchor,
    policy_docname,
    requirement_anchor,
    theme_docname,
)
from policykit.site.parts import part_docname
from policykit.site.versions import title_of
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from policykit.site.content import Content

__all__ = ["CheckDomain", "PolicyDomain", "SiteDomain", "Target", "ViewDomain", "content_of"]


class Target(NamedTuple):
    """Where something is, what a link to it says, and what kind of thing it is."""

    docname: str
    anchor: str
    title: str
    kind: str


class SiteDomain(Domain):
    """A domain of ours, which a build has under its name; `documents` is what each document shows of it."""

    initial_data = {"documents": {}}

    @classmethod
    def of(cls, env: BuildEnvironment) -> Self:
        """The domain of a build."""
        domain = env.get_domain(cls.name)
        if not isinstance(domain, cls):
            raise TypeError(cls.name)
        return domain

    @property
    def documents(self) -> dict[str, Any]:
        """Document → what it shows."""
        documents: dict[str, Any] = self.data["documents"]
        return documents

    @property
    def targets(self) -> Mapping[str, Target]:
        """Name → where it is, of everything that can be referred to."""
        return {}

    def clear_doc(self, docname: str) -> None:
        """Forget what a document showed."""
        self.documents.pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        theirs = otherdata["documents"]
        self.documents.update({name: theirs[name] for name in docnames if name in theirs})

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
        """The link to what has the name `target`; none when there is no such thing, or no page of it."""
        found = self.targets.get(target)
        if found is None or found.kind != typ or found.docname not in env.all_docs:
            return None
        content = contnode if node.get("refexplicit") else nodes.inline("", found.title)
        return make_refnode(builder, fromdocname, found.docname, found.anchor, content, found.title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        """The links that `target` may mean, each with its role: one for each kind of object with that name."""
        found = []
        for typ in self.object_types:
            resolved = self.resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
            if resolved is not None:
                found.append((f"{self.name}:{typ}", resolved))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything that has a page, for `objects.inv` and the search."""
        for name, found in sorted(self.targets.items()):
            if found.docname in self.env.all_docs:
                yield name, found.title, found.kind, found.docname, found.anchor, 1


class PolicyDomain(SiteDomain):
    """Policies and clauses. Holds the content of this build; its documents are the names that each shows."""

    name = "policy"
    label = "政策文件"
    object_types = {"document": ObjType("政策文件", "document"), "clause": ObjType("条款", "clause")}
    roles = {"document": XRefRole(warn_dangling=True), "clause": XRefRole(warn_dangling=True)}
    initial_data = {
        "documents": {},
        "pages": {},
        "lists": set(),
        "neighbours": {},
        "standings": {},
        "cut": None,
    }
    data_version = 6

    content: Content
    process: int
    """That of the build, or of the copy of it that reads."""
    _targets: dict[str, Target] | None = None

    @property
    def targets(self) -> dict[str, Target]:
        """Policy or clause id → where it is shown. Told by the content: a build keeps the pages of policies only."""
        if self._targets is None:
            self._targets = dict(self._all_targets())
        return self._targets

    def _all_targets(self) -> Iterator[tuple[str, Target]]:
        for policy_id, docname in self.data["pages"].items():
            policy = self.content.corpus.policy(policy_id)
            parts = self.content.text_parts(policy) if docname == policy_docname(policy_id) else None
            anchor = f"policy-{nodes.make_id(policy.id)}"
            yield policy.id, Target(docname, anchor, title_of(policy), "document")
            for clause in policy.clauses:
                title = f"{pinpoint(clause.label, policy.script)} {clause.heading}".strip()
                page = part_docname(docname, parts.of_clause(clause)) if parts else docname
                yield clause.id, Target(page, clause_anchor(clause.path), title, "clause")

    def note(self, policy_id: str, docname: str) -> None:
        """Remember where a policy with its clauses is shown; the first document that shows it has it."""
        if self.data["pages"].setdefault(policy_id, docname) == docname:
            self.documents.setdefault(docname, []).append(policy_id)
            self._targets = None

    def clear_doc(self, docname: str) -> None:
        """Forget what a document showed."""
        self.data["lists"].discard(docname)
        for policy_id in self.documents.get(docname, ()):
            self.data["pages"].pop(policy_id, None)
            self._targets = None
        super().clear_doc(docname)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        wanted = set(docnames)
        super().merge_domaindata(wanted, otherdata)
        self.data["lists"] |= otherdata["lists"] & wanted
        self.data["pages"] |= {name: at for name, at in otherdata["pages"].items() if at in wanted}
        self._targets = None


def content_of(env: BuildEnvironment) -> Content:
    """What the pages of a build are made of."""
    return PolicyDomain.of(env).content


class CheckDomain(SiteDomain):
    """Requirements and indicators; of each document the digests of the parts of the specs that it shows."""

    name = "check"
    label = "要求与指标"
    object_types = {"requirement": ObjType("要求", "requirement"), "indicator": ObjType("指标", "indicator")}
    roles = {"requirement": XRefRole(warn_dangling=True), "indicator": XRefRole(warn_dangling=True)}
    initial_data = {"documents": {}, "cut": None}
    data_version = 3

    def note(self, docname: str, part: str) -> None:
        """Remember that a document shows a part of the specs, to read it again when that changes.

        A part is one of `RequirementIndex.state`.
        """
        self.documents.setdefault(docname, {})[part] = self._digest(part)

    def outdated(self) -> list[str]:
        """Documents that show something that is not so any more."""
        return sorted(
            docname
            for docname, parts in self.documents.items()
            if any(self._digest(part) != digest for part, digest in parts.items())
        )

    def _digest(self, part: str) -> str:
        state = content_of(self.env).requirements.state(part)
        return hashlib.sha256("\n".join(state).encode()).hexdigest()

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Requirement id or name of an indicator → where it is shown."""
        index = content_of(self.env).requirements
        requirements = {
            each.id: Target(index.checks_page(each), requirement_anchor(each), each.plain, "requirement")
            for each in index.requirements
        }
        return requirements | {
            name: Target(theme_docname(each.theme), indicator_anchor(each), each.label, "indicator")
            for name, each in index.indicators.items()
        }


class ViewDomain(SiteDomain):
    """The views of each document with the tables that they offer.

    And what the cross-index was made of (`crossindex`), and what each document showed of it (`shown`); of which
    indicators something was collected, by the document that shows them (`years`).
    """

    name = "view"
    label = "网页"
    initial_data = {"documents": {}, "crossindex": "", "shown": {}, "years": {}}
    data_version = 3

    def with_view(self, start: str) -> set[str]:
        """Documents with a view whose name begins so."""
        return {
            docname
            for docname, views in self.documents.items()
            if any(view.startswith(start) for view in views)
        }

    @property
    def tables(self) -> set[str]:
        """The tables that some document offers as files."""
        return {table for views in self.documents.values() for tables in views.values() for table in tables}
