"""The application, its consoles, and how every command loads the corpus."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.segment import Segment
from rich.table import Table
from typer.core import TyperCommand, TyperGroup

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError, visible
from policykit.base.files import reason
from policykit.base.resources import load as load_words
from policykit.cli.usage import UsageError, misused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.corpus import Corpus

__all__ = ["PathOption", "app", "console", "err", "load", "out", "say", "table", "watch", "watched"]

T = TypeVar("T")

_COULD_NOT = 2


class _Commands(TyperGroup):
    """Shows diagnostics where another program would show a traceback, or the parser its English."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer keeps its context to itself
        if not args or "--help" in args:
            _help_in_chinese()
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            raise self._told(error) from error

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps its context to itself
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise self._told(error) from error
        except PolicykitError as error:
            problems = error.diagnostics
        except BrokenPipeError:
            raise  # who reads has gone
        except (OSError, RecursionError, MemoryError) as error:
            path = getattr(error, "filename", None)
            values = {"reason": reason(error), "path": f"“{path}”" if path else ""}
            problems = [Diagnostic(Code.FAILED, dict(values))]
        for diagnostic in problems:
            typer.echo(diagnostic.render(), err=True)
        raise typer.Exit(_COULD_NOT)

    @staticmethod
    def _told(error: Exception) -> Exception:
        if type(error).__name__ == "NoArgsIsHelpError":
            return error
        typer.echo(misused(error).render(), err=True)
        return typer.Exit(_COULD_NOT)


@cache
def _help_in_chinese() -> None:
    """Say in Chinese what help says itself: what draws it is slow to load, so it waits until help is asked."""
    from typer import rich_utils

    words = load_words("usage")
    for name, title in words["frames"].items():
        setattr(rich_utils, f"{name}_PANEL_TITLE", title)
    for name, said in words["marks"].items():
        setattr(rich_utils, f"{name}_STRING", said)
    kind: Any = TyperCommand.__mro__[1]  # of all commands; typer keeps its name to itself
    usage, option = kind.get_usage, kind.get_help_option

    def in_chinese(command: Any, ctx: Any) -> str:  # noqa: ANN401 - typer keeps commands and contexts to itself
        text = str(usage(command, ctx))
        for english, said in words["usage"].items():
            text = text.replace(english, said)
        return text

    def explained(command: Any, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps commands and contexts to itself
        made = option(command, ctx)
        if made is not None:
            made.help = words["help"]
        return made

    kind.get_usage, kind.get_help_option = in_chinese, explained


class _Seen:
    """What something renders to, with the steering characters of texts shown instead of sent."""

    def __init__(self, inner: ConsoleRenderable) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for text, style, control in console.render(self._inner, options):
            yield Segment(text if control else visible(text), style, control)


class _AsText(RenderHook):
    """Puts `_Seen` around whatever is printed."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Each of them as text."""
        return [_Seen(each) for each in renderables]


def say(text: str = "", *, end: bool = True, err: bool = False) -> None:
    """Print a line that may hold text from files."""
    typer.echo(visible(text), nl=end, err=err)


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
_WIDTH = None if sys.stdout is not None and sys.stdout.isatty() else 400


def console(width: int | None = None) -> Console:
    """A console for text from files: a title is no markup, and steers no terminal."""
    made = Console(highlight=False, markup=False, emoji=False, width=width)
    made.push_render_hook(_AsText())
    return made


out = console(_WIDTH)
err = Console(stderr=True)
PathOption = Annotated[
    Path | None,
    typer.Option("--path", help="知识库目录（含 policy_texts/）；不写则从当前目录向上找，再用随包自带的。"),
]


def load(path: Path | None) -> Corpus:
    """The corpus, with a progress bar where someone watches."""
    from policykit.corpus import Corpus

    return Corpus.load(path, progress=watch)


def watch(results: Iterator[T], total: int) -> Iterable[T]:
    """The results as they come, with a progress bar where someone watches."""
    return watched(results, total, "读取政策文件")


def watched(results: Iterator[T], total: int, description: str) -> Iterable[T]:
    """As `watch`, of anything that is described so."""
    if not err.is_terminal:
        return results
    from rich.progress import track

    return track(results, description=description, total=total, console=err, transient=True)


def table(*headers: str) -> Table:
    """A plain table in which only titles may wrap."""
    made = Table(box=None, pad_edge=False)
    for header in headers:
        made.add_column(header, no_wrap=header != "标题", overflow="fold")
    return made
