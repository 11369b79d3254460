"""The command's answers, and its one sentence for each thing that can go wrong."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policykit import Corpus
from policykit.cli import app
from policykit.specs import Specs

SMALL = Path(__file__).parents[1] / "specs" / "content"
"""A knowledge base of one policy, where it is the command that is tried and not what it says of ours."""


def run(*arguments: str | Path, cwd: Path) -> Result:
    """The command in this process: one of its own spends its time on loading the library."""
    with chdir(cwd):
        return CliRunner().invoke(app, [*map(str, arguments)])


def process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own, as staff start it."""
    command = [sys.executable, "-m", "policykit", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")


def test_it_says_its_version(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    said = process("--version", cwd=root)
    assert (said.returncode, said.stdout) == (0, f"policykit {declared}\n")


@pytest.mark.parametrize("command", [(), ("template",), ("check",), ("corpus",), ("corpus", "build")])
def test_help_says_what_it_says_itself_in_chinese(command: tuple[str, ...], tmp_path: Path) -> None:
    told = process(*command, "--help", cwd=tmp_path).stdout
    assert "用法：" in told
    assert "显示这份说明" in told
    assert not re.search(r"Usage|OPTIONS|ARGS|required|default|Show this|Options|Commands", told)


def test_a_command_begins_without_what_others_need(tmp_path: Path) -> None:
    slow = ("pandas", "numpy", "pydantic", "jieba", "opencc", "openpyxl", "policykit.model", "policykit.text")
    script = f"import sys, policykit.cli; print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_program_that_could_not_do_it_ends_with_2_and_one_sentence(tmp_path: Path) -> None:
    said = process("outline", "none.txt", cwd=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("PK005 cannot-read: 无法读取“none.txt”")
    assert "Traceback" not in said.stderr


def test_list_names_every_policy(root: Path) -> None:
    said = run("list", cwd=root)
    assert said.exit_code == 0
    for policy in Corpus.load(root).policies:
        assert policy.id in said.stdout
        assert policy.title in said.stdout


def test_list_of_one_policy_names_its_clauses(root: Path) -> None:
    said = run("list", "nhc-2023-41", cwd=root)
    assert len(said.stdout.splitlines()) == 1 + 23
    assert "nhc-2023-41/4/11" in said.stdout


def test_show_gives_text_citation_and_place(root: Path) -> None:
    said = run("show", "guiyang-2024-36/2/1/5", cwd=root).stdout
    assert said.startswith("5.夯实乡镇(社区)医疗卫生基础。持续开展")
    assert (
        "引用：《关于进一步完善贵阳贵安医疗卫生服务体系实施方案》（筑府办函〔2024〕36号）第二部分第（一）条第5项"
        in said
    )
    assert "source.txt:" in said


def test_show_says_what_is_not_the_policys_text(root: Path) -> None:
    assert (
        "性质：解读，不是政策正文" in run("show", "nhc-2023-reform-h2/interpretation/3/p1", cwd=root).stdout
    )


def test_export_holds_the_corpus(root: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out", cwd=root).exit_code == 0
    rows = {
        name: [json.loads(line) for line in (tmp_path / "out" / name).read_text("utf-8").splitlines()]
        for name in ("policies.jsonl", "clauses.jsonl", "requirements.jsonl", "links.jsonl")
    }
    corpus = Corpus.load(root)
    assert [row["id"] for row in rows["policies.jsonl"]] == [policy.id for policy in corpus.policies]
    normative = [row for row in rows["clauses.jsonl"] if row["role"] == "clause"]
    assert [row["id"] for row in normative] == [clause.id for clause in corpus.clauses]
    for row in rows["clauses.jsonl"]:
        assert corpus.policy(row["policy"]).source[row["start"] : row["end"]] == corpus.published(
            corpus.clause(row["id"])
        )
    for row in rows["requirements.jsonl"]:
        assert corpus.policy(row["policy"]).source[row["start"] : row["end"]] == row["quote"]
    sources = {
        clause.id: corpus.policy(clause.policy).source for p in corpus.policies for clause in p.clauses
    }
    for row in rows["links.jsonl"]:
        assert sources[row["a"]][row["a_start"] : row["a_end"]].strip()
    assert list(normative[0])[:9] == [
        "id",
        "policy",
        "label",
        "heading",
        "text",
        "role",
        "level",
        "start",
        "end",
    ]


def test_outline_cuts_any_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某办法\n\n第一条 为了发展，制定本办法。\n", "utf-8")
    said = run("outline", tmp_path, cwd=tmp_path)
    assert "某办法，正文 1 条" in said.stdout
    assert "第一条 为了发展，制定本办法。" in said.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("list", "shexian"),
            "PK002 unknown-policy: 没有编号为“shexian”的政策文件。\n  怎么办：是否想写 shexian-2025？",
        ),
        (
            ("show", "nhc-2023-41/4/111"),
            "PK003 unknown-clause: 没有编号为“nhc-2023-41/4/111”的条款。\n  怎么办：是否想写",
        ),
        (("list", "--path", "/"), "PK001 no-content: 在“/”没有找到政策文件。"),
        (("export", "/proc/none"), "PK004 cannot-write: 无法写入“/proc/none”"),
        (("outline", "none.txt"), "PK005 cannot-read: 无法读取“none.txt”"),
    ],
)
def test_what_goes_wrong_is_one_diagnostic(root: Path, arguments: tuple[str, ...], expected: str) -> None:
    said = run(*arguments, cwd=root)
    assert said.exit_code == 2
    assert said.stderr.startswith(expected)
    assert "Traceback" not in said.stderr
    assert said.stdout == ""


def test_a_failed_export_leaves_the_last_good_one(tmp_path: Path) -> None:
    run("export", tmp_path, "--path", SMALL, cwd=tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "clauses.jsonl").unlink()
    (tmp_path / "clauses.jsonl").mkdir()
    assert run("export", tmp_path, "--path", SMALL, cwd=tmp_path).exit_code == 2
    assert (tmp_path / "policies.jsonl").read_bytes() == before["policies.jsonl"]
    assert {path.name for path in tmp_path.iterdir()} == set(before)


def knowledge_base(root: Path, into: Path) -> Path:
    for name in ("policy_texts", "specs"):
        shutil.copytree(root / name, into / name)
    return into


def change(base: Path, old: str, new: str) -> None:
    """Change a policy's text as a new version would, with its new checksum."""
    folder = base / "policy_texts" / "shexian-2025"
    text = (folder / "source.txt").read_text("utf-8")
    assert text.count(old) == 1
    (folder / "source.txt").write_text(text.replace(old, new), "utf-8")
    meta = (folder / "policy.yml").read_text("utf-8")
    digest = hashlib.sha256((folder / "source.txt").read_bytes()).hexdigest()
    (folder / "policy.yml").write_text(re.sub(r"sha256: .*", f"sha256: {digest}", meta), "utf-8")


@pytest.mark.parametrize(
    ("words", "expected", "code"),
    [
        (("稳中有降的目标", "稳中有降的\u3000目标"), "排版  p1", 0),
        (("品牌活动。", "品牌宣传活动。"), "措辞  1/2/1", 1),
        (("占比不低于5%", "占比不低于6%"), "数字  1/2/3：不低于5% → 不低于6%", 1),
    ],
)
def test_diff_names_the_kind_of_change(
    root: Path, tmp_path: Path, words: tuple[str, str], expected: str, code: int
) -> None:
    base = knowledge_base(root, tmp_path / "new")
    change(base, *words)
    said = run("diff", root, base, cwd=tmp_path)
    assert (said.exit_code, said.stderr) == (code, "")
    assert expected in said.stdout
    heads = [line for line in said.stdout.splitlines() if not line.startswith(" ")]
    assert heads == [
        f"{policy.id}：{'1 处变化' if policy.id == 'shexian-2025' else '没有变化'}"
        for policy in sorted(Corpus.load(root).policies, key=lambda one: one.id)
    ]


def test_specs_follow_a_renumbering(root: Path, tmp_path: Path) -> None:
    base = knowledge_base(root, tmp_path / "new")
    change(base, "3.提升全域中医药整体能力", "4.提升全域中医药整体能力")
    said = run("diff", root, base, "--reanchor", cwd=tmp_path)
    assert said.exit_code == 0, said.stdout
    assert "编号  1/2/3 → 1/2/4" in said.stdout
    specs = Specs.load(Corpus.load(base))
    assert "shexian-2025/1/2/4/tcm-bed-share" in {one.id for one in specs.requirements}
    # Only the file of the policy whose clauses have other numbers; and where there is none, none is written.
    texts = {
        name: {one.name: one.read_bytes() for one in (at / "specs").glob("*.yml")}
        for name, at in (("old", root), ("new", base))
    }
    assert {name for name, text in texts["new"].items() if text != texts["old"][name]} == {"shexian-2025.yml"}
    (base / "specs" / "shexian-2025.yml").unlink()
    again = run("diff", root, base, "--reanchor", cwd=tmp_path)
    assert (again.exit_code, again.stderr) == (0, "")
    assert "已改为新编号" in said.stdout
    assert "已改为新编号" not in again.stdout
    assert not (base / "specs" / "shexian-2025.yml").exists()


def test_show_prints_a_row_under_its_heads(tmp_path: Path) -> None:
    rows = "指标\t单位\t2025年\t属性\n县域内就诊率\t%\t≥90\t约束性"
    text = f"甲县方案\n\n一、目标\n\n到2025年，指标如下，各地要落实。\n\n表1 主要指标\n{rows}\n\n二、措施\n\n抓好落实，加强监测。\n"
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    assert run("init", tmp_path / "kb", cwd=tmp_path).exit_code == 0
    added = run("add", tmp_path / "plan.txt", "--division", "341021", cwd=tmp_path / "kb")
    assert added.exit_code == 0, added.stderr
    said = run("show", "plan/1/t1/r2", cwd=tmp_path / "kb").stdout
    line = next(line for line in said.splitlines() if line.startswith("2025年"))
    assert line.split() == ["2025年", "≥90", "%", "2025年"]
    assert "表：表1 主要指标" in said
