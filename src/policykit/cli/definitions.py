"""The commands on official definitions: definitions add, list, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policykit.base.diagnostics import Code, Diagnostic
from policykit.cli.app import PathOption, app, out, say, table

__all__ = ["add", "check", "list_"]

_group = typer.Typer(no_args_is_help=True, help="官方定义：收录官方指标表，读出算式，核对与指标的对应。")
app.add_typer(_group, name="definitions")


@_group.command(
    help="收录一份官方指标表或指标清单（Word、网页、PDF、Excel、文本），写入 specs/definitions/。"
)
def add(
    file: Annotated[Path, typer.Argument(help="官方文件。", show_default=False)],
    name: Annotated[
        str | None,
        typer.Argument(help="编号，如 guobanfa-2019-4；不写则由文件名得出。", show_default=False),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="文件标题；不写则由原文读出。")] = "",
    number: Annotated[str, typer.Option("--number", help="文号；不写则由原文读出。")] = "",
    path: PathOption = None,
) -> None:
    """Add a source and say what was read, and which formulas were not compiled and why."""
    from policykit.corpus import find_root
    from policykit.indicators.definitions.adding import add_definitions
    from policykit.scaffold.proposals import proposed_id

    # 指标表.xlsx is called zbb: an id has letters and digits only.
    name = name or proposed_id(file.stem.lower(), number or None, title or file.stem, "", "definitions")
    written, entries, lacking = add_definitions(
        find_root(path or Path.cwd()), file, name, title=title, number=number
    )
    say(f"已写入 {written}")
    for problem in lacking:
        say(problem.render(), err=True)
    rows = table("编号", "指标", "算式")
    for entry in entries:
        reason = entry.reading.without.label if entry.reading.without else ""
        rows.add_row(entry.item, entry.name, entry.formula.chinese if entry.formula else reason)
    out.print(rows)
    left = [entry for entry in entries if entry.reading.without and entry.reading.without.stated]
    for entry in left:
        why = entry.reading.without.label if entry.reading.without else ""
        values: dict[str, object] = {"name": entry.name, "why": why, "quote": entry.quote}
        say(Diagnostic(Code.FORMULA_NOT_COMPILED, values, file=str(written)).render(), err=True)
    compiled = sum(entry.formula is not None for entry in entries)
    say(
        f"共 {len(entries)} 项：算式已编译 {compiled} 项，写有算式而未编译 {len(left)} 项，"
        f"没有写出算式 {len(entries) - compiled - len(left)} 项。"
    )


@_group.command("list", help="列出已收录的官方定义，和有、没有官方定义的指标各有多少。")
def list_(path: PathOption = None) -> None:
    """List the definitions, and how many of the indicators have one."""
    from policykit.corpus import find_root
    from policykit.indicators import registry
    from policykit.indicators.definitions import definitions

    root = find_root(path)
    rows = table("编号", "指标", "算式")
    for each in definitions(root).of.values():
        rows.add_row(each.id, each.name, each.formula.chinese if each.formula else each.why)
    out.print(rows)
    found = registry(root).indicators.values()
    bound = [each for each in found if each.official is not None]
    formulas = sum(not each.own_formula for each in bound)
    say(
        f"指标 {len(found)} 个：有官方定义 {len(bound)} 个（其中官方写出算式 {formulas} 个），"
        f"没有收录到官方定义、按本项目理解 {len(found) - len(bound)} 个。"
    )


@_group.command(help="核对官方定义：与所存原件是否一致，算式是否就是原文的算式。有不一致的返回 1。")
def check(path: PathOption = None) -> None:
    """Check the definitions against their sources; exit code 1 when something disagrees."""
    from policykit.corpus import find_root
    from policykit.indicators.definitions import definitions
    from policykit.indicators.definitions.problems import definition_problems

    root = find_root(path)
    problems = list(definition_problems(root))
    for problem in problems:
        say(problem.render(), err=True)
    say(f"官方定义 {len(definitions(root).of)} 项，不一致 {len(problems)} 处。")
    if problems:
        raise typer.Exit(1)
