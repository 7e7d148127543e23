"""A corpus of invented articles about real places, with the truth beside it: which facility is meant where, which
articles are copies, what either side says.

    python tests/corpus_generator.py FOLDER      writes NNN.json (an article each) and truth.json

The words are in evaluation/corpus/*.toml; the same seed gives the same corpus.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from factorygap.records import Article

WORDS = Path(__file__).parent.parent / "evaluation" / "corpus"
OUTLETS = {
    "korea": {"official": ["Pyongyang Courier", "Juche Digest"], "ground": ["Yalu Monitor", "Northern Voices"]},
    "cuba": {"official": ["Noticias de Oriente"], "ground": ["Cubanet Holguín", "Diario Abierto"]},
    "west": {"official": ["Continental Post", "Trade Gazette"], "ground": ["Evening Argus", "Labour Weekly"]},
}
MONTHS = "January February March April May June July August September October November December".split()
SYNONYMS = {
    "told us": "told this paper", "was built": "was set up", "poor quality": "low quality",
    "since last year": "over last year",
    "severe shortage": "acute shortage", "people": "residents", "according to": "in the words of",
    "another story": "a different story", "has been": "was", "nobody": "no one", "met outside": "gathered outside",
    "Local": "Area", "making": "manufacture", "this month": "these days",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """One article; ``facilities`` are (start, end, plant id) of every name in the text, ``says`` are (plant, topic,
    side, sign); ``origin`` is the same for copies of one another."""

    text: str
    title: str
    outlet: str
    published: str
    origin: str
    facilities: list[tuple[int, int, str]] = field(default_factory=list)
    says: list[tuple[str, str, str, int]] = field(default_factory=list)

    def article(self, number: int) -> Article:
        return Article.of(
            self.text, f"{number:03}.json", title=self.title, outlet=self.outlet, published=self.published
        )


def corpus(seed: int = 1) -> list[Written]:
    """All articles, in the order of their publication."""
    chance = random.Random(seed)
    plants = _load("plants")["plant"]
    sentences = _load("sentences")
    own = [article for plant in plants for article in _articles(plant, sentences, chance)]
    wire = [article for item in _load("wire")["item"] for article in _translations(item, plants)]
    bulletins = _bulletins(sentences["bulletin"], plants, chance)
    chosen = chance.sample(own, 24)
    copies = [_reprint(article) for article in chosen[:12]] + [_rewritten(article) for article in chosen[12:]]
    return sorted(
        [*own, *wire, *bulletins, *copies], key=lambda article: (article.published, article.origin, article.outlet)
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def _articles(plant: dict[str, Any], sentences: dict[str, Any], chance: random.Random) -> list[Written]:
    """Six articles of a plant, by turns of either side (five where one side is silent)."""
    made = []
    first = date(plant["year"], 2, 1)
    for number in range(6):
        side = ("official", "ground")[number % 2]
        column = 0 if side == "official" else 1
        topics = [(topic, signs[column]) for topic, signs in plant["story"].items() if signs[column] != "."]
        if topics:
            published = first + timedelta(days=number * 23 + chance.randrange(9))
            made.append(_article(plant, number, side, topics, sentences, published, chance))
    return made


def _article(
    plant: dict[str, Any], number: int, side: str, topics: list[tuple[str, str]], sentences: dict[str, Any],
    published: date, chance: random.Random,
) -> Written:  # fmt: skip
    pool = sentences[plant["register"]][side]
    turn = number // 2
    shown = [topics[(turn + i) % len(topics)] for i in range(min(2, len(topics)))]
    lead = pool["lead"][turn % len(pool["lead"])]
    lead, *stated = [lead] if isinstance(lead, str) else lead
    lines = [lead]
    says = [(plant["id"], topic[:-1], side, 1 if topic[-1] == "+" else -1) for topic in stated]
    for topic, sign in shown:
        choices = pool[topic + sign]
        lines.append(choices[(turn + chance.randrange(len(choices))) % len(choices)])
        says.append((plant["id"], topic, side, 1 if sign == "+" else -1))
    for part in plant.get("parts", ()):
        sign = part["story"]["output"][0 if side == "official" else 1]
        if sign != ".":
            choices = sentences["part"][side + sign]
            lines.append(choices[turn % len(choices)].replace("{P}", f"{{P:{part['id']}}}"))
            says.append((part["id"], "output", side, 1 if sign == "+" else -1))
    lines.append(pool["close"][chance.randrange(len(pool["close"]))])
    outlets = OUTLETS[plant["register"]][side]
    title = f"News from the {plant['it']}: {plant['good']} and {shown[0][0]}"
    outlet, origin = outlets[turn % len(outlets)], f"{plant['id']}-{number}"
    return _written(" ".join(lines), title, outlet, published, origin, plant, turn + number, chance, says)


def _written(
    template: str, title: str, outlet: str, published: date, origin: str, plant: dict[str, Any], turn: int,
    chance: random.Random, says: list[tuple[str, str, str, int]],
) -> Written:  # fmt: skip
    facts = _facts(plant, turn, published, chance)
    names = {plant["id"]: plant["names"]} | {part["id"]: part["names"] for part in plant.get("parts", ())}
    headline = title.format(**facts)
    text = headline + "\n\n"
    spans = []
    for piece in re.split(r"(\{P(?::[^}]*)?\})", template):
        if piece.startswith("{P"):
            id = piece[3:-1] or plant["id"]
            name = names[id][turn % len(names[id])]
            sentence_starts = text.endswith("\n\n") or text.rstrip("“").endswith((". ", ".” "))
            if not re.search(r"['’]s? ", name) and id == plant["id"] and not text.endswith(("The ", "the ")):
                text += "The " if sentence_starts or text.endswith("“") else "the "
            if id != plant["id"] and name.startswith("No."):
                text += "The " if sentence_starts or text.endswith("“") else "the "
            spans.append((len(text), len(text) + len(name), id))
            text += name
        else:
            text += re.sub(r" +(?=[ ,.])", "", piece.format(**facts))
    return Written(text, headline, outlet, published.isoformat(), origin, spans, says)


def _facts(plant: dict[str, Any], turn: int, published: date, chance: random.Random) -> dict[str, Any]:
    good = plant["good"]
    by = plant.get("operator", [""])[turn % len(plant.get("operator", [""]))]
    day = published - timedelta(days=chance.randrange(1, 4))
    return {
        "it": plant["it"], "good": good, "Good": good[0].upper() + good[1:],
        "are": "are" if good.endswith("s") else "is", "home": plant.get("home", ""), "by": by, "By": by,
        "where": plant["where"][turn % len(plant["where"])], "n": chance.randrange(6, 30),
        "n2": chance.randrange(103, 130), "n9": chance.randrange(91, 99), "few": ["two", "three"][chance.randrange(2)],
        "low": chance.randrange(25, 60), "month": MONTHS[published.month - 2],
        "date": f"{MONTHS[day.month - 1]} {day.day}",
        "big": f"{chance.randrange(20_000, 90_000):,}", "big2": f"{chance.randrange(20_000, 90_000):,}",
        "big3": f"{chance.randrange(2_000, 9_000):,}",
    }  # fmt: skip


def _translations(item: dict[str, Any], plants: list[dict[str, Any]]) -> list[Written]:
    plant = next(plant for plant in plants if plant["id"] == item["plant"])
    says = [
        (plant["id"], topic, side, 1 if sign == "+" else -1)
        for topic, side, sign in (s.split(":") for s in item["says"])
    ]
    made = []
    for turn, (title, text) in enumerate(item["versions"]):
        published = date(plant["year"], 4, 10 + turn)
        outlet = ["World Wire in English", "Foreign Press Digest"][turn]
        made.append(
            _written(text, title, outlet, published, f"wire-{plant['id']}", plant, turn, random.Random(turn), says)
        )
    return made


def _bulletins(bulletin: dict[str, Any], plants: list[dict[str, Any]], chance: random.Random) -> list[Written]:
    made = []
    for id in bulletin["plants"]:
        plant = next(plant for plant in plants if plant["id"] == id)
        for month in (3, 4, 5):
            published = date(plant["year"], month, 11)
            made.append(
                _written(
                    bulletin["text"],
                    bulletin["title"],
                    "Trade Gazette",
                    published,
                    f"bulletin-{id}-{month}",
                    plant,
                    0,
                    chance,
                    [],
                )
            )
    return made


def _reprint(article: Written) -> Written:
    """The article word for word in another paper, under another headline, with a line of credit."""
    title = "From our partners: " + article.title.split(": ", 1)[-1]
    return _retitled(
        article, title, article.text.split("\n\n", 1)[1] + f"\n\nThis article was first published by {article.outlet}."
    )


def _rewritten(article: Written) -> Written:
    """The article with words exchanged and its last sentence left out."""
    body = article.text.split("\n\n", 1)[1]
    for old, new in SYNONYMS.items():
        body = body.replace(old, new)
    return _retitled(article, "In brief: " + article.title.split(": ", 1)[-1], body.rsplit(". ", 1)[0] + ".")


def _retitled(article: Written, title: str, body: str) -> Written:
    text = f"{title}\n\n{body}"
    spans, at = [], len(title)
    for start, end, id in article.facilities:
        at = text.index(article.text[start:end], at)
        spans.append((at, at + end - start, id))
        at += end - start
    published = date.fromisoformat(article.published) + timedelta(days=1)
    return replace(
        article, text=text, title=title, outlet="Regional Mirror", published=published.isoformat(), facilities=spans
    )


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    truth = []
    for number, written in enumerate(corpus()):
        facts = asdict(written)
        shown = {key: facts[key] for key in ("title", "text", "outlet", "published")}
        (folder / f"{number:03}.json").write_text(json.dumps(shown, ensure_ascii=False, indent=1), encoding="utf-8")
        truth.append({"source": f"{number:03}.json", **{key: facts[key] for key in ("origin", "facilities", "says")}})
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
