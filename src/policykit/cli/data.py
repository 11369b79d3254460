"""The commands on figures: `policykit check`, `policykit template` and `policykit collect`."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policykit.base.clock import last_day, today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.drivers import Engine
from policykit.base.files import read_file, refuse_inputs, replace_file
from policykit.base.resources import load as load_words
from policykit.cli.app import PathOption, app, out, say, table, watched

if TYPE_CHECKING:
    from collections.abc import Callable

    from policykit.figures.collect import Collection
    from policykit.figures.report import Report
    from policykit.model import Period
    from policykit.specs import Specs

__all__ = ["YearOption", "check", "citing", "collect", "day_of", "period_of", "specs_of", "template"]


YearOption = Annotated[
    int | None,
    typer.Option(
        "--year", min=1949, max=2100, help="按哪一年的数判定；不写则按期限当年的，没有期限的按最近一年"
    ),
]
_LARGEST = 256 * 2**20
"""Bytes of a report of a whole province, and more."""


class Format(StrEnum):
    """How a report is written."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"


@app.command(
    help="检查填报数据是否达到政策要求。有无法检查的（数据有误或规则未核对），返回 2；"
    "有应当做到而未达标的，返回 1；其余返回 0，需人工判断的单独列出。"
)
def check(  # noqa: PLR0913, PLR0917 - the options of a command
    data: Annotated[
        Path,
        typer.Argument(help="填好的工作簿（.xlsx）、CSV 文件，或存放 Parquet 的目录", show_default=False),
    ],
    as_of: Annotated[str | None, typer.Option("--as-of", help="检查日期，如 2025-12-31；不写为今天")] = None,
    division: Annotated[str | None, typer.Option("--division", help="行政区划代码，如 341021")] = None,
    format_: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="写入的文件，不写则显示在屏幕上；数据是目录时为存放判定的新目录"),
    ] = None,
    engine: Annotated[
        Engine | None, typer.Option("--engine", help="数据是目录时由谁来算；不写为 polars")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", help="集群的地址，如 tcp://主机:8786、spark://主机:7077；不写则在本机起一个"
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="本机同时做几份；不写则同处理器个数")
    ] = None,
    year: YearOption = None,
    path: PathOption = None,
) -> None:
    """Check a workbook, a CSV file, or a folder of Parquet; the exit code is the report's."""
    from policykit.figures.report import check as check_file

    if data.is_dir():
        if output is None or division is not None or format_ is not Format.TABLE or year:
            raise PolicykitError([Diagnostic(Code.DATASET_USAGE)])
        run = {"engine": engine or Engine.POLARS, "as_of": day_of(as_of), "jobs": jobs, "address": scheduler}
        raise typer.Exit(_check_dataset(data, output, path, run))
    _check_output(format_, output, data)
    day, specs = day_of(as_of, year), specs_of(path)
    report = check_file(
        data,
        specs.requirements,
        as_of=day,
        division=division,
        unverified=specs.unverified,
        out_of_force=specs.corpus.standings.out_of_force(day or today()),
        year=year,
    )
    _write(report, specs, format_, output)
    raise typer.Exit(report.exit_code)


@app.command(help="生成供填报的工作簿：只列出适用于该行政区划的要求所需的数据。")
def template(  # noqa: PLR0913, PLR0917 - the options of a command
    division: Annotated[str, typer.Option("--division", help="行政区划代码，如 341021", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="写入的 .xlsx 文件", show_default=False)],
    year: Annotated[int | None, typer.Option("--year", help="填报年度；不写为今年")] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="报告期：2026、2026H1、2026Q1 或 2026-03；写了就不用写年度")
    ] = None,
    last: Annotated[
        Path | None, typer.Option("--last", help="上期填好的工作簿，带入以前的数据和机构名称")
    ] = None,
    rows: Annotated[bool, typer.Option("--rows", help="一律一行一个单位，不用竖排的表")] = False,
    path: PathOption = None,
) -> None:
    """Write the workbook to fill in for one division."""
    from policykit.figures.observations import read
    from policykit.figures.template import write_template

    if output.exists():
        # Somebody may have filled it in.
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": output})])
    asked = str(year) if period is None and year is not None else period
    specs = specs_of(path)
    before = read(last, specs.requirements, division=division) if last is not None else None
    write_template(
        output,
        specs.requirements,
        division,
        period=None if asked is None else period_of(asked),
        last=before,
        vertical=not rows,
        cite=citing(specs),
    )
    for problem in before.problems if before else ():
        say(problem.render())
    say(f"已写入 {output}")


@app.command(
    help="把各单位交回的工作簿汇成一张表：每个数注明文件和单元格，列出未报、未填、重复、矛盾、异常变动和读不了的；"
    "有这样的问题返回 1。"
)
def collect(  # noqa: PLR0913, PLR0917 - the options of a command
    folder: Annotated[Path, typer.Argument(help="存放交回的 .xlsx、.csv 的目录", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="写入的汇总：.xlsx、.json 或只有数据的 .csv，不能是已有的文件"),
    ] = None,
    division: Annotated[str | None, typer.Option("--division", help="行政区划代码，如 341021")] = None,
    year: Annotated[int | None, typer.Option("--year", help="填报年度；不写为数据中最近的一年")] = None,
    units: Annotated[
        Path | None, typer.Option("--units", help="应报单位的名单，一行一个；不写则不查谁没有报")
    ] = None,
    due: Annotated[str | None, typer.Option("--due", help="应报的期限，如 2026-01-15")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="汇总日期；不写为今天")] = None,
    kept: Annotated[
        Path | None,
        typer.Option("--keep", help="留存的目录：与上次留存的比较，再把这次的存为 Parquet（须装 engines）"),
    ] = None,
    returns: Annotated[
        Path | None, typer.Option("--returns", help="退回件的目录：每个有问题的工作簿一份，单元格上注明问题")
    ] = None,
    path: PathOption = None,
) -> None:
    """Put together what many units sent back; the exit code is 1 when something is to be mended."""
    from policykit.corpus import find_root
    from policykit.figures.archive import keep, latest
    from policykit.figures.collect import collect as put_together
    from policykit.figures.collect import named_units
    from policykit.figures.returns import write_collection, write_returns

    taken = [place for place in (output, returns) if place is not None and place.exists()]
    if taken:
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": place}) for place in taken])
    day = day_of(as_of) or today()
    collection = put_together(
        folder,
        specs_of(path).requirements,
        division=division,
        year=year,
        units=named_units(units) if units else (),
        due=day_of(due),
        as_of=day,
        last=latest(kept) if kept else (),
        root=find_root(path),
    )
    _print_collection(collection)
    if output is not None:
        write_collection(collection, output)
        say(f"已写入 {output}")
    if returns is not None:
        for copy in write_returns(collection, folder, returns, jobs=None):
            say(f"已写入 {copy}")
    if kept is not None:
        say(f"已写入 {keep(kept, collection, day)}")
    raise typer.Exit(int(bool(collection.faults)))


def _check_dataset(data: Path, output: Path, path: Path | None, run: dict[str, Any]) -> int:
    from policykit.corpus import find_root
    from policykit.figures.dataset import check_dataset
    from policykit.model import State

    words = load_words("dataset")
    shown = partial(watched, description=words["progress"])
    judged = check_dataset(data, output, find_root(path), progress=shown, **run)
    counts = "，".join(
        words["count"].format(label=State(name).label, count=f"{count:,}")
        for name, count in judged.counts.items()
    )
    say(words["summary"].format(rows=f"{judged.rows:,}", requirements=len(judged.verdicts), counts=counts))
    if judged.unverified:
        say(words["unverified"].format(count=len(judged.unverified)))
    if judged.unused:
        say(words["unused"].format(names="、".join(judged.unused)))
    say(words["written"].format(path=judged.folder))
    return judged.exit_code


def _print_collection(collection: Collection) -> None:
    words = load_words("collect")
    heads = words["summary"]
    parts = [f"{kind.label}{count}处" for kind, count in collection.counts().items()]
    say(
        f"{heads['files']}{len(collection.files)}份，{heads['units']}{len(collection.units)}个，"
        f"{heads['figures']}{len(collection.figures)}个；" + ("、".join(parts) or "没有发现问题")
    )
    if collection.changes:
        say(f"{heads['changes']}：{len(collection.changes)}处")
    shown = table(*words["headers"]["faults"])
    for fault in collection.faults:
        shown.add_row(fault.unit, fault.kind.label, fault.text, fault.file, fault.place)
    if collection.faults:
        out.print(shown)


def _check_output(format_: Format, output: Path | None, data: Path) -> None:
    """Refuse to write over an input, or over anything that is no earlier report."""
    if output is None:
        if format_ is Format.XLSX:
            raise PolicykitError([Diagnostic(Code.NO_OUTPUT)])
        return
    from policykit.figures.report import is_report

    refuse_inputs(output, [data])
    if output.is_file() and not is_report(read_file(output, _LARGEST, code=Code.CANNOT_WRITE)):
        raise PolicykitError([Diagnostic(Code.NOT_OURS, {"path": output})])


def specs_of(path: Path | None) -> Specs:
    """The specs of the knowledge base."""
    from policykit.corpus import Corpus
    from policykit.specs import Specs

    return Specs.load(Corpus.load(path))


def citing(specs: Specs) -> Callable[[str], str]:
    """How a reader is told a clause, of its id."""
    from policykit.text.cite import cite

    return lambda clause: cite(specs.corpus.clause(clause), specs.corpus.policy(clause.split("/")[0]))


def day_of(written: str | None, year: int | None = None) -> date | None:
    """The day that an option says, else the last of a year that is over; `None` when there is neither.

    Raises `PolicykitError` for any other text.
    """
    if written is None and year is not None:
        return last_day(year)
    try:
        return date.fromisoformat(written) if written is not None else None
    except ValueError as error:
        raise PolicykitError([Diagnostic(Code.BAD_AS_OF, {"value": written})]) from error


def period_of(written: str) -> Period:
    """The period that an option says. Raises `PolicykitError` for any other text."""
    from policykit.model import Period

    period = Period.read(written)
    if period is None or period.year is None or not period.is_regular:
        raise PolicykitError([Diagnostic(Code.BAD_PERIOD, {"value": written})])
    return period


def _write(report: Report, specs: Specs, format_: Format, output: Path | None) -> None:
    from policykit.figures.report import to_json
    from policykit.figures.terminal import print_report
    from policykit.figures.xlsx import write_report

    if format_ is Format.XLSX and output is not None:
        write_report(report, output, cite=citing(specs))
    elif format_ is Format.JSON:
        if output is None:
            sys.stdout.write(to_json(report))
        else:
            replace_file(output, to_json(report).encode())
    elif output is None:
        print_report(report, out)
    else:
        replace_file(output, _as_text(report).encode())


def _as_text(report: Report) -> str:
    import io

    from rich.console import Console

    from policykit.figures.terminal import print_report

    buffer = io.StringIO()
    print_report(report, Console(file=buffer, width=160))
    return buffer.getvalue()
