"""The browser's search finds what Python finds, in the same order and at the same places; run in Node."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

import pytest

from policykit.index.search.query import Query
from policykit.index.tokens import log2, query_grams
from policykit.site import WEB
from policykit.site.packing import without_comments
from policykit.site.search import CardLinks, Shards, write_index
from policykit.site.wording import words
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.web.tools import Node, Page

    from policykit.corpus import Corpus
    from policykit.index.lexicon import Lexicon
    from policykit.index.search import Hit, Index
    from policykit.model import Span
    from policykit.model.requirement import Requirement

SCRIPTS = ("text", "index", "words", "ranking", "pinyin", "days", "cards", "engine")
TODAY = date(2026, 11, 29)
DAY = [TODAY.year, TODAY.month, TODAY.day]
ASK = """async ([queries, today]) => {
  const answers = [];
  const rows = (shown) => shown.map((hit) => [hit.id, hit.missing, hit.headingMarks, hit.textMarks, hit.snippet]);
  for (const query of queries) {
    const found = await policykitSearch.find(query, today);
    answers.push({
      cards: found.cards.map((card) => [card.kind, card.id, card.title, card.policies]),
      hits: found.hits.map(({ unit, score }) => [unit, score]),
      partial: found.partial.map(({ unit, score }) => [unit, score]),
      shown: rows(await policykitSearch.show(found.hits.slice(0, 10), found.wanted)),
      apart: rows(await policykitSearch.show(found.partial.slice(0, 5), found.wanted)),
      concepts: found.concepts.map((one) => one.word),
      read_as: found.mended,
      offers: found.offers,
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
    return [
      writing.key(query), queryGrams(writing.key(query)),
      read.text, read.exact, read.excluded, read.numbers, read.signs, read.pieces, read.grams,
    ];
  });
}"""


SENTENCES = [
    "到2025年，县域内基层医疗卫生机构门急诊诊疗人次占比、住院人次占比持续提升，医保基金县域内支出率不断提高",
    "各县应当建立家庭医生签约服务经费补偿机制，签约居民由乡镇卫生院和村卫生室共同管理",
    "縣級醫院派駐鄉鎮衛生院的主治醫師應當不少於六個月，並參與帶教和查房",
]
"""Pasted or written out: their words are looked for as words, and what tells their phrase tells them whole."""


@pytest.fixture(scope="module")
def address(
    corpus: Corpus,
    lexicon: Lexicon,
    requirements: Sequence[Requirement],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """Of the folder that holds the files of the search index."""
    folder = tmp_path_factory.mktemp("site")
    page = "policies/{}.html".format
    more = {"pages": [], "wordsOfPage": words("search")["script"]}
    links = CardLinks("checks/{0.id}.html".format, "indicators/{0.name}.html".format, "timeline.html")
    shards = Shards(corpus, lexicon, (), page, more, requirements, links)
    write_index(shards, folder / "search")
    return folder.as_uri() + "/"


@pytest.fixture
def page(node: Node, address: str) -> Page:
    """A page with the scripts of the search and nothing asked yet."""
    return node.page([WEB / "search" / f"policykit-search-{name}.js" for name in SCRIPTS], address)


other_page = page


def test_queries_are_cut_as_in_python(page: Page, queries: list[str]) -> None:
    for query, cut in zip(queries, page.evaluate(CUT, queries), strict=True):
        read = Query.read(query)
        mine: list[Any] = [
            search_key(query),
            query_grams(search_key(query)),
            read.text,
            *map(list, (read.exact, read.excluded, read.numbers, read.signs, read.pieces)),
        ]
        assert [*mine, [list(grams) for grams in read.grams]] == cut, query


@pytest.mark.parametrize(
    ("before", "query"),
    [("统一用药目录", "用药目录"), ("互联网诊疗", "互联网"), ("家庭医生签约", "家庭医生")],
)
def test_what_was_asked_before_changes_no_hits(page: Page, other_page: Page, before: str, query: str) -> None:
    alone = other_page.evaluate(ASK, [[query], DAY])[0]["hits"]
    assert page.evaluate(ASK, [[before, query], DAY])[1]["hits"] == alone


def answer(index: Index, requirements: Sequence[Requirement], query: str) -> dict[str, Any]:
    """What Python answers, as the browser's answer is written down."""
    found = index.answer(query, requirements, day=TODAY)
    places = {entry.clause.id: unit for unit, entry in enumerate(index.entries)}

    def rows(hits: Sequence[Hit]) -> list[Any]:
        return [
            [hit.clause.id, list(hit.missing), *map(spans, (hit.heading, hit.text)), list(hit.snippet)]
            for hit in hits
        ]

    def spans(found: Sequence[Span]) -> list[list[int]]:
        return [list(span) for span in found]

    return {
        "cards": [[card.kind, card.id, card.title, list(card.policies)] for card in found.cards],
        "hits": [[places[hit.clause.id], hit.score] for hit in found.hits],
        "partial": [[places[hit.clause.id], hit.score] for hit in found.partial],
        "shown": rows(found.hits[:10]),
        "apart": rows(found.partial[:5]),
        "concepts": [one.word for one in index.understood(query, requirements, TODAY).concepts],
        "read_as": [list(pair) for pair in found.read_as],
        "offers": list(found.offers),
    }


def test_what_is_found_its_order_and_its_marks_are_pythons(
    page: Page, index: Index, requirements: Sequence[Requirement], queries: list[str], named: list[str]
) -> None:
    asked = [*queries[:120], *named, *SENTENCES]
    for query, found in zip(asked, page.evaluate(ASK, [asked, DAY]), strict=True):
        assert found == answer(index, requirements, query), query


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
          for (let place = 0; place < found.partial.length;) {
            const next = await policykitSearch.next(found, found.partial, place, 3);
            place = next.place;
            ids.push(...next.shown.map((hit) => hit.id));
          }
          return [found.sure, ids];
        }""",
        query,
    )
    assert answer == [False, [hit.clause.id for hit in index.search(query)]]


LOADED = """async (query) => {
  const found = await policykitSearch.find(query);
  await policykitSearch.next(found, found.hits, 0, 20);
  await policykitSearch.next(found, found.partial, 0, 10);
  return [...policykitSearch.files.keys()];
}"""
FIRST = 300_000
"""Bytes that a first query may load as a plain server or a disk gives them, scripts included."""


@pytest.mark.parametrize(
    "query",
    [
        "服务",
        "县域内就诊率",
        "“结余留用”",
        "家庭医生 -签约",
        "牵头医院 号源 编制",
        "90%以上",
        "2027年到期",
        "41号文",
        "根据国办发〔2023〕41号",
        "2025年12月31日",
        "yigongti",
        "xianyuneijiuzhenlv",
        "nhc-2023-41/4/11",
        "shexian-2025/p1/county-visit-rate-2027",
        "《关于全面推进紧密型县域医疗卫生共同体建设的指导意见》（国卫基层发〔2023〕41号）第四部分第（十一）条",
        "到2027年底，紧密型县域医共体基本实现全覆盖，县域内住院人次占比达到多少，医保基金总额付费结余怎样留用",
    ],
)
def test_a_first_query_loads_few_bytes(page: Page, address: str, query: str) -> None:
    files = [Path(urlparse(address).path, "search", f"{name}.js") for name in page.evaluate(LOADED, query)]
    scripts = [without_comments(file.read_text("utf-8")) for file in (WEB / "search").glob("*.js")]
    loaded = sum(file.stat().st_size for file in files) + sum(len(script.encode()) for script in scripts)
    assert loaded <= FIRST


FOUND = """() => policykitSearch.find("就诊率").then(({ hits }) => hits.length > 0, () => "failed")"""


@pytest.mark.parametrize("name", ["index", "names"])
@pytest.mark.parametrize(
    "damaged",
    [
        lambda _: "",
        lambda text: text[: len(text) // 2],
        lambda text: text[:3000] + text[3400:],
        lambda text: text[:3000] + text[3000:].swapcase(),
    ],
    ids=["empty", "cut off", "a part is missing", "other signs"],
)
def test_a_damaged_file_is_told_and_read_once_it_is_whole(
    node: Node, address: str, tmp_path: Path, name: str, damaged: Callable[[str], str]
) -> None:
    shutil.copytree(urlparse(address).path, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "search" / f"{name}.js"
    whole = file.read_text("utf-8")
    file.write_text(damaged(whole), "utf-8")
    scripts = [WEB / "search" / f"policykit-search-{part}.js" for part in SCRIPTS]
    asked = node.page(scripts, f"{tmp_path.as_uri()}/")
    assert asked.evaluate(FOUND) == "failed"
    file.write_text(whole, "utf-8")
    assert asked.evaluate(FOUND) is True
