"""Ways between pages, what stands in their heads and what hooks note of them: without a build."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from markupsafe import escape
from sphinx.project import Project

from policykit import Corpus
from policykit.model import Level
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.links import checks_docname, policy_docname, theme_docname
from policykit.specs import Specs
from policykit.sphinxext import document as pages
from policykit.sphinxext import head, hooks, navigation, outline
from policykit.sphinxext.nodes import policy_body, policy_text, site_view
from policykit.sphinxext.project import PolicyProject

LONG, WIDE = "guiyang-2024-36", "shexian-2025"
WRITTEN = {
    "index": "首页",
    "policies": "政策文件",
    "indicators": "指标",
    "terms": "术语",
    "about": "说明",
    "more": "更多",
}


@pytest.fixture(scope="module")
def content(corpus: Corpus, specs: Specs) -> Content:
    return Content(corpus, RequirementIndex(specs), CrossIndex(specs))


@pytest.fixture
def app(content: Content, monkeypatch: pytest.MonkeyPatch) -> Any:
    """As much of Sphinx as knows the titles of the pages: some written ones, and those that are made of the content."""
    index = content.requirements
    titles = WRITTEN | {policy_docname(each.id): each.title for each in index.policies}
    domain = SimpleNamespace(
        data={"neighbours": navigation._neighbours(index.policies)},  # noqa: SLF001 - as pages note them
        targets={
            each.id: SimpleNamespace(docname=policy_docname(each.id), title=each.title)
            for each in index.policies
        },
    )
    for module in (navigation, head):
        monkeypatch.setattr(module, "content_of", lambda _: content)
    monkeypatch.setattr(navigation, "PolicyDomain", SimpleNamespace(of=lambda _: domain))
    return SimpleNamespace(
        parallel=1,
        env=SimpleNamespace(
            titles={name: nodes.title("", title) for name, title in titles.items()},
            all_docs=dict.fromkeys(titles),
            metadata={name: {"up": "about"} if name == "more" else {} for name in titles},
        ),
        builder=SimpleNamespace(get_relative_uri=lambda _, docname: f"{docname}.html"),
    )


def ways(app: Any, page: str, *, made: bool = True) -> tuple[list[str], list[tuple[str, str]], str]:
    """The addresses before and behind a page, the way up with its names, and what it is called there itself."""
    context: dict[str, Any] = {}
    navigation.add_navigation(app, page, "", context, nodes.section() if made else None)  # type: ignore[arg-type]  # nothing of it is read
    around = [each["link"] if each else "" for each in (context.get("prev"), context.get("next"))]
    above = [(each["link"], str(each["title"])) for each in context.get("parents", [])]
    assert context.get("listed_in") == (above[0][0] if above else None)
    return around, above, context.get("page_here", "")


def test_a_policy_lies_below_its_level_between_its_neighbours(app: Any, content: Content) -> None:
    row = [each.id for each in content.requirements.policies]
    title = content.corpus.policy(WIDE).title
    before, after = ["", *row, ""][row.index(WIDE)], ["", *row, ""][row.index(WIDE) + 2]
    around, above, here = ways(app, policy_docname(WIDE))
    assert around == [f"{policy_docname(each)}.html" if each else "" for each in (before, after)]
    assert above == [("policies.html", "政策文件"), ("policies.html#level-county", Level.COUNTY.label)]
    assert here == title
    del app.env.all_docs["policies"]  # a book without the list
    assert ways(app, policy_docname(WIDE))[1] == []


def test_the_parts_of_the_checks_of_a_policy_lie_in_a_row(app: Any, content: Content) -> None:
    index = content.requirements
    parts = len(index.checks_parts(LONG))
    assert parts > 1
    before, after = (each and f"{checks_docname(each.id)}.html" for each in index.neighbours(LONG))
    first = checks_docname(LONG)
    pages = [first, *(f"{first}/{at}" for at in range(2, parts + 1))]
    row = [before or "", *(f"{page}.html" for page in pages), after or ""]
    policy = content.corpus.policy(LONG)
    up = [
        ("policies.html", "政策文件"),
        (f"policies.html#level-{policy.level.value}", policy.level.label),
        (f"{policy_docname(LONG)}.html", str(escape(policy.title))),
    ]
    for at, page in enumerate(pages):
        around, above, here = ways(app, page)
        assert around == [row[at], row[at + 2]]
        assert above == [*up, *[(f"{first}.html", "要求")] * (at > 0)]
        assert here == (f"第 {at + 1} 页" if at else "要求")


def test_a_theme_lies_between_those_beside_it(app: Any, content: Content) -> None:
    names = [theme_docname(name) for name in content.requirements.themes]
    titles = list(content.requirements.themes.values())
    for at, name in enumerate(names):
        around, above, here = ways(app, name)
        assert around == [f"{each}.html" if each else "" for each in (["", *names][at], [*names, ""][at + 1])]
        assert (above, here) == ([("indicators.html", "指标")], titles[at])
    assert navigation._around_theme(app, "indicators/none") == [None, None]  # noqa: SLF001 - of a theme that is gone


@pytest.mark.parametrize(
    ("page", "made", "above", "here"),
    [
        ("terms-3", False, [("terms.html", "术语")], "第 3 页"),
        ("more-2", False, [("about.html", "说明"), ("more.html", "更多")], "第 2 页"),
        ("search", False, [], ""),
        ("none-2", False, [], ""),
        ("more", True, [("about.html", "说明")], "更多"),
        ("about", True, [], ""),
    ],
)
def test_the_further_pages_of_a_list_and_those_below_another_lead_up(
    app: Any, page: str, made: bool, above: list[tuple[str, str]], here: str
) -> None:
    assert ways(app, page, made=made) == (["", ""], above, here)


# --- heads of pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["一二三四五六七八九十一二"], "一二三四五六七八九十一二"),
        (
            ["一二三四五六七八九十一", "甲乙丙丁戊己庚辛壬癸子丑"],
            "甲乙丙丁戊己庚辛壬癸子丑",
        ),  # eleven say little
        (["一二三四五六\n七八九十一二"], "一二三四五六 七八九十一二"),
        (["长" * 120], "长" * 120),
        (["长" * 121], "长" * 119 + "…"),
        (["短"], ""),
        ([], ""),
    ],
)
def test_a_written_page_is_described_by_its_first_paragraph(
    app: Any, paragraphs: list[str], said: str
) -> None:
    page: Any = nodes.section()
    shown = site_view(view="list")
    shown += nodes.paragraph("", "这是视图里的一段话，不是页面自己的话。")
    page += [shown, *(nodes.paragraph("", text) for text in paragraphs)]
    assert head._description(app, "about", page) == said  # noqa: SLF001 - a build writes it into each page


def test_a_made_page_is_described_by_what_it_holds(app: Any, content: Content) -> None:
    policy, index = content.corpus.policy(WIDE), content.requirements
    count = str(len(index.of_policy(WIDE)))
    page: Any = nodes.section()
    for name in (policy_docname(WIDE), checks_docname(WIDE)):
        said = head._description(app, name, page)  # noqa: SLF001 - a build writes it into each page
        assert policy.title in said
        assert count in said
    theme, title = next(iter(index.themes.items()))
    labels = [each.label for each in index.indicators.values() if each.theme == theme]
    said = head._description(app, theme_docname(theme), page)  # noqa: SLF001 - a build writes it into each page
    assert title in said
    assert str(len(labels)) in said
    assert [label in said.replace(title, "") for label in labels[:3]] == [True] * len(labels[:3])
    for gone in (policy_docname("none"), checks_docname("none"), theme_docname("none")):
        assert head._description(app, gone, page) == ""  # noqa: SLF001 - a build writes it into each page


def test_the_outline_of_a_policy_is_that_of_its_sections() -> None:
    def part(name: str, *inside: nodes.Node) -> nodes.section:
        return nodes.section("", nodes.title("", name), *inside, ids=[f"s-{name}"])

    body = policy_body(policy="x", views=[])
    body += [
        nodes.paragraph("", "段"),
        nodes.container("", part("一", nodes.paragraph("", "段"), part("（一）"))),
        part("二<", nodes.note("", part("注"))),
        policy_text("", nodes.title("", "别的文件"), ids=["other"]),
    ]

    def shown(entries: list[Any]) -> list[Any]:
        return [(each.anchor, str(each.shown), shown(each.below)) for each in entries]

    found = list(outline._entries(body))  # noqa: SLF001 - a build puts it beside the page
    assert shown(found) == [("s-一", "一", [("s-（一）", "（一）", [])]), ("s-二<", "二&lt;", [])]


# --- what hooks do ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parallel", "writers"),
    [(1, 1), (2, 3), (4, 5)],  # one is kept back only where there are several
)
def test_all_processes_write(parallel: int, writers: int) -> None:
    app: Any = SimpleNamespace(parallel=parallel)
    hooks._write_by_all(app, app)  # noqa: SLF001 - Sphinx calls it
    assert app.parallel == writers


def test_which_views_a_page_has_is_noted_with_their_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    documents: dict[str, dict[str, set[str]]] = {}
    monkeypatch.setattr(
        hooks, "ViewDomain", SimpleNamespace(of=lambda _: SimpleNamespace(documents=documents))
    )

    def note(name: str, *inside: nodes.Node) -> None:
        tree: Any = nodes.section("", *inside)
        hooks._note_views(SimpleNamespace(env=SimpleNamespace(docname=name)), tree)  # type: ignore[arg-type]  # a stand-in  # noqa: SLF001 - Sphinx calls it

    note("plain", nodes.paragraph())
    note("policy", policy_body(policy="x", views=["crossindex/clause"]), site_view(view="card"))
    note(
        "files",
        site_view(view="checks/files", tables=["policies"]),
        site_view(view="checks/files", tables=["clauses"]),
    )
    assert documents == {
        "policy": {"crossindex/clause": set(), "card": set()},
        "files": {"checks/files": {"policies", "clauses"}},
    }


@pytest.mark.parametrize(
    ("views", "read", "styles"),
    [
        ({"selfcheck"}, True, ["selfcheck"]),
        ({"years"}, True, ["selfcheck", "collect", "years"]),
        ({"list"}, True, []),
        ({"selfcheck"}, False, []),  # a page that is made of no document
    ],
)
def test_the_pages_that_read_files_load_styles_of_their_own(
    views: set[str], read: bool, styles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    has = SimpleNamespace(with_view=lambda view: {"here"} if view in views else {"other"})
    monkeypatch.setattr(hooks, "ViewDomain", SimpleNamespace(of=lambda _: has))
    loaded: list[str] = []
    app: Any = SimpleNamespace(env=None, add_css_file=lambda name, priority: loaded.append(name))  # noqa: ARG005 - Sphinx's own
    hooks._dress(app, "here", "", {}, nodes.section() if read else None)  # type: ignore[arg-type]  # a stand-in  # noqa: SLF001 - Sphinx calls it
    assert loaded == [f"policykit-{style}.css" for style in styles]


def test_results_of_tests_are_those_of_the_file_that_is_named(tmp_path: Path) -> None:
    def read(name: str) -> Any:
        return hooks._tests(SimpleNamespace(policykit_junit=name), tmp_path)  # type: ignore[arg-type]  # a stand-in  # noqa: SLF001 - Sphinx calls it

    assert read("") == read("none.xml")
    (tmp_path / "a.xml").write_text("<testsuites>", "utf-8")
    with pytest.raises(SystemExit, match=r"a\.xml"):
        read("a.xml")


@pytest.mark.parametrize(
    ("parallel", "names", "made"),
    [
        (2, ["about", "policies/shexian-2025", "policies/erenhot-2021"], ["shexian-2025"]),  # one is enough
        (1, ["policies/shexian-2025"], []),
        (2, ["about"], []),
        (2, [], []),
    ],
)
def test_before_processes_are_copied_one_policy_is_worked_out(
    parallel: int, names: list[str], made: list[str], content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    monkeypatch.setattr(hooks, "content_of", lambda _: content)
    monkeypatch.setattr(hooks, "work_out", lambda _, policy: worked.append(policy.id))
    hooks._work_out_one(SimpleNamespace(parallel=parallel), None, names)  # type: ignore[arg-type]  # a stand-in  # noqa: SLF001 - Sphinx calls it
    assert worked == made


def test_a_copy_of_the_process_leaves_the_outlines_of_others_once(monkeypatch: pytest.MonkeyPatch) -> None:
    domain = SimpleNamespace(process=0)
    monkeypatch.setattr(hooks, "PolicyDomain", SimpleNamespace(of=lambda _: domain))
    app: Any = SimpleNamespace(env=SimpleNamespace(tocs={"a": 1}))
    hooks._lighten(app)  # noqa: SLF001 - Sphinx calls it
    assert app.env.tocs == {}
    app.env.tocs["b"] = 2  # what this copy read itself
    hooks._lighten(app)  # noqa: SLF001 - Sphinx calls it
    assert app.env.tocs == {"b": 2}


@pytest.mark.parametrize(
    ("added", "changed", "removed", "read"),
    [
        (set(), set(), set(), {"old", "checks/gone"}),
        ({"policies/x"}, set(), set(), {"old", "checks/gone", "list"}),
        (set(), {"policies/x"}, set(), {"old", "checks/gone", "list"}),
        (set(), set(), {"policies/x", "checks/gone", "about"}, {"old", "list"}),
        ({"about"}, {"checks/x"}, {"more"}, {"old", "checks/gone"}),
    ],
)
def test_lists_are_read_again_when_a_policy_came_went_or_changed(  # noqa: PLR0913, PLR0917 - a row of the table
    added: set[str],
    changed: set[str],
    removed: set[str],
    read: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lists, shown = (
        SimpleNamespace(data={"lists": {"list"}}),
        SimpleNamespace(outdated=lambda: {"old", "checks/gone"}),
    )
    monkeypatch.setattr(navigation, "PolicyDomain", SimpleNamespace(of=lambda _: lists))
    monkeypatch.setattr(navigation, "CheckDomain", SimpleNamespace(of=lambda _: shown))
    for name in ("policies/x", "checks/gone", "about", "more"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.html").write_text("x", "utf-8")
    app: Any = SimpleNamespace(
        builder=SimpleNamespace(get_outfilename=lambda name: tmp_path / f"{name}.html")
    )
    env: Any = SimpleNamespace(found_docs={"list", "old"})
    assert set(navigation.pages_to_read(app, env, added, changed, removed)) == read
    # Of made pages that went none is left; of written ones Sphinx takes care.
    gone = {
        name
        for name in ("policies/x", "checks/gone", "about", "more")
        if not (tmp_path / f"{name}.html").exists()
    }
    assert gone == {name for name in removed if name not in WRITTEN}


def test_made_pages_are_documents_unless_a_written_one_stands_for_them(tmp_path: Path) -> None:
    for name in ("index.md", "policies/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# x\n", "utf-8")
    made = {f"policies/{name}": f"/kb/{name}/policy.yml" for name in "ab"}
    project = PolicyProject(Project(str(tmp_path), {".md": "markdown"}), made)
    assert project.discover() == {"index", "policies/a", "policies/b"}
    assert project.path2doc("/kb/a/policy.yml") == "policies/a"
    assert project.path2doc(str(tmp_path / "index.md")) == "index"
    assert project.doc2path("policies/a", absolute=True) == "/kb/a/policy.yml"
    assert project.doc2path("policies/a", absolute=False) == "policies/a/policy.yml"
    assert str(project.doc2path("policies/b", absolute=False)) == "policies/b.md"


@pytest.mark.parametrize(
    ("policy", "views", "files"),
    [
        ("shexian-2025", ["crossindex/clause"], ["policy.yml", "shexian-2025.yml", "source.txt"]),
        ("nhc-2023-41", ["crossindex/clause"], ["nhc-2023-41.yml", "policy.yml", "source.txt"]),
    ],
)
def test_the_page_of_a_policy_depends_on_its_files(
    policy: str, views: list[str], files: list[str], content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    shown: list[tuple[str, str]] = []
    domain = SimpleNamespace(of=lambda _: SimpleNamespace(note=lambda *given: shown.append(given)))
    monkeypatch.setattr(pages, "content_of", lambda _: content)
    monkeypatch.setattr(pages, "CheckDomain", domain)
    monkeypatch.setattr(pages, "PolicyDomain", domain)
    monkeypatch.setattr(pages, "work_out", lambda *_: noted.append("worked out"))
    root = content.corpus.root
    env: Any = SimpleNamespace(
        docname=f"policies/{policy}",
        srcdir=root / "book",
        note_dependency=noted.append,
        app=SimpleNamespace(parallel=1),
    )
    page = pages.read_policy(env, policy)
    (body,) = page.findall(policy_body)
    assert (body["policy"], body["views"]) == (policy, views)
    assert sorted(Path(name).name for name in noted) == files
    assert shown == [(env.docname, f"policy:{policy}"), (policy, env.docname)]
    # Where several processes read, each works out what it will need.
    noted.clear()
    env.app.parallel = 2
    pages.read_policy(env, policy)
    assert noted[-1] == "worked out"
    card = pages.policy_card(env, f"{policy}@2020-01-01")
    assert card == root / "policy_texts" / policy / "policy.yml"


@pytest.mark.parametrize(
    ("page", "title", "address", "said"),
    [
        ("index", "知识库", "", "首页里的第一段话说了些什么。"),
        ("about", "说明", "https://a.cn/about.html", "首页里的第一段话说了些什么。"),
        ("none", "", "", "首页里的第一段话说了些什么。"),
    ],
)
def test_the_head_of_a_page_says_its_title_and_where_it_is(
    page: str, title: str, address: str, said: str, app: Any
) -> None:
    app.config = SimpleNamespace(root_doc="index", html_title="知识库")
    tree: Any = nodes.section("", nodes.paragraph("", said))
    viewport = '<meta name="viewport" content="x">'
    context: dict[str, Any] = {"metatags": f"{viewport}<b>", "pageurl": address or None}
    head.describe(app, page, "", context, tree)
    tags = str(context["metatags"])
    assert tags.startswith("<b>")
    assert said in tags
    assert f'content="{title}"' in tags
    assert (address in tags) if address else ("og:url" not in tags)
    # A page that describes itself, and one that is made of no document, are left as they are.
    for given, read in (('<meta name="description" content="x">', tree), ("<b>", None)):
        context = {"metatags": f"{viewport}{given}"}
        head.describe(app, page, "", context, read)
        assert context["metatags"] == given
