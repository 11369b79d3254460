"""Trees of made pages, their way up and what a build notes of its files: without a build."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from sphinx.addnodes import download_reference

from policykit.model import Dismissal, Level, Policy, Requirement, Span
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.links import policy_docname
from policykit.sphinxext import files, navigation
from policykit.sphinxext.checkpages import _checks, _theme
from policykit.sphinxext.document import mark_quotes, policy_tree
from policykit.sphinxext.hanging import _mute_responsible
from policykit.sphinxext.nodes import (
    clause_node,
    clause_tools,
    heading_title,
    policy_title,
    quote_mark,
    site_view,
)
from policykit.text import document

if TYPE_CHECKING:
    from policykit import Corpus
    from policykit.specs import Specs

POLICY = "shexian-2025"


@pytest.fixture(scope="module")
def content(corpus: Corpus, specs: Specs) -> Content:
    return Content(corpus, RequirementIndex(specs), CrossIndex(specs))


def policy_of_text(text: str) -> Policy:
    made = document(text, policy="x-2026", level=Level.COUNTY)
    return Policy(
        "x-2026",
        text.partition("\n")[0],
        Level.COUNTY,
        "341021",
        "x.txt",
        "0" * 64,
        text,
        segments=made.segments,
        outline=made.outline,
        tables=made.tables,
    )


def views(tree: nodes.Node) -> list[str]:
    return [each["view"] for each in tree.findall(site_view)]


# --- checks and indicators --------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["shexian-2025", "guiyang-2024-36", "nhc-2023-41"])
def test_the_parts_of_a_page_of_checks_hold_every_requirement_under_its_clause(
    content: Content, policy: str
) -> None:
    parts = content.requirements.checks_parts(policy)
    title = content.corpus.policy(policy).title
    shown: list[str] = []
    dismissed_from = next(
        (at for at, part in enumerate(parts) if any(isinstance(each, Dismissal) for each in part))
    )
    for at in range(len(parts)):
        root = _checks(policy, content, at)
        head = next(iter(root.findall(nodes.title))).astext()
        assert title in head
        assert ("2" in head.replace(title, "")) is (at == 1)
        assert next(iter(root.findall(site_view)))["part"] == at
        assert ("checks/dismissed" in views(root)) is (at >= dismissed_from)
        assert "checks/drafts" not in views(root)
        for section in root.findall(nodes.section):
            asked = [
                each
                for each in section.children
                if isinstance(each, site_view) and each["view"] == "checks/requirement"
            ]
            for each in asked:
                requirement = content.requirements.requirement(each["requirement"])
                assert section["ids"] == ["k-" + requirement.clause.partition("/")[2].replace("/", "-")]
                assert each.astext() == requirement.plain
                shown.append(requirement.id)
            heading = section.next_node(nodes.title)
            assert heading is not None
            assert heading.astext() == heading.astext().rstrip("　 。")
    asked_of = [each.id for part in parts for each in part if isinstance(each, Requirement)]
    assert shown == asked_of == [each.id for each in content.requirements.of_policy(policy)]


def test_a_clause_is_named_by_place_and_heading(content: Content) -> None:
    root = _checks(POLICY, content, 0)
    headings = {each["ids"][0]: each.next_node(nodes.title) for each in root.findall(nodes.section)}
    first = headings["k-p1"]
    assert first is not None
    assert first.astext() == "引言第1段"


def test_the_indicators_of_a_theme_are_those_of_no_other(content: Content) -> None:
    seen: list[str] = []
    for theme in content.requirements.themes:
        root = _theme(theme, content)
        names = [each["indicator"] for each in root.findall(site_view) if each["view"] == "checks/indicator"]
        assert names == [
            each["indicator"] for each in root.findall(site_view) if each["view"] == "crossindex/places"
        ]
        assert {content.requirements.indicators[name].theme for name in names} == {theme}
        seen += names
    assert sorted(seen) == sorted(content.requirements.indicators)


# --- the way between pages --------------------------------------------------------------------------


def test_every_policy_has_the_one_before_and_the_one_behind(content: Content) -> None:
    row = content.requirements.policies
    around = navigation._neighbours(row)  # noqa: SLF001 - pages show it, a build each
    names = [[each and each[0] for each in around[policy_docname(policy.id)]] for policy in row]
    docnames = [policy_docname(policy.id) for policy in row]
    assert names == [[*pair] for pair in zip([None, *docnames], [*docnames[1:], None], strict=False)]
    second = around[docnames[0]][1]
    assert second == (docnames[1], row[1].title, row[1].level.value, row[1].level.label)


def test_the_way_up_ends_where_a_page_leads_back_to_itself() -> None:
    metadata = {
        "a": {"up": "b"},
        "b": {"up": "c"},
        "c": {},
        "d": {"up": "d"},
        "e": {"up": "f"},
        "f": {"up": "e"},
        "g": {"up": "none"},
    }
    titles = {name: nodes.title("", name.upper()) for name in metadata}
    app: Any = SimpleNamespace(
        env=SimpleNamespace(metadata=metadata, all_docs=dict.fromkeys(metadata), titles=titles)
    )
    found = {name: [up for up, *_ in navigation._above_written(app, name)] for name in metadata}  # noqa: SLF001 - pages show it, a build each
    assert found == {
        "a": ["c", "b"],
        "b": ["c"],
        "c": [],
        "d": ["d"],
        "e": ["e", "f"],
        "f": ["f", "e"],
        "g": [],
    }
    assert navigation._above_written(app, "a") == [("c", "", "C"), ("b", "", "B")]  # noqa: SLF001 - pages show it, a build each


# --- the text of a policy ---------------------------------------------------------------------------


QUOTED = "虚构县方案\n\n一、任务\n（一）建设。办好 养老院，每年评估1次。\n"


@pytest.mark.parametrize(
    ("quotes", "pieces"),
    [
        ([], [("（一）建设。办好 养老院，每年评估1次。", "")]),
        (["养老院"], [("（一）建设。办好 ", ""), ("养老院", "0"), ("，每年评估1次。", "")]),
        (["办好 养老院"], [("（一）建设。", ""), ("办好 养老院", "0"), ("，每年评估1次。", "")]),
        (["评估1次。"], [("（一）建设。办好 养老院，每年", ""), ("评估1次。", "0")]),
        (["（一）建设。办好 养老院，每年评估1次。"], [("（一）建设。办好 养老院，每年评估1次。", "0")]),
        # What two quotes have in common is of both.
        (
            ["养老院，每年", "每年评估"],
            [("（一）建设。办好 ", ""), ("养老院，", "0"), ("每年", "01"), ("评估", "1"), ("1次。", "")],
        ),
        (
            ["养老院", "每年"],
            [("（一）建设。办好 ", ""), ("养老院", "0"), ("，", ""), ("每年", "1"), ("评估1次。", "")],
        ),
        # A quote that begins in the heading goes on behind it.
        (["建设。办好"], [("（一）", ""), ("建设。办好", "0"), (" 养老院，每年评估1次。", "")]),
    ],
)
def test_each_quote_is_marked_where_it_stands(
    tmp_path: Path, quotes: list[str], pieces: list[tuple[str, str]]
) -> None:
    policy = policy_of_text(QUOTED)
    tree = policy_tree(policy, tmp_path / "x.txt", tmp_path)
    (clause,) = policy.clauses
    asked: list[Any] = [
        SimpleNamespace(id=str(at), span=Span(start := QUOTED.index(quote), start + len(quote)))
        for at, quote in enumerate(quotes)
    ]
    mark_quotes(tree, policy, {clause.id: asked}.get)  # type: ignore[arg-type]  # of one clause
    (node,) = tree.findall(clause_node)
    marked = (
        ("".join(text.parent["checks"]) if isinstance(text.parent, quote_mark) else "", text.astext())
        for text in node.findall(nodes.Text)
    )
    found = [("".join(text for _, text in of), by) for by, of in groupby(marked, key=itemgetter(0))]
    assert found == pieces
    # The list of what it asks stands below a clause that asks something.
    assert ("checks/clause" in views(tree)) is bool(quotes)


@pytest.mark.parametrize(
    ("text", "named", "muted"),
    [
        ("办好养老院。（责任单位：县民政局）", ("县民政局",), "（责任单位：县民政局）"),
        ("办好养老院。(县民政局负责)", ("县民政局",), "(县民政局负责)"),
        ("办好（托育）养老院。（县民政局、县卫健局）", ("县卫健局",), "（县民政局、县卫健局）"),
        ("办好养老院（公办）。", ("县民政局",), ""),
        ("（县民政局）", ("县民政局",), ""),  # it is all that stands there
        ("县民政局办好养老院。", ("县民政局",), ""),
    ],
)
def test_who_is_responsible_is_set_apart_in_the_brackets_at_the_end(
    text: str, named: tuple[str, ...], muted: str
) -> None:
    paragraph = nodes.paragraph("", "", nodes.inline("", "1. "), nodes.Text(text))
    _mute_responsible(paragraph, named)
    assert paragraph.astext() == f"1. {text}"
    assert [each.astext() for each in paragraph.findall(nodes.inline)][1:] == [muted] * bool(muted)


def test_a_clause_is_copied_with_what_names_it(corpus: Corpus, tmp_path: Path) -> None:
    policy = corpus.policy(POLICY)
    tree = policy_tree(policy, tmp_path / "x.txt", tmp_path)
    tools = {each["clause"]: each for each in tree.findall(clause_tools)}
    assert tools.keys() == {clause.id for clause in policy.clauses}
    first = tools[f"{POLICY}/p1"]
    assert (first["anchor"], first["place"], first["cited"], first["row"]) == (
        "c-p1",
        "引言第1段",
        "引言第1段",
        "",
    )


def test_the_card_of_a_policy_says_what_is_known_of_it(tmp_path: Path) -> None:
    known = replace(policy_of_text(QUOTED), issuers=("甲局", "乙局"), date_issued=date(2026, 1, 5))
    tree = policy_tree(known, tmp_path / "a" / "x.txt", tmp_path)
    card = next(each for each in tree.findall(site_view) if each["view"] == "card")
    said = [each.astext() for each in card.findall(nodes.paragraph)]
    assert said[:2] == ["发文机关：甲局、乙局", "成文日期：2026-01-05"]
    assert not any("文号" in text for text in said)
    assert (card["clauses"], card["script"]) == (1, "")
    assert (card["facts"]["date_issued"], card["facts"]["date_published"]) == ("2026-01-05", None)
    title = next(iter(tree.findall(policy_title)))
    assert "".join(title["words"]) == title.astext() == "虚构县方案"
    assert len(title["words"]) > 1
    (link,) = card.findall(download_reference)
    assert (link["reftarget"], link.astext()) == ("/a/x.txt", "x.txt")
    assert tree["ids"] == ["policy-x-2026"]


# --- files beside the pages -------------------------------------------------------------------------


def test_every_link_is_given_once(content: Content) -> None:
    given = list(files._links(content))  # noqa: SLF001 - a build writes it into one file
    assert len(given) == len({(link.kind, link.a, link.b, link.a_span, link.b_span) for link in given})
    known = {
        (link.kind, link.a, link.b, link.a_span, link.b_span)
        for policy in content.corpus.policies
        for clause in policy.clauses
        for link in content.crossindex.of_clause(clause.id)
    }
    assert known == {(link.kind, link.a, link.b, link.a_span, link.b_span) for link in given}


class _App:
    """As much of Sphinx as says what files are made of."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.computed, self.engine, self.base, self.collected = "x", "e", "", ""
        self.titles = {"a": "甲", "b": "乙"}
        self.views: dict[str, dict[str, set[str]]] = {
            "a": {"years": set()},
            "b": {"checks/files": {"t", "u"}},
        }

    def made_of(self, monkeypatch: pytest.MonkeyPatch) -> str:
        config = SimpleNamespace(
            policykit_computed=self.computed,
            policykit_engine=self.engine,
            html_baseurl=self.base,
            policykit_junit="junit.xml",
            policykit_collected=self.collected,
        )
        titles = {name: nodes.title("", title) for name, title in self.titles.items()}
        app: Any = SimpleNamespace(
            config=config, env=SimpleNamespace(titles=titles, all_docs=dict.fromkeys(titles))
        )
        known = SimpleNamespace(corpus=SimpleNamespace(root=self.root))
        monkeypatch.setattr(files, "content_of", lambda _: known)
        monkeypatch.setattr(
            files, "ViewDomain", SimpleNamespace(of=lambda _: SimpleNamespace(documents=self.views))
        )
        return files._made_of(app)  # noqa: SLF001 - what a build notes of what it does not make again


def test_files_beside_the_pages_are_made_again_exactly_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _App(tmp_path)
    seen = [app.made_of(monkeypatch)]
    assert seen == [app.made_of(monkeypatch)]
    app.titles = dict(reversed(app.titles.items()))
    app.views = dict(reversed(app.views.items()))
    assert seen == [app.made_of(monkeypatch)]  # in whatever order pages were read

    def changed() -> None:
        made = app.made_of(monkeypatch)
        assert made not in seen
        seen.append(made)

    for name, value in {"computed": "y", "engine": "f", "base": "https://a.cn"}.items():
        setattr(app, name, value)
        changed()
    (tmp_path / "junit.xml").write_text("<a/>", "utf-8")
    changed()
    (tmp_path / "junit.xml").write_text("<b/>", "utf-8")
    changed()
    app.titles["b"] = "丙"
    changed()
    app.views["b"]["checks/files"].add("v")
    changed()
    app.views["c"] = {}
    changed()
    app.collected = "留存"
    unchanged = app.made_of(monkeypatch)
    assert unchanged == seen[-1]  # nothing is there yet
    (tmp_path / "留存" / "deep").mkdir(parents=True)
    assert app.made_of(monkeypatch) == unchanged
    (tmp_path / "留存" / "deep" / "1.parquet").write_text("1", "utf-8")
    changed()
    (tmp_path / "留存" / "deep" / "1.parquet").write_text("12", "utf-8")
    changed()
    monkeypatch.setattr(files, "today", lambda: date(2001, 1, 1))
    changed()
    app.computed = ""
    assert app.made_of(monkeypatch) == ""  # nobody tells what the content is: it is made at every build


@pytest.mark.parametrize(
    ("ended", "done"),
    [
        ({}, ["search", "tables"]),  # nothing was begun
        ({"search": 0, "tables": 0}, []),
        ({"search": 1, "tables": 0}, ["search"]),  # what went wrong is done again, and said
        ({"search": 0, "tables": -9}, ["tables"]),
        ({"tables": 0}, ["search"]),
    ],
)
def test_what_was_begun_aside_is_waited_for_or_done(
    ended: dict[str, int], done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    class App:
        """As much of Sphinx as tells one build from another."""

    app: Any = App()
    writers = {name: partial(lambda name, _: made.append(name), name) for name in ("search", "tables")}
    monkeypatch.setattr(files, "_write_search", writers["search"])
    monkeypatch.setattr(files, "_write_tables", writers["tables"])
    waited: list[str] = []
    started: Any = {
        writers[name]: SimpleNamespace(exitcode=code, join=partial(waited.append, name))
        for name, code in ended.items()
    }
    files._STARTED[app] = started  # noqa: SLF001 - copies of the process
    files._end_asides(app)  # noqa: SLF001 - copies of the process
    assert (made, waited) == (done, list(ended))
    assert app not in files._STARTED  # noqa: SLF001 - copies of the process


@pytest.mark.parametrize(
    ("parallel", "format_", "same", "copies"),
    [
        (2, "html", False, True),
        (1, "html", False, False),
        (2, "latex", False, False),
        (2, "html", True, False),
    ],
)
def test_files_are_begun_aside_where_several_processes_make_a_site(
    parallel: int, format_: str, same: bool, copies: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_is_as_it_was", lambda _: same)
    app: Any = SimpleNamespace(parallel=parallel, builder=SimpleNamespace(format=format_))
    assert files._has_copies(app) is copies  # noqa: SLF001 - whether a build has copies is no page's to show


@pytest.mark.parametrize(
    ("noted", "now", "same"), [("x", "x", True), ("x", "y", False), (None, "x", False), ("", "", False)]
)
def test_files_are_as_they_were_when_the_note_says_so(
    tmp_path: Path, noted: str | None, now: str, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Any = SimpleNamespace(doctreedir=tmp_path)
    if noted is not None:
        files._note(app).write_text(noted, "utf-8")  # noqa: SLF001 - what a build notes of what it does not make again
    monkeypatch.setattr(files, "_made_of", lambda _: now)
    assert files._is_as_it_was(app) is same  # noqa: SLF001 - what a build notes of what it does not make again


def test_a_workbook_is_written_when_its_table_is_another(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "checks" / "policies"
    book = tmp_path / "checks" / "policies.xlsx"
    files._write_table(path, content, "policies")  # noqa: SLF001 - one of the tables that a build writes beside its pages
    assert sorted(file.name for file in path.parent.iterdir()) == [
        f"policies.{each}" for each in ("csv", "jsonl", "xlsx")
    ]
    for change, is_written in ((None, False), ("csv", True), ("jsonl", True), ("xlsx", True)):
        book.write_bytes(b"old")
        if change == "xlsx":
            book.unlink()
        elif change:
            (tmp_path / "checks" / f"policies.{change}").write_bytes(b"other")
        files._write_table(path, content, "policies")  # noqa: SLF001 - one of the tables that a build writes beside its pages
        assert (book.read_bytes() != b"old") is is_written, change


def test_tables_that_no_page_offers_go(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"checks/shexian-2025.csv", "checks/shexian-2025.html", "checks/gone-2025.html", "other.csv"}
    gone = {
        "checks/gone-2025.csv",
        "checks/gone-2025.xlsx",
        "dismissed/x.jsonl",
        "tasks/1.csv",
        "clauses.csv",
    }
    for name in kept | gone:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    monkeypatch.setattr(files, "content_of", lambda _: content)
    monkeypatch.setattr(
        files, "ViewDomain", SimpleNamespace(of=lambda _: SimpleNamespace(tables={"checks/shexian-2025"}))
    )
    monkeypatch.setattr(files, "_urls", lambda _: {})
    monkeypatch.setattr(files, "_links", lambda _: [])
    written: list[str] = []
    monkeypatch.setattr(
        files, "_write_table", lambda path, _, name: written.append(f"{path.relative_to(tmp_path)} {name}")
    )
    files._write_tables(SimpleNamespace(outdir=tmp_path, env=None))  # type: ignore[arg-type]  # a stand-in  # noqa: SLF001 - the tables that a build writes beside its pages
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert there == kept | {"needs.json"}
    assert written == ["checks/shexian-2025 checks/shexian-2025"]


@pytest.mark.parametrize("base", ["https://example.org/book", "https://example.org/book/"])
def test_a_sitemap_has_whole_addresses(base: str) -> None:
    found = re.findall("<loc>(.*?)</loc>", files.sitemap(base, ["index.html", "a/b.html"]))
    assert found == ["https://example.org/book/index.html", "https://example.org/book/a/b.html"]


TEXT = """虚构县养老服务方案

一、任务
（一）建设。
1．建成1所养老院，每年评估1次。（责任单位：县民政局）

二、保障
安排资金。

附件1
主要指标
1．床位不少于300张。

附件2
分工表
"""


def test_numbers_stand_once_and_an_annex_heads_its_own_clauses(tmp_path: Path) -> None:
    tree = policy_tree(policy_of_text(TEXT), tmp_path / "x.txt", tmp_path)
    texts = [node.astext() for kind in (heading_title, nodes.paragraph) for node in tree.findall(kind)]
    assert "1．建成1所养老院，每年评估1次。（责任单位：县民政局）" in texts
    (muted,) = (each for each in tree.findall(nodes.inline) if "responsible" in each["classes"])
    assert muted.astext() == "（责任单位：县民政局）"
    assert "" not in texts  # （一）建设。 is a clause, and no heading stands over it
    section = next(node for node in tree.findall(nodes.section) if node["ids"] == ["annex-1"])
    assert section[0].astext() == "附件1"
    assert "床位不少于300张" in section.astext()
    assert "安排资金" not in section.astext()
    assert texts.count("附件1") == 1
    assert "附件2" in texts  # it has no clauses, and stands apart
