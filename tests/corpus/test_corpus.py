"""A folder of policies becomes a corpus; what is wrong with it is said all at once."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from policykit import Corpus
from policykit.base.diagnostics import PolicykitError
from policykit.corpus import find_root
from policykit.corpus.drafts import drafted
from policykit.corpus.folder import Files, drawn_files, read_files, read_folder
from policykit.corpus.policyfile import is_policy_id
from policykit.corpus.rows import from_row, policy_schema, to_row
from policykit.corpus.shelf import (
    MANIFEST,
    Shelf,
    Shelved,
    code_digest,
    default_place,
    digest,
    same_code,
    snapshot,
)
from policykit.model import Level, Policy, Script

TEXT = "关于加强服务的意见\n\n一、总体要求\n\n到2025年，签约率达到75%以上。\n\n加强领导，落实责任。\n"


def add(
    root: Path, name: str, text: str | bytes = TEXT, changes: Mapping[str, str | None] | None = None
) -> Path:
    """Put a policy into `root`; `changes` set or (None) remove keys of its policy.yml."""
    folder = root / "policy_texts" / name
    folder.mkdir(parents=True)
    data = text.encode() if isinstance(text, str) else text
    (folder / "source.txt").write_bytes(data)
    keys = {
        "title": "关于加强服务的意见",
        "level": "county",
        "division": '"341021"',
        "file": "source.txt",
        "sha256": hashlib.sha256(data).hexdigest(),
    } | dict(changes or {})
    lines = [f"{key}: {value}\n" for key, value in keys.items() if value is not None]
    (folder / "policy.yml").write_text("".join(lines), "utf-8")
    return folder


def problems(root: Path) -> str:
    with pytest.raises(PolicykitError) as error:
        Corpus.load(root)
    return str(error.value)


@pytest.fixture(scope="module")
def five(corpus: Corpus) -> Corpus:
    return corpus


def test_the_five_policies_come_top_level_first(five: Corpus) -> None:
    assert [(policy.level, policy.id) for policy in five.policies] == [
        (Level.NATIONAL, "nhc-2023-reform-h2"),
        (Level.NATIONAL, "nhc-2023-41"),
        (Level.PREFECTURE, "guiyang-2024-36"),
        (Level.COUNTY, "shexian-2025"),
        (Level.COUNTY, "erenhot-2021"),
    ]


def test_metadata_stands_in_the_text(five: Corpus) -> None:
    for policy in five.policies:
        tight = re.sub(r"\s+", "", policy.source)
        for value in (policy.title, policy.number, policy.publisher, *policy.issuers):
            assert value is None or re.sub(r"\s+", "", value) in tight, value
        for day in (policy.date_issued, policy.date_published):
            if day is not None:
                written = (
                    f"{day.year}年{day.month}月{day.day}日",
                    day.isoformat(),
                    f"{day.year}.{day.month}.{day.day}",
                )
                assert any(form in tight for form in written), (policy.id, day)


def test_what_is_published_is_the_span_of_the_source(five: Corpus) -> None:
    clause = five.clause("nhc-2023-41/4/11")
    assert five.published(clause).startswith("(十一)拓展家庭醫生簽約服務。縣級綜合醫院要設立全科醫學科")
    path, line = five.location(clause)
    assert path.read_text("utf-8").splitlines()[line - 1].startswith("(十一)拓展家庭醫生簽約服務。")


def test_responsible_departments_are_data_of_the_clause(five: Corpus) -> None:
    assert five.clause("nhc-2023-reform-h2/4/13").responsible == (
        "国家药监局",
        "国家发展改革委",
        "科技部",
        "工业和信息化部",
        "财政部",
        "国家卫生健康委",
        "国家医保局",
        "中央军委后勤保障部卫生局",
    )


def test_neighbours_are_clauses_of_the_same_role(five: Corpus) -> None:
    first, last = five.clause("shexian-2025/p1"), five.clause("shexian-2025/2/p1")
    assert five.neighbours(first)[0] is None
    assert five.neighbours(last)[1] is None
    after = five.neighbours(five.clause("shexian-2025/1/7/2"))[1]
    assert after == last


def test_any_executor_gives_the_same_corpus(five: Corpus, root: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert Corpus.load(root, executor=executor).policies == five.policies


def test_the_corpus_is_found_upward(
    five: Corpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path
) -> None:
    monkeypatch.chdir(root / "src" / "policykit")
    assert find_root() == root
    add(tmp_path, "mine")
    monkeypatch.chdir(tmp_path / "policy_texts")
    assert [policy.id for policy in Corpus.load().policies] == ["mine"]
    assert five.root == root


def test_elsewhere_the_packages_own_policies_are_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(Corpus.load().policies) == 5


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"titel": "x", "title": None}, "PK108 bad-metadata: policy.yml 的“titel”有误"),
        ({"titel": "x"}, "是否想写 title？"),
        ({"title": None}, "policy.yml 的“title”有误"),
        ({"level": "town"}, "层级只能是 national、provincial、prefecture、county 之一"),
        ({"division": "34"}, "policy.yml 的“division”有误"),
        ({"division": '"34102"'}, "division 是六位行政区划代码"),
        ({"division": '"999999"'}, "policy.yml 的“division”有误：没有这个行政区划代码"),
        ({"title": "甲\ntitle: 乙"}, "yaml-duplicate-key"),
        ({"sha256": "abc"}, "policy.yml 的“sha256”有误"),
        ({"date_issued": "2023-02-30"}, "policy.yml 的“date_issued”有误：不是存在的日期"),
        ({"date_issued": '"1672531200"'}, "policy.yml 的“date_issued”有误：不是存在的日期"),
        ({"date_issued": '"2023-1-5"'}, "policy.yml 的“date_issued”有误：不是存在的日期"),
        ({"file": "../other/source.txt"}, "policy.yml 的“file”有误"),
        ({"file": '""'}, "policy.yml 的“file”有误"),
        ({"title": '""'}, "policy.yml 的“title”有误"),
        ({"file": "missing.txt"}, "PK106 missing-file: 缺少文件“missing.txt”"),
        ({"sha256": f'"{"0" * 64}"'}, "PK105 changed-source: 源文件与登记的校验值不符"),
        ({"title": '"unclosed'}, "PK107 yaml-unreadable"),
        ({"issuers": "国家卫生健康委"}, "policy.yml 的“issuers”有误"),
    ],
)
def test_a_bad_policy_yml_is_said_with_its_place(
    tmp_path: Path, changes: dict[str, str | None], expected: str
) -> None:
    add(tmp_path, "mine", TEXT, changes)
    said = problems(tmp_path)
    assert expected in said
    assert "policy_texts/mine" in said
    assert "怎么办：" in said


@pytest.mark.parametrize(
    ("names", "is_id"),
    [
        (
            ("a", "7", "shexian-2025", "a-b-c", "icons", "constant", "com", "com10", "indicator", "a" * 80),
            True,
        ),
        (("", "A", "a b", "a--b", "-a", "a-", "歙县", "a.b", "a@b", "a/b", "a" * 81), False),
        (("lexicon", "indicators", "con", "prn", "aux", "nul", "com1", "lpt9"), False),
    ],
)
def test_the_names_that_a_folder_of_a_policy_may_have(names: Sequence[str], is_id: bool) -> None:
    assert [name for name in names if is_policy_id(name) is not is_id] == []


def test_the_place_of_a_wrong_key_is_shown_with_a_caret(tmp_path: Path) -> None:
    add(tmp_path, "mine", TEXT, {"titel": "x"})
    assert "policy_texts/mine/policy.yml:6:1: PK108" in problems(tmp_path)
    assert "  | titel: x\n  | ^^^^^\n" in problems(tmp_path)


def test_every_problem_of_every_policy_is_said_at_once(tmp_path: Path) -> None:
    add(tmp_path, "a", TEXT, {"level": "town", "division": '"1"'})
    add(tmp_path, "b", TEXT, {"sha256": f'"{"0" * 64}"'})
    add(tmp_path, "c", text=b"")
    add(tmp_path, "d", text="(cid:3)(cid:4)" * 50)
    add(tmp_path, "e", text="关于方案的通知")
    (tmp_path / "policy_texts" / "f").mkdir()
    said = problems(tmp_path)
    assert re.findall(r"PK\d{3}", said) == ["PK108", "PK108", "PK105", "PK101", "PK104", "PK109", "PK106"]


def test_an_empty_folder_and_none_at_all(tmp_path: Path) -> None:
    assert "PK001" in problems(tmp_path)
    (tmp_path / "policy_texts").mkdir()
    assert "PK001" in problems(tmp_path)


def test_a_source_may_keep_its_bom_and_encoding(tmp_path: Path) -> None:
    add(tmp_path, "bom", text="\ufeff".encode() + TEXT.encode())
    add(tmp_path, "gbk", text=TEXT.encode("gb18030"))
    bom, gbk = Corpus.load(tmp_path).policies
    assert bom.source == gbk.source == TEXT


def test_a_changed_byte_is_an_error(tmp_path: Path, root: Path) -> None:
    shutil.copytree(root / "policy_texts" / "shexian-2025", tmp_path / "policy_texts" / "shexian-2025")
    source = tmp_path / "policy_texts" / "shexian-2025" / "source.txt"
    source.write_bytes(source.read_bytes().replace(b"85%", b"86%"))
    assert "PK105 changed-source" in problems(tmp_path)


def test_a_policy_comes_back_from_another_process_as_it_was(five: Corpus) -> None:
    for policy in five.policies:
        (own,) = Corpus([pickle.loads(pickle.dumps(policy))], five.root).policies  # noqa: S301 - our own bytes
        assert own == policy
        assert [own.part(clause).path for clause in own.clauses] == [
            policy.part(clause).path for clause in policy.clauses
        ]
        assert all(child.parent is part for part in own.outline.walk() for child in part.children)


def test_the_script_is_asked_once_of_the_source(five: Corpus) -> None:
    traditional = [policy.id for policy in five.policies if policy.script is Script.TRADITIONAL]
    assert traditional == ["nhc-2023-41"]


@pytest.mark.parametrize("is_same", [True, False])
def test_shards_of_another_edition_are_not_read(tmp_path: Path, is_same: bool) -> None:
    code = code_digest() if is_same else "0" * 32
    (tmp_path / MANIFEST).write_text(json.dumps({"code": code, "shards": []}), "utf-8")
    assert (Shelf.of(tmp_path, tmp_path) is not None) is is_same


def test_drafts_that_wait_are_counted_and_words_of_the_lexicon_are_none(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    entry = "requirements:\n  - draft: true\n  - draft: false\ndismissed:\n  - draft: true\n"
    for name in ("one", "lexicon"):
        (tmp_path / "specs" / f"{name}.yml").write_text(entry, "utf-8")
    (tmp_path / "specs" / "two.yml").write_text("requirements: []\n", "utf-8")
    assert drafted(tmp_path) == {"one": 2}


def test_files_at_hand_make_the_policy_of_their_folder(tmp_path: Path) -> None:
    folder = add(tmp_path, "mine")
    given = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert read_files(Files.given("mine", given)) == read_folder(folder)
    assert snapshot(folder) == given
    files = Files.given("mine", given)
    assert files.names == given.keys()
    with pytest.raises(PolicykitError, match=r"PK005.*nothing\.txt"):
        files.read("nothing.txt", 9)
    del given["source.txt"]
    missing = read_files(Files.given("mine", given))
    assert isinstance(missing, list)
    assert [one.code.value for one in missing] == ["PK106"]


@pytest.mark.parametrize(
    ("file", "drawn"),
    [
        ("source.pdf", ("drawn.txt", "drawn.json")),
        ("versions/2019-04-02.pdf", ("versions/2019-04-02.drawn.txt", "versions/2019-04-02.drawn.json")),
        ("versions/a.b.pdf", ("versions/a.b.drawn.txt", "versions/a.b.drawn.json")),
    ],
)
def test_the_text_drawn_from_a_file_stands_beside_it(file: str, drawn: tuple[str, str]) -> None:
    assert drawn_files(file) == drawn


TABLE = "\n二、指标\n到2030年达到下列水平。\n指标\t单位\t2025年\t2030年\n就诊率\t%\t85\t≥90\n签约率\t%\t60\t75\n三、保障\n抓好落实。（县卫健局负责）\n"


def test_a_text_comes_back_from_its_row(five: Corpus, tmp_path: Path) -> None:
    add(tmp_path, "mine", TEXT + TABLE, {"expires": "2030-12-31", "replaces": "[旧办法]"})
    (mine,) = Corpus.load(tmp_path).policies
    assert mine.tables
    assert any(row.statements for row in mine.tables[0].rows)
    for policy in (mine, *five.policies):
        row = to_row(policy)
        assert from_row(row) == replace(policy, versions=())
        assert from_row(row, (mine,)).versions == (mine,)
        assert row["parts"][0]["children"] == len(policy.outline.children)


def test_rows_have_the_types_of_their_schema(five: Corpus, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="rows are Arrow's: it comes with policykit[engines]")
    add(tmp_path, "mine", TEXT + TABLE)
    texts = [*Corpus.load(tmp_path).policies, *five.policies]
    table = arrow.Table.from_pylist([to_row(text) for text in texts], schema=policy_schema())
    assert [from_row(row) for row in table.to_pylist()] == [replace(text, versions=()) for text in texts]


def test_what_is_hashed_is_another_when_anything_of_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"policy.yml": b"a", "source.txt": b"b"}
    same = digest("x", dict(reversed(files.items())), "code")
    others = [
        digest("y", files, "code"),
        digest("x", files, "other"),
        digest("x", {**files, "source.txt": b"c"}, "code"),
        digest("x", {"policy.yml": b"a", "source.md": b"b"}, "code"),
        digest("x", {"policy.yml": b"a"}, "code"),
    ]
    assert digest("x", files, "code") == same
    assert len({same, *others}) == 6
    assert code_digest(("base",)) != code_digest(("model",))
    same_code("", ("base",))
    same_code(code_digest(("base",)), ("base",))
    with pytest.raises(PolicykitError, match="PK021"):
        same_code(code_digest(("model",)), ("base",))
    of_python = {}
    for version in ((3, 12, 1), (3, 12, 2), (3, 13, 1), (4, 12, 1)):
        monkeypatch.setattr("sys.version_info", version)
        of_python[version] = code_digest.__wrapped__(("base",))
    assert of_python[3, 12, 1] == of_python[3, 12, 2]
    assert len(set(of_python.values())) == 3


def test_a_folder_is_told_by_its_files_and_its_versions(tmp_path: Path) -> None:
    folder = add(tmp_path, "mine")
    (folder / "versions").mkdir()
    (folder / "versions" / "2019-04-02.txt").write_bytes(b"x")
    (folder / "versions" / "deeper").mkdir()
    found = snapshot(folder)
    assert found is not None
    assert set(found) == {"policy.yml", "source.txt", "versions/2019-04-02.txt"}
    assert snapshot(tmp_path / "nothing") is None


def shelve(root: Path, place: Path, policies: Sequence[Policy]) -> None:
    """The rows of policies and their earlier texts as one shard with two groups of rows."""
    arrow = pytest.importorskip("pyarrow", reason="shards are Parquet: it comes with policykit[engines]")
    parquet = pytest.importorskip("pyarrow.parquet", reason="shards are Parquet")
    rows = []
    for policy in policies:
        files = snapshot(root / "policy_texts" / policy.id)
        assert files is not None
        key = digest(policy.id, files, code_digest())
        rows += [
            {**to_row(text), "base": policy.id, "text_key": key, "problem": ""}
            for text in (policy, *policy.versions)
        ]
    more = [arrow.field(name, arrow.string()) for name in ("base", "text_key", "problem")]
    table = arrow.Table.from_pylist(rows, schema=arrow.schema([*policy_schema(), *more]))
    place.mkdir(exist_ok=True)
    parquet.write_table(table, place / "a.parquet", row_group_size=2)
    listed = {"code": code_digest(), "shards": [{"name": "a"}]}
    (place / MANIFEST).write_text(json.dumps(listed), "utf-8")


def test_a_policy_of_a_shelf_is_that_of_its_folder_until_a_file_changes(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        add(tmp_path, name, TEXT.replace("75", str(len(name) * 10)))
    policies = Corpus.load(tmp_path).policies
    shelve(tmp_path, tmp_path / "shards", policies)
    shelf = Shelf.of(tmp_path, tmp_path / "shards")
    assert shelf is not None
    for policy in policies:
        found = shelf.policy(tmp_path / "policy_texts" / policy.id)
        assert type(found) is Shelved
        assert "source" not in found.__dict__
        assert found == policy
        assert policy == found
        assert found != "x"
        assert pickle.loads(pickle.dumps(found)) == policy  # noqa: S301 - made in this line
    folder = tmp_path / "policy_texts" / "two"
    held = shelf.policy(folder)
    (folder / "notes.txt").write_bytes(b"x")
    assert shelf.policy(folder) is None
    assert shelf.policy(tmp_path / "policy_texts" / "four") is None
    # a shard that is gone: the text is read from its folder
    again = Shelf.of(tmp_path, tmp_path / "shards")
    assert again is not None
    late = again.policy(tmp_path / "policy_texts" / "one")
    (tmp_path / "shards" / "a.parquet").write_bytes(b"")
    assert late is not None
    assert late.source == next(policy.source for policy in policies if policy.id == "one")
    assert held is not None


def test_a_cache_that_is_not_sound_is_none_and_a_place_that_was_named_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert Shelf.of(tmp_path) is None
    place = default_place(tmp_path)
    assert place != default_place(tmp_path / "other")
    place.mkdir(parents=True)
    (place / MANIFEST).write_text("{", "utf-8")
    assert Shelf.of(tmp_path) is None
    with pytest.raises(ValueError, match="Expecting property name"):
        Shelf.of(tmp_path, place)
    with pytest.raises(PolicykitError, match="PK"):
        Shelf.of(tmp_path, tmp_path / "nowhere")
