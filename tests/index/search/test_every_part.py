"""Every part of every clause finds its clause; takes a minute, which the rows of `test_search` do not."""

from __future__ import annotations

import opencc
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from policykit.index.search import Index
from policykit.index.search.features import WEIGHTS
from policykit.index.search.query import Query
from policykit.index.segmenter import Segmenter
from policykit.text.normal import search_forms

SCRIPTS = {name: opencc.OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk", "t2s")}


# The index of the fixture is the same for every example: it is only read.
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_part_of_a_clause_in_any_script_finds_it(index: Index, data: st.DataObject) -> None:
    """Of three grams on: a pair or two may stand there by chance, as 高考 in 提高考核, and are no answer."""
    entry = data.draw(st.sampled_from(index.entries))
    field = data.draw(
        st.sampled_from([one for one in (entry.clause.heading, entry.clause.text) if len(one) > 1])
    )
    start = data.draw(st.integers(0, len(field) - 2))
    end = data.draw(st.integers(start + 2, min(len(field), start + 40)))
    part = field[start:end]
    script = data.draw(st.sampled_from([None, *SCRIPTS]))
    asked = part if script is None else SCRIPTS[script](part)
    if script is None and data.draw(st.booleans()) and not set(part) & set('“”「」"'):
        asked = f"“{part}”"
    assume(all(len(grams) >= WEIGHTS.telling for grams in Query.read(asked).grams))
    assert entry.clause.id in {hit.clause.id for hit in index.search(asked)}, (asked, script)


def test_every_word_finds_its_clause(index: Index) -> None:
    cut = Segmenter(index.lexicon)
    for entry in index.entries[::9]:
        text = search_forms(entry.clause.text, entry.script)[-1].text
        for word in sorted({word for word in cut.words(text) if len(word) > 1})[::4]:
            assert entry.clause.id in {hit.clause.id for hit in index.search(word)}, word
