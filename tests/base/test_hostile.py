"""Hundreds of hostile inputs, made by a seed: each ends in a coded diagnostic or in what it truly says, never in a traceback.

Many inputs share a run: the program tells every problem of every file, and a bad cell stops its own row. The time of
the processor is counted, so that what hangs fails instead of waiting, on a busy machine too.
"""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import signal
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from policykit.base.division import Division
from policykit.cli import app
from policykit.scaffold import add_policy, new_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer.testing import Result

SEED = 10
MOST = 20
"""Seconds of the processor that a run takes at most: ten times what the longest sound one takes."""
TEXT = "关于加强签约服务工作的通知\n\n一、目标\n\n到2026年底，县域内就诊率达到85%以上。\n二、其他\n各单位要加强领导，落实责任。\n"
SPEC = """policy: {policy}
requirements:
- id: visits
  clause: 1/p1
  quote: 到2026年底，县域内就诊率达到85%以上
  indicator: county_visit_rate
  target: {{at_least: 85%}}
  due: 2026
  modality: must
dismissed: []
"""
HEADER = "单位,行政区划代码,年度,居民在县域内就诊人次数,居民就诊总人次数\n"
UNSEEN = "\u200b\u200e\u202e\u2060\ufeff\u00ad"
COUNTED: list[int] = []


class Endless(BaseException):
    """A run takes longer than any sound one."""


def endless(_signal: int, _frame: object) -> None:
    raise Endless


def run(*arguments: object) -> Result:
    """A command in this process, its time counted; whatever it was given, it ends in the way a command ends."""
    before = signal.signal(signal.SIGPROF, endless)
    signal.setitimer(signal.ITIMER_PROF, MOST, 1)  # again where the first one was lost in a callback
    try:
        ran = CliRunner().invoke(app, [str(argument) for argument in arguments])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), repr(ran.exception)
    assert "Traceback" not in ran.output
    assert "\x1b" not in ran.output
    assert ran.exit_code in (0, 1, 2)
    if ran.exit_code == 2:
        assert re.search(r"PK\d{3}", ran.output), ran.output[:300]
        assert "怎么办" in ran.output or "PK" in ran.stdout
    return ran


def counted(cases: dict[Any, Any]) -> dict[Any, Any]:
    COUNTED.append(len(cases))
    return cases


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of one policy of the nation, so that every county is bound."""
    root = tmp_path_factory.mktemp("base")
    new_project(root, "库")
    (root / "a.txt").write_text(TEXT, "utf-8")
    _, spec = add_policy(root, root / "a.txt", "a", "000000")
    spec.write_text(SPEC.format(policy="a"), "utf-8")
    return root


def changed(text: str, signs: str, rng: random.Random, times: int = 3) -> str:
    for _ in range(times):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(signs) + text[at:]
    return text


def texts() -> dict[str, tuple[bytes, str]]:
    """Contents of files named .txt; what must come of each: a code, or `read` for all its clauses."""
    rng = random.Random(SEED)  # noqa: S311 - inputs, no secrets
    made: dict[str, tuple[bytes, str]] = {}
    magics = [b"%PDF-1.7", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF89a",
              b"Rar!\x1a", b"7z\xbc\xaf\x27", b"\x1f\x8b\x08", b"{\\rtf1", b"<?xml ?>", b"<html>", b"<!DOCTYPE html>",
              b"MIME-Version: 1.0\n", b"\n \n%PDF-1.4", b"<!-- x --><div>", b"<p class='a'>", b"II*\x00", b"MZ\x90\x00",
              b"\x7fELF", b"CAJ\x00", b"%!PS", b"BZh91"]  # fmt: skip  # a list of beginnings
    pages = (b"<html>", b"<!DOCTYPE html>", b"MIME-Version: 1.0\n", b"<!-- x --><div>", b"<p class='a'>")
    refused = {b"%PDF-1.7": "PK114", b"\n \n%PDF-1.4": "PK114", **dict.fromkeys(pages, "any")}
    refused[b"{\\rtf1"] = "any"  # read by LibreOffice where it is installed
    made |= {
        f"magic {at}": (magic + TEXT.encode(), refused.get(magic, "PK102")) for at, magic in enumerate(magics)
    }
    for at in range(20):
        made[f"unseen {at}"] = changed(TEXT, UNSEEN.replace("\u202e", ""), rng).encode(), "any"
        made[f"unseen heading {at}"] = TEXT.replace("二、", changed("二、", UNSEEN, rng)).encode(), "read"
        made[f"NUL {at}"] = changed(TEXT, "\0", rng, 1).encode(), "PK111"
        made[f"half {at}"] = changed(TEXT, "\ud800\udfff", rng).encode("utf-8", "surrogatepass"), "PK103"
        made[f"control {at}"] = changed(TEXT, "\x1b\x07\x08\x9b\x7f", rng, 1).encode(), "any"
        cut = rng.randrange(20, len(TEXT.encode()) - 3)
        made[f"bytes {at}"] = TEXT.encode()[:cut] + bytes([0xFF]) + TEXT.encode()[cut:], "any"
    encodings = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "gb18030")
    made |= {encoding: (TEXT.encode(encoding), "read") for encoding in encodings}
    made |= {
        name: (TEXT.replace("\n", end).encode(), "read") for name, end in (("CR", "\r"), ("CRLF", "\r\n"))
    }
    made |= {f"date {day}": (TEXT.replace("2026年底", day).encode(), "read") for day in (
        "0000年0月0日", "9999年12月31日", "2026年2月31日", "2026年13月", "99999年", "9999年底", "1年")}  # fmt: skip  # a list
    long = {"digits": "9" * 10**7, "percent": "1%" * 9000, "open": "（一" * 9000, "books": "《关于" * 9000,
            "han": "九" * 10**5, "units": "千万亿" * 9000, "years": "2026年" * 9000, "line": "各级" * 10**5,
            "blank": " " * 10**5, "marks": "\u0301" * 9000, "and": "、" * 9000}  # fmt: skip  # a list
    made |= {f"long {name}": ((TEXT + more).encode(), "any") for name, more in long.items()}
    made |= {"empty": (b"", "PK101"), "blank": (b" \r\n\t", "PK101"), "mark": (b"\xef\xbb\xbf", "PK101")}
    made |= {f"noise {at}": (rng.randbytes(200), "any") for at in range(20)}
    return counted(made)


def test_texts(tmp_path: Path) -> None:
    cases = texts()
    for at, (data, _) in enumerate(cases.values()):
        (tmp_path / f"{at:04}.txt").write_bytes(data)
    ran = run("outline", tmp_path)
    problems = dict(re.findall(r"/(\d{4})\.txt(?::\d+)*: (PK\d+)", ran.stderr))
    read = dict(re.findall(r"/(\d{4})\.txt：.*?正文 (\d+) 条", ran.stdout))
    for at, (name, (_, wanted)) in enumerate(cases.items()):
        key = f"{at:04}"
        assert (key in problems) != (key in read), name
        if wanted != "any":
            assert problems.get(key) == (None if wanted == "read" else wanted), name
            assert wanted != "read" or read[key] == "2", name


VALUES = ["''", "[]", "{}", "null", "x" * 5000, '"\\0"', '"\\ud800"', '"\\e[31m"', '"a\\nb"', "-1", "1e999", ".nan", ".inf",
          "../../etc/passwd", "!!python/object:os.system x", "*nothing", "'", "[" * 3000, "9" * 5000, "0x10", "{a: b}",
          "&a [*a]", "2026-02-30", "0000-00-00", "10000-01-01", "%", "@", "`", "\x07", "\ud800"]  # fmt: skip  # a list


def written(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def test_cards(base: Path, tmp_path: Path) -> None:
    new_project(tmp_path, "库")
    card = (base / "policy_texts" / "a" / "policy.yml").read_text("utf-8")
    keys = ("level", "division", "file", "sha256", "date_issued", "issuers")
    cases = {
        f"{key} {value[:9]}": (key, value)
        for key in keys
        for value in VALUES
        if (key, value) != ("issuers", "[]")
    }
    for at, (key, value) in enumerate(counted(cases).values()):
        folder = tmp_path / "policy_texts" / f"p-{at}"
        shutil.copytree(base / "policy_texts" / "a", folder)
        kept = [line for line in card.splitlines() if not line.startswith(key)]
        written(folder / "policy.yml", "\n".join([*kept, f"{key}: {value}", ""]))
    ran = run("list", "--path", tmp_path)
    named = {int(found) for found in re.findall(r"^policy_texts/p-(\d+)[^:]*:.*PK", ran.stderr, re.MULTILINE)}
    assert {name for at, name in enumerate(cases) if at not in named} <= {"date_issued null", "issuers null"}


def test_specs(base: Path, tmp_path: Path) -> None:
    new_project(tmp_path, "库")
    (tmp_path / "specs" / "a.yml").write_text(SPEC.format(policy="a"), "utf-8")
    lines = ("clause: 1/p1", "indicator: county_visit_rate", "target: {{at_least: 85%}}", "due: 2026", "modality: must",
             "dismissed: []")  # fmt: skip  # a list
    cases = [(line, value) for line in lines for value in VALUES if (line, value) != ("dismissed: []", "[]")]
    for at, (line, value) in enumerate(counted(dict(enumerate(cases))).values()):
        shutil.copytree(base / "policy_texts" / "a", tmp_path / "policy_texts" / f"p-{at}")
        sound = SPEC.format(policy=f"p-{at}")
        bad = line.replace("{{", "{").replace("}}", "}")
        written(tmp_path / "specs" / f"p-{at}.yml", sound.replace(bad, f"{line.partition(':')[0]}: {value}"))
    shutil.copytree(base / "policy_texts" / "a", tmp_path / "policy_texts" / "a")
    ran = run("template", "--division", "341021", "-o", tmp_path / "t.xlsx", "--path", tmp_path)
    assert (ran.exit_code, (tmp_path / "t.xlsx").exists()) == (2, False)
    named = {int(found) for found in re.findall(r"^specs/p-(\d+)\.yml:.*PK", ran.stderr, re.MULTILINE)}
    # A spec without a due date or without dismissals is one that says so.
    nothing = {("due: 2026", "null"), *(("dismissed: []", value) for value in ("null", "''", "{}"))}
    assert {case for at, case in enumerate(cases) if at not in named} <= nothing


def test_lexicons(base: Path) -> None:
    lexicon = base / "specs" / "lexicon.yml"
    whole = ["- a", "words: abc", "words: [a]\nwords: [b]", "words: [医\0]", "a: b", "synonyms: [[a]]", "related: [a]",
             "measures: {a: b}", "words: [a]\n---\nwords: [a]", "? [a]\n: b", "words:\n\t- a"]  # fmt: skip  # a list
    cases = {
        text[:20]: text
        for text in [*whole, *(f"words: [{value}]" for value in VALUES if value[:1] in "'[{&*!\"@`%\ud800")]
    }
    for name, text in counted(cases).items():
        written(lexicon, text)
        ran = run("search", "就诊率", "--path", base)
        assert ran.exit_code == 0 or "PK401" in ran.stderr or "PK402" in ran.stderr, name
    lexicon.unlink()


def test_own_indicators(base: Path) -> None:
    own = base / "specs" / "indicators.py"
    cases = {text[:40]: text for text in (
        "def", "x = '\0'", "1/0", "raise SystemExit(0)", "import sys; sys.exit('x')", "raise BaseException", "def f(): f()\nf()",
        "raise MemoryError", "import nosuchmodule", "x = " + "(" * 3000, "x='\ud800'", "# coding: nosuch\nx = 1",
        "class E(Exception):\n  __str__ = None\nraise E", "raise ValueError('a\\nb\\x1b[31m')", "open('/nosuch')", "raise StopIteration",
        "raise GeneratorExit", "from policykit.model import Variable\nx = Variable()",
        "from policykit.model import Variable, Entity\nx = Variable('a', '人', Entity.COUNTY, 'b')")}  # fmt: skip  # a list
    for name, text in counted(cases).items():
        written(own, text)
        ran = run("template", "--division", "341021", "-o", base / "t.xlsx", "--path", base)
        assert (ran.exit_code, "PK50" in ran.stderr, (base / "t.xlsx").exists()) == (2, True, False), name
    own.unlink()


CELLS = ["9" * 400, "1e999999", "-1e99", "nan", "NaN", "inf", "-inf", "0x10", "1_000", "三点五亿", "八" * 3000, "83①", "8³", "½",
         "83\u200b5", "8\u202e3", "=83", "=1+1", "--83", "-83", "#DIV/0!", "#N/A", "\x1b[31m83", "83/100", "83:100", "٨٣", "১",
         "83万万", "万", "1;2", "true", "83人", "83元", "1.7976931348623157e309", "83%%", "8.3.1", "83-85", "83~85", "约83"]  # fmt: skip  # a list
SAME = ["83", " 83 ", "８３", "\ufeff83", "'83", "+83", "83人次", "83.0"]


def test_cells(base: Path, tmp_path: Path) -> None:
    """Each cell stands in a county of its own: what is no number stops this county, and no other."""
    counties = [
        code for code in Division.all() if code[2:4] not in ("00", "90") and code[4:] not in ("00", "01")
    ]
    cells = [*CELLS, *SAME]
    counted(dict(enumerate(cells)))
    lines = [
        f'{Division.of(code).name},{code},2026,"{cell}",100'
        for code, cell in zip(counties, cells, strict=False)
    ]
    (tmp_path / "a.csv").write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    ran = run("check", tmp_path / "a.csv", "--as-of", "2027-01-01", "--format", "json", "--path", base)
    found = {result["division"]: result for result in json.loads(ran.stdout)["results"]}
    verdicts = {cell: found[code]["verdict"] for code, cell in zip(counties, cells, strict=False)}
    assert {
        cell: verdict for cell, verdict in verdicts.items() if verdict != "could_not_run"
    } == dict.fromkeys(SAME, "not_met")
    assert {found[code]["value"] for code, cell in zip(counties, cells, strict=False) if cell in SAME} == {83}


def files() -> Iterator[tuple[str, bytes]]:
    """Files that are no tables, or broken ones."""
    rng, buffer = random.Random(SEED), io.BytesIO()  # noqa: S311 - inputs, no secrets
    book = Workbook()
    for row in (HEADER.strip().split(","), ["歙县", 341021, 2026, 83, 100]):
        book.worksheets[0].append(row)
    book.save(buffer)
    good = buffer.getvalue()
    for length in (4, 30, 100, len(good) // 3, len(good) // 2, len(good) - 22, len(good) - 1):
        yield f"cut {length}.xlsx", good[:length]
    for at in range(30):
        bad = bytearray(good)
        for _ in range(40):
            bad[rng.randrange(len(bad))] = rng.randrange(256)
        yield f"noise {at}.xlsx", bytes(bad)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    number = b'<c r="D2" t="n"><v>83</v></c>'
    assert number in parts[name]
    for at, cell in enumerate(
        (b"<v>NaN</v>", b"<v>INF</v>", b"<v>1e999</v>", b"<v>abc</v>", b"<v>" + b"9" * 10**5 + b"</v>")
    ):
        yield (
            f"cell {at}.xlsx",
            packed({**parts, name: parts[name].replace(number, b'<c r="D2" t="n">' + cell + b"</c>")}),
        )
    for at, kind in enumerate((b"s", b"d")):
        yield (
            f"kind {at}.xlsx",
            packed({**parts, name: parts[name].replace(number, number.replace(b'"n"', b'"' + kind + b'"'))}),
        )
    more = (
        b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<mergeCells><mergeCell ref="?"/></mergeCells>',
        b"<a>" * 9999,
    )
    for at, xml in enumerate(more):
        yield (
            f"more {at}.xlsx",
            packed({**parts, name: parts[name].replace(b"</sheetData>", b"</sheetData>" + xml)}),
        )
    entity = b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 999 + b'">]>'
    yield "entity.xlsx", packed({**parts, name: entity + parts[name].partition(b"?>")[2]})
    yield "bomb.xlsx", packed({**parts, name: parts[name] + b"<!--" + b" " * 2**26 + b"-->"})
    for gone in ("xl/workbook.xml", name, "[Content_Types].xml"):
        yield (
            f"without {gone.rpartition('/')[2]}.xlsx",
            packed({key: part for key, part in parts.items() if key != gone}),
        )
    csvs = {"html": "<html><table>", "rtf": "{\\rtf1", "NUL": HEADER + "\0", "wide": HEADER.strip() + ",a" * 3000, "no rows": HEADER,
            "tall": HEADER + "\n" * 100_001, "field": HEADER + '"' + "x" * 200_000, "empty": "", "quotes": HEADER + '"' * 5001,
            "json": '{"a": 1}'}  # fmt: skip  # a list
    yield from ((f"{key}.csv", text.encode()) for key, text in csvs.items())
    yield from (
        (f"wide {at}.csv", (HEADER + "歙县,341021,2026,83,100\n").encode(name))
        for at, name in enumerate(("utf-32", "utf-7"))
    )


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_files(base: Path, tmp_path: Path) -> None:
    for name, data in counted(dict(files())).items():
        (tmp_path / name).write_bytes(data)
        ran = run("check", tmp_path / name, "--as-of", "2027-01-01", "--path", base)
        assert ran.exit_code == 2 or name.startswith("noise"), name
        assert (tmp_path / name).read_bytes() == data


def test_arguments(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    words = ["a\0b", "\udc80", "\x1b[31m\u202e", "x" * 5000, "..", "--", "a\nb", "/dev/zero", "loop"]
    before = {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}
    commands = (["list"], ["show"], ["outline"], ["draft"], ["nosuch"], ["diff", "a"], ["search", "x", "--year"], ["list", "--path"],
                ["check"], ["check", "a.csv", "--as-of"], ["check", "a.csv", "--division"], ["check", "a.csv", "--format"],
                ["template", "-o", "t.xlsx", "--division"], ["add", "a.txt", "--division", "341021"])  # fmt: skip  # a list
    cases = counted(
        dict(
            enumerate(
                (command, word)
                for command in commands
                for word in words
                if command[0] not in ("outline", "add") or word != ".."
            )
        )
    )
    for command, word in cases.values():
        where = [] if command[0] in ("outline", "diff", "nosuch") or "--path" in command else ["--path", base]
        run(*command, word, *where)
    assert {path: path.read_bytes() for path in base.rglob("*") if path.is_file()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"loop"}


def test_there_are_as_many_as_promised() -> None:
    if len(COUNTED) < 8:
        pytest.skip("the other tests of this module count their inputs, and not all of them ran")
    assert sum(COUNTED) >= 500
