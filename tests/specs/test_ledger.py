"""How each quantity of a text is accounted for: an entry asks it, dismisses it, has it as its due date, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.specs.conftest import made_policy

from policykit.model import Dismissal, Reason, Requirement, Span
from policykit.specs import Account, ledger
from policykit.specs.binding import is_same_requirement

if TYPE_CHECKING:
    from tests.specs.conftest import Content

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
