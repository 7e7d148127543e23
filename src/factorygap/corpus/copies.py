"""Articles that repeat one another: reprints, translations of one wire item, lightly rewritten copies.

MinHash (rensa) of the words proposes pairs. A copy tells the same facts, by its numbers and names, in the same words:
the share of common word pairs decides, or that of common words between articles of the same days. A monthly bulletin in
last month's words is no copy: its numbers are others.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from zlib import crc32

from factorygap.places import key
from factorygap.records import Record

REPRINT = 0.5
"""Jaccard share of common word pairs from which one article is a reprint or light rewriting of the other."""
CONTAINED = 0.8
"""Share of the shorter article's word pairs that the longer one holds, from which it quotes it whole."""
RETELLING = 0.5
"""Jaccard share of common content words from which two articles of the same days retell one item."""
SAME_DAYS = 10
"""Days between two retellings of one item."""
REPLACED = 0.1
"""Share of the numbers and of the names that one article may have where the other has others."""
MANY_NUMBERS = 5
"""Numbers in common that outweigh names: two translators spell them in their own ways."""
REPLACED_NAMES = 0.35
"""The share of names that may then differ."""
MIN_WORDS = 20
"""Word pairs below which articles are alike by chance."""

_PERMUTATIONS, _BANDS = 320, 64
"""Bands of five: sets of which half is common are proposed to 87 %, three fifths to 99 %, an eighth to 0.2 %."""
_SEED = 1
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[\w,;’'] )[^\W\d_a-z][^\W_]+")
"""A capitalised word that does not open a sentence."""


@dataclass(frozen=True)
class Copies:
    """Articles of one origin, earliest first; ``upstream`` is the outlet that the copies name, or None."""

    articles: tuple[str, ...]
    upstream: str | None


class CopyFinder:
    """Takes records one by one, keeping about two kilobytes of each; then groups those of one origin."""

    def __init__(self) -> None:
        from rensa import RMinHashLSH

        self._texts: list[_Text] = []
        self._group_of: list[int] = []
        self._index = RMinHashLSH(threshold=RETELLING, num_perm=_PERMUTATIONS, num_bands=_BANDS)

    def add(self, record: Record) -> None:
        if not record.article.relevant or not record.article.text:
            return
        text, content = _read(record)
        if len(text.pairs) < MIN_WORDS:
            return
        number = len(self._texts)
        self._texts.append(text)
        self._group_of.append(number)
        hashed = _hashed(content)
        for other in sorted(set(self._index.query(hashed))):
            if is_copy(self._texts[other], text):
                a, b = self._root(other), self._root(number)
                self._group_of[max(a, b)] = min(a, b)
        if self._root(number) == number:  # later copies are like the one that this one copies, too
            self._index.insert(number, hashed)

    def groups(self) -> list[Copies]:
        """Groups of two or more articles that repeat one source, in the order of their first articles."""
        found: dict[int, list[_Text]] = {}
        for i, text in enumerate(self._texts):
            found.setdefault(self._root(i), []).append(text)
        return [_copies(group) for group in found.values() if len(group) > 1]

    def _root(self, i: int) -> int:
        while self._group_of[i] != i:
            self._group_of[i] = self._group_of[self._group_of[i]]
            i = self._group_of[i]
        return i


def copies(records: Iterable[Record]) -> list[Copies]:
    """The groups of copies among records, which are read once and not kept."""
    finder = CopyFinder()
    for record in records:
        finder.add(record)
    return finder.groups()


@dataclass(frozen=True)
class _Text:
    """An article's word pairs and content words as 32-bit hashes, its facts, and what it says of its origin."""

    article: str
    source: str
    outlet: str | None
    published: date | None
    relays: frozenset[str]
    pairs: array[int]
    content: array[int]
    numbers: frozenset[str]
    names: frozenset[str]


def _hashed(tokens: list[str]) -> Any:
    from rensa import RMinHash

    hashed = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    hashed.update(tokens)
    return hashed


def is_copy(a: _Text, b: _Text) -> bool:
    """Whether two articles have one origin."""
    if not _same_facts(a, b):
        return False
    ours, theirs = set(a.pairs), set(b.pairs)
    common = len(ours & theirs)
    if common / len(ours | theirs) >= REPRINT or common / min(len(ours), len(theirs)) >= CONTAINED:
        return True
    return _same_days(a, b) and _jaccard(frozenset(a.content), frozenset(b.content)) >= RETELLING


def _same_facts(a: _Text, b: _Text) -> bool:
    if _replaced(a.numbers, b.numbers) > REPLACED:
        return False
    names = REPLACED_NAMES if len(a.numbers & b.numbers) >= MANY_NUMBERS else REPLACED
    return _replaced(a.names, b.names) <= names


def _replaced(a: Set[str], b: Set[str]) -> float:
    """The share of items that each has instead of the other's; what one only leaves out does not count."""
    fewer = min(len(a), len(b))
    return (fewer - len(a & b)) / fewer if fewer else 0.0


def _read(record: Record) -> tuple[_Text, list[str]]:
    article = record.article
    body = " ".join((article.text or "")[start:end] for start, end in article.body)
    words = [word.lower() for word in _WORD.findall(body)]
    pairs = sorted({f"{a} {b}" for a, b in pairwise(words)})
    content = sorted({word for word in words if len(word) > 3 and not word.isdigit()})
    text = _Text(
        article.id,
        article.source,
        article.outlet,
        date.fromisoformat(article.published[:10]) if article.published else None,
        frozenset(_relays(record)),
        array("I", (crc32(pair.encode()) for pair in pairs)),
        array("I", (crc32(word.encode()) for word in content)),
        frozenset(sys.intern(number.replace(",", "")) for number in _NUMBER.findall(body)),
        frozenset(sys.intern(key(name)) for name in _NAME.findall(body)) - {""},
    )
    return text, content


def _same_days(a: _Text, b: _Text) -> bool:
    return a.published is None or b.published is None or abs((a.published - b.published).days) <= SAME_DAYS


def _jaccard(a: Set[Any], b: Set[Any]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _copies(group: Sequence[_Text]) -> Copies:
    ordered = sorted(group, key=lambda text: (text.published or date.max, text.source))
    return Copies(tuple(text.article for text in ordered), _upstream(ordered))


def _upstream(group: Sequence[_Text]) -> str | None:
    """The outlet that most of the copies name as their source, first of all one whose own article is among them."""
    named = Counter(relay for text in group for relay in sorted(text.relays) if relay != text.outlet)
    outlets = {text.outlet for text in group}
    return next((name for name, _ in named.most_common() if name in outlets), next(iter(named), None))


def _relays(record: Record) -> set[str]:
    """Outlets and agencies that an article names as the ones it has its statements from."""
    voices = [level.voice for level in record.output_levels] + [claim.voice for claim in record.claims]
    return {voice.chain[0] for voice in voices if len(voice.chain) > 1} | {
        voice.name for voice in voices if voice.name and voice.kind in ("state_media", "report")
    }
