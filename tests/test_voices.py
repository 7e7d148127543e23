"""Who says what, on our own sentences. The forms are explained at the top of sentences/voices.txt."""

from __future__ import annotations

import pytest
from marked import lines, read
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels, layers
from factorygap.pipes.quotes import quotations
from factorygap.pipes.voices import speaker_at

KNOWN_FAILURES = {
    "The union called [a strike": 'a call to strike is an act; the cue "call" is read as "call it so"',
}
"""Beginnings of lines that are read wrongly, and why."""


def _speaker(doc: Doc, start: int, end: int) -> layers.Speaker:
    span = doc.char_span(start, end, alignment_mode="contract")
    assert span is not None
    return speaker_at(doc, span.start, span.end)


@pytest.mark.parametrize("line", lines("voices.txt", KNOWN_FAILURES))
def test_sentence(nlp: Language, line: str) -> None:
    marked = read(line)
    doc = nlp(marked.text)
    for start, end, words in marked.spans:
        kind, *rest = words
        speaker = _speaker(doc, start, end)
        side = rest.pop(0) if rest and "=" not in rest[0] else "outlet"
        assert (speaker["kind"], speaker["side"]) == (kind, side), f"{marked.text[start:end]!r}: {speaker}"
        for key, value in (word.split("=", 1) for word in rest):
            wanted = value.replace("_", " ")
            assert speaker[key] == (wanted.split(">") if key == "chain" else wanted)  # type: ignore[literal-required]


def test_a_wrong_mark_fails(nlp: Language) -> None:
    with pytest.raises(AssertionError):
        test_sentence(nlp, "The company said [the kiln was cold]{resident ground}.")


STATE = "The Yonpung mill overfulfilled its plan. Workers said [the looms ran day and night]."


@pytest.mark.parametrize("outlet", ["KCNA", "Rodong Sinmun", "Xinhua", "Neues Deutschland"])
def test_state_media_speak_officially_throughout(nlp: Language, outlet: str) -> None:
    doc = nlp.make_doc(STATE.replace("[", "").replace("]", ""))
    doc._.set(labels.ARTICLE, {"outlet": outlet, "title_end": 0})
    doc = nlp(doc)
    assert speaker_at(doc, 0, 5) == {
        "kind": "state_media", "side": "official", "name": outlet, "actor": None, "cue": None, "chain": [outlet],
    }  # fmt: skip
    inner = speaker_at(doc, len(doc) - 6, len(doc) - 1)
    assert (inner["kind"], inner["side"], inner["chain"]) == ("worker", "official", [outlet, "Workers"])


def test_a_newspaper_is_no_state_media(nlp: Language) -> None:
    doc = nlp.make_doc("The Yonpung mill overfulfilled its plan.")
    doc._.set(labels.ARTICLE, {"outlet": "The Harbour Gazette", "title_end": 0})
    assert speaker_at(nlp(doc), 0, 5) == layers.OUTLET


def test_praise_in_the_writers_own_voice_is_state_medias(nlp: Language) -> None:
    doc = nlp("The dairy was built under the energetic leadership of the Party. It makes 20 kinds of goods.")
    assert speaker_at(doc, 0, 4)["kind"] == "state_media"


def test_quoted_praise_is_not(nlp: Language) -> None:
    doc = nlp('A banner read "Long live the respected Comrade". The dairy was shut.')
    assert speaker_at(doc, len(doc) - 5, len(doc) - 1) == layers.OUTLET


def test_a_witness_speaks_from_the_ground(nlp: Language) -> None:
    doc = nlp("I visited the works in May. I saw two looms turn. The rest stood still.")
    assert (speaker_at(doc, len(doc) - 5, len(doc) - 1)["kind"]) == "report"


def test_an_insiders_words_end_with_the_paragraph(nlp: Language) -> None:
    doc = nlp("A source in the town said the line had stopped.\n\nThe mill was built in 1961.")
    assert speaker_at(doc, len(doc) - 7, len(doc) - 1) == layers.OUTLET


def test_a_list_belongs_to_who_announced_it(nlp: Language) -> None:
    doc = nlp(
        "An operator explained the reason:\n\n* Unit 1 has not turned since May.\n\n"
        "* Unit 2 runs at half load.\n\nRain fell."
    )
    half = next(token.i for token in doc if token.text == "half")
    assert speaker_at(doc, half, half + 2)["kind"] == "worker"
    assert speaker_at(doc, len(doc) - 3, len(doc) - 1) == layers.OUTLET


def test_quotations_end_with_their_paragraph(nlp: Language) -> None:
    doc = nlp.make_doc("“One, two.\n\n“Three,” she said. It was 'four'.")
    assert [doc[a:b].text for a, b in quotations(doc)] == ["“One, two.", "“Three,”"]
