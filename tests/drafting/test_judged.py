"""How far drafts agree with what people read out of the same excerpts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drafting.judged import (
    DEVELOPMENT,
    FIELDS,
    HELD_OUT,
    PLAIN,
    PLAIN_HELD_OUT,
    SECOND_READER,
    SHARED,
    Score,
    excerpts,
    score,
)


@pytest.fixture(scope="module")
def development() -> Score:
    return score(DEVELOPMENT)


@pytest.mark.parametrize("path", [DEVELOPMENT, HELD_OUT], ids=lambda path: path.stem)
def test_each_half_was_judged_over_many_fields(path: object) -> None:
    listed = list(excerpts(DEVELOPMENT if path == DEVELOPMENT else HELD_OUT))
    assert len(listed) >= 40
    assert sum(len(excerpt.asked) for excerpt in listed) >= 100
    assert len({excerpt.key for excerpt in listed}) == len(listed)


def test_drafts_say_what_readers_say(development: Score) -> None:
    assert development.f1 >= 0.95, str(development)
    assert development.precision >= 0.95, str(development)
    assert development.named >= 0.95 * development.right, development.misnamed


@pytest.mark.parametrize("path", [SHARED, FIELDS], ids=lambda path: path.stem)
def test_what_figures_share_is_read_of_each_in_any_field(path: Path) -> None:
    found = score(path)
    assert found.f1 >= 0.97, [*found.missed, *found.surplus]
    assert found.precision >= 0.98, found.surplus
    assert found.named >= 0.97 * found.right, found.misnamed


def test_what_is_no_requirement_is_set_aside_with_its_reason(development: Score) -> None:
    assert development.aside_right >= 0.9 * development.aside_expected


def test_the_half_that_was_held_out_is_not_far_behind() -> None:
    held_out = score(HELD_OUT)
    assert held_out.f1 >= 0.87, str(held_out)
    assert held_out.precision >= 0.87, str(held_out)
    assert held_out.named >= 0.9 * held_out.right, held_out.misnamed


def test_what_another_reader_judged_is_not_far_behind() -> None:
    found = score(SECOND_READER)
    assert found.f1 >= 0.93, [*found.missed, *found.surplus]
    assert found.precision >= 0.95, found.surplus
    assert found.named >= 0.9 * found.right, found.misnamed


@pytest.mark.parametrize(
    ("path", "least"), [(PLAIN, 0.93), (PLAIN_HELD_OUT, 0.87)], ids=["plain", "held out"]
)
def test_plain_sentences_of_fields_that_no_rule_was_written_for(path: Path, least: float) -> None:
    found = score(path)
    assert found.f1 >= least, [*found.missed, *found.surplus]
    assert found.precision >= least, found.surplus
    assert found.named >= 0.93 * found.right, found.misnamed
    assert found.held_right >= 0.4 * found.held_expected
