"""Source, cue and content: who is said to say what. The three names are those of the attribution literature (PARC, BBC
Citron).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token


@dataclass(frozen=True)
class Attribution:
    """One cue with its source and content, as token ranges; ``head`` is the source's head word."""

    cue: Span
    takes: str
    why: str
    head: Token | None
    source: tuple[int, int] | None
    content: tuple[int, int]
    start: int
    end: int
    relayer: Token | None = None
