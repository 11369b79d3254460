"""Quantities: every number, date, grade, coverage word and trend word of a clause, with its exact span.

`grammar` applies the rules in turn, each claiming its characters: identifiers → dates → frequencies → grades →
numbers (a figure of `figures`, compared by `comparators`) → coverage → relative → trends → what none has read; then
`scope` says which date and which modality governs each. `figures.read_figure` reads a figure, whose number
`policykit.model.numeral` reads, of a text as of a cell. The words stand in `data/quantities.yml`.
"""

from policykit.text.quantities.grammar import find

__all__ = ["find"]
