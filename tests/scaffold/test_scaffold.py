"""A new knowledge base, a policy added to it, and what is left to do: nothing is guessed, nothing overwritten."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from typer.testing import CliRunner

from policykit.base.diagnostics import PolicykitError
from policykit.cli import app
from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.indicators import registry
from policykit.scaffold import add_policy, new_project
from policykit.specs import Specs, verify

TEXT = "关于签约服务的办法\n\n某办发〔2026〕7号\n\n一、目标\n\n到2026年底，县域内就诊率达到85%以上。坚持“三医”联动。\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """An empty knowledge base with a text beside it."""
    new_project(tmp_path / "base", "试验库")
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")
    return tmp_path / "base"


def read(path: Path) -> dict[str, object]:
    loaded: dict[str, object] = YAML(typ="safe").load(path.read_text("utf-8"))
    return loaded


# --- a new knowledge base ---------------------------------------------------------------------


def test_its_settings_are_those_of_this_project(base: Path, root: Path) -> None:
    ours = (root / "_config.yml").read_text("utf-8")
    ours = re.sub(
        "(?m)^ +(# What documents policykit itself|local_extensions:|- policykit_docs).*\n", "", ours
    )
    assert (base / "_config.yml").read_text("utf-8") == re.sub("title: .*", "title: 试验库", ours, count=1)


def test_it_has_every_page_that_is_not_about_this_project(base: Path, root: Path) -> None:
    assert {page.name for page in (base / "book").iterdir() if page.suffix == ".md"} == {
        page.name for page in (root / "book").iterdir() if page.suffix == ".md"
    }
    toc = read(base / "book" / "_toc.yml")["chapters"]
    assert isinstance(toc, list)
    assert {f"{entry['file']}.md" for entry in toc} | {"index.md"} == {
        page.name for page in (base / "book").glob("*.md")
    }


def test_a_title_is_set_as_it_is(tmp_path: Path) -> None:
    new_project(tmp_path, "库: {甲} #1")
    assert read(tmp_path / "_config.yml")["title"] == "库: {甲} #1"
    assert (tmp_path / "book" / "index.md").read_text("utf-8").startswith("# 库: {甲} #1\n")


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "*甲* _乙_ `丙`",
        "[甲](http://example.org)",
        "甲 &lt;乙&gt;",
        "甲 ##",
        "甲\n# 乙",
        "a\\*b",
    ],
)
def test_a_title_of_the_home_page_is_text(title: str, tmp_path: Path) -> None:
    new_project(tmp_path, title)
    head = (tmp_path / "book" / "index.md").read_text("utf-8").partition("\n\n")[0]
    said = " ".join(title.split())
    assert MarkdownIt("commonmark").render(head) == f"<h1>{escape(said)}</h1>\n"


@pytest.mark.parametrize("field", ["教育", '数字"经济\\', "a\nb$title"])
def test_another_field_begins_with_nothing_of_ours(field: str, tmp_path: Path) -> None:
    new_project(tmp_path, "库", field)
    found = registry(tmp_path)
    assert (dict(found.indicators), dict(found.variables)) == ({}, {})
    assert len(found.themes) == 1
    assert all(entity.is_division for entity in found.entities)
    assert Lexicon.load(tmp_path).words == frozenset()
    assert '"hospital"' not in (tmp_path / "specs" / "spec.schema.json").read_text("utf-8")


def test_what_is_there_is_left_alone(base: Path) -> None:
    (base / ".gitignore").write_text("mine\n", "utf-8")
    for name in ("book", "specs"):
        shutil.rmtree(base / name)
    with pytest.raises(PolicykitError) as error:
        new_project(base, "另一个")
    assert [one.code.value for one in error.value.diagnostics] == ["PK007", "PK007"]
    assert [Path(str(one.values["path"])).name for one in error.value.diagnostics] == [
        "_config.yml",
        "policy_texts",
    ]
    assert not (base / "book").exists()
    for name in ("policy_texts", "_config.yml"):
        shutil.move(base / name, base / f"old-{name}")
    new_project(base, "另一个")
    assert (base / ".gitignore").read_text("utf-8") == "mine\n"


# --- a policy ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "policy", ["nhc-2023-41", "guiyang-2024-36", "shexian-2025", "erenhot-2021", "nhc-2023-reform-h2"]
)
def test_its_card_says_what_a_person_read_from_the_text(base: Path, root: Path, policy: str) -> None:
    folder = root / "policy_texts" / policy
    written = read(folder / "policy.yml")
    card, _ = add_policy(base, folder / str(written["file"]), policy, str(written["division"]))
    made = read(card)
    # Less may be made out than a person finds, but nothing else.
    assert made.items() <= {**written, "file": "source.txt"}.items()
    assert {"title", "level", "division", "file", "sha256"} <= made.keys()
    if policy in {"nhc-2023-41", "guiyang-2024-36"}:
        assert {"number", "issuers", "date_issued"} <= made.keys()


def test_the_source_is_kept_byte_for_byte(base: Path) -> None:
    source = base.parent / "gbk.txt"
    source.write_bytes(TEXT.replace("\n", "\r\n").encode("gb18030"))
    card, _ = add_policy(base, source, "gbk-2026", "341021")
    assert (card.parent / "source.txt").read_bytes() == source.read_bytes()
    assert Corpus.load(base).policy("gbk-2026").title == "关于签约服务的办法"


@pytest.mark.parametrize(
    ("policy", "division", "text", "codes"),
    [
        ("Bad_Id", "99", TEXT, ["PK008", "PK320"]),
        ("../up", "341021", TEXT, ["PK008"]),
        ("empty-2026", "341021", "", ["PK101"]),
        ("none-2026", "341021", "目录\n", ["PK109"]),
    ],
)
def test_what_cannot_be_added_leaves_no_trace(
    base: Path, policy: str, division: str, text: str, codes: list[str]
) -> None:
    source = base.parent / "other.txt"
    source.write_text(text, "utf-8")
    with pytest.raises(PolicykitError) as error:
        add_policy(base, source, policy, division)
    assert [one.code.value for one in error.value.diagnostics] == codes
    assert not [*(base / "policy_texts").iterdir(), *(base / "specs").glob("*.yml")]


def test_a_text_without_a_title_is_called_by_its_file(base: Path) -> None:
    source = base.parent / "某通知.txt"
    source.write_text("一、总体要求\n\n加强签约服务。\n\n二、组织实施\n\n各地要落实责任。\n", "utf-8")
    card, _ = add_policy(base, source, "untitled-2026", "341021")
    assert card.read_text("utf-8").startswith("title: 某通知  # 没有在原文里认出标题，请改正\n")


def test_an_id_is_given_once(base: Path) -> None:
    add_policy(base, base.parent / "text.txt", "text-2026", "341021")
    with pytest.raises(PolicykitError, match="PK007 already-there"):
        add_policy(base, base.parent / "text.txt", "text-2026", "341021")


# --- what is left to do -----------------------------------------------------------------------


def test_a_draft_accounts_for_nothing_by_itself(base: Path) -> None:
    _, spec = add_policy(base, base.parent / "text.txt", "text-2026", "341021")
    specs = Specs.read(Corpus.load(base))
    assert specs.problems == ()
    assert not specs.requirements
    assert not specs.dismissed
    assert not verify(specs)
    (asked,) = [draft.requirement for draft in specs.drafts if draft.requirement is not None]
    assert asked.plain == "到2026年12月31日，歙县的县域内就诊率不低于85%"
    assert "draft: true" in spec.read_text("utf-8")


# --- the commands -----------------------------------------------------------------------------


def test_the_commands_say_what_they_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "方案.txt").write_text(TEXT, "utf-8")
    shell = CliRunner()
    begun = shell.invoke(app, ["init", "--title", "试"])
    assert begun.exit_code == 0
    assert "已写入 _config.yml" in begun.stdout
    added = shell.invoke(app, ["add", "方案.txt", "text-2026", "--division", "341021"])
    assert "已写入 policy_texts/text-2026/policy.yml\n已写入 specs/text-2026.yml\n" in added.stdout
    assert "没有新的可起草" in shell.invoke(app, ["draft", "text-2026"]).stdout
    Path("specs/text-2026.yml").unlink()
    told = "specs/text-2026.yml  要求1条、不作为要求的1条\n请用 policykit review 逐条核定，再运行 pytest specs。\n"
    assert shell.invoke(app, ["draft", "--all"]).stdout == told
    assert shell.invoke(app, ["draft"]).exit_code == 2
    again = shell.invoke(app, ["init"])
    assert again.exit_code == 2
    assert (
        "PK007 already-there: “_config.yml”已经存在，没有改动它。\n  怎么办：请换一个目录或编号"
        in again.stderr
    )
    bad = shell.invoke(app, ["add", "方案.txt", "Bad Id", "--division", "341021"])
    assert bad.exit_code == 2
    assert "PK008 bad-policy-id: 政策编号“Bad Id”不合要求。\n  怎么办：编号只用小写字母" in bad.stderr


def test_nothing_is_added_to_the_content_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "方案.txt").write_text(TEXT, "utf-8")
    added = CliRunner().invoke(app, ["add", "方案.txt", "text-2026", "--division", "341021"])
    assert added.exit_code == 2
    assert "PK001 no-content" in added.stderr
