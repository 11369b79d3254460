"""The command that searches: search."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.cli.app import PathOption, app, load, out, say
from policykit.index.search import search as find
from policykit.model import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from policykit.corpus import Corpus
    from policykit.index.search import Hit
    from policykit.model import Span

__all__ = ["search"]

_EXCERPT = 90
"""Characters of a clause's text that are shown around what was found."""


@app.command(help="查找条款：词、数字、文号、一句话；繁简、全半角均可，“…”表示原文照查。")
def search(  # noqa: PLR0913, PLR0917 - each is an option of the command
    query: Annotated[list[str], typer.Argument(help="要查找的内容，如 县域内就诊率。")],
    level: Annotated[Level | None, typer.Option(help="只查这一层级。")] = None,
    division: Annotated[str | None, typer.Option(help="只查这一行政区划及其下辖，代码或名称。")] = None,
    policy: Annotated[str | None, typer.Option(help="只查这一份政策文件（编号）。")] = None,
    year: Annotated[int | None, typer.Option(help="只查这一年的政策文件。")] = None,
    issuer: Annotated[str | None, typer.Option(help="只查这一发文机关。")] = None,
    has_check: Annotated[
        bool | None,
        typer.Option("--has-check/--no-check", help="只查有（没有）量化要求的条款。"),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="最多显示几条。")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    path: PathOption = None,
) -> None:
    """Print the clauses that answer a query, best first."""
    corpus = load(path)
    if policy is not None:
        corpus.policy(policy)
    hits = find(
        corpus,
        " ".join(query),
        level=level,
        division=None if division is None else _code(division),
        policy=policy,
        year=year,
        issuer=issuer,
        has_check=has_check,
        checked=() if has_check is None else _checked(corpus),
    )
    if as_json:
        rows = [_row(hit, corpus) for hit in hits[:limit]]
        typer.echo(json.dumps({"total": len(hits), "hits": rows}, ensure_ascii=False, indent=2))
        return
    if not hits:
        say("没有找到。可以试试：减少条件，换一个说法，或只写最要紧的一个词。")
        raise typer.Exit(1)
    for hit in hits[:limit]:
        _print(hit, corpus)
    count = min(limit, len(hits))
    say(f"共 {len(hits)} 条" + (f"，以上是前 {count} 条（--limit 可多显示）" if count < len(hits) else ""))


def _code(written: str) -> str:
    found = Division.find(written)
    if found is None:
        values = {"value": written, "hint": Division.hint(written)}
        raise PolicykitError([Diagnostic(Code.DATA_UNKNOWN_DIVISION, dict(values))])
    return found.code


def _checked(corpus: Corpus) -> Collection[str]:
    from policykit.specs import Specs

    return {requirement.clause for requirement in Specs.load(corpus).requirements}


def _row(hit: Hit, corpus: Corpus) -> dict[str, object]:
    clause = hit.clause
    return {
        "id": clause.id,
        "policy": clause.policy,
        "title": corpus.policy(clause.policy).title,
        "level": clause.level.value,
        "label": clause.label,
        "role": clause.role.value,
        "heading": clause.heading,
        "text": clause.text,
        "score": hit.score,
        "highlights": [[span.start, span.end] for span in hit.highlights],
    }


def _print(hit: Hit, corpus: Corpus) -> None:
    clause = hit.clause
    policy = corpus.policy(clause.policy)
    head = Text(f"{clause.id}  ", style="bold")
    head.append(f"{clause.level.label}  {policy.title}", style="dim")
    if not hit.normative:
        head.append(f"  {policy.part(clause).above[0].label}，不是政策正文", style="yellow")
    out.print(head, soft_wrap=True)
    label = Text(f"  {clause.label}  ")
    label.append_text(_marked(clause.heading, hit.heading, 0, len(clause.heading)))
    out.print(label, soft_wrap=True)
    start = max(0, hit.text[0].start - _EXCERPT // 3) if hit.text else 0
    end = min(len(clause.text), start + _EXCERPT)
    excerpt = Text("  " + ("…" if start else ""))
    excerpt.append_text(_marked(clause.text, hit.text, start, end))
    excerpt.append("…" if end < len(clause.text) else "")
    out.print(excerpt, soft_wrap=True)


def _marked(text: str, spans: Sequence[Span], start: int, end: int) -> Text:
    excerpt = Text(text[start:end].replace("\n", " "))
    for span in spans:
        if span.end > start and span.start < end:
            excerpt.stylize("bold red", max(0, span.start - start), min(end, span.end) - start)
    return excerpt
