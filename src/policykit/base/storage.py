"""A folder of files that several machines may share: on this system, or on whatever fsspec reaches (s3://, gs://)."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file, reason, replace_file

__all__ = ["Storage", "no_engines"]

_LOCAL = "file://"
_LARGEST = 2**32
"""Bytes of one file; a shard has a hundredth of it."""


def no_engines() -> PolicykitError:
    """That packages of the extra `engines` are not installed: the one sentence that says what to install.

    >>> print(no_engines())
    PK009 needs-extra: 这个命令所需的程序还没有安装。
      怎么办：请运行 pip install 'policykit[engines]'，再试一次。
    """
    return PolicykitError([Diagnostic(Code.NEEDS_EXTRA, {"extra": "engines"})])


class Storage:
    """Files by their plain names in one folder; what is written is there whole or not at all.

    A place with `://` is a URL of fsspec, whose package for that protocol must be installed (s3fs, gcsfs); any other is
    a path. Workers get it by value and open it for themselves.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     storage = Storage(folder)
    ...     storage.write("a.json", b"{}")
    ...     storage.names(), storage.read("a.json")
    (['a.json'], b'{}')
    """

    def __init__(self, place: str | Path) -> None:
        self.place = str(place).removeprefix(_LOCAL).rstrip("/") or "/"
        self.is_remote = "://" in self.place

    def __reduce__(self) -> tuple[type[Storage], tuple[str]]:
        return Storage, (self.place,)

    @cached_property
    def _remote(self) -> tuple[Any, str]:
        try:
            from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # has no types

            system, root = url_to_fs(self.place)
        except ImportError as error:
            raise no_engines() from error
        except ValueError as error:
            raise self._refused(error) from error
        return system, root.rstrip("/")

    def names(self) -> list[str]:
        """The names of its files, sorted; none where there is no such folder yet."""
        try:
            if self.is_remote:
                system, root = self._remote
                system.invalidate_cache()
                found = system.ls(root, detail=False) if system.exists(root) else []
                return sorted(str(name).rpartition("/")[2] for name in found)
            folder = Path(self.place)
            return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        except OSError as error:
            raise self._refused(error) from error

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name."""
        if not self.is_remote:
            return Path(self.place, name).is_file()
        system, root = self._remote
        system.invalidate_cache()
        return bool(system.exists(f"{root}/{name}"))

    def source(self, name: str) -> Any:  # noqa: ANN401 - what readers of Parquet take
        """A file to be read here and there: its path, or an open file of fsspec."""
        if not self.is_remote:
            return f"{self.place}/{name}"
        system, root = self._remote
        return system.open(f"{root}/{name}", "rb")

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises `PolicykitError` (PK005) where there is none."""
        if not self.is_remote:
            return read_file(Path(self.place, name), _LARGEST)
        system, root = self._remote
        try:
            return bytes(system.cat_file(f"{root}/{name}"))
        except OSError as error:
            raise self._refused(error, Code.CANNOT_READ) from error

    def write(self, name: str, data: bytes) -> None:
        """Write a file, over the one of the same name. Raises `PolicykitError` (PK004)."""
        try:
            if not self.is_remote:
                Path(self.place).mkdir(parents=True, exist_ok=True)
                replace_file(Path(self.place, name), data)
                return
            system, root = self._remote
            system.makedirs(root, exist_ok=True)
            system.pipe_file(f"{root}/{name}", data)
        except OSError as error:
            raise self._refused(error) from error

    def delete(self, name: str) -> None:
        """Take a file away, if it is there."""
        if not self.is_remote:
            Path(self.place, name).unlink(missing_ok=True)
            return
        system, root = self._remote
        if system.exists(f"{root}/{name}"):
            system.rm_file(f"{root}/{name}")

    def _refused(self, error: Exception, code: Code = Code.CANNOT_WRITE) -> PolicykitError:
        return PolicykitError([Diagnostic(code, {"path": self.place, "reason": reason(error)})])
