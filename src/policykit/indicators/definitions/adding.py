"""add_definitions: an official table or list of indicators → `specs/definitions/<id>.yml`, its source beside it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file, write_new
from policykit.base.yamlfile import scalar
from policykit.indicators.definitions.sentences import names
from policykit.indicators.definitions.signs import words
from policykit.indicators.definitions.store import FOLDER, described
from policykit.indicators.definitions.tables import Row, found_rows
from policykit.indicators.definitions.wording import WordingReading, read_wording, unit_in
from policykit.intake import MAP, MOST_BYTES, kind_of, left_out, read
from policykit.text import decode, document
from policykit.text.card import read_card
from policykit.text.normal import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from policykit.model.definition import Formula

__all__ = ["Added", "Entry", "add_definitions", "read_definitions", "text_of", "tight"]

_ABOUT = ("unit", "direction", "period", "data_source")
_NOTHING = "—–-－/无 "
"""A cell of only these says nothing: “——”, “无”."""


@dataclass(frozen=True)
class Entry:
    """One indicator as read from a source, ready to be written."""

    item: str
    name: str
    quote: str
    unit: str
    row: Row
    reading: WordingReading
    formula: Formula | None = None

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """Its keys and values."""
        yield "item", self.item
        yield "name", self.name
        if self.quote:
            yield "quote", self.quote
        if self.formula:
            yield from described(self.formula).items()
        elif self.quote and self.reading.without:
            yield "without", self.reading.without.value
        for key in _ABOUT:
            value = self.unit if key == "unit" else _plain(self.row.text(key))
            if value:
                yield key, value


class Added(NamedTuple):
    """What was written: the file of definitions, its entries, and which words of the source are in none of them."""

    path: Path
    entries: list[Entry]
    left_out: list[Diagnostic]
    """Words that a reader of the source sees and the text that was drawn from it lacks (PK124)."""


def text_of(data: bytes, file: str) -> str:
    """The text of a source, its tables as lines with tabs. Raises `PolicykitError` where it cannot be read."""
    drawn = read(data, file=file)
    return drawn.text if drawn else decode(data, file=file, prose=False)


def tight(text: str) -> str:
    """The words without what line, cell and width change of them."""
    return re.sub(r"[\s|]", "", fold(text))


def read_definitions(text: str) -> list[Entry]:
    r"""The indicators of a table or list with their formulas, or why they have none.

    >>> [entry] = read_definitions("序号\t指标\t计算方法\n1\t就诊率\t县域内就诊人次/就诊总人次×100%\n")
    >>> entry.formula.expression.chinese
    '县域内就诊人次 ÷ 就诊总人次 × 100'
    """
    taken: Counter[str] = Counter()
    entries = []
    for number, row in enumerate(found_rows(text), 1):
        wordings = tuple(filter(None, (_kept(wording, row) for wording in row.wordings)))
        unit = row.text("unit")
        readings = [read_wording(wording, name=row.name, unit=_plain(unit)) for wording in wordings]
        chosen = next((index for index, each in enumerate(readings) if each.is_stated), 0)
        reading = readings[chosen] if readings else WordingReading()
        for formula in reading.formulas or (None,):
            item = row.item or str(number)
            taken[item] += 1
            item = item if taken[item] == 1 else f"{item}-{taken[item]}"
            quote = wordings[chosen] if wordings else ""
            name = row.name if formula is None or names(formula.label, row.name) else formula.label
            entries.append(Entry(item, name, quote, _plain(unit) or unit_in(row.name), row, reading, formula))
    return entries


def _kept(wording: str, row: Row) -> str:
    """A cell without what it says under labels of its own (指标来源：医院填报), which is put where it belongs."""
    labels = {role: form for role, form in words()["labels"].items() if role in {*_ABOUT, "other"}}
    every = "|".join(labels.values())
    kept, *rest = re.split(rf"(?:(?<=[。；;\s）)%％‰])|^)(?=(?:{every})[:：])", wording)
    for piece in rest:
        label, _, said = piece.partition("：" if "：" in piece else ":")
        role = next(role for role, form in labels.items() if re.fullmatch(form, label))
        if role in _ABOUT and not row.text(role):
            row.add(role, said.strip().rstrip("。；;"))
        elif role == "other":
            kept = kept or piece
    return kept.strip()


def _plain(cell: str) -> str:
    return cell.strip() if cell.strip(_NOTHING) else ""


def add_definitions(root: Path, source: Path, name: str, *, title: str = "", number: str = "") -> Added:
    """Read a source and write its definitions and itself to the knowledge base at `root`.

    Title and 文号 are those that the text shows, unless they are given.

    Raises
    ------
    PolicykitError
        The id is taken (PK007), the source cannot be read (PK005, PK101 to PK118), or holds no indicator (PK511).
    """
    path = root / FOLDER / f"{name}.yml"
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", name):
        raise PolicykitError([Diagnostic(Code.BAD_POLICY_ID, {"id": name})])
    if path.exists() or path.with_suffix("").exists():
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": path})])
    data = read_file(source, MOST_BYTES)
    drawn = read(data, file=str(source))
    text = drawn.text if drawn else decode(data, file=str(source), prose=False)
    entries = read_definitions(text)
    if not entries:
        raise PolicykitError([Diagnostic(Code.NO_DEFINITIONS, {"file": source.name}, file=str(source))])
    shown = read_card(text, document(text)).facts
    kind = kind_of(data)
    about = {
        "title": title or str(shown.get("title", "")) or source.stem,
        "number": number or str(shown.get("number", "")),
        "file": f"source.{'txt' if kind == 'text' else kind}",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    write_new({path: written(about, entries).encode(), path.with_suffix("") / about["file"]: data})
    return Added(path, entries, left_out(drawn.files(b"")[MAP], str(source)) if drawn else [])


def written(about: Mapping[str, str], entries: list[Entry]) -> str:
    """The text of a file of definitions."""
    lines = [f"{key}: {_scalar(value)}" for key, value in about.items() if value]
    lines.append("definitions:")
    for entry in entries:
        for index, (key, value) in enumerate(entry.lines):
            lines.append(f"{'  ' if index else '- '}{key}: {_scalar(value)}")
    return "".join(f"{line}\n" for line in lines)


def _scalar(value: str) -> str:
    one_line = " ".join(value.split())
    return f'"{one_line}"' if re.fullmatch(r"[\d.eE+_xo:-]+", one_line) else scalar(one_line)
