"""Facilities: which mentions, which of them are one, of what type, part of what; and what is said of them besides."""

from __future__ import annotations

from typing import Any

import marked
import pytest
from spacy.language import Language
from spacy.tokens import Doc

SENTENCES = marked.lines("facilities.txt")


def _expected(sentence: marked.Marked) -> list[dict[str, Any]]:
    """The facilities of the marks in order: {"mentions": [text, ...], "type", "part_of"}."""
    found: dict[str, dict[str, Any]] = {}
    for start, end, words in sentence.spans:
        item = found.setdefault(
            words[0], {"mentions": [], "type": words[1] if len(words) > 1 else None, "part_of": None}
        )
        item["mentions"].append(sentence.text[start:end])
        for word in words[2:]:
            item["part_of"] = word.removeprefix("of:")
    return list(found.values())


def _found(doc: Doc) -> list[dict[str, Any]]:
    """The facilities of a Doc in the same form; of facilities that share one mention ("Units 3 and 4") the first."""
    found, seen = [], set()
    for item in doc._.facilities:
        spans = tuple((m["start"], m["end"]) for m in item["mentions"])
        if spans not in seen:
            mentions = [doc[start:end].text for start, end in spans]
            found.append({"mentions": mentions, "type": item["type"], "part_of": item["part_of"]})
        seen.add(spans)
    return found


@pytest.mark.parametrize("line", SENTENCES)
def test_mentions_types_and_parts(nlp: Language, line: str) -> None:
    sentence = marked.read(line)
    assert _found(nlp(sentence.text)) == _expected(sentence)


@pytest.mark.parametrize(
    "line", ["The [Alton mill]{f1 mine} shut.", "The [Alton]{f1 mill} mill shut.", "The Alton mill shut."]
)
def test_a_wrong_mark_fails(nlp: Language, line: str) -> None:
    sentence = marked.read(line)
    assert _found(nlp(sentence.text)) != _expected(sentence)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Hyesan and Kapsan mines raised output.", ["Hyesan mine", "Kapsan mine"]),
        (
            "Didcot, Ratcliffe and other coal-fired power stations cut output.",
            ["Didcot coal-fired power station", "Ratcliffe coal-fired power station"],
        ),
        ("The refineries at Brest and Nantes were shut.", ["refinery at Brest", "refinery at Nantes"]),
        (
            "The Aksu Cement Factory runs its No. 1 and No. 2 kilns.",
            ["Aksu Cement Factory", "No. 1 kiln", "No. 2 kiln"],
        ),
        (
            "Compressor shops Nos. 3 and 4 of the Volzhsky chemical plant are idle.",
            ["Compressor shop No. 3", "Compressor shop No. 4", "Volzhsky chemical plant"],
        ),
        ("The soap and candle lines of the Ravno factory stopped.", ["soap line", "candle line", "Ravno factory"]),
        (
            "The Kim Jong Thae Electric Locomotive Complex built ten engines.",
            ["Kim Jong Thae Electric Locomotive Complex"],
        ),
        ("Tokchon's February 8 Cable Factory made 40 km of wire.", ["February 8 Cable Factory"]),
        ("The Sariwon Women's Clothing Factory raised output.", ["Sariwon Women's Clothing Factory"]),
        ("The giant Olenya Pulping Center processed 5,000 tonnes.", []),
        ("The ageing, state-run Olenya refinery processed 5,000 tonnes.", ["Olenya refinery"]),
        ("Its Lima, Ohio, tank plant will be closed.", ["Lima, Ohio, tank plant"]),
        ("The Bath, Ghent and Liege plants make pumps.", ["Bath plant", "Ghent plant", "Liege plant"]),
    ],
)
def test_names(nlp: Language, text: str, names: list[str]) -> None:
    assert [item["name"] for item in nlp(text)._.facilities] == names


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Hyesan shoe factory in North Korea has stopped.", ("Hyesan", "Ryanggang", "KP", 41.402)),
        ("The Kimjongsuk county factory in North Korea has stopped.", ("Kimjongsuk county", "Ryanggang", "KP", 41.44)),
        ("The Unsan mine in North Korea has stopped.", ("Unsan", None, "KP", None)),
        ("The Unsan mine in North Phyongan province has stopped.", ("Unsan", "North Phyongan", "KP", 40.086)),
        ("Alcoa's Portland smelter in Victoria runs at 70 percent.", ("Portland", "Victoria", "AU", None)),
        ("The GM plant in Janesville, Wis., was closed.", ("Janesville", "Wisconsin", "US", None)),
        ("The refinery at Grangemouth, Scotland, was closed.", ("Grangemouth", "Scotland", "GB", None)),
        ("Ilva's Taranto steelworks cut output.", ("Taranto", None, None, None)),
        ("The Rovaniemi sawmill in Finland cut output.", ("Finland", None, "FI", None)),
    ],
)
def test_place(nlp: Language, text: str, place: tuple[str, str | None, str | None, float | None]) -> None:
    found = nlp(text)._.facilities[0]["place"]
    name, admin1, country, lat = place
    assert (found["name"], found["admin1"], found["country"]) == (name, admin1, country)
    assert found["lat"] == (pytest.approx(lat, abs=0.2) if lat else None)


def test_no_place_is_no_place(nlp: Language) -> None:
    assert nlp("The Victory pump factory cut output.")._.facilities[0]["place"] is None


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("Renault will cut a shift at its Flins plant.", "Renault"),
        ("Rio Tinto's Yarwun refinery will halve output.", "Rio Tinto"),
        ("The Phu My fertiliser plant, run by PetroVietnam, cut output.", "PetroVietnam"),
        ("The urea complex of Kestrel Fertilizers was shut.", "Kestrel Fertilizers"),
        ("Chile's Escondida mine cut output.", None),
        ("The Ravno mill cut output.", None),
    ],
)
def test_operator(nlp: Language, text: str, operator: str | None) -> None:
    assert nlp(text)._.facilities[0]["operator"] == operator


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("The Ravno mill, built under the Five Rivers Plan, makes felt.", "Five Rivers Plan"),
        ("The Ravno mill, completed under the Regional Growth 30×5 Policy, has closed.", "Regional Growth 30×5 Policy"),
        (
            "The Green Valley Programme failed. The Ravno mill, built under this programme, has closed.",
            "Green Valley Programme",
        ),
        ("The Ravno mill, built under a plan for the region, has closed.", None),
        ("The Ravno mill is under the plan for May.", None),
    ],
)
def test_programme(nlp: Language, text: str, programme: str | None) -> None:
    assert nlp(text)._.facilities[0]["programme"] == programme


def test_headline_adds_to_the_body_and_introduces_nothing(nlp: Language) -> None:
    doc = nlp("Strike shuts Ostvik mill, Lund works next\n\nThe Ostvik paper mill was shut on Monday.")
    assert [item["name"] for item in doc._.facilities] == ["Ostvik paper mill"]
    assert len(doc._.facilities[0]["mentions"]) == 2


def test_text_that_speaks_of_no_work_has_no_facility(nlp: Language) -> None:
    named = "The choir sang in the Ostvik mill."
    assert nlp(f"{named} The songs were long.")._.facilities == []
    assert nlp(f"{named} It makes no felt any more.")._.facilities != []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "The rolling mill and the foundry at the Bhilai steel plant were shut.",
            ["rolling mill", "foundry", "Bhilai steel plant"],
            marks=pytest.mark.xfail(reason="a foundry within a plant is not told from one beside it"),
        ),
        pytest.param(
            "Codelco said output at Chuquicamata fell.",
            ["Chuquicamata"],
            marks=pytest.mark.xfail(reason="a mine named without any word that says it is one"),
        ),
    ],
)
def test_known_failures(nlp: Language, text: str, names: list[str]) -> None:
    doc = nlp(text)
    assert [doc[m["start"] : m["end"]].text for item in doc._.facilities for m in item["mentions"]] == names
