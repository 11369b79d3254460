"""Documents of the book without a hand-written or generated page file, and how they are read.

Sphinx finds documents as files below `book/`. A policy's page comes from its own folder
instead: `policies/<id>` is read from `policy_texts/<id>/policy.yml`. So a new policy is a
folder and nothing else, and a changed one is rebuilt as any changed page. The pages of checks
and of indicators are made in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.parsers import Parser
from sphinx.project import Project

from policykit.site.links import POLICIES
from policykit.site.parts import whole_docname
from policykit.sphinxext.checkpages import read_checks
from policykit.sphinxext.document import CARD, read_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils.nodes import document

__all__ = ["FILETYPE", "THEMES_FILE", "PolicyParser", "PolicyProject"]


THEMES_FILE = "checks.yml"
"""The file that stands for the pages of indicators."""
FILETYPE = "policykit"


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
        return self._made[docname] if absolute else f"{docname}/{CARD}"


class PolicyParser(Parser):
    """Reads a made page: what stands in its file is not parsed again, the corpus and the specs know it."""

    supported = (FILETYPE,)

    def parse(self, inputstring: str, document: document) -> None:  # docutils' signature
        """Fill `document`; a made page is an orphan, with navigation of its own."""
        field = nodes.field("", nodes.field_name("", "orphan"), nodes.field_body())
        document += nodes.docinfo("", field)
        if self.env.docname.startswith(POLICIES):
            docname, at = whole_docname(self.env.docname)
            document += read_policy(self.env, docname.removeprefix(POLICIES), at)
        else:
            document += read_checks(self.env)
