"""Reference pages: what a developer or the writer of a spec looks up, made from the code that decides it.

The API from docstrings, the keys of the hand-written files from their models, diagnostics from their
enum, the architecture from the layers that import-linter enforces. An extension of its own: a book that
only shows policies does without it.
"""

from policykit.sphinxext.reference.setup import setup

__all__ = ["setup"]
