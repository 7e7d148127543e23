"""A small language for phrases in the word lists, compiled to spaCy ``Matcher`` patterns.

    shut down           words in any inflection: shuts down, shutting down
    =closed             this form only
    halt|stop           either
    almost?             may be missing
    ...                 up to three words of any kind
    {num}               a number, also spelled out
    {adv} {det}         up to two adverbs; the, its, this; both may be missing
    {adj} {noun} {name} {verb}   one word of that part of speech;  {adj?} {noun?} {verb?} may be missing
    low-grade           also "low grade": spaCy makes three tokens of a hyphenated word

``Phrases.find`` tries a phrase only around its key word, and by a Matcher only where it is more than plain words and
all that it needs stand there: with several hundred phrases a plain Matcher would take a tenth of the parser's time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import product, repeat
from typing import Any, Generic, NamedTuple, TypeVar

from spacy.attrs import LOWER
from spacy.matcher import Matcher
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span

from factorygap.errors import LexiconError
from factorygap.inflection import forms
from factorygap.per_doc import per_doc, positions

T = TypeVar("T")

_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_MAY_SPLIT = re.compile(r"[-'’]")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")

_SLOTS: dict[str, list[dict[str, Any]]] = {
    "...": [{"IS_PUNCT": False, "IS_SPACE": False, "OP": "?"}] * 3,
    "{num}": [{"LIKE_NUM": True}],
    "{adv}": [{"POS": {"IN": ["ADV", "PART"]}, "OP": "?"}] * 2,
    "{det}": [{"POS": {"IN": ["DET", "PRON"]}, "OP": "?"}],
    "{adj}": [{"POS": "ADJ"}],
    "{adj?}": [{"POS": "ADJ", "OP": "?"}],
    "{noun}": [{"POS": {"IN": ["NOUN", "PROPN"]}}],
    "{noun?}": [{"POS": {"IN": ["NOUN", "PROPN"]}, "OP": "?"}],
    "{name}": [{"POS": "PROPN"}],
    "{verb}": [{"POS": {"IN": ["VERB", "AUX"]}}],
    "{verb?}": [{"POS": {"IN": ["VERB", "AUX"]}, "OP": "?"}],
}
_contains = frozenset.__contains__
_COMMON = frozenset(
    "a an the of to in at on by for from with and or as is be has have had it its no not up down out under "
    "production operation operations output".split()
)


class Phrases(Generic[T]):
    """Phrases with a value each. ``find`` yields ``(span, value)`` in the order of the text."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._values: list[T] = []
        self._entries: dict[int, list[_Entry]] = defaultdict(list)
        for number, (phrase, value) in enumerate(phrases):
            self._values.append(value)
            for variant in hyphen_variants(phrase):
                self._add(number, variant)

    def _add(self, number: int, phrase: str) -> None:
        words = phrase.split()
        needed = [_word(word) for word in words if word not in _SLOTS and not _is_optional(word)]
        if not needed:
            raise LexiconError(f"phrase {phrase!r} has no word that must be there")
        key = max(needed, key=lambda word: word.weight)
        ids = [word.ids for word in needed]
        if len(needed) == len(words):
            entry = _Entry(number, ids.index(key.ids), ids, None)
        else:
            entry = _Entry(number, 0, [], _Pattern(phrase, [each for each in ids if each != key.ids]))
        for form in key.ids:
            self._entries[form].append(entry)

    def find(self, doc: Doc) -> list[tuple[Span, T]]:
        """All matches, also overlapping ones; no match runs over a sentence end where sentences are known."""
        words = _words_of(doc)
        found: set[tuple[int, int, int]] = set()
        for word in words.places.keys() & self._entries.keys():
            for i in words.places[word]:
                self._try(doc, words.lower, i, *words.sentences[i], found)
        return self._matches(doc, found)

    def find_in(self, part: Span) -> list[tuple[Span, T]]:
        """All matches inside ``part``, in the order of the text."""
        lower = _words_of(part.doc).lower
        found: set[tuple[int, int, int]] = set()
        for i in range(part.start, part.end):
            if lower[i] in self._entries:
                self._try(part.doc, lower, i, part.start, part.end, found)
        return self._matches(part.doc, found)

    def _try(self, doc: Doc, lower: list[int], i: int, start: int, end: int, found: set[tuple[int, int, int]]) -> None:
        """Add the matches around the key word at ``i`` that do not leave ``start`` to ``end``."""
        for number, at, words, pattern in self._entries[lower[i]]:
            if pattern is None:
                first, last = i - at, i - at + len(words)
                if start <= first and last <= end and all(map(_contains, words, lower[first:last])):
                    found.add((first, last, number))
                continue
            first, last = max(start, i - pattern.reach), min(end, i + pattern.reach + 1)
            if pattern.may_match(lower[first:last]):
                found.update((first + a, first + b, number) for a, b in pattern.matches(Span(doc, first, last)))

    def _matches(self, doc: Doc, found: set[tuple[int, int, int]]) -> list[tuple[Span, T]]:
        return [(Span(doc, a, b), self._values[number]) for a, b, number in sorted(found)]


class _Pattern:
    """A phrase with slots or optional words. Its matcher is made when first needed: most never are."""

    def __init__(self, phrase: str, needed: list[frozenset[int]]) -> None:
        self.reach = sum(len(_SLOTS.get(word, "-")) for word in phrase.split()) - 1
        self._phrase = phrase
        self._needed = needed
        self._matcher: Matcher | None = None

    def may_match(self, words: list[int]) -> bool:
        """Whether the words that the phrase needs beside its key word are all there."""
        return not any(map(frozenset.isdisjoint, self._needed, repeat(words)))

    def matches(self, part: Span) -> list[tuple[int, int]]:
        """The longest matches in a stretch of a Doc, in tokens from its start."""
        if self._matcher is None:
            self._matcher = Matcher(part.vocab, validate=False)
            self._matcher.add("phrase", [compile_phrase(self._phrase)], greedy="LONGEST")
        return [(start, end) for _, start, end in self._matcher(part)]


class _Entry(NamedTuple):
    """A phrase under its key word: plain words, of which the one ``at`` is the key word, or a pattern."""

    number: int
    at: int
    words: list[frozenset[int]]
    pattern: _Pattern | None


class _Words:
    """The lower-case word ids of a Doc, where each stands, and the sentence around each token: read once for all."""

    def __init__(self, doc: Doc) -> None:
        self.lower: list[int] = doc.to_array("LOWER").tolist()
        self.places = positions(doc, LOWER)
        self.sentences: list[tuple[int, int]] = []
        for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
            self.sentences += [(sentence.start, sentence.end)] * len(sentence)


_parsed = per_doc()(_Words)


def _words_of(doc: Doc) -> _Words:
    return _parsed(doc) if doc.has_annotation("SENT_START") else _Words(doc)


def hyphen_variants(phrase: str) -> list[str]:
    """The phrase with hyphenated and possessive words in the tokens that spaCy makes of them, one variant an option."""
    if not _MAY_SPLIT.search(phrase):
        return [phrase]
    choices = []
    for word in phrase.split():
        options = word.split("|")
        split = [option for option in options if _HYPHEN.search(option) or _POSSESSIVE.search(option)]
        plain = [option for option in options if option not in split]
        choices.append((["|".join(plain)] if plain else []) + [_split(option) for option in split])
    return [" ".join(words) for words in product(*choices)]


def _split(option: str) -> str:
    def possessive(match: re.Match[str]) -> str:
        return " 's|’s" if match.group().endswith("s") else " '|’"

    return _HYPHEN.sub(" -? ", _POSSESSIVE.sub(possessive, option))


def compile_phrase(phrase: str) -> list[dict[str, Any]]:
    """The Matcher pattern of a phrase."""
    pattern: list[dict[str, Any]] = []
    for word in phrase.split():
        if word in _SLOTS:
            pattern += [dict(part) for part in _SLOTS[word]]
        elif _is_optional(word):
            pattern.append({"LOWER": {"IN": list(_word(word.rstrip("?")).forms)}, "OP": "?"})
        else:
            pattern.append({"LOWER": {"IN": list(_word(word).forms)}})
    return pattern


def _is_optional(word: str) -> bool:
    return word.endswith("?") and len(word) > 1


class _Word(NamedTuple):
    """What may stand for a word of a phrase, and how well it tells the phrase from others: best by a long rare word."""

    forms: tuple[str, ...]
    ids: frozenset[int]
    weight: int


@cache
def _word(word: str) -> _Word:
    options = word.split("|")
    accepted = tuple(dict.fromkeys(form for option in options for form in _forms(option)))
    weight = 0 if not _COMMON.isdisjoint(options) else min(map(len, options))
    return _Word(accepted, frozenset(map(get_string_id, accepted)), weight)


def _forms(option: str) -> tuple[str, ...]:
    return (option[1:].lower(),) if option.startswith("=") else forms(option.lower())
