"""Scores records against annotated articles, layer by layer (the measure of docs/quality.md).

A record item and a gold item match if their words overlap (F1 of the tokens, function words left out); optional gold
items are neither rewarded nor punished. Attributes are scored on the matched pairs.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Item = Mapping[str, Any]

_FUNCTION_WORDS = frozenset("the a an of at in its their ’s 's only about has have had been was were is are s".split())
_FRACTIONS = frozenset(("duty_cycle", "utilisation", "plan_fulfilment", "operating_rate"))
_LISTED_VERDICTS = frozenset(("contradicted", "consistent", "admitted"))


@dataclass(frozen=True)
class Layer:
    """How one list of the record meets one list of the gold."""

    record_key: str
    gold_key: str
    words: str
    gold_words: str
    floor: float


LAYERS = {
    "facilities": Layer("facilities", "facilities", "name", "name", 0.6),
    "products": Layer("products", "products", "name", "name", 0.6),
    "outputs": Layer("output_levels", "outputs", "text", "span", 0.5),
    "actors": Layer("actors", "actors", "name", "name", 0.6),
    "claims": Layer("claims", "claims", "text", "span", 0.4),
}


@dataclass
class Scores:
    """Counts by layer ([hits, false alarms, misses]) and by attribute ([right, all]), and the errors in words."""

    layers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    invented: Counter[str] = field(default_factory=Counter)
    irrelevant: int = 0
    errors: list[str] = field(default_factory=list)

    def f1(self, layer: str) -> float:
        hits, false, missed = self.layers[layer]
        return 2 * hits / (2 * hits + false + missed) if hits else 0.0

    def accuracy(self, attribute: str) -> float:
        right, total = self.attributes[attribute]
        return right / total if total else 0.0

    def tick(self, attribute: str, right: bool, note: str) -> None:
        self.attributes[attribute][0] += right
        self.attributes[attribute][1] += 1
        if not right:
            self.errors.append(f"{note}\t{attribute}\twrong")


def read_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """The annotations of a folder by article name. Raises OSError or ValueError for what is no gold."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def score(records: Mapping[str, Item], gold: Mapping[str, Item]) -> Scores:
    """Scores of records (as dicts, by article name) against gold; an article without a record counts as all missed."""
    scores = Scores()
    for name, truth in gold.items():
        found = records.get(name, {})
        if truth["relevant"]:
            _score_article(name, found, truth, scores)
        else:
            _score_irrelevant(name, found, truth, scores)
    return scores


def _score_irrelevant(name: str, found: Item, truth: Item, scores: Scores) -> None:
    scores.irrelevant += 1
    for label, layer in LAYERS.items():
        optional = truth.get("optional", {}).get(layer.gold_key, [])
        for item in found.get(layer.record_key, []):
            if all(_overlap_best(item[layer.words], gold, layer) < 0.5 for gold in optional):
                scores.invented[label] += 1
                scores.errors.append(f"{name}\t{label}\tinvented\t{item[layer.words]}")


def _score_article(name: str, found: Item, truth: Item, scores: Scores) -> None:
    optional = truth.get("optional", {})
    links = _links(found, [*truth["facilities"], *optional.get("facilities", [])])
    for label, layer in LAYERS.items():
        hits, false, missed = _match(
            found.get(layer.record_key, []), truth[layer.gold_key], optional.get(layer.gold_key, []), layer
        )
        counts = scores.layers[label]
        counts[0] += len(hits)
        counts[1] += len(false)
        counts[2] += len(missed)
        scores.errors += [f"{name}\t{label}\tfalse\t{item[layer.words]}" for item in false]
        scores.errors += [f"{name}\t{label}\tmissed\t{item[layer.gold_words]}" for item in missed]
        for item, gold in hits:
            _score_attributes(label, item, gold, links, scores, f"{name}\t{item[layer.words]}")
    if "gaps" in truth:
        _score_gaps(name, found.get("gaps", []), truth["gaps"], scores)


def _score_attributes(
    label: str, item: Item, gold: Item, links: Callable[[Item, Item], bool], scores: Scores, note: str
) -> None:
    def same(key: str, default: str | None = None) -> None:
        scores.tick(f"{label[:-1]} {key}", item[key] == gold.get(key, default), note)

    if label == "facilities":
        scores.tick("facility type", item["type"] == gold["type"], note)
    elif label == "products":
        scores.tick("product facility", links(item, gold), note)
    elif label == "outputs":
        same("kind")
        scores.tick("output value", item["kind"] == gold["kind"] and _value_right(item, gold), note)
        scores.tick("output facility", links(item, gold), note)
        scores.tick("output side", item["voice"]["side"] == gold["side"], note)
        same("modality", "actual")
    elif label == "actors":
        same("category")
    else:
        same("polarity")
        scores.tick("claim side", item["voice"]["side"] == gold["side"], note)


def _score_gaps(name: str, found: Sequence[Item], truth: Sequence[Item], scores: Scores) -> None:
    ours, theirs = (
        {(gap["topic"], gap["verdict"]) for gap in gaps if gap["verdict"] in _LISTED_VERDICTS}
        for gaps in (found, truth)
    )
    counts = scores.layers["gaps"]
    counts[0] += len(ours & theirs)
    counts[1] += len(ours - theirs)
    counts[2] += len(theirs - ours)
    scores.errors += [f"{name}\tgaps\tfalse\t{' '.join(gap)}" for gap in sorted(ours - theirs)]
    scores.errors += [f"{name}\tgaps\tmissed\t{' '.join(gap)}" for gap in sorted(theirs - ours)]


def _links(found: Item, gold_facilities: Sequence[Item]) -> Callable[[Item, Item], bool]:
    names = {facility["id"]: facility["name"] for facility in found.get("facilities", [])}
    forms = {facility["name"]: [facility["name"], *facility.get("alt", [])] for facility in gold_facilities}

    def right(item: Item, gold: Item) -> bool:
        ours, theirs = names.get(item.get("facility") or ""), gold.get("facility")
        if ours is None or theirs is None:
            return ours is theirs
        return max(_overlap(ours, form) for form in forms.get(theirs, [theirs])) >= 0.5

    return right


def _match(
    items: Sequence[Item], gold: Sequence[Item], optional: Sequence[Item], layer: Layer
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Greedy one-to-one pairs by falling likeness, then what is left on either side."""
    pairs = sorted(
        ((_likeness(p, g, layer), i, j) for i, p in enumerate(items) for j, g in enumerate(gold)), reverse=True
    )
    used: set[int] = set()
    met: set[int] = set()
    hits = []
    for likeness, i, j in pairs:
        if likeness >= layer.floor and i not in used and j not in met:
            used.add(i)
            met.add(j)
            hits.append((items[i], gold[j]))
    false = [
        item
        for i, item in enumerate(items)
        if i not in used and all(_likeness(item, other, layer) < layer.floor for other in optional)
    ]
    return hits, false, [other for j, other in enumerate(gold) if j not in met]


def _likeness(item: Item, gold: Item, layer: Layer) -> float:
    if layer.gold_key == "outputs":
        return _with_contained(item, gold, layer) + (0.05 if item["kind"] == gold.get("kind") else 0.0)
    if layer.gold_key == "claims":
        return _with_contained(item, gold, layer) + 0.05 if item["topic"] == gold.get("topic") else 0.0
    return _overlap_best(item[layer.words], gold, layer)


def _with_contained(item: Item, gold: Item, layer: Layer) -> float:
    """As overlap, but a span inside the other one, of at least a third of its words, counts half."""
    ours = set(_tokens(item[layer.words]))
    for form in _gold_forms(gold, layer):
        theirs = set(_tokens(form))
        short, long = sorted((ours, theirs), key=len)
        if short and short <= long and len(short) / len(long) >= 0.34:
            return max(0.5, _overlap_best(item[layer.words], gold, layer))
    return _overlap_best(item[layer.words], gold, layer)


def _gold_forms(gold: Item, layer: Layer) -> list[str]:
    return [gold[layer.gold_words], *gold.get("alt", [])]


def _overlap_best(words: str, gold: Item, layer: Layer) -> float:
    return max(_overlap(words, form) for form in _gold_forms(gold, layer))


def _overlap(a: str, b: str) -> float:
    ours, theirs = Counter(_tokens(a)), Counter(_tokens(b))
    common = sum((ours & theirs).values())
    return 2 * common / (sum(ours.values()) + sum(theirs.values())) if common else 0.0


def _tokens(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+(?:[.,]\d+)*|%", text.lower().replace(",", ""))
    return [word for word in words if word not in _FUNCTION_WORDS]


def _value_right(item: Item, gold: Item) -> bool:
    kind, quantity = gold["kind"], item.get("quantity") or {}
    value = quantity.get("value")
    if kind in _FRACTIONS:
        return (
            _near(value, gold.get("value"))
            if gold.get("fraction") is None
            else _near(item["fraction"], gold["fraction"])
        )
    if kind == "change":
        return _near(item["change"], gold.get("change"))
    if kind in ("rate", "volume"):
        if value is None and quantity.get("low") is not None and quantity.get("high") is not None:
            value = (quantity["low"] + quantity["high"]) / 2
        return _near(value, gold.get("value"))
    return bool(item["status"] == gold.get("status"))


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= max(0.02, 0.03 * abs(b))
