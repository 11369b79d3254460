"""A new site takes the place of the old one: whole or not at all, for the cost of what changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path

__all__ = ["exchange"]


def exchange(made: Path, site: Path, mark: str, text: str, *, is_upon: bool) -> None:
    """Put a copy of the folder `made`, with a file `mark` of this text, in the place of `site`.

    Where it was built upon what the site was made of (`is_upon`), a file that is as it was gets a second name, for the
    name in the old site goes: of a site of gigabytes nothing else is written or freed. So nobody may write into a file
    of a site; who builds the next one replaces it. Of what was made anew all is copied: a file of other code may have
    the size and the time of the old one.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".policykit-{site.name}-", dir=site.parent))
    try:
        copy = partial(_take, made, site) if is_upon else shutil.copy2
        shutil.copytree(made, aside / "next", copy_function=copy)
        (aside / "next" / mark).unlink(missing_ok=True)
        (aside / "next" / mark).write_text(text, "utf-8")
        if site.exists():
            site.rename(aside / "last")
        (aside / "next").rename(site)
    finally:
        if not site.exists() and (aside / "last").exists():
            (aside / "last").rename(site)
        shutil.rmtree(aside, ignore_errors=True)


def _take(made: Path, site: Path, source: str, target: str) -> None:
    """Name the file of the site another time where it is that of `made`, by size and time; else copy it."""
    there = site / Path(source).relative_to(made)
    with suppress(OSError):  # it is not there, or the file system knows no second names
        if _stamp(there) == _stamp(Path(source)):
            os.link(there, target, follow_symlinks=False)
            return
    shutil.copy2(source, target)


def _stamp(file: Path) -> tuple[int, int]:
    """What tells a file from another state of it: a copy keeps it, and who writes it anew does not."""
    told = file.stat()
    return told.st_size, told.st_mtime_ns
