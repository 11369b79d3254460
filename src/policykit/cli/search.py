"""The command that searches: search."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division, Level
from policykit.base.resources import load as load_data
from policykit.cli.app import PathOption, app, load, out, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policykit.corpus import Corpus
    from policykit.index.search import Answer, Card, Filter, Hit
    from policykit.model import Span
    from policykit.model.requirement import Requirement

__all__ = ["search"]


@app.command(
    help="查找政策文件、条款、指标和要求：词、数字、文号、引用、编号、地名、拼音、一句话；“…”原文照查，-词排除。"
)
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
    status: Annotated[
        str | None, typer.Option(help="只查今天是这一时效的：现行有效、尚未施行、已失效、已废止、已修改。")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="最多显示几条。")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    path: PathOption = None,
) -> None:
    """Print what a query names, and the clauses that answer it, best first."""
    from policykit.index.search import Filter, answer

    corpus = load(path)
    if policy is not None:
        corpus.policy(policy)
    requirements = _requirements(corpus, needed=has_check is not None)
    code = None if division is None else _code(division)
    wanted = Filter(level, code, policy, year, issuer, has_check, status and _status(status))
    found = answer(corpus, " ".join(query), requirements, wanted=wanted)
    due = {card.id: _falling_due(card, requirements, corpus, wanted) for card in found.cards}
    if as_json:
        typer.echo(json.dumps(_rows(found, due, corpus, limit), ensure_ascii=False, indent=2))
        return
    for typed, meant in found.read_as:
        say(f"没有与“{typed}”一致的文字，已按“{meant}”查找。")
    for card in found.cards:
        out.print(Text.assemble((f"[{card.kind.label}] ", "bold"), card.id, "  ", card.title), soft_wrap=True)
        if card.kind.value == "due":
            _print_due(due[card.id], corpus, limit)
    if not (found.cards or found.hits or found.partial):
        near = f"本库中相近的词：{'、'.join(found.offers)}。" if found.offers else ""
        say(f"没有找到。{near}可以试试：减少条件，换一个说法，或只写最要紧的一个词。")
        raise typer.Exit(1)
    for hit in found.hits[:limit]:
        _print(hit, corpus)
    for hit in found.partial[: max(0, limit - len(found.hits))]:
        out.print(Text(f"不含：{'、'.join(hit.missing)}", style="yellow"), soft_wrap=True)
        _print(hit, corpus)
    _count(found, limit)


def _falling_due(
    card: Card, requirements: Sequence[Requirement], corpus: Corpus, wanted: Filter
) -> list[Requirement]:
    """What falls due in the period of a card, the nearest first; of the site it is a page."""
    if card.kind.value != "due":
        return []
    first, last = map(date.fromisoformat, card.id.split(".."))
    dated = [(each.due, each.id, each) for each in requirements if each.due and first <= each.due <= last]
    return [each for *_, each in sorted(dated) if wanted.fits(corpus.policy(each.policy), corpus)]


def _print_due(found: Sequence[Requirement], corpus: Corpus, limit: int) -> None:
    for each in found[:limit]:
        title = corpus.policy(each.policy).title
        out.print(
            Text.assemble(f"  {each.due}  {each.clause}  {each.plain}  ", (title, "dim")), soft_wrap=True
        )
    more = f"，以上是前 {limit} 项（--limit 可多显示）" if len(found) > limit else ""
    say(f"  {len(found)} 项要求到期{more}")


def _requirements(corpus: Corpus, *, needed: bool) -> Sequence[Requirement]:
    """What cards may lead to; texts are searched all the same where a spec cannot be read."""
    from policykit.specs import Specs

    try:
        return Specs.load(corpus).requirements
    except PolicykitError:
        if needed:
            raise
        return ()


def _count(found: Answer, limit: int) -> None:
    """Say how many clauses there are; those that lack a word are counted apart."""
    count = min(limit, len(found.hits))
    more = f"，以上是前 {count} 条（--limit 可多显示）" if count < len(found.hits) else ""
    apart = f"；另有 {len(found.partial)} 条只含一部分词" if found.partial else ""
    if found.hits or found.partial:  # of what is found by its name there are cards alone
        say(f"共 {len(found.hits)} 条{more}{apart}")


def _rows(
    found: Answer, due: Mapping[str, Sequence[Requirement]], corpus: Corpus, limit: int
) -> dict[str, object]:
    cards = [
        {
            "kind": card.kind.value,
            "id": card.id,
            "title": card.title,
            **({"policies": list(card.policies)} if card.policies else {}),
            **({"requirements": [each.id for each in due[card.id]]} if card.kind.value == "due" else {}),
        }
        for card in found.cards
    ]
    return {
        "cards": cards,
        "total": len(found.hits),
        "hits": [_row(hit, corpus) for hit in found.hits[:limit]],
        "partial": [{**_row(hit, corpus), "missing": list(hit.missing)} for hit in found.partial[:limit]],
        "read_as": [list(pair) for pair in found.read_as],
        "offers": list(found.offers),
    }


def _status(written: str) -> str:
    """The name of a status, by itself or in Chinese."""
    labels: dict[str, str] = load_data("labels")["Status"]
    found = next((name for name, label in labels.items() if written in (name, label)), None)
    if found is None:
        reason = f"没有“{written}”这种时效，可写{'、'.join(labels.values())}"
        raise PolicykitError([Diagnostic(Code.BAD_USAGE, {"reason": reason, "command": "policykit search"})])
    return found


def _code(written: str) -> str:
    found = Division.find(written)
    if found is None:
        values = {"value": written, "hint": Division.hint(written)}
        raise PolicykitError([Diagnostic(Code.DATA_UNKNOWN_DIVISION, dict(values))])
    return found.code


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
        "snippet": hit.snippet.cut(clause.text),
        "stated": [each.plain for each in corpus.policy(clause.policy).statements(clause)],
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
    for stated in policy.statements(clause):
        if stated.is_short:
            out.print(Text(f"  {stated.plain}", style="dim"), soft_wrap=True)
    start, end = hit.snippet
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
