"""The scripts as the site serves them: without comments, the same code."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from typing import Any

import pytest
from tests.web.tools import WEB, environment, install, node

from policykit.base.spreadsheet import harmless
from policykit.interchange.calendar import read_events
from policykit.site.packing import without_comments
from policykit.site.selfcheck import COLLECTING, READING, SCRIPTS
from policykit.site.wording import words as words_of
from policykit.site.years import SCRIPTS as YEARS

TOKENS = """
const { tokenize } = require("espree");
const tokens = (text) => tokenize(text, { ecmaVersion: "latest" }).map(({ type, value }) => type + value);
const pairs = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
const differ = ([, [before, after]]) => JSON.stringify(tokens(before)) !== JSON.stringify(tokens(after));
console.log(JSON.stringify(Object.entries(pairs).filter(differ).map(([name]) => name)));
"""


def differing(pairs: dict[str, tuple[str, str]]) -> list[str]:
    """Of which scripts the tokens are not the same."""
    install()
    ran = subprocess.run(
        [*node(), "-e", TOKENS],
        input=json.dumps(pairs),
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(ran.stdout)
    return found


def test_scripts_without_comments_are_the_same_code() -> None:
    scripts = {file.name: file.read_text("utf-8") for file in WEB.glob("*/*.js")}
    assert not differing({name: (text, without_comments(text)) for name, text in scripts.items()})


def test_every_script_of_files_is_loaded_where_files_are_read() -> None:
    """The worker is loaded by the page itself; what only shows is no part of it."""

    def there(folder: str) -> set[str]:
        return {file.stem.removeprefix(f"policykit-{folder}-") for file in (WEB / folder).glob("*.js")}

    assert {*SCRIPTS, "worker"} == there("selfcheck")
    assert there("selfcheck") - {*READING, "worker"} == {
        "findings",
        "ledger",
        "paper",
        "form",
        "page",
        "hand",
    }
    assert set(COLLECTING) == there("collect")
    assert {*YEARS, "series"} == there("years")


def test_a_text_over_several_lines_would_be_noticed() -> None:
    text = "const a = `one\n  two`;\n"
    assert differing({"a": (text, without_comments(text))}) == ["a"]


@pytest.mark.parametrize(
    ("script", "kept"),
    [
        ("// Why.\na();\n", "a();\n"),
        ("  /* One\n   * two **\n   */\n  a();\n", "a();\n"),
        ("/** @type {A} */ (b).c();\n", "/** @type {A} */ (b).c();\n"),
        ('const a = "// no comment"; // one\n', 'const a = "// no comment"; // one\n'),
        ("const a = 4\n  / 2; /* b */\nc();\n/* d */\n", "const a = 4\n/ 2; /* b */\nc();\n"),
        ("// a\n// b\n\n  // c\nd();\n", "\nd();\n"),
    ],
)
def test_only_comments_on_lines_of_their_own_go(script: str, kept: str) -> None:
    assert without_comments(script) == kept


def test_the_list_of_tasks_guards_its_cells_as_every_other_file_does() -> None:
    script = (WEB / "pages" / "policykit-tasks.js").read_text("utf-8")
    cell = re.search(r"const cellOf = .*?\n  };\n", script, re.DOTALL)
    assert cell is not None
    texts = [f"{before}{sign}1" for sign in "=+-@＝＋－＠\t\rA" for before in ("", " ", "\u3000", "\ta")]
    code = f"{cell[0]} console.log(JSON.stringify({json.dumps(texts)}.map(cellOf)));"
    ran = subprocess.run(
        [*node(), "-e", code], env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    assert [text.strip('"') for text in json.loads(ran.stdout)] == [harmless(text) for text in texts]


def test_a_calendar_that_the_browser_makes_is_one_that_the_site_reads() -> None:
    """Events have the ids of those that the site offers, hostile texts stay texts, no line is longer than 75 octets."""
    script = (WEB / "pages" / "policykit-tasks.js").read_text("utf-8")
    parts = re.search(r"  const escaped = .*?\n  const calendarOf = .*?\n  };\n", script, re.DOTALL)
    assert parts is not None
    words = words_of("tasks")
    task: dict[str, Any] = {
        "id": "shexian-2025/p1/rate",
        "due": "2026-12-31",
        "name": "甲;乙,丙\\\n丁" * 9,
        "asked": "≥85%",
    }
    task |= {
        "source": "《文》一",
        "who": ["歙县", "县医院"],
        "modality": "应当",
        "uri": "../checks/a.html#r-p1",
    }
    code = f"""const DAY = 86400000, words = {json.dumps(words)};
    const fill = (text, values) => text.replace(/\\{{(\\w+)\\}}/g, (_, name) => String(values[name]));
    {parts[0]}
    console.log(JSON.stringify(["https://a.cn/tasks.html", "file:///d/tasks.html"].map(
      (base) => calendarOf("黟县", [{json.dumps(task)}], base, "2026-11-29"))));"""
    ran = subprocess.run(
        [*node(), "-e", code], env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    online, offline = json.loads(ran.stdout)
    assert max(len(line.encode()) for line in online.split("\r\n")) <= 75
    assert "X-WR-CALNAME:黟县到期事项\r\n" in online
    (event,) = read_events(online.encode()).values()
    assert (event.id, event.day, event.modified) == (task["id"], date(2026, 12, 31), date(2026, 11, 29))
    assert event.sequence == (date(2026, 11, 29) - date(2020, 1, 1)).days
    assert event.summary == f"{task['name']}：≥85%"
    assert event.description == "依据：《文》一\n责任主体：歙县、县医院\n约束性：应当"
    assert event.url == "https://a.cn/checks/a.html#r-p1"
    assert "\r\nURL:" not in offline
