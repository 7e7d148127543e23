"""The same facility under many names is one; what only sounds alike is two; ids and decisions last."""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path

import pytest
from corpus_records import facility, record
from hypothesis import given, settings
from hypothesis import strategies as st

from factorygap import places
from factorygap.corpus import link
from factorygap.corpus.likeness import MERGE, likeness
from factorygap.corpus.links import Decisions, Links
from factorygap.corpus.names import name_key, owner_key
from factorygap.corpus.profiles import profile_of, same_owners, sightings
from factorygap.records import Facility

COUNTIES = Path(__file__).parent.parent / "evaluation" / "corpus" / "programme_counties.toml"


def links_of(*facilities: Facility) -> Links:
    return link(record(number, each) for number, each in enumerate(facilities))


ONE = [
    (facility("Samsu County Foodstuff Factory"), facility("Samsu county foodstuff factory")),
    (facility("Kim Jong Suk county garment factory"), facility("Kimjŏngsuk-gun garment factory")),
    (
        facility("Unnyul Mine", "mine", ("Unnyul", "South Hwanghae", "KP")),
        facility("Ullyul mine", "mine", ("Unryul", "South Hwanghae", "KP")),
    ),
    (
        facility("VW's Wolfsburg plant", place="Wolfsburg"),
        facility("Volkswagen's factory in Wolfsburg", place="Wolfsburg"),
    ),
    (
        facility("Mini plant", place="Oxford", operator="BMW"),
        facility("Cowley plant", place="Cowley", operator="BMW"),
    ),
    (facility("Kharkov tractor works", place="Kharkov"), facility("Kharkiv Tractor Plant", place="Kharkiv")),
    (facility("Bolhov Refinery", "refinery"), facility("Bolhov oil refinery", "refinery")),
    (facility("Ruse Shipyard", "shipyard", "Ruse"), facility("shipyard at Ruse", "shipyard", "Ruse")),
]
TWO = [
    (
        facility("Unsan County Foodstuff Factory", place=("Unsan", "North Phyongan", "KP")),
        facility("Unsan County Foodstuff Factory", place=("Unsan", "South Phyongan", "KP")),
    ),
    (facility("Hamhung Knitwear Factory", place="Hamhung"), facility("Hamhung Footwear Factory", place="Hamhung")),
    (facility("Factory No. 8", place="Kanggye"), facility("Factory No. 26", place="Kanggye")),
    (facility("North Mara mine", "mine"), facility("South Mara mine", "mine")),
    (
        facility("Bellevue gold mine", "mine", ("Bellevue", "Nevada", "US")),
        facility("Bellevue gold mine", "mine", ("Bellevue", "Western Australia", "AU")),
    ),
    (facility("Ghent steelworks", "mill", "Ghent"), facility("Kent steelworks", "mill", "Kent")),
    (
        facility("Leixlip fab", place="Leixlip", operator="Intel"),
        facility("Leixlip fab", place="Leixlip", operator="Analog Devices"),
    ),
    (facility("Tula mill", "mill", "Tula"), facility("Tula power station", "power_station", "Tula")),
]


@pytest.mark.parametrize(("a", "b"), ONE, ids=lambda f: f.name)
def test_names_of_one_facility(a: Facility, b: Facility) -> None:
    links = links_of(a, b)
    assert len(links.facilities) == 1
    (only,) = links.facilities.values()
    assert all(merge.score >= MERGE and merge.reasons for merge in only.merges)
    assert len(only.members) == 2


@pytest.mark.parametrize(("a", "b"), TWO, ids=lambda f: f.name)
def test_names_of_two_facilities(a: Facility, b: Facility) -> None:
    assert len(links_of(a, b).facilities) == 2


def test_parts_are_told_apart_by_number_and_kind() -> None:
    def parts(number: int, *names: str) -> Links:
        whole = facility("Kolpino Steelworks", "mill", "Kolpino")
        units = [facility(name, "unit", part_of="f1", id=f"f{i}") for i, name in enumerate(names, 2)]
        return record(number, whole, *units)  # type: ignore[return-value]

    found = link(
        [parts(1, "Blast Furnace No. 3", "Blast Furnace No. 4"), parts(2, "No. 3 blast furnace", "No. 3 rolling line")]
    )  # type: ignore[list-item]
    units = [known for known in found.facilities.values() if known.type == "unit"]
    assert [known.names for known in units] == [
        ["Blast Furnace No. 3", "No. 3 blast furnace"],
        ["Blast Furnace No. 4"],
        ["No. 3 rolling line"],
    ]
    assert {known.part_of for known in units} == {next(iter(found.facilities))}


def test_what_could_be_either_of_two_stays_apart_and_is_listed() -> None:
    north, south = TWO[0]
    links = links_of(north, south, facility("Unsan County Foodstuff Factory"))
    assert len(links.facilities) == 3
    assert len(links.doubts) == 2
    assert all("could be either of two" in doubt.reasons for doubt in links.doubts)


def test_a_third_never_joins_two_that_cannot_be_one() -> None:
    intel, analog = TWO[6]
    links = links_of(intel, analog, facility("Leixlip fab", place="Leixlip"))
    assert links.of(*member(links, 0)) != links.of(*member(links, 1))


def member(links: Links, number: int) -> tuple[str, str]:
    return record(number).article.id, "f1"


def test_a_person_confirms_parts_and_undoes() -> None:
    a, b = facility("Dolna mill", "mill", "Dolna"), facility("Vrach works mill", "mill", "Dolna")
    c = facility("Dolna Mill", "mill", "Dolna", operator="Vrach")
    ids = list(links_of(a, b).profiles)
    confirmed = Decisions().confirm([ids[0]], [ids[1]])
    records = [record(0, a), record(1, b), record(2, c)]
    assert len(link(records[:2], decisions=confirmed).facilities) == 1
    assert len(link(records[:2], decisions=confirmed.undo([ids[0]], [ids[1]])).facilities) == 2

    links = link([records[0], records[2]])
    assert len(links.facilities) == 1
    (known,) = links.facilities.values()
    (merge,) = known.merges
    parted = Decisions().apart([merge.a], [merge.b])
    assert len(link([records[0], records[2]], decisions=parted).facilities) == 2
    assert Decisions.from_data(parted.to_data()) == parted


def test_ids_stay_when_articles_come() -> None:
    first = links_of(*(pair[0] for pair in ONE))
    more = link(
        [record(100 + i, pair[1]) for i, pair in enumerate(ONE)] + [record(i, pair[0]) for i, pair in enumerate(ONE)],
        known=first.profiles,
    )
    for number in range(len(ONE)):
        assert more.of(*member(more, number)) == first.of(*member(first, number))


def groups(links: Links) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(known.members) for known in links.facilities.values()}


EVERY = [each for pair in (*ONE, *TWO) for each in pair]


@settings(max_examples=40, deadline=None)
@given(st.permutations(list(enumerate(EVERY))))
def test_links_do_not_depend_on_the_order_of_articles(order: list[tuple[int, Facility]]) -> None:
    assert groups(link(record(n, each) for n, each in order)) == groups(links_of(*EVERY))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EVERY), st.sampled_from(EVERY))
def test_likeness_is_symmetric(a: Facility, b: Facility) -> None:
    x, y = (profile_of(sightings(record(0, each))["f1"]) for each in (a, b))
    assert likeness(x, y) == likeness(y, x)


def counties() -> list[tuple[str, str, tuple[str, ...]]]:
    """County, province and every romanisation that the gazetteer lists."""
    listed = tomllib.loads(COUNTIES.read_text(encoding="utf-8"))["provinces"]
    return [
        (county, province, names)
        for province, names_of in listed.items()
        for county in names_of
        for place, names in places._places()
        if (place.name, place.admin1) == (county, province) and place.kind != "province"
    ]


def test_every_county_of_the_programme_is_in_the_gazetteer() -> None:
    listed = tomllib.loads(COUNTIES.read_text(encoding="utf-8"))["provinces"]
    assert len(counties()) == sum(map(len, listed.values()))


@pytest.mark.parametrize(
    ("county", "province", "names"), counties(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_county_is_one_place_in_every_romanisation(county: str, province: str, names: tuple[str, ...]) -> None:
    for name in names:
        found = places.lookup(name, (province,))
        assert found is not None, name
        assert (found.name, found.admin1) == (county, province), name
    factories = [facility(f"{name} Foodstuff Factory", place=(name, province, "KP")) for name in names]
    assert len(links_of(*factories).facilities) == 1


def test_company_names() -> None:
    assert owner_key("Volkswagen AG") == owner_key("VW") == "volkswagen"
    owners = same_owners([("britishcopper", "brco"), ("alpha", "omega")])
    assert owners["brco"] == "britishcopper"
    assert owners.get("alpha") != "omega"


def test_a_name_says_what_it_is() -> None:
    key = name_key("Tata Steel's No. 2 Coating Works at Upper Llanelli")
    assert (key.owner, key.numbers, key.compass, key.heads) == ("tatasteel", ("2",), ("upper",), ("works",))
    assert key.words == ("coating", "llanelli")


def test_a_merge_order_has_no_say() -> None:
    a, b, c = (
        facility("Ostrov glassworks", place="Ostrov"),
        facility("Ostrov Glassworks"),
        facility("Ostrov glass factory"),
    )
    found = {
        frozenset(groups(link(record(n, each) for n, each in order))) for order in permutations(enumerate((a, b, c)))
    }
    assert len(found) == 1
