"""Specs: requirements in `specs/*.yml`, read strictly, bound to their words and held against them.

document → shape → binding (quotes, target, references) gives requirements; reading → said → double_entry
holds each against its text; ledger asks whether anything of the text was forgotten; mutation shows that
no slip of the pen gets through.
"""

from policykit.specs.ledger import Account, ledger, unaccounted
from policykit.specs.rows import dismissed_row, requirement_row
from policykit.specs.schema import schema
from policykit.specs.specs import SpecFile, Specs, requirement
from policykit.specs.verification import verify

__all__ = [
    "Account",
    "SpecFile",
    "Specs",
    "dismissed_row",
    "ledger",
    "requirement",
    "requirement_row",
    "schema",
    "unaccounted",
    "verify",
]
