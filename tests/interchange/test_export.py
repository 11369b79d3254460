"""`policykit export --format`: the files of a format, whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from policykit.base.diagnostics import PolicykitError
from policykit.interchange.export import documents, write_documents

if TYPE_CHECKING:
    from pathlib import Path

    from policykit import Corpus


def run(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "policykit", "export", *map(str, arguments)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, encoding="utf-8")


def test_every_policy_as_xml(root: Path, tmp_path: Path, documents: dict[str, bytes]) -> None:
    done = run(root, tmp_path / "out", "--format", "akn")
    assert done.returncode == 0, done.stderr
    written = {file.stem: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert written == documents
    assert f"{tmp_path / 'out' / 'shexian-2025.xml'}：" in done.stdout


def test_needs(root: Path, tmp_path: Path) -> None:
    assert run(root, tmp_path, "--format", "needs").returncode == 0
    made = json.loads((tmp_path / "needs.json").read_text("utf-8"))
    assert made["versions"]["current"]["needs_amount"] > 200


def test_a_format_has_its_files(corpus: Corpus) -> None:
    ids = {policy.id for policy in corpus.policies}
    for form, names in (
        ("akn", {f"{policy}.xml" for policy in ids}),
        ("needs", {"needs.json"}),
        ("xlsx", {"tables.xlsx"}),
    ):
        made = documents(corpus, form)
        assert set(made) == names
        assert all(data[:2] == (b"PK" if form == "xlsx" else data[:2]) for data in made.values())


def test_an_unknown_format_is_refused(root: Path, tmp_path: Path) -> None:
    assert run(root, tmp_path / "out", "--format", "docx").returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(PolicykitError, match="PK004"):
        write_documents(documents(corpus, "akn"), tmp_path / "file" / "out")
