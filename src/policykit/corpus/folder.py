"""The folder of a policy: its card, its present text and its earlier ones, read and checked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file
from policykit.corpus.policyfile import Metadata, is_policy_id, read_metadata
from policykit.intake import MAP, MOST_BYTES, TEXT, from_files
from policykit.model import Policy, Role
from policykit.text import decode, document
from policykit.text.normal import script_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policykit.corpus.policyfile import Version
    from policykit.model import Place

__all__ = ["FOLDER", "VERSIONS", "Result", "build", "drawn_files", "read_folder"]

FOLDER, VERSIONS = "policy_texts", "versions"

Result = Policy | list[Diagnostic]
"""A policy, or what is wrong with its folder."""


def read_folder(folder: Path) -> Result:
    """One policy, or what is wrong with it: a pure function, for any executor."""
    name = f"{FOLDER}/{folder.name}"
    is_named = is_policy_id(folder.name)
    if not is_named or not (folder / "policy.yml").exists():
        code = Code.MISSING_FILE if is_named else Code.BAD_POLICY_ID
        return [Diagnostic(code, {"name": "policy.yml", "id": folder.name}, file=name)]
    metadata, problems = read_metadata(folder / "policy.yml", f"{name}/policy.yml")
    if metadata is None:
        return problems
    problems = list(_unlisted(folder, metadata))
    texts: list[Policy] = []
    cards = {f"{folder.name}@{each.day}": _as_it_was(metadata, each) for each in metadata.versions}
    for text, about in (*cards.items(), (folder.name, metadata)):
        try:
            texts.append(_read(folder, text, about))
        except PolicykitError as error:
            problems += [
                one if one.file else replace(one, file=f"{name}/policy.yml") for one in error.diagnostics
            ]
    if problems:
        return problems
    return replace(texts[-1], versions=tuple(texts[:-1]))


def _as_it_was(metadata: Metadata, version: Version) -> Metadata:
    """The card of an earlier text: its own, and of the present one what does not change with the words."""
    own = version.model_dump(exclude={"day"}, exclude_none=True)
    changing = ("number", "date_issued", "date_published", "effective", "expires", "replaces", "replaced_by")
    kept = metadata.model_dump(exclude={*changing, "versions"})
    issued = version.date_issued or version.day
    file = f"{VERSIONS}/{version.file}"
    return Metadata.model_construct(
        **{**kept, **own, "file": file, "date_issued": issued, "version": version.day}
    )


def _unlisted(folder: Path, metadata: Metadata) -> Iterator[Diagnostic]:
    """Files beside the earlier texts that no entry of policy.yml speaks of: nothing is passed over in silence."""
    files = [f"{VERSIONS}/{each.file}" for each in metadata.versions]
    known = {name for file in files for name in (file, *drawn_files(file))}
    for path in sorted((folder / VERSIONS).glob("[!.]*")):
        if f"{VERSIONS}/{path.name}" not in known:
            file = f"{FOLDER}/{folder.name}/{VERSIONS}/{path.name}"
            yield Diagnostic(Code.UNLISTED_VERSION, {"id": folder.name, "name": path.name}, file=file)


def _read(folder: Path, policy_id: str, metadata: Metadata) -> Policy:
    """One text of a policy; its file must be the one that was added."""
    file = f"{FOLDER}/{folder.name}/{metadata.file}"
    try:
        data = read_file(folder / metadata.file, MOST_BYTES)
    except PolicykitError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            missing = Diagnostic(Code.MISSING_FILE, {"name": metadata.file}, file=f"{FOLDER}/{folder.name}")
            raise PolicykitError([missing]) from error
        raise
    actual = hashlib.sha256(data).hexdigest()
    if actual != metadata.sha256:
        values: dict[str, object] = {"expected": metadata.sha256, "actual": actual}
        raise PolicykitError([Diagnostic(Code.CHANGED_SOURCE, values, file=file)])
    text, places = _text(folder, metadata.file, data, file)
    return build(policy_id, metadata, text, places)


def drawn_files(file: str) -> tuple[str, str]:
    """Where the text drawn from a file and its map stand: beside it, of an earlier text with its name before.

    >>> drawn_files("source.pdf"), drawn_files("versions/2019-04-02.pdf")
    (('drawn.txt', 'drawn.json'), ('versions/2019-04-02.drawn.txt', 'versions/2019-04-02.drawn.json'))
    """
    folder, _, name = file.rpartition("/")
    ahead = f"{folder}/{name.rpartition('.')[0]}." if folder else ""
    return f"{ahead}{TEXT}", f"{ahead}{MAP}"


def _text(folder: Path, name: str, data: bytes, file: str) -> tuple[str, tuple[Place, ...]]:
    """The text of a source and where its pieces stood: drawn from it when it was added, or itself."""
    drawn_text, about = (folder / each for each in drawn_files(name))
    if not drawn_text.exists():
        return decode(data, file=file), ()
    try:
        drawn = from_files(read_file(drawn_text), read_file(about, MOST_BYTES), data)
    except PolicykitError as error:
        raise PolicykitError([replace(one, file=one.file or file) for one in error.diagnostics]) from error
    return drawn.text, drawn.places


def build(policy_id: str, metadata: Metadata, source: str, places: tuple[Place, ...] = ()) -> Policy:
    """Segment a decoded source into the policy `policy_id`; `places` are those of a drawn text.

    Raises `PolicykitError` (PK109) when it holds no normative text.
    """
    doc = document(source, policy=policy_id, level=metadata.level)
    if not any(clause.role is Role.CLAUSE for clause in doc.outline.clauses):
        raise PolicykitError([Diagnostic(Code.NO_CLAUSES, file=f"{FOLDER}/{policy_id}/{metadata.file}")])
    return Policy(
        id=policy_id,
        source=source,
        script=script_of(source),
        segments=doc.segments,
        outline=doc.outline,
        tables=doc.tables,
        places=places,
        **metadata.model_dump(exclude={"versions"}),
    )
