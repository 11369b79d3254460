"""The Sphinx extension: every policy of the corpus is a page of the book.

Add `policykit.sphinxext` to the extensions. It knows no theme; `policykit.sphinxext.booktheme`
dresses sphinx-book-theme for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point; what it sets up is loaded now, for the program of a build says before what to load."""
    from policykit.sphinxext.hooks import setup as set_up

    return set_up(app)
