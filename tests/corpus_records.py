"""Small records by hand, for tests of many articles."""

from __future__ import annotations

from typing import Any

from factorygap.records import Article, Claim, Facility, Mention, OutputLevel, Place, Record, Span, Voice, When

VOICES = {
    "official": Voice(kind="state_media", side="official", name="KCNA"),
    "ground": Voice(kind="resident", side="ground", name="a resident"),
    "outlet": Voice(kind="outlet", side="outlet"),
}


def facility(
    name: str, type: str = "factory", place: str | tuple[str, str, str] | None = None, **more: Any
) -> Facility:
    """A facility that is named once; ``place`` is a town, or town, province and country."""
    id = more.pop("id", "f1")
    where = Place(name=place) if isinstance(place, str) else None
    if isinstance(place, tuple):
        where = Place(name=place[0], admin1=place[1], country=place[2])
    mention = Mention(text=name, start=0, end=len(name), kind="name")
    return Facility(id=id, name=name, type=type, place=where, mentions=[mention], **more)  # type: ignore[arg-type]


def level(
    status: str | None, side: str = "ground", when: tuple[str, str | None] | None = None, **more: Any
) -> OutputLevel:
    span = Span(text="idle", start=0, end=4)
    time = When(text="then", **{"from": when[0], "to": when[1]}) if when else None
    fields: dict[str, Any] = {"id": "o1", "kind": "status", "facility": "f1"} | more
    return OutputLevel(
        text="idle", start=0, end=4, status=status, when=time, voice=VOICES[side], sentence=span, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def claim(topic: str, polarity: str, side: str, **more: Any) -> Claim:
    span = Span(text="idle", start=0, end=4)
    fields: dict[str, Any] = {"id": "c1", "facility": "f1"} | more
    return Claim(
        text="idle", start=0, end=4, topic=topic, polarity=polarity, voice=VOICES[side], sentence=span, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def record(number: int, *facilities: Facility, text: str | None = None, **more: Any) -> Record:
    """A record of article ``number``; keyword arguments are fields of the article, or lists of the record."""
    lists = {key: more.pop(key) for key in ("output_levels", "claims", "actors", "products") if key in more}
    body = text or f"idle {number}"
    article = Article.of(
        body, f"{number}.txt", relevant=True, **({"published": "2024-05-01", "outlet": "Kurier"} | more)
    )
    return Record(article=article, facilities=list(facilities), **lists)
