"""Where each threshold of repeats, measures and citations lies: a row on either side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.index.alignment import Alignment
from policykit.index.alignment.literal import Grams, Taken, common, taken_over
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.rarity import MeasureRarity, term
from policykit.index.alignment.repeats import repeats
from policykit.index.alignment.settings import settings
from policykit.index.cascade import cascade
from policykit.index.citations import citations
from policykit.index.lexicon import Lexicon
from policykit.index.shards.rows import quantity_rows
from policykit.model.cascade import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.specs import Specs


@pytest.mark.parametrize(
    ("first", "second", "repeated"),
    [
        # 14 characters again, in phrases of six and more
        ("健全首诊制度，跟踪转诊治疗过程。", "健全首诊制度，跟踪转诊治疗过程。", True),  # 6 + 8
        ("健全首诊制度，跟踪转诊的过程。", "健全首诊制度，跟踪转诊的过程。", False),  # 6 + 7
        ("推进签约制，跟踪转诊者治疗过程。", "推进签约制，跟踪转诊者治疗过程。", False),  # 5 says too little, 9
        # 15 characters of 25 are six tenths of the shorter sentence, of 26 they are not
        ("跟踪转诊者治疗过程做好接续服务，稳步提升签约的覆盖率。", "跟踪转诊者治疗过程做好接续服务，加强全科医生队伍建设。", True),
        ("跟踪转诊者治疗过程做好接续服务，稳步提升签约服务覆盖率。", "跟踪转诊者治疗过程做好接续服务，加强全科医生的队伍建设。", False),
    ],
)  # fmt: skip  # a row a line
def test_how_much_makes_a_repeat(root: Path, first: str, second: str, repeated: bool) -> None:
    text = f"关于推进示范工作的意见\n\n一、首诊\n{first}\n二、签约\n{second}"
    found = [(link.a, link.b) for link in repeats(Corpus([made("twice-2025", text)], root))]
    assert found == ([("twice-2025/2/p1", "twice-2025/1/p1")] if repeated else [])


def signs(first: int, count: int) -> str:
    """So many signs, all others than with another beginning."""
    return "".join(chr(0x4E00 + first + at) for at in range(count))


@pytest.mark.parametrize(
    ("one", "other", "least", "runs"),
    [
        ("甲乙丙丁戊己", "丙丁戊", 3, ("丙丁戊",)),
        ("丙丁戊", "甲乙丙丁戊己", 3, ("丙丁戊",)),
        ("甲乙丙,丁戊己", "丁戊己和甲乙丙", 3, ("丁戊己", "甲乙丙")),  # in the order of the second
        ("甲乙丙丁戊", "甲乙丙己丁戊", 3, ("甲乙丙",)),
        ("甲乙", "甲乙", 3, ()),
        ("甲乙丙", "甲乙丙", 3, ("甲乙丙",)),
        (",甲乙丙。", ",甲乙丙。", 3, ("甲乙丙",)),  # marks about it count nothing
        (",甲乙丙。", ",甲乙丙。", 4, ()),
        ("甲,乙丙", "甲,乙丙", 4, ("甲,乙丙",)),
        ("", "甲乙丙", 3, ()),
        (signs(0, 8), signs(0, 8), None, (signs(0, 8),)),
        (signs(0, 7), signs(0, 7), None, ()),
    ],
)
def test_the_runs_that_two_sentences_share(
    one: str, other: str, least: int | None, runs: tuple[str, ...]
) -> None:
    assert common(one, other, least) == runs


@pytest.mark.parametrize(
    ("one", "other", "runs"),
    [
        # fourteen signs together, and six tenths of the shorter sentence
        (signs(0, 14), signs(0, 14), (signs(0, 14),)),
        (signs(0, 13), signs(0, 13), None),
        (signs(0, 14) + signs(100, 9), signs(0, 14) + signs(200, 20), (signs(0, 14),)),  # of 23
        (signs(0, 14) + signs(100, 10), signs(0, 14) + signs(200, 20), None),  # of 24
        (signs(0, 14) + "。", "," + signs(0, 14), (signs(0, 14),)),
        (signs(0, 14) + signs(100, 9) + "。", signs(0, 14) + signs(200, 20), (signs(0, 14),)),
        (signs(0, 8) + signs(50, 8), signs(50, 8) + "和" + signs(0, 8), (signs(50, 8), signs(0, 8))),
        (signs(0, 8) + signs(50, 7), signs(50, 7) + "和" + signs(0, 8), None),  # seven are no run
        # or twenty-four alone, of however much
        (signs(0, 24) + signs(100, 76), signs(0, 24) + signs(200, 76), (signs(0, 24),)),
        (signs(0, 23) + signs(100, 76), signs(0, 23) + signs(200, 76), None),
        # the longest run decides, though a short one stands beside it
        (
            signs(0, 24) + signs(100, 60) + signs(500, 8),
            signs(500, 8) + signs(200, 76) + signs(0, 24),
            (signs(500, 8), signs(0, 24)),
        ),
    ],
)
def test_when_a_sentence_is_taken_over(one: str, other: str, runs: tuple[str, ...] | None) -> None:
    taken = taken_over([one], [other], [(0, 0)])
    assert (taken and taken.runs) == runs
    # … and it is found among all of a corpus
    (rows,) = Grams.of([[one]]).taking_over([Grams.of([[other]])])
    assert rows.tolist() == ([] if runs is None else [[0, 0, 0, 0]])


def test_of_several_sentences_the_longest_is_taken_and_of_as_long_ones_the_first() -> None:
    short, long = signs(0, 14), signs(300, 16)
    assert taken_over([short, long], [short, long], [(0, 0), (1, 1)]) == Taken(1, 1, (long,))
    assert taken_over([short, short], [short, short], [(0, 1), (1, 0)]) == Taken(0, 1, (short,))
    assert taken_over([short], [long], [(0, 0)]) is None
    assert taken_over([short], [short], []) is None


def test_where_a_sentence_is_found_again() -> None:
    here, there = signs(0, 14), signs(300, 16)
    mine = Grams.of([[signs(600, 9)], [signs(700, 9), here, there]])
    theirs = [Grams.of([[there], [signs(800, 9), here]]), Grams.of([]), Grams.of([["甲"], [here, here]])]
    # my clause and theirs, their sentence in it and mine
    assert [rows.tolist() for rows in mine.taking_over(theirs)] == [
        [[1, 0, 0, 2], [1, 1, 1, 1]],
        [],
        [[1, 1, 0, 1], [1, 1, 1, 1]],
    ]
    assert [rows.tolist() for rows in Grams.of([]).taking_over(theirs)] == [[], [], []]


@pytest.mark.parametrize(
    ("naming", "clauses", "tells"), [(30, 40, "less"), (0, 40, "more"), (0, 0, "as much")]
)
def test_a_measure_that_the_other_policy_names_often_tells_less(
    naming: int, clauses: int, tells: str
) -> None:
    measures: Any = SimpleNamespace(broad={"宽"}, words_of=dict.fromkeys(("转诊", "宽"), (("转诊",),)))

    def of(named: int, every: int) -> MeasureRarity:
        profiles: list[Any] = [
            SimpleNamespace(about={"转诊": 1.0, "宽": 1.0} if at < named else {}) for at in range(every)
        ]
        return MeasureRarity(profiles, measures)

    here = of(10, 40)
    alone, both = here.measure("转诊"), here.measure("转诊", of(naming, clauses))
    assert {"less": both < alone, "more": both > alone, "as much": both == alone}[tells]
    assert here.measure("宽") == pytest.approx(alone * settings().broad)
    assert 0 < here.measure("宽") < alone < 1
    assert of(naming, clauses).measure("转诊", here) == both  # whichever of the two is asked


def test_the_topic_is_what_is_said_again_and_again_and_stands_in_few_laws(root: Path) -> None:
    text = "关于推进示范工作的意见\n\n一、总则\n罟罾。\n二、分则\n罟罾。罟罾。瓢瓞。规定。"
    names, weights, _ = Alignment(Corpus([made("topic-2025", text)], root)).space.weighed("topic-2025").topic
    topic = dict(zip(map(term, names), weights, strict=True))
    assert list(topic.values()) == sorted(topic.values(), reverse=True)
    assert (*topic,)[0] == "罟罾"
    assert topic["罟罾"] == pytest.approx(3 * topic["瓢瓞"])  # neither stands in laws
    assert topic["瓢瓞"] > topic["规定"] > 0
    assert sum(each * each for each in weights) == pytest.approx(1)


@pytest.mark.parametrize(("times", "pairs"), [(19, 19 * 18 // 2), (20, 20 * 19 // 2), (21, 0)])
def test_a_phrase_in_more_than_twenty_sentences_is_a_set_phrase(root: Path, times: int, pairs: int) -> None:
    text = "关于推进示范工作的意见\n\n一、首诊\n" + "健全首诊制度，跟踪转诊治疗过程。\n" * times
    assert len(list(repeats(Corpus([made("often-2025", text)], root)))) == pairs


@pytest.mark.parametrize(
    ("sentence", "mention"),
    [
        (f"打包{'某' * 38}牵头", (1.0, 0)),  # both words begin within 40 characters
        (f"打包{'某' * 39}牵头", None),
        ("牵头医院打包", (1.0, 0)),
        ("强化管理,打包给牵头医院", (0.95, 1)),  # not the first phrase
        ("强化管理,促进打包给牵头医院", (0.5, 1)),  # what it is for
        ("促进打包给牵头医院", (1.0, 0)),  # the first phrase is no purpose
        ("打包给牵头医院监督员", None),
    ],
)
def test_what_a_sentence_says_of_a_measure(sentence: str, mention: tuple[float, int] | None) -> None:
    measures = Measures.of(Lexicon(subjects={"支付": {"总额付费": ("打包 牵头 -监督员",)}}))
    found = measures.mentions(sentence).get("总额付费")
    assert (tuple(found) if found else None) == mention


@pytest.mark.parametrize(
    ("title", "cited", "policy"),
    [
        ("医改意见", "医改意见", "cited-2025"),
        ("医改令", "医改令", None),  # three characters are no title
        ("关于推进示范工作的意见", "示范市关于推进示范工作的意见", "cited-2025"),  # from 关于 on
        ("关于推进示范工作的意见（试行）", "关于推进示范工作的意见", "cited-2025"),
        ("关于推进示范工作的意见", "关于推进试点工作的意见", None),
    ],
)
def test_under_which_titles_a_policy_is_cited(root: Path, title: str, cited: str, policy: str | None) -> None:
    policies = [
        made("cited-2025", f"{title}\n\n一、首诊\n加强签约。", title=title),
        made("citing-2025", f"关于转诊的办法\n\n一、转诊\n落实《{cited}》。", title="关于转诊的办法"),
    ]
    assert [one.policy for one in citations(Corpus(policies, root))] == [policy]


@pytest.mark.parametrize(
    ("lower", "due", "unit", "populations", "reading"),
    [
        (85.0, None, "%", ("", ""), Reading.EQUAL),  # without a date of its own it is not later
        (85.1, None, "%", ("", ""), Reading.STRICTER),
        (84.9, date(2025, 12, 31), "%", ("", ""), Reading.WEAKER),  # less, though earlier
        (85.0, date(2027, 1, 1), "%", ("", ""), Reading.LATER),
        (85.0, date(2026, 12, 31), "‰", ("", ""), Reading.DIFFERENT),
        (85.0, date(2026, 12, 31), "%", ("三级公立医院", "二级公立医院"), Reading.DIFFERENT),
        (85.0, date(2026, 12, 31), "%", ("三级公立医院", "三级公立医院"), Reading.EQUAL),
        (85.0, date(2026, 12, 31), "%", ("三级公立医院", ""), Reading.WIDER),
        (85.0, date(2026, 12, 31), "%", ("公立医院", "三级公立医院"), Reading.NARROWER),
        (85.0, date(2026, 12, 31), "%", ("公立医院", "非公立医院"), Reading.DIFFERENT),
        (85.0, date(2026, 12, 31), "%", ("三级公立医院、二级公立医院", "二级公立医院"), Reading.NARROWER),
        (85.0, date(2026, 12, 30), "%", ("", ""), Reading.EARLIER),
        (90.0, date(2027, 12, 31), "%", ("", ""), Reading.LATER),  # 85 are not asked before
    ],
)
def test_85_percent_by_2026_read_against(  # noqa: PLR0913, PLR0917 - a row of the table
    corpus: Corpus,
    specs: Specs,
    lower: float,
    due: date | None,
    unit: str,
    populations: tuple[str, str],
    reading: Reading,
) -> None:
    one = specs.requirement("shexian-2025/p1/county-visit-rate-2026")
    upper, under = populations
    national = {"id": "above", "policy": "nhc-2023-41", "clause": "nhc-2023-41/1/p2", "binds": ("000000",)}
    above = replace(one, **national, population=upper)  # type: ignore[arg-type]  # a table's values
    # Its words are the whole clause: what else the clause says of the indicator is left out.
    below = replace(
        one,
        target=replace(one.target, value=lower, unit=unit),
        due=due,
        population=under,
        span=corpus.clause(one.clause).span,
    )
    rows = cascade(corpus, [above, below])
    readings = {found.policy: found.reading for found in rows if found.upper.requirement is above}
    assert readings["shexian-2025"] is reading


def test_quantities_are_rows_of_the_text_itself() -> None:
    policy = made("rows-2025", "关于推进示范工作的意见\n\n一、首诊\n首诊率达到70%。\n二、签约\n签约5万人。")
    rows = list(quantity_rows(policy))
    assert [policy.source[row["start"] : row["end"]] for row in rows] == ["70%", "5万人"]
