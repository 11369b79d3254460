"""Building again does what is needed and no more; a mistake is said in one sentence, with its place."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sphinxext.conftest import Book


def _counts(output: str) -> tuple[int, int, int]:
    match = re.search(r"(\d+) added, (\d+) changed, (\d+) removed", output)
    assert match, output
    added, changed, removed = (int(count) for count in match.groups())
    return added, changed, removed


def test_only_what_depends_on_a_change_is_built_again(own_book: Book) -> None:
    assert _counts(own_book.build().stdout) == (0, 0, 0)

    card = own_book.folder / "policy_texts" / "guiyang-2024-36" / "policy.yml"
    card.write_text(card.read_text("utf-8").replace("title: 关于", "title: 修改后的关于"), "utf-8")
    changed = own_book.build()
    assert changed.returncode == 0, changed.stdout + changed.stderr
    # The pages that name the policy; where a neighbour or the cross-index names it, written again, not read.
    named = [page for page in own_book.site.rglob("*.html") if "修改后的关于" in page.read_text("utf-8")]
    written = {own_book.site / f"{name}.html" for name in ("terms", "citations", "concordance", "cascade")}
    written |= {*own_book.site.glob("policies/*.html")} - {
        own_book.site / "policies" / "guiyang-2024-36.html"
    }
    # A page of indicators lists whoever names one; it is read for those who ask something of one.
    written |= {
        page
        for page in own_book.site.glob("indicators/*.html")
        if "checks/guiyang-2024-36" not in page.read_text("utf-8")
    }
    # The self-check, collecting, the years and the tasks carry the titles in data that they load.
    loads = [own_book.site / f"{name}.html" for name in ("selfcheck", "collect", "years", "tasks")]
    read = [*(page for page in named if page not in written), *loads]
    assert _counts(changed.stdout) == (0, len(read), 0)
    apart = (own_book.site / "checks" / "shexian-2025.html", own_book.site / "guide" / "developers.html")
    assert not [page.name for page in named if page in apart]
    for neighbour in ("nhc-2023-reform-h2", "erenhot-2021"):
        assert "修改后的关于" in (own_book.site / "policies" / f"{neighbour}.html").read_text("utf-8")
    assert "修改后的关于" in (own_book.site / "policies.html").read_text("utf-8")

    shutil.rmtree(own_book.folder / "policy_texts" / "guiyang-2024-36")
    (own_book.folder / "specs" / "guiyang-2024-36.yml").unlink()
    (own_book.folder / "book" / "guide" / "reviewers.md").write_text("# 审核者\n", "utf-8")
    gone = own_book.build()
    assert gone.returncode == 0, gone.stdout + gone.stderr
    assert not (own_book.site / "policies" / "guiyang-2024-36.html").exists()
    for page in own_book.site.rglob("*.html"):
        assert "guiyang-2024-36.html" not in page.read_text("utf-8"), page.name


def test_a_changed_source_stops_the_build_with_its_name(unbuilt_book: Book) -> None:
    source = unbuilt_book.folder / "policy_texts" / "shexian-2025" / "source.txt"
    source.write_bytes(source.read_bytes() + b"\n")
    built = unbuilt_book.build()
    assert built.returncode != 0
    assert "policy_texts/shexian-2025/source.txt" in built.stderr
    assert "怎么办" in built.stderr
    assert "Traceback" not in built.stderr


def test_what_is_not_there_is_an_error_at_its_line_and_the_rest_is_built(own_book: Book) -> None:
    """Of a policy, a clause, a requirement, an indicator. A written page takes the place of the made one."""
    text = "# 错\n\n```{policy} shexian-2052\n```\n\n见 {policy:clause}`shexian-2025/9/9`。\n\n"
    text += "见 {check:requirement}`shexian-2025/p1/county-visit-rate-2062`。\n\n见 {check:indicator}`visit_rate`。\n"
    (own_book.folder / "book" / "guide" / "reviewers.md").write_text(text, "utf-8")
    folder = own_book.folder / "book" / "policies"
    folder.mkdir()
    text = "---\norphan: true\n---\n\n```{policy} shexian-2025\n```\n\n我们的说明。\n"
    (folder / "shexian-2025.md").write_text(text, "utf-8")
    built = own_book.build()
    assert built.returncode != 0
    assert re.search(r"reviewers\.md:3: .*PK002", built.stderr), built.stderr
    assert "shexian-2025" in built.stderr
    assert re.search(r"reviewers\.md:6: .*shexian-2025/9/9", built.stderr), built.stderr
    assert re.search(r"reviewers\.md:8: .*county-visit-rate-2062", built.stderr), built.stderr
    assert re.search(r"reviewers\.md:10: .*visit_rate", built.stderr), built.stderr
    said = [line for line in built.stderr.splitlines() if re.search("WARNING|ERROR", line)]
    assert [line for line in said if "reviewers.md" not in line] == []
    page = (own_book.site / "policies" / "shexian-2025.html").read_text("utf-8")
    assert "我们的说明。" in page
    assert 'id="c-1-1-1"' in page
