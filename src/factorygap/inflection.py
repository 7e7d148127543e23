"""English inflections of one word: what a word-list entry stands for. No model; irregular ones from a list."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LIST = Path(__file__).parent / "lexicon" / "irregular_forms.txt"


@cache
def forms(word: str) -> tuple[str, ...]:
    """``word`` and its regular or irregular inflections, as a verb and as a noun, the word itself first."""
    if word in _irregular():
        return _irregular()[word]
    if not word.isalpha() or len(word) < 3:
        return (word,)
    if word.endswith("y") and word[-2] not in "aeiou":
        stem = word[:-1]
        return (word, stem + "ies", stem + "ied", word + "ing")
    if word.endswith("e"):
        ing = word + "ing" if word.endswith(("ee", "oe", "ye")) else word[:-1] + "ing"
        return (word, word + "s", word + "d", ing)
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return (word, plural, word + "ed", word + "ing")


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    groups = (tuple(line.split()) for line in _LIST.read_text(encoding="utf-8").splitlines() if line.strip())
    return {group[0]: group for group in groups}
