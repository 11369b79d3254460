"""add_policy: a text as received → its folder with policy.yml, and a spec that says what is left to do."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.base.files import read_file, write_new
from policykit.base.resources import load
from policykit.base.yamlfile import scalar
from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata, is_policy_id
from policykit.intake import MOST_BYTES, kind_of, read
from policykit.model import Role
from policykit.specs import draft
from policykit.text import decode, document
from policykit.text.decode import check_legible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.text import Document

__all__ = ["add_policy"]

_NUMBER = re.compile(r"\S+?[〔\[(（【]\s*\d{4}\s*[〕\])）】]\s*第?\s*\d+\s*[号號]")
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def add_policy(root: Path, source: Path, policy_id: str, division: str) -> tuple[Path, Path]:
    """Add a policy to the content at `root`; returns its policy.yml and its spec.

    The source is copied byte for byte. Title, 文号, issuers and date of issue are those that the text
    shows; what it does not show is left out for a person to look up. The spec lists every quantity of
    the text as a comment: nothing is accounted for before somebody has read it.

    Raises
    ------
    PolicykitError
        The id is malformed or reserved (PK008) or taken (PK007, PK014), the division does not exist (PK320), the
        source cannot be read (PK005) or is no text with clauses (PK101 to PK104, PK109). Nothing is written then.
    """
    folder, spec = root / "policy_texts" / policy_id, root / "specs" / f"{policy_id}.yml"
    bad = list(_problems(policy_id, division))
    if problems := bad or list(_taken(folder, spec)):
        raise PolicykitError(problems)
    data = read_file(source, MOST_BYTES)
    drawn = read(data, file=str(source))
    if drawn is None:
        text, name, kept = decode(data, file=str(source)), "source.txt", {}
    else:
        check_legible(drawn.text, file=str(source))
        text, name = drawn.text, f"source.{kind_of(data)}"
        kept = {folder / file: written for file, written in drawn.files(data).items()}
    doc = document(text)
    if not any(clause.role is Role.CLAUSE for clause in doc.outline.clauses):
        raise PolicykitError([Diagnostic(Code.NO_CLAUSES, file=str(source))])
    checksum = hashlib.sha256(data).hexdigest()
    fixed = [f'division: "{division}"', f"file: {name}", f"sha256: {checksum}"]
    lines = [*_shown(doc, text, source.stem), f"level: {Division.of(division).level.value}", *fixed]
    card = "".join(f"{line}\n" for line in lines)
    level = Division.of(division).level
    title = doc.title or source.stem
    about = Metadata(title=title, level=level, division=division, file=name, sha256=checksum)
    # What is to be drafted is not there yet: all files are written at once, or none.
    drafted = draft(Corpus([build(policy_id, about, text)], root), policy_id)
    files = {folder / name: data, **kept, folder / "policy.yml": card.encode(), spec: drafted.encode()}
    write_new(dict(files))
    return folder / "policy.yml", spec


def _problems(policy_id: str, division: str) -> Iterator[Diagnostic]:
    if not is_policy_id(policy_id):
        yield Diagnostic(Code.BAD_POLICY_ID, {"id": policy_id})
    if division not in Division.all():
        yield Diagnostic(Code.DATA_UNKNOWN_DIVISION, {"value": division, "hint": Division.hint(division)})


def _taken(folder: Path, spec: Path) -> Iterator[Diagnostic]:
    for path in (folder, spec):
        if path == folder and path.is_dir() and not (path / "policy.yml").exists():
            yield Diagnostic(Code.BROKEN_REST, {"path": path})
        elif path.exists():
            yield Diagnostic(Code.ALREADY_THERE, {"path": path})


def _shown(doc: Document, text: str, name: str) -> Iterator[str]:
    """The lines of policy.yml that the text shows; a text without a title is called by the name of its file."""
    untitled = f"title: {scalar(name)}  # {load('drafting')['untitled']}"
    yield f"title: {scalar(doc.title)}" if doc.title else untitled
    segments = [(segment.role, segment.span.cut(text).strip()) for segment in doc.segments]
    number = next((_NUMBER.search(found) for role, found in segments if role is Role.NUMBER), None)
    if number is not None:
        yield f"number: {scalar(number[0])}"
    issuers = [found for role, found in segments if role is Role.SIGNATURE]
    if issuers:
        yield "issuers:"
        yield from (f"  - {scalar(issuer)}" for issuer in issuers)
    signed = {at + 1 for at, (role, _) in enumerate(segments) if role is Role.SIGNATURE}
    dates = (found for at, (role, found) in enumerate(segments) if role is Role.DATE and at in signed)
    day = next(map(_DAY.search, dates), None)
    if day is not None:
        yield f"date_issued: {int(day[1])}-{int(day[2]):02}-{int(day[3]):02}"
