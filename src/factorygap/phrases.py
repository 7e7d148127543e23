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
from itertools import product, repeat
from typing import Any, Generic, TypeVar

from spacy.attrs import LOWER
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

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

    def __init__(self, vocab: Vocab, phrases: Iterable[tuple[str, T]]) -> None:
        self._vocab = vocab
        self._values: list[T] = []
        self._keys: dict[int, _Key] = defaultdict(_Key)
        for number, (phrase, value) in enumerate(phrases):
            self._values.append(value)
            for variant in hyphen_variants(phrase):
                self._add(number, *compile_phrase(variant))

    def _add(self, number: int, specs: list[dict[str, Any]], key: tuple[str, ...]) -> None:
        needed = [self._ids(spec["LOWER"]["IN"]) for spec in specs if "LOWER" in spec and "OP" not in spec]
        keys = self._ids(key)
        pattern = _Pattern(number, specs, [words for words in needed if words != keys])
        for form in keys:
            if len(specs) == 1:
                self._keys[form].words.append(number)
            elif len(needed) == len(specs):
                self._keys[form].plain.append((number, needed.index(keys), needed))
            else:
                self._keys[form].patterns.append(pattern)

    def _ids(self, words: Iterable[str]) -> frozenset[int]:
        return frozenset(self._vocab.strings.add(word) for word in words)

    def find(self, doc: Doc) -> list[tuple[Span, T]]:
        """All matches, also overlapping ones; no match runs over a sentence end where sentences are known."""
        words = _words_of(doc)
        found: set[tuple[int, int, int]] = set()
        for word in words.places.keys() & self._keys.keys():
            for i in words.places[word]:
                self._try(doc, words.lower, i, *words.sentences[i], found)
        return self._matches(doc, found)

    def find_in(self, part: Span) -> list[tuple[Span, T]]:
        """All matches inside ``part``, in the order of the text."""
        lower = _words_of(part.doc).lower
        found: set[tuple[int, int, int]] = set()
        for i in range(part.start, part.end):
            if lower[i] in self._keys:
                self._try(part.doc, lower, i, part.start, part.end, found)
        return self._matches(part.doc, found)

    def _try(self, doc: Doc, lower: list[int], i: int, start: int, end: int, found: set[tuple[int, int, int]]) -> None:
        """Add the matches around the key word at ``i`` that do not leave ``start`` to ``end``."""
        key = self._keys[lower[i]]
        for number in key.words:
            found.add((i, i + 1, number))
        for number, at, words in key.plain:
            first, last = i - at, i - at + len(words)
            if start <= first and last <= end and all(map(_contains, words, lower[first:last])):
                found.add((first, last, number))
        for pattern in key.patterns:
            first, last = max(start, i - pattern.reach), min(end, i + pattern.reach + 1)
            if pattern.may_match(lower[first:last]):
                found.update((first + a, first + b, pattern.number) for a, b in pattern.matches(Span(doc, first, last)))

    def _matches(self, doc: Doc, found: set[tuple[int, int, int]]) -> list[tuple[Span, T]]:
        return [(Span(doc, a, b), self._values[number]) for a, b, number in sorted(found)]


class _Key:
    """The phrases of a key word: its own, those that are plain words with its place in them, and all others."""

    def __init__(self) -> None:
        self.words: list[int] = []
        self.plain: list[tuple[int, int, list[frozenset[int]]]] = []
        self.patterns: list[_Pattern] = []


class _Pattern:
    """A phrase with slots or optional words. Its matcher is made when first needed: most never are."""

    def __init__(self, number: int, specs: list[dict[str, Any]], needed: list[frozenset[int]]) -> None:
        self.number = number
        self.reach = len(specs) - 1
        self._specs = specs
        self._needed = needed
        self._matcher: Matcher | None = None

    def may_match(self, words: list[int]) -> bool:
        """Whether the words that the phrase needs beside its key word are all there."""
        return not any(map(frozenset.isdisjoint, self._needed, repeat(words)))

    def matches(self, part: Span) -> list[tuple[int, int]]:
        """The longest matches in a stretch of a Doc, in tokens from its start."""
        if self._matcher is None:
            self._matcher = Matcher(part.vocab, validate=False)
            self._matcher.add("phrase", [self._specs], greedy="LONGEST")
        return [(start, end) for _, start, end in self._matcher(part)]


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


def compile_phrase(phrase: str) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The Matcher pattern of a phrase, and the forms of its key word: the longest one that must be there."""
    pattern: list[dict[str, Any]] = []
    best: tuple[str, ...] = ()
    best_weight = -1
    for word in phrase.split():
        if word in _SLOTS:
            pattern += [dict(part) for part in _SLOTS[word]]
            continue
        optional = word.endswith("?") and len(word) > 1
        options = word.rstrip("?").split("|") if optional else word.split("|")
        accepted = tuple(dict.fromkeys(form for option in options for form in _forms(option)))
        pattern.append({"LOWER": {"IN": list(accepted)}, **({"OP": "?"} if optional else {})})
        weight = 0 if set(options) & _COMMON else min(len(option) for option in options)
        if not optional and weight > best_weight:
            best, best_weight = accepted, weight
    if not best:
        raise LexiconError(f"phrase {phrase!r} has no word that must be there")
    return pattern, best


def _forms(option: str) -> tuple[str, ...]:
    return (option[1:].lower(),) if option.startswith("=") else forms(option.lower())
