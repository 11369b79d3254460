"""`policykit release`: every table in three formats, as its descriptions say, the same bytes, and what changed between two."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pandas as pd
import pytest
from tests.corpus.test_corpus import add
from typer.testing import CliRunner

from policykit.base.diagnostics import PolicykitError
from policykit.cli import app
from policykit.corpus import Corpus
from policykit.interchange.export import tables as exported
from policykit.interchange.release import compare, release
from policykit.interchange.release import folder as writing
from policykit.interchange.release.catalogue import About, File, catalogue, title_of
from policykit.interchange.release.columns import Column, Table, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DAY = date(2026, 11, 30)
NAMES = list(tables())
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
SMALL = (
    '某县方案\n\n一、目标\n\n到2027年，主要指标如下。=1+1，“引号”,"与逗号"。\n'
    "指标\t单位\t2025年\t2027年\t属性\n县域内就诊率\t%\t88\t≥90\t约束性\n\n二、措施\n\n-5℃以下停课，抓好落实。\n"
)


def rows_of(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "jsonl" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def small(folder: Path, text: str = SMALL) -> Corpus:
    add(folder, "plan", text)
    return Corpus.load(folder)


@pytest.fixture(scope="module")
def released(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the project without Parquet: what the base install can write."""
    folder = tmp_path_factory.mktemp("out") / "project"
    release(corpus, folder, About(DAY, "政策条款库"), parquet=False)
    return folder


@pytest.fixture(scope="module")
def with_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of a policy with a table and with what a spreadsheet takes for formulas."""
    folder = tmp_path_factory.mktemp("small")
    release(small(folder / "kb"), folder / "out", About(DAY), parquet=False)
    return folder / "out"


def test_every_column_of_the_export_is_declared(corpus: Corpus) -> None:
    for name, rows in exported(corpus).items():
        if (table := tables().get(name.removesuffix(".jsonl"))) is not None:
            found = {key for row in rows for key in row}
            assert found in (set(), {column.name for column in table.columns} | table.without), name
        else:
            assert name == "drafts.jsonl"  # proposals are nothing to give out


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_what_their_schema_says(released: Path, with_table: Path, name: str) -> None:
    for folder in (released, with_table):
        schema = json.loads((folder / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        for row in rows_of(folder, name):
            validator.validate(row)
    assert rows_of(with_table if name == "tables" else released, name)


def test_keys_tell_rows_apart_and_references_hold(released: Path, with_table: Path) -> None:
    for folder in (released, with_table):
        held = {name: rows_of(folder, name) for name in NAMES}
        for name, table in tables().items():
            keys = [table.key_of(row) for row in held[name]]
            assert len(set(keys)) == len(keys), name
            for column, (other, key) in table.refers.items():
                assert {row[column] for row in held[name]} <= {row[key] for row in held[other]}, (
                    name,
                    column,
                )


def test_segments_are_the_source(released: Path, corpus: Corpus) -> None:
    joined: dict[str, str] = {}
    for row in rows_of(released, "segments"):
        joined[row["policy"]] = joined.get(row["policy"], "") + row["text"]
    assert joined == {policy.id: policy.source for policy in corpus.policies}


def unguarded(column: Mapping[str, Any], cell: str) -> Any:
    """A cell as the CSVW metadata and the README say that it is read."""
    kind = column["datatype"]
    text = cell.removeprefix("'") if kind in {"string", "json"} else cell
    if not cell:
        return None
    read: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "json": json.loads}
    return cell == "true" if kind == "boolean" else read.get(kind, str)(text)


@pytest.mark.parametrize("name", NAMES)
def test_csv_says_the_same_and_no_cell_is_a_formula(released: Path, with_table: Path, name: str) -> None:
    for folder in (released, with_table):
        described = json.loads((folder / "csv" / "csv-metadata.json").read_text("utf-8"))["tables"]
        (own,) = (table for table in described if table["url"] == f"{name}.csv")
        columns = own["tableSchema"]["columns"]
        with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            heads, *lines = csv.reader(file)
        assert heads == [column["name"] for column in columns]
        assert all(column["titles"]["zh"] and column["titles"]["en"][1] for column in columns)
        expected = rows_of(folder, name)
        assert len(lines) == len(expected)
        for line, row in zip(lines, expected, strict=True):
            for column, cell in zip(columns, line, strict=True):
                value = row[column["name"]]
                assert unguarded(column, cell) == (None if value == "" else value)
                if column["datatype"] in {"string", "json"}:
                    assert not cell.lstrip().startswith(FORMULAS), cell


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("text", "=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("text", "－5℃以下", "'－5℃以下"),
        ("text", " @SUM", "' @SUM"),
        ("text", "'t Hooft", "''t Hooft"),
        ("text", "县域内就诊率", "县域内就诊率"),
        ("json", "-1", '"-1"'),
        ("json", -1, "'-1"),
        ("number", -1.5, "-1.5"),
        ("boolean", False, "false"),
        (["text"], ["=1"], '["=1"]'),
        ("text", None, ""),
    ],
)
def test_a_cell_is_never_a_formula(kind: object, value: object, cell: str) -> None:
    assert Column("x", kind, "中", "En", optional=True).cell(value) == cell


def test_the_catalogue_and_the_sums_are_of_the_files(released: Path) -> None:
    sums = dict(line.split("  ")[::-1] for line in (released / "SHA256SUMS").read_text("utf-8").splitlines())
    there = {path.relative_to(released).as_posix(): path for path in released.rglob("*") if path.is_file()}
    assert sums.keys() == there.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(there[name].read_bytes()).hexdigest() == told for name, told in sums.items())
    held = json.loads((released / "catalog.jsonld").read_text("utf-8"))
    assert held["dcat:version"] == "2026-11-30"
    assert [title["@value"] for title in held["dct:title"] if title["@language"] == "zh"] == ["政策条款库"]
    assert "dct:license" not in held  # nobody has said one
    assert [dataset["dct:identifier"] for dataset in held["dcat:dataset"]] == NAMES
    for dataset in held["dcat:dataset"]:
        assert dataset["dct:conformsTo"]["@id"] in there
        for each in dataset["dcat:distribution"]:
            name = each["dcat:downloadURL"]["@id"]
            assert int(each["dcat:byteSize"]["@value"]) == there[name].stat().st_size
            assert each["spdx:checksum"]["spdx:checksumValue"]["@value"] == sums[name]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://example.org/by", {"@id": "https://example.org/by", "@type": "dct:LicenseDocument"}),
        ("CC BY 4.0", {"rdfs:label": "CC BY 4.0", "@type": "dct:LicenseDocument"}),  # no file of that name
        ("", None),
    ],
)
def test_a_licence_has_an_address_or_a_name(given: str, told: dict[str, str] | None) -> None:
    assert catalogue(About(DAY, license=given), []).get("dct:license") == told


def test_parquet_is_exact_and_read_in_one_line(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="it comes with policykit[engines]")
    polars, duckdb = (
        pytest.importorskip(name, reason="it comes with policykit[engines]") for name in ("polars", "duckdb")
    )
    corpus = small(tmp_path / "kb")
    for name in ("one", "two"):
        release(corpus, tmp_path / name, About(DAY))
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*.*")} for n in ("one", "two"))
    assert one == two
    for name, table in tables().items():
        path, expected = tmp_path / "one" / "parquet" / f"{name}.parquet", rows_of(tmp_path / "one", name)
        read = pq.read_table(path)
        for field, column in zip(read.schema, table.columns, strict=True):
            labels = {b"title_zh": column.zh.encode(), b"title_en": column.en.encode()}
            assert labels.items() <= field.metadata.items()
        plain = [
            {column.name: column.arrow_value(row[column.name]) for column in table.columns}
            for row in expected
        ]
        assert read.to_pylist() == plain
        given = tmp_path / "one" / "csv" / f"{name}.csv"
        for reader in (pd.read_parquet, polars.read_parquet, duckdb.read_parquet):
            assert len(reader(str(path))) == len(expected)
        for reader in (pd.read_csv, polars.read_csv, duckdb.read_csv):
            assert len(reader(str(given))) == len(expected)


def test_nothing_is_overwritten_and_a_failure_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = small(tmp_path / "kb")
    (tmp_path / "there").mkdir()
    with pytest.raises(PolicykitError, match="PK007"):
        release(corpus, tmp_path / "there", About(DAY), parquet=False)
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(PolicykitError, match="PK004"):
        release(corpus, tmp_path / "file" / "out", About(DAY), parquet=False)
    monkeypatch.setattr("policykit.interchange.release.folder._readme", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        release(corpus, tmp_path / "out", About(DAY), parquet=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "kb", "there"]


def test_two_releases_compared(tmp_path: Path) -> None:
    release(small(tmp_path / "kb"), tmp_path / "old", About(DAY), parquet=False)
    text = SMALL.replace("抓好落实", "认真抓好落实").replace("\n\n二、", "\n\n到2028年，达到95%。\n\n二、")
    later = date(2027, 3, 1)
    release(small(tmp_path / "later", text), tmp_path / "new", About(later), parquet=False)
    found = compare(tmp_path / "old", tmp_path / "new")
    assert (found.old, found.new) == ("2026-11-30", "2027-03-01")
    assert list(found.tables["policies"].changed) == ["plan"]
    assert set(found.tables["policies"].changed["plan"]) == {"sha256", "characters"}
    assert found.tables["clauses"].added == ("plan/1/p2",)
    assert found.tables["clauses"].removed == ()
    assert set(found.tables["clauses"].changed["plan/2/p1"]) == {"text", "start", "end"}
    assert "indicators" not in found.tables
    run = CliRunner()
    done = run.invoke(app, ["diff", str(tmp_path / "old"), str(tmp_path / "new")])
    assert done.exit_code == 1
    assert done.output.startswith("2026-11-30 → 2027-03-01\n")
    assert (
        "条款：新增 1，删除 0，改动 1\n  新增  plan/1/p2\n  改动  plan/2/p1：text、start、end\n"
        in done.output
    )
    told = run.invoke(app, ["diff", "--json", str(tmp_path / "old"), str(tmp_path / "new")])
    assert json.loads(told.output) == json.loads(json.dumps(found.told))
    same = run.invoke(app, ["diff", str(tmp_path / "old"), str(tmp_path / "old")])
    assert (same.exit_code, same.output) == (0, "2026-11-30 → 2026-11-30\n没有变化\n")


@pytest.mark.parametrize(("added", "more"), [(20, 0), (21, 1), (23, 3)])
def test_of_many_rows_twenty_are_named_and_the_others_counted(tmp_path: Path, added: int, more: int) -> None:
    text = SMALL + "".join(f"\n（{number}）第{number}项工作抓好落实。\n" for number in range(1, added + 1))
    for name, source in (("old", SMALL), ("new", text)):
        release(small(tmp_path / f"kb-{name}", source), tmp_path / name, About(DAY), parquet=False)
    found = compare(tmp_path / "old", tmp_path / "new").tables["clauses"]
    assert (len(found.added), len(found.removed), len(found.changed)) == (added, 0, 0)
    done = CliRunner().invoke(app, ["diff", str(tmp_path / "old"), str(tmp_path / "new")])
    _, _, told = done.output.partition(f"条款：新增 {added}，删除 0，改动 0\n")
    lines = told.splitlines()
    assert [line.split()[0] for line in lines[:20]] == ["新增"] * 20
    assert (lines[20:21] == [f"  …… 还有 {more} 行（--json 列出全部）"]) is (more > 0)


def test_a_damaged_release_is_said(tmp_path: Path) -> None:
    release(small(tmp_path / "kb"), tmp_path / "out", About(DAY), parquet=False)
    for line in ("{", "[1]\n", '"a"\n', "\n"):
        (tmp_path / "out" / "jsonl" / "clauses.jsonl").write_text(line, "utf-8")
        with pytest.raises(PolicykitError, match=r"PK005.*不是本程序写出的样子"):
            compare(tmp_path / "out", tmp_path / "out")
    assert CliRunner().invoke(app, ["diff", "--json", "x.txt", "y.txt"]).exit_code == 2
    for other in ("kb", "nowhere"):
        done = CliRunner().invoke(app, ["diff", str(tmp_path / "out"), str(tmp_path / other)])
        assert f"{other}/catalog.jsonld" in done.output  # what is no release is named


@pytest.mark.parametrize(
    ("settings", "title"),
    [
        (b"title: \xe4\xb8\x80\xe5\xba\x93\n", "一库"),
        (b"base: &a x\ntitle: *a\n", "x"),  # they are Jupyter Book's settings, and not ours
        (b"- title\n", ""),
        (b"", ""),
        (b'title: "a\n', None),
        (b"\xff\xfe\x00", None),
        (b"title: !!python/name:os.system\n", None),
    ],
)
def test_settings_that_cannot_be_read_are_said(tmp_path: Path, settings: bytes, title: str | None) -> None:
    (tmp_path / "_config.yml").write_bytes(settings)
    if title is not None:
        assert title_of(tmp_path) == title
        return
    with pytest.raises(PolicykitError, match=r"_config\.yml.*PK107"):
        title_of(tmp_path)


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    small(tmp_path / "kb")
    code = "import sys; sys.modules['pyarrow'] = None; from policykit.cli import main; main()"
    command = [sys.executable, "-c", code, "release", str(tmp_path / "out"), "--path", str(tmp_path / "kb")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("PK009 needs-extra: ")
    assert done.stderr.count("\n") == 2
    assert not (tmp_path / "out").exists()
    done = subprocess.run([*command, "--no-parquet"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("README.md", "SHA256SUMS", "catalog.jsonld", "csv", "jsonl", "schemas")
    }


# --- descriptions, written by hand from JSON Schema, CSVW and DCAT ----------------------------------


@pytest.mark.parametrize(
    ("kind", "optional", "schema", "datatype", "required"),
    [
        ("text", False, {"type": "string"}, "string", False),  # an empty text is an empty cell
        ("integer", False, {"type": "integer"}, "integer", True),
        ("number", True, {"type": ["number", "null"]}, "number", False),
        ("date", True, {"type": ["string", "null"], "format": "date"}, "date", False),
        ("boolean", False, {"type": "boolean"}, "boolean", True),
        ("json", True, {}, "json", False),
        (["text"], False, {"type": "array", "items": {"type": "string"}}, "json", True),
        (
            {"a": "integer", "b?": "text"},
            True,
            {
                "type": ["object", "null"],
                "properties": {"a": {"type": "integer"}, "b": {"type": ["string", "null"]}},
                "required": ["a", "b"],
                "additionalProperties": False,
            },
            "json",
            False,
        ),
    ],
)
def test_a_column_is_described(
    kind: object, optional: bool, schema: dict[str, object], datatype: str, required: bool
) -> None:
    column = Column("x", kind, "中", "En", optional=optional)
    assert column.schema == {"title": "En", "description": "中", **schema}
    told = {
        "name": "x",
        "titles": {"en": ["x", "En"], "zh": "中"},
        "datatype": datatype,
        "required": required,
    }
    assert column.csvw == told


def one_table() -> Table:
    columns = (
        Column("id", "text", "编号", "Id", optional=False),
        Column("n", "integer", "数", "N", optional=True),
    )
    return Table(
        "things",
        "物",
        "Things",
        ("关于", "About"),
        ("id", "n"),
        {"id": ("others", "key")},
        frozenset(),
        columns,
    )


def test_a_table_is_described() -> None:
    table = one_table()
    assert table.key_of({"id": "甲", "n": 3, "more": 1}) == "甲 3"
    assert table.row({"id": "甲\ud800", "n": 3, "more": 1}) == {"id": "甲\ufffd", "n": 3}
    assert table.schema["title"] == "Things 物"
    assert table.schema["description"] == "About. 关于。"
    assert (table.schema["required"], table.schema["additionalProperties"]) == (["id", "n"], False)
    told = table.csvw
    assert [column["required"] for column in told["tableSchema"]["columns"]] == [
        True,
        True,
    ]  # a key is never empty
    assert told["tableSchema"]["primaryKey"] == ["id", "n"]
    assert told["tableSchema"]["foreignKeys"] == [
        {"columnReference": "id", "reference": {"resource": "others.csv", "columnReference": "key"}}
    ]
    assert [one["@value"] for one in told["dc:description"]] == ["关于", "About"]


def test_a_catalogue_says_what_was_told_and_nothing_else() -> None:
    about = About(DAY, "一库", "县卫健委", "CC BY 4.0", ("341021", "999999"))
    held = {kind: File(f"{kind}/things.{kind}", 7, "ab") for kind in ("csv", "jsonl")}
    told = catalogue(about, [(one_table(), held)])
    assert told["dct:publisher"] == {"@type": "foaf:Agent", "foaf:name": "县卫健委"}
    assert told["dct:spatial"] == [
        {
            "@type": "dct:Location",
            "dct:identifier": "341021",
            "skos:prefLabel": {"@value": "歙县", "@language": "zh"},
        },
        {"@type": "dct:Location", "dct:identifier": "999999"},  # of a division without a name only its code
    ]
    (dataset,) = told["dcat:dataset"]
    assert (dataset["@id"], dataset["dct:publisher"]) == ("#things", told["dct:publisher"])
    csv_file, lines = dataset["dcat:distribution"]
    assert (csv_file["@id"], lines["@id"]) == ("#things-csv", "#things-jsonl")
    assert csv_file["dcat:mediaType"]["@id"] == "https://www.iana.org/assignments/media-types/text/csv"
    assert csv_file["rdfs:seeAlso"] == {"@id": "csv/csv-metadata.json"}
    assert csv_file["dcat:accessURL"] == csv_file["dcat:downloadURL"] == {"@id": "csv/things.csv"}
    assert csv_file["dcat:byteSize"] == {"@value": "7", "@type": "xsd:nonNegativeInteger"}
    assert not {"dcat:mediaType", "rdfs:seeAlso"} & lines.keys()
    assert "dct:publisher" not in catalogue(About(DAY), [])
    assert "dct:spatial" not in catalogue(About(DAY), [])


@pytest.mark.parametrize(
    ("count", "groups"), [(0, [[]]), (1, [[0]]), (2, [[0, 1]]), (3, [[0, 1], [2]]), (4, [[0, 1], [2, 3]])]
)
def test_rows_come_in_groups(count: int, groups: list[list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_ROWS", 2)
    made = writing._in_groups([{"n": number} for number in range(count)])  # noqa: SLF001 - a file of 50,000 rows takes long
    assert [[row["n"] for row in group] for group in made] == groups


def test_what_was_written_is_told(tmp_path: Path) -> None:
    made = release(small(tmp_path / "kb"), str(tmp_path / "new" / "out"), About(DAY), parquet=False)
    assert (made.folder, made.version) == (tmp_path / "new" / "out", "2026-11-30")
    assert made.rows == {name: len(rows_of(made.folder, name)) for name in NAMES}
    assert made.rows["policies"] == 1
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(PolicykitError, match="PK007"):
        release(small(tmp_path / "kb2"), tmp_path / "link", About(DAY), parquet=False)
    readme = (made.folder / "README.md").read_text("utf-8")
    assert f"| {made.rows['clauses']} |" in readme
    assert "parquet/" not in readme


def test_rows_that_went_or_lack_a_column_are_told(tmp_path: Path) -> None:
    for name, lines in {
        "old": [{"id": "a", "title": "x", "level": "county"}, {"id": "b"}, {"id": "c", "title": "y"}],
        "new": [{"id": "c", "title": "y"}, {"id": "a", "title": "x", "number": "1"}, {"id": "d"}],
    }.items():
        folder = tmp_path / name
        (folder / "jsonl").mkdir(parents=True)
        (folder / "catalog.jsonld").write_text(json.dumps({"dcat:version": name}), "utf-8")
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / "jsonl" / "policies.jsonl").write_text(text, "utf-8")
    found = compare(tmp_path / "old", tmp_path / "new")
    assert list(found.tables) == ["policies"]
    assert found.told["tables"]["policies"] == {
        "added": ["d"],
        "removed": ["b"],
        "changed": [{"key": "a", "columns": {"level": ["county", None], "number": [None, "1"]}}],
    }
