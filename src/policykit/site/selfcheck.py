"""The file that the page decides by: the rulebook as a script, which a page opened from the disk may load."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from policykit.figures.rulebook import example, rulebook
from policykit.site.wording import words

if TYPE_CHECKING:
    from policykit.model import Requirement

__all__ = ["SCRIPTS", "script"]

SCRIPTS = (
    "numbers",
    "words",
    "divisions",
    "archive",
    "workbook",
    "table",
    "figures",
    "header",
    "rows",
    "validate",
    "rules",
    "reading",
    "report",
    "page",
    "hand",
)
"""The nouns that the page's scripts are about, in the order in which they are loaded."""


def script(
    requirements: Sequence[Requirement],
    about: Callable[[Requirement], Mapping[str, str]] | None = None,
    policies: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The rulebook, the fictional example and the page's words, as a script.

    Parameters
    ----------
    requirements
        Those of the site.
    about
        What the page says of a requirement besides: addresses of its check and clause, and where the clause stands.
    policies
        Title, level and the level's Chinese name of each policy.

    Raises
    ------
    PolicykitError
        An indicator's function cannot be written as a tree (PK501).
    """
    rules = rulebook(requirements)
    if about is not None:
        for row, one in zip(rules["requirements"], requirements, strict=True):
            row["links"] = about(one)
    rules["example"] = example(requirements)
    rules["policies"] = policies or {}
    rules["page"] = words("selfcheck")
    text = json.dumps(rules, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # U+2028 and U+2029 end a line in old JavaScript, and "</" a script that is copied into a page.
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"window.policykitRulebook = {safe};\n"
