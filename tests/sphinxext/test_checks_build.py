"""What a changed spec changes in the site, and what it does not; a spec that means ill is shown as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.sphinxext.conftest import copied_book

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.sphinxext.conftest import Book


def rebuilt(book: Book) -> set[str]:
    return book.read_again(book.build("-v"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def shown(book: Book, name: str) -> str:
    return (book.site / name).read_text("utf-8")


def pages(book: Book) -> dict[str, bytes]:
    return {page.relative_to(book.site).as_posix(): page.read_bytes() for page in book.site.rglob("*.html")}


def files(book: Book) -> dict[str, bytes]:
    return {
        file.relative_to(book.site).as_posix(): file.read_bytes()
        for file in book.site.rglob("*")
        if file.is_file()
    }


def test_a_changed_spec_changes_what_shows_it(own_book: Book) -> None:
    everything = files(own_book)
    spec = own_book.folder / "specs" / "shexian-2025.yml"

    replace(spec, "“基本达到”没有给出判定标准", "“基本达到”没有写明标准")
    read = rebuilt(own_book)
    assert {"policies/shexian-2025", "checks/shexian-2025", "indicators/governance"} <= read
    assert not read & {
        "policies/erenhot-2021",
        "checks/erenhot-2021",
        "indicators/tcm",
        "indicators",
        "guide/staff",
    }
    for name in ("policies/shexian-2025.html", "checks/shexian-2025.html"):
        assert "没有写明标准" in shown(own_book, name)
        assert "没有给出判定标准" not in shown(own_book, name)
    # As it was.
    replace(spec, "“基本达到”没有写明标准", "“基本达到”没有给出判定标准")
    rebuilt(own_book)
    now = files(own_book)
    assert {name for name in now.keys() | everything.keys() if now.get(name) != everything.get(name)} == set()

    # What a text does not say is shown as such, and stops nothing: `pytest specs` is the gate. What is gone is gone.
    replace(spec, "at_least: 85%", "at_least: 86%")
    (own_book.folder / "specs" / "erenhot-2021.yml").unlink()
    rebuilt(own_book)
    assert "与原文不一致" in shown(own_book, "checks/shexian-2025.html")
    assert "1 项不一致" in shown(own_book, "coverage.html")
    assert "不低于86%" in shown(own_book, "checks/guiyang-2024-36.html")
    assert not list((own_book.site / "checks").glob("erenhot-2021.*"))
    for name, page in pages(own_book).items():
        assert b"checks/erenhot-2021" not in page, name
    assert "quoted" not in shown(own_book, "policies/erenhot-2021.html")


def test_two_builds_of_one_day_are_the_same(first_book: Book, tmp_path: Path, root: Path) -> None:
    other = copied_book(root, tmp_path / "other")
    assert other.build("-q").returncode == 0
    assert files(first_book) == files(other)


def test_a_spec_that_cannot_be_read_stops_the_build_with_its_place(unbuilt_book: Book) -> None:
    replace(
        unbuilt_book.folder / "specs" / "shexian-2025.yml",
        "quote: 2026年县域内就诊率达85%",
        "quote: 2026年就诊率达85%",
    )
    built = unbuilt_book.build()
    assert built.returncode != 0
    assert re.search(r"specs/shexian-2025\.yml:\d+.*PK2\d\d", built.stderr), built.stderr
    assert "怎么办" in built.stderr
    assert "Traceback" not in built.stderr


def test_a_spec_that_means_ill_is_shown_as_text(hostile_book: Book, page: Page, problems: list[str]) -> None:
    for name in ("checks/hostile-2025.html", "policies/hostile-2025.html", "coverage.html", "timeline.html"):
        page.goto((hostile_book.site / name).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("window.hacked") is None
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert not problems
    tree = hostile_book.reader.page("checks/hostile-2025.html")
    check = tree.select_one("#r-1-1--ill")
    assert check is not None
    assert not check.select("script, img, b")
    said = check.get_text()
    for part in (
        "<script>window.hacked = 4</script>",
        "</td></dl><b>粗",
        '"><img src=x onerror="window.hacked = 6">',
    ):
        assert part in said
    assert "与原文不一致" in said
    ledger = tree.select_one("#ledger")
    assert ledger is not None
    assert "<i>说明</i>" in ledger.get_text()
