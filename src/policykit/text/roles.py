"""Paragraphs → roles: what of a page is the policy, and what stands around it.

The body starts at the first number that opens a document; title, 文号, addressee and a
covering letter are looked for upward from there, signature, annex and interpretation downward.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from policykit.model import Role
from policykit.text.pages import running_heads
from policykit.text.shapes import (
    BARE,
    Assigned,
    Roles,
    by_itself,
    is_addressee,
    is_annex,
    is_annex_heading,
    is_date,
    is_history,
    is_menu,
    is_notice,
    is_number,
    is_organ,
    is_title_end,
    joins_title,
    lists_annex,
    may_head,
    pattern,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.text.paragraphs import Block

__all__ = ["assign"]

_NEAR = 6
_MAX_SKIPPED = 3
_PAGE_CHARACTERS = 150
_MAX_TITLE_LINES = 4
_MAX_BYLINES = 12
_MAX_SIGNERS = 24
_SHORTEST_TITLE = 8
_TWINS = 2
_TWIN = Assigned(Role.FURNITURE, "twin")
"""A line that stands there a second time."""


def assign(blocks: Sequence[Block]) -> list[Assigned]:
    """The role of every block, in order; text of the policy is `CLAUSE`, headings included."""
    roles: Roles = [by_itself(block) for block in blocks]
    _mark_twins(blocks, roles)
    _mark_pages(blocks, roles)
    _mark_contents(blocks, roles)
    start = _body_start(blocks, roles)
    if start is None:
        return [role or Assigned(Role.FURNITURE) for role in roles]
    start = _preamble_start(blocks, roles, start)
    title = max(_title_lines(blocks, roles, start), default=-1)
    while (
        start
        and roles[start - 1] is None
        and (blocks[start - 1].is_row or (title < start - 1 and _leads(blocks[start - 1])))
    ):
        start -= 1  # the head of a table whose rows are the text, or the first heading
    _mark_head(blocks, roles, start)
    _mark_tail(blocks, roles, start)
    return [role or Assigned(Role.CLAUSE) for role in roles]


def _mark_twins(blocks: Sequence[Block], roles: Roles) -> None:
    """The second copies of bold lines that a PDF draws twice: several short lines stand there twice in a row."""
    twins = [
        at
        for at, (one, other) in enumerate(pairwise(blocks), 1)
        if one.folded == other.folded and not (one.is_row or BARE.fullmatch(one.folded))
    ]
    if sum(not blocks[at].is_sentence for at in twins) >= _TWINS:
        for at in twins:
            roles[at] = _TWIN


def _leads(block: Block) -> bool:
    """Whether a line above the text is its first heading."""
    return block.marker is None and not block.is_sentence and bool(pattern("leads").match(block.folded))


def _mark_pages(blocks: Sequence[Block], roles: Roles) -> None:
    """Numbers alone in their lines are the page's where they count up, a page of text apart; else they are figures.

    Lines that come again beside such numbers are the heads of pages.
    """
    numbers = [index for index, block in enumerate(blocks) if BARE.fullmatch(block.folded)]
    for one, other in pairwise(numbers):
        step = int(blocks[other].folded) - int(blocks[one].folded)
        if 0 < step <= _MAX_SKIPPED and blocks[other].start - blocks[one].end >= _PAGE_CHARACTERS * step:
            roles[one] = roles[other] = Assigned(Role.FURNITURE)
    # A number that is no page's is a figure: beside it a word may stand as often as it likes.
    figures = {index for index in numbers if roles[index] is None}
    lines = ["" if index in figures else block.folded for index, block in enumerate(blocks)]
    for index in running_heads(lines):
        if may_head(blocks[index]):
            roles[index] = Assigned(Role.FURNITURE)


def _mark_contents(blocks: Sequence[Block], roles: Roles) -> None:
    """A table of contents without page numbers is headings whose first comes again below them."""
    sentence = -1
    by_words: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        titled = bool(pattern("contents").match(block.folded.lstrip("# ")))
        if not titled and (block.marker is None or roles[index] is not None):
            continue
        end = first = index + titled
        if first < len(blocks):
            if first >= sentence:
                sentence, by_words = _headings_from(blocks, roles, first)
            again = by_words[blocks[first].contents_key]
            end = next(iter(again[bisect_right(again, first) :]), first)
        for position in range(index, end):
            roles[position] = Assigned(Role.CONTENTS)
        if not titled:
            return


def _headings_from(blocks: Sequence[Block], roles: Roles, first: int) -> tuple[int, dict[str, list[int]]]:
    """Where the next sentence behind `first` stands, and by their words where the lines up to it stand."""
    by_words: dict[str, list[int]] = defaultdict(list)
    for position in range(first, len(blocks)):
        if roles[position] != _TWIN:
            by_words[blocks[position].contents_key].append(position)
        if position > first and blocks[position].is_sentence:
            return position, by_words
    return len(blocks), by_words


def _body_start(blocks: Sequence[Block], roles: Roles) -> int | None:
    free = [index for index, role in enumerate(roles) if role is None]
    for index in free:
        marker = blocks[index].marker
        opens = marker and (marker.value == 1 or marker.strong)
        if opens and any(blocks[near].is_sentence for near in range(index, min(index + _NEAR, len(blocks)))):
            return index
    titled = next((i for i in free if _ends_title(blocks[i])), -1)
    below = [index for index in free if index > titled]
    after = (i for i in below if blocks[i].is_sentence and not is_addressee(blocks[i].folded))
    # A catalogue says nothing in sentences: its rows are the text.
    rows = [index for index in below if blocks[index].is_row]
    return next(after, rows[0] if len(rows) > 1 else None)


# --- above the body -------------------------------------------------------------------------------


def _preamble_start(blocks: Sequence[Block], roles: Roles, start: int) -> int:
    """Move the start up over running text between the title and the first number."""
    title = _title_lines(blocks, roles, start)
    if title:
        below = range(max(title) + 1, start)
        return next((i for i in below if roles[i] is None and _is_body_text(blocks[i])), start)
    first = start
    for index in range(start - 1, -1, -1):
        role = roles[index]
        if role is not None and role.role in (Role.CONTENTS, Role.FURNITURE):
            continue
        if role is not None or not _is_body_text(blocks[index]):
            break
        first = index
    return first


def _ends_title(block: Block) -> bool:
    folded = block.folded
    return not block.is_sentence and not block.is_row and is_title_end(folded) and not is_history(folded)


def _names_itself(block: Block) -> bool:
    """Whether a line at the top of a text is its title: too long for a menu's entry."""
    return len(block.folded) >= _SHORTEST_TITLE and _ends_title(block)


def _is_body_text(block: Block) -> bool:
    folded = block.folded
    if not block.is_sentence:
        return False
    return not (is_addressee(folded) or is_history(folded) or is_notice(folded))


def _mark_head(blocks: Sequence[Block], roles: Roles, start: int) -> None:
    """Everything above the body: title, number, addressee, covering letter, digest, furniture."""
    title = _title_lines(blocks, roles, start)
    names = {blocks[index].contents_key for index in title}
    names.add("".join(blocks[index].contents_key for index in sorted(title)))
    for index in range(start - 1, -1, -1):
        if roles[index] is None:
            roles[index] = _head_role(blocks[index], roles[index + 1], is_title=index in title, names=names)
    notice = [i for i in range(start) if roles[i] == Assigned(Role.NOTICE, "notice")]
    if notice:
        _mark_notice_title(blocks, roles, notice[0])
        _mark_letter(roles, notice[0], start)


def _head_role(block: Block, below: Assigned | None, *, is_title: bool, names: set[str]) -> Assigned:
    if is_title or block.contents_key in names:
        return Assigned(Role.TITLE)
    folded = block.folded
    shapes = (
        (is_number, Role.NUMBER),
        (is_date, Role.DATE),
        (is_history, Role.DATE),
        (is_annex, Role.ANNEX),
        (is_addressee, Role.ADDRESSEE),
    )
    role = next((role for shape, role in shapes if shape(folded)), Role.FURNITURE)
    role = Role.ADDRESSEE if below == Assigned(Role.ADDRESSEE) and folded[-1] in ",、" else role
    if role is not Role.FURNITURE:
        return Assigned(role)
    if below == Assigned(Role.DATE) and is_organ(folded):
        return Assigned(Role.SIGNATURE)
    if block.is_sentence:
        return Assigned(Role.NOTICE, "notice") if is_notice(folded) else Assigned(Role.SUMMARY, "summary")
    return Assigned(Role.FURNITURE)


def _title_lines(blocks: Sequence[Block], roles: Roles, start: int) -> set[int]:
    """The lines of the title nearest above `start`."""
    end = _title_end(blocks, roles, start)
    if end is None:
        return set()
    lines = {end}
    for index in range(end - 1, max(-1, end - _MAX_TITLE_LINES), -1):
        block = blocks[index]
        if roles[index] == _TWIN:
            continue
        if roles[index] is not None or block.is_sentence or block.is_row or not joins_title(block.folded):
            break
        lines.add(index)
    if end + 1 < start and pattern("below_title").fullmatch(blocks[end + 1].folded):
        lines.add(end + 1)
    return lines


def _title_end(blocks: Sequence[Block], roles: Roles, start: int) -> int | None:
    """The last line of the title nearest above `start`; else one at the top of the text, above bylines and more."""
    bylines = 0
    # Where a Markdown file names itself, its further headings are those of its sections.
    is_named = any(roles[i] is None and re.match("# ", blocks[i].folded) for i in range(start))
    marked = re.compile("# " if is_named else "#+ ")
    for index in range(start - 1, -1, -1):
        block = blocks[index]
        if roles[index] is not None or is_history(block.folded):
            continue
        bylines += 1
        if bylines > _MAX_BYLINES or is_notice(block.folded):
            break
        if _ends_title(block) or (not block.is_sentence and marked.match(block.folded)):
            return index
    top = (index for index in range(min(start, _MAX_BYLINES)) if roles[index] is None)
    return next((index for index in top if _names_itself(blocks[index])), None)


def _mark_notice_title(blocks: Sequence[Block], roles: Roles, notice: int) -> None:
    """The covering letter has a title of its own above it."""
    free: Roles = [
        role if role == _TWIN or (role and role.role not in (Role.FURNITURE, Role.TITLE)) else None
        for role in roles[:notice]
    ]
    for index, block in enumerate(blocks[:notice]):
        if by_itself(block) is not None:
            free[index] = Assigned(Role.FURNITURE)
    lines = _title_lines(blocks, free, notice)
    name = "".join(blocks[index].contents_key for index in sorted(lines))
    for index in range(notice):
        if index in lines or blocks[index].contents_key == name:
            roles[index] = Assigned(Role.TITLE)


def _mark_letter(roles: Roles, notice: int, start: int) -> None:
    """The other paragraphs of a covering letter, from its addressee to its signature, are the letter's too."""
    first = next((i for i in range(notice, -1, -1) if roles[i] == Assigned(Role.ADDRESSEE)), notice)
    for index in range(first, start):
        if roles[index] in (Assigned(Role.TITLE), Assigned(Role.CONTENTS)):
            return
        if roles[index] == Assigned(Role.SUMMARY, "summary"):
            roles[index] = Assigned(Role.NOTICE, "notice")


# --- below the start of the body ------------------------------------------------------------------


def _mark_tail(blocks: Sequence[Block], roles: Roles, start: int) -> None:
    """Everything below the body's start that is not the body."""
    end = _trailing_furniture(blocks, roles, start)
    upward = range(end - 1, start - 1, -1)
    last_first = next((i for i in upward if _is_first(blocks[i])), -1)
    last_sentence = next((i for i in upward if blocks[i].is_sentence), -1)
    last_row = next((i for i in upward if blocks[i].is_row), -1)
    part: Assigned | None = None
    index = start
    while index < end:
        block = blocks[index]
        if roles[index] is not None:
            index += 1
            continue
        if lists_annex(block, roles[index - 1]):
            roles[index] = Assigned(Role.ANNEX)
            index += 1
            continue
        signed = 0 if block.marker else _signature_length(blocks, index)
        if signed or (index > max(last_sentence, last_row) and is_date(block.folded)):
            for position in range(index, index + signed):
                roles[position] = Assigned(Role.SIGNATURE)
            roles[index + signed] = Assigned(Role.DATE)
            part = Assigned(Role.FURNITURE)
            index += signed
        elif may_head(block):
            part = _opened_part(
                block,
                part,
                has_text=index < max(min(last_first, last_sentence), last_row)
                or _holds_sentences(blocks, index, end),
            )
            roles[index] = roles[index] or _heading_role(block, part)
        elif part == Assigned(Role.FURNITURE) and (_is_first(block) or block.is_row):
            part = Assigned(Role.CLAUSE, "annex")
        elif part == Assigned(Role.ANNEX) and block.is_sentence:
            part = _behind_annexes(blocks, roles, index, end)
        if part is not None:
            roles[index] = roles[index] or part
        index += 1


def _behind_annexes(blocks: Sequence[Block], roles: Roles, index: int, end: int) -> Assigned | None:
    """What a sentence behind the names of annexes is: of the text where they are a list or it is signed below."""
    annex = Assigned(Role.CLAUSE, "annex")
    listed = blocks[index - 1].marker is not None or pattern("annex_list").match(blocks[index - 1].folded)
    signed = any(is_date(blocks[below].folded) for below in range(index, end))
    return None if (listed or signed) and annex not in roles[:index] else annex


def _holds_sentences(blocks: Sequence[Block], index: int, end: int) -> bool:
    """Whether the word 附件 alone in its line opens an annex that says something, numbered or not."""
    if not pattern("annex_alone").fullmatch(blocks[index].folded.lstrip("# ")):
        return False
    below = range(index + 1, end)
    next_one = next((i for i in below if is_annex_heading(blocks[i])), end)
    return any(blocks[i].is_sentence for i in range(index + 1, next_one))


def _is_first(block: Block) -> bool:
    return block.marker is not None and block.marker.value == 1


def _heading_role(block: Block, part: Assigned | None) -> Assigned | None:
    return part if part is None or not is_annex(block.folded.lstrip("# ")) else Assigned(Role.ANNEX)


def _opened_part(block: Block, part: Assigned | None, *, has_text: bool) -> Assigned | None:
    """The part that an unnumbered heading opens, or the part that goes on; `has_text` tells of numbers below it."""
    folded = block.folded.lstrip("# ")
    if pattern("interpretation").search(folded):
        return Assigned(Role.INTERPRETATION, "interpretation")
    if is_annex(folded):
        return Assigned(Role.CLAUSE, "annex") if has_text else Assigned(Role.ANNEX)
    return part


def _signature_length(blocks: Sequence[Block], index: int) -> int:
    """How many lines of issuers stand at `index` before a date of issue; 0 when there is none."""
    for length in range(_MAX_SIGNERS):
        if index + length >= len(blocks):
            return 0
        folded = blocks[index + length].folded
        if length and is_date(folded):
            return length
        if blocks[index + length].marker or blocks[index + length].is_sentence or not is_organ(folded):
            return 0
    return 0


def _trailing_furniture(blocks: Sequence[Block], roles: Roles, start: int) -> int:
    """Mark the page's menu below the text; return the index where the text ends.

    Below the heading of an annex short lines may be its table: there only what shows itself as
    furniture is.
    """
    end = len(blocks)
    annex = next((i for i in range(end - 1, start - 1, -1) if is_annex_heading(blocks[i])), end)
    while end > start + 1 and (roles[end - 1] is not None or (annex >= end and is_menu(blocks[end - 1]))):
        roles[end - 1] = roles[end - 1] or Assigned(Role.FURNITURE)
        end -= 1
    return end
