"""add_policy: a text as received → its folder with policy.yml, and a spec that says what is left to do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division
from policykit.base.files import read_file, write_new
from policykit.base.resources import load
from policykit.base.yamlfile import scalar
from policykit.corpus import build
from policykit.corpus.policyfile import Metadata, is_policy_id, one_line
from policykit.drafting import drafted_spec
from policykit.intake import MOST_BYTES, kind_of, read
from policykit.model import Role
from policykit.scaffold.collected import Added, Collected
from policykit.scaffold.proposals import guessed_division, proposed_division, proposed_id, why_no_policy
from policykit.text import decode, document
from policykit.text.card import read_card
from policykit.text.decode import check_legible
from policykit.text.validity import read_validity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policykit.text import Document
    from policykit.text.card import Card

__all__ = ["Options", "add_policy", "check_id", "prepare", "taken"]

_PLAIN = frozenset(("date_issued", "date_published", "level", "file", "sha256"))


@dataclass(frozen=True)
class Options:
    """How policies are to be added: to which content, of which division, with drafts of their specs or without."""

    root: Path
    division: str | None = None
    anyway: bool = False
    drafting: bool = True
    seconds: int = 300
    """How long one document may take."""


def add_policy(
    root: Path, source: Path, policy_id: str, division: str, *, anyway: bool = False
) -> tuple[Path, Path]:
    """Add a policy to the content at `root`; returns its policy.yml and its spec.

    The source is copied byte for byte. Title, 文号, issuers and date of issue are those that the text
    shows; what it does not show is left out for a person to look up. The spec lists every quantity of
    the text as a comment: nothing is accounted for before somebody has read it.

    Raises
    ------
    PolicykitError
        The id is malformed or reserved (PK008) or taken (PK007, PK014), the division does not exist (PK320), the
        source cannot be read (PK005), is no text with clauses (PK101 to PK104, PK109, PK112 to PK118) or, unless it is
        to be taken `anyway`, no policy (PK116) or collected already (PK120). Nothing is written then.
    """
    problems = list(check_id(policy_id, division)) or list(taken(root, policy_id))
    if problems:
        raise PolicykitError(problems)
    added = prepare(source, read_file(source, MOST_BYTES), Options(root, division, anyway), policy_id)
    if not anyway and (problems := list(Collected(root).refuse(added, str(source)))):
        raise PolicykitError(problems)
    write_new(dict(added.files))
    return added.card, root / "specs" / f"{policy_id}.yml"


def prepare(source: Path, data: bytes, options: Options, policy_id: str | None = None) -> Added:
    """Everything that `add_policy` writes, from the bytes of a source; id and division are proposed where not given.

    Raises `PolicykitError` as `add_policy` does, and PK119 when the text does not say whose it is.
    """
    root = options.root
    drawn = read(data, file=str(source))
    if drawn is None:
        text, name, kept = decode(data, file=str(source)), "source.txt", {}
    else:
        check_legible(drawn.text, file=str(source))
        text, name, kept = drawn.text, f"source.{kind_of(data)}", drawn.files(data)
    doc = document(text)
    if not any(clause.role is Role.CLAUSE for clause in doc.outline.clauses):
        raise PolicykitError([Diagnostic(Code.NO_CLAUSES, file=str(source))])
    if not options.anyway and (why := why_no_policy(doc, text)) is not None:
        raise PolicykitError([Diagnostic(Code.NOT_A_POLICY, {"why": why}, file=str(source))])
    found = read_card(text, doc)
    shown = _shown(found)
    own, issuers = str(shown.get("title", "")), shown.get("issuers", [])
    sure = options.division or proposed_division(issuers if isinstance(issuers, list) else [], own)
    division = sure or guessed_division(text)
    if division is None:
        raise PolicykitError([Diagnostic(Code.WHOSE_UNKNOWN, file=str(source))])
    checksum, level = hashlib.sha256(data).hexdigest(), Division.of(division).level
    number = str(shown["number"]) if "number" in shown else None
    policy_id = policy_id or proposed_id(source.stem.lower(), number, own, division, checksum)
    title = own or one_line(source.stem) or policy_id
    day = shown.get("date_issued")
    about = Metadata(
        title=title,
        level=level,
        division=division,
        file=name,
        sha256=checksum,
        date_issued=date.fromisoformat(day) if isinstance(day, str) else None,
    )
    fixed = {"level": level.value, "division": division, "file": name, "sha256": checksum}
    folder, spec = root / "policy_texts" / policy_id, root / "specs" / f"{policy_id}.yml"
    files = {folder / name: data} | {folder / file: written for file, written in kept.items()}
    files[folder / "policy.yml"] = (
        _card(shown, title, fixed, guessed=sure is None) + "".join(_force(text, doc, shown))
    ).encode()
    if options.drafting:
        # What is to be drafted is not there yet: all files are written at once, or none.
        files[spec] = drafted_spec(build(policy_id, about, text), root).encode()
    missing = found.missing
    if sure is None:
        missing += (load("intake")["whose"].format(name=Division.of(division).path),)
    return Added(policy_id, about.title, files, missing, checksum, number)


def check_id(policy_id: str, division: str | None = None) -> Iterator[Diagnostic]:
    """What is wrong with an id for a policy, and with the code of its division where one is given."""
    if not is_policy_id(policy_id):
        yield Diagnostic(Code.BAD_POLICY_ID, {"id": policy_id})
    if division is not None and division not in Division.all():
        yield Diagnostic(Code.DATA_UNKNOWN_DIVISION, {"value": division, "hint": Division.hint(division)})


def taken(root: Path, policy_id: str) -> Iterator[Diagnostic]:
    """Why an id cannot be given: something stands in its place."""
    for path in (root / "policy_texts" / policy_id, root / "specs" / f"{policy_id}.yml"):
        if path.is_dir() and not (path / "policy.yml").exists():
            yield Diagnostic(Code.BROKEN_REST, {"path": path})
        elif path.exists():
            yield Diagnostic(Code.ALREADY_THERE, {"path": path})


def _shown(card: Card) -> dict[str, str | list[str]]:
    """The keys of policy.yml that the text shows, each a line."""
    shown: dict[str, str | list[str]] = {}
    for key, value in card.facts.items():
        said = list(filter(None, map(one_line, value))) if isinstance(value, list) else one_line(value)
        if said:
            shown[key] = said
    return shown


def _force(text: str, doc: Document, shown: Mapping[str, str | list[str]]) -> Iterator[str]:
    """The lines of policy.yml on when it is in force and what it replaces, each with the sentence that says so."""
    days = (shown.get(key) for key in ("date_issued", "date_published"))
    issued = next((date.fromisoformat(day) for day in days if isinstance(day, str)), None)
    validity = read_validity(text, doc.segments, title=doc.title, issued=issued)
    for key, stated in (("effective", validity.effective), ("expires", validity.expires)):
        if stated:
            yield f"{key}: {stated.day.isoformat()}  # {one_line(stated.span.cut(text))}\n"
    whole = [each for each in validity.replaces if not each.partial]
    if whole:
        yield "replaces:\n"
    for each in whole:
        number = f"（{each.number}）" if each.number else ""
        yield f"  - {scalar(f'《{each.title}》{number}')}  # {one_line(each.span.cut(text))}\n"


def _card(shown: Mapping[str, str | list[str]], name: str, fixed: Mapping[str, str], *, guessed: bool) -> str:
    """The text of policy.yml; a text without a title is called by the name of its file."""
    lines = [] if "title" in shown else [f"title: {scalar(name)}  # {load('drafting')['untitled']}"]
    for key, value in {**shown, **fixed}.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {scalar(each)}" for each in value)]
        elif key == "division":
            lines.append(f'division: "{value}"' + (f"  # {load('intake')['guessed']}" if guessed else ""))
        else:
            lines.append(f"{key}: {value if key in _PLAIN else scalar(value)}")
    return "".join(f"{line}\n" for line in lines)
