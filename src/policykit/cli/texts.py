"""The commands that show texts: list, show, outline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykit.base.clock import today
from policykit.base.diagnostics import PolicykitError
from policykit.base.files import read_file
from policykit.cli.app import PathOption, app, load, out, say, table

if TYPE_CHECKING:
    from policykit.model import Clause, Policy, Row

__all__ = ["list_", "outline", "show"]


@app.command("list", help="列出政策文件，或一份政策文件的全部条款。")
def list_(
    policy: Annotated[str | None, typer.Argument(help="政策编号；不写则列出全部政策文件。")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="只列这一天现行有效的；不写则列出全部。"),
    ] = None,
    path: PathOption = None,
) -> None:
    """List the policies, with whether they are in force, or the clauses of one."""
    from policykit.corpus.drafts import drafted
    from policykit.model import Role

    corpus = load(path)
    day = as_of.date() if as_of else today()
    if policy is None:
        waiting = drafted(corpus.root)
        more = ("待核定",) if waiting else ()
        rows = table("编号", "层级", "时效", "文号", "发布", "条款", *more, "标题")
        corpus = corpus.in_force(day) if as_of else corpus
        for item in corpus.policies:
            issued, status = item.dated, corpus.status(item, day).status
            count = sum(clause.role is Role.CLAUSE for clause in item.clauses)
            facts = (status.label, item.number or "", str(issued or ""), str(count))
            counted = (str(waiting.get(item.id, 0)),) if waiting else ()
            rows.add_row(item.id, item.level.label, *facts, *counted, item.title)
    else:
        rows = table("编号", "位置", "标题", "字数")
        for clause in corpus.policy(policy).clauses:
            if clause.role is Role.CLAUSE:
                rows.add_row(clause.id, clause.label, clause.heading, str(len(clause.text)))
    out.print(rows)


@app.command(help="显示一条条款：原文、位置、出处。")
def show(
    clause: Annotated[str, typer.Argument(help="条款编号，如 nhc-2023-41/4/11。")],
    path: PathOption = None,
) -> None:
    """Show a clause as published, with its citation and place."""
    from policykit.model import Role
    from policykit.text.cite import cite, on_page

    corpus = load(path)
    found = corpus.clause(clause)
    file, line = corpus.location(found)
    before, after = corpus.neighbours(found)
    say(corpus.published(found))
    say("")
    _say_row(found, corpus.policy(found.policy))
    say(f"编号：{found.id}")
    say(f"引用：{cite(found, corpus.policy(found.policy))}")
    say(f"出处：{file}:{line}（字符 {found.start}–{found.end}）")
    if page := on_page(found, corpus.policy(found.policy)):
        original = file.with_name(Path(corpus.policy(found.policy).file).name)
        say(f"原件：{original} {page}")
    if found.role is not Role.CLAUSE:
        component = corpus.policy(found.policy).part(found).above[0]
        say(f"性质：{component.label}，不是政策正文")
    if found.responsible:
        say(f"责任单位：{'、'.join(found.responsible)}")
    for name, other in (("上一条", before), ("下一条", after)):
        if other is not None:
            say(f"{name}：{other.id} {other.heading}".rstrip())


def _say_row(clause: Clause, policy: Policy) -> None:
    """Of a row of a table: its cells with their heads, and what each value is."""
    found, row = policy.table(clause), policy.row(clause)
    if found is None or row is None:
        return
    cells = table("表头", "内容", "单位", "时间")
    stated = {each.span: each for each in row.statements}
    for head, cell in found.headed(row):
        says = stated.get(cell.span)
        cells.add_row(head, cell.text, says.unit if says else "", says.period if says else "")
    out.print(cells)
    for name, words in (("表", found.caption), ("类别", " ".join(_groups(row)))):
        if words:
            say(f"{name}：{words}")
    for note in found.notes:
        say(note)


def _groups(row: Row) -> tuple[str, ...]:
    return row.statements[0].groups if row.statements else ()


@app.command(help="查看任意文本文件的分条结果（不写入任何文件）。")
def outline(
    files: Annotated[list[Path], typer.Argument(help="文本文件，或含有 .txt 文件的目录。")],
) -> None:
    """Show what any text file is cut into, without writing anything."""
    paths = [
        path for given in files for path in (sorted(given.rglob("*.txt")) if given.is_dir() else [given])
    ]
    if not paths:
        say(f"{'、'.join(map(str, files))} 中没有 .txt 文件。", err=True)
        raise typer.Exit(2)
    problems = []
    for path in paths:
        try:
            _print_outline(path)
        except PolicykitError as error:
            problems += error.diagnostics
    if problems:
        raise PolicykitError(problems)


def _print_outline(path: Path) -> None:
    from policykit.intake import MOST_BYTES, read
    from policykit.model import Role
    from policykit.text import decode, document

    data = read_file(path, MOST_BYTES)
    drawn = read(data, file=str(path))
    source = drawn.text if drawn else decode(data, file=str(path))
    doc = document(source)
    say(
        f"{path}：{doc.title or '（未见标题）'}，正文 "
        f"{sum(clause.role is Role.CLAUSE for clause in doc.outline.clauses)} 条，共 {len(source)} 字"
    )
    for part in doc.outline.walk():
        if part.clause is not None:
            line = f"{part.clause.label} {part.heading or part.clause.text[:30]}".replace("\n", " ")
        elif part.is_heading:
            line = f"{'/'.join(part.labels)} {part.heading}"
        else:
            continue
        say("  " * len(part.path) + line)
