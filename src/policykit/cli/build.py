"""The command that builds the site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policykit.cli.app import PathOption, app, err

__all__ = ["build_"]


@app.command("build", help="生成网站，打印首页的地址。内容没有变化时不重新生成；生成失败时，原来的网站不变。")
def build_(
    path: PathOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="网站放在哪个目录；不写为 _build/html。")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="几个进程同时处理；不写则文件不多时一个，多时每个处理器一个。"
        ),
    ] = None,
) -> None:
    """Build the site."""
    from policykit.base.files import find_root
    from policykit.site.build import build_site

    here = Path.cwd()
    # Never the content that the package carries: nothing is to be written there.
    nearest = next((folder for folder in (here, *here.parents) if (folder / "policy_texts").is_dir()), here)
    with err.status("") as status:

        def tell(sentence: str, percent: int | None = None) -> None:
            if err.is_terminal:
                status.update(sentence if percent is None else f"{sentence} {percent}%")
            elif percent is None:
                typer.echo(sentence, err=True)

        page = build_site(find_root(path or nearest), output, jobs=jobs, tell=tell)
    typer.echo(page.as_uri())
