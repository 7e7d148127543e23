"""What the text says of a facility beside its name: where it stands, who runs it, what it was built under."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from factorygap import places
from factorygap.lexicon import load
from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.facility_mention import SURROUNDED, Mention, is_spot
from factorygap.pipes.noun_phrases import OWNED, POSSESSIVE_PRONOUNS, Range

_NORTH_KOREAN = re.compile(r"\bNorth Korea|\bDPRK\b|\bKCNA\b|\bPyongyang\b|\bRodong\b|\bJuche\b", re.I)
_ALSO_ELSEWHERE = frozenset(["Kangwon"])
_NEAR = frozenset(["near", "outside", "around"])
_RUNS = frozenset(["operate", "own", "run", "manage", "control"])
_UNDER = frozenset(["under", "of", "for", "through", "within"])
_BUILT = frozenset(
    [
        "build",
        "complete",
        "construct",
        "open",
        "inaugurate",
        "erect",
        "launch",
        "establish",
        "renovate",
        "set",
        "start",
        "finish",
        "finance",
        "fund",
    ]
)
_NO_COMPANY = frozenset(["GPE", "LOC", "NORP", "PERSON", "DATE", "TIME", "FAC", "CARDINAL", "ORDINAL"])

_NO_OWNER = frozenset(["GPE", "LOC", "DATE"])


class Facts:
    """Facts on the facilities of one Doc."""

    def __init__(self, doc: Doc, programme_nouns: frozenset[str]) -> None:
        self._doc = doc
        self._nouns = programme_nouns
        text = doc.text  # put together from the tokens at every call
        self._provinces = places.provinces(text)
        named = _NORTH_KOREAN.search(text) is not None
        self._in_north_korea = named or bool(self._provinces - _ALSO_ELSEWHERE)

    def place(self, mentions: list[Mention]) -> dict[str, Any] | None:
        """The place of a facility as the text names it, completed from the gazetteer; None where none is named."""
        behind = [m.place for m in mentions if m.place is not None and not self._is_only_near(m)]
        spots = [p for p in behind if is_spot(self._doc, p)] + [p for m in mentions for p in self._inside(m)]
        for spot in spots or behind:
            return self._described(spot)
        return None

    def _is_only_near(self, mention: Mention) -> bool:
        """ "its Flins plant near Paris" stands at Flins."""
        return (
            mention.place is not None and mention.why != SURROUNDED and self._doc[mention.place[0] - 1].lower_ in _NEAR
        )

    def _inside(self, mention: Mention) -> list[Range]:
        """The place that a name begins with: "[Samchon] Catfish Farm", "[Kimhyongjik county] factory"."""
        start = mention.start
        found = []
        for end in range(min(mention.head_at, start + 3), start, -1):
            text = self._doc[start:end].text
            last = self._doc[end - 1]
            known = self._in_north_korea and places.is_known(text)
            named = last.ent_type_ in ("GPE", "LOC") and all(
                t.ent_type_ in ("GPE", "LOC") for t in self._doc[start:end]
            )
            county = end - start > 1 and last.lower_ in ("county", "city", "district", "province")
            if (known or named or county) and places.region(text) is None:
                longer = end < mention.head_at and self._doc[end].lower_ in ("county", "city", "district")
                found.append((start, end + longer))
                break
        return found or self._of_owner(mention)

    def _of_owner(self, mention: Mention) -> list[Range]:
        """What an owner's plant is called is where it stands: "Ilva's [Taranto] steelworks"."""
        if mention.determiner not in OWNED or mention.head.unit or not self._doc[mention.head_at].text.islower():
            return []
        end = mention.start
        while end < mention.head_at and self._doc[end].lower_ in mention.proper and self._doc[end].ent_type_ != "ORG":
            end += 1
        return [(mention.start, end)] if end > mention.start else []

    def _described(self, span: Range) -> dict[str, Any]:
        text = self._doc[span[0] : span[1]].text
        place: dict[str, Any] = {"name": text, "admin1": None, "country": None, "lat": None, "lon": None}
        known = places.lookup(text, self._provinces) if self._in_north_korea else None
        if known is not None:
            return place | {"admin1": known.admin1, "country": known.country, "lat": known.lat, "lon": known.lon}
        region = places.region(text) or self._region_behind(span[1])
        if region is not None:
            place |= {"admin1": region[0], "country": region[1]}
        return place

    def _region_behind(self, end: int) -> tuple[str | None, str] | None:
        """The state or country after a place: "Kingsport, [Tenn.]", "Stanthorpe, in southern [Queensland]"."""
        i = end
        while i < min(len(self._doc), end + 5) and (self._doc[i].is_punct or not self._doc[i].text[0].isupper()):
            if self._doc[i].pos_ in ("VERB", "AUX") or self._doc[i].text in (".", ";"):
                return None
            i += 1
        for stop in range(min(len(self._doc), i + 3), i, -1):
            found = places.region(self._doc[i:stop].text)
            if found is not None:
                return found
        return None

    def operator(self, mentions: list[Mention]) -> str | None:
        """The company or body that the text says runs a facility."""
        for mention in mentions:
            found = self._owner(mention) or self._runs(mention)
            if found is not None:
                return found
        return None

    def _owner(self, mention: Mention) -> str | None:
        if mention.owner is not None:
            behind = mention.owner[0] >= mention.head_at
            return self._company(mention.owner, _NO_OWNER if behind else _NO_COMPANY)
        if mention.determiner not in POSSESSIVE_PRONOUNS:
            return None
        for token in self._doc[mention.head_at].ancestors:
            for child in token.children:
                if child.dep_ in ("nsubj", "nsubjpass") and child.i < mention.start and child.pos_ == "PROPN":
                    return self._company(_name_around(child), _NO_OWNER)
        return None

    def _runs(self, mention: Mention) -> str | None:
        head = self._doc[mention.head_at]
        for child in head.children:
            if child.dep_ in ("acl", "relcl") and child.lemma_ in _RUNS and child.tag_ == "VBN":
                agents = (
                    g for a in child.children if a.dep_ in ("agent", "prep") and a.lower_ == "by" for g in a.children
                )
                agent = next((g for g in agents if g.dep_ == "pobj"), None)
                return self._company(_name_around(agent)) if agent is not None else None
        if head.dep_ == "dobj" and head.head.lemma_ in _RUNS:
            subject = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
            return self._company(_name_around(subject)) if subject is not None else None
        return None

    def _company(self, span: Range, barred: frozenset[str] = _NO_COMPANY) -> str | None:
        tokens = self._doc[span[0] : span[1]]
        if not len(tokens) or not tokens[-1].text[0].isupper():
            return None
        if tokens[-1].ent_type_ in barred and tokens.text not in _known_companies():
            return None
        known = self._in_north_korea and places.lookup(tokens.text, self._provinces) is not None
        return None if known or places.region(tokens.text) is not None else tokens.text

    def programme(self, mentions: list[Mention]) -> str | None:
        """The programme that the text says a facility was built under."""
        for mention in mentions:
            for token in self._doc[mention.head_at].sent:
                if token.lower_ not in self._nouns or token.dep_ != "pobj" or token.head.lower_ not in _UNDER:
                    continue
                if any(t.lemma_ in _BUILT for t in (token.head.head, token.head.head.head)):
                    name = self._programme_name(token) or self._named_elsewhere(token)
                    if name is not None:
                        return name
        return None

    def _programme_name(self, noun: Token) -> str | None:
        start = noun.i
        while start > noun.sent.start and (_is_capital(self._doc[start - 1]) or self._doc[start - 1].text in HYPHENS):
            start -= 1
        return self._doc[start : noun.i + 1].text if start < noun.i and noun.text[0].isupper() else None

    def _named_elsewhere(self, noun: Token) -> str | None:
        if not any(c.lower_ in ("this", "the", "that") for c in noun.children):
            return None
        for token in reversed(self._doc[: noun.i]):
            if token.lower_ in self._nouns and token.text[0].isupper():
                name = self._programme_name(token)
                if name is not None:
                    return name
        return None


@cache
def _known_companies() -> frozenset[str]:
    """The names of ``lexicon/companies.toml``, whatever the entity recogniser takes them for."""
    return frozenset(phrase for entry in load("companies") for phrase in entry.phrases)


def programme_nouns(folder: str | None) -> frozenset[str]:
    """The nouns of ``lexicon/programmes.toml``."""
    return frozenset(phrase for entry in load("programmes", folder) for phrase in entry.phrases)


def _is_capital(token: Token) -> bool:
    return (token.text[0].isupper() and token.pos_ != "DET") or token.like_num or "×" in token.text


def _name_around(token: Token) -> Range:
    """The proper name that a token heads."""
    doc, start = token.doc, token.i
    while start > token.sent.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    return start, token.i + 1
