"""The library's front: a corpus with what the upper rooms know of it.

`policykit.corpus` knows nothing of search or alignment, which are built on it; here they come
together, each loaded when it is first asked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from policykit import corpus

if TYPE_CHECKING:
    from policykit.corpus.standing import Status
    from policykit.index.cascade import Around, CascadeIndex
    from policykit.index.search import Answer, Hit
    from policykit.model import Clause, Level
    from policykit.model.link import Link
    from policykit.model.requirement import Requirement

__all__ = ["Corpus"]


class Corpus(corpus.Corpus):
    """Policies and their clauses, to be searched and followed from level to level.

    >>> corpus = Corpus.load()
    >>> [hit.clause.id for hit in corpus.search("预留号源", level="national")]
    ['nhc-2023-41/4/11']
    """

    def search(  # noqa: PLR0913 - filters, each of them optional
        self,
        query: str,
        *,
        level: Level | str | None = None,
        division: str | None = None,
        policy: str | None = None,
        year: int | None = None,
        issuer: str | None = None,
        has_check: bool | None = None,
        status: Status | str | None = None,
        limit: int | None = None,
    ) -> list[Hit]:
        """The clauses that answer `query`, best first; see `policykit.index.search.search`.

        Raises `PolicykitError` as that does, and with every problem of the specs when `has_check` is given.
        """
        from policykit.index.search import search

        return search(
            self,
            query,
            level=level,
            division=division,
            policy=policy,
            year=year,
            issuer=issuer,
            has_check=has_check,
            status=status,
            checked=self._checked if has_check is not None else (),
            limit=limit,
        )

    def answer(self, query: str, *, limit: int | None = None) -> Answer:
        """What a query names, the clauses that hold all its words, and apart those that lack one.

        Raises `PolicykitError` when the query is empty, and with every problem of the specs.

        >>> found = Corpus.load().answer("歙县2027年县域内就诊率")
        >>> [(card.kind.label, card.id) for card in found.cards]
        [('要求', 'shexian-2025/p1/county-visit-rate-2027'), ('指标', 'county_visit_rate')]
        """
        from policykit.index.search import answer

        return answer(self, query, self._requirements, limit=limit)

    def aligned(self, clause: Clause | str) -> list[Link]:
        """The clauses of other levels on the measure of `clause` (or its id), likeliest first."""
        from policykit.index.alignment import aligned

        return aligned(self, clause)

    def around(self, clause: Clause | str) -> Around:
        """What is asked of a clause (or its id) above, what the levels below make of it, what its peers say.

        Raises
        ------
        PolicykitError
            PK003 when there is no clause with that id, and every problem of the specs.

        >>> around = Corpus.load().around("shexian-2025/1/5/1")
        >>> [(row.upper.clause, row.reading.label) for row in around.above][0]
        ('nhc-2023-reform-h2/1/4', '约束更强')
        """
        found = self.clause(clause) if isinstance(clause, str) else clause
        return self._cascade.around(found.id)

    @cached_property
    def _cascade(self) -> CascadeIndex:
        from policykit.index.cascade import CascadeIndex

        return CascadeIndex(self, self._requirements)

    @cached_property
    def _requirements(self) -> tuple[Requirement, ...]:
        from policykit.specs import Specs

        return tuple(Specs.load(self).requirements)

    @cached_property
    def _checked(self) -> frozenset[str]:
        return frozenset(requirement.clause for requirement in self._requirements)
