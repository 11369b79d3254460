"""Files: read only when they are files and have an end, written whole or not at all, several of them all or none.

A pipe would be waited for, a device never ends: what is named as input is opened without waiting and asked what it
is before the first byte. What is written stands beside its place first and is moved there.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import TEXTS, carried, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "MOST",
    "STAGING",
    "cache_folder",
    "find_root",
    "leftovers",
    "read_file",
    "reason",
    "refuse_inputs",
    "replace_file",
    "write_changed",
    "write_new",
]

MOST = 16 * 2**20
"""Bytes that a text, a card or a spec has at most; the longest plan of a province has one in twenty of them."""
STAGING = ".policykit-new-"
"""How the folder begins in which new files stand until they are complete."""
_KINDS = (
    ("pipe", stat.S_ISFIFO),
    ("socket", stat.S_ISSOCK),
    ("device", stat.S_ISCHR),
    ("device", stat.S_ISBLK),
)


def cache_folder() -> Path:
    """Where this user's caches belong on this system."""
    return user_cache_path("policykit", appauthor=False)


def find_root(path: str | Path | None = None) -> Path:
    """The folder that holds `policy_texts/`: `path`, or the nearest upward, or the package's own.

    Raises `PolicykitError` (PK001) when `path` holds none.
    """
    if path is not None:
        root = Path(path)
        if (root / TEXTS).is_dir():
            return root
        raise PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": root})])
    here = Path.cwd()
    for root in (here, *here.parents):
        if (root / TEXTS).is_dir():
            return root
    if (own := carried(TEXTS)) is not None:
        return own
    raise PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": here})])


def reason(error: Exception) -> str:
    """Why the system refused, in Chinese.

    >>> reason(FileNotFoundError(2, "No such file or directory")), reason(ValueError("embedded null byte"))
    ('没有这个文件或目录', '名称中有不能使用的字符')
    """
    words = load("reasons")
    if not isinstance(error, OSError):
        kinds = {MemoryError: "memory", RecursionError: "deep"}
        return str(words[kinds.get(type(error), "name")])
    name = errno.errorcode.get(error.errno or 0, "")
    return str(words.get(name, words["other"].format(error=name or error.errno or type(error).__name__)))


def read_file(path: str | Path, most: int = MOST, *, code: Code = Code.CANNOT_READ) -> bytes:
    """The bytes of a regular file of at most `most` bytes.

    Raises `PolicykitError` (PK005, or the code given) for what is missing, a folder, a pipe, a device, or too large.

    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile() as file:
    ...     read_file(file.name)
    b''
    >>> read_file("/dev/zero")
    Traceback (most recent call last):
    ...
    policykit.base.diagnostics.PolicykitError: PK005 cannot-read: 无法读取“/dev/zero”：这是设备，不是普通文件。...
    """
    try:
        # Without O_NONBLOCK a pipe is waited for before one can ask what it is.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            mode = os.fstat(handle).st_mode
            kind = next((kind for kind, is_kind in _KINDS if is_kind(mode)), None)
            if kind is not None:
                raise _refused(code, path, load("reasons")[kind])
            data = file.read(most + 1)
    except (OSError, ValueError, MemoryError) as error:
        raise _refused(code, path, reason(error)) from error
    if len(data) > most:
        raise _refused(code, path, load("reasons")["large"].format(most=most // 2**20))
    return data


def refuse_inputs(output: str | Path, inputs: Iterable[str | Path]) -> None:
    """Raise `PolicykitError` (PK012) when the file to write is one that is read, by whatever name or link."""
    for path in inputs:
        with suppress(OSError, ValueError):
            if Path(output).samefile(path):
                raise PolicykitError([Diagnostic(Code.OUTPUT_IS_INPUT, {"path": output})])


def replace_file(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved there.

    Raises
    ------
    PolicykitError
        The place cannot be written, or is a pipe or a device (PK004); what stood there before still does.
    """
    path = Path(path)
    written: str | None = None
    try:
        mode = path.stat().st_mode if path.exists() else stat.S_IFREG
        if (kind := next((kind for kind, is_kind in _KINDS if is_kind(mode)), None)) is not None:
            # A move would put a file in the place of the device.
            raise _refused(Code.CANNOT_WRITE, path, load("reasons")[kind])
        handle, written = tempfile.mkstemp(prefix=".policykit-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(written).chmod(0o666 & ~umask)
        Path(written).replace(path)
    except (OSError, ValueError) as error:
        if written is not None:
            Path(written).unlink(missing_ok=True)
        raise _refused(Code.CANNOT_WRITE, path, reason(error)) from error


def write_new(files: Mapping[Path, bytes | None]) -> None:
    """Write new files (`None`: an empty folder) all or none: made apart, then moved, a new folder as one.

    Raises
    ------
    PolicykitError
        A place cannot be written (PK004): nothing is left then. What ends the program half-way leaves at most a
        folder `.policykit-new-…`, which nothing reads.
    """
    files = {path.absolute(): data for path, data in files.items()}
    tops = dict.fromkeys(map(_top, files))
    top = next(iter(tops))
    moved: list[Path] = []
    staging: Path | None = None
    try:
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=os.path.commonpath([top.parent for top in tops])))
        for number, top in enumerate(tops):
            for path in (path for path in files if path.is_relative_to(top)):
                beside = staging / str(number) / path.relative_to(top)
                folder, data = (beside, None) if files[path] is None else (beside.parent, files[path])
                folder.mkdir(parents=True, exist_ok=True)
                if data is not None:
                    beside.write_bytes(data)
        for number, top in enumerate(tops):
            if top.exists():  # a rename would go over it
                raise FileExistsError(errno.EEXIST, "", str(top))  # noqa: TRY301 - undone as the system's own
            (staging / str(number)).rename(top)
            moved.append(top)
    except BaseException as error:
        for number, path in enumerate(moved):
            with suppress(OSError):
                path.rename(staging / str(number) if staging else path)
        if isinstance(error, (OSError, ValueError)):
            raise _refused(Code.CANNOT_WRITE, top, reason(error)) from error
        raise
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)


def write_changed(files: Mapping[Path, bytes | None]) -> None:
    """Write files in place of what stands there (`None`: take it away) all or none; folders are made where needed.

    Raises
    ------
    PolicykitError
        A place cannot be written (PK004): everything is as it was then. What ends the program half-way leaves what
        stood there in a folder `.policykit-new-…`.
    """
    undo: list[tuple[Path, Path | None]] = []
    made: list[Path] = []
    path = Path(os.path.commonpath([path.absolute() for path in files]))
    kept: Path | None = None
    try:
        kept = Path(
            tempfile.mkdtemp(
                prefix=STAGING, dir=next(each for each in (path, *path.parents) if each.is_dir())
            )
        )
        for number, data in enumerate(files.values()):
            if data is not None:
                (kept / f"new-{number}").write_bytes(data)
        for number, (path, data) in enumerate(files.items()):
            if not path.parent.exists():
                path.parent.mkdir()
                made.append(path.parent)
            if path.exists():
                path.rename(kept / f"old-{number}")
                undo.append((path, kept / f"old-{number}"))
            if data is not None:
                undo.append((path, None))
                (kept / f"new-{number}").rename(path)
    except (OSError, ValueError) as error:
        _put_back(undo, made)
        raise _refused(Code.CANNOT_WRITE, path, reason(error)) from error
    finally:
        if kept is not None:
            shutil.rmtree(kept, ignore_errors=True)


def _put_back(undo: Iterable[tuple[Path, Path | None]], made: Iterable[Path]) -> None:
    """Undo what was moved, the last first, and remove the folders that were made."""
    for place, old in reversed(list(undo)):
        with suppress(OSError):
            place.unlink(missing_ok=True) if old is None else old.rename(place)
    for folder in reversed(list(made)):
        with suppress(OSError):
            folder.rmdir()


def leftovers(folder: Path) -> list[Path]:
    """What runs that were ended half-way have left in a folder: nothing reads it, and it can be removed."""
    with suppress(OSError):
        return sorted(folder.glob(f"{STAGING}*"))
    return []


def _top(path: Path) -> Path:
    """The highest folder above a new file, or the file itself, that is not there yet."""
    top = path
    while not top.parent.exists():
        top = top.parent
    return top


def _refused(code: Code, path: str | Path, why: str) -> PolicykitError:
    return PolicykitError([Diagnostic(code, {"path": path, "reason": why})])
