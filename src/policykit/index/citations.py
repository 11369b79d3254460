"""引用: 文号 and 《titles》 that a text cites, resolved to policies of the corpus or listed as not collected."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.division import Division
from policykit.base.resources import Labelled, load
from policykit.model import Level, Role, Span
from policykit.model.link import Link, LinkKind
from policykit.text.normal import clause_form, search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policykit.corpus import Corpus
    from policykit.model import Policy

__all__ = ["Citation", "Cited", "Mention", "Purpose", "citations", "cited_documents", "cites", "mentions_of"]

_NUMBER = re.compile(
    r"(?P<sign>[\u3400-\u9fff]{1,14})[\[(](?P<year>(?:19|20)\d\d)[\])]第?0*(?P<number>\d{1,5})号"
)
_TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_CITED = re.compile(f"{_TITLE.pattern}|{_NUMBER.pattern}")
_BEHIND = re.compile(f"[(]?{_NUMBER.pattern}")
_ISSUER = re.compile(
    r"[\u3400-\u9fff、\d]*(?:委|部|局|办|厅|署|会|院|政府|办公室|党中央|中共中央|国务院|部门|单位)"
)
_PLACE = re.compile(r"[\u3400-\u9fff]{1,9}?(?:省|自治区|市|县|区|旗|州|盟)")
_STOPS = "。;!?"
_EDITION = re.compile(r"[(][^()]*[)]$")
_SHORTEST_TITLE = 4
"""《通知》 is no title."""


class Purpose(Labelled):
    """For what a document is cited, as far as the words before and behind it say.

    >>> Purpose("basis").label
    '依据'
    """

    IMPLEMENTED = "implemented"
    BASIS = "basis"
    ISSUED = "issued"
    """That it was issued is told."""
    REPEALED = "repealed"
    MENTIONED = "mentioned"


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
    sentence: Span
    """The sentence that cites it, in the decoded source."""
    purpose: Purpose
    issuer: str = ""
    """Who issued it, where the words before it say so (国务院办公厅印发《…》); in searched form."""

    @property
    def collected(self) -> bool:
        """Whether the policy cited is in the corpus."""
        return self.policy is not None


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the corpus cites, with what the corpus says of it."""

    policy: str | None
    """Its id; `None` when it is not collected."""
    title: str
    """As written where it is cited in full; empty when only a 文号 is given."""
    number: str
    """文号 as written; empty when none is given."""
    issuer: str
    level: Level | None
    """Of its issuer, title or 文号; `None` when these do not tell."""
    by: tuple[Citation, ...]
    """In the order of the corpus."""


class _Known(NamedTuple):
    numbers: dict[tuple[str, str], list[tuple[str, str]]]
    """(year, number) → (sign, policy) of the policies that have them."""
    titles: dict[str, str]


class Mention(NamedTuple):
    """A place of a text that cites a document, before it is known which of a corpus it is."""

    citation: Citation
    """Without a policy."""
    title: str
    """What is meant by its title: the whole one of a short name that the text gives."""
    number: tuple[str, str, str] | None
    """Sign, year and number of its 文号."""


def mentions_of(policy: Policy) -> list[Mention]:
    """What the clauses of a policy cite, of whatever role, but none of its own title; told by its text alone."""
    found: list[Mention] = []
    short: dict[str, str] = {}
    for clause in policy.clauses:
        form = clause_form(clause, policy)
        short |= _short_names(form.text)
        for start, end, title, number in _cited(form.text):
            meant = short.get(title, title)
            if not _own(policy, meant):
                span = Span(form.starts[start], form.ends[end - 1])
                first, last = _sentence(form.text, start, end)
                sentence = Span(form.starts[first], form.ends[last - 1])
                purpose = _purpose(form.text[first:start], form.text[end:last])
                issuer = _issuer(form.text[first:start])
                cited = Citation(clause.id, span, title, _spelled(number), None, sentence, purpose, issuer)
                found.append(Mention(cited, meant, number))
    return found


def citations(
    corpus: Corpus, read: Callable[[Policy], Iterable[Mention]] = mentions_of
) -> Iterator[Citation]:
    """Every citation in the clauses of a corpus, of whatever role, but none of a policy by itself.

    Brackets, width, script and blanks of a 文号 make no difference: 國衛基層發（2023） 41號 is
    国卫基层发〔2023〕41号. `read` gives what a policy cites, which may have been read before.

    >>> from policykit.corpus import Corpus
    >>> [one.number for one in citations(Corpus.load()) if one.clause == "shexian-2025/p1"]
    ['皖卫发[2024]4号']
    """
    known = _known(corpus.policies)
    for policy in corpus.policies:
        for mention in read(policy):
            cited = _resolve(mention.title, mention.number, known)
            if cited != policy.id:
                yield replace(mention.citation, policy=cited)


def cited_documents(corpus: Corpus, found: Iterable[Citation] | None = None) -> list[Cited]:
    """The documents that a corpus cites, by level, those cited most first.

    Places that give a 文号 and places that give the title alone are brought together where one place gives both.
    """
    groups: dict[str, list[Citation]] = {}
    numbers: dict[str, str] = {}
    listed = list(citations(corpus) if found is None else found)
    for citation in listed:
        if citation.number and citation.title:
            numbers.setdefault(citation.title, citation.number)
    for citation in listed:
        number = citation.number or numbers.get(citation.title, "")
        groups.setdefault(citation.policy or number or citation.title, []).append(citation)
    documents = [_document(group, corpus) for group in groups.values()]
    return sorted(
        documents,
        key=lambda each: (
            each.level.rank if each.level else len(Level),
            -len(each.by),
            each.title,
            each.number,
        ),
    )


def cites(corpus: Corpus) -> Iterator[Link]:
    """A link from each clause to the policy that it cites; `b` is the policy's id and `b_span` its title."""
    for citation in citations(corpus):
        if citation.policy is not None:
            target = corpus.policy(citation.policy)
            shared = tuple(name for name in (citation.number, citation.title) if name)
            yield Link(
                citation.clause, target.id, LinkKind.CITES, 1.0, citation.span, _title_span(target), shared
            )


def _document(group: list[Citation], corpus: Corpus) -> Cited:
    policy = corpus.policy(group[0].policy) if group[0].policy else None
    if policy:
        issuer = "、".join(policy.issuers)
        return Cited(policy.id, policy.title, policy.number or "", issuer, policy.level, tuple(group))
    written = [_written(each, corpus) for each in group]
    title = next((title for title, _ in written if title), "")
    number = next((number for _, number in written if number), "")
    issuer = next((each.issuer for each in group if each.issuer), "") or _ahead(title)
    sign = next((each.number for each in group if each.number), "")
    return Cited(None, title, number, issuer, _level(issuer or title, sign), tuple(group))


def _written(citation: Citation, corpus: Corpus) -> tuple[str, str]:
    """Title and 文号 of a citation as its source writes them."""
    source = corpus.policy(citation.clause.partition("/")[0]).source
    written = " ".join(citation.span.cut(source).split())
    opened, closed = written.find("《"), written.rfind("》")
    title = written[opened + 1 : closed] if 0 <= opened < closed else ""
    number = written[closed + 1 :] if citation.number else ""
    return title, number.strip().removeprefix("（").removeprefix("(").removesuffix("）").removesuffix(")")


def _ahead(title: str) -> str:
    """The issuer that a title begins with: 中共贵州省委办公厅 贵州省人民政府办公厅关于…."""
    ahead, about, _ = title.partition("关于")
    return " ".join(ahead.split()) if about and _ISSUER.fullmatch("".join(ahead.split())) else ""


def _level(named: str, number: str) -> Level | None:
    """The level of an issuer or title, by what it is called or by its division; else of the sign of a 文号."""
    signs = load("citations")["signs"]
    if re.search(signs["called_national"], named):
        return Level.NATIONAL
    for name in reversed(_PLACE.findall(named)):
        division = next((found for at in range(len(name)) if (found := Division.find(name[at:]))), None)
        if division:
            return division.level
    for level in (Level.NATIONAL, Level.PROVINCIAL):
        if number.startswith(tuple(signs[level.value])):
            return level
    return None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a citation begins and ends."""
    first = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
    last = min((at + 1 for mark in _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
    return first, last


def _purpose(before: str, behind: str) -> Purpose:
    """What the nearest word before a citation says of its purpose; that it is repealed is said behind it."""
    words = load("citations")["purposes"]
    if re.search(words["repealed"], behind):
        return Purpose.REPEALED
    places = {
        Purpose(name): max(before.rfind(word) for word in listed)
        for name, listed in words.items()
        if name != "repealed"
    }
    best = max(places, key=places.__getitem__)
    return best if places[best] >= 0 else Purpose.MENTIONED


def _issuer(before: str) -> str:
    """Who issued the document that is cited next: 2021年5月,国务院办公厅印发 → 国务院办公厅."""
    phrase = re.split(r"[,:(]", before)[-1]
    named = re.sub(load("citations")["issued"], "", phrase)
    named = _sign(named)
    return named if _ISSUER.fullmatch(named) else ""


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
