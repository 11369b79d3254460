"""The names that a column may have: of keys, and of figures that are needed."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from policykit.figures.needs import Needs
from policykit.figures.vocabulary import Head, head_in, unit_behind
from policykit.model import Indicator, Variable
from policykit.model.reading import plain, words
from policykit.text.normal import bare

__all__ = ["PER", "Known", "headers_of", "known_in"]

PER = re.compile(r"(每)(十万|百万|千万|[百千万亿])(人|常住|户籍|服务|居民|名)")
"""Of how many people something is counted: 每千人, 每万常住人口."""
_SHORTEST = 2
"""A label of so many characters keeps its last."""


def headers_of(needs: Needs) -> dict[str, str]:
    """The keys of all headers of figures that are looked for, with their units."""
    return {key: unit for key, unit in known_in(needs).units.items() if unit is not None}


@lru_cache(maxsize=4)
def known_in(needs: Needs) -> Known:
    """The names for what is needed: the same for every sheet of many files."""
    return Known(needs)


class Known:
    """Every name that a column may have."""

    def __init__(self, needs: Needs) -> None:
        self.meanings: dict[str, tuple[str, Variable | Indicator | None]] = {}
        for indicator in needs.indicators.values():
            for name in (indicator.name, *indicator.names):
                self.meanings[bare(name)] = (indicator.name, indicator)
        counted = words()["reading"]["counted"]
        for variables in needs.variables.values():
            for variable in variables:
                short = (
                    variable.label.removesuffix(counted)
                    if len(variable.label) > _SHORTEST
                    else variable.label
                )
                for name in (variable.name, *variable.aliases, variable.label, short):
                    self.meanings[bare(name)] = (variable.name, variable)
        for name, headers in words()["keys"].items():
            for header in (name, *headers):
                self.meanings.setdefault(bare(header), (name, None))
        self.units = {key: meaning.unit if meaning else None for key, (_, meaning) in self.meanings.items()}

        # Of many files with the same heads each is looked up once.
        self.head = lru_cache(maxsize=2**13)(self._head)

    def _head(self, text: str) -> Head | None:
        """Which head it is, be it of the figure itself or of another (计划数)."""
        return head_in(text, self.units) or head_in(unit_behind(text), self.units)

    @cached_property
    def _keys(self) -> frozenset[str]:
        keys = {key for key, (_, meaning) in self.meanings.items() if meaning is None}
        return frozenset(keys | {bare(word) for word in words()["passed_columns"]})

    def may_head(self, text: str) -> bool:
        """Whether a row that begins so may be a header."""
        return bare(text) in self._keys

    def find(self, text: str) -> tuple[str, Variable | Indicator | None] | None:
        """The name and meaning of the head that it is; `None` where it is none, or another figure's."""
        head = self.head(text)
        return self.meanings[head.key] if head is not None and not head.other else None

    def per_head(self, text: str) -> tuple[str, float] | None:
        """The header that asks the same of another number of people, and by what its figures are multiplied."""
        match = PER.search(plain(text))
        if match is None:
            return None
        magnitudes: dict[str, float] = words()["magnitudes"]
        for wanted, own in magnitudes.items():
            asked = plain(text).replace(match[0], f"{match[1]}{wanted}{match[3]}", 1)
            if wanted != match[2] and (found := self.find(asked)) is not None and found[1] is not None:
                return asked, own / magnitudes[match[2]]
        return None

    def near_per_head(self, text: str) -> str | None:
        """The header that was probably meant, but for the number of people."""
        asked = (PER.sub(rf"\g<1>{wanted}\g<3>", plain(text)) for wanted in words()["magnitudes"])
        return next(filter(None, map(self.near, asked)), None) if PER.search(plain(text)) else None

    def near(self, text: str) -> str | None:
        """The header that was probably meant."""
        labels = {meaning.label: None for _, meaning in self.meanings.values() if meaning is not None}
        found = process.extract(
            bare(text),
            list(labels),
            scorer=fuzz.ratio,
            processor=bare,
            score_cutoff=words()["reading"]["near"],
            limit=1,
        )
        return found[0][0] if found else None
