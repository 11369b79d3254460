"""The walk at a terminal: what waits is shown, keys decide. Works without colours, and with keys from a pipe."""

from __future__ import annotations

import io
import sys
import unicodedata
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from policykit.base.diagnostics import PolicykitError
from policykit.base.resources import load
from policykit.model import Dismissal, Reason
from policykit.specs.review.declare import find_indicators, is_free, part_unit, proposed_name
from policykit.specs.review.walk import ChangedError
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from policykit.base.diagnostics import Diagnostic
    from policykit.model import Draft, Requirement
    from policykit.specs.review.walk import Walk

__all__ = ["Dialog", "Keys"]

_AROUND = 120
"""So many characters before and behind a quote are shown of a long clause."""
_LISTED = 5
"""So many numbers that are left open are named."""
_FIELDS = (
    "target",
    "due",
    "due_from",
    "modality",
    "quote",
    "indicator",
    "population",
    "per",
    "bearer",
    "softly",
    "from",
    "every",
    "when",
    "vague",
    "note",
    "id",
)


_PROPOSED = tuple(
    f"proposes.{key}" for key in ("name", "unit", "numerator", "denominator", "entity", "grades", "aliases")
)


class Keys:
    """Keys and lines that a person types, or that come through a pipe: there blanks between keys mean nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def key(self) -> str:
        """The next key; empty at the end."""
        with self._single():
            while (read := self._stream.read(1)) and read.isspace():
                pass
        return unicodedata.normalize("NFKC", read)

    def line(self) -> str:
        """The next line without its end; empty at the end, too."""
        return self._stream.readline().strip()

    @contextmanager
    def _single(self) -> Iterator[None]:
        """At a terminal, keys come one by one and are not shown."""
        handle, saved = -1, None
        with suppress(ImportError, OSError, ValueError, io.UnsupportedOperation):
            import termios
            import tty

            handle = self._stream.fileno()
            if self._stream.isatty():
                saved = termios.tcgetattr(handle)
                tty.setcbreak(handle)
        try:
            yield
        finally:
            if saved is not None:
                termios.tcsetattr(handle, termios.TCSADRAIN, saved)


class Dialog:
    """Goes through what waits until it is decided, skipped, or left for another time."""

    def __init__(self, walk: Walk, console: Console, keys: Keys | None = None) -> None:
        self.walk, self.console, self.keys = walk, console, keys or Keys(sys.stdin)
        self.words = load("review")
        self._does: dict[str, Callable[[Draft], None]] = {
            "a": self._accept,
            "e": self._edit,
            "i": self._replace,
            "d": self._dismiss,
            "h": self._dismiss_section,
            "x": self._drop,
            "s": self.walk.skip,
            "t": self._show_all,
        }

    def run(self) -> None:
        """Go through all of it."""
        if self.walk.problems:
            self._say(self.words["faulty"].format(count=len(self.walk.problems)))
            self._tell(self.walk.problems)
        last: object = None
        while True:
            draft = self.walk.current
            if draft is not last and draft is not None:
                self._show(draft)
            elif draft is None:
                self._count("done")
                self._tell_open()
            last, key = draft, self.keys.key()
            if key in {"", "q", "\x04"} or (draft is None and key != "u"):
                break
            self._do(draft, key)
        if self.walk.drafts and draft is not None:
            self._count("left")

    def _do(self, draft: Draft | None, key: str) -> None:
        """What a key does, and what came of it."""
        try:
            if key == "u":
                self._undo()
            elif draft is None or key not in self._keys_of(draft):
                self._say(self.words["unknown_key"].format(key=key))
            else:
                self._does[key](draft)
        except ChangedError:
            self._say(self.words["changed_underneath"].format(path=self.walk.path))
        except PolicykitError as error:
            self._tell(error.diagnostics)
        self._say_written()

    def _keys_of(self, draft: Draft) -> str:
        return "aeidhst" if draft.requirement else "adxhst"

    def _count(self, how: str) -> None:
        left = len(self.walk.drafts)
        counts = {"decided": self.walk.decided, "skipped": self.walk.skipped, "left": left}
        self._say(self.words[how].format(policy=self.walk.policy.id, **counts))

    def _tell_open(self) -> None:
        """What no entry quotes, so that nobody takes the end of the drafts for the end of the numbers."""
        if left := self.walk.open:
            listed = [f"{line.clause.label} {line.quantity.surface}" for line in left[:_LISTED]]
            self._say(self.words["open"].format(count=len(left), listed="；".join(listed)))

    # --- what is shown ---------------------------------------------------------------------------

    def _show(self, draft: Draft) -> None:
        clause = next(each for each in self.walk.policy.clauses if each.id == draft.clause)
        place = f"{pinpoint(clause.label, self.walk.policy.script)} {clause.heading}".strip()
        left = len(self.walk.drafts) - self.walk.skipped
        head = self.words["head"].format(policy=self.walk.policy.id, place=" ".join(place.split()), left=left)
        self.console.print(Rule(Text(head), align="left", style=""))
        rows = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        rows.add_column(no_wrap=True, width=4)
        rows.add_column(overflow="fold")
        names = self.words["rows"]
        rows.add_row(names["quote"], self._quoted(draft, _AROUND))
        facts = (
            self._dismissal(draft.entry)
            if isinstance(draft.entry, Dismissal)
            else self._facts(draft, draft.entry)
        )
        for name, text in (*facts, ("reason", draft.reason)):
            if text:
                rows.add_row(names[name], Text(text))
        self.console.print(rows)
        self._say(self.words["keys_requirement" if draft.requirement else "keys_dismissal"])

    def _dismissal(self, entry: Dismissal) -> list[tuple[str, str]]:
        what = f"{self.words['rows']['dismisses']}：{entry.reason.label}"
        return [("asks", self.words["whole"].format(label=what) if entry.whole else what)]

    def _facts(self, draft: Draft, asked: Requirement) -> list[tuple[str, str]]:
        words, known = self.words, self.walk.known(draft)
        indicator = known or asked.indicator
        form = "existing" if draft.proposal is None or known else "proposed"
        named = words[form].format(label=indicator.label, name=indicator.name, unit=indicator.unit)
        due = asked.due.isoformat() if asked.due else words["no_due"]
        if asked.due:
            due += f"（{load('specs')['due_from'][asked.due_from]}）"
        more = [*asked.bearer, asked.population, *(condition.plain for condition in asked.when), asked.softly]
        found = self.walk.disagreements(draft)
        return [
            ("asks", asked.plain),
            ("indicator", f"{named}＝{indicator.formula}" if indicator.formula else named),
            ("target", asked.target.plain),
            ("due", f"{due}　{asked.modality.label}"),
            ("more", "；".join(filter(None, more))),
            ("check", "；".join(each.message for each in found) if found else words["agrees"]),
        ]

    def _quoted(self, draft: Draft, around: int | None) -> Text:
        """The clause as published, with the quote marked: in colours, and in brackets that need none."""
        policy = self.walk.policy
        clause = next(each for each in policy.clauses if each.id == draft.clause)
        span, end = draft.span, max(clause.end, draft.span.end)
        first = clause.start if around is None else max(clause.start, span.start - around)
        last = end if around is None else min(end, span.end + around)
        before, quote, after = (
            " ".join(policy.source[start:stop].split())
            for start, stop in ((first, span.start), span, (span.end, last))
        )
        text = Text("…" if first > clause.start else "")
        text.append(before)
        text.append(f"【{quote}】", style="bold reverse")
        text.append(after)
        return text.append("…" if last < end else "")

    def _show_all(self, draft: Draft) -> None:
        self.console.print(self._quoted(draft, None))

    def _say(self, text: str) -> None:
        self.console.print(Text(text))

    def _tell(self, problems: Sequence[Diagnostic]) -> None:
        for problem in problems:
            self._say(problem.render())

    def _say_written(self) -> None:
        if what := self.walk.news():
            self._say(self.words["written"].format(path=f"specs/{self.walk.path.name}", what=what))

    # --- what is asked ---------------------------------------------------------------------------

    def _ask(self, what: str, /, **values: object) -> str:
        self.console.print(Text(self.words[f"ask_{what}"].format(**values)), end="")
        answer = self.keys.line()
        if not self.console.is_terminal:
            self._say(answer)
        return answer

    def _choose(self, name: str, options: Sequence[str]) -> int | None:
        """The index of one of some options; `None` when none is chosen."""
        for number, option in enumerate(options, 1):
            self._say(f"  {number}. {option}")
        answer = unicodedata.normalize("NFKC", self._ask(name))
        return int(answer) - 1 if answer.isdecimal() and 0 < int(answer) <= len(options) else None

    def ask_by(self) -> None:
        """Who reviews: what is accepted is marked with the name."""
        self.walk.by = self._ask("by")

    # --- what the keys do ------------------------------------------------------------------------

    def _accept(self, draft: Draft) -> None:
        if draft.proposal is not None and self.walk.known(draft) is None:
            self._declare(draft)
            return
        found = self.walk.accept(draft)
        self._tell(found)
        # Only what the second reading disagrees with can be overruled; what is wrong in itself cannot.
        keys = [str(each.values["key"]) for each in found if "key" in each.values and "spec" in each.values]
        if keys and len(keys) == len(found) and (reason := self._ask("overrule")):
            self._tell(self.walk.accept(draft, dict.fromkeys(keys, reason)))

    def _declare(self, draft: Draft) -> None:
        proposal = draft.proposal
        if proposal is None:
            return
        if proposal.unit == load("drafting")["unknown_unit"]:
            self._ask_unit(draft)
            return
        name = proposed_name(proposal.label, self.walk.specs.registry)
        answer = self._ask("name", name=name)
        if answer == "-":
            return
        name = answer or name
        if not is_free(name, self.walk.specs.registry):
            self._say(self.words["bad_name"].format(name=name))
            return
        unit = part_unit(proposal.numerator)
        if proposal.denominator:
            unit = self._ask("part_unit", unit=unit) or unit
        self._tell(self.walk.declare(draft, name, unit))

    def _ask_unit(self, draft: Draft) -> None:
        """Of what the text gives no unit for, a person says it before it is declared."""
        if unit := self._ask("unit"):
            self._tell(self.walk.set(draft, "proposes.unit", written_as("proposes.unit", unit)))
            again = self.walk.current
            if again is not None and again.proposal is not None:
                self._declare(again)

    def _edit(self, draft: Draft) -> None:
        names, written = self.words["field_names"], self.walk.entry(draft)
        held = {
            **written,
            **{f"proposes.{key}": value for key, value in (written.get("proposes") or {}).items()},
        }
        held["proposes.name"] = written.get("indicator")
        fields = [*_FIELDS, *(_PROPOSED if draft.proposal else ())]
        listed = [f"{names[key]}：{_shown(held.get(key), self.words['none'])}" for key in fields]
        chosen = self._choose("field", listed)
        if chosen is None:
            return
        key = fields[chosen]
        while answer := self._ask("value", hint=self.words["field_hints"].get(key, names[key])):
            value = None if answer == "-" else written_as(key, answer)
            try:
                found = self.walk.set(draft, key, value)
            except PolicykitError:  # it is no value that a line of the file can hold
                self._say(self.words["bad_value"].format(value=answer))
                continue
            if not found:
                return
            self._tell(found)

    def _replace(self, draft: Draft) -> None:
        while words := self._ask("find"):
            found = find_indicators(words, self.walk.specs.registry)
            if not found:
                self._say(self.words["none_found"])
                continue
            shown = [
                self.words["existing"].format(label=each.label, name=each.name, unit=each.unit)
                for each in found
            ]
            if (chosen := self._choose("which", shown)) is not None:
                self._tell(self.walk.set(draft, "indicator", found[chosen].name))
                return

    def _reason(self) -> Reason | None:
        reasons = [each for each in Reason if each is not Reason.REPEAT]
        chosen = self._choose("reason", [each.label for each in reasons])
        return None if chosen is None else reasons[chosen]

    def _dismiss(self, draft: Draft) -> None:
        if reason := self._reason():
            self.walk.dismiss(draft, reason, self._ask("note"))

    def _dismiss_section(self, draft: Draft) -> None:
        sections = self.walk.sections(draft)
        shown = [
            self.words["section"].format(label=each.label, heading=each.heading, count=len(each.drafts))
            for each in sections
        ]
        chosen = self._choose("section", shown)
        if chosen is not None and (reason := self._reason()):
            self.walk.dismiss_section(sections[chosen], reason)

    def _drop(self, draft: Draft) -> None:
        self.walk.drop(draft)

    def _undo(self) -> None:
        what = self.walk.undo()
        self._say(self.words["undone"].format(what=what) if what else self.words["nothing_to_undo"])


def written_as(key: str, answer: str) -> str:
    """A typed value as YAML: a target may be typed as a text says it, a text needs no quotation marks.

    >>> written_as("target", "不低于85%"), written_as("target", "3—5个"), written_as("due", "2026")
    ('{at_least: 85%}', '{between: 3—5个}', '2026')
    """
    from policykit.base.yamlfile import scalar

    if answer[:1] in "{[":
        return answer
    if key != "target":
        return answer if answer.replace("-", "").isalnum() else scalar(answer)
    words = load("review")
    if flag := words["target_flags"].get(answer):
        return f"{{{flag}: true}}"
    for word in sorted(words["target_words"], key=len, reverse=True):
        if answer.startswith(word):
            return f"{{{words['target_words'][word]}: {answer.removeprefix(word).strip()}}}"
    return f"{{between: {answer}}}" if any(dash in answer for dash in "—–-~～至") else f"{{equals: {answer}}}"


def _shown(value: object, none: str) -> str:
    if value is None:
        return none
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(each, none)}" for key, each in value.items()) + "}"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
