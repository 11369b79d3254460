"""A policy as a document tree: headings are sections, clauses have anchors, quotes of requirements are marked."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from policykit.base.diagnostics import PolicykitError
from policykit.base.division import Division
from policykit.model import Role, Script
from policykit.site.links import clause_anchor
from policykit.site.versions import CHANGES, title_of
from policykit.site.wording import words
from policykit.sphinxext.domains import CheckDomain, PolicyDomain, content_of
from policykit.sphinxext.nodes import (
    apart,
    apart_caption,
    clause_block,
    clause_node,
    clause_section,
    clause_title,
    clause_tools,
    heading_title,
    policy_body,
    policy_text,
    policy_title,
    quote_mark,
    section,
    site_view,
)
from policykit.sphinxext.simplified import add_simplified
from policykit.sphinxext.tables import hang_row, more_of
from policykit.text.cite import cite, cite_policy, on_page, pinpoint
from policykit.text.dictionary import cutter
from policykit.text.layout import (
    Line,
    Opening,
    furniture_size,
    matter,
    openings,
    outlined,
    set_clause,
    text_lines,
)
from policykit.text.normal import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from policykit.model import Clause, Part, Policy, Requirement, Span
    from policykit.site.content import Content
    from policykit.text.dictionary import Cutter
    from policykit.text.layout import Matter

__all__ = [
    "CARD",
    "add_simplified",
    "fill",
    "mark_quotes",
    "policy_card",
    "policy_tree",
    "read_policy",
    "unfold",
    "work_out",
]

CARD = "policy.yml"
"""The file of a policy's folder that stands for its page."""
_COUNTERPARTS = "crossindex/clause"


def policy_card(env: BuildEnvironment, policy_id: str) -> Path:
    """The `policy.yml` of a policy."""
    return content_of(env).corpus.root / "policy_texts" / policy_id.partition("@")[0] / CARD


def read_policy(env: BuildEnvironment, policy_id: str) -> policy_text:
    """The page of a policy for the document being read, with its targets and dependencies noted.

    Of its text nothing is made yet: see `fill`. Raises `PolicykitError` when there is no such policy.
    """
    content, docname = content_of(env), env.docname
    policy = content.corpus.policy(policy_id)
    card, spec = policy_card(env, policy.id), content.requirements.path(policy.id)
    source = card.parent / policy.file
    for path in (source, card, spec):
        if path is not None:
            env.note_dependency(str(path))
    root = _head(policy, source, env.srcdir)
    if policy.script is Script.TRADITIONAL:
        add_simplified(root)
    root += policy_body(policy=policy.id, views=[_COUNTERPARTS] if policy.id == policy.base else [])
    if env.app.parallel > 1 and policy.id == policy.base:
        work_out(content, policy)
    CheckDomain.of(env).note(docname, f"policy:{policy.id}")
    PolicyDomain.of(env).note(policy.id, docname)
    return root


def fill(body: policy_body, content: Content) -> None:
    """Hang the text of a policy into its page, with its quotes marked and what is said of each clause.

    Of a thousand pages that would be a million nodes, which Sphinx keeps, copies and looks through a dozen times: the
    page that Sphinx reads holds an empty body, which is filled where the page is written.
    """
    policy = content.corpus.policy(body["policy"])
    _add_text(body, policy)
    mark_quotes(body, policy, content.requirements.of_clause)
    if policy.script is Script.TRADITIONAL:
        add_simplified(body)
    for view in body["views"]:
        for node in list(body.findall(clause_node)):
            more_of(node).append(site_view(view=view, clause=node["clause"]))
    if (
        policy.id != policy.base
        and content.corpus.standings.texts(content.corpus.policy(policy.base))[-1][1] is not policy
    ):
        shown = site_view(view="versions/redline", policy=policy.id)
        body += section(CHANGES, words("policies")["versions"]["heading"], shown)


def work_out(content: Content, policy: Policy) -> None:
    """While several processes read: those that come after them would each do it for all policies."""
    with suppress(PolicykitError):  # a lexicon that is not sound is told where the index is written
        content.work_out(policy)


def unfold(tree: nodes.Element, content: Content) -> None:
    """Put the texts of policies in the place of the bodies that stand for them, where Sphinx is to see them."""
    for body in list(tree.findall(policy_body)):
        fill(body, content)
        body.replace_self(body.children)


# --- the page ---------------------------------------------------------------------------------


def policy_tree(policy: Policy, source: Path, srcdir: Path) -> policy_text:
    """The whole page of `policy`; `source` is its file, which the page offers for download."""
    root = _head(policy, source, srcdir)
    _add_text(root, policy)
    return root


def _head(policy: Policy, source: Path, srcdir: Path) -> policy_text:
    # Nothing of a source is rewritten: straight quotes and double hyphens stay what they are.
    root = policy_text(lang=policy.script.language, support_smartquotes=False, names=[])
    root["cited"] = cite_policy(policy)
    root["ids"] = [f"policy-{nodes.make_id(policy.id)}"]
    title = title_of(policy)
    root += policy_title(title, title, words=_title_words(title), simplified=[])
    root += _card(policy, "/" + os.path.relpath(source, srcdir).replace(os.sep, "/"))
    return root


def _add_text(root: nodes.Element, policy: Policy) -> None:
    before, after = matter(policy)
    root += [_apart(piece, policy) for piece in before]
    _hang(root, policy, [*outlined(policy, normative=True), *openings(policy)])
    taken = [opening.span for opening in openings(policy)]
    root += [_apart(one, policy, taken) for one in after if one.parts or any(one.loose_lines(policy, taken))]


def _title_words(title: str) -> list[str]:
    """The words of a title, so that no line of it ends within one."""
    ends = list(accumulate(len(word) for word in _cutter().cut(fold(title))))
    return [title[start:end] for start, end in pairwise([0, *ends])]


@cache
def _cutter() -> Cutter:
    return cutter()


def _card(policy: Policy, download: str) -> site_view:
    captions = words("policies")["facts"]
    facts = {
        "number": policy.number,
        "issuers": list(policy.issuers),
        "date_issued": policy.date_issued and policy.date_issued.isoformat(),
        "date_published": policy.date_published and policy.date_published.isoformat(),
        "publisher": policy.publisher,
        "level": policy.level.label,
        "division": Division.of(policy.division).label,
        "sha256": policy.sha256,
    }
    card = site_view(
        view="card",
        facts=facts,
        policy=policy.id,
        level=policy.level.value,
        citation=cite_policy(policy),
        script=policy.script.value if policy.script is Script.TRADITIONAL else "",
        furniture=furniture_size(policy),
        clauses=sum(clause.role is Role.CLAUSE for clause in policy.clauses),
    )
    for key, value in facts.items():
        if value:
            text = "、".join(value) if isinstance(value, list) else value
            card += nodes.paragraph("", f"{captions[key]}：{text}")
    link = addnodes.download_reference("", "", nodes.inline("", policy.file), reftarget=download, refdoc="")
    card += nodes.paragraph("", f"{captions['source']}：", link)
    return card


def _hang(root: nodes.Element, policy: Policy, parts: Iterable[Part | Line | Opening]) -> None:
    """Hang headings, clauses and other lines below `root`, in the order of the source; an annex is a section."""
    holders: dict[int, nodes.Element] = {}
    frames: dict[str, nodes.Element] = {}
    holder = top = root
    for part in sorted(parts, key=lambda part: part.span):
        if isinstance(part, Opening):
            top = nodes.section("", heading_title(part.text, part.text), ids=[f"annex-{part.number}"])
            root.append(top)
            continue
        if not isinstance(part, Line):
            holder = holders.get(id(part.parent), top)
            holders[id(part)] = holder
        if isinstance(part, Line):
            holder.append(nodes.paragraph(part.text, "", nodes.Text(part.text)))
        elif (
            part.clause is not None
            and (table := policy.table(part.clause)) is not None
            and (row := policy.row(part.clause)) is not None
        ):
            hang_row(holder, frames, table, row, _tools(part.clause, policy))
        elif part.clause is not None:
            holder.append(_clause(part.clause, policy))
        else:
            section = _section(part, policy)
            holder.append(section)
            holder = holders[id(part)] = section


def _section(section: Part, policy: Policy) -> nodes.Element:
    """A section with its heading; of a part whose first clause is its heading, a frame with none."""
    ids = ["s-" + "-".join(section.path)]
    heading = "".join(text_lines(section.span.cut(policy.source)))
    if not heading:
        return nodes.container(ids=ids)
    return nodes.section("", heading_title(heading, heading), ids=ids)


def _clause(clause: Clause, policy: Policy) -> nodes.Element:
    paper = set_clause(clause, policy.source)
    node: nodes.Element = clause_section() if paper.heading else clause_block(classes=["clause"])
    node["ids"] = [clause_anchor(clause.path)]
    node["clause"] = clause.id
    tools = _tools(clause, policy)
    title = clause_title("", "", *_numbered(paper.number), nodes.Text(paper.heading))
    if paper.heading:
        node["classes"] += ["clause", "run-in" if paper.run_in else "own-line"]
        node += title
    paragraphs = [nodes.paragraph("", "", nodes.Text(text)) for text in paper.paragraphs]
    if paper.number and not paper.heading and paragraphs:
        paragraphs[0][:0] = _numbered(paper.number)
    if clause.responsible and paragraphs:
        _mute_responsible(paragraphs[-1], clause.responsible)
    node += paragraphs
    last: nodes.Element = paragraphs[-1] if paragraphs else title
    last.append(tools)
    if paper.run_in:
        node += nodes.container(classes=["clause-end"])
    return node


def _tools(clause: Clause, policy: Policy) -> clause_tools:
    place = pinpoint(clause.label)
    return clause_tools(
        anchor=clause_anchor(clause.path),
        clause=clause.id,
        place=place,
        label=words("policies")["copying"]["tools"]["link"].format(place=place),
        cited=cite(clause, policy).removeprefix(cite_policy(policy)),
        page=on_page(clause, policy),
        # An interpretation has clauses of its own, which lead on to each other.
        row="" if clause.role is Role.CLAUSE else clause.role.value,
    )


def _numbered(number: str) -> list[nodes.Node]:
    return [nodes.inline(number, number, classes=["number"])] if number else []


def _mute_responsible(paragraph: nodes.paragraph, responsible: Iterable[str]) -> None:
    """Set the closing bracket that names the responsible departments apart from the sentence."""
    text = paragraph[-1].astext()  # behind the number, where there is one
    start = max(text.rfind("("), text.rfind("（"))
    if start > 0 and any(name in text[start:] for name in responsible):
        paragraph[-1:] = [nodes.Text(text[:start]), nodes.inline("", text[start:], classes=["responsible"])]


def _apart(piece: Matter, policy: Policy, taken: Sequence[Span] = ()) -> nodes.Element:
    caption = words("policies")["apart"][piece.kind]
    mark = words("policies")["apart_mark"]
    node = apart(folded=piece.folded, classes=["apart", f"apart-{piece.kind}"])
    node += apart_caption("", f"{caption}（{mark}）", folded=piece.folded, caption=caption, mark=mark)
    inside = piece.parts
    _hang(node, policy, [*inside, *piece.loose_lines(policy, [*taken, *(part.span for part in inside)])])
    if not piece.in_outline:
        return node
    section = nodes.section(ids=[piece.kind])
    section += [heading_title(caption, caption), node]
    return section


# --- quotes -----------------------------------------------------------------------------------


def mark_quotes(
    tree: nodes.Element, policy: Policy, of_clause: Callable[[str], Sequence[Requirement]]
) -> None:
    """Mark the quotes in every clause of `tree`, and hang the list of a clause's requirements below it.

    `of_clause` gives the requirements of a clause by its id.
    """
    clauses = {clause.id: clause for clause in policy.clauses}
    for node in list(tree.findall(clause_node)):
        requirements = of_clause(node["clause"])
        if requirements:
            _mark_clause(node, clauses[node["clause"]], policy.source, requirements)
            more_of(node).append(site_view(view="checks/clause", clause=node["clause"]))


def _mark_clause(
    node: nodes.Element, clause: Clause, source: str, requirements: Sequence[Requirement]
) -> None:
    """Count visible characters: the page sets blanks and line ends anew, and nothing else."""
    texts = list(node.findall(nodes.Text))
    published = clause.span.cut(source)
    if _visible("".join(texts)) != _visible(published):
        return
    spans = [(each.id, *_counted(each.span, clause.span.start, source)) for each in requirements]
    begin = 0
    for text in texts:
        end = begin + len(_visible(text))
        inside = [span for span in spans if span[1] < end and begin < span[2]]
        if inside:
            text.parent.replace(text, list(_cut(text, begin, inside)))
        begin = end


def _visible(text: str) -> str:
    return "".join(text.split())


def _counted(span: Span, start: int, source: str) -> tuple[int, int]:
    first = len(_visible(source[start : span.start]))
    return first, first + len(_visible(span.cut(source)))


def _cut(text: nodes.Text, begin: int, inside: Sequence[tuple[str, int, int]]) -> Iterator[nodes.Node]:
    """The text in pieces, each under one set of quotes."""
    whole = str(text)
    positions = [at for at, char in enumerate(whole) if not char.isspace()]
    stops = {0, len(positions)}
    stops.update(min(max(stop - begin, 0), len(positions)) for _, *both in inside for stop in both)
    done = 0
    for first, last in pairwise(sorted(stops)):
        checks = [name for name, start, end in inside if start - begin <= first and last <= end - begin]
        start, end = positions[first], positions[last - 1] + 1
        if checks:
            if whole[done:start]:
                yield nodes.Text(whole[done:start])
            yield quote_mark("", "", nodes.Text(whole[start:end]), checks=checks)
            done = end
    if whole[done:]:
        yield nodes.Text(whole[done:])
