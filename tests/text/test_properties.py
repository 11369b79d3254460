"""What holds for every text whatsoever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policykit.model import Role
from policykit.text import document
from policykit.text.normal import fold

LINES = st.sampled_from(
    """
一、总体要求|二、重点任务|（一）加强领导。各级要落实。|(二) 完善机制|1.做强做优。|2、推进建设。|①明确。|1 范围
第一章 总则|第一条 为了发展，制定本条例。|第二条 应当：|第三條　本法自公布日施行。|1.1 指导思想|#
到2025年，签约率达到75%以上。|因地制宜借鉴，积极探索，推广其|关于印发方案的通知|各省、自治区：|（国家医保局负责）
国办发〔2023〕41号|2023年12月29日|国家卫生健康委|附件：分工表|政策解读|目 录|分享到:|> 理由|3三、强化
“第三条 修改为：|𠮷\u202e乱序|\u3000||\x20|## 第二章 附则
""".replace("\n", "|").split("|")
)
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\x0c", "\u2028", " ", ""])
TEXTS = st.lists(st.tuples(LINES, BREAKS), max_size=25).map(lambda parts: "".join(a + b for a, b in parts))
ANY = TEXTS | st.text(max_size=120) | st.text("一二、（）(1)2.第条章。，：\r\n\u3000 #", max_size=60)


@given(ANY)
def test_segments_are_a_lossless_partition(source: str) -> None:
    assert "".join(segment.span.cut(source) for segment in document(source).segments) == source


@given(ANY)
def test_clauses_have_exact_offsets_in_order_without_overlap(source: str) -> None:
    end = 0
    for clause in document(source).outline.clauses:
        assert end <= clause.span.start < clause.span.end <= len(source)
        end = clause.span.end
        published = clause.span.cut(source)
        assert published == published.strip()
        # What the clause says stands in what was published, paragraph for paragraph.
        squeezed = "".join(published.split())
        for piece in (clause.heading, *clause.text.split("\n")):
            assert "".join(piece.split()) in squeezed


@given(ANY)
def test_every_clause_has_an_address_of_its_own(source: str) -> None:
    paths = [clause.path for clause in document(source).outline.clauses]
    assert len(set(paths)) == len(paths)


@given(ANY)
def test_no_clause_reaches_into_a_page_around_it(source: str) -> None:
    doc = document(source)
    around = [s.span for s in doc.segments if s.role in (Role.TITLE, Role.NUMBER, Role.SIGNATURE, Role.ANNEX)]
    for clause in doc.outline.clauses:
        if clause.role is Role.CLAUSE:
            assert not any(span.start < clause.span.end and clause.span.start < span.end for span in around)


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(source: str) -> None:
    assert len(fold(source)) == len(source)


PLAN = """关于加强服务的意见

某办发〔2023〕7号

为贯彻落实精神，制定本意见。

一、总体要求

到2025年取得进展。

二、重点任务

（一）加强领导。各级落实。

（二）完善机制。形成合力。
"""
FURNITURE = st.lists(
    st.sampled_from(["分享到:", "当前位置: 首页 - 政策", "字体:", "来源:中国网", "打印 关闭", "返回顶部"]),
    max_size=5,
)


@given(FURNITURE, FURNITURE)
def test_addresses_do_not_change_with_the_page_around_the_policy(above: list[str], below: list[str]) -> None:
    plain = [(clause.path, clause.label, clause.text) for clause in document(PLAN).outline.clauses]
    page = "\n\n".join([*above, PLAN, *below])
    assert [(clause.path, clause.label, clause.text) for clause in document(page).outline.clauses] == plain


@given(st.data())
def test_what_no_one_sees_changes_no_address(data: st.DataObject) -> None:
    """Blanks without width, marks of direction and byte order marks hide no number and stay in the source."""
    plain = [
        (clause.path, clause.label, clause.heading, clause.text) for clause in document(PLAN).outline.clauses
    ]
    unseen = data.draw(
        st.lists(st.tuples(st.integers(0, len(PLAN)), st.sampled_from("\u200b\u2060\ufeff\u202e\u00ad")))
    )
    source = PLAN
    for at, mark in sorted(unseen, reverse=True):
        source = source[:at] + mark + source[at:]
    doc = document(source)
    seen = str.maketrans("", "", "\u200b\u2060\ufeff\u202e\u00ad")
    assert [
        (each.path, each.label, each.heading.translate(seen), each.text.translate(seen))
        for each in doc.outline.clauses
    ] == plain
    assert doc.title.translate(seen) == document(PLAN).title
    assert "".join(segment.span.cut(source) for segment in doc.segments) == source


@given(ANY)
def test_the_outline_is_a_tree_whose_addresses_are_those_of_its_clauses(source: str) -> None:
    outline = document(source, policy="x").outline
    ends: list[int] = []
    for part in outline.walk():
        assert all(child.parent is part for child in part.children)
        if part.clause is not None:
            assert part.clause.id == "/".join(("x", *part.path))
            assert part.clause.label.endswith("/".join(part.labels))
            assert [above.number for above in part.above] == list(part.path[:-1])
            assert part.span == part.clause.span
        if part.is_heading or part.clause is not None:
            ends += [part.span.start, part.span.end]
    # In the order of the source, none within another.
    assert ends == sorted(ends)
