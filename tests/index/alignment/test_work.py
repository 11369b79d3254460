"""Links are the same however they are worked out: those that are shown alone, or by several processes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.index.alignment.generated import generated

from policykit.index.alignment import Alignment, alignment, is_shown, links, shown_links
from policykit.index.alignment.settings import settings
from policykit.model.link import Link, LinkKind

if TYPE_CHECKING:
    from policykit.corpus import Corpus


def test_what_is_shown_is_found_without_the_rest(corpus: Corpus) -> None:
    expected, listed = list[Link](), Counter[tuple[str, str]]()
    for link in filter(is_shown, links(corpus)):
        pair = link.a, link.b.partition("/")[0]
        listed[pair] += link.kind is LinkKind.RELATED
        if link.kind is not LinkKind.RELATED or listed[pair] <= settings().related:
            expected.append(link)
    assert list(shown_links(corpus)) == expected
    assert max(listed.values()) > settings().related


# The workers of the tests have threads of their own.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_several_processes_find_the_same_in_the_same_order(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "WORTH_COPIES", 25)
    made = generated(4, root)  # 120 clauses, in five parts
    alone = list(Alignment(made).links())
    assert alone
    side_by_side = Alignment(made)
    found = side_by_side.links(jobs=2)
    assert [next(found), *found] == alone
    assert "space" not in vars(side_by_side)  # what the copies have does not stand here beside what they find
