"""The annotated articles are sound: spans stand in their articles, words are legal, links lead somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from factorygap import labels

ROOT = Path(__file__).parent.parent
COLLECTIONS = {
    "samples": (ROOT / "samples", ROOT / "samples" / "gold"),
    "tuning": (ROOT / "evaluation" / "tuning" / "texts", ROOT / "evaluation" / "tuning" / "gold"),
    "held_out": (ROOT / "evaluation" / "held_out" / "texts", ROOT / "evaluation" / "held_out" / "gold"),
}
LEAST = {"samples": 12, "tuning": 20, "held_out": 20}
LAYERS = ("facilities", "products", "outputs", "actors", "claims")
SHARES = ("utilisation", "plan_fulfilment", "operating_rate")
NUMBERS = ("fraction", "change", "value")

Gold = dict[str, Any]


class _Visible(HTMLParser):
    """The text of a page, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def visible(path: Path) -> str:
    """The article's words with white space folded, whatever the format."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        page = _Visible()
        page.feed(text)
        text = "".join(page.pieces)
    elif path.suffix == ".json":
        article = json.loads(text)
        text = article["title"] + "\n" + article["text"]
    return fold(text)


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def built_from(name: str, text: str) -> bool:
    """Each word stands in the text, at most as a plural: "Hyesan mine" out of "the Hyesan and Kapsan mines"."""
    return all(re.search(rf"(?<!\w){re.escape(word)}(e?s)?(?!\w)", text, re.IGNORECASE) for word in name.split())


def items(gold: Gold, layer: str) -> list[dict[str, Any]]:
    return [*gold.get(layer, []), *gold.get("optional", {}).get(layer, [])]


def misquotations(gold: Gold, text: str) -> Iterator[str]:
    for layer in LAYERS:
        put_together = layer in ("facilities", "products")
        for item in items(gold, layer):
            for form in [item.get("span") or item["name"], *item.get("alt", [])]:
                if form not in text and not (put_together and built_from(form, text)):
                    yield form


def broken_links(gold: Gold) -> Iterator[str]:
    names = {facility["name"] for facility in items(gold, "facilities")} | {None}
    linked = [
        *(product["facility"] for product in items(gold, "products")),
        *(output["facility"] for output in items(gold, "outputs")),
        *(other for output in items(gold, "outputs") for other in output.get("also", [])),
        *(facility["part_of"] for facility in items(gold, "facilities")),
        *(gap["facility"] for gap in gold.get("gaps", [])),
    ]
    yield from (name for name in linked if name not in names)


def illegal_words(gold: Gold) -> Iterator[str]:
    for layer, key, vocabulary in (
        ("facilities", "type", labels.FacilityType),
        ("outputs", "kind", labels.LevelKind),
        ("outputs", "modality", labels.Modality),
        ("outputs", "side", labels.Side),
        ("actors", "category", labels.ActorCategory),
        ("claims", "topic", labels.Topic),
        ("claims", "polarity", labels.Polarity),
        ("claims", "side", labels.Side),
    ):
        yield from (str(item[key]) for item in items(gold, layer) if item[key] not in labels.words(vocabulary))
    for output in items(gold, "outputs"):
        if output["status"] not in (None, *labels.words(labels.Status)):
            yield output["status"]
        if output.get("bound", "exact") not in labels.words(labels.Bound):
            yield output["bound"]
    for gap in gold.get("gaps", []):
        if gap["topic"] not in labels.words(labels.GapTopic) or gap["verdict"] not in labels.words(labels.Verdict):
            yield f"{gap['topic']} {gap['verdict']}"


def unmeasured(gold: Gold) -> Iterator[str]:
    """Levels of a kind that is a number, without one; status words with one."""
    for output in items(gold, "outputs"):
        has = {key for key in NUMBERS if output[key] is not None}
        bounded = output.get("low") is not None or output.get("high") is not None
        lacking = {
            "change": "change" not in has,
            "rate": "value" not in has and not bounded,
            "volume": "value" not in has and not bounded,
            "status": bool(has),
            **dict.fromkeys(SHARES, "fraction" not in has and not bounded),
        }
        if lacking.get(output["kind"], False):
            yield output["span"]


def _articles() -> list[Any]:
    return [
        pytest.param(texts, path, id=f"{name}-{path.stem}")
        for name, (texts, golds) in COLLECTIONS.items()
        for path in sorted(golds.glob("*.json"))
    ]


def text_of(texts: Path, gold: Path) -> Path:
    """The one article that a gold file is about."""
    [article] = [path for path in texts.iterdir() if path.is_file() and path.stem == gold.stem]
    return article


@pytest.mark.parametrize(("texts", "path"), _articles())
def test_gold_is_sound(texts: Path, path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert gold["id"] == path.stem
    assert list(misquotations(gold, visible(text_of(texts, path)))) == []
    assert list(broken_links(gold)) == []
    assert list(illegal_words(gold)) == []
    assert list(unmeasured(gold)) == []
    assert gold["relevant"] or not any(gold[layer] for layer in LAYERS)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_article_is_annotated(name: str) -> None:
    texts, golds = COLLECTIONS[name]
    articles = {path.stem for path in texts.iterdir() if path.is_file()} - {"README"}
    assert articles == {path.stem for path in golds.glob("*.json")}
    assert len(articles) >= LEAST[name]


TEXT = "The Hyesan and Kapsan mines run three days a week."
SOUND: Gold = {
    "facilities": [{"name": "Hyesan mine", "alt": ["Hyesan"], "type": "mine", "part_of": None}],
    "outputs": [
        {
            "span": "three days a week", "kind": "duty_cycle", "fraction": 0.429, "change": None, "value": 3,
            "status": "reduced", "modality": "actual", "facility": "Hyesan mine", "side": "outlet",
        }
    ],
}  # fmt: skip


def _spoilt(layer: str, **changes: Any) -> Gold:
    return SOUND | {layer: [SOUND[layer][0] | changes]}


def test_the_checks_pass_a_sound_annotation() -> None:
    assert not [*misquotations(SOUND, TEXT), *broken_links(SOUND), *illegal_words(SOUND), *unmeasured(SOUND)]


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (_spoilt("outputs", span="four days a week"), lambda gold: misquotations(gold, TEXT)),
        (_spoilt("facilities", name="Musan mine"), lambda gold: misquotations(gold, TEXT)),
        (_spoilt("facilities", alt=["Kapsan colliery"]), lambda gold: misquotations(gold, TEXT)),
        (_spoilt("outputs", facility="Kapsan mine"), broken_links),
        (_spoilt("outputs", also=["Kapsan mine"]), broken_links),
        (_spoilt("outputs", status="asleep"), illegal_words),
        (_spoilt("facilities", type="plant"), illegal_words),
        (_spoilt("outputs", kind="utilisation", fraction=None), unmeasured),
        (_spoilt("outputs", kind="status"), unmeasured),
    ],
)
def test_the_checks_find_a_fault(fault: Gold, found: Any) -> None:
    assert list(found(fault))
