"""Bytes → rows: all that is known of a policy from its files alone, one row for each of its texts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policykit.corpus.folder import Files, read_files
from policykit.corpus.rows import policy_schema, to_row
from policykit.corpus.shelf import code_digest, digest
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.profile import of_policy
from policykit.index.search.features import policy_features
from policykit.model import Policy, Role
from policykit.text.normal import clause_form
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policykit.index.alignment.profile import Profile, Sentence
    from policykit.index.lexicon import Lexicon
    from policykit.model import Quantity

__all__ = ["INDEXED", "Reader", "quantity_rows", "reader", "schema"]

_QUANTITY = (
    *("kind", "surface", "comparator", "unit", "unit_written", "dimension", "grade", "per"),
    *("modality", "hint"),
)
INDEXED = ("base", "model", "intake", "text", "corpus", "data", "index")
"""The rooms whose code makes the rows."""


def schema() -> Any:  # noqa: ANN401 - an Arrow schema
    """The Arrow types of a row: the policy's, then what is found in its clauses."""
    import pyarrow as pa  # type: ignore[import-untyped]  # has no types

    text, number = pa.string(), pa.int32()
    weights = pa.list_(pa.struct([("measure", text), ("weight", pa.float64())]))
    sentence = pa.struct(
        [("start", number), ("end", number), ("text", text), ("named", text), ("measures", weights)]
    )
    quantity = [("clause", text), *((name, text) for name in _QUANTITY), ("start", number), ("end", number)]
    quantity += [
        ("number", pa.float64()),
        ("number2", pa.float64()),
        ("due", pa.date32()),
        ("vague", pa.bool_()),
    ]
    feature = pa.struct([("feature", text), ("level", pa.int8())])
    profile = [("clause", text), ("heading", sentence), ("sentences", pa.list_(sentence)), ("about", weights)]
    more = [
        *((name, text) for name in ("base", "key", "text_key", "problem")),
        ("quantities", pa.list_(pa.struct(quantity))),
        ("features", pa.list_(pa.struct([("clause", text), ("features", pa.list_(feature))]))),
        ("profiles", pa.list_(pa.struct([*profile, ("kinds", pa.list_(text))]))),
    ]
    fields = [*policy_schema(), *(pa.field(name, kind) for name, kind in more)]
    return pa.schema(fields)


@dataclass(frozen=True)
class Reader:
    """Makes rows of the files of policies, with one lexicon: what a worker makes once, whatever it is given."""

    lexicon: Lexicon

    @cached_property
    def words(self) -> str:
        """Changes when a word of the lexicon, or the code that looks for it, does."""
        lexicon = self.lexicon
        content = (sorted(lexicon.words), lexicon.groups, sorted(lexicon.related.items()))
        told = repr((*content, [*lexicon.measures.items()], [*lexicon.subjects.items()]))
        return hashlib.sha256((told + code_digest(INDEXED)).encode()).hexdigest()[:32]

    def key(self, policy: str, files: Mapping[str, bytes]) -> str:
        """Changes when anything does that the rows of a policy are made from."""
        return digest(policy, files, self.words)

    def rows(self, policy: str, files: Mapping[str, bytes] | None) -> list[dict[str, Any]]:
        """One row for each text of a policy, the present one first; for one that cannot be read a row that says so.

        `None` stands for files that cannot be read at all, or have no end.
        """
        keys = {"base": policy, "key": "", "text_key": "", "problem": None}
        if files is None:
            return [self._empty(policy, {**keys, "problem": "PK005"})]
        keys |= {"key": self.key(policy, files), "text_key": digest(policy, files, code_digest())}
        found = read_files(Files.given(policy, files))
        if not isinstance(found, Policy):
            codes = " ".join(sorted({problem.code.value for problem in found}))
            return [self._empty(policy, {**keys, "problem": codes})]
        return [{**to_row(text), **keys, **self._found(text)} for text in (found, *found.versions)]

    @staticmethod
    def _empty(policy: str, keys: Mapping[str, Any]) -> dict[str, Any]:
        return {"id": policy, **keys}

    @cached_property
    def _measures(self) -> Measures:
        return Measures.of(self.lexicon)

    def _found(self, policy: Policy) -> dict[str, Any]:
        if policy.id != policy.base:  # only present texts are searched and aligned
            return {"quantities": list(quantity_rows(policy)), "features": [], "profiles": []}
        features = [
            {
                "clause": clause,
                "features": [{"feature": name, "level": level} for name, level in sorted(held.items())],
            }
            for clause, held in policy_features(policy, self.lexicon)
        ]
        profiles = [self._profile(profile) for profile in of_policy(policy, self._measures)]
        return {"quantities": list(quantity_rows(policy)), "features": features, "profiles": profiles}

    def _profile(self, profile: Profile) -> dict[str, Any]:
        return {
            "clause": profile.clause.id,
            "heading": self._sentence(profile.heading),
            "sentences": list(map(self._sentence, profile.sentences)),
            "about": _weights(profile.about),
            "kinds": sorted(profile.kinds),
        }

    def _sentence(self, sentence: Sentence) -> dict[str, Any]:
        named = self._measures.one_name(sentence.text)
        return {
            "start": sentence.span.start,
            "end": sentence.span.end,
            "text": sentence.text,
            "named": None if named == sentence.text else named,
            "measures": _weights(sentence.measures),
        }


_READERS: dict[str, Reader] = {}


def reader(lexicon: Lexicon) -> Reader:
    """The reader of a lexicon, made once in each worker: jieba's dictionary takes its time."""
    made = Reader(lexicon)
    return _READERS.setdefault(made.words, made)


def _weights(weights: Mapping[str, float]) -> list[dict[str, Any]]:
    # By name: in what order a set gives them differs from process to process.
    return [{"measure": measure, "weight": weight} for measure, weight in sorted(weights.items())]


def quantity_rows(policy: Policy) -> Iterator[dict[str, Any]]:
    """The quantities of the normative clauses; `start` and `end` are code points of the decoded source."""
    for clause in policy.clauses:
        if clause.role is Role.CLAUSE:
            form = clause_form(clause, policy)
            for quantity in find(form.text, year=policy.year, issued=policy.dated):
                start, end = form.starts[quantity.span.start], form.ends[quantity.span.end - 1]
                yield {"clause": clause.id, "start": start, "end": end, **_told(quantity)}


def _told(quantity: Quantity) -> dict[str, Any]:
    told = {name: getattr(quantity, name) for name in _QUANTITY}
    return {
        **{name: None if value is None else str(value) for name, value in told.items()},
        "number": quantity.number,
        "number2": quantity.number2,
        "due": quantity.due,
        "vague": quantity.vague,
    }
