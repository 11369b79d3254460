"""Evaluation: data × requirements → verdicts, on any dataframe engine.

::

    frame ─ prepare ─▶ keys, variables ─ base ─▶ values, earlier values, scopes ─┬▶ expressions ─▶ long table
                                                 (each computed once)          └▶ arrays ─▶ long table, matrix
"""

from policykit.figures.evaluate.arrays import VERDICTS
from policykit.figures.evaluate.evaluate import evaluate
from policykit.figures.evaluate.frame import FrameError
from policykit.figures.evaluate.matrix import matrix
from policykit.figures.evaluate.results import Result, State, results

__all__ = ["VERDICTS", "FrameError", "Result", "State", "evaluate", "matrix", "results"]
