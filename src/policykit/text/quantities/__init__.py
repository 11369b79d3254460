"""Quantities: every number, date, grade, coverage word and trend word of a clause, with its exact span.

`grammar` applies the rules in turn, each claiming its characters: identifiers → dates → frequencies → grades →
numbers (a figure of `figures`, compared by `comparators`) → coverage → relative → trends; then `scope` says which
date and which modality governs each. `figures.read_figure` is the one grammar of a figure, `numerals` the one
reader of numerals. The words stand in `data/quantities.yml`.
"""

from policykit.text.quantities.grammar import find
from policykit.text.quantities.numerals import integer, parse_number

__all__ = ["find", "integer", "parse_number"]
