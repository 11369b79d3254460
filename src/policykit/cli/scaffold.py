"""The commands that begin something: init, add, draft."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policykit.base.files import leftovers
from policykit.cli.app import PathOption, app, load, say, watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from policykit.drafting import Outcome
    from policykit.scaffold import Options
    from policykit.scaffold.batch import Source

__all__ = ["add", "draft_", "init"]


@app.command(help="新建一个空的知识库：目录、网页和设置。")
def init(
    folder: Annotated[Path, typer.Argument(help="目录；不写为当前目录，没有则新建。")] = Path(),
    title: Annotated[str | None, typer.Option("--title", help="网站的名称。")] = None,
    field: Annotated[
        str,
        typer.Option(
            "--field",
            help="另一个领域的名称，如 教育：指标、填报单位、等级和词表都是自己的，不用自带的医疗卫生的。",
        ),
    ] = "",
) -> None:
    """Write the files of an empty knowledge base."""
    from policykit.scaffold import new_project

    _tell_leftovers(folder)
    for path in new_project(folder, title or f"{field}政策条款库", field):
        say(f"已写入 {path}")


@app.command(help="加入政策文件：保存原文，写出 policy.yml，起草 specs 文件；可以一次加入许多份。")
def add(  # noqa: PLR0913, PLR0917 - each is an option of the command
    files: Annotated[
        list[Path],
        typer.Argument(
            help="政策文件、目录或压缩包（zip）；只加入一份时，后面可以再写编号，如 shexian-2025。",
            show_default=False,
        ),
    ],
    division: Annotated[
        str | None,
        typer.Option("--division", help="行政区划代码，如 341021；国家为 000000。不写则由落款和标题得出。"),
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="不像政策文件的、已经收入的也加入。")] = False,
    drafting: Annotated[bool, typer.Option("--draft/--no-draft", help="是否起草要求（specs）。")] = True,
    seconds: Annotated[
        int, typer.Option("--seconds", min=1, help="读一份文件最多用多少秒，超过的不加入；扫描件每页约5秒。")
    ] = 300,
    version: Annotated[
        datetime | None,
        typer.Option(
            "--version",
            formats=["%Y-%m-%d"],
            help="编号所指政策的另一个版本，日期是它公布或修改的日期；较新的成为现行文本，原来的移入 versions/。",
        ),
    ] = None,
    path: PathOption = None,
) -> None:
    """Add policies; exit code 1 when some could not be added, 2 when none."""
    from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
    from policykit.base.division import Division
    from policykit.corpus import find_root
    from policykit.scaffold import Options, add_policies, add_policy, found

    here = Path.cwd()
    # Never the content that the package carries: it is not the reader's to add to.
    nearest = next((folder for folder in (here, *here.parents) if (folder / "policy_texts").is_dir()), here)
    root = find_root(path or nearest)
    _tell_leftovers(root)
    if version is not None:
        _add_version(files, version.date(), Options(root, division, anyway, drafting))
        return
    if len(files) == _FILE_AND_ID and division and _is_id(files[1]):
        for written in add_policy(root, files[0], files[1].name, division, anyway=anyway):
            say(f"已写入 {written.relative_to(root)}")
        _tell_left_out(root, files[1].name)
        say(
            f"请核对 policy.yml，用 policykit review {files[1].name} 逐条核定起草的要求，再运行 pytest specs。"
        )
        return
    if division is not None and division not in Division.all():
        values: dict[str, object] = {"value": division, "hint": Division.hint(division)}
        raise PolicykitError([Diagnostic(Code.DATA_UNKNOWN_DIVISION, values)])
    sources = _some(found(files), files)
    options = Options(root, division, anyway, drafting, seconds)
    outcomes = add_policies(sources, options, progress=watch)
    taken = [outcome for outcome in outcomes if outcome.policy]
    for outcome in outcomes:
        if outcome.policy:
            lacking = f"（未见{'、'.join(outcome.missing)}）" if outcome.missing else ""
            say(f"已加入 {outcome.policy}  {outcome.title}{lacking}")
            _tell_left_out(root, outcome.policy)
        for problem in outcome.problems:
            say(problem.render(), err=True)
    say(f"共{len(outcomes)}份：已加入{len(taken)}份，未加入{len(outcomes) - len(taken)}份。")
    if taken:
        say("请核对各 policy.yml，用 policykit review 逐条核定起草的要求，再运行 pytest specs。")
    if len(taken) < len(outcomes):
        raise typer.Exit(1 if taken else 2)


_FILE_AND_ID = 2


def _some(sources: list[Source], files: Sequence[Path]) -> list[Source]:
    """What is to be added; of a folder without any file it is said, and no more is done."""
    if not sources:
        say(f"{'、'.join(map(str, files))} 中没有文件可以加入。", err=True)
        raise typer.Exit(2)
    return sources


def _tell_left_out(root: Path, policy: str, moved: str = "") -> None:
    """Say what of a source is not in the text that was drawn from it, or of that in `versions/`."""
    from policykit.corpus.folder import FOLDER, VERSIONS, drawn_files
    from policykit.intake import left_out

    name = drawn_files(f"{VERSIONS}/{moved}" if moved else "")[1]
    path = root / FOLDER / policy / name
    for problem in left_out(path.read_bytes(), f"{FOLDER}/{policy}") if path.exists() else ():
        say(problem.render(), err=True)


def _add_version(files: Sequence[Path], day: date, options: Options) -> None:
    """Add a text of one policy, and say what became of the last one and of its spec."""
    from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
    from policykit.cli.changes import tell
    from policykit.corpus.drift import Drift
    from policykit.scaffold import add_version

    if len(files) != _FILE_AND_ID or not _is_id(files[1]):
        values: dict[str, object] = {
            "reason": "--version 要写文件和政策编号各一个",
            "command": "policykit add",
        }
        raise PolicykitError([Diagnostic(Code.BAD_USAGE, values)])
    policy = files[1].name
    renewed = add_version(files[0], policy, day, options)
    _tell_left_out(options.root, policy, "" if renewed.is_present else renewed.moved)
    if not renewed.is_present:
        say(f"已写入 policy_texts/{policy}/versions/{renewed.moved}，可用 {policy}@{day} 查阅。")
        return
    if not renewed.moved:
        say(f"已加入 {policy}，文本的日期为 {day}。")
        return
    changes = [change for change in renewed.changes if change.kind is not Drift.UNCHANGED]
    say(f"{policy} 的现行文本已换成 {day} 的；原来的移到 versions/{renewed.moved}。{len(changes)} 处变化：")
    for change in changes:
        say(tell(change))
    if renewed.followed is not None:
        followed = renewed.followed
        kept = f"{followed.kept} 项引文没有变，其中 {followed.moved} 项已改为新编号"
        say(f"specs/{policy}.yml：{kept}；{len(followed.look)} 项要看：")
        for look in followed.look:
            say(f"  {look.entry}  {tell(look.change).strip()}")
    is_new = any(change.kind is Drift.ADDED for change in changes)
    if renewed.followed is not None and (renewed.followed.look or is_new):
        say(
            f"要看的和新增的条款，可用 policykit draft {policy} 照新文起草，用 policykit review {policy} 核定。"
        )
    say("请核对 policy.yml，再运行 pytest specs。")


def _is_id(path: Path) -> bool:
    """Whether the last of two arguments is the id of the first: no file has this name, and no file's name looks so."""
    return not path.exists() and path.name == str(path) and not path.suffix


def _tell_leftovers(folder: Path) -> None:
    for path in leftovers(folder):
        say(f"提示：{path} 是上次没有写完的残留，可以删去。", err=True)


@app.command(
    "draft",
    help="照原文起草要求：指标、目标值、期限等逐项拟好写入 specs 文件，标为待核定，不改动已有的条目。",
)
def draft_(
    policy: Annotated[str | None, typer.Argument(help="政策编号。", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="起草全部政策文件，统一新拟指标的名称。")] = False,
    printed: Annotated[bool, typer.Option("--print", help="只显示，不写入文件。")] = False,
    path: PathOption = None,
) -> None:
    """Draft the spec of a policy, or those of all."""
    from policykit.corpus import find_root
    from policykit.drafting import draft_all, draft_policy, write_drafts

    if (policy is None) is not every:
        message = "请写政策编号，或用 --all 起草全部。"
        raise typer.BadParameter(message)
    root = find_root(path)
    outcomes = draft_all(root, progress=watch) if every else [draft_policy(load(path), str(policy))]
    if printed:
        for outcome in outcomes:
            say(outcome.text, end=False)
        return
    write_drafts(root, outcomes)
    for outcome in outcomes:
        for problem in outcome.problems:
            say(problem.render(), err=True)
        if not outcome.problems:
            say(_told(outcome))
    if any(outcome.is_new for outcome in outcomes):
        say("请用 policykit review 逐条核定，再运行 pytest specs。")
    if any(outcome.problems for outcome in outcomes):
        raise typer.Exit(1)


def _told(outcome: Outcome) -> str:
    """What was drafted for a policy, in one line."""
    drafted = outcome.drafted
    if not outcome.is_new:
        return f"{outcome.policy}  没有新的可起草"
    left = f"，{len(drafted.open)}处留待填写" if drafted.open else ""
    counted = f"要求{len(drafted.requirements)}条、不作为要求的{len(drafted.dismissed)}条{left}"
    return f"specs/{outcome.policy}.yml  {counted}"
