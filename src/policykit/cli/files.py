"""The command that writes files: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policykit.cli.app import PathOption, app, load
from policykit.export import tables, write_tables

__all__ = ["export"]


@app.command(help="导出 JSON 行文件：政策文件与条款。")
def export(
    folder: Annotated[Path, typer.Argument(help="写入的目录；没有则新建。")],
    path: PathOption = None,
) -> None:
    """Write policies and clauses as JSON lines."""
    for name, count in write_tables(tables(load(path)), folder).items():
        typer.echo(f"{folder / name}：{count} 行")
