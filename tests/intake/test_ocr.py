"""Scanned pages: recognised where the extra is installed, else refused or noted; never taken for empty."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rapidfuzz.distance import Levenshtein

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
