"""Data × requirements → verdicts → report.

::

    file ─ workbook ─▶ sheets ─ header, rows, values ─▶ Observations ─ validate ─▶ frame ┐
                                                                                        ├▶ evaluate, matrix, results
    frame of any engine ────────────────────────────────────────────────────────────────┘             │
                                                                              check ─▶ Report ─▶ terminal, xlsx, json
"""

from policykit.figures.arrays import VERDICTS
from policykit.figures.evaluation import evaluate, matrix
from policykit.figures.needs import Needs
from policykit.figures.observations import Observations, read
from policykit.figures.report import Report, check
from policykit.figures.result import results
from policykit.figures.template import write_template

__all__ = [
    "VERDICTS",
    "Needs",
    "Observations",
    "Report",
    "check",
    "evaluate",
    "matrix",
    "read",
    "results",
    "write_template",
]
