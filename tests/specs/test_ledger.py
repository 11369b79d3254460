"""How each quantity of a text is accounted for: an entry asks it, dismisses it, has it as its due date, or none."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.specs.conftest import Content, made_policy

from policykit.model import Dismissal, Draft, Level, Reason, Requirement, Role, Span
from policykit.specs import Account, Specs, ledger, unaccounted, verify
from policykit.specs.binding import is_same_requirement
from policykit.text.document import document
from policykit.text.quantities.tables import learn

TEXT = "（三）到2026年底，推进“两个允许”，签约率达到85%以上。2027年再达到90%。"


def accounts(content: Content, quotes: dict[str, str], due: date | None = None) -> dict[str, str]:
    """The account of every quantity, when these quotes are asked (`ask`) or dismissed (`aside`)."""
    policy = made_policy(TEXT)
    spans = {quote: Span(TEXT.index(quote), TEXT.index(quote) + len(quote)) for quote in quotes}
    any_of_them = content.specs().requirements[0]
    asked = [
        replace(any_of_them, policy=policy.id, clause=policy.clauses[0].id, span=spans[quote], due=due)
        for quote, what in quotes.items()
        if what == "ask"
    ]
    aside = [
        Dismissal(policy.id, policy.clauses[0].id, quote, spans[quote], Reason("slogan"), None, "")
        for quote, what in quotes.items()
        if what == "aside"
    ]
    return {line.quantity.surface: line.account.value for line in ledger(policy, asked, aside)}


def test_the_number_of_an_article_is_no_citation_in_it() -> None:
    text = "第一条  扩容云资源。达到2家。\n\n第二条  依照第一条执行，建成3家。\n"
    made = replace(made_policy(text), outline=document(text, policy="t-2024", level=Level.COUNTY).outline)
    found = [(line.quantity.surface, line.account.value) for line in ledger(made, (), ())]
    assert found == [
        ("第一条", "label"),
        ("2家", "none"),
        ("第二条", "label"),
        ("第一条", "none"),
        ("3家", "none"),
    ]


@pytest.mark.parametrize(
    ("quotes", "due", "expected"),
    [
        ({}, None, ["label", "none", "none", "none", "none", "none"]),
        # The word of comparison may lie outside the quote, the figure may not.
        ({"签约率达到85%": "ask"}, None, ["label", "none", "none", "requirement", "none", "none"]),
        ({"率达到85": "ask"}, None, ["label", "none", "none", "none", "none", "none"]),
        (
            {"签约率达到85%": "ask"},
            date(2026, 12, 31),
            ["label", "date", "none", "requirement", "none", "none"],
        ),
        (
            {"签约率达到85%": "ask"},
            date(2027, 12, 31),
            ["label", "none", "none", "requirement", "date", "none"],
        ),
        ({"两个允许": "aside"}, None, ["label", "none", "dismissed", "none", "none", "none"]),
        # What is both asked and dismissed is asked; a date that a quote holds is the quote's.
        (
            {"到2026年底，推进“两个允许”": "ask", "两个允许": "aside"},
            date(2026, 12, 31),
            ["label", "requirement", "requirement", "none", "none", "none"],
        ),
    ],
)
def test_accounts(quotes: dict[str, str], due: date | None, expected: list[str], content: Content) -> None:
    assert list(accounts(content, quotes, due).values()) == expected


def test_what_is_self_evident_needs_no_entry() -> None:
    policy = made_policy("（三）按照皖卫发〔2024〕4号第三条要求，拨打12320，三级医院落实“三医”联动。")
    accounts = {line.quantity.surface: line.account for line in ledger(policy, [], [])}
    assert accounts == {
        "(三)": Account.LABEL,
        "皖卫发[2024]4号": Account.NONE,
        "第三条": Account.NONE,
        "12320": Account.LABEL,
        "三级": Account.LABEL,
        "三医": Account.NONE,
    }


def test_a_draft_waits_and_a_decision_goes_before_it(content: Content) -> None:
    text = "签约率达到85%。满意度达到90%。就诊率达到95%。"
    policy = made_policy(text)
    clause = policy.clauses[0].id

    def asked(figure: str) -> Requirement:
        at = text.index(figure)
        any_of_them = content.specs().requirements[0]
        return replace(any_of_them, policy=policy.id, clause=clause, span=Span(at, at + len(figure)))

    drafts = [Draft(asked("85%")), Draft(asked("90%")), Draft(replace(asked("95%"), policy="other"))]
    lines = ledger(policy, [asked("85%")], [], drafts=drafts)
    assert [line.account.value for line in lines] == ["requirement", "draft", "none"]
    assert [line.quantity.figure.cut(text) for line in unaccounted(lines)] == ["95%"]


@pytest.mark.parametrize(
    ("policy", "end", "expected"),
    [
        ("t-2024", 18, ["dismissed", "dismissed"]),  # over any number of clauses
        ("t-2024", 9, ["dismissed", "none"]),
        ("t-2025", 18, ["none", "none"]),  # another policy's section
    ],
)
def test_a_section_is_set_aside_as_a_whole(policy: str, end: int, expected: list[str]) -> None:
    texts = ("签约率达到85%。", "满意度达到90%。")
    whole = Dismissal(policy, "t-2024/1", "签约率", Span(0, end), Reason("slogan"), whole=True)
    assert [line.account.value for line in ledger(made_policy(*texts), [], [whole])] == expected


def test_what_is_no_policy_text_has_no_ledger() -> None:
    made = made_policy("签约率达到85%。")
    (part,) = made.outline.children
    assert part.clause is not None
    told = replace(part, clause=replace(part.clause, role=Role.INTERPRETATION))
    assert ledger(replace(made, outline=replace(made.outline, children=(told,))), [], []) == ()


@pytest.mark.parametrize(
    ("text", "due", "expected"),
    [
        ("到2026年底，签约率达到85%。", date(2026, 12, 31), ["date", "none"]),
        ("到2026年底，签约率达到85%。", date(2025, 12, 31), ["none", "none"]),
        ("2026年底起，签约率达到85%。", date(2026, 12, 31), ["none", "none"]),  # a beginning is no due date
    ],
)
def test_a_due_date_is_that_of_a_requirement_of_its_clause(
    text: str, due: date, expected: list[str], content: Content
) -> None:
    policy = made_policy(text)
    asked = replace(
        content.specs().requirements[0], policy="t-2024", clause="t-2024/1", span=Span(0, 1), due=due
    )
    assert [line.account.value for line in ledger(policy, [asked], [])] == expected


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"population": "三级医院"}, False),
        ({"per": "hospital"}, False),
        ({"binds": ("341021",)}, False),
        ({"due": date(2020, 1, 1)}, False),
        ({"clause": "demo-2025/2/1"}, False),
        ({"note": "同上"}, True),
        # On the same words it is the same, whoever it is said to be about.
        ({"population": "三级医院", "span": "own"}, True),
        ({"population": "三级医院", "span": "last character"}, True),
        ({"population": "三级医院", "span": "behind"}, False),
    ],
)
def test_two_requirements_that_ask_the_same(change: dict[str, object], same: bool, content: Content) -> None:
    asked = content.specs().requirement("demo-2025/1/p1/county-visit-rate-2026")
    end = asked.span.end
    spans = {
        "own": asked.span,
        "last character": Span(end - 1, end + 4),
        "behind": Span(end, end + 5),
    }
    elsewhere: dict[str, object] = {"span": Span(end + 20, end + 25), **change}
    if isinstance(elsewhere["span"], str):
        elsewhere["span"] = spans[elsewhere["span"]]
    other: Requirement = replace(asked, **elsewhere)  # type: ignore[arg-type] # a row of the table
    assert is_same_requirement(asked, other) is same
    assert is_same_requirement(other, asked) is same


def test_one_knowledge_base_after_another_reads_its_own_words_only(content: Content, tmp_path: Path) -> None:
    """The same text where 生 is declared as a unit and where it is not, in one process, to and fro."""
    source = content.root / "policy_texts" / "demo-2025" / "source.txt"
    source.write_text(source.read_text("utf-8").replace("不断提高", "不断提高，班额不超过45生", 1), "utf-8")
    card = source.with_name("policy.yml")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    card.write_text(re.sub("[0-9a-f]{64}", digest, card.read_text("utf-8")), "utf-8")
    own = Content(shutil.copytree(content.root, tmp_path / "own"))
    declared = "own = Theme('甲')\nsize = Variable('班额', '生', Entity.COUNTY, '…')\n"
    text = f"from policykit.model import Entity, Theme, Variable\n{declared}"
    (own.root / "specs" / "indicators.py").write_text(text, "utf-8")

    def surfaces(specs: Specs) -> set[object]:
        return {problem.values.get("quote") for problem in verify(specs)}

    first, second = own.specs(), content.specs()
    assert ("不超过45生" in surfaces(first), "不超过45生" in surfaces(second)) == (True, False)
    assert ("不超过45生" in surfaces(first), "size" in second.registry.indicators) == (True, False)
    learn([], [])
