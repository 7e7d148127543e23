"""The words around mentions of facilities, by what they tell: ``lexicon/facility_words.toml``."""

from __future__ import annotations

from functools import cache

from factorygap.lexicon import load


@cache
def words(role: str) -> frozenset[str]:
    """The words of a role, as they are listed."""
    return frozenset(word for entry in load("facility_words") if entry["role"] == role for word in entry.phrases)
