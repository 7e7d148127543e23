"""Persons with a public or company title."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from factorygap import lexicon
from factorygap.pipes.company_words import PLANT_NOUNS, TRADES
from factorygap.pipes.found import Found
from factorygap.pipes.names import HONORIFICS, is_name_word, run_left, run_right
from factorygap.pipes.people_bodies import affiliation, category_of

REACH = 12
"""Tokens behind a title within which the name may follow."""


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
            category = category_of(doc, span, entry, (span.end, span.end), at, countries)
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
        category = category_of(doc, span, entry, name, at, countries)
        if category is not None and name[0] not in found:
            found[name[0]] = Found(
                name[0], name[1], name[1] - 1, category, f"title {entry.id}", title=span.text, person=True
            )
    for ent in doc.ents:
        if ent.label_ == "PERSON" and not any(t.i in at for t in ent):
            body = _owner(doc, ent, at)
            if body is None and len(ent) > 1 and not _is_outsider(doc, ent):
                body = affiliation(doc, ent, at)
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
    if head.dep_ == "attr" and head.head.lemma_ == "be":
        subject = next((c for c in head.head.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)
        if subject is not None and subject.ent_type_ in ("PERSON", ""):
            return _whole(doc, subject.i)
    start = head.left_edge.i
    if (
        start > 1
        and doc[start - 1].text == ","
        and doc[start - 2].pos_ == "PROPN"
        and doc[start - 2].ent_type_ == "PERSON"
    ):
        return _whole(doc, start - 2)
    return _after_phrase(doc, span)


def _owner(doc: Doc, ent: Span, at: dict[int, Found]) -> Found | None:
    """The body in "Solidarity's Jan Kos said"."""
    owner = at.get(ent.start - 2) if ent.start > 1 and doc[ent.start - 1].tag_ == "POS" else None
    return owner if owner is not None and not owner.person and ent.root.dep_ in ("nsubj", "pobj") else None


def _is_outsider(doc: Doc, ent: Span) -> bool:
    """ "Analyst Ann Lee of Holt Steel Research": a common noun before the name that is no title."""
    return ent.start > 0 and doc[ent.start - 1].pos_ == "NOUN"


def _after_phrase(doc: Doc, span: Span) -> tuple[int, int] | None:
    """Y in "the chairman of the weavers' union, Y, said": across the comma that ends the title's phrase."""
    for index in range(span.end, min(len(doc), span.end + REACH)):
        token = doc[index]
        if token.lower_ in PLANT_NOUNS:
            continue
        if token.pos_ in ("VERB", "AUX", "PUNCT") and token.text not in (",", "'", "’"):
            return None
        if token.text == ",":
            honoured = index + 1 < len(doc) and doc[index + 1].lower_ in HONORIFICS
            start = index + 1 + honoured
            if start >= len(doc) or doc[start].ent_type_ not in ("PERSON", "ORG", "") or doc[start].pos_ != "PROPN":
                return None
            if not honoured and doc[start].ent_type_ != "PERSON" and _honoured_later(doc, start, span.end + REACH):
                continue
            end = run_right(doc, start, 4)
            long_enough = (
                honoured or doc[start].ent_type_ == "PERSON" or (end - start > 1 and doc[end - 1].lower_ not in TRADES)
            )
            return (start, end) if long_enough and doc[min(end, len(doc) - 1)].text in (",", ".", ":") else None
    return None


def _honoured_later(doc: Doc, start: int, stop: int) -> bool:
    """ "Minister for Trade, Mines and Power, Ms Roe": whether the name comes behind a later comma."""
    pairs = zip(doc[start:stop], doc[start + 1 : stop + 1], strict=False)
    return any(comma.text == "," and title.lower_ in HONORIFICS for comma, title in pairs)


def _whole(doc: Doc, index: int) -> tuple[int, int] | None:
    start, end = run_left(doc, index, 4), run_right(doc, index, 4)
    return (start, end) if start < end else None
