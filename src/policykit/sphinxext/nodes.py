"""Nodes of the site's pages.

Each is a kind of an ordinary docutils node, so that writers which know nothing of policies
(text, LaTeX, man) print it as that; only the HTML writer has more to say, in `html.py`.
"""

from __future__ import annotations

from docutils import nodes

__all__ = [
    "apart",
    "apart_caption",
    "clause_block",
    "clause_node",
    "clause_section",
    "clause_title",
    "clause_tools",
    "heading_title",
    "in_other_script",
    "policy_body",
    "policy_text",
    "policy_title",
    "quote_mark",
    "section",
    "site_view",
    "table_cell",
    "table_frame",
    "table_more",
    "table_part",
    "table_row",
]


class policy_text(nodes.section):  # docutils names nodes so
    """A whole policy; `lang` is the script of its characters, `cited` how it is cited."""


class policy_body(nodes.container):
    """The text of `policy`, empty until its page is written; `views` are what each clause of it is followed by.

    Of a text that is cut it is that of page `at`.
    """


class policy_title(nodes.title):
    """The title of a policy; `words` are its words, between which a line may end, `simplified` the same to read."""


class clause_node(nodes.Element):
    """What is a clause: `clause` is its id."""


class clause_section(clause_node, nodes.section):
    """A clause with a heading: it appears in the outline."""


class heading_title(nodes.title):
    """The heading of a part of a policy; `shown` is how the page has it, once that is written."""


class clause_title(heading_title):
    """Number and heading of a clause."""


class clause_block(clause_node, nodes.container):
    """A clause without a heading."""


class table_frame(nodes.container):
    """A table of a policy, which scrolls for itself; `label` names it, `hint` says that it scrolls."""


class table_part(nodes.container):
    """The heads of a table or its rows: `tag` is the element."""


class table_row(clause_node, nodes.container):
    """A row of a table, which is a clause; `kind` is what it is to its table, `more` what stands below it."""

    more: table_more | None = None


class table_cell(nodes.paragraph):
    """A cell over `columns` and `rows`: `scope` is what it heads, `label` what heads it."""


class table_more(nodes.container):
    """What stands below a row over all `columns`: its requirements and links."""


class clause_tools(nodes.inline):
    """Permalink and copy button at the end of a clause; its attributes go to the template."""


class quote_mark(nodes.inline):
    """Words of a clause that requirements quote; `checks` are their ids."""


class in_other_script(nodes.inline):
    """Words of a traditional text; `simplified` is what a reader of the mainland reads in their place."""


class apart(nodes.container):
    """A part of the source that is not the policy text; `folded` or in sight."""


class apart_caption(nodes.paragraph):
    """Says what a part is, and that it is not the policy text."""


class site_view(nodes.container):
    """A part of a page that a template makes: `view` names it, the other attributes are what it shows.

    What it holds is for the writers that have no templates.
    """


def section(anchor: str, title: str, *inside: nodes.Node, classes: tuple[str, ...] = ()) -> nodes.section:
    """A section with a heading."""
    made = nodes.section(ids=[anchor], classes=list(classes), support_smartquotes=False)
    made += nodes.title(title, "", nodes.Text(title))
    made += list(inside)
    return made
