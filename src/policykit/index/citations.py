"""引用: 文号 and 《titles》 that a text cites, resolved to policies of the corpus or listed as not collected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Role, Span
from policykit.model.link import Link, LinkKind
from policykit.text.normal import clause_form, search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.corpus import Corpus
    from policykit.model import Policy

__all__ = ["Citation", "citations", "cites"]

_NUMBER = re.compile(
    r"(?P<sign>[\u3400-\u9fff]{1,14})[\[(](?P<year>(?:19|20)\d\d)[\])]第?0*(?P<number>\d{1,5})号"
)
_TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_CITED = re.compile(f"{_TITLE.pattern}|{_NUMBER.pattern}")
_BEHIND = re.compile(f"[(]?{_NUMBER.pattern}")
_EDITION = re.compile(r"[(][^()]*[)]$")
_SHORTEST_TITLE = 4
"""《通知》 is no title."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One place of a clause that cites a policy."""

    clause: str
    span: Span
    """Of title and 文号, in the decoded source."""
    title: str
    """As written in 《》, in searched form; empty when only a 文号 is given."""
    number: str
    """文号 in one spelling (国办发[2021]18号); empty when only a title is given."""
    policy: str | None
    """Id of the policy cited; `None` when it is not collected."""

    @property
    def collected(self) -> bool:
        """Whether the policy cited is in the corpus."""
        return self.policy is not None


class _Known(NamedTuple):
    numbers: dict[tuple[str, str], list[tuple[str, str]]]
    """(year, number) → (sign, policy) of the policies that have them."""
    titles: dict[str, str]


def citations(corpus: Corpus) -> Iterator[Citation]:
    """Every citation in the clauses of a corpus, of whatever role, but none of a policy by itself.

    Brackets, width, script and blanks of a 文号 make no difference: 國衛基層發（2023） 41號 is
    国卫基层发〔2023〕41号.

    >>> from policykit.corpus import Corpus
    >>> [one.number for one in citations(Corpus.load()) if one.clause == "shexian-2025/p1"]
    ['皖卫发[2024]4号']
    """
    known = _known(corpus.policies)
    for policy in corpus.policies:
        short: dict[str, str] = {}
        for clause in policy.clauses:
            form = clause_form(clause, policy)
            short |= _short_names(form.text)
            for start, end, title, number in _cited(form.text):
                cited = _resolve(short.get(title, title), number, known)
                if cited != policy.id and not _own(policy, short.get(title, title)):
                    span = Span(form.starts[start], form.ends[end - 1])
                    yield Citation(clause.id, span, title, _spelled(number), cited)


def cites(corpus: Corpus) -> Iterator[Link]:
    """A link from each clause to the policy that it cites; `b` is the policy's id and `b_span` its title."""
    for citation in citations(corpus):
        if citation.policy is not None:
            target = corpus.policy(citation.policy)
            shared = tuple(name for name in (citation.number, citation.title) if name)
            yield Link(
                citation.clause, target.id, LinkKind.CITES, 1.0, citation.span, _title_span(target), shared
            )


def _cited(text: str) -> Iterator[tuple[int, int, str, tuple[str, str, str] | None]]:
    """Start, end, title and 文号 of each citation; a title with its 文号 behind it is one."""
    taken = 0
    for match in _CITED.finditer(text):
        if match.start() < taken:
            continue
        start, taken = match.span()
        if match["title"] is None:
            sign = _sign(match["sign"])
            yield match.end("sign") - len(sign), taken, "", (sign, match["year"], match["number"])
            continue
        behind = _BEHIND.match(text, taken)
        number = None
        if behind:
            taken = behind.end() + (
                text[behind.start()] == "(" and text[behind.end() : behind.end() + 1] == ")"
            )
            number = (behind["sign"], behind["year"], behind["number"])
        if len(match["title"]) > 1:
            yield start, taken, match["title"], number


def _sign(written_sign: str) -> str:
    """The issuer's sign without the words that lead up to it: 根据国办发 → 国办发."""
    last = max(
        (
            written_sign.rfind(lead) + len(lead)
            for lead in load("citations")["leads"]
            if lead in written_sign[:-1]
        ),
        default=0,
    )
    return written_sign[last:]


def _spelled(number: tuple[str, str, str] | None) -> str:
    return f"{number[0]}[{number[1]}]{number[2]}号" if number else ""


def _resolve(title: str, number: tuple[str, str, str] | None, known: _Known) -> str | None:
    if number:
        sign, year, digits = number
        for theirs, policy in known.numbers.get((year, digits), ()):
            if theirs.endswith(sign) or sign.endswith(theirs):
                return policy
        return None
    return next((known.titles[form] for form in _title_forms(title) if form in known.titles), None)


def _known(policies: Iterable[Policy]) -> _Known:
    known = _Known({}, {})
    for policy in policies:
        found = _NUMBER.search(search_key(policy.number or "").replace(" ", ""))
        if found:
            known.numbers.setdefault((found["year"], found["number"]), []).append((found["sign"], policy.id))
        for form in _title_forms(search_key(policy.title).replace(" ", "")):
            known.titles.setdefault(form, policy.id)
    return known


def _title_forms(title: str) -> list[str]:
    """The spellings under which a title is cited: whole, from 关于 on, without (试行), what a letter carries."""
    forms = [title, _EDITION.sub("", title)]
    forms += [form[form.index("关于") :] for form in forms if "关于" in form[1:]]
    forms += [form.removeprefix("关于") for form in forms if form.startswith("关于")]
    carried = re.search(rf"{load('citations')['carries']}《?([^《》]+)》?的?(?:通知|公告|令)?$", title)
    if carried:
        forms.append(carried[1].removesuffix("的通知"))
    return list(dict.fromkeys(form for form in forms if len(form) >= _SHORTEST_TITLE))


def _short_names(text: str) -> dict[str, str]:
    """Short names that the text gives: 《关于…的意见》(以下简称《意见》)."""
    pattern = rf"{_TITLE.pattern}[(]{load('citations')['short']}《([^《》]+)》"
    return {match[2]: match["title"] for match in re.finditer(pattern, text)}


def _own(policy: Policy, title: str) -> bool:
    """Whether a policy names itself: in the letter that carries it, in questions and answers about it."""
    own = set(_title_forms(search_key(policy.title).replace(" ", "")))
    return bool(own & set(_title_forms(title)))


def _title_span(policy: Policy) -> Span:
    return next((part.span for part in policy.segments if part.role is Role.TITLE), Span(0, 0))
