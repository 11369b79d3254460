"""The commands that show, search, compare and check, on a knowledge base of one policy."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policykit.cli import app
from policykit.cli.search import _marked
from policykit.model import Span

SMALL = Path(__file__).parents[1] / "specs" / "content"


def run(*arguments: str | Path, cwd: Path = SMALL) -> Result:
    with chdir(cwd):
        return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        # What is no id is a file, and is not there.
        (("diff", "none.txt", "other.txt"), 2, "PK005"),
        (("diff", "none-2025", "none-2025"), 2, "PK002"),
        (("diff", "demo-2025", "demo-2025"), 0, "文件：没有变化"),
        # A folder of figures is judged by table, as a whole, into a folder.
        (("check", "policy_texts"), 2, "PK"),
        (("check", "policy_texts", "-o", "/proc/none", "--division", "341021"), 2, "PK"),
        (("check", "policy_texts", "-o", "/proc/none", "--format", "json"), 2, "PK"),
        (("check", "none.csv", "--format", "xlsx"), 2, "PK"),
        (("search", "没有这样的内容的一句话呀"), 1, "没有找到。"),
        (("search", "县域", "--status", "过期"), 2, "没有“过期”这种时效，可写现行有效"),
        (("search", "县域", "--division", "无此地"), 2, "无此地"),
        (("search", "县域", "--policy", "none-2025"), 2, "PK002"),
        (("search", "县域", "--year", "1999"), 1, "没有找到。"),
        (("list", "--as-of", "1999-01-01"), 0, "编号"),
        (("draft", "none-2025"), 2, "PK002"),
        (("corpus", "build", "--source", "s3://a/b"), 2, "PK016"),
    ],
)
def test_what_is_asked_is_answered_or_refused(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert said in done.output


def test_a_folder_is_refused_by_the_same_sentence_for_each_thing_that_it_cannot_have() -> None:
    """Without a place to write, for one division alone, or as another format than tables."""
    place = ("-o", "/proc/none")
    given = ((), (*place, "--division", "341021"), (*place, "--format", "json"))
    assert len({run("check", "policy_texts", *options).stderr for options in given}) == 1
    assert run("check", "policy_texts", *place).stderr != run("check", "policy_texts").stderr


def test_of_what_is_found_so_many_are_shown_and_all_are_counted() -> None:
    source = (SMALL / "policy_texts" / "demo-2025" / "source.txt").read_text("utf-8")
    found = json.loads(run("search", "县域", "--json", "--limit", "2").stdout)
    assert len(found["hits"]) == 2 < found["total"]
    said = run("search", "县域", "--limit", "2").stdout
    assert f"共 {found['total']} 条，以上是前 2 条（--limit 可多显示）" in said
    assert said.count("demo-2025/") == 2
    whole = run("search", "县域", "--limit", str(found["total"])).stdout
    assert f"共 {found['total']} 条" in whole
    assert "以上是前" not in whole
    for hit in found["hits"]:
        assert all("县域" in source[start:end] for start, end in hit["highlights"])
        assert hit["snippet"] in hit["text"]


@pytest.mark.parametrize(
    ("start", "end", "marked"),
    [
        (0, 6, [(2, 4)]),
        (2, 4, [(0, 2)]),
        (3, 6, [(0, 1)]),  # what begins before the excerpt is marked from its begin
        (0, 3, [(2, 3)]),
        (4, 6, []),  # side by side is not within
        (0, 2, []),
    ],
)
def test_words_are_marked_as_far_as_they_are_shown(
    start: int, end: int, marked: list[tuple[int, int]]
) -> None:
    text = _marked("一\n三四五六", [Span(2, 4)], start, end)
    assert text.plain == "一 三四五六"[start:end]
    assert [(span.start, span.end) for span in text.spans] == marked


def test_a_clause_is_shown_with_its_neighbours() -> None:
    said = run("show", "demo-2025/2/2").stdout.splitlines()
    facts = dict(line.split("：", 1) for line in said if "：" in line and not line.startswith("（"))
    assert facts["编号"] == "demo-2025/2/2"
    assert facts["上一条"].startswith("demo-2025/2/1 建强县级医院")
    assert facts["下一条"].startswith("demo-2025/2/3 严格考核监督")
    assert facts["出处"].split("（")[0].endswith("source.txt:17")
    assert "性质" not in facts
    assert not any(line.startswith("责任单位") for line in said)
    first = run("show", "demo-2025/p1").stdout
    assert "上一条" not in first
    assert "下一条：demo-2025/1/p1" in first


def test_an_outline_is_indented_as_deep_as_its_parts_lie(tmp_path: Path) -> None:
    text = "某方案\n\n一、目标\n\n（一）甲。办好甲。\n\n1.乙。办好乙。\n\n二、措施\n\n办好丙。\n"
    (tmp_path / "b.txt").write_text(text, "utf-8")
    (tmp_path / "a.txt").write_text("无条款\n", "utf-8")
    (tmp_path / "c.md").write_text(text, "utf-8")
    said = run("outline", ".", cwd=tmp_path)
    lines = [line for line in said.stdout.splitlines() if line.startswith(" ")]
    depth = {line.strip().split()[0]: len(line) - len(line.lstrip()) for line in lines}
    assert {label: depth[label] for label in ("一", "(一)", "1.", "二") if label in depth} == {
        label: number for label, number in (("一", 2), ("(一)", 4), ("1.", 6), ("二", 2)) if label in depth
    }
    assert len({*depth.values()}) >= 3
    heads = [line.split("：")[0] for line in said.stdout.splitlines() if not line.startswith(" ")]
    assert heads == ["a.txt", "b.txt"]
    missing = run("outline", "b.txt", "none.txt", "gone.txt", cwd=tmp_path)
    assert missing.exit_code == 2
    assert missing.stdout.startswith("b.txt：某方案，正文 ")
    assert missing.stderr.count("PK005") == 2
