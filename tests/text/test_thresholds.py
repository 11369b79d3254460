"""Each threshold of the text room has a row on either side of it, worked out by hand."""

from __future__ import annotations

import re

import pytest

from policykit.base.diagnostics import PolicykitError
from policykit.model import Clause, Level, PartKind, Role, Span
from policykit.text import decode, document
from policykit.text.card import _unbracketed
from policykit.text.headings import quote_depth
from policykit.text.layout import set_clause
from policykit.text.marker import Marker
from policykit.text.outline import _goes_below, _holds, _nesting
from policykit.text.pages import page_numbers
from policykit.text.paragraphs import _cells, blocks
from policykit.text.shapes import by_itself, is_organ, joins_title
from policykit.text.stacked import _shapes, cell_cost

WORDS = "加强基层医疗卫生服务能力建设提升群众健康获得感与满意度完善分级诊疗制度推动优质资源下沉"
"""Words without a mark, as many as are cut from it."""


def words(count: int) -> str:
    return (WORDS * (count // len(WORDS) + 1))[:count]


def paths(text: str) -> list[str]:
    return [clause.path for clause in document(text).outline.clauses]


# --- outline --------------------------------------------------------------------------------------

HAN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地"
"""Names that differ: a line that stands twice in a row is a copy."""


@pytest.mark.parametrize(
    ("second", "expected"),
    [(2, ["1/1", "1/2"]), (3, ["1/1", "1/3"]), (4, ["1/1"]), (6, ["1/1"])],
    ids=["next", "one number is missing", "two are missing", "four are missing"],
)
def test_a_weak_number_may_leave_out_one_number(second: int, expected: list[str]) -> None:
    assert paths(f"一、重点任务\n1.建立联动机制。\n{second}.完善考核机制。") == expected


@pytest.mark.parametrize(
    ("shown", "depth"),
    [("", 3), ("（1）办甲。\n①办子。\n（2）办乙。\n", 2), ("①办甲。\n（1）办子。\n②办乙。\n", 3)],
    ids=["nowhere", "the other way", "so"],
)
def test_one_sign_lies_below_another_unless_the_document_shows_otherwise(shown: str, depth: int) -> None:
    text = f"一、甲任务\n{shown}二、乙任务\n①办丙。\n（1）办丁。"
    assert len(paths(text)[-1].split("/")) == depth


@pytest.mark.parametrize(("between", "expected"), [(39, ["1"]), (40, ["1", "3"])])
def test_a_quotation_left_open_holds_forty_paragraphs(between: int, expected: list[str]) -> None:
    quoted = "第一条 将第五条修改为：“第五条 国家发展卫生事业。\n"
    assert (
        paths(quoted + "各级人民政府负责落实。\n" * between + "第三条 本决定自公布之日起施行。") == expected
    )


@pytest.mark.parametrize(
    "rest", ["各级要落实。", "\n各级要落实到位。"], ids=["in the line", "in a line of its own"]
)
@pytest.mark.parametrize(("length", "heads"), [(59, True), (60, False)])
def test_a_heading_has_sixty_characters_with_its_full_stop(length: int, rest: str, heads: bool) -> None:
    (clause,) = document(f"一、重点任务\n（一）{words(length)}。{rest}").outline.clauses
    assert clause.heading == (words(length) if heads else "")


@pytest.mark.parametrize(
    ("name", "heads"), [("落实责任", True), ("各级应当落实责任", False), ("签约率达到60%以上", False)]
)
def test_what_asks_for_something_is_no_heading(name: str, *, heads: bool) -> None:
    (clause,) = document(f"一、重点任务\n（一）{name}。\n各县定期报告进展情况。").outline.clauses
    assert clause.heading == (name if heads else "")


HAN_NUMBER, PAREN, CIRCLE = PartKind.HAN, PartKind.ARABIC_PAREN, PartKind.CIRCLE


@pytest.mark.parametrize(
    ("above", "kind", "shown", "below"),
    [
        (CIRCLE, PAREN, {}, True),
        (PAREN, CIRCLE, {}, True),
        (CIRCLE, CIRCLE, {}, False),
        (HAN_NUMBER, PAREN, {}, False),
        (CIRCLE, HAN_NUMBER, {}, False),
        (None, PAREN, {}, False),
        # what the document shows itself, either way, is not for this rule
        (CIRCLE, PAREN, {(CIRCLE, PAREN): True}, False),
        (CIRCLE, PAREN, {(PAREN, CIRCLE): True}, False),
    ],
)
def test_a_sign_right_behind_another_lies_below_it(
    above: PartKind | None, kind: PartKind, shown: dict[tuple[PartKind, PartKind], bool], *, below: bool
) -> None:
    assert _goes_below(above, kind, shown) == below


KINDS = {"A": PartKind.ARTICLE, "H": HAN_NUMBER, "P": PAREN, "C": CIRCLE}


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ("P1 C1 P2", {"PC": True}),
        ("C1 P1 C2", {"CP": True}),
        ("P1 C1 P2 C1 P1 C2", {"PC": False, "CP": False}),  # as often this way as that
        ("P1 C1 P2 C1 P3 C1 P1 C2", {"PC": True, "CP": False}),
        ("C1 P2 C2", {}),  # nothing starts anew
        ("C1 P1 P2", {}),
        ("P1 A1 P2", {}),  # articles are numbered through
        ("H1 A1 H2", {"HA": True}),
        ("A1 H1 A2", {"AH": True}),
    ],
)
def test_what_starts_anew_lies_below(numbers: str, shown: dict[str, bool]) -> None:
    markers = [
        Marker(KINDS[kind], int(value), value, value, 0, 1) for kind, value in map(tuple, numbers.split())
    ]
    found = _nesting(markers)
    assert found == {(KINDS[pair[0]], KINDS[pair[1]]): holds for pair, holds in shown.items()}


@pytest.mark.parametrize(
    ("outer", "inner", "shown", "holds"),
    [
        (None, PAREN, {}, False),
        (HAN_NUMBER, PAREN, {}, True),
        (PAREN, HAN_NUMBER, {}, False),
        (PAREN, PAREN, {}, False),
        (HAN_NUMBER, PAREN, {(HAN_NUMBER, PAREN): False}, False),
        (PAREN, HAN_NUMBER, {(PAREN, HAN_NUMBER): True}, True),
        (HAN_NUMBER, PAREN, {(PAREN, HAN_NUMBER): True}, False),
        (PAREN, HAN_NUMBER, {(HAN_NUMBER, PAREN): False}, True),
    ],
)
def test_which_number_holds_which(
    outer: PartKind | None, inner: PartKind, shown: dict[tuple[PartKind, PartKind], bool], *, holds: bool
) -> None:
    assert _holds(outer, inner, shown) == holds


# --- roles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("names", "first"), [(4, "1/p1"), (5, "p1")])
def test_the_body_begins_at_a_number_with_a_sentence_among_six_lines(names: int, first: str) -> None:
    lines = ["一、总体要求", *(f"{each}乡卫生院" for each in HAN[:names]), "到2025年，服务能力明显提升。"]
    assert paths("\n".join(lines))[0] == first


@pytest.mark.parametrize(("above", "below", "found"), [(11, 12, True), (12, 11, True), (12, 12, False)])
def test_a_title_stands_in_the_first_twelve_lines_or_twelve_above_the_body(
    above: int, below: int, found: bool
) -> None:
    names = [f"张{each}" for each in HAN]
    lines = [*names[:above], "关于加强服务的意见", *names[12 : 12 + below], "一、总体要求", "能力明显提升。"]
    assert document("\n".join(lines)).title.endswith("关于加强服务的意见") is found


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["市人民政府办公厅", "关于进一步", "完善卫生", "服务体系的意见"], "市人民政府办公厅关于进一步完善卫生服务体系的意见"),
        (["某某", "市人民政府办公厅", "关于进一步", "完善卫生", "服务体系的意见"], "市人民政府办公厅关于进一步完善卫生服务体系的意见"),
    ],
)  # fmt: skip  # a row a line
def test_a_title_has_at_most_four_lines(lines: list[str], title: str) -> None:
    assert document("\n".join([*lines, "一、总体要求", "能力明显提升。"])).title == title


@pytest.mark.parametrize("signers", [23, 24])
def test_a_date_is_signed_by_at_most_twenty_three(signers: int) -> None:
    text = (
        "一、总体要求\n能力明显提升。\n"
        + "".join(f"{each}市卫生健康委\n" for each in HAN[:signers])
        + "2024年6月12日"
    )
    roles = [segment.role for segment in document(text).segments]
    assert roles[-1] is Role.DATE
    assert roles.count(Role.SIGNATURE) == 23


def test_names_and_lines_of_a_title_have_forty_characters() -> None:
    assert (is_organ(f"{words(39)}委"), is_organ(f"{words(40)}委")) == (True, False)
    assert (joins_title(words(40)), joins_title(words(41))) == (True, False)


@pytest.mark.parametrize(("length", "furniture"), [(79, True), (80, False)])
def test_a_sentence_of_eighty_characters_is_no_furniture(length: int, furniture: bool) -> None:
    (line,) = blocks(f"来源{words(length - 3)}。")
    assert (by_itself(line) is not None) == furniture


@pytest.mark.parametrize(
    ("line", "is_imprint"), [("抄送：各有关单位", True), ("本方案印发各县，抄送各有关单位", False)]
)
def test_an_imprint_opens_its_line(line: str, *, is_imprint: bool) -> None:
    (block,) = blocks(line)
    assert (by_itself(block) is not None) is is_imprint


@pytest.mark.parametrize(("length", "role"), [(20, Role.FURNITURE), (21, Role.CLAUSE)])
def test_an_entry_of_a_menu_below_the_text_has_twenty_characters(length: int, role: Role) -> None:
    text = f"一、总体要求\n服务能力明显提升。\n{words(length)}"
    assert document(text).segments[-1].role is role


def test_an_entry_of_a_menu_may_stand_above_a_long_line_of_the_site() -> None:
    text = f"一、总体要求\n服务能力明显提升。\n{words(10)}\n来源：{words(30)}"
    assert [each.role for each in document(text).segments][-2:] == [Role.FURNITURE] * 2


@pytest.mark.parametrize(("length", "role"), [(80, Role.INTERPRETATION), (81, Role.CLAUSE)])
def test_a_heading_that_opens_an_interpretation_has_eighty_characters(length: int, role: Role) -> None:
    text = f"一、总体要求\n服务能力明显提升。\n{words(length - 4)}政策解读\n此次修改的重点是基层。"
    assert document(text).segments[-1].role is role


@pytest.mark.parametrize("brackets", ["（试行）", "（2025年版）"])
def test_what_brackets_below_a_title_say_belongs_to_it(brackets: str) -> None:
    assert document(f"转诊管理办法\n{brackets}\n\n一、任务\n办好甲。").title == f"转诊管理办法{brackets}"


def test_the_last_line_of_a_text_is_no_title() -> None:
    assert document("一、任务\n办好甲。\n关于某事的意见").title == ""


def test_rows_and_numbers_that_stand_twice_are_no_copies() -> None:
    text = "一、任务\n办好甲。\n二、目标\n二、目标\n三、措施\n三、措施\n甲\t乙\n甲\t乙\n5\n5\n办好乙。"
    made = document(text)
    left_out = "".join(each.span.cut(text) for each in made.segments if each.role is Role.FURNITURE)
    assert left_out.split() == ["二、目标", "三、措施"]


@pytest.mark.parametrize(
    ("above", "heads"),
    [
        ("各县要加强监督检查，确保完成。", True),
        ("各县要加强监督检查，确保完成。\n明确要求", False),  # of two short lines the second
        (f"1.{words(40)}，{words(40)}", False),  # a sentence that has not ended
        ("部门\t任务\n教育局\t配备校医。", False),
    ],
)
def test_a_short_line_is_a_heading_behind_what_has_ended(above: str, heads: bool) -> None:
    said = "各级人民政府负责落实，并加强监督检查。"
    text = f"一、任务\n{said}\n明确职责\n{said}\n{above}\n具体任务\n{said}"
    assert ("具体任务" in [part.heading for part in document(text).outline.walk()]) == heads


def test_a_weak_one_opens_the_text_and_a_weak_two_does_not() -> None:
    assert paths("关于加强服务的意见\n1.总体要求\n办好甲。")[0] == "1"


def test_what_leads_to_the_first_number_may_stand_above_a_line_of_the_site() -> None:
    text = "为贯彻落实有关精神，制定本方案。\n来源：某某网\n一、任务\n办好甲。"
    assert document(text).outline.clauses[0].text == "为贯彻落实有关精神，制定本方案。"


@pytest.mark.parametrize(
    ("number", "opens"), [("第三条 ", True), ("一、", False), ("五、", False), ("六、", True)]
)
def test_a_number_opens_a_line_behind_a_full_one_unless_it_ends_a_word(number: str, *, opens: bool) -> None:
    first = f"{number}各级人民政府负责落实。"
    lines = [*[words(30)] * 12, "落实到位。", "五、重点任务", words(30), first]
    assert (blocks("\n".join(lines))[-1].folded == first) is opens


@pytest.mark.parametrize(
    ("words_", "cost"),
    [
        (words(60), {"value": 4}),
        (words(61), {"name": 2.0, "value": None}),
        (words(30), {"value": 1.5}),
        (words(31), {"value": 4}),
        (words(14), {"group": 0, "unit": 2.5}),
        (words(15), {"group": None, "unit": None}),
        ("1.就诊率", {"group": 2, "name": 0}),
        ("就诊1.服务率", {"group": 0}),
        ("一、就诊率", {"name": 2, "subject": 2, "task": 2, "bearer": 0.5}),
        ("约束性", {"attribute": 0, "name": None}),
        ("—", {"value": 0, "unit": 0.2, "name": None}),
        ("%", {"unit": 0, "value": 3}),
        ("12", {"value": 0, "serial": 0}),
        ("1200", {"value": 0, "serial": None}),
        ("GDP", {"value": 1.5, "serial": None}),
    ],
)
def test_how_ill_a_cell_fits_a_column(words_: str, cost: dict[str, float | None]) -> None:
    found = cell_cost(words_)
    assert {kind: found.get(kind) for kind in cost} == cost


@pytest.mark.parametrize(
    ("words_", "bare"),
    [("(第325号)", "第325号"), ("(甲(乙)丙)", "甲(乙)丙"), ("(甲)乙", "(甲)乙"), ("(甲)(乙)", "(甲)(乙)")],
)
def test_brackets_around_a_line(words_: str, bare: str) -> None:
    assert _unbracketed(words_) == bare


def test_a_part_of_its_own_may_begin_with_a_number() -> None:
    text = "一、总体要求\n服务能力明显提升。\n政策解读\n一、修改背景\n此次修改的重点是基层。\n二、修改内容\n增加了签约服务。"
    assert "修改背景" in [part.heading for part in document(text).outline.walk()]


# --- paragraphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"一、{words(58)}", False),
        (f"一、{words(59)}", True),
        (f"{words(20)}，{words(19)}", False),
        (f"{words(20)}，{words(20)}", True),
    ],
    ids=["numbered, 60", "numbered, 61", "one comma, 40", "one comma, 41"],
)
def test_a_line_of_some_length_is_a_sentence(text: str, sentence: bool) -> None:
    assert blocks(text)[0].is_sentence == sentence


@pytest.mark.parametrize(("length", "count"), [(60, 2), (61, 1)])
def test_a_numbered_line_without_a_full_stop_is_cut_from_sixty_one_characters(
    length: int, count: int
) -> None:
    cut = f"（一）{words(length - 5)}；强"
    assert len(blocks(f"{cut}\n化服务能力，完善机制，形成合力。")) == count


def wrapped(*lengths: int, after: int = 0) -> int:
    """How many paragraphs a text is that is wrapped to lines of these lengths; sentences follow `after` it."""
    lines = [words(length) for length in lengths]
    return len(blocks("\n".join([*lines, "落实到位。", *["各级人民政府负责落实到位。"] * after])))


def test_twelve_lines_cut_at_one_width_show_that_a_text_is_wrapped() -> None:
    assert wrapped(*[30] * 12) == 1
    assert wrapped(*[30] * 11) == 12


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        pytest.param(["各级医院应当，" + words(20)] * 3, 1, id="three lines of one width with stops"),
        pytest.param(["各级医院应当，" + words(20)] * 2, 3, id="two lines"),
        pytest.param([words(27)] * 3, 4, id="names without stops"),
        pytest.param(
            ["各级医院应当，" + words(20)] * 3 + ["各级医院，" + words(24) + "。"], 5, id="a wider line"
        ),
        pytest.param(
            ["各级医院应当，" + words(20)] * 3 + ["各级医院应当，" + words(19) + "。"] * 3, 7, id="half end"
        ),
    ],
)
def test_a_short_text_is_wrapped_where_no_line_is_wider(lines: list[str], count: int) -> None:
    assert len(blocks("\n".join([*lines, "落实到位。"]))) == count


def test_lines_of_twelve_characters_are_too_short_to_show_it() -> None:
    assert wrapped(*[13] * 12) == 1
    assert wrapped(*[12] * 12) == 13


def test_fifteen_of_a_hundred_lines_are_cut_where_a_text_is_wrapped() -> None:
    # 12 of 80 running lines are 15 %, of 81 fewer; the line that ends the paragraph is too short to count.
    assert wrapped(*[30] * 12, after=68) == 1 + 68
    assert wrapped(*[30] * 12, after=69) == 13 + 69


def test_widths_up_to_three_columns_apart_are_one() -> None:
    long, short = words(30), words(28)
    joined = [*[long] * 6, *[f"{short}A"] * 6, "落实到位。"]
    apart = [*[long] * 6, *[short] * 6, "落实到位。"]
    assert len(blocks("\n".join(joined))) == 1
    assert len(blocks("\n".join(apart))) == 13


def test_a_line_six_columns_short_of_the_width_goes_on() -> None:
    full = [words(30)] * 12
    assert len(blocks("\n".join([*full, words(27), "落实到位。"]))) == 1
    assert len(blocks("\n".join([*full, f"{words(26)}A", "落实到位。"]))) == 2


def test_every_character_of_joined_lines_is_found_in_the_source() -> None:
    source = "\n".join([*[words(30)] * 12, "落实到位。"])
    (block,) = blocks(source)
    assert "".join(source[block.offset(at)] for at in range(len(block.folded))) == block.folded


@pytest.mark.parametrize(("end", "count"), [("办", 1), ("。", 2), ("；", 2), ("：", 2)])
def test_a_full_line_that_ends_with_its_sentence_does_not_go_on(end: str, count: int) -> None:
    full = [words(30)] * 12
    assert len(blocks("\n".join([*full, f"{words(29)}{end}", "落实到位。"]))) == count


@pytest.mark.parametrize(("following", "count"), [(14, 2), (15, 3)])
def test_a_heading_almost_as_wide_as_the_text_goes_on_in_a_short_line_only(
    following: int, count: int
) -> None:
    lines = [*[words(30)] * 12, f"（一）{words(25)}", words(following)]
    assert len(blocks("\n".join(lines))) == count


@pytest.mark.parametrize(("columns", "count"), [(59, 2), (58, 3)])
def test_a_heading_goes_on_in_a_long_line_where_no_character_more_has_room(columns: int, count: int) -> None:
    heading = f"（一）{words(26)}" + "A" * (columns - 58)
    assert len(blocks("\n".join([*[words(30)] * 12, heading, words(20)]))) == count


def test_columns_are_counted_up_to_a_hundred_and_fifty_characters() -> None:
    assert [blocks(words(length))[0].columns for length in (150, 151)] == [300, 151]


# --- page numbers ---------------------------------------------------------------------------------


def numbered(pages: int, *, gap: int = 20, step: int = 1, glued: int | None = None) -> int:
    """How many page numbers are found; the first `glued` touch the text, the others are set off from it."""
    lines = ["加强组织领导，落实各方责任"] * (gap * (pages + 1))
    for page in range(pages):
        mark = "" if glued is None or page < glued else "."
        lines[gap * (page + 1)] = f"{1 + page * step}{mark}三、强化功能"
    return len(page_numbers(lines))


@pytest.mark.parametrize(("found", "none"), [
    pytest.param({"pages": 6}, {"pages": 5}, id="six pages"),
    pytest.param({"pages": 10, "glued": 6}, {"pages": 10, "glued": 5}, id="six in ten touch the text"),
    pytest.param({"pages": 8, "gap": 8}, {"pages": 8, "gap": 7}, id="a page has eight lines"),
    pytest.param({"pages": 8, "gap": 90}, {"pages": 8, "gap": 91}, id="a page has ninety lines at most"),
    pytest.param({"pages": 8, "gap": 60, "step": 3}, {"pages": 8, "gap": 60, "step": 4}, id="two numbers may be missing"),
])  # fmt: skip  # a row a line
def test_page_numbers_run(found: dict[str, int], none: dict[str, int]) -> None:
    assert numbered(**found) == found["pages"]
    assert numbered(**none) == 0


def test_a_decimal_number_is_no_page_number() -> None:
    lines = ["加强组织领导，落实各方责任"] * 160
    for page in range(1, 8):
        lines[page * 20] = f"{page}{'.1.2' if page == 4 else '三、'}强化功能"
    assert 80 not in page_numbers(lines)


# --- decoding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("legible", "illegible"),
    [
        pytest.param("政" * 97 + "\ufffd" * 3, "政" * 96 + "\ufffd" * 4, id="three broken in a hundred"),
        pytest.param("政" * 20 + "a" * 80, "政" * 19 + "a" * 81, id="twenty Han in a hundred"),
        pytest.param("政" * 75 + "亍" * 25, "政" * 74 + "亍" * 26, id="seventy-five common in a hundred"),
        pytest.param(
            "政" * 4000 + "\ufffd" * 400 + "政" * 7601,
            "政" * 4000 + "\ufffd" * 400 + "政" * 7600,
            id="of more than twelve thousand, beginning, middle and end are looked at",
        ),
    ],
)
def test_what_is_legible(legible: str, illegible: str) -> None:
    assert decode(legible.encode()) == legible
    with pytest.raises(PolicykitError):
        decode(illegible.encode())


# --- layout ---------------------------------------------------------------------------------------


def test_a_text_that_begins_almost_as_its_number_is_told_from_it() -> None:
    text = "第十五条之二规定的情形除外。"
    source = f"第十五条之一　{text}"
    clause = Clause(
        "x/15-1", "x", "第十五条之一", "", text, Role.CLAUSE, Level.NATIONAL, Span(0, len(source))
    )
    assert set_clause(clause, source).number == "第十五条之一　"


@pytest.mark.parametrize(
    ("text", "open_for", "depth"),
    [
        ("“甲", 0, 40),
        ("“甲”", 5, 0),
        ("甲”", 5, 0),
        ("甲”“乙”", 5, 0),
        ("甲”“乙", 5, 40),
        ("“甲”“乙", 0, 40),
        ("”甲", 5, 0),
        ("甲", 0, 0),
        ("甲", 1, 0),
        ("甲", 3, 2),
    ],
)
def test_how_many_blocks_a_quotation_runs_on(text: str, open_for: int, depth: int) -> None:
    assert quote_depth(text, open_for) == depth


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("甲\t乙", ["甲", "乙"]),
        ("甲\t乙\t丙", ["甲", "乙", "丙"]),
        ("甲\t", []),  # one cell is none of a row
        ("1.\t甲", []),  # a tab behind a number
        ("1.\t甲\t乙", ["1.", "甲", "乙"]),
        ("发文机关:\t甲", []),  # a tab behind the label of a card
    ],
)
def test_how_many_cells_make_a_row(line: str, cells: list[str]) -> None:
    match = re.fullmatch(r".*?(?=\s*$)", line) or re.match(".*", line)
    assert match is not None
    assert [cell.cut(line) for cell in _cells(match)] == cells


@pytest.mark.parametrize(
    ("between", "second", "is_page"),
    [
        (150, 2, True),
        (149, 2, False),
        (300, 3, True),
        (299, 3, False),
        (450, 4, True),
        (600, 5, False),
        (150, 1, False),
    ],
)
def test_a_number_alone_is_of_a_page_if_a_page_lies_between(between: int, second: int, is_page: bool) -> None:
    """Two numbers in lines of their own, and the characters from the one to the other."""
    text = f"一、重点任务\n{words(30)}。\n\n1\n\n{words(between - 5)}。\n\n{second}\n\n{words(30)}。"
    made = document(text)
    furniture = [each.span.cut(text).strip() for each in made.segments if each.role is Role.FURNITURE]
    assert furniture == (["1", str(second)] if is_page else [])


@pytest.mark.parametrize("sign", ["", "# ", "## "])
def test_a_table_of_contents_may_be_headed_in_markdown(sign: str) -> None:
    listed = "一、明确任务\n\n二、做好保障\n\n"
    text = f"关于某事的方案\n\n{sign}目录\n\n{listed}一、明确任务\n\n办好甲。\n\n二、做好保障\n\n办好乙。\n"
    made = document(text)
    contents = "".join(each.span.cut(text) for each in made.segments if each.role is Role.CONTENTS)
    assert contents.split() == [*sign.split(), "目录", *listed.split()]
    assert [clause.text for clause in made.outline.clauses] == ["办好甲。", "办好乙。"]


def test_further_annexes_stand_in_lines_of_their_own() -> None:
    text = "关于某事的方案\n\n一、任务\n\n办好甲。\n\n附件：1.甲统计表\n2.乙统计表\n3.丙统计表\n"
    made = document(text)
    annexes = "".join(each.span.cut(text) for each in made.segments if each.role is Role.ANNEX)
    assert annexes.split() == ["附件：1.甲统计表", "2.乙统计表", "3.丙统计表"]
    assert [clause.text for clause in made.outline.clauses] == ["办好甲。"]


@pytest.mark.parametrize("heads", ["group name", "serial group value", "group bearer unit attribute name"])
def test_a_row_of_cells_has_two_of_them_at_least(heads: str) -> None:
    kinds = heads.split()
    found = {sum(shape) for shape, _ in _shapes(kinds)}
    assert (min(found), max(found)) == (2, len(kinds))
