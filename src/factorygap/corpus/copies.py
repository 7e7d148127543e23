"""Articles that repeat one another: reprints, translations of one wire item, lightly rewritten copies.

MinHash proposes pairs: of word pairs for reprints, of single words for retellings, and these only among articles of the
same days. A copy tells the same facts, by its numbers and names, in the same words: the share of common word pairs
decides, or that of common words between articles of the same days. A monthly bulletin in last month's words is no copy:
its numbers are others. Copies of copies are of one group.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
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

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[\w,;’'] )[^\W\d_a-z][^\W_]+")
"""A capitalised word that does not open a sentence."""


@dataclass(frozen=True)
class Copies:
    """Articles of one origin, earliest first; ``upstream`` is the outlet that the copies name, or None."""

    articles: tuple[str, ...]
    upstream: str | None
    sources: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    """The articles by their numbers in the index: the same text from two sources is one article id."""


@dataclass(frozen=True)
class Text:
    """An article's word pairs and content words as 32-bit hashes, and its facts.

    ``day`` is that of publication, counted from the year 1.
    """

    article: str
    day: int | None
    pairs: array[int]
    content: array[int]
    numbers: frozenset[str]
    names: frozenset[str]

    @cached_property
    def pair_set(self) -> frozenset[int]:
        return frozenset(self.pairs)

    @cached_property
    def content_set(self) -> frozenset[int]:
        return frozenset(self.content)


def text_of(record: Record) -> Text | None:
    """What an article is compared by; None where it says nothing of plants, or too little to tell a copy."""
    article = record.article
    if not article.relevant or not article.text:
        return None
    body = " ".join(article.text[start:end] for start, end in article.body)
    words = [word.lower() for word in _WORD.findall(body)]
    pairs = {f"{a} {b}" for a, b in pairwise(words)}
    if len(pairs) < MIN_WORDS:
        return None
    content = {word for word in words if len(word) > 3 and not word.isdigit()}
    return Text(
        article.id,
        date.fromisoformat(article.published[:10]).toordinal() if article.published else None,
        array("I", sorted({crc32(pair.encode()) for pair in pairs})),
        array("I", sorted({crc32(word.encode()) for word in content})),
        frozenset(number.replace(",", "") for number in _NUMBER.findall(body)),
        frozenset(map(key, _NAME.findall(body))) - {""},
    )


def is_copy(a: Text, b: Text) -> bool:
    """Whether two articles have one origin; the same whichever comes first."""
    if a.article == b.article:
        return True
    if not _same_facts(a, b):
        return False
    common = len(a.pair_set & b.pair_set)
    fewer, more = sorted((len(a.pair_set), len(b.pair_set)))
    if common / (fewer + more - common) >= REPRINT or common / fewer >= CONTAINED:
        return True
    if a.day is None or b.day is None or abs(a.day - b.day) > SAME_DAYS:
        return False
    common = len(a.content_set & b.content_set)
    return common / (len(a.content_set | b.content_set) or 1) >= RETELLING


def _same_facts(a: Text, b: Text) -> bool:
    if _replaced(a.numbers, b.numbers) > REPLACED:
        return False
    names = REPLACED_NAMES if len(a.numbers & b.numbers) >= MANY_NUMBERS else REPLACED
    return _replaced(a.names, b.names) <= names


def _replaced(a: Set[str], b: Set[str]) -> float:
    """The share of items that each has instead of the other's; what one only leaves out does not count."""
    fewer = min(len(a), len(b))
    return (fewer - len(a & b)) / fewer if fewer else 0.0


def relays(record: Record) -> set[str]:
    """Outlets and agencies that an article names as the ones it has its statements from."""
    voices = [level.voice for level in record.output_levels] + [claim.voice for claim in record.claims]
    return {voice.chain[0] for voice in voices if len(voice.chain) > 1} | {
        voice.name for voice in voices if voice.name and voice.kind in ("state_media", "report")
    }


def groups(alike: Iterable[tuple[int, int]], printed: Sequence[Printed]) -> list[Copies]:
    """Groups of articles that repeat one source, in the order of their first articles. ``alike`` are pairs of texts;
    articles of one text are of one group."""
    root: dict[int, int] = {}

    def find(text: int) -> int:
        while root.setdefault(text, text) != text:
            root[text] = root[root[text]]
            text = root[text]
        return text

    first: dict[str, int] = {}
    for each in printed:
        root[find(each.text)] = find(first.setdefault(each.article, each.text))
    for a, b in alike:
        root[find(a)] = find(b)
    found: dict[int, list[Printed]] = {}
    for each in sorted(printed):
        found.setdefault(find(each.text), []).append(each)
    return [_copies(group) for group in found.values() if len(group) > 1]


@dataclass(frozen=True, order=True)
class Printed:
    """An article that has its origin in common with others, in the order of time."""

    published: str
    source: str
    article: str
    n: int
    text: int
    outlet: str | None = field(compare=False)
    relays: tuple[str, ...] = field(compare=False)


def _copies(group: Sequence[Printed]) -> Copies:
    return Copies(
        tuple(each.article for each in group),
        _upstream(group),
        tuple(each.source for each in group),
        tuple(each.n for each in group),
    )


def _upstream(group: Sequence[Printed]) -> str | None:
    """The outlet that most of the copies name as their source, first of all one whose own article is among them."""
    named = Counter(relay for each in group for relay in each.relays if relay != each.outlet)
    outlets = {each.outlet for each in group}
    return next((name for name, _ in named.most_common() if name in outlets), next(iter(named), None))
