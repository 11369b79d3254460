"""Hooks the formats of others into Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.sphinxext.interchange.files import write_files
from policykit.sphinxext.interchange.pages import add_formats

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup_interchange"]


def setup_interchange(app: Sphinx) -> None:
    """Register what writes them: a policy's with its page, the rest when the build is done."""
    app.connect("html-page-context", add_formats)
    app.connect("build-finished", write_files)
