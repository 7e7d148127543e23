"""Articles that repeat one another: reprints, translations of one wire item, lightly rewritten copies.

MinHash (rensa) proposes pairs; the exact share of common word pairs, or of common words between articles of the same
days that agree in their numbers, decides.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from zlib import crc32

from factorygap.records import Record

REPRINT = 0.5
"""Jaccard share of common word pairs from which one article is a reprint or light rewriting of the other."""
CONTAINED = 0.8
"""Share of the shorter article's word pairs that the longer one holds, from which it quotes it whole."""
RETELLING = 0.5
"""Jaccard share of common content words from which two articles of the same days retell one item."""
SAME_DAYS = 10
"""Days between two retellings of one item."""
MIN_WORDS = 20
"""Shorter articles are alike by chance."""

_PROPOSED = 0.95
"""Share of the pairs at the threshold that the index proposes."""
_PERMUTATIONS = 128
_SEED = 1
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Copies:
    """Articles of one origin, earliest first; ``upstream`` is the outlet that the copies name, or None."""

    articles: tuple[str, ...]
    upstream: str | None


def copies(records: Iterable[Record]) -> list[Copies]:
    """Groups of two or more articles that repeat one source, in the order of their first articles.

    Records are read once and not kept; about two kilobytes of an article stay in memory.
    """
    texts: list[_Text] = []
    by_pairs, by_words = _Index(threshold=0.3), _Index(threshold=0.4)
    group_of: list[int] = []
    for record in records:
        if not record.article.relevant or not record.article.text:
            continue
        text, pairs, content = _read(record)
        if len(pairs) < MIN_WORDS:
            continue
        group_of.append(len(texts))
        for other in sorted(by_pairs.add(len(texts), pairs) | by_words.add(len(texts), content)):
            a, b = _root(group_of, other), _root(group_of, len(texts))
            if a != b and is_copy(texts[other], text):
                group_of[max(a, b)] = min(a, b)
        texts.append(text)
    groups: dict[int, list[_Text]] = {}
    for i, text in enumerate(texts):
        groups.setdefault(_root(group_of, i), []).append(text)
    return [_copies(group) for group in groups.values() if len(group) > 1]


@dataclass(frozen=True)
class _Text:
    """An article's word pairs, content words and numbers as 32-bit hashes, and what it says of its origin."""

    article: str
    source: str
    outlet: str | None
    published: date | None
    relays: frozenset[str]
    pairs: array[int]
    content: array[int]
    numbers: frozenset[str]


class _Index:
    """Finds earlier token sets that are alike at least to the threshold, nearly always."""

    def __init__(self, threshold: float) -> None:
        from rensa import RMinHashLSH

        bands = next(
            bands
            for bands in (4, 8, 16, 32, 64)
            if 1 - (1 - threshold ** (_PERMUTATIONS // bands)) ** bands > _PROPOSED
        )
        self._lsh = RMinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS, num_bands=bands)

    def add(self, number: int, tokens: list[str]) -> set[int]:
        from rensa import RMinHash

        hashed = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        hashed.update(tokens)
        found = set(self._lsh.query(hashed))
        self._lsh.insert(number, hashed)
        return found


def is_copy(a: _Text, b: _Text) -> bool:
    """Whether two articles have one origin."""
    ours, theirs = set(a.pairs), set(b.pairs)
    common = len(ours & theirs)
    if common / len(ours | theirs) >= REPRINT or common / min(len(ours), len(theirs)) >= CONTAINED:
        return True
    return (
        _same_days(a, b)
        and _jaccard(a.numbers, b.numbers) >= RETELLING
        and _jaccard(frozenset(a.content), frozenset(b.content)) >= RETELLING
    )


def _read(record: Record) -> tuple[_Text, list[str], list[str]]:
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
        frozenset(word for word in words if any(char.isdigit() for char in word)),
    )
    return text, pairs, content


def _same_days(a: _Text, b: _Text) -> bool:
    return a.published is None or b.published is None or abs((a.published - b.published).days) <= SAME_DAYS


def _jaccard(a: Set[Any], b: Set[Any]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _root(group_of: list[int], i: int) -> int:
    while group_of[i] != i:
        group_of[i] = group_of[group_of[i]]
        i = group_of[i]
    return i


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
