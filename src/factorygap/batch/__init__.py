"""Many articles: any number of inputs into one output, exactly once each, whatever dies on the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.metadata import distributions
from os.path import realpath
from pathlib import Path

from factorygap import __version__, remote, store
from factorygap.batch import inputs, supervisor
from factorygap.batch.contract import Failure, Input, MakeWorker, Outcome, Settings, Worker
from factorygap.batch.inputs import Selection
from factorygap.batch.journal import SUFFIX, Counts, Journal, read_contents
from factorygap.errors import OutputError, StoreError
from factorygap.printing import json_safe
from factorygap.store import atomic

__all__ = ["Counts", "Job", "Plan", "Selection", "Settings", "local", "plan", "run"]

Engine = Callable[[Iterable[Input], MakeWorker, Settings, int], Generator[Outcome]]
"""Puts inputs through workers and gives each one's outcome, once, in any order. The number is that of all inputs."""


@dataclass(frozen=True)
class Job:
    """What to read, how, and where the records go."""

    paths: Sequence[str]
    output: str
    """Path or address of the store; a path that ends in a slash is a folder of CSV tables."""
    format: str | None = None
    table: str | None = None
    errors: Path | None = None
    selection: Selection = field(default_factory=Selection)
    settings: Settings = field(default_factory=Settings)
    restart: bool = False
    keep_removed: bool = False


@dataclass
class Plan:
    """What a run would do."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    removed: int = 0


def extractor(settings: Settings) -> Worker:
    """The real worker; spaCy is imported where it works, not where it is asked for."""
    from factorygap.batch.worker import Extractor

    return Extractor(settings)


def local(workers: int) -> Engine:
    """The engine of supervised processes on this machine."""

    def engine(items: Iterable[Input], make: MakeWorker, settings: Settings, total: int) -> Generator[Outcome]:
        chunk = max(1, min(supervisor.CHUNK, total // (4 * workers)))
        return supervisor.run(items, make, settings, workers, chunk)

    return engine


def run(
    job: Job,
    engine: Engine,
    *,
    make: MakeWorker = extractor,
    begun: Callable[[int, bool], None] = lambda total, anew: None,
    progressed: Callable[[Counts], None] = lambda counts: None,
    failed: Callable[[str, str, str], None] = lambda path, code, message: None,
) -> Counts:
    """Do what is new or changed and write the output, whole or not at all; say what the inputs came to.

    ``begun`` hears the number of inputs and whether other settings than an earlier run's made it begin anew,
    ``failed`` path, code and message of every failure at the end, in the order of the inputs.
    Raises UnreadableInput for a path that does not exist, OutputError, StoreError, ModelError, LexiconError.
    """
    paths, selection = inputs.expanded(job.paths), _selection(job)
    with _journal(job) as journal:
        total = inputs.count(paths, selection)
        begun(total, journal.settings_changed)
        with closing(engine(_tasks(journal, inputs.listed(paths, selection)), make, job.settings, total)) as outcomes:
            for outcome in outcomes:
                journal.keep(outcome)
                progressed(journal.counts)
        journal.settle(keep_removed=job.keep_removed)
        store.write(journal.records(), job.output, job.format, table=job.table)
        if job.errors is not None:
            _write_errors(journal, job.errors)
        for failure in journal.failures():
            failed(*failure)
        return journal.counts


def plan(job: Job) -> Plan:
    """What a run would do. Reads the files that an earlier run knows, writes nothing."""
    known = {} if job.restart else read_contents(resume_file(job.output), _fingerprint(job.settings))
    found, seen = Plan(), set()
    for item in inputs.listed(inputs.expanded(job.paths), _selection(job)):
        if item.key in seen:
            continue
        seen.add(item.key)
        if isinstance(item, Failure):
            found.failed += 1
        elif item.key not in known:
            found.new += 1
        elif inputs.digest(item, job.settings.limits) == known[item.key]:
            found.unchanged += 1
        else:
            found.changed += 1
    found.removed = len(known.keys() - seen)
    return found


@contextmanager
def _journal(job: Job) -> Iterator[Journal]:
    """The journal of a job's output, after everything that can be known to go wrong at the end has been looked at."""
    store.format_of(job.output, job.format)
    output = Path(realpath(job.output))
    if remote.is_address(job.output):
        remote.check(job.output)
    elif not atomic.is_plain(output) and not output.is_dir():
        raise OutputError(f"cannot write {job.output}: a batch needs a file or a folder of its own")
    path = resume_file(job.output)
    with closing(Journal(path, _fingerprint(job.settings), restart=job.restart)) as journal:
        try:
            yield journal
        except sqlite3.Error as error:
            raise StoreError(f"cannot use {path}: {error}; the same command goes on from what is done") from error


def resume_file(output: str) -> Path:
    """Where the state of a batch is kept: beside the output, or for an address in the folder that one is in."""
    if remote.is_address(output):
        return Path(f"{remote.name(output)}.{sha256(output.encode()).hexdigest()[:8]}{SUFFIX}").absolute()
    target = Path(realpath(output))
    return target.with_name(target.name + SUFFIX)


def _selection(job: Job) -> Selection:
    written = [job.output, str(resume_file(job.output)), *([str(job.errors)] if job.errors else [])]
    return replace(job.selection, ours=tuple(map(realpath, written)), limits=job.settings.limits)


def _tasks(journal: Journal, found: Iterable[Input | Failure]) -> Iterator[Input]:
    """The inputs that are to be looked at; what cannot even be listed is kept as a failure."""
    for position, item in enumerate(found):
        seen, known = journal.see(item.key, position)
        if seen:
            continue
        if isinstance(item, Failure):
            journal.keep(item)
        else:
            yield replace(item, known=known)


def _write_errors(journal: Journal, path: Path) -> None:
    with atomic.replacing(path) as [draft], draft.open("w", encoding="utf-8") as file:
        for source, code, message in journal.failures():
            line = {"path": source, "code": code, "message": message}
            file.write(json_safe(json.dumps(line, ensure_ascii=False)) + "\n")


def _fingerprint(settings: Settings) -> str:
    """All that a record depends on beside its article."""
    name = (settings.model or "en_core_web_sm").replace("-", "_")
    models = {f"{d.name} {d.version}" for d in distributions() if d.name.replace("-", "_").startswith(name)}
    words = sha256()
    if settings.lexicon:
        for file in sorted(Path(settings.lexicon).glob("*.toml")):
            words.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    known = {"factorygap": __version__, "models": sorted(models), "lexicon": words.hexdigest(), "text": settings.text}
    return json.dumps(known)
