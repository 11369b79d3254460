"""The cascade: how lower documents take up what is asked above, as a careful reader judged it beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML
from tests import project

from policykit.base.division import Division
from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index.cascade import CascadeIndex, cascade
from policykit.index.comparison import compare
from policykit.index.echoes import counted_in
from policykit.index.measures import MeasureIndex
from policykit.model import Comparator, Entity, Indicator, Level, Modality, Span, Target, Variable
from policykit.model.cascade import HARD, Reading
from policykit.model.measure import Measure
from policykit.specs import Specs

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.model import Policy
    from policykit.model.cascade import Cascade

AGREE = 0.9
UNITS = {"share": "%", "done": "是否"}
COUNTED = {"小学平均班额": "人", "规上数字经济企业数": "家", "生均公用经费": "元"}


def read(root: Path, name: str) -> Any:
    return YAML(typ="safe").load((root / "tests" / "data" / f"{name}.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def index() -> CascadeIndex:
    specs = project.specs()
    return CascadeIndex(specs.corpus, specs.requirements)


def judged_in_five(root: Path, index: CascadeIndex) -> list[tuple[Cascade, list[str]]]:
    rows = {(row.upper.requirement.id, row.policy): row for row in index.rows if row.upper.requirement}
    listed = read(root, "judged-cascade")
    return [
        (rows[asked, policy], [said] if isinstance(said, str) else said)
        for asked, lower in listed.items()
        for policy, said in lower.items()
    ]


def test_the_five_documents_are_read_as_a_careful_reader_reads_them(root: Path, index: CascadeIndex) -> None:
    judged = judged_in_five(root, index)
    wrong = [
        (row.upper.clause, row.upper.thing, row.policy, said, row.reading)
        for row, said in judged
        if row.reading not in said
    ]
    assert len(judged) >= 100
    assert len(wrong) <= (1 - AGREE) * len(judged), wrong
    assert not [each for each in wrong if each[-1] in HARD]


def test_no_hard_reading_comes_of_words_that_leave_it_open(index: CascadeIndex) -> None:
    for row in index.rows:
        if row.reading in HARD:
            assert row.lower is not None
            assert not any(each.is_soft for each in (row.upper, row.lower))


# --- other fields ------------------------------------------------------------------------------


def indicators(listed: dict[str, list[str]], units: dict[str, str] | None = None) -> list[Indicator]:
    own = COUNTED | (units or {})
    return [
        Indicator.of(Variable(label, own.get(label) or UNITS[kind], Entity.COUNTY, "…", name=f"{kind}_{at}"))
        for kind, labels in listed.items()
        for at, label in enumerate(labels)
    ]


def policy(name: str, level: Level, division: str, issued: date, text: str) -> Policy:
    title = "关于推进重点工作的意见"
    about = Metadata(
        title=title, level=level, division=division, file="source.txt", sha256="0" * 64, date_issued=issued
    )
    return build(name, about, f"{title}\n\n一、主要任务\n（一）重点。{text}")


def rows_of(root: Path, judged: list[Any], listed: list[Indicator]) -> list[Cascade]:
    """The row of each pair of sentences, each pair in a province of its own; those of the nation by themselves."""
    counties: dict[str, str] = {}
    for division in Division.all().values():
        if division.level is Level.COUNTY:
            counties.setdefault(division.lineage[1].code, division.code)
    found = []
    for batch in [judged[at : at + len(counties)] for at in range(0, len(judged), len(counties))]:
        policies = []
        for at, (each, (province, county)) in enumerate(zip(batch, counties.items(), strict=False)):
            level = Level(each.get("from", "provincial"))
            code = "000000" if level is Level.NATIONAL else province
            policies.append(policy(f"upper-{at}", level, code, date(2025, 3, 1), each["upper"]))
            dated = each.get("dated", date(2025, 6, 1))
            policies.append(policy(f"lower-{at}", Level.COUNTY, county, dated, each["lower"]))
        # That of the indicator comes first; of words that both texts have there may be another.
        rows = {row.upper.policy[6:]: row for row in [*cascade(Corpus(policies, root), (), listed)][::-1]}
        found += [rows[str(at)] for at in range(len(batch))]
    return found


@pytest.mark.parametrize("name", ["judged-cascade-made", "judged-cascade-plain"])
def test_sentences_of_other_fields(root: Path, name: str) -> None:
    judged = read(root, name)
    pairs = [
        each if isinstance(each, dict) else dict(zip(("upper", "lower", "is"), each, strict=True))
        for each in judged["rows"]
    ]
    national = [each for each in pairs if "from" in each]
    provincial = [each for each in pairs if "from" not in each]
    listed = indicators(judged["indicators"], judged.get("units"))
    rows = rows_of(root, provincial, listed) + rows_of(root, national, listed)
    wrong = [
        (each, row.reading.value, row.reason)
        for each, row in zip(provincial + national, rows, strict=True)
        if row.reading not in ([each["is"]] if isinstance(each["is"], str) else each["is"])
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("words", "is_counted"),
    [
        ("积极发展普惠性幼儿园。", True),
        ("推进普惠性幼儿园建设。", True),
        ("加强普惠性幼儿园教师培训。", False),
        ("规范普惠性幼儿园收费。", False),
        ("推动城乡学校结对帮扶、统筹发展普惠性幼儿园。", False),  # one of several things
    ],
)
def test_what_has_no_figure_is_counted_below(root: Path, words: str, is_counted: bool) -> None:
    listed = indicators(read(root, "judged-cascade-made")["indicators"])
    below = policy("lower-1", Level.COUNTY, "341021", date(2025, 6, 1), "普惠性幼儿园覆盖率达到85%。")
    above = policy("upper-1", Level.PROVINCIAL, "340000", date(2025, 3, 1), words)
    (figure,) = MeasureIndex(Corpus([below], root), (), listed).measures
    upper = Measure(above.id, "upper-1/1/1", above.level, above.division, words, Span(0, 1), words)
    assert counted_in(upper, above, [figure]) is (figure if is_counted else None)


FALL = Comparator.DECREASE


@pytest.mark.parametrize(
    ("above", "below", "reading"),
    [
        (Target(FALL, 16, unit="%", base=2020), Target(FALL, 10, unit="%", base=2020), Reading.WEAKER),
        (Target(FALL, 16, unit="%", base=2020), Target(FALL, 18, unit="%", base=2020), Reading.STRICTER),
        (Target(FALL, 16, unit="%", base=2020), Target(FALL, 16, unit="%", base=2020), Reading.EQUAL),
        (Target(FALL, 16, unit="%", base=2020), Target(FALL, 16, unit="%", base=2025), Reading.DIFFERENT),
        (Target(Comparator.GROWTH, 8, unit="%"), Target(Comparator.GROWTH, 6, unit="%"), Reading.WEAKER),
        (Target(Comparator.GROWTH, 8, unit="%"), Target(FALL, 9, unit="%"), Reading.DIFFERENT),
        # from another year, from the period before, and a year on average, it is another figure
        (Target(FALL, 16, unit="%", base=2020), Target(FALL, 10, unit="%", base=2025), Reading.DIFFERENT),
        (Target(FALL, 16, unit="%", base=2020), Target(FALL, 18, unit="%"), Reading.DIFFERENT),
        (Target(FALL, 3, unit="%", base=2020, average=True), Target(FALL, 10, unit="%", base=2020), Reading.DIFFERENT),
        (Target(Comparator.GROWTH, 8, unit="%", is_based=False), Target(Comparator.GROWTH, 6, unit="%"), Reading.DIFFERENT),
        # 16 per cent of it, and 20 of 万吨
        (Target(FALL, 16, unit="万吨", in_percent=True), Target(FALL, 20, unit="万吨"), Reading.DIFFERENT),
        (Target(FALL, 16, unit="万吨", in_percent=True), Target(FALL, 20, unit="万吨", in_percent=True), Reading.STRICTER),
        (Target(FALL, 2, unit="百分点"), Target(FALL, 3, unit="%"), Reading.DIFFERENT),
    ],
)  # fmt: skip  # a row a line
def test_changes_are_held_together_where_they_begin_in_one_year(
    above: Target, below: Target, reading: Reading
) -> None:
    def measure(policy: str, level: Level, target: Target) -> Measure:
        words = "单位地区生产总值能耗下降"
        day = date(2030, 12, 31)
        return Measure(
            policy, f"{policy}/1", level, "341021", words, Span(0, 1), words, target=target, due=day
        )

    upper, lower = measure("upper", Level.PROVINCIAL, above), measure("lower", Level.COUNTY, below)
    assert compare(upper, [lower], lambda _: False).reading is reading


@pytest.mark.parametrize(
    ("below", "reading"),
    [(date(2026, 6, 30), Reading.EQUAL), (date(2026, 7, 1), Reading.LATER), (date(2026, 6, 29), Reading.EARLIER)],
)  # fmt: skip  # a row a line
def test_of_two_days_one_is_earlier(below: date, reading: Reading) -> None:
    def measure(policy: str, level: Level, day: date) -> Measure:
        words = "平台建成"
        target = Target(Comparator.BY_DATE, day.toordinal())
        return Measure(
            policy, f"{policy}/1", level, "341021", words, Span(0, 1), words, target=target, due=day
        )

    upper = measure("upper", Level.PROVINCIAL, date(2026, 6, 30))
    assert compare(upper, [measure("lower", Level.COUNTY, below)], lambda _: False).reading is reading


GE, LE, NAMED, AIM, ENCOURAGE = (
    Comparator.GE,
    Comparator.LE,
    Target(Comparator.NAMED),
    Modality.AIM,
    Modality.ENCOURAGE,
)


def stated(target: Target, year: int | None = None, **more: Any) -> Measure:
    """A place of a policy that states this, by the end of the year."""
    place = ("p", "p/1", Level.COUNTY, "341021", "签约率", Span(0, 1), more.pop("sentence", "签约率"))
    return Measure(*place, target=target, due=date(year, 12, 31) if year else None, **more)


def least(value: float, year: int | None = 2027, **more: Any) -> Measure:
    return stated(Target(GE, value, unit="%"), year, **more)


def most(value: float, year: int | None = 2027, **more: Any) -> Measure:
    return stated(Target(LE, value, unit="%"), year, **more)


def between(low: float, high: float, year: int) -> Measure:
    return stated(Target(Comparator.BETWEEN, low, high, unit="个"), year)


def relative(name: str) -> Measure:
    return stated(Target(Comparator.RELATIVE, reference=name))


R = Reading
RISES, FALLS, DONE = (
    Target(Comparator.INCREASE),
    Target(Comparator.DECREASE, 5, unit="%"),
    Target(Comparator.DONE, 1),
)


@pytest.mark.parametrize(
    ("upper", "lowers", "reading", "at"),
    [
        # a figure and its day
        (least(85), [least(90)], R.STRICTER, 0),
        (least(85), [least(85)], R.EQUAL, 0),
        (least(85), [least(80)], R.WEAKER, 0),
        (least(85), [least(85, 2026)], R.EARLIER, 0),
        (least(85), [least(85, 2028)], R.LATER, 0),
        (least(85), [least(90, 2028)], R.LATER, 0),
        (least(85), [least(90, 2026)], R.STRICTER, 0),
        (least(85), [least(80, 2028)], R.WEAKER, 0),
        (most(10), [most(8)], R.STRICTER, 0),
        (most(10), [most(12)], R.WEAKER, 0),
        (most(10), [most(10)], R.EQUAL, 0),
        # the days of a lower policy together: of those in time the last counts, else the first that reaches it
        (least(85), [least(80, 2026), least(85, 2027)], R.EQUAL, 1),
        (least(85), [least(90, 2026), least(80, 2025)], R.STRICTER, 0),
        (least(85), [least(80, 2026), least(90, 2028)], R.LATER, 1),
        (least(85), [least(90, 2029), least(86, 2028)], R.LATER, 1),
        (least(85), [least(80, 2028), least(82, 2029)], R.WEAKER, 1),
        # no figures of a kind
        (least(85), [most(85)], R.DIFFERENT, 0),
        (least(85), [stated(Target(GE, 85, unit="个"), 2027)], R.DIFFERENT, 0),
        (least(85), [most(85), least(90)], R.STRICTER, 1),
        (least(85), [stated(Target(Comparator.GT, 90, unit="%"), 2027)], R.STRICTER, 0),
        (most(10), [stated(Target(Comparator.LT, 12, unit="%"), 2027)], R.WEAKER, 0),
        (between(3, 5, 2027), [between(3, 5, 2027)], R.EQUAL, 0),
        (between(3, 5, 2027), [between(3, 5, 2028)], R.DIFFERENT, 0),
        (between(3, 5, 2027), [between(3, 6, 2027)], R.DIFFERENT, 0),
        # without a day it is a target where a word bounds it
        (least(85), [least(85, None)], R.DIFFERENT, 0),
        (least(85), [least(85, None, sentence="签约率不低于85%")], R.EQUAL, 0),
        (least(85), [least(85, None, sentence="签约率不低于85.5%")], R.DIFFERENT, 0),
        (least(85), [least(90, None, sentence="签约率不低于90%")], R.STRICTER, 0),
        (least(85, None), [least(85)], R.DIFFERENT, 0),
        (least(85, None, sentence="签约率不低于85%"), [least(80)], R.WEAKER, 0),
        (least(85, None, sentence="签约率不低于85%"), [least(90)], R.DIFFERENT, 0),
        (least(85, None, sentence="签约率不低于85%"), [least(85)], R.DIFFERENT, 0),
        (least(85, None, sentence="签约率不低于85%"), [least(90), least(85, None, sentence="签约率不低于85%")], R.EQUAL, 1),
        (least(85, None, sentence="签约率不低于85%"), [least(90, None, sentence="签约率不低于90%")], R.STRICTER, 0),
        # a word that leaves it open
        (least(85), [least(85, softly="基本")], R.SOFTER, 0),
        (least(85, softly="基本"), [least(85)], R.HARDER, 0),
        (least(85, softly="基本"), [least(85, softly="基本")], R.DIFFERENT, 0),
        (least(85), [least(80, softly="基本")], R.DIFFERENT, 0),
        (least(85), [least(85, softly="基本"), least(80)], R.WEAKER, 1),
        (least(85, modality=AIM), [least(85, softly="基本")], R.DIFFERENT, 0),
        # a word that binds less or more
        (least(85), [least(85, modality=AIM)], R.SOFTER, 0),
        (least(85, modality=AIM), [least(85)], R.HARDER, 0),
        (least(85), [least(90, modality=AIM)], R.DIFFERENT, 0),
        (least(85), [least(80, modality=AIM)], R.WEAKER, 0),
        (least(85, modality=AIM), [least(80)], R.DIFFERENT, 0),
        (least(85, modality=AIM), [least(90)], R.STRICTER, 0),
        (least(85), [least(85, 2026, modality=AIM)], R.SOFTER, 0),
        (least(85, modality=AIM), [least(85, 2026)], R.EARLIER, 0),
        (least(85), [least(85, 2028, modality=AIM)], R.LATER, 0),
        (least(85, modality=AIM), [least(85, 2028)], R.DIFFERENT, 0),
        # for others, for more, for fewer
        (least(85, population="农村居民"), [least(90, population="农村居民")], R.STRICTER, 0),
        (least(85, population="农村居民"), [least(85)], R.WIDER, 0),
        (least(85), [least(85, population="农村居民")], R.NARROWER, 0),
        (least(85), [least(90, population="农村居民")], R.DIFFERENT, 0),
        (least(85), [least(85, 2026, population="农村居民")], R.DIFFERENT, 0),
        (least(85), [least(85, population="农村居民", modality=AIM)], R.DIFFERENT, 0),
        (least(85), [least(85, population="农村居民", softly="基本")], R.DIFFERENT, 0),
        (least(85, population="公立医院"), [least(85, population="三级公立医院")], R.NARROWER, 0),
        (least(85, population="三级公立医院"), [least(85, population="公立医院")], R.WIDER, 0),
        (least(85, population="医院、诊所"), [least(85, population="医院")], R.NARROWER, 0),
        (least(85, population="医院"), [least(85, population="医院、诊所")], R.WIDER, 0),
        (least(85, population="医院"), [least(85, population="诊所")], R.DIFFERENT, 0),
        (least(85, population="医院、学校"), [least(85, population="医院、诊所")], R.DIFFERENT, 0),
        # a figure or none
        (least(85), [stated(NAMED)], R.ECHOED, 0),
        (least(85), [stated(NAMED), least(90)], R.STRICTER, 1),
        (stated(NAMED), [least(85)], R.QUANTIFIED, 0),
        (stated(NAMED), [least(85, 2026), least(90, 2027)], R.QUANTIFIED, 1),
        (stated(NAMED, population="医院"), [least(85, population="诊所")], R.DIFFERENT, 0),
        (stated(NAMED, population="医院"), [least(85)], R.QUANTIFIED, 0),
        (stated(RISES), [least(85)], R.QUANTIFIED, 0),
        (stated(RISES), [stated(FALLS)], R.DIFFERENT, 0),
        (stated(RISES), [stated(Target(Comparator.DECREASE))], R.DIFFERENT, 0),
        (stated(RISES), [stated(RISES)], R.ECHOED, 0),
        # as another figure is
        (relative("national"), [relative("national")], R.ECHOED, 0),
        (relative("national"), [relative("provincial")], R.DIFFERENT, 0),
        (relative("national"), [least(85)], R.DIFFERENT, 0),
        (relative("national"), [least(85), relative("national")], R.ECHOED, 1),
        (stated(NAMED), [relative("national")], R.QUANTIFIED, 0),
        # words alone
        (stated(NAMED), [stated(NAMED)], R.ECHOED, 0),
        (stated(NAMED), [stated(NAMED, sentence="照用")], R.VERBATIM, 0),
        (stated(NAMED), [stated(NAMED), stated(NAMED, sentence="照用")], R.VERBATIM, 1),
        (stated(NAMED), [stated(NAMED, modality=ENCOURAGE, sentence="照用")], R.SOFTER, 0),
        (stated(NAMED, modality=ENCOURAGE), [stated(NAMED)], R.HARDER, 0),
        (stated(NAMED, population="公立医院"), [stated(NAMED, population="三级公立医院")], R.NARROWER, 0),
        (stated(NAMED, population="三级公立医院"), [stated(NAMED, population="公立医院")], R.WIDER, 0),
        (stated(NAMED, population="公立医院"), [stated(NAMED)], R.ECHOED, 0),
        (stated(NAMED), [stated(NAMED, sentence="逐步建立签约率制度")], R.SOFTER, 0),
        (stated(NAMED), [stated(NAMED, sentence="逐步建立制度，提高签约率")], R.ECHOED, 0),
        (stated(NAMED, sentence="逐步建立签约率制度"), [stated(NAMED, sentence="逐步建立签约率制度")], R.ECHOED, 0),
        # a day by which it is to be done
        (stated(DONE, 2027), [stated(DONE, 2028)], R.LATER, 0),
        (stated(DONE, 2027), [stated(DONE, 2026)], R.EARLIER, 0),
        (stated(DONE, 2027), [stated(DONE, 2027)], R.ECHOED, 0),
        (stated(DONE, 2027), [stated(DONE)], R.ECHOED, 0),
        (stated(DONE), [stated(DONE, 2027)], R.ECHOED, 0),
        (stated(DONE, 2027), [stated(DONE, 2028, softly="基本")], R.ECHOED, 0),
        (stated(NAMED, 2027), [stated(NAMED, 2028)], R.ECHOED, 0),
    ],
)  # fmt: skip  # a row a line
def test_two_places_side_by_side(upper: Measure, lowers: list[Measure], reading: Reading, at: int) -> None:
    found = compare(upper, lowers, lambda place: place.sentence == "照用")
    assert (found.reading, found.lower) == (reading, lowers[at])


def test_an_older_document_is_compared_and_said_to_be_older(index: CascadeIndex) -> None:
    found = {(row.upper.requirement.id, row.policy): row for row in index.rows if row.upper.requirement}
    rate = found["nhc-2023-41/5/16/assessed-primary-visit-rate", "erenhot-2021"]
    assert (rate.reading, rate.compared) == (Reading.OLDER, Reading.QUANTIFIED)
    assert "2021-12-09" in rate.reason
    assert rate.lower is not None
    assert "基层就诊率达到40%" in rate.lower.sentence


def test_every_row_has_a_reason_in_one_line_and_both_sentences(index: CascadeIndex) -> None:
    for row in index.rows:
        assert row.reason
        assert "\n" not in row.reason
        assert "{" not in row.reason
        assert row.upper.sentence
        assert (row.lower is None) == (row.reading in (Reading.ABSENT, Reading.NOT_APPLICABLE))


def test_a_figure_that_is_not_taken_up_stands_in_the_reason(index: CascadeIndex) -> None:
    echoed = [row for row in index.rows if row.reading is Reading.ECHOED]
    told = {row.upper.has_figure for row in echoed}
    assert told == {True, False}
    for row in echoed:
        asked = row.upper.target.plain if row.upper.target else ""
        if row.upper.requirement is not None and row.upper.has_figure:
            assert asked in row.reason or row.upper.requirement.asked in row.reason
        elif not row.upper.has_figure:
            assert "达标值" not in row.reason
            assert not asked or asked not in row.reason


def test_who_is_responsible_stands_in_the_reason(index: CascadeIndex) -> None:
    row = next(
        row for row in index.rows if row.upper.clause == "nhc-2023-reform-h2/4/14" and row.lower is None
    )
    assert row.reading is Reading.NOT_APPLICABLE
    assert "各省、自治区、直辖市人民政府" in row.reason


def test_a_sentence_taken_over_with_another_year_is_said_to_be_so(index: CascadeIndex) -> None:
    (row,) = [row for row in index.rows if row.upper.thing == "县域防病治病和健康管理能力明显提升"]
    assert (row.policy, row.reading) == ("guiyang-2024-36", Reading.VERBATIM)
    assert "2027-12-31" in row.reason
    assert "2025-12-31" in row.reason


def test_the_word_that_binds_is_the_one_of_the_text(index: CascadeIndex) -> None:
    row = next(row for row in index.rows if row.reading is Reading.SOFTER)
    assert (row.upper.clause, row.policy) == ("nhc-2023-41/5/16", "guiyang-2024-36")
    assert "“探索”" in row.reason


def test_a_clause_knows_what_surrounds_it(index: CascadeIndex) -> None:
    around = index.around("shexian-2025/1/5/1")
    assert ("nhc-2023-reform-h2/1/4", Reading.HARDER) in {
        (row.upper.clause, row.reading) for row in around.above
    }
    assert around.below == ()
    below = {(row.policy, row.reading) for row in index.around("nhc-2023-41/5/16").below}
    assert ("guiyang-2024-36", Reading.SOFTER) in below
    peers = {(mine.thing, theirs.clause) for mine, theirs in index.around("shexian-2025/2/p1").peers}
    assert ("基层就诊率", "erenhot-2021/2/p1") in peers


def test_the_same_level_is_seen_and_counted_below_any_number_of_places_above(root: Path) -> None:
    """Of seventy provincial places none is a peer; of fifteen counties the fourteen others are, and twelve are listed."""
    listed = indicators(read(root, "judged-cascade-made")["indicators"])
    words = "普惠性幼儿园覆盖率达到85%。"
    policies = [
        policy(f"{level.value}-{at}", level, code, date(2025, 3, 1), words)
        for level, code, count in ((Level.PROVINCIAL, "340000", 70), (Level.COUNTY, "341021", 15))
        for at in range(count)
    ]
    around = CascadeIndex(Corpus(policies, root), (), listed).around("county-3/1/1")
    others = {f"county-{at}/1/1" for at in range(15)} - {"county-3/1/1"}
    assert around.peers_count == len(others)
    assert len(around.peers) == 12
    assert {theirs.clause for _, theirs in around.peers} < others


TAKEN_OVER = [
    # the same with a few words more or less, in whole or with some left out
    ("建立健全校长职级制，定期开展职级评审，待遇与职级挂钩。", "健全校长职级制，开展职级评审，待遇与职级挂钩。", "verbatim"),
    ("按规定落实符合规划的公共数据开放平台建设投入政策。", "落实公共数据开放平台建设投入政策，统筹资金。", "verbatim"),
    # one word makes another thing
    ("加强乡镇公共数据开放平台建设。", "加强县级公共数据开放平台建设。", "echoed"),
    ("建立课后服务制度。", "课后服务制度纳入督导。", "echoed"),
    ("建立课后服务制度。", "开展课后辅导。", "absent"),
    # a word governs its own phrase and not the next one
    ("健全课后服务制度。", "探索弹性离校，健全课后服务制度。", "verbatim"),
    # a day is a figure where both texts name it and no word softens it
    ("到2025年底，建成公共数据开放平台。", "2027年底前建成公共数据开放平台。", "later"),
    ("到2027年底，建成公共数据开放平台。", "2026年底前建成公共数据开放平台。", "earlier"),
    ("到2025年底，建成公共数据开放平台。", "力争2027年底前建成公共数据开放平台。", "softer"),
    ("到2025年底，建成公共数据开放平台。", "2027年底前基本建成公共数据开放平台。", "softer"),
    ("建成公共数据开放平台。", "2027年底前建成公共数据开放平台。", "verbatim"),
    # days and figures of others are not those of the thing
    ("到2025年底，建成公共数据开放平台。", "2027年底前新建幼儿园5所。建成公共数据开放平台。", "verbatim"),
]  # fmt: skip  # a row a line


def test_what_is_taken_over(root: Path) -> None:
    listed = indicators(read(root, "judged-cascade-made")["indicators"])
    rows = rows_of(root, [{"upper": upper, "lower": lower} for upper, lower, _ in TAKEN_OVER], listed)
    assert [row.reading.value for row in rows] == [reading for _, _, reading in TAKEN_OVER]


@pytest.mark.parametrize(
    ("label", "unit", "reading"),
    [
        ("5G基站", "万个", Reading.DIFFERENT),  # the city's are some of the province's
        ("跨境电商进出口额", "亿元", Reading.DIFFERENT),
        ("每万人拥有5G基站数", "个", Reading.WEAKER),
        ("关键工序数控化率", "%", Reading.WEAKER),
        ("全员劳动生产率", "万元/人", Reading.WEAKER),
    ],
)
def test_a_total_is_not_weaker_than_that_of_which_it_is_a_part(
    label: str, unit: str, reading: Reading
) -> None:
    variable = Variable(label, unit, Entity.PROVINCE, label, also=(Entity.CITY,), name="stations")
    any_of_them = Specs.load().requirement("shexian-2025/p1/county-visit-rate-2026")

    def asked(level: Level, division: str, value: float) -> Measure:
        target = Target(Comparator.GE, value, unit=unit)
        made = replace(
            any_of_them,
            indicator=Indicator.of(variable),
            target=target,
            binds=(division,),
            due=date(2028, 12, 31),
        )
        return Measure(
            "p", "p/1", level, division, label, Span(0, 1), label, indicator=made.indicator, target=target,
            due=made.due, requirement=made,
        )  # fmt: skip  # what it states

    upper, lower = asked(Level.PROVINCIAL, "340000", 25), asked(Level.PREFECTURE, "341000", 3)
    assert compare(upper, [lower], lambda _: False).reading is reading


BOUND = {"sentence": "签约率不低于85%"}


@pytest.mark.parametrize(
    ("upper", "lower", "reason"),
    [
        (least(85), least(90), "目标值90%，严于上级的85%"),
        (least(85), least(85), "目标值同为85%，期限相同"),
        (least(85), least(80), "目标值80%，宽于上级的85%"),
        (least(85), least(85, 2026), "目标值同为85%，期限（2026-12-31）早于上级（2027-12-31）"),
        (least(85), least(90, 2028), "达到上级的85%要到2028-12-31，晚于上级的2027-12-31"),
        (least(85), least(85, None, **BOUND), "目标值同为85%；上级写有期限，下级没有写"),
        (least(85, None, **BOUND), least(85), "目标值同为85%；上级没有写期限，下级写的是2027-12-31，期限不能比较"),
        (least(85), least(80, None), "上级写的是不低于85%，下级写的是不低于80%；没有写期限，看不出是目标还是已有的数字，不作比较"),
        (between(3, 5, 2027), between(3, 6, 2027), "上级为“为3—5个”，下级为“为3—6个”，比较方式不同，不能直接比较"),
        (least(85), least(80, softly="基本"), "下级写的是不低于80%，上级是不低于85%；“基本”没有划定界线，不能判断更严或较宽"),
        (least(85, softly="大致"), least(80), "下级写的是不低于80%，上级是不低于85%；“大致”没有划定界线，不能判断更严或较宽"),
        (least(85, population="医院"), least(85, population="诊所"), "适用范围不同：上级为“医院”，下级为“诊所”"),
        (least(85), least(90, population="诊所"), "适用范围不同：上级为“全部”，下级为“诊所”"),
        (least(85, population="农村居民"), least(85), "数值与要求相同，下级的范围“全部”比上级的“农村居民”宽"),
        (least(85), least(85, population="农村居民"), "数值与要求相同，下级的范围“农村居民”比上级的“全部”窄"),
        (stated(NAMED), least(85), "上级没有写数字，下级写了不低于85%"),
        (least(85), stated(NAMED), "上级写的是不低于85%，下级提到这一指标，没有写出数字"),
        (stated(DONE, 2027), stated(DONE, 2028), "同一事项，期限（2028-12-31）晚于上级（2027-12-31）"),
        (stated(DONE, 2027), stated(DONE, 2026), "同一事项，期限（2026-12-31）早于上级（2027-12-31）"),
        (stated(NAMED), stated(NAMED), "下级文件有同一措施的表述，没有写出数字"),
        (stated(NAMED, 2027), stated(NAMED, 2027, sentence="照用"), "下级照用了上级的文字（字句或有增删）"),
        (
            stated(NAMED, 2027),
            stated(NAMED, 2028, sentence="照用"),
            "下级照用了上级的文字（字句或有增删），期限由2027-12-31改为2028-12-31",
        ),
        (
            least(85, modality=AIM, sentence="力争签约率达到85%"),
            least(85, modality=ENCOURAGE, sentence="鼓励签约率达到85%"),
            "上级为“力争”，下级为“鼓励”，约束更软",
        ),
        (
            least(85, modality=ENCOURAGE, sentence="鼓励签约率达到85%"),
            least(85, modality=AIM, sentence="力争签约率达到85%"),
            "上级为“鼓励”，下级为“力争”，约束更强",
        ),
        (
            least(85, modality=AIM, sentence="力争签约率达到85%"),
            least(90, modality=ENCOURAGE, sentence="鼓励签约率达到90%"),
            "下级数值为90%（上级85%），约束用语也不同（上级“力争”、下级“鼓励”），不能简单比较",
        ),
    ],
)  # fmt: skip  # a row a line
def test_the_reason_says_what_stands_side_by_side(upper: Measure, lower: Measure, reason: str) -> None:
    assert compare(upper, [lower], lambda place: place.sentence == "照用").reason == reason
