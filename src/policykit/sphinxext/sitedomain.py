"""What the domains of the site have in common: who asks for one, who refers to it, which pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = ["ShownDomain", "SiteDomain"]


class SiteDomain(Domain):
    """A domain of ours, which a build has under its name."""

    @classmethod
    def of(cls, env: BuildEnvironment) -> Self:
        """The domain of a build."""
        domain = env.get_domain(cls.name)
        if not isinstance(domain, cls):
            raise TypeError(cls.name)
        return domain

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


class ShownDomain(SiteDomain):
    """A domain that knows, under `shown`, the documents that show something of it."""

    initial_data = {"shown": set()}  # Sphinx's own way

    def clear_doc(self, docname: str) -> None:
        """Forget that a document shows something."""
        self.data["shown"].discard(docname)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        self.data["shown"] |= otherdata["shown"] & set(docnames)
