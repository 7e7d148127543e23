"""What a status phrase is said of: the words of its clause that must be a plant, a part of one, its work or sector."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from factorygap.lexicon import Entry
from factorygap.pipes import clauses, level_spans, level_uses
from factorygap.pipes.level_topics import FACILITY, NAME, STAND_IN, Topics

_DEFAULT_TOPICS = ("plant", "work", "sector")
_UNMISTAKABLE = 3
"""Words of a verb phrase that is known also where a tagger takes its verb for a noun: "ground to a halt"."""
_PERSONS = frozenset(["he", "she", "i", "who"])
_OF = frozenset(["of"])
_UNBUILT = frozenset(["new", "planned", "proposed", "future", "unfinished"])
"""Plants at which work is building work."""
_TIMES = frozenset(["DATE", "TIME"])
_ASIDES = frozenset(["aux", "auxpass", "advcl", "acl", "relcl"])
_LEFT = 10
_REACH = 8
"""Tokens after a phrase in which its plant may stand: "downed tools on Monday at the old tannery"."""


def is_about_work(span: Span, head: Token, entry: Entry, topics: Topics, nominal: bool, denied: bool) -> bool:
    """Whether the words that the entry's ``role`` asks for are topics of the kinds that it accepts."""
    role = entry["role"] or "undergoer"
    if role == "none":
        return True
    if role == "article" and topics.mentions:
        return all(topics.kind(whole) not in (None, "other") for whole in clauses.complements(head, _OF))
    if entry["without"] and any(m.lower_ in entry["without"] for m in clauses.modifiers(head)):
        return False
    if entry["objects"] == "goods" and not _makes_goods(head, topics):
        return False
    accepted = {*(entry["topics"] or _DEFAULT_TOPICS)}
    if "plant" in accepted or "sector" in accepted:
        accepted |= {FACILITY, STAND_IN, "part"}
    if entry["strong"] or denied:
        accepted |= {NAME, STAND_IN}
    tokens = list(clauses.spread(_of_noun(head) if nominal else _of_verb(head, role)))
    if span.end <= level_spans.title_end(span.doc) and (
        not tokens or head.dep_ == "compound" or level_uses.is_headline_verb(head)
    ):
        tokens = level_spans.headline_nouns(span)
    kinds = {topics.kind(token) for token in tokens if token != span.root}
    if "other" in kinds and not kinds & {FACILITY, "plant", "part"}:
        return False
    if "activity" in accepted and "activity" in kinds:
        places = [place for token in (*tokens, head) for place in clauses.complements(token)]
        if any(subject.lower_ in _PERSONS for subject in clauses.subjects(head)):
            return False
        wider = clauses.spread([*clauses.subjects(head), *places])
        if any(m.lower_ in _UNBUILT for place in places for m in clauses.modifiers(place)):
            return False
        named = any(topics.kind(place) == NAME for place in places)
        return named or bool(
            {topics.kind(token) for token in wider} & {FACILITY, "plant", "part", *(accepted & {NAME})}
        )
    if not kinds & accepted and not nominal and _follows_plant(span, tokens, topics, bool(entry["strong"])):
        return True
    misread = role == "subject" and len(span) >= _UNMISTAKABLE and _is_no_plant(span[0], topics)
    return bool(kinds & accepted) or ((entry["loose"] or misread) and _is_near(span, topics, after=not misread))


def _is_no_plant(noun: Token, topics: Topics) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and topics.kind(noun) is None


def _is_near(span: Span, topics: Topics, after: bool) -> bool:
    """Whether a plant stands before a phrase that the parser may have hung anywhere, or (``after``) right behind it."""
    doc = span.doc
    behind = doc[span.end : min(span.end + _REACH, span.sent.end)] if after else ()
    return any(topics.kind(token) in (FACILITY, "plant") for token in (*doc[span.sent.start : span.start], *behind))


def _of_verb(head: Token, role: str) -> list[Token]:
    if role == "subject":
        return _subjects(head)
    if role == "people":
        people = clauses.subjects(head)
        return [
            *people,
            *clauses.objects(head),
            *(place for token in (head, *people) for place in clauses.complements(token)),
        ]
    if role in ("any", "article"):
        objects = clauses.objects(head)
        places = [place for token in (head, *objects) for place in clauses.complements(token)]
        return [*clauses.subjects(head), *objects, *places]
    return [c for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VBG"] or clauses.undergoers(head)


def _follows_plant(span: Span, tokens: Sequence[Token], topics: Topics, strong: bool) -> bool:
    """Whether a plant stands right before a predicate whose subject the parser missed: "the mill next door, closed"."""
    doc, start = span.doc, span.start
    aside = start > 0 and doc[start - 1].text == "," and span.root.tag_ in ("VBN", "VBD")
    clausal = bool(tokens) and all(token.dep_.startswith("csubj") for token in tokens)
    if not (aside or clausal or (strong and not tokens)):
        return False
    for i in range(start - 1, max(start - _LEFT, span.sent.start) - 1, -1):
        if topics.kind(doc[i]) in (FACILITY, "plant", "part"):
            return True
        if aside and (doc[i].pos_ in ("VERB", "AUX") or (doc[i].text == "," and i < start - 1)):
            return False
        if doc[i].tag_ in ("VBD", "VBZ", "VBP") and doc[i].dep_ not in _ASIDES:
            return False
    return False


def _makes_goods(head: Token, topics: Topics) -> bool:
    made = clauses.objects(head)
    return any(o.i in topics.products for o in made) if topics.products else bool(made)


def _subjects(head: Token) -> list[Token]:
    """The subjects of a verb, with the whole of a part where it stands in front: "of the mills, all shut"."""
    found = clauses.subjects(head)
    fronted = clauses.complements(head, _OF) if any(s.pos_ in ("PRON", "NUM", "DET") for s in found) else []
    return [*found, *(noun for noun in fronted if noun.i < head.i)]


def _of_noun(noun: Token) -> list[Token]:
    """What an event noun is about: "closure of the mill", "mill closure", "its closure", "the mill faces closure"."""
    if any(part.ent_type_ in _TIMES for part in clauses.complements(noun, _OF)):
        return []
    whole = clauses.complements(noun, frozenset(["of", "to", "in"])) or clauses.complements(noun)
    whole = [part for part in whole if part.ent_type_ not in _TIMES]
    whole += [place for child in noun.children if child.dep_ == "acl" for place in clauses.complements(child)]
    beside = ("compound", "nmod") if clauses.complements(noun, _OF) else ("compound", "nmod", "poss")
    about = [*whole, *(m for m in clauses.modifiers(noun) if m.dep_ in beside)]
    verb = noun.head
    if not whole and noun.dep_ in ("dobj", "pobj", "nsubjpass", "attr") and verb.pos_ in ("VERB", "AUX", "ADP"):
        about += clauses.subjects(verb.head if verb.pos_ == "ADP" else verb)
    if noun.dep_ == "dobj":
        about += clauses.complements(verb, frozenset(["in", "of", "at"]))
    return about
