"""The commands that write files: export, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from policykit.cli.app import PathOption, app, load
from policykit.export import tables, write_tables
from policykit.specs import schema as spec_schema

__all__ = ["export", "schema"]


@app.command(help="导出 JSON 行文件：政策文件、条款、要求、不作要求的数字、条款之间的联系。")
def export(
    folder: Annotated[Path, typer.Argument(help="写入的目录；没有则新建。")],
    path: PathOption = None,
) -> None:
    """Write policies and clauses as JSON lines."""
    for name, count in write_tables(tables(load(path)), folder).items():
        typer.echo(f"{folder / name}：{count} 行")


@app.command(help="输出 specs/*.yml 的 JSON Schema，供编辑器补全和检查。")
def schema() -> None:
    """Print the JSON Schema of spec files."""
    typer.echo(json.dumps(spec_schema(), ensure_ascii=False, indent=2))
