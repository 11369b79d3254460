"""Requirements of a policy that is out of force are judged, and never without saying so: on both sides alike."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.selfcheck.kit import HEADS, Kit
from tests.selfcheck.test_files import FILES, sheets
from tests.web.tools import Node

from policykit import Corpus
from policykit.figures.report import Report, check, to_json
from policykit.figures.terminal import print_report
from policykit.figures.xlsx import write_report
from policykit.model import Requirement

ROWS = f"{HEADS}\n歙县,341021,2026,83,100,,2025-10-31\n"
TITLE = "2025年紧密型县域医共体提质升级暨基层医疗卫生服务能力提升工作方案"
EXPIRED = f"《{TITLE}》已失效（有效期至2026-06-30），其中的要求仍照原文判定"
REPEALED = f"《{TITLE}》已废止（已被《新方案》（歙政办〔2026〕9号）废止），其中的要求仍照原文判定"


def ended(root: Path, **said: Any) -> Corpus:
    """The corpus, the county's plan with an end, and so a plan of elsewhere, by which the county is not judged."""
    given: dict[str, dict[str, Any]] = {
        "shexian-2025": said,
        "erenhot-2021": {"expires": date(2022, 12, 31)},
    }
    return Corpus([replace(each, **given.get(each.id, {})) for each in Corpus.load(root).policies], root)


def checked(path: Path, rules: tuple[Requirement, ...], corpus: Corpus, day: date) -> Report:
    lapsed = corpus.standings.out_of_force(day)
    return check(path, rules, as_of=day, division="341021", out_of_force=lapsed)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "表.csv").write_text(ROWS, "utf-8")
    return tmp_path / "表.csv"


CASES = [
    ({"expires": date(2026, 6, 30)}, date(2026, 6, 30), ()),
    ({"expires": date(2026, 6, 30)}, date(2026, 7, 1), (EXPIRED,)),
    ({"replaced_by": ("《新方案》（歙政办〔2026〕9号）",)}, date(2026, 7, 1), (REPEALED,)),
    ({}, date(2026, 7, 1), ()),
]


@pytest.mark.parametrize("case", CASES)
def test_both_sides_name_it(
    case: tuple[dict[str, Any], date, tuple[str, ...]],
    root: Path,
    file: Path,
    node: Node,
    every: tuple[Requirement, ...],
) -> None:
    said, day, lines = case
    rules = tuple(one for one in every if one.policy in ("shexian-2025", "erenhot-2021"))[::3]
    corpus = ended(root, **said)
    report = checked(file, rules, corpus, day)
    assert report.out_of_force == lines
    assert report.results == check(file, rules, as_of=day, division="341021").results
    lapses = [(each.id, corpus.standings.lapses(each)) for each in corpus.policies]
    kit = Kit(node.page, rules, file.parent / "kit", lapses)
    assert kit.check(file, "341021", day)["files"] == [json.loads(to_json(report))]
    content = base64.b64encode(file.read_bytes()).decode("ascii")
    made = kit.scripts.evaluate(FILES, [content, file.name, day.toordinal()])
    write_report(report, file.parent / "报告.xlsx")
    found, expected = sheets(bytes(made["xlsx"])), sheets(file.parent / "报告.xlsx")
    assert found == expected
    assert [row[1] for row in expected["概况"] if row[0] == "时效"] == list(lines)
    shown = io.StringIO()
    print_report(report, Console(file=shown, width=200))
    assert [line for line in shown.getvalue().splitlines() if line.startswith("时效：")] == [
        f"时效：{line}" for line in lines
    ]
