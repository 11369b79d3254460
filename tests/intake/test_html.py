"""Saved pages: the article whole, with its tables and the portal's card, and nothing of the page around it."""

from __future__ import annotations

import time

import pytest

from policykit.intake import read
from policykit.intake.kinds import kind_of
from policykit.text import document

ARTICLE = """
<p>某办发〔2026〕7号</p><p>各县人民政府：</p>
<p>为做好签约服务工作，经市政府同意，现将有关事项通知如下。</p>
<p>一、工作目标</p><p>到2027年底，县域内就诊率达到<span>90</span>%以上，每个乡镇卫生院至少配备<b>2</b>名全科医生。</p>
<p>二、保障措施</p><p>（一）加强领导。各地要落实责任，每季度调度1次。</p><p>（二）加强监测。</p>
<p>某市人民政府办公室</p><p>2026年3月1日</p>"""
WORDS = [
    "某办发〔2026〕7号",
    "各县人民政府：",
    "为做好签约服务工作，经市政府同意，现将有关事项通知如下。",
    "一、工作目标",
    "到2027年底，县域内就诊率达到90%以上，每个乡镇卫生院至少配备2名全科医生。",
    "二、保障措施",
    "（一）加强领导。各地要落实责任，每季度调度1次。",
    "（二）加强监测。",
    "某市人民政府办公室",
    "2026年3月1日",
]
MENU = "<ul>" + "".join(f'<li><a href="/{n}">市第{n}局</a></li>' for n in range(40)) + "</ul>"


def lines(page: str, encoding: str = "utf-8") -> list[str]:
    drawn = read(page.encode(encoding))
    assert drawn is not None
    return drawn.text.splitlines()


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            f"<html><body>{MENU}<div id=zoom>{ARTICLE}</div>{MENU}</body></html>", id="menus around it"
        ),
        pytest.param(f"<div class=wrap>{MENU}{ARTICLE}</div>", id="menu beside it, no element of its own"),
        pytest.param(
            f"<body><script>var a='三、假的；'</script><style>p{{}}</style>{ARTICLE}<noscript>请启用脚本。</noscript></body>",
            id="scripts",
        ),
        pytest.param(
            f"<body><div class='share bdsharebuttonbox'>分享到：微信</div><div class=crumbs>您的位置：首页 &gt; 文件</div>{ARTICLE}"
            "<div class=related>相关解读<p>一图读懂：关于签约服务的通知，权威解读来了。</p></div></body>",
            id="share bar, crumbs, related",
        ),
        pytest.param(
            f"<body><div>{ARTICLE}<p>扫一扫在手机打开当前页</p><p>【打印】 【关闭】</p><p>浏览次数：12次</p></div></body>",
            id="buttons in the article",
        ),
        pytest.param(
            f"<body><div>{ARTICLE}<p>公开方式：主动公开</p><p>相关解读：</p><p><a href=x>【政策解读】关于签约服务的通知</a></p>"
            "<p>某市人民政府版权所有 皖ICP备05004294号-1</p></div></body>",
            id="what a page hangs on",
        ),
        pytest.param(
            f"<body style='visibility: hidden'><div>{ARTICLE}</div></body>", id="page that a script shows"
        ),
        pytest.param(
            f"<body><div>{ARTICLE}</div><div style='display:none'>隐藏的一段，不应读到。</div></body>",
            id="hidden",
        ),
        pytest.param(
            f"<body><div>{ARTICLE}</div><footer>主办：某市人民政府，地址：某路1号。</footer></body>",
            id="footer",
        ),
        pytest.param(
            f"<body><table><tr><td><table><tr><td>{ARTICLE}</td></tr></table></td></tr></table></body>",
            id="laid out by tables",
        ),
        pytest.param(
            "<div>" + ARTICLE.replace("<p>", "<div>").replace("</p>", "</div>") + "</div>", id="no p"
        ),
        pytest.param("<div>" + ARTICLE.replace("<p>", "").replace("</p>", "<br>") + "</div>", id="br only"),
        pytest.param(f"<font><p></p>{ARTICLE}</font>", id="in an inline element"),
        pytest.param(f"<div id=print>{ARTICLE}</div>", id="article in an element named like a bar"),
    ],
)
def test_the_article_and_nothing_else(page: str) -> None:
    assert lines(page) == WORDS


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gb18030"),
        ("", "gb18030"),
        ('<meta charset="gb2312">', "utf-8"),
        ('<meta charset="utf-8">', "gb18030"),
        ("", "utf-8-sig"),
        ('<?xml version="1.0" encoding="gb2312"?><html>', "utf-16"),
        ('<meta charset="big5">', "big5hkscs"),
    ],
)
def test_the_encoding_is_that_of_the_bytes(head: str, encoding: str) -> None:
    plain = ARTICLE.replace("〔", "（").replace("〕", "）")
    page = f"<html><head>{head}</head><body><div>{plain if encoding != 'big5hkscs' else '<p>各縣應當落實責任，每季調度一次。</p>'}</div></body></html>"
    got = lines(page, encoding)
    assert got == (
        ["各縣應當落實責任，每季調度一次。"]
        if encoding == "big5hkscs"
        else [line.replace("〔", "（").replace("〕", "）") for line in WORDS]
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td>指标<td>单位<td>2025年<tr><td>就诊率<td>%<td>90", ["指标\t单位\t2025年", "就诊率\t%\t90"]),
        (
            (
                "<tr><th rowspan=2>指标</th><th colspan=2>目标值</th></tr><tr><th>2025年</th><th>2030年</th></tr>"
                "<tr><td>就诊率</td><td>85%</td><td>90%</td></tr>"
            ),
            ["指标\t目标值", "\t2025年\t2030年", "就诊率\t85%\t90%"],
        ),
        (
            "<tr><td rowspan=0>就诊<td>县域内就诊率<td>90%<tr><td>基层就诊率<td>65%<tr><td>急诊占比<td>3%",
            ["就诊\t县域内就诊率\t90%", "\t基层就诊率\t65%", "\t急诊占比\t3%"],
        ),
        (
            "<tr><td rowspan=2>财政局</td><td><p>每年安排</p><p>100万元。</p></td></tr><tr><td>及时拨付。<br>按季通报。</td></tr>",
            ["财政局\t每年安排 100万元。", "\t及时拨付。 按季通报。"],
        ),
        (
            "<tr><td>部门<td>任务<tr><td>教育局<td><ol><li>开课。<li>配备校医1名。</ol>",
            ["部门\t任务", "教育局\t1. 开课。 2. 配备校医1名。"],
        ),
        (
            "<caption>表1 主要指标（单位：张）</caption><tr><td>指标<td>2027年<tr><td>床位<td>10",
            ["表1 主要指标（单位：张）", "指标\t2027年", "床位\t10"],
        ),
        (
            "<tr><td>指标<td>限值<tr><td>菌落<td>10<sup>5</sup>个<tr><td><b>10</b><sup>-3</sup><td>60m<sup>2</sup><tr><td>床位<td>90<sup>①</sup>",
            ["指标\t限值", "菌落\t10^5个", "10^-3\t60m2", "床位\t90①"],
        ),
        # A cell without words that is merged with none stands as an ideographic space.
        (
            "<tr><td>指标<td>2027年<td>责任单位<tr><td rowspan=2>床位<td>10<td>卫健局<tr><td><td>财政局",
            ["指标\t2027年\t责任单位", "床位\t10\t卫健局", "\t\u3000\t财政局"],
        ),
    ],
)
def test_tables_are_kept_row_by_row(table: str, expected: list[str]) -> None:
    stripped = [line.strip() for line in lines(f"<div>{ARTICLE}<table>{table}</table></div>")]
    assert stripped[len(WORDS) :] == [line.strip() for line in expected]


def test_a_cell_says_where_it_stood() -> None:
    drawn = read(f"<div>{ARTICLE}<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></div>".encode())
    assert drawn is not None
    last = drawn.places[-1]
    assert drawn.text[last.start :] == "丁\n"
    assert (last.table, last.row, last.column) == (1, 2, 2)
    assert [place.start for place in drawn.places] == sorted(place.start for place in drawn.places)


@pytest.mark.parametrize(
    "card",
    [
        "<table><tr><td>索 引 号：</td><td>0001/2026-7</td></tr><tr><td>发文机关：</td><td>某市人民政府办公室</td></tr></table>",
        "<ul><li>索引号： 0001/2026-7</li><li><b>发文机关：</b>某市人民政府办公室</li></ul>",
        "<dl><dt>索引号：</dt><dd>0001/2026-7</dd><dt>发文机关：</dt><dd>某市人民政府办公室</dd></dl>",
    ],
)
def test_the_portals_card_comes_along_and_is_no_clause(card: str) -> None:
    got = lines(f"<body>{card}<h1>某市关于做好签约服务工作的通知</h1>{MENU}<div>{ARTICLE}</div></body>")
    assert [line.replace(" ", "") for line in got[:3]] == [
        "索引号：0001/2026-7",
        "发文机关：某市人民政府办公室",
        "某市关于做好签约服务工作的通知",
    ]
    assert got[-len(WORDS) :] == WORDS
    assert "发文机关" not in "".join(clause.text for clause in document("\n".join(got)).outline.clauses)


@pytest.mark.parametrize(
    "head",
    [
        "<meta name=ArticleTitle content=某市关于做好签约服务工作的通知>",
        "<title>某市关于做好签约服务工作的通知-某市人民政府网</title>",
        "<title>某市关于做好签约服务工作的通知</title>",
        "<title>某市人民政府网</title></head><body><h1>某市关于做好签约服务工作的通知</h1>",
    ],
)
def test_a_title_outside_the_article_is_written_above_it(head: str) -> None:
    page = f"<html><head>{head}</head><body>{MENU}<div>{ARTICLE}</div></body></html>"
    assert lines(page) == ["某市关于做好签约服务工作的通知", *WORDS]


def test_what_a_page_is_part_of_is_not_its_title() -> None:
    page = f"<html><head><title>政策文件_某市人民政府网</title></head><body>{MENU}<div>{ARTICLE}</div></body></html>"
    assert lines(page) == WORDS


@pytest.mark.parametrize(
    ("begins", "kind"),
    [("<html><!-- 正文 -->", "html"), ("<!-- saved --><html>", "html"), ("说明<!-- 正文 --><html>", "text")],
)
def test_a_page_says_at_its_beginning_that_it_is_one(begins: str, kind: str) -> None:
    assert kind_of((begins + "各地要抓好落实。" * 300).encode()) == kind


def test_a_page_saved_as_one_file() -> None:
    page = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: 8bit\n\n<div>{ARTICLE}</div>\n--x--\n"
    assert lines(page, "gb18030") == WORDS


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><script>var a='一、目标';</script></html>", "PK101"),
        ("<div>" * 100_000 + "深", "PK112"),
        ("<p>甲。</p>" * 420_000, "PK112"),
    ],
    ids=["scripts only", "nested", "endless"],
)
def test_what_is_refused(page: str, code: str, refused: object) -> None:
    assert callable(refused)
    assert refused(page.encode()) == code


def test_twice_the_page_costs_twice_the_time() -> None:
    """Counted by the walks: the text of an element is weighed once, however deep it stands."""
    spent = []
    for size in (1, 2, 4):
        page = ("<div>" * 100 + "<p>各地要落实责任，加强监测。</p>" * 500 * size + "</div>" * 100).encode()
        begun = time.process_time()
        read(page)
        spent.append(time.process_time() - begun)
    assert spent[2] < 16 * spent[0] + 0.5


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<ol><li>开课。<li>设岗。</ol>", ["1. 开课。", "2. 设岗。"]),
        ("<ol start=4><li>开课。<li value=9>设岗。<li>考核。</ol>", ["4. 开课。", "9. 设岗。", "10. 考核。"]),
        ("<ol reversed><li>开课。<li>设岗。<li>考核。</ol>", ["3. 开课。", "2. 设岗。", "1. 考核。"]),
        ("<ol type=a><li>开课。<li>设岗。</ol>", ["a. 开课。", "b. 设岗。"]),
        ("<ol type=I start=4><li><p>开课。</p><p>每周2节。</p></li></ol>", ["IV. 开课。", "每周2节。"]),
        (
            "<ol style='list-style-type: cjk-ideographic'><li>总则。<ol><li>范围。<li>对象。</ol><li>附则。</ol>",
            ["一、总则。", "1. 范围。", "2. 对象。", "二、附则。"],
        ),
        ("<ol><li><ol type=A><li>开课。<li>设岗。</ol></ol>", ["1. A. 开课。", "B. 设岗。"]),
        (
            "<ol><li>一、总则。<li>（二）附则。<li>第三条 施行。</ol>",
            ["一、总则。", "（二）附则。", "第三条 施行。"],
        ),
        ("<ol style='list-style:none'><li>开课。</ol><ul><li>设岗。</ul>", ["开课。", "设岗。"]),
    ],
    ids=[
        "plain",
        "start and value",
        "reversed",
        "letters",
        "Roman",
        "nested",
        "a list that opens an item",
        "own numbers",
        "none",
    ],
)
def test_the_numbers_of_lists_are_those_that_a_browser_shows(written: str, expected: list[str]) -> None:
    assert lines(f"<div>{ARTICLE}{written}</div>")[len(WORDS) :] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("就诊率达到85%<sup>1</sup>以上。", "就诊率达到85%¹以上。"),
        ("就诊率<sup>2</sup>达到85%<sup><a href='#n'>[3]</a></sup>以上。", "就诊率²达到85%[3]以上。"),
        ("就诊率达到85%<span style='vertical-align: super'>注1</span>。", "就诊率达到85%[注1]。"),
        ("床位500张<sup>12</sup>，60km<sup>2</sup>，10<sup>5</sup>个。", "床位500张¹²，60km2，10^5个。"),
        ("就诊率&#8203;达到8&#8203;5%，每&shy;年&#8206;2次。", "就诊率达到85%，每年2次。"),
        ("&#8238;就诊率&#8236;达到85%。", "就诊率达到85%。"),
    ],
    ids=[
        "behind per cent",
        "behind a word, in brackets",
        "by style",
        "behind a unit",
        "no width",
        "direction",
    ],
)
def test_marks_that_are_raised_or_unseen_are_glued_to_no_figure(written: str, expected: str) -> None:
    assert lines(f"<div>{ARTICLE}<p>{written}</p></div>")[len(WORDS) :] == [expected]


def test_what_is_struck_out_is_left_out_and_said_to_be() -> None:
    page = (
        "<p>就诊率达到<del>80%</del><ins>85%</ins>以上<s>，每年2次</s>。</p>"
        "<p style='color: red; text-decoration: underline line-through'>废止的一段，应当不读。</p><p><u>下划线</u>的留下。</p>"
    )
    drawn = read(f"<div>{ARTICLE}{page}</div>".encode())
    assert drawn is not None
    assert drawn.text.splitlines()[len(WORDS) :] == ["就诊率达到85%以上。", "下划线的留下。"]
    assert drawn.left_out == (
        ("struck", "80%"),
        ("struck", "，每年2次"),
        ("struck", "废止的一段，应当不读。"),
    )
