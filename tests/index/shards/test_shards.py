"""The corpus as data: the same bytes whatever drives the work, its own work for what changed, never a stale text."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.corpus.test_corpus import add

from policykit import Corpus
from policykit.base.diagnostics import PolicykitError
from policykit.base.storage import Storage
from policykit.corpus.shelf import MANIFEST, Shelf, Shelved
from policykit.index.alignment import Alignment
from policykit.index.lexicon import Lexicon
from policykit.index.search.features import policy_features
from policykit.index.segmenter import Segmenter
from policykit.index.shards import Features, build, counts, info
from policykit.model import Level, Policy

pytest.importorskip("pyarrow", reason="shards are Parquet: it comes with policykit[engines]")


def written(place: Path) -> dict[str, str]:
    """The files of a place, each with its checksum."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.iterdir())
        if not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def five(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's content, which a test may change and must put back."""
    folder = tmp_path_factory.mktemp("five")
    for name in ("policy_texts", "specs"):
        shutil.copytree(root / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def place(five: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("shards")
    assert build(five, place, jobs=1).made == 5
    return place


def test_what_a_place_holds_is_said_in_one_form(place: Path) -> None:
    """The same bytes for the same shards: keys in order, a line each, and a line end at the end."""
    data = (place / MANIFEST).read_bytes()
    told = json.loads(data)
    assert data == json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    assert sorted(told) == ["code", "format", "shards", "words"]


def test_the_policies_are_those_of_their_folders(corpus: Corpus, five: Path, place: Path) -> None:
    shelved = Corpus.load(five, shards=place)
    assert {type(policy) for policy in shelved.policies} == {Shelved}
    assert [policy.title for policy in shelved.policies] == [policy.title for policy in corpus.policies]
    assert shelved.policies == corpus.policies
    assert corpus.policies == shelved.policies
    assert hash(shelved.policies[0]) == hash(corpus.policies[0])
    sent = pickle.loads(pickle.dumps(shelved.policies[0]))  # noqa: S301 - made in this line
    assert type(sent) is Policy
    assert sent == corpus.policies[0]


def test_only_what_is_asked_for_is_opened(five: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    text = Shelf.text

    def opening(shelf: Shelf, policy: str, level: Level) -> dict[str, Any]:
        opened.append(policy)
        return text(shelf, policy, level)

    monkeypatch.setattr(Shelf, "text", opening)
    shelved = Corpus.load(five, shards=place)
    assert shelved.policy("shexian-2025").title
    assert opened == []
    assert shelved.clause("shexian-2025/1/1/1").text
    assert shelved.clause("shexian-2025/1/1/2").text
    assert opened == ["shexian-2025"]


CHANGES = {
    "a source": ("source.txt", b"\n"),
    "a card": ("policy.yml", b"# 2026\n"),
    "a file more": ("notes.txt", b"x"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_read_from_its_folder(five: Path, place: Path, change: str) -> None:
    name, more = CHANGES[change]
    file = five / "policy_texts" / "shexian-2025" / name
    before = file.read_bytes() if file.exists() else None
    file.write_bytes((before or b"") + more)
    try:
        if change == "a source":  # which is not the one of its card any more
            with pytest.raises(PolicykitError, match="PK105"):
                Corpus.load(five, shards=place)
        else:
            kinds = {policy.id: type(policy) for policy in Corpus.load(five, shards=place).policies}
            assert kinds.pop("shexian-2025") is Policy
            assert set(kinds.values()) == {Shelved}
    finally:
        file.write_bytes(before) if before is not None else file.unlink()


def test_shards_of_other_code_are_not_read(five: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykit.corpus.shelf.code_digest", lambda: "other")
    assert {type(policy) for policy in Corpus.load(five, shards=place).policies} == {Policy}


def test_a_shard_that_is_gone_costs_time_and_nothing_else(
    corpus: Corpus, five: Path, place: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    shutil.copytree(place, again)
    shelved = Corpus.load(five, shards=again)
    names = sorted(path.name for path in again.glob("*-*.parquet"))
    for name in names:
        (again / name).write_bytes(b"PAR1")
    assert shelved.policies == corpus.policies
    assert sorted(info(again, verify=True)[1]) == names


@pytest.mark.parametrize("told", ["one of rows", "one of counts"])
def test_what_is_damaged_is_named_and_made_anew(five: Path, place: Path, tmp_path: Path, told: str) -> None:
    again = tmp_path / "again"
    shutil.copytree(place, again)
    shard = min(path for path in again.glob("*-*.parquet") if (".counts" in path.name) == ("counts" in told))
    before = shard.read_bytes()
    shard.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    assert info(again, verify=True)[1] == [shard.name]
    build(five, again, jobs=1)
    assert info(again, verify=True)[1] == []
    assert shard.read_bytes() == before


def test_search_and_links_from_shards_are_those_of_the_texts(
    corpus: Corpus, five: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicon = Lexicon.load(five)
    expected = {policy.id: policy_features(policy, lexicon) for policy in corpus.policies}
    links = list(Alignment(corpus).links())
    shelved = Corpus.load(five, shards=place)
    for name in ("policy_features", "of_policy"):
        monkeypatch.setattr(
            f"policykit.index.shards.features.{name}", lambda *_: pytest.fail("worked out again")
        )
    features = Features(shelved, place)
    assert features.searched == expected
    assert list(features.alignment().links()) == links
    found = features.index().answer("家庭医生签约号源")
    assert [hit.clause.id for hit in found.hits] == [
        hit.clause.id for hit in corpus.answer("家庭医生签约号源").hits
    ]
    counted = counts(place, [mark.name for mark in info(place)[0].marks])
    tallied: dict[str, int] = {}
    for units in expected.values():
        for _, held in units:
            for feature in held:
                tallied[feature] = tallied.get(feature, 0) + 1
    assert dict(zip(counted["feature"].to_pylist(), counted["units"].to_pylist(), strict=True)) == tallied


def many(root: Path, count: int) -> Path:
    for number in range(count):
        text = f"关于加强服务的意见\n\n一、总体要求\n\n到2025年，签约比例达到{number}%以上。\n\n加强领导，落实责任。\n"
        add(root, f"p{number}", text)
    return root


@pytest.mark.parametrize("count", [24, 48])
def test_a_changed_policy_costs_its_own_work(tmp_path: Path, count: int) -> None:
    root, place = many(tmp_path / "kb", count), tmp_path / "shards"
    assert build(root, place, jobs=1).made == count
    assert build(root, place, jobs=1).made == 0
    card = root / "policy_texts" / "p7" / "policy.yml"
    card.write_text(card.read_text("utf-8") + "number: 甲政发〔2025〕7号\n", "utf-8")
    add(root, "p-new")
    shutil.rmtree(root / "policy_texts" / "p5")
    assert build(root, place, jobs=1).made == 2
    build(root, tmp_path / "fresh", jobs=1)
    assert written(place) == written(tmp_path / "fresh")


def test_more_shards_keep_their_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, place = many(tmp_path / "kb", 20), tmp_path / "shards"
    assert len(build(root, place, jobs=1).marks) == 2
    monkeypatch.setattr("policykit.index.shards.builder.SOURCE_BYTES", 1000)
    built = build(root, place, jobs=1)
    assert (len(built.marks) > 4, built.made) == (True, 0)
    build(root, tmp_path / "fresh", jobs=1)
    assert written(place) == written(tmp_path / "fresh")
    assert sorted(policy.id for policy in Corpus.load(root, shards=place).policies) == sorted(
        path.name for path in (root / "policy_texts").iterdir()
    )


def test_what_cannot_be_read_is_named_and_stops_nothing(tmp_path: Path) -> None:
    root, place = many(tmp_path / "kb", 2), tmp_path / "shards"
    (root / "policy_texts" / "p0" / "source.txt").write_text("改过", "utf-8")
    (root / "policy_texts" / "p1" / "policy.yml").unlink()
    os.mkfifo(add(root, "p2") / "pipe")
    built = build(root, place, jobs=1)
    assert dict(built.problems) == {"p0": "PK105", "p1": "PK106", "p2": "PK005"}
    corpus, problems = Corpus.sound(root, shards=place)
    assert [policy.id for policy in corpus.policies] == ["p2"]
    assert sorted(problems) == ["p0", "p1"]


def test_earlier_texts_are_rows_of_their_own(tmp_path: Path) -> None:
    old = "关于加强服务的意见\n\n一、总体要求\n\n到2020年，签约率达到50%以上。\n"
    listed = (
        f"[{{date: 2019-04-02, file: 2019-04-02.txt, sha256: {hashlib.sha256(old.encode()).hexdigest()}}}]"
    )
    folder = add(tmp_path / "kb", "x", changes={"versions": listed})
    (folder / "versions").mkdir()
    (folder / "versions" / "2019-04-02.txt").write_text(old, "utf-8")
    built = build(tmp_path / "kb", tmp_path / "shards", jobs=1)
    assert (built.total("policies"), built.total("texts")) == (1, 2)
    shelved, plain = Corpus.load(tmp_path / "kb", shards=tmp_path / "shards"), Corpus.load(tmp_path / "kb")
    assert shelved.clause("x@2019-04-02/1/p1") == plain.clause("x@2019-04-02/1/p1")
    assert shelved.policies == plain.policies


def test_the_dictionary_is_read_once_in_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Counted(Segmenter):
        def __init__(self, lexicon: Lexicon) -> None:
            read.append(1)
            super().__init__(lexicon)

    monkeypatch.setattr("policykit.index.alignment.measures.Segmenter", Counted)
    root = many(tmp_path / "kb", 20)
    lexicon = Lexicon.read("synonyms: [[签约率, 签约比例]]")
    assert len(build(root, tmp_path / "shards", jobs=1, lexicon=lexicon).marks) == 2
    assert read == [1]


def test_object_storage_by_its_address(five: Path, place: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="it comes with policykit[engines]")
    memory = fsspec.filesystem("memory")
    try:
        for path in five.rglob("*"):
            if path.is_file():
                memory.pipe_file(f"/kb/{path.relative_to(five)}", path.read_bytes())
        assert build("memory://kb", "memory://shards", jobs=1).made == 5
        storage = Storage("memory://shards")
        there = {name: hashlib.sha256(storage.read(name)).hexdigest() for name in storage.names()}
        assert there == written(place)
        shelved = Corpus.load(five, shards="memory://shards")
        assert shelved.clause("shexian-2025/1/1/1").text
        assert {type(policy) for policy in shelved.policies} == {Shelved}
        assert info("memory://shards", verify=True)[1] == []
    finally:
        memory.store.clear()


def test_who_is_killed_changes_no_byte(tmp_path: Path) -> None:
    """kill -9 of a worker, then of all: the others go on without it, the next run does what is left."""
    root, place = many(tmp_path / "kb", 64), tmp_path / "shards"
    command = [sys.executable, "-m", "policykit", "corpus", "build", "--path", str(root)]
    running = subprocess.Popen(
        [*command, "-o", str(place), "-j", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def wait(marks: int) -> None:
        while running.poll() is None and len(list(place.glob("*.json"))) < marks:
            time.sleep(0.005)

    wait(1)
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text("ascii").split()
    os.kill(int(children[-1]), signal.SIGKILL)
    wait(2)
    assert running.poll() is None
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not (place / MANIFEST).exists()
    assert 0 < build(root, place, jobs=1).made < 64
    build(root, tmp_path / "fresh", jobs=1)
    assert written(place) == written(tmp_path / "fresh")


def test_workers_end_with_who_started_them() -> None:
    code = "import time; from policykit.base.drivers import run; list(run(time.sleep, [600, 600], jobs=2))"
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while len(children.read_text("ascii").split()) < 3:  # the tracker of locks is one
        assert running.poll() is None
        time.sleep(0.01)
    time.sleep(1)  # until they have begun
    running.kill()
    running.communicate(timeout=120)  # ends when the last of them has closed its output


@pytest.mark.parametrize(
    ("absent", "arguments"),
    [("pyarrow", []), ("distributed", ["--driver", "dask"]), ("pyspark", ["--driver", "spark"])],
)
def test_without_the_extra_one_sentence_says_what_to_install(
    five: Path, tmp_path: Path, absent: str, arguments: list[str]
) -> None:
    code = f"import sys; sys.modules[{absent!r}] = None; from policykit.cli import main; main()"
    where = ["--path", str(five), "-o", str(tmp_path / "x")]
    command = [sys.executable, "-c", code, "corpus", "build", *where, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "PK009 needs-extra: 这个命令所需的程序还没有安装。\n  怎么办：请运行 pip install 'policykit[engines]'，再试一次。\n"
    )


def test_a_place_without_shards_is_said(tmp_path: Path) -> None:
    with pytest.raises(PolicykitError, match=r"(?s)PK019 no-shards: .*corpus build") as error:
        info(tmp_path)
    assert len(error.value.diagnostics) == 1
