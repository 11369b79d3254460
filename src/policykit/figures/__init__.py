"""Data × requirements → verdicts → report.

::

    file ─ workbook ─▶ sheets ─ header, rows, values ─▶ Observations ─ validate ─▶ frame ┐
                                                                                        ├▶ evaluate, matrix, results
    frame of any engine ────────────────────────────────────────────────────────────────┘             │
                                                                              check ─▶ Report ─▶ terminal, xlsx, json
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_ROOMS = {
    "VERDICTS": "arrays",
    "Needs": "needs",
    "Observations": "observations",
    "Report": "report",
    "check": "report",
    "evaluate": "evaluation",
    "matrix": "evaluation",
    "read": "observations",
    "results": "result",
    "write_template": "template",
}


def __getattr__(name: str) -> object:
    """What is named, loaded when it is first named: who asks for a rulebook waits for no reader of workbooks."""
    if name in _ROOMS:
        return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """What may be asked of the room, loaded or not: what documents it looks here."""
    return [*globals(), *__all__]
