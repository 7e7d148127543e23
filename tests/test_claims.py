"""What is claimed of goods and service, on our own sentences. sentences/claims.txt explains the form at the top."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from marked import lines, read
from spacy.language import Language

KNOWN_FAILURES = {
    "Paper from the mill [tears in the ": '"tears" is tagged as a noun',
    "[The school bags have been deliver": "no verb of making says that the bags are the factory's",
    "[Kerosene was rationed]{supply neg": '"the refinery" alone is no facility, so kerosene is taken for an input',
    "The paper mill relies on [recycled": "paper is known as a product, not as what a mill uses up",
    "The factory [was renovated and its": "the claim ends before a second clause without an auxiliary",
    "Women from the textile mill [sell ": "no word says what it means",
    "Farmers complain that [the factory": "late payment is not read as bad for supplies",
    "[Only party officials and soldiers g": "who gets the goods is read of one giver or taker only",
    "In fact [people stand in line from d": "nothing says what they stand in line for",
    "[Rats and cockroaches were found in ": "vermin in a hall is not read as bad for its goods",
    "The minister [rejected suggestions t": "milk is taken for an input beside no dairy",
}
"""Beginnings of lines that are read wrongly, and why."""


def _likeness(one: str, other: str) -> float:
    """The words that two texts share, as a share of both (F1)."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    return 2 * (a & b).total() / (a.total() + b.total())


def _claims(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    doc = nlp(text)
    return [(doc[c["start"] : c["end"]].text, c["topic"], c["polarity"]) for c in doc._.claims]


SENTENCES = [*lines("claims.txt", KNOWN_FAILURES), *lines("claims_wide.txt", KNOWN_FAILURES)]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence(nlp: Language, line: str) -> None:
    marked = read(line)
    found = _claims(nlp, marked.text)
    assert len(found) == len(marked.spans), found
    for start, end, (topic, polarity) in marked.spans:
        wanted = marked.text[start:end]
        assert any(
            (topic, polarity) == (claim[1], claim[2]) and _likeness(claim[0], wanted) >= 0.5 for claim in found
        ), f"{wanted!r} not in {found}"


@pytest.mark.parametrize(
    "wrong",
    [
        "The cotton mill is [short of cotton]{supply negative}.",
        "The cotton mill is [short of cotton]{inputs positive}.",
        "The cotton mill [stands idle]{inputs negative} for want of cotton.",
        "The cotton mill is short of cotton.",
    ],
)
def test_a_wrong_mark_fails(nlp: Language, wrong: str) -> None:
    with pytest.raises(AssertionError):
        test_sentence(nlp, wrong)


def test_the_same_words_twice_are_one_claim_of_each_side(nlp: Language) -> None:
    once = "The Ardo dairy was shut by a shortage of milk."
    assert [claim[1:] for claim in _claims(nlp, f"{once} {once}")] == [("inputs", "negative")]
    both = f"{once} The company said that there was a shortage of milk."
    assert [claim[1:] for claim in _claims(nlp, both)] == [("inputs", "negative")] * 2


def test_a_condition_is_neutral(nlp: Language) -> None:
    assert ("inputs", "neutral") in {c[1:] for c in _claims(nlp, "If the coal runs out, the Ardo mill will close.")}


def test_an_official_denial_has_the_topic_of_what_it_denies(nlp: Language) -> None:
    doc = nlp("Residents said the flour from the Ardo mill was mouldy. The company called the reports baseless.")
    denial = doc._.claims[-1]
    assert doc[denial["start"] : denial["end"]].text == "baseless"
    assert (denial["topic"], denial["polarity"], denial["speaker"]["side"]) == ("quality", "positive", "official")
