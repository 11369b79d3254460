"""`needs.json`: clauses and requirements as sphinx-needs reads them with `needimport`."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from policykit.base.resources import load
from policykit.model import Role
from policykit.model.link import LinkKind
from policykit.text.cite import cite, page_range
from policykit.text.decode import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from policykit.corpus import Corpus
    from policykit.model import Clause, Indicator, Policy, Requirement
    from policykit.model.link import Link

__all__ = ["need_id", "needs", "needs_json", "needs_pieces"]

_CLAUSE, _REQUIREMENT = "spec", "req"
"""Types that every sphinx-needs project has without being told."""
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_CALL = re.compile(r"(?<=\[)(?=\[)|(?<=<)(?=<)")
"""Where sphinx-needs would see the begin of a function that it calls."""
_WORD_JOINER = "\u2060"


def needs_json(
    corpus: Corpus,
    requirements: Iterable[Requirement],
    links: Iterable[Link] = (),
    urls: Mapping[str, str] | None = None,
) -> str:
    """The file as text: the same corpus, the same text. See `needs`."""
    return "".join(needs_pieces(corpus, requirements, links, urls))


def needs_pieces(
    corpus: Corpus,
    requirements: Iterable[Requirement],
    links: Iterable[Link] = (),
    urls: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """The text of the file piece by piece, of which each is made when it is asked for."""
    made = _made(corpus, requirements, links, urls)
    version = {"needs_amount": len(made), "needs": {}, **_around()}
    document = {**_head(), "versions": {_head()["current_version"]: version}}
    around = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    before, empty, after = around.partition('"needs": {}')
    yield before + empty[:-1]
    for at, name in enumerate(sorted(made)):
        yield f"{',' * (at > 0)}\n    {_quoted(name)}: {_indented(made[name]())}"
    yield ("\n   }" if made else "}") + after + "\n"


def needs(
    corpus: Corpus,
    requirements: Iterable[Requirement],
    links: Iterable[Link] = (),
    urls: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Every normative clause (`spec`) and every requirement (`req`), in the structure of sphinx-needs.

    A requirement links to its clause, a clause to its counterparts of other levels when `links` has them.
    `urls` gives addresses by the id of clause or requirement. Contents are reStructuredText that shows
    the text as it stands.

    >>> from policykit.corpus import Corpus
    >>> made = needs(Corpus.load(), ())["versions"]["current"]
    >>> made["needs"]["NHC_2023_41__4__11"]["title"][:19]
    '四/(十一) 拓展家庭醫生簽約服務'
    """
    made = _made(corpus, requirements, links, urls)
    listed = {name: make() for name, make in made.items()}
    version = {**_around(), "needs": listed, "needs_amount": len(listed)}
    return {**_head(), "versions": {_head()["current_version"]: version}}


def _made(
    corpus: Corpus,
    requirements: Iterable[Requirement],
    links: Iterable[Link],
    urls: Mapping[str, str] | None,
) -> dict[str, Callable[[], dict[str, Any]]]:
    """What makes each need, by its id."""
    requirements, addresses = list(requirements), urls or {}
    quoted = {requirement.clause for requirement in requirements}
    clauses = {
        need_id(clause.id): (clause, policy)
        for policy in corpus.policies
        for clause in policy.clauses
        if clause.role is Role.CLAUSE or clause.id in quoted
    }
    aligned: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for link in links:
        if link.kind is LinkKind.ALIGNED and (other := need_id(link.b)) in clauses:
            aligned[need_id(link.a)][other] = None
    made: dict[str, Callable[[], dict[str, Any]]] = {
        name: partial(_clause, clause, policy, [*aligned.get(name, ())], addresses)
        for name, (clause, policy) in clauses.items()
    }
    for each in requirements:
        of, clause = corpus.policy(each.policy), corpus.clause(each.clause)
        made[need_id(each.id)] = partial(_requirement, each, of, clause, addresses)
    return made


def _head() -> dict[str, str]:
    said = load("interchange")["needs"]
    return {"project": said["project"], "current_version": said["version"]}


def _around() -> dict[str, Any]:
    said = load("interchange")["needs"]
    return {
        "creator": {"program": said["project"], "version": ""},
        "needs_schema": _schema(said["fields"]),
    }


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _indented(need: Mapping[str, Any]) -> str:
    """A need as `json.dumps` sets it with an indent of one, which takes ten times as long."""
    return "{\n" + ",\n".join(f"     {_quoted(key)}: {_value(need[key])}" for key in sorted(need)) + "\n    }"


def _value(value: str | list[str]) -> str:
    if isinstance(value, str) or not value:
        return _quoted(value)
    return "[\n" + ",\n".join(f"      {_quoted(each)}" for each in value) + "\n     ]"


def need_id(name: str) -> str:
    """An id as sphinx-needs takes it unless told otherwise: capitals, digits and underscores.

    No two ids of policykit come out as one.

    >>> need_id("nhc-2023-41/4/11")
    'NHC_2023_41__4__11'
    """
    plain = re.sub(r"[^a-z0-9/-]", lambda match: f"___X{ord(match[0]):x}_", name)
    return plain.replace("-", "_").replace("/", "__").upper()


def _clause(clause: Clause, policy: Policy, aligned: list[str], urls: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": _CLAUSE,
        "title": _flat(f"{clause.label} {clause.heading}".strip()),
        "content": _as_rst(clause.text),
        "tags": [policy.level.value],
        "links": aligned,
        **_of_policy(clause.id, clause, policy, urls),
    }


def _requirement(
    requirement: Requirement, policy: Policy, clause: Clause, urls: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "type": _REQUIREMENT,
        "title": _flat(requirement.plain),
        "content": _as_rst(requirement.quote),
        "tags": [policy.level.value, requirement.modality.value],
        "links": [need_id(requirement.clause)],
        "quote": _flat(requirement.quote),
        "indicator": requirement.indicator.name,
        "definition": _flat(_definition(requirement.indicator)),
        "target": _flat(f"{requirement.name}{requirement.asked}"),
        "due": requirement.due.isoformat() if requirement.due else "",
        "modality": requirement.modality.value,
        **_of_policy(requirement.id, clause, policy, urls),
    }


def _definition(indicator: Indicator) -> str:
    """The official definition with its words and how ours differs; empty where none is on record."""
    official = indicator.official
    if official is None or official.definition is None:
        return ""
    return "；".join(filter(None, (indicator.source, official.definition.quote, official.differs)))


def _of_policy(name: str, clause: Clause, policy: Policy, urls: Mapping[str, str]) -> dict[str, str]:
    return {
        "id": need_id(name),
        "policykit_id": name,
        "policy": _flat(policy.title),
        "place": _flat(cite(clause, policy)),
        "pages": page_range(clause, policy),
        "level": policy.level.value,
        "division": policy.division,
        "url": urls.get(name, ""),
    }


def _flat(text: str) -> str:
    """A field: one line, in which sphinx-needs finds no function to call."""
    return _CALL.sub(_WORD_JOINER, encodable(" ".join(text.split())))


def _as_rst(text: str) -> str:
    """Text as reStructuredText: paragraphs apart, every mark of ASCII taken for itself."""
    paragraphs = (" ".join(line.split()) for line in encodable(text).splitlines() if line.strip())
    return "\n\n".join(_MARKUP.sub(r"\\\1", _CALL.sub(_WORD_JOINER, paragraph)) for paragraph in paragraphs)


def _schema(fields: Mapping[str, str]) -> dict[str, Any]:
    extra = {
        name: {"type": ["string", "null"], "description": meaning, "field_type": "extra", "default": None}
        for name, meaning in fields.items()
    }
    return {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": extra}
