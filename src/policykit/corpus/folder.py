"""The folder of a policy: its card, its present text and its earlier ones, read and checked."""

from __future__ import annotations

import errno
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import MOST, read_file, reason
from policykit.base.resources import TEXTS as FOLDER
from policykit.base.yamlfile import MOST_BYTES as MOST_YAML
from policykit.corpus.policyfile import Metadata, is_policy_id, metadata_of
from policykit.intake import MAP, MOST_BYTES, TEXT, from_files
from policykit.model import Policy, Role
from policykit.text import decode, document
from policykit.text.normal import script_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from policykit.corpus.policyfile import Version
    from policykit.model import Place

__all__ = ["FOLDER", "VERSIONS", "Files", "Result", "build", "drawn_files", "read_files", "read_folder"]

VERSIONS, CARD = "versions", "policy.yml"

Result = Policy | list[Diagnostic]
"""A policy, or what is wrong with its folder."""


@dataclass(frozen=True)
class Files:
    """The files in the folder of a policy, by name: `policy.yml`, `versions/2019-04-02.txt`."""

    policy: str
    names: frozenset[str]
    read: Callable[[str, int], bytes]
    """The bytes of a file, of which there may be so many. Raises `PolicykitError`."""

    @classmethod
    def on_disk(cls, folder: Path) -> Files:
        """Those of a folder, each read when it is asked for."""
        places = [*folder.glob("*"), *(folder / VERSIONS).glob("*")]
        names = frozenset(str(place.relative_to(folder)) for place in places if place.exists())
        return cls(folder.name, names, lambda name, most: read_file(folder / name, most))

    @classmethod
    def given(cls, policy: str, files: Mapping[str, bytes]) -> Files:
        """Those whose bytes are at hand."""

        def read(name: str, _: int) -> bytes:
            if name not in files:
                missing = reason(FileNotFoundError(errno.ENOENT, ""))
                raise PolicykitError([Diagnostic(Code.CANNOT_READ, {"path": name, "reason": missing})])
            return files[name]

        return cls(policy, frozenset(files), read)


def read_folder(folder: Path) -> Result:
    """One policy, or what is wrong with it: a pure function, for any executor."""
    return read_files(Files.on_disk(folder))


def read_files(files: Files) -> Result:
    """As `read_folder`, of files from anywhere.

    >>> [problem.code.value for problem in read_files(Files.given("x", {"source.txt": b""}))]
    ['PK106']
    """
    name = f"{FOLDER}/{files.policy}"
    is_named = is_policy_id(files.policy)
    if not is_named or CARD not in files.names:
        code = Code.MISSING_FILE if is_named else Code.BAD_POLICY_ID
        return [Diagnostic(code, {"name": CARD, "id": files.policy}, file=name)]
    try:
        metadata, problems = metadata_of(files.read(CARD, MOST_YAML), f"{name}/{CARD}")
    except PolicykitError as error:
        return [replace(problem, file=f"{name}/{CARD}") for problem in error.diagnostics]
    if metadata is None:
        return problems
    problems = list(_unlisted(files, metadata))
    texts: list[Policy] = []
    cards = {f"{files.policy}@{each.day}": _as_it_was(metadata, each) for each in metadata.versions}
    for text, about in (*cards.items(), (files.policy, metadata)):
        try:
            texts.append(_read(files, text, about))
        except PolicykitError as error:
            problems += [
                one if one.file else replace(one, file=f"{name}/{CARD}") for one in error.diagnostics
            ]
    if problems:
        return problems
    return replace(texts[-1], versions=tuple(texts[:-1]))


def _as_it_was(metadata: Metadata, version: Version) -> Metadata:
    """The card of an earlier text: its own, and of the present one what does not change with the words."""
    own = version.model_dump(exclude={"day"}, exclude_none=True)
    changing = {"number", "date_published", "effective", "expires", "replaces", "replaced_by", "versions"}
    kept = metadata.model_dump(exclude=changing)
    issued = version.date_issued or version.day
    file = f"{VERSIONS}/{version.file}"
    return Metadata.model_construct(
        **{**kept, **own, "file": file, "date_issued": issued, "version": version.day}
    )


def _unlisted(files: Files, metadata: Metadata) -> Iterator[Diagnostic]:
    """Files beside the earlier texts that no entry of policy.yml speaks of: nothing is passed over in silence."""
    listed = [f"{VERSIONS}/{each.file}" for each in metadata.versions]
    known = {name for file in listed for name in (file, *drawn_files(file))}
    for path in sorted(files.names - known):
        folder, _, name = path.rpartition("/")
        if folder == VERSIONS and not name.startswith("."):
            file = f"{FOLDER}/{files.policy}/{path}"
            yield Diagnostic(Code.UNLISTED_VERSION, {"id": files.policy, "name": name}, file=file)


def _read(files: Files, policy_id: str, metadata: Metadata) -> Policy:
    """One text of a policy; its file must be the one that was added."""
    file = f"{FOLDER}/{files.policy}/{metadata.file}"
    if metadata.file not in files.names:
        missing = Diagnostic(Code.MISSING_FILE, {"name": metadata.file}, file=f"{FOLDER}/{files.policy}")
        raise PolicykitError([missing])
    data = files.read(metadata.file, MOST_BYTES)
    actual = hashlib.sha256(data).hexdigest()
    if actual != metadata.sha256:
        values: dict[str, object] = {"expected": metadata.sha256, "actual": actual}
        raise PolicykitError([Diagnostic(Code.CHANGED_SOURCE, values, file=file)])
    text, places = _text(files, metadata.file, data, file)
    return build(policy_id, metadata, text, places)


def drawn_files(file: str) -> tuple[str, str]:
    """Where the text drawn from a file and its map stand: beside it, of an earlier text with its name before.

    >>> drawn_files("source.pdf"), drawn_files("versions/2019-04-02.pdf")
    (('drawn.txt', 'drawn.json'), ('versions/2019-04-02.drawn.txt', 'versions/2019-04-02.drawn.json'))
    """
    folder, _, name = file.rpartition("/")
    ahead = f"{folder}/{name.rpartition('.')[0]}." if folder else ""
    return f"{ahead}{TEXT}", f"{ahead}{MAP}"


def _text(files: Files, name: str, data: bytes, file: str) -> tuple[str, tuple[Place, ...]]:
    """The text of a source and where its pieces stood: drawn from it when it was added, or itself."""
    drawn_text, about = drawn_files(name)
    if drawn_text not in files.names:
        return decode(data, file=file), ()
    try:
        drawn = from_files(files.read(drawn_text, MOST), files.read(about, MOST_BYTES), data)
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
