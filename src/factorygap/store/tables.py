"""Records as rows of long tables, the shape that CSV and SQLite share.

Columns that plant trackers have carry the trackers' names: plant name, other names, status, status detail,
municipality, subnational unit, country, coordinates and their accuracy, source, date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from factorygap.records import Article, Facility, OutputLevel, Record, Voice

Row = dict[str, Any]

ACCURACY = "approximate"
"""Coordinates are those of the place that the article names, never surveyed ones of the plant."""


def articles(record: Record) -> Iterator[Row]:
    article = record.article
    yield {
        "source": article.source,
        "article": article.id,
        "date": article.published,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "dateline": article.dateline,
        "encoding": article.encoding,
        "relevant": None if article.relevant is None else int(article.relevant),
        "characters": None if article.text is None else len(article.text),
    }


def facilities(record: Record) -> Iterator[Row]:
    for facility in record.facilities:
        level = latest_level(record, facility)
        place = facility.place
        located = place is not None and place.lat is not None and place.lon is not None
        yield _cited(record) | {
            "facility": facility.id,
            "plant_name": facility.name,
            "other_names": other_names(facility),
            "type": facility.type,
            "part_of": facility.part_of,
            "operator": facility.operator,
            "programme": facility.programme,
            "status": level.status if level else None,
            "status_detail": level.text if level else None,
            "municipality": place.name if place else None,
            "subnational_unit": place.admin1 if place else None,
            "country": place.country if place else None,
            "coordinates": f"{place.lat}, {place.lon}" if place and located else None,
            "latitude": place.lat if place else None,
            "longitude": place.lon if place else None,
            "accuracy": ACCURACY if located else None,
        }


def products(record: Record) -> Iterator[Row]:
    for product in record.products:
        yield _cited(record) | {
            "product": product.id,
            "name": product.name,
            "facility": product.facility,
            "plant_name": plant_name(record, product.facility),
            "role": product.role,
        }


def output_levels(record: Record) -> Iterator[Row]:
    for level in record.output_levels:
        quantity, when = level.quantity, level.when
        yield _cited(record) | {
            "output_level": level.id,
            "text": level.text,
            "kind": level.kind,
            "facility": level.facility,
            "plant_name": plant_name(record, level.facility),
            "also": "; ".join(level.also) or None,
            "product": level.product,
            "product_name": next((p.name for p in record.products if p.id == level.product), None),
            "value": quantity.value if quantity else None,
            "low": quantity.low if quantity else None,
            "high": quantity.high if quantity else None,
            "unit": quantity.unit if quantity else None,
            "per": quantity.per if quantity else None,
            "fraction": level.fraction,
            "change": level.change,
            "bound": level.bound,
            "status": level.status,
            "modality": level.modality,
            "when_text": when.text if when else None,
            "when_from": when.from_ if when else None,
            "when_to": when.to if when else None,
            **_voice(level.voice),
            "sentence": level.sentence.text,
            "start": level.start,
            "end": level.end,
        }


def claims(record: Record) -> Iterator[Row]:
    for claim in record.claims:
        yield _cited(record) | {
            "claim": claim.id,
            "text": claim.text,
            "topic": claim.topic,
            "polarity": claim.polarity,
            "facility": claim.facility,
            "plant_name": plant_name(record, claim.facility),
            "product": claim.product,
            **_voice(claim.voice),
            "sentence": claim.sentence.text,
            "start": claim.start,
            "end": claim.end,
        }


def actors(record: Record) -> Iterator[Row]:
    for actor in record.actors:
        yield _cited(record) | {
            "actor": actor.id,
            "name": actor.name,
            "title": actor.title,
            "category": actor.category,
            "level": actor.level,
        }


def actions(record: Record) -> Iterator[Row]:
    for actor in record.actors:
        for number, action in enumerate(actor.actions, 1):
            yield _cited(record) | {
                "actor": actor.id,
                "number": number,
                "name": actor.name,
                "text": action.text,
                "verb": action.verb,
                "facility": action.facility,
                "plant_name": plant_name(record, action.facility),
                "start": action.start,
                "end": action.end,
            }


def gaps(record: Record) -> Iterator[Row]:
    said = {level.id: level.text for level in record.output_levels} | {claim.id: claim.text for claim in record.claims}
    for number, gap in enumerate(record.gaps, 1):
        yield _cited(record) | {
            "gap": number,
            "topic": gap.topic,
            "facility": gap.facility,
            "plant_name": plant_name(record, gap.facility),
            "official": "; ".join(gap.official) or None,
            "ground": "; ".join(gap.ground) or None,
            "official_text": " | ".join(said[i] for i in gap.official if i in said) or None,
            "ground_text": " | ".join(said[i] for i in gap.ground if i in said) or None,
            "verdict": gap.verdict,
        }


def mentions(record: Record) -> Iterator[Row]:
    of_kinds = (("facility", record.facilities), ("product", record.products), ("actor", record.actors))
    for kind, items in of_kinds:
        for item in items:
            for number, mention in enumerate(item.mentions, 1):
                yield _cited(record) | {
                    "of": kind,
                    "item": item.id,
                    "number": number,
                    "kind": mention.kind,
                    "text": mention.text,
                    "start": mention.start,
                    "end": mention.end,
                }


TABLES: dict[str, Callable[[Record], Iterator[Row]]] = {
    table.__name__: table
    for table in (articles, facilities, products, output_levels, claims, actors, actions, gaps, mentions)
}
"""Table name to the function that gives a record's rows."""


def columns(table: str) -> list[str]:
    """The columns of a table in their order, known even where no record has a row for it."""
    return list(next(TABLES[table](_one_of_each())))


def _one_of_each() -> Record:
    span = {"text": "x", "start": 0, "end": 1}
    voice = {"kind": "outlet", "side": "outlet"}
    stated = span | {"facility": "f1", "voice": voice, "sentence": span}
    named = {"name": "x", "mentions": [span | {"kind": "name"}]}
    return Record.model_validate(
        {
            "article": Article.of("x"),
            "facilities": [named | {"id": "f1", "type": "factory"}],
            "products": [named | {"id": "p1"}],
            "output_levels": [stated | {"id": "o1", "kind": "status"}],
            "claims": [stated | {"id": "c1", "topic": "supply", "polarity": "neutral"}],
            "actors": [named | {"id": "a1", "category": "company", "actions": [span | {"verb": "x"}]}],
            "gaps": [{"topic": "output", "verdict": "ground_only"}],
        }
    )


def plant_name(record: Record, facility: str | None) -> str | None:
    return next((f.name for f in record.facilities if f.id == facility), None)


def other_names(facility: Facility) -> str | None:
    """The other names that the article gives the plant, in order of first mention."""
    names = dict.fromkeys(m.text for m in facility.mentions if m.kind == "name" and m.text != facility.name)
    return "; ".join(names) or None


def latest_level(record: Record, facility: Facility) -> OutputLevel | None:
    """The level that stands for how the facility runs now: actual, with a status, latest in time, then in the text."""
    levels = [
        level
        for level in record.output_levels
        if (level.facility == facility.id or facility.id in level.also) and level.modality == "actual" and level.status
    ]
    return max(levels, key=lambda level: (time_of(level), level.start), default=None)


def time_of(level: OutputLevel) -> str:
    """The ISO date that a level holds for, or "" where it is not known."""
    when = level.when
    return (when.to or when.from_ or "") if when else ""


def _cited(record: Record) -> Row:
    return {"source": record.article.source, "date": record.article.published}


def _voice(voice: Voice) -> Row:
    return {
        "voice": voice.kind,
        "side": voice.side,
        "voice_name": voice.name,
        "actor": voice.actor,
        "cue": voice.cue,
        "chain": " > ".join(voice.chain) or None,
    }
