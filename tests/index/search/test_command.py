"""The command `policykit search`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policykit.cli import app

Search = Callable[..., Result]


@pytest.fixture
def search(root: Path, monkeypatch: pytest.MonkeyPatch) -> Search:
    """The command in this process, which has loaded the library."""
    monkeypatch.chdir(root)

    def searched(*arguments: str) -> Result:
        result = CliRunner().invoke(app, ["search", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return searched


def in_a_process(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "policykit", "search", *arguments]
    return subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_it_says_where_and_what(root: Path) -> None:
    said = in_a_process(root, "“优先保障家庭医生转诊”")
    assert said.returncode == 0
    assert said.stdout.splitlines() == [
        "nhc-2023-41/4/11  国家  關於全面推進緊密型縣域醫療衛生共同體建設的指導意見",
        "  四/(十一)  拓展家庭醫生簽約服務",
        "  …縣域醫共體內上級醫院在專家號源、住院床位和預約檢查等方面預留20%以上的資源優先保障家庭醫生轉診的患者。",
        "共 1 条",
    ]


def test_a_day_is_answered_with_what_falls_due_then(search: Search) -> None:
    said = search("2026-12-31").stdout.splitlines()
    assert said[0].startswith("[到期] 2026-12-31..2026-12-31")
    assert said[1].startswith(
        "  2026-12-31  shexian-2025/p1  到2026年12月31日，歙县的县域内住院人次占比不低于80%"
    )
    assert said[4] == "  3 项要求到期"
    assert "0 项要求到期" in search("2026-12-31", "--policy", "guiyang-2024-36").stdout
    (card,) = json.loads(search("2026年12月31日", "--json").stdout)["cards"]
    assert card["requirements"][1] == "shexian-2025/p1/county-visit-rate-2026"


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("第十二条", ["nhc-2023-reform-h2/3/12", "nhc-2023-41/4/12", "erenhot-2021/3/12"]),
        (
            "第12条 医保",
            ["nhc-2023-reform-h2/3/12", "nhc-2023-41/4/12"],
        ),  # that of Erenhot does not speak of it
        ("第十二条 校车", []),
    ],
)
def test_an_article_is_found_by_its_number_alone(search: Search, query: str, clauses: list[str]) -> None:
    found = json.loads(search(query, "--json").stdout)
    assert [card["id"] for card in found["cards"] if card["kind"] == "clause"] == clauses


def test_of_many_articles_those_within_the_filter_are_shown(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policykit.index.search.cards._MOST", 1)
    for level, clause in (("national", "nhc-2023-reform-h2/3/12"), ("county", "erenhot-2021/3/12")):
        (card,) = json.loads(search("第十二条", "--level", level, "--json").stdout)["cards"]
        assert card["id"] == clause
    assert not json.loads(search("第十二条", "--level", "prefecture", "--json").stdout)["cards"]


def test_json_for_programs(search: Search) -> None:
    answer = json.loads(search("县域内就诊率", "--json", "--limit", "1", "--level", "county").stdout)
    (hit,) = answer["hits"]
    assert (hit["id"], hit["level"], hit["role"]) == ("shexian-2025/p1", "county", "clause")
    assert answer["total"] > 1
    assert hit["highlights"]


def test_it_counts_what_it_does_not_show(search: Search) -> None:
    total = json.loads(search("县域内就诊率", "--json", "--level", "county").stdout)["total"]
    for limit in (total - 1, total, total + 1):
        said = search("县域内就诊率", "--level", "county", "--limit", str(limit)).stdout
        more = f"，以上是前 {limit} 条（--limit 可多显示）" if limit < total else ""
        assert said.splitlines()[-1].startswith(f"共 {total} 条{more}")
        assert ("以上是前" in said) is (limit < total)


def test_a_status_has_two_names(search: Search) -> None:
    told = [
        search("医共体", "--json", "--status", name).stdout for name in ("现行有效", "in_force", "已废止")
    ]
    assert told[0] == told[1]
    assert json.loads(told[0])["total"] > 0
    assert json.loads(told[2])["total"] == 0


def test_has_check(search: Search) -> None:
    checked = json.loads(search("就诊率", "--json", "--has-check", "--limit", "50").stdout)
    other = json.loads(search("就诊率", "--json", "--no-check", "--limit", "50").stdout)
    ids = [{hit["id"] for hit in answer["hits"]} for answer in (checked, other)]
    assert "shexian-2025/p1" in ids[0]
    assert not ids[0] & ids[1]


def test_by_the_name_of_a_division(search: Search) -> None:
    answer = json.loads(search("医共体", "--json", "--division", "安徽省").stdout)
    assert {hit["policy"] for hit in answer["hits"]} == {"shexian-2025"}


def test_nothing_found(search: Search) -> None:
    said = search("鸑鷟")
    assert said.exit_code == 1
    assert said.stdout.startswith("没有找到。")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((" ",), "PK403 empty-query: 没有写要查找的内容。"),
        (("医共体", "--policy", "shexian"), "PK002 unknown-policy"),
        (("医共体", "--division", "桃花源"), "PK320"),
        (("医共体", "--status", "有效"), "PK016 bad-usage: 命令写得不对：没有“有效”这种时效，可写"),
    ],
)
def test_what_goes_wrong_is_one_diagnostic(search: Search, arguments: tuple[str, ...], expected: str) -> None:
    said = search(*arguments)
    assert said.exit_code == 2
    assert said.stderr.startswith(expected)


def test_cards_come_first(search: Search) -> None:
    answer = json.loads(search("41号文", "--json").stdout)
    assert [(card["kind"], card["id"]) for card in answer["cards"]] == [("policy", "nhc-2023-41")]
    assert answer["total"] == 0


def test_what_lacks_a_word_is_listed_apart(search: Search) -> None:
    said = search("歙县 医院 号源", "--limit", "1").stdout
    assert "不含：歙县" in said
    assert "共 0 条；另有" in said


def test_near_words_are_offered(search: Search) -> None:
    said = search("林长制")
    assert said.exit_code == 1
    assert said.stdout.startswith("没有找到。本库中相近的词：")
