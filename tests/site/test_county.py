"""我的县: what the browser is told of divisions, and of what binds each."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from pypinyin import lazy_pinyin
from tests.web.tools import Node, Scripts

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.figures.needs import Needs
from policykit.interchange.tasks import tasks
from policykit.site import WEB
from policykit.site.county import binding_scripts, divisions_script, syllables
from policykit.site.tasklist import task_scripts

if TYPE_CHECKING:
    from policykit.site.content import Content
    from policykit.site.links import Links


def given(script: str) -> Any:
    """What a script hands to the page."""
    return json.loads(script.partition("(")[2].removesuffix(");\n"))


@pytest.fixture(scope="module")
def parts(content: Content, links: Links) -> dict[str, Any]:
    return {code: given(text) for code, text in binding_scripts(content, links).items()}


def test_the_table_of_divisions_is_small_and_whole() -> None:
    script = divisions_script(["341021", "000000", "520100"])
    assert len(script.encode()) < 100_000
    told = given(script)
    assert sum(group.count(",") + 1 for group in told["divisions"].split(";")) == len(Division.all())
    assert told["own"] == ["341021", "520100"]


JUDGED = """
    宿州市 su zhou shi|宿豫区 su yu qu|六安市 lu an shi|六枝特区 liu zhi te qu|亳州市 bo zhou shi|蚌埠市 beng bu shi|莘县 shen xian
    单县 shan xian|番禺区 pan yu qu|吐鲁番市 tu lu fan shi|铅山县 yan shan xian|天台县 tian tai xian|乐清市 yue qing shi
    乐亭县 lao ting xian|乐陵市 lao ling shi|南乐县 nan le xian|蔚县 yu xian|尉氏县 wei shi xian|尉犁县 yu li xian|歙县 she xian
    荥阳市 xing yang shi|荥经县 ying jing xian|浚县 xun xian|漯河市 luo he shi|涡阳县 guo yang xian|洪洞县 hong tong xian
    洞口县 dong kou xian|繁峙县 fan shi xian|筠连县 jun lian xian|珲春市 hun chun shi|大城县 dai cheng xian|大埔县 da bu xian
    黄埔区 huang pu qu|吴堡县 wu bu xian|都匀市 du yun shi|什邡市 shi fang shi|东阿县 dong e xian|长子县 zhang zi xian
    长治市 chang zhi shi|朝阳市 chao yang shi|闵行区 min hang qu|穆棱市 mu ling shi|丹棱县 dan leng xian|中牟县 zhong mu xian
    牟定县 mou ding xian|盱眙县 xu yi xian|犍为县 qian wei xian|柞水县 zha shui xian|吕梁市 lv liang shi|吕梁市 lu liang shi
"""
"""What people there say, written down from knowledge of the places and not from the table."""
MISREAD = (
    "佛fu 什shen 伽ga 六liu 勒lei 卡qia 单dan 召zhao 大da 尾yi 堡bao 峒dong 峙zhi 朝zhao 柏bo 棱leng 泊po 洞dong 浚jun"
    " 涡wo 漯ta 珲hui 曾ceng 筠yun 荥xing 蚌bang 行xing 都dou 长zhang 乐le 乐yue 圩wei"
)
"""Characters that pypinyin reads otherwise in names of divisions than people there."""


def test_names_are_read_as_people_there_say_them(names: Scripts) -> None:
    """By the whole reading, and by its initials."""
    called = "(given) => given.map(([name, text]) => names.called(all.sounds, [name], text))"
    told = [
        each.strip().partition(" ")[::2]
        for line in JUDGED.split("\n")
        for each in line.split("|")
        if each.strip()
    ]
    whole = [(name, read.replace(" ", "")) for name, read in told]
    initials = [(name, "".join(each[0] for each in read.split())) for name, read in told]
    assert names.evaluate(called, whole) == [2] * len(told)
    assert names.evaluate(called, initials) == [2] * len(told)


def test_no_name_is_found_by_a_reading_that_it_has_not(names: Scripts) -> None:
    """宿 is xiu and qi elsewhere: 宿州 answered to qzs."""
    called = "(given) => given.map(([name, text]) => names.called(all.sounds, [name], text))"
    others = [
        "宿州市 qzs",
        "长治市 zzs",
        "六安市 liuanshi",
        "单县 dx",
        "番禺区 fyq",
        "乐清市 lqs",
        "都匀市 douyunshi",
        "六合区 liuhe",
    ]
    assert names.evaluate(called, [each.split() for each in others]) == [0] * len(others)


def test_the_readings_of_names_are_those_of_pypinyin_but_for_the_judged_ones() -> None:
    """The table is kept, as it changes with the divisions alone; a new division whose reading is not there fails here."""
    places = load("pinyin")["places"]
    sounds: dict[str, set[str]] = defaultdict(set)
    for sound, chars in syllables().items():
        for char in chars:
            sounds[char].add(sound)
    misread, used = set(), set()
    for name in {division.name for division in Division.all().values()}:
        reads = [sounds[char] for char in name]
        for place, read in places.items():
            if (at := name.find(place)) >= 0:
                reads[at : at + 2] = [{each} for each in read.split()]
                used.add(place)
        for char, read, sound in zip(name, reads, lazy_pinyin(name, v_to_u=False), strict=True):
            assert read, name
            if sound not in read:
                misread.add(f"{char}{sound}")
    assert misread == set(MISREAD.split())
    assert used == set(places)
    assert {char for char, read in sounds.items() if len({each.replace("v", "u") for each in read}) > 1} == {
        "宕",
        "覃",
    }


def test_what_stands_where(parts: dict[str, Any]) -> None:
    """A province has a part when a document comes from it; each part names its documents."""
    assert sorted(parts) == ["000000", "150000", "340000", "520000"]
    assert parts["000000"]["parts"] == ["150000", "340000", "520000"]
    divisions = {code: [policy[3] for policy in part["policies"]] for code, part in parts.items()}
    assert divisions == {
        "000000": ["000000", "000000"],
        "150000": ["152501"],
        "340000": ["341021"],
        "520000": ["520100"],
    }


@pytest.mark.parametrize(
    ("division", "others"), [("341021", ["340000"]), ("520103", ["520000"]), ("110101", [])]
)
def test_as_many_bind_a_county_as_its_list_of_tasks_has(
    division: str, others: list[str], parts: dict[str, Any], content: Content
) -> None:
    """Of its own, its city's, its province's and the nation's; what provinces alone must do is none of a county's."""
    lineage = {each.code for each in Division.of(division).lineage}
    bound = sum(
        count
        for part in ["000000", *others]
        for _, codes, level, count in parts[part]["counts"]
        if (not codes or lineage & set(codes))
        and (level is None or level >= Division.of(division).level.rank)
    )
    listed = {task.requirement.id for task in tasks(content.requirements.requirements, division)}
    assert bound == len(listed)
    # Its workbook asks for no figure of the nation's: 县 must act that 医共体 cover the nation, who measures is another.
    asked = {each.id for each in Needs.of(content.requirements.requirements, division).requirements}
    assert asked <= listed
    assert "nhc-2023-41/1/p2/consortium-coverage-2027" in listed - asked


def test_a_due_date_leads_to_its_requirement(parts: dict[str, Any]) -> None:
    due = [row for row in parts["340000"]["due"] if row[4] == "歙县的县域内就诊率不低于85%"]
    assert [(row[0], row[2], row[6]) for row in due] == [("2026-12-31", ["341021"], ["must", "应当"])]
    assert due[0][5] == "/checks/shexian-2025#r-p1--county-visit-rate-2026"


def test_a_policy_says_from_which_day_it_is_what(parts: dict[str, Any]) -> None:
    title, address, level, _, phases = parts["520000"]["policies"][0]
    assert title == "关于进一步完善贵阳贵安医疗卫生服务体系实施方案"
    assert (address, level) == ("/clause/guiyang-2024-36", ["prefecture", "市"])
    assert [phase[1] for phase in phases][-1] in {"in_force", "expired"}


def test_the_tasks_of_a_part_are_those_that_bind_there(content: Content, links: Links) -> None:
    told = {code: given(text) for code, text in task_scripts(content, links).items()}
    assert sorted(told) == ["tasks-000000", "tasks-150000", "tasks-340000", "tasks-520000"]
    assert sum(len(part["tasks"]) for part in told.values()) == len(content.requirements.requirements)
    rows = {row[5]: row for row in told["tasks-340000"]["tasks"]}
    due, policy, binds, rank, bodies, _, asked, _, modality, place, name = rows["临床重点专科数"]
    assert (due, binds, rank, bodies) == ("2025-12-31", ["341021"], 3, ["歙县"])
    assert (asked, modality, place) == ("达到3—5个", "应当", "第一部分第（一）条第1项")
    assert content.requirements.requirement(name).name == "临床重点专科数"
    assert all(bool(row[0]) is bool(row[-1]) for part in told.values() for row in part["tasks"])
    assert told["tasks-340000"]["policies"][policy][0].startswith("2025年紧密型县域医共体")


def test_what_names_nobody_binds_the_nation(content: Content, links: Links) -> None:
    asked = replace(content.requirements.requirement("shexian-2025/p1/county-visit-rate-2026"), binds=())
    few: Any = SimpleNamespace(
        corpus=content.corpus, requirements=SimpleNamespace(requirements=[asked], policies=[])
    )
    assert list(task_scripts(few, links)) == ["tasks-000000"]
    told = {code: given(text) for code, text in binding_scripts(few, links).items()}
    assert {code: len(part["due"]) for code, part in told.items()} == {"000000": 1}


# --- which division is meant -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def names(node: Node) -> Scripts:
    """The table of divisions in Node, with what finds one in it; 歙县 and 贵阳市 have documents."""
    opened = node.page([])
    table = given(divisions_script(["341021", "520100"]))
    source = (WEB / "pages" / "policykit-county-names.js").read_text("utf-8")
    begin = "window.policykitCounty = { load: async () => table };"
    rest = "(0, eval)(source); window.names = policykitCounty.names;"
    opened.evaluate(f"([source, table]) => {{ {begin} {rest} }}", [source, table])
    opened.evaluate("async () => { window.all = await names.open(); }")
    return opened


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("QZS", ["370781"]),
        # Both are counties that sound so; one has documents.
        ("shexian", ["341021", "130426"]),
        ("歙县", ["341021"]),
        ("歙", ["341021"]),
        ("黄山市歙县", ["341021"]),
        ("3410", ["341021", "341002"]),  # of equals, that with documents
        ("", ["341021", "520100"]),
        ("没有的地方", []),
    ],
)
def test_a_division_is_found_by_name_initials_and_code(
    names: Scripts, written: str, first: list[str]
) -> None:
    found = names.evaluate("(written) => names.find(all, written)", written)
    assert found[: max(1, len(first))] == first


def test_of_equals_counties_come_first(names: Scripts) -> None:
    """青州市, 清镇市 are counties; 衢州市, 泉州市, 钦州市 lie above some."""
    found = names.evaluate("() => names.find(all, 'qzs')")
    assert found[:2] == ["370781", "520181"]
    assert [one for one in found if one in {"450700", "350500", "330800"}] == ["330800", "350500", "450700"]


def test_initials_of_a_whole_name_come_before_those_of_its_beginning(names: Scripts) -> None:
    """And within both the counties before what lies above them."""
    called = "(written) => names.find(all, written).map((code) => [code, all.names.get(code)])"
    found = names.evaluate(called, "hs")
    whole = [any(len(name) == 2 for name in named) for _, named in found]
    assert len(found) > 10
    assert whole == sorted(whole, reverse=True)
    above = [code.endswith("00") for code, _ in found]
    begun = whole.index(False)
    assert any(above)
    for group in (above[:begun], above[begun:]):
        assert group == sorted(group)


@pytest.mark.parametrize(
    ("written", "score"),
    [("桂林镇", 4), ("桂林", 2), ("林镇", 1), ("歙县桂林镇", 3), ("xyy", 0), ("guilz", 2), ("gl", 1)],
)
def test_a_unit_is_found_by_the_rule_of_divisions(names: Scripts, written: str, score: int) -> None:
    """A township of 歙县, whose characters are known from names of divisions."""
    call = "(written) => names.called(all.sounds, ['桂林镇', '歙县桂林镇'], written)"
    assert names.evaluate(call, written) == score
