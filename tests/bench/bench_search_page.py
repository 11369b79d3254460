"""What a search costs a reader in Chromium: bytes up to the first hits, milliseconds at first and asked again.

The page has the search field over the index of made-up laws, of as many as `POLICYKIT_BENCH_POLICIES` says; or over the
index of the site that `POLICYKIT_BENCH_SITE` names by its folder. Nothing compresses what is sent, as on a disk.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import random
import statistics
import threading
from collections import defaultdict
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

import pytest
from ruamel.yaml import YAML

from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.scaffold import new_project
from policykit.site import WEB
from policykit.site.packing import without_comments
from policykit.site.rendering import filled
from policykit.site.search import Shards, write_index
from policykit.site.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from pytest_benchmark.fixture import BenchmarkFixture

POLICIES = int(os.environ.get("POLICYKIT_BENCH_POLICIES", "40"))
SITE = os.environ.get("POLICYKIT_BENCH_SITE", "")
TIMES = 3
"""So often a query is asked again, and the least time counts: others may be at work on the machine."""
DATA: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parents[1] / "data" / "search-page.yml")
PARTS = ("text", "index", "words", "ranking", "pinyin", "days", "cards", "engine", "list", "page")
SCRIPTS = [
    *(WEB / "pages" / f"policykit-{name}.js" for name in ("elements", "county")),
    *(WEB / "search" / f"policykit-search-{name}.js" for name in PARTS),
]
ASK = """(query) => new Promise((done) => {
  const places = ["hits", "partial", "cards", "empty"].map((name) => document.getElementById(`pk-${name}`));
  for (const place of places) place.replaceChildren();
  const field = document.getElementById("pk-search-field");
  field.value = query;
  const begun = performance.now();
  new MutationObserver((_, watch) => {
    if (!places.some((place) => place.childElementCount)) return;
    watch.disconnect();
    done([performance.now() - begun, performance.getEntriesByType("resource").map(({ name }) => name)]);
  }).observe(document.getElementById("pk-search"), { childList: true, subtree: true });
  field.form.requestSubmit();
})"""
"""Asks by the field, and tells the milliseconds until a hit, a card or advice is there, and what has been loaded by then."""


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The output is for what is measured."""


def made_laws(folder: Path, count: int) -> Path:
    """A knowledge base of laws that are put together from lines of our own, the same ones each time."""
    chance = random.Random(1)  # noqa: S311 - the same laws each time
    folder.mkdir()
    new_project(folder, "法规")
    for at in range(count):
        title = "".join(chance.choice(DATA[part]) for part in ("places", "topics", "kinds"))
        articles = [f"第{number}条 {_said(chance)}" for number in range(1, chance.randint(20, 80))]
        _put(folder / "policy_texts" / f"law-{at}", title, "\n".join([title, "", *articles]))
    return folder


def _said(chance: random.Random) -> str:
    sentences = chance.choices(DATA["sentences"], k=chance.randint(1, 4))
    return "".join(
        one.format(topic=chance.choice(DATA["topics"]), number=chance.randint(2, 90)) for one in sentences
    )


def _put(folder: Path, title: str, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "source.txt").write_text(text, "utf-8", newline="")
    digest = sha256(text.encode()).hexdigest()
    card = f"title: {title}\nlevel: national\ndivision: '000000'\nfile: source.txt\nsha256: {digest}\n"
    (folder / "policy.yml").write_text(card, "utf-8")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the search page, its scripts and an index."""
    folder = tmp_path_factory.mktemp("searched")
    said = words("search")
    if SITE:
        (folder / "search").symlink_to(Path(SITE, "search").resolve())
    else:
        root = made_laws(folder / "base", POLICIES)
        more = {"pages": [], "wordsOfPage": said["script"]}
        shards = Shards(Corpus.load(root), Lexicon.load(root), (), "policies/{}.html".format, more)
        write_index(shards, folder / "search")
    wording = escape(json.dumps(words("county"), ensure_ascii=False))
    loading = [f'<script defer src="{file.name}" data-words="{wording}"></script>' for file in SCRIPTS]
    for file in SCRIPTS:
        (folder / file.name).write_text(without_comments(file.read_text("utf-8")), "utf-8")
    body = filled("search", words=said["page"], failed=said["script"]["failed"])
    head = (
        f'<!DOCTYPE html>\n<html data-content_root="./"><head><meta charset="utf-8">{"".join(loading)}</head>'
    )
    (folder / "search.html").write_text(f"{head}<body>{body}</body></html>\n", "utf-8")
    return folder


@pytest.fixture
def address(searched: Path) -> Iterator[str]:
    handler = functools.partial(_Silent, directory=str(searched))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def opened(page: Page, address: str) -> None:
    """Go to the page of the search, and wait until nothing is asked."""
    page.goto(f"{address}search.html")
    page.wait_for_selector("#pk-empty p", state="attached")


def bench_search_page(
    benchmark: BenchmarkFixture,
    browser: Browser,
    searched: Path,
    address: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    queries = [(kind, query) for kind, some in DATA["queries"].items() for query in some]
    sizes: dict[str, int] = {}
    first: dict[str, float] = {}
    again: dict[str, float] = {}

    def run() -> None:
        for _, query in queries:
            with browser.new_context(locale="zh-CN") as context:
                page = context.new_page()
                opened(page, address)
                first[query], loaded = page.evaluate(ASK, query)
                sizes[query] = sum(
                    (searched / name).stat().st_size
                    for name in {urlparse(each).path[1:] for each in loaded}
                    if name.startswith(("search/", "policykit-search"))
                )
        with browser.new_context(locale="zh-CN") as context:
            page = context.new_page()
            opened(page, address)
            for at in range(TIMES + 1):
                for _, query in queries:
                    taken, _ = page.evaluate(ASK, query)
                    if at:
                        again[query] = min(taken, again.get(query, taken))

    benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]  # has no types
    with capsys.disabled():
        _tell("all", [query for _, query in queries], sizes, first, again)
        by_kind = defaultdict(list)
        for kind, query in queries:
            by_kind[kind].append(query)
        for kind, some in by_kind.items():
            _tell(kind, some, sizes, first, again)


def _tell(
    name: str, queries: list[str], sizes: dict[str, int], first: dict[str, float], again: dict[str, float]
) -> None:
    """Of each measure the median and the worst, with its query."""
    told = []
    for measure, values, unit in (
        ("to the first hits", sizes, "kB"),
        ("first", first, "ms"),
        ("again", again, "ms"),
    ):
        scale = 1000 if unit == "kB" else 1
        worst = max(queries, key=lambda query: values[query])
        median = statistics.median(values[query] for query in queries)
        told.append(
            f"{measure} {median / scale:.0f} {unit} (worst {values[worst] / scale:.0f}: {worst[:12]})"
        )
    print(f"\n{name}: {', '.join(told)}", end="")  # noqa: T201 - what the benchmark is run for
