"""Blanks what could give an informant away: the workplace and town of a source who is not named.

Blanked words become ``█`` of the same length, so that all offsets stay true. ``article.id`` is still that of the
whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from factorygap.records import Record

BLANK = "█"
_UNNAMED = frozenset(("anonymous_source", "resident", "worker", "management"))
_TAIL = re.compile(r"\s+(?:in|at|of|from|near|with|who|whose|inside|based|living|working)\b.*$", re.DOTALL)
_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]+|\b[\w’'-]+-based\b")
"""A name after the first word ("a Hyesan trader", "a resident surnamed Paik")."""


def blanked(records: Iterable[Record], blank: bool = True) -> Iterator[Record]:
    """The records, with ``blank_informants`` if that is wanted."""
    return map(blank_informants, records) if blank else iter(records)


def blank_informants(record: Record) -> Record:
    """The record without what places its unnamed sources: "a source in Ryanggang province" -> "a source ████"."""
    names = sorted({name for name in _informants(record) if _secrets(name)}, key=lambda name: (-len(name), name))
    if not names:
        return record
    pattern = re.compile("|".join(r"\s+".join(map(re.escape, name.split())) for name in names))
    data = _covered(record.model_dump(by_alias=True), pattern)
    if data["article"]["text"] is not None:
        _requote(data, data["article"]["text"])
    return Record.model_validate(data)


def _informants(record: Record) -> Iterator[str]:
    voices = [level.voice for level in record.output_levels] + [claim.voice for claim in record.claims]
    for voice in voices:
        if voice.kind in _UNNAMED and voice.name:
            yield voice.name


def _secrets(name: str) -> list[tuple[int, int]]:
    """The parts of a source's description that place it."""
    tail = _TAIL.search(name)
    head = name[: tail.start()] if tail else name
    found = [match.span() for match in _NAME.finditer(head)]
    return [*found, tail.span()] if tail else found


def _blanked(match: re.Match[str]) -> str:
    text = match.group()
    for start, end in _secrets(text):
        text = text[:start] + re.sub(r"\S", BLANK, text[start:end]) + text[end:]
    return text


def _covered(value: Any, pattern: re.Pattern[str]) -> Any:
    """``value`` with every description of an informant covered, wherever a text holds it."""
    if isinstance(value, str):
        return pattern.sub(_blanked, value)
    if isinstance(value, dict):
        return {key: _covered(inner, pattern) for key, inner in value.items()}
    if isinstance(value, list):
        return [_covered(inner, pattern) for inner in value]
    return value


def _requote(value: Any, text: str) -> None:
    """Lets every span quote the text as it is now."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _requote(inner, text)
    if isinstance(value, dict) and {"text", "start", "end"} <= value.keys():
        value["text"] = text[value["start"] : value["end"]]
