"""What the browser's search knows of each policy, written by column: what follows from the rest is left out.

With thousands of policies this is most of what a first search loads; `web/search/` adds what is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from policykit.base.division import Division
from policykit.index.search.about import About
from policykit.model import Script
from policykit.text.normal import fold, search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from policykit.corpus import Corpus
    from policykit.index.search.names import Names

__all__ = ["by_column", "policy_rows", "usual_page"]


def usual_page(page: Callable[[str], str]) -> str:
    """The address of a page as most policies have it, with `{}` in the place of the id; `page` may quote braces.

    >>> usual_page("policies/{}.html".format), usual_page(lambda policy: quote(f"policies/{policy}.html"))
    ('policies/{}.html', 'policies/{}.html')
    """
    return page("{}").replace(quote("{}"), "{}")


def policy_rows(corpus: Corpus, names: Names, page: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """A row for each policy, in the order of the corpus; `page` gives the address of a policy by its id.

    Empty (`None`) are an address that is made as others are, a title that is searched as it is written, and what
    a policy says of itself where that is title, 文号 and issuers.
    """
    usual = usual_page(page)
    for policy, named in zip(corpus.policies, names.policies, strict=True):
        issuers = [fold(name) for name in policy.issuers]
        said = search_key("\n".join((policy.title, policy.number or "", *issuers)).replace(" ", ""))
        own, address = About.of(policy).said, page(policy.id)
        yield {
            "id": policy.id,
            "title": policy.title,
            "number": policy.number or "",
            "level": [policy.level.value, policy.level.label],
            "divisions": [[one.code, one.name] for one in Division.of(policy.division).lineage],
            "issuers": issuers,
            "year": policy.year,
            "traditional": policy.script is Script.TRADITIONAL,
            "size": len(policy.clauses),
            "page": None if address == usual.replace("{}", policy.id) else address,
            "standing": [
                [str(first or ""), standing.status.value, standing.status.label]
                for first, standing in corpus.standings.phases(policy)
            ],
            "said": None if own == said else own,
            "key": None if named.key == search_key(policy.title) else named.key,
            "nicks": named.nicks,
            "sign": [named.sign, named.year, named.number],
            "called": named.places,
        }


def by_column(rows: Iterable[Mapping[str, Any]]) -> dict[str, object]:
    """Rows with the same names as columns; where it is shorter each value stands once (`of`), and which is where.

    >>> by_column({"a": at, "b": "one and the same"} for at in range(4))
    {'a': [0, 1, 2, 3], 'b': {'of': ['one and the same'], 'which': [0, 0, 0, 0]}}
    """
    columns: dict[str, list[Any]] = {}
    for row in rows:
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return {name: _column(values) for name, values in columns.items()}


def _column(values: Sequence[Any]) -> object:
    written = [json.dumps(value, ensure_ascii=False) for value in values]
    places = {text: at for at, text in enumerate(dict.fromkeys(written))}
    column = {"of": list(map(json.loads, places)), "which": [places[text] for text in written]}
    return min(values, column, key=lambda form: len(json.dumps(form, ensure_ascii=False)))
