"""Which profiles are worth comparing: those that share a proper word, the beginning of a name, or place and trade.

Comparing all with all would grow with the square of the corpus. A block that is too large is split by what else its
profiles say, so that work stays about linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from factorygap.corpus.links import Pair
from factorygap.corpus.profiles import Profile

MAX_BLOCK = 150
"""Profiles that are compared each with each."""
_BEGINNING = 5


def candidates(profiles: Iterable[Profile]) -> Iterator[Pair]:
    """Pairs of profile ids that share a key, each smaller id first and each pair once."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda profile: profile.id):
        for key in sorted(set(_keys(profile))):
            blocks[key].append(profile)
    seen: set[Pair] = set()
    for key in sorted(blocks):
        for pair in _pairs(blocks[key], _SPLITS):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _keys(profile: Profile) -> Iterator[str]:
    if profile.type == "unit":
        if profile.parent is not None:
            numbers = {number for name in profile.names for number in name.numbers} or {""}
            yield from (f"unit {key} {number}" for key in _keys(profile.parent) for number in numbers)
        return
    for name in profile.names:
        if name.spelling:
            trades = name.industry or (profile.type,)
            yield from (f"spelled {name.spelling[:_BEGINNING]} {trade}" for trade in trades)
            yield f"romanised {name.romanised}"
        yield from (f"word {word}" for word in name.words)
    if profile.place:
        yield from (f"at {profile.place} {industry}" for industry in _industries(profile))
        if profile.owner:
            yield f"at {profile.place} {profile.owner}"


def _industries(profile: Profile) -> set[str]:
    return {industry for name in profile.names for industry in name.industry}


_SPLITS: tuple[Callable[[Profile], set[str]], ...] = (
    lambda profile: {profile.country or ""},
    lambda profile: _industries(profile) or {""},
    lambda profile: {name.spelling for name in profile.names},
    lambda profile: {profile.admin1 or ""},
    lambda profile: {profile.place or ""},
    lambda profile: {profile.owner or ""},
)


def _pairs(block: Sequence[Profile], splits: Sequence[Callable[[Profile], set[str]]]) -> Iterator[Pair]:
    if len(block) <= MAX_BLOCK:
        yield from combinations([profile.id for profile in block], 2)
    elif splits:
        parts: dict[str, list[Profile]] = defaultdict(list)
        for profile in block:
            for part in splits[0](profile):
                parts[part].append(profile)
        for part in sorted(parts):
            yield from _pairs(parts[part], splits[1:])
    else:  # all alike: each with the next ones
        for i, profile in enumerate(block):
            yield from ((profile.id, other.id) for other in block[i + 1 : i + 1 + MAX_BLOCK // 10])
