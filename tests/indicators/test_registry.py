"""What a knowledge base or a package declares: names, themes, kinds of unit, scales, units, and what goes wrong."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import policykit.indicators
from policykit.base.diagnostics import PolicykitError
from policykit.figures import evaluate
from policykit.figures.observations import read
from policykit.indicators import Registry, indicators, registry
from policykit.model import Comparator, Kind, Requirement, Span, Target
from policykit.specs.format import schema
from policykit.text.quantities import find
from policykit.text.quantities.tables import learn

OWN = '''"""Made up."""

from policykit.indicators.access import access, visits_by_residents, visits_in_county
from policykit.model import Entity, Indicator, Theme, Variable

school = Entity("学校", aliases=("中小学",))

education = Theme("义务教育")
teachers = Variable("教师数", "人", school, "…")
pupils = Variable("学生数", "人", school, "…", aliases=("在校生",))
pupils_each = Indicator("师均学生数", "人", pupils / teachers)
class_size = Variable("班额", "生", school, "…", rises=False)
quality = Variable("办学等级", "等级", school, "…", grades={"达标": 1, "示范": 2})
average = Variable("全县平均", "人", school, "…", benchmark=True)

finance = Theme("经费")
visits_outside = Indicator("县域外就诊率", "%", 100 - visits_in_county / visits_by_residents * 100)
'''


def knowledge_base(folder: Path, text: str) -> Path:
    (folder / "specs").mkdir(parents=True)
    (folder / "specs" / "indicators.py").write_text(text, "utf-8")
    return folder


def own(folder: Path, text: str = OWN) -> Registry:
    return registry(knowledge_base(folder, text))


def test_what_a_knowledge_base_declares_stands_beside_the_library(tmp_path: Path) -> None:
    found = own(tmp_path)
    assert list(found.indicators)[len(indicators()) :] == [
        "pupils_each",
        "class_size",
        "quality",
        "visits_outside",
    ]
    assert [found.indicators[name].theme for name in ("pupils_each", "class_size", "visits_outside")] == [
        "education",
        "education",
        "finance",
    ]
    assert list(found.themes)[-2:] == ["education", "finance"]
    assert found.themes["finance"].label == "经费"
    assert found.entities[len(registry().entities) :] == (found.variables["teachers"].entity,)
    assert found.entities[-1].name == "school"
    assert found.indicators["pupils_each"](pupils=950, teachers=50) == 19
    assert found.units == {"人", "生", "%"}
    assert found.grades == {"达标", "示范"}


def test_the_library_does_not_change_by_it(tmp_path: Path) -> None:
    own(tmp_path)
    assert set(indicators()) == set(registry(None).indicators)
    assert registry(tmp_path.parent).indicators == registry().indicators


def test_a_declaration_has_its_name_for_whoever_comes_first() -> None:
    code = "from policykit.indicators.access import county_visit_rate as rate; print(rate.python)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == (
        'county_visit_rate = Indicator("县域内就诊率", "%", visits_in_county / visits_by_residents * 100)'
    )


@pytest.mark.parametrize(
    ("name", "is_indicator"),
    [("pupils_each", True), ("class_size", True), ("pupils", False), ("average", False), ("emr_level", True)],
)
def test_any_variable_is_found_as_what_it_is(name: str, *, is_indicator: bool, tmp_path: Path) -> None:
    found = own(tmp_path)
    assert (name in found.indicators) == is_indicator
    indicator = found.find(name)
    assert indicator is not None
    assert indicator.name == name
    assert indicator.theme in found.themes


def test_what_is_not_declared_is_not_found(tmp_path: Path) -> None:
    assert own(tmp_path).find("nothing") is None


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert "pupils_each" in own(tmp_path).indicators
    (tmp_path / "specs" / "indicators.py").write_text(
        OWN.replace("pupils_each", "pupils_per_teacher"), "utf-8"
    )
    assert "pupils_per_teacher" in registry(tmp_path).indicators


def test_another_field_has_none_of_the_library(tmp_path: Path) -> None:
    text = OWN.replace(
        "from policykit.indicators.access import access, visits_by_residents, visits_in_county\n", ""
    )
    text = text[: text.index("finance = ")] + "LIBRARY = False\n"
    found = own(tmp_path, text)
    assert list(found.indicators) == ["pupils_each", "class_size", "quality"]
    assert [entity.name for entity in found.entities] == ["nation", "province", "city", "county", "school"]
    assert list(found.themes) == ["education"]
    entry = schema(tmp_path)["$defs"]["RequirementEntry"]
    assert "hospital" not in entry["properties"]["per"]["anyOf"][0]["enum"]


def test_whether_the_library_is_used_is_yes_or_no(tmp_path: Path) -> None:
    with pytest.raises(PolicykitError, match="PK501"):
        own(tmp_path, "LIBRARY = 'no'\n")


def test_units_are_known_before_any_variable_has_them(tmp_path: Path) -> None:
    assert {"核", "Tbps"} <= own(tmp_path, OWN + 'UNITS = ("核", "Tbps")\n').units
    with pytest.raises(PolicykitError, match="UNITS"):
        own(tmp_path / "other", OWN + "UNITS = '核'\n")


def test_editors_know_its_names(tmp_path: Path) -> None:
    entry = schema(knowledge_base(tmp_path, OWN))["$defs"]["RequirementEntry"]
    names = entry["then"]["properties"]["indicator"]["enum"]
    assert {"pupils_each", "class_size", "county_visit_rate"} <= set(names)
    assert entry["properties"]["per"]["anyOf"][0]["enum"][-1] == "school"


HEAD = "from policykit.model import Entity, Indicator, Theme, Variable\n"
BAD = [
    ("own = Theme('甲')\nown_rate = = 1\n", "PK501", 3, "SyntaxError"),
    (
        "own = Theme('甲')\n\nrate = Indicator('率', '%', pupils / 2)\n",
        "PK501",
        4,
        "name 'pupils' is not defined",
    ),
    ("own = Theme('甲')\nrate = Indicator('率', '%', 'pupils / teachers')\n", "PK501", 3, "AttributeError"),
    ("pupils = Variable('学生数', '人', Entity.COUNTY, '…')\n", "PK503", None, "pupils 之前没有声明主题"),
    (
        "own = Theme('甲')\nhospital_beds = Variable('床位', '张', Entity.COUNTY, '…')\n",
        "PK502",
        None,
        "名称 hospital_beds 已被",
    ),
    (
        "own = Theme('甲')\ncounty_visit_rate = Variable('就诊率', '%', Entity.COUNTY, '…')\n",
        "PK502",
        None,
        "名称 county_visit_rate 已被",
    ),
]


@pytest.mark.parametrize(("text", "code", "line", "words"), BAD)
def test_what_cannot_be_declared_is_said_with_its_place(
    text: str, code: str, line: int | None, words: str, tmp_path: Path
) -> None:
    with pytest.raises(PolicykitError) as raised:
        own(tmp_path, HEAD + text)
    (problem,) = raised.value.diagnostics
    assert (problem.code.value, problem.file, problem.line) == (code, "specs/indicators.py", line)
    assert words in problem.render()


TAKEN = ("population", "division", "year", "unit", "entity", "as_of", "earlier", "self")


@pytest.mark.parametrize("name", TAKEN)
def test_a_variable_may_have_any_name(name: str, tmp_path: Path) -> None:
    text = f"{HEAD}own = Theme('甲')\n{name} = Variable('城镇人口', '人', Entity.COUNTY, '…', whole=False)\n"
    text += f"total = Variable('常住人口', '人', Entity.COUNTY, '…')\nrate = Indicator('城镇化率', '%', {name} / total * 100)\n"
    rate = own(tmp_path, text).indicators["rate"]
    target = Target(Comparator.GE, 60, unit="%")
    ask = Requirement("t/1/r", "t", "t/1", "…", Span(0, 1), rate, target, Kind.THRESHOLD, binds=("341021",))
    key = name if name == "self" else f"{name}_"
    finding = ask.check(date(2027, 1, 1), division="341021", **{key: 61, "total": 100})  # type: ignore[arg-type]  # figures
    assert (finding.verdict.value, finding.value) == ("met", 61)
    frame = pd.DataFrame(
        {"division": ["341021"], "year": [2026], "population": ["甲"], key: [59], "total": [100]}
    )
    table = evaluate(frame, [ask], as_of=date(2027, 1, 1))
    assert table[["verdict", "value"]].to_numpy().tolist() == [["not_met", 59.0]]
    file = tmp_path / "数据.csv"
    file.write_text("行政区划代码,年度,城镇人口,常住人口\n341021,2026,62,100\n", "utf-8")
    observed = read(file, [ask], division="341021")
    assert [one.finding.value for one in observed.results([ask], date(2027, 1, 1))] == [62]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("班额不超过45生", [("生", 45)]),
        ("班额不超过四十五生", [("生", 45)]),
        ("一生难忘", []),
        ("不少于2课时/周次", [("课时/周次", 2)]),
        ("达到示范以上", [("", None)]),
    ],
)
def test_units_and_grades_of_ones_own_are_read(text: str, found: list[tuple[str, float | None]]) -> None:
    learn(["生", "课时/周次", "万生"], ["示范"])
    assert [(one.unit, one.value) for one in find(text)] == found
    learn([], [])
    assert not {one.unit for one in find(text)} & {"生", "课时/周次"}


def test_an_adopters_package_adds_indicators(tmp_path: Path) -> None:
    package = tmp_path / "huangshan_indicators"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    (package / "tea.py").write_text(
        "from policykit.model import Entity, Indicator, Theme, Variable\n"
        "tea = Theme('茶产业')\n"
        "gardens = Variable('茶园', '亩', Entity.COUNTY, '茶园面积')\n"
        "certified = Variable('认证茶园', '亩', Entity.COUNTY, '认证的茶园面积')\n"
        "certified_share = Indicator('茶园认证率', '%', certified / gardens * 100)\n",
        "utf-8",
    )
    info = tmp_path / "huangshan-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: huangshan\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[policykit.indicators]\nhs = huangshan_indicators\n", "utf-8")
    script = "from policykit.indicators import indicators as i; print(i()['certified_share'].theme, len(i()))"
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["tea", str(len(indicators()) + 1)]


@pytest.mark.parametrize("module", sorted(Path(policykit.indicators.__file__).parent.glob("*.py")), ids=str)
def test_a_name_is_declared_once(module: Path) -> None:
    """A second declaration of a name in one module would silently take the place of the first."""
    body = ast.parse(module.read_text(encoding="utf-8")).body
    targets = [target for each in body if isinstance(each, ast.Assign) for target in each.targets]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
