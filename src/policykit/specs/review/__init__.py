"""Reviewing drafts: a person goes through what a program proposes, and each decision is written at once.

edits changes a spec file in place; declare writes a proposed indicator as Python; walk holds what waits, the
decisions and the way back; dialog shows it at a terminal and reads keys.
"""

from policykit.specs.review.dialog import Dialog, Keys
from policykit.specs.review.walk import Walk

__all__ = ["Dialog", "Keys", "Walk"]
