"""How each node stands in a page, and what a domain knows of the pages: without a build."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from docutils import frontend, nodes
from docutils.utils import new_document
from docutils.writers import html5_polyglot
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from policykit import Corpus
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.links import indicator_anchor, requirement_anchor, theme_docname
from policykit.site.paging import page_name
from policykit.site.versions import title_of
from policykit.specs import Specs
from policykit.sphinxext import __main__ as book
from policykit.sphinxext import html, links
from policykit.sphinxext import nodes as own
from policykit.sphinxext.__main__ import _load_later, _plain
from policykit.sphinxext.domains import CheckDomain, PolicyDomain, SiteDomain, Target, ViewDomain
from policykit.sphinxext.html import (
    _AROUND,
    _PART,
    _close_mark,
    _close_policy,
    _close_title,
    _close_words,
    _note_shown,
    _open_mark,
    _open_title,
    _open_words,
    _view,
    _write_further,
)

WIDE, OTHER = "shexian-2025", "erenhot-2021"


@pytest.fixture(scope="module")
def content(corpus: Corpus, specs: Specs) -> Content:
    return Content(corpus, RequirementIndex(specs), CrossIndex(specs))


class Builder(StandaloneHTMLBuilder):
    """As much of Sphinx's as a page asks for."""

    def __init__(self, folder: Path, env: Any) -> None:
        self.folder, self.env, self.current_docname = folder, env, "list"
        self.written: dict[str, tuple[dict[str, Any], str]] = {}

    def get_outfilename(self, pagename: str) -> str:
        return str(self.folder / f"{pagename}.html")

    def handle_page(
        self, pagename: str, addctx: dict[str, Any], templatename: str = "page.html", *_: Any
    ) -> None:
        self.written[pagename] = (addctx, templatename)


class Writer(html5_polyglot.HTMLTranslator):
    """docutils' own writer, which stands in for Sphinx's."""

    builder: Any


@pytest.fixture(scope="module")
def settings() -> Any:
    return frontend.get_default_settings(html5_polyglot.Writer)


@pytest.fixture
def writer(settings: Any) -> Any:
    made = Writer(new_document("page", settings))
    made.body = []
    return made


TABLE: dict[str, Any] = {"label": "表1 <指标>", "hint": "可滑动 & 查看"}
CELL: dict[str, Any] = {"scope": "", "columns": 1, "rows": 1}
SHOWN = [
    (
        own.policy_text("", ids=["p"], lang="zh-Hant", cited="《意见》"),
        "policy",
        '<section class="policy-text" data-cite="《意见》" id="p" lang="zh-Hant">\n',
    ),
    (own.clause_section("", ids=["c"], clause="x/1"), "clause", '<section data-clause="x/1" id="c">\n'),
    (own.clause_block("", ids=["c"], clause="x/1"), "block", '<div data-clause="x/1" id="c">\n</div>\n'),
    (
        own.table_frame("", **TABLE),
        "frame",
        (
            '<div aria-label="表1 &lt;指标&gt;" class="policy-table" role="region" tabindex="0">\n'
            '<p class="table-hint" aria-hidden="true">可滑动 &amp; 查看</p>\n<table>\n</table>\n</div>\n'
        ),
    ),
    (own.table_part("", tag="thead"), "part", "<thead>\n</thead>\n"),
    (
        own.table_row("", ids=["r"], clause="x/r", kind="body"),
        "row",
        '<tr class="clause row-body" data-clause="x/r" id="r">\n</tr>\n',
    ),
    (own.table_cell("", **CELL), "cell", "<td></td>"),
    (own.table_cell("", **CELL | {"scope": "col"}), "cell", '<th scope="col"></th>'),
    (own.table_cell("", **CELL | {"columns": 2}), "cell", '<td colspan="2"></td>'),
    (own.table_cell("", **CELL | {"rows": 2}), "cell", '<td rowspan="2"></td>'),
    (
        own.table_cell(
            "", **CELL | {"columns": 3, "rows": 4, "scope": "row", "label": "目标", "merged": "是"}
        ),
        "cell",
        '<th colspan="3" data-label="目标" data-merged="是" rowspan="4" scope="row"></th>',
    ),
    (own.table_more("", columns=5), "more", '<tr class="row-more"><td colspan="5"></td></tr>\n'),
    (own.in_other_script("", simplified="医"), "other_script", '<span data-hans="医"></span>'),
    (own.apart("", folded=True), "apart", "<details>\n</details>\n"),
    (own.apart("", folded=False), "apart", "<aside>\n</aside>\n"),
]


@pytest.mark.parametrize(("node", "name", "shown"), SHOWN)
def test_a_node_opens_and_closes(writer: Any, node: nodes.Element, name: str, shown: str) -> None:
    before, level = len(writer.context), writer.section_level
    getattr(html, f"_open_{name}")(writer, node)
    if name in {"policy", "clause"}:  # what closes them counts bytes, or is docutils' own
        assert writer.section_level == level + 1
        writer.depart_section(node)
        shown += "</section>\n"
    else:
        getattr(html, f"_close_{name}")(writer, node)
    assert "".join(writer.body) == shown
    assert (len(writer.context), writer.section_level) == (before, level)


def test_every_node_has_a_visitor() -> None:
    app = MagicMock()
    html.add_nodes(app)
    registered = [call.args[0].__name__ for call in app.add_node.call_args_list]
    abstract = {"section", "clause_node"}
    assert sorted(registered) == sorted(set(own.__all__) - abstract)
    for call in app.add_node.call_args_list:
        assert len(call.kwargs["html"]) == 2


@pytest.mark.parametrize(
    ("words", "simplified", "shown"),
    [
        (["意见", "的通知"], [], "意见<wbr>的通知"),
        (["關於"], ["关于"], '<span data-hans="关于">關於</span>'),
        (["一<二"], [], "一&lt;二"),
    ],
)
def test_a_title_may_break_between_its_words(
    writer: Any, words: list[str], simplified: list[str], shown: str
) -> None:
    title = own.policy_title("", "", words=words, simplified=simplified)
    nodes.section("", title)
    writer.section_level = 1
    with pytest.raises(nodes.SkipChildren):
        _open_words(writer, title)
    _close_words(writer, title)
    assert shown in "".join(writer.body)
    assert writer.context == []


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ([nodes.Text("一、目标")], "一、目标"),
        (
            [nodes.Text("一、目标"), own.clause_tools()],
            "一、",
        ),  # what the tools wrote is the last of the body
        ([], "一、目标"),
    ],
)
def test_the_outline_has_a_heading_as_the_page_without_its_tools(
    writer: Any, inside: list[nodes.Node], shown: str
) -> None:
    title = own.clause_title("", "", *inside)
    title["at"] = 1
    writer.body = ["before", "一、", "目标"]
    _note_shown(writer, title)
    assert title["shown"] == shown


def test_the_title_of_a_clause_ends_without_a_line_end(writer: Any) -> None:
    title = own.clause_title("", "", nodes.Text("目标"))
    nodes.section("", title)
    writer.section_level = 2
    _open_title(writer, title)
    at = title["at"]
    writer.body.append("目标")
    _close_title(writer, title)
    assert (title["shown"], writer.body[at], writer.context) == ("目标", "目标", [])
    assert not writer.body[-1].endswith("\n")


# --- long lists and long pages ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "before", "after"),
    [
        (3, [3, 4], []),  # of a longer list of before, two pages more
        (3, [1, 2], [1, 2]),  # what is written anew is not taken away first
        (1, [1], []),  # all fits on the first now
        (2, [2, 4], [4]),  # not of this list: a page between is missing
    ],
)
def test_a_long_list_goes_on_on_further_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int, before: list[int], after: list[int]
) -> None:
    def name(at: int) -> str:
        return page_name("list", "", at)

    for at in before:
        (tmp_path / f"{name(at)}.html").write_text("old", "utf-8")
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(html, "content_of", lambda _: None)
    monkeypatch.setattr(html, "PageLinks", lambda *_: None)

    def part(_: str, given: dict[str, Any], *__: Any) -> tuple[str, None]:
        made.append(given)
        return "", None

    monkeypatch.setattr(html, "rendered_part", part)
    builder = Builder(tmp_path, SimpleNamespace(titles={"list": nodes.title("", "甲<乙")}))
    _write_further(builder, "terms", {"kind": "x"}, SimpleNamespace(key="", count=pages))  # type: ignore[arg-type]  # no more is read
    assert list(builder.written) == [name(at) for at in range(1, pages)]
    assert made == [{"kind": "x", "part": at} for at in range(1, pages)]
    titles = [str(context["title"]) for context, _ in builder.written.values()]
    assert all("甲&lt;乙" in title and str(at) in title for at, title in enumerate(titles, 2))
    assert {template for _, template in builder.written.values()} <= {"page.html"}
    assert sorted(tmp_path.iterdir()) == sorted(tmp_path / f"{name(at)}.html" for at in after)


@pytest.mark.parametrize("form", ["html", "other"])
@pytest.mark.parametrize("parts", [None, 2])
def test_a_view_is_made_of_what_its_node_holds(
    writer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, parts: int | None
) -> None:
    made: list[tuple[str, dict[str, Any], Any, Any]] = []
    further: list[tuple[str, Any]] = []
    pages = SimpleNamespace(count=parts) if parts else None

    def part(view: str, given: dict[str, Any], content: Any, to: Any) -> tuple[str, Any]:
        own_ones = {name: value for name, value in given.items() if name not in nodes.Element.list_attributes}
        made.append((view, own_ones, content, to))
        return "<p>shown</p>", pages

    monkeypatch.setattr(html, "content_of", lambda env: ("content", env))
    monkeypatch.setattr(html, "PageLinks", lambda _, docname: ("links", docname))
    monkeypatch.setattr(html, "rendered_part", part)
    monkeypatch.setattr(html, "_write_further", lambda _, view, __, pages: further.append((view, pages)))
    site = Builder(tmp_path, "env")
    writer.builder = site if form == "html" else SimpleNamespace(env="env", current_docname="list")
    writer.builder.dlpath = "_downloads"
    link = addnodes.download_reference("", "表.xlsx", filename="x/表.xlsx")
    node = own.site_view("", link, view="terms", kind="x", ids=["here"])
    writer.body = ["before"]
    with pytest.raises(nodes.SkipNode):
        _view(writer, node)
    ((view, given, content, to),) = made
    assert (view, content, to) == ("terms", ("content", "env"), ("links", "list"))
    assert given == {
        "view": "terms",
        "kind": "x",
        "anchor": "here",
        "file": "表.xlsx",
        "download": "_downloads/x/表.xlsx",
        "page": "list",
    }
    assert (node["at"], writer.body) == (1, ["before", "<p>shown</p>"])
    assert further == ([("terms", pages)] if parts and form == "html" else [])
    # A view without an anchor or a file says nothing of either.
    with pytest.raises(nodes.SkipNode):
        _view(writer, own.site_view("", view="terms"))
    assert made[1][1] == {"view": "terms", "page": "list"}


def written(writer: Any, monkeypatch: pytest.MonkeyPatch, *, room: int, each: int = 100) -> list[str]:
    """What stands beside two clauses that have eight counterparts each, on a further page with so much room for them."""
    monkeypatch.setattr(html, "content_of", lambda _: SimpleNamespace(policy_of_page=lambda _: None))
    monkeypatch.setattr(html, "PageLinks", lambda *_: None)
    monkeypatch.setattr(html, "rendered", lambda _, given, *__: "x" * given["few"] * each)
    page = own.policy_text("", ids=["p"])
    views = [own.site_view(view="crossindex/clause", at=at) for at in (1, 3)]
    # A heading stands in the outline too: twice the three bytes of 题, and a part of its own.
    page += [*views, own.site_view(view="card", at=2), nodes.section("", nodes.title("", "题"), ids=["s"])]
    writer.body = ["文", "x" * 8 * each, "card", "x" * 8 * each]
    writer.section_level = 1
    writer.builder = SimpleNamespace(env=None, current_docname="list")
    # 文 has three bytes and </section> with its line end eleven.
    fixed = 3 + len("card") + 11 + 2 * 3 + _AROUND + 2 * _PART
    monkeypatch.setattr(html, "_MOST", fixed + room)
    _close_policy(writer, page)
    return list(writer.body)


@pytest.mark.parametrize(
    ("room", "few"),
    [(1600, 8), (1599, 6), (1200, 6), (1199, 5), (800, 4), (200, 1), (199, 0), (0, 0), (-1, 0)],
)
def test_a_long_page_lists_fewer_counterparts(
    writer: Any, monkeypatch: pytest.MonkeyPatch, room: int, few: int
) -> None:
    body = written(writer, monkeypatch, room=room)
    assert [len(body[1]), len(body[3])] == [few * 100] * 2
    assert (body[0], body[2], body[4]) == ("文", "card", "</section>\n")


def test_a_quote_leads_to_the_check_whose_quote_is_the_shortest(
    writer: Any, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "content_of", lambda _: content)
    monkeypatch.setattr(
        html, "PageLinks", lambda *_: SimpleNamespace(to_requirement=lambda each: f"#{each.id}")
    )
    writer.builder = SimpleNamespace(env=None, current_docname="list")
    by_length = sorted(content.requirements.requirements, key=lambda each: len(each.quote))
    short, long = by_length[0], by_length[-1]
    assert len(short.quote) < len(long.quote)
    for kind, tag in ((nodes.paragraph, "a"), (nodes.title, "span"), (nodes.reference, "span")):
        mark = own.quote_mark("", checks=[long.id, short.id])
        kind("", "", mark)
        writer.body = []
        _open_mark(writer, mark)
        _close_mark(writer, mark)
        shown = "".join(writer.body)
        assert shown.startswith(f"<{tag} ")
        assert shown.endswith(f"</{tag}>")
        assert f'data-checks="{short.id} {long.id}"' in shown
        assert f'class="quoted quoted-{short.modality.value}"' in shown
        assert (f'href="#{short.id}"' in shown, "title=" in shown) == (tag == "a", tag == "a")


# --- domains ----------------------------------------------------------------------------------------


class Things(SiteDomain):
    """A domain of two things, one of which has no page."""

    name = "thing"
    object_types = PolicyDomain.object_types

    @property
    def targets(self) -> dict[str, Target]:
        return {
            "b": Target("page", "b1", "第二条", "clause"),
            "a": Target("page", "a1", "意见", "document"),
            "c": Target("gone", "c1", "没有页", "clause"),
        }


ENV: Any = SimpleNamespace(domaindata={}, all_docs={"page": None})


def domain(kind: Any) -> Any:
    ENV.domaindata.clear()
    return kind(ENV)


def resolved(name: str, kind: str, *, explicit: bool = False) -> Any:
    builder: Any = SimpleNamespace(get_relative_uri=lambda here, there: f"{here}>{there}")
    written = nodes.inline("", "如前所述")
    node: Any = {"refexplicit": explicit}
    return domain(Things).resolve_xref(ENV, "here", builder, kind, name, node, written)


@pytest.mark.parametrize(
    ("name", "kind", "explicit", "shown"),
    [
        ("b", "clause", False, "第二条"),
        ("b", "clause", True, "如前所述"),
        ("b", "document", False, None),  # another kind of thing
        ("c", "clause", False, None),  # no page of it
        ("none", "clause", False, None),
    ],
)
def test_a_reference_leads_to_what_has_the_name_and_a_page(
    name: str, kind: str, explicit: bool, shown: str | None
) -> None:
    found = resolved(name, kind, explicit=explicit)
    if shown is None:
        assert found is None
    else:
        assert (found.astext(), found["refuri"], found["reftitle"]) == (shown, "here>page#b1", "第二条")


@pytest.mark.parametrize(("name", "roles"), [("b", ["thing:clause"]), ("a", ["thing:document"]), ("c", [])])
def test_a_name_alone_is_looked_for_among_all_kinds(name: str, roles: list[str]) -> None:
    builder: Any = SimpleNamespace(get_relative_uri=lambda here, there: f"{here}>{there}")
    node: Any = {"refexplicit": False}
    found = domain(Things).resolve_any_xref(ENV, "here", builder, name, node, nodes.inline())
    assert [role for role, _ in found] == roles


def test_what_has_a_page_is_listed_by_name() -> None:
    assert list(domain(Things).get_objects()) == [
        ("a", "意见", "document", "page", "a1", 1),
        ("b", "第二条", "clause", "page", "b1", 1),
    ]
    assert list(domain(SiteDomain).targets) == []


def test_a_domain_is_that_of_its_name() -> None:
    made = domain(ViewDomain)
    assert ViewDomain.of(SimpleNamespace(get_domain={"view": made}.__getitem__)) is made  # type: ignore[arg-type]  # no more is asked
    with pytest.raises(TypeError, match="policy"):
        PolicyDomain.of(SimpleNamespace(get_domain=lambda _: made))  # type: ignore[arg-type]  # no more is asked


def test_the_first_page_of_a_policy_has_it_until_it_is_read_again(content: Content) -> None:
    made = domain(PolicyDomain)
    made.content = content
    made.note(WIDE, "one")
    made.note(WIDE, "two")
    made.note(OTHER, "two")
    policy = content.corpus.policy(WIDE)
    clause = policy.clauses[0]
    assert made.documents == {"one": [WIDE], "two": [OTHER]}
    assert made.targets[WIDE] == Target("one", f"policy-{WIDE}", title_of(policy), "document")
    assert made.targets[clause.id].docname == "one"
    assert made.targets[clause.id].kind == "clause"
    assert made.targets[clause.id].title.endswith(clause.heading)
    assert len(made.targets) == 2 + len(policy.clauses) + len(content.corpus.policy(OTHER).clauses)
    made.data["lists"] = {"one", "two"}
    made.clear_doc("one")
    assert (made.documents, made.data["pages"], made.data["lists"]) == (
        {"two": [OTHER]},
        {OTHER: "two"},
        {"two"},
    )
    assert WIDE not in made.targets
    made.clear_doc("none")
    assert OTHER in made.targets


def test_of_what_a_copy_read_its_own_documents_are_taken_over(content: Content) -> None:
    made = domain(PolicyDomain)
    made.content = content
    assert made.targets == {}
    made.data["lists"] = {"here"}
    theirs = {
        "documents": {"one": [WIDE], "two": [OTHER]},
        "lists": {"one", "two"},
        "pages": {WIDE: "one", OTHER: "two"},
    }
    made.merge_domaindata(iter(["one", "three"]), theirs)
    assert (made.documents, made.data["pages"], made.data["lists"]) == (
        {"one": [WIDE]},
        {WIDE: "one"},
        {"here", "one"},
    )
    assert WIDE in made.targets


def test_a_page_of_checks_is_outdated_when_a_part_of_it_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"a": ["1"], "b": ["2"]}
    index = SimpleNamespace(state=state.__getitem__)
    monkeypatch.setattr(
        "policykit.sphinxext.domains.content_of", lambda _: SimpleNamespace(requirements=index)
    )
    made = domain(CheckDomain)
    for docname, part in (("two", "b"), ("one", "a"), ("both", "a"), ("both", "b")):
        made.note(docname, part)
    assert made.outdated() == []
    state["b"] = ["2", ""]
    assert made.outdated() == ["both", "two"]
    state["a"] = ["3"]
    assert made.outdated() == ["both", "one", "two"]
    made.note("one", "a")
    assert made.outdated() == ["both", "two"]


def test_requirements_and_indicators_are_found_by_name(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policykit.sphinxext.domains.content_of", lambda _: content)
    targets = domain(CheckDomain).targets
    index = content.requirements
    assert len(targets) == len(index.requirements) + len(index.indicators)
    one = index.requirements[0]
    assert targets[one.id] == Target(
        index.checks_page(one), requirement_anchor(one), one.plain, "requirement"
    )
    name, indicator = next(iter(index.indicators.items()))
    assert targets[name] == Target(
        theme_docname(indicator.theme), indicator_anchor(indicator), indicator.label, "indicator"
    )


@pytest.mark.parametrize("kind", [PolicyDomain, CheckDomain])
def test_each_kind_of_thing_has_a_role_of_its_name(kind: type[SiteDomain]) -> None:
    assert set(kind.roles) == set(kind.object_types)
    for name, thing in kind.object_types.items():
        assert thing.roles == (name,)
        assert not str(thing.lname).isascii(), "what a reader sees is Chinese"


def test_documents_are_told_by_the_beginning_of_their_views() -> None:
    made = domain(ViewDomain)
    made.documents.update({"a": {"checks/files": {"policies"}}, "b": {"list": set(), "check": {"clauses"}}})
    assert made.with_view("check") == {"a", "b"}
    assert made.with_view("checks/") == {"a"}
    assert made.with_view("files") == set()
    assert made.tables == {"policies", "clauses"}


@pytest.mark.parametrize(
    ("docname", "anchor", "address"),
    [
        ("checks/b", "", "checks/a>checks/b"),
        ("checks/b", "x", "checks/a>checks/b#x"),
        ("checks/a", "x", "#x"),
        ("checks/a", "", "checks/a>checks/a"),  # without an anchor the address of a page is never empty
    ],
)
def test_an_address_is_seen_from_its_page(
    monkeypatch: pytest.MonkeyPatch, docname: str, anchor: str, address: str
) -> None:
    targets = {
        "p": Target("policies/p", "policy-p", "意见", "document"),
        "p/1": Target("policies/p", "c-1", "一", "clause"),
    }
    monkeypatch.setattr(links, "PolicyDomain", SimpleNamespace(of=lambda _: SimpleNamespace(targets=targets)))
    builder: Any = SimpleNamespace(
        env=SimpleNamespace(all_docs={"checks/b": None}),
        get_relative_uri=lambda here, there: f"{here}>{there}",
        get_target_uri=lambda name: f"{name}.html",
    )
    made = links.PageLinks(builder, "checks/a")
    assert made.uri(docname, anchor) == address
    assert (made.page("checks/b"), made.page("none")) == ("checks/a>checks/b", "")
    assert made.to_clause("p") == "checks/a>policies/p"
    assert made.to_clause("p/1") == "checks/a>policies/p#c-1"
    assert made.to_file("data/x.csv") == "../data/x.csv"
    assert links.PageLinks(builder, "index").to_file("x.csv") == "x.csv"
    assert made.highlighted("a < b", "python") == "a < b"


# --- the step of a build ----------------------------------------------------------------------------


@pytest.mark.parametrize(("taken", "asked"), [("", "value"), ("value", "value")])
def test_a_module_is_loaded_when_something_of_it_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, taken: str, asked: str
) -> None:
    (tmp_path / "late_package").mkdir()
    (tmp_path / "late_package" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "late_package" / "part.py").write_text("def value():\n    return 7\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("late_package", "late_package.part"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    _load_later("late_package.part", taken)
    stands = sys.modules["late_package.part"]
    assert getattr(sys.modules.get("late_package"), "part", stands) is stands
    with pytest.raises(AttributeError):
        _ = stands.__path__
    assert sys.modules["late_package.part"] is stands, "nothing of it was used"
    assert getattr(stands, asked)() == 7
    assert sys.modules["late_package.part"] is not stands


def test_the_reader_of_notebooks_is_left_out_of_a_book_in_which_nothing_runs() -> None:
    def settings(**asked: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"extensions": ["a", "myst_nb", "b"], **asked}, {"beside": 1}

    assert _plain(settings)(x=2) == (
        {"extensions": ["a", "policykit.sphinxext.markdown", "b"], "x": 2},
        {"beside": 1},
    )


@pytest.mark.parametrize(("ended", "code"), [(0, 0), (1, 1), (ValueError("x"), 2)])
@pytest.mark.parametrize("runs", [True, False])
def test_a_book_is_read_with_the_settings_of_the_build(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ended: object, code: int, runs: bool
) -> None:
    from sphinx import application

    given: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def build(*args: Any, **asked: Any) -> object:
        given.append((args, asked))
        return ended

    def own_settings() -> None:
        """What Jupyter Book has."""

    stand_in: Any = ModuleType("jupyter_book")
    stand_in.sphinx = SimpleNamespace(get_final_config=own_settings, build_sphinx=build)
    monkeypatch.setitem(sys.modules, "jupyter_book", stand_in)
    monkeypatch.setattr(
        application, "builtin_extensions", ("sphinx.builders.epub3", "sphinx.builders.html", "alabaster")
    )
    later: list[str] = []
    monkeypatch.setattr(book, "_load_later", lambda name, _: later.append(name))
    monkeypatch.setattr(book, "runs_something", lambda folder: runs and folder == tmp_path / "book")
    monkeypatch.setattr(book, "seldom", lambda: None)
    root, work = str(tmp_path), str(tmp_path / "work")
    assert book.main(root, work, "3", '{"policykit_path": "x"}') == code
    assert given == [
        (
            (tmp_path / "book", tmp_path / "work" / "html"),
            {
                "noconfig": True,
                "path_config": tmp_path / "_config.yml",
                "confoverrides": {"latex_individualpages": False, "policykit_path": "x"},
                "doctreedir": tmp_path / "work" / "doctrees",
                "warningiserror": True,
                "keep_going": True,
                "jobs": 3,
            },
        )
    ]
    assert application.builtin_extensions == ("sphinx.builders.html",)
    assert (stand_in.sphinx.get_final_config is own_settings) is runs
    assert "PIL.Image" in later
