"""Relevance before the parser runs: does the article speak of a production facility's work at all?

One pass over the words. A place of production counts as far as work is spoken of near it; words of production count
with a good or a unit near them; words of sports, arts and the like count against both. Longer articles need more, since
chance meetings of words grow with length. The words are in the list ``gate``.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from factorygap import lexicon
from factorygap.records import Article

ENOUGH = 4.0
"""Evidence that opens the gate for an article of LONG words or more, in words of work near a place of production.
Set on some 4,000 news items of all sections of 2017, of which it opens for about one in forty."""

LONG = 250
SHORT = 40
LEAST = 0.75

MOST_LENGTHS = 6
"""The length past which no more is asked, in lengths of LONG words."""

DENSE = 10.0
"""Evidence within LONG words that opens the gate for an article of any length: one item of a long newsletter."""

EACH_OTHER, MOST_OTHERS = 1.5, 5
"""More that is asked for each word of other topics but the first, and for how many at most."""

NEAR = 25
"""Words on either side within which work is said of a place: a sentence or so."""

CLOSE = 10
"""Words on either side within which a good belongs to a word of production."""

MOST_PLACES = 2_000
"""Places looked at in one article; one with more of them is let through, so that no text takes long."""

PLACE, LIKELY, AMBIGUOUS, WORK, HARD, OUTPUT, GOODS, OTHER, FIGURATIVE, OPENS = (1 << i for i in range(10))
_ROLES = {
    "facility": PLACE,
    "likely": LIKELY,
    "ambiguous": AMBIGUOUS,
    "work": WORK,
    "hard": HARD,
    "output": OUTPUT,
    "goods": GOODS,
    "other": OTHER,
    "figurative": FIGURATIVE,
}
_WORD = re.compile(r"[^\W_]+")

Phrase = tuple[tuple[re.Pattern[str], ...], int]


def is_open(article: Article) -> bool:
    """Whether the article is worth parsing."""
    text = article.text or ""
    return evidence(" ".join(text[start:end] for start, end in article.body)) >= 0


def evidence(text: str) -> float:
    """How far the text's evidence lies above what the gate asks of a text of its length; below 0 it stays shut.

    Counting ends as soon as there is enough.
    """
    words = _WORD.findall(text.lower())
    flags = [_flags(word) for word in words]
    marked = [i for i, flag in enumerate(flags) if flag]
    if not any(flags[i] & (PLACE | LIKELY | AMBIGUOUS | OUTPUT | OPENS) for i in marked):
        return -ENOUGH
    _mark_phrases(words, flags, marked)
    others = len({words[i] for i in marked if flags[i] & OTHER})
    length = min(max(len(words) - SHORT, 0) / (LONG - SHORT), MOST_LENGTHS)
    wanted = LEAST + (ENOUGH - LEAST) * length + EACH_OTHER * min(max(others - 1, 0), MOST_OTHERS)
    found = near = 0.0
    recent: deque[tuple[int, float]] = deque()
    places = [i for i in marked if flags[i] & (PLACE | LIKELY | AMBIGUOUS | OUTPUT)]
    for i in places[:MOST_PLACES]:
        weight = _weight(words, flags, i)
        found, near = found + weight, near + weight
        recent.append((i, weight))
        while recent[0][0] < i - LONG:
            near -= recent.popleft()[1]
        if found >= wanted or near >= DENSE:
            return max(found - wanted, 0.0)
    return found - wanted if len(places) <= MOST_PLACES else 0.0


def _weight(words: Sequence[str], flags: Sequence[int], i: int) -> float:
    """What a place, or a word of production, at position ``i`` adds."""
    weight = 0.0
    if flags[i] & PLACE:
        weight = 1 + min(len(_stems_near(words, flags, i, WORK, NEAR)), 3)
    elif flags[i] & LIKELY:
        weight = 0.5 + min(len(_stems_near(words, flags, i, HARD, NEAR // 2)), 2)
    elif flags[i] & AMBIGUOUS:
        weight = 0.25 * min(len(_stems_near(words, flags, i, HARD, NEAR // 2)), 2)
    if flags[i] & OUTPUT:
        weight += 0.25
        if _stems_near(words, flags, i, GOODS, CLOSE):
            weight += 2.5 if any(word[0].isdigit() for word in words[max(i - CLOSE, 0) : i + CLOSE]) else 1
    return weight


def _stems_near(words: Sequence[str], flags: Sequence[int], i: int, kind: int, distance: int) -> set[str]:
    first = max(i - distance, 0)
    return {words[k][:5] for k in range(first, min(i + distance + 1, len(flags))) if flags[k] & kind and k != i}


def _mark_phrases(words: Sequence[str], flags: list[int], marked: Sequence[int]) -> None:
    """Give the first word of each phrase of several words its meaning; take all meaning from figures of speech."""
    phrases = _phrases()
    for i in marked:
        if flags[i] & OPENS:
            for rest, meaning in phrases.get(words[i], ()):
                following = words[i + 1 : i + 1 + len(rest)]
                if len(following) == len(rest) and all(map(re.Pattern.fullmatch, rest, following)):
                    if meaning == FIGURATIVE:
                        flags[i : i + 1 + len(rest)] = [0] * (1 + len(rest))
                    else:
                        flags[i] |= meaning


@lru_cache(maxsize=100_000)
def _flags(word: str) -> int:
    """What a word means by itself, and whether a phrase may begin with it."""
    meaning = OPENS if word in _phrases() else 0
    for role, expression in _single_words():
        if expression.fullmatch(word):
            meaning |= role
    return meaning


@cache
def _single_words() -> tuple[tuple[int, re.Pattern[str]], ...]:
    singles: dict[int, list[str]] = {}
    for meaning, words in _entries():
        if len(words) == 1:
            singles.setdefault(meaning, []).append(words[0])
    return tuple((meaning, re.compile("|".join(words))) for meaning, words in singles.items())


@cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    """The phrases of several words by their first word, figures of speech last so that they have the last word."""
    phrases: dict[str, list[Phrase]] = {}
    for meaning, words in sorted(_entries(), key=lambda entry: entry[0]):
        if len(words) > 1:
            rest = tuple(re.compile(word) for word in words[1:])
            for first in words[0].split("|"):
                phrases.setdefault(first, []).append((rest, meaning))
    return {first: tuple(those) for first, those in phrases.items()}


def _entries() -> Iterator[tuple[int, list[str]]]:
    """Each phrase of the word list with its meaning, as regular expressions, one a word."""
    for entry in lexicon.load("gate"):
        for phrase in entry.phrases:
            yield _ROLES[entry["role"]], [word.replace("*", r"\w*") for word in re.split(r"[\s-]+", phrase)]
