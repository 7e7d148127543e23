"""The data model of the record contract ``factorygap/1``: one article in, one ``Record`` out.

Every ``start``/``end`` is a Unicode code-point offset into ``article.text``, end exclusive, so that
``article.text[start:end] == text``. ``None`` means that the article does not say.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

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


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Span(Model):
    text: str
    start: int
    end: int


class Mention(Span):
    kind: MentionKind


class Article(Model):
    """The article as read. ``relevant`` is None until the gate and the pipeline have looked."""

    id: str
    source: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = Field(None, description="ISO date")
    dateline: str | None = Field(None, description="place that the dateline names")
    encoding: str | None = Field(None, description="encoding that the bytes were decoded with")
    text: str | None = Field(description="the text that offsets point into; None with --no-text")
    body: list[tuple[int, int]] = Field(description="parts that are the article itself; chrome lies outside")
    relevant: bool | None = None

    @classmethod
    def of(cls, text: str, source: str = "-", body: list[tuple[int, int]] | None = None, **known: Any) -> Article:
        """An article of ``text``; without ``body`` all of the text is taken for the article itself."""
        return cls(
            id="sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest(),
            source=source,
            text=text,
            body=[(0, len(text))] if body is None else body,
            **known,
        )


class Place(Model):
    name: str
    admin1: str | None = None
    country: str | None = Field(None, description="ISO 3166-1 alpha-2")
    lat: float | None = None
    lon: float | None = None


class Facility(Model):
    id: str
    name: str
    type: FacilityType
    part_of: str | None = None
    place: Place | None = None
    operator: str | None = None
    programme: str | None = None
    mentions: list[Mention]


class Product(Model):
    id: str
    name: str
    facility: str | None = None
    role: ProductRole = "made"
    mentions: list[Mention]


class Quantity(Model):
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    per: str | None = None


class When(Model):
    text: str
    from_: str | None = Field(None, alias="from")
    to: str | None = None

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Voice(Model):
    kind: VoiceKind
    side: Side
    name: str | None = None
    actor: str | None = None
    cue: str | None = None
    chain: list[str] = []


class OutputLevel(Model):
    id: str
    text: str
    start: int
    end: int
    kind: LevelKind
    facility: str | None = None
    product: str | None = None
    also: list[str] = []
    quantity: Quantity | None = None
    fraction: float | None = None
    change: float | None = None
    bound: Bound = "exact"
    status: Status | None = None
    modality: Modality = "actual"
    when: When | None = None
    voice: Voice
    sentence: Span


class Claim(Model):
    id: str
    text: str
    start: int
    end: int
    topic: Topic
    polarity: Polarity
    facility: str | None = None
    product: str | None = None
    voice: Voice
    sentence: Span


class Action(Span):
    verb: str
    facility: str | None = None


class Actor(Model):
    id: str
    name: str
    title: str | None = None
    category: ActorCategory
    level: ActorLevel | None = None
    actions: list[Action] = []
    mentions: list[Mention]


class Gap(Model):
    topic: GapTopic
    facility: str | None = None
    official: list[str] = []
    ground: list[str] = []
    verdict: Verdict


class Record(Model):
    schema_: Literal["factorygap/1"] = Field("factorygap/1", alias="schema")
    article: Article
    facilities: list[Facility] = []
    products: list[Product] = []
    output_levels: list[OutputLevel] = []
    claims: list[Claim] = []
    actors: list[Actor] = []
    gaps: list[Gap] = []

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    def to_json(self, *, indent: int | None = None, text: bool = True) -> str:
        """JSON with keys in the order of the contract; ``text=False`` leaves ``article.text`` out as null."""
        record = self if text else self.model_copy(update={"article": self.article.model_copy(update={"text": None})})
        return record.model_dump_json(by_alias=True, indent=indent)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    return Record.model_json_schema(by_alias=True)
