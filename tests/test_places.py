"""The gazetteer: one place under many romanisations, no place where several could be meant, credits shipped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factorygap import places


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Ryanggang", "Ryanggang"),
        ("Yanggang-do", "Ryanggang"),
        ("Ryanggang Province", "Ryanggang"),
        ("Chagang", "Jagang"),
        ("Hyesan", "Hyesan"),
        ("Hyesan City", "Hyesan"),
        ("P’yŏngsŏng", "Phyongsong"),
        ("P'yongsong", "Phyongsong"),
        ("Pyeongseong", "Phyongsong"),
        ("Sinpo", "Sinpho"),
        ("Onch'ŏn-gun", "Onchon"),
        ("Chaeryong", "Jaeryong"),
        ("Rakwon", "Ragwon"),
        ("Chunggang", "Junggang"),
        ("Songjin", "Kimchaek"),
        ("Kimhyongjik county", "Kimhyongjik"),
        ("Kimhyŏngjik-gun", "Kimhyongjik"),
        ("HYESAN", "Hyesan"),
    ],
)
def test_any_romanisation(name: str, place: str) -> None:
    found = places.lookup(name)
    assert found is not None
    assert found.name == place
    assert found.country == "KP"


@pytest.mark.parametrize("name", ["Leeds", "Central", "Jung", "Seoul", "", "-", "Kimchi", "Chollima Street"])
def test_other_names_are_no_place(name: str) -> None:
    assert places.lookup(name) is None


def test_two_places_of_one_name_need_a_province() -> None:
    assert places.lookup("Unsan") is None
    assert places.is_known("Unsan")
    north, south = (places.lookup("Unsan", [province]) for province in ("North Phyongan", "South Pyongan"))
    assert north is not None and south is not None
    assert (north.admin1, south.admin1) == ("North Phyongan", "South Phyongan")
    assert places.lookup("Unsan", ["North Phyongan", "South Phyongan"]) is None


def test_own_name_comes_before_the_key() -> None:
    """ "Unchon" and "Unjon" have one key."""
    assert places.key("Unchon") == places.key("Unjon")
    found = places.lookup("Unchon")
    assert found is not None and found.admin1 == "South Hwanghae"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A source in North Hamgyong and one in Yanggang said", {"North Hamgyong", "Ryanggang"}),
        ("in P’yŏngan", set()),
        ("Leeds is in Yorkshire", set()),
    ],
)
def test_provinces_of_a_text(text: str, found: set[str]) -> None:
    assert places.provinces(text) == found


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Okla.", ("Oklahoma", "US")),
        ("Ont.", ("Ontario", "CA")),
        ("Scotland", ("Scotland", "GB")),
        ("the Philippines", (None, "PH")),
        ("West Germany", (None, "DE")),
        ("DPRK", (None, "KP")),
        ("South Hamgyong province", ("South Hamgyong", "KP")),
        ("Hamhung", None),
        ("Leeds", None),
    ],
)
def test_region(name: str, region: tuple[str | None, str] | None) -> None:
    assert places.region(name) == region


@given(st.text(max_size=40))
def test_no_name_breaks_the_lookup(name: str) -> None:
    found = places.lookup(name)
    assert found is None or found.country == "KP"
    assert places.key(places.key(name)) is not None


def test_coordinates_lie_in_the_country() -> None:
    for place, _ in places._places():
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or (37.5 < place.lat < 43.1 and 124 < (place.lon or 0) < 131)


def test_credits_are_shipped() -> None:
    text = (places.FOLDER / "CREDITS.md").read_text(encoding="utf-8")
    assert "CC BY 3.0 IGO" in text and "GeoNames" in text and "CC BY 4.0" in text
