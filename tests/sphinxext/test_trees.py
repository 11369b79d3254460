"""Trees of made pages, their way up and what a build notes of its files: without a build."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from policykit.model import Dismissal, Level, Policy, Requirement
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.links import policy_docname
from policykit.sphinxext import files, navigation
from policykit.sphinxext.checkpages import _checks, _theme
from policykit.sphinxext.document import policy_tree
from policykit.sphinxext.nodes import heading_title, site_view
from policykit.text import document

if TYPE_CHECKING:
    from policykit import Corpus
    from policykit.specs import Specs

POLICY = "shexian-2025"


@pytest.fixture(scope="module")
def content(corpus: Corpus, specs: Specs) -> Content:
    return Content(corpus, RequirementIndex(specs), CrossIndex(specs))


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
    found = {name: [up for up, *_ in navigation._above_written(app, name)] for name in metadata}  # noqa: SLF001 - as above
    assert found == {
        "a": ["c", "b"],
        "b": ["c"],
        "c": [],
        "d": ["d"],
        "e": ["e", "f"],
        "f": ["f", "e"],
        "g": [],
    }
    assert navigation._above_written(app, "a") == [("c", "", "C"), ("b", "", "B")]  # noqa: SLF001 - as above


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
    made = document(TEXT, policy="x-2026", level=Level.COUNTY)
    policy = Policy(
        "x-2026",
        "虚构县养老服务方案",
        Level.COUNTY,
        "341021",
        "x.txt",
        "0" * 64,
        TEXT,
        segments=made.segments,
        outline=made.outline,
        tables=made.tables,
    )
    tree = policy_tree(policy, tmp_path / "x.txt", tmp_path)
    texts = [node.astext() for kind in (heading_title, nodes.paragraph) for node in tree.findall(kind)]
    assert "1．建成1所养老院，每年评估1次。（责任单位：县民政局）" in texts
    assert "" not in texts  # （一）建设。 is a clause, and no heading stands over it
    section = next(node for node in tree.findall(nodes.section) if node["ids"] == ["annex-1"])
    assert section[0].astext() == "附件1"
    assert "床位不少于300张" in section.astext()
    assert "安排资金" not in section.astext()
    assert texts.count("附件1") == 1
    assert "附件2" in texts  # it has no clauses, and stands apart
