"""Output levels and claims of many articles as one flat list of who said what of which facility, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from factorygap.corpus.linking import Links
from factorygap.labels import GapTopic, Side
from factorygap.records import Claim, OutputLevel, Record
from factorygap.verdicts import sign_of_claim, sign_of_level
from factorygap.wording import level_value, speaker

Precision = Literal["day", "month", "year", "published"]


@dataclass(frozen=True)
class Statement:
    """One level or claim. ``sign`` is +1 where it speaks well of the plant's work, -1 where ill, 0 otherwise;
    ``date`` is the ISO day it speaks of, to ``precision``, or the day of publication."""

    article: str
    source: str
    outlet: str | None
    id: str
    topic: GapTopic
    facility: str | None
    product: str | None
    programmes: tuple[str, ...]
    country: str | None
    side: Side
    said_by: str
    text: str
    sentence: str
    sign: int
    status: str | None
    value: str
    unit: str | None
    date: str | None
    until: str | None
    precision: Precision | None


def statements(records: Iterable[Record], links: Links, repeats: Mapping[str, str]) -> Iterator[Statement]:
    """What the records state as fact, plan or capacity; articles that repeat another one (``repeats``) are left out."""
    for record in records:
        if record.article.id in repeats:
            continue
        products = {product.id: product.name for product in record.products}
        countries = {facility.place.country for facility in record.facilities if facility.place} - {None}
        context = (
            tuple(sorted({facility.programme for facility in record.facilities if facility.programme})),
            next(iter(countries)) if len(countries) == 1 else None,
        )
        for item in (*record.output_levels, *record.claims):
            assert isinstance(item, OutputLevel | Claim)
            yield _statement(item, record, links, products, context)


def _statement(
    item: OutputLevel | Claim,
    record: Record,
    links: Links,
    products: Mapping[str, str],
    context: tuple[tuple[str, ...], str | None],
) -> Statement:
    article = record.article
    level = item if isinstance(item, OutputLevel) else None
    date, until, precision = _date(item, article.published)
    return Statement(
        article=article.id,
        source=article.source,
        outlet=article.outlet,
        id=item.id,
        topic="output" if isinstance(item, OutputLevel) else item.topic,
        facility=links.of(article.id, item.facility),
        product=products.get(item.product or ""),
        programmes=context[0],
        country=context[1],
        side=item.voice.side,
        said_by=speaker(item.voice) or article.outlet or "",
        text=item.text,
        sentence=item.sentence.text,
        sign=sign_of_level(item) if isinstance(item, OutputLevel) else sign_of_claim(item),
        status=level.status if level and level.modality == "actual" else None,
        value=level_value(level) if level else "",
        unit=_unit(level) if level else None,
        date=date,
        until=until,
        precision=precision,
    )


def _unit(level: OutputLevel) -> str:
    """What the number counts, for telling whether two numbers compare."""
    quantity = level.quantity
    return f"{level.kind}:{quantity.unit if quantity else None}:{quantity.per if quantity else None}"


def _date(item: OutputLevel | Claim, published: str | None) -> tuple[str | None, str | None, Precision | None]:
    when = item.when if isinstance(item, OutputLevel) else None
    if when is None or when.from_ is None:
        return published, None, "published" if published else None
    start, end = when.from_, when.to or when.from_
    if start == end:
        return start, end, "day"
    return start, end, "month" if start[:7] == end[:7] else "year"
