"""Official actors on our own sentences. The forms are explained at the top of sentences/actors.txt."""

from __future__ import annotations

import pytest
from marked import lines, read
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import layers

KNOWN_FAILURES: dict[str, str] = {
    "[Kessler Glass]{company} said it would": "a company with one furnace of its own is taken for its plant",
}
"""Beginnings of lines that are read wrongly, and why."""


def _actors(doc: Doc) -> list[layers.Actor]:
    found: list[layers.Actor] = doc._.official_actors
    return found


def _one(doc: Doc) -> layers.Actor:
    assert len(_actors(doc)) == 1, [actor["name"] for actor in _actors(doc)]
    return _actors(doc)[0]


@pytest.mark.parametrize("line", lines("actors.txt", KNOWN_FAILURES))
def test_sentence(nlp: Language, line: str) -> None:
    marked = read(line)
    doc = nlp(marked.text)
    left = _actors(doc).copy()
    for start, end, (category, *more) in marked.spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        actor = next(
            (a for a in left if any(m["start"] < span.end and span.start < m["end"] for m in a["mentions"])), None
        )
        shown = [(a["name"], a["category"]) for a in left]
        assert actor is not None, f"{span.text!r} not in {shown}"
        assert actor["category"] == category, shown
        for key, value in (word.split("=") for word in more):
            assert actor[key] == value.replace("_", " ")  # type: ignore[literal-required]
        left.remove(actor)
    assert not left, [(actor["name"], actor["category"]) for actor in left]


def test_a_wrong_mark_fails(nlp: Language) -> None:
    with pytest.raises(AssertionError):
        test_sentence(nlp, "[Police]{military} sealed the gate.")
    with pytest.raises(AssertionError):
        test_sentence(nlp, "Police sealed the gate.")


def test_the_most_specific_name_is_the_actors(nlp: Language) -> None:
    actor = _one(nlp("Halvorsen cut output. Halvorsen Metals Corp said orders were thin."))
    assert actor["name"] == "Halvorsen Metals Corp"
    assert len(actor["mentions"]) == 2


def test_actions_are_what_an_actor_did_or_said(nlp: Language) -> None:
    actor = _one(nlp("The provincial prosecutor's office launched a crackdown and questioned the managers."))
    assert [action["verb"] for action in actor["actions"]] == ["launch", "question"]


def test_what_an_actor_did_not_do_is_no_action(nlp: Language) -> None:
    assert _one(nlp("The government did not send coal."))["actions"] == []


def test_an_action_names_its_facility(nlp: Language) -> None:
    doc = nlp("Boliden shut its Garpenberg mine in May.")
    facility = doc._.facilities[0]["id"]
    assert [action["facility"] for action in _one(doc)["actions"]] == [facility]


def test_names_that_lost_their_spaces_are_read(nlp: Language) -> None:
    actor = _one(nlp("The farm was visited by PresidentKim Il Sungin 1961."))
    assert (actor["name"], actor["category"]) == ("Kim Il Sung", "leader")


def test_home_and_foreign_governments_are_two(nlp: Language) -> None:
    doc = nlp(
        "Mills in Peru and in Peru's south shut. "
        "The Peruvian government blamed the sea. The Chilean government sent fish."
    )
    assert [(a["name"], a["category"]) for a in _actors(doc)] == [
        ("Peruvian government", "government"), ("Chilean government", "foreign"),
    ]  # fmt: skip
