"""Chinese for Sphinx's own search box: index and query are cut alike, into pairs of characters.

Sphinx cuts the index with jieba and the query not at all, and so finds 县域内就诊率 nowhere. Pairs
need no dictionary: whatever stands in a page is found by any part of it of two characters or more.
Traditional text is indexed in both scripts.
"""

from __future__ import annotations

import re
from importlib import resources

from sphinx.search import SearchLanguage

from policykit.text.fold import fold

__all__ = ["PairedChinese", "pairs"]

_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9_.%]+")


def pairs(text: str) -> list[str]:
    """Every two neighbouring Han characters, and every word or number of the Latin script.

    >>> pairs("县域内 就诊率达90%")
    ['县域', '域内', '就诊', '诊率', '率达', '90%']
    """
    found = []
    for run in _RUN.findall(text):
        if run[0] < "\u3400":
            found.append(run)
        else:
            found += [run[at : at + 2] for at in range(max(1, len(run) - 1))]
    return found


class PairedChinese(SearchLanguage):
    """Takes the place of Sphinx's Chinese."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = (resources.files(__package__ or "") / "search-splitter.js").read_text("utf-8")

    def split(self, input: str) -> list[str]:  # noqa: A002  # Sphinx's signature
        """Cut a text of the index."""
        folded = fold(input)
        return pairs(input) if folded == input else [*pairs(input), *pairs(folded)]

    def word_filter(self, word: str) -> bool:
        """Every pair counts."""
        return bool(word)
