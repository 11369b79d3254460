"""What is published: a wheel that works alone, and an sdist that builds the same wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(kind: str, source: Path, into: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", into, cwd=source)
    (built,) = into.iterdir()
    return built


def contents(wheel: Path) -> dict[str, int]:
    """Name and checksum of every file but the list of checksums itself."""
    with zipfile.ZipFile(wheel) as archive:
        files = archive.infolist()
    return {file.filename: file.CRC for file in files if not file.filename.endswith("/RECORD")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def test_wheel_carries_code_types_data_and_content(wheel: Path) -> None:
    names = set(contents(wheel))
    sources = {path.name for path in (ROOT / "policy_texts").iterdir()}
    assert {"policykit/py.typed", "policykit/data/diagnostics.yml"} <= names
    assert {f"policykit/_content/policy_texts/{policy}/source.txt" for policy in sources} <= names
    for folder, inside in {"policy_texts": "_content/policy_texts", "specs": "_content/specs"}.items():
        files = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"policykit/{inside}/{path.as_posix()}" for path in files} <= names
    assert not [name for name in names if "__pycache__" in name]


def test_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = build("sdist", ROOT, tmp_path / "sdist")
    run("tar", "-xf", sdist, cwd=tmp_path)
    source = tmp_path / sdist.name.removesuffix(".tar.gz")
    assert contents(build("wheel", source, tmp_path / "wheel")) == contents(wheel)


def test_wheel_alone_is_a_working_command(wheel: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "target", tmp_path / "elsewhere"
    elsewhere.mkdir()
    install = ("install", "--quiet", "--no-index", "--no-deps", "--target", target, wheel)
    run(sys.executable, "-m", "pip", *install, cwd=elsewhere)
    alone = {"PYTHONPATH": str(target), "PYTHONUTF8": "1"}
    where = "import policykit; print(policykit.__file__)"
    imported = run(sys.executable, "-c", where, cwd=elsewhere, **alone)
    assert Path(imported.strip()).is_relative_to(target)
    listed = run(sys.executable, target / "bin" / "policykit", "list", cwd=elsewhere, **alone)
    for policy in (ROOT / "policy_texts").iterdir():
        assert policy.name in listed
