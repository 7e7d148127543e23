"""Persons with a public or company title."""

from __future__ import annotations

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from factorygap import lexicon
from factorygap.labels import ActorCategory
from factorygap.phrases import Phrases
from factorygap.pipes.bodies import Found
from factorygap.pipes.companies import PLANT_NOUNS
from factorygap.pipes.names import HONORIFICS, is_name_word, run_left, run_right

_STOPS = frozenset([",", ".", ";", ":", "(", ")", '"', "“", "”"])
_ORGANISED = frozenset(
    [
        "union",
        "association",
        "regulator",
        "inspection",
        "ministry",
        "government",
        "local_government",
        "party",
        "military",
        "security",
        "prosecution",
        "international",
        "foreign",
        "state_media",
    ]
)
_COMPANY_WORDS = frozenset(
    [
        "company",
        "firm",
        "plant",
        "mill",
        "refinery",
        "mine",
        "factory",
        "smelter",
        "works",
        "group",
        "corporate",
        "steelworks",
        "complex",
    ]
)
_ELECTED = frozenset(
    ["secretary", "president", "chairman", "chairwoman", "organiser", "organizer", "treasurer", "convenor"]
)
_UNION_WORDS = frozenset(["union", "workers", "labour", "labor", "mineworkers", "steelworkers"])


class Titles:
    """Finds personal titles by the word list ``titles``."""

    def __init__(self, vocab: Vocab, folder: str | None) -> None:
        self._phrases: Phrases[lexicon.Entry] = Phrases(
            vocab, [(phrase, entry) for entry in lexicon.load("titles", folder) for phrase in entry.phrases]
        )

    def find(self, doc: Doc) -> list[tuple[Span, lexicon.Entry]]:
        """The longest titles, none over another."""
        kept: list[tuple[Span, lexicon.Entry]] = []
        taken: set[int] = set()
        for span, entry in sorted(self._phrases.find(doc), key=lambda match: (-len(match[0]), -match[0].start)):
            if not taken.intersection(range(span.start, span.end)) and span.root.pos_ in ("NOUN", "PROPN", "ADJ"):
                taken.update(range(span.start, span.end))
                kept.append((span, entry))
        return sorted(kept, key=lambda match: match[0].start)


def find(
    doc: Doc, titles: list[tuple[Span, lexicon.Entry]], bodies: list[Found], countries: dict[int, str]
) -> tuple[list[Found], set[int]]:
    """Persons whose title or body makes them official, and the tokens of the titles that belong to a name."""
    at = {index: body for body in bodies for index in range(body.start, body.end)}
    found: dict[int, Found] = {}
    used: set[int] = set()
    for span, entry in titles:
        name = _name_at(doc, span)
        if name is None and _holds_office(span, entry) and not any(t.i in at for t in span):
            category = _category(doc, span, entry, (span.end, span.end), at, countries)
            if category is not None:
                found[span.start] = Found(
                    span.start, span.end, span.root.i, category, f"office {entry.id}", generic=True, person=True
                )
        if name is None or doc[name[1] - 1].lower_ in PLANT_NOUNS:
            continue
        used.update(range(span.start, span.end))
        if any(
            index in at and (at[index].person or not (at[index].generic or at[index].why == "acts"))
            for index in range(*name)
        ):
            continue
        if entry["category"] == "none":
            continue
        category = _category(doc, span, entry, name, at, countries)
        if category is not None and name[0] not in found:
            found[name[0]] = Found(
                name[0], name[1], name[1] - 1, category, f"title {entry.id}", title=span.text, person=True
            )
    for ent in doc.ents:
        if ent.label_ == "PERSON" and len(ent) > 1 and not any(t.i in at for t in ent):
            body = None if _is_outsider(doc, ent) else _affiliation(doc, ent, at)
            if body is not None and not any(s in found for s in range(ent.start, ent.end)):
                category = "management" if body.category == "company" else body.category
                found[ent.start] = Found(ent.start, ent.end, ent.end - 1, category, "person from a body", person=True)
    return sorted(found.values(), key=lambda item: item.start), used


def _holds_office(span: Span, entry: lexicon.Entry) -> bool:
    """ "The chief engineer was questioned": one office-holder without a name. "A director", "officials" are not one."""
    head = span.root
    if entry["category"] in ("none", "body", "president") or (len(span) == 1 and entry["category"] == "executive"):
        return False
    if head.tag_ not in ("NN", "NNP") or head.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "appos"):
        return False
    if head.dep_ == "pobj" and head.head.dep_ != "agent" and head.head.lower_ != "by":
        return False
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ == "the") for c in head.children)


def _name_at(doc: Doc, span: Span) -> tuple[int, int] | None:
    """The name that a title belongs to: behind it, or across a comma on either side."""
    end = span.end
    if end < len(doc) and doc[end].lower_ in HONORIFICS:
        end += 1
    if end < len(doc) and is_name_word(doc[end]) and doc[end].pos_ == "PROPN":
        return end, run_right(doc, end, 4)
    head = span.root
    if head.dep_ == "appos" and head.head.pos_ == "PROPN" and head.head.i < span.start:
        return _whole(doc, head.head.i)
    for child in head.children:
        if (
            child.dep_ == "appos"
            and child.pos_ == "PROPN"
            and child.i > head.i
            and child.ent_type_ not in ("GPE", "ORG")
        ):
            return _whole(doc, child.i)
    start = head.left_edge.i
    if (
        start > 1
        and doc[start - 1].text == ","
        and doc[start - 2].pos_ == "PROPN"
        and doc[start - 2].ent_type_ == "PERSON"
    ):
        return _whole(doc, start - 2)
    return _after_phrase(doc, span)


def _is_outsider(doc: Doc, ent: Span) -> bool:
    """ "Analyst Ann Lee of Holt Steel Research": a common noun before the name that is no title."""
    return ent.start > 0 and doc[ent.start - 1].pos_ == "NOUN"


def _after_phrase(doc: Doc, span: Span) -> tuple[int, int] | None:
    """Y in "the chairman of the weavers' union, Y, said": across the comma that ends the title's phrase."""
    for index in range(span.end, min(len(doc), span.end + 12)):
        token = doc[index]
        if token.pos_ in ("VERB", "AUX", "PUNCT") and token.text not in (",", "'", "’"):
            return None
        if token.text == ",":
            start = index + 1 + (index + 1 < len(doc) and doc[index + 1].lower_ in HONORIFICS)
            if start >= len(doc) or doc[start].ent_type_ != "PERSON":
                return None
            end = run_right(doc, start, 4)
            return (start, end) if end > start and doc[min(end, len(doc) - 1)].text in (",", ".") else None
    return None


def _whole(doc: Doc, index: int) -> tuple[int, int] | None:
    start, end = run_left(doc, index, 4), run_right(doc, index, 4)
    return (start, end) if start < end else None


def _category(
    doc: Doc, span: Span, entry: lexicon.Entry, name: tuple[int, int], at: dict[int, Found], countries: dict[int, str]
) -> ActorCategory | None:
    kind = entry["category"]
    if kind not in ("body", "executive", "president"):
        return kind  # type: ignore[no-any-return]
    body, words = _body_of(doc, span, name, at)
    if body is not None and body.category in _ORGANISED:
        return body.category
    if body is not None and body.category == "company":
        return "company" if entry.id == "spokesperson" else "management"
    if words & _UNION_WORDS and not words & _COMPANY_WORDS:
        return "union"
    if body is None and entry.id == "executive" and span.root.lower_ in _ELECTED:
        owner = _owner_before(doc, span.start, at)
        if owner is not None and owner.category in ("union", "association"):
            return owner.category
    if words & _COMPANY_WORDS:
        return "company" if entry.id == "spokesperson" else "management"
    if kind == "president":
        before = doc[span.start - 1] if span.start else None
        of_firm = before is not None and before.pos_ == "PROPN" and before.i not in countries
        return "leader" if name[0] >= span.end and span.text[0].isupper() and not of_firm else "management"
    return entry["default"]  # type: ignore[no-any-return]


def _body_of(doc: Doc, span: Span, name: tuple[int, int], at: dict[int, Found]) -> tuple[Found | None, set[str]]:
    """The body that the words around a title name, and those words."""
    words: set[str] = set()
    index = span.start - 1
    while (
        index >= max(0, span.start - 7)
        and doc[index].text not in _STOPS
        and doc[index].pos_ not in ("DET", "VERB", "AUX")
    ):
        if index in at and not at[index].person:
            return at[index], words
        words.add(doc[index].lower_)
        if doc[index].lower_ in ("its", "their"):
            return _owner_before(doc, index, at), words
        index -= 1
    for index in range(span.end, name[0]):
        if index in at and not at[index].person:
            return at[index], words
        words.add(doc[index].lower_)
    index = name[1] if name[0] >= span.end else span.end
    last = min(len(doc), index + 12)
    if (
        index < last
        and doc[index].text == ","
        and name[0] >= span.end
        and index + 1 < last
        and doc[index + 1].lower_ in ("of", "from")
    ):
        index += 1
    while index < last and doc[index].text not in _STOPS and doc[index].pos_ not in ("VERB", "AUX", "SCONJ"):
        if index in at and not at[index].person:
            return at[index], words
        words.add(doc[index].lower_)
        index += 1
    return None, words


def _owner_before(doc: Doc, index: int, at: dict[int, Found]) -> Found | None:
    """The body that "its chairman" belongs to: the last one that was a subject."""
    for back in range(index - 1, max(-1, index - 60), -1):
        if back in at and not at[back].person and doc[back].dep_ in ("nsubj", "nsubjpass"):
            return at[back]
    return None


def _affiliation(doc: Doc, ent: Span, at: dict[int, Found]) -> Found | None:
    """ "Ana Ruiz from the Weavers Union", "Jon Dahl, of the oil workers' federation"."""
    index = ent.end
    if index < len(doc) and doc[index].text == ",":
        index += 1
    if index >= len(doc) or doc[index].lower_ not in ("of", "from", "at", "with"):
        return None
    for token in doc[index + 1 : index + 5]:
        if token.i in at and not at[token.i].person:
            return at[token.i]
        if token.text in _STOPS or token.pos_ in ("VERB", "AUX"):
            return None
    return None
