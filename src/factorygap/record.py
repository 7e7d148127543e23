"""The only door from a Doc to a Record: token offsets become offsets into the article's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from spacy.tokens import Doc

from factorygap import labels, layers, records
from factorygap.canvas import Canvas
from factorygap.pipes import layer


def of(article: records.Article, canvas: Canvas, doc: Doc) -> records.Record:
    """The record of an article whose canvas went through the pipeline as ``doc``."""
    text = article.text or ""

    def span(start: int, end: int) -> dict[str, Any]:
        first, last = canvas.to_article(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
        return {"text": text[first:last], "start": first, "end": last}

    levels: list[layers.OutputLevel] = layer(doc, labels.OUTPUT_LEVELS)
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    relevant = _speaks_of_work(doc)
    article = article.model_copy(update={"relevant": relevant})
    if not relevant:
        return records.Record(article=article)
    return records.Record(
        article=article,
        facilities=[records.Facility(**_named(item, span)) for item in facilities],
        products=[records.Product(**_named(item, span)) for item in layer(doc, labels.PRODUCTS)],
        output_levels=[_level(item, doc, span) for item in levels],
        claims=[records.Claim(**_stated(item, doc, span)) for item in layer(doc, labels.CLAIMS)],
        actors=[_actor(item, span) for item in layer(doc, labels.ACTORS)],
        gaps=[records.Gap(**item) for item in layer(doc, labels.GAPS)],
    )


SEVERAL = 3
"""Claims from which an article that names no plant is about those who make its goods."""


def _speaks_of_work(doc: Doc) -> bool:
    """Whether the gate was right to open: something is said of a plant, or of a sector that makes some good, be it how
    much it makes or several other things."""
    levels, products = layer(doc, labels.OUTPUT_LEVELS), layer(doc, labels.PRODUCTS)
    claims = layer(doc, labels.CLAIMS)
    if layer(doc, labels.FACILITIES):
        return bool(levels or products or claims)
    measured = any(level["product"] for level in levels)
    return bool(products and (measured or len(claims) >= SEVERAL or len(products) >= SEVERAL))


ToSpan = Callable[[int, int], dict[str, Any]]


def _named(item: Mapping[str, Any], span: ToSpan) -> dict[str, Any]:
    fields = {key: value for key, value in item.items() if key not in ("why", "mentions")}
    return fields | {"mentions": [span(m["start"], m["end"]) | {"kind": m["kind"]} for m in item["mentions"]]}


def _stated(item: Mapping[str, Any], doc: Doc, span: ToSpan) -> dict[str, Any]:
    fields = {key: value for key, value in item.items() if key not in ("why", "start", "end", "speaker")}
    sentence = doc[item["start"]].sent
    return fields | span(item["start"], item["end"]) | {"voice": item["speaker"], "sentence": _stripped(sentence, span)}


def _stripped(sentence: Any, span: ToSpan) -> dict[str, Any]:
    start, end = sentence.start, sentence.end
    while end - 1 > start and sentence.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and sentence.doc[start].is_space:
        start += 1
    return span(start, end)


def _level(item: layers.OutputLevel, doc: Doc, span: ToSpan) -> records.OutputLevel:
    fields = _stated(item, doc, span)
    when = item["when"]
    if when is not None:
        fields["when"] = {
            "text": span(when["start"], when["end"])["text"],
            "from": when.get("from"),
            "to": when.get("to"),
        }
    return records.OutputLevel(**fields)


def _actor(item: layers.Actor, span: ToSpan) -> records.Actor:
    fields = _named(item, span)
    fields["actions"] = [
        span(a["start"], a["end"]) | {"verb": a["verb"], "facility": a["facility"]} for a in item["actions"]
    ]
    return records.Actor(**fields)


def reasons(doc: Doc) -> list[tuple[str, str, str, str]]:
    """(layer, id, words, what made it) for every item of every layer that has a reason."""
    rows = []
    for name in labels.LAYERS:
        for item in layer(doc, name):
            if "why" in item:
                place = item["mentions"][0] if "mentions" in item else item
                words = item.get("name") or doc[place["start"] : place["end"]].text
                rows.append((name, item.get("id", ""), words, item["why"]))
    return rows
