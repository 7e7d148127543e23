"""Output levels and claims of many articles as one flat list of who said what of which facility, and when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from factorygap.corpus.links import Links
from factorygap.labels import GapTopic, Side
from factorygap.records import Claim, OutputLevel, Record
from factorygap.verdicts import SIGN_OF_POLARITY, Figure, figure_of_level, sign_of_level
from factorygap.wording import level_value, speaker

Precision = Literal["day", "month", "year", "range", "since", "published"]


@dataclass(frozen=True)
class Statement:
    """One level or claim. ``sign`` is +1 where it speaks well of the plant's work, -1 where ill, 0 otherwise.

    ``date`` to ``until`` are the ISO days of the time it speaks of, to ``precision``; "since May" has no end, and what
    names no time speaks of the day of publication.
    """

    article: str
    source: str
    outlet: str | None
    published: str | None
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
    figure: Figure | None
    date: str | None
    until: str | None
    precision: Precision | None

    @property
    def as_of(self) -> str:
        """The last day of which it speaks; "" if that is not known."""
        return max(self.date or "", self.until or (self.published if self.precision == "since" else "") or "")

    @property
    def time(self) -> str:
        """The time in words: "2024-05", "since 2024-08-12"; a day of publication in brackets; "" if not known."""
        if self.date is None:
            return ""
        shown = {
            "published": f"({self.date})",
            "since": f"since {self.date}",
            "month": self.date[:7],
            "year": self.date[:4],
        }
        return shown.get(
            self.precision or "", self.date if self.until in (None, self.date) else f"{self.date} to {self.until}"
        )


@dataclass(frozen=True)
class _Setting:
    """What an article's statements share."""

    record: Record
    products: Mapping[str, str]
    programmes: tuple[str, ...]
    country: str | None


def statements(records: Iterable[Record], links: Links, repeats: Mapping[str, str]) -> Iterator[Statement]:
    """What the records state of linked facilities; articles that repeat another one (``repeats``) are left out, and
    one text counts once."""
    seen: set[str] = set()
    for record in records:
        id = record.article.id
        if id not in seen and repeats.get(id, id) == id:
            seen.add(id)
            yield from (replace(said, facility=links.of(id, said.facility)) for said in statements_of(record))


def statements_of(record: Record) -> Iterator[Statement]:
    """What one record states, of facilities by their ids in it."""
    countries = {facility.place.country for facility in record.facilities if facility.place} - {None}
    setting = _Setting(
        record,
        {product.id: product.name for product in record.products},
        tuple(sorted({facility.programme for facility in record.facilities if facility.programme})),
        countries.pop() if len(countries) == 1 else None,
    )
    for level in record.output_levels:
        for facility in dict.fromkeys((level.facility, *level.also)):
            yield _of_level(level, facility, setting)
    for claim in record.claims:
        yield _statement(claim, claim.facility, claim.topic, SIGN_OF_POLARITY[claim.polarity], setting)


def _of_level(level: OutputLevel, facility: str | None, setting: _Setting) -> Statement:
    is_fact, quantity = level.modality == "actual", level.quantity
    product = setting.products.get(level.product or "")
    value, unit, per = (quantity.value, quantity.unit, quantity.per) if quantity else (None, None, None)
    return _statement(
        level, facility, "output", sign_of_level(level.status, level.modality), setting,
        status=level.status if is_fact else None,
        value=level_value(level),
        figure=figure_of_level(level.kind, level.fraction, value, unit, per, product) if is_fact else None,
    )  # fmt: skip


def _statement(
    item: OutputLevel | Claim, facility: str | None, topic: GapTopic, sign: int, setting: _Setting,
    *, status: str | None = None, value: str = "", figure: Figure | None = None,
) -> Statement:  # fmt: skip
    article = setting.record.article
    date, until, precision = _date(item, article.published)
    return Statement(
        article=article.id,
        source=article.source,
        outlet=article.outlet,
        published=article.published,
        id=item.id,
        topic=topic,
        facility=facility,
        product=setting.products.get(item.product or ""),
        programmes=setting.programmes,
        country=setting.country,
        side=item.voice.side,
        said_by=speaker(item.voice) or article.outlet or "",
        text=item.text,
        sentence=item.sentence.text,
        sign=sign,
        status=status,
        value=value,
        figure=figure,
        date=date,
        until=until,
        precision=precision,
    )


def _date(item: OutputLevel | Claim, published: str | None) -> tuple[str | None, str | None, Precision | None]:
    when = item.when if isinstance(item, OutputLevel) else None
    if when is None or (when.from_ is None and when.to is None):
        return published, None, "published" if published else None
    start, end = when.from_ or when.to, when.to
    assert start is not None
    return start, end, _precision(start, end)


def _precision(start: str, end: str | None) -> Precision:
    if end is None:
        return "since"
    if start == end:
        return "day"
    if start[5:] == "01-01" and end == f"{start[:4]}-12-31":
        return "year"
    whole_month = (
        start[8:] == "01" and start[:7] == end[:7] and int(end[8:]) == monthrange(*map(int, end.split("-")[:2]))[1]
    )
    return "month" if whole_month else "range"
