"""Quotations: where quote marks open and close, also over sentences. Pure function over a Doc's tokens."""

from __future__ import annotations

from spacy.attrs import IS_SPACE, ORTH
from spacy.tokens import Doc

from factorygap.canvas import PARAGRAPH
from factorygap.pipes.scan import ids, tokens_with

_OPENING = frozenset(["“", "``", "«", "„"])
_CLOSING = frozenset(["”", "''", "»"])
_STRAIGHT = frozenset(['"'])
_MARKS = ids(_OPENING | _CLOSING | _STRAIGHT | {"‘", "’"})
_YES = [1]


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges from the opening mark to behind the closing one, in order.

    A quotation that is still open at the end of its paragraph ends there: the next paragraph opens it anew.
    Single curly quotes count where they open at the start of a word and close later in the same paragraph.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    single: int | None = None
    marks = {*tokens_with(doc, ORTH, _MARKS), *tokens_with(doc, IS_SPACE, _YES)}
    for token in sorted(marks, key=lambda token: token.i):
        text = token.text
        if text == PARAGRAPH or (token.is_space and "\n\n" in text):
            if opened is not None and token.i > opened + 1:
                found.append((opened, token.i))
            opened = single = None
        elif text in _OPENING or (text in _STRAIGHT and opened is None):
            opened = token.i
        elif opened is not None and (text in _CLOSING or text in _STRAIGHT):
            found.append((opened, token.i + 1))
            opened = None
        elif opened is None and text == "‘":
            single = token.i
        elif single is not None and text == "’" and token.tag_ != "POS" and opened is None:
            found.append((single, token.i + 1))
            single = None
    if opened is not None and opened + 1 < len(doc):
        found.append((opened, len(doc)))
    return sorted(found)
