"""``factorygap_paragraphs``: a sentence never runs over the end of a paragraph. Stands before the parser."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from factorygap.canvas import PARAGRAPH


@Language.factory("factorygap_paragraphs", assigns=["token.is_sent_start"])
def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return paragraphs


def paragraphs(doc: Doc) -> Doc:
    for token in doc[:-1]:
        if token.text == PARAGRAPH:
            doc[token.i + 1].is_sent_start = True
    return doc
