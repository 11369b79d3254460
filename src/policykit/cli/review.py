"""The command `policykit review`: a person goes through what waits in the specs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policykit.cli.app import PathOption, app, console, err, load, out, say, table

__all__ = ["review"]


@app.command(
    help="逐条核定待核定的条目：接受、修改、不是要求、跳过、撤销；每个决定立即写入，可随时退出再接着做。"
)
def review(
    policy: Annotated[str | None, typer.Argument(help="政策编号；只列出待办（--open）时可以不写。")] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="复核人姓名，接受时写入 reviewed；空串为不写。")
    ] = None,
    waiting: Annotated[
        bool, typer.Option("--open", help="只列出各份文件里待核定、未复核和复核已失效的条数。")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="逐条复核已经登记、但未复核或复核已失效的条目，而不是待核定的。")
    ] = False,
    path: PathOption = None,
) -> None:
    """Go through the drafts of one policy, or list what waits in all."""
    from policykit.base.resources import load as load_words
    from policykit.specs.review import Dialog, Walk

    if waiting or policy is None:
        _list(path, policy)
        return
    words, walk = load_words("review"), Walk(load(path), policy, by or "", again=again)
    dialog = Dialog(walk, console())
    if walk.current is None and not walk.problems:
        say(words["nothing_again" if again else "nothing"].format(policy=policy))
        return
    if by is None:
        dialog.ask_by()
    if again and not walk.by:
        say(words["again_by"])
        return
    try:
        dialog.run()
    except KeyboardInterrupt:
        err.print()
        say(words["left"].format(policy=policy, decided=walk.decided, left=len(walk.drafts)))


def _list(path: Path | None, policy: str | None) -> None:
    """What waits, by policy; of one policy also which reviews do not hold any more, and why."""
    from policykit.base.resources import load as load_words
    from policykit.model import void
    from policykit.specs import Specs
    from policykit.specs.review.waiting import waiting

    corpus, words = load(path), load_words("review")
    if policy is not None:
        corpus.policy(policy)  # says so when there is none
    rows = [row for row in waiting(Specs.read(corpus, of=policy)) if policy in (None, row.policy)]
    listed = table(*words["open_head"])
    for row in rows:
        listed.add_row(row.policy, *map(str, row.counts))
    totals = [sum(counts) for counts in zip(*(row.counts for row in rows), strict=True)]
    listed.add_row(words["open_total"], *map(str, totals))
    out.print(listed)
    for row in rows:
        if row.faulty:
            say(words["open_faulty"].format(policy=row.policy, count=row.faulty))
        for entry, _ in row.void:
            say(f"{words['void']}：{entry.clause}　{entry.quote}　{void(entry)}")
