"""What follows from one text alone is worked out once, and again when anything changes that it follows from."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from policykit.base.codes import Code
from policykit.base.diagnostics import PolicykitError
from policykit.base.yamlfile import read
from policykit.corpus import Corpus
from policykit.index.alignment import Alignment
from policykit.index.lexicon import Lexicon
from policykit.model import Policy
from policykit.scaffold import new_project
from policykit.site import kept as module
from policykit.site.kept import Folders, Kept
from policykit.site.postings import units_of
from policykit.specs.ledger import found_in
from policykit.text.quantities.tables import learn, learnt

TEXT = "关于加强服务的意见\n\n一、主要任务\n\n（一）增加床位。到2027年，每千人口床位达到7张。\n"


@pytest.fixture
def knowledge_base(tmp_path: Path) -> Path:
    new_project(tmp_path, "样例")
    folder = tmp_path / "policy_texts" / "one"
    folder.mkdir(parents=True)
    put(folder)
    return tmp_path


def put(folder: Path, text: str = TEXT, title: str = "关于加强服务的意见") -> None:
    (folder / "source.txt").write_text(text, "utf-8", newline="")
    card = f"title: {title}\nlevel: county\ndivision: '341021'\nfile: source.txt\n"
    (folder / "policy.yml").write_text(f"{card}sha256: {sha256(text.encode()).hexdigest()}\n", "utf-8")


def kept_of(root: Path, engine: str = "code") -> tuple[Kept, Policy, Lexicon]:
    return Kept(root, root / "kept", engine), Corpus.load(root).policy("one"), Lexicon.load(root)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was worked out."""
    done: list[str] = []

    def noting(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def noted(*given: object) -> object:
            done.append(name)
            return work(*given)

        return noted

    monkeypatch.setattr(module, "found_in", noting("ledger", found_in))
    monkeypatch.setattr(module, "units_of", noting("search", units_of))
    return done


def ask(root: Path, engine: str = "code") -> None:
    """Ask for all of it: it is what would be worked out."""
    kept, policy, lexicon = kept_of(root, engine)
    assert kept.found(policy) == found_in(policy)
    assert kept.units(policy, lexicon) == units_of(policy, lexicon)


def read_again(root: Path, engine: str = "code") -> list[str]:
    """The folders that are read anew when the corpus is loaded; what is given is what would be read."""
    again: list[str] = []

    class Noting(Executor):
        def map(self, fn: Any, folders: Any) -> Any:  # type: ignore[override]  # of what executors do this is asked alone
            again.extend(folder.name for folder in folders)
            return map(fn, folders)

    executor = Folders(Kept(root, root / "kept", engine), Noting())
    assert Corpus.load(root, executor=executor).policies == Corpus.load(root).policies
    return again


def _cut_off(root: Path) -> None:
    for file in (root / "kept").iterdir():
        file.write_bytes(file.read_bytes()[:-9])


def _other(root: Path) -> None:
    folder = root / "policy_texts" / "two"
    folder.mkdir()
    put(folder)


def _version(root: Path) -> None:
    folder = root / "policy_texts" / "one"
    (folder / "versions").mkdir()
    (folder / "versions" / "2019-04-02.txt").write_text(TEXT, "utf-8", newline="")
    of = sha256(TEXT.encode()).hexdigest()
    listed = f"versions:\n- {{date: 2019-04-02, file: 2019-04-02.txt, sha256: {of}}}\n"
    with (folder / "policy.yml").open("a", encoding="utf-8") as card:
        card.write(listed)


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda _: None, []),
        (lambda root: put(root / "policy_texts" / "one", TEXT.replace("7张", "8张")), ["one"]),
        (lambda root: put(root / "policy_texts" / "one", title="关于另一件事的意见"), ["one"]),
        (_version, ["one"]),
        (_other, ["two"]),
        (_cut_off, ["one"]),
    ],
    ids=["nothing", "the text", "the card", "an earlier text", "another policy", "a file that was cut off"],
)
def test_a_folder_is_read_again_when_a_file_in_it_changed(
    knowledge_base: Path, change: Callable[[Path], None], again: list[str]
) -> None:
    assert read_again(knowledge_base) == ["one"]
    change(knowledge_base)
    assert read_again(knowledge_base) == again
    assert read_again(knowledge_base) == []
    assert sorted(read_again(knowledge_base, "other code")) == sorted({"one", *again})


def test_a_folder_that_cannot_be_read_is_told_each_time(knowledge_base: Path) -> None:
    (knowledge_base / "policy_texts" / "one" / "source.txt").write_text("别的", "utf-8")
    for _ in range(2):
        with pytest.raises(PolicykitError) as error:
            Corpus.load(knowledge_base, executor=Folders(Kept(knowledge_base, knowledge_base / "kept")))
        assert [one.code for one in error.value.diagnostics] == [Code.CHANGED_SOURCE]


def test_a_file_of_no_text_that_cannot_be_read_is_passed_over(knowledge_base: Path) -> None:
    """As where the pages are not built: nobody needs it. Root reads it all the same."""
    scan = knowledge_base / "policy_texts" / "one" / "scan.bin"
    scan.write_bytes(b"1")
    scan.chmod(0)
    assert read_again(knowledge_base) == ["one"]
    assert read_again(knowledge_base) == []


def test_what_changed_while_it_was_read_is_not_kept(knowledge_base: Path) -> None:
    """It would be shown again when the change is taken back."""
    folder = knowledge_base / "policy_texts" / "one"

    class Changing(Executor):
        def map(self, fn: Any, folders: Any) -> Any:  # type: ignore[override]  # all that is asked of this one, too
            put(folder, TEXT.replace("7张", "8张"))
            return map(fn, folders)

    kept = Kept(knowledge_base, knowledge_base / "kept")
    Corpus.load(knowledge_base, executor=Folders(kept, Changing()))
    put(folder)
    again = Corpus.load(knowledge_base, executor=Folders(kept))
    assert again.policies == Corpus.load(knowledge_base).policies


def test_it_is_worked_out_once(knowledge_base: Path, worked: list[str]) -> None:
    ask(knowledge_base)
    ask(knowledge_base)
    assert worked == ["ledger", "search"]
    assert found_in(Corpus.load(knowledge_base).policy("one"))[-1].quantity.surface == "7张"


def _text(root: Path) -> None:
    put(root / "policy_texts" / "one", TEXT.replace("7张", "8张"))


def _card(root: Path) -> None:
    put(root / "policy_texts" / "one", title="关于另一件事的意见")


def _lexicon(root: Path) -> None:
    path = root / "specs" / "lexicon.yml"
    path.write_text("words: [千人口床位]\n", "utf-8")
    assert read(path, path.name)[0] is not None


def _words(_: Path) -> None:
    learn({"张床位"}, ())


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (_text, ["ledger", "search"]),
        (_card, ["ledger", "search"]),
        (_lexicon, ["search"]),
        (_words, ["ledger"]),
        (_cut_off, ["ledger", "search"]),
    ],
)
def test_what_changed_is_worked_out_again(
    knowledge_base: Path, worked: list[str], change: Callable[[Path], None], again: list[str]
) -> None:
    before = learnt()
    ask(knowledge_base)
    worked.clear()
    try:
        change(knowledge_base)
        ask(knowledge_base)
    finally:
        learn(*before)
    assert worked == again


def test_a_text_that_was_drawn_anew_from_the_same_file_is_another(knowledge_base: Path) -> None:
    kept, policy, _ = kept_of(knowledge_base)
    anew = replace(policy, source=TEXT.replace("7张", "8张"))
    assert anew.sha256 == policy.sha256
    assert kept.digest("", anew) != kept.digest("", policy) == kept.digest("", policy)


def test_other_code_works_it_out_anew(knowledge_base: Path, worked: list[str]) -> None:
    ask(knowledge_base)
    worked.clear()
    ask(knowledge_base, engine="other code")
    assert worked == ["ledger", "search"]


def test_what_is_of_no_use_any_more_is_removed(knowledge_base: Path) -> None:
    ask(knowledge_base)
    before = {file.name for file in (knowledge_base / "kept").iterdir()}
    _text(knowledge_base)
    ask(knowledge_base)
    kept, policy, lexicon = kept_of(knowledge_base)
    kept.forget_others([policy], lexicon)
    left = {file.name for file in (knowledge_base / "kept").iterdir()}
    assert len(left) == 2
    assert not left & before


def test_where_nothing_was_kept_nothing_is_removed(tmp_path: Path) -> None:
    Kept(tmp_path / "none").forget_others([], Lexicon())
    assert not (tmp_path / "none").exists()


def test_links_are_kept_and_only_those_of_a_changed_text_are_worked_out_again(knowledge_base: Path) -> None:
    texts = {name: TEXT.replace("增加床位", f"增加床位，{name}") for name in ("two", "three")}
    for name, text in texts.items():
        (knowledge_base / "policy_texts" / name).mkdir()
        put(knowledge_base / "policy_texts" / name, text)

    def pairs() -> tuple[list[str], int]:
        """The links, and how many pairs of policies were compared for them."""
        corpus = Corpus.load(knowledge_base)
        kept, _, lexicon = kept_of(knowledge_base)
        alignment = Alignment(corpus, kept.links(lexicon))
        found = [f"{link.a} {link.b} {link.score}" for link in alignment.links()]
        kept.forget_others(corpus.policies, lexicon)
        return found, alignment.work["policies"]

    first, compared = pairs()
    assert first
    assert compared == 3
    assert pairs() == (first, 0)
    put(knowledge_base / "policy_texts" / "two", texts["two"].replace("7张", "8张"))
    assert pairs()[1] == 2
    files = len([*(knowledge_base / "kept").iterdir()])
    assert files == 5  # what three policies are about, and the links of the two that have another before them
