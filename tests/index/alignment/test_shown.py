"""What a reader is shown of two policies: nothing that stands in every law, and of what is related the likeliest few."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index.alignment import Alignment, is_shown, links, shown_links
from policykit.index.alignment.settings import settings
from policykit.model import Level
from policykit.model.link import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from policykit.model import Policy

_PENALTY = "构成犯罪的，依法追究刑事责任。"
_ORDERED = "饲养犬只的居民应当每年为犬只接种狂犬病疫苗并领取免疫证明"
NATIONAL = f"""养犬管理办法

第一条 {_ORDERED}。

第二条 携带犬只进入公园的，应当用牵引带牵领犬只。

第三条 倒卖、伪造登记证或者转让免疫标识的，由公安机关没收违法所得，并处二千元以上一万元以下罚款；{_PENALTY}

第四条 犬只收容场所不得虐待收容的犬只。
"""
COUNTY = f"""养犬管理实施细则

第一条 {_ORDERED}，费用由财政补助。

第二条 携带犬只乘坐电梯的，应当避让老年人和儿童。

第三条 犬只登记每两年办理一次。

第四条 主管部门工作人员在日常巡查中滥用职权、玩忽职守、徇私舞弊，尚不严重的，依照有关规定给予政务处分；{_PENALTY}
"""


def _two(root: Path) -> Corpus:
    def policy(name: str, text: str, level: Level, division: str) -> Policy:
        title = text.partition("\n")[0]
        about = Metadata(title=title, level=level, division=division, file="source.txt", sha256="0" * 64)
        return build(name, about, text)

    return Corpus(
        [
            policy("national-2020", NATIONAL, Level.NATIONAL, "000000"),
            policy("county-2021", COUNTY, Level.COUNTY, "341021"),
        ],
        root,
    )


def _by_pair(found: Iterable[Link]) -> dict[tuple[str, str], list[Link]]:
    """The related ones by clause and other policy."""
    by: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in found:
        if link.kind is LinkKind.RELATED:
            by[link.a, link.b.partition("/")[0]].append(link)
    return by


def test_a_set_phrase_of_law_is_nothing_taken_over(root: Path) -> None:
    verbatim = {(link.a, link.b) for link in Alignment(_two(root)).links() if link.is_verbatim}
    assert verbatim == {("county-2021/1", "national-2020/1")}


def test_of_what_is_related_to_a_clause_in_one_policy_the_likeliest_few_are_shown(corpus: Corpus) -> None:
    shown, every = _by_pair(shown_links(corpus)), _by_pair(filter(is_shown, links(corpus)))
    assert shown.keys() == every.keys()
    assert any(len(group) > settings().related for group in every.values())
    for pair, group in every.items():
        assert shown[pair] == group[: settings().related], pair


def test_every_counterpart_is_shown(corpus: Corpus) -> None:
    def counterparts(found: Iterable[Link]) -> set[tuple[str, str]]:
        return {(link.a, link.b) for link in found if link.kind is LinkKind.ALIGNED}

    assert counterparts(shown_links(corpus)) == counterparts(links(corpus))
