"""How a new site takes the place of the old one: what is copied, what is named a second time, what stays when it fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from policykit.site.exchange import exchange


def put(folder: Path, files: dict[str, str], *, at: int) -> None:
    """Files that were written at a time."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        os.utime(folder / name, ns=(at, at))


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A site as it was made first, in its place too."""
    put(tmp_path / "made", {"a.html": "一", "b/c.html": "二", "d.html": "三"}, at=10**18)
    exchange(tmp_path / "made", tmp_path / "site", ".mark", "first", is_upon=False)
    return tmp_path / "made"


def test_the_first_site_is_a_copy(made: Path) -> None:
    site = made.with_name("site")
    assert held(site) == {"a.html": "一", "b/c.html": "二", "d.html": "三", ".mark": "first"}
    assert [path.stat().st_nlink for path in sorted(made.rglob("*.html"))] == [1, 1, 1]


@pytest.mark.parametrize(
    ("changed", "at", "is_taken"),
    [
        ("一", 10**18, True),
        ("一", 10**18 + 1, False),  # written anew, though it says the same
        ("四", 10**18 + 1, False),
        ("一二", 10**18, False),
    ],
)
def test_a_file_that_is_as_it_was_is_named_a_second_time(
    made: Path, changed: str, at: int, *, is_taken: bool
) -> None:
    site = made.with_name("site")
    before = (site / "a.html").stat().st_ino
    put(made, {"a.html": changed}, at=at)
    exchange(made, site, ".mark", "next", is_upon=True)
    assert held(site) == {"a.html": changed, "b/c.html": "二", "d.html": "三", ".mark": "next"}
    assert ((site / "a.html").stat().st_ino == before) is is_taken


def test_of_what_was_made_anew_all_is_copied(made: Path) -> None:
    """Other code may have a style of the same size and, where files have a fixed time, of the same time."""
    site = made.with_name("site")
    put(made, {"a.html": "八"}, at=10**18)
    exchange(made, site, ".mark", "next", is_upon=False)
    assert held(site)["a.html"] == "八"


def test_the_site_holds_what_was_made_and_nothing_else(made: Path) -> None:
    site = made.with_name("site")
    (made / "d.html").unlink()
    put(made, {"b/e.html": "五"}, at=10**18)
    put(site, {"by-hand.html": "六"}, at=10**18)
    exchange(made, site, ".mark", "next", is_upon=True)
    assert held(site) == {"a.html": "一", "b/c.html": "二", "b/e.html": "五", ".mark": "next"}
    assert sorted(path.name for path in site.parent.iterdir()) == ["made", "site"]


def test_what_was_changed_in_the_site_by_hand_goes(made: Path) -> None:
    site = made.with_name("site")
    (site / "a.html").write_text("七", "utf-8")
    exchange(made, site, ".mark", "next", is_upon=True)
    assert held(site)["a.html"] == "一"
    assert held(made)["a.html"] == "一"


def test_without_second_names_it_is_copied(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    exchange(made, made.with_name("site"), ".mark", "next", is_upon=True)
    assert held(made.with_name("site")) == {"a.html": "一", "b/c.html": "二", "d.html": "三", ".mark": "next"}


def test_a_copy_that_fails_leaves_the_last_site(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(made, {"a.html": "四"}, at=10**18 + 1)
    site = made.with_name("site")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "next":
            raise OSError(errno.ENOSPC, "disk full")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="disk full"):
        exchange(made, site, ".mark", "next", is_upon=True)
    assert held(site) == {"a.html": "一", "b/c.html": "二", "d.html": "三", ".mark": "first"}
    assert sorted(path.name for path in site.parent.iterdir()) == ["made", "site"]


def test_a_first_site_that_cannot_be_copied_is_said_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        exchange(tmp_path / "made", tmp_path / "site", ".mark", "", is_upon=False)
    assert error.value.filename == str(tmp_path / "made")
    assert not [*tmp_path.iterdir()]
