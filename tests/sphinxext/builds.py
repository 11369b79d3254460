"""Builds of books, each in a process of its own that begins with everything imported.

`Builds` starts this module once for a test process; for each build it forks. A build by `jupyter-book` imports for three
seconds before it does anything, which some dozen builds need not do again.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["Builds"]

IMPORTED = (
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "sphinx.builders.html",
    "policykit.sphinxext.hooks",
)
"""What takes the time."""


class Builds:
    """Runs `jupyter-book` as a command would, from a process that has imported it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.sphinxext.builds"]
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, options: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Build in a folder; says what it printed and how it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with TemporaryDirectory() as told:
            given = {"folder": str(folder), "options": options, "env": env, "told": told}
            self._process.stdin.write(json.dumps(given) + "\n")
            self._process.stdin.flush()
            status = int(self._process.stdout.readline())
            out, err = (Path(told, name).read_text("utf-8") for name in ("stdout", "stderr"))
        return subprocess.CompletedProcess(options, status, out, err)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def _build(folder: str, options: list[str], env: dict[str, str], told: str) -> None:
    """In the child: become the command, and never come back."""
    status = 1
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(env)
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(f"{told}/{name}", os.O_WRONLY | os.O_CREAT), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ["jupyter-book", *options]
        from jupyter_book.cli.main import main

        try:
            main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
            if isinstance(end.code, str):
                print(end.code, file=sys.stderr)  # noqa: T201 - as Python ends a program
        except BaseException:  # noqa: BLE001 - as Python ends a program
            sys.excepthook(*sys.exc_info())
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _serve() -> None:
    """Fork for each build that is asked for, one after the other."""
    for name in IMPORTED:
        import_module(name)
    # As `policykit build` does; and no child looks at what was imported, which it would copy by that.
    gc.set_threshold(100_000, 20, 20)
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _build(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    _serve()
