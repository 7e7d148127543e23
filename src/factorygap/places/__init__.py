"""The gazetteer: North Korean places in any romanisation, and the countries and states that place a name.

Credits for the data are in CREDITS.md.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_SUFFIX = re.compile(
    r"[\s-]*(county|city|province|district|municipality|special city|gun|kun|do|si|guyok|kuyok|guyeok|ri|up)$"
)
_VOWELS = (("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("ui", "i"), ("oe", "e"), ("ae", "e"))
_CONSONANTS = (("ph", "p"), ("th", "t"), ("kh", "k"), ("ch", "j"), ("g", "k"), ("d", "t"), ("b", "p"), ("kk", "k"),
               ("tt", "t"), ("pp", "p"), ("jj", "j"), ("ss", "s"), ("nr", "ll"), ("ln", "ll"), ("nl", "ll"),
               ("rr", "ll"), ("ngn", "ngr"), ("mn", "mr"))  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One place of the gazetteer; coordinates in degrees, None where unknown."""

    name: str
    kind: str
    admin1: str
    country: str
    lat: float | None
    lon: float | None
    needs_suffix: bool = False  # a common word or surname without "District" or "-guyok" behind it


def key(name: str) -> str:
    """The romanisation key: the same for "Ryanggang", "Yanggang-do" and "Ryang'gang Province"."""
    text = _plain(name)
    for old, new in (*_VOWELS, *_CONSONANTS):
        text = text.replace(old, new)
    text = re.sub(r"^[rln](?=[yi])", "", text)
    return re.sub(r"^[rln](?=[aou])", "n", text)


def _plain(name: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c)).strip()
    text = _SUFFIX.sub("", text) or text
    return re.sub(r"[^a-z]", "", text)


def lookup(name: str, context: Collection[str] = ()) -> Place | None:
    """The North Korean place that ``name`` means, or None where none or several could be meant.

    ``context`` holds other words of the text: a province among them settles names that two provinces share, also a
    former name in one ("Hwasong" of Myonggan county) that is another place's own.
    """
    bare = _SUFFIX.search(name.lower()) is None
    provinces = {_plain(word) for word in context} | {key(word) for word in context}
    for index in (_spelt().get(_plain(name), ()), _by_key().get(key(name), ())):
        found = [place for place in index if not (bare and place.needs_suffix)]
        near = [place for place in found if {_plain(place.admin1), key(place.admin1)} & provinces]
        own = [place for place in found if _plain(place.name) == _plain(name)]
        for those in (near, own, found):
            if len(those) == 1:
                return those[0]
        if found:
            return None
    return None


def is_known(name: str) -> bool:
    """Whether a North Korean place has the name, one or several."""
    return bool(_exact().get(_plain(name)) or _by_key().get(key(name)))


def provinces(text: str) -> frozenset[str]:
    """The North Korean provinces that a text names, in any romanisation."""
    return frozenset(
        place.admin1 for name in _province_pattern().findall(text) for place in _exact().get(_plain(name), ())
    )


def region(name: str) -> tuple[str | None, str] | None:
    """``(admin1, country)`` of a country or state by name or usual abbreviation; the country in ISO 3166 alpha-2."""
    known = _regions().get(name.lower().rstrip(".").removeprefix("the "))
    return known or _provinces_by_name().get(name)


@cache
def _places() -> tuple[tuple[Place, tuple[str, ...]], ...]:
    with (FOLDER / "dprk_places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        lat, lon = (float(row[k]) if row[k] else None for k in ("lat", "lon"))
        others = tuple(alt for alt in row["alt_names"].split("|") if alt)
        place = Place(row["name"], row["kind"], row["province"], "KP", lat, lon, "hazard" in row["note"])
        names = (row["name"], *others)
        found.append((place, names))
    return tuple(found)


@cache
def _province_pattern() -> re.Pattern[str]:
    names = {
        name
        for place, names in _places()
        if place.kind == "province"
        for name in (place.name, *names)
        if name.isascii()
    }
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n)))) + r")\b")


@cache
def _exact() -> dict[str, tuple[Place, ...]]:
    """By plain spelling; a place's own name comes before another's variant."""
    return _spelt() | _index(_plain, lambda place, name: name == place.name)


@cache
def _spelt() -> dict[str, tuple[Place, ...]]:
    """By plain spelling, own names and variants alike."""
    return _index(_plain, lambda place, name: True)


@cache
def _by_key() -> dict[str, tuple[Place, ...]]:
    return _index(key, lambda place, name: True)


def _index(by: Callable[[str], str], takes: Callable[[Place, str], bool]) -> dict[str, tuple[Place, ...]]:
    index: dict[str, dict[Place, None]] = {}
    for place, names in _places():
        for name in names:
            if takes(place, name) and by(name):
                index.setdefault(by(name), {})[place] = None
    return {name: tuple(found) for name, found in index.items()}


@cache
def _provinces_by_name() -> dict[str, tuple[str | None, str]]:
    whole = ((place, name) for place, names in _places() if place.kind == "province" for name in (place.name, *names))
    spelt = ((place, f"{name}{end}") for place, name in whole for end in ("", " province", " Province"))
    return {name: (place.admin1, place.country) for place, name in spelt}


@cache
def _regions() -> dict[str, tuple[str | None, str]]:
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name.lower().rstrip("."): (row["admin1"] or None, row["country"])
        for row in rows
        for name in row["names"].split("|")
    }
