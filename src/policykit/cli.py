"""The command `policykit`: what staff, developers and reviewers ask for at a prompt.

Output is Chinese. A problem with what was given is a coded diagnostic and exit code 2, never a
traceback.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from typer import rich_utils

from policykit.corpus import Corpus, Result
from policykit.diagnostics import Code, Diagnostic, PolicykitError
from policykit.export import tables, write_tables
from policykit.model import Role
from policykit.text import decode, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["app", "main"]

# The words of typer's own frames; its remaining English is in usage lines only.
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.ERRORS_PANEL_TITLE = "用法有误"

app = typer.Typer(
    help="政策知识库：逐条可查的政策条款与可执行的量化要求。", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False,
)  # fmt: skip
# Behind a pipe nothing is cut: programs read whole cells.
_out = Console(highlight=False, width=None if sys.stdout.isatty() else 400)
_err = Console(stderr=True)
PathOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads the annotation at run time
    typer.Option("--path", help="知识库目录（含 policy_texts/）；不写则从当前目录向上找，再用随包自带的。"),
]


def main() -> None:
    """Run the command; diagnostics go to standard error with exit code 2."""
    try:
        app()
    except PolicykitError as error:
        for diagnostic in error.diagnostics:
            print(diagnostic.render(), file=sys.stderr)  # noqa: T201 - plain text, so that it can be piped
        sys.exit(2)


def load(path: Path | None) -> Corpus:
    """The corpus, with a progress bar when it takes longer than a second."""
    if not _err.is_terminal:
        return Corpus.load(path)
    with Progress(console=_err, transient=True) as progress:

        def shown(results: Iterator[Result], total: int) -> Iterable[Result]:
            return progress.track(results, total=total, description="读取政策文件")

        return Corpus.load(path, progress=shown)


@app.command("list", help="列出政策文件，或一份政策文件的全部条款。")
def list_(
    policy: Annotated[Optional[str], typer.Argument(help="政策编号；不写则列出全部政策文件。")] = None,  # noqa: UP045
    path: PathOption = None,
) -> None:
    """List the policies, or the clauses of one."""
    corpus = load(path)
    if policy is None:
        table = _table("编号", "层级", "文号", "发布", "条款", "标题")
        for item in corpus.policies:
            day = item.date_issued or item.date_published
            count = sum(clause.role is Role.CLAUSE for clause in item.clauses)
            table.add_row(
                item.id, item.level.label, item.number or "", str(day or ""), str(count), item.title
            )
    else:
        table = _table("编号", "位置", "标题", "字数")
        for clause in corpus.policy(policy).clauses:
            if clause.role is Role.CLAUSE:
                table.add_row(clause.id, clause.label, clause.heading, str(len(clause.text)))
    _out.print(table)


def _table(*headers: str) -> Table:
    """A plain table in which only the last column but the numbers may wrap."""
    table = Table(box=None, pad_edge=False)
    for header in headers:
        table.add_column(header, no_wrap=header != "标题", overflow="fold")
    return table


@app.command(help="显示一条条款：原文、位置、出处。")
def show(
    clause: Annotated[str, typer.Argument(help="条款编号，如 nhc-2023-41/4/11。")],
    path: PathOption = None,
) -> None:
    """Show a clause as published, with its citation and place."""
    from policykit.sphinxext.citation import cite  # Sphinx is slow to import

    corpus = load(path)
    found = corpus.clause(clause)
    file, line = corpus.place(found)
    before, after = corpus.neighbours(found)
    typer.echo(corpus.published(found))
    typer.echo("")
    typer.echo(f"编号：{found.id}")
    typer.echo(f"引用：{cite(found, corpus.policy(found.policy))}")
    typer.echo(f"出处：{file}:{line}（字符 {found.start}–{found.end}）")
    if found.role is not Role.CLAUSE:
        typer.echo(f"性质：{found.label.partition('/')[0]}，不是政策正文")
    if found.responsible:
        typer.echo(f"责任单位：{'、'.join(found.responsible)}")
    for name, other in (("上一条", before), ("下一条", after)):
        if other is not None:
            typer.echo(f"{name}：{other.id} {other.heading}".rstrip())


@app.command(help="导出 JSON 行文件：政策文件与条款。")
def export(
    folder: Annotated[Path, typer.Argument(help="写入的目录；没有则新建。")],
    path: PathOption = None,
) -> None:
    """Write policies and clauses as JSON lines."""
    for name, count in write_tables(tables(load(path)), folder).items():
        typer.echo(f"{folder / name}：{count} 行")


@app.command(help="查看任意文本文件的分条结果（不写入任何文件）。")
def outline(
    files: Annotated[list[Path], typer.Argument(help="文本文件，或含有 .txt 文件的目录。")],
) -> None:
    """Show what any text file is cut into, without writing anything."""
    paths = [
        path for given in files for path in (sorted(given.rglob("*.txt")) if given.is_dir() else [given])
    ]
    problems = []
    for path in paths:
        try:
            _print_outline(path)
        except PolicykitError as error:
            problems += error.diagnostics
    if problems:
        raise PolicykitError(problems)


def _print_outline(path: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        values: dict[str, object] = {"path": path, "reason": error.strerror}
        raise PolicykitError([Diagnostic(Code.CANNOT_READ, values)]) from error
    source = decode(data, file=str(path))
    doc = document(source)
    lines = [
        (section.span.start, f"{'  ' * section.depth}{section.label} {section.heading}")
        for section in doc.sections
    ]
    lines += [
        (
            unit.span.start,
            f"{'  ' * len(unit.path)}{unit.label} {unit.heading or unit.text[:30]}".replace("\n", " "),
        )
        for unit, _, _ in doc.units
    ]
    clauses = sum(role is Role.CLAUSE for _, role, _ in doc.units)
    typer.echo(f"{path}：{doc.title or '（未见标题）'}，正文 {clauses} 条，共 {len(source)} 字")
    for _, line in sorted(lines):
        typer.echo(line)
