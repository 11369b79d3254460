"""Ways between pages, what stands in their heads and what hooks note of them: without a build."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from markupsafe import escape

from policykit import Corpus
from policykit.model import Level
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.links import checks_docname, policy_docname, theme_docname
from policykit.specs import Specs
from policykit.sphinxext import head, hooks, navigation, outline
from policykit.sphinxext.nodes import policy_body, policy_text, site_view

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
        said = head._description(app, name, page)  # noqa: SLF001 - as above
        assert policy.title in said
        assert count in said
    theme, title = next(iter(index.themes.items()))
    labels = [each.label for each in index.indicators.values() if each.theme == theme]
    said = head._description(app, theme_docname(theme), page)  # noqa: SLF001 - as above
    assert title in said
    assert str(len(labels)) in said
    assert [label in said.replace(title, "") for label in labels[:3]] == [True] * len(labels[:3])
    for gone in (policy_docname("none"), checks_docname("none"), theme_docname("none")):
        assert head._description(app, gone, page) == ""  # noqa: SLF001 - as above


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
        hooks._note_views(SimpleNamespace(env=SimpleNamespace(docname=name)), tree)  # type: ignore[arg-type]  # noqa: SLF001 - as above

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
    hooks._dress(app, "here", "", {}, nodes.section() if read else None)  # type: ignore[arg-type]  # noqa: SLF001 - as above
    assert loaded == [f"policykit-{style}.css" for style in styles]


def test_results_of_tests_are_those_of_the_file_that_is_named(tmp_path: Path) -> None:
    def read(name: str) -> Any:
        return hooks._tests(SimpleNamespace(policykit_junit=name), tmp_path)  # type: ignore[arg-type]  # noqa: SLF001 - as above

    assert read("") == read("none.xml")
    (tmp_path / "a.xml").write_text("<testsuites>", "utf-8")
    with pytest.raises(SystemExit, match=r"a\.xml"):
        read("a.xml")
