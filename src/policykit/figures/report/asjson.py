"""The report as JSON: numbers as numbers, words in Chinese, ids to look further."""

from __future__ import annotations

import json
import math
from typing import Any

from policykit.figures.evaluate import Result
from policykit.figures.report.check import Report
from policykit.figures.report.wording import asked, remark

__all__ = ["to_json"]


def to_json(report: Report) -> str:
    """The report as one JSON object: `file`, `as_of`, `division`, `counts`, `results`, `unreported`, `notes`."""
    held = {
        "file": report.file,
        "as_of": report.as_of.isoformat(),
        "division": report.division,
        "counts": {state.value: count for state, count in report.counts.items()},
        "exit_code": report.exit_code,
        "results": [_result(one) for one in report.results],
        "unreported": [
            {
                "requirement": one.id,
                "entity": one.entity.value,
                "indicator": one.indicator.name,
                "name": one.name,
            }
            for one in report.unreported
        ],
        "notes": list(report.notes),
    }
    return json.dumps(held, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _result(one: Result) -> dict[str, Any]:
    rule, finding = one.requirement, one.finding
    return {
        "unit": one.unit,
        "division": one.division,
        "entity": one.entity.value,
        "year": one.year,
        "requirement": rule.id,
        "indicator": rule.indicator.name,
        "name": rule.name,
        "verdict": one.state.value,
        "label": one.state.label,
        "severity": one.severity,
        "modality": rule.modality.value,
        "value": _number(finding.value),
        "unit_of_value": rule.indicator.unit,
        "asked": asked(one),
        "target": _number(one.target),
        "margin": _number(finding.margin),
        "due": rule.due.isoformat() if rule.due else None,
        "missing": list(finding.missing),
        "remark": remark(one),
        "clause": rule.clause,
        "quote": rule.quote,
    }


def _number(value: float | None) -> float | None:
    """JSON has no infinity: 未完成 has no number."""
    return None if value is None or not math.isfinite(value) else round(value, 9)
