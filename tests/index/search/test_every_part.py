"""Every part of every clause finds its clause; takes a minute, which the rows of `test_search` do not."""

from __future__ import annotations

import opencc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policykit.index.search import Index
from policykit.index.search.query import Query

SCRIPTS = {name: opencc.OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk", "t2s")}


# The index of the fixture is the same for every example: it is only read.
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_part_of_a_clause_in_any_script_finds_it(index: Index, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(index.entries))
    field = data.draw(
        st.sampled_from([one for one in (entry.clause.heading, entry.clause.text) if len(one) > 1])
    )
    start = data.draw(st.integers(0, len(field) - 2))
    end = data.draw(st.integers(start + 2, min(len(field), start + 40)))
    part = field[start:end]
    if not part.strip():
        return
    script = data.draw(st.sampled_from([None, *SCRIPTS]))
    asked = part if script is None else SCRIPTS[script](part)
    if script is None and data.draw(st.booleans()) and not set(part) & set('“”「」"'):
        asked = f"“{part}”"
    assert entry.clause.id in {hit.clause.id for hit in index.search(asked)}, (asked, script)


def test_every_pair_of_characters_finds_its_clause(index: Index) -> None:
    """Without chance: every pair of neighbours of every clause, from blank to blank."""
    where: dict[str, set[str]] = {}
    for entry in index.entries:
        for field in (entry.clause.heading, entry.clause.text):
            for at in range(len(field) - 1):
                pair = field[at : at + 2]
                if pair.strip() == pair:
                    where.setdefault(pair, set()).add(entry.clause.id)
    for pair, clauses in where.items():
        scores, _ = index.ranked(Query.read(pair))
        assert clauses <= {index.entries[unit].clause.id for unit in scores}, pair
