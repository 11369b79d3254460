"""A requirement in words: one Chinese sentence by the templates of `data/requirements.yml`, and its Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policykit.base.division import Division
from policykit.model.kind import Kind
from policykit.model.modality import Modality
from policykit.model.quantity import Comparator
from policykit.model.verdict import words

if TYPE_CHECKING:
    from policykit.model.fields import Condition, RequirementFields
    from policykit.model.indicator import Indicator

__all__ = ["asked", "condition_of", "plain", "python"]

_WHOLE, _PERCENT = 100, "%"


# --- Chinese ------------------------------------------------------------------------------------


def plain(requirement: RequirementFields, *, dated: bool = True) -> str:
    """What it asks, as one Chinese sentence: when (if it is to be `dated`), who, of what, how strongly, what."""
    wording, target, due = _words(), requirement.target, requirement.due
    when = wording["due"].format(year=due.year, month=due.month, day=due.day) if due else ""
    start = requirement.start
    if due is None and start is not None and start != requirement.issued:
        when = wording["from"].format(year=start.year, month=start.month, day=start.day)
    modality = requirement.modality
    urged = modality.label if modality is Modality.ENCOURAGE else ""
    strength = modality.label if modality in (Modality.AIM, Modality.MAY) else ""
    # A day by which something is basically done: what softens stands before the result, or before the whole.
    name, softly = _called(requirement), requirement.softly
    comes = target.deadline is not None or target.comparator is Comparator.DONE
    result = re.search(wording["result"], name) if softly and comes else None
    if result is not None:
        name = f"{name[: result.start()]}{softly}{name[result.start() :]}"
    form = Comparator.DONE if target.deadline is not None and softly and not result else target.comparator
    key = "result" if result else form.value
    if form is Comparator.NAMED and requirement.indicator.unit != wording["whether"]:
        key = "figure"
    bearer = _bearer(requirement, name if form is Comparator.DONE else "")
    who, name, scope = _about(requirement, name, form)
    verb = str(words()["softly"]["progress"])
    if form is Comparator.DONE and re.fullmatch(verb, softly):
        key, name = "urged", _pushed(requirement, re.sub(verb, "", name, count=1))
    template = wording["forms"].get(key, wording["forms"]["other"])
    body = template.format(
        who=_joined(who, name) if template.startswith("{who}{name}") else who,
        name=name,
        scope=scope,
        strength=strength,
        softly=f"{_each(requirement)}{softly}",
        asked="" if result else _asked(requirement),
    )
    when = when if dated or due is None else ""
    if bearer and key in wording["noted"]:
        body, bearer = body[:-1], f"，{bearer[1:]}"
    return f"{when}{urged}{body}{bearer}"


def condition_of(requirement: RequirementFields) -> str:
    """The condition in words: 二级及以上医院, 服务人口不超过500人的村卫生室; empty when there is none."""
    wording, entity = _words(), requirement.entity
    graded = [one for one in requirement.when if one.variable.grades and not _is_yes_no(one)]
    others = [one for one in requirement.when if one not in graded]
    grade = "".join(wording["grade"][one.target.way.value].format(grade=one.target.grade) for one in graded)
    more = "、".join(_told(one, entity.label) for one in others)
    if more.startswith(wording["belongs"]):
        # 属于有条件的中医类医院、综合医院的医院 says the kind of unit itself.
        return more.removeprefix(wording["belongs"])
    more = wording["of"].format(condition=more) if more else ""
    return f"{more}{grade}{entity.label}" if requirement.when else ""


def _told(condition: Condition, entity: str) -> str:
    if not _is_yes_no(condition):
        return condition.plain.removeprefix(entity)
    name = condition.variable.label.replace(_words()["whether"], "")
    form = "yes" if condition.target.way is Comparator.GE else "no"
    return str(_words()[form].format(name=name))


def _is_yes_no(condition: Condition) -> bool:
    return sorted(condition.variable.grades.values()) == [0, 1]


def _whom(requirement: RequirementFields) -> str:
    """Which units of the subject: those that meet the condition, or each of a kind."""
    if requirement.when:
        condition, entity = condition_of(requirement), requirement.entity
        levels = {Division.of(code).level for code in requirement.binds}
        # 歙县…有结余的县 is 歙县 itself: 歙县…有结余的，.
        of = _words()["of"].format(condition="")
        return (
            f"{condition.removesuffix(entity.label)}，"
            if levels == {entity.level} and condition.endswith(f"{of}{entity.label}")
            else condition
        )
    if requirement.per is None:
        return ""
    # 每个开展帮扶的城市公立三级医院, where the population says which of them.
    is_said = requirement.population.endswith(requirement.per.label)
    return str(_words()["each"].format(entity=requirement.population if is_said else requirement.per.label))


def _called(requirement: RequirementFields) -> str:
    """The indicator's name as the sentence goes on with it."""
    wording, name = _words(), requirement.name.removeprefix(requirement.subject)
    if requirement.target.deadline is not None:
        name = name.removesuffix(wording["date"])
    if requirement.target.comparator in (Comparator.DONE, Comparator.FORBIDDEN):
        name = name.replace(wording["whether"], "")
    if requirement.per is not None or requirement.when:
        name = name.removeprefix((requirement.per or requirement.entity).label)
    return name


def _about(requirement: RequirementFields, name: str, form: Comparator) -> tuple[str, str, str]:
    """Of whom or what, the name as it goes on, and the population in brackets where it does not stand before the name.

    A population that acts, or whose figure it is, stands before: 县级综合医院设立全科医学科, 乡镇卫生院达标比例.
    What both have is said once: （符合条件的医疗机构）医疗机构开展….
    """
    who, population, wording = f"{requirement.subject}{_whom(requirement)}", requirement.population, _words()
    if not population or population in f"{who}{name}":
        return who, name, ""
    scope = str(wording["population"].format(population=population))
    if who != requirement.subject or form is Comparator.NAMED or re.search(wording["long"], population):
        return who, name, scope
    shared = next((tail for at in range(len(population) - 1) if name.startswith(tail := population[at:])), "")
    if form in (Comparator.DONE, Comparator.FORBIDDEN):
        acts = any(bearer in population for bearer in requirement.bearer)
        stands = acts or (bool(shared) and re.search(wording["acting"], population) is not None)
    else:
        rest = name.removeprefix(shared)
        stands = not any(population[at : at + 2] in rest for at in range(len(population) - 1))
    return (
        (_joined(who, population) + population, name.removeprefix(shared), "")
        if stands
        else (who, name, scope)
    )


def _joined(who: str, name: str) -> str:
    """What stands before a name, so that no word runs into the next: 歙县的县域内就诊率."""
    return f"{who}{_words()['of'].format(condition='')}" if who[-1:] == name[:1] else who


def _pushed(requirement: RequirementFields, name: str) -> str:
    """What is pushed on, as its verb takes it: 加强…建设, 加快…建设, and not 加强建设…."""
    wording = _words()
    if not requirement.softly.endswith(tuple(wording["strengthened"])):
        return name
    actor = next((one for one in requirement.bearer if name.startswith(one)), "")
    pattern, built = wording["built"]
    return actor + re.sub(pattern, built, name.removeprefix(actor))


def _each(requirement: RequirementFields) -> str:
    """In which periods a thing is to be done, or not: every quarter."""
    every = _words()["every"]
    return str(every.get(requirement.every, every["other"]).format(asked="")) if requirement.every else ""


def _asked(requirement: RequirementFields) -> str:  # noqa: PLR0911 - a form of target each
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


def _figure(requirement: RequirementFields) -> str:
    """The target's own figure, with the word that softens it."""
    target, wording, softly = requirement.target, _words(), requirement.softly
    if target.comparator is Comparator.APPROX:
        softly = softly.removesuffix(wording["around"])
    if target.comparator is Comparator.GE and target.value == _WHOLE and target.unit == _PERCENT:
        return f"{softly}{wording['whole'].format(figure=target.figure)}"
    if target.is_change and softly == wording["around"]:
        return target.plain.replace(wording["above"], softly)
    pattern, often = wording["times"]
    return softly + re.sub(pattern, often, target.plain)


def _compared(requirement: RequirementFields, reference: str) -> str:
    """The target beside another figure."""
    softly, wording = requirement.softly, _words()
    if softly in wording["behind"]:
        return str(wording["joined"].format(other=_other(requirement, reference), softly=softly))
    return f"{softly}{asked(requirement)}"


def asked(requirement: RequirementFields) -> str:
    """The target in plain words; another figure with which it is compared by its Chinese name: 不低于全国平均水平."""
    target, reference = requirement.target, requirement.reference
    if reference is None:
        return target.plain
    other = _other(requirement, reference.label)
    if target.relation is Comparator.EQ:
        return str(_words()["same"].format(other=other))
    return target.plain.removesuffix(target.figure) + other


def _other(requirement: RequirementFields, reference: str) -> str:
    return reference.removeprefix(f"{requirement.name}（").removesuffix("）")


def _bearer(requirement: RequirementFields, duty: str) -> str:
    """Who must act, where neither the subject nor the duty says it of all of them: 县人民医院完善绩效管理."""
    others = [bearer for bearer in requirement.bearer if bearer not in requirement.subject]
    said = (_whom(requirement), requirement.population)
    acts = any(duty.startswith(bearer) for bearer in others)
    if all(any(text.endswith(one) for text in said) or (acts and one in duty) for one in others):
        return ""
    return str(_words()["bearer"].format(names="、".join(others)))


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = words()["sentence"]
    return wording


# --- Python -------------------------------------------------------------------------------------


def python(requirement: RequirementFields) -> str:
    """The declaration, then the comparison, under its condition if it has one."""
    test = _test(requirement)
    if requirement.when:
        holds = " and ".join(
            f"{one.variable.key} {one.target.way.value} {one.target.value:.12g}" for one in requirement.when
        )
        test = f"if {holds}:\n    {test}"
    return f"{requirement.indicator.python}\n\n{test}\n"


def _test(requirement: RequirementFields) -> str:  # noqa: PLR0911 - a form of comparison each
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


def _goal(requirement: RequirementFields, call: str) -> str:
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
