"""The scripts as the site serves them: without comments, the same code."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from tests.web.tools import WEB, environment, install, node

from policykit.base.spreadsheet import harmless
from policykit.site.packing import without_comments

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
