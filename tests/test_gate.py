"""The gate opens for a production facility's work and for nothing that only sounds like it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from factorygap import gate, lexicon, reading
from factorygap.records import Article

SAMPLES = Path(__file__).parent.parent / "samples"

OPEN = [
    "The food unit now operates only one week per month.",
    "Blast furnace No. 2 at Cherepovets has been shut since Tuesday.",
    "SUGAR MILL IN TUCUMAN TO START CRUSHING IN MAY",
    "Chinese steel output fell 3 percent in August to 76 million tonnes.",
    "OPEC pumped 28.4 million barrels of crude a day in May, its output falling for a third month.",
    "Workers at the Kanggye tractor plant are overfulfilling their daily quota, the news agency said.",
    "Half of the 200 looms in the shed stood still. The weavers had been sent home without pay.",
    "The carmaker will cut a shift at its assembly plant in Nitra from June.",
    "Unit 3 of the thermal power plant tripped on Friday, leaving 400 megawatts off the grid.",
    "The abattoir closed in July and 90 people lost their jobs.",
    "The fab is running at 60% of capacity, the chipmaker said.",
    "A source said the shoe factory had no glue and made nothing in March.",
    "The cannery turned out 12,000 tins of mackerel a day before the strike.",
    "The shipyard has delivered one hull in three years. Four of its six slipways are empty.",
    "At the coal mine, miners said that the pumps had failed and that the lower gallery was flooded.",
]

SHUT = [
    "It was a dream factory for young actors, and its production of stars never stopped.",
    "The rumour mill has been running at full capacity since the striker's agent was seen in Turin.",
    "Robert Plant played to 20,000 fans. The band worked through two hours of old songs.",
    "The mayor told children to plant a tree each and to water the plants every day.",
    "The production of Hamlet opens on Friday at the Old Vic. It is directed by its leading actor.",
    "This friend of mine is a run-of-the-mill singer, but the album was a hit.",
    "Shares of the bank fell 3 percent after it reported a loss for the second quarter.",
    "The two sides met for talks on a ceasefire, the foreign minister said after the session.",
    "Patients waited nine hours for a bed, the hospital said, and two of its wards were closed.",
    "United were held to a goalless draw. The manager said that his side had worked hard.",
    "Charlie and the Chocolate Factory is to return to cinemas, the film's makers said.",
    "Three soldiers were killed by a land mine on the road to the border.",
]


@pytest.mark.parametrize("text", OPEN)
def test_open(text: str) -> None:
    assert gate.is_open(Article.of(text))


@pytest.mark.parametrize("text", SHUT)
def test_shut(text: str) -> None:
    assert not gate.is_open(Article.of(text))


def annotated() -> list[tuple[Path, Path]]:
    """Folders of texts with their annotations: those of the project, and what ``FACTORYGAP_ANNOTATED`` names (folders
    with ``texts`` and ``gold`` in them, as PATH is written)."""
    sets = [*(SAMPLES.parent / "evaluation").glob("*/gold")]
    sets += [Path(each) / "gold" for each in os.environ.get("FACTORYGAP_ANNOTATED", "").split(os.pathsep) if each]
    return [(SAMPLES, SAMPLES / "gold"), *((gold.parent / "texts", gold) for gold in sorted(sets))]


def let_in(texts: Path, gold: Path) -> tuple[int, int]:
    """How many of the relevant articles the gate opens for, and how many there are."""
    known = {path.stem: json.loads(path.read_text(encoding="utf-8"))["relevant"] for path in gold.glob("*.json")}
    found = [path for path in texts.iterdir() if path.suffix in reading.SUFFIXES and known.get(path.stem)]
    return sum(gate.is_open(reading.read(path)) for path in found), len(found)


def test_recall_on_annotated_articles() -> None:
    seen = [let_in(*each) for each in annotated() if each[1].parent.name != "held_out"]
    opened, relevant = map(sum, zip(*seen, strict=True))
    assert relevant >= 50
    assert opened / relevant >= 0.995


def test_recall_on_articles_that_no_word_was_listed_for() -> None:
    opened, relevant = let_in(*next(each for each in annotated() if each[1].parent.name == "held_out"))
    assert relevant >= 39
    assert opened / relevant >= 0.92  # 36 of 39; the aim is 0.995


def test_only_the_body_counts() -> None:
    text = "The council met on Monday.\nRelated: Steel mill shuts second furnace, lays off 300 workers"
    assert gate.is_open(Article.of(text))
    assert not gate.is_open(Article.of(text, body=[(0, 26)]))


def test_a_long_article_on_something_else_stays_shut_after_one_mention() -> None:
    filler = "The committee heard the witness, and the hearing was put off until the judge had read the papers. "
    mention = "His father had once worked in a brewery. "
    assert not gate.is_open(Article.of(filler * 10 + mention + filler * 10))


@pytest.mark.parametrize("entry", lexicon.load("gate"), ids=lambda entry: entry.id)
def test_examples_have_a_meaning(entry: lexicon.Entry) -> None:
    meaning = gate._ROLES[entry["role"]]
    for example in entry.examples:
        words = gate._WORD.findall(example.lower())
        flags = [gate._flags(word) for word in words]
        before = list(flags)
        gate._mark_phrases(words, flags, range(len(words)))
        found = [flag & meaning for flag in flags]
        assert any(found) or (entry["role"] == "figurative" and flags != before), example


@pytest.mark.parametrize("text", ["factory " * 300_000, "plant tons " * 200_000, "word " * 400_000, "a" * 2_000_000])
def test_no_text_takes_long(text: str) -> None:
    before = time.process_time()
    gate.evidence(text)
    assert time.process_time() - before < 10
