"""What the extension registers with Sphinx, and what it sets before a build."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from tests.site.conftest import Addresses

from policykit.corpus import Corpus
from policykit.site import WEB, junit
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.kept import Kept
from policykit.site.links import policy_docname
from policykit.specs import Specs
from policykit.sphinxext import hooks, navigation
from policykit.sphinxext.domains import ViewDomain
from policykit.sphinxext.hooks import (
    _configure,
    _corpus,
    _dress,
    _keep_templates,
    _tests,
    _without_search,
    _write_by_all,
    setup,
)
from policykit.sphinxext.navigation import _shown

_BY_VIEWS = {"policykit-files", "policykit-tasks", "policykit-county-field"}
"""Scripts beside those of every page that only pages with a view of theirs load."""


@pytest.fixture
def app() -> MagicMock:
    app = MagicMock()
    setup(app)
    return app


def test_the_settings_are_those_of_the_reference(app: MagicMock) -> None:
    assert [call.args for call in app.add_config_value.call_args_list] == [
        ("policykit_path", "", "env", str),
        ("policykit_engine", "", "env", str),
        ("policykit_junit", "", "", str),
        ("policykit_collected", "", "", str),
    ]


def test_every_page_loads_all_scripts_and_styles_that_there_are(app: MagicMock) -> None:
    scripts = [call.args[0] for call in app.add_js_file.call_args_list]
    there = {file.name for name in ("pages", "search") for file in (WEB / name).glob("*.js")}
    assert there - set(scripts) == {f"{name}.js" for name in _BY_VIEWS}
    assert set(scripts) <= there
    assert len(set(scripts)) == len(scripts)
    assert (scripts[0], scripts[-1]) == ("policykit-elements.js", "policykit.js"), (
        "what others build on is first"
    )
    assert all(call.kwargs["loading_method"] == "defer" for call in app.add_js_file.call_args_list)
    styles = [call.args[0] for call in app.add_css_file.call_args_list]
    assert set(styles) == {file.name for name in ("pages", "search") for file in (WEB / name).glob("*.css")}


def test_a_script_that_says_something_is_given_its_words(app: MagicMock) -> None:
    given = {
        call.args[0].removesuffix(".js"): json.loads(call.kwargs["data-words"])
        for call in app.add_js_file.call_args_list
        if "data-words" in call.kwargs
    }
    assert set(given) == {f"policykit{part}" for part in ("", "-county", "-due", "-checks", "-cascade")}
    assert all(given.values())
    assert any("\u4e00" <= sign <= "\u9fff" for sign in str(app.add_js_file.call_args_list)), (
        "Chinese as such"
    )


def test_what_a_build_is_set_to(app: MagicMock) -> None:
    config = SimpleNamespace(html_static_path=["own"], policykit_engine="")
    _configure(app, config)  # type: ignore[arg-type]  # what it reads and writes of Sphinx's
    own, *added = config.html_static_path
    assert (own, [Path(each).name for each in added]) == (
        "own",
        ["pages", "search", "selfcheck", "collect", "years"],
    )
    assert len(config.policykit_engine) == 64
    _configure(app, kept := SimpleNamespace(html_static_path=[], policykit_engine="x"))  # type: ignore[arg-type]  # of a configuration no more is read
    assert kept.policykit_engine == "x"


@pytest.mark.parametrize(("form", "search"), [("html", False), ("latex", True)])
def test_a_site_has_no_other_search_and_keeps_its_templates(form: str, search: bool) -> None:
    app: Any = SimpleNamespace(builder=SimpleNamespace(format=form, search=True, templates=MagicMock()))
    before = app.builder.templates.environment.bytecode_cache
    _without_search(app)
    _keep_templates(app)
    assert app.builder.search is search
    assert (app.builder.templates.environment.bytecode_cache is before) is search


@pytest.mark.parametrize(("given", "writing"), [(1, 1), (2, 3), (4, 5)])
def test_one_more_process_writes_where_several_do(given: int, writing: int) -> None:
    app: Any = SimpleNamespace(parallel=given)
    _write_by_all(app, app)
    assert app.parallel == writing


def test_results_of_tests_are_read_where_they_are_named(tmp_path: Path) -> None:
    def config(name: str) -> Any:
        return SimpleNamespace(policykit_junit=name)

    assert _tests(config(""), tmp_path) == junit.Tests()
    (tmp_path / "junit.xml").write_text("<testsuites", "utf-8")
    with pytest.raises(SystemExit, match=r"junit\.xml"):
        _tests(config("junit.xml"), tmp_path)


@pytest.mark.parametrize(
    ("page", "is_document", "styles"),
    [
        ("selfcheck", True, ["policykit-selfcheck"]),
        ("years", True, ["policykit-selfcheck", "policykit-collect", "policykit-years"]),
        ("selfcheck", False, []),
        ("index", True, []),
    ],
)
def test_only_pages_of_files_and_figures_load_their_styles(
    monkeypatch: pytest.MonkeyPatch, page: str, is_document: bool, styles: list[str]
) -> None:
    views = SimpleNamespace(with_view=lambda view: [view] if view != "collect" else [])
    monkeypatch.setattr(ViewDomain, "of", lambda _: views)
    app = MagicMock()
    _dress(app, page, "", {}, MagicMock() if is_document else None)
    assert [call.args[0] for call in app.add_css_file.call_args_list] == [f"{name}.css" for name in styles]


def test_many_policies_are_read_by_copies_as_by_one_process(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "_WORTH_COPIES", 5)
    found = _corpus(corpus.root, 2, Kept(corpus.root))
    assert [each.id for each in found.policies] == [each.id for each in corpus.policies]
    assert found.clauses == corpus.clauses


def test_what_many_pages_show_is_worked_out_by_copies_as_by_one_process(
    corpus: Corpus, specs: Specs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "_WORTH_COPIES", 5)
    monkeypatch.setattr(navigation, "PageLinks", lambda *_: Addresses())
    content = Content(corpus, RequirementIndex(specs), CrossIndex(specs, 2))
    names = [policy_docname(each.id) for each in corpus.policies]
    by_one, by_copies = (
        _shown(SimpleNamespace(parallel=jobs, builder=None), content, names)  # type: ignore[arg-type]  # no more of Sphinx
        for jobs in (1, 2)
    )
    assert by_copies == by_one
    assert len(set(by_one.values())) == len(names)
