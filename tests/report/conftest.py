"""A county's figures on the five targets that 歙县 sets itself, judged and told; converted to PDF once."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.project import specs

from policykit.figures import Report, check
from policykit.model import Requirement
from policykit.report import Findings, findings, write_docx

LABELS = {
    "inside": "居民在县域内就诊人次数",
    "all": "居民就诊总人次数",
    "primary": "基层医疗卫生机构门急诊人次数",
    "outpatients": "县域内门急诊总人次数",
}
"""Heads of the columns by short names."""
SHORT = {"inside": 830_000, "all": 1_000_000}
"""83% where 85% is asked by the end of 2026."""
ENOUGH = {"inside": 860_000, "all": 1_000_000}
Told = Callable[..., Findings]
Judged = Callable[..., Report]


def own_requirements() -> list[Requirement]:
    """Those of the plan's first paragraph."""
    return [each for each in specs().requirements if each.clause == "shexian-2025/p1"]


@pytest.fixture
def judge(tmp_path: Path) -> Judged:
    """A report on figures of 歙县 of one year, by the names of `LABELS`, from a file that is written for it."""

    def made(
        figures: Mapping[str, Any], *, day: date = date(2027, 1, 1), name: str = "数据", **more: Any
    ) -> Report:
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            if more.get("line"):
                lines.writerow([more["line"]])
            lines.writerow(["单位名称", "行政区划代码", "年度", *(LABELS[key] for key in figures)])
            lines.writerow(["歙县", "341021", more.get("year", 2026), *figures.values()])
        return check(
            path,
            more.get("requirements") or own_requirements(),
            as_of=day,
            division="341021",
            out_of_force=more.get("out_of_force"),
        )

    return made


@pytest.fixture
def tell(judge: Judged) -> Told:
    """What is told of figures, as by `judge`."""
    return lambda *given, **more: findings(judge(*given, **more), specs().corpus)


@pytest.fixture(scope="session")
def office() -> str:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer)")
    return program


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on paper of the fictional county, by the requirements of its own plan."""
    rules = [each for each in specs().requirements if each.policy == "shexian-2025"][:24]
    data = Path(__file__).parents[1] / "data" / "fictional-county.xlsx"
    report = check(data, rules, as_of=date(2027, 1, 1))
    path = tmp_path_factory.mktemp("paper") / "报告.docx"
    write_docx(findings(report, specs().corpus, last=report), path)
    return path


@pytest.fixture(scope="session")
def pdf(paper: Path, office: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("pdf")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(paper)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "报告.pdf"
