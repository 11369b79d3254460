"""What is made of a page's HTML, settings and domains around the tree of a policy: no book is built here."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from docutils import nodes

from policykit.corpus import Corpus
from policykit.sphinxext import __main__ as step
from policykit.sphinxext import booktheme, html, markdown, notebooks
from policykit.sphinxext import nodes as own
from policykit.sphinxext.domains import PolicyDomain, Target

# --- the theme -----------------------------------------------------------------------------------

ENTRY = '<li class="toctree-l{}"><a class="reference internal" href="{}">甲</a></li>'
CURRENT = '<li class="toctree-l1 current"><a class="current reference internal" href="#">乙</a></li>'


@pytest.mark.parametrize(
    ("listed", "link", "marked"),
    [
        (CURRENT, None, CURRENT.replace("<a class", '<a aria-current="page" class')),
        (ENTRY.format(1, "a.html"), None, ENTRY.format(1, "a.html")),
        (
            ENTRY.format(2, "a.html?x&amp;y"),
            "a.html?x&y",
            (
                '<li class="toctree-l2 current active"><a aria-current="true" class="current reference internal" '
                'href="a.html?x&amp;y">甲</a></li>'
            ),
        ),
        (ENTRY.format(1, "aXhtml"), "a.html", ENTRY.format(1, "aXhtml")),
        (ENTRY.format(1, "b.html"), "a.html", ENTRY.format(1, "b.html")),
    ],
)
def test_the_page_that_is_shown_is_marked_in_the_side_bar(listed: str, link: str | None, marked: str) -> None:
    assert booktheme._marked(listed, link) == marked  # noqa: SLF001 - one line of a side bar of hundreds


def test_a_side_bar_is_made_once_for_pages_that_no_contents_list() -> None:
    made: list[str] = []

    def listed(page: str, **options: object) -> str:
        def toctree(**given: object) -> str:
            made.append(page)
            assert given == options
            return f"<{page}>"

        context = {"generate_toctree_html": toctree, "listed_in": None}
        return booktheme._listed(app, page, context, **options)  # noqa: SLF001 - what templates call

    app = MagicMock()
    app.builder.relations = {"policies/index": [], "about": []}
    assert listed("policies/a", maxdepth=2) == "<policies/a>"
    assert listed("policies/b", maxdepth=2) == "<policies/a>"
    assert listed("policies/index") == "<policies/index>"
    assert listed("policies/c") == "<policies/a>"
    assert listed("checks/a") == "<checks/a>"
    assert listed("about") == "<about>"
    assert made == ["policies/a", "policies/index", "checks/a", "about"]


def test_a_page_loads_no_script_but_its_own() -> None:
    def script(filename: str, **more: str) -> Any:
        return SimpleNamespace(filename=filename, attributes=more)

    files = [
        script("_static/a.js"),
        script("_static/translations.js?v=1"),
        script("_static/translations.js"),
        script("", body="b"),
        script("", body="a"),
        "plain.js",
    ]
    context: dict[str, Any] = {"script_files": files, "metatags": "<meta own>"}
    booktheme._guard(MagicMock(), "p", "", context, None)  # noqa: SLF001 - what Sphinx calls
    assert context["script_files"] == [files[0], files[1], *files[3:]]
    digests = sorted(b64encode(sha256(body).digest()).decode() for body in (b"a", b"b"))
    said = context["metatags"].replace("&#39;", "'")
    assert f"script-src 'self' 'sha256-{digests[0]}' 'sha256-{digests[1]}';" in said
    assert "default-src 'none'" in said
    assert said.endswith("<meta own>")


def test_what_a_theme_says_is_mended_in_pages_with_a_tree() -> None:
    body = (
        '<a title="Link to this heading"></a><dl>\n<dd><em class="sig-param">a</em></dd>\n'
        '<dd><em class="sig-param">b</em></dd>\n</dl><dl><dd>c</dd></dl>'
    )
    for tree in (MagicMock(), None):
        context: dict[str, Any] = {"body": body, "css_tag": "<{}?v=abc1>".format, "js_tag": "[{}]".format}
        booktheme._mend(MagicMock(), "p", "", context, tree)  # noqa: SLF001 - what Sphinx calls
        assert ("Link to this heading" in context["body"]) is (tree is None)
        assert ('<ul class="sig-lines"><li><em class="sig-param">a</em></li>' in context["body"]) is (
            tree is not None
        )
        assert "<dl><dd>c</dd></dl>" in context["body"]
        assert context["css_tag"]("x/mystnb.8f.css") == "<x/mystnb.8f.css>"
        assert context["css_tag"]("x/own.css") == "<x/own.css?v=abc1>"
        assert context["js_tag"]("x/own.js") == "[x/own.js]"


def test_files_are_linked_once_for_the_pages_of_a_folder() -> None:
    read: list[object] = []

    def link(asset: object) -> str:
        read.append(asset)
        return f"<{asset}>"

    app = MagicMock()
    for page in ("a/one", "a/two", "b/one"):
        linked = booktheme._linked(app, page, link)  # noqa: SLF001 - what templates call for each page
        assert [linked(asset) for asset in ("x", "y", "x")] == ["<x>", "<y>", "<x>"]
    assert read == ["x", "y"] * 2
    booktheme._linked(MagicMock(), "a/one", link)("x")  # noqa: SLF001 - what templates call for each page
    assert len(read) == 5


@pytest.mark.parametrize(
    ("languages", "named"),
    [(["zh-Hant"], "tw-2025"), (["zh-Hans"], None), ([], None)],
)
def test_a_page_of_a_traditional_text_names_its_policy(languages: list[str], named: str | None) -> None:
    tree = nodes.section("", *(own.policy_text(lang=one) for one in languages))
    for given, expected in ((tree, named), (None, None)):
        context: dict[str, Any] = {}
        booktheme._name_script(MagicMock(), "policies/tw-2025", "", context, given)  # type: ignore[arg-type]  # a stand-in  # noqa: SLF001 - a part of one
        assert context.get("traditional_policy") == expected


def test_what_a_book_says_goes_before_what_the_theme_is_set_to() -> None:
    def config(**more: Any) -> Any:
        plain = {"templates_path": ["own"], "html_static_path": ["own"], "html_theme_options": {}}
        return SimpleNamespace(**plain, **{"html_sidebars": {}, "html_context": {}, **more})

    booktheme._configure(MagicMock(), bare := config())  # noqa: SLF001 - what Sphinx calls
    assert [Path(one).name for one in bare.templates_path] == ["templates", "own"]
    assert [Path(one).name for one in bare.html_static_path] == ["own", "theme"]
    assert bare.html_context == {"default_mode": "auto"}
    assert bare.html_theme_options["show_toc_level"] == 2
    assert list(bare.html_sidebars) == ["**"]
    said = config(html_sidebars={"a": []}, html_context={"default_mode": "dark"})
    said.html_theme_options = {"show_toc_level": 9}
    booktheme._configure(MagicMock(), said)  # noqa: SLF001 - what Sphinx calls
    assert (said.html_sidebars, said.html_context["default_mode"]) == ({"a": []}, "dark")
    assert said.html_theme_options["show_toc_level"] == 9
    numbering = SimpleNamespace(parallel_read_safe=None)
    for found, safe in (({}, None), ({"sphinx_multitoc_numbering": numbering}, True)):
        booktheme._read_side_by_side(MagicMock(extensions=found), bare)  # noqa: SLF001 - what a build does before it reads
        assert numbering.parallel_read_safe is safe


# --- notebooks, and books without any ------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "pages"), [("a", "a", []), ("a", "b", ["n"]), (None, "b", ["n"]), (None, "", [])]
)
def test_notebooks_are_read_again_when_what_they_show_has_changed(
    before: str | None, now: str, pages: list[str]
) -> None:
    env = SimpleNamespace(metadata={"n": {"kernelspec": {}}, "p": {}})
    if before is not None:
        env.policykit_computed = before
    app: Any = SimpleNamespace(config=SimpleNamespace(policykit_computed=now))
    assert notebooks._outdated(app, env) == pages  # noqa: SLF001 - what Sphinx calls
    assert env.policykit_computed == now


@pytest.mark.parametrize(
    ("tree", "body"), [(object(), "<a>"), (None, '<a aria-label="Toggle hidden content">')]
)
def test_a_fold_is_called_by_its_words(tree: object, body: str) -> None:
    context = {"body": '<a aria-label="Toggle hidden content">'}
    notebooks._unlabel(MagicMock(), "p", "", context, tree)  # noqa: SLF001 - what Sphinx calls
    assert context["body"] == body


@pytest.mark.parametrize(
    ("name", "text", "runs"),
    [
        ("a.md", "# 甲", False),
        ("a.md", "---\nfile_format: mystnb\n---", True),
        ("below/a.md", "```{code-cell} python", True),
        ("a.md", "{glue:text}`x`", True),
        ("a.md", "```{nb-exec-table}\n```", True),
        ("a.txt", "{glue}`x`", False),
        ("below/a.ipynb", "", True),
    ],
)
def test_which_books_run_something(tmp_path: Path, name: str, text: str, *, runs: bool) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    assert markdown.runs_something(tmp_path) is runs


def test_settings_of_what_runs_notebooks_stay_without_it() -> None:
    app = MagicMock()
    app.config.overrides = {"nb_execution_mode": "off", "html_title": "x"}
    markdown.setup(app)
    assert [call.args[0] for call in app.setup_extension.call_args_list] == ["myst_parser"]
    assert [call.args[0] for call in app.add_config_value.call_args_list] == ["nb_execution_mode"]


# --- the step of a build -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ended", "page", "code", "parser"),
    [
        (0, "# 甲", 0, "policykit.sphinxext.markdown"),
        (1, "# 甲", 1, "policykit.sphinxext.markdown"),
        (ValueError("x"), "# 甲", 2, "policykit.sphinxext.markdown"),  # has been shown already
        (0, "{glue}`x`", 0, "myst_nb"),
    ],
)
def test_a_book_is_read_with_what_it_needs(  # noqa: PLR0913, PLR0917 - a row of the table
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended: object, page: str, code: int, parser: str
) -> None:
    asked: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def build(*given: Any, **more: Any) -> object:
        asked.append((given, more))
        return ended

    def settings(**given: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"extensions": ["a", "myst_nb"], "given": given}, {}

    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a.md").write_text(page, "utf-8")
    book = SimpleNamespace(build_sphinx=build, get_final_config=settings)
    application = SimpleNamespace(builtin_extensions=("alabaster", "sphinx.domains.std"))
    later: list[tuple[str, str]] = []
    monkeypatch.setattr(step, "seldom", lambda: None)
    monkeypatch.setattr(step, "_load_later", lambda *given: later.append(given))
    monkeypatch.setitem(sys.modules, "jupyter_book", SimpleNamespace(sphinx=book))
    monkeypatch.setitem(sys.modules, "sphinx", SimpleNamespace(application=application))
    assert step.main(str(tmp_path), str(tmp_path / "work"), "3", '{"nb_x": "y"}') == code
    ((folder, pages), more), *_ = asked
    assert (folder, pages, more["jobs"]) == (tmp_path / "book", tmp_path / "work" / "html", 3)
    assert (more["doctreedir"], more["path_config"]) == (
        tmp_path / "work" / "doctrees",
        tmp_path / "_config.yml",
    )
    assert more["confoverrides"] == {"latex_individualpages": False, "nb_x": "y"}
    assert (more["noconfig"], more["warningiserror"], more["keep_going"]) == (True, True, True)
    assert application.builtin_extensions == ("sphinx.domains.std",)
    assert book.get_final_config(x=1) == ({"extensions": ["a", parser], "given": {"x": 1}}, {})
    assert ("PIL.Image", "") in later


def test_a_module_is_loaded_when_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "heavy_one").mkdir()
    (tmp_path / "heavy_one" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "heavy_one" / "part.py").write_text("loaded = 7\ndef called():\n    return 8\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("heavy_one", "heavy_one.part"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    step._load_later("heavy_one.part")  # noqa: SLF001 - what stands for heavy modules
    stands = sys.modules["heavy_one.part"]
    assert import_module("heavy_one").part is stands
    with pytest.raises(AttributeError):
        _ = stands.__path__
    assert sys.modules["heavy_one.part"] is stands
    assert stands.loaded == 7
    assert sys.modules["heavy_one.part"] is not stands
    assert stands.loaded == 7
    step._load_later("heavy_one.part", "called")  # noqa: SLF001 - what stands for heavy modules
    taken: Callable[[], int] = sys.modules["heavy_one.part"].called
    assert sys.modules["heavy_one.part"].__dict__["called"] is taken
    assert taken() == 8
    step._load_later("no_such_package_at_all.part")  # noqa: SLF001 - what stands for heavy modules
    monkeypatch.delitem(sys.modules, "no_such_package_at_all.part")


# --- what the writer of pages makes of own nodes -------------------------------------------------


class Translator:
    """Writes tags as they are asked for."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.context: list[str] = []
        self.section_level = 0

    def starttag(self, _: nodes.Element, tag: str, suffix: str = "\n", **attributes: str) -> str:
        told = "".join(f' {name.lower()}="{value}"' for name, value in attributes.items())
        return f"<{tag}{told}>{suffix}"

    def encode(self, text: str) -> str:
        return text.replace("<", "&lt;")


@pytest.mark.parametrize(
    ("name", "node", "written"),
    [
        ("clause", own.clause_section(clause="p/1"), '<section data-clause="p/1">\n'),
        ("block", own.clause_block(clause="p/1"), '<div data-clause="p/1">\n</div>\n'),
        (
            "frame",
            own.table_frame(label="表", hint="向右<滑动"),
            (
                '<div class="policy-table" role="region" aria-label="表" tabindex="0">\n'
                '<p class="table-hint" aria-hidden="true">向右&lt;滑动</p>\n<table>\n</table>\n</div>\n'
            ),
        ),
        ("part", own.table_part(tag="thead"), "<thead>\n</thead>\n"),
        (
            "row",
            own.table_row(clause="p/1", kind="data"),
            '<tr class="clause row-data" data-clause="p/1">\n</tr>\n',
        ),
        ("cell", own.table_cell(scope="", columns=1, rows=1), "<td></td>"),
        (
            "cell",
            own.table_cell(scope="col", columns=2, rows=1, label="甲"),
            '<th scope="col" colspan="2" data-label="甲"></th>',
        ),
        (
            "cell",
            own.table_cell(scope="", columns=1, rows=3, merged="x"),
            '<td rowspan="3" data-merged="x"></td>',
        ),
        ("more", own.table_more(columns=4), '<tr class="row-more"><td colspan="4"></td></tr>\n'),
        ("other_script", own.in_other_script(simplified="县"), '<span data-hans="县"></span>'),
    ],
)
def test_a_node_is_written_as_a_tag(name: str, node: nodes.Element, written: str) -> None:
    translator = Translator()
    getattr(html, f"_open_{name}")(translator, node)
    if name != "clause":
        getattr(html, f"_close_{name}")(translator, node)
    assert "".join(translator.body) == written
    assert (translator.section_level, translator.context) == (int(name == "clause"), [])


@pytest.mark.parametrize(
    ("children", "shown"),
    [([nodes.Text("甲")], "甲<t>"), ([nodes.Text("甲"), own.clause_tools()], "甲"), ([], "甲<t>")],
)
def test_the_tools_of_a_clause_are_no_part_of_its_heading(children: list[nodes.Node], shown: str) -> None:
    translator, node = Translator(), own.heading_title("", "", *children)
    translator.body += ["before"]
    node["at"] = 1
    translator.body += ["甲", "<t>"]
    html._note_shown(translator, node)  # type: ignore[arg-type]  # a stand-in  # noqa: SLF001 - no more of a writer
    assert node["shown"] == shown


# --- domains -------------------------------------------------------------------------------------


def domain(corpus: Corpus, *shown: tuple[str, str]) -> PolicyDomain:
    made = PolicyDomain(MagicMock(domaindata={}))
    made.content = SimpleNamespace(corpus=corpus)  # type: ignore[assignment]  # what is asked of it
    for policy, docname in shown:
        made.note(policy, docname)
    return made


def test_where_a_policy_is_shown_is_known_until_its_page_is_gone(corpus: Corpus) -> None:
    one = domain(corpus, ("shexian-2025", "a"), ("shexian-2025", "b"), ("erenhot-2021", "b"))
    assert one.documents == {"a": ["shexian-2025"], "b": ["erenhot-2021"]}  # the first has it
    title = corpus.policy("shexian-2025").title
    assert one.targets["shexian-2025"] == Target("a", "policy-shexian-2025", title, "document")
    clause = corpus.policy("shexian-2025").clauses[0]
    assert (one.targets[clause.id].docname, one.targets[clause.id].kind) == ("a", "clause")
    one.data["lists"] |= {"a", "b"}
    one.clear_doc("a")
    assert ("shexian-2025" in one.targets, "erenhot-2021" in one.targets) == (False, True)
    assert (one.data["lists"], "a" in one.documents) == ({"b"}, False)
    one.clear_doc("none")
    other = domain(corpus, ("shexian-2025", "c"), ("guiyang-2024-36", "d"))
    other.data["lists"] |= {"c", "d"}
    one.merge_domaindata(["c", "x"], other.data)
    assert one.documents == {"b": ["erenhot-2021"], "c": ["shexian-2025"]}
    assert (one.data["lists"], one.targets["shexian-2025"].docname) == ({"b", "c"}, "c")
    assert "guiyang-2024-36" not in one.targets


@pytest.mark.parametrize(
    ("target", "kind", "there", "is_explicit", "said"),
    [
        ("shexian-2025", "document", ["a"], False, None),
        ("shexian-2025", "document", ["a"], True, "自己的话"),
        ("shexian-2025", "clause", ["a"], False, ""),  # another kind of thing
        ("shexian-2025", "document", [], False, ""),  # its page is gone
        ("none", "document", ["a"], False, ""),
    ],
)
def test_a_reference_leads_to_what_has_its_name(  # noqa: PLR0913 - a row of the table
    corpus: Corpus, target: str, kind: str, there: list[str], said: str | None, *, is_explicit: bool
) -> None:
    one, builder = domain(corpus, ("shexian-2025", "a")), MagicMock()
    builder.get_relative_uri.return_value = "a.html"
    env: Any = SimpleNamespace(all_docs=there)
    node: Any = {"refexplicit": is_explicit}
    made = one.resolve_xref(env, "b", builder, kind, target, node, nodes.inline("", "自己的话"))
    expected = corpus.policy("shexian-2025").title if said is None else said
    assert (made.astext() if made is not None else "") == expected
    found = one.resolve_any_xref(env, "b", builder, target, node, nodes.inline("", "自己的话"))
    assert [name for name, _ in found] == (["policy:document"] if target == "shexian-2025" and there else [])


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (0, None),  # all of them fit
        (-1, 8),
        (-40 + 8, 8),  # in place of the 40 bytes that stood there
        (-40 + 7, 6),
        (-40 + 1, 1),
        (-40 - 9, 0),  # fewer than none cannot be
    ],
)
def test_as_many_counterparts_are_listed_as_a_page_has_room_for(
    monkeypatch: pytest.MonkeyPatch, room: int, shown: int | None
) -> None:
    page, section = own.policy_text("", ids=["p"]), nodes.section("", nodes.title("", "题目"), ids=["c-1"])
    page += section
    section += own.site_view("", view="crossindex/clause", clause="x/1", at=1)
    section += own.site_view("", view="crossindex/terms", at=0)
    body = ["头", "甲" * 13 + "x"]
    # Twice the title, two sections, what stands around and tells machines of three clauses, and what is written so far.
    monkeypatch.setattr(html, "_MOST", 2 * 6 + 2 * 320 + 22_000 + 3 * 170 + 3 + 40 + room)
    policy = SimpleNamespace(clauses=(1, 2, 3))
    monkeypatch.setattr(html, "content_of", lambda _: SimpleNamespace(policy_of_page=lambda _: policy))
    monkeypatch.setattr(html, "PageLinks", lambda *_: None)
    monkeypatch.setattr(html, "rendered", lambda _view, given, *_: "x" * given["few"])
    html._close_policy(MagicMock(body=body), page)  # noqa: SLF001 - no more of a writer
    assert body == ["头", "甲" * 13 + "x" if shown is None else "x" * shown]
