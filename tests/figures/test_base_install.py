"""What needs none of the extras: pandas is judged with pandas alone."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
sys.modules["pyarrow"] = None  # importing it fails, as where it is not installed

from datetime import date
import pandas as pd
from policykit import Corpus
from policykit.figures import evaluate
from policykit.specs import Specs

rules = Specs.load(Corpus.load()).requirements
dated = next(rule for rule in rules if rule.id == "shexian-2025/p1/county-visit-rate-2026")
undated = next(rule for rule in rules if rule.due is None)
frame = pd.DataFrame({"division": ["341021", "341022"], "visits_in_county": [85, 83], "visits_by_residents": 100})
table = evaluate(frame, [dated, undated], as_of=date(2027, 1, 1))
print(table["verdict"].tolist()[:2], table["due"].dtype.kind)
print([None if pd.isna(day) else day.date().isoformat() for day in table["due"]])
"""


def test_pandas_is_judged_without_pyarrow() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    # 休宁县 (341022) is not bound by 歙县's plan.
    assert done.stdout.splitlines() == [
        "['met', 'not_applicable'] M",
        "['2026-12-31', '2026-12-31', None, None]",
    ]
