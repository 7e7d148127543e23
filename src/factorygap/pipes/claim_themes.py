"""What claims speak of: power, materials, goods, jobs (``claims_themes.toml``). A theme makes no claim by itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factorygap import labels, lexicon
from factorygap.errors import LexiconError
from factorygap.labels import Topic, words
from factorygap.layers import Facility, Mention
from factorygap.phrases import Phrases
from factorygap.pipes import layer

GOODS = "goods"
"""The theme of what a facility makes: mentions of products, and the power of an article on power stations alone."""
ANTECEDENT_WINDOW = 40
"""How many tokens before its sentence a pronoun may point back."""


@dataclass(frozen=True)
class Theme:
    """``made_by``: facilities of these types make it, and do not use it up."""

    name: str
    topic: Topic
    made_by: frozenset[str] = frozenset()


LISTED = Theme("listed", "supply")
"""A good that some plant makes, perhaps not one of the article's."""
PLANT = Theme("plants", "management")
"""A facility of the article, and who runs it: what orders, praise and blame go to."""
_IN_USE = frozenset({"equipment", "building"})
"""Themes of what is no good of a plant unless the article says so: the plant's own pumps and concrete."""
_PEOPLE = frozenset({"people", "consumers", "buyers", "managers", "labour"})
USED_UP = frozenset({"material", "fuel", "parts", "power"})
"""What the article's products are not, whatever else uses them up."""
_SERVICE = "service"
MAKERS = "makers"
_ANSWERABLE = frozenset({"company", "management"})
_ANY_MAKER = frozenset({"complex", "unit", "other"})
"""Types that tell nothing of what a facility makes."""


class Themes:
    """Finds themes. Built once from the word lists ``claims_themes`` and ``products``."""

    def __init__(self, folder: str | None) -> None:
        known = [(phrase, _read(e)) for e in lexicon.load("claims_themes", folder) for phrase in e.phrases]
        goods = [(phrase, LISTED) for entry in lexicon.load("products", folder) for phrase in entry.phrases]
        self._phrases = Phrases(known + goods)
        self.topics: dict[str, Topic] = {theme.name: theme.topic for _, theme in known} | {
            theme.name: theme.topic for theme in (LISTED, PLANT)
        }

    def find(self, doc: Doc) -> FoundThemes:
        """The themes of each token that closes the words for one, the best first."""
        facilities: list[Facility] = layer(doc, labels.FACILITIES)
        made = {m["end"] - 1 for product in layer(doc, labels.PRODUCTS) for m in product["mentions"]}
        themes = {last: [GOODS] for last in made}
        self._add_listed(doc, facilities, themes)
        for head in _answerable(doc, facilities):
            themes.setdefault(head, []).append(PLANT.name)
        for last in themes:
            if _SERVICE in themes[last] and _is_of_inputs(doc[last], themes):
                themes[last].remove(_SERVICE)
        return FoundThemes(themes, made)

    def _add_listed(self, doc: Doc, facilities: list[Facility], themes: dict[int, list[str]]) -> None:
        """Add the themes of the word lists; of those that end on one token only the longest."""
        names = {i for facility in facilities for mention in facility["mentions"] for i in _modifiers(doc, mention)}
        makers = {facility["type"] for facility in facilities} - _ANY_MAKER
        longest: dict[int, int] = {}
        for span, theme in sorted(self._phrases.find(doc), key=lambda found: (-len(found[0]), found[1] is LISTED)):
            last = doc[span.end - 1]
            shorter = len(span) < longest.setdefault(last.i, len(span))
            in_use = theme is LISTED and not _IN_USE.isdisjoint(themes.get(last.i, ()))
            if not (shorter or in_use or last.i in names) and _is_noun(last):
                made_here = bool(makers) and makers <= theme.made_by
                themes.setdefault(last.i, []).extend([GOODS, theme.name] if made_here else [theme.name])


class FoundThemes:
    """The themes of one Doc's tokens."""

    def __init__(self, themes: dict[int, list[str]], made: set[int]) -> None:
        self._themes = themes
        self._made = made
        self._places: dict[str, list[int]] = {}
        for i in sorted(themes):
            for name in themes[i]:
                self._places.setdefault(name, []).append(i)

    def near(self, of: frozenset[str], start: int, end: int) -> bool:
        """Whether any theme in ``of`` stands between two tokens: a quick look before the parse is asked."""
        return any(
            bisect_left(places, start) < bisect_left(places, end) for places in map(self._places.get, of) if places
        )

    def match(self, token: Token, of: frozenset[str]) -> str | None:
        """The first of a token's themes that is in ``of``; a pronoun has those of what it stands for."""
        stands_for = self._antecedent(token) if token.pos_ == "PRON" else token.i
        names = self._themes.get(stands_for, ()) if stands_for is not None else ()
        if token.lower_ == "it":
            of -= _PEOPLE
        if stands_for in self._made:
            of -= USED_UP
        return next((name for name in names if name in of), None)

    def is_for_sale(self, token: Token) -> bool:
        """Whether a good that plants use up, too, is spoken of without any: "cement was short nationwide"."""
        sentence = token.sent
        makers = frozenset({MAKERS, PLANT.name})
        return GOODS in self._themes.get(token.i, ()) and not self.near(makers, sentence.start, sentence.end)

    def _antecedent(self, pronoun: Token) -> int | None:
        """The nearest theme before a pronoun, in its sentence or the one before."""
        if pronoun.lower_ in ("which", "that", "who"):
            return pronoun.head.head.i if pronoun.head.dep_ == "relcl" else None
        if pronoun.lower_ not in ("it", "they", "them", "these", "those"):
            return None
        first = max(pronoun.sent.start - ANTECEDENT_WINDOW, 0)
        return next((i for i in range(pronoun.i - 1, first - 1, -1) if i in self._themes), None)


def _is_of_inputs(service: Token, themes: dict[int, list[str]]) -> bool:
    """Whether a supply is one of something used up: "power supply", "deliveries of coal"."""
    parts = [child for child in service.children if child.dep_ == "compound"]
    parts += [noun for child in service.children if child.lower_ == "of" for noun in child.children]
    return any(USED_UP & set(themes.get(part.i, ())) and GOODS not in themes[part.i] for part in parts)


def _is_noun(token: Token) -> bool:
    """Whether a word stands for a thing: "current", but not in "current capacity"."""
    if token.pos_ == "ADJ" and token.dep_ == "amod" and token.i < token.head.i <= token.i + 2:
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")


def _answerable(doc: Doc, facilities: list[Facility]) -> Iterator[int]:
    """The head words of facilities, companies and managers."""
    held = [actor for actor in layer(doc, labels.ACTORS) if actor["category"] in _ANSWERABLE]
    for item in (*facilities, *held):
        for mention in item["mentions"]:
            if mention["kind"] != "pronoun":
                yield doc[mention["start"] : mention["end"]].root.i


def _modifiers(doc: Doc, mention: Mention) -> Iterator[int]:
    """The words of a facility's name but for its head: "Cement" in "Sangwon Cement Complex" is no theme."""
    span = doc[mention["start"] : mention["end"]]
    return (token.i for token in span if token.i != span.root.i)


def _read(entry: lexicon.Entry) -> Theme:
    if entry["topic"] not in words(Topic):
        raise LexiconError(f"claims theme {entry.id!r} needs a topic, one of {', '.join(words(Topic))}")
    return Theme(entry["theme"] or entry.id, entry["topic"], frozenset(entry["made_by"] or ()))
