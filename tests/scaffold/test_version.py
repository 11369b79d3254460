"""Another text of a policy: the present one moves aside, its spec follows, all or nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from policykit.base.diagnostics import Code, PolicykitError
from policykit.cli import app
from policykit.corpus import Corpus
from policykit.scaffold import Options, add_version
from policykit.scaffold.version import Renewed, _entry, _with_versions
from policykit.specs import Specs

if TYPE_CHECKING:
    from pathlib import Path

FIRST = """歙县转诊管理办法

歙卫〔2019〕4号

第一条 上级医院预留20%的号源。
第二条 县域内就诊率达到85%。
第三条 县医院应当在30日内办结。
第四条 本办法自2019年4月2日起施行。
"""
SECOND = FIRST.replace("歙卫〔2019〕4号", "歙卫〔2024〕6号").replace(
    "第二条 县域内就诊率达到85%。\n第三条 县医院应当在30日内办结。",
    "第二条 加强宣传引导，营造良好氛围。\n第三条 县域内就诊率达到85%。\n第四条 县医院应当在20日内办结。",
)
SECOND = SECOND.replace("第四条 本办法自2019年4月2日起施行。", "第五条 本办法自2024年7月1日起施行。")
SPEC = """policy: shexian-zz
requirements:
  - id: rate
    clause: "2"  # 就诊率
    quote: 县域内就诊率达到85%
    indicator: county_visit_rate
    target: {at_least: 85%}
    modality: must
dismissed:
  - clause: "3"
    quote: 30日内
    reason: not-measurable
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "policy_texts").mkdir()
    (tmp_path / "specs").mkdir()
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


def add(root: Path, name: str, day: str, division: str | None = "341021") -> Renewed:
    options = Options(root, division, drafting=False)
    return add_version(root / f"{name}.txt", "shexian-zz", date.fromisoformat(day), options)


def held(root: Path, day: str) -> str:
    return Corpus.load(root).policy("shexian-zz", as_of=date.fromisoformat(day)).number or ""


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_the_newer_text_is_the_present_one_in_whatever_order_they_come(
    root: Path, order: tuple[str, str]
) -> None:
    days = {"first": "2019-04-02", "second": "2024-06-28"}
    made = [add(root, name, days[name], division="341021" if name == order[0] else None) for name in order]
    assert [each.is_present for each in made] == [True, order[1] == "second"]
    corpus = Corpus.load(root)
    assert corpus.policy("shexian-zz").number == "歙卫〔2024〕6号"
    assert corpus.clause("shexian-zz@2019-04-02/2").text == "县域内就诊率达到85%。"
    found = [held(root, day) for day in ("2019-04-02", "2024-06-30", "2024-07-01")]
    assert found == ["歙卫〔2019〕4号", "歙卫〔2019〕4号", "歙卫〔2024〕6号"]


def test_the_spec_follows_its_clauses(root: Path) -> None:
    add(root, "first", "2019-04-02")
    spec = root / "specs" / "shexian-zz.yml"
    spec.write_text(SPEC, "utf-8")
    result = CliRunner().invoke(
        app,
        ["add", str(root / "second.txt"), "shexian-zz", "--version", "2024-06-28", "--path", str(root)],
    )
    assert result.exit_code == 0, result.output
    text = spec.read_text("utf-8")
    assert '- id: rate\n    clause: "3"  # 就诊率' in text
    assert '- clause: "4"\n    quote: 30日内' in text
    assert (
        "1 项引文没有变，其中 1 项已改为新编号；1 项要看：\n  30日内  数字  3 → 4：30日内 → 20日内"
        in result.output
    )
    assert "新增  2" in result.output
    specs = Specs.read(Corpus.load(root))
    assert [requirement.clause for requirement in specs.requirements] == ["shexian-zz/3"]
    assert [problem.code for problem in specs.problems] == [Code.QUOTE_NOT_FOUND]


@pytest.mark.parametrize(
    ("name", "day"), [("second", "2019-04-02"), ("first", "2024-06-28")], ids=["same day", "same bytes"]
)
def test_what_is_there_is_refused_and_nothing_is_written(root: Path, name: str, day: str) -> None:
    add(root, "first", "2019-04-02")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(PolicykitError) as raised:
        add(root, name, day)
    assert [one.code for one in raised.value.diagnostics] == [Code.VERSION_THERE]
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_where_one_file_cannot_be_written_all_is_as_it_was(root: Path) -> None:
    add(root, "first", "2019-04-02")
    # A folder stands where the earlier text is to go.
    (root / "policy_texts" / "shexian-zz" / "versions").write_text("", "utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(PolicykitError) as raised:
        add(root, "second", "2024-06-28")
    assert [one.code for one in raised.value.diagnostics] == [Code.CANNOT_WRITE]
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_a_person_wrote_in_the_card_of_an_earlier_text_stays(root: Path) -> None:
    add(root, "first", "2019-04-02")
    card = root / "policy_texts" / "shexian-zz" / "policy.yml"
    written = card.read_text("utf-8").replace("effective: 2019-04-02", "effective: 2019-05-01")
    card.write_text(written + "publisher: 歙县人民政府网\n", "utf-8")
    add(root, "second", "2024-06-28", division=None)
    corpus = Corpus.load(root)
    assert corpus.policy("shexian-zz").publisher == "歙县人民政府网"
    assert corpus.policy("shexian-zz@2019-04-02").effective == date(2019, 5, 1)
    (root / "third.txt").write_text(FIRST.replace("20%", "25%"), "utf-8")
    add(root, "third", "2021-03-01", division=None)
    assert "effective: 2019-05-01" in card.read_text("utf-8")
    assert [text.id for text in Corpus.load(root).policy("shexian-zz").versions] == [
        "shexian-zz@2019-04-02",
        "shexian-zz@2021-03-01",
    ]


OLD = _entry(
    date(2019, 4, 2),
    "2019-04-02.txt",
    "a" * 64,
    {"title": "旧: 办法", "number": None, "effective": "2019-05-01"},
)
NEW = _entry(
    date(2021, 3, 1),
    "2021-03-01.txt",
    "b" * 64,
    {"title": None, "number": "歙卫〔2021〕3号", "effective": None},
)
LISTED = (
    "versions:\n"
    f'  - date: 2019-04-02\n    file: 2019-04-02.txt\n    sha256: {"a" * 64}\n    title: "旧: 办法"\n    effective: 2019-05-01\n'
    f"  - date: 2021-03-01\n    file: 2021-03-01.txt\n    sha256: {'b' * 64}\n    number: 歙卫〔2021〕3号\n"
)


@pytest.mark.parametrize(
    ("card", "made"),
    [
        ("title: 办法\n", f"title: 办法\n{LISTED}"),
        ("title: 办法", f"title: 办法\n{LISTED}"),
        ("title: 办法\n\n\n", f"title: 办法\n{LISTED}"),
        ("title: 办法\nversions:\n  - date: 2018-01-01\n    file: x\n", f"title: 办法\n{LISTED}"),
        (
            "title: 办法  # 原文\nversions:\n  - date: 2018-01-01\n    file: x\npublisher: 甲网\nlevel: county\n",
            f"title: 办法  # 原文\n{LISTED}publisher: 甲网\nlevel: county\n",
        ),
    ],
)
def test_earlier_texts_are_listed_by_day_and_all_else_stays(card: str, made: str) -> None:
    for entries in ([OLD, NEW], [NEW, OLD]):
        assert _with_versions(card, entries) == made
