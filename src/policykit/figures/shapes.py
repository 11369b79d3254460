"""Tables of other shapes → a row a unit and year: years side by side, and indicators down the side.

What is made anew knows where each of its cells stands in the file, so that every message names the real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from policykit.base.diagnostics import Code
from policykit.figures.vocabulary import counted_in, head_in, keys_of, note
from policykit.figures.workbook import Cell, Sheet, filled, fits
from policykit.model import Period
from policykit.model.reading import words
from policykit.text.normal import bare

__all__ = ["upright"]

_BEFORE = re.compile(r"(?:19|20)\d\d年")
_BEHIND = re.compile(r"(.*[^\d(（])[(（]?((?:19|20)\d\d.*?)[)）]?")
_LONGEST = 16
"""So many characters of a header may be a period."""
_YEAR = 12

Origin = tuple[int, int]


def upright(sheet: Sheet, figures: Mapping[str, str]) -> Sheet:
    """The sheet with a row for each unit and year; as it is where it has that shape already.

    `figures` are the keys of the headers that are looked for, with their units.
    """
    for row in sheet.top:
        texts = [cell.text for cell in sheet.rows[row]]
        if (found := _vertical(sheet, row, texts)) is not None:
            return found
        if (columns := _years(sheet, row, texts, figures)) is not None:
            return _side_by_side(_fitting(sheet, max(0, row - 1), row), row, columns, figures)
    return sheet


def _fitting(sheet: Sheet, first: int, last: int) -> Sheet:
    """Of delimited text without the rows that do not fit the header, which stands in the rows `first` to `last`."""
    if sheet.name:
        return sheet
    heads = sheet.rows[first : last + 1]
    wanted, fields = max(map(filled, heads)), max(map(len, heads))
    rows, misfits = list(sheet.rows), []
    asides = tuple(bare(word) for name in ("described", "totals", "footers") for word in words()[name])
    for line in range(last + 1, len(rows)):
        told = [cell for cell in rows[line] if not cell.unreported]
        # A line of one cell, or about the form, has no figure that could stand in another's column.
        if (
            len(told) > 1
            and not fits(rows[line], wanted, fields)
            and not bare(told[0].text).startswith(asides)
        ):
            values = {"found": len(rows[line]), "wanted": wanted}
            misfits.append((sheet.problem(Code.RAGGED_ROW, line, 0, **values), len(told)))
            rows[line] = []
    return replace(sheet, rows=rows, misfits=tuple(misfits))


def _is(text: str, name: str) -> bool:
    return bare(text) in _headings(name)


@cache
def _headings(name: str) -> frozenset[str]:
    return frozenset(map(bare, words()["shapes"][name]))


@cache
def _years_named() -> dict[str, str]:
    """What 本年, 累计, 上期 and 上年同期 are called, the first of several meanings."""
    named = ("before", "previous", "total", "this")
    return {word: name for name in named for word in _headings(name)}


def _period(sheet: Sheet, row: int, text: str) -> str | None:
    """The period that stands above a column of figures: 2025年, 2026Q1, or 上年 and 本年 of the one in a title."""
    if (period := Period.read(text)) is not None:
        titled = _titled(sheet, row) if period.year is None else period
        return text if titled is None else _written(replace(period, year=titled.year))
    name = _years_named().get(bare(text), "")
    if not name:
        return None
    titled = _titled(sheet, row)
    is_part = titled is not None and titled.months < _YEAR
    if name == "total" and not is_part:
        return None  # beside 本年 it is a column of its own
    if titled is None:
        return text
    if name == "total" or (name == "previous" and is_part):
        meant = replace(titled, first=1) if name == "total" else titled.before
        return text if meant is None else _written(meant)
    return _written(titled if name == "this" else titled.year_before)


def _titled(sheet: Sheet, row: int) -> Period | None:
    """The period that a title above a row names."""
    titles = (cell.text for line in sheet.rows[:row] for cell in line)
    return next(filter(None, map(Period.within, titles)), None)


def _written(period: Period) -> str:
    """As it stands in the column of years of the table made anew."""
    return str(period.year) if period.months == _YEAR and period.year is not None else period.label


def _vertical(sheet: Sheet, row: int, texts: Sequence[str]) -> Sheet | None:
    """指标 | 单位 | 口径 | 上年 | 本年: the indicators become columns, each column of figures a row."""
    at = next((column for column, text in enumerate(texts) if _is(text, "indicator")), None)
    if at is None:
        return None
    years = {
        column: "" if _is(text, "figure") else _period(sheet, row, text)
        for column, text in enumerate(texts)
        if column != at
    }
    years = {column: year for column, year in years.items() if year is not None}
    if not years:
        return None
    sheet = _fitting(sheet, row, row)
    unit = next((column for column, text in enumerate(texts) if _is(text, "unit")), None)
    lines = [line for line in range(row + 1, len(sheet.rows)) if sheet.cell(line, at).text]
    about = _labelled(sheet, row)
    headers = words()["template"]["headers"]
    heads = [*((Cell(headers[name]), origin) for name, (_, origin) in about.items())]
    is_dated = any(years.values())
    if is_dated:
        heads.append((Cell(headers["year"]), (row, at)))
    for line in lines:
        label, counted = sheet.cell(line, at).text, sheet.cell(line, unit).text if unit is not None else ""
        head = f"{label}（{counted}）" if counted and not label.endswith(("）", ")")) else label
        heads.append((Cell(head), (line, at)))
    table = [heads]
    for column, year in years.items():
        figures = ((sheet.cell(line, column), (line, column)) for line in lines)
        dated = [(Cell(year), (row, column))] if is_dated else []
        table.append([*about.values(), *dated, *figures])
    rows = [[cell for cell, _ in cells] for cells in table]
    origins: dict[Origin, Origin] = {}
    for down, cells in enumerate(table):
        origins |= {(down, across): origin for across, (_, origin) in enumerate(cells)}
    made = replace(sheet, rows=rows, origins=origins, hidden_rows=frozenset(), hidden_columns=frozenset())
    return replace(made, above=tuple(sheet.titles(row)))


def _labelled(sheet: Sheet, row: int) -> dict[str, tuple[Cell, Origin]]:
    """Whose figures they are, in the lines above: 填报单位：歙县 行政区划代码：341021, in one or more cells."""
    found: dict[str, tuple[Cell, Origin]] = {}
    measures = {*map(bare, words()["shapes"]["unit"])}
    named = {name: {*map(bare, words()["keys"][name])} - measures for name in ("unit", "division")}
    for line, cells in enumerate(sheet.rows[:row]):
        asked = None
        for column, cell in enumerate(cells):
            for part in cell.text.replace(":", ": ").split():
                if part.endswith(":"):
                    keys = {*keys_of(part)}
                    asked = next((name for name, labels in named.items() if keys & labels), None)
                elif asked:
                    before, origin = found.get(asked, (Cell(""), (line, column)))
                    found[asked] = (Cell(before.text + part), origin)
    return found


def _years(
    sheet: Sheet, row: int, texts: Sequence[str], figures: Mapping[str, str]
) -> dict[int, tuple[str, str]] | None:
    """Of the columns that bear a year: the year, and the header without it. `None` when they do not."""
    above = sheet.rows[row - 1] if row else []
    found: dict[int, tuple[str, str]] = {}
    group = ""
    for column, text in enumerate(texts):
        group = above[column].text if column < len(above) and above[column].text else group
        if (year := _period(sheet, row, text)) is not None and _is_figure(group, figures):
            found[column] = (year, group)
            continue
        # Of the two questions the one first that costs less.
        if group != text and (year := _period(sheet, row, group)) is not None and _is_figure(text, figures):
            found[column] = (year, text)
            continue
        for period, head in _parted(text):
            if _is_figure(head, figures) and bare(text) not in figures:
                found[column] = (_written(period), head)
                break
    keys = {bare(header) for header in words()["keys"]["year"]}
    return found if len(found) > 1 and not keys & set(map(bare, texts)) else None


def _is_figure(text: str, figures: Mapping[str, str]) -> bool:
    """Whether it is the head of a figure that is looked for, and of no other beside it (计划数)."""
    head = head_in(text, figures)
    return head is not None and not head.other


def _parted(text: str) -> Iterator[tuple[Period, str]]:
    """A header with its period apart: 2025年就诊率, 就诊率（2026年第一季度）."""
    if "20" not in text and "19" not in text:
        return
    if _BEFORE.match(text):
        for end in range(min(len(text) - 1, _LONGEST), 0, -1):
            if (period := Period.read(text[:end])) is not None:
                yield period, text[end:]
    match = _BEHIND.fullmatch(text)
    if match is not None and (period := Period.read(match[2])) is not None:
        yield period, match[1]


def _own_year(sheet: Sheet, row: int, years: Sequence[str]) -> str:
    """Of which of several years a figure is that does not say so: of the title's, else of 本年, else of the newest."""
    titled = _titled(sheet, row)
    own = "" if titled is None else _written(titled)
    return own if own in years else next((year for year in years if _is(year, "this")), max(years))


def _side_by_side(
    sheet: Sheet, row: int, columns: dict[int, tuple[str, str]], figures: Mapping[str, str]
) -> Sheet:
    """Each row once for every year; a figure beside them that says none is of one."""
    width = max(map(len, sheet.rows))
    keys = [column for column in range(width) if column not in columns]
    heads = list(dict.fromkeys(head for _, head in columns.values()))
    years = list(dict.fromkeys(year for year, _ in columns.values()))
    at = {named: column for column, named in reversed(columns.items())}
    origins: dict[Origin, Origin] = {}
    rows: list[list[Cell]] = []

    def add(cells: Iterator[tuple[Cell, Origin]]) -> None:
        made = list(cells)
        origins.update({(len(rows), number): origin for number, (_, origin) in enumerate(made)})
        rows.append([cell for cell, _ in made])

    def named(column: int) -> tuple[Cell, Origin]:
        lines = [line for line in (row, row - 1) if line >= 0 and sheet.cell(line, column).text]
        if not lines:
            return Cell(), (row, column)
        cell, head = sheet.cell(lines[0], column), head_in(sheet.cell(lines[0], column).text, figures)
        if lines[0] == row and row and head is not None and filled(sheet.rows[row - 1]) > 1:
            over = (sheet.cell(row - 1, at).text for at in range(column, -1, -1))
            cell = Cell(counted_in(cell.text, next(filter(None, over), ""), figures[head.key]))
        return cell, (lines[0], column)

    undated = {column for column in keys if _is_figure(named(column)[0].text, figures)}
    own = _own_year(sheet, row, years)
    told = tuple(
        note(sheet.place(*at), "undated_column", name=cell.text, year=own)
        for cell, at in map(named, sorted(undated))
    )
    for line in range(max(0, row - 1)):
        add((cell, (line, column)) for column, cell in enumerate(sheet.rows[line]))
    label = words()["template"]["headers"]["year"]
    add(
        iter(
            [
                *map(named, keys),
                (Cell(label), (row, 0)),
                *((Cell(head), (row, at[_first(columns, head)])) for head in heads),
            ]
        )
    )
    for line in range(row + 1, len(sheet.rows)):
        about = [(sheet.cell(line, column), (line, column)) for column in keys]
        is_filled = any(sheet.cell(line, column).text for column in {*columns, *undated})
        for year in years if is_filled else years[:1]:
            dated = [
                (sheet.cell(line, at[year, head]), (line, at[year, head]))
                if (year, head) in at
                else (Cell(), (line, 0))
                for head in heads
            ]
            beside = [
                (Cell() if column in undated and year != own else cell, origin)
                for column, (cell, origin) in zip(keys, about, strict=True)
            ]
            blank = all(cell.blank for cell, _ in (*about, *dated))
            add(iter([*beside, (Cell() if blank else Cell(year), (line, 0)), *dated]))
    made = replace(sheet, rows=rows, origins=origins, hidden_rows=frozenset(), hidden_columns=frozenset())
    return replace(made, told=told)


def _first(columns: dict[int, tuple[str, str]], head: str) -> tuple[str, str]:
    return next(named for named in columns.values() if named[1] == head)
