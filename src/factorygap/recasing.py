"""Lines in capitals written in the usual case, as far as the article shows it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_TICKER = re.compile(r"<[^<>\s]{1,12}>")
_TOKEN = re.compile(r"[^\W\d_]+|[.!?:]|\n")
_ABBREVIATIONS = frozenset("uk us usa ussr eec ec eu un opec nato gatt imf gdp gnp dprk rok prc uae".split())
_LOWER = frozenset(
    "mln bln pct dlr dlrs stg lb lbs ft kg km mt vs by my a an the of to in on at for from as and or but nor if its it "
    "with over after before into up down off out new two six ten".split()
)


def is_shouted(line: str) -> bool:
    """Whether nearly all words of a line are in capitals."""
    words = _WORD.findall(_TICKER.sub(" ", line))
    return len(words) >= 3 and sum(word.isupper() for word in words) >= 0.8 * len(words)


class Usual:
    """How a text writes its words outside its shouted lines."""

    def __init__(self, text: str) -> None:
        self._text = text

    def recase(self, line: str) -> str:
        """A shouted line in the usual case; its length does not change."""
        masked = _TICKER.sub(lambda match: " " * len(match.group()), line)
        words = list(_WORD.finditer(masked))
        low = [match.group().lower() for match in words]
        pieces: list[str] = []
        at = 0
        for i, match in enumerate(words):
            word = self._cased(low, i, line[match.end() : match.end() + 1])
            pieces += [line[at : match.start()], word if len(word) == len(match.group()) else match.group()]
            at = match.end()
        return "".join([*pieces, line[at:]])

    def _cased(self, low: list[str], i: int, following: str) -> str:
        word = low[i]
        forms, pairs = self._forms
        for pair, place in ((tuple(low[i : i + 2]), 0), (tuple(low[max(i - 1, 0) : i + 1]), 1)):
            if len(pair) == 2 and pair in pairs:
                return pairs[pair][place]
        if word in forms:
            usual = forms[word]
        elif word in _ABBREVIATIONS or (len(word) == 1 and following == ".") or _is_initials(word):
            usual = word.upper()
        else:
            usual = word
        return usual[0].upper() + usual[1:] if i == 0 else usual

    @cached_property
    def _forms(self) -> tuple[dict[str, str], dict[tuple[str, ...], tuple[str, str]]]:
        """The commonest form of each word inside a sentence, and of each pair of words of which one is capitalised."""
        single: dict[str, Counter[str]] = {}
        pairs: dict[tuple[str, ...], tuple[str, str]] = {}
        for line in self._text.split("\n"):
            if is_shouted(line):
                continue
            tokens = ["\n", *_TOKEN.findall(line)]
            for previous, word in pairwise(tokens):
                if not word[0].isalpha():
                    continue
                weight = 1 if previous[0].isalpha() else 0  # the first word of a sentence shows nothing
                single.setdefault(word.lower(), Counter())[word] += weight
                if weight and previous[0].isupper() and word[0].isupper():
                    pairs[(previous.lower(), word.lower())] = (previous, word)
        return {low: _commonest(low, counts) for low, counts in single.items()}, pairs


def _commonest(low: str, counts: Counter[str]) -> str:
    word, times = max(counts.items(), key=lambda item: (item[1], item[0] == low, item[0]))
    return word if times or low not in _LOWER else low


def _is_initials(word: str) -> bool:
    return 1 < len(word) <= 4 and not set(word) & set("aeiouy") and word not in _LOWER
