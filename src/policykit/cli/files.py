"""The commands that write files: export, release, schema."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policykit.base.clock import today
from policykit.base.resources import load as load_words
from policykit.cli.app import PathOption, app, load, say

__all__ = ["export", "release", "schema"]


class Form(StrEnum):
    """What the files of an export are."""

    JSONL = "jsonl"
    AKN = "akn"
    NEEDS = "needs"
    XLSX = "xlsx"


@app.command(
    help="导出文件：JSON 行（政策文件、条款、表格、数量、要求、不作要求的数字、指标、条款之间的联系等），"
    "或其他系统的格式。"
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


@app.command(
    help="发布开放数据：各表写成 Parquet、CSV 和 JSON 行，附 CSVW、DCAT 目录、JSON Schema、校验值和各列的中英文名。"
    "内容和日期相同，写出的字节就相同；两次发布用 policykit diff 比较。"
)
def release(  # noqa: PLR0913, PLR0917 - the options of a command
    folder: Annotated[Path, typer.Argument(help="写入的目录，不能是已有的。")],
    day: Annotated[
        str | None,
        typer.Option("--date", help="发布日期，也是版本号，如 2026-11-30；不写为今天。", show_default=False),
    ] = None,
    publisher: Annotated[str, typer.Option("--publisher", help="发布单位；不写则不注明。")] = "",
    license_: Annotated[str, typer.Option("--license", help="许可的网址或名称；不写则不注明。")] = "",
    parquet: Annotated[
        bool, typer.Option("--parquet/--no-parquet", help="是否写 Parquet（须装 engines）。")
    ] = True,
    path: PathOption = None,
) -> None:
    """Write the knowledge base as a dated release of open data."""
    from policykit.cli.data import day_of
    from policykit.corpus import find_root
    from policykit.interchange.release import release as write
    from policykit.interchange.release.catalogue import About, title_of

    about = About(day_of(day) or today(), title_of(find_root(path)), publisher, license_)
    made = write(load(path), folder, about, parquet=parquet)
    told = {"path": folder, "tables": len(made.rows), "rows": sum(made.rows.values())}
    say(load_words("release")["written"].format(version=made.version, **told))


@app.command(help="输出 specs/*.yml 的 JSON Schema，供编辑器补全和检查。")
def schema() -> None:
    """Print the JSON Schema of spec files, with the indicators of the knowledge base where one works."""
    from policykit.corpus import find_root
    from policykit.specs import schema as spec_schema

    typer.echo(json.dumps(spec_schema(find_root()), ensure_ascii=False, indent=2))
