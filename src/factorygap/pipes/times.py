"""When a level holds."""
from typing import Any

from spacy.tokens import Doc


def when_of(doc: Doc, start: int, end: int) -> dict[str, Any] | None:
    return None
