"""The command on paper: `policykit report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.cli.app import PathOption, app, say
from policykit.cli.data import YearOption, day_of, specs_of

__all__ = ["report"]


@app.command(
    help="把检查结果写成可上报的自查报告（.docx，按党政机关公文格式排版），附整改清单、图表和每个数的出处。"
)
def report(  # noqa: PLR0913, PLR0917 - the options of a command
    data: Annotated[Path, typer.Argument(help="填好的工作簿（.xlsx）或 CSV 文件", show_default=False)],
    docx: Annotated[
        Path, typer.Option("--docx", help="写入的 .docx 文件，不能是已有的文件", show_default=False)
    ],
    last: Annotated[
        Path | None, typer.Option("--last", help="上期的工作簿或 CSV 文件，用来比较；不写则不比较")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="检查日期，如 2025-12-31；不写为今天")] = None,
    division: Annotated[str | None, typer.Option("--division", help="行政区划代码，如 341021")] = None,
    year: YearOption = None,
    path: PathOption = None,
) -> None:
    """Write what a check found on the page of an official document."""
    from policykit.figures.report import check
    from policykit.report import findings, write_docx

    if docx.exists():
        # Somebody may have gone over it by hand.
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": docx})])
    specs, day = specs_of(path), day_of(as_of, year) or today()
    found, earlier = (
        check(
            file,
            specs.requirements,
            as_of=day,
            division=division,
            unverified=specs.unverified,
            out_of_force=specs.corpus.standings.out_of_force(day),
            year=year if file is data else None,
        )
        if file is not None
        else None
        for file in (data, last)
    )
    if found is not None:
        write_docx(findings(found, specs.corpus, last=earlier), docx)
    say(f"已写入 {docx}")
