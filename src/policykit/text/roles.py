"""Blocks → roles: what of a page is the policy, and what stands around it.

The body starts at the first number that opens a document; title, 文号, addressee and a
covering letter are looked for upward from there, signature, annex and interpretation downward.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policykit.model import Role
from policykit.text.blocks import LEADERS, Block
from policykit.text.numbering import Kind
from policykit.text.words import pattern, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Assigned", "assign"]

_DAY = r"(?:\d{4}|[二〇零○一三四五六七八九]{4})年[\d一二三四五六七八九十元]{1,3}月[\d一二三四五六七八九十]{1,3}日"
_DATE = re.compile(rf"\(?{_DAY}\)?")
_HISTORY = re.compile(rf"\(?{_DAY}.*(?:通过|公布|批准|修正|修订|施行|发布|起实施|印发)")
_NUMBER = re.compile(
    r"[\u3400-\u9fff]{1,20}\s*[\[(【]\s*\d{4}\s*[\])】]\s*第?\s*\d{1,5}\s*号"
    r"|[\u3400-\u9fff]{0,20}令?\s*\(?第?\s*\d{1,4}\s*号\)?"
)
_ADDRESSEE = re.compile(r"[^。;!?]{2,200}:")
_NO_ADDRESSEE = re.compile(r"如下|以下|下列|包括|为了|根据|决定|通知:|意见:|原则:|要求:|目标:")
_NEAR = 6
_MAX_LINE = 40
_MAX_TITLE_LINES = 4
_MAX_BYLINES = 12


class Assigned(NamedTuple):
    """A block's role, and the part of the document whose outline it belongs to.

    `part` is the first piece of the ids in it: empty for the policy itself, else `notice`,
    `summary`, `interpretation` or `annex`.
    """

    role: Role
    part: str = ""


def assign(blocks: Sequence[Block]) -> list[Assigned]:
    """The role of every block, in order; text of the policy is `CLAUSE`, headings included."""
    roles: list[Assigned | None] = [_plain(block) for block in blocks]
    _mark_contents(blocks, roles)
    start = _body_start(blocks, roles)
    if start is None:
        return [role or Assigned(Role.FURNITURE) for role in roles]
    start = _take_preamble(blocks, roles, start)
    _mark_head(blocks, roles, start)
    _mark_tail(blocks, roles, start)
    return [role or Assigned(Role.CLAUSE) for role in roles]


def _plain(block: Block) -> Assigned | None:
    """Furniture, remarks and contents that a line shows by itself."""
    folded = block.folded
    if LEADERS.search(folded) and folded[-1].isdigit():
        return Assigned(Role.CONTENTS)
    if folded.startswith("> ") and not pattern("roles", "furniture").search(folded):
        # Remarks between the articles: not addressable, and no part of the clause around them.
        return Assigned(Role.INTERPRETATION)
    if (len(folded) < 2 * _MAX_LINE or not block.is_sentence) and pattern("roles", "furniture").search(folded):
        return Assigned(Role.FURNITURE)
    if pattern("roles", "imprint").search(folded):
        return Assigned(Role.FURNITURE)
    return None


def _mark_contents(blocks: Sequence[Block], roles: list[Assigned | None]) -> None:
    """A table of contents without page numbers is headings whose first comes again below them."""
    for index, block in enumerate(blocks):
        titled = bool(pattern("roles", "contents").search(block.folded.lstrip("# ")))
        if not titled and (block.marker is None or roles[index] is not None):
            continue
        first = index + titled
        end = _contents_end(blocks, first)
        for position in range(index, max(end, first)):
            roles[position] = Assigned(Role.CONTENTS)
        if not titled:
            return


def _contents_end(blocks: Sequence[Block], first: int) -> int:
    """Where the entries that start at `first` end; `first` itself when they are no contents."""
    if first >= len(blocks):
        return first
    entry = _bare(blocks[first])
    for position in range(first + 1, len(blocks)):
        if _bare(blocks[position]) == entry:
            return position
        if blocks[position].is_sentence:
            return first
    return first


def _bare(block: Block) -> str:
    return re.sub(r"[\s#.·…\d]+", "", block.folded)


def _body_start(blocks: Sequence[Block], roles: list[Assigned | None]) -> int | None:
    free = [index for index, role in enumerate(roles) if role is None]
    for index in free:
        marker = blocks[index].marker
        opens = marker and (marker.value == 1 or marker.kind.strong)
        if opens and any(blocks[near].is_sentence for near in range(index, min(index + _NEAR, len(blocks)))):
            return index
    titled = next((i for i in free if not blocks[i].is_sentence and _is_title_end(blocks[i].folded)), -1)
    after = (i for i in free if i > titled and blocks[i].is_sentence and not _is_addressee(blocks[i].folded))
    return next(after, None)


def _take_preamble(blocks: Sequence[Block], roles: list[Assigned | None], start: int) -> int:
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


def _is_body_text(block: Block) -> bool:
    folded = block.folded
    if not block.is_sentence:
        return False
    return not (_is_addressee(folded) or _HISTORY.match(folded) or pattern("roles", "notice").search(folded))


def _is_addressee(folded: str) -> bool:
    named = _ADDRESSEE.fullmatch(folded) and pattern("roles", "addressees").search(folded)
    return bool(named) and not _NO_ADDRESSEE.search(folded)


def _is_title_end(folded: str) -> bool:
    tight = re.sub(r"\s+", "", folded).lstrip("#")
    tails = "|".join(words("roles")["title_tails"])
    kinds = "|".join(words("roles")["document_kinds"])
    return bool(re.search(rf"(?:{kinds})》?(?:{tails})*$", tight))


def _is_organ(folded: str) -> bool:
    tight = re.sub(r"\s+", "", folded)
    return len(tight) <= _MAX_LINE and tight.endswith(tuple(words("roles")["organs"]))


def _mark_head(blocks: Sequence[Block], roles: list[Assigned | None], start: int) -> None:
    """Everything above the body: title, number, addressee, covering letter, digest, furniture."""
    title = _title_lines(blocks, roles, start)
    names = {_bare(blocks[index]) for index in title}
    names.add("".join(_bare(blocks[index]) for index in sorted(title)))
    for index in range(start - 1, -1, -1):
        if roles[index] is None:
            below = roles[index + 1] if index + 1 < len(roles) else None
            roles[index] = _head_role(blocks[index], below, is_title=index in title, names=names)
    notice = [i for i in range(start) if roles[i] == Assigned(Role.NOTICE, "notice")]
    if notice:
        _mark_notice_title(blocks, roles, notice[0])


def _head_role(block: Block, below: Assigned | None, *, is_title: bool, names: set[str]) -> Assigned:
    folded = block.folded
    if is_title or _bare(block) in names:
        return Assigned(Role.TITLE)
    if _NUMBER.fullmatch(folded):
        return Assigned(Role.NUMBER)
    if _DATE.fullmatch(folded) or _HISTORY.match(folded):
        return Assigned(Role.DATE)
    if pattern("roles", "annex").search(folded):
        return Assigned(Role.ANNEX)
    if _is_addressee(folded) and not folded.startswith(("来源", "字")):
        return Assigned(Role.ADDRESSEE)
    if below == Assigned(Role.DATE) and _is_organ(folded):
        return Assigned(Role.SIGNATURE)
    if block.is_sentence:
        is_notice = bool(pattern("roles", "notice").search(folded))
        return Assigned(Role.NOTICE, "notice") if is_notice else Assigned(Role.SUMMARY, "summary")
    return Assigned(Role.FURNITURE)


def _title_lines(blocks: Sequence[Block], roles: list[Assigned | None], start: int) -> set[int]:
    """The lines of the title nearest above `start`."""
    end = None
    bylines = 0
    for index in range(start - 1, -1, -1):
        block = blocks[index]
        if roles[index] is not None or _HISTORY.match(block.folded):
            continue
        bylines += 1
        if bylines > _MAX_BYLINES or pattern("roles", "notice").search(block.folded):
            break
        if not block.is_sentence and (_is_title_end(block.folded) or re.match(r"#+ ", block.folded)):
            end = index
            break
    if end is None:
        return set()
    lines = {end}
    for index in range(end - 1, max(-1, end - _MAX_TITLE_LINES), -1):
        if roles[index] is not None or not _joins_title(blocks[index]):
            break
        lines.add(index)
    return lines


def _joins_title(block: Block) -> bool:
    folded = block.folded
    return not (
        block.is_sentence
        or len(folded) > _MAX_LINE
        or folded.startswith(("#", "("))
        or folded.endswith((":", ")"))
        or _is_title_end(folded)
        or _DATE.search(folded)
        or _NUMBER.fullmatch(folded)
        or re.search(r"\d{4}-\d\d|\d{1,2}[:.]\d\d", folded)
    )


def _mark_notice_title(blocks: Sequence[Block], roles: list[Assigned | None], notice: int) -> None:
    """The covering letter has a title of its own above it."""
    free: list[Assigned | None] = [
        None if role is None or role.role in (Role.FURNITURE, Role.TITLE) else role for role in roles[:notice]
    ]
    for index, block in enumerate(blocks[:notice]):
        if _plain(block) is not None:
            free[index] = Assigned(Role.FURNITURE)
    lines = _title_lines(blocks, free, notice)
    name = "".join(_bare(blocks[index]) for index in sorted(lines))
    for index in range(notice):
        if index in lines or _bare(blocks[index]) == name:
            roles[index] = Assigned(Role.TITLE)


def _mark_tail(blocks: Sequence[Block], roles: list[Assigned | None], start: int) -> None:
    """Everything below the body's start that is not the body."""
    end = _trailing_furniture(blocks, roles, start)
    part: Assigned | None = None
    index = start
    while index < end:
        block = blocks[index]
        if roles[index] is not None:
            index += 1
            continue
        signed = 0 if block.marker else _signature_length(blocks, index)
        if signed:
            for position in range(index, index + signed):
                roles[position] = Assigned(Role.SIGNATURE)
            roles[index + signed] = Assigned(Role.DATE)
            part = Assigned(Role.FURNITURE)
            index += signed
        elif not block.is_sentence and len(block.folded) <= 2 * _MAX_LINE and block.marker is None:
            part = _opened_part(blocks, index, end, part)
            roles[index] = roles[index] or _heading_role(block, part)
        elif part == Assigned(Role.FURNITURE) and block.marker and block.marker.value == 1:
            part = Assigned(Role.CLAUSE, "annex")
        if part is not None:
            roles[index] = roles[index] or part
        index += 1


def _heading_role(block: Block, part: Assigned | None) -> Assigned | None:
    if part is None or not pattern("roles", "annex").search(block.folded):
        return part
    return Assigned(Role.ANNEX)


def _opened_part(blocks: Sequence[Block], index: int, end: int, part: Assigned | None) -> Assigned | None:
    """The part that an unnumbered heading opens, or the part that goes on."""
    folded = blocks[index].folded.lstrip("# ")
    if pattern("roles", "interpretation").search(folded) and not _is_title_end(folded + "。"):
        return Assigned(Role.INTERPRETATION, "interpretation")
    if pattern("roles", "annex").search(folded):
        ahead = blocks[index + 1 : end]
        structured = any(b.marker and b.marker.value == 1 for b in ahead) and any(b.is_sentence for b in ahead)
        return Assigned(Role.CLAUSE, "annex") if structured else Assigned(Role.ANNEX)
    return part


def _signature_length(blocks: Sequence[Block], index: int) -> int:
    """How many lines of issuers stand at `index` before a date of issue; 0 when there is none."""
    for length in range(_MAX_BYLINES * 2):
        if index + length >= len(blocks):
            return 0
        folded = re.sub(r"\s+", "", blocks[index + length].folded)
        if length and _DATE.fullmatch(folded):
            return length
        if blocks[index + length].marker or blocks[index + length].is_sentence or not _is_organ(folded):
            return 0
    return 0


def _trailing_furniture(blocks: Sequence[Block], roles: list[Assigned | None], start: int) -> int:
    """Mark the page's menu below the text; return the index where the text ends."""
    end = len(blocks)
    while end > start + 1:
        block = blocks[end - 1]
        short = len(block.folded) <= _MAX_LINE // 2 and not block.is_sentence and block.marker is None
        kept = _DATE.fullmatch(block.folded) or _is_organ(block.folded)
        kept = kept or pattern("roles", "annex").search(block.folded) or block.folded[-1] in "。;:"
        if roles[end - 1] is None and (not short or kept):
            break
        if roles[end - 1] is None:
            roles[end - 1] = Assigned(Role.FURNITURE)
        end -= 1
    return end
