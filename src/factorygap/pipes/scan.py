"""Tokens by an attribute, found in the Doc's array: a loop over all Token objects costs as much as a component."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import chain

from spacy.attrs import SENT_START
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from factorygap.per_doc import positions


def ids(words: Iterable[str]) -> frozenset[int]:
    """The hashes of words, for ``tokens_with``."""
    return frozenset(get_string_id(word) for word in words)


def sentence_starts(doc: Doc) -> list[int]:
    """Where the sentences begin: ``doc.sents`` makes all tokens anew."""
    values = doc.to_array([SENT_START]).ravel().tolist()
    return [index for index, value in enumerate(values) if value == 1 or index == 0]


def tokens_with(doc: Doc, attribute: int, wanted: Container[int]) -> list[Token]:
    """The tokens whose ``attribute`` (of spacy.attrs) is among ``wanted``, in the order of the text."""
    places = (places for value, places in positions(doc, attribute).items() if value in wanted)
    return [doc[i] for i in sorted(chain.from_iterable(places))]
