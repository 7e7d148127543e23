"""Where the text says that goods are made: by a verb (product_verbs) or by a noun (product_nouns)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.attrs import POS
from spacy.symbols import ADJ, NOUN, PROPN, VERB
from spacy.tokens import Doc, Token

from factorygap import labels
from factorygap.pipes import tokens_in
from factorygap.pipes.headlines import headlines, inside
from factorygap.pipes.product_makers import Makers, Types
from factorygap.pipes.product_nouns import Nouns
from factorygap.pipes.product_phrases import Found, ProductPhrases
from factorygap.pipes.product_verbs import Verbs
from factorygap.pipes.product_words import ProductWords
from factorygap.pipes.scan import tokens_with

_READ = frozenset([ADJ, NOUN, PROPN, VERB])


class Reader:
    """Reads the goods of a Doc in the order of the text."""

    def __init__(self, words: ProductWords) -> None:
        self._phrases = ProductPhrases(words)
        self._makers = Makers(words)
        self._verbs = Verbs(words, self._phrases, self._makers)
        self._nouns = Nouns(words, self._phrases, self._makers)

    def read(self, doc: Doc) -> list[Found]:
        types = {i: facility["type"] for i, facility in tokens_in(doc, labels.FACILITIES).items()}
        titles = headlines(doc)
        found: dict[int, Found] = {}
        for token in tokens_with(doc, POS, _READ):
            for head, why in self._at(token, types):
                if head.i not in found and not inside(head.i, titles) and not _names_a_plant(head, types):
                    planned = head is not token and self._makers.is_planned(token)
                    found[head.i] = self._phrases.found(head, token, planned=planned, why=why)
        return sorted(found.values(), key=lambda f: f.start)

    def _at(self, token: Token, types: Types) -> Iterator[tuple[Token, str]]:
        if token.pos_ == "VERB" or token.tag_ in ("VBG", "VBN"):
            yield from self._verbs.at(token, types)
            if token.tag_ == "VBG" and any(c.lower_ == "of" for c in token.children):  # "the making of vans"
                yield from self._nouns.at(token, types)
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from self._nouns.at(token, types)
        elif token.pos_ == "ADJ":  # "the urea complex"
            yield from self._nouns.of_plant(token, types)


def _names_a_plant(head: Token, types: Types) -> bool:
    """Whether a capitalised word belongs to a facility's name and not to the goods."""
    return head.i in types and head.text[0].isupper() and not head.text.isupper()
