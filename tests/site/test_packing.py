"""What scripts hold: tables in their shortest form, nothing twice; the search index in its files; calendars."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.site.calendars import calendar_links, write_calendars
from policykit.site.content import Content
from policykit.site.crossindex import CrossIndex
from policykit.site.links import Links
from policykit.site.notebooks import _pages
from policykit.site.packing import packed, packed_divisions, table
from policykit.site.search import CardLinks, Shards, _parted, safe_script, write_index
from policykit.site.selfcheck import form_script, script
from policykit.site.tasklist import places
from policykit.specs import Specs

LONG = ["aaaaaaaaaa", "bbbbbbbbbb"]


@pytest.mark.parametrize(
    ("values", "form"),
    [
        ([1, 2, 3], {"all": [1, 2, 3]}),
        (LONG * 2, {"of": LONG, "which": [0, 1, 0, 1]}),
        ([None] * 20 + [7] + [None] * 9 + [8], {"usual": None, "steps": [20, 10], "others": [7, 8]}),
        (["x"] * 12, {"usual": "x", "steps": [], "others": []}),
    ],
)
def test_a_column_has_its_shortest_form(values: list[Any], form: dict[str, Any]) -> None:
    assert table({"a": value} for value in values) == {"rows": len(values), "columns": {"a": form}}


def test_what_a_row_lacks_is_null() -> None:
    columns = table([{"a": 1}, {"b": 2}])["columns"]
    assert columns == {"a": {"all": [1, None]}, "b": {"all": [None, 2]}}
    assert table([]) == {"rows": 0, "columns": {}}


def rows(given: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table."""
    read: dict[str, list[Any]] = {}
    for name, form in given["columns"].items():
        if "all" in form:
            read[name] = form["all"]
        elif "of" in form:
            read[name] = [form["of"][at] for at in form["which"]]
        else:
            read[name] = [form["usual"]] * given["rows"]
            at = 0
            for step, value in zip(form["steps"], form["others"], strict=True):
                at += step
                read[name][at] = value
    return [{name: values[at] for name, values in read.items()} for at in range(given["rows"])]


def variable(label: str, **more: Any) -> dict[str, Any]:
    plain = {"unit": "张", "grades": [], "date": False, "entity": "county", "aliases": []}
    return {"label": label, **plain, **more}


def indicator(label: str, value: Any, variables: list[str], **more: Any) -> dict[str, Any]:
    plain = {"names": [label], "parts": [], "entities": ["county"], "unit": "张", "grades": [], "date": False}
    return {"label": label, "value": value, "variables": variables, **plain, **more}


RULES: dict[str, Any] = {
    "requirements": [
        {
            "id": f"p/1/{own}",
            "clause": "p/1",
            "indicator": name,
            "plain": plain,
            "asked": "不低于8",
            "words": {"condition": condition, "other": "x"},
            "links": {"check": check, "clause": "p.html#1", "place": "第一条"},
        }
        for own, name, plain, condition, check in (
            ("a", "rate", "甲率不低于8，甲率不低于8", "", "c.html#p/1/a"),
            ("b", "beds", "床位数不低于8", "二级以上", "c.html#p/1/b"),
            ("c", "beds", "床位数不低于8", "", "other.html"),
        )
    ],
    "indicators": {
        "rate": indicator("甲率", ["/", "beds", "staff"], ["beds", "staff"], names=["甲率", "甲比"], parts=["beds"]),
        "beds": indicator("床位数", "beds", ["beds"], names=["床位数", "床位"]),
        "staff": indicator("人员", "staff", ["staff"], unit="名", names=["人员", "职工"], entities=["city"]),
    },
    "variables": {
        "beds": variable("床位数", aliases=["床位"]),
        "staff": variable("人员", unit="人"),
        "built": variable("建成日期", date=True),
    },
    "divisions": {"110100": ["北京市", "北京"], "110101": ["东城区"], "120100": ["甲县", "甲", "乙"]},
    "changes": [["330185", "临安市", ["330112"], 2017], ["110000", "甲", ["1", "2"], 2000]],
    "words": {"numerals": {"digits": "x"}},
    "example": {"sheets": [["县", [["例"], ["床位数（张）", "单位名称", "建成日期"], ["甲县", 1]]]], "as_of": "x"},
}  # fmt: skip  # a row a line


def test_a_rulebook_says_nothing_twice() -> None:
    found = packed(RULES)
    assert [
        [row[name] for name in ("own", "indicator", "condition_told", "plain", "link")]
        for row in rows(found["requirements"])
    ] == [
        ["a", 0, "", "{name}{asked}，甲率不低于8", None],
        ["b", 1, "二级以上", "{name}{asked}", None],
        ["c", 1, "", "{name}{asked}", "other.html"],
    ]
    assert not {"id", "words", "links"} & found["requirements"]["columns"].keys()
    assert rows(found["clauses"]) == [
        {"clause": "p/1", "check": "c.html#p/1/", "uri": "p.html#1", "place": "第一条"}
    ]
    told = ("names", "value", "parts", "entities", "label", "unit")
    assert [[row[name] for name in told] for row in rows(found["indicators"])] == [
        [["甲比"], ["/", "beds", "staff"], True, None, "甲率", "张"],
        [None, None, False, None, None, None],  # a variable itself
        [["职工"], None, False, ["city"], None, "名"],  # called, counted and asked of another than it
    ]
    assert "variables" not in found["indicators"]["columns"]
    assert [row["name"] for row in rows(found["variables"])] == ["beds", "staff", "built"]
    assert found["divisions"] == "1101:00北京市*,01东城区;1201:00甲县/甲/乙"
    assert found["changes"] == "330185临安市20170112;110000甲20001,2"
    # The heads of figures by the number of the variable, others as they are.
    assert found["example"] == {"sheets": [["县", [["例"], [0, "单位名称", 2], ["甲县", 1]]]], "as_of": "x"}
    assert set(found["words"]["numerals"]) == {"digits", "patterns"}
    assert packed({**RULES, "example": None})["example"] is None
    bare = [{name: value for name, value in RULES["requirements"][0].items() if name != "links"}]
    alone = packed({**RULES, "requirements": bare})
    assert (alone["clauses"]["rows"], "link" in alone["requirements"]["columns"]) == (0, False)


def test_a_division_is_called_by_all_but_its_last_sign() -> None:
    assert packed_divisions({"110100": ["甲县", "乙"]}) == "1101:00甲县/乙"
    assert packed_divisions({}) == ""


def read_script(text: str, name: str) -> dict[str, Any]:
    begin = f"window.{name} = "
    assert text.startswith(begin)
    assert text.endswith(";\n")
    read: dict[str, Any] = json.loads(text.removeprefix(begin).removesuffix(";\n"))
    return read


def test_the_script_of_a_check_holds_what_the_page_says(specs: Specs) -> None:
    few = specs.requirements[:2]
    lapses = [("p", [(None, "一"), (date(2026, 1, 1), "二")]), ("q", [])]
    about = [{"check": f"{each.id}.html", "clause": "c", "place": "p"} for each in few]
    found = read_script(
        script(few, lambda each: about[few.index(each)], {"p": ["题", "county", "县级"]}, lapses),
        "policykitPacked",
    )
    assert found["out_of_force"] == [["p", [["", "一"], ["2026-01-01", "二"]]]]
    assert found["policies"] == {"p": ["题", "county", "县级"]}
    assert {"formats", "refused", "report", "account"} <= found["page"].keys()
    assert "page" not in found["page"]
    assert all(row["bodies"] for row in rows(found["requirements"]))
    assert found["clauses"]["rows"] > 0
    assert [row["uri"] for row in rows(found["clauses"])] == ["c"] * found["clauses"]["rows"]
    plain = read_script(script(few), "policykitPacked")
    assert (plain["policies"], plain["out_of_force"], plain["clauses"]["rows"]) == ({}, [], 0)
    assert "about" in read_script(form_script(few), "policykitForm")


# --- the search index ----------------------------------------------------------------------------


def test_long_postings_stand_in_a_file_of_their_own() -> None:
    def of(text: str, size: int) -> Any:
        return SimpleNamespace(text=text, size=size)

    lists = {
        "w县域内": of("a" * 2000, 9),  # just so many beside others
        "w县域": of("a" * 1000, 5),
        "s县域": of("a" * 1001, 6),  # together with the word, as its gram
        "w甲": of("b", 1),
    }
    listed, files = _parted(lists)
    assert files == [{"w县域": "a" * 1000, "s县域": "a" * 1001}]
    assert listed == {"w县域内": "a" * 2000, "w县域": [0, 5], "s县域": [0, 6], "w甲": "b"}
    # What none of the others could be written by, as zlib looks back, need not be loaded with them.
    apart = {"s行政": of("a" * 40_000, 1), "g行政": of("a" * 32_768, 2), "w行政": of("a" * 32_769, 3)}
    listed, files = _parted(apart)
    assert [sorted(file) for file in files] == [["g行政"], ["s行政"], ["w行政"]]
    assert listed == {"g行政": [0, 2], "s行政": [1, 1], "w行政": [2, 3]}
    # Of much there is a fourth of the root of all in one.
    many = {f"w{number:03}号": of("a" * 2500, 1) for number in range(80)} | {"w大": of("a" * 120_000_000, 2)}
    listed, files = _parted(many)
    assert (len(files), listed["w大"], listed["w001号"]) == (1, [0, 2], "a" * 2500)


TEXT = "关于推进服务的意见\n\n一、服务\n加强县域医共体建设。县域医共体服务能力提升。\n二、保障\n加强保障。"


def shards(root: Path, text: str = TEXT, **more: Any) -> Shards:
    policies = [made("a-2025", text, title="关于推进服务的意见"), made("b-2025", TEXT, title="其他意见")]
    lexicon = Lexicon(frozenset({"县域医共体", "服务能力"}))
    return Shards(Corpus(policies, root), lexicon, {"a-2025/1/p1"}, "p/{}.html".format, **more)


def test_what_a_search_loads(root: Path, specs: Specs) -> None:
    few = [each for each in specs.requirements if each.indicator.name == "county_visit_rate"][:2]
    links = CardLinks("checks/{0.id}.html".format, "i/{0.name}.html".format, "timeline.html")
    index: Any
    index, parts = shards(root, requirements=few, links=links, more={"pages": [1]}).files()
    files: dict[str, Any] = dict(parts)
    assert (index["size"], index["page"], index["pages"]) == (4, "p/{}.html", [1])
    # The first of four units has a requirement, all four are normative: six to a sign, the first lowest.
    assert (index["checked"], index["normative"]) == ("B", "P")
    assert index["lexicon"]["县域医共体"] == 2  # one unit of each policy
    assert index["texts"] == [4]
    assert (index["words"], index["postings"]) == (1, 1)
    assert index["synonyms"] == {}
    words = files["w0"]
    spelled = {word: count for name, file in files.items() if name[0] == "y" for word, count in file.items()}
    keys = {key for _, _, keys, _ in files["names"]["places"] for key in keys} & spelled.keys()
    assert keys
    assert all(spelled[key] == words.get(key, 1) for key in keys)  # a place counts as one unit
    assert words["县域医共体"] == 2
    assert [row[0] for row in files["t0"][0]] == ["1/p1", "2/p1"] * 2
    assert [policy for policy, _ in files["t0"][1]] == [0, 1]
    assert {name for name in files if name[0] != "y"} == {
        "w0",
        "p0",
        "t0",
        "q0",
        "due",
        "standings",
        "names",
        "pinyin",
    }
    names = files["names"]
    assert (names["requirements"], names["due"]) == (1, "timeline.html")
    (asked,) = names["indicators"]
    assert (asked[0], asked[1], asked[-1]) == (
        "county_visit_rate",
        few[0].indicator.label,
        "i/county_visit_rate.html",
    )
    # A name is not told twice.
    assert few[0].indicator.label not in asked[2]
    by_code = {row[0]: row for row in names["places"]}
    assert by_code["341021"][3] == ["000000", "340000", "341000"]  # what it lies in, without itself
    assert [row[0] for row in files["q0"]["county_visit_rate"]] == [each.id for each in few]
    assert [row[2] for row in files["q0"]["county_visit_rate"]] == [
        f"{each.quote} {each.name}" for each in few
    ]
    assert [row[5] for row in files["q0"]["county_visit_rate"]] == [f"checks/{each.id}.html" for each in few]
    assert [row[:2] for row in files["due"]] == sorted([str(each.due), each.id] for each in few)
    assert files["q0"][f"#{few[0].id.rpartition('/')[2]}"] == ["county_visit_rate"]
    assert set(files["pinyin"]["letters"]) == {name[1:] for name in files if name[0] == "y"}
    plain, others = shards(root).files()
    rest: dict[str, Any] = dict(others)
    assert not any(name.startswith("q") for name in rest)
    assert (rest["names"]["requirements"], rest["names"]["due"], plain["checked"]) == (0, "", "B")


def test_the_files_of_an_index_are_of_one_build(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "search"
    folder.mkdir()
    (folder / "old.js").write_text("x", "utf-8")
    write_index(shards(root), folder)
    first = (folder / "index.js").read_bytes()
    assert not (folder / "old.js").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["search"]
    write_index(shards(root), folder)
    assert (folder / "index.js").read_bytes() == first
    for path in folder.iterdir():
        assert path.read_text("utf-8").startswith(f'policykitSearch.put("{path.stem}",')
        assert b"\r" not in path.read_bytes()
    # A letter of a text that the index itself does not hold makes another build of it.
    write_index(shards(root, TEXT.replace("加强保障", "加强保证")), folder)
    assert (folder / "index.js").read_bytes() != first


def test_files_of_an_index_that_stay_as_they_are_are_not_written_again(root: Path, tmp_path: Path) -> None:
    write_index(shards(root), tmp_path)
    for path in tmp_path.iterdir():
        os.utime(path, ns=(0, 0))
    write_index(shards(root), tmp_path)
    assert {path.stat().st_mtime_ns for path in tmp_path.iterdir()} == {0}
    (tmp_path / "p0.js").write_text("cut off", "utf-8")
    write_index(shards(root, TEXT.replace("加强保障", "加强保证")), tmp_path)
    written = {path.name for path in tmp_path.iterdir() if path.stat().st_mtime_ns}
    assert {"p0.js", "t0.js", "index.js"} <= written
    assert "due.js" not in written


@pytest.mark.parametrize(
    ("text", "safe"),
    [("a\u2028b", "a\\u2028b"), ("a\u2029b", "a\\u2029b"), ("</script>", "<\\/script>"), ("a/b<c", "a/b<c")],
)
def test_nothing_in_a_script_ends_it(text: str, safe: str) -> None:
    assert safe_script(text) == safe


# --- calendars -----------------------------------------------------------------------------------


def test_calendars_are_of_places_and_their_bodies(content: Content, links: Links, tmp_path: Path) -> None:
    offered = calendar_links(content, links)
    codes = [one["code"] for one in offered]
    assert codes == [code for code in places(content) if code in codes]
    assert codes[-1] == "000000"  # for the places that have no documents of their own
    county = offered[codes.index("341021")]
    assert (county["name"], county["ics"], county["atom"]) == (
        *("歙县", "/calendar/341021.ics", "/calendar/341021.atom"),
    )
    assert county["bodies"]
    assert all(body["code"] == "341021" and "341021-" in body["ics"] for body in county["bodies"])
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "gone.ics").write_bytes(b"")
    write_calendars(tmp_path, content, links, "https://example.org/")
    named = {
        Path(address).name
        for one in offered
        for each in (one, *one["bodies"])
        for address in (each["ics"], each["atom"])
    }
    written = {path.name: path.read_bytes() for path in (tmp_path / "calendar").iterdir()}
    assert written.keys() == named
    assert b"https://example.org/" in written["341021.ics"]
    assert (
        b"https://example.org///" not in written["341021.ics"]
    )  # an address of its own begins with one here
    write_calendars(tmp_path, content, links, "https://example.org/")
    assert {path.name: path.read_bytes() for path in (tmp_path / "calendar").iterdir()} == written


@pytest.mark.parametrize(
    "given", ["title", "number", "level", "division", "date_issued", "date_published", "source"]
)
def test_another_text_or_spec_makes_another_index(given: str, tmp_path: Path) -> None:
    def inputs(spec: str, **more: Any) -> str:
        about = {"id": "p", "title": "题", "number": "1", "level": "county", "division": "341021"}
        dated = {"date_issued": "2025-01-01", "date_published": "2025-01-02", "source": "0"}
        file = tmp_path / "p.yml"
        file.write_text(spec, "utf-8")
        corpus = SimpleNamespace(policies=[SimpleNamespace(**{**about, **dated, **more})], root=tmp_path)
        files = [SimpleNamespace(path=file), SimpleNamespace(path=tmp_path / "gone.yml")]
        found: Any = SimpleNamespace(corpus=corpus, files=files)
        return CrossIndex(found).inputs

    assert inputs("a") == inputs("a")
    assert len({inputs("a"), inputs("b"), inputs("a", **{given: "x"})}) == 3


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("a.ipynb", "", True),
        ("below/a.ipynb", "", True),
        ("_a.ipynb", "", False),
        ("_below/a.ipynb", "", False),
        (".below/a.md", "---\nfile_format: mystnb\n---\n", False),
        ("a.md", "---\nfile_format: mystnb\n---\n# 甲", True),
        ("a.md", "# 甲\n\n---\nfile_format: mystnb\n---\n", False),
        ("a.md", "---\ntitle: 甲\n---\nfile_format: mystnb", False),
        ("a.txt", "---\nfile_format: mystnb\n---\n", False),
        ("left/a.ipynb", "", False),  # by a pattern
    ],
)
def test_which_pages_are_notebooks(tmp_path: Path, name: str, text: str, *, is_one: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    assert list(_pages(tmp_path, ("left/*",))) == ([path] if is_one else [])
