"""The top level holds what the user fixed, and beside it what every project has; what a command left there is no part of it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

FIXED = {"book", "specs", "policy_texts", "src", "tests", "_config.yml", "pyproject.toml"}
BESIDE = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "constraints.txt",
}
HIDDEN = {".ci", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"}


def test_nothing_else_is_kept_at_the_top(root: Path) -> None:
    if not (root / ".git").exists() or shutil.which("git") is None:
        pytest.skip("a copy without history or git does not tell what is kept from what lies there")
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert {path.partition("/")[0] for path in kept.split("\0") if path} == FIXED | BESIDE | HIDDEN
