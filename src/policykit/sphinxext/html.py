"""How the nodes look in HTML; everything longer than a tag is a template."""

from __future__ import annotations

from bisect import bisect_left
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import escape
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from policykit.site.paging import page_name
from policykit.site.rendering import filled, in_both_scripts, rendered, rendered_part
from policykit.site.wording import words
from policykit.sphinxext import nodes as own
from policykit.sphinxext.document import fill
from policykit.sphinxext.domains import content_of
from policykit.sphinxext.links import PageLinks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from policykit.site.paging import Pages

__all__ = ["add_nodes"]

_COUNTERPARTS = "crossindex/clause"
_MOST = 500_000
"""Bytes of a page."""
_AROUND, _PART, _DESCRIBED = 22_000, 320, 170
"""Bytes of what stands around the text of a policy, for each section what names it there, and for each clause of the
policy what its first page says of it to machines."""
_FEWER = (8, 6, 5, 4, 3, 2, 1, 0)
"""So many counterparts of a kind are listed with a clause where all do not fit, the best ones."""


def add_nodes(app: Sphinx) -> None:
    """Register the nodes and their HTML visitors; other writers fall back on the docutils node."""
    app.add_node(own.policy_text, html=(_open_policy, _close_policy))
    app.add_node(own.policy_body, html=(_open_body, _nothing))
    app.add_node(own.heading_title, html=(_open_title, _close_heading))
    app.add_node(own.clause_section, html=(_open_clause, _close_section))
    app.add_node(own.policy_title, html=(_open_words, _close_words))
    app.add_node(own.clause_title, html=(_open_title, _close_title))
    app.add_node(own.clause_block, html=(_open_block, _close_block))
    app.add_node(own.table_frame, html=(_open_frame, _close_frame))
    app.add_node(own.table_part, html=(_open_part, _close_part))
    app.add_node(own.table_row, html=(_open_row, _close_row))
    app.add_node(own.table_cell, html=(_open_cell, _close_cell))
    app.add_node(own.table_more, html=(_open_more, _close_more))
    app.add_node(own.clause_tools, html=(_clause_tools, _nothing))
    app.add_node(own.quote_mark, html=(_open_mark, _close_mark))
    app.add_node(own.in_other_script, html=(_open_other_script, _close_other_script))
    app.add_node(own.apart, html=(_open_apart, _close_apart))
    app.add_node(own.apart_caption, html=(_apart_caption, _nothing))
    app.add_node(own.site_view, html=(_view, _nothing))


def _nothing(_: HTML5Translator, __: nodes.Element) -> None:
    pass


def _render(translator: HTML5Translator, view: str, given: dict[str, Any]) -> None:
    """Put what a template makes into the page and leave the node's children out."""
    builder = translator.builder
    links = PageLinks(builder, builder.current_docname)
    translator.body.append(str(rendered(view, given, content_of(builder.env), links)))
    raise nodes.SkipNode


def _given(node: nodes.Element) -> dict[str, Any]:
    return {key: value for key, value in node.attributes.items() if key not in nodes.Element.basic_attributes}


def _view(translator: HTML5Translator, node: own.site_view) -> None:
    given = _given(node)
    if node["ids"]:
        given["anchor"] = node["ids"][0]
    for link in node.findall(addnodes.download_reference):
        name = link.get("filename")
        given |= {"file": link.astext(), "download": f"{translator.builder.dlpath}/{name}" if name else ""}
    builder = translator.builder
    content, given["page"] = content_of(builder.env), builder.current_docname
    made, pages = rendered_part(node["view"], given, content, PageLinks(builder, builder.current_docname))
    node["at"] = len(translator.body)
    translator.body.append(str(made))
    if pages is not None and isinstance(builder, StandaloneHTMLBuilder):
        _write_further(builder, node["view"], given, pages)
    raise nodes.SkipNode


def _write_further(builder: StandaloneHTMLBuilder, view: str, given: dict[str, Any], pages: Pages) -> None:
    """Write the pages on which a long list goes on; they are no documents, and are found from the first."""
    docname = builder.current_docname
    for at in count(1):  # from a build in which the list was longer
        stale = Path(builder.get_outfilename(page_name(docname, pages.key, pages.count + at - 1)))
        if not stale.exists():
            break
        stale.unlink()
    for at in range(1, pages.count):
        name = page_name(docname, pages.key, at)
        made, _ = rendered_part(
            view, {**given, "part": at}, content_of(builder.env), PageLinks(builder, name)
        )
        title = words("policies")["paged"].format(title=builder.env.titles[docname].astext(), number=at + 1)
        body = filled("paged", title=title, shown=made)
        builder.handle_page(name, {"title": escape(title), "body": str(body)}, "page.html")


def _clause_tools(translator: HTML5Translator, node: own.clause_tools) -> None:
    _render(translator, "clause-tools", _given(node))


def _apart_caption(translator: HTML5Translator, node: own.apart_caption) -> None:
    _render(translator, "apart-caption", _given(node))


def _open_policy(translator: HTML5Translator, node: own.policy_text) -> None:
    translator.section_level += 1
    attributes = {"class": "policy-text", "lang": node["lang"], "data-cite": node["cited"]}
    translator.body.append(translator.starttag(node, "section", **attributes))


def _open_body(translator: HTML5Translator, node: own.policy_body) -> None:
    fill(node, content_of(translator.builder.env))


def _close_policy(translator: HTML5Translator, node: own.policy_text) -> None:
    """With fewer counterparts beside each clause, of as many as the page has room for."""
    translator.depart_section(node)
    builder, body = translator.builder, translator.body
    titles = sum(2 * len(title.astext().encode()) for title in node.findall(nodes.title))
    parts = sum(1 for _ in node.findall(nodes.section))
    described = content_of(builder.env).policy_of_page(builder.current_docname)
    around = _AROUND + _PART * parts + titles + _DESCRIBED * (len(described.clauses) if described else 0)
    size = sum(len(piece.encode()) for piece in body) + around
    views = [each for each in node.findall(own.site_view) if each["view"] == _COUNTERPARTS]
    if size <= _MOST:
        return
    content, links = content_of(builder.env), PageLinks(builder, builder.current_docname)
    size -= sum(len(body[view["at"]].encode()) for view in views)
    tried: dict[int, list[str]] = {}

    def fits(few: int) -> bool:
        tried[few] = [
            str(rendered(_COUNTERPARTS, {**_given(view), "few": few}, content, links)) for view in views
        ]
        return size + sum(len(made.encode()) for made in tried[few]) <= _MOST

    best = _FEWER[min(bisect_left(_FEWER, True, key=fits), len(_FEWER) - 1)]  # noqa: FBT003 - what is looked for
    for view, made in zip(views, tried[best], strict=True):
        body[view["at"]] = made


def _close_section(translator: HTML5Translator, node: nodes.section) -> None:
    translator.depart_section(node)


def _open_words(translator: HTML5Translator, node: own.policy_title) -> None:
    translator.visit_title(node)
    pairs = zip(node["words"], node["simplified"] or node["words"], strict=True)
    translator.body.append("<wbr>".join(str(in_both_scripts(*pair)) for pair in pairs))
    raise nodes.SkipChildren


def _close_words(translator: HTML5Translator, node: own.policy_title) -> None:
    translator.depart_title(node)


def _open_clause(translator: HTML5Translator, node: own.clause_section) -> None:
    translator.section_level += 1
    attributes = {"data-clause": node["clause"]}
    translator.body.append(translator.starttag(node, "section", **attributes))


def _open_title(translator: HTML5Translator, node: own.heading_title) -> None:
    translator.visit_title(node)
    node["at"] = len(translator.body)


def _note_shown(translator: HTML5Translator, node: own.heading_title) -> None:
    """Keep how the page has a heading, for its outline; where nothing follows, the tools of the clause stand in it."""
    inside = translator.body[node["at"] :]
    has_tools = isinstance(node.children[-1], own.clause_tools) if node.children else False
    node["shown"] = "".join(inside[:-1] if has_tools else inside)


def _close_heading(translator: HTML5Translator, node: own.heading_title) -> None:
    _note_shown(translator, node)
    translator.depart_title(node)


def _close_title(translator: HTML5Translator, node: own.clause_title) -> None:
    _note_shown(translator, node)
    # The writer's own way adds a permalink, which a clause has at its end, and a line end, which
    # would show as a blank before the text that runs on.
    translator.body.append(translator.context.pop().rstrip())


def _open_block(translator: HTML5Translator, node: own.clause_block) -> None:
    attributes = {"data-clause": node["clause"]}
    translator.body.append(translator.starttag(node, "div", **attributes))


def _close_block(translator: HTML5Translator, _: nodes.Element) -> None:
    translator.body.append("</div>\n")


def _open_frame(translator: HTML5Translator, node: own.table_frame) -> None:
    """The table in a frame that scrolls, by keys too."""
    named = {"role": "region", "aria-label": node["label"], "tabindex": "0"}
    hint = translator.encode(node["hint"])
    translator.body.append(
        f"{translator.starttag(node, 'div', CLASS='policy-table', **named)}"
        f'<p class="table-hint" aria-hidden="true">{hint}</p>\n<table>\n'
    )


def _close_frame(translator: HTML5Translator, _: nodes.Element) -> None:
    translator.body.append("</table>\n</div>\n")


def _open_part(translator: HTML5Translator, node: own.table_part) -> None:
    translator.body.append(translator.starttag(node, node["tag"]))


def _close_part(translator: HTML5Translator, node: own.table_part) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def _open_row(translator: HTML5Translator, node: own.table_row) -> None:
    attributes = {"data-clause": node["clause"]}
    translator.body.append(translator.starttag(node, "tr", CLASS=f"clause row-{node['kind']}", **attributes))


def _close_row(translator: HTML5Translator, _: nodes.Element) -> None:
    translator.body.append("</tr>\n")


def _open_cell(translator: HTML5Translator, node: own.table_cell) -> None:
    attributes = {key: node[key] for key in ("scope",) if node[key]}
    attributes |= {
        name: str(node[key]) for name, key in (("colspan", "columns"), ("rowspan", "rows")) if node[key] > 1
    }
    attributes |= {f"data-{key}": node[key] for key in ("label", "merged") if node.get(key)}
    tag = "th" if node["scope"] else "td"
    translator.body.append(translator.starttag(node, tag, "", **attributes))
    translator.context.append(f"</{tag}>")


def _close_cell(translator: HTML5Translator, _: nodes.Element) -> None:
    translator.body.append(translator.context.pop())


def _open_more(translator: HTML5Translator, node: own.table_more) -> None:
    translator.body.append(f'<tr class="row-more"><td colspan="{node["columns"]}">')


def _close_more(translator: HTML5Translator, _: nodes.Element) -> None:
    translator.body.append("</td></tr>\n")


def _open_other_script(translator: HTML5Translator, node: own.in_other_script) -> None:
    translator.body.append(translator.starttag(node, "span", "", **{"data-hans": node["simplified"]}))


def _close_other_script(translator: HTML5Translator, _: own.in_other_script) -> None:
    translator.body.append("</span>")


def _open_apart(translator: HTML5Translator, node: own.apart) -> None:
    translator.body.append(translator.starttag(node, "details" if node["folded"] else "aside"))


def _close_apart(translator: HTML5Translator, node: own.apart) -> None:
    translator.body.append("</details>\n" if node["folded"] else "</aside>\n")


def _open_mark(translator: HTML5Translator, node: own.quote_mark) -> None:
    """A link to the check whose quote is the shortest; all are named for who looks closer."""
    builder = translator.builder
    index = content_of(builder.env).requirements
    requirements = sorted(map(index.requirement, node["checks"]), key=lambda each: len(each.quote))
    attributes: dict[str, Any] = {"data-checks": " ".join(each.id for each in requirements)}
    # A heading is copied into the outline, as a link of its own.
    tag = "span" if isinstance(node.parent, (nodes.title, nodes.reference)) else "a"
    if tag == "a":
        attributes["href"] = PageLinks(builder, builder.current_docname).to_requirement(requirements[0])
        attributes["title"] = "；".join(each.plain for each in requirements)
    kinds = f"quoted quoted-{requirements[0].modality.value}"
    translator.body.append(translator.starttag(node, tag, "", CLASS=kinds, **attributes))
    translator.context.append(f"</{tag}>")


def _close_mark(translator: HTML5Translator, _: own.quote_mark) -> None:
    translator.body.append(translator.context.pop())
