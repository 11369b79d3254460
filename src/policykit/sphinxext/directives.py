"""`{policy}` puts a policy into a page, `{policies}` the list of all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from policykit.base.diagnostics import PolicykitError
from policykit.model import Level
from policykit.site.wording import words
from policykit.sphinxext.checks.nodes import piece
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.nodes import policy_list

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PoliciesDirective", "PolicyDirective"]


class PolicyDirective(SphinxDirective):
    """The text of one policy: ```` ```{policy} shexian-2025 ````.

    Every policy has a page without it; a written page `policies/<id>.md` with this directive
    takes that page's place, for who wants to add something of their own.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The tree of the policy; an unknown id is an error at its line."""
        try:
            return [PolicyDomain.of(self.env).read(self.arguments[0])]
        except PolicykitError as error:
            return [self.state.document.reporter.error(str(error), line=self.lineno)]


class PoliciesDirective(SphinxDirective):
    """All policies, top level first; `limit` keeps a start page short, `newest` shows so many of any level."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "limit": directives.nonnegative_int,
        "newest": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        """A section for each level that has policies."""
        domain = PolicyDomain.of(self.env)
        domain.data["lists"].add(self.env.docname)
        if "newest" in self.options:
            return [self._newest(domain)]
        shown: list[nodes.Node] = []
        if not self.options.get("limit"):
            shown += [self._stock(domain), piece(view="files", tables=["policies", "clauses"])]
        for level in Level:
            policies = [policy for policy in domain.ordered() if policy.level is level]
            if policies:
                section = nodes.section(
                    ids=[f"level-{level.value}"], classes=["level-section", f"level-section-{level.value}"]
                )
                section += nodes.title(level.label, level.label)
                section += self._list(level, [policy.id for policy in policies], self.options.get("limit"))
                shown.append(section)
        return shown

    def _newest(self, domain: PolicyDomain) -> nodes.section:
        newest = sorted(domain.ordered(), key=lambda one: one.date_issued or one.date_published or date.min)[
            ::-1
        ]
        section = nodes.section(ids=["newest"])
        section += nodes.title(words("policies")["newest"], words("policies")["newest"])
        section += self._list(None, [policy.id for policy in newest], self.options["newest"])
        return section

    @staticmethod
    def _stock(domain: PolicyDomain) -> nodes.paragraph:
        said = words("policies")["stock"].format(
            policies=len(domain.corpus.policies), clauses=len(domain.corpus.clauses)
        )
        return nodes.paragraph(said, said, classes=["policy-stock"])

    def _list(self, level: Level | None, ids: list[str], limit: int | None) -> policy_list:
        limit = limit or len(ids)
        name = level.value if level else ""
        listed = policy_list(policies=ids[:limit], level=name, more=max(0, len(ids) - limit))
        bullets = nodes.bullet_list()
        for policy_id in ids[:limit]:
            reference = addnodes.pending_xref(
                "",
                nodes.inline("", policy_id),
                refdomain="policy",
                reftype="document",
                reftarget=policy_id,
                refexplicit=False,
                refwarn=True,
                refdoc=self.env.docname,
            )
            bullets += nodes.list_item("", nodes.paragraph("", "", reference))
        listed += bullets
        return listed
