"""Folders of articles of our own for the batch benchmarks: relevant ones out of samples/, irrelevant ones made up."""

from __future__ import annotations

import random
from pathlib import Path

from factorygap.gate import is_open
from factorygap.reading import read

SAMPLES = Path(__file__).parent.parent / "samples"

_NAMES = ("Marta Oyelaran", "Jonas Feld", "Priya Raman", "Tom Acheson", "Lucia Baptista", "Kofi Mensah", "Ana Petrova")
_TOWNS = ("Valdoria", "Kesterton", "Port Amsel", "Lindqvist Bay", "Old Harrow", "San Telmo", "Brackwater")
_SENTENCES = (
    "{name} scored twice in the last ten minutes as {town} came from behind to win the cup tie.",
    "The match was watched by {number} people, the largest crowd since the stadium was rebuilt.",
    "Forecasters said the storm would reach {town} by Thursday evening and bring heavy rain to the coast.",
    "Schools in {town} will stay closed until the roads have been cleared of snow, the council said.",
    "The novel, her third, follows two sisters who leave {town} and meet again after {number} days at sea.",
    "{name} was elected to parliament with a majority of {number} votes after two recounts.",
    "The minister said talks on the treaty would go on next month, and declined to give details.",
    "A court in {town} adjourned the case against {name}, who denies all charges, until the spring.",
    "Doctors urged people over sixty to have the vaccine before the holidays, when clinics are short of staff.",
    "The film opened in {number} cinemas and took first place on its opening weekend.",
    "Archaeologists found a row of graves below the old market square, some with beads and coins in them.",
    "Shares slipped on Tuesday as investors waited for the central bank, whose decision is due this week.",
    "{name} told the committee that the bridge would be open to traffic again before the summer.",
    "The choir from {town} sang for an hour, and the audience asked for three more songs.",
    "Police are looking for a man who left a bag with {number} euros on a train to {town}.",
    "The zoo said that its new cub, born in June, weighed as much as a bag of sugar.",
    "Voters will choose a new mayor on Sunday; four candidates are left, and none is far ahead.",
    "Researchers who followed {number} families for a decade found that children who read at home slept better.",
    "The airline cancelled flights to {town} because of fog, and passengers spent the night in the terminal.",
    "Her recipe asks for two lemons, a spoon of honey and patience, {name} said with a laugh.",
)


def relevant(count: int) -> list[str]:
    """Texts that the gate opens for, in turn, each told apart by its last line."""
    texts = [article.text or "" for article in map(read, sorted(map(str, SAMPLES.glob("*.*")))) if _is_wanted(article)]
    return [f"{texts[i % len(texts)]}\n\nItem {i}.\n" for i in range(count)]


def _is_wanted(article) -> bool:
    return is_open(article) and not article.source.endswith("README.md")


def irrelevant(count: int, seed: int = 4) -> list[str]:
    """Made-up news of other things, some 300 words each; the same for the same seed."""
    rng = random.Random(seed)
    return [_made_up(rng) for _ in range(count)]


def _made_up(rng: random.Random) -> str:
    sentences = [
        sentence.format(name=rng.choice(_NAMES), town=rng.choice(_TOWNS), number=rng.randrange(3, 90_000))
        for sentence in rng.choices(_SENTENCES, k=16)
    ]
    return "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)) + "\n"


def mixed(count: int, share: float) -> list[str]:
    """Irrelevant texts with a share of relevant ones, spread evenly."""
    every = round(1 / share)
    wanted = iter(relevant(count // every + 1))
    return [next(wanted) if i % every == 0 else text for i, text in enumerate(irrelevant(count))]


def lay(folder: Path, texts: list[str]) -> Path:
    """Write each text to a file of its own, a thousand to a folder."""
    for i, text in enumerate(texts):
        path = folder / f"{i // 1000:04}" / f"{i:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
