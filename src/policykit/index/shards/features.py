"""What search and alignment need of every clause, read from shards instead of worked out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policykit.base.storage import Storage
from policykit.corpus.shelf import MANIFEST, Shelved, default_place
from policykit.index.alignment import Alignment
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.profile import Profile, Sentence, of_policy
from policykit.index.alignment.space import Space
from policykit.index.lexicon import Lexicon
from policykit.index.search import Index
from policykit.index.search.features import policy_features
from policykit.index.search.store import Store
from policykit.index.shards.builder import read_manifest
from policykit.index.shards.rows import reader
from policykit.model import Span

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.corpus import Corpus
    from policykit.model import Clause, Policy

__all__ = ["Features"]

Searched = list[tuple[str, dict[str, int]]]


class Features:
    """The features of a corpus: from its shards, of policies that these lack or have otherwise worked out here.

    Shards that were built with other words or other code give none. `place` is as for `Corpus.load(shards=…)`.
    """

    def __init__(self, corpus: Corpus, place: str | Path | None = None) -> None:
        self._corpus = corpus
        self._storage = Storage(place or default_place(corpus.root))
        self._lexicon = Lexicon.load(corpus.root)
        built = read_manifest(self._storage)
        is_same = json.loads(self._storage.read(MANIFEST))["words"] == reader(self._lexicon).words
        self._names = [mark.name for mark in built.marks] if is_same else []

    def _read(self, column: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """A column of the rows of the policies that are as they were when the shards were built."""
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # has no types

        fresh = {
            policy.id
            for policy in self._corpus.policies
            if isinstance(policy, Shelved) and policy.__dict__["shelf"].place == self._storage.place
        }
        for name in self._names:
            file = pq.ParquetFile(self._storage.source(f"{name}.parquet"))
            for group in range(file.num_row_groups):
                for row in file.read_row_group(group, columns=["id", column]).to_pylist():
                    if row["id"] in fresh:
                        yield row["id"], row[column]

    @cached_property
    def searched(self) -> Mapping[str, Searched]:
        """By policy what `policy_features` gives of it."""
        kept: dict[str, Searched] = {
            policy: [
                (row["clause"], {each["feature"]: each["level"] for each in row["features"]}) for row in rows
            ]
            for policy, rows in self._read("features")
        }
        rest = (policy for policy in self._corpus.policies if policy.id not in kept)
        return kept | {policy.id: policy_features(policy, self._lexicon) for policy in rest}

    def profiles(self) -> dict[str, list[Profile]]:
        """By policy the profiles of its clauses: what the alignment compares."""
        kept = dict(self._read("profiles"))
        measures = Measures.of(self._lexicon)
        found: dict[str, list[Profile]] = {}
        for policy in self._corpus.policies:
            if policy.id not in kept:
                found[policy.id] = list(of_policy(policy, measures))
                continue
            clauses = {clause.id: clause for clause in policy.clauses}
            found[policy.id] = [_profile(row, clauses[row["clause"]]) for row in kept[policy.id]]
        return found

    def index(self, path: Path | None = None) -> Index:
        """The search index of the corpus; kept at `path`, or in memory."""
        store = Store(path, self._corpus.policies, self._lexicon, _Done(self.searched))
        return Index(self._corpus, store, self._lexicon)

    def alignment(self) -> Alignment:
        """The alignment of the corpus."""
        made = Alignment(self._corpus)
        profiles = self.profiles()
        made.space = Space(list(profiles), profiles.__getitem__, Measures.of(self._lexicon))
        return made


class _Done(Executor):
    """Gives out features that are at hand where they would be worked out side by side."""

    def __init__(self, searched: Mapping[str, Searched]) -> None:
        self._searched = searched

    def map(  # type: ignore[override]  # of what executors do only this is asked
        self, _: Callable[..., Searched], policies: Iterable[Policy], *__: object
    ) -> Iterator[Searched]:
        return (self._searched[policy.id] for policy in policies)


def _profile(row: Mapping[str, Any], clause: Clause) -> Profile:
    heading, body = _sentence(row["heading"]), tuple(map(_sentence, row["sentences"]))
    return Profile(clause, heading, body, _weights(row["about"]), frozenset(row["kinds"]))


def _sentence(row: Mapping[str, Any]) -> Sentence:
    named = row["text"] if row["named"] is None else row["named"]
    return Sentence(Span(row["start"], row["end"]), row["text"], _weights(row["measures"]), named)


def _weights(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    return {each["measure"]: each["weight"] for each in rows}
