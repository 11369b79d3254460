"""The registry: every declaration of the library, of installed packages, and of a knowledge base, by its name."""

from __future__ import annotations

import importlib
import os
import pkgutil
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError, nearest_name
from policykit.base.files import read_file
from policykit.indicators.definitions import Definitions, definitions
from policykit.model import Entity, Indicator, Official, Theme, Variable
from policykit.model.definition import Definition

__all__ = ["Registry", "bare", "indicators", "library", "registry", "themes", "variables"]

Declaration: TypeAlias = Variable | Indicator

OWN = Path("specs", "indicators.py")
"""Where a knowledge base declares its own."""
_LIBRARY_USED = "LIBRARY"
"""What it sets to `False` there where it uses none of the library's: one of another field."""
_NO_BOOL = "LIBRARY = True | False"

_UNITS = "UNITS"
"""The units that it counts in beside those of its variables, before any variable has them."""
_NO_UNITS = 'UNITS = ("Tbps", …)'

_LIBRARY = (
    "access",
    "capacity",
    "specialties",
    "quality",
    "public_health",
    "disease_control",
    "insurance",
    "prices",
    "medicine",
    "workforce",
    "personnel",
    "tcm",
    "digital",
    "elderly_care",
    "governance",
    "health_system",
    "organisation",
    "funding",
    "appraisal",
)
"""The library's themes in the order of their pages, each a module of this package, or two."""


@dataclass(frozen=True)
class Registry:
    """What is declared, by its name, in the order of themes and declarations.

    `indicators` holds what is computed, and each variable from which nothing is computed: what is reported and
    stands for itself is an indicator already. `find` finds any other variable, too.

    >>> found = registry()
    >>> found.indicators["county_visit_rate"].label, found.indicators["emr_level"].label
    ('县域内就诊率', '电子病历应用水平分级')
    >>> "visits_in_county" in found.indicators, found.find("visits_in_county").label
    (False, '居民在县域内就诊人次数')
    """

    themes: Mapping[str, Theme] = field(default_factory=dict)
    entities: tuple[Entity, ...] = Entity.ALL
    variables: Mapping[str, Variable] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    theme_of: Mapping[str, str] = field(default_factory=dict)
    """Of each variable, the theme under which it is declared."""
    units: frozenset[str] = frozenset()
    """Units in which something is counted that is not of the library: texts are read for them, too."""
    grades: frozenset[str] = frozenset()
    """Names of grades on scales that are not of the library."""
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    """The official definitions on record, by their ids."""

    def find(self, name: str) -> Indicator | None:
        """The indicator of this name, or the variable of this name as one."""
        if name in self.indicators:
            return self.indicators[name]
        variable = self.variables.get(name)
        return None if variable is None else Indicator.of(variable, self.theme_of[name])

    @cached_property
    def named(self) -> tuple[Indicator, ...]:
        """Everything that a requirement may name: every indicator, and every variable as one.

        A slip to one that is not in it would go unnoticed.
        """
        rest = (self.find(name) for name in self.variables if name not in self.indicators)
        return (
            *self.indicators.values(),
            *(one for one in rest if one is not None and not one.variables[0].benchmark),
        )

    def entity(self, name: str) -> Entity | None:
        """The kind of unit with this name."""
        return next((entity for entity in self.entities if entity.name == name), None)

    def extended(self, modules: Iterable[Mapping[str, object]], source: str) -> Registry:
        """This one, with what modules declare: names become those of their attributes.

        Raises
        ------
        PolicykitError
            With every name that is taken and everything that stands before any theme (PK502, PK503), every official
            definition that is not on record, and every difference from one that is not said (PK509, PK512).
        """
        reader = _Reader(self, source)
        for module in modules:
            reader.read(module)
        if reader.problems:
            raise PolicykitError(reader.problems)
        return reader.registry()


_BARE = Registry(entities=tuple(entity for entity in Entity.ALL if entity.is_division))
"""Nothing but the kinds of administrative division."""


class _Reader:
    """Reads declarations off modules and names them."""

    def __init__(self, base: Registry, source: str) -> None:
        self.base, self.source = base, source
        self.themes: dict[str, Theme] = {}
        self.entities: dict[str, Entity] = {}
        self.declared: dict[str, tuple[Declaration, str]] = {}
        self.problems: list[Diagnostic] = []

    def read(self, module: Mapping[str, object]) -> None:
        theme: Theme | None = None
        for name, value in module.items():
            if isinstance(value, Theme):
                theme = value
                self.themes.setdefault(_named(value, name), value)
            elif isinstance(value, Entity) and value not in self.base.entities:
                self.entities[_named(value, name)] = value
            elif isinstance(value, Variable | Indicator) and not self._is_known(value):
                self._declare(name, value, theme)

    def _is_known(self, value: Declaration) -> bool:
        """Whether it is imported from where it was declared."""
        if not value.name:
            return False
        declared, _ = self.declared.get(value.name, (None, ""))
        base = self.base.indicators.get(value.name), self.base.variables.get(value.name)
        return any(value is other for other in (declared, *base))

    def _declare(self, name: str, value: Declaration, theme: Theme | None) -> None:
        if theme is None:
            self._report(Code.NO_THEME, name)
        elif name in self.declared or name in self.base.indicators or name in self.base.variables:
            self._report(Code.NAME_TAKEN, name)
        else:
            _named(value, name)
            self.declared[name] = value, theme.name
            if value.official is not None:
                self._bind(value, value.official)

    def _bind(self, value: Declaration, official: Official) -> None:
        """Fill in the official definition that a declaration names."""
        definition = self.base.definitions.get(official.id)
        if definition is None:
            near = nearest_name(official.id, self.base.definitions)
            values: dict[str, object] = {"name": value.label, "id": official.id, "near": near}
            self.problems.append(Diagnostic(Code.UNKNOWN_DEFINITION, values, file=self.source))
            return
        object.__setattr__(official, "definition", definition)
        own = value.expression if isinstance(value, Indicator) else value
        if definition.formula and not official.differs and not definition.formula.is_alike(own):
            values = {"name": value.label, "id": official.id, "own": own.chinese}
            values["official"] = definition.formula.chinese
            self.problems.append(Diagnostic(Code.DIFFERENCE_UNSAID, values, file=self.source))

    def _report(self, code: Code, name: str) -> None:
        self.problems.append(Diagnostic(code, {"name": name}, file=self.source))

    def registry(self) -> Registry:
        variables = {
            name: declaration
            for name, (declaration, _) in self.declared.items()
            if isinstance(declaration, Variable)
        }
        theme_of = {name: self.declared[name][1] for name in variables}
        return Registry(
            themes={**self.base.themes, **self.themes},
            entities=(*self.base.entities, *self.entities.values()),
            variables={**self.base.variables, **variables},
            indicators={**self.base.indicators, **dict(self._indicators())},
            theme_of={**self.base.theme_of, **theme_of},
            units=self.base.units
            | {
                declaration.unit
                for declaration, _ in self.declared.values()
                if isinstance(declaration, Indicator)
            }
            | {
                variable.unit
                for variable in variables.values()
                if not variable.grades and not variable.is_date
            },
            grades=self.base.grades | {name for variable in variables.values() for name in variable.grades},
            definitions=self.base.definitions,
        )

    def _indicators(self) -> Iterator[tuple[str, Indicator]]:
        used = {
            variable.name
            for declaration, _ in self.declared.values()
            if isinstance(declaration, Indicator)
            for variable in declaration.variables
        }
        for name, (declaration, theme) in self.declared.items():
            if isinstance(declaration, Indicator):
                object.__setattr__(declaration, "theme", theme)
                yield name, declaration
            elif name not in used and not declaration.benchmark:
                yield name, Indicator.of(declaration, theme)


def _named(declaration: Declaration | Theme | Entity, name: str) -> str:
    """Its name: that of the attribute, unless it has one already."""
    if not declaration.name:
        object.__setattr__(declaration, "name", name)
    return declaration.name


def registry(root: Path | None = None) -> Registry:
    """What the library and installed packages declare, and the knowledge base at `root` in `specs/indicators.py`.

    A file that sets `LIBRARY = False` has nothing of the library or of packages, only kinds of division.
    A package names itself under the entry point group `policykit.indicators`; each of its modules is read.

    Raises
    ------
    PolicykitError
        The file cannot be run (PK501), or what is declared clashes (PK502, PK503); a file of official definitions
        is broken (PK504, PK507, PK510), or a declaration is not what the one that it names says (PK509, PK512).
    """
    path = (root or Path()).resolve() / OWN
    known = _installed()
    if root is not None and (own := _sound(definitions(root))) != known.definitions:
        known = replace(known, definitions=own)
    if root is None or not os.path.lexists(path):
        return known
    try:
        return _with_own(path, read_file(path), tuple(known.definitions.items()))
    except PolicykitError as error:
        unread = [one for one in error.diagnostics if one.code is Code.CANNOT_READ]
        if not unread:
            raise
        values = {"reason": unread[0].message}
        raise PolicykitError([Diagnostic(Code.INDICATORS_FAILED, dict(values), OWN.as_posix())]) from error


@cache
def library() -> Registry:
    """What policykit itself declares; read once, which gives each declaration the name of its attribute.

    >>> from policykit.indicators.access import county_visit_rate
    >>> county_visit_rate.name
    'county_visit_rate'
    """
    modules = [importlib.import_module(f"policykit.indicators.{name}") for name in _LIBRARY]
    found = Registry(definitions=_sound(definitions())).extended(map(vars, modules), "policykit.indicators")
    return replace(found, units=frozenset(), grades=frozenset())


@cache
def _installed() -> Registry:
    found = library()
    for point in sorted(entry_points(group="policykit.indicators"), key=lambda point: point.value):
        package = importlib.import_module(point.value)
        names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
        modules = [package, *(importlib.import_module(f"{point.value}.{name}") for name in names)]
        found = found.extended(map(vars, modules), point.value)
    return found


def _sound(found: Definitions) -> Mapping[str, Definition]:
    """The definitions. Raises `PolicykitError` with what is wrong with their files."""
    if found.problems:
        raise PolicykitError(list(found.problems))
    return found.of


@cache
def _with_own(path: Path, source: bytes, known: tuple[tuple[str, Definition], ...]) -> Registry:
    module: dict[str, object] = {"__name__": "policykit_own_indicators", "__file__": str(path)}
    name = OWN.as_posix()
    try:
        exec(compile(source, str(path), "exec"), module)  # noqa: S102 - its own code, as a conftest is
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever that code raises, `sys.exit()` too
        raise PolicykitError([_failure(error, path, name)]) from error
    if not isinstance(module.get(_LIBRARY_USED, True), bool):
        raise PolicykitError([Diagnostic(Code.INDICATORS_FAILED, {"reason": _NO_BOOL}, name)])
    units = module.get(_UNITS, ())
    if not isinstance(units, list | tuple | set) or not all(isinstance(unit, str) and unit for unit in units):
        raise PolicykitError([Diagnostic(Code.INDICATORS_FAILED, {"reason": _NO_UNITS}, name)])
    base = _installed() if module.get(_LIBRARY_USED, True) else _BARE
    base = replace(base, definitions=dict(known), units=base.units | frozenset(units))
    return base.extended([module], name)


def _failure(error: BaseException, path: Path, name: str) -> Diagnostic:
    """The error with the line of the file that it comes from."""
    if isinstance(error, SyntaxError):
        line = error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((frame.lineno for frame in reversed(frames) if frame.filename == str(path)), None)
    said = ""
    with suppress(Exception):  # an error of that code may not even have a text
        said = str(error)
    found = Diagnostic(Code.INDICATORS_FAILED, {"reason": f"{type(error).__name__}: {said}"}, file=name)
    return found if line is None else replace(found, line=line)


def bare() -> Registry:
    """What a knowledge base of another field begins with: the kinds of administrative division alone.

    >>> [entity.name for entity in bare().entities], len(bare().indicators)
    (['nation', 'province', 'city', 'county'], 0)
    """
    return _BARE


def indicators() -> Mapping[str, Indicator]:
    """Every indicator of the library and of installed packages.

    >>> indicators()["county_visit_rate"].formula
    '居民在县域内就诊人次数 ÷ 居民就诊总人次数 × 100%'
    """
    return MappingProxyType(registry().indicators)


def variables() -> Mapping[str, Variable]:
    """Every variable of the library and of installed packages.

    >>> variables()["visits_in_county"].unit
    '人次'
    """
    return MappingProxyType(registry().variables)


def themes() -> Mapping[str, str]:
    """The themes of the library and of installed packages, in the order of pages, with their Chinese titles.

    >>> themes()["tcm"]
    '中医药'
    """
    return MappingProxyType({name: theme.label for name, theme in registry().themes.items()})
