"""The facility that a text is about at a point: what was spoken of last, by its mentions and what a noun can mean."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from factorygap import labels, layers
from factorygap.per_doc import per_doc
from factorygap.pipes import clauses, layer, level_spans
from factorygap.pipes.level_topics import Topics

Place = tuple[int, int, str]
"""A mention: token offsets and the facility's id."""

_BACK = 10
"""Sentences to look back for the facility in focus."""
_BETWEEN = frozenset([",", "and", "&", "or", "the", "as", "well", "both", "its", "other"])
_ANY_PLANT = frozenset(
    "plant factory facility site works complex operation installation base mill combine enterprise".split()
)
_RUNNING = frozenset(["plant", "part"])
_OWNERS = frozenset(["its", "their", "company", "firm", "group"])
_POINTING = frozenset(["it", "its", "which", "that", "they", "both"])


def in_focus(span: Span, topics: Topics, noun: Token | None = None) -> str | None:
    """The facility spoken of last: before the span in its sentence, then in the sentences before it, subjects first.

    Where a ``noun`` stands for it ("the abattoir"), only one that can be called so; of an earlier sentence the plant
    rather than a part of it, unless the noun is "it" or names that part.
    """
    doc = span.doc
    sentence = span.sent
    fitting = _called(doc, noun, topics) if noun is not None else None
    here = [m for m in mentions_in(doc, sentence, fitting) if m[1] <= span.start]
    if here and noun is not None and noun.lower_ in _POINTING:
        nearest = here[::-1]
        return leading(doc, [m for m in nearest if not _only_locates(doc, m, nearest)] or nearest)
    if here:
        return leading(doc, here)
    points_back = span.sent[0].lower_ in ("there", "here")
    keeps_part = points_back or (noun is not None and (noun.lower_ in _POINTING or topics.kind(noun) == "part"))
    seen = 0
    while sentence.start > 0 and seen < _BACK:
        sentence = doc[sentence.start - 1].sent
        if len(sentence) < 2:
            continue
        seen += 1
        found = mentions_in(doc, sentence, fitting)
        if found:
            chosen = found[-1][2] if points_back else leading(doc, found)
            return chosen if keeps_part else whole(doc, chosen)
    title_end = level_spans.title_end(doc)
    if span.end > title_end or any(clauses.is_plural(t) and topics.kind(t) == "plant" for t in span.sent):
        return None
    return first_of_body(doc, title_end, topics)


def _only_locates(doc: Doc, mention: Place, others: list[Place]) -> bool:
    """Whether a mention says where another is: the refinery of "shut a crude unit at its Freeport refinery"."""
    head = doc[mention[0] : mention[1]].root
    if head.dep_ != "pobj":
        return False
    at = head.head.head
    roots = (doc[m[0] : m[1]].root for m in others if m != mention)
    return any(root == at or (root.dep_ == "dobj" and root.head == at) for root in roots)


def leading(doc: Doc, mentions: list[Place]) -> str:
    """Of a sentence's mentions the one that its subject holds, who only speaks last; else the first."""
    speaking = None
    for start, end, name in mentions:
        head = doc[start:end].root
        subject = head if head.dep_ in clauses.SUBJECTS else _holder(head)
        if subject.dep_ not in clauses.SUBJECTS or (subject != head and head.dep_ not in ("pobj", "poss")):
            continue
        if subject != head and _describes_another(subject, mentions):
            continue
        if not any(child.dep_ == "ccomp" for child in subject.head.children):
            return first_of_list(doc, doc[start], name)
        speaking = speaking or first_of_list(doc, doc[start], name)
    return speaking or mentions[0][2]


def _describes_another(noun: Token, mentions: list[Place]) -> bool:
    """ "At the Ba mill, the pride of the Lau complex, ...": what stands between commas tells of the mill."""
    start = noun.left_edge.i
    return start > 1 and noun.doc[start - 1].text == "," and any(m[1] == start - 1 for m in mentions)


def _holder(token: Token) -> Token:
    head: Token = token.head
    return head.head if head.dep_ == "prep" else head


def first_of_list(doc: Doc, token: Token, found: str) -> str:
    """Of facilities named in a row the first: one level is said of all, and the record's ``also`` holds the others."""
    mentions = sorted(mentions_in(doc, token.sent))
    at = next((i for i, m in enumerate(mentions) if m[0] <= token.i < m[1] and m[2] == found), None)
    while at and are_coordinated(doc, mentions[at - 1][1], mentions[at][0]):
        at -= 1
    return found if at is None else mentions[at][2]


def is_owned(doc: Doc, mention: Place) -> bool:
    """Whether a mention is "its mill", "their two mills" or "the company's mill"."""
    head = doc[mention[0] : mention[1]].root
    return any(child.dep_ == "poss" and child.lower_ in _OWNERS for child in head.children)


def last_list(span: Span, noun: Token) -> str | None:
    """The first of the plants named in a row last before "the two plants", in its sentence or one of those before."""
    doc = span.doc
    sentence = span.sent
    for _ in range(_BACK):
        found = [m for m in mentions_in(doc, sentence) if m[1] <= noun.i]
        for one, other in pairwise(found):
            if one[2] != other[2] and are_coordinated(doc, one[1], other[0]):
                return one[2]
        if sentence.start == 0:
            break
        sentence = doc[sentence.start - 1].sent
    return _of_two(noun)


def _of_two(noun: Token) -> str | None:
    """The first of two for "both refineries", where the text has just two that can be called so."""
    if not {"both", "two"} & {child.lower_ for child in noun.children}:
        return None
    facilities: list[layers.Facility] = layer(noun.doc, labels.FACILITIES)
    word = noun.lemma_.lower()
    called = [f["id"] for f in facilities if word in f["name"].lower().split() or f["type"] == word]
    return called[0] if len(called) == 2 else None


def first_of_body(doc: Doc, start: int, topics: Topics) -> str | None:
    return next((topics.mentions[i] for i in range(start, min(start + 80, len(doc))) if i in topics.mentions), None)


def whole(doc: Doc, chosen: str) -> str:
    """The plant that a unit is part of: an earlier sentence's unit is rarely what "output" alone means."""
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    return next((f["part_of"] for f in facilities if f["id"] == chosen and f["part_of"]), chosen)


def _called(doc: Doc, noun: Token, topics: Topics) -> frozenset[str] | None:
    """The ids of the facilities that a noun can stand for by their name or type; None if it fits all of them."""
    word = noun.lemma_.lower()
    kind = topics.kind(noun)
    if kind not in _RUNNING and word not in _ANY_PLANT:
        return None
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    plants = frozenset(f["id"] for f in facilities if f["type"] != "unit")
    if word in _ANY_PLANT:
        return plants or None
    fitting = frozenset(f["id"] for f in facilities if word in f["name"].lower() or f["type"] == word)
    return fitting or (plants or None if kind == "part" else fitting)


def mentions_in(doc: Doc, sentence: Span, only: frozenset[str] | None = None) -> list[Place]:
    """The mentions of facilities in a sentence, in its order: token offsets and id."""
    places = _places(doc)
    here = places[bisect_left(places, (sentence.start,)) : bisect_left(places, (sentence.end,))]
    return [mention for mention in here if only is None or mention[2] in only]


@per_doc(labels.FACILITIES)
def _places(doc: Doc) -> list[Place]:
    """All mentions of facilities, in the order of the text."""
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    return sorted((m["start"], m["end"], f["id"]) for f in facilities for m in f["mentions"])


def are_coordinated(doc: Doc, start: int, end: int) -> bool:
    between = [token.lower_ for token in doc[start:end]]
    return 0 < len(between) <= 4 and all(word in _BETWEEN for word in between)
