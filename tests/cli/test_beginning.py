"""The commands that begin something, and what a person goes on with: init, add, draft, lexicon, review, tasks."""

from __future__ import annotations

import re
import shutil
from contextlib import chdir
from itertools import takewhile
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from policykit.base.diagnostics import PolicykitError
from policykit.base.files import STAGING
from policykit.cli import app
from policykit.cli.data import day_of, period_of
from policykit.cli.lexicon import _lines
from policykit.cli.scaffold import _is_id
from policykit.corpus import Corpus
from policykit.index.proposed import Evidence, ProposedWords
from policykit.specs import Specs

SMALL = Path(__file__).parents[1] / "specs" / "content"
PLAN = """歙县转诊管理办法

歙卫〔2019〕4号

第一条 上级医院预留20%的号源。
第二条 县域内就诊率达到85%。
第三条 本办法自2019年4月2日起施行。
"""
OTHER = """黟县托育服务管理办法

黟卫〔2025〕7号

第一条 到2027年，每千人口托位数达到4.8个。
第二条 本办法自2025年4月2日起施行。
"""


def run(cwd: Path, *arguments: str | Path, typed: str | None = None) -> Result:
    with chdir(cwd):
        return CliRunner().invoke(app, [*map(str, arguments)], input=typed)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """An empty knowledge base, beside it texts that may be added."""
    folder = tmp_path / "kb"
    (folder / "policy_texts").mkdir(parents=True)
    for name, text in {"plan": PLAN, "other": OTHER, "empty": ""}.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of a knowledge base of one policy."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


# --- init -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ((), "政策条款库"),
        (("--field", "教育"), "教育政策条款库"),
        (("--field", "教育", "--title", "甲库"), "甲库"),
    ],
)
def test_a_new_base_is_called_as_it_is_told(tmp_path: Path, options: tuple[str, ...], title: str) -> None:
    said = run(tmp_path, "init", "kb", *options)
    assert said.exit_code == 0
    assert f"title: {title}\n" in (tmp_path / "kb" / "_config.yml").read_text("utf-8")
    told = {line.removeprefix("已写入 ") for line in said.stdout.splitlines()}
    assert told == {
        str(path.relative_to(tmp_path)) for path in (tmp_path / "kb").rglob("*") if path.is_file()
    }


def test_what_a_broken_run_left_is_said(base: Path) -> None:
    (base / f"{STAGING}x").mkdir()
    said = run(base, "add", "../plan.txt", "zz", "--division", "341021")
    assert said.exit_code == 0
    assert f"{STAGING}x 是上次没有写完的残留，可以删去" in said.stderr
    assert "残留" not in said.stdout


# --- add --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        # One document and its id.
        (("plan.txt", "zz", "--division", "341021"), 0, "用 policykit review zz 逐条核定"),
        # One document, several: the id follows from the text.
        (("plan.txt", "--division", "341021"), 0, "共1份：已加入1份，未加入0份。"),
        (("plan.txt", "other.txt"), 0, "共2份：已加入2份，未加入0份。\n请核对各 policy.yml"),
        (("plan.txt", "empty.txt"), 1, "共2份：已加入1份，未加入1份。\n请核对各 policy.yml"),
        (("empty.txt",), 2, "共1份：已加入0份，未加入1份。\n"),
    ],
)
def test_what_could_be_added_is_counted_and_the_exit_code_says_it(
    base: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    given = [f"../{one}" if one.endswith(".txt") else one for one in arguments]
    done = run(base, "add", *given)
    assert done.exit_code == code, done.stderr
    assert said in done.stdout
    assert ("请核对" in done.stdout) is (code < 2)
    assert len(list((base / "policy_texts").iterdir())) == done.stdout.count("已加入 ") + ("zz" in arguments)


def test_a_folder_within_the_base_is_of_the_base(base: Path) -> None:
    assert run(base / "policy_texts", "add", "../../plan.txt").exit_code == 0
    assert len(list((base / "policy_texts").iterdir())) == 1


def test_what_of_a_file_is_not_in_its_text_is_said(base: Path) -> None:
    made = docx.Document()
    for line in PLAN.splitlines():
        made.add_paragraph(line)
    made.paragraphs[-1].add_run("每年2次。").font.strike = True
    made.save(str(base.parent / "plan.docx"))
    for options in (("zz", "--division", "341021"), ("--anyway",)):
        said = run(base, "add", "../plan.docx", *options)
        assert said.exit_code == 0, said.stderr
        assert "PK124" in said.stderr
        assert "“每年2次。”" in said.stderr
    assert "PK124" not in run(base, "add", "../other.txt", "yy", "--division", "341023").stderr


def test_a_division_that_is_none_is_said_before_anything_is_read(base: Path) -> None:
    done = run(base, "add", "../plan.txt", "../other.txt", "--division", "341999")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "341999" in done.stderr
    assert not list((base / "policy_texts").iterdir())


@pytest.mark.parametrize("drafting", [True, False])
def test_requirements_are_drafted_unless_told_otherwise(base: Path, *, drafting: bool) -> None:
    run(base, "add", "../plan.txt", *(() if drafting else ("--no-draft",)))
    written = [file.read_text("utf-8") for file in (base / "specs").glob("*.yml")]
    assert any("draft: true" in text for text in written) is drafting


def test_what_is_collected_comes_in_again_only_anyway(base: Path) -> None:
    codes = [run(base, "add", "../plan.txt", *more).exit_code for more in ((), (), ("--anyway",))]
    assert codes == [0, 2, 0]


@pytest.mark.parametrize(
    ("name", "is_id"),
    [
        ("plan-2025", True),
        ("plan.txt", False),
        ("a/plan", False),
        ("/plan", False),
        ("there", False),
        ("..", False),
    ],
)
def test_an_id_is_told_from_a_file(tmp_path: Path, name: str, *, is_id: bool) -> None:
    (tmp_path / "there").mkdir()
    with chdir(tmp_path):
        assert _is_id(Path(name)) is is_id


def test_a_folder_without_files_is_said_to_have_none(base: Path) -> None:
    (base.parent / "empty").mkdir()
    told = run(base, "add", "../empty")
    assert (told.exit_code, told.stdout, told.stderr) == (2, "", "../empty 中没有文件可以加入。\n")


def test_another_text_of_a_policy_says_what_became_of_both(base: Path) -> None:
    later = PLAN.replace("85%", "90%").replace("2019", "2024")
    (base.parent / "later.txt").write_text(later, "utf-8")
    (base.parent / "early.txt").write_text(PLAN.replace("85%", "80%").replace("2019", "2015"), "utf-8")

    def add(name: str, day: str, *policy: str) -> Result:
        return run(base, "add", f"../{name}.txt", *policy, "--version", day, "--division", "341021")

    for wrong in ((), ("zz.txt",), ("zz", "yy")):
        assert "PK016" in add("plan", "2019-04-02", *wrong).stderr
    assert add("plan", "2019-04-02", "zz").stdout == "已加入 zz，文本的日期为 2019-04-02。\n"
    told = add("later", "2024-06-28", "zz").stdout.splitlines()
    assert told[0].startswith("zz 的现行文本已换成 2024-06-28 的；原来的移到 versions/2019-04-02.txt。")
    changes = list(takewhile(lambda line: line.startswith("  "), told[1:]))
    assert f"。{len(changes)} 处变化：" in told[0]
    assert "  数字  2：85% → 90%" in changes or "  数字  2：达到85% → 达到90%" in changes
    assert not any("未变" in line or "没有变化" in line for line in changes)
    assert told[-1] == "请核对 policy.yml，再运行 pytest specs。"
    # Where there is a spec, it is said what became of its entries.
    (base / "specs").mkdir(exist_ok=True)
    spec = (
        "policy: zz\nrequirements:\n  - id: rate\n    clause: '2'\n    quote: 县域内就诊率达到90%\n"
        "    indicator: county_visit_rate\n    target: {at_least: 90%}\n"
    )
    (base / "specs" / "zz.yml").write_text(spec, "utf-8")
    (base.parent / "last.txt").write_text(later.replace("20%", "25%").replace("2024", "2025"), "utf-8")
    last = add("last", "2025-06-28", "zz").stdout
    assert "specs/zz.yml：1 项引文没有变，其中 0 项已改为新编号；0 项要看：\n" in last
    early = add("early", "2015-04-02", "zz").stdout
    assert early == "已写入 policy_texts/zz/versions/2015-04-02.txt，可用 zz@2015-04-02 查阅。\n"


# --- draft ------------------------------------------------------------------------------------------


def test_a_draft_is_of_one_policy_or_of_all(small: Path) -> None:
    for given in ((), ("demo-2025", "--all")):
        assert run(small, "draft", *given).exit_code == 2
    (small / "specs" / "demo-2025.yml").unlink()
    shown = run(small, "draft", "demo-2025", "--print")
    assert "policy: demo-2025\n" in shown.stdout
    assert not (small / "specs" / "demo-2025.yml").exists()
    told = run(small, "draft", "--all").stdout.splitlines()
    specs = Specs.read(Corpus.load(small))
    asked = sum(each.requirement is not None for each in specs.drafts)
    assert told[0].startswith(
        f"specs/demo-2025.yml  要求{asked}条、不作为要求的{len(specs.drafts) - asked}条"
    )
    assert told[1] == "请用 policykit review 逐条核定，再运行 pytest specs。"
    assert run(small, "draft", "demo-2025").stdout == "demo-2025  没有新的可起草\n"


# --- lexicon ----------------------------------------------------------------------------------------


def test_each_word_is_proposed_with_its_reason() -> None:
    proposed = ProposedWords(
        {"医共体": Evidence(3, 12, headed=True), "次中心": Evidence(2, 4, headed=False)},
        (("家签", "家庭医生签约服务"),),
        {"就诊率": ("县域就诊率", "县域内就诊率")},
    )
    assert _lines(proposed) == {
        "words": ["- 医共体  # 3份12条，标题", "- 次中心  # 2份4条"],
        "synonyms": ["- [家签, 家庭医生签约服务]"],
        "measures": ["就诊率:", "  就诊率: [县域就诊率, 县域内就诊率]"],
    }


# --- review -----------------------------------------------------------------------------------------


def test_what_waits_is_listed_by_policy_and_added_up(small: Path) -> None:
    shutil.copytree(small / "policy_texts" / "demo-2025", small / "policy_texts" / "next-2025")
    spec = small / "specs" / "demo-2025.yml"
    text = spec.read_text("utf-8")
    other = text.replace("policy: demo-2025", "policy: next-2025")
    drafted = other.replace(
        "    target: {at_least: 80%}\n", "    target: {at_least: 80%}\n    draft: true\n", 1
    )
    assert drafted != other
    (small / "specs" / "next-2025.yml").write_text(drafted, "utf-8")
    specs = Specs.read(Corpus.load(small))
    entries = len(specs.file_of("demo-2025").binding.requirements) + len(
        specs.file_of("demo-2025").binding.dismissed
    )
    rows = {
        line.split()[0]: [int(count) for count in line.split()[1:]]
        for line in run(small, "review", "--open").stdout.splitlines()[1:]
    }
    assert rows == {
        "demo-2025": [0, entries, 0, 0, 0],
        "next-2025": [1, entries - 1, 0, 0, 0],
        "合计": [1, 2 * entries - 1, 0, 0, 0],
    }
    alone = run(small, "review", "next-2025", "--open").stdout
    assert "demo-2025" not in alone
    assert alone.splitlines()[-1].split() == ["合计", "1", str(entries - 1), "0", "0", "0"]
    assert run(small, "review", "none-2025", "--open").exit_code == 2
    assert run(small, "review", "demo-2025").stdout == "demo-2025没有待核定的条目。\n"
    # Who has not said the name is asked for it, and is not where it was said.
    asked = [run(small, "review", "demo-2025", "--again", *by).stdout for by in ((), ("--by", "甲"))]
    assert ["姓名" in said for said in asked] == [True, False]
    assert run(small, "review", "demo-2025", "--again", "--by", "").stdout.splitlines()[-1] == (
        "复核要写明姓名：请加 --by 姓名。"
    )


# --- what options say -------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["2025-02-29", "2025-13-01", "昨天", ""])
def test_a_day_is_one_of_the_calendar(written: str) -> None:
    with pytest.raises(PolicykitError, match=r"PK\d+ bad-as-of"):
        day_of(written)


@pytest.mark.parametrize(
    ("written", "label"), [("2026", "2026年"), ("2026H1", "2026年上半年"), ("2026-03", "2026年3月")]
)
def test_a_period_is_read(written: str, label: str) -> None:
    assert period_of(written).label == label


@pytest.mark.parametrize("written", ["2026H3", "2026-13", "上半年", "2026年1—9月", ""])
def test_a_period_that_is_none_is_said(written: str) -> None:
    with pytest.raises(PolicykitError, match=r"PK\d+ bad-period"):
        period_of(written)


def test_tasks_are_listed_by_body_or_written(small: Path) -> None:
    listed = run(small, "tasks", "--division", "341021")
    assert listed.exit_code == 0
    rows = [re.split(r"\s{2,}", line.strip()) for line in listed.stdout.splitlines()]
    assert rows[0] == ["责任主体", "任务", "要求", "期限"]
    asked = {tuple(row) for row in rows[1:]}
    assert ("黄山市", "县域内就诊率", "不低于85%", "2026-12-31") in asked
    # What is due on no day says so, and what is only named is asked no figure.
    assert {row[-1] for row in asked if not row[-1][:4].isdecimal()} == {"原文没有写期限"}
    dates = [row[-1] for row in rows[1:] if row[0] == rows[1][0]]
    assert dates == sorted(dates, key=lambda day: (day == "原文没有写期限", day))
    assert run(small, "tasks", "--division", "341999").exit_code == 2
    for options, files in (
        (("-o", "a.xlsx"), {"a.xlsx"}),
        (("--calendar", "c"), set()),
        (("-o", "b.xlsx", "--calendar", "d"), {"b.xlsx"}),
    ):
        said = run(small, "tasks", "--division", "341021", *options)
        assert said.exit_code == 0, said.stderr
        assert all(line.startswith("已写入 ") for line in said.stdout.splitlines())
        assert files <= {line.removeprefix("已写入 ") for line in said.stdout.splitlines()}
    assert run(small, "tasks", "--division", "341021", "-o", "a.xlsx").exit_code == 2
    for file in small.glob("[cd]/*.ics"):
        file.write_text("mine", "utf-8")
    if list(small.glob("c/*.ics")):
        assert run(small, "tasks", "--division", "341021", "--calendar", "c").exit_code == 2
