"""The commands on the corpus as data: `policykit corpus build` and `policykit corpus info`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from policykit.base.drivers import Driver
from policykit.base.resources import load as load_words
from policykit.cli.app import PathOption, app, say, watched

if TYPE_CHECKING:
    from policykit.index.shards import Built

__all__ = ["build", "info"]

_group = typer.Typer(
    no_args_is_help=True, help="把收录的政策文件做成分片（Parquet），供大批文件快速读取和统计。"
)
app.add_typer(_group, name="corpus")

_Place = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", help="分片的目录或地址（如 s3://桶/目录）；不写为本机缓存。", show_default=False
    ),
]


@_group.command(
    help="生成分片：条款、表格、数量表述和查找所需的特征。没有变化的文件不重做；中断后再运行会接着做。"
)
def build(  # noqa: PLR0913, PLR0917 - the options of a command
    source: Annotated[
        str | None,
        typer.Option("--source", help="知识库的地址（如 s3://桶/知识库），代替 --path。", show_default=False),
    ] = None,
    output: _Place = None,
    driver: Annotated[
        Driver, typer.Option("--driver", help="由谁来做：本机进程、Dask 集群或 Spark。")
    ] = Driver.POOL,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", help="集群的地址，如 tcp://主机:8786、spark://主机:7077；不写则在本机起一个。"
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="本机同时做几份；不写则同处理器个数。")
    ] = None,
    path: PathOption = None,
) -> None:
    """Build the shards, and say what they hold."""
    from policykit.corpus import find_root
    from policykit.index.shards import build as build_shards

    if source is not None and output is None:
        raise typer.BadParameter(load_words("shards")["where"], param_hint="--output")
    root = source or find_root(path).resolve()
    words = load_words("shards")
    built = build_shards(
        root,
        output,
        driver=driver,
        jobs=jobs,
        address=scheduler,
        progress=lambda marks, total: watched(marks, total, words["progress"]),
    )
    _tell(built)
    say(words["made"].format(made=built.made, policies=built.total("policies")))
    for policy, codes in built.problems:
        say(words["problem"].format(policy=policy, codes=codes))


@_group.command(help="分片里有什么；加 --verify 逐片核对校验值，有不符的返回 1。")
def info(
    output: _Place = None,
    verify: Annotated[bool, typer.Option("--verify", help="逐片核对校验值。")] = False,
    words: Annotated[bool, typer.Option("--words", help="统计词和字对的个数。")] = False,
    path: PathOption = None,
) -> None:
    """Say what the shards of a place hold; the exit code is 1 when one is damaged."""
    from policykit.corpus import find_root
    from policykit.corpus.shelf import default_place
    from policykit.index.shards import counts
    from policykit.index.shards import info as told

    place = output if output is not None else default_place(find_root(path))
    built, damaged = told(place, verify=verify)
    _tell(built)
    wording = load_words("shards")
    for policy, codes in built.problems:
        say(wording["problem"].format(policy=policy, codes=codes))
    if words:
        features = counts(place, [mark.name for mark in built.marks])["feature"].to_pylist()
        kinds = {kind: sum(name.startswith(kind) for name in features) for kind in ("w", "g", "s")}
        say(wording["words"].format(words=kinds["w"], pairs=kinds["g"] + kinds["s"]))
    for name in damaged:
        say(wording["damaged"].format(name=name))
    raise typer.Exit(int(bool(damaged)))


def _tell(built: Built) -> None:
    totals = {what: built.total(what) for what in ("policies", "texts", "clauses", "characters", "size")}
    megabytes = totals.pop("size") / 2**20
    say(
        load_words("shards")["summary"].format(
            place=built.place, shards=len(built.marks), megabytes=megabytes, **totals
        )
    )
