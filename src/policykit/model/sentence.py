"""A requirement in words: one Chinese sentence by the templates of `data/requirements.yml`, and its Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policykit.model.kind import Kind
from policykit.model.modality import Modality
from policykit.model.quantity import Comparator
from policykit.model.verdict import words

if TYPE_CHECKING:
    from policykit.model.indicator import Indicator
    from policykit.model.requirement import Condition, Requirement

__all__ = ["condition_of", "plain", "python"]

_WHOLE, _PERCENT = 100, "%"


# --- Chinese ------------------------------------------------------------------------------------


def plain(requirement: Requirement) -> str:
    """What it asks, as one Chinese sentence: when, who, of what, how strongly, what."""
    wording, target, due = _words(), requirement.target, requirement.due
    when = wording["due"].format(year=due.year, month=due.month, day=due.day) if due else ""
    start = requirement.start
    if due is None and start is not None and start != requirement.issued:
        when = wording["from"].format(year=start.year, month=start.month, day=start.day)
    modality = requirement.modality
    urged = modality.label if modality is Modality.ENCOURAGE else ""
    strength = modality.label if modality in (Modality.AIM, Modality.MAY) else ""
    name, scope = _name(requirement)
    # A day by which something is basically done: what softens stands before it.
    form = Comparator.DONE if target.deadline is not None and requirement.softly else target.comparator
    key = form.value
    verb = str(words()["softly"]["progress"])
    if form is Comparator.DONE and re.fullmatch(verb, requirement.softly):
        key, name = "urged", re.sub(verb, "", name, count=1)
    if form is Comparator.NAMED and requirement.indicator.unit != wording["whether"]:
        key = "figure"
    template = wording["forms"].get(key, wording["forms"]["other"])
    body = template.format(
        who=f"{requirement.subject}{_whom(requirement)}",
        name=name,
        scope=scope,
        strength=strength,
        softly=f"{_each(requirement)}{requirement.softly}",
        asked=_asked(requirement),
    )
    bearer = _bearer(requirement)
    return f"{when}{urged}{body}{bearer}"


def condition_of(requirement: Requirement) -> str:
    """The condition in words: 二级及以上医院, 服务人口不超过500人的村卫生室; empty when there is none."""
    wording, entity = _words(), requirement.entity
    graded = [one for one in requirement.when if one.variable.grades and not _is_yes_no(one)]
    others = [one for one in requirement.when if one not in graded]
    grade = "".join(wording["grade"][one.target.way.value].format(grade=one.target.grade) for one in graded)
    more = "、".join(_told(one) for one in others)
    more = wording["of"].format(condition=more) if more else ""
    return f"{more}{grade}{entity.label}" if requirement.when else ""


def _told(condition: Condition) -> str:
    if not _is_yes_no(condition):
        return condition.plain
    name = condition.variable.label.replace(_words()["whether"], "")
    form = "yes" if condition.target.way is Comparator.GE else "no"
    return str(_words()[form].format(name=name))


def _is_yes_no(condition: Condition) -> bool:
    return sorted(condition.variable.grades.values()) == [0, 1]


def _whom(requirement: Requirement) -> str:
    """Which units of the subject: those that meet the condition, or each of a kind."""
    if requirement.when:
        return condition_of(requirement)
    if requirement.per is None:
        return ""
    # 每个开展帮扶的城市公立三级医院, where the population says which of them.
    is_said = requirement.population.endswith(requirement.per.label)
    return str(_words()["each"].format(entity=requirement.population if is_said else requirement.per.label))


def _name(requirement: Requirement) -> tuple[str, str]:
    """The indicator's name as the sentence goes on with it, and the population where neither says it."""
    wording, name = _words(), requirement.name
    if requirement.target.deadline is not None:
        name = name.removesuffix(wording["date"])
    if requirement.target.comparator in (Comparator.DONE, Comparator.FORBIDDEN):
        name = name.replace(wording["whether"], "")
    if requirement.per is not None or requirement.when:
        name = name.removeprefix((requirement.per or requirement.entity).label)
    population = requirement.population
    if not population or population in f"{requirement.subject}{_whom(requirement)}{name}":
        return name, ""
    return name, str(wording["population"].format(population=population))


def _each(requirement: Requirement) -> str:
    """In which periods a thing is to be done, or not: every quarter."""
    every = _words()["every"]
    return str(every.get(requirement.every, every["other"]).format(asked="")) if requirement.every else ""


def _asked(requirement: Requirement) -> str:  # noqa: PLR0911 - a form of target each
    """The target, with the word that softens it and what it is compared with under its Chinese name."""
    target, reference, wording = requirement.target, requirement.reference, _words()
    softly = requirement.softly
    if target.comparator in (Comparator.DONE, Comparator.FORBIDDEN, Comparator.NAMED):
        return ""
    if target.deadline is not None:
        return softly
    if not target.decidable and not target.is_change:
        return str(wording["open"])
    if target.compares_years and softly in words()["softly"]["steady"]:
        moved = wording["moves"][target.comparator.value]
        return softly if softly.endswith(tuple(wording["turns"])) else f"{softly}{moved}"
    if reference is not None:
        return _compared(requirement, reference.label)
    if requirement.every in (every := wording["every"]):
        return str(every[requirement.every].format(asked=_figure(requirement)))
    if requirement.every:
        form = target.comparator.value
        key = "growth" if target.is_share and form == "increase" else form
        told = every["figure"] if target.value is not None and key in every["figure"] else every
        return f"{softly}{told.get(key, every['other']).format(asked=target.plain, figure=target.figure)}"
    return _figure(requirement)


def _figure(requirement: Requirement) -> str:
    """The target's own figure, with the word that softens it."""
    target, wording, softly = requirement.target, _words(), requirement.softly
    if target.comparator is Comparator.APPROX:
        softly = softly.removesuffix(wording["around"])
    if target.comparator is Comparator.GE and target.value == _WHOLE and target.unit == _PERCENT:
        return f"{softly}{wording['whole'].format(figure=target.figure)}"
    if target.is_change and softly == wording["around"]:
        return target.plain.replace(wording["above"], softly)
    return f"{softly}{target.plain}"


def _compared(requirement: Requirement, reference: str) -> str:
    """The target beside another figure."""
    target, softly, wording = requirement.target, requirement.softly, _words()
    other = reference.removeprefix(f"{requirement.name}（").removesuffix("）")
    if softly in wording["behind"]:
        return str(wording["joined"].format(other=other, softly=softly))
    same = target.relation is Comparator.EQ
    asked = wording["same"].format(other=other) if same else target.plain.removesuffix(target.figure) + other
    return f"{softly}{asked}"


def _bearer(requirement: Requirement) -> str:
    """Who must act, where the subject does not say it."""
    others = [bearer for bearer in requirement.bearer if bearer not in requirement.subject]
    return str(_words()["bearer"].format(names="、".join(others))) if others else ""


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = words()["sentence"]
    return wording


# --- Python -------------------------------------------------------------------------------------


def python(requirement: Requirement) -> str:
    """The declaration, then the comparison, under its condition if it has one."""
    test = _test(requirement)
    if requirement.when:
        holds = " and ".join(
            f"{one.variable.key} {one.target.way.value} {one.target.value:.12g}" for one in requirement.when
        )
        test = f"if {holds}:\n    {test}"
    return f"{requirement.indicator.python}\n\n{test}\n"


def _test(requirement: Requirement) -> str:  # noqa: PLR0911 - a form of comparison each
    call, target = _call(requirement.indicator), requirement.target
    if requirement.kind is Kind.NAMED or not target.decidable:
        return "..."
    if target.comparator is Comparator.BETWEEN and target.direction is None:
        return f"{target.value:.12g} <= {call} <= {target.value2:.12g}"
    if target.comparator is Comparator.APPROX and target.direction is None:
        apart = f"abs({call} - {target.value:.12g})"
        if target.is_loose and target.precision:
            return f"{apart} < {target.precision:.12g}"
        return f"{apart} <= {target.tolerance:.12g}"
    if target.comparator is Comparator.DONE:
        return f"{call} == 1"
    if target.comparator is Comparator.FORBIDDEN:
        return f"{call} == 0"
    test = f"{call} {target.way.value} {_goal(requirement, call)}"
    limit = requirement.limit
    if limit is not None:
        test += f" or {call} == {limit:.12g}"
    return f"all({test} for earlier in years)" if requirement.every and target.compares_years else test


def _goal(requirement: Requirement, call: str) -> str:
    """The right-hand side of the comparison."""
    target = requirement.target
    if requirement.reference is not None:
        return _call(requirement.reference)
    if target.compares:
        sign = "-" if target.comparator is Comparator.DECREASE else "+"
        since = f"earlier.{call}" if target.base is None else f"in_{target.base}.{call}"
        if not target.value:
            return since
        if target.is_share:
            power = f" ** (year - {target.base})" if target.average else ""
            return f"{since} * (1 {sign} {target.value:.12g} / 100){power}"
        times = f" * (year - {target.base})" if target.average else ""
        return f"{since} {sign} {target.value:.12g}{times}"
    if (day := target.deadline) is not None:
        return f"date({day.year}, {day.month}, {day.day}).toordinal()"
    return f"{target.goal():.12g}"


def _call(indicator: Indicator) -> str:
    """The figure that is compared: a call of the indicator, or the reported figure itself."""
    return indicator.name if indicator.reported else f"{indicator.name}({', '.join(indicator.parameters)})"
