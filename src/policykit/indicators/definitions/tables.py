"""found_rows: the rows of an official table or list of indicators, each with its cells by what they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policykit.indicators.definitions.signs import words
from policykit.indicators.definitions.wording import read_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Row", "found_rows"]

_MARKDOWN = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[\s|:-]+")
_LEAST = 2
"""Columns that a header needs to be known by."""


@dataclass
class Row:
    """One indicator of a table or list: its number, its name, its other cells by what they hold."""

    item: str
    name: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    gap: str = " … "
    """Between the pieces of a cell that goes on in another row; the lines of a list follow one another."""

    def add(self, role: str, text: str) -> None:
        """A cell, or what goes on of one that a page or a merged cell cuts."""
        if text.strip():
            self.cells.setdefault(role, []).append(text.strip())

    def text(self, role: str) -> str:
        """What stands under one head."""
        return self.gap.join(self.cells.get(role, ()))

    @property
    def wordings(self) -> tuple[str, ...]:
        """What may state the formula, likeliest first: the formula's column before the explanation's."""
        return tuple(filter(None, map(self.text, ("formula", "wording", "method"))))


def found_rows(text: str) -> list[Row]:
    r"""The indicators of a text whose tables are lines with tabs or Markdown; without any table, of its lists.

    >>> [row] = found_rows("序号\t指标\t计算方法\n1\t就诊率▲\t甲/乙×100%\n")
    >>> row.item, row.name, row.wordings
    ('1', '就诊率', ('甲/乙×100%',))
    """
    rows = [row for table in _tables(text) for row in _of_table(table)]
    listed = [row for row in _of_list(text) if row.cells]
    return rows if len(rows) >= sum(bool(row.wordings) for row in listed) else listed


def _tables(text: str) -> Iterator[list[list[str]]]:
    """Lines of cells that stand behind one another."""
    table: list[list[str]] = []
    for line in text.splitlines():
        marked = _MARKDOWN.fullmatch(line)
        if marked and _RULE.fullmatch(line):
            continue
        if marked or "\t" in line:
            cells = re.split(r"(?<!\\)\|", marked[1]) if marked else line.split("\t")
            table.append([cell.strip() for cell in cells])
        elif table and line.strip() and _heads(table[-1]) is None:
            # A title between two parts of one table, or the end of it: what follows tells by its header.
            yield table
            table = [table[0]] if _heads(table[0]) else []
    if table:
        yield table


def _heads(cells: Sequence[str]) -> list[str] | None:
    """What each column holds, if the row is a header: it names the indicator and another column at least."""
    heads = [_role(cell) for cell in cells]
    if "name" not in heads and "upper" in heads:
        heads[len(heads) - 1 - heads[::-1].index("upper")] = (
            "name"  # 一级指标, 二级指标: the last is the indicator
        )
    is_header = "name" in heads and len({head for head in heads if head}) >= _LEAST
    return heads if is_header else None


def _role(cell: str) -> str:
    head = re.sub(r"\s+", "", cell) if re.search(r"[\u4e00-\u9fff]", cell) else cell.strip()
    plain = re.sub(r"[（(].*?[）)]", "", head) or head
    if len(plain) > words()["heading"]:
        return ""
    return next((role for role, form in words()["columns"].items() if re.search(form, plain)), "")


def _of_table(table: list[list[str]]) -> Iterator[Row]:
    if not any(map(_heads, table)):
        yield from _without_header(table)
        return
    heads: list[str] = []
    row: Row | None = None
    for cells in table:
        if (found := _heads(cells)) is not None:
            heads = found
            continue
        item, name = _named(cells, heads)
        if name:
            if row is not None:
                yield row
            row = Row(item, name)
        for head, cell in zip(heads, cells, strict=False):
            if row is not None and head not in {"", "name", "item", "upper"}:
                row.add(head, cell)
    if row is not None:
        yield row


def _without_header(table: list[list[str]]) -> Iterator[Row]:
    """The rows that state a formula, called by the short cell before it; what states none is not told apart."""
    for cells in table:
        at = next((at for at, cell in enumerate(cells) if at and read_wording(cell).formulas), None)
        named = [cell for cell in cells[:at] if re.search(r"[\u4e00-\u9fff]", cell)] if at else []
        if (
            at
            and named
            and len(named[-1]) <= words()["heading"]
            and not (_role(named[-1]) or _labelled(named[-1])[0])
        ):
            item, name = _named(named[-1:], ["name"])
            row = Row(
                item or next((cell for cell in cells[:at] if re.fullmatch(r"[\d.]{1,6}", cell)), ""), name
            )
            row.add("formula", cells[at])
            yield row


def _named(cells: Sequence[str], heads: Sequence[str]) -> tuple[str, str]:
    """Number and name of a row; the last of several columns of names is the indicator's own."""
    pairs = list(zip(heads, cells, strict=False))
    item = next((cell for head, cell in pairs if head == "item" and cell), "")
    names = [cell for head, cell in pairs if head == "name"]
    name = names[-1] if names else ""
    numbered = re.match(words()["numbering"], name)
    if numbered and not item and not _is_part_of_name(name, numbered):
        item, name = numbered["item"], name[numbered.end() :]
    return item, re.sub(words()["marks"], "", name).strip()


def _is_part_of_name(name: str, numbered: re.Match[str]) -> bool:
    """Whether the figure in front belongs to the name: 5岁以下儿童死亡率, 3-6岁, 一般公共预算收入."""
    return (
        bool(re.match(r"[\u4e00-\u9fff]", name[numbered.end() :])) and numbered[0].strip() == numbered["item"]
    )


def _of_list(text: str) -> Iterator[Row]:
    """The indicators of a list: a numbered name, and behind it what is said under labels."""
    row: Row | None = None
    role = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if sum(bool(_role(cell)) for cell in re.split(r"\s{2,}", line)) >= _LEAST and "\t" not in line:
            break  # the heads of a table without rules: its columns cannot be told apart, and nothing is read of it
        if "\t" in line or _MARKDOWN.fullmatch(line):
            continue
        label, rest = _labelled(line)
        head = ("", rest, "") if label == "name" else None if label else _head(line)
        if head is not None:
            if row is not None:
                yield row
            item, name, said = head
            row, role = Row(item, re.sub(words()["marks"], "", name).strip(), gap=" "), ""
            rest = said
        if row is not None:
            role = label if label not in {"", "name"} else role or _unlabelled(rest)
            if role not in {"", "other"}:
                is_side = head is None and re.match("分[子母]", line)
                row.add(role, line if is_side else rest)
    if row is not None:
        yield row


def _unlabelled(line: str) -> str:
    """What a line without label holds: a formula, a definition in words, or nothing of the kind."""
    if re.search(f"[=＝]|{words()['written']}|[/／]", line):
        return "formula"
    return "wording" if re.match(words()["about"], line) or re.search(words()["ends"], line) else ""


def _labelled(line: str) -> tuple[str, str]:
    """What a line is about by the label in front of it, and the rest of it."""
    for role, form in words()["labels"].items():
        if match := re.match(rf"[【\[（(]?(?:{form})[】\]）)]?\s*[:：]?\s*(?<=[:：】\]\s])", line):
            return role, line[match.end() :]
    return "", line


def _head(line: str) -> tuple[str, str, str] | None:
    """Number, name and what follows on the line, if it begins an indicator of a list."""
    numbered = re.match(words()["numbering"], line)
    if numbered is None or _is_part_of_name(line, numbered):
        return None
    rest = line[numbered.end() :]
    cut = re.search(r"[:：=＝]", rest)
    name = rest[: cut.start()] if cut else rest
    if not name.strip() or len(name) > words()["heading"] or re.search("[。；;，]", name):
        return None
    said = "" if cut is None else (rest if cut[0] in "=＝" else rest[cut.end() :])
    return numbered["item"], name.strip(), said.strip()
