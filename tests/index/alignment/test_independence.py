"""Links of two policies hang on these two: one changed policy costs its own pairs and moves no link of the others."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index.alignment import Alignment, is_shown
from policykit.model import Level, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.model import Policy
    from policykit.model.link import Link

CHANGED = "nhc-2023-41"
ADDED = "县域医共体要建立药品联合采购机制，定期通报改革进展情况，协调解决突出问题。"
SHOWN = 0.0199
TEXT = """关于做好县域医共体药品供应的通知

一、统一采购
县域医共体统一药品目录，统一采购配送，健全家庭医生首诊制度，跟踪转诊患者治疗过程，做好接续服务。
二、通报
定期通报药品采购进展情况，纳入绩效考核。
"""


class Remembered(dict[str, Any]):
    """A memory that lasts as long as the test."""

    put = dict.__setitem__

    def digest(self, policy: Policy) -> str:
        content = f"{policy.id}\n{policy.level}\n{policy.dated}\n{policy.source}"
        return hashlib.sha256(content.encode()).hexdigest()


def remade(policy: Policy, source: str) -> Policy:
    about = Metadata(
        title=policy.title,
        level=policy.level,
        division=policy.division,
        date_issued=policy.dated,
        file="source.txt",
        sha256="0" * 64,
    )
    return build(policy.id, about, source)


def variants(policy: Policy) -> Iterator[str]:
    """The text with a clause more, a clause less, and a clause that says one thing more."""
    clauses = [clause for clause in policy.clauses if clause.role is Role.CLAUSE]
    clause, text = clauses[len(clauses) // 2], policy.source
    yield f"{text[: clause.end]}\n{ADDED}{text[clause.end :]}"
    yield text[: clause.start] + text[clause.end :]
    yield text[: clause.end] + ADDED + text[clause.end :]


def changes(corpus: Corpus) -> Iterator[tuple[str, str, list[Policy]]]:
    """A name, the policy changed, and all policies after it."""
    for at, text in enumerate(variants(corpus.policy(CHANGED))):
        policies = [remade(each, text) if each.id == CHANGED else each for each in corpus.policies]
        yield f"variant {at}", CHANGED, policies
    about = Metadata(
        title=TEXT.partition("\n")[0],
        level=Level.COUNTY,
        division="341021",
        file="source.txt",
        sha256="0" * 64,
    )
    added = build("added-2025", about, TEXT)
    yield "added", added.id, [*corpus.policies, added]
    yield "removed", CHANGED, [each for each in corpus.policies if each.id != CHANGED]


def rows(links: Sequence[Link]) -> list[str]:
    return [json.dumps(link.row, ensure_ascii=False) for link in links]


def apart(links: Sequence[Link], policy: str) -> list[Link]:
    """The links of pairs of the other policies."""
    return [link for link in links if policy not in {link.a.partition("/")[0], link.b.partition("/")[0]}]


def test_after_a_change_only_its_own_pairs_are_compared_and_all_is_as_in_a_first_run(corpus: Corpus) -> None:
    memory = Remembered()
    first = Alignment(corpus, memory)
    before = list(first.links(SHOWN))
    names, kept = dict(memory), set(memory)
    assert first.work["policies"] == 10
    again = Alignment(corpus, memory)
    assert rows(list(again.links(SHOWN))) == rows(before)
    assert not again.work
    assert set(memory) == kept
    for name, changed, policies in changes(corpus):
        memory = Remembered(names)
        then = Alignment(Corpus(policies, corpus.root), memory)
        after = list(then.links(SHOWN))
        cold = Alignment(Corpus(policies, corpus.root))
        assert rows(after) == rows(list(cold.links(SHOWN))), name
        sizes = {policy: cold.space.weighed(policy).size for policy in cold.kinship.policies}
        own = sizes.pop(changed, 0)
        assert then.work["pairs"] == own * sum(sizes.values()), name
        assert then.work["policies"] == (len(sizes) if own else 0), name
        assert rows(apart(after, changed)) == rows(apart(before, changed)), name
        assert len([link for link in apart(after, changed) if is_shown(link)]) > 250, name
