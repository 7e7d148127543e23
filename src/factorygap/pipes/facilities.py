"""``factorygap_facilities``: the production facilities of an article, each with all its mentions."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels, layers, lexicon
from factorygap.pipes import store
from factorygap.pipes.facility_mentions import Finder, Heads
from factorygap.pipes.facility_references import group


@Language.factory(
    "factorygap_facilities",
    default_config={"lexicon": None},
    requires=["token.pos", "token.dep", "token.lemma", "doc.ents", "doc.sents"],
    assigns=[f"doc._.{labels.FACILITIES}", "doc.spans"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Callable[[Doc], Doc]:
    return Facilities(lexicon)


class Facilities:
    def __init__(self, folder: str | None) -> None:
        self._finder = Finder(Heads(lexicon.load("facilities", folder)))

    def __call__(self, doc: Doc) -> Doc:
        context: layers.Context = doc._.get(labels.ARTICLE) or {}
        mentions = self._finder.find(doc, context.get("title_end", 0))
        return store(doc, labels.FACILITIES, group(doc, mentions))
