"""Scanned pages: recognised where the extra is installed, else refused or noted; never taken for empty."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from rapidfuzz.distance import Levenshtein

from policykit.base.diagnostics import PolicykitError
from policykit.intake import ocr, pdf, read
from policykit.intake.glyphs import Line

if TYPE_CHECKING:
    from collections.abc import Callable

SCAN = (Path(__file__).parent / "scan.pdf").read_bytes()
"""Two pages at 150 dpi, black and white, as an office scans them: no text layer."""
SAYS = """关于加强双向转诊工作的通知
歙卫〔2024〕15号
各乡镇卫生院：
为方便群众就近就医，现就加强转诊工作通知如下：
一、到2025年底，县域内就诊率达到90%以上，由县级医院统筹安排，每季度报告1次。
二、每个乡镇卫生院至少配备1名主治医师。
三、本通知自印发之日起施行，有效期5年。
歙县卫生健康委员会
2024年3月4日
"""


@pytest.mark.skipif(not ocr.can_recognise(), reason="policykit[ocr] is not installed")
def test_a_scan_is_read_with_its_pages() -> None:
    made = read(SCAN)
    assert made is not None
    assert Levenshtein.normalized_similarity(made.text.replace(":", "："), SAYS) > 0.98
    assert "歙卫〔2024〕15号" in made.text
    third = made.text.index("三、")
    assert [place.page for place in made.places if place.start <= third][-1] == 2
    assert made.reader.startswith(pdf.READER)
    assert "rapidocr" in made.reader


def test_without_the_extra_a_scan_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, refused: Callable[[bytes], str]
) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    assert refused(SCAN) == "PK113"


def test_a_scanned_page_among_others_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    words = "到2027年，县域内就诊率达到90%以上，由县级医院统筹安排，每季度向县卫生健康委员会报告1次。"
    page = pdf.Page(1, 842, [Line(words, 80, 700, 500, 712, 12)])
    made = pdf.drawn_from([page, pdf.Page(2, 842, [], is_picture=True)], "pdf")
    assert made.left_off == ("2: （扫描的页面，未识别）",)


def test_a_picture_with_more_pixels_than_a_scan_is_never_unpacked(
    monkeypatch: pytest.MonkeyPatch, refused: Callable[[bytes], str]
) -> None:
    monkeypatch.setattr(ocr, "_MOST_PIXELS", 1_000_000)  # the pages of the scan have 2,175,000
    assert refused(SCAN) == "PK112"


def page(width: float, height: float, *pictures: tuple[float, float, float, float], dots: int = 1) -> Any:
    """A page of PDFium with pictures at some places, each of so many dots by one."""

    def objects(*, filter: list[int], max_depth: int) -> list[Any]:  # noqa: A002 - PDFium's own name
        assert (filter, max_depth > 1) == ([3], True)
        return [
            SimpleNamespace(get_px_size=lambda: (dots, 1), get_bounds=lambda at=at: at) for at in pictures
        ]

    return SimpleNamespace(get_objects=objects, get_width=lambda: width, get_height=lambda: height)


@pytest.mark.parametrize(
    ("pictures", "characters", "is_picture"),
    [
        ([(0, 0, 100, 51)], 0, True),
        ([(0, 0, 100, 50)], 0, False),  # half of the page is none of a scan
        ([(0, 0, 100, 30), (0, 50, 100, 80)], 0, True),
        ([(50, 40, 100, 100)], 0, False),
        ([(0, 0, 100, 100)], 19, True),
        ([(0, 0, 100, 100)], 20, False),  # there is a text
        ([], 0, False),
    ],
)
def test_a_page_is_a_picture_if_most_of_it_is(
    pictures: list[tuple[float, float, float, float]], characters: int, *, is_picture: bool
) -> None:
    assert ocr.is_picture(page(100, 100, *pictures), characters) is is_picture


@pytest.mark.parametrize(("dots", "is_too_large"), [(150_000_000, False), (150_000_001, True)])
def test_how_many_dots_a_picture_may_have(dots: int, *, is_too_large: bool) -> None:
    given = page(100, 100, (0, 0, 100, 100), dots=dots)
    if is_too_large:
        with pytest.raises(PolicykitError, match="PK112"):
            ocr.is_picture(given, 0)
    else:
        assert ocr.is_picture(given, 0)


FIRST = "四个汉字", (0, 100, 40, 110)  # a size of ten


@pytest.mark.parametrize(
    ("place", "is_one"),
    [
        ((54.9, 100, 64.9, 110), True),
        ((55, 100, 65, 110), False),  # one and a half characters apart
        ((30.1, 100, 60, 110), True),  # they overlap by less than one
        ((30, 100, 60, 110), False),
        ((45, 104.9, 55, 114.9), True),
        ((45, 105, 55, 115), False),  # by half of their height they are two lines
        ((45, 95.1, 55, 105.1), True),
        ((45, 95, 55, 105), False),
        ((45, 102, 55, 104), True),  # half of the lower one counts
    ],
)
def test_pieces_of_a_line_that_stand_hardly_apart_are_one(
    place: tuple[float, float, float, float], *, is_one: bool
) -> None:
    pieces = [Line("后", *place, 10), Line(FIRST[0], *FIRST[1], 10)]
    lines = list(ocr._near(pieces))  # noqa: SLF001 - what is put together behind it would hide it
    assert [line.text for line in lines] == (["四个汉字后"] if is_one else ["四个汉字", "后"])
    if is_one:
        (line,) = lines
        _, bottom, right, top = place
        assert (line.left, line.right, line.bottom, line.top) == (0, right, min(100, bottom), max(110, top))


def test_what_was_recognised_stands_in_points_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine gives corners in dots from the upper left, at 200 dots an inch."""
    scale = 200 / 72

    def seen(words: str, left: float, bottom: float, right: float, top: float) -> Any:
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        return [(x * scale, (200 - y) * scale) for x, y in corners], f" {words} ", 0.9

    def rendered(*, scale: float, grayscale: bool) -> Any:
        assert (scale, grayscale) == (200 / 72, False)
        return SimpleNamespace(to_numpy=lambda: "picture")

    found = [seen("第二行ab", 10, 80, 50, 90), seen(FIRST[0], *FIRST[1]), seen(" ", 0, 0, 9, 9)]
    monkeypatch.setattr(ocr, "_engine", lambda: lambda _: (found, None))
    given: Any = SimpleNamespace(get_width=lambda: 100, get_height=lambda: 200, render=rendered)
    lines = ocr.recognised(given)
    assert [line.text for line in lines] == ["四个汉字", "第二行ab"]
    first, second = ((line.left, line.bottom, line.right, line.top, line.size) for line in lines)
    assert first == pytest.approx((0, 100, 40, 110, 10))
    assert second == pytest.approx(
        (10, 80, 50, 90, 10)
    )  # two Latin letters are as wide as a Chinese character


def test_of_a_page_without_words_and_of_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    scales: list[float] = []

    def rendered(*, scale: float, grayscale: bool) -> Any:
        scales.append(scale)
        return SimpleNamespace(to_numpy=lambda: grayscale)

    monkeypatch.setattr(ocr, "_engine", lambda: lambda _: (None, None))
    for width, height in ((100, 200), (864, 10), (865, 10), (10, 2400)):
        given: Any = SimpleNamespace(
            get_width=lambda w=width: w, get_height=lambda h=height: h, render=rendered
        )
        assert ocr.recognised(given) == []
    assert scales == pytest.approx([200 / 72, 200 / 72, 2400 / 865, 1])
    monkeypatch.setattr(ocr, "_PACKAGE", "no-such-package-at-all")
    assert ocr.reader() == "no-such-package-at-all"
