"""The words of lexicon/modality.toml: what each says of a level, by the place it stands in."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from factorygap import lexicon
from factorygap.inflection import forms
from factorygap.labels import Modality


def sense(pos: str, token: Token) -> Modality | None:
    """What a word says in that place (``pos`` of its entry), if its entry names a modality."""
    found = _table().get((pos, token.lower_))
    return found if found != "denied" else None  # type: ignore[return-value]


def denies(token: Token) -> bool:
    """Whether a word says that a clause is not so: "denied", "false"."""
    return _table().get(("verb", token.lower_)) == "denied"


@cache
def _table() -> dict[tuple[str, str], str]:
    return {
        (entry["pos"], form): entry["sense"]
        for entry in lexicon.load("modality")
        for phrase in entry.phrases
        for form in ((phrase[1:],) if phrase.startswith("=") else forms(phrase))
    }
