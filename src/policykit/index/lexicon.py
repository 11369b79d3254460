"""词表: the field's words, synonyms and what a word often stands for, from `specs/lexicon.yml`."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import LEXICON
from policykit.base.yamlfile import parse, read
from policykit.corpus import find_root
from policykit.text.normal import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policykit.base.yamlfile import Document

__all__ = ["Lexicon"]

_KEYS = ("words", "synonyms", "related", "measures")


@dataclass(frozen=True)
class Lexicon:
    """The words of a field, written as they are searched (`search_key`).

    >>> lexicon = Lexicon.load()
    >>> lexicon.synonyms_of("集采")
    ('集中带量采购', '带量采购', '集中采购')
    >>> "每千人口" in lexicon.words
    True
    """

    words: frozenset[str] = frozenset()
    groups: tuple[tuple[str, ...], ...] = ()
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measures: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """What policies order: each measure with the ways to name it: words that stand in one sentence, `-` those
    that do not."""
    subjects: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Subject → measure → ways, as the file writes them; `~` marks what is broad or named in passing."""

    @classmethod
    def load(cls, root: str | Path | None = None) -> Lexicon:
        """The lexicon of the content at `root`, else of the content that the package carries.

        Raises
        ------
        PolicykitError
            PK401 with every place of the file that has not the form of a lexicon.
        """
        places = [find_root(root) / LEXICON, _packaged() / LEXICON]
        # What is there and is no file is refused, and not passed over.
        path = next((place for place in places if os.path.lexists(place)), None)
        return cls._of(*read(path, str(LEXICON)), str(LEXICON)) if path else cls(related={})

    @classmethod
    def read(cls, text: str, file: str = "lexicon.yml") -> Lexicon:
        """The lexicon that a YAML text holds.

        >>> Lexicon.read("synonyms: [[醫共體, 县域医共体]]").synonyms_of("医共体")
        ('县域医共体',)
        """
        return cls._of(*parse(text, file), file)

    @classmethod
    def _of(cls, document: Document | None, wrong: list[Diagnostic], file: str) -> Lexicon:
        if wrong:
            raise PolicykitError(
                [
                    replace(one, code=Code.LEXICON_INVALID, values={"key": file, "reason": one.message})
                    for one in wrong
                ]
            )
        data: dict[str, Any] = (document.data if document else None) or {}
        problems = [
            Diagnostic(Code.LEXICON_INVALID, {"key": place, "reason": reason}, file)
            for place, reason in _problems(data)
        ]
        if problems:
            raise PolicykitError(problems)
        groups = tuple(tuple(dict.fromkeys(map(search_key, group))) for group in data.get("synonyms") or ())
        related = {
            search_key(word): tuple(map(search_key, others))
            for word, others in (data.get("related") or {}).items()
        }
        listed = map(search_key, data.get("words") or ())
        words = {*listed, *(word for group in groups for word in group)}
        words.update(word for pair in related.items() for word in (pair[0], *pair[1]) if len(word) > 1)
        measures = {
            # Whether a thing is ordered or named in passing (~) makes no difference to who looks for it.
            measure.removeprefix("~"): tuple(
                tuple(search_key(wording).removeprefix("~").split()) for wording in wordings
            )
            for subject in (data.get("measures") or {}).values()
            for measure, wordings in subject.items()
        }
        subjects = {
            subject: {measure: tuple(wordings) for measure, wordings in entry.items()}
            for subject, entry in (data.get("measures") or {}).items()
        }
        return cls(frozenset(words), groups, related, measures, subjects)

    @cached_property
    def _groups(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for group in self.groups:
            for word in group:
                others = (*found.get(word, ()), *(other for other in group if other != word))
                found[word] = tuple(dict.fromkeys(others))
        return found

    def synonyms_of(self, word: str) -> tuple[str, ...]:
        """Other names of the same thing, in the order of the file; `word` as `search_key` writes it."""
        return self._groups.get(word, ())

    def related_to(self, word: str) -> tuple[str, ...]:
        """What a word often stands for, and is found with less weight."""
        return self.related.get(word, ())

    def first_name(self, word: str) -> str:
        """The first of a thing's names, which the others are read as; the word itself if it has no other.

        >>> Lexicon.load().first_name("家医")
        '家庭医生'
        """
        return self._first.get(word, word)

    @cached_property
    def _first(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for group in self.groups:
            for word in group:
                names.setdefault(word, group[0])
        return names

    @cached_property
    def digest(self) -> str:
        """Changes when a word of the lexicon does."""
        content = repr(
            (sorted(self.words), self.groups, sorted(self.related.items()), [*self.measures.items()])
        )
        return hashlib.sha256(content.encode()).hexdigest()


def _packaged() -> Path:
    package = Path(__file__).parents[1]
    carried = package / "_content"
    return carried if carried.is_dir() else package.parent.parent


def _problems(data: object) -> list[tuple[str, str]]:
    if not isinstance(data, dict):
        return [("lexicon.yml", "不是“键: 值”的形式")]
    found = [(str(name), f"没有这一项，可用的是 {'、'.join(_KEYS)}") for name in data if name not in _KEYS]
    words, groups, related, measures = (data.get(name) or {} for name in _KEYS)
    if words and not _listed(words):
        found.append(("words", "应是词的列表，每个词是非空的文字"))
    if groups and not (
        isinstance(groups, list) and all(_listed(group) and len(group) > 1 for group in groups)
    ):
        found.append(("synonyms", "应是若干组同义词，每组至少两个词"))
    if related and not (
        isinstance(related, dict) and all(map(_listed, related.values())) and _listed([*related])
    ):
        found.append(("related", "应是“词: [相关词, …]”"))
    if measures and not isinstance(measures, dict):
        found.append(("measures", "应是“类别: {措施: [词, …]}”"))
        measures = {}
    found += [
        (f"measures: {subject}", "应是“措施: [词, …]”")
        for subject, entry in measures.items()
        if not (isinstance(entry, dict) and all(map(_listed, entry.values())))
    ]
    return found


def _listed(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
