"""Companies in a Doc: by the word list, by their legal form, by what they own, and by speaking and acting."""

from __future__ import annotations

from typing import NamedTuple

from spacy.attrs import LOWER, ORTH, POS
from spacy.symbols import PROPN
from spacy.tokens import Doc, Token

from factorygap import labels, layers, lexicon
from factorygap.pipes import layer
from factorygap.pipes.company_names import after_legal, before_legal, full_name, is_inner, is_of_members
from factorygap.pipes.company_signs import ISSUED, candidates, is_plant
from factorygap.pipes.company_words import BARE, COMPANY_NOUNS, LEGAL, NO_COMPANIES, OWNED, PLANT_NOUNS
from factorygap.pipes.found import Found
from factorygap.pipes.scan import ids, tokens_with

_GROUNDS = frozenset("field oilfield oilfields fields basin valley district port region area".split())
_SETTLEMENTS = frozenset("village town city port municipality district county province suburb".split())
_MONTHS = frozenset("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
_STAFF = frozenset(
    "management board executives spokesman spokeswoman nobody someone official"
    " officials executive executives representative representatives".split()
)
_LEGAL_IDS = ids(LEGAL)


class Named(NamedTuple):
    start: int
    end: int
    why: str


class Companies:
    """Finds companies that act, speak or run something."""

    def __init__(self, folder: str | None) -> None:
        self._known: dict[str, list[tuple[str, ...]]] = {}
        for entry in lexicon.load("companies", folder):
            for phrase in entry.phrases:
                words = tuple(phrase.split())
                self._known.setdefault(words[0], []).append(words)
        for options in self._known.values():
            options.sort(key=len, reverse=True)
        self._first_words = ids(self._known)

    def named(self, doc: Doc) -> list[Named]:
        """Token ranges that the word list or a legal form shows to be companies, with the reason."""
        made: list[tuple[int, int, str]] = []
        for token in tokens_with(doc, LOWER, _LEGAL_IDS):
            if token.i and token.text[:1].isupper():
                start = before_legal(doc, token.i)
                if start < token.i and not all(t.text in BARE for t in doc[start : token.i]):
                    made.append((start, after_legal(doc, token.i + 1), "legal form"))
        for token in tokens_with(doc, ORTH, self._first_words):
            for words in self._known[token.text]:
                end = token.i + len(words)
                if tuple(t.text for t in doc[token.i : end]) == words:
                    if is_inner(doc, token.i, end) or is_of_members(doc, end):
                        break
                    made.append((token.i, full_name(doc, token.i, end), "known company"))
                    break
        return [Named(*item) for item in _joined(doc, _longest(made))]

    def find(self, doc: Doc, named: list[Named], taken: set[int], titles: dict[int, str]) -> list[Found]:
        """Mentions outside ``taken``; ``titles`` maps the tokens of personal titles to their kind."""
        plants = plant_tokens(doc)
        found: dict[int, Found] = {}
        sure = len(named)
        plant_words = _plant_words(doc)
        places = {t.text for ent in doc.ents if ent.label_ in ("GPE", "LOC") for t in ent} | towns_of(doc)
        for number, (start, end, why) in enumerate([*named, *candidates(doc, plants, titles)]):
            start, end = _trimmed(doc, start, end)
            span = range(start, end)
            if start >= end or taken.intersection(span) or any(index in found for index in span):
                continue
            if number >= sure and (doc[end - 1].lower_ in PLANT_NOUNS or _is_common(doc, start, end)):
                continue
            if number >= sure and end - start == 1 and (doc[start].text in places or _is_dateline(doc, start)):
                continue
            if why == "acts" and all(doc[index].text in plant_words for index in span):
                continue
            if all(index in plants for index in span) and not _runs(doc, start, end, plants):
                continue
            item = Found(start, end, end - 1, "company", why, generic=not _counts(doc, start, end, plants, titles))
            found.update(dict.fromkeys(span, item))
        return sorted(set(found.values()), key=lambda item: item.start)


def _longest(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda item: (item[0] - item[1], item[0])):
        if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
            kept.append(span)
    return sorted(kept)


def _joined(doc: Doc, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Two known names in one: "Rio Tinto Alcan"."""
    made: list[tuple[int, int, str]] = []
    for span in spans:
        if (
            made
            and made[-1][1] == span[0]
            and doc[span[0] - 1].dep_ == "compound"
            and doc[span[0] - 1].head.i < span[1]
        ):
            made[-1] = (made[-1][0], span[1], made[-1][2])
        else:
            made.append(span)
    return made


def _acts_in_relative(head: Token) -> bool:
    """ "Contradicting Eskom, which had said so"."""
    return any(
        clause.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ == "which" for c in clause.children)
        for clause in head.children
    )


def _is_common(doc: Doc, start: int, end: int) -> bool:
    """Names that are no companies whatever they do: newspapers, markets, products, events."""
    return doc[end - 1].lower_ in NO_COMPANIES


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start + 1 < end and doc[start].lower_ in COMPANY_NOUNS:
        start += 1
    while start < end and (
        doc[start].lower_ in ("the", "a", "an", "state")
        or doc[start].pos_ in ("DET", "ADV", "SCONJ", "CCONJ", "ADP", "PRON")
    ):
        start += 1
    return start, end


def plant_tokens(doc: Doc) -> set[int]:
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    return {
        index
        for item in facilities
        for m in item["mentions"]
        if m["kind"] != "pronoun"
        for index in range(m["start"], m["end"])
    }


def _is_dateline(doc: Doc, start: int) -> bool:
    """ "HAVANA, May 4 - "."""
    token = doc[start]
    after = doc[start + 1 : start + 3]
    return (
        token.is_upper
        and len(after) == 2
        and (after[0].text == "," and (after[1].ent_type_ == "DATE" or after[1].text[:3] in _MONTHS))
    )


def towns_of(doc: Doc) -> set[str]:
    """Y in "the village of Y", "the Y oil field"."""
    return {
        t.text
        for t in tokens_with(doc, POS, (PROPN,))
        if (t.dep_ == "pobj" and t.head.head.lower_ in _SETTLEMENTS)
        or (t.dep_ == "compound" and t.head.lower_ in _GROUNDS)
    }


def _plant_words(doc: Doc) -> set[str]:
    """The words of the facilities' names: a plant may go by its town ("Ohara built 400 cars a day")."""
    return {word for item in layer(doc, labels.FACILITIES) for word in item["name"].split() if item["operator"] != word}


def _runs(doc: Doc, start: int, end: int, plants: set[int]) -> bool:
    """Whether a name in a facility's words is its owner's: "Holt's kiln", "the Holt Co kiln", "the kiln of Holt"."""
    head = doc[start:end].root
    if head.dep_ == "poss":
        return is_plant(head.head, plants)
    if head.dep_ == "pobj":
        return head.head.lower_ in ("of", "at") and is_plant(head.head.head, plants)
    return doc[end - 1].lower_ in LEGAL and doc[end - 1].lower_ not in PLANT_NOUNS


def _counts(doc: Doc, start: int, end: int, plants: set[int], titles: dict[int, str]) -> bool:
    """Whether the company acts, speaks or runs something here, and is not merely named."""
    head = doc[start:end].root
    if end < len(doc) and doc[end].text == "<" and head.head.i in (end + 1, end + 2):
        head = head.head
    if head.dep_ == "oprd" and head.head.lemma_ in ("call", "name", "dub"):
        head = head.head.head
    if head.dep_ in ("nsubj", "nsubjpass", "csubj") or _acts_in_relative(head):
        return True
    if head.dep_ == "poss":
        return is_plant(head.head, plants) or head.head.i in titles or head.head.lower_ in OWNED
    if head.dep_ in ("compound", "nmod", "amod"):
        return (
            head.head.i in titles
            or is_plant(head.head, plants)
            or head.head.ent_type_ == "PERSON"
            or (end < len(doc) and (end in titles or is_plant(doc[end], plants)))
        )
    if head.dep_ == "pobj":
        link, governor = head.head, head.head.head
        if link.dep_ == "agent" or link.lower_ == "by":
            return True
        if link.lower_ in ("of", "for", "at", "from", "with"):
            return (
                governor.i in titles
                or governor.lower_ in _STAFF
                or is_plant(governor, plants)
                or governor.ent_type_ == "PERSON"
                or link.lower_ == "at"
                or (link.lower_ == "from" and governor.lower_ in ISSUED)
            )
        return link.lower_ == "to" and (
            governor.lemma_ in ("sell", "accord", "owe", "belong") or governor.lower_ == "according"
        )
    if head.dep_ == "conj":
        return _counts(doc, head.head.i, head.head.i + 1, plants, titles)
    if head.dep_ == "appos" and doc[end - 1].lower_ in LEGAL:
        return True
    if head.dep_ == "appos":
        return head.head.lower_ in COMPANY_NOUNS
    return head.dep_ == "ROOT" or (end < len(doc) and end in titles)
