"""The command that compares two versions: diff."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykit.base.files import replace_file
from policykit.base.resources import load as load_words
from policykit.cli.app import app, load, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.corpus.drift import Change
    from policykit.interchange.release.compared import Rows
    from policykit.model import Policy

__all__ = ["diff", "tell"]


_SHOWN = 20
"""Rows of a table that are named one by one in a terminal."""


@app.command(
    help="比较政策文件的两个版本，按变化的性质列出：排版、编号、位置、措辞、新增、删除、约束强弱、期限、数字；"
    "或比较 policykit release 的两次发布：各表新增、删除、改动的行。"
)
def diff(
    old: Annotated[
        Path,
        typer.Argument(help="旧版本：文本文件，知识库或发布的目录，或编号，如 shexian-2025@2019-04-02。"),
    ],
    new: Annotated[Path, typer.Argument(help="新版本：文本文件，知识库或发布的目录，或编号。")],
    reanchor: Annotated[
        bool,
        typer.Option(
            "--reanchor", help="条款只是换了编号时，把新版本目录中 specs/*.yml 的 clause 改为新编号。"
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取；只用于两次发布。")] = False,
) -> None:
    """Report the drift between two versions; exit code 1 when more than layout or numbers changed."""
    from policykit.corpus.drift import Drift, drift
    from policykit.interchange.release.compared import is_release

    if is_release(old) or is_release(new):
        raise typer.Exit(_compare_releases(old, new, as_json=as_json))
    if as_json:
        raise typer.BadParameter(load_words("release")["compared"]["only"], param_hint="--json")
    before, after = _policies(old), _policies(new)
    grave = False
    for key in sorted({*before, *after}):
        if key not in before or key not in after:
            say(f"{key}：{(Drift.ADDED if key in after else Drift.REMOVED).label}的政策文件")
            grave = True
            continue
        changes = drift(before[key], after[key])
        grave |= any(not change.kind.harmless for change in changes)
        say(f"{key}：{len(changes)} 处变化" if changes else f"{key}：没有变化")
        for change in changes:
            say(tell(change))
        if reanchor and new.is_dir():
            _follow(new / "specs" / f"{key}.yml", changes)
    raise typer.Exit(1 if grave else 0)


def _compare_releases(old: Path, new: Path, *, as_json: bool) -> int:
    """Say which rows of which tables changed from one release to another; 1 when any did."""
    from policykit.interchange.release import compare
    from policykit.interchange.release.columns import tables

    words, found = load_words("release")["compared"], compare(old, new)
    if as_json:
        typer.echo(json.dumps(found.told, ensure_ascii=False, indent=2))
        return int(bool(found.tables))
    say(words["head"].format(old=found.old, new=found.new))
    for name, rows in found.tables.items():
        counts = {"added": len(rows.added), "removed": len(rows.removed), "changed": len(rows.changed)}
        say(words["table"].format(table=tables()[name].zh, **counts))
        lines = list(_lines_of(rows))
        for line in lines[:_SHOWN]:
            say(line)
        if len(lines) > _SHOWN:
            say(words["more"].format(count=len(lines) - _SHOWN))
    if not found.tables:
        say(words["same"])
    return int(bool(found.tables))


def _lines_of(rows: Rows) -> Iterator[str]:
    words = load_words("release")["compared"]
    for kind in ("added", "removed"):
        for key in getattr(rows, kind):
            yield words["row"].format(kind=words["kinds"][kind], key=key)
    for key, columns in rows.changed.items():
        fields = "、".join(columns)
        yield words["fields"].format(kind=words["kinds"]["changed"], key=key, fields=fields)


def _follow(spec: Path, changes: Iterable[Change]) -> None:
    """Write the spec file with the clauses' new numbers, whole or not at all."""
    from policykit.corpus.drift import Drift
    from policykit.specs.format import reanchor as follow

    moves = {
        change.old.path: change.new.path
        for change in changes
        if change.kind in (Drift.RENUMBERED, Drift.MOVED) and change.old and change.new
    }
    if not moves or not spec.is_file():
        return
    text, moved = follow(spec.read_text("utf-8"), lambda entry: moves.get(entry["clause"]))
    replace_file(spec, text.encode())
    say(f"  {spec}：{moved} 项要求或说明已改为新编号")


def tell(change: Change) -> str:
    """A change in one line: its kind, where the clause stood and stands, and figures that only one text has."""
    from policykit.corpus.drift import Drift

    places = " → ".join(dict.fromkeys(clause.path for clause in (change.old, change.new) if clause))
    figures = f"：{'、'.join(change.gone) or '（无）'} → {'、'.join(change.come) or '（无）'}"
    detail = figures if change.kind in (Drift.FIGURE, Drift.DUE) else ""
    return f"  {change.kind.label}  {places}{detail}"


def _policies(path: Path) -> dict[str, Policy]:
    """The policies of a knowledge base by id, or one text as a policy of its own: a file, or one that is collected."""
    from policykit.corpus.policyfile import Metadata, is_policy_id

    if not path.exists() and path.name == str(path) and is_policy_id(path.name.partition("@")[0]):
        return {"文件": load(None).policy(str(path))}
    from policykit.corpus import Corpus, build
    from policykit.model import Level
    from policykit.text import decode, read_bytes

    if path.is_dir():
        return {policy.id: policy for policy in Corpus.load(path).policies}
    data = read_bytes(path)
    source = decode(data, file=str(path))
    metadata = Metadata(
        title=path.stem,
        level=Level.NATIONAL,
        division="000000",
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return {"文件": build("text", metadata, source)}
