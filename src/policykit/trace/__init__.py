"""Tracing: an indicator's function → the tree of what it computes, for interpreters that are not Python.

function ─ trace ─▶ tree (numbers, names, lists: plain JSON) ─ compute ─▶ the function's own value
"""

from policykit.trace.compute import compute
from policykit.trace.trace import Tree, trace

__all__ = ["Tree", "compute", "trace"]
