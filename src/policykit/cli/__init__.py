"""The command `policykit`: what staff, developers and reviewers ask for at a prompt.

Output is Chinese. A problem with what was given is a coded diagnostic and exit code 2, never a
traceback.
"""

import os
import sys
from pathlib import Path

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.files import reason
from policykit.base.garbage import seldom
from policykit.cli import (
    build,
    changes,
    corpus,
    data,
    definitions,
    files,
    lexicon,
    report,
    review,
    scaffold,
    search,
    tasks,
    texts,
)
from policykit.cli.app import app

__all__ = [
    "app",
    "build",
    "changes",
    "corpus",
    "data",
    "definitions",
    "files",
    "lexicon",
    "main",
    "report",
    "review",
    "scaffold",
    "search",
    "tasks",
    "texts",
]


_READER_GONE = 141
"""What shells report of a program whose reader went away, as with `| head -1`."""


def main() -> None:
    """Run the command; diagnostics go to standard error with exit code 2."""
    seldom()
    # Without a standard output or error there is nobody to tell: the exit code still says it.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
    code: object = 0
    try:
        try:
            app()
        except SystemExit as ended:
            code = ended.code
        sys.stdout.flush()
    except BrokenPipeError:
        code = _READER_GONE
    except OSError as error:
        values: dict[str, object] = {"path": "stdout", "reason": reason(error)}
        sys.stderr.write(f"{Diagnostic(Code.CANNOT_WRITE, values).render()}\n")
        code = 2
    if code in (_READER_GONE, 2):
        # What is still to be written would fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)  # type: ignore[arg-type]  # as the command ended
