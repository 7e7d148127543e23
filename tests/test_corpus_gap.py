"""Gaps over time, timelines, coverage: what is set against what, and what it makes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from corpus_records import claim, facility, level, record

from factorygap import store
from factorygap.corpus import Corpus, Selection, link
from factorygap.corpus.brief import brief
from factorygap.corpus.gap import CorpusGap, gaps
from factorygap.corpus.statements import Statement, statements
from factorygap.corpus.timeline import Timeline, timelines
from factorygap.errors import StoreError
from factorygap.records import Article, Product, Quantity, Record

MILL = facility("Orsk cement works", place="Orsk")


def said(*records: Record) -> list[Statement]:
    return list(statements(records, link(records), {}))


def found(*records: Record, period: int = 365) -> list[CorpusGap]:
    links = link(records)
    return gaps(statements(records, links, {}), links, period=period)


def timeline(*records: Record) -> Timeline:
    (line,) = timelines(said(*records)).values()
    return line


@pytest.mark.parametrize(
    ("official", "ground", "verdict"),
    [
        ("normal", "halted", "contradicted"),
        ("increased", "normal", "consistent"),
        ("reduced", "near_halt", "admitted"),
        ("normal", None, "official_only"),
        (None, "halted", "ground_only"),
    ],
)
def test_verdicts(official: str | None, ground: str | None, verdict: str) -> None:
    records = [record(1, MILL, output_levels=[level(official, "official")] if official else [])]
    records += [record(2, MILL, output_levels=[level(ground, "ground")] if ground else [])]
    (gap,) = found(*records)
    assert (gap.topic, gap.verdict) == ("output", verdict)
    assert gap.sources == (int(official is not None), int(ground is not None))


def test_statements_of_other_times_do_not_meet() -> None:
    boast = record(1, MILL, published="2019-03-01", output_levels=[level("normal", "official")])
    report = record(2, MILL, published="2024-03-01", output_levels=[level("halted", "ground")])
    assert [gap.verdict for gap in found(boast, report)] == ["official_only", "ground_only"]
    assert [gap.verdict for gap in found(boast, report, period=2000)] == ["contradicted"]


def test_what_began_long_ago_and_lasts_meets_a_claim_of_today() -> None:
    report = record(1, MILL, published="2024-03-01", output_levels=[level("halted", "ground", ("2019-01-01", None))])
    boast = record(2, MILL, published="2024-02-01", output_levels=[level("normal", "official")])
    assert [gap.verdict for gap in found(report, boast)] == ["contradicted"]


def test_numbers_far_apart_contradict_without_any_word_for_it() -> None:
    quantity = {"kind": "rate", "status": None}
    ours = level(side="official", quantity=Quantity(value=900, unit="ton", per="day"), **quantity)
    theirs = level(side="ground", quantity=Quantity(value=1500, unit="ton", per="week"), **quantity)
    (gap,) = found(record(1, MILL, output_levels=[ours]), record(2, MILL, output_levels=[theirs]))
    assert gap.verdict == "contradicted"
    assert gap.comparable == (("900 ton per day", "1,500 ton per week"),)


def test_a_general_claim_meets_the_plants_of_its_programme() -> None:
    built = facility("Usi county factory", programme="20×10")
    general = record(1, built, claims=[claim("quality", "positive", "official", facility=None)])
    report = record(2, built, claims=[claim("quality", "negative", "ground")])
    other = record(3, MILL, claims=[claim("quality", "negative", "ground")])
    verdicts = {gap.facility: gap.verdict for gap in found(general, report, other)}
    links = link([general, report, other])
    assert verdicts[links.of(report.article.id, "f1")] == "contradicted"
    assert verdicts[links.of(other.article.id, "f1")] == "ground_only"


def soap(number: int, side: str, polarity: str, country: str, of: str | None) -> Record:
    """What a side says of soap: of a plant in ``country``, or with ``of`` None of soap in general."""
    plant = facility(f"Mill {number}", place=(f"Town {number}", "North", country))
    product = Product(id="p1", name="soap", facility=of, mentions=[])
    said = claim("supply", polarity, side, facility=of, product="p1")
    return record(number, plant, products=[product], claims=[said])


def test_a_general_claim_on_a_good_meets_the_plants_of_its_country_that_make_it() -> None:
    records = [soap(1, "official", "positive", "KP", None), soap(2, "ground", "negative", "KP", "f1"),
               soap(3, "ground", "negative", "CU", "f1")]  # fmt: skip
    verdicts = {gap.facility: gap.verdict for gap in found(*records)}
    links = link(records)
    assert verdicts[links.of(records[1].article.id, "f1")] == "contradicted"
    assert verdicts[links.of(records[2].article.id, "f1")] == "ground_only"
    assert verdicts[None] == "official_only"


def test_a_general_claim_of_another_time_or_topic_meets_nothing() -> None:
    built = facility("Usi county factory", programme="20×10")
    report = record(2, built, published="2024-05-01", claims=[claim("quality", "negative", "ground")])
    for more in ({"published": "2019-05-01"}, {"topic": "supply"}):
        boast = claim(more.get("topic", "quality"), "positive", "official", facility=None)
        general = record(1, built, published=more.get("published", "2024-04-01"), claims=[boast])
        assert "contradicted" not in {gap.verdict for gap in found(general, report)}


def test_numbers_of_other_kinds_are_not_compared() -> None:
    tons = level(side="official", kind="rate", status=None, quantity=Quantity(value=900, unit="ton", per="day"))
    pairs = level(side="ground", kind="rate", status=None, quantity=Quantity(value=5, unit="pair", per="day"))
    (gap,) = found(record(1, MILL, output_levels=[tons]), record(2, MILL, output_levels=[pairs]))
    assert (gap.verdict, gap.comparable) == ("official_only", ())


def test_one_official_body_is_one_source_whoever_passes_it_on_and_two_outlets_hear_two_residents() -> None:
    records = [record(n, MILL, outlet=outlet, output_levels=[level("normal", "official"), level("halted", id="o2")])
               for n, outlet in enumerate(("Kurier", "Post"))]  # fmt: skip
    (gap,) = found(*records)
    assert gap.sources == (1, 2)


def test_plans_are_no_facts() -> None:
    plan = record(1, MILL, output_levels=[level("increased", "official", modality="planned")])
    assert found(plan) == []


def test_a_level_said_of_several_plants_is_said_of_each() -> None:
    two = [MILL, facility("Ufa refinery", "refinery", id="f2")]
    assert len({s.facility for s in said(record(1, *two, output_levels=[level("halted", also=["f2"])]))}) == 2


def test_copies_count_once() -> None:
    records = [record(n, MILL, output_levels=[level("halted")]) for n in (1, 2)]
    repeats = {records[1].article.id: records[0].article.id}
    assert len(list(statements(records, link(records), repeats))) == 1


@pytest.mark.parametrize(
    ("when", "shown", "precision"),
    [
        (("2024-08-12", "2024-08-12"), "2024-08-12", "day"),
        (("2024-02-01", "2024-02-29"), "2024-02", "month"),
        (("2023-01-01", "2023-12-31"), "2023", "year"),
        (("2024-03-01", "2024-06-30"), "2024-03-01 to 2024-06-30", "range"),
        (("2024-01-20", None), "since 2024-01-20", "since"),
        (None, "(2024-05-01)", "published"),
    ],
)
def test_times_keep_their_precision(when: tuple[str, str | None] | None, shown: str, precision: str) -> None:
    (statement,) = said(record(1, MILL, output_levels=[level("halted", when=when)]))
    assert (statement.time, statement.precision) == (shown, precision)


def test_a_timeline_is_in_the_order_of_the_time_spoken_of() -> None:
    late = record(1, MILL, published="2024-09-01", output_levels=[level("normal", when=("2020-01-01", "2020-12-31"))])
    early = record(2, MILL, published="2024-01-01", output_levels=[level("halted")])
    line = timeline(late, early)
    assert [event.status for event in line.events] == ["normal", "halted"]
    assert line.now["ground"].status == "halted"


def test_each_side_has_its_own_present() -> None:
    idle = level("halted", "ground", ("2023-11-01", None))
    line = timeline(
        record(1, MILL, published="2024-04-01", output_levels=[idle]),
        record(2, MILL, published="2024-03-01", output_levels=[level("normal", "official")]),
        record(3, MILL, published="2024-02-01", output_levels=[level("normal", "ground")]),
        record(4, MILL, published="2024-06-01", output_levels=[level("increased", "official", modality="planned")]),
    )
    assert {side: event.status for side, event in line.now.items()} == {"official": "normal", "ground": "halted"}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    soap = Product(id="p1", name="laundry soap", facility="f1", mentions=[])
    usi = facility("Usi county factory", place=("Usi", "Jagang", "KP"), programme="20×10 Policy")
    records = [
        record(1, MILL, output_levels=[level("normal", "official")], published="2023-01-10", outlet="Pravda"),
        record(2, MILL, output_levels=[level("halted", "ground")], published="2023-02-10"),
        record(3, usi, products=[soap], claims=[claim("quality", "negative", "ground")], published="2025-06-01"),
        Record(article=Article.of("Nothing of plants.", "4.txt", relevant=False)),
    ]
    path = tmp_path / "mills.jsonl"
    store.write(records, path)
    return Corpus.open(path)


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        (Selection(), ["Orsk cement works", "Usi county factory"]),
        (Selection(place="Chagang"), ["Usi county factory"]),
        (Selection(place="orsk"), ["Orsk cement works"]),
        (Selection(product="soap"), ["Usi county factory"]),
        (Selection(programme="20×10"), ["Usi county factory"]),
        (Selection(facility="cement"), ["Orsk cement works"]),
        (Selection(since="2024"), ["Usi county factory"]),
        (Selection(until="2023-02"), ["Orsk cement works"]),
        (Selection(outlet="pravda"), ["Orsk cement works"]),
        (Selection(topics=["quality"]), ["Usi county factory"]),
        (Selection(verdicts=["contradicted"]), ["Orsk cement works"]),
        (Selection(place="Orsk", topics=["quality"]), []),
    ],
)
def test_selections(corpus: Corpus, selection: Selection, names: list[str]) -> None:
    assert [corpus.links.facilities[gap.facility or ""].name for gap in corpus.gaps(selection)] == names


def test_coverage_and_what_is_missing(corpus: Corpus) -> None:
    stats = corpus.stats()
    assert stats.totals == {
        "articles": 4, "relevant articles": 3, "copies left out": 0, "facilities": 2, "statements": 3
    }  # fmt: skip
    assert stats.counts["outlet"] == {"Kurier": 2, "Pravda": 1}
    assert stats.counts["province"] == {"(place not known)": 1, "Jagang, KP": 1}
    assert list(stats.counts["month"]) == ["2023-01", "2023-02", "2025-06"]
    assert stats.missing["facilities with no output level"] == 1
    assert stats.missing["months without an article"] == 27
    assert stats.missing["facilities that one outlet alone speaks of"] == 1


def test_links_last_beside_the_store(corpus: Corpus) -> None:
    ids = list(corpus.links.facilities)
    newer = record(9, facility("Orsk Cement Works", place="Orsk", operator="Alfa"), output_levels=[level("resumed")])
    store.write([newer, *store.read(corpus.path)], corpus.path)
    again = Corpus.open(corpus.path)
    assert set(again.links.facilities) == set(ids)
    assert again.links.of(newer.article.id, "f1") == ids[0]


def test_a_broken_list_of_links_is_an_error(corpus: Corpus) -> None:
    corpus.path.with_name("mills.jsonl.links").write_text("[]" * 1000)
    with pytest.raises(StoreError, match="move it away"):
        Corpus.open(corpus.path)


def test_the_brief_quotes_both_sides_and_escapes_markup(corpus: Corpus) -> None:
    found = [gap for gap in corpus.gaps() if gap.verdict == "contradicted"]
    marked = replace(found[0].ground[0], sentence="The *mill* is [idle](x)\nnow.")
    text = "\n".join(brief([replace(found[0], ground=(marked,))], corpus.links))
    assert "## Orsk cement works (Orsk)" in text
    assert "### Output: contradicted" in text
    assert "**Officials, KCNA**: “idle” (Pravda, (2023-01-10), 1.txt)" in text
    assert r"“The \*mill\* is \[idle\](x) now.”" in text
