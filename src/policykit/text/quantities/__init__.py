"""Quantities: every number, date, grade, coverage word and trend word of a clause, with its exact span.

labels → dates → frequencies → grades → numbers → coverage → relative → trends, each a rule that claims its
characters; then `reach` says which date and which modality governs each. The words stand in
`data/quantities.yml`.
"""

from policykit.text.quantities.finder import find
from policykit.text.quantities.numerals import parse_number

__all__ = ["find", "parse_number"]
