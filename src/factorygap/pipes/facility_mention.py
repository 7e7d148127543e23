"""One noun phrase that may speak of a facility."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from factorygap import lexicon
from factorygap.labels import MentionKind
from factorygap.pipes.facility_heads import Head
from factorygap.pipes.noun_phrases import COLLECTIVE, INDEFINITE, NUMBER_SIGNS, NUMBER_WORDS, Range
from factorygap.places import region

_DEMONYM_ADJECTIVE = re.compile(r"(an|ese|ish|ch|ek|ss|i)$")
_DEMONYM_NOUN = re.compile(r"(an|ans|ese|ish)$")
SURROUNDED = "named by its place or owner"
SHARED = "shared head"
_WORDS = lexicon.words("facility_words")
FORMER = _WORDS["former"]
NOT_CLASSIFYING = COLLECTIVE | FORMER | _WORDS["idle"]
"""Words before a head that say nothing of what kind of facility it is."""


@dataclass(frozen=True)
class Mention:
    """Offsets are tokens. ``proper`` and ``plain`` are the words before the head, in lower case."""

    start: int
    end: int
    head_at: int
    head: Head
    name: str = ""
    proper: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    number: str | None = None
    determiner: str | None = None
    owner: Range | None = None
    place: Range | None = None
    former: bool = False
    plural: bool = False
    why: str = ""

    @cached_property
    def named(self) -> bool:
        """Whether it tells one facility from all others."""
        return bool(self.proper or self.number) and not self.plural

    @property
    def kind(self) -> MentionKind:
        return "name" if self.named or self.place is not None else "nominal"

    @property
    def new(self) -> bool:
        return self.determiner in INDEFINITE

    @cached_property
    def weight(self) -> tuple[bool, bool, bool, bool, int, int, int]:
        """How well it would name its facility; the greatest is best."""
        fullness = (SHARED, SURROUNDED).index(self.why) if self.why in (SHARED, SURROUNDED) else 2
        return (
            self.named,
            not self.head.unit,
            not self.head.generic,
            bool(self.words),
            fullness,
            len(self.words),
            -self.start,
        )

    @cached_property
    def words(self) -> frozenset[str]:
        return self.proper | self.plain

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What kind of facility the words say it is: {"sugar", "mill"}."""
        return self.plain | frozenset(self.head.noun.lower().replace("-", " ").split())


def is_proper(token: Token) -> bool:
    """Whether the token is part of a name and not just the first word of a sentence."""
    if not token.text[0].isupper() or token.lower_ in NUMBER_SIGNS or token.lower_ in NUMBER_WORDS:
        return False
    demonym = _DEMONYM_ADJECTIVE if token.pos_ == "ADJ" else _DEMONYM_NOUN
    if token.ent_type_ == "NORP" and demonym.search(token.lower_):
        return False
    return (
        token.pos_ == "PROPN"
        if token.is_sent_start
        else token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM", "X", "VERB", "PRON")
    )


def is_spot(doc: Doc, place: Range) -> bool:
    """A town or county can tell facilities apart; a country or state cannot. "Peru, Ind." is a town."""
    named = region(doc[place[0] : place[1]].text)
    if named is None:
        return True
    state = region(doc[place[1] + 1].text) if place[1] + 1 < len(doc) and doc[place[1]].text == "," else None
    return named[0] is None and state is not None and state[0] is not None
