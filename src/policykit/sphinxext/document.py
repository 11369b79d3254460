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
from policykit.corpus.folder import drawn_files
from policykit.model import Role, Script
from policykit.site.links import policy_docname
from policykit.site.parts import whole_docname
from policykit.site.versions import CHANGES, title_of
from policykit.site.wording import words
from policykit.sphinxext.domains import CheckDomain, PolicyDomain, content_of
from policykit.sphinxext.hanging import hang
from policykit.sphinxext.nodes import (
    apart,
    apart_caption,
    clause_node,
    heading_title,
    policy_body,
    policy_text,
    policy_title,
    quote_mark,
    section,
    site_view,
)
from policykit.sphinxext.simplified import add_simplified
from policykit.sphinxext.tables import more_of
from policykit.text.cite import cite_policy
from policykit.text.dictionary import cutter
from policykit.text.layout import (
    furniture_size,
    matter,
    openings,
    outlined,
)
from policykit.text.normal import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from policykit.model import Clause, Policy, Requirement, Span
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


def read_policy(env: BuildEnvironment, policy_id: str, at: int = 0) -> policy_text:
    """The page of a policy for the document being read, with its targets and dependencies noted.

    Of its text nothing is made yet: see `fill`. Of one that is cut it is the page `at`. Raises `PolicykitError` when
    there is no such policy.
    """
    content, docname = content_of(env), env.docname
    policy = content.corpus.policy(policy_id)
    card, spec = policy_card(env, policy.id), content.requirements.path(policy.id)
    source = card.parent / policy.file
    beside = (card.parent / name for name in drawn_files(policy.file))
    drawn = [file for file in beside if file.is_file()]
    for path in (source, *drawn, card, spec):
        if path is not None:
            env.note_dependency(str(path))
    is_cut = content.text_parts(policy).is_cut and whole_docname(docname)[0] == policy_docname(policy.id)
    root = _further_head(policy, at) if at else _head(policy, source, env.srcdir)
    if policy.script is Script.TRADITIONAL:
        add_simplified(root)
    if is_cut:
        root += site_view(view="text-parts", policy=policy.id, at=at)
    views = [_COUNTERPARTS] if policy.id == policy.base else []
    root += policy_body(policy=policy.id, views=views, at=at if is_cut else None)
    if env.app.parallel > 1 and policy.id == policy.base:
        work_out(content, policy)
    CheckDomain.of(env).note(docname, f"policy:{policy.id}")
    if not at:
        PolicyDomain.of(env).note(policy.id, docname)
    return root


def fill(body: policy_body, content: Content) -> None:
    """Hang the text of a policy into its page, with its quotes marked and what is said of each clause.

    Of a thousand pages that would be a million nodes, which Sphinx keeps, copies and looks through a dozen times: the
    page that Sphinx reads holds an empty body, which is filled where the page is written.
    """
    policy = content.corpus.policy(body["policy"])
    at = body.get("at")
    _add_text(body, policy, None if at is None else content.text_parts(policy).window(at))
    mark_quotes(body, policy, content.requirements.of_clause)
    if policy.script is Script.TRADITIONAL:
        add_simplified(body)
    for view in body["views"]:
        for node in list(body.findall(clause_node)):
            more_of(node).append(site_view(view=view, clause=node["clause"]))
    if (
        policy.id != policy.base
        and not at
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
    root = _root(policy)
    title = title_of(policy)
    root += policy_title(title, title, words=_title_words(title), simplified=[])
    root += _card(policy, "/" + os.path.relpath(source, srcdir).replace(os.sep, "/"))
    return root


def _root(policy: Policy) -> policy_text:
    # Nothing of a source is rewritten: straight quotes and double hyphens stay what they are.
    root = policy_text(lang=policy.script.language, support_smartquotes=False, names=[])
    root["cited"] = cite_policy(policy)
    root["ids"] = [f"policy-{nodes.make_id(policy.id)}"]
    return root


def _further_head(policy: Policy, at: int) -> policy_text:
    root = _root(policy)
    title = words("policies")["paged"].format(title=title_of(policy), number=at + 1)
    root += policy_title(title, title, words=_title_words(title), simplified=[])
    return root


def _add_text(root: nodes.Element, policy: Policy, window: tuple[int, int] | None = None) -> None:
    """The whole text, or what begins in a window of its source; what stands beside it is before and behind all that."""
    before, after = matter(policy)
    first, end = window or (0, len(policy.source) + 1)
    if not first:
        root += [_apart(piece, policy) for piece in before]
    hang(root, policy, [*outlined(policy, normative=True), *openings(policy)], (first, end))
    if end <= len(policy.source):
        return
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


def _apart(piece: Matter, policy: Policy, taken: Sequence[Span] = ()) -> nodes.Element:
    caption = words("policies")["apart"][piece.kind]
    mark = words("policies")["apart_mark"]
    node = apart(folded=piece.folded, classes=["apart", f"apart-{piece.kind}"])
    node += apart_caption("", f"{caption}（{mark}）", folded=piece.folded, caption=caption, mark=mark)
    inside = piece.parts
    hang(node, policy, [*inside, *piece.loose_lines(policy, [*taken, *(part.span for part in inside)])])
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
