"""Where the name of a public body begins and ends: "Ministry" grows to "Ministry of Light Industry"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from factorygap.labels import ActorLevel
from factorygap.pipes.names import run_left, run_right

SCOPES: dict[str, ActorLevel] = {
    "national": "national", "federal": "national", "central": "national", "supreme": "national", "state": "national",
    "provincial": "provincial", "province": "provincial", "regional": "provincial", "prefectural": "provincial",
    "oblast": "provincial", "county": "county", "district": "county", "city": "city", "municipal": "city",
    "mayor": "city", "governor": "provincial", "town": "city", "township": "city", "village": "city",
    "municipality": "city",
}  # fmt: skip
"""Words in a name that tell the level of government."""
_LINKS = frozenset("of for on".split())
_RANKS = frozenset("joint deputy general national regional assistant acting senior".split())
_STAFF = frozenset(
    "secretary convenor convener organiser organizer officer official officials"
    " members leader spokesman spokeswoman".split()
)
_OFFICES = frozenset("president prime premier chancellor king queen".split())
_INSIDE = frozenset("and & - – the".split())


def names_a_thing(span: Span) -> bool:
    """ "Kim Il Sung Square": a thing named after a leader."""
    last = span[-1]
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return last.dep_ == "compound" and after is not None and after.is_title and last.head.i >= span.end


def is_name(doc: Doc, span: Span, start: int, end: int, bare: bool) -> bool:
    """As "Rural Roads Bureau", "Bureau of Roads", "Rural Roads department"; a bare "Teamsters" if the entry says so."""
    if bare:
        last = end + (end < len(doc) and doc[end].lower_ in _RANKS)
        owns = last < len(doc) and (doc[last].tag_ == "POS" or doc[last].lower_ in _STAFF)
        return (doc[span.start].is_title and (owns or not doc[span.start].is_sent_start)) or end - start > len(span)
    if start < span.start and (doc[span.start - 1].is_title or doc[span.start - 1].text in ("'", "’")):
        return doc[start:end][0].is_title or doc[start].lower_ in SCOPES
    return end > span.end and span[-1].is_title


def grown(span: Span) -> tuple[int, int]:
    """The match with the capitalised and scope words before it, and "of ..." behind it."""
    doc, start, end = span.doc, span.start, span.end
    sent = span.sent
    while start > sent.start:
        before = doc[start - 1]
        if before.text == "-" and start - 2 >= sent.start and doc[start - 2].is_title and not before.whitespace_:
            start -= 2
        elif before.is_title and before.pos_ in ("PROPN", "ADJ", "NOUN") and not before.is_sent_start:
            start -= 1
        elif before.text in ("'", "’") and start - 2 >= sent.start and doc[start - 2].is_title and doc[start].is_title:
            start -= 2
        elif (
            (before.lower_ in SCOPES and before.is_alpha)
            or (before.is_upper and before.is_alpha and before.pos_ == "PROPN" and len(before) > 1)
            or (before.dep_ == "compound" and before.head.i in range(start, end) and before.pos_ in ("NOUN", "PROPN"))
        ):
            start -= 1
        elif (
            before.text in ("&", "and", "-")
            and start - 2 >= sent.start
            and doc[start - 2].is_title
            and doc[start].is_title
            and (doc[start - 2].dep_ in ("compound", "nmod") or doc[start - 2].lower_.endswith("ers"))
        ):
            start -= 2
        else:
            break
    if span[-1].lower_ in _LINKS and end < sent.end:
        end = run_right(doc, end)
    if end + 1 < sent.end and doc[end].is_title and doc[end + 1].lower_ in _STAFF:
        end += 1
    while end < sent.end:
        token = doc[end]
        if _is_inner_apostrophe(doc, end, sent.end) and end > span.end:
            end += 2
        elif token.lower_ in _LINKS and end + 1 < sent.end:
            following = doc[end + 2] if doc[end + 1].lower_ == "the" and end + 2 < sent.end else doc[end + 1]
            if (
                not (following.is_title or following.is_upper)
                or not following.is_alpha
                or following.ent_type_ == "DATE"
                or following.lower_ in _OFFICES
            ):
                break
            end = following.i + 1
        elif token.is_title and token.pos_ in ("PROPN", "ADJ", "NOUN") and doc[end - 1].is_title and end > span.end:
            end += 1
        elif (
            token.lower_ in _INSIDE
            and end > span.end
            and end + 1 < sent.end
            and doc[end + 1].is_title
            and doc[end - 1].is_title
            and doc[end + 1].ent_type_ not in ("PERSON", "GPE")
        ):
            end += 2
        else:
            break
    return start, end


def _is_inner_apostrophe(doc: Doc, index: int, stop: int) -> bool:
    """As in "Regiment of the Workers' Guard"."""
    apostrophe = doc[index].text in ("'", "’", "'s", "’s")
    return apostrophe and index + 1 < stop and doc[index + 1].is_title and doc[index + 1].pos_ == "PROPN"


def bearer(head: Token, end: int) -> tuple[int, int] | None:
    """The name that a common noun for a body goes with: "the trade union Sol", "Sol, the weavers' union"."""
    doc = head.doc
    named = head.head.pos_ == "PROPN" or (head.head.is_sent_start and head.head.is_title)
    if head.dep_ == "appos" and named and head.head.ent_type_ not in ("GPE", "PERSON", "LOC"):
        name = head.head.i
        start = name if head.head.is_sent_start else run_left(doc, name)
        return (start, name + 1) if start <= name < head.i else None
    if head.is_lower and head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN" and head.i + 1 == end:
        stop = run_right(doc, end)
        if stop == head.head.i + 1 and head.head.ent_type_ not in ("PERSON", "GPE"):
            return end, stop
    return None
