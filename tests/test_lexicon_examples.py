"""Every example of every word list: the component that reads the list must find the part in brackets, and nothing in a
sentence that the list says is a near miss. A new list needs a row in READ_BY or in READ_ELSEWHERE.
"""

from __future__ import annotations

import re

import pytest
from marked import read
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels, lexicon

READ_BY = {
    "actors": labels.ACTORS,
    "claims_construction": labels.CLAIMS,
    "claims_denials": labels.CLAIMS,
    "claims_evaluations": labels.CLAIMS,
    "claims_inputs": labels.CLAIMS,
    "claims_livelihood": labels.CLAIMS,
    "claims_management": labels.CLAIMS,
    "claims_predicates": labels.CLAIMS,
    "claims_quality": labels.CLAIMS,
    "claims_supply": labels.CLAIMS,
    "claims_themes": labels.CLAIMS,
    "claims_tone": labels.CLAIMS,
    "companies": labels.ACTORS,
    "cues": labels.VOICES,
    "facilities": labels.FACILITIES,
    "facilities_work": labels.FACILITIES,
    "facility_towns": labels.FACILITIES,
    "level_topics": labels.OUTPUT_LEVELS,
    "level_turns": labels.OUTPUT_LEVELS,
    "levels_numeric": labels.OUTPUT_LEVELS,
    "levels_status": labels.OUTPUT_LEVELS,
    "modality": labels.OUTPUT_LEVELS,
    "products": labels.PRODUCTS,
    "products_words": labels.PRODUCTS,
    "programmes": labels.FACILITIES,
    "sources": labels.VOICES,
    "titles": labels.ACTORS,
    "units": labels.OUTPUT_LEVELS,
}
"""Which layer shows what a list's words do."""

READ_ELSEWHERE = frozenset(
    {
        "aliases",
        "chrome",
        "claim_words",
        "company_words",
        "countries",
        "gate",
        "facility_words",
        "industries",
        "levels_duty",
        "source_words",
    }
)
"""Lists without examples, and those whose own tests run them: read before there is a Doc, or with facilities marked."""

_PLAIN_BRACKET = re.compile(r"(\[[^\[\]]+\])(?!\{)")


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(name, line, id=f"{name}:{entry.id}:{number}")
        for name in lexicon.names()
        for entry in (lexicon.load(name) if name in READ_BY else ())
        for number, line in enumerate(getattr(entry, kind), 1)
    ]


def _found(doc: Doc, layer: str) -> list[tuple[int, int]]:
    """The stretches of a layer, in characters. Of voices: the words that name the source and the cue; titles count for
    the actors that bear them."""
    spans = [] if layer == labels.VOICES else [(span.start_char, span.end_char) for span in doc.spans[layer]]
    speakers = [voice["speaker"] for voice in doc._.voices] if layer == labels.VOICES else []
    actors = doc._.official_actors if layer == labels.ACTORS else []
    words = {word for speaker in speakers for word in (speaker["cue"], speaker["name"])}
    words |= {actor["title"] for actor in actors}
    return spans + [match.span() for word in words if word for match in re.finditer(re.escape(word), doc.text)]


def test_every_list_is_read() -> None:
    assert set(lexicon.names()) == READ_BY.keys() | READ_ELSEWHERE


@pytest.mark.parametrize(("name", "line"), _cases("examples"))
def test_example_is_found(nlp: Language, name: str, line: str) -> None:
    marked = read(_PLAIN_BRACKET.sub(r"\1{found}", line))
    assert marked.spans, "an example brackets what must be found"
    found = _found(nlp(marked.text), READ_BY[name])
    for start, end, _ in marked.spans:
        shown = [marked.text[a:b] for a, b in found]
        assert any(a < end and start < b for a, b in found), f"{marked.text[start:end]!r} not in {shown}"


@pytest.mark.parametrize(("name", "line"), _cases("misses"))
def test_near_miss_is_left_alone(nlp: Language, name: str, line: str) -> None:
    doc = nlp(line)
    assert not [doc.text[a:b] for a, b in _found(doc, READ_BY[name])]
