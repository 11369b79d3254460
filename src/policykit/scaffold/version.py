"""add_version: another text of a policy that is collected, newer or older than the one that is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file, write_changed, write_new
from policykit.base.resources import load
from policykit.base.yamlfile import parse, scalar
from policykit.corpus.drift import Change, compare
from policykit.corpus.folder import FOLDER, VERSIONS, build, drawn_files, read_folder
from policykit.corpus.policyfile import Metadata, read_metadata
from policykit.corpus.standing import Standings
from policykit.intake import MOST_BYTES
from policykit.scaffold.collected import Added
from policykit.scaffold.policy import Options, check_id, prepare, taken
from policykit.specs.follow import Followed, follow
from policykit.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from policykit.model import Policy

__all__ = ["Renewed", "add_version"]

_CARD = "policy.yml"
_KEPT = ("issuers", "publisher")
"""Of the card of a text these stand for the next too, where it does not show them itself."""


class Renewed(NamedTuple):
    """What became of a policy to which a text was added."""

    policy: str
    is_present: bool
    """Whether the added text is the present one now; else it is an earlier one."""
    moved: str = ""
    """The name of the file in `versions/` that was written; none for the first text of all."""
    changes: tuple[Change, ...] = ()
    """From the text that was the present one to that which is, every clause; empty for an earlier text."""
    followed: Followed | None = None
    """What became of the spec, if there is one and the present text is another."""


class _Entry(NamedTuple):
    """An entry of `versions` in policy.yml."""

    day: date
    lines: str


def add_version(source: Path, policy_id: str, day: date, options: Options) -> Renewed:
    """Add a text of a policy; `day` is that of its issue or amendment.

    A newer text takes the place of the present one, which moves to `versions/`; the entries of the spec follow their
    clauses. An older one goes to `versions/` itself. The first text of a policy begins one. Everything is written or
    nothing; of the options, the division is that of the policy where there is one.

    Raises
    ------
    PolicykitError
        The folder of the policy is at fault, a text of the day or with the bytes is there (PK122),
        the present one has no day (PK108), or the source cannot be read or is no policy, as with `add_policy`.
    """
    folder = options.root / FOLDER / policy_id
    if not folder.exists():
        return _first(source, policy_id, day, options)
    present, about = _present(folder)
    own = replace(options, division=about.division, drafting=False)
    added = prepare(source, read_file(source, MOST_BYTES), own, policy_id)
    current = _day_of(present, about)
    _refuse_known(present, about, added, {day, current})
    files: dict[Path, bytes | None] = {}
    name = next(path for path in added.files if path.name.startswith("source."))
    if day < current:
        entry = _moved(
            files, folder, day, {path: data for path, data in added.files.items() if path.name != _CARD}, name
        )
        about_it = _entry(
            day, entry, added.sha256, {"number": added.number if added.number != about.number else None}
        )
        card = _with_versions((folder / _CARD).read_text("utf-8"), [*_entries(about), about_it])
        files[folder / _CARD] = card.encode()
        write_changed(files)
        return Renewed(policy_id, is_present=False, moved=entry)
    old = {path: read_file(path, MOST_BYTES) for path in _files_of(folder, about.file)}
    entry = _moved(files, folder, current, old, folder / about.file)
    files |= dict.fromkeys(old) | {path: data for path, data in added.files.items() if path.name != _CARD}
    kept = {"title": about.title if about.title != added.title else None, "number": about.number}
    if about.effective and about.effective != _said(present):
        kept["effective"] = about.effective.isoformat()
    was = _entry(current, entry, about.sha256, kept)
    card = _next_card(added, about, day)
    files[folder / _CARD] = _with_versions(card, [*_entries(about), was]).encode()
    following = _text_of(added, name, present, policy_id)
    followed = _follow(options.root / "specs" / f"{policy_id}.yml", present, following, files)
    write_changed(files)
    return Renewed(
        policy_id, is_present=True, moved=entry, changes=compare(present, following), followed=followed
    )


def _first(source: Path, policy_id: str, day: date, options: Options) -> Renewed:
    """Add a policy with the day of its text; no id, division or file that `add_policy` refuses is taken."""
    problems = [*check_id(policy_id), *taken(options.root, policy_id)]
    if problems:
        raise PolicykitError(problems)
    added = prepare(source, read_file(source, MOST_BYTES), options, policy_id)
    added.files[added.card] += f"version: {day}\n".encode()
    write_new(dict(added.files))
    return Renewed(policy_id, is_present=True)


def _present(folder: Path) -> tuple[Policy, Metadata]:
    found = read_folder(folder)
    about, _ = read_metadata(folder / _CARD, _CARD)
    if isinstance(found, list) or about is None:
        raise PolicykitError(found if isinstance(found, list) else [])
    return found, about


def _said(policy: Policy) -> date | None:
    stated = Standings([policy]).validity(policy).effective
    return stated.day if stated else None


def _day_of(policy: Policy, about: Metadata) -> date:
    """The day that dates the present text: given, of its last amendment, of its issue, of its entry into force."""
    amended = Standings([policy]).validity(policy).amended
    day = about.version or (amended.day if amended else policy.dated) or about.effective or _said(policy)
    if day is None:
        wording = load("metadata")["missing"]
        values = {"key": "version", "reason": wording["says"], "hint": load("metadata")["no_version"]}
        raise PolicykitError([Diagnostic(Code.BAD_METADATA, values, file=f"{FOLDER}/{policy.id}/{_CARD}")])
    return day


def _refuse_known(policy: Policy, about: Metadata, added: Added, days: set[date]) -> None:
    taken = {each.day for each in about.versions}
    same = [*(each.sha256 for each in about.versions), about.sha256]
    words = load("metadata")["there"]
    what = ""
    if len(days) == 1 or taken & days:
        what = words["day"].format(day=min(taken & days, default=min(days)))
    elif added.sha256 in same:
        what = words["bytes"]
    if what:
        raise PolicykitError([Diagnostic(Code.VERSION_THERE, {"id": policy.id, "what": what})])


def _files_of(folder: Path, name: str) -> Iterator[Path]:
    """A source and what was drawn from it."""
    yield folder / name
    yield from (folder / each for each in drawn_files(name) if (folder / each).exists())


def _moved(
    files: dict[Path, bytes | None], folder: Path, day: date, texts: dict[Path, bytes], source: Path
) -> str:
    """Put a source and what was drawn from it among the earlier texts; the name of its file there."""
    name = f"{day}{source.suffix}"
    drawn = dict(zip(drawn_files(source.name), drawn_files(f"{VERSIONS}/{name}"), strict=True))
    for path, data in texts.items():
        files[folder / drawn.get(path.name, f"{VERSIONS}/{name}")] = data
    return name


def _entry(day: date, file: str, sha256: str, own: dict[str, str | None]) -> _Entry:
    lines = [f"  - date: {day}", f"    file: {file}", f"    sha256: {sha256}"]
    lines += [f"    {key}: {scalar(value)}" for key, value in own.items() if value and key != "effective"]
    lines += [f"    effective: {own['effective']}"] if own.get("effective") else []
    return _Entry(day, "".join(f"{line}\n" for line in lines))


def _entries(about: Metadata) -> list[_Entry]:
    return [
        _entry(
            each.day,
            each.file,
            each.sha256,
            {
                "title": each.title,
                "number": each.number,
                "effective": each.effective.isoformat() if each.effective else None,
            },
        )
        for each in about.versions
    ]


def _with_versions(card: str, entries: list[_Entry]) -> str:
    """A card with these earlier texts, in the order of their days; all else stays as it is written."""
    listed = "versions:\n" + "".join(each.lines for each in sorted(entries, key=lambda each: each.day))
    document, _ = parse(card, _CARD)
    lines = card.splitlines(keepends=True)
    if document is None or not isinstance(document.data, dict) or "versions" not in document.data:
        return card.rstrip("\n") + "\n" + listed
    first = document.keys["versions",].line
    later = [place.line for at, place in document.keys.items() if len(at) == 1 and place.line > first]
    return "".join(lines[:first]) + listed + "".join(lines[min(later, default=len(lines)) :])


def _next_card(added: Added, about: Metadata, day: date) -> str:
    """The card of the text that is the present one now: what it shows, and of the last what stands for both."""
    card = added.files[added.card].decode()
    document, _ = parse(card, _CARD)
    known = document.data if document is not None else {}
    lines = card.splitlines(keepends=True)
    if load("drafting")["untitled"] in lines[0]:
        lines[0] = f"title: {scalar(about.title)}\n"
    for key in _KEPT:
        value = getattr(about, key)
        if key not in known and value:
            listed = (
                "".join(f"\n  - {scalar(each)}" for each in value)
                if key == "issuers"
                else f" {scalar(value)}"
            )
            lines.append(f"{key}:{listed}\n")
    return "".join(lines) + f"version: {day}\n"


def _text_of(added: Added, source: Path, present: Policy, policy_id: str) -> Policy:
    """The added text as a policy, to be compared."""
    drawn = source.with_name(drawn_files(source.name)[0])
    text = (
        added.files[drawn].decode() if drawn in added.files else decode(added.files[source], file=str(source))
    )
    about = Metadata(
        title=added.title,
        level=present.level,
        division=present.division,
        file=source.name,
        sha256=added.sha256,
        date_issued=present.dated,
    )
    return build(policy_id, about, text)


def _follow(spec: Path, old: Policy, new: Policy, files: dict[Path, bytes | None]) -> Followed | None:
    if not spec.exists():
        return None
    text = read_file(spec).decode("utf-8-sig")
    followed = follow(text, old, new)
    if followed.text != text:
        files[spec] = followed.text.encode()
    return followed
