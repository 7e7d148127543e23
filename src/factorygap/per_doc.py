"""What is read off a Doc once for all who ask: kept for the Doc in hand, made anew for the next one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import Any, TypeVar

from spacy.attrs import IS_SPACE, LOWER, ORTH
from spacy.tokens import Doc

T = TypeVar("T")

_LEXICAL = frozenset([ORTH, LOWER, IS_SPACE])
"""Attributes that a token has from the tokenizer on, so that no component changes them."""


def per_doc(*layers: str) -> Callable[[Callable[[Doc], T]], Callable[[Doc], T]]:
    """Lets a function of a Doc remember its last answer: for the same Doc with the same ``layers`` stored in it."""

    def remembering(make: Callable[[Doc], T]) -> Callable[[Doc], T]:
        last: tuple[Doc, int, list[Any], T] | None = None

        @wraps(make)
        def of(doc: Doc) -> T:
            nonlocal last
            kept, stored = last, [doc._.get(name) for name in layers]
            if kept is not None and kept[0] is doc and kept[1] == len(doc) and all(map(is_, kept[2], stored)):
                return kept[3]
            value = make(doc)
            last = (doc, len(doc), stored, value)
            return value

        return of

    return remembering


@per_doc()
def _indexes(doc: Doc) -> dict[int, dict[int, list[int]]]:
    return {}


def positions(doc: Doc, attribute: int) -> dict[int, list[int]]:
    """The token positions of each value of an attribute of spacy.attrs, in the order of the text."""
    known = _indexes(doc)
    if attribute in known:
        return known[attribute]
    index: dict[int, list[int]] = {}
    values: Any = doc.to_array([attribute]).ravel().tolist()
    for i, value in enumerate(values):
        index.setdefault(value, []).append(i)
    if attribute in _LEXICAL:
        known[attribute] = index
    return index
