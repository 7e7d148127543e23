"""What the words around a facility's noun call it: its town, its owner, a name beside it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from factorygap.pipes import place_phrases
from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.facility_lists import HAVING
from factorygap.pipes.facility_mention import SURROUNDED, Mention, is_proper, is_spot
from factorygap.pipes.noun_phrases import OWNED, POSSESSIVE, Range
from factorygap.pipes.place_phrases import COMPASS

CALLED = "called so"


def named(doc: Doc, mention: Mention) -> Mention:
    """The mention with what names it, where its own words do not."""
    behind = _name_behind(doc, mention)
    if behind is not None:
        return replace(mention, end=behind[1], proper=mention.proper | _lower(doc, behind), why=CALLED)
    beside = mention.place is None or mention.place == place_phrases.place_after(doc, mention.end)
    return _named_by_surroundings(doc, mention) if beside and not mention.named else mention


def where_it_is_built(doc: Doc, base: Mention) -> Range | None:
    """ "The smelter that it is building in [Kitimat]"."""
    for verb in doc[base.head_at].children if not base.plural else ():
        if verb.dep_ == "relcl" and verb.lemma_ in HAVING:
            for preposition in verb.children:
                if preposition.lower_ in ("in", "at") and preposition.i > verb.i and preposition.i + 1 < len(doc):
                    return place_phrases.place_at(doc, preposition.i + 1)
    return None


def _name_behind(doc: Doc, mention: Mention) -> Range | None:
    """The name in "the brewery Pivara", "Belfast shipyard Harland & Wolff"."""
    start = end = mention.end
    head = doc[mention.head_at]
    if (mention.head.weak and not mention.proper) or mention.number or not head.text.islower() or start >= len(doc):
        return None
    while end < len(doc) and (is_proper(doc[end]) or (doc[end].text == "&" and end > start)):
        end += 1
    last = doc[end - 1]
    if end == start or doc[start].is_sent_start or last.ent_type_ in ("PERSON", "DATE", "NORP"):
        return None
    beside = head.head == last or last.head == head
    return (start, end) if beside and last.pos_ == "PROPN" else None


def _named_by_surroundings(doc: Doc, mention: Mention) -> Mention:
    """What a place or owner names: "smelter at Murdo", "plant of Kestrel Foods", "Macleod's abattoir"."""
    place, owner = mention.place, mention.owner
    called = _called(doc, mention)
    if called is not None:
        mention = replace(mention, start=called[0], end=called[1], plain=frozenset())
        return replace(mention, proper=_lower(doc, called), why=CALLED)
    where = _where(doc, mention)
    if where is not None:
        return replace(mention, place=where, proper=_lower(doc, where), why=SURROUNDED)
    if place is not None:
        north = place[1] + 1 < len(doc) and doc[place[1]].text in POSSESSIVE and doc[place[1] + 1].lower_ in COMPASS
        proper = _lower(doc, place) if is_spot(doc, place) and not north else frozenset()
        if doc[mention.end].text == ",":  # "the mine, in Norseman"
            return replace(mention, proper=proper, why=SURROUNDED)
        return replace(mention, end=place[1] + 2 * north, proper=proper, why=SURROUNDED)
    if owner is None or not is_spot(doc, owner):
        return mention
    if owner[0] >= mention.end:
        return replace(mention, end=owner[1], proper=_lower(doc, owner), why=SURROUNDED)
    if all(t.text[0].isupper() or not t.is_alpha for t in doc[owner[0] : owner[1]]) and not mention.plain:
        return replace(mention, start=owner[0], proper=_lower(doc, owner), why=SURROUNDED)
    return mention


def _called(doc: Doc, mention: Mention) -> Range | None:
    """The name in "the older brewery, Sankt Erik, makes stout"."""
    start = end = mention.end + 1
    if mention.head.unit or mention.determiner not in OWNED | {"the"} or doc[mention.end : start].text != ",":
        return None
    while end < len(doc) and is_proper(doc[end]) and not doc[end].is_sent_start:
        end += 1
    beside = any(t.dep_ == "appos" and t.head.i == mention.head_at for t in doc[start:end])
    closed = end < len(doc) and doc[end].text in (",", "-", "–", "—", ".")
    return (start, end) if beside and closed and is_spot(doc, (start, end)) else None


def _where(doc: Doc, mention: Mention) -> Range | None:
    """ "the catch goes to [Akureyri], where the plant runs all night"."""
    where = mention.start - (mention.determiner is not None) - 1
    if mention.head.unit or mention.determiner not in OWNED | {"the"} or where < 2 or doc[where].lower_ != "where":
        return None
    start = where - 1
    while start > 1 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].text[0].isupper():
        start -= 1
    town = (start, where - 1)
    return town if doc[where - 1].text == "," and town[0] < town[1] and is_spot(doc, town) else None


def _lower(doc: Doc, span: Range) -> frozenset[str]:
    return frozenset(t.lower_ for t in doc[span[0] : span[1]] if t.is_alpha)


def owner_after(doc: Doc, end: int) -> Range | None:
    """ "the urea complex of [Kestrel Fertilizers]"."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    start = end + 1 + (doc[end + 1].lower_ == "the")
    i = start
    while i < len(doc) and (doc[i].pos_ == "PROPN" or doc[i].text in HYPHENS or doc[i].text == "&"):
        i += 1
    goes_on = i < len(doc) and (doc[i].text in POSSESSIVE or doc[i].pos_ == "NOUN" or doc[i].lower_ == "works")
    return (start, i) if i > start and not goes_on else None
