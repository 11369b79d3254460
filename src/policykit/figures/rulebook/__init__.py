"""The rulebook: all that decides a check, as plain data for an interpreter that is not Python.

requirements, indicators as trees, variables, divisions, words, diagnostics ─▶ one JSON object
"""

from policykit.figures.rulebook.example import example
from policykit.figures.rulebook.rulebook import rulebook

__all__ = ["example", "rulebook"]
