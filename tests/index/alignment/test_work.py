"""Links are the same however they are worked out: those that are shown alone, or by several processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.index.alignment.generated import generated

from policykit.index.alignment import Alignment, alignment, is_shown, links, shown_links

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.corpus import Corpus


def test_what_is_shown_is_found_without_the_rest(corpus: Corpus) -> None:
    assert list(shown_links(corpus)) == [link for link in links(corpus) if is_shown(link)]


# The workers of the tests have threads of their own.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_several_processes_find_the_same_in_the_same_order(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "_WORTH_COPIES", 25)
    made = generated(4, root)  # 120 clauses, in five parts
    alone = list(Alignment(made).links())
    assert alone
    assert list(Alignment(made).links(jobs=2)) == alone
