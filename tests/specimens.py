"""Records of our own making for tests of what happens to records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from factorygap.records import (
    Action,
    Actor,
    Article,
    Claim,
    Facility,
    Gap,
    Mention,
    OutputLevel,
    Place,
    Product,
    Quantity,
    Record,
    Span,
    Voice,
    When,
)

_TEXT = (
    "HOLGUIN - The Sunrise Sugar Mill grinds 800 tons a day, a model for the province, the ministry said. "
    "But half of its rollers stand still, a cutter at the Sunrise mill told visitors."
)
_HOLGUIN = Place(name="Holguin", admin1="Holguin", country="CU", lat=20.88, lon=-76.26)


def record(
    source: str,
    *,
    name: str = "Sunrise Sugar Mill",
    place: Place | None = _HOLGUIN,
    published: str = "2026-02-03",
    status: Any = "reduced",
    text_before: str = "",
) -> Record:
    """A record with one of everything, every link in it to something that is there."""
    text = text_before + _TEXT

    def at(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    said, seen = Span(**at(_TEXT[10:100])), Span(**at(_TEXT[101:]))
    ministry = Voice(
        kind="official", side="official", name="the ministry", actor="a1", cue="said", chain=["the ministry"]
    )
    cutter = Voice(kind="worker", side="ground", name="a cutter", cue="told", chain=["a cutter"])
    return Record(
        article=Article.of(text, source, title="Mill", published=published, encoding="utf-8", relevant=True),
        facilities=[
            Facility(
                id="f1",
                name=name,
                type="mill",
                place=place,
                mentions=[
                    Mention(**at("Sunrise Sugar Mill"), kind="name"),
                    Mention(**at("the Sunrise mill"), kind="name"),
                ],
            )
        ],
        products=[Product(id="p1", name="sugar", facility="f1", mentions=[Mention(**at("Sugar"), kind="name")])],
        output_levels=[
            OutputLevel(
                id="o1",
                kind="rate",
                facility="f1",
                product="p1",
                quantity=Quantity(value=800, unit="ton", per="day"),
                voice=ministry,
                sentence=said,
                **at("800 tons a day"),
            ),
            OutputLevel(
                id="o2",
                kind="operating_rate",
                facility="f1",
                fraction=0.5,
                status=status,
                voice=cutter,
                sentence=seen,
                **at("half of its rollers stand still"),
            ),
        ],
        claims=[
            Claim(
                id="c1",
                topic="management",
                polarity="positive",
                facility="f1",
                voice=ministry,
                sentence=said,
                **at("a model for the province"),
            )
        ],
        actors=[
            Actor(
                id="a1",
                name="the ministry",
                category="ministry",
                level="national",
                actions=[Action(verb="said", facility="f1", **at("said"))],
                mentions=[Mention(**at("the ministry"), kind="nominal")],
            )
        ],
        gaps=[Gap(topic="output", facility="f1", official=["o1", "c1"], ground=["o2"], verdict="contradicted")],
    )


def spans(part: Any) -> Iterator[Span | OutputLevel | Claim]:
    """Every stretch of the article that a record or a part of one quotes."""
    if isinstance(part, (Span, OutputLevel, Claim)):
        yield part
    if isinstance(part, BaseModel):
        part = [value for _, value in part]
    for each in part if isinstance(part, list) else ():
        yield from spans(each)


def misplaced(record: Record) -> list[Span | OutputLevel | Claim]:
    """The quotations that are not the article's text at their offsets."""
    text = record.article.text or ""
    return [span for span in spans(record) if text[span.start : span.end] != span.text]


def records() -> st.SearchStrategy[Record]:
    """Records of any content: every string, number and list that the model allows, with or without every part."""
    text = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
    number = st.floats(allow_nan=False, allow_infinity=False)
    count = st.integers(0, 10**6)
    for kind, strategy in ((str, text), (float, number), (int, count)):
        st.register_type_strategy(kind, strategy)

    def some(model: type[Any], **parts: Any) -> st.SearchStrategy[list[Any]]:
        unique = {"unique_by": lambda each: each.id} if "id" in model.model_fields else {}
        return st.lists(st.builds(model, **parts), max_size=2, **unique)

    maybe, names = st.none() | text, st.lists(text, max_size=2)
    voice = st.builds(Voice, name=maybe, actor=maybe, cue=maybe, chain=names)
    place = st.none() | st.builds(Place, admin1=maybe, lat=st.none() | number, lon=st.none() | number)
    when = st.none() | st.builds(When, from_=maybe, to=maybe)
    quantity = st.none() | st.builds(Quantity, value=st.none() | number, unit=maybe, per=maybe)
    said = {"facility": maybe, "product": maybe, "voice": voice}
    return st.builds(
        Record,
        schema_=st.just("factorygap/1"),
        article=st.builds(
            Article, id=text, source=text, title=maybe, text=maybe, body=st.lists(st.tuples(count, count), max_size=3)
        ),
        facilities=some(Facility, place=place, part_of=maybe, operator=maybe, mentions=some(Mention)),
        products=some(Product, facility=maybe, mentions=some(Mention)),
        output_levels=some(OutputLevel, when=when, quantity=quantity, fraction=st.none() | number, also=names, **said),
        claims=some(Claim, **said),
        actors=some(Actor, title=maybe, actions=some(Action, facility=maybe), mentions=some(Mention)),
        gaps=some(Gap, facility=maybe, official=names, ground=names),
    )
