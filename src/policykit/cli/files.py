"""The commands that write files: export, schema."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policykit.cli.app import PathOption, app, load, say

__all__ = ["export", "schema"]


class Form(StrEnum):
    """What the files of an export are."""

    JSONL = "jsonl"
    AKN = "akn"
    NEEDS = "needs"
    XLSX = "xlsx"


@app.command(
    help="导出文件：JSON 行（政策文件、条款、表格、要求、不作要求的数字、条款之间的联系），或其他系统的格式。"
)
def export(
    folder: Annotated[Path, typer.Argument(help="写入的目录；没有则新建。")],
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="jsonl 为 JSON 行；akn 为 Akoma Ntoso 3.0，每份文件一个 XML；needs 为 sphinx-needs 的 needs.json；"
            "xlsx 为各表数值的工作簿。",
        ),
    ] = Form.JSONL,
    path: PathOption = None,
) -> None:
    """Write the corpus as files of one format."""
    from policykit.interchange.export import documents, tables, write_documents, write_tables

    corpus = load(path)
    if form is Form.JSONL:
        for name, count in write_tables(tables(corpus), folder).items():
            say(f"{folder / name}：{count} 行")
        return
    for name, size in write_documents(documents(corpus, form.value), folder).items():
        say(f"{folder / name}：{size} 字节")


@app.command(help="输出 specs/*.yml 的 JSON Schema，供编辑器补全和检查。")
def schema() -> None:
    """Print the JSON Schema of spec files, with the indicators of the knowledge base where one works."""
    from policykit.corpus import find_root
    from policykit.specs import schema as spec_schema

    typer.echo(json.dumps(spec_schema(find_root()), ensure_ascii=False, indent=2))
