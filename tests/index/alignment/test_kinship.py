"""How near policies are to each other, worked out by hand from where the ramps of `fields` begin and end."""

from __future__ import annotations

import pytest

from policykit.index.alignment import kinship
from policykit.index.alignment.kinship import Kinship
from policykit.index.alignment.settings import settings
from policykit.index.alignment.weighed import Topic

(LOW, HIGH), (FEW, MOST) = settings().fields["topic"], settings().fields["measures"]
HERE = Topic((1, 2), (1.0, 0.5), 0.9)


@pytest.mark.parametrize(
    ("other", "kin"),
    [
        # By the topic: the cosine, from the beginning of the ramp to its end.
        (Topic((1,), (LOW,), 0.0), 0.0),
        (Topic((1,), ((LOW + HIGH) / 2,), 0.0), 0.5),
        (Topic((1,), (HIGH,), 0.0), 1.0),
        (Topic((1,), (1.0,), 0.0), 1.0),  # never more
        (Topic((1, 2), (LOW, 2 * (HIGH - LOW)), 0.0), 1.0),  # two terms add up: LOW·1 + 2·(HIGH−LOW)·0.5
        (Topic((3,), (1.0,), 0.0), 0.0),  # no term of both
        # By what both name: the lesser of the two.
        (Topic((), (), FEW), 0.0),
        (Topic((), (), (FEW + MOST) / 2), 0.5),
        (Topic((), (), MOST), 1.0),
        # The better of both.
        (Topic((1,), ((LOW + HIGH) / 2,), FEW + (MOST - FEW) / 4), 0.5),
        (Topic((1,), (LOW + (HIGH - LOW) / 4,), (FEW + MOST) / 2), 0.5),
    ],
)
def test_policies_are_of_one_field_by_topic_or_by_what_they_name(other: Topic, kin: float) -> None:
    made = Kinship({"here": HERE, "other": other, "third": Topic((1,), (1.0,), 0.0)})
    assert made.of("here", "other") == pytest.approx(kin)
    assert made.of("other", "here") == pytest.approx(kin)
    assert list(made.policies) == ["here", "other", "third"]


def test_of_each_group_the_nearest_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinship, "NEAREST", 2)
    half = (LOW + HIGH) / 2
    topics = {
        "here": Topic((1,), (1.0,), 0.0),
        "e": Topic((1,), (half,), 0.0),
        "d": Topic((1,), (half,), 0.0),
        "c": Topic((1,), (HIGH,), 0.0),
        "b": Topic((1,), (2 * HIGH,), 0.0),
        "a": Topic((1,), (LOW,), 0.0),
    }
    made = Kinship(topics)
    # What is of no field of it is not compared, nor is it itself; two of a group are no more than may be.
    assert made.nearest("here", [["a", "e", "here", "d"], ["c"]]) == pytest.approx(
        {"e": 0.5, "d": 0.5, "c": 1.0}
    )
    # Of three: of one field before half of one, then the more alike, then by name.
    assert list(made.nearest("here", [["e", "c", "b"]])) == ["b", "c"]
    assert list(made.nearest("here", [["e", "d", "c"]])) == ["c", "d"]
    # Each group has its own nearest.
    assert set(made.nearest("here", [["e", "c", "b"], ["d", "a"]])) == {"b", "c", "d"}
    assert made.nearest("here", [[]]) == {}
