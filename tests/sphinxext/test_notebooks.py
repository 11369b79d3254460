"""Notebooks of the book show what was computed; when they run is for `test_builder` to say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sphinxext.conftest import Reader

PAGES = ("guide/walkthrough.html", "guide/developers.html", "guide/reviewers.html")


@pytest.mark.parametrize("page", PAGES)
def test_every_cell_ran_and_none_shows_where(reader: Reader, root: Path, page: str) -> None:
    tree = reader.page(page)
    assert len(tree.select(".cell_output")) >= 4
    text = tree.get_text()
    for local in (str(root), str(Path.home()), "/tmp/", "Traceback", ".ipynb_checkpoints"):  # noqa: S108 - looked for
        assert local not in text, local
    assert " in 0." not in text


def test_the_walkthrough_says_first_that_its_county_is_made_up(reader: Reader) -> None:
    tree = reader.page("guide/walkthrough.html")
    note = tree.select_one(".admonition.important")
    assert note is not None
    assert "编造" in note.get_text()
    assert note.find_previous(class_="cell") is None
    shown = tree.select_one("article > section")
    assert shown is not None
    for verdict in ("达标", "未达标", "未到期", "待报"):
        assert verdict in shown.get_text()


def test_its_code_is_folded_away(reader: Reader) -> None:
    cells = reader.page("guide/walkthrough.html").select(".cell")
    assert cells
    assert all(cell.select_one("details.hide .cell_input") for cell in cells)


def test_a_reviewer_sees_a_wrong_digit_caught(reader: Reader) -> None:
    outputs = [cell.get_text() for cell in reader.page("guide/reviewers.html").select(".cell_output")]
    assert any("PK221" in said and "{at_least: 84%}" in said for said in outputs)
    assert any("PK230" in said and "自2019年" in said for said in outputs)
    assert any(" passed" in said for said in outputs)
