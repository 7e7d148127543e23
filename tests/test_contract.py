"""Every sample keeps the record contract: schema, offsets, links, order."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from spacy.language import Language

from factorygap.pipeline import extract
from factorygap.reading import read
from factorygap.records import Record, json_schema

ROOT = Path(__file__).parent.parent
ARTICLES = sorted(
    path
    for folder in ("samples", "evaluation/tuning/texts")
    for path in (ROOT / folder).iterdir()
    if path.is_file() and path.name != "README.md"
)
ORDERED = ("facilities", "products", "output_levels", "claims", "actors")


@pytest.fixture(scope="module", params=ARTICLES, ids=lambda path: path.name)
def record(request: pytest.FixtureRequest, nlp: Language) -> Record:
    return extract(read(str(request.param)), nlp)


def spans_of(value: object) -> list[dict]:
    """Every dict with text, start and end, however deep."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [span for each in inner for span in spans_of(each)]
    if isinstance(value, dict) and {"text", "start", "end"} <= value.keys():
        found.append(value)
    return found


def test_the_record_fits_its_schema(record: Record) -> None:
    Draft202012Validator(json_schema()).validate(json.loads(record.to_json()))


def test_every_span_quotes_the_article(record: Record) -> None:
    data = record.model_dump()
    text = data.pop("article")["text"]
    for span in spans_of(data):
        assert text[span["start"] : span["end"]] == span["text"] != ""


def test_every_span_lies_in_the_body(record: Record) -> None:
    data = record.model_dump()
    body = data.pop("article")["body"]
    for span in spans_of(data):
        assert any(start <= span["start"] and span["end"] <= end for start, end in body) or _over_a_break(span, body)


def _over_a_break(span: dict, body: list[tuple[int, int]]) -> bool:
    """Whether a sentence begins in one part of the body and ends in a later one."""
    return any(a <= span["start"] < b for a, b in body) and any(a < span["end"] <= b for a, b in body)


def test_every_link_leads_somewhere(record: Record) -> None:
    facilities = {facility.id for facility in record.facilities}
    products = {product.id for product in record.products}
    actors = {actor.id for actor in record.actors}
    stated = {level.id for level in record.output_levels} | {claim.id for claim in record.claims}
    levels, claims = record.output_levels, record.claims
    assert {f.part_of for f in record.facilities} | {p.facility for p in record.products} <= facilities | {None}
    assert {x.facility for x in (*levels, *claims, *record.gaps)} <= facilities | {None}
    assert {x.product for x in (*levels, *claims)} <= products | {None}
    assert {x.voice.actor for x in (*levels, *claims)} <= actors | {None}
    assert {i for level in levels for i in level.also} <= facilities
    assert {action.facility for actor in record.actors for action in actor.actions} <= facilities | {None}
    assert {i for gap in record.gaps for i in (*gap.official, *gap.ground)} <= stated


def test_no_facility_is_part_of_itself(record: Record) -> None:
    wholes = {facility.id: facility.part_of for facility in record.facilities}
    for id in wholes:
        seen, at = set(), id
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = wholes[at]


@pytest.mark.parametrize("name", ORDERED)
def test_lists_are_in_order_of_first_mention(record: Record, name: str) -> None:
    starts = [
        min((mention["start"] for mention in item["mentions"]), default=0) if "mentions" in item else item["start"]
        for item in record.model_dump()[name]
    ]
    assert starts == sorted(starts)


def test_a_chain_ends_in_the_one_who_says_it(record: Record) -> None:
    for voice in [x.voice for x in (*record.output_levels, *record.claims)]:
        assert (voice.chain[-1:] or [None])[0] == voice.name
        if voice.kind == "outlet":
            assert (voice.name, voice.cue, voice.chain) == (None, None, [])


def test_numbers_are_where_their_kind_wants_them(record: Record) -> None:
    for level in record.output_levels:
        if level.kind in ("rate", "volume"):
            assert level.quantity is not None
        if level.kind == "status":
            assert level.status is not None or level.modality == "capacity"
            assert level.fraction is level.change is None
        if level.fraction is not None:
            assert level.kind in ("duty_cycle", "utilisation", "operating_rate", "plan_fulfilment")
            assert level.fraction >= 0
        if level.change is not None:
            assert level.kind == "change"


def test_an_irrelevant_article_has_empty_lists(record: Record) -> None:
    if not record.article.relevant:
        assert not any(record.model_dump()[name] for name in (*ORDERED, "gaps"))


def test_json_there_and_back_is_the_same(record: Record) -> None:
    assert Record.model_validate_json(record.to_json()) == record
