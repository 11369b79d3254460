"""Policies as documents of the book, without a hand-written or generated page file.

Sphinx finds documents as files below `book/`. A policy's page comes from its own folder
instead: `policies/<id>` is read from `policy_texts/<id>/policy.yml`. So a new policy is a
folder and nothing else, and a changed one is rebuilt as any changed page. The pages of checks
and of indicators are made in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["PAGES", "SUFFIX", "PolicyProject", "docname_of"]

PAGES = "policies/"
"""Folder of the policy pages in the site."""
SUFFIX = "policy.yml"


def docname_of(policy: str) -> str:
    """The document that shows a policy.

    >>> docname_of("shexian-2025")
    'policies/shexian-2025'
    """
    return PAGES + policy


class PolicyProject(Project):
    """A project with more documents than files; `made` maps them to the files that they are read from."""

    def __init__(self, project: Project, made: Mapping[str, str]) -> None:
        super().__init__(project.srcdir, project.source_suffix)
        self.restore(project)
        self._made = dict(made)

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the written pages, then the made ones that no written page stands for."""
        found = super().discover(exclude_paths, include_paths)
        self._made = {name: path for name, path in self._made.items() if name not in found}
        found.update(self._made)
        return found

    def path2doc(self, filename: str) -> str | None:  # type: ignore[override]  # None for no page
        """The document that is read from `filename`."""
        for docname, path in self._made.items():
            if filename == path:
                return docname
        return super().path2doc(filename)

    def doc2path(self, docname: str, absolute: bool) -> str:  # noqa: FBT001  # Sphinx's signature
        """The file that a document is read from."""
        if docname not in self._made:
            return super().doc2path(docname, absolute)
        return self._made[docname] if absolute else f"{docname}/{SUFFIX}"
