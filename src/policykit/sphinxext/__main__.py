"""The pages of a book: `python -m policykit.sphinxext ROOT WORK JOBS SETTINGS`, a step of `policykit build`.

Jupyter Book's own command cannot read pages side by side, and takes no setting beside `_config.yml`.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

__all__ = ["main"]

_COLLECTED = (100_000, 20, 20)
"""A build makes trees by the thousand and keeps most: looking for rings as often as usual takes a fifth of its time."""


def main(root: str, work: str, jobs: str, settings: str) -> int:
    """Read the book below `root` and write its pages to `html` below `work`; 0 when nothing was wrong."""
    gc.set_threshold(*_COLLECTED)
    given = {"latex_individualpages": False, **json.loads(settings)}
    ended = build_sphinx(
        Path(root, "book"),
        Path(work, "html"),
        noconfig=True,
        path_config=Path(root, "_config.yml"),
        confoverrides=given,
        doctreedir=Path(work, "doctrees"),
        warningiserror=True,
        keep_going=True,
        jobs=int(jobs),
    )
    # An exception has been shown already.
    return ended if isinstance(ended, int) else 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
