"""How the nodes of a policy page look in HTML; everything longer than a tag is a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from policykit.sphinxext import nodes as own
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.interchange.pages import SUFFIX as XML
from policykit.sphinxext.links import PageLinks
from policykit.sphinxext.project import docname_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from policykit.model import Policy

__all__ = ["add_nodes"]


def add_nodes(app: Sphinx) -> None:
    """Register the nodes and their HTML visitors; other writers fall back on the docutils node."""
    app.add_node(own.policy_text, html=(_open_policy, _close_section))
    app.add_node(own.clause_section, html=(_open_clause, _close_section))
    app.add_node(own.policy_title, html=(_open_words, _close_words))
    app.add_node(own.clause_title, html=(_open_title, _close_title))
    app.add_node(own.clause_block, html=(_open_block, _close_block))
    app.add_node(own.policy_card, html=(_card, _nothing))
    app.add_node(own.policy_list, html=(_list, _nothing))
    app.add_node(own.clause_tools, html=(_tools, _nothing))
    app.add_node(own.apart, html=(_open_apart, _close_apart))
    app.add_node(own.apart_caption, html=(_caption, _nothing))


def _nothing(_: HTML5Translator, __: nodes.Element) -> None:
    pass


def _render(translator: HTML5Translator, template: str, **values: object) -> None:
    """Put a template's result into the page and leave the node's children out."""
    builder = translator.builder
    translator.body.append(builder.templates.render(template, {**values, "_": str}))
    raise nodes.SkipNode


def _open_policy(translator: HTML5Translator, node: own.policy_text) -> None:
    translator.section_level += 1
    translator.body.append(translator.starttag(node, "section", CLASS="policy-text", LANG=node["lang"]))


def _open_words(translator: HTML5Translator, node: own.policy_title) -> None:
    translator.visit_title(node)
    translator.body.append("<wbr>".join(translator.encode(word) for word in node["words"]))
    raise nodes.SkipChildren


def _close_words(translator: HTML5Translator, node: own.policy_title) -> None:
    translator.depart_title(node)


def _open_clause(translator: HTML5Translator, node: own.clause_section) -> None:
    translator.section_level += 1
    attributes = {"data-clause": node["clause"]}
    translator.body.append(translator.starttag(node, "section", **attributes))


def _open_title(translator: HTML5Translator, node: own.clause_title) -> None:
    translator.visit_title(node)


def _close_title(translator: HTML5Translator, _: own.clause_title) -> None:
    # The writer's own way adds a permalink, which a clause has at its end, and a line end, which
    # would show as a blank before the text that runs on.
    translator.body.append(translator.context.pop().rstrip())


def _close_section(translator: HTML5Translator, node: nodes.section) -> None:
    translator.depart_section(node)


def _open_block(translator: HTML5Translator, node: own.clause_block) -> None:
    attributes = {"data-clause": node["clause"]}
    translator.body.append(translator.starttag(node, "div", **attributes))


def _close_block(translator: HTML5Translator, _: nodes.Element) -> None:
    translator.body.append("</div>\n")


def _tools(translator: HTML5Translator, node: own.clause_tools) -> None:
    _render(translator, "policykit/clause-tools.html", **_own(node))


def _open_apart(translator: HTML5Translator, node: own.apart) -> None:
    translator.body.append(translator.starttag(node, "details" if node["folded"] else "aside"))


def _caption(translator: HTML5Translator, node: own.apart_caption) -> None:
    _render(translator, "policykit/apart-caption.html", **_own(node))


def _close_apart(translator: HTML5Translator, node: own.apart) -> None:
    translator.body.append("</details>\n" if node["folded"] else "</aside>\n")


def _card(translator: HTML5Translator, node: own.policy_card) -> None:
    link = next(iter(node.findall(addnodes.download_reference)))
    download = f"{translator.builder.dlpath}/{link['filename']}" if "filename" in link else None
    values = {
        "download": download,
        "file": link.astext(),
        "checks": _checks(translator, node["policy"]),
        "xml": PageLinks(translator.builder).to_file(f"{docname_of(node['policy'])}{XML}"),
    }
    _render(translator, "policykit/card.html", **_own(node), **values)


def _list(translator: HTML5Translator, node: own.policy_list) -> None:
    domain = PolicyDomain.of(translator.builder.env)
    shown = [_entry(translator, domain.policy(policy)) for policy in node["policies"]]
    links = PageLinks(translator.builder)
    anchor = f"level-{node['level']}" if node["level"] else ""
    everything = links.uri("policies", anchor) if "policies" in translator.builder.env.all_docs else ""
    values = {"level": node["level"], "more": node["more"], "all": everything}
    _render(translator, "policykit/list.html", policies=shown, **values)


def _entry(translator: HTML5Translator, policy: Policy) -> dict[str, object]:
    builder = translator.builder
    here = builder.current_docname
    uri = builder.get_relative_uri(here, docname_of(policy.id))
    return {"policy": policy, "uri": uri, "checks": _checks(translator, policy.id)}


def _checks(translator: HTML5Translator, policy: str) -> dict[str, object]:
    """How many requirements a policy states, and where they are."""
    links = PageLinks(translator.builder)
    return {"count": len(links.stock.of_policy(policy)), "uri": links.to_checks(policy)}


def _own(node: nodes.Element) -> dict[str, Any]:
    return {key: value for key, value in node.attributes.items() if key not in nodes.Element.basic_attributes}
