"""`pytest specs`: what is collected, and what a failure shows."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from tests.specs.conftest import CONTENT

from policykit import Corpus
from policykit.figures import evaluate
from policykit.specs import Specs, verify

if TYPE_CHECKING:
    from tests.specs.conftest import Content

pytest_plugins = ["pytester"]

# An installed package registers the plugin by itself; a second time would be an error.
NAME = "policykit.pytest_plugin"
REGISTERED = any(point.value == NAME for point in entry_points(group="pytest11"))
PLUGIN = () if REGISTERED else ("-p", NAME)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Load what a run loads: pytester forgets the modules of a run, and compiled ones load only once."""
    specs = Specs.load(Corpus.load(CONTENT))
    verify(specs)
    evaluate(pd.DataFrame({"division": ["341021"], "year": [2026]}), specs.requirements)


def run(content: Content, pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run in this process: a process of its own would spend its time on loading the library.

    Our own run makes warnings errors; what a user is told in a warning is shown here as it is to him.
    """
    own = ("-p", "no:cacheprovider", "-W", "always::pytest.PytestWarning")
    return pytester.runpytest_inprocess(*PLUGIN, *own, str(content.root / "specs"), *arguments)


def test_one_item_per_requirement_and_one_ledger(content: Content, pytester: pytest.Pytester) -> None:
    result = run(content, pytester, "--collect-only", "-q")
    names = [line.split("::", 1)[1] for line in result.outlines if "::" in line]
    assert len(names) == 16
    assert names[0] == "1/p1/county-visit-rate-2026"
    assert names[-1] == "ledger"


def test_good_specs_pass(content: Content, pytester: pytest.Pytester) -> None:
    run(content, pytester).assert_outcomes(passed=16)


def test_one_policy_that_cannot_be_read_keeps_no_other_from_being_checked(
    content: Content, pytester: pytest.Pytester
) -> None:
    folder = content.root / "policy_texts" / "bad-2025"
    folder.mkdir()
    (folder / "policy.yml").write_text("title: [\n", "utf-8")
    result = run(content, pytester)
    result.assert_outcomes(passed=16, errors=1)
    result.stdout.fnmatch_lines(["*policy_texts/bad-2025/policy.yml:*: PK107 yaml-unreadable: *"])
    (content.root / "specs" / "bad-2025.yml").write_text("policy: bad-2025\n", "utf-8")
    run(content, pytester).assert_outcomes(passed=16, errors=1)


def test_a_failure_shows_clause_quote_and_what_disagrees(content: Content, pytester: pytest.Pytester) -> None:
    content.replace("{at_least: 85%}", "{at_least: 58%}")
    result = run(content, pytester)
    result.assert_outcomes(passed=15, failed=1)
    result.stdout.fnmatch_lines(
        [
            "specs/demo-2025.yml:7:13: PK221 value-differs: 规则写的是“58%”，原文写的是“85%以上”。",
            "  |     target: {at_least: 58%}",
            "  |             ^^^^^^^^^^^^^^^",
            "  怎么办：请按原文改正 target 中的数值。",
            "条款 demo-2025/1/p1（一/¶1）的原文：",
            "  | 到2026年，县域内就诊率达到85%以上，县域内住院人次占比达80%，居民健康素…",
            "  |           ^^^^^^^^^^^^^^^^^^^^^^^",
        ]
    )


def test_an_entry_that_cannot_be_bound_fails_as_itself(content: Content, pytester: pytest.Pytester) -> None:
    content.replace("{at_least: 5%}", "{at_leest: 5%}")
    result = run(content, pytester)
    result.assert_outcomes(passed=15, failed=1)
    result.stdout.fnmatch_lines(
        ["*PK203 spec-unknown-key: 不认识的键“at_leest”。", "FAILED *::2/1/tcm-bed-share*"]
    )


def test_a_forgotten_number_fails_the_ledger(content: Content, pytester: pytest.Pytester) -> None:
    content.replace("  - {clause: 2/3, quote: 按季公布, reason: not-measurable}\n", "")
    result = run(content, pytester)
    result.assert_outcomes(passed=15, failed=1)
    result.stdout.fnmatch_lines(["*PK230 quantity-unaccounted: “按季”*", "FAILED *::ledger*"])


def test_a_file_that_cannot_be_read_fails_the_ledger(content: Content, pytester: pytest.Pytester) -> None:
    content.spec.write_text("policy: [demo", "utf-8")
    result = run(content, pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*PK107 yaml-unreadable*"])


def test_other_folders_are_left_alone(pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("specs")
    (folder / "openapi.yml").write_text("openapi: 3.0.0\n", "utf-8")
    result = pytester.runpytest_subprocess(*PLUGIN, "specs")
    result.assert_outcomes()


FIGURES = """\
单位,行政区划代码,年份,居民在县域内就诊人次数,居民就诊总人次数,住院总人次数,参保人数,县域医疗次中心数
歙县,341021,2027,83,100,10,100,3
歙县,341021,2026,80,100,12,100,
"""


def test_reported_figures_are_judged_one_by_one(content: Content, pytester: pytest.Pytester) -> None:
    data = content.root / "figures.csv"
    data.write_bytes(FIGURES.encode("gbk"))
    junit = content.root / "junit.xml"
    options = ("--policykit-data", str(data), "--policykit-as-of", "2028-01-01")
    result = run(content, pytester, *options, f"--junit-xml={junit}", "-rxf", "-v")
    shown = {
        line.split("::")[1].split(" ")[0]: line.split(" ")[1]
        for line in result.outlines
        if ".yml::" in line and "%]" in line
    }
    names = {name.removeprefix("歙县/2027/demo-2025/"): outcome for name, outcome in shown.items()}
    # Due in 2026, and judged by the figures of that year.
    assert names["歙县/2026/demo-2025/1/p1/county-visit-rate-2026"] == "FAILED"
    assert names["1/p1/county-visit-rate-2027"] == "SKIPPED"
    assert names["1/p1/hospitalization-rate-2027"] == "PASSED"
    assert names["1/p1/county-inpatient-share-2026"] == "SKIPPED"
    assert names["2/3/medical-subcentres"] == "PASSED"
    result.stdout.fnmatch_lines(
        ["歙县（2026年） 未达标：到2026年12月31日，黄山市县域内就诊率不低于85%，实际80%，差5个百分点（*"]
    )
    text = junit.read_text("utf-8")
    assert '<property name="verdict" value="not_met" />' in text
    assert '<property name="quote" value="县域内就诊率达到85%以上" />' in text
    assert '<skipped type="not_met" message="警告：歙县（2027年） 未达标' in text  # an aim
    assert '<skipped type="no_data" message="' in text
    assert 'type="pytest.skip"' not in text
    assert "Traceback" not in result.stdout.str()


def test_what_is_judged_by_a_policy_that_is_out_of_force_says_so(
    content: Content, pytester: pytest.Pytester
) -> None:
    data = content.root / "figures.csv"
    data.write_bytes(FIGURES.encode("gbk"))
    with (content.root / "policy_texts" / "demo-2025" / "policy.yml").open("a", encoding="utf-8") as card:
        card.write("expires: 2026-12-31\n")
    for day, says in (("2028-01-01", 1), ("2026-12-31", 0)):
        result = run(content, pytester, "--policykit-data", str(data), "--policykit-as-of", day)
        assert result.stdout.str().count("已失效（有效期至2026-12-31），其中的要求仍照原文判定") == says


def test_figures_that_cannot_be_read_are_an_error(content: Content, pytester: pytest.Pytester) -> None:
    result = run(content, pytester, "--policykit-data", str(content.root / "none.xlsx"))
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*PK3*"])


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--data", "DATA", "--as-of=2028-01-01"), id="short, both ways of writing"),
        pytest.param(("--policykit-data", "DATA", "--as-of", "2028-01-01"), id="long and short"),
    ],
)
def test_short_options_serve_where_nobody_else_has_them(
    content: Content, pytester: pytest.Pytester, options: tuple[str, ...]
) -> None:
    data = content.root / "figures.csv"
    data.write_bytes(FIGURES.encode("gbk"))
    given = (option.replace("DATA", str(data)) for option in options)
    # The words of the command line are a process's own.
    result = pytester.runpytest_subprocess(*PLUGIN, str(content.root / "specs"), *given, "-rf")
    result.stdout.fnmatch_lines(["歙县（2026年） 未达标：*"])


TAKES_DATA = """
def pytest_addoption(parser):
    parser.addoption("--data", action="store", default="theirs")

def pytest_report_header(config):
    return f"data is {config.getoption('data')}"
"""


@pytest.mark.parametrize("where", ["conftest", "plugin before", "plugin behind"])
def test_an_option_that_others_took_is_theirs(pytester: pytest.Pytester, where: str) -> None:
    name = "conftest" if where == "conftest" else "other"
    pytester.makepyfile(**{name: TAKES_DATA, "test_it": "def test_it(): pass"})
    other = () if where == "conftest" else ("-p", "other")
    ours = () if REGISTERED else PLUGIN
    plugins = (*ours, *other) if where == "plugin behind" else (*other, *ours)
    pytester.syspathinsert()
    result = pytester.runpytest_subprocess(*plugins, "--data", "x.csv", "test_it.py")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["data is x.csv"])


@pytest.mark.parametrize("option", ["--policykit-as-of", "--as-of"])
@pytest.mark.parametrize("day", ["2027-13-99", "明天"])
def test_a_day_that_is_none_is_refused(pytester: pytest.Pytester, option: str, day: str) -> None:
    result = pytester.runpytest_subprocess(*PLUGIN, option, day)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = result.stderr.str()
    assert f"PK333 bad-as-of: 检查日期“{day}”无法识别。" in said
    assert "Traceback" not in said


def test_a_policy_that_cannot_be_read_is_said_without_a_traceback(
    content: Content, pytester: pytest.Pytester
) -> None:
    (content.root / "policy_texts" / "demo-2025" / "policy.yml").write_text("title: [\n", "utf-8")
    result = run(content, pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*PK107 yaml-unreadable*"])
    assert "Traceback" not in result.stdout.str()


def test_a_run_without_specs_loads_nothing_of_the_library(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        test_it="""
        import sys
        def test_it():
            heavy = {"numpy", "opencc", "pandas", "pydantic", "rapidfuzz", "ruamel", "policykit.model"}
            assert not heavy & {*sys.modules}
            assert "policykit.pytest_plugin" in sys.modules
        """
    )
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.runpytest_subprocess("-p", NAME).assert_outcomes(passed=1)
