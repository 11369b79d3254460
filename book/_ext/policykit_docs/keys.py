"""`{spec-keys}`: the keys of a hand-written file, from the model that reads it; `{target-kinds}`: forms of a target.

Every example is an entry of the made-up policy in `example/`, which is held against its text like any other.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Union, get_args, get_origin

from docutils import nodes
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from policykit.base.yamlfile import Document, read
from policykit.corpus.policyfile import Metadata
from policykit.index.lexicon import Lexicon
from policykit.specs import verify
from policykit.specs.format import DismissedEntry, FileEntry, RequirementEntry, TargetEntry
from policykit.specs.target import FORMS
from policykit_docs import trees
from policykit_docs.example import EXAMPLE, POLICY, example
from policykit_docs.trees import words

__all__ = ["ExampleDirective", "Key", "KeysDirective", "TargetsDirective", "accepted", "model_keys"]

_MODELS: dict[str, type[BaseModel]] = {
    "policy": Metadata,
    "file": FileEntry,
    "requirement": RequirementEntry,
    "dismissed": DismissedEntry,
}
_UNIONS = (Union, types.UnionType)
logger = logging.getLogger(__name__)


class KeysDirective(SphinxDirective):
    """`{spec-keys} requirement`: the keys of one model, or of `lexicon`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A list of keys; what is wrong with the example is a warning at its place."""
        for problem in _problems():
            logger.warning("%s", problem, location=self.get_location())
        name = self.arguments[0]
        keys = _lexicon_keys() if name == "lexicon" else model_keys(name)
        return [trees.definitions((_entry(name, key) for key in keys), "key-list")]


class TargetsDirective(SphinxDirective):
    """`{target-kinds}`: each form of a target, with words of the example and what it asks."""

    def run(self) -> list[nodes.Node]:
        """A list of forms."""
        return [trees.definitions(_target_entries(), "key-list")]


class ExampleDirective(SphinxDirective):
    """`{spec-example} source.txt`: a file of the example as it stands; of a spec the first entries."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"lines": int}

    def run(self) -> list[nodes.Node]:
        """The file as code."""
        path = next(EXAMPLE.rglob(self.arguments[0]))
        self.env.note_dependency(str(path))
        lines = path.read_text("utf-8").splitlines()[: self.options.get("lines")]
        return [trees.block("\n".join(lines), "yaml" if path.suffix == ".yml" else "text")]


class Key(NamedTuple):
    """One key of a file: what it means, what it takes, and how it is written in the example."""

    name: str
    meaning: str
    takes: Sequence[nodes.Node]
    example: str


def model_keys(model: str) -> Iterator[Key]:
    """The keys of a model, in its order.

    >>> [key.name for key in model_keys("dismissed")]
    ['clause', 'quote', 'draft', 'reason', 'of', 'note', 'reviewed']
    """
    for field_name, field in _MODELS[model].model_fields.items():
        name = field.alias or field_name  # `from` is no name in Python
        meaning = field.description or words()["metadata"].get(name) or words()["other"][name]
        yield Key(name, meaning, [*accepted(field.annotation), *_presence(field)], _shown(model, name))


def _entry(model: str, key: Key) -> tuple[str, trees.Cell, list[nodes.Node]]:
    takes = nodes.inline("", "", *key.takes, classes=["quiet"])
    term = [trees.code(key.name), nodes.Text(" "), takes]
    about: list[nodes.Node] = [trees.paragraph(key.meaning)]
    if key.example:
        about.append(trees.block(key.example, "yaml"))
    return f"{model}-{key.name}", term, about


def accepted(annotation: Any) -> list[nodes.Node]:  # noqa: ANN401 - whatever a model's field is annotated with
    """What a field takes, in Chinese: the kinds of value, or every value with its label.

    >>> "".join(node.astext() for node in accepted(str | list[str] | None))
    '文字或列表'
    """
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return accepted(inner[0])
    if origin in _UNIONS:
        members = {"".join(node.astext() for node in made): made for made in map(accepted, inner) if made}
        return trees.joined(members.values(), "或")
    return _plain(annotation, origin, inner)


def _plain(annotation: Any, origin: Any, inner: tuple[Any, ...]) -> list[nodes.Node]:  # noqa: ANN401 - whatever a model's field is annotated with
    kinds = words()["kinds"]
    if origin is Literal:
        return trees.joined(([trees.code(value)] for value in inner), "、")
    if origin in (list, tuple):
        return [nodes.Text(kinds["list"])]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        labelled = ([trees.code(one.value), nodes.Text(f" {one.label}")] for one in annotation)  # type: ignore[attr-defined]  # each enum of the model has labels
        return trees.joined(labelled, "、")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [nodes.Text(kinds["model"])]
    return [nodes.Text(kinds[annotation.__name__])] if annotation.__name__ in kinds else []


def _presence(field: FieldInfo) -> list[nodes.Node]:
    """Whether a key must be there, else what holds without it."""
    if field.is_required():
        return [nodes.Text("；"), nodes.strong("", words()["required"])]
    default = field.default
    if default in (None, "", ()) or default is False or field.default_factory is not None:
        return []
    written = default.value if isinstance(default, Enum) else default
    return [nodes.Text("；" + words()["default"].format(written))]


@cache
def _files() -> dict[str, Document]:
    """The example's files as written, by model."""
    card, spec = EXAMPLE / "policy_texts" / POLICY / "policy.yml", EXAMPLE / "specs" / f"{POLICY}.yml"
    read_files = {"policy": read(card, card.name)[0], "file": read(spec, spec.name)[0]}
    return {name: document for name, document in read_files.items() if document is not None}


def _shown(model: str, key: str) -> str:
    """The first place of the example where a key stands, as written there; empty when on several lines."""
    name = {"requirement": "requirements"}.get(model, model)
    document = _files().get(model, _files()["file"])
    for at, place in document.values.items():
        inside = at == (key,) if model in _files() else len(at) == len((name, 0, key)) and at[0] == name
        if inside and at[-1] == key:
            line = document.lines[place.line]
            written = line[place.column : place.column + place.width]
            return "" if written.startswith("-") else f"{key}: {written}"
    return ""


def _target_entries() -> Iterator[tuple[str, trees.Cell, list[nodes.Node]]]:
    document = _files()["file"]
    entries = document.data["requirements"]
    by_id = {one.id.rpartition("/")[2]: one for one in example().requirements}
    for form in FORMS:
        index = next(at for at, entry in enumerate(entries) if form in entry["target"])
        asked = by_id[entries[index]["id"]]
        place = document.values["requirements", index, "target"]
        written = document.lines[place.line][place.column : place.column + place.width]
        described = TargetEntry.model_fields[form].description or ""
        meant = [nodes.Text(f"“{asked.quote}” → "), nodes.strong("", asked.plain)]
        term = [trees.code(written), nodes.Text(" "), nodes.inline("", described, classes=["quiet"])]
        yield f"target-{form}", term, [trees.paragraph(meant)]


def _lexicon_keys() -> Iterator[Key]:
    text = (EXAMPLE / "specs" / "lexicon.yml").read_text("utf-8")
    Lexicon.read(text)
    for block in re.split(r"\n(?=\S)", text.strip()):
        name = block.partition(":")[0]
        yield Key(name, words()["lexicon"][name], [], block)


def _problems() -> list[str]:
    return [problem.render() for problem in verify(example())]
