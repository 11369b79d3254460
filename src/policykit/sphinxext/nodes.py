"""Nodes of a policy page.

Each is a kind of an ordinary docutils node, so that writers which know nothing of policies
(text, LaTeX, man) print it as that; only the HTML writer has more to say, in `html.py`.
"""

from __future__ import annotations

from docutils import nodes

__all__ = [
    "apart",
    "apart_caption",
    "clause_block",
    "clause_section",
    "clause_title",
    "clause_tools",
    "policy_card",
    "policy_list",
    "policy_text",
    "policy_title",
]


class policy_text(nodes.section):  # docutils names nodes so
    """A whole policy; `lang` is the script of its characters."""


class policy_title(nodes.title):
    """The title of a policy; `words` are its words, between which a line may end."""


class policy_card(nodes.container):
    """What the policy's text says about itself; `facts` goes to the template."""


class policy_list(nodes.container):
    """Policies of a `level`, or the newest of all when it is empty; `more` are left out."""


class clause_section(nodes.section):
    """A clause with a heading: it appears in the outline."""


class clause_title(nodes.title):
    """Number and heading of a clause."""


class clause_block(nodes.container):
    """A clause without a heading."""


class clause_tools(nodes.inline):
    """Permalink and copy button at the end of a clause."""


class apart(nodes.container):
    """A part of the source that is not the policy text; `folded` or in sight."""


class apart_caption(nodes.paragraph):
    """Says what a part is, and that it is not the policy text."""
