"""Which documents hold the self-check page, and the script that all of them load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

__all__ = ["SelfcheckDomain"]


class SelfcheckDomain(Domain):
    """Knows the pages of this build, and the rulebook that they decide by, as a script."""

    name = "selfcheck"
    label = "自查"
    initial_data = {"shown": set()}  # Sphinx's own way
    data_version = 1

    script: str = ""

    @classmethod
    def of(cls, env: BuildEnvironment) -> SelfcheckDomain:
        """The domain of a build."""
        domain = env.get_domain(cls.name)
        assert isinstance(domain, cls)  # noqa: S101  # tells mypy what Sphinx cannot
        return domain

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.data["shown"].discard(docname)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        self.data["shown"] |= otherdata["shown"] & set(docnames)
