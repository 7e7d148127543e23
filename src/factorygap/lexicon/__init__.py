"""The word lists: TOML files beside this one, each entry with examples that the tests run.

    [[entry]]
    id = "slow-to-crawl"
    phrases = ["slow to a crawl", "slowed? to a trickle"]      # the language of phrases.py
    status = "near_halt"                                        # any further keys: what the entry means
    examples = ["Work at the mill has [slowed to a crawl]."]    # the part that must be found, in brackets
    misses = ["Traffic slowed to a crawl on the ring road."]    # where nothing may be found

A folder of the user's own adds entries to the list of the same file name; an entry replaces the one with its id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from factorygap.errors import LexiconError

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    id: str
    phrases: tuple[str, ...]
    means: dict[str, Any] = field(hash=False)
    examples: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> Any:
        return self.means.get(key)


def names() -> tuple[str, ...]:
    """The names of the word lists, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def load(name: str, folder: str | None = None) -> tuple[Entry, ...]:
    """The entries of a word list, with those of the user's ``folder`` added.

    Raises LexiconError naming the file and the entry.
    """
    entries = {entry.id: entry for entry in _read(FOLDER / f"{name}.toml")}
    if folder is not None:
        if not Path(folder).is_dir():
            raise LexiconError(f"no lexicon folder {folder!r}")
        own = Path(folder) / f"{name}.toml"
        if own.exists():
            entries |= {entry.id: entry for entry in _read(own)}
    return tuple(entries.values())


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """The phrases of one of our word lists by the role of their entries, or the id of those that have none."""
    found: dict[str, frozenset[str]] = {}
    for entry in load(name):
        key = entry["role"] or entry.id
        found[key] = found.get(key, frozenset()).union(entry.phrases)
    return found


def _read(path: Path) -> list[Entry]:
    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error
    rows = data.get("entry", [])
    if not isinstance(rows, list):
        raise LexiconError(f"{path}: entries are written as [[entry]]")
    return [_entry(path, row) for row in rows]


def _entry(path: Path, row: dict[str, Any]) -> Entry:
    means = dict(row)
    name = means.pop("id", None)
    phrases = means.pop("phrases", None)
    if not isinstance(name, str) or not name:
        raise LexiconError(f"{path}: an entry has no id: {row}")
    if not isinstance(phrases, list) or not phrases or not all(isinstance(p, str) and p.strip() for p in phrases):
        raise LexiconError(f"{path}: entry {name!r} needs phrases, a list of texts")
    return Entry(name, tuple(phrases), means, tuple(means.pop("examples", ())), tuple(means.pop("misses", ())))
