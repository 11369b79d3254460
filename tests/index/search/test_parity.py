"""The browser's search finds what Python finds, in the same order and at the same places; run in Node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from policykit.index.search.query import Query
from policykit.index.tokens import log2, query_grams
from policykit.site import WEB
from policykit.site.search import Shards, write_index
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from tests.web.tools import Node, Page

    from policykit.corpus import Corpus
    from policykit.index.lexicon import Lexicon
    from policykit.index.search import Index

ASK = """async (queries) => {
  const answers = [];
  for (const query of queries) {
    const found = await policykitSearch.find(query);
    const shown = await policykitSearch.show(found.hits.slice(0, 10), found.wanted);
    answers.push({
      hits: found.hits.map(({ unit, score }) => [unit, score]),
      marks: shown.map((hit) => [hit.id, hit.headingMarks, hit.textMarks]),
      concepts: found.concepts.map((one) => one.word),
    });
  }
  return answers;
}"""
CUT = """async (queries) => {
  await policykitSearch.open();
  const { writing } = policykitSearch;
  const { queryGrams, readQuery } = policykitSearchModules.text;
  return queries.map((query) => {
    const read = readQuery(query, writing);
    return [writing.key(query), queryGrams(writing.key(query)), read.exact, read.numbers, read.signs, read.pieces, read.grams];
  });
}"""


@pytest.fixture(scope="module")
def address(corpus: Corpus, lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of the folder that holds the files of the search index."""
    folder = tmp_path_factory.mktemp("site")
    write_index(Shards(corpus, lexicon, (), lambda policy: f"policies/{policy}.html"), folder / "search")
    return folder.as_uri() + "/"


@pytest.fixture
def page(node: Node, address: str) -> Page:
    """A page with the scripts of the search and nothing asked yet."""
    names = ("text", "index", "words", "ranking", "engine")
    return node.page([WEB / "search" / f"policykit-search-{name}.js" for name in names], address)


other_page = page


def test_queries_are_cut_as_in_python(page: Page, queries: list[str]) -> None:
    for query, cut in zip(queries, page.evaluate(CUT, queries), strict=True):
        read = Query.read(query)
        mine: list[Any] = [
            search_key(query),
            query_grams(search_key(query)),
            *map(list, (read.exact, read.numbers, read.signs, read.pieces)),
        ]
        assert [*mine, [list(grams) for grams in read.grams]] == cut, query


@pytest.mark.parametrize(
    ("before", "query"),
    [("统一用药目录", "用药目录"), ("互联网诊疗", "互联网"), ("家庭医生签约", "家庭医生")],
)
def test_what_was_asked_before_changes_no_hits(page: Page, other_page: Page, before: str, query: str) -> None:
    alone = other_page.evaluate(ASK, [query])[0]["hits"]
    assert page.evaluate(ASK, [before, query])[1]["hits"] == alone


def test_hits_their_order_and_their_marks_are_pythons(page: Page, index: Index, queries: list[str]) -> None:
    asked = queries[:400]
    places = {entry.clause.id: unit for unit, entry in enumerate(index.entries)}
    for query, answer in zip(asked, page.evaluate(ASK, asked), strict=True):
        read = Query.read(query)
        scores, concepts = index.ranked(read)
        assert answer["concepts"] == [one.word for one in concepts], query
        order = sorted(scores, key=lambda unit: (-scores[unit], unit))
        if not read.exact:
            assert answer["hits"] == [[unit, scores[unit]] for unit in order], query
        first = index.search(query, limit=10)
        assert answer["hits"][:10] == [[places[hit.clause.id], hit.score] for hit in first], query
        marks = [
            [hit.clause.id, [list(span) for span in hit.heading], [list(span) for span in hit.text]]
            for hit in first
        ]
        assert answer["marks"] == marks, query


def test_logarithms_are_pythons(page: Page) -> None:
    numbers = [*range(1, 3000), *(7**power for power in range(4, 16))]
    assert page.evaluate("numbers => numbers.map(policykitSearchModules.text.log2)", numbers) == [
        log2(one) for one in numbers
    ]


@pytest.mark.parametrize("query", ["“医共体”", "“的”", "“家庭医生” “服务”"])
def test_exact_phrases_of_many_texts_are_looked_up_as_they_are_shown(
    page: Page, index: Index, query: str
) -> None:
    """In a large corpus a phrase's candidates stand in too many files to read them all."""
    answer = page.evaluate(
        """async (query) => {
          policykitSearch.many = 0;
          const found = await policykitSearch.find(query);
          const ids = [];
          for (let place = 0; place < found.hits.length;) {
            const next = await policykitSearch.next(found, found.hits, place, 3);
            place = next.place;
            ids.push(...next.shown.map((hit) => hit.id));
          }
          return [found.sure, ids];
        }""",
        query,
    )
    assert answer == [False, [hit.clause.id for hit in index.search(query)]]
