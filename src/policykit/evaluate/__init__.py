"""Evaluation: data × requirements → verdicts, on any dataframe engine.

::

    frame ─ prepare ─▶ keys, variables ─ base ─▶ values, earlier values, scopes ─┬▶ expressions ─▶ long table
                                                 (each computed once)          └▶ arrays ─▶ long table, matrix
"""

from policykit.evaluate.arrays import VERDICTS
from policykit.evaluate.evaluate import evaluate
from policykit.evaluate.frame import FrameError
from policykit.evaluate.matrix import matrix
from policykit.evaluate.results import Result, State, results

__all__ = ["VERDICTS", "FrameError", "Result", "State", "evaluate", "matrix", "results"]
