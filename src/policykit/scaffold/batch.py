"""Many policies at once: files, folders and zip archives, side by side, each all or nothing.

What a document becomes is a pure function of its bytes and runs in a process of its own; here they are only found,
given ids that nobody has, and written. Of the corpus only the cards are read, once, so that the thousandth costs
what the first did.
"""

from __future__ import annotations

import os
import re
from collections import deque
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.drivers import end_with_parent
from policykit.base.files import read_file, write_new
from policykit.base.resources import load
from policykit.intake import MOST_BYTES, Package, kind_of
from policykit.scaffold.collected import Added, Collected
from policykit.scaffold.limit import TooLong, within
from policykit.scaffold.policy import Options, prepare, taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Outcome", "Source", "add_policies", "found"]

_FEW = 16
"""So many documents are read here: other processes would take longer to start."""
_AHEAD = 32
_MOST_MEMORY = 4 * 2**30
_PASSED = re.compile(r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$|__MACOSX|policy_texts$|_build$)", re.IGNORECASE)
"""What systems and office programs leave in folders, and what a knowledge base holds already."""


class Source(NamedTuple):
    """A document to be added: a file, or a member of an archive."""

    path: Path
    member: str = ""
    refused: tuple[Diagnostic, ...] = ()
    """Why nothing in it can be added: an archive that is damaged, or holds more than any."""

    @property
    def name(self) -> Path:
        """What diagnostics call it."""
        return self.path / self.member if self.member else self.path


class Outcome(NamedTuple):
    """What became of a document: a policy, or why there is none."""

    source: Path
    policy: str = ""
    title: str = ""
    missing: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def found(paths: Iterable[Path]) -> list[Source]:
    """Every document in files, folders and zip archives, in the order of their names; nothing is read but archives."""
    sources: list[Source] = []
    for path in paths:
        inside = sorted(each for each in path.rglob("*") if not each.is_dir()) if path.is_dir() else [path]
        for each in inside:
            if path.is_dir() and any(_PASSED.match(part) for part in each.relative_to(path).parts):
                continue
            try:
                sources += _members(each) or [Source(each)]
            except PolicykitError as error:
                sources.append(Source(each, refused=tuple(error.diagnostics)))
    return sources


def _members(path: Path) -> list[Source]:
    """The files in an archive; none for what is no archive, or a document that is packed itself."""
    if path.suffix.lower() != ".zip":
        return []
    data = read_file(path, MOST_BYTES)
    if kind_of(data) != "text" or not data.startswith(b"PK"):
        return []
    names = sorted(member.filename for member in Package(data, "zip").members if not member.is_dir())
    return [Source(path, name) for name in names if not any(map(_PASSED.match, name.split("/")))]


def add_policies(
    sources: Iterable[Source],
    options: Options,
    *,
    progress: Callable[[Iterator[Outcome], int], Iterable[Outcome]] | None = None,
) -> list[Outcome]:
    """Add every document as a policy of its own; what became of each, in their order.

    What is collected already is refused, also for what came before it in the same call, unless it is taken `anyway`.

    Ids are proposed: the name of the file where that says something, else the 文号, else division and title.
    """
    listed = list(sources)
    outcomes = _outcomes(listed, options)
    return list(progress(outcomes, len(listed)) if progress else outcomes)


def _outcomes(sources: list[Source], options: Options) -> Iterator[Outcome]:
    workers = min(os.cpu_count() or 1, len(sources) // _FEW)
    collected = Collected(options.root)
    with _pool(workers) if workers > 1 else nullcontext() as pool:
        for source, result in _prepared(sources, options, pool):
            problems = [] if isinstance(result, Added) else result
            if isinstance(result, Added) and not options.anyway:
                problems = list(collected.refuse(result, str(_called(source))))
            if problems or not isinstance(result, Added):
                yield Outcome(source.name, problems=tuple(problems))
                continue
            outcome = _written(source, result, options)
            if outcome.policy:
                collected.add(result._replace(policy=outcome.policy))
            yield outcome


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_bounded)


def _bounded() -> None:
    """Bound the memory of a process that reads files: what asks for more is refused, and takes nobody with it."""
    end_with_parent()
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _prepared(
    sources: list[Source], options: Options, pool: Executor | None
) -> Iterator[tuple[Source, Added | list[Diagnostic]]]:
    """Each document made ready, in order; a few are under way at a time."""
    if pool is None:
        yield from ((source, _attempt(source, options)) for source in sources)
        return
    rest = deque(sources)
    running: deque[Future[Added | list[Diagnostic]]] = deque()
    try:
        while rest:
            while len(running) < min(_AHEAD, len(rest)):
                running.append(pool.submit(_attempt, rest[len(running)], options))
            result = running[0].result()
            running.popleft()
            yield rest.popleft(), result
    except BrokenProcessPool:
        # A library ended its process: which document it was is seen when each is read by itself.
        yield from ((source, _apart(source, options)) for source in rest)


def _apart(source: Source, options: Options) -> Added | list[Diagnostic]:
    with _pool(1) as pool:
        try:
            return pool.submit(_attempt, source, options).result()
        except BrokenProcessPool:
            values: dict[str, object] = {"format": load("intake")["kinds"]["file"]}
            return [Diagnostic(Code.SOURCE_BROKEN, values, file=str(source.name))]


def _attempt(source: Source, options: Options, policy_id: str | None = None) -> Added | list[Diagnostic]:
    """A document made ready, or why it cannot be: a pure function of its bytes, for any process."""
    if source.refused:
        return list(source.refused)
    try:
        data = read_file(source.path, MOST_BYTES)
        if source.member:
            data = Package(data, "zip").read(source.member, MOST_BYTES)
        with within(options.seconds):
            return prepare(_called(source), data, options, policy_id)
    except PolicykitError as error:
        return error.diagnostics
    except TooLong:
        return [Diagnostic(Code.SOURCE_TOO_SLOW, {"seconds": options.seconds}, file=str(_called(source)))]


def _called(source: Source) -> Path:
    """The name of a document; that of a member in the encoding of Chinese archives, where it is not Unicode."""
    if not source.member:
        return source.path
    try:
        return source.path / source.member.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return source.name


def _written(source: Source, added: Added, options: Options) -> Outcome:
    """Write a policy; where its id is another's, it gets the next that is free."""
    policy, count = added.policy, 1
    while any(taken(options.root, policy)):
        count += 1
        policy = f"{added.policy}-{count}"
    name = _called(source)
    if policy != added.policy:
        again = _attempt(source, options, policy)
        if not isinstance(again, Added):
            return Outcome(name, problems=tuple(again))
        added = again
    try:
        write_new(dict(added.files))
    except PolicykitError as error:
        return Outcome(name, problems=tuple(error.diagnostics))
    return Outcome(name, policy, added.title, added.missing)
