"""No step of the way from bytes to clauses, and from a file to verdicts, takes more than its double when its input doubles.

Work is counted, not timed: lines of Python that run, and calls into C.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from policykit.corpus import Corpus
from policykit.figures.report import check, to_json
from policykit.model import Script
from policykit.scaffold import add_policy, new_project
from policykit.specs import Specs
from policykit.text import decode, document
from policykit.text.normal import normalize, search_forms
from policykit.text.paragraphs import blocks
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

RATIO = 2.5
TITLE = "关于加强签约服务的意见\n\n"
LINE = "到2026年底，签约率达到75%以上。"
HAN = "一二三四五六七八九"


def work(step: Callable[[], object]) -> int:
    """How many lines of Python a step runs and how often it calls into C."""
    count = 0

    def traced(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal count
        count += 1
        return traced

    def profiled(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace()
    sys.settrace(traced)
    sys.setprofile(profiled)
    try:
        step()
    finally:
        sys.setprofile(None)
        sys.settrace(before)
    return count


def assert_doubles(step: Callable[[int], object], size: int) -> None:
    step(size)  # what is read once is read
    once, twice = (work(lambda times=times: step(times * size)) for times in (1, 2))  # type: ignore[misc]  # bound at once
    assert twice < RATIO * once, (once, twice)


TEXTS: dict[str, Callable[[int], str]] = {
    "one number again and again": lambda n: TITLE + f"第五条　{LINE}\n" * n,
    "articles": lambda n: TITLE + "".join(f"第{at + 1}条　{LINE}\n" for at in range(n)),
    "items": lambda n: TITLE + "".join(f"（{HAN[at % 9]}）加强管理。{LINE}\n" for at in range(n)),
    "sections that start anew": lambda n: TITLE + f"一、目标\n（一）加强管理。\n1.{LINE}\n" * n,
    "paragraphs": lambda n: TITLE + f"{LINE}\n" * n,
    "one line": lambda n: f"{TITLE}一、目标\n{LINE * n}\n",
    "one sentence": lambda n: f"{TITLE}一、目标\n{LINE.replace('。', '，') * n}。\n",
    "list of figures": lambda n: f"{TITLE}一、目标\n签约率分别达到{'、'.join(f'{at % 100}%' for at in range(n))}。\n",
    "years": lambda n: f"{TITLE}一、目标\n{'2025年' * n}达到75%。\n",
    "digits": lambda n: f"{TITLE}一、目标\n达到{'9' * 10 * n}%。\n",
    "Han digits": lambda n: f"{TITLE}一、目标\n达到百分之{'九' * 10 * n}。\n",
    "open brackets": lambda n: f"{TITLE}一、目标\n{'（各级落实' * n}。\n",
    "open titles": lambda n: f"{TITLE}一、目标\n{'《关于落实' * n}。\n",
    "quoted lines": lambda n: TITLE + "一、目标\n“各级落实\n" * n,
    "table": lambda n: f"{TITLE}一、目标\n各级落实。\n指标\t2025年\n" + "签约率\t75%\n" * n,
    "cells a line": lambda n: f"{TITLE}一、目标\n各级落实。\n指标\n单位\n2025年\n" + "签约率\n%\n75\n" * n,
    "heads without rows": lambda n: f"{TITLE}一、目标\n各级落实。\n" + "指标\n单位\n2025年\n落实\n" * n,
    "sections of a table": lambda n: f"{TITLE}一、目标\n各级落实。\n指标\t2025年\n" + "水平\n签约率\t75%\n" * n,
    "Markdown": lambda n: f"{TITLE}一、目标\n各级落实。\n|指标|2025年|\n|-|-|\n" + "|签约率|75%|\n" * n,
    "aligned": lambda n: f"{TITLE}一、目标\n各级落实。\n指标    单位    2025年\n" + "签约率    %    75\n" * n,
    "contents": lambda n: f"{TITLE}目录\n" + "".join(f"第{at + 1}章 总则……{at}\n" for at in range(n)) + f"第一章 总则\n{LINE}\n",
    "page numbers": lambda n: TITLE + "".join(f"{at % 7 + 1}三、强化功能，加强管理，落实各级责任\n" for at in range(n)),
    "short lines": lambda n: TITLE + "加强管理\n" * n + f"一、目标\n{LINE}\n",
    "annexes": lambda n: f"{TITLE}一、目标\n{LINE}\n" + f"附件1\n任务清单\n一、任务\n{LINE}\n" * n,
    "signatures": lambda n: f"{TITLE}一、目标\n{LINE}\n" + "歙县人民政府\n2025年1月1日\n" * n,
    "what no one sees": lambda n: f"{TITLE}一、目标\n" + "各\u200b级" * n + "落实。\n",
    "decimals": lambda n: TITLE + "".join(f"{at // 9 + 1}.{at % 9 + 1} {LINE}\n" for at in range(n)),
    "departments": lambda n: f"{TITLE}一、目标\n各级落实。（{'、'.join(f'财政部{at}' for at in range(n))}按职责分工负责）\n",
}  # fmt: skip  # a row a text
STEPS: dict[str, Callable[[str], object]] = {
    "decode": lambda text: decode(text.encode()),
    "paragraphs": blocks,
    "outline": document,
    "quantities": lambda text: list(find(text)),
    "normal form": lambda text: normalize(text, Script.TRADITIONAL),
    "searched forms": lambda text: search_forms(text, Script.SIMPLIFIED),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_from_bytes_to_quantities(kind: str) -> None:
    for name, step in STEPS.items():
        if name == "decode" and kind in (
            "digits",
            "page numbers",
            "decimals",
            "list of figures",
            "table",
            "cells a line",
            "heads without rows",
            "sections of a table",
            "Markdown",
            "aligned",
            "open brackets",
            "contents",
        ):
            continue  # more marks than words: refused, which the other steps do not ask
        assert_doubles(lambda size, step=step: step(TEXTS[kind](size)), 30)  # type: ignore[misc]  # bound at once


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("base")
    new_project(root, "库")
    (root / "a.txt").write_text(
        f"{TITLE}一、目标\n到2026年底，县域内就诊率达到85%以上。\n各级落实责任。\n", "utf-8"
    )
    add_policy(root, root / "a.txt", "a", "341021")
    return root


ENTRY = """- id: visits-{at}
  clause: 1/p1
  quote: 到2026年底，县域内就诊率达到85%以上
  indicator: county_visit_rate
  target: {{at_least: {figure}%}}
  due: 2026
  modality: must
"""


def spec(root: Path, count: int, *, same: bool) -> Specs:
    entries = "".join(ENTRY.format(at=at, figure=85 if same else at / 10) for at in range(count))
    (root / "specs" / "a.yml").write_text(f"policy: a\nrequirements:\n{entries}", "utf-8")
    return Specs.read(Corpus.load(root))


@pytest.mark.parametrize("same", [True, False])
def test_requirements(base: Path, same: bool) -> None:
    assert_doubles(lambda count: spec(base, count, same=same), 20)


HEADER = "单位,行政区划代码,年度,居民在县域内就诊人次数,居民就诊总人次数"
FILES: dict[str, Callable[[int], str]] = {
    "years": lambda n: f"{HEADER}\n" + "".join(f"歙县,341021,{1950 + at},83,100\n" for at in range(n)),
    "one row again": lambda n: f"{HEADER}\n" + "歙县,341021,2026,83,100\n" * n,
    "bad cells": lambda n: f"{HEADER}\n" + "歙县,341021,2026,83①,100\n" * n,
    "two names": lambda n: f"{HEADER}\n" + "本县,341021,2026,83,100\n歙县,341021,2026,83,100\n" * n,
    "columns of others": lambda n: f"{HEADER}{''.join(f',列{at}' for at in range(n))}\n歙县,341021,2026,83,100{',1' * n}\n",
    "titles above": lambda n: "填报表\n" * min(n, 20) + f"{HEADER}\n" + "歙县,341021,2026,83,100\n" * n,
}  # fmt: skip  # a row a file


@pytest.mark.parametrize("kind", FILES)
def test_from_file_to_report(base: Path, tmp_path: Path, kind: str) -> None:
    requirements = spec(base, 1, same=True).requirements

    def step(size: int) -> None:
        (tmp_path / "a.csv").write_text(FILES[kind](size), "utf-8")
        to_json(check(tmp_path / "a.csv", requirements, as_of=date(2027, 1, 1), division="341021"))

    assert_doubles(step, 30)
