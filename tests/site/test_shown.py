"""After one changed policy only the pages are written again that show something else than before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.site.conftest import Addresses

from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index import passages
from policykit.index.alignment import aligned, alignment_of
from policykit.site import shown as shown_module
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.kept import Kept
from policykit.site.links import policy_docname, theme_docname
from policykit.site.rendering import rendered
from policykit.site.shown import shown
from policykit.specs import Specs

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.model import Policy
    from policykit.site.content import Arguments

PAGES = ("erenhot-2021", "guiyang-2024-36", "nhc-2023-41", "nhc-2023-reform-h2")
"""The pages of all policies but the changed one, shexian-2025."""


def changed(policy: Policy, *, old: str = "", new: str = "", title: str = "") -> Policy:
    """A policy with other words at one place, or at the end, or with another title."""
    text = policy.source.replace(old, new, 1) if old else f"{policy.source.rstrip()}\n{new}\n"
    about = Metadata(
        title=title or policy.title,
        level=policy.level,
        division=policy.division,
        issuers=policy.issuers,
        file=policy.file,
        sha256="0" * 64,
    )
    return build(policy.id, about, text)


def content_with(corpus: Corpus, policy: Policy) -> Content:
    """What pages are made of when a policy is another one."""
    corpus = Corpus([policy if each.id == policy.id else each for each in corpus.policies], corpus.root)
    specs = Specs.read(corpus)
    return Content(corpus, RequirementIndex(specs), CrossIndex(specs))


def states(content: Content) -> dict[str, str]:
    return {each: shown(policy_docname(each), content, Addresses()) for each in PAGES}


def written(content: Content, page: str) -> str:
    """The part of a page that shows other policies."""
    clauses = content.corpus.policy(page).clauses
    parts = (rendered("crossindex/clause", {"clause": each.id}, content, Addresses()) for each in clauses)
    return "".join(parts)


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        ({"new": ""}, set()),  # other bytes, the same words
        ({"title": "歙县工作方案"}, set(PAGES)),  # each of them names it beside a clause
        (
            {"new": "又一句。"},
            None,
        ),  # likelihoods differ a little everywhere; where one crosses a limit, a page does
    ],
    ids=["a line end", "the title", "a sentence"],
)
def test_a_page_is_another_one_exactly_when_it_shows_something_else(
    content: Content, change: dict[str, str], pages: set[str] | None
) -> None:
    after = content_with(content.corpus, changed(content.corpus.policy("shexian-2025"), **change))
    one, other = states(content), states(after)
    found = {page for page in PAGES if one[page] != other[page]}
    assert found == {page for page in PAGES if written(content, page) != written(after, page)}
    if pages is not None:
        assert found == pages


def test_a_page_of_a_theme_hangs_on_the_places_of_its_indicators(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def places(given: Arguments, *_: object) -> dict[str, Any]:
        asked.append(given["indicator"])
        return {}

    monkeypatch.setattr(shown_module, "VIEWS", {"crossindex/places": places})
    for theme in content.requirements.themes:
        asked.clear()
        shown(theme_docname(theme), content, Addresses())
        indicators = content.requirements.indicators.values()
        assert asked == [one.name for one in indicators if one.theme == theme]


def test_what_is_settled_from_what_was_kept_is_what_is_worked_out_in_turn(
    content: Content, specs: Specs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(specs.corpus.root, tmp_path / "kept")
    CrossIndex(specs, kept=kept).settle()
    settled = CrossIndex(specs, kept=kept)
    with monkeypatch.context() as gone:
        for name in ("phrases_of", "sentences_of", "mentions_of", "terms_of"):
            gone.delattr(passages, name)  # nothing is read again
        settled.settle()
    assert "space" not in vars(alignment_of(specs.corpus))
    known = content.crossindex
    assert (settled.citations, settled.terms) == (known.citations, known.terms)
    assert [row.reading for row in settled.cascade.rows] == [row.reading for row in known.cascade.rows]
    for clause in specs.corpus.clauses:
        assert settled.of_clause(clause.id) == known.of_clause(clause.id)
    assert aligned(specs.corpus, "shexian-2025/1/4/3")[0].b == "nhc-2023-41/4/10"  # read again when asked for
