"""Whose level it is, on the marked sentences of tests/sentences/focus.txt."""

from __future__ import annotations

import marked
import pytest
from spacy.language import Language

from factorygap import labels
from factorygap.pipes import focus, store

SENTENCES = [*marked.lines("focus.txt"), *marked.lines("focus_articles.txt")]


@pytest.mark.parametrize("line", SENTENCES)
def test_facility(nlp: Language, line: str) -> None:
    sentence = marked.read(line)
    doc = marked.parse(nlp, sentence)
    wholes = {words[0]: words[2] for _, _, words in sentence.spans if words[1:2] == ("part",)}
    for facility in doc._.get(labels.FACILITIES):
        if facility["id"] in wholes:
            facility.update(type="unit", part_of=wholes[facility["id"]])
    asked = [(doc.char_span(a, b), words[1]) for a, b, words in sentence.spans if words[0] == "about"]
    assert asked
    for span, answer in asked:
        assert str(focus.facility_of(doc, span.start, span.end)) == answer, span


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("[The Kotka]{f1} and [Oulu mills]{f2} [closed]{about f1}.", ["f2"]),
        ("[The Kotka mill]{f1}, [the Oulu mill]{f2} and [the Kemi mill]{f3} [closed]{about f1}.", ["f2", "f3"]),
        ("[The Kotka mill]{f1} [closed]{about f1} but [the Oulu mill]{f2} did not.", []),
        ("[The Kotka mill]{f1} [closed]{about f1}.", []),
    ],
)
def test_others_of_a_list(nlp: Language, line: str, others: list[str]) -> None:
    sentence = marked.read(line)
    doc = marked.parse(nlp, sentence)
    span = next(doc.char_span(a, b) for a, b, words in sentence.spans if words[0] == "about")
    assert focus.also_of(doc, span.start, span.end, focus.facility_of(doc, span.start, span.end)) == others


def test_a_headline_without_a_name_means_the_first_facility_of_the_body(nlp: Language) -> None:
    sentence = marked.read("Sugar mill shut by flood\n\n[The Ba mill]{f1} lies on a river.")
    doc = marked.parse(nlp, sentence)
    doc._.article["title_end"] = 5
    assert focus.facility_of(doc, 2, 3) == "f1"


@pytest.mark.parametrize(
    ("text", "product", "words", "answer"),
    [
        ("Production of soap stopped in May.", "soap", "stopped", "p1"),
        ("The mill raised soap output.", "soap", "raised soap output", "p1"),
        ("Output stopped. The soap was sold.", "soap", "stopped", None),
    ],
)
def test_product(nlp: Language, text: str, product: str, words: str, answer: str | None) -> None:
    doc = marked.parse(nlp, marked.read(text))
    at, span = (doc.char_span(text.index(w), text.index(w) + len(w)) for w in (product, words))
    mention = {"start": at.start, "end": at.end, "kind": "nominal"}
    store(doc, labels.PRODUCTS, [{"id": "p1", "name": product, "role": "made", "mentions": [mention]}])
    assert focus.product_of(doc, span.start, span.end) == answer


def test_no_facilities_no_answer(nlp: Language) -> None:
    doc = marked.parse(nlp, marked.read("The mill closed in May."))
    assert focus.facility_of(doc, 2, 3) is None
