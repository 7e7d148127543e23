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

``Phrases.find`` looks single words up and runs a longer pattern only around its key word: with several hundred phrases
a plain Matcher would take about a tenth of the parser's time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import Any, Generic, TypeVar

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from factorygap.errors import LexiconError
from factorygap.inflection import forms

T = TypeVar("T")

_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
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
_COMMON = frozenset(
    "a an the of to in at on by for from with and or as is be has have had it its no not up down out under "
    "production operation operations output".split()
)


class Phrases(Generic[T]):
    """Phrases with a value each. ``find`` yields ``(span, value)`` in the order of the text."""

    def __init__(self, vocab: Vocab, phrases: Iterable[tuple[str, T]]) -> None:
        self._vocab = vocab
        self._values: list[T] = []
        self._words: dict[int, list[int]] = defaultdict(list)
        self._patterns: dict[int, list[tuple[int, list[dict[str, Any]]]]] = defaultdict(list)
        self._matchers: dict[int, tuple[int, Matcher]] = {}
        for number, (phrase, value) in enumerate(phrases):
            self._values.append(value)
            for variant in hyphen_variants(phrase):
                pattern, keys = compile_phrase(variant)
                for key in keys:
                    if len(pattern) == 1:
                        self._words[vocab.strings.add(key)].append(number)
                    else:
                        self._patterns[vocab.strings.add(key)].append((number, pattern))

    def find(self, doc: Doc) -> list[tuple[Span, T]]:
        """All matches, also overlapping ones; no match runs over a sentence end where sentences are known."""
        return [match for start, end in _words_of(doc).sentences for match in self._find(doc, start, end)]

    def find_in(self, part: Span) -> list[tuple[Span, T]]:
        """All matches inside ``part``, in the order of the text."""
        return self._find(part.doc, part.start, part.end)

    def _find(self, doc: Doc, start: int, end: int) -> list[tuple[Span, T]]:
        found: set[tuple[int, int, int]] = set()
        for i, lower in enumerate(_words_of(doc).lower[start:end], start):
            if lower in self._words:
                found.update((i, i + 1, number) for number in self._words[lower])
            if lower in self._patterns:
                reach, matcher = self._matcher(lower)
                first, last = max(start, i - reach + 1), min(end, i + reach)
                for match_id, a, b in matcher(doc[first:last]):
                    found.add((first + a, first + b, int(doc.vocab.strings[match_id])))
        return [(doc[a:b], self._values[number]) for a, b, number in sorted(found)]

    def _matcher(self, key: int) -> tuple[int, Matcher]:
        """The longest reach and the matcher of a key word's phrases, made when it is first met: most never are."""
        if key not in self._matchers:
            matcher = Matcher(self._vocab, validate=False)
            for number, pattern in self._patterns[key]:
                matcher.add(str(number), [pattern], greedy="LONGEST")
            self._matchers[key] = max(len(pattern) for _, pattern in self._patterns[key]), matcher
        return self._matchers[key]


class _Words:
    """The lower-case word ids and the sentences of a Doc: asked for by every list, read once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.annotated = doc.has_annotation("SENT_START")
        self.lower: list[int] = doc.to_array("LOWER").tolist()
        sentences = doc.sents if self.annotated else [doc[:]]
        self.sentences = [(sentence.start, sentence.end) for sentence in sentences]


_last: _Words | None = None


def _words_of(doc: Doc) -> _Words:
    global _last
    words = _last
    if words is None or words.doc is not doc or not words.annotated:
        _last = words = _Words(doc)
    return words


def hyphen_variants(phrase: str) -> list[str]:
    """The phrase with hyphenated and possessive words in the tokens that spaCy makes of them, one variant an option."""
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
