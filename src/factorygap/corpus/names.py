"""What tells one facility's name from another's: proper words, industry, numbers, compass words.

"Kim Hyong Jik County Foodstuff Factory" and "Kimhyŏngjik foodstuff factory" have one key; "Blast Furnace No. 3" and
"Blast Furnace No. 4" never have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from factorygap import lexicon
from factorygap.places import key, lookup

_TOKEN = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_COMPASS = frozenset("north south east west northern southern eastern western upper lower".split())
_PLAIN = frozenset(
    "the a an of in at near and for under by to new old no nos number general main central youth county counties city "
    "province district town region regional local area industry industries industrial company co corp inc ltd plc "
    "combine facility facilities site base unit units state national people".split()
)
_NUMBERS = {word: str(i) for i, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_NUMBERS |= {word: str(i) for i, word in enumerate("zeroth first second third fourth fifth sixth".split())}
_NUMBERS |= {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7"}


@dataclass(frozen=True, order=True)
class NameKey:
    """``proper`` holds the proper words romanised alike and joined: "kimhyongjik"; it is empty for "the steel mill"."""

    proper: str
    words: tuple[str, ...]
    industry: tuple[str, ...]
    numbers: tuple[str, ...]
    compass: tuple[str, ...]
    plain: tuple[str, ...]
    """Further words in lower case: ("berry", "wild")."""


@lru_cache(maxsize=200_000)
def name_key(name: str, owner: str | None = None) -> NameKey:
    """The key of a facility's name; words of its ``owner`` are no part of it ("VW's Zwickau plant", owner VW)."""
    owned = {word.lower() for word in _TOKEN.findall(_POSSESSIVE.sub("", owner or ""))}
    proper: list[str] = []
    kinds: dict[str, set[str]] = {"industry": set(), "numbers": set(), "compass": set(), "plain": set()}
    for token in _TOKEN.findall(_POSSESSIVE.sub("", name)):
        word = token.lower()
        if word in owned or word in _PLAIN or word in _head_nouns():
            continue
        if token.isdigit():
            kinds["numbers"].add(token.lstrip("0") or "0")
        elif word in _NUMBERS or token in _NUMBERS:
            kinds["numbers"].add(_NUMBERS.get(word) or _NUMBERS[token])
        elif word in _COMPASS:
            kinds["compass"].add(word.removesuffix("ern"))
        elif word in _industries():
            kinds["industry"].add(_industries()[word])
        elif token[0].isupper():
            proper.append(word)
        else:
            kinds["plain"].add(word)
    joined, words = _romanised(proper)
    return NameKey(joined, words, **{kind: tuple(sorted(found)) for kind, found in kinds.items()})


def _romanised(proper: list[str]) -> tuple[str, tuple[str, ...]]:
    """The joined key and the keys of the words; a place of the gazetteer counts under its own name."""
    whole = lookup(" ".join(proper)) if proper else None
    if whole is not None:
        return key(whole.name), (key(whole.name),)
    keys = [key(place.name) if (place := lookup(word)) else key(word) for word in proper]
    return "".join(keys), tuple(sorted(each for each in keys if each))


@cache
def _head_nouns() -> frozenset[str]:
    """The nouns that end facilities' names, singular and plural: factory, factories, works."""
    heads = {phrase.split()[-1] for entry in lexicon.load("facilities") for phrase in entry.phrases}
    plurals = {head[:-1] + "ies" if head.endswith("y") else head + "s" for head in heads}
    return frozenset(heads | plurals)


@cache
def _industries() -> dict[str, str]:
    return {phrase: entry.id for entry in lexicon.load("industries") for phrase in entry.phrases}
