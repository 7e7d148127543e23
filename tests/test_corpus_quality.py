"""The floors on our own corpus, read by the real pipeline: linking, copies, gaps (docs/corpus.md)."""

from __future__ import annotations

import pytest
from corpus_generator import Written, corpus
from corpus_measures import Score, copying, gapping, linking, score
from spacy.language import Language

from factorygap.corpus import copies, link
from factorygap.corpus.gap import gaps
from factorygap.corpus.statements import statements
from factorygap.pipeline import extract_many
from factorygap.records import Record

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def written() -> list[Written]:
    return corpus()


@pytest.fixture(scope="module")
def records(written: list[Written], nlp: Language) -> list[Record]:
    return list(extract_many((article.article(number) for number, article in enumerate(written)), nlp))


def test_the_corpus_is_large_enough_and_the_same_every_time(written: list[Written]) -> None:
    assert len(written) >= 120
    assert len({id for article in written for *_, id in article.facilities}) >= 25
    assert corpus() == written
    for article in written:
        assert all(article.text[start:end] for start, end, _ in article.facilities)


def test_facilities_are_linked(written: list[Written], records: list[Record]) -> None:
    assert linking(records, written, link(records)).f1 >= 0.95


def test_copies_are_grouped(written: list[Written], records: list[Record]) -> None:
    found = copying(records, written, copies(records))
    assert found.precision >= 0.98
    assert found.recall >= 0.95


@pytest.fixture(scope="module")
def gap_score(written: list[Written], records: list[Record]) -> Score:
    links = link(records)
    repeats = {copy: group.articles[0] for group in copies(records) for copy in group.articles[1:]}
    return gapping(records, written, links, gaps(statements(records, links, repeats), links))


def test_gaps_are_found(gap_score: Score) -> None:
    assert gap_score.f1 >= 0.85


def test_a_wrong_answer_fails() -> None:
    found = score({(1, 2), (1, 3)}, {(1, 2), (2, 3)})
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert (found.wrong, found.missed) == ([(1, 3)], [(2, 3)])
