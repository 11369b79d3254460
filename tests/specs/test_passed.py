"""What passed the double entry is not read again while nothing that decides has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policykit import Corpus
from policykit.base.diagnostics import Diagnostic
from policykit.base.files import cache_folder
from policykit.model import Requirement
from policykit.specs import Specs, specs
from policykit.specs.double_entry import check_requirement

POLICY = "erenhot-2021"


@pytest.fixture
def base(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base of one policy with six requirements, and a cache with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for part in (f"policy_texts/{POLICY}", f"specs/{POLICY}.yml", "specs/lexicon.yml"):
        target = tmp_path / "base" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (root / part).is_dir():
            shutil.copytree(root / part, target)
        else:
            shutil.copy(root / part, target)
    spec = tmp_path / "base" / "specs" / f"{POLICY}.yml"
    spec.write_text("\n  - id: ".join(spec.read_text("utf-8").split("\n  - id: ")[:7]) + "\n", "utf-8")
    return tmp_path / "base"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requirements that were read a second time."""
    listed: list[str] = []

    def counted(requirement: Requirement, *of: object) -> list[Diagnostic]:
        listed.append(requirement.id)
        return check_requirement(requirement, *of)  # type: ignore[arg-type]  # passed on as they come

    monkeypatch.setattr(specs, "check_requirement", counted)
    return listed


def read_anew(base: Path) -> Specs:
    return Specs.read(Corpus.load(base))


def test_what_passed_is_read_once(base: Path, asked: list[str]) -> None:
    first = read_anew(base)
    every = [each.id for each in first.requirements]
    assert first.unverified == {}
    assert asked == every
    again = read_anew(base)
    assert [each.id for each in again.passing] == every
    assert asked == every


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"specs/{POLICY}.yml", "at_least: 80%", "at_least: 81%"),
        ("specs/lexicon.yml", "", "# another word\n"),
        (f"policy_texts/{POLICY}/policy.yml", "title: ", "title: 关于"),
        ("specs/indicators.py", "", "# units of one's own\n"),
    ],
)
def test_what_decides_and_changed_is_read_again(
    base: Path, asked: list[str], file: str, old: str, new: str
) -> None:
    assert read_anew(base).unverified == {}
    every = asked.copy()
    asked.clear()
    path = base / file
    text = path.read_text("utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
    changed = read_anew(base)
    assert set(changed.unverified) == ({f"{POLICY}/2/p1/patients-in-county-2022"} if "%" in new else set())
    assert asked == every


def test_what_did_not_pass_is_read_again_and_says_the_same(base: Path, asked: list[str]) -> None:
    spec = base / "specs" / f"{POLICY}.yml"
    spec.write_text(spec.read_text("utf-8").replace("at_least: 80%", "at_least: 81%", 1), "utf-8")
    told = read_anew(base).unverified
    asked.clear()
    assert read_anew(base).unverified == told
    assert asked == list(told)


def test_what_was_written_while_it_was_open_is_another_state(base: Path) -> None:
    opened = read_anew(base)
    spec = base / "specs" / f"{POLICY}.yml"
    spec.write_text(spec.read_text("utf-8").replace("at_least: 80%", "at_least: 81%", 1), "utf-8")
    assert opened.unverified == {}  # it holds what it read
    assert read_anew(base).unverified.keys() == {f"{POLICY}/2/p1/patients-in-county-2022"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"digest": 1}', b"\xff"])
def test_a_damaged_cache_is_made_anew(base: Path, asked: list[str], damage: bytes) -> None:
    assert read_anew(base).unverified == {}
    every = asked.copy()
    (kept,) = cache_folder().glob("passed-*.json")
    kept.write_bytes(damage)
    assert read_anew(base).unverified == {}
    assert read_anew(base).unverified == {}
    assert asked == every * 2


def test_without_a_place_for_it_everything_is_read(base: Path, asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be", "utf-8")
    assert read_anew(base).unverified == {}
    every = asked.copy()
    assert read_anew(base).unverified == {}
    assert asked == every * 2
