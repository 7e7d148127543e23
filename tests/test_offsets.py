"""Offsets always point at the quoted text, whatever characters stand around and between the words (promise 11)."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from specimens import misplaced, spans

from factorygap import pipeline, reading
from factorygap.canvas import PARAGRAPH
from factorygap.limits import MAX_SENTENCE

SENTENCES = (
    "The Alderford paper mill runs two days a week, its workers said.",
    "MILL CUTS OUTPUT BY 40 PCT",
    "The minister told reporters that the plant had made 900 tons of paper in May, 12 pct over plan.",
    "\u201cBoth kilns are idle for want of coal,\u201d a mechanic at the cement works said on Monday.",
)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
SPOILT = st.builds(
    lambda sentence, at, piece: sentence[: at % len(sentence)] + piece + sentence[at % len(sentence) :],
    st.sampled_from(SENTENCES), st.integers(0, 10**6), WORDS,
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(SENTENCES) | SPOILT | WORDS, min_size=1, max_size=6)
BREAKS = st.sampled_from([" ", "\n", "\r\n", PARAGRAPH, "\u2028", "\u00a0", "\t", "  "])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=TEXTS, between=BREAKS)
def test_every_quotation_stands_where_it_is_said_to(parts: list[str], between: str, nlp: Language) -> None:
    record = pipeline.extract(reading.from_text(between.join(parts)), nlp)
    assert misplaced(record) == []
    assert all(span.text.strip() for span in spans(record))


def test_the_sentences_say_something(nlp: Language) -> None:
    record = pipeline.extract(reading.from_text(PARAGRAPH.join(SENTENCES)), nlp)
    assert len(list(spans(record))) >= 15


def test_a_sentence_is_never_endless(nlp: Language) -> None:
    listed = ", ".join(f"kiln {number} at {number % 90} pct" for number in range(300))
    lengths = [len(sentence) for sentence in nlp(f"The works has many kilns. {listed}").sents]
    assert sum(lengths) > 4 * MAX_SENTENCE
    assert max(lengths) <= MAX_SENTENCE + 1
