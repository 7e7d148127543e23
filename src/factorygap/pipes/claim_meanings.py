"""What an entry of the claims word lists says, and a cue that was found with it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from factorygap import lexicon
from factorygap.errors import LexiconError
from factorygap.labels import Polarity, Topic, words


@dataclass(frozen=True)
class Meaning:
    """``topic`` is None where the theme tells it, ``of`` empty where a cue needs no theme.

    fixed      the phrase holds its own negation: "not inferior to"
    take       what of the sentence belongs to the claim (claim_spans.extent)
    role       "object": the theme is what something is done to; "agent": it is what does it; None: neither of a pair
    weak       counts only where no other cue lies on the same words
    toned      the words around tell the polarity
    """

    id: str
    topic: Topic | None
    polarity: Polarity
    of: frozenset[str]
    pos: frozenset[str]
    fixed: bool
    take: str
    role: str | None
    weak: bool
    toned: bool

    @classmethod
    def read(cls, entry: lexicon.Entry, topic: Topic | None, themes: frozenset[str]) -> Meaning:
        """The meaning of an entry; raises LexiconError for a polarity, topic or theme that does not exist."""
        of = frozenset(entry["of"] or ())
        topic = entry["topic"] or topic
        if entry["polarity"] not in words(Polarity):
            raise LexiconError(f"claims entry {entry.id!r} needs a polarity, one of {', '.join(words(Polarity))}")
        if topic is not None and topic not in words(Topic):
            raise LexiconError(f"claims entry {entry.id!r} has no topic {topic!r}; there are {', '.join(words(Topic))}")
        if not of <= themes or not (of or topic):
            raise LexiconError(f"claims entry {entry.id!r} needs a topic, or 'of' with themes of claims_themes.toml")
        return cls(
            id=entry.id,
            topic=topic,
            polarity=entry["polarity"],
            of=of,
            pos=frozenset(entry["pos"] or ()),
            fixed=bool(entry["fixed"]),
            take=entry["take"] or "auto",
            role=entry["role"],
            weak=bool(entry["weak"]) or bool(entry["toned"]),
            toned=bool(entry["toned"]),
        )


@dataclass(frozen=True)
class Cue:
    """A cue in the text. ``theme`` is the token that the cue speaks of, where it needs one; ``distance`` is how many
    other words it could speak of come before that one."""

    span: Span
    meaning: Meaning
    topic: Topic
    theme: Token | None = None
    distance: int = 0
