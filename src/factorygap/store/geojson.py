"""GeoJSON (RFC 7946): plants as points, each with its latest output level over all records.

A plant without coordinates has no point and is left out. Plants are told apart by name, municipality and country.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factorygap.errors import StoreError
from factorygap.printing import json_safe
from factorygap.records import Facility, Record
from factorygap.store import tables

Key = tuple[str, str | None, str | None]


def to_text(records: Iterable[Record]) -> Iterator[str]:
    plants: dict[Key, tuple[str, dict[str, Any]]] = {}
    for record in records:
        for facility, row in zip(record.facilities, tables.facilities(record), strict=True):
            if row["coordinates"] is None:
                continue
            key = (facility.name.casefold(), row["municipality"], row["country"])
            date, level = _latest(record, facility)
            known = plants.get(key)
            if known is None or (level and (date >= known[0] or known[1]["level"] is None)):
                plants[key] = (date, row | {"level": level})
    yield '{"type": "FeatureCollection", "features": ['
    for i, (_, row) in enumerate(plants.values()):
        yield (",\n" if i else "\n") + json_safe(json.dumps(_feature(row), ensure_ascii=False))
    yield "\n]}\n"


def read(path: Path) -> Iterator[Record]:
    raise StoreError(f"{path} is a map, not whole records; read the store that it was exported from")


def _latest(record: Record, facility: Facility) -> tuple[str, dict[str, Any] | None]:
    level = tables.latest_level(record, facility)
    if level is None:
        return "", None
    date = tables.time_of(level) or record.article.published or ""
    shown = level.model_dump(include={"text", "kind", "quantity", "fraction", "change", "bound", "status"})
    return date, shown | {"voice": level.voice.kind, "side": level.voice.side, "sentence": level.sentence.text}


def _feature(row: tables.Row) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    left_out = ("facility", "part_of", "coordinates", "latitude", "longitude")
    properties = {name: value for name, value in row.items() if name not in left_out}
    return {"type": "Feature", "geometry": point, "properties": properties}
