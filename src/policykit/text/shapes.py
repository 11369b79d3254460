"""Shapes of single paragraphs: a date, a 文号, an addressee, a title, an organ's name, a line of the page.

Each test looks at one folded paragraph alone; what stands around it is for `policykit.text.roles`. The words
stand in `data/roles.yml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import PartKind, Role
from policykit.text.marker import has_leaders

if TYPE_CHECKING:
    from policykit.text.paragraphs import Block

__all__ = [
    "BARE",
    "MAX_LINE",
    "Assigned",
    "Roles",
    "by_itself",
    "is_addressee",
    "is_annex",
    "is_annex_heading",
    "is_date",
    "is_history",
    "is_menu",
    "is_notice",
    "is_number",
    "is_organ",
    "is_title_end",
    "joins_title",
    "lists_annex",
    "may_head",
    "pattern",
]

MAX_LINE = 40
"""Characters that a title's line, a name or a menu entry has at most."""

_DAY = (
    r"(?:\d{4}|[二〇零○一三四五六七八九]{4})年"
    r"[\d一二三四五六七八九十元]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
BARE = re.compile(r"\d{1,4}")
"""A number alone in its line: a page number where it counts with others, else a figure."""
_DATE = re.compile(rf"\(?{_DAY}\)?|(?:19|20)\d\d([-./])\d{{1,2}}\1\d{{1,2}}")
_HISTORY = re.compile(rf"\(?{_DAY}.*(?:通过|公布|批准|修正|修订|施行|发布|起实施|印发)")
_OF_YEAR = r"[\[(【〈<]\s*\d{4}\s*[\])】〉>]\s*第?\s*\d{1,5}\s*[号期]"
_NUMBER = re.compile(
    rf"\(?[\u3400-\u9fffA-Za-z]{{0,20}}\s*{_OF_YEAR}(?:\s*{_DAY})?\)?"
    r"|[\u3400-\u9fff]{0,20}\s*\(?(?:\d{4}\s*年\s*)?第?\s*\d{1,4}\s*[号期]\)?"
    r"|\(?第\s*[〇零一二三四五六七八九十百]{1,6}\s*[号期]\)?"
)
_NUMBERED = re.compile(rf"[\u3400-\u9fff]{{1,20}}\s*{_OF_YEAR}")
"""A 文号 with something behind it: who signs, how secret it is."""
_ADDRESSEE = re.compile(r"[^。;!?]{2,200}:")
_NO_ADDRESSEE = re.compile(r"如下|以下|下列|包括|为了|根据|决定|^来源|^字|通知:|意见:|原则:|要求:|目标:")
_CLOCK = re.compile(r"\d{4}-\d\d|\d{1,2}[:.]\d\d")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One list of `data/roles.yml` as a pattern of alternatives.

    >>> bool(pattern("annex").search("附件:重点工作任务责任分工.docx"))
    True
    """
    return re.compile("|".join(load("roles")[name]))


def is_date(folded: str) -> bool:
    """Whether the paragraph is a day and nothing else.

    >>> is_date("2023年12月29日"), is_date("二〇二三年十二月二十九日"), is_date("2025年底前")
    (True, True, False)
    """
    return bool(_DATE.fullmatch(re.sub(r"\s+", "", folded)))


def is_history(folded: str) -> bool:
    """Whether the paragraph says when a law was passed, published or amended.

    >>> is_history("2019年12月28日 第十三届全国人民代表大会常务委员会第十五次会议通过")
    True
    """
    return bool(_HISTORY.match(re.sub(r"\s+", "", folded)))


def is_number(folded: str) -> bool:
    """Whether the paragraph is a 文号.

    >>> is_number("国卫基层发[2023]41号"), is_number("第735号"), is_number("一号公路")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(folded))


def is_addressee(folded: str) -> bool:
    """Whether the paragraph names whom the policy addresses.

    >>> is_addressee("各省、自治区、直辖市人民政府:"), is_addressee("各地要做好以下工作:")
    (True, False)
    """
    named = _ADDRESSEE.fullmatch(folded) and pattern("addressees").search(folded)
    return bool(named) and not _NO_ADDRESSEE.search(folded)


def is_notice(folded: str) -> bool:
    """Whether the paragraph is the letter that carries a policy.

    >>> is_notice("现将《工作方案》印发给你们,请认真贯彻执行。")
    True
    """
    return bool(pattern("notice").search(folded))


def is_annex(folded: str) -> bool:
    """Whether the paragraph opens an annex or names one.

    >>> is_annex("附件:重点工作任务责任分工.docx")
    True
    """
    return bool(pattern("annex").match(folded))


def is_organ(folded: str) -> bool:
    """Whether the paragraph reads as the name of an issuer.

    >>> is_organ("国家卫生健康委"), is_organ("推荐阅读")
    (True, False)
    """
    tight = re.sub(r"\s+", "", folded)
    return len(tight) <= MAX_LINE and tight.endswith(tuple(load("roles")["organs"]))


@cache
def _title_end() -> re.Pattern[str]:
    kinds, tails = ("|".join(load("roles")[name]) for name in ("document_kinds", "title_tails"))
    return re.compile(rf"(?:{kinds})》?(?:{tails})*$")


def is_title_end(folded: str) -> bool:
    """Whether the paragraph ends as titles do: with a kind of document.

    >>> is_title_end("政 府 工 作 报 告"), is_title_end("某某条例(试行)"), is_title_end("某某市人民政府")
    (True, True, False)
    """
    words = re.sub(r"\s+", "", folded).lstrip("#")
    return bool(_title_end().search(words) or re.fullmatch(r"\(关于[^()]+\)", words))


def joins_title(folded: str) -> bool:
    """Whether a line above the end of a title can be an earlier line of it.

    >>> joins_title("市人民政府办公厅印发关于进一步完善"), joins_title("2024-06-28 14:59")
    (True, False)
    """
    return not (
        len(folded) > MAX_LINE
        or folded.startswith(("#", "("))
        or folded.endswith((":", ")"))
        or is_title_end(folded)
        or is_annex(folded)
        or _DATE.search(folded)
        or is_number(folded)
        or _NUMBERED.match(folded)
        or _CLOCK.search(folded)
    )


def may_head(block: Block) -> bool:
    """Whether the block may be an unnumbered heading."""
    short = not block.is_sentence and len(block.folded) <= 2 * MAX_LINE
    return short and block.marker is None and not block.is_row


def is_annex_heading(block: Block) -> bool:
    """Whether the block opens an annex, or names some, in a line of its own."""
    return not block.is_sentence and block.marker is None and is_annex(block.folded.lstrip("# "))


def is_menu(block: Block) -> bool:
    """Whether the block is a short line that is neither text nor a signature."""
    folded = block.folded
    short = len(folded) <= MAX_LINE // 2 and may_head(block)
    return short and not (is_date(folded) or is_organ(folded) or folded[-1] in "。;:")


class Assigned(NamedTuple):
    """A block's role, and the part of the document whose outline it belongs to.

    `part` is the first piece of the ids in it: empty for the policy itself, else `notice`,
    `summary`, `interpretation` or `annex`.
    """

    role: Role
    part: str = ""


Roles = list[Assigned | None]
"""One entry a block; `None` while the block has no role yet."""


def lists_annex(block: Block, before: Assigned | None) -> bool:
    """Whether the line names a further annex: 附件：1.… ⏎ 2.…."""
    further = block.marker is not None and block.marker.kind is PartKind.ARABIC and block.marker.value > 1
    return further and before == Assigned(Role.ANNEX)


def by_itself(block: Block) -> Assigned | None:
    """Furniture, remarks and contents that a line shows by itself."""
    folded = block.folded
    if folded[-1].isdigit() and has_leaders(folded):
        return Assigned(Role.CONTENTS)
    if folded.startswith("> ") and not _is_furniture(folded):
        # Remarks between the articles: not addressable, and no part of the clause around them.
        return Assigned(Role.INTERPRETATION)
    if (len(folded) < 2 * MAX_LINE or not block.is_sentence) and _is_furniture(folded):
        return Assigned(Role.FURNITURE)
    if pattern("imprint").match(folded):
        return Assigned(Role.FURNITURE)
    return None


def _is_furniture(folded: str) -> bool:
    anchored = pattern("furniture").match(folded)
    return bool(anchored or pattern("furniture_anywhere").search(folded))
