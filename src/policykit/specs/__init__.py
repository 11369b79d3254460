"""Specs: requirements in `specs/*.yml`, read strictly, bound to their words and held against them.

format → binding (quotes, target, reference) gives requirements; claims → double_entry holds each against
its text; ledger asks whether anything of the text was forgotten.
"""

from policykit.specs.format import schema
from policykit.specs.ledger import Account, ledger, unaccounted
from policykit.specs.rows import dismissed_row, draft_row, requirement_row
from policykit.specs.specs import SpecFile, Specs, requirement
from policykit.specs.verification import verify

__all__ = [
    "Account",
    "SpecFile",
    "Specs",
    "dismissed_row",
    "draft_row",
    "ledger",
    "requirement",
    "requirement_row",
    "schema",
    "unaccounted",
    "verify",
]
