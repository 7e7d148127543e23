"""Personal titles in a Doc, by the word list ``titles``."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from factorygap import lexicon
from factorygap.phrases import Phrases


class Titles:
    """Finds personal titles by the word list ``titles``."""

    def __init__(self, folder: str | None) -> None:
        self._phrases: Phrases[lexicon.Entry] = Phrases(
            [(phrase, entry) for entry in lexicon.load("titles", folder) for phrase in entry.phrases]
        )

    def find(self, doc: Doc) -> list[tuple[Span, lexicon.Entry]]:
        """The longest titles, none over another."""
        kept: list[tuple[Span, lexicon.Entry]] = []
        taken: set[int] = set()
        for span, entry in sorted(self._phrases.find(doc), key=lambda match: (-len(match[0]), -match[0].start)):
            if not taken.intersection(range(span.start, span.end)) and span.root.pos_ in ("NOUN", "PROPN", "ADJ"):
                taken.update(range(span.start, span.end))
                kept.append((span, entry))
        return sorted(kept, key=lambda match: match[0].start)
