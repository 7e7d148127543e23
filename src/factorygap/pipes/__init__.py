"""The spaCy components, one a file, one concern each. They meet only through ``doc.spans`` and ``doc._``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc, Span, SpanGroup

from factorygap import labels


def register_extensions() -> None:
    """Give ``doc._`` the names in labels.py; safe to call again, and in every process."""
    for name in (*labels.LAYERS, labels.ARTICLE):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


register_extensions()


def layer(doc: Doc, name: str) -> list[Any]:
    """What a component found earlier, or nothing."""
    return doc._.get(name) or []


def tokens_in(doc: Doc, name: str) -> dict[int, Any]:
    """The item of a layer that each token inside one of its mentions belongs to; of several items the last."""
    return {i: item for item in layer(doc, name) for m in item["mentions"] for i in range(m["start"], m["end"])}


def store(doc: Doc, name: str, items: Sequence[Mapping[str, Any]]) -> Doc:
    """Keep ``items`` as ``doc._.<name>`` and their spans as ``doc.spans[<name>]``; a span's label says its kind."""
    doc._.set(name, list(items))
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for item in items for span in _spans(doc, item)])
    return doc


def _spans(doc: Doc, item: Mapping[str, Any]) -> Iterable[Span]:
    if "speaker" in item and "id" not in item:
        label = item["speaker"]["kind"]
    else:
        label = next((item[key] for key in ("kind", "type", "category", "topic", "role") if key in item), "")
    for mention in item.get("mentions", [item]):
        if "start" in mention:
            yield Span(doc, mention["start"], mention["end"], label=label, span_id=item.get("id", ""))
