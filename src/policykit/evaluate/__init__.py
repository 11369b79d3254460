"""Evaluation: data × requirements → verdicts, on any dataframe engine."""

from policykit.evaluate.evaluate import evaluate
from policykit.evaluate.matrix import matrix
from policykit.evaluate.results import Result, State, results

__all__ = ["Result", "State", "evaluate", "matrix", "results"]
