"""The requirements in the book: marks in the texts, a page of checks per policy, indicators, timeline, coverage.

places → domain → {marks, pages} give trees; views → html fill the templates from them.
"""

from policykit.sphinxext.checks.setup import setup

__all__ = ["setup"]
