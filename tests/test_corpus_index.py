"""Articles in any portions and order, some taken away again, come to the same as all at once; only they cost time."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from corpus_records import claim, facility, level, record
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factorygap import store
from factorygap.corpus import Corpus, blocks, contents
from factorygap.corpus.index import Index
from factorygap.corpus.links import Decisions
from factorygap.errors import OutputError, StoreError
from factorygap.records import Actor, Mention, Record

TOWNS = [("Orsk", "Orenburg", "RU"), ("Orsk", None, None), ("Usi", "Jagang", "KP"), ("Unsan", "North Phyongan", "KP"),
         ("Unsan", "South Phyongan", "KP"), None]  # fmt: skip
NAMES = ["Orsk cement works", "Orsk works", "Orsk Cement Plant", "Unsan Tool Factory", "Unsan factory", "the works",
         "Usi garment factory", "Usi county garment factory", "Kirow works", "Kirov works"]  # fmt: skip
OWNERS = [None, None, "British Copper", "BrCo", "Alfa Cement AG"]
SENTENCES = [
    "The works cut production by 30 percent on Monday.", "Its director Ivan Belov blamed a shortage of coal.",
    "Two of the four kilns have been cold since April.", "The ministry in Moscow promised 40 wagons of coal.",
    "Workers were sent home on unpaid leave in March.", "A new line for white cement is to open next year.",
    "The union asked for a meeting with the owners.", "Lorries queued at the gate for sacks all morning.",
]  # fmt: skip


def invented(number: int) -> Record:
    """The record of an article; about one in five repeats an earlier text, and some plants are known by few words."""
    chance = random.Random(number)
    told = random.Random(number if chance.random() < 0.8 else number - 1)
    text = " ".join(told.sample(SENTENCES, 5)) + f" Article {told.randrange(10**6)}."
    plants = [
        facility(
            chance.choice(NAMES), place=chance.choice(TOWNS), operator=chance.choice(OWNERS), id=f"f{i}",
            programme=chance.choice([None, "20×10"]),
        )
        for i in range(1, chance.randrange(2, 4))
    ]  # fmt: skip
    if chance.random() < 0.4:
        whole = {"part_of": "f1", "id": "f9"}
        plants.append(facility(f"Kiln No. {chance.randrange(1, 3)}", "unit", **whole))
    names = [Mention(text=name, start=0, end=5, kind="name") for name in ("British Copper", "BrCo")]
    company = Actor(id="a1", name="British Copper", category="company", mentions=names)
    return record(
        number, *plants, text=text, published=f"2024-0{chance.randrange(1, 4)}-11",
        outlet=chance.choice(["Kurier", "Post", None]),
        output_levels=[level(chance.choice(["halted", "normal"]), chance.choice(["official", "ground"]))],
        claims=[claim("quality", "negative", "ground", facility=None)],
        actors=[company] if chance.random() < 0.2 else [],
    )  # fmt: skip


RECORDS = [invented(number) for number in range(70)]


def entries(records: Iterable[Record]) -> list[tuple[bytes, Callable[[], Record]]]:
    return [(store.digest(each), partial(lambda each: each, each)) for each in records]


def found(index: Index) -> list[Any]:
    """All that an index says, with facilities by their members in place of their ids, which only have to last."""
    links = contents.links(index)
    by_members = {id: tuple(sorted(known.members)) for id, known in links.facilities.items()}
    facilities = []
    for known in links.facilities.values():
        facts = asdict(known) | {"id": None, "part_of": by_members.get(known.part_of or ""), "merges": None}
        facilities.append((by_members[known.id], facts, [(m.score, m.reasons, m.a, m.b) for m in known.merges]))
    copies = contents.copies(index)
    said = contents.statements(index, contents.repeated(copies), None, blank=False)
    return [
        facilities,
        links.doubts,
        [(group.articles, group.sources, group.upstream) for group in copies],
        [asdict(s) | {"facility": by_members.get(s.facility or "")} for s in said],
        contents.coverage(index),
    ]


def at_once(records: Sequence[Record], decisions: Decisions | None = None) -> Index:
    index = Index()
    index.update(entries(records), decisions)
    return index


def test_the_articles_have_what_can_go_wrong() -> None:
    index = at_once(RECORDS)
    links, copies = contents.links(index), contents.copies(index)
    assert any(len(known.merges) > 2 for known in links.facilities.values())
    assert any("could be either of two" in doubt.reasons for doubt in links.doubts)
    assert any(known.part_of for known in links.facilities.values())
    assert copies
    assert index._owners["brco"] == "britishcopper"


@pytest.mark.parametrize("largest", [2, 8, 60])
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.randoms(use_true_random=False))
def test_portions_come_to_the_same_as_all_at_once(
    largest: int, monkeypatch: pytest.MonkeyPatch, chance: random.Random
) -> None:
    monkeypatch.setattr(blocks, "MAX_BLOCK", largest)
    index = Index()
    for _ in range(3):  # each time new ones come and others are gone
        some = chance.sample(RECORDS, chance.randrange(len(RECORDS) + 1))
        index.update(entries(some))
        assert found(index) == found(at_once(some))


def test_ids_last_and_decisions_hold_while_articles_come_and_go() -> None:
    index = at_once(RECORDS[:30])
    before = contents.links(index)
    first, second, *_ = before.facilities
    same = Decisions().confirm(before.profiles_of(first), before.profiles_of(second))
    index.update(entries(RECORDS[:30]), same)
    assert len(contents.links(index).facilities) == len(before.facilities) - 1
    for records in (RECORDS[:50], RECORDS, RECORDS[:40]):
        earlier = contents.links(index)
        index.update(entries(records))
        assert found(index) == found(at_once(records, same))
        for known in contents.links(index).facilities.values():
            ids = {earlier.of(*member) for member in known.members} - {None}
            if len(ids) == 1 and set(earlier.facilities[min(ids, key=str)].members) <= set(known.members):
                assert ids == {known.id}
    index.update(entries(RECORDS[:30]), Decisions())
    assert found(index) == found(at_once(RECORDS[:30]))


@pytest.fixture
def mills(tmp_path: Path) -> Path:
    path = tmp_path / "mills.jsonl"
    store.write(RECORDS, path)
    Corpus.open(path)
    return path


def test_only_what_is_new_is_read(mills: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = store.json_lines.parse  # type: ignore[attr-defined]
    monkeypatch.setattr(
        "factorygap.store.json_lines.parse", lambda text, where: read.append(where) or parse(text, where)
    )
    store.write([invented(100), *RECORDS], mills)
    corpus = Corpus.open(mills)
    assert read == [f"line 1 of {mills}"]
    assert corpus.stats().totals["articles"] == 71


@pytest.mark.parametrize("name", ["mills.sqlite", "mills.json", "mills.parquet", "mills/"])
def test_every_store_can_be_linked_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    store.write(RECORDS[:30], f"{tmp_path}/{name}")
    first = Corpus.open(path).links
    store.write(RECORDS[:40], f"{tmp_path}/{name}")
    corpus = Corpus.open(path)
    assert found(corpus.index) == found(at_once(RECORDS[:40]))
    assert set(first.facilities) & set(corpus.links.facilities)


def test_a_record_that_was_read_anew_keeps_its_facilities(mills: Path) -> None:
    before = Corpus.open(mills).links
    anew = [each.model_copy(deep=True) for each in RECORDS]
    for each in anew:
        each.article.title = "Read anew"
        for known in each.facilities:
            if known.place:
                known.place.lat, known.place.lon = 50.0, 50.0
    store.write(anew, mills)
    after = Corpus.open(mills).links
    assert set(before.profiles) != set(after.profiles)
    unchanged = [
        known
        for known in before.facilities.values()
        if known.members == after.facilities[after.of(*known.members[0]) or ""].members
    ]
    assert len(unchanged) > 10
    assert all(after.of(*known.members[0]) == known.id for known in unchanged)


def test_another_version_links_anew_and_keeps_ids_and_decisions(mills: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Corpus.open(mills).links
    first, second, *_ = before.facilities
    same = Decisions().confirm(before.profiles_of(first), before.profiles_of(second))
    decided = Corpus.open(mills, same).links
    monkeypatch.setattr("factorygap.corpus.index._maker", lambda: "another")
    corpus = Corpus.open(mills)
    assert corpus.decisions == same
    assert list(corpus.links.facilities) == list(decided.facilities)


def test_an_interrupted_update_leaves_the_index_as_it_was(mills: Path) -> None:
    before = found(Corpus.open(mills).index)
    broken = b'{"schema": "factorygap/1"}\n'
    whole = mills.read_bytes()
    mills.write_bytes(whole + invented(200).to_json().encode() + b"\n" + broken)
    with pytest.raises(StoreError, match="line 72"):
        Corpus.open(mills)
    mills.write_bytes(whole)
    assert found(Corpus.open(mills).index) == before


def test_where_nothing_can_be_written_links_are_made_in_memory(mills: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Path(f"{mills}.links")
    before = Corpus.open(mills).links
    connect = sqlite3.connect

    def connected(path: Any, **more: Any) -> sqlite3.Connection:
        return connect(f"file:{path}?mode=ro", uri=True) if path == beside else connect(path, **more)

    monkeypatch.setattr(sqlite3, "connect", connected)
    store.write([*RECORDS, invented(100)], mills)
    content = beside.read_bytes()
    corpus = Corpus.open(mills)
    assert set(before.facilities) <= set(corpus.links.facilities)
    assert beside.read_bytes() == content
    with pytest.raises(OutputError, match="would be lost"):
        Corpus.open(mills, Decisions())


def test_two_runs_do_not_write_at_once(mills: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", partial(connect, timeout=0.1))
    with closing(connect(f"{mills}.links")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another run"):
            Corpus.open(mills)


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    store.write(RECORDS[:2], tmp_path / "a.jsonl")
    with sqlite3.connect(tmp_path / "a.jsonl.links") as db:
        db.execute("CREATE TABLE articles (id)")
    with pytest.raises(StoreError, match="move it away"):
        Corpus.open(tmp_path / "a.jsonl")
    with sqlite3.connect(tmp_path / "a.jsonl.links") as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("articles",)]


def test_one_text_in_two_files_counts_once(tmp_path: Path) -> None:
    plant = facility("Orsk cement works", place="Orsk")
    twice = [record(1, plant, output_levels=[level("halted")], text="It is idle.") for _ in range(2)]
    twice[1].article.source = "copy.txt"
    store.write(twice, tmp_path / "a.jsonl")
    corpus = Corpus.open(tmp_path / "a.jsonl")
    assert len(list(corpus.statements())) == 1
    assert len(corpus.gaps()) == 1
