"""The command `policykit lexicon`: words of the field, proposed from the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from policykit.cli.app import PathOption, app, load, say

if TYPE_CHECKING:
    from policykit.corpus import Corpus
    from policykit.index.proposed import Evidence, ProposedWords

__all__ = ["lexicon", "proposed_lexicon"]


@app.command(
    help="从收录的文件里提出本领域的词、同义词和措施，供写入 specs/lexicon.yml；检索和条款对照都用它。"
)
def lexicon(
    write: Annotated[
        bool, typer.Option("--write", help="写入 specs/lexicon.yml，原有的内容和注释不动；不写则只显示。")
    ] = False,
    path: PathOption = None,
) -> None:
    """Print the words that are proposed, or add them to the lexicon."""
    from policykit.base.files import read_file, replace_file
    from policykit.base.resources import LEXICON
    from policykit.base.resources import load as load_words

    corpus, words = load(path), load_words("wordlist")
    file = corpus.root / LEXICON
    before = read_file(file).decode("utf-8-sig") if file.exists() else ""
    after = proposed_lexicon(corpus, before)
    if after == before:
        say(words["nothing"])
    elif write:
        replace_file(file, after.encode())
        say(words["added"].format(path=LEXICON.as_posix()))
    else:
        say(after, end=False)


def proposed_lexicon(corpus: Corpus, text: str) -> str:
    """The text of a lexicon with what the corpus proposes beside it; the same text when that is nothing.

    Without a lexicon of its own a knowledge base is read with that of the package, which is of another field: for an
    empty text all is proposed.
    """
    from policykit.base.resources import load as load_words
    from policykit.index.lexicon import Lexicon
    from policykit.index.proposed import propose
    from policykit.specs.review.edits import add_lines

    lines = _lines(propose(corpus, Lexicon.read(text) if text else Lexicon(), _measured(corpus)))
    for key, listed in lines.items():
        if listed:
            text = text or load_words("wordlist")["head"].format(policies=len(corpus.policies))
            text = add_lines(text, key, listed)
    return text


def _measured(corpus: Corpus) -> list[str]:
    """The names of what the specs ask and what is drafted, as far as they can be read."""
    from policykit.base.diagnostics import PolicykitError
    from policykit.specs import Specs

    try:
        specs = Specs.read(corpus)
    except PolicykitError:
        return []
    drafted = (draft.requirement for draft in specs.drafts if draft.requirement is not None)
    asked = [*specs.requirements, *drafted]
    return list(dict.fromkeys(name for each in asked for name in each.indicator.names))


def _lines(proposed: ProposedWords) -> dict[str, list[str]]:
    """The lines of each part of the lexicon; each word with why it is proposed."""
    measures = [
        line
        for measure, ways in proposed.measures.items()
        for line in (f"{measure}:", f"  {measure}: [{', '.join(ways)}]")
    ]
    return {
        "words": [f"- {word}  # {_because(evidence)}" for word, evidence in proposed.words.items()],
        "synonyms": [f"- [{', '.join(group)}]" for group in proposed.synonyms],
        "measures": measures,
    }


def _because(evidence: Evidence) -> str:
    from policykit.base.resources import load as load_words

    words = load_words("wordlist")
    more = words["in_heading"] if evidence.headed else ""
    return str(words["because"].format(policies=evidence.policies, clauses=evidence.clauses, more=more))
