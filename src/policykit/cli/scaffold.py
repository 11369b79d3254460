"""The commands that begin something: init, add, draft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policykit.base.files import leftovers
from policykit.cli.app import PathOption, app, load, say
from policykit.corpus import find_root

__all__ = ["add", "draft_", "init"]


@app.command(help="新建一个空的知识库：目录、网页和设置。")
def init(
    folder: Annotated[Path, typer.Argument(help="目录；不写为当前目录，没有则新建。")] = Path(),
    title: Annotated[str, typer.Option("--title", help="网站的名称。")] = "政策条款库",
) -> None:
    """Write the files of an empty knowledge base."""
    from policykit.scaffold import new_project

    _tell_leftovers(folder)
    for path in new_project(folder, title):
        say(f"已写入 {path}")


@app.command(help="加入一份政策文件：保存原文，写出 policy.yml 和待填写的 specs 文件。")
def add(
    file: Annotated[Path, typer.Argument(help="政策文件的全文（纯文本）。", show_default=False)],
    policy: Annotated[str, typer.Argument(help="给它的编号，如 shexian-2025。", show_default=False)],
    division: Annotated[
        str, typer.Option("--division", help="行政区划代码，如 341021；国家为 000000。", show_default=False)
    ],
    path: PathOption = None,
) -> None:
    """Add a policy."""
    from policykit.scaffold import add_policy

    here = Path.cwd()
    # Never the content that the package carries: it is not the reader's to add to.
    nearest = next((folder for folder in (here, *here.parents) if (folder / "policy_texts").is_dir()), here)
    root = find_root(path or nearest)
    _tell_leftovers(root)
    for written in add_policy(root, file, policy, division):
        say(f"已写入 {written.relative_to(root)}")
    say(f"请核对 policy.yml，并逐处填写 specs/{policy}.yml，再运行 pytest specs。")


def _tell_leftovers(folder: Path) -> None:
    for path in leftovers(folder):
        say(f"提示：{path} 是上次没有写完的残留，可以删去。", err=True)


@app.command(
    "draft", help="列出一份政策文件里还没有着落的数字，带条款编号和引文，可以复制到 specs 文件里填写。"
)
def draft_(
    policy: Annotated[str, typer.Argument(help="政策编号。", show_default=False)],
    path: PathOption = None,
) -> None:
    """Print what a spec does not account for yet."""
    from policykit.specs import draft

    say(draft(load(path), policy), end=False)
