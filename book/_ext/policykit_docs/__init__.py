"""Reference pages: what a developer or the writer of a spec looks up, made from the code that decides it.

The API from docstrings, the keys of the hand-written files from their models, diagnostics from their
enum, the architecture from the layers that import-linter enforces. It belongs to the book of policykit
itself, which finds it here (`local_extensions` in `_config.yml`), and is not in the wheel.
"""

from policykit_docs.setup import setup

__all__ = ["setup"]
