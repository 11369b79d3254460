"""The application, its consoles, and how every command loads the corpus."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from typer import rich_utils
from typer.core import TyperGroup

from policykit.base.diagnostics import PolicykitError
from policykit.corpus import Corpus, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


__all__ = ["PathOption", "app", "err", "load", "out", "table"]

# The words of typer's own frames; its remaining English is in usage lines only.
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.ERRORS_PANEL_TITLE = "用法有误"

_COULD_NOT = 2


class _Commands(TyperGroup):
    """Shows diagnostics where another program would show a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps its context to itself
        try:
            return super().invoke(ctx)
        except PolicykitError as error:
            for diagnostic in error.diagnostics:
                typer.echo(diagnostic.render(), err=True)
            raise typer.Exit(_COULD_NOT) from error


app = typer.Typer(
    cls=_Commands,
    help="政策知识库：逐条可查的政策条款与可执行的量化要求。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(*, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"policykit {version('policykit')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="显示版本。", is_eager=True, callback=lambda asked: _version(asked=asked)
        ),
    ] = False,
) -> None:
    """What can be asked of the program itself."""


# Behind a pipe nothing is cut: programs read whole cells.
out = Console(highlight=False, width=None if sys.stdout.isatty() else 400)
err = Console(stderr=True)
PathOption = Annotated[
    Path | None,
    typer.Option("--path", help="知识库目录（含 policy_texts/）；不写则从当前目录向上找，再用随包自带的。"),
]


def load(path: Path | None) -> Corpus:
    """The corpus, with a progress bar where someone watches."""
    if not err.is_terminal:
        return Corpus.load(path)
    with Progress(console=err, transient=True) as progress:

        def shown(results: Iterator[Result], total: int) -> Iterable[Result]:
            return progress.track(results, total=total, description="读取政策文件")

        return Corpus.load(path, progress=shown)


def table(*headers: str) -> Table:
    """A plain table in which only titles may wrap."""
    made = Table(box=None, pad_edge=False)
    for header in headers:
        made.add_column(header, no_wrap=header != "标题", overflow="fold")
    return made
