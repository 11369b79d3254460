"""Many policies in one call: each all or nothing, each accounted for; what is no policy is not taken in silently."""

from __future__ import annotations

import hashlib
import io
import os
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.cli import app
from policykit.corpus import Corpus
from policykit.scaffold import Options, add_policies, add_policy, batch, found, new_project
from policykit.scaffold.proposals import guessed_division, proposed_division, proposed_id, why_no_policy
from policykit.text import document

NOTICE = "歙县人民政府办公室关于加强签约服务的通知\n\n歙政办〔{year}〕{n}号\n\n各乡镇人民政府：\n\n一、目标\n\n到2027年底，签约率达到75%以上。\n\n二、落实\n\n各地要落实责任。\n\n歙县人民政府办公室\n\n2026年1月5日\n"
NEWS = "10月28日，某办举行发布会。某委副主任介绍，84%的县级医院达到二级及以上水平。从2015—2019年，每万人全科医生数从1.38人增加到2.61人。\n\n下一步将继续优化资源配置。\n"
FORUM = "楼主：签约率75%是怎么算的？\n\n跟帖：按常住人口算。要看文件。\n\n发帖于昨天，落实得怎么样，推进了没有。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_project(tmp_path / "base", "试验库")
    return tmp_path / "base"


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def notice(n: int = 1, year: int = 2026) -> str:
    return NOTICE.format(n=n, year=year)


# --- what a text shows of itself --------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuers", "title", "code"),
    [
        (["贵阳市卫生健康局"], "", "520100"),
        (["歙县人民政府办公室"], "国务院办公厅关于加强考核的通知", "341021"),
        ([], "国务院办公厅关于加强三级公立医院绩效考核工作的意见", "000000"),
        ([], "中华人民共和国基本医疗卫生与健康促进法", "000000"),
        (["国家卫生健康委"], "", "000000"),
        (["财政部", "国家医保局"], "", "000000"),
        ([], "北京市朝阳区卫生健康委关于开展检查的通知", "110105"),
        ([], "内蒙古自治区人民政府关于推进改革的意见", "150000"),
        ([], "关于中山装采购的通知", None),
        (["某县人民政府"], "某县方案", None),
    ],
)
def test_whose_it_is_by_issuer_then_title(issuers: list[str], title: str, code: str | None) -> None:
    assert proposed_division(issuers, title) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("政府工作报告\n2012年2月29日在歙县第十三届人民代表大会第六次会议上\n", "341021"),
        ("医疗机构管理条例\n1994年2月26日 中华人民共和国国务院令第149号发布\n", "000000"),
        ("国土空间规划\n各地要落实责任。\n", None),
        ("黄山市歙县签约方案\n", "341021"),  # the longest name
        ("。" * 199 + "歙县签约方案", "341021"),
        ("。" * 200 + "歙县签约方案", None),  # no more in the first lines
        # else the province that is spoken of again and again, if it is one
        ("职责清单\n促进健康海南建设。\n", None),
        ("职责清单\n促进健康海南建设。\n" * 2, "460000"),
        ("学习浙江、福建经验。\n" * 2, None),
    ],
)
def test_else_by_the_place_that_the_head_names(text: str, code: str | None) -> None:
    assert guessed_division(text) == code


@pytest.mark.parametrize(
    ("stem", "number", "title", "made"),
    [
        ("shexian-2025", "歙政办〔2026〕7号", "", "shexian-2025"),
        ("附件1", "歙政办〔2026〕7号", "", "szb-2026-7"),
        ("014", "国办发〔2019〕4号", "", "gbf-2019-4"),
        ("方案", None, "2025年签约服务工作方案", "341021-2025-qyfwgzfa"),
        ("方案", None, "", "341021-0123abcd"),
        ("source", "歙政办〔2026〕7号", "", "szb-2026-7"),
        ("new-download-2", "歙政办〔2026〕7号", "", "szb-2026-7"),
        ("p020240124403018341285", None, "2025年签约服务工作方案", "341021-2025-qyfwgzfa"),
        ("document", None, "2025年签约服务工作方案", "341021-2025-qyfwgzfa"),
        ("newborn-plan", "歙政办〔2026〕7号", "", "newborn-plan"),
        ("lexicon", None, "", "341021-0123abcd"),
        # a name of three letters says nothing; of a title so many letters
        ("abc", None, "2025年签约方案", "341021-2025-qyfa"),
        ("abcd", None, "2025年签约方案", "abcd"),
        ("方案", None, "签约服务签约服务签约服务方案", "341021-qyfwqyfwqyfw"),
        # a 文号 is one with a year and a number
        ("方案", "歙政办7号", "签约方案", "341021-qyfa"),
        ("方案", "歙政办〔2026〕7", "签约方案", "341021-qyfa"),
        ("方案", "歙政辦〔2026〕7號", "", "szb-2026-7"),
    ],
)
def test_what_it_is_called(stem: str, number: str | None, title: str, made: str) -> None:
    assert proposed_id(stem, number, title, "341021", "0123abcdef") == made


@pytest.mark.parametrize(
    ("text", "is_policy"),
    [
        (notice(), True),
        ("一、总体要求\n\n加强签约服务，落实责任。\n\n二、组织实施\n\n各地要落实责任。\n", True),
        ("政府工作报告\n\n各位代表：\n\n现在报告工作。\n\n一、回顾\n\n过去一年很好。\n", True),
        (
            "某法修正案\n\n1999年12月25日 全国人民代表大会常务委员会第十三次会议通过\n\n一、第五条修改为：“处三年以下。”\n",
            True,
        ),
        (NEWS, False),
        (FORUM, False),
        ("基本案情\n\n2017年7月，肖某与某公司订立劳动合同。双方约定了工资。\n", False),
        ("本报讯（记者 张三）昨天，全县签约率达到75%，各地加强服务，推进改革。大家很高兴。\n", False),
    ],
)
def test_what_looks_like_a_policy(text: str, *, is_policy: bool) -> None:
    assert (why_no_policy(document(text), text) is None) == is_policy


ALL_MARKS = "没有文件名称、文号、主送机关、落款、编号的条款、通过或公布的记载、要求做什么的话"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("天气很好。\n\n大家出去散步。\n", ALL_MARKS),
        ("关于签约服务的通知\n\n天气很好。\n", None),  # a title is enough
        ("第一条 天气很好。\n第二条 大家散步。\n第三条 大家回家。\n", None),  # as are three articles
        ("第一条 天气很好。\n第二条 大家散步。\n", ALL_MARKS),
        # Two headings are one of two things that it takes, what they order would be the other.
        ("一、天气\n\n天气很好。\n\n二、散步\n\n大家散步。\n", ALL_MARKS.replace("、编号的条款", "")),
        ("一、天气\n\n应当晴。\n\n二、散步\n\n不得雨。\n", None),
        ("一、天气\n\n应当晴。\n\n二、散步\n\n大家散步。\n", ALL_MARKS.replace("、编号的条款", "")),
        # News may have a title or headings and orders.
        ("关于签约服务的通知\n\n本报讯 天气很好。\n", "有“本报讯”这样的话，像新闻或论坛"),
        ("关于签约服务的通知\n\n本报讯 应当晴，不得雨。\n", None),
        ("关于签约服务的通知\n\n本报讯 全文如下 天气很好。\n", None),
        ("签约\n\n基本案情\n\n天气很好，应当晴，不得雨。\n", "有“基本案情”这一节，像案例"),
    ],
)
def test_why_it_is_none_is_said(text: str, why: str | None) -> None:
    assert why_no_policy(document(text), text) == why


# --- many at once -----------------------------------------------------------------------------


def test_files_folders_and_archives(root: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(notice(1), "utf-8")
    (tmp_path / "in" / "deep" / "b.html").write_text(
        f"<p>{notice(2).replace(chr(10), '</p><p>')}</p>", "utf-8"
    )
    (tmp_path / "in" / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "in" / "~$a.docx").write_bytes(b"\0")
    (tmp_path / "in" / ".git").mkdir()
    (tmp_path / "in" / ".git" / "c.txt").write_text(notice(4), "utf-8")
    gbk = "通知.txt".encode("gb18030").decode("cp437")
    (tmp_path / "more.zip").write_bytes(
        packed({gbk: notice(3).encode("gb18030"), "news.txt": NEWS.encode(), "__MACOSX/x": b"x"})
    )
    sources = found([tmp_path / "in", tmp_path / "more.zip"])
    outcomes = add_policies(sources, Options(root))
    assert [(outcome.source.name, outcome.policy) for outcome in outcomes] == [
        ("a.txt", "szb-2026-1"),
        ("b.html", "szb-2026-2"),
        ("news.txt", ""),
        ("通知.txt", "szb-2026-3"),
    ]
    assert [one.code.value for one in outcomes[2].problems] == ["PK116"]
    assert sorted(policy.id for policy in Corpus.load(root).policies) == [
        "szb-2026-1",
        "szb-2026-2",
        "szb-2026-3",
    ]
    assert (root / "policy_texts" / "szb-2026-3" / "source.txt").read_bytes() == notice(3).encode("gb18030")


def test_an_id_that_is_taken_gets_a_number(root: Path, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(notice(7), "utf-8")
    (tmp_path / "乙.txt").write_text(notice(7).replace("签约", "家医"), "utf-8")
    (tmp_path / "丙.txt").write_text(notice(7).replace("签约", "上门"), "utf-8")
    all_three = found([tmp_path / f"{name}.txt" for name in "甲乙丙"])
    outcomes = add_policies(all_three, Options(root))
    assert [outcome.policy for outcome in outcomes] == ["szb-2026-7", "szb-2026-7-2", "szb-2026-7-3"]
    assert "policy: szb-2026-7-2\n" in (root / "specs" / "szb-2026-7-2.yml").read_text("utf-8")


# --- collected already ------------------------------------------------------------------------


def test_what_is_collected_is_refused_by_name(root: Path, tmp_path: Path) -> None:
    files = {
        "a.txt": notice(7).encode(),
        "b.txt": notice(7).encode(),  # the same bytes
        "c.txt": notice(7)
        .replace("〔2026〕", "[2026]")
        .replace("75%", "80%")
        .encode("gb18030"),  # 文号 and title
        "d.txt": notice(8).encode(),  # the title of another 文号
        "e.txt": b"\xef\xbb\xbf" + notice(9).encode(),
    }
    (tmp_path / "in.zip").write_bytes(packed(files))
    shell = CliRunner()
    ran = shell.invoke(app, ["add", str(tmp_path / "in.zip"), "--path", str(root)])
    assert ran.exit_code == 1
    assert "共5份：已加入3份，未加入2份。" in ran.stdout
    assert (
        "b.txt: PK120 collected: 已经收入，就是“szb-2026-7”（歙县人民政府办公室关于加强签约服务的通知）：原文逐字节相同。\n"
        "  怎么办：要看两份有何不同，用 policykit diff；是它的另一个版本的，加上编号和日期，" in ran.stderr
    )
    assert "c.txt: PK120 collected: 已经收入，就是“szb-2026-7”" in ran.stderr
    assert "：标题和文号（歙政办[2026]7号）都相同。" in ran.stderr
    again = shell.invoke(app, ["add", str(tmp_path / "in.zip"), "--path", str(root)])
    assert again.exit_code == 2
    assert again.stderr.count("PK120") == 5
    assert len(Corpus.load(root).policies) == 3
    anyway = shell.invoke(app, ["add", str(tmp_path / "in.zip"), "--anyway", "--path", str(root)])
    assert anyway.exit_code == 0
    assert "已加入 szb-2026-7-2" in anyway.stdout


@pytest.mark.parametrize(
    "card",
    [
        "title: {title}\nnumber: 歙政办〔2026〕7号\nsha256: {other}\n",
        "title: '{title}'\n\"number\": 歙政办〔2026〕７号 # 原文\nsha256: '{other}'\n",
        "title: >-\n  {title}\nnumber: >-\n  歙政辦〔2026〕7號\nsha256: {other}\n",
        "title: 旧通知\nsha256: '{own}'\n",
        "title: 旧通知\nsha256:\n  {own}\n",
    ],
)
def test_a_card_may_be_written_as_yaml_allows(card: str, root: Path, tmp_path: Path) -> None:
    own = hashlib.sha256(notice(7).encode()).hexdigest()
    made = card.format(title="歙县人民政府办公室关于加强签约服务的通知", own=own, other="0" * 64)
    (root / "policy_texts" / "old-2026").mkdir()
    (root / "policy_texts" / "old-2026" / "policy.yml").write_text(
        made + "level: county\ndivision: '341021'\nfile: source.txt\n", "utf-8"
    )
    (tmp_path / "a.txt").write_text(notice(7), "utf-8")
    with pytest.raises(PolicykitError, match="PK120 collected: 已经收入，就是“old-2026”"):
        add_policy(root, tmp_path / "a.txt", "new-2026", "341021")
    assert not (root / "policy_texts" / "new-2026").exists()
    add_policy(root, tmp_path / "a.txt", "new-2026", "341021", anyway=True)


def test_of_a_thousand_policies_only_the_cards_are_read_once(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(40):
        folder = root / "policy_texts" / f"old-{n}"
        folder.mkdir()
        (folder / "policy.yml").write_text(
            f"title: 旧通知\nnumber: 歙政办〔2025〕{n}号\nsha256: {n:064}\n", "utf-8"
        )
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(notice(n + 1), "utf-8")
    opened: Counter[str] = Counter()

    def counted(path: Path) -> bytes:
        opened[path.name] += 1
        return path.read_bytes()

    monkeypatch.setattr("policykit.scaffold.collected.read_file", counted)
    monkeypatch.setattr(
        "policykit.scaffold.collected.read_metadata", lambda *_: pytest.fail("a card was parsed")
    )
    outcomes = add_policies(found([tmp_path / "in"]), Options(root, drafting=False))
    assert [outcome.policy for outcome in outcomes] == ["szb-2026-1", "szb-2026-2", "szb-2026-3"]
    assert opened == {"policy.yml": 40}


def test_other_processes_find_the_same(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykit.scaffold.batch._FEW", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    (tmp_path / "in").mkdir()
    for n in range(9):
        (tmp_path / "in" / f"第{n}.txt").write_text(notice(n + 1) if n != 4 else NEWS, "utf-8")
    outcomes = add_policies(found([tmp_path / "in"]), Options(root, drafting=False))
    assert [outcome.policy for outcome in outcomes] == [
        "" if n == 4 else f"szb-2026-{n + 1}" for n in range(9)
    ]
    assert not list((root / "specs").glob("szb*"))


def test_the_command_sums_up(root: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "歙县签约服务方案\n\n一、目标\n\n到2027年底，签约率达到75%以上。\n", "utf-8"
    )
    (tmp_path / "in" / "b.txt").write_text(NEWS, "utf-8")
    shell = CliRunner()
    ran = shell.invoke(app, ["add", str(tmp_path / "in"), "--path", str(root)])
    assert ran.exit_code == 1
    assert "已加入 341021-sxqyfwfa  歙县签约服务方案（未见文号、发文机关、成文日期）" in ran.stdout
    assert "共2份：已加入1份，未加入1份。" in ran.stdout
    assert (
        "b.txt: PK116 not-a-policy: 不像政策文件：有“举行发布会”这样的话，像新闻或论坛。\n  怎么办：是新闻、论坛或链接列表的"
        in ran.stderr
    )
    anyway = shell.invoke(
        app, ["add", str(tmp_path / "in" / "b.txt"), "--division", "341021", "--anyway", "--path", str(root)]
    )
    assert anyway.exit_code == 0
    assert "共1份：已加入1份，未加入0份。" in anyway.stdout
    none = shell.invoke(app, ["add", str(tmp_path / "in" / "b.txt"), "--path", str(root)])
    assert none.exit_code == 2


# Made where they are tried: every process of a test run would make them when it reads this file.
ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "members": (lambda: packed({f"{n}.txt": b"" for n in range(10_001)}), "PK112"),
    "a bomb": (lambda: packed({"a.txt": bytes(70 * 2**20)}), "PK112"),
    "an archive in it": (lambda: packed({"inner.zip": packed({"a.txt": notice().encode()})}), "PK102"),
    "cut off": (lambda: packed({"a.txt": notice().encode()})[:-30], "PK114"),
}


@pytest.mark.parametrize(("made", "code"), ARCHIVES.values(), ids=ARCHIVES)
def test_an_archive_is_bounded(made: Callable[[], bytes], code: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(made())
    ran = CliRunner().invoke(app, ["add", str(tmp_path / "x.zip"), "--path", str(root)])
    assert ran.exit_code == 2
    assert code in ran.stderr


def test_what_has_no_end_is_no_document(root: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe")
    (tmp_path / "in" / "loop").symlink_to("/dev/zero")
    (tmp_path / "in" / "gone").symlink_to("nowhere")
    (tmp_path / "in" / "up").symlink_to("..")
    (tmp_path / "in" / "a.txt").write_text(notice(), "utf-8")
    outcomes = add_policies(found([tmp_path / "in"]), Options(root))
    assert {
        outcome.source.name: outcome.policy or outcome.problems[0].code.value for outcome in outcomes
    } == {
        "a.txt": "szb-2026-1",
        "gone": "PK005",
        "loop": "PK005",
        "pipe": "PK005",
    }


def test_a_document_that_takes_too_long_is_refused_and_the_others_go_on(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "slow", "z"):
        (folder / f"{name}.txt").write_text(NOTICE.format(year=2026, n=len(name) + ord(name[0])), "utf-8")

    def prepare_slowly(source: Path, *_: object) -> None:
        if source.stem == "slow":
            time.sleep(30)
        raise PolicykitError([Diagnostic(Code.EMPTY_SOURCE)])

    monkeypatch.setattr(batch, "prepare", prepare_slowly)
    outcomes = add_policies(found([folder]), Options(root, seconds=1))
    codes = [problem.code.value for outcome in outcomes for problem in outcome.problems]
    assert codes == ["PK101", "PK123", "PK101"]
