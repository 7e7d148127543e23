"""JSON: one object with an article's fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from factorygap.errors import UnreadableInput
from factorygap.reading import fields
from factorygap.reading.decoding import decode
from factorygap.records import Article

_LONGEST_NUMBER = 20
"""Digits of a whole number; longer ones are kept as they are written, since turning them into numbers takes long."""


def read(data: bytes, source: str) -> Article:
    """The article in a JSON file. Raises UnreadableInput with code json or no_text, or as decoding.decode does."""
    content, encoding = decode(data, source)
    return fields.article(parse(content, source), source, encoding)


def parse(content: str, source: str) -> Mapping[str, Any]:
    """The object in ``content``; a list that holds one object stands for it. Raises UnreadableInput with code json."""
    try:
        found = json.loads(content, parse_int=_number, parse_constant=lambda name: None)
    except RecursionError as error:
        raise UnreadableInput(f"{source}: its JSON is nested too deep", "json") from error
    except ValueError as error:
        raise UnreadableInput(f"{source}: is no valid JSON: {error}", "json") from error
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if isinstance(found, list):
        raise UnreadableInput(f"{source}: holds a list; write one object a line and use `batch`", "json")
    if not isinstance(found, dict):
        raise UnreadableInput(f"{source}: holds no object with an article's fields", "json")
    return found


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits
