"""Several texts of one policy: which holds on a day, how each is addressed, and what is wrong with their folder."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from policykit.base.diagnostics import Code, PolicykitError
from policykit.corpus import Corpus
from policykit.corpus.redline import redline
from policykit.corpus.standing import Status
from policykit.specs import Specs
from policykit.text.cite import cite

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "转诊管理条例\n\n2010年3月2日 省第十一届人民代表大会常务委员会第九次会议通过\n"
BODY = "\n第一条 {}\n第二条 各县应当预留号源。\n第三条 本条例自{}起施行。{}\n"
TEXTS = {
    # passed and in force on different days
    "2010-03-02": HEAD + BODY.format("加强转诊。", "2010年7月1日", ""),
    # amended: it names the day of old, and holds from the amendment on
    "2015-05-06": HEAD
    + "2015年5月6日 《关于修改〈转诊管理条例〉的决定》第一次修正\n"
    + BODY.format("加强双向转诊。", "2010年7月1日", ""),
    # written anew, with a day of its own after the one on which it was passed
    "2021-11-26": HEAD
    + "2021年11月26日 省第十三届人民代表大会常务委员会第三十次会议修订\n"
    + BODY.format("完善双向转诊。", "2022年1月1日", "有效期3年。"),
}


def write(root: Path, texts: dict[str, str], extra: str = "") -> Path:
    """A knowledge base with the texts of one policy, the last of them the present one."""
    folder = root / "policy_texts" / "zhuanzhen-2010"
    (folder / "versions").mkdir(parents=True)
    *earlier, last = texts
    card = f'title: 转诊管理条例\nlevel: provincial\ndivision: "340000"\nversion: {last}\n'
    card += f"file: source.txt\nsha256: {_sum(texts[last])}\n" + ("versions:\n" if earlier else "")
    for day in earlier:
        card += f"  - date: {day}\n    file: {day}.txt\n    sha256: {_sum(texts[day])}\n{extra}"
        (folder / "versions" / f"{day}.txt").write_text(texts[day], "utf-8")
    (folder / "source.txt").write_text(texts[last], "utf-8")
    (folder / "policy.yml").write_text(card, "utf-8")
    return root


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus.load(write(tmp_path_factory.mktemp("versions"), TEXTS))


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2010-07-01", "zhuanzhen-2010@2010-03-02"),
        ("2015-05-05", "zhuanzhen-2010@2010-03-02"),
        ("2015-05-06", "zhuanzhen-2010@2015-05-06"),
        # passed, and not in force yet
        ("2021-11-26", "zhuanzhen-2010@2015-05-06"),
        ("2021-12-31", "zhuanzhen-2010@2015-05-06"),
        ("2022-01-01", "zhuanzhen-2010"),
        ("2024-12-31", "zhuanzhen-2010"),
    ],
)
def test_the_text_that_holds_on_a_day(corpus: Corpus, day: str, held: str) -> None:
    assert corpus.policy("zhuanzhen-2010", as_of=date.fromisoformat(day)).id == held
    (policy,) = corpus.in_force(date.fromisoformat(day)).policies
    assert policy.id == held


@pytest.mark.parametrize(
    ("day", "status"), [("2010-03-02", "尚未施行"), ("2010-06-30", "尚未施行"), ("2025-01-01", "已失效")]
)
def test_on_some_days_none_does(corpus: Corpus, day: str, status: str) -> None:
    with pytest.raises(PolicykitError) as raised:
        corpus.policy("zhuanzhen-2010", as_of=date.fromisoformat(day))
    assert [one.code for one in raised.value.diagnostics] == [Code.NOT_IN_FORCE]
    assert status in str(raised.value)
    assert not corpus.in_force(date.fromisoformat(day)).policies


def test_an_amended_law_says_nothing_of_its_words_of_before(tmp_path: Path) -> None:
    corpus = Corpus.load(write(tmp_path, {"2015-05-06": TEXTS["2015-05-06"]}))
    standing = corpus.status("zhuanzhen-2010", date(2012, 1, 1))
    assert (standing.status, standing.reason) == (
        Status.UNKNOWN,
        "收录的文本自2015-05-06起，这一天的文本没有收录",
    )
    assert not corpus.in_force(date(2012, 1, 1)).policies


def test_a_present_text_without_a_day_of_its_own_is_the_last(tmp_path: Path) -> None:
    root = write(tmp_path, TEXTS)
    card = root / "policy_texts" / "zhuanzhen-2010" / "policy.yml"
    card.write_text(card.read_text("utf-8").replace("version: 2021-11-26\n", ""), "utf-8")
    corpus = Corpus.load(root)
    days = (date(2015, 5, 6), date(2022, 1, 1))
    held = [corpus.policy("zhuanzhen-2010", as_of=day).id for day in days]
    assert held == ["zhuanzhen-2010@2015-05-06", "zhuanzhen-2010"]


def test_a_day_of_its_own_that_a_decision_gives_an_amendment_is_given_in_the_card(tmp_path: Path) -> None:
    root = write(tmp_path, TEXTS)
    card = root / "policy_texts" / "zhuanzhen-2010" / "policy.yml"
    given = card.read_text("utf-8").replace(
        "date: 2015-05-06\n", "date: 2015-05-06\n    effective: 2015-10-01\n"
    )
    card.write_text(given, "utf-8")
    corpus = Corpus.load(root)
    held = [
        corpus.policy("zhuanzhen-2010", as_of=day).id[-10:] for day in (date(2015, 9, 30), date(2015, 10, 1))
    ]
    assert held == ["2010-03-02", "2015-05-06"]


def test_an_earlier_text_does_not_come_back_on_a_day_after_that_of_a_later_one(tmp_path: Path) -> None:
    root = write(tmp_path, TEXTS)
    card = root / "policy_texts" / "zhuanzhen-2010" / "policy.yml"
    given = card.read_text("utf-8").replace(
        "date: 2015-05-06\n", "date: 2015-05-06\n    effective: 2022-06-01\n"
    )
    card.write_text(given, "utf-8")
    corpus = Corpus.load(root)
    days = (date(2021, 12, 31), date(2022, 1, 1), date(2022, 6, 1))
    held = [corpus.policy("zhuanzhen-2010", as_of=day).id for day in days]
    assert held == ["zhuanzhen-2010@2010-03-02", "zhuanzhen-2010", "zhuanzhen-2010"]
    never = corpus.clause("zhuanzhen-2010@2015-05-06/1").policy
    found = [corpus.standings.of(corpus.policy(never), day).status for day in days]
    assert found == [Status.NOT_YET, Status.AMENDED, Status.AMENDED]


def test_each_text_has_addresses_of_its_own(corpus: Corpus) -> None:
    assert corpus.clause("zhuanzhen-2010@2010-03-02/1").text == "加强转诊。"
    assert corpus.clause("zhuanzhen-2010/1").text == "完善双向转诊。"
    assert [policy.id for policy in corpus.policies] == ["zhuanzhen-2010"]
    assert {clause.policy for clause in corpus.clauses} == {"zhuanzhen-2010"}
    path, line = corpus.location(corpus.clause("zhuanzhen-2010@2010-03-02/1"))
    assert path.name == "2010-03-02.txt"
    assert path.read_text("utf-8").splitlines()[line - 1].startswith("第一条")
    with pytest.raises(PolicykitError, match="zhuanzhen-2010@2010-03-02/2"):
        corpus.clause("zhuanzhen-2010@2010-03-02/22")


def test_a_citation_of_an_earlier_text_says_of_which_day_it_is(corpus: Corpus) -> None:
    cited = [
        cite(corpus.clause(f"{policy}/1"), corpus.policy(policy))
        for policy in ("zhuanzhen-2010@2010-03-02", "zhuanzhen-2010")
    ]
    assert cited == ["《转诊管理条例》（2010-03-02的文本）第一条", "《转诊管理条例》第一条"]


def test_the_standing_of_an_earlier_text(corpus: Corpus) -> None:
    days = (date(2015, 5, 5), date(2015, 5, 6), date(2021, 12, 31), date(2022, 1, 1))
    found = [corpus.status("zhuanzhen-2010@2015-05-06", day) for day in days]
    assert [each.status for each in found] == [
        Status.NOT_YET,
        Status.IN_FORCE,
        Status.IN_FORCE,
        Status.AMENDED,
    ]
    assert found[-1].reason == "自2022-01-01起改为后来的文本"


def test_specs_of_the_present_text_are_not_held_against_an_earlier_one(tmp_path: Path) -> None:
    root = write(tmp_path, TEXTS)
    (root / "specs").mkdir()
    (root / "specs" / "zhuanzhen-2010.yml").write_text("policy: zhuanzhen-2010\nrequirements: []\n", "utf-8")
    assert Specs.load(Corpus.load(root, as_of=date(2016, 1, 1))).files == ()
    assert len(Specs.load(Corpus.load(root)).files) == 1


@pytest.mark.parametrize("fault", ["changed", "unlisted", "missing", "twice"])
def test_the_folder_of_versions_is_checked(tmp_path: Path, fault: str) -> None:
    root = write(tmp_path, TEXTS)
    folder = root / "policy_texts" / "zhuanzhen-2010"
    text, card = folder / "versions" / "2010-03-02.txt", folder / "policy.yml"
    if fault == "changed":
        text.write_text("别的文字", "utf-8")
    elif fault == "unlisted":
        text.with_name("2012-01-01.txt").write_text("第一条 别的。", "utf-8")
        text.with_name(".2012-01-02.txt").write_text("第一条 别的。", "utf-8")  # what a program hides is none
    elif fault == "missing":
        text.unlink()
    else:
        card.write_text(card.read_text("utf-8").replace("date: 2015-05-06", "date: 2010-03-02"), "utf-8")
    with pytest.raises(PolicykitError) as raised:
        Corpus.load(root)
    codes = {
        "changed": Code.CHANGED_SOURCE,
        "unlisted": Code.UNLISTED_VERSION,
        "missing": Code.MISSING_FILE,
        "twice": Code.BAD_METADATA,
    }
    assert [one.code for one in raised.value.diagnostics] == [codes[fault]]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        # One character in common at either end stands in both wordings; between two changes it is none.
        ("20的", "30的", [("gone", "20"), ("come", "30"), ("same", "的")]),
        ("的20", "的30", [("same", "的"), ("gone", "20"), ("come", "30")]),
        ("20的5", "30的6", [("gone", "20的5"), ("come", "30的6")]),
        ("20，5", "30，6", [("gone", "20"), ("come", "30"), ("same", "，"), ("gone", "5"), ("come", "6")]),
    ],
)
def test_what_one_character_in_common_is(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.kind.value, piece.text) for piece in redline(old, new)] == pieces


@pytest.mark.parametrize(
    ("own", "issued"), [("", "2010-03-02"), ("    date_issued: 2010-03-05\n", "2010-03-05")]
)
def test_an_earlier_text_has_of_the_card_what_does_not_change_with_the_words(
    tmp_path: Path, own: str, issued: str
) -> None:
    root = write(tmp_path, {day: TEXTS[day] for day in ("2010-03-02", "2021-11-26")}, own)
    card = root / "policy_texts" / "zhuanzhen-2010" / "policy.yml"
    present = (
        "number: 第9号\nissuers: [省卫健委]\npublisher: 省政府公报\ndate_issued: 2021-11-26\n"
        "date_published: 2021-12-01\neffective: 2022-01-01\nexpires: 2024-12-31\nreplaces: [旧]\nreplaced_by: [新]\n"
    )
    card.write_text(present + card.read_text("utf-8"), "utf-8")
    policy = Corpus.load(root).policy("zhuanzhen-2010")
    (earlier,) = policy.versions
    kept = ("title", "issuers", "publisher", "level", "division")
    assert [getattr(earlier, name) for name in kept] == [getattr(policy, name) for name in kept]
    other = ("number", "date_published", "effective", "expires", "replaces", "replaced_by", "versions")
    assert [getattr(earlier, name) for name in other] == [None, None, None, None, (), (), ()]
    assert (earlier.date_issued, earlier.version) == (date.fromisoformat(issued), date(2010, 3, 2))
