"""Which kind of voice the words that name a source stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.labels import SIDE_OF_VOICE, VoiceKind
from factorygap.pipes import tokens_in
from factorygap.pipes.company_names import is_titled_the
from factorygap.pipes.company_signs import is_coined
from factorygap.pipes.company_words import PLANT_NOUNS
from factorygap.pipes.names import HONORIFICS
from factorygap.pipes.source_texts import (
    KIND_OF_CATEGORY,
    behind,
    follows_state_media,
    is_monitored,
    maker,
    named_before,
)
from factorygap.pipes.source_words import (
    BODIES,
    COMMUNITY,
    DATA,
    HIDDEN,
    INSIDE,
    MEDIA,
    OFFICIAL_MARKS,
    PAST,
    PERSON_NOUNS,
    PLURALS,
    RESEARCH_NAMES,
)
from factorygap.pipes.subjects import noun_phrase

GROUND = frozenset(kind for kind, side in SIDE_OF_VOICE.items() if side == "ground")
INSIDERS = frozenset("anonymous_source resident worker".split())
_CHIEFS = frozenset("leader leaders chief chiefs secretary elder elders".split())
_ORDINARY = frozenset("some many most ordinary few other several young poor older".split())
EYES = INSIDERS | {"analyst", "report", "inspector"}
OUTSIDERS = frozenset("analyst report resident anonymous_source".split())


class Kinds:
    """Classifies the sources of one Doc by the nouns of the lexicon, the official actors and the syntax around them.

    ``owner`` tells whom "its" and "their" mean.
    """

    def __init__(
        self,
        doc: Doc,
        nouns: Mapping[int, VoiceKind],
        guessed: Mapping[int, VoiceKind],
        owner: Callable[[Token], layers.Speaker | None],
    ) -> None:
        self._doc = doc
        self.nouns = nouns
        self.guessed = guessed
        self.actors: dict[int, layers.Actor] = tokens_in(doc, labels.ACTORS)
        self._plants = tokens_in(doc, labels.FACILITIES).keys()
        self.owner = owner

    def of(self, head: Token, takes: str = "") -> tuple[VoiceKind | None, str | None]:
        noun = None if head.is_title and is_joined(head) else self.kind_of_noun(head)
        actor = self.actors.get(head.i) or self._in_name(head)
        named = next((c for c in head.children if c.dep_ == "appos" and c.i in self.actors), None)
        if named is not None and noun not in GROUND:
            actor = self.actors[named.i]
            return KIND_OF_CATEGORY[actor["category"]], actor["id"]
        if actor is not None and actor["category"] == "state_media":
            return "state_media", actor["id"]
        label = self._label(head)
        if label in OUTSIDERS and (actor is None or actor["category"] == "company"):
            return label, None
        if head.lower_ in MEDIA and (is_monitored(head) or follows_state_media(self, head)):
            return "state_media", None
        if head.lower_ in DATA or (noun == "report" and head.pos_ != "PROPN"):
            return behind(self, head) or named_before(self, head) or (noun or "report", None)
        if noun == "analyst" and any(c.dep_ == "compound" and c.lower_ in OFFICIAL_MARKS for c in head.children):
            return "official", None
        if noun in GROUND and not actor:
            return noun, None
        if actor is not None:
            return ("worker" if noun == "worker" else KIND_OF_CATEGORY[actor["category"]]), actor["id"]
        if noun is not None:
            return self._official(head, noun)
        if head.pos_ == "PRON":
            return None, None
        if head.i in self._plants or head.lower_ in PLANT_NOUNS:
            return "management", None
        if head.pos_ in ("PROPN", "X") or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
            return self._named(head)
        written = behind(self, head) or maker(self, head)
        if written is not None:
            return written
        if label is not None:
            return label, None
        return ("report", None) if takes in ("speech", "source") and is_plural(head) else (None, None)

    def _in_name(self, head: Token) -> layers.Actor | None:
        """The company whose name goes on to ``head``: "Boliden" in "Boliden Zinc"."""
        found = (self.actors.get(c.i) for c in head.children if c.dep_ == "compound" and head.pos_ == "PROPN")
        return next((actor for actor in found if actor is not None and actor["category"] == "company"), None)

    def kind_of_noun(self, head: Token) -> VoiceKind | None:
        """By the word list, else by an ending that persons have."""
        return self.nouns.get(head.i) or self.guessed.get(head.i)

    def _label(self, head: Token) -> VoiceKind | None:
        """What a name is said to be: "Solidor, a metals consultancy,"."""
        return next((self.nouns[c.i] for c in head.children if c.dep_ == "appos" and c.i in self.nouns), None)

    def _official(self, head: Token, noun: VoiceKind) -> tuple[VoiceKind, str | None]:
        """Spokesmen and officials speak for the body that their noun phrase names."""
        start, end = noun_phrase(head)
        for child in head.children:
            if child.dep_ in ("poss", "compound") and self.nouns.get(child.i) in ("resident", "worker", "analyst"):
                return self.nouns[child.i], None
        for index in range(start, end):
            actor = self.actors.get(index)
            if actor is not None and index != head.i:
                kind = KIND_OF_CATEGORY[actor["category"]]
                return (kind if noun in ("company", "official") or kind in GROUND else noun), actor["id"]
        return noun, None

    def _named(self, head: Token) -> tuple[VoiceKind | None, str | None]:
        before = head.left_edge.i - 1
        if before >= 0 and before in self.nouns and self._doc[before].pos_ == "NOUN":
            return self.unnamed(self._doc[before], self.nouns[before]), None
        for child in head.children:
            if child.dep_ in ("appos", "compound", "nmod", "amod") and child.i in self.nouns:
                return self.unnamed(child, self.nouns[child.i]), None
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "at", "with"):
                for inner in child.children:
                    if inner.dep_ == "pobj" and (inner.i in self.actors or inner.i in self.nouns):
                        return self.of(inner)
        if head.dep_ == "appos" and head.head.i in self.nouns:
            return self.of(head.head)
        if self._doc[head.left_edge.i].lower_ in HONORIFICS:
            return "resident", None
        if is_titled_the(head):
            return "report", None
        if is_coined(head) and not any(c.dep_ == "compound" for c in head.children):
            return "company", None
        if head.ent_type_ == "PERSON":
            return "resident", None
        if head.tag_ == "NNPS" and any(c.lower_ in _ORDINARY for c in head.children):
            return "resident", None
        if head.ent_type_ in ("GPE", "NORP", "LOC"):
            return "official", None
        return ("analyst" if head.lower_ in RESEARCH_NAMES else "company"), None

    def unnamed(self, head: Token, kind: VoiceKind) -> VoiceKind:
        """Whoever speaks under cover, or no longer holds office, speaks for no office."""
        if kind == "resident" and any(t.lower_ in INSIDE for t in head.subtree):
            return "anonymous_source"
        if kind == "official" and not COMMUNITY.isdisjoint(t.lower_ for t in head.subtree) and head.lower_ in _CHIEFS:
            return "resident"
        if kind not in ("official", "management", "company") or head.ent_type_ == "PERSON":
            return kind
        words = {t.lower_ for t in head.subtree}
        if any(t.lower_ in PAST for t in self._doc[head.left_edge.i : head.i]) or words & HIDDEN:
            return "anonymous_source"
        if words & {"named", "identified", "name"} and words & {"not", "declined", "refused"}:
            return "anonymous_source"
        sentence = head.sent
        if "anonymity" in {t.lower_ for t in sentence} and head.dep_ in ("nsubj", "pobj"):
            return "anonymous_source"
        return kind

    def is_person(self, head: Token, kind: VoiceKind) -> bool:
        if head.i in self._plants or head.lower_ in BODIES:
            return False
        if any(c.dep_ == "compound" and self.nouns.get(c.i) in INSIDERS for c in head.children):
            return True
        if kind == "management" and head.pos_ == "PROPN":
            return True
        if head.ent_type_ == "PERSON" or kind in INSIDERS or kind in ("analyst", "management"):
            return head.ent_type_ != "ORG"
        return head.lower_.endswith(PERSON_NOUNS)


def is_joined(head: Token) -> bool:
    """ "Oakes & Dray Papers": a firm's name and no paper."""
    return any(child.text == "&" for child in head.subtree)


def is_plural(head: Token) -> bool:
    plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in PLURALS
    return plural or any(c.dep_ == "conj" and c.i < head.i + 6 for c in head.children)
