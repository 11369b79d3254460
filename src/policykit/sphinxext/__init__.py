"""The Sphinx extension: every policy of the corpus is a page of the book.

Add `policykit.sphinxext` to the extensions. It knows no theme; `policykit.sphinxext.booktheme`
dresses sphinx-book-theme for it.
"""

from policykit.sphinxext.setup import setup

__all__ = ["setup"]
