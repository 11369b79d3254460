"""The original stays byte for byte; the text drawn from it and its map stand beside it, and the corpus reads those."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from policykit.base.diagnostics import PolicykitError
from policykit.cli import app
from policykit.corpus import Corpus
from policykit.intake import MAP, TEXT, Drawn, from_files
from policykit.intake.drawn import Writer
from policykit.interchange.export import tables
from policykit.model import Place
from policykit.scaffold import add_policy, new_project

PAGE = "<html><body><div><h1>某县关于签约服务的通知</h1><p>一、目标</p><p>到2026年底，县域内就诊率达到85%以上。</p><p>二、落实</p><p>各地要落实责任。</p></div></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge base with one page in it."""
    new_project(tmp_path / "base", "试验库")
    (tmp_path / "page.htm").write_bytes(PAGE.encode("gb18030"))
    add_policy(tmp_path / "base", tmp_path / "page.htm", "page-2026", "341021")
    return tmp_path / "base" / "policy_texts" / "page-2026"


def test_the_original_is_kept_and_its_text_is_read(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [MAP, TEXT, "policy.yml", "source.html"]
    assert (folder / "source.html").read_bytes() == PAGE.encode("gb18030")
    policy = Corpus.load(folder.parents[1]).policy("page-2026")
    assert policy.title == "某县关于签约服务的通知"
    assert policy.source == (folder / TEXT).read_text("utf-8")
    assert [clause.text for clause in policy.clauses] == [
        "到2026年底，县域内就诊率达到85%以上。",
        "各地要落实责任。",
    ]
    about = json.loads((folder / MAP).read_text("utf-8"))
    assert about["reader"].startswith("html ")
    assert about["places"][2][:3] == [policy.source.index("到2026"), 0, 3]


@pytest.mark.parametrize("name", [TEXT, MAP])
def test_a_drawn_text_is_not_edited(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"85%", b"95%") if name == TEXT else b"{}")
    with pytest.raises(PolicykitError, match=r"PK117 drawn-changed: 由原文抽取的文字.*与原文对不上"):
        Corpus.load(folder.parents[1])


def test_a_clause_says_its_pages(folder: Path) -> None:
    source = (folder / "source.html").read_bytes()
    drawn = from_files((folder / TEXT).read_bytes(), (folder / MAP).read_bytes(), source)
    second = drawn.text.index("二、")
    paged = Drawn(drawn.text, (Place(0, 1), Place(second - 4, 2), Place(second, 3)), (), "pdf 1")
    for name, data in paged.files(source).items():
        (folder / name).write_bytes(data)
    corpus = Corpus.load(folder.parents[1])
    policy = corpus.policy("page-2026")
    assert [policy.pages(clause) for clause in policy.clauses] == [(1, 2), (3, 3)]
    shown = CliRunner().invoke(app, ["show", "page-2026/1/p1", "--path", str(folder.parents[1])]).stdout
    assert "drawn.txt:3（" in shown
    assert "source.html 第1–2页" in shown
    assert [row["pages"] for row in tables(corpus)["clauses.jsonl"]] == [(1, 2), (3, 3)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=4)), max_size=8))
def test_what_is_written_comes_back_and_every_place_is_in_it(pieces: list[str | list[str]]) -> None:
    writer = Writer()
    for number, piece in enumerate(pieces, 1):  # a paragraph, or the cells of a row
        if isinstance(piece, str):
            writer.paragraph(piece, page=number)
        else:
            writer.row(piece, page=number)
    writer.paragraph("末段")
    drawn = writer.drawn("x 1")
    files = drawn.files(b"x")
    assert files == drawn.files(b"x")
    assert from_files(files[TEXT], files[MAP], b"x") == drawn
    starts = [place.start for place in drawn.places]
    assert starts == sorted(starts)
    assert all(not drawn.text[start].isspace() for start in starts)
    assert drawn.text.endswith("\n")


def test_what_was_left_out_is_said_when_a_text_is_added_and_when_it_is_renewed(tmp_path: Path) -> None:
    root = tmp_path / "base"
    new_project(root, "试验库")
    page = tmp_path / "page.htm"
    page.write_text(PAGE.replace("达到85%", "达到<del>80%</del><s>82%</s>85%"), "utf-8")

    def add(*more: str) -> str:
        return CliRunner().invoke(app, ["add", str(page), "page-2026", *more, "--path", str(root)]).stderr

    said = add("--division", "341021", "--version", "2026-01-01")
    assert "PK124 text-left-out: 原件中有2处文字没有读入，因为带删除线：“80%”“82%”。" in said
    assert Corpus.load(root).policy("page-2026").clauses[0].text == "到2026年底，县域内就诊率达到85%以上。"
    for day in ("2027-01-01", "2020-01-01"):  # the present text, and an earlier one
        page.write_text(PAGE.replace("达到85%", f"达到<s>{day[:4]}人</s>86%"), "utf-8")
        assert f"“{day[:4]}人”" in add("--version", day)
