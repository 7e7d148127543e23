"""What tells one facility's name from another's: proper words, owner, industry, numbers, compass words.

"Kim Hyong Jik County Foodstuff Factory" and "Kimhyŏngjik foodstuff factory" have one key; "Blast Furnace No. 3" and
"Blast Furnace No. 4" never have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from factorygap import lexicon
from factorygap.places import key, lookup, region

_TOKEN = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"\b([^\W\d_a-z]\w*)-([a-z]\w*)")
_POSSESSIVE = re.compile(r"['’]s?\b")
_OWNED = re.compile(r"((?:[^\W\d_a-z][\w.&-]*\s+){0,3}[^\W\d_a-z][\w.&-]*)['’]s?\s+(?=.*\b[^\W\d_a-z])")
"""Whose a facility is, before a name of its own: "Kovacs's Dorog cement works"."""
_COMPASS = frozenset("north south east west northern southern eastern western upper lower".split())
_PLAIN = frozenset(
    "the a an of in at near on and for under by to new old no nos number general main central youth county counties "
    "city province district town region regional local area industry industries industrial company co corp inc ltd plc "
    "combine facility facilities site base unit units state national people gun kun si ri up".split()
)
_NUMBERS = {word: str(i) for i, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_NUMBERS |= {word: str(i) for i, word in enumerate("zeroth first second third fourth fifth sixth".split())}
_NUMBERS |= {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7"}
_LEGAL_FORMS = frozenset(
    "the co corp inc ltd plc ag sa se nv bv gmbh llc company corporation limited group holdings pjsc oao spa".split()
)
_PARTICLES = frozenset("el al la le de der and".split())
_LONGEST_ALIAS = 5


@dataclass(frozen=True, order=True)
class NameKey:
    """``spelling`` joins the proper words as written, without marks; ``romanised`` joins them in the romanisation key
    of North Korean names, which only counts for those. Both are empty for "the steel mill" and "VW's plant"."""

    spelling: str
    romanised: str
    words: tuple[str, ...]
    owner: str | None
    industry: tuple[str, ...]
    numbers: tuple[str, ...]
    compass: tuple[str, ...]
    plain: tuple[str, ...]
    """Further words in lower case: ("berry", "wild")."""
    heads: tuple[str, ...]
    """The nouns that say what it is: ("furnace",)."""

    @cached_property
    def trades(self) -> frozenset[str]:
        """The industries that the name tells, also by its head: "steelworks"."""
        return frozenset(self.industry) | {_trades()[head] for head in self.heads if head in _trades()}


@lru_cache(maxsize=200_000)
def name_key(
    name: str, operator: str | None = None, *, town: str | None = None, province: str | None = None,
    is_unit: bool = False,
) -> NameKey:  # fmt: skip
    """The key of a facility's name. A company in it is its owner and no proper word of it, as are the words of its
    ``operator``; its ``town`` is no owner ("Orsk's Yuzhny works"), and a ``province`` tells places of one name apart;
    capitals tell nothing in the name of a unit ("Blast Furnace No. 3")."""
    owned = {word.lower() for word in _TOKEN.findall(_POSSESSIVE.sub("", operator or ""))}
    owner, tokens = _without_owner(_tokens(name))
    if owner is None and not is_unit:
        owner, tokens = _without_possessor(name, town, tokens)
    proper: list[str] = []
    found: dict[str, set[str]] = {kind: set() for kind in ("industry", "numbers", "compass", "plain", "heads")}
    for token in tokens:
        word = token.lower()
        if word in _PLAIN or word in _PARTICLES or word in owned:
            continue
        if word in _head_nouns():
            found["heads"].add(_head_nouns()[word])
        elif token.isdigit():
            found["numbers"].add(token.lstrip("0") or "0")
        elif word in _NUMBERS or token in _NUMBERS:
            found["numbers"].add(_NUMBERS.get(word) or _NUMBERS[token])
        elif word in _COMPASS:
            found["compass"].add(word.removesuffix("ern"))
        elif word in _industries():
            found["industry"].add(_industries()[word])
        elif token[0].isupper() and not is_unit:
            proper.append(token)
        else:
            found["plain"].add(word)
    words = _towns(proper, (province,) if province else ())
    return NameKey(
        "".join(sorted(map(_bare, words))), _romanised(words), tuple(sorted(map(_bare, words))), owner,
        **{kind: tuple(sorted(each)) for kind, each in found.items()},
    )  # fmt: skip


def place_key(name: str) -> str:
    """The key of a place: one for all names of a town."""
    words = _tokens(name)
    return "".join(map(_bare, _towns([word for word in words if word.lower() not in _PLAIN] or words)))


def owner_key(name: str) -> str:
    """A company's name without its legal form: "Volkswagen AG" and "VW" are "volkswagen"."""
    words = [word for word in _tokens(name) if word.lower() not in _LEGAL_FORMS]
    known, rest = _without_owner(words)
    return known if known is not None and not rest else "".join(map(_bare, words))


def _tokens(name: str) -> list[str]:
    """The words of a name; "Hyong-jik" is one."""
    return _TOKEN.findall(_HYPHENATED.sub(_joined, _POSSESSIVE.sub("", name)))


def _joined(match: re.Match[str]) -> str:
    head, tail = match.groups()
    is_word = tail in _PLAIN or tail in _head_nouns() or tail in _industries() or tail in _NUMBERS
    return f"{head} {tail}" if is_word else head + tail


def _bare(name: str) -> str:
    """Lower-case letters and digits without marks and particles."""
    name = " ".join(word for word in _TOKEN.findall(name) if word.lower() not in _PARTICLES) or name
    return "".join(
        c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalnum() and not unicodedata.combining(c)
    )


def _romanised(words: Iterable[str]) -> str:
    return "".join(sorted(key(word) for word in words))


def _without_owner(tokens: Sequence[str]) -> tuple[str | None, list[str]]:
    """The first known company in a name, and the other words."""
    for i, size in _stretches(tokens):
        company = _companies().get(_bare(" ".join(tokens[i : i + size])))
        if company is not None and all(token[0].isupper() or token[0].isdigit() for token in tokens[i : i + size]):
            return company, [*tokens[:i], *tokens[i + size :]]
    return None, list(tokens)


def _without_possessor(name: str, town: str | None, tokens: list[str]) -> tuple[str | None, list[str]]:
    """Who a name says the facility belongs to, and the other words; a town or country owns none."""
    match = _OWNED.match(name)
    rest = _tokens(name[match.end() :]) if match else []
    if match is None or not any(_is_proper(token) for token in rest):
        return None, tokens
    possessor = match.group(1)
    is_place = lookup(possessor) or region(possessor) or _bare(possessor) in _aliases("place") or possessor == town
    return (None, tokens) if is_place else (owner_key(possessor), rest)


def _is_proper(token: str) -> bool:
    """Whether a word of a name is one that no other kind of facility has."""
    word = token.lower()
    common = _PLAIN | _PARTICLES | _COMPASS | _NUMBERS.keys() | _head_nouns().keys() | _industries().keys()
    return token[0].isupper() and word not in common and not token.isdigit()


def _towns(words: Sequence[str], context: tuple[str, ...] = ()) -> list[str]:
    """Proper words with every town under the first of its names and every North Korean place under its own."""
    for i, size in _stretches(words):
        name = " ".join(words[i : i + size])
        town = _aliases("place").get(_bare(name)) or getattr(lookup(name, context), "name", None)
        if town is not None:
            return [*_towns(words[:i], context), town, *_towns(words[i + size :], context)]
    return list(words)


def _stretches(words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Where runs of words start and how long they are, the longest first."""
    for size in range(min(_LONGEST_ALIAS, len(words)), 0, -1):
        for i in range(len(words) - size + 1):
            yield i, size


@cache
def _companies() -> dict[str, str]:
    """Each company's names, with the one that they count as."""
    listed = {_bare(name): _bare(name) for entry in lexicon.load("companies") for name in entry.phrases}
    return listed | {name: _bare(company) for name, company in _aliases("company").items()}


@cache
def _aliases(kind: str) -> dict[str, str]:
    entries = [entry for entry in lexicon.load("aliases") if entry["kind"] == kind]
    return {_bare(name): entry.phrases[0] for entry in entries for name in entry.phrases}


@cache
def _head_nouns() -> dict[str, str]:
    """The nouns that end facilities' names, singular and plural, with their singular: {"factories": "factory"}."""
    heads = {phrase.split()[-1].lower() for entry in lexicon.load("facilities") for phrase in entry.phrases}
    heads -= _industries().keys()
    return {form: head for head in heads for form in (head, head[:-1] + "ies" if head.endswith("y") else head + "s")}


@cache
def _trades() -> dict[str, str]:
    return {head: entry.id for entry in lexicon.load("industries") for head in entry["heads"] or ()}


@cache
def _industries() -> dict[str, str]:
    return {phrase: entry.id for entry in lexicon.load("industries") for phrase in entry.phrases}
