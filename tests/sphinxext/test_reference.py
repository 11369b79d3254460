"""The reference pages say what the code decides: nothing is left out, and every example is checked."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import MagicMock

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML
from sphinx.util.inventory import InventoryFile

from policykit import sphinxext
from policykit.base.diagnostics import Code
from policykit.corpus.policyfile import Metadata
from policykit.index import lexicon
from policykit.specs import verify
from policykit.specs.format import DismissedEntry, FileEntry, RequirementEntry
from policykit.specs.target import FORMS
from policykit_docs.diagnostics import blocks, meanings
from policykit_docs.example import example
from policykit_docs.keys import model_keys
from policykit_docs.rooms import existing, layers, purpose
from policykit_docs.trees import words

if TYPE_CHECKING:
    from tests.sphinxext.conftest import Reader

DIAGNOSTICS, SPECS, ARCHITECTURE = (
    f"reference/{name}.html" for name in ("diagnostics", "specs", "architecture")
)
MODELS: dict[str, type[BaseModel]] = {
    "policy": Metadata,
    "file": FileEntry,
    "requirement": RequirementEntry,
    "dismissed": DismissedEntry,
}
# Keys that stand on several lines of the example, which the page shows whole.
UNSHOWN = {"requirements", "dismissed"}


def english_pages(reader: Reader) -> list[Path]:
    pages = [*(reader.site / "reference").rglob("*.html"), *(reader.site / "guide").glob("*.html")]
    return [page for page in pages if reader.page(page).select("article > section[lang=en]")]


def rooms_of(root: Path) -> list[str]:
    shown = existing(layers((root / "pyproject.toml").read_text("utf-8")))
    return [room for layer in shown for room in layer.rooms]


def test_every_code_has_its_place_with_meaning_message_and_remedy(reader: Reader) -> None:
    for code in Code:
        term = reader.one(DIAGNOSTICS, f"dt[id={code.value}]")
        assert code.name.lower().replace("_", "-") in term.get_text()
        said = term.find_next_sibling("dd")
        assert said is not None
        english = said.select_one("[lang=en]")
        assert english is not None
        assert english.get_text() == meanings()[code.name].replace("`", ""), code
        assert len(said.find_all("p", recursive=False)) == 3, code


def test_every_block_of_codes_has_a_title() -> None:
    assert set(blocks()) <= set(words()["blocks"])


def test_a_message_can_be_linked(reader: Reader) -> None:
    link = reader.page("guide/reviewers.html").select_one("a[href$='#PK221']")
    assert link is not None
    with (reader.site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda _, name: name)
    assert inventory["std:label"]["pk221"][2].endswith("reference/diagnostics.html#PK221")


@pytest.mark.parametrize("model", MODELS)
def test_every_key_of_a_file_is_explained_with_an_example(reader: Reader, model: str) -> None:
    keys = list(model_keys(model))
    assert [key.name for key in keys] == [
        field.alias or name for name, field in MODELS[model].model_fields.items()
    ]
    assert [key.name for key in keys if not key.example and key.name not in UNSHOWN] == []
    for key in keys:
        assert reader.one(SPECS, f"dt#{model}-{key.name}").find_next_sibling("dd")


def test_every_form_of_a_target_is_shown_with_its_meaning(reader: Reader) -> None:
    for form in FORMS:
        term = reader.one(SPECS, f"dt#target-{form}")
        assert form in term.get_text()
        said = term.find_next_sibling("dd")
        assert said is not None
        assert re.search(r"“.+” → .+", said.get_text()), form


def test_every_key_of_the_lexicon_is_explained(reader: Reader) -> None:
    known = {*lexicon._KEYS}  # noqa: SLF001 - the names that the reader of the file takes
    assert set(words()["lexicon"]) == known
    for name in known:
        assert reader.one(SPECS, f"dt#lexicon-{name}")


def test_the_example_is_what_its_text_says() -> None:
    assert verify(example()) == ()


ROOMS = [
    "policykit",
    "policykit.model",
    "policykit.text",
    "policykit.indicators",
    "policykit.specs",
    "policykit.figures",
    "policykit.interchange.export",
    "policykit.corpus.drift",
    "policykit.text.cite",
    "policykit.base.division",
    "policykit.base.codes",
    "policykit.base.diagnostics",
    "policykit.index.search",
    "policykit.index.alignment",
    "policykit.index.terms",
    "policykit.index.citations",
    "policykit.index.concordance",
    "policykit.index.measures",
    "policykit.model.measure",
    "policykit.index.cascade",
]


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_in_the_reference_and_the_inventory(reader: Reader, room: str) -> None:
    with (reader.site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda _, name: name)
    known = {name for kind, objects in inventory.items() if kind.startswith("py:") for name in objects}
    assert [name for name in importlib.import_module(room).__all__ if f"{room}.{name}" not in known] == []


def test_every_room_with_a_page_is_listed_with_its_purpose(reader: Reader, root: Path) -> None:
    rooms = rooms_of(root)
    for room in rooms:
        term = reader.one("reference/api.html", f"dt#room-{room}")
        said = term.find_next_sibling("dd")
        assert said is not None
        assert " ".join(said.get_text().split()) == purpose(room).replace("`", "") != "", room
    pages = {page.stem for page in (reader.site / "reference" / "api").glob("*.html")}
    linked = {
        Path(str(link["href"])).stem for link in reader.page("reference/api.html").select(".room-list a")
    }
    assert pages == linked


def test_the_picture_is_the_contract_that_is_enforced(reader: Reader, root: Path) -> None:
    picture = reader.one(ARCHITECTURE, ".layers svg")
    rooms = rooms_of(root)
    assert [text.get_text() for text in picture.find_all("text")] == rooms
    heights = [float(str(band["y"])) for band in picture.select("rect.band")]
    assert heights == sorted(heights)


def test_the_journey_of_a_clause_ends_at_its_page(reader: Reader) -> None:
    steps = [step.get_text() for step in reader.page(ARCHITECTURE).select(".journey > dd")]
    assert len(steps) == len(words()["journey"])
    assert "nhc-2023-41/4/11" in steps[3]
    assert reader.page(ARCHITECTURE).select_one(".journey a[href='../policies/nhc-2023-41.html#c-4-11']")


def test_pages_for_developers_say_that_they_are_english(reader: Reader) -> None:
    han = re.compile(r"[\u3400-\u9fff]")
    assert len(english_pages(reader)) > 15
    for page in (reader.site / "reference").rglob("*.html"):
        heading = reader.one(page, "h1").get_text()
        assert han.search(heading) or page in english_pages(reader), page


def test_what_developers_need_is_one_part_of_the_sidebar(root: Path) -> None:
    toc = YAML(typ="safe").load((root / "book" / "_toc.yml").read_text("utf-8"))
    for part in toc["parts"]:
        files = [entry["file"] for entry in part["chapters"]]
        technical = [name for name in files if name.startswith("reference/") or "developers" in name]
        assert technical == [] or part["caption"] == "审核与开发"
    assert sum(len(part["chapters"]) for part in toc["parts"]) <= 25


def test_every_directive_and_setting_of_a_book_is_explained(reader: Reader) -> None:
    app = MagicMock()
    sphinxext.setup(app)
    directives = {call.args[0] for call in app.add_directive.call_args_list}
    # Set by the extension itself, from its own code.
    settings = {call.args[0] for call in app.add_config_value.call_args_list} - {"policykit_engine"}
    terms = {code.get_text() for code in reader.page("reference/book.html").select("dt code")}
    assert {f"{{{name}}}" for name in directives - {"policy"}} | {"{policy} ID"} <= terms
    assert settings <= terms
