"""A text cut into numbers, words and symbols, finer than a tokenizer does: "250MW" is two atoms, "24/7" three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_ATOM = re.compile(r"\d+(?:[.,]\d+)*|[½⅓⅔¼¾⅛]|[^\W\d_]+|[^\w\s]|_")


class Atom(NamedTuple):
    """``text`` in lower case; ``start``/``end`` are character offsets; ``spaced`` says that white space goes before."""

    text: str
    raw: str
    start: int
    end: int
    spaced: bool


def atoms(text: str) -> list[Atom]:
    """The atoms of a text, in order."""
    found: list[Atom] = []
    last = -1
    for match in _ATOM.finditer(text):
        raw = match.group()
        found.append(Atom(raw.lower(), raw, match.start(), match.end(), match.start() != last))
        last = match.end()
    return found


def word_at(run: Sequence[Atom], i: int) -> str:
    """The lower-case text of atom ``i``, "" outside the text."""
    return run[i].text if 0 <= i < len(run) else ""


def match_words(run: Sequence[Atom], i: int, words: Sequence[str]) -> bool:
    """Whether the atoms from ``i`` on are these words."""
    if words and word_at(run, i) != words[0]:  # nearly always
        return False
    return i + len(words) <= len(run) and all(run[i + k].text == word for k, word in enumerate(words))
