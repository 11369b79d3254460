"""行政区划: which lies in which, what a code or name that somebody wrote means, and what to say when it means none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.base.division import Division, Level

CODES = st.sampled_from(sorted(Division.all()))


@pytest.mark.parametrize(
    ("code", "parent", "level", "lies"),
    [
        pytest.param("520100", "500000", "prefecture", False, id="贵阳 does not lie in 重庆"),
        pytest.param("520100", "520000", "prefecture", True, id="贵阳 in 贵州"),
        pytest.param("410000", "000000", "provincial", True, id="河南 in the nation"),
        pytest.param("410100", "400000", "prefecture", False, id="a code that is none holds nothing"),
        pytest.param("500101", "500000", "county", True, id="万州区 in 重庆"),
        pytest.param("500229", "500000", "county", True, id="a county of 重庆"),
        pytest.param("110105", "110000", "county", True, id="朝阳区 in 北京"),
        pytest.param("110105", "100000", "county", False, id="10 is no province"),
        pytest.param("341021", "341000", "county", True, id="歙县 in 黄山"),
        pytest.param("341000", "341021", "prefecture", False, id="not the other way round"),
        pytest.param("429004", "420000", "county", True, id="仙桃市 directly in 湖北"),
        pytest.param("429004", "429000", "county", False, id="no prefecture 4290"),
        pytest.param("469023", "460000", "county", True, id="澄迈县 directly in 海南"),
        pytest.param("659001", "650000", "county", True, id="石河子市 directly in 新疆"),
        pytest.param("659001", "659000", "county", False, id="no prefecture 6590"),
        pytest.param("441900", "440000", "prefecture", True, id="东莞市"),
        pytest.param("522732", "522700", "county", True, id="三都 in 黔南州"),
        pytest.param("810000", "000000", "provincial", True, id="香港"),
        pytest.param("710000", "000000", "provincial", True, id="台湾省"),
    ],
)
def test_which_lies_in_which(code: str, parent: str, level: str, *, lies: bool) -> None:
    assert (code in Division.of(parent)) is lies
    assert (Division.of(code) in Division.of(parent)) is lies
    assert Division.of(code).level == level


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("110105", ["全国", "北京市", "北京市", "朝阳区"]),
        ("429021", ["全国", "湖北省", "神农架林区"]),
        ("419001", ["全国", "河南省", "济源市"]),
        ("659012", ["全国", "新疆维吾尔自治区", "白杨市"]),
        ("820000", ["全国", "澳门特别行政区"]),
        ("654021", ["全国", "新疆维吾尔自治区", "伊犁哈萨克自治州", "伊宁县"]),
    ],
)
def test_the_divisions_above(code: str, names: list[str]) -> None:
    assert [one.name for one in Division.of(code).lineage] == names


@pytest.mark.parametrize("code", ["441900", "442000", "460400", "620200"])
def test_a_city_may_have_no_counties(code: str) -> None:
    assert Division.of(code).children == ()
    assert Division.of(code).level is Level.PREFECTURE


def test_what_lies_directly_in_a_division() -> None:
    assert [one.name for one in Division.of("460000").children[:5]] == [
        "海口市",
        "三亚市",
        "三沙市",
        "儋州市",
        "五指山市",
    ]


@given(CODES, CODES, CODES)
def test_lying_in_is_handed_down_and_never_mutual(first: str, second: str, third: str) -> None:
    one, two, three = map(Division.of, (first, second, third))
    if one in two and two in three:
        assert one in three
    assert not (one in two and two in one) or one == two


@given(CODES, CODES)
def test_lying_in_is_having_among_those_above(first: str, second: str) -> None:
    one, two = Division.of(first), Division.of(second)
    above = [one]
    while above[-1].parent is not None:
        above.append(above[-1].parent)
    assert (one in two) == (two in above)
    assert tuple(reversed(above)) == one.lineage
    # A column of codes is asked by the stem; both say the same.
    assert (one in two) == first.startswith(two.stem)


@given(CODES)
def test_a_parent_is_of_a_higher_level(code: str) -> None:
    one = Division.of(code)
    assert (
        one.parent is None
        if code == "000000"
        else one.parent is not None and one.parent.level.rank < one.level.rank
    )


def test_divisions_are_ordered_by_code() -> None:
    assert min(map(Division.of, ("520100", "110000", "341021"))).name == "北京市"
    assert len({Division.of("341021"), Division.of("341021")}) == 1


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param("341021", "341021", id="code"),
        pytest.param("３４１０２１", "341021", id="full-width digits"),
        pytest.param("341021000000", "341021", id="twelve digits"),
        pytest.param("341021100", "341021", id="a township"),
        pytest.param("3410", None, id="four digits"),
        pytest.param("341099", None, id="no such code"),
        pytest.param("", None, id="nothing"),
        pytest.param("歙县", "341021", id="name"),
        pytest.param("歙　县", "341021", id="room between the characters"),
        pytest.param(" 歙 县 ", "341021", id="room everywhere"),
        pytest.param("安徽歙县", "341021", id="behind the short province"),
        pytest.param("安徽省黄山市歙县", "341021", id="in full"),
        pytest.param("黄山歙县", "341021", id="behind the short city"),
        pytest.param("黄山市安徽省歙县", None, id="the wrong way round"),
        pytest.param("江苏歙县", None, id="behind another province"),
        pytest.param("北京市", "110000", id="a municipality"),
        pytest.param("重庆", "500000", id="another"),
        pytest.param("北京朝阳区", "110105", id="its district"),
        pytest.param("朝阳区", None, id="two of the name"),
        pytest.param("贵阳", "520100", id="short city"),
        pytest.param("乌鲁木齐", "650100", id="the city and not the county in it"),
        pytest.param("二连浩特", "152501", id="short county city"),
        pytest.param("恩施州", "422800", id="prefecture of two peoples"),
        pytest.param("延边", "222400", id="bare prefecture"),
        pytest.param("海南州", "632500", id="in 青海"),
        pytest.param("海南", "460000", id="the province, though others may be called so"),
        pytest.param("三都县", "522732", id="county of one people"),
        pytest.param("黔南州三都县", "522732", id="both short"),
        pytest.param("积石山县", "622927", id="county of three peoples"),
        pytest.param("鄂伦春旗", "150723", id="named by its people"),
        pytest.param("东乡族自治县", "622926", id="in full, though named by its people"),
        pytest.param("内蒙古", "150000", id="region"),
        pytest.param("新疆", "650000", id="region of a people"),
        pytest.param("香港", "810000", id="香港"),
        pytest.param("全国", "000000", id="the nation"),
        pytest.param("大同", None, id="a city and a district elsewhere"),
        pytest.param("县", None, id="no name at all"),
        # What was replaced; years and successors as the ministry announced them.
        pytest.param("451023", "451082", id="平果县 became 平果市 in 2019"),
        pytest.param("平果县", "451082", id="by its former name"),
        pytest.param("广西百色市平果县", "451082", id="and in full"),
        pytest.param("620824", "620881", id="华亭县 → 华亭市 2018"),
        pytest.param("330185", "330112", id="临安市 → 临安区 2017"),
        pytest.param("临安市", "330112", id="by name"),
        pytest.param("110228", "110118", id="密云县 → 密云区 2015"),
        pytest.param("652200", "650500", id="哈密地区 → 哈密市 2016"),
        pytest.param("652201", "650502", id="哈密市 → 伊州区 2016"),
        pytest.param("哈密市", "650500", id="the name is another's now"),
        pytest.param("140421", "140404", id="长治县 → 上党区 2018"),
        pytest.param("襄樊市", "420600", id="renamed, with the same code"),
        pytest.param("371202", "370116", id="莱城区 → 莱芜区 2018"),
        pytest.param("371200", None, id="莱芜市 became two districts"),
        pytest.param("遵义县", None, id="divided among three"),
        pytest.param("540422", "540481", id="米林县 → 米林市 2023"),
    ],
)
def test_what_was_written_means_a_division(written: str, code: str | None) -> None:
    found = Division.find(written)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("written", "within", "code"),
    [
        ("朝阳区", "110000", "110105"),
        ("朝阳区", "220100", "220104"),
        ("朝阳区", "340000", None),
        ("歙县", "341000", "341021"),
        ("341021", "520000", None),
        ("恩施", "422800", "422800"),
    ],
)
def test_within_a_division_a_name_may_be_one_of_its_own(written: str, within: str, code: str | None) -> None:
    found = Division.find(written, within)
    assert (found.code if found else None) == code


def test_figures_under_a_replaced_code_are_nobodys() -> None:
    assert Division.find("451023", replaced=False) is None
    assert Division.find("平果县", replaced=False) == Division.of("451082")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("341021", ""),
        ("330185", "330185（临安市）已于2017年变更，现为330112 浙江省杭州市临安区。"),
        (
            "371200",
            "371200（莱芜市）已于2018年变更，现为370116 山东省济南市莱芜区、370117 山东省济南市钢城区。",
        ),
        ("朝阳区", "“朝阳区”可能是110105 北京市朝阳区、220104 吉林省长春市朝阳区。"),
        ("呼和号特市", "是否想写150100 内蒙古自治区呼和浩特市？"),
        ("修宁县", ""),  # 休宁县, 修武县, 修水县, 修文县: too many to say
        # Three places at most are offered, and for no name of two characters.
        ("鑫京市", "是否想写110000 北京市、110100 北京市、320100 江苏省南京市？"),
        ("顺鑫区", ""),  # 顺义区, 顺城区, 顺德区, 顺庆区
        ("休宁现", "是否想写341022 安徽省黄山市休宁县？"),
        ("歙现", ""),
        ("歙县县", "是否想写341021 安徽省黄山市歙县？"),
        ("桃花源", ""),
        ("999999", ""),
    ],
)
def test_what_to_say_when_none_is_found(written: str, says: str) -> None:
    assert Division.hint(written) == says


@given(CODES)
def test_every_division_is_found_by_its_code_and_by_its_name_in_full(code: str) -> None:
    one = Division.of(code)
    assert Division.find(code) == one
    # The districts and the counties of a municipality are grouped under codes that bear its name.
    grouped = {above.name for above in one.lineage[:-1]}
    assert Division.find(one.path) == one or one.name in grouped


def test_successors_are_divisions_and_what_was_replaced_is_none() -> None:
    known = Division.all()
    for change in Division.changes():
        assert set(change.successors) <= set(known)
        assert change.code not in known or known[change.code].name != change.name
    assert [one.name for one in Division.of("330112").former] == ["临安市"]


@pytest.mark.parametrize("code", ["341021999999", "349999", "99", "歙县", ""])
def test_a_code_that_is_none_has_a_place_all_the_same(code: str) -> None:
    assert Division.of(code).name == code
    assert not Division.of(code).is_known
    assert code in Division.of("000000")


@pytest.mark.parametrize(
    ("code", "label"),
    [("000000", "全国"), ("341021", "歙县（341021）"), ("340000", "安徽省（340000）"), ("999999", "999999")],
)
def test_a_division_is_called_with_its_code(code: str, label: str) -> None:
    """As far as both say something: there is one nation, and a code without a name is one by itself."""
    assert Division.of(code).label == label
