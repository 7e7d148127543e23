"""A Doc with its measures in token offsets and the roles of its words: what the readers of numeric levels work on."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.attrs import IDX, LENGTH, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from factorygap import labels, lexicon
from factorygap.inflection import forms
from factorygap.pipes import tokens_in
from factorygap.quantity import Atom, Measure, Unit, Units, atoms, measures

_MONEY_SIGNS = frozenset("$ £ € ¥ ₩ ₹ ₦ us$ a$ c$ hk$ rs rs. nt$ s$ usd eur r$ rmb dlrs tk re".split())
_MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name) | {"sept"}
_CLIMBING = frozenset("edge inch tick creep go come step ramp move nudge speed gear bring get push".split())
CONTEXT = 60
"""How many tokens back the talk of a plant, or an amount's unit, still holds."""
_IDIOMS = frozenset([("used", "to"), ("weigh", "in"), ("weighs", "in"), ("weighed", "in")])
_MANY = 4
_BULK = frozenset(["mass", "volume", "energy", "power"])
_NO_ROLES: frozenset[str] = frozenset()
_VERBAL = frozenset(["VERB", "AUX"])
_NOMINAL = frozenset(["NOUN", "PROPN", "X"])


@dataclass(frozen=True, slots=True)
class Found:
    """A measure at the tokens ``start`` to ``end``, its number at ``number`` to ``number_end``."""

    measure: Measure
    start: int
    end: int
    number: int
    number_end: int


@dataclass
class Measured:
    """``words`` are in lower case; ``roles[i]`` is what the word lists say of token i; ``found`` the measures.

    ``facilities`` and ``products`` are the tokens that the earlier components found to be such.
    """

    doc: Doc
    run: list[Atom]
    token_of: list[int]
    found: list[Found]
    words: list[str]
    roles: list[frozenset[str]]
    facilities: frozenset[int] = frozenset()
    products: frozenset[int] = frozenset()
    taken: set[int] = field(default_factory=set)

    def has(self, i: int, *names: str) -> bool:
        """Whether token ``i`` has one of the roles."""
        return 0 <= i < len(self.roles) and not self.roles[i].isdisjoint(names)

    def where(self, name: str) -> list[int]:
        """The tokens that have a role, in order."""
        return [i for i, names in enumerate(self.roles) if name in names]

    def first(self, start: int, end: int, *names: str) -> int | None:
        """The first token of a stretch that has one of the roles."""
        return next((i for i in range(max(start, 0), min(end, len(self.roles))) if self.has(i, *names)), None)

    def in_industry(self, i: int) -> bool:
        """Whether the article has a facility, or what leads up to token ``i`` speaks of industry or weighs goods."""
        sentence = self.doc[i].sent
        return (
            bool(self.facilities)
            or self.is_industrial
            or self.first(sentence.start - CONTEXT, sentence.end, "industry") is not None
            or any(
                f.measure.unit and f.measure.unit.kind in _BULK
                for f in self.found
                if sentence.start - CONTEXT <= f.start < sentence.end
            )
        )

    @cached_property
    def is_industrial(self) -> bool:
        """Whether the words of industry are many in the article."""
        return sum("industry" in names for names in self.roles) >= _MANY

    def near_plants(self, i: int) -> bool:
        """Whether a plant or its work is spoken of here or was a sentence or two before, and nothing else here."""
        if self.speaks_otherwise(i):
            return False
        words = ("plant", "make", "output", "capacity", "industry")
        return self.first(self.doc[i].sent.start - CONTEXT, self.doc[i].sent.end, *words) is not None

    def speaks_otherwise(self, i: int) -> bool:
        """Whether the sentence of token ``i``, up to its semicolons, speaks of trade, stocks, use and the like."""
        sentence = self.doc[i].sent
        first = next((j + 1 for j in range(i, sentence.start, -1) if self.words[j] == ";"), sentence.start)
        last = next((j for j in range(i, sentence.end) if self.words[j] == ";"), sentence.end)
        return self.first(first, last, "other") is not None

    def list_of(self, found: Found) -> tuple[int, int]:
        """Where the list of measures of one form begins and ends that this one stands in: "5, 7 and 9 percent"."""
        k = bisect_left(self.found, found.start, key=lambda f: f.start)
        first = last = k
        while first and self._joined(first - 1):
            first -= 1
        while last + 1 < len(self.found) and self._joined(last):
            last += 1
        return self.found[first].start, self.found[last].end

    def _joined(self, k: int) -> bool:
        a, b = self.found[k], self.found[k + 1]
        return a.measure.form == b.measure.form and self.words[a.end : b.start] in (["and"], [","], [",", "and"])

    def atom_at(self, token: int) -> int:
        """The first atom of a token (the number of atoms if the token is past the end)."""
        return bisect_left(self.token_of, token)


class Measurer:
    """Built once a pipeline, from the word lists ``units`` and ``levels_numeric``."""

    def __init__(self, folder: str | None = None) -> None:
        self._units = Units.of(
            (phrase, Unit(e["unit"], e["kind"], float(e["factor"] or 1), e["per"], bool(e["cased"])))
            for e in lexicon.load("units", folder)
            for phrase in e.phrases
        )
        self._roles: dict[int, list[tuple[tuple[str, ...], str, str | None]]] = defaultdict(list)
        for entry in lexicon.load("levels_numeric", folder):
            for phrase in entry.phrases:
                first, *rest = phrase.split()
                accepted = (first[1:],) if first.startswith("=") else forms(first)
                for form in accepted:
                    self._roles[get_string_id(form)].append((tuple(rest), entry["role"], entry["pos"]))

    def __call__(self, doc: Doc) -> Measured:
        run = atoms(doc.text)
        token_of = _token_of(doc, run)
        facilities, products = (frozenset(tokens_in(doc, name)) for name in (labels.FACILITIES, labels.PRODUCTS))
        found = [_climbed(doc, _in_tokens(m, run, token_of)) for m in measures(run, self._units)]
        found = [f for f in found if not (f.measure.year or _is_money(run, f) or _is_date(doc, f) or _is_distance(f))]
        lower = doc.to_array(LOWER).tolist()
        words = [str(doc.vocab.strings[word]) for word in lower]
        roles = self._roles_of(doc, lower, facilities)
        return Measured(doc, run, token_of, found, words, roles, facilities, products)

    def _roles_of(self, doc: Doc, words: list[int], facilities: frozenset[int]) -> list[frozenset[str]]:
        known = [_NO_ROLES] * len(doc)
        for i, lower in enumerate(words):
            if lower in self._roles:
                known[i] = self._role_of(doc[i])
        for i in sorted(facilities):
            known[i] = known[i] | {"plant"} if doc[i].pos_ in _NOMINAL else known[i]
        return known

    def _role_of(self, token: Token) -> frozenset[str]:
        names = set()
        if token.i + 1 < len(token.doc) and (token.lower_, token.nbor().lower_) in _IDIOMS:
            return _NO_ROLES
        for rest, role, pos in self._roles[token.lower]:
            if pos == "verb" and not _is_verbal(token):
                continue
            if pos == "noun" and token.pos_ not in _NOMINAL:
                continue
            if not rest or _goes_on(token, rest):
                names.add(role)
        return frozenset(names)


def _is_verbal(token: Token) -> bool:
    """A verb by its tag, or what follows "to" and is taken for something else ("to top the plan")."""
    if token.pos_ in _VERBAL or token.tag_ in ("VBN", "VBG"):
        return True
    return token.i > 0 and token.nbor(-1).tag_ == "TO"


def _goes_on(token: Token, rest: tuple[str, ...]) -> bool:
    """ "turned out", also "turned tractors out"."""
    doc, i = token.doc, token.i + 1
    if i + len(rest) <= len(doc) and all(doc[i + k].lower_ == word for k, word in enumerate(rest)):
        return True
    return len(rest) == 1 and any(child.dep_ == "prt" and child.lower_ == rest[0] for child in token.children)


def _token_of(doc: Doc, run: list[Atom]) -> list[int]:
    ends = doc.to_array([IDX, LENGTH]).sum(axis=1).tolist()
    tokens: list[int] = []
    i = 0
    for atom in run:
        while ends[i] <= atom.start:
            i += 1
        tokens.append(i)
    return tokens


def _in_tokens(measure: Measure, run: list[Atom], token_of: list[int]) -> Found:
    return Found(
        measure,
        token_of[measure.start],
        token_of[measure.end - 1] + 1,
        token_of[measure.number],
        token_of[measure.number_end - 1] + 1,
    )


def _climbed(doc: Doc, found: Found) -> Found:
    """ "edged up to 13 million": "up" belongs to the verb, and sets no bound."""
    if found.start == 0 or doc[found.start : found.start + 2].text.lower() != "up to":
        return found
    if doc[found.start - 1].lemma_.lower() not in _CLIMBING:
        return found
    return replace(found, start=found.start + 2, measure=replace(found.measure, bound="exact"))


def _is_date(doc: Doc, found: Found) -> bool:
    """ "April 3", "3 April", "Jan. 9"."""
    if found.measure.form != "count" or found.end - found.start > 1:
        return False
    beside = [doc[i].lower_.rstrip(".") for i in (found.start - 1, found.end) if 0 <= i < len(doc)]
    if doc[found.start - 1].text == "." and found.start > 1:
        beside.append(doc[found.start - 2].lower_)
    return any(word in _MONTHS for word in beside)


def _is_distance(found: Found) -> bool:
    """ "40 km away", "300mm wafers"."""
    return found.measure.unit is not None and found.measure.unit.kind == "distance"


def _is_money(run: list[Atom], found: Found) -> bool:
    before = run[found.measure.number - 1].text if found.measure.number else ""
    kind = found.measure.unit.kind if found.measure.unit else ""
    return kind == "money" or before in _MONEY_SIGNS
