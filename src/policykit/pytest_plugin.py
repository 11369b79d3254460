"""`pytest specs`: one test per requirement and one ledger test per policy; with `--policykit-data`, one per verdict.

A folder `specs` beside a folder `policy_texts` is collected. A requirement fails when its entry cannot be
bound to its words or disagrees with them; a ledger fails when a quantity of the policy is neither asked nor
dismissed.

`pytest specs --policykit-data FILE --policykit-as-of DATE` judges reported figures instead: met passes, a `must`
that is not met fails, and what could not be checked is an error, a requirement that does not pass the double entry
(规则未核对) among it. All else is skipped with its reason, and in a JUnit file with its state as the type: a judgement,
no data, not due, an aim that is missed (警告). The short forms `--data`, `--as-of` and `--division` serve where no
other plugin and no conftest has an option of that name.

Every pytest run of an environment loads this module: it imports the library only once there are specs.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from policykit.base.diagnostics import Diagnostic
    from policykit.figures.report import Report
    from policykit.figures.result import Result
    from policykit.specs import SpecFile, Specs

__all__ = [
    "pytest_addoption",
    "pytest_collect_file",
    "pytest_configure",
    "pytest_load_initial_conftests",
    "pytest_runtest_logreport",
    "pytest_runtest_makereport",
]

_FOLDER, _TEXTS = "specs", "policy_texts"
_WARNING, _STATE = "警告", "policykit_state"
_junit: dict[str, Any] = {}
"""The writer of the JUnit file of this run, under `xml`."""
_OPTIONS = {
    "data": ("FILE", "reported figures to judge, .xlsx or .csv; also --data"),
    "as-of": ("DATE", "the day to judge on, as 2026-12-31; today when not given; also --as-of"),
    "division": ("CODE", "administrative division (GB/T 2260) of the figures; also --division"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that judge reported figures."""
    group = parser.getgroup("policykit", "policykit: reported figures (填报数据)")
    for name, (metavar, text) in _OPTIONS.items():
        group.addoption(f"--policykit-{name}", metavar=metavar, help=text)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Iterator[None]:
    """Read a short option as the long one, unless a plugin or a conftest has taken its name: only now can one know."""
    given = [f"--{name}" for name in _OPTIONS if any(_is_option(arg, f"--{name}") for arg in args)]
    for option in given:
        if option in args[:-1] and not _is_taken(option, parser):
            # Its value is no path to collect.
            paths, value = early_config.known_args_namespace.file_or_dir, args[args.index(option) + 1]
            if value in paths:
                paths.remove(value)
    result = yield
    for option in given:
        if not _is_taken(option, parser):
            args[:] = [f"--policykit-{arg[2:]}" if _is_option(arg, option) else arg for arg in args]
    return result


def _is_option(arg: str, option: str) -> bool:
    return arg.partition("=")[0] == option


def _is_taken(option: str, parser: pytest.Parser) -> bool:
    try:
        return option not in parser.parse_known_and_unknown_args([option])[1]
    except pytest.UsageError:  # it is known, and wants a value
        return True


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Refuse a day that is none, before anything runs; and know the JUnit file, if one is written."""
    from _pytest.junitxml import xml_key  # the one door to it

    _junit["xml"] = config.stash.get(xml_key, None)
    if (written := config.getoption("policykit_as_of")) is not None:
        try:
            date.fromisoformat(written)
        except ValueError:
            from policykit.base.diagnostics import Code, Diagnostic

            problem = Diagnostic(Code.BAD_AS_OF, {"value": written})
            raise pytest.UsageError(problem.render()) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the spec files of a content folder, and its official definitions."""
    folder = file_path.parent
    if file_path.suffix == ".yml" and (*folder.parts[-2:],) == (_FOLDER, "definitions"):
        return DefinitionCollector.from_parent(parent, path=file_path)
    if file_path.suffix != ".yml" or folder.name != _FOLDER or not (folder.parent / _TEXTS).is_dir():
        return None
    return SpecCollector.from_parent(parent, path=file_path) if _is_spec(file_path) else None


def _is_spec(path: Path) -> bool:
    from policykit.base.resources import LEXICON

    return path.name != LEXICON.name


class DefinitionCollector(pytest.File):
    """One file of official definitions."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test: whether each formula is that of its words, and the words are those of the source."""
        yield DefinitionItem.from_parent(self, name=self.path.stem)


class DefinitionItem(pytest.Item):
    """The official definitions of one document."""

    def runtest(self) -> None:
        """Fail with everything in which the file disagrees with its words or its source."""
        from policykit.indicators.definitions.problems import definition_problems

        name = self.path.relative_to(self.path.parents[2]).as_posix()
        found = [one for one in definition_problems(self.path.parents[2]) if one.file == name]
        if found:
            pytest.fail("\n".join(problem.render() for problem in found), pytrace=False)


class SpecCollector(pytest.File):
    """One spec file."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for every entry, whether it could be bound or not, and one for the ledger; or verdicts."""
        from policykit.base.diagnostics import PolicykitError

        try:
            specs, unread = _read(self.path.parent.parent)
        except PolicykitError as error:
            raise self.CollectError(str(error)) from None
        own = {path.stem for path in self.path.parent.glob("*.yml")}
        first = min(path.name for path in self.path.parent.glob("*.yml") if _is_spec(path))
        for policy, problems in unread.items():
            # One policy that cannot be read is an error of its own, and keeps no other from being checked.
            if policy == self.path.stem or (policy not in own and self.path.name == first):
                text = "\n".join(problem.render() for problem in problems)
                yield UnreadItem.from_parent(self, name=f"{policy}/policy", reason=text)
        if self.path.stem in unread:
            return
        file = next(file for file in specs.files if file.path == self.path)
        data = self.config.getoption("policykit_data")
        yield from self._verdicts(specs, file, data) if data else self._checks(file)

    def _verdicts(self, specs: Specs, file: SpecFile, data: str) -> Iterator[pytest.Item]:
        """A test for every verdict on the reported figures."""
        from policykit.model import Verdict

        as_of, division = (self.config.getoption(f"policykit_{name}") for name in ("as_of", "division"))
        day = date.fromisoformat(as_of) if as_of else None
        report = _judge(specs.corpus.root, Path(data).resolve(), division, day)
        if isinstance(report, str):
            yield VerdictItem.from_parent(self, name="data", result=None, reason=report, line=1)
            return
        if report.problems:
            problems = "\n".join(problem.render() for problem in report.problems)
            yield VerdictItem.from_parent(self, name="data", result=None, reason=problems, line=1)
        lapsed = specs.corpus.standings.out_of_force(report.as_of).get(file.policy)
        if lapsed in report.out_of_force:
            self.warn(pytest.PytestWarning(lapsed))  # judged all the same, and not in silence
        for result in report.results:
            if (requirement := result.requirement).policy == file.policy:
                yield VerdictItem.from_parent(
                    self, name=result.id, result=result, reason="", line=requirement.line
                )
        for requirement in report.unreported:
            if requirement.policy == file.policy:
                reason = f"{Verdict.NO_DATA.label}：{requirement.plain}"
                yield VerdictItem.from_parent(
                    self, name=requirement.id, result=None, reason=reason, line=requirement.line
                )

    def _checks(self, file: SpecFile) -> Iterator[pytest.Item]:
        """A test for every entry, and one for the ledger."""
        from policykit.specs.rows import LEDGER

        rest = list(file.binding.problems)
        for index, (name, first, last) in enumerate(_entries(file)):
            own = [problem for problem in rest if problem.line is not None and first <= problem.line < last]
            rest = [problem for problem in rest if problem not in own]
            yield RequirementItem.from_parent(
                self, name=name, file=file, line=first, problems=own, index=index
            )
        yield LedgerItem.from_parent(self, name=LEDGER, file=file, problems=rest)


class _Located(pytest.Item):
    """An item that stands on a line of a spec file."""

    def __init__(self, *, line: int = 1, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own arguments
        super().__init__(**kwargs)
        self.line = line

    def reportinfo(self) -> tuple[Path, int, str]:
        """File, line from 0 and name, for the test report."""
        return self.path, self.line - 1, self.name


class UnreadItem(_Located):
    """A policy that cannot be read: an error, with what is wrong with it."""

    def __init__(self, *, reason: str, **kwargs: Any) -> None:  # noqa: ANN401 - what pytest passes
        super().__init__(**kwargs)
        self.reason = reason

    def setup(self) -> None:
        """Nothing of it can be checked."""
        pytest.fail(self.reason, pytrace=False)

    def runtest(self) -> None:
        """Never reached."""


class VerdictItem(_Located):
    """One verdict: one requirement on one unit's figures."""

    def __init__(self, *, result: Result | None, reason: str, **kwargs: Any) -> None:  # noqa: ANN401 - what pytest passes
        super().__init__(**kwargs)
        self.result, self.reason = result, reason

    def setup(self) -> None:
        """A check that could not run, or figures that could not be read, are errors and no failures."""
        if self.result is None and self.name == "data":
            pytest.fail(self.reason, pytrace=False)
        if self.result is not None and self.result.error:
            pytest.fail(str(self.result), pytrace=False)

    def runtest(self) -> None:
        """Pass, fail or skip, by verdict and modality."""
        from policykit.model import State

        if self.result is None:
            self.user_properties.append(("verdict", State.NO_DATA.value))
            pytest.skip(self.reason)  # nobody reported figures: nothing to judge, which the reason says
        finding = self.result.finding
        figures = {"verdict": finding.state.value, "value": finding.value, "margin": finding.margin}
        self.user_properties += [*figures.items(), ("clause", finding.clause), ("quote", finding.quote)]
        if finding.state is State.NOT_MET:
            if finding.severity == "error":
                pytest.fail(str(self.result), pytrace=False)
            pytest.skip(f"{_WARNING}：{self.result}")  # an aim that is not reached is a warning
        if finding.state is not State.MET:
            pytest.skip(str(self.result))  # neither met nor failed


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep with the report of a verdict what it came to: JUnit files are to say it."""
    report = yield
    if isinstance(item, VerdictItem) and report.skipped:
        report.__dict__[_STATE] = dict(item.user_properties).get("verdict", "")
    return report


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """In a JUnit file, a skipped verdict is of the type of its state, and not of pytest's skip."""
    state, xml = getattr(report, _STATE, ""), _junit.get("xml")
    if state and xml is not None:
        for node in xml.node_reporter(report).nodes:
            if node.tag == "skipped":
                node.set("type", state)


class _Item(_Located):
    def __init__(self, *, file: SpecFile, problems: list[Diagnostic], **kwargs: Any) -> None:  # noqa: ANN401 - what pytest passes
        super().__init__(**kwargs)
        self.file, self.problems = file, problems

    def fail(self, problems: list[Diagnostic], *more: str) -> None:
        """Fail with these diagnostics and, below them, `more`."""
        if problems:
            pytest.fail("\n".join([*(problem.render() for problem in problems), *more]), pytrace=False)


class RequirementItem(_Item):
    """The double entry of one requirement."""

    def __init__(self, *, index: int, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own arguments
        super().__init__(**kwargs)
        self.index = index

    def runtest(self) -> None:
        """Fail with everything in which the entry is wrong or disagrees with the text."""
        from policykit.base.clock import today
        from policykit.specs.rows import fingerprint
        from policykit.specs.verification import excerpt

        self.fail(self.problems)
        if any(draft.at == ("requirements", self.index) for draft in self.file.binding.drafts):
            from policykit.base.resources import load

            pytest.skip(load("labels")["draft"])  # nobody has confirmed it: neither right nor wrong
        specs = _specs(self.path.parent.parent)
        for requirement in self.file.binding.requirements:
            if self.file.binding.locations[requirement.id][-1] == self.index:
                clause = specs.corpus.clause(requirement.clause)
                policy = specs.corpus.policy(requirement.policy)
                # By these the site knows of what this is the result, and of which day.
                of = {"requirement": requirement.id, "fingerprint": fingerprint(requirement, policy)}
                self.user_properties += [*of.items(), ("date", today().isoformat())]
                found = specs.check(requirement, self.file)
                self.fail(found, excerpt(policy, clause, requirement.span))


class LedgerItem(_Item):
    """The ledger of one policy, and whatever is wrong with the file outside its requirements."""

    def runtest(self) -> None:
        """Fail with every quantity that is not accounted for."""
        from policykit.specs.verification import check_ledger

        specs = _specs(self.path.parent.parent)
        self.fail([*self.problems, *check_ledger(self.file, specs)])
        if self.file.binding.drafts:
            from policykit.base.resources import load

            # What waits for a person is neither accounted for nor forgotten.
            pytest.skip(load("specs")["drafted"].format(count=len(self.file.binding.drafts)))


@lru_cache(maxsize=4)
def _judge(root: Path, data: Path, division: str | None, as_of: date | None) -> Report | str:
    """The report on a file of figures, or why there is none."""
    from policykit.base.clock import today
    from policykit.base.diagnostics import PolicykitError
    from policykit.figures.report import check

    specs = _specs(root)
    lapsed = specs.corpus.standings.out_of_force(as_of or today())
    try:
        return check(
            data,
            specs.requirements,
            as_of=as_of,
            division=division,
            unverified=specs.unverified,
            out_of_force=lapsed,
        )
    except PolicykitError as error:
        return str(error)


@lru_cache(maxsize=4)
def _read(root: Path) -> tuple[Specs, dict[str, list[Diagnostic]]]:
    """The specs of the policies that can be read, and what is wrong with the others, by their ids."""
    from policykit.corpus import Corpus
    from policykit.specs import Specs

    corpus, unread = Corpus.sound(root)
    return Specs.read(corpus), unread


def _specs(root: Path) -> Specs:
    return _read(root)[0]


def _entries(file: SpecFile) -> list[tuple[str, int, int]]:
    """Name, first line and line behind the last of every entry under `requirements`."""
    document = file.document
    data = document.data if document is not None else None
    listed = data.get("requirements") if isinstance(data, dict) else None
    if document is None or not isinstance(listed, list):
        return []
    lines = [document.line_of(("requirements", index)) for index in range(len(listed))]
    after = [key.line + 1 for (*_, last), key in document.keys.items() if last == "dismissed"]
    ends = [*lines[1:], next((line for line in after if lines and line > lines[-1]), len(document.lines) + 1)]
    names = [
        f"{entry.get('clause')}/{entry.get('id')}" if isinstance(entry, dict) else f"entry-{index + 1}"
        for index, entry in enumerate(listed)
    ]
    return list(zip(names, lines, ends, strict=True))
