"""Official words beside the ground's: the verdicts of the record contract, on statements made by hand and on text."""

from __future__ import annotations

from typing import Any

import pytest
from marked import lines
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels
from factorygap.pipes import store
from factorygap.pipes.gaps import gaps

SPEAKER = {"kind": "outlet", "name": None, "actor": None, "cue": None, "chain": []}


def _facility(name: str, part_of: str | None = None) -> dict[str, Any]:
    return {"id": name, "name": name, "type": "mill", "part_of": part_of, "mentions": []}


def _level(name: str, side: str, status: str | None, facility: str | None = "f1", **more: Any) -> dict[str, Any]:
    plain = {"kind": "status", "product": None, "quantity": None, "fraction": None, "modality": "actual"}
    span = {"start": 0, "end": 1, "id": name, "facility": facility, "status": status}
    return plain | span | {"speaker": SPEAKER | {"side": side}} | more


def _rate(name: str, side: str, value: float, per: str, unit: str = "ton") -> dict[str, Any]:
    return _level(name, side, None, kind="rate", quantity={"value": value, "unit": unit, "per": per})


def _claim(name: str, side: str, topic: str, polarity: str, facility: str | None = "f1") -> dict[str, Any]:
    span = {"start": 0, "end": 1, "id": name, "facility": facility, "topic": topic, "polarity": polarity}
    return span | {"speaker": SPEAKER | {"side": side}}


def _gaps(nlp: Language, *statements: dict[str, Any], facilities: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    doc = Doc(nlp.vocab, words=["mill"])
    store(doc, labels.FACILITIES, facilities or (_facility("f1"), _facility("f2"), _facility("f3", "f1")))
    store(doc, labels.OUTPUT_LEVELS, [s for s in statements if "modality" in s])
    store(doc, labels.CLAIMS, [s for s in statements if "topic" in s])
    return [(g["topic"], g["facility"], g["official"], g["ground"], g["verdict"]) for g in gaps(doc)._.gaps]


@pytest.mark.parametrize(
    ("official", "ground", "verdict"),
    [
        ("normal", "halted", "contradicted"),
        ("increased", "reduced", "contradicted"),
        ("resumed", "near_halt", "contradicted"),
        ("reduced", "halted", "admitted"),
        ("normal", "normal", "consistent"),
        ("reduced", "normal", "official_only"),
    ],
)
def test_verdict_of_output(nlp: Language, official: str, ground: str, verdict: str) -> None:
    found = _gaps(nlp, _level("o1", "official", official), _level("o2", "ground", ground))
    assert found[0][-1] == verdict


def test_the_outlet_stands_on_the_ground_side_but_alone_admits_and_agrees_nothing(nlp: Language) -> None:
    assert _gaps(nlp, _level("o1", "official", "normal"), _level("o2", "outlet", "halted"))[0][-1] == "contradicted"
    assert _gaps(nlp, _level("o1", "official", "halted"), _level("o2", "outlet", "halted"))[0][-1] == "official_only"


def test_what_is_planned_contradicts_nothing(nlp: Language) -> None:
    planned = _level("o1", "official", "increased", modality="planned")
    assert _gaps(nlp, planned, _level("o2", "ground", "halted"))[0][-1] == "official_only"


def test_parts_stand_with_their_whole_and_other_plants_apart(nlp: Language) -> None:
    whole, part, other = (_level(n, s, v, f) for n, s, v, f in [
        ("o1", "official", "normal", "f1"), ("o2", "ground", "halted", "f3"), ("o3", "ground", "halted", "f2"),
    ])  # fmt: skip
    assert _gaps(nlp, whole, part) == [("output", "f1", ["o1"], ["o2"], "contradicted")]
    assert [g[-1] for g in _gaps(nlp, whole, other)] == ["official_only", "ground_only"]


def test_a_general_boast_is_set_against_one_plant(nlp: Language) -> None:
    boast = _claim("c1", "official", "quality", "positive", None)
    assert _gaps(nlp, boast, _claim("c2", "ground", "quality", "negative")) == [
        ("quality", None, ["c1"], ["c2"], "contradicted")
    ]
    assert [g[-1] for g in _gaps(nlp, boast, _claim("c2", "ground", "supply", "negative"))] == [
        "official_only",
        "ground_only",
    ]


def test_figures_are_compared_in_the_same_unit_only(nlp: Language) -> None:
    claimed = _rate("o1", "official", 700, "week")
    assert _gaps(nlp, claimed, _rate("o2", "ground", 20, "day"))[0][-1] == "contradicted"
    assert _gaps(nlp, claimed, _rate("o2", "ground", 99, "day"))[0][-1] == "official_only"
    assert _gaps(nlp, claimed, _rate("o2", "ground", 20, "day", "pair"))[0][-1] == "official_only"


def test_state_media_alone_have_no_ground_side(nlp: Language) -> None:
    found = _gaps(nlp, _level("o1", "official", "normal"), _claim("c1", "official", "quality", "positive"))
    assert [g[-1] for g in found] == ["official_only", "official_only"]
    assert not any(g[3] for g in found)


def test_in_text(nlp: Language) -> None:
    doc = nlp(
        "State radio said that the Ardo shoe factory was running at full capacity. "
        "Residents said that the Ardo shoe factory had stopped in May."
    )
    assert [(g["topic"], g["verdict"]) for g in doc._.gaps] == [("output", "contradicted")]


@pytest.mark.parametrize("line", lines("gap_articles.txt"))
def test_article(nlp: Language, line: str) -> None:
    wanted, text = line.split(" | ")
    compared = ("contradicted", "consistent", "admitted")
    found = sorted(f"{g['topic']} {g['verdict']}" for g in nlp(text)._.gaps if g["verdict"] in compared)
    assert found == (wanted.split(", ") if wanted != "-" else [])
