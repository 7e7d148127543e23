"""What the pipeline's components hand one another: plain dicts in ``doc._``, so that DocBin and processes keep them.

``start``/``end`` are token offsets into the Doc, end exclusive. Ids are ``f1``, ``p1``, ``a1``, ``o1``, ``c1``.
Each item has ``why``: the lexicon entry or pattern that made it, for ``factorygap explain``.
Items are in order of first mention. Only ``record.py`` turns them into records.
"""

from __future__ import annotations

from typing import Any, TypedDict

from factorygap.labels import (
    ActorCategory,
    ActorLevel,
    Bound,
    FacilityType,
    GapTopic,
    LevelKind,
    MentionKind,
    Modality,
    Polarity,
    ProductRole,
    Side,
    Status,
    Topic,
    Verdict,
    VoiceKind,
)


class Context(TypedDict, total=False):
    """``doc._.article``: all keys may be missing."""

    title: str | None
    outlet: str | None
    published: str | None  # ISO date
    dateline: str | None
    title_end: int  # the title is doc[:title_end]; 0 if the Doc does not begin with it


class Mention(TypedDict):
    start: int
    end: int
    kind: MentionKind


class Facility(TypedDict):
    id: str
    name: str  # may be put together: "Hyesan mine" out of "the Hyesan and Kapsan mines"
    type: FacilityType
    part_of: str | None
    place: dict[str, Any] | None  # the fields of records.Place
    operator: str | None
    programme: str | None
    mentions: list[Mention]
    why: str


class Product(TypedDict):
    id: str
    name: str
    facility: str | None
    role: ProductRole
    mentions: list[Mention]
    why: str


class Action(TypedDict):
    start: int
    end: int
    verb: str
    facility: str | None


class Actor(TypedDict):
    id: str
    name: str
    title: str | None
    category: ActorCategory
    level: ActorLevel | None
    actions: list[Action]
    mentions: list[Mention]
    why: str


class Speaker(TypedDict):
    """Who says something: the fields of records.Voice."""

    kind: VoiceKind
    side: Side
    name: str | None
    actor: str | None
    cue: str | None
    chain: list[str]


class Voice(TypedDict):
    """A stretch of the Doc that one speaker says. Stretches nest; the shortest one around a token holds."""

    start: int
    end: int
    speaker: Speaker
    why: str


class OutputLevel(TypedDict):
    id: str
    start: int
    end: int
    kind: LevelKind
    facility: str | None
    product: str | None
    also: list[str]
    quantity: dict[str, Any] | None  # the fields of records.Quantity
    fraction: float | None
    change: float | None
    bound: Bound
    status: Status | None
    modality: Modality
    when: dict[str, Any] | None  # {"start", "end" (tokens), "from", "to" (ISO dates or None)}
    speaker: Speaker
    why: str


class Claim(TypedDict):
    id: str
    start: int
    end: int
    topic: Topic
    polarity: Polarity
    facility: str | None
    product: str | None
    speaker: Speaker
    why: str


class Gap(TypedDict):
    topic: GapTopic
    facility: str | None
    official: list[str]
    ground: list[str]
    verdict: Verdict


OUTLET: Speaker = {"kind": "outlet", "side": "outlet", "name": None, "actor": None, "cue": None, "chain": []}
"""The article's own voice: no source named."""
