"""Levels in words, read off marked sentences: tests/sentences/levels_*.txt and the lexicon's own."""

from __future__ import annotations

import marked
import pytest
from spacy.language import Language

from factorygap import lexicon
from factorygap.pipes.levels_status import Finder
from factorygap.pipes.modality import modality_of

SENTENCES = [*marked.lines("levels_status.txt"), *marked.lines("levels_unseen.txt")]
ENTRIES = lexicon.load("levels_status")
UNREAD = {
    "Oil workers [shut in production]{halted} ahead of the hurricane.": "parsed as 'shut, in production'",
    "The stoves were [lit again]{resumed} for the visit.": "stoves are too rarely blast stoves to be a topic",
    "GM said it will [extend the shutdown]{halted planned} at Wentzville.": "the plant is named by its town alone",
}


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder()


def found(nlp: Language, finder: Finder, sentence: marked.Marked) -> list[tuple[str, tuple[str, ...]]]:
    doc = marked.parse(nlp, sentence)
    levels = []
    for level in finder.find(doc):
        modality = level.modality or modality_of(doc, level.start, level.end)
        words = (str(level.status), *(() if modality == "actual" else (modality,)))
        levels.append((doc[level.start : level.end].text, words))
    return levels


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence(nlp: Language, finder: Finder, line: str) -> None:
    sentence = marked.read(line)
    assert found(nlp, finder, sentence) == sentence.levels()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_entry_finds_its_examples_and_not_its_misses(nlp: Language, finder: Finder, entry: lexicon.Entry) -> None:
    assert entry.examples and entry.misses
    for line in (*entry.examples, *entry.misses):
        sentence = marked.read(line)
        assert found(nlp, finder, sentence) == sentence.levels(), line


@pytest.mark.parametrize("line", [pytest.param(k, marks=pytest.mark.xfail(reason=why)) for k, why in UNREAD.items()])
def test_not_read_yet(nlp: Language, finder: Finder, line: str) -> None:
    sentence = marked.read(line)
    assert found(nlp, finder, sentence) == sentence.levels()


def test_every_status_is_one_of_the_contract() -> None:
    from factorygap import labels

    assert {entry["status"] for entry in ENTRIES} == set(labels.words(labels.Status))


def test_a_wrong_mark_fails(nlp: Language, finder: Finder) -> None:
    sentence = marked.read("The smelter [shut down]{resumed}.")
    assert found(nlp, finder, sentence) != sentence.levels()


def test_the_same_words_of_title_and_body_are_one_level(nlp: Language, finder: Finder) -> None:
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]):
        doc = nlp("Kotka mill restarts\n\nThe Kotka mill restarted on Monday after a strike.")
    doc._.article = {"title_end": 3}
    assert [doc[c.start : c.end].text for c in finder.find(doc)] == ["restarted on Monday"]
