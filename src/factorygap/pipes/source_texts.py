"""Whose words a text or a medium gives: "figures from the ministry", "its filing", "the letter", "the bulletin"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from factorygap.labels import VoiceKind
from factorygap.pipes.source_words import MAKING

if TYPE_CHECKING:
    from factorygap.pipes.source_kinds import Kinds

KIND_OF_CATEGORY: dict[str, VoiceKind] = {
    "leader": "official", "party": "official", "government": "official", "ministry": "official",
    "local_government": "official", "prosecution": "official", "security": "official", "military": "official",
    "inspection": "inspector", "regulator": "inspector", "state_media": "state_media", "company": "company",
    "management": "management", "union": "worker", "association": "official", "foreign": "analyst",
    "international": "analyst",
}  # fmt: skip
_LATELY = 80
"""Tokens back within which a text may have been introduced."""
_OWN_WORDS = frozenset("website report filing statement announcement prospectus accounts".split())


def is_monitored(head: Token) -> bool:
    """ "The bulletin, monitored in Seoul,": only state media are."""
    return any(c.lemma_ == "monitor" and c.tag_ == "VBN" for c in head.children)


def follows_state_media(kinds: Kinds, head: Token) -> bool:
    """ "Trud, the organ of the unions,"."""
    doc = head.doc
    before = head.left_edge.i - 2
    actor = kinds.actors.get(before) if before >= 0 and doc[before + 1].text == "," else None
    return actor is not None and actor["category"] == "state_media"


def behind(kinds: Kinds, head: Token) -> tuple[VoiceKind, str | None] | None:
    """The body behind data: "figures from the ministry", "the company's filing", "official data"."""
    for child in head.children:
        if child.dep_ in ("poss", "compound", "nmod"):
            kind, actor = kinds.of(child) if child.pos_ in ("NOUN", "PROPN") else (None, None)
            if (actor or kinds.nouns.get(child.i)) and kind is not None:
                return kind, actor
            if child.lower_ in ("its", "their") and child.dep_ == "poss":
                meant = kinds.owner(child)
                if meant is not None:
                    return meant["kind"], meant["actor"]
                if head.lower_ in _OWN_WORDS:
                    return "company", None
        if child.dep_ == "amod" and child.lower_ in ("official", "government", "state", "ministerial"):
            return "official", None
        if child.dep_ == "acl" and child.tag_ == "VBN" and (made := behind(kinds, child)) is not None:
            return made
        if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "from", "by"):
            for inner in child.children:
                known = kinds.nouns.get(inner.i) or inner.i in kinds.actors
                if inner.dep_ == "pobj" and (known or inner.ent_type_ in ("ORG", "PERSON")):
                    kind, actor = kinds.of(inner)
                    if kind is not None:
                        return kind, actor
    return None


def named_before(kinds: Kinds, head: Token) -> tuple[VoiceKind, str | None] | None:
    """Who wrote "the letter" that an earlier sentence tells of: "the union, in a letter to the minister, said"."""
    doc = head.doc
    if not any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in head.children):
        return None
    for token in reversed(doc[max(0, head.i - _LATELY) : head.i]):
        if token.lower_ == head.lower_ and token.pos_ == "NOUN":
            return behind(kinds, token) or maker(kinds, token) or _writer(kinds, token)
    return None


def _writer(kinds: Kinds, letter: Token) -> tuple[VoiceKind, str | None] | None:
    """X in "in a letter X said"."""
    link = letter.head
    above = link.head if letter.dep_ == "pobj" and link.lower_ == "in" else None
    actor = kinds.actors.get(above.i) if above is not None else None
    if above is not None and actor is None:
        subject = next((c for c in above.children if c.dep_ == "nsubj"), None)
        actor = kinds.actors.get(subject.i) if subject is not None else None
    return (KIND_OF_CATEGORY[actor["category"]], actor["id"]) if actor is not None else None


def maker(kinds: Kinds, head: Token) -> tuple[VoiceKind, str | None] | None:
    """Who made a text or film that speaks: "the daily carried an article that spoke of record yields"."""
    if head.dep_ != "dobj" or head.head.lemma_ not in MAKING:
        return None
    subject = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
    actor = kinds.actors.get(subject.i) if subject is not None else None
    return (KIND_OF_CATEGORY[actor["category"]], actor["id"]) if actor is not None else None
