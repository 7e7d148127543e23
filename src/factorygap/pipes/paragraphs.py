"""``factorygap_paragraphs``: a sentence ends where a paragraph does, and is never endless. Stands before the parser."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from factorygap.canvas import PARAGRAPH
from factorygap.limits import MAX_SENTENCE

_ENDS = frozenset([".", "!", "?"])


@Language.factory("factorygap_paragraphs", assigns=["token.is_sent_start"])
def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return paragraphs


def paragraphs(doc: Doc) -> Doc:
    begun = 0
    for token in doc[:-1]:
        if token.text == PARAGRAPH or token.i - begun == MAX_SENTENCE:
            doc[token.i + 1].is_sent_start = True
            begun = token.i + 1
        elif token.text in _ENDS:
            begun = token.i + 1
    return doc
