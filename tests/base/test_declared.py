"""deptry, as `make lint` runs it: an import that no dependency declares is found wherever it stands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = {
    "at the top": "import tomlkit\n",
    "in a function": "def late() -> None:\n    import tomlkit\n",
    "guarded": "try:\n    import tomlkit\nexcept ImportError:\n    tomlkit = None\n",
    "not installed": "from no_such_package import thing\n",
    "a tool of the developers": "import hypothesis\n",
}


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("declared")
    shutil.copy(root / "pyproject.toml", folder)
    for source in (root / "src").rglob("*.py"):
        target = folder / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    return folder


def deptry(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deptry", "src", "--ignore", "DEP002"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_import_is_declared(copy: Path) -> None:
    done = deptry(copy)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("program", PLANTED.values(), ids=PLANTED)
def test_one_that_is_not_is_found(copy: Path, program: str) -> None:
    planted = copy / "src" / "policykit" / "text" / "planted.py"
    planted.write_text(program, "utf-8")
    done = deptry(copy)
    planted.unlink()
    assert done.returncode == 1
    assert "planted.py" in done.stdout + done.stderr
