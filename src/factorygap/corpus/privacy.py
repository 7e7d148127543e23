"""Blanks what could give an informant away: the workplace and town of a source who is not named.

Blanked words become ``█`` of the same length, so that all offsets stay true.
"""

from __future__ import annotations

import re
from typing import Any

from factorygap.records import Record

_UNNAMED = frozenset(("anonymous_source", "resident", "worker", "management"))
_TAIL = re.compile(r"\s+(?:in|at|of|from|near|with|who|whose|inside|based|living|working)\b.*$", re.DOTALL)
_BASED = re.compile(r"\b[\w’'-]+-based\b|\b[A-Z][\w’'-]+")
BLANK = "█"


def blank_informants(record: Record) -> Record:
    """The record without what places its unnamed sources: "a source in Ryanggang province" -> "a source ████"."""
    cover = {name: _covered(name) for name in _informants(record) if _revealing(name)}
    if not cover:
        return record
    data = _replace(record.model_dump(by_alias=True), cover)
    if data["article"]["text"] is not None:
        _requote(data, data["article"]["text"])
    return Record.model_validate(data)


def _informants(record: Record) -> set[str]:
    voices = [level.voice for level in record.output_levels] + [claim.voice for claim in record.claims]
    return {voice.name for voice in voices if voice.kind in _UNNAMED and voice.name}


def _revealing(name: str) -> list[str]:
    """The parts of a source's description that place it."""
    tail = _TAIL.search(name)
    head = name[: tail.start()] if tail else name
    parts = [match.group() for match in _BASED.finditer(head) if match.start() > 0]
    return parts + ([tail.group().strip()] if tail else [])


def _covered(name: str) -> str:
    for secret in _revealing(name):
        name = name.replace(secret, re.sub(r"\S", BLANK, secret))
    return name


def _replace(value: Any, cover: dict[str, str]) -> Any:
    """``value`` with every description of an informant covered, wherever a text holds it."""
    if isinstance(value, str):
        for name in sorted(cover, key=len, reverse=True):
            value = value.replace(name, cover[name])
        return value
    if isinstance(value, dict):
        return {key: _replace(inner, cover) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replace(inner, cover) for inner in value]
    return value


def _requote(value: Any, text: str) -> None:
    """Lets every span quote the text as it is now."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _requote(inner, text)
    if isinstance(value, dict) and {"text", "start", "end"} <= value.keys():
        value["text"] = text[value["start"] : value["end"]]
