"""Where each threshold of the search lies: a row on either side, worked out from the numbers in `WEIGHTS`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.index.search import search
from policykit.index.search.about import About
from policykit.index.search.addresses import address_features, identifiers
from policykit.index.search.cards import _tells
from policykit.index.search.features import Topics, entries, policy_features
from policykit.index.search.highlight import marked, snippet
from policykit.index.search.mending import corrections
from policykit.index.search.names import document_key
from policykit.index.search.pinyin import letters_of
from policykit.index.search.query import Concept, Query
from policykit.index.search.ranking import Ranking
from policykit.index.search.vocabulary import Vocabulary, topic_asked
from policykit.index.tokens import cut_query, log2, query_grams, spread
from policykit.model import Role, Script, Span

Postings = dict[str, list[tuple[int, int]]]
NOTHING = Query("", (), (), (), (), (), ())


def ranking(postings: Postings, size: int, beside: range = range(0)) -> Ranking:
    """An index of so many units; those of `beside` are no policy text."""
    return Ranking(
        lambda feature: postings.get(feature, []), [unit not in beside for unit in range(size)], lambda _: ()
    )


@pytest.mark.parametrize(
    ("word", "here", "found"),
    [
        ("电子病历级", ["电子", "病历"], True),  # 2 of 4 pairs are half
        ("电子病历级", ["电子"], False),
        ("电子病历等级", ["电子", "病历", "等级"], True),  # 3 of 5
        ("电子病历等级", ["电子", "病历"], False),  # 2 of 5 are less than half
        ("电子病", ["电子"], False),
        ("电子病历", ["电子"], False),  # one pair says nothing, though it is a third
    ],
)
def test_half_of_the_pairs_of_a_long_word_are_a_piece_of_it(word: str, here: list[str], found: bool) -> None:
    index = ranking({f"g{pair}": [(0, 8)] for pair in here}, 2)
    ranked = index.rank(NOTHING, [Concept(word)])
    assert ranked.scores == {}
    assert bool(index.pieces(word)[0]) is found


@pytest.mark.parametrize(
    ("word", "postings", "score"),
    [
        # One of two units holds it: rarity 256 · log₂(2 · 3 / 3) = 256; the score is 256 · value + 1.
        ("号源", {"w号源": [(0, 8)]}, 256 * 256 + 1),
        ("就诊率", {"g就诊": [(0, 8)], "g诊率": [(0, 8)]}, 256 * 205 + 1),  # within words, three characters
        ("家医", {"w家庭医生": [(0, 8)]}, 256 * 210 + 1),  # under its other name
        # A value of 64 is in earnest, of 128 in full: with 64 half of the query is held, so 256 · 64 / 2 + 1.
        ("号源", {"w号源": [(0, 2)]}, 8193),
        ("号源", {"w号源": [(0, 4)]}, 256 * 128 + 1),
        # Two characters within words count 56, not in earnest: rarity 256 · log₂ 6 = 661, held 661 · 56 / 128 = 289.
        ("医保", {"g医保": [(0, 8)]}, 661 * 56 * 289 // 661 + 1),
    ],
)  # fmt: skip  # a row a line
def test_what_a_way_of_holding_a_word_counts(word: str, postings: Postings, score: int) -> None:
    others = (("家庭医生", 210),) if word == "家医" else ()
    ranked = ranking(postings, 2).rank(NOTHING, [Concept(word, others=others)])
    assert ranked.scores == ({0: score} if word != "医保" else {})


@pytest.mark.parametrize(
    ("phrase", "grams", "beside", "score"),
    [
        (["号源", "源池"], (), range(0), 65537 * (256 + 160) // 256),
        (["号源"], (), range(0), 65537),  # one pair is no phrase
        ([], (("号源", "源池", "池号"),), range(0), 65537 * (256 + 96) // 256),  # all that the query holds
        ([], (("号源", "源池"),), range(0), 65537),  # two pairs may be there by chance
        ([], (("号源", "源池", "专家"),), range(0), 65537),
        ([], (), range(1), 65537 * 72 // 256),
    ],
)
def test_what_adds_to_a_score(
    phrase: list[str], grams: tuple[tuple[str, ...], ...], beside: range, score: int
) -> None:
    index = ranking({"w号源": [(0, 8)], "g号源": [(0, 8)], "g源池": [(0, 8)], "g池号": [(0, 8)]}, 2, beside)
    query = Query("", (), (), (), (), (), grams)
    assert index.rank(query, [Concept("号源")], phrase).scores == {0: score}


@pytest.mark.parametrize(
    ("heavy", "light", "whole", "partial"),
    [
        # Eleven units hold one word, eleven the other; each is as rare, so the weights are the shares of 256.
        (160, 96, 0, 22),  # 96 of 256 is enough to stand apart
        (161, 95, 0, 11),
    ],
)
def test_from_which_share_of_a_query_on_a_clause_stands_apart(
    heavy: int, light: int, whole: int, partial: int
) -> None:
    postings = {"w绩效": [(unit, 8) for unit in range(11)], "w号源": [(unit, 8) for unit in range(11, 22)]}
    concepts = [Concept("绩效", heavy), Concept("号源", light)]
    ranked = ranking(postings, 22).rank(NOTHING, concepts)
    assert (len(ranked.scores), len(ranked.partial)) == (whole, partial)
    assert ranked.missing[0] == ("号源",)


@pytest.mark.parametrize(
    ("heavy", "others", "partial"),
    [
        # Each word in eleven of 91 units, so the weights are the shares of 256: of a sentence of six 64 are enough.
        (64, (48, 48, 48, 24, 24), 11),
        (63, (48, 48, 48, 24, 25), 0),
        (64, (48, 48, 48, 48), 0),  # five words are no sentence
    ],
)
def test_from_which_share_of_a_sentence_on_a_clause_stands_apart(
    heavy: int, others: tuple[int, ...], partial: int
) -> None:
    words = ["绩效", "号源", "床位", "药品", "护士", "患者"]
    postings = {
        f"w{word}": [(unit, 8) for unit in range(11 * at, 11 * at + 11)] for at, word in enumerate(words)
    }
    found = ranking(postings, 91).rank(NOTHING, list(map(Concept, words, (heavy, *others)))).partial
    assert sum(unit < 11 for unit in found) == partial


@pytest.mark.parametrize(
    ("pieces", "word", "partial"),
    [
        (("绩效", "号源"), "号源", 1),
        (("绩效号源",), "号源", 0),  # written as one they are one thing
        (("绩效专家号",), "专家号", 1),  # of five characters
        (("绩效", "病历"), "病历", 0),  # in no clause: 136 of 256 is what the rest must weigh
    ],
)
def test_when_what_lacks_a_word_is_no_answer(pieces: tuple[str, ...], word: str, partial: int) -> None:
    postings = {"w绩效": [(0, 8)], "w号源": [(1, 8)], "w专家号": [(1, 8)]}
    query = Query("", (), (), (), (), pieces, ())
    ranked = ranking(postings, 3).rank(query, [Concept("绩效", 200), Concept(word)])
    assert (0 in ranked.partial) is bool(partial)


@pytest.mark.parametrize(
    ("concept", "postings", "held"),
    [
        (Concept("高考", loose=True), {"g高考": [(0, 8)]}, False),  # 提高考核
        (Concept("深渡", loose=True), {"g深渡": [(0, 8)], "s深渡": [(0, 1)]}, True),
        (Concept("医共", fragment=True), {"g医共": [(0, 8)]}, True),  # being typed
        (Concept("15"), {"g15": [(0, 8)]}, False),  # 2015
        (Concept("15"), {"w15": [(0, 8)]}, True),
        (Concept("局", beside=("政局",)), {"g局": [(0, 8)]}, False),
        (Concept("局", beside=("政局",)), {"g局": [(0, 8)], "g政局": [(0, 8)]}, True),
        (Concept("局"), {"g局": [(0, 8)]}, True),
        (Concept("就诊率", only=True), {"g就诊": [(0, 8)], "g诊率": [(0, 8)]}, False),  # one of many words
        (Concept("就诊率", only=True), {"w就诊率": [(0, 8)]}, True),
        (Concept("家医", others=(("家庭医生", 210),), only=True), {"w家庭医生": [(0, 8)]}, True),
    ],
)
def test_when_a_clause_holds_a_word(concept: Concept, postings: Postings, held: bool) -> None:
    assert (0 in ranking(postings, 2).rank(NOTHING, [concept]).scores) is held


@pytest.mark.parametrize(
    ("context", "first"),
    [
        # 绩效, in two of four units, weighs 256; 歙县, in none, no more than it, of both 512.
        ([], 65536 * 256 // 512 + 1),
        # As a name of its policy 歙县 counts 64, half of full: 65536 + 256 · 64, of which 256 + 128 are held.
        ([(0, 64)], 81920 * 384 // 512 + 1),
        ([(2, 64)], 65536 * 256 // 512 + 1),  # a unit that holds nothing itself is no hit
    ],
)
def test_what_the_name_of_a_policy_counts(context: list[tuple[int, int]], first: int) -> None:
    postings = {"w绩效": [(0, 8), (1, 8)]}
    index = Ranking(
        lambda feature: postings.get(feature, []), [True] * 4, lambda word: context if word == "歙县" else ()
    )
    concepts = [Concept("绩效"), Concept("歙县", needed=False)]
    assert index.rank(NOTHING, concepts).scores == {0: first, 1: 65536 * 256 // 512 + 1}


def test_the_name_of_a_place_is_held_by_all_clauses_of_its_policies() -> None:
    index = Ranking(
        lambda feature: [(0, 8), (1, 8)] if feature == "w绩效" else [],
        [True] * 4,
        lambda word: [(0, 160)] if word == "歙县" else (),
    )
    assert index.rank(NOTHING, [Concept("绩效"), Concept("歙县")]).scores.keys() == {0}


@pytest.mark.parametrize(
    ("typed", "meant", "seen", "mended"),
    [
        ("就珍率", "就诊率", 1, True),
        ("就率", "就诊率", 1, True),
        ("就珍", "就诊", 1, False),  # two characters are too few to tell what was meant
        ("县域医疗卫生共通体", "县域医疗卫生共同体", 1, True),  # nine characters
        ("新县域医疗卫生共通体", "新县域医疗卫生共同体", 1, False),  # ten
        ("县域医疗卫生共通同体", "县域医疗卫生共同体", 1, True),  # one too many
        ("县域医疗卫生共体", "县域医疗卫生共同体", 1, True),  # one too few
        ("县域医疗卫生体", "县域医疗卫生共同体", 1, False),  # two too few
        ("县域医疗为生共通体", "县域医疗卫生共同体", 1, False),  # two wrong
        ("就珍率", "就诊率", 0, False),  # stands in no clause
    ],
)
def test_which_typing_errors_are_mended(typed: str, meant: str, seen: int, mended: bool) -> None:
    vocabulary = Vocabulary(Lexicon(), lambda _: 0, 100, lambda first: {} if first else {meant: seen})
    assert (list(corrections(Query.read(typed), vocabulary).values()) == [meant]) is mended


@pytest.mark.parametrize(
    ("typed", "word"), [("教育局", "教育部"), ("税务局", "税务总局"), ("物业管理", "业务管理")]
)
def test_another_word_is_no_typing_error(typed: str, word: str) -> None:
    known = {"w教育": 3, "w税务": 1, "w管理": 9}
    vocabulary = Vocabulary(
        Lexicon(), lambda feature: known.get(feature, 0), 100, lambda first: {} if first else {word: 3}
    )
    assert corrections(Query.read(typed), vocabulary) == {}


def test_a_query_is_read_up_to_400_characters() -> None:
    assert [len(piece) for piece in Query.read("医" * 401).pieces] == [400]


def test_of_many_words_the_ten_longest_are_looked_for() -> None:
    words = ["号源", *(f"{at}0{at}" for at in range(1, 10)), "绩效", "床"]
    vocabulary = Vocabulary(Lexicon(frozenset({"号源", "绩效"})), lambda _: 0, 100, lambda _: {})
    found = [one.word for one in vocabulary.concepts(Query.read(" ".join(words)))]
    assert found == words[:10]


FIVE, SIX = "号源 绩效 床位 药品 护士", "号源 绩效 床位 药品 护士 患者"


@pytest.mark.parametrize(
    ("words", "size", "looked_for", "only"),
    [
        (f"{FIVE} 应当", 20_000, f"{FIVE} 应当", ""),
        (f"{SIX} 应当", 20_000, SIX, SIX),  # 应当 is weak; of six that a clause must hold each is a word only
        (f"{SIX} 应当", 19_999, f"{SIX} 应当", ""),  # of fewer units the lists are short
        (f"{FIVE} 甲乙", 20_000, f"{FIVE} 甲乙", FIVE),  # the index has no word 甲乙
        (f"{FIVE} 医院", 20_000, FIVE, FIVE),  # more than an eighth of the units hold it
        (f"{FIVE} 科室", 20_000, f"{FIVE} 科室", f"{FIVE} 科室"),
        ("医院 " * 6, 20_000, "医院", ""),
    ],
)
def test_how_the_words_of_a_sentence_are_looked_for(
    words: str, size: int, looked_for: str, only: str
) -> None:
    counts = {"w甲乙": 0, "w医院": 2501, "w科室": 2500}
    vocabulary = Vocabulary(Lexicon(frozenset()), lambda one: counts.get(one, 5), size, lambda _: {})
    found = vocabulary.concepts(Query.read(words))
    assert [one.word for one in found] == looked_for.split()
    assert [one.word for one in found if one.only] == only.split()


def test_where_all_words_of_a_sentence_are_common_all_are_looked_for() -> None:
    vocabulary = Vocabulary(Lexicon(frozenset()), lambda _: 2501, 20_000, lambda _: {})
    assert [one.word for one in vocabulary.concepts(Query.read(SIX))] == SIX.split()


@pytest.mark.parametrize(
    ("known", "grams"),
    [
        # 号源绩效床位…: of 17 pairs the eight of two words tell where it stands; with seven of them all are asked.
        ("号源绩效床位药品护士门诊病历签约医师", "源绩 效床 位药 品护 士门 诊病 历签 约医"),
        ("号源绩效床位药品护士门诊病历签约", "号源 源绩 绩效 效床 床位 位药 药品 品护 护士 士门 门诊 诊病 病历 历签 签约"),
    ],
)  # fmt: skip  # a row a line
def test_which_pairs_tell_a_sentence(known: str, grams: str) -> None:
    words = {known[at : at + 2] for at in range(0, len(known), 2)}
    vocabulary = Vocabulary(Lexicon(frozenset()), lambda one: 9 * (one[1:] in words), 100, lambda _: {})
    assert vocabulary.phrase(Query.read(known)) == grams.split()


@pytest.mark.parametrize(
    ("said", "held"),
    [(16, True), (15, False)],  # from sixteen pairs on the query is long: what tells its phrase tells it, too
)
def test_a_long_query_is_held_by_what_tells_its_phrase(said: int, *, held: bool) -> None:
    pairs = tuple(f"{at:02}" for at in range(said))
    query = Query("", (), (), (), (), (), (pairs,))
    index = ranking({f"g{pair}": [(0, 8)] for pair in pairs[:8]}, 2)
    assert index.rank(query, [Concept("号源")], pairs[:8]).complete is held
    assert not index.rank(query, [Concept("号源")], pairs[:7]).complete


@pytest.mark.parametrize(
    ("text", "word", "spans"),
    [
        ("电子处方应用", "电子病历应用", (Span(0, 2), Span(4, 6))),  # parts of two characters are marked
        ("病史与历史", "病历", ()),  # single ones are not
        ("号源预", "号源预留", (Span(0, 3),)),  # the longest part
        ("号源号源池", "号源", (Span(0, 4),)),  # what touches is one
        ("到2027年", "2026年底前", ()),  # of a number no part
        ("7.86张与86张", "86张", (Span(6, 9),)),
        ("处方处方", "处方", (Span(0, 4),)),  # what touches is one
        ("处方、处方", "处方", (Span(0, 2), Span(3, 5))),
        ("方", "处方", ()),  # no part of one character
        ("处方", "", ()),
        (
            "电子健康档案",
            "电子档案健康",
            (Span(0, 6),),
        ),  # the longest parts, from the left, wherever they stand
        ("abc与ab", "ab", (Span(4, 6),)),
        ("ab1与ab", "ab", (Span(4, 6),)),
        ("1ab与ab", "ab", (Span(4, 6),)),
        ("第7.8条", "8", ()),
    ],
)
def test_what_is_marked(text: str, word: str, spans: tuple[Span, ...]) -> None:
    assert marked([text], [(word,)], Script.SIMPLIFIED) == [spans]


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("健全机制。预留20%以上的号源。加强管理。", [(5, 7)], "预留20%以上的号源。"),
        ("健全机制。预留号源。", [(0, 2), (5, 6)], "健全机制。"),  # that holds most of it
        ("健全机制。预留号源。", [(0, 2), (5, 7)], "健全机制。"),  # of as much the first
        ("健全机制。预留号源。", [], "健全机制。"),
        ("", [], ""),
        ("甲" * 110 + "。", [(0, 1)], "甲" * 110),
        ("甲" * 109 + "。", [(0, 1)], "甲" * 109 + "。"),
        # of a long sentence what stands a little before it, up to the end of the sentence
        ("甲" * 50 + "乙" * 100 + "。", [(30, 31)], "甲" * 32 + "乙" * 78),
        ("甲" * 50 + "乙" * 100 + "。", [(140, 141)], "甲" * 9 + "乙" * 100 + "。"),
        ("甲" * 50 + "乙" * 100 + "。", [(5, 6)], "甲" * 50 + "乙" * 60),
    ],
)
def test_the_sentence_that_is_shown(text: str, spans: list[tuple[int, int]], shown: str) -> None:
    assert snippet(text, [Span(*span) for span in spans]).cut(text) == shown


@pytest.mark.parametrize(
    ("number", "grams"),
    [
        ("2", ["2"]),
        ("202512", ["202512"]),
        ("2025123", ["202512", "025123"]),  # no part is longer than six
    ],
)
def test_grams_of_a_number(number: str, grams: list[str]) -> None:
    assert query_grams(number) == grams


@pytest.mark.parametrize(("size", "kept"), [(16, range(16)), (17, range(16)), (32, range(0, 32, 2))])
def test_sixteen_grams_tell_a_text(size: int, kept: range) -> None:
    assert spread([str(at) for at in range(size)]) == [str(at) for at in kept]


@pytest.mark.parametrize(("length", "words"), [(16, 1), (17, 17)])
def test_no_word_is_longer_than_sixteen_characters(length: int, words: int) -> None:
    run = "".join(chr(0x4E00 + at) for at in range(length))
    assert len(cut_query(run, lambda word: 9 if word == run else 0, 1000)) == words


@pytest.mark.parametrize(
    ("number", "logarithm"),
    [
        (1, 0),
        (2, 256),
        (46341, 3968),
        (46340, 3967),
    ],  # 2 to the power of 15.5 lies between them: 256 · 15.5 = 3968
)
def test_logarithms_are_rounded_down(number: int, logarithm: int) -> None:
    assert log2(number) == logarithm


@pytest.mark.parametrize(
    ("concepts", "asked"),
    [
        # A word that one of two measures names weighs 256; one that none names 256 · log₂ 6 / 2 = 330.
        ([Concept("打包")], ("总额付费", 256)),
        ([Concept("打包"), Concept("号源")], ("总额付费", 256 * 256 // (256 + 330))),
        ([Concept("打包"), Concept("号源"), Concept("病历")], None),  # 71 of 256, less than 102
        ([Concept("打包"), Concept("管理", 56)], ("总额付费", 256)),  # weak words say nothing of it
        ([Concept("药")], None),  # nor do single characters
        # One of two words within counts 205 / 2 = 102, which is enough; one of three 68.
        ([Concept("打包号源", parts=(Concept("打包"), Concept("号源")))], ("总额付费", 102)),
        ([Concept("打包号源病历", parts=(Concept("打包"), Concept("号源"), Concept("病历")))], None),
    ],
)
def test_from_when_on_a_query_is_about_a_measure(
    concepts: list[Concept], asked: tuple[str, int] | None
) -> None:
    topics = Topics({"总额付费": [["打包", "-药品"]], "药": [["药"]]})
    assert topic_asked(topics, concepts) == asked


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("打包支付", ["总额付费"]),
        ("药品打包支付", ["药"]),  # not where 药品 stands too
        ("支付", []),
    ],
)
def test_which_measures_a_sentence_names(sentence: str, measures: list[str]) -> None:
    topics = Topics({"总额付费": [["打包", "-药品"]], "药": [["药"]]})
    assert topics.named(sentence) == measures


@pytest.mark.parametrize(
    ("heading", "place", "length", "level"),
    [
        # Of a unit of L characters one occurrence counts n / (n + 240 · (65 · 250 + 35 · L) / 2,500,000) of 8 steps, the
        # first of which is 1: n is 6 in its heading, 2 in its text, 1 in a heading above. 2 reach half at L ≤ 130.95.
        ("任务", "text", 130, 5),
        ("任务", "text", 131, 4),
        ("号源", "heading", 130, 7),  # 6 reach three quarters at the same length
        ("号源", "heading", 131, 6),
        ("号源", "above", 31, 4),  # 1 reaches three eighths at L ≤ 31.7
        ("号源", "above", 32, 3),
    ],
)
def test_what_an_occurrence_counts_by_its_place_and_the_length_of_the_clause(
    lexicon: Lexicon, heading: str, place: str, length: int, level: int
) -> None:
    begun = {"text": "号源，", "heading": "各县，", "above": "各县，"}[place]
    size = length - len(begun) - (len(heading) if place == "heading" else 0)
    body = begun + "甲" * (size - 1) + "。"
    written = f"一、任务\n（一）{heading}。{body}" if place == "heading" else f"一、{heading}\n{body}"
    policy = made("a", f"意见\n\n{written}", title="意见")
    (clause,) = policy.clauses
    assert len(clause.heading) + len(clause.text) == length
    ((_, found),) = policy_features(policy, lexicon)
    assert found["g号源"] == level


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("關於加強服務品質的意見", "关于加强服务质量的意见"),
        ("关于加强品质管理的意见", "关于加强品质管理的意见"),  # here 品质 is the mainland's own
    ],
)
def test_a_title_is_searched_in_the_mainlands_wording(title: str, key: str) -> None:
    assert document_key(made("a", f"{title}\n\n一、任务\n{title}。", title=title)) == key


@pytest.mark.parametrize(
    ("path", "label", "features"),
    [
        (
            "4/2/11",
            "第四章/第二节/第十一条",
            [
                "i/4/2/11",
                "i2/11",  # the last step alone would be that of any
                "h4",
                "h4/2",
                "l/4章2节11条",
                "l2节11条",
                "l11条",
                "k第四章第二节第十一条",
            ],
        ),
        ("11", "第十一条", ["i/11", "l/11条", "k第十一条"]),
    ],
)
def test_by_which_addresses_a_clause_is_found(path: str, label: str, features: list[str]) -> None:
    clause: Any = SimpleNamespace(path=path, label=label)
    assert list(address_features(clause)) == features


@pytest.mark.parametrize(
    ("key", "held"),
    [
        ("3/4", ["3/4"]),  # the whole query
        ("3/4 预留", ["3/4"]),
        ("预留 3/4", ["3/4"]),
        ("达3/4", []),
        ("3/4的", []),
        ("达3/4的", []),
        ("见nhc-2023-41/4的", ["nhc-2023-41/4"]),
    ],
)
def test_a_fraction_within_a_sentence_is_no_id(key: str, held: list[str]) -> None:
    assert [key[start:end] for start, end in identifiers(key)] == held


def test_the_title_stands_over_the_first_clause_of_the_text_itself() -> None:
    listed = [SimpleNamespace(role=role) for role in (Role.NOTICE, Role.CLAUSE, Role.CLAUSE)]
    policy: Any = SimpleNamespace(
        clauses=listed,
        title="题",
        number="",
        issuers=("甲局", "乙局"),
        script=Script.SIMPLIFIED,
        part=lambda _: SimpleNamespace(above=()),
        table=lambda _: None,
        statements=lambda _: (),
    )
    assert [entry.title for entry in entries(policy)] == [(), ("题", "", "甲局", "乙局"), ()]


@pytest.mark.parametrize(
    ("word", "tells"),
    [
        ("15%", True),
        ("5%", False),
        ("2026", True),
        ("026", False),
        ("202", False),
        ("就诊率", True),
        ("歙县", True),
        ("黟县", False),
    ],
)
def test_a_number_of_a_requirement_is_one_as_a_whole(word: str, *, tells: bool) -> None:
    names: Any = SimpleNamespace(places=("歙县",), key="2026年县域内就诊率不低于15%")
    assert _tells(names, word) is tells


def test_a_policy_is_found_by_its_places_below_the_nation() -> None:
    about = About.of(made("here-2025", "关于推进示范工作的意见\n\n一、首诊\n健全首诊。", division="341021"))
    assert about.places == ("安徽省", "黄山市", "歙县")


def test_what_is_left_out_is_no_word_of_a_measure() -> None:
    assert Topics({"总额付费": [["打包", "-药品"]]}).texts == [("总额付费", "|总额付费|打包|")]


@pytest.mark.parametrize(("run", "letters"), [("医gt", ["g", "t", "y"]), ("gt医", ["g", "t"]), ("医", [])])
def test_letters_stand_for_characters_as_far_as_letters_follow(run: str, letters: list[str]) -> None:
    assert letters_of(run, {"医": ("yi",)}) == letters


@pytest.mark.parametrize(("query", "found"), [("“首诊前”", 0), ("“健全首诊”", 1), ("首诊前", 1)])
def test_an_exact_phrase_stands_so_in_what_is_found(tmp_path: Path, query: str, found: int) -> None:
    (tmp_path / "policy_texts").mkdir()
    text = "关于推进示范工作的意见\n\n一、总则\n健全首诊，做到诊前准备。"
    assert len(search(Corpus([made("exact-2025", text)], tmp_path), query)) == found
