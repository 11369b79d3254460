"""The Simplified view of a Traditional text, which the page shows in its place when a reader asks for it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from docutils import nodes

from policykit.sphinxext.nodes import apart_caption, in_other_script, policy_title, site_view
from policykit.text.normal import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["add_simplified"]


def add_simplified(tree: nodes.Element) -> None:
    """Give the words of a traditional text those that the page shows in their place when a reader asks for it.

    A line is converted as a whole, as its characters and words depend on those beside them, and then cut where
    marks and numbers begin. The text itself stays in the page, and is what is cited.
    """
    for line in list(tree.findall(nodes.TextElement)):
        if isinstance(line, policy_title):
            line["simplified"] = _simplified_pieces(line["words"])
        elif isinstance(line, (nodes.paragraph, nodes.title)) and not isinstance(line, apart_caption):
            if isinstance(line.parent, site_view):
                continue
            texts = list(line.findall(nodes.Text))
            for text, simple in zip(texts, _simplified_pieces(texts), strict=True):
                if simple != text:
                    text.parent.replace(text, in_other_script("", "", nodes.Text(text), simplified=simple))


def _simplified_pieces(pieces: Sequence[str]) -> list[str]:
    """The pieces of a line as the whole of it is converted; a word that two share is the first one's."""
    form = simplified("".join(pieces))
    ends = list(accumulate(map(len, pieces)))
    stops = [bisect_left(form.starts, end) for end in ends[:-1]]
    return [form.text[start:end] for start, end in pairwise([0, *stops, len(form.text)])]
