"""Whom a pronoun, a surname, "the source" or "the paper" means: one of those who have spoken or been named before."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from factorygap import layers
from factorygap.labels import SIDE_OF_VOICE, VoiceKind
from factorygap.pipes.scan import sentence_starts
from factorygap.pipes.source_kinds import GROUND, Kinds, is_plural
from factorygap.pipes.source_texts import KIND_OF_CATEGORY
from factorygap.pipes.source_words import ISSUED, MEDIA
from factorygap.pipes.subjects import SUBJECTS, noun_phrase

SINGULAR = frozenset("he she him her his".split())
REACH = 8
"""How many sentences back a pronoun or "the source" may look for its speaker."""
SIGHT = 120
"""How many tokens back somebody who has not spoken may have been introduced."""


@dataclass
class Heard:
    """Someone who has spoken or may be meant by the next pronoun."""

    speaker: layers.Speaker
    word: str
    at: int
    person: bool
    plural: bool


class Referents:
    """Those who may be meant in one Doc, in the order of the text."""

    def __init__(self, doc: Doc, nouns: dict[int, VoiceKind], guessed: dict[int, VoiceKind]) -> None:
        self.kinds = Kinds(doc, nouns, guessed, self._owner)
        self.nouns = nouns
        self.actors = self.kinds.actors
        self._doc = doc
        self._heard: list[Heard] = []
        self._names: dict[str, Heard] = {}
        self._sentence_starts = sentence_starts(doc)

    def add(self, head: Token, meant: Heard) -> None:
        """Keep who has just spoken, named by ``head``."""
        self._heard.append(replace(meant, at=head.i))
        self._remember(head, meant)

    def meant(self, head: Token) -> Heard | None:
        """The earlier speaker whom a pronoun, "the source" or a surname stands for."""
        low = head.lower_
        bracketed = self._in_brackets(head) if head.pos_ == "PRON" else None
        if bracketed is not None:
            return bracketed
        if low in SINGULAR:
            return self._nearest(head, person=True, plural=False)
        if low in ("they", "them", "their", "both", "neither"):
            return self._nearest(head, person=True, plural=True) or self._nearest(head, person=False, plural=None)
        if low in ("it", "its"):
            return self._nearest(head, person=False, plural=False) or self._issuer(head)
        if head.pos_ == "PROPN":
            return self._names.get(head.text) if head.i not in self.actors else None
        if any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in head.children):
            if any(c.dep_ in ("prep", "compound", "poss", "relcl", "appos") for c in head.children):
                return None
            word = head.lemma_.lower()
            same = next((item for item in reversed(self._heard) if item.word == word), None)
            return same or (self._medium(head) if word in MEDIA else self._introduced(head))
        return None

    def _sentence(self, index: int) -> int:
        return bisect_right(self._sentence_starts, index)

    def _remember(self, head: Token, meant: Heard) -> None:
        """Under the surname, and a person's first word too: in East Asia it is the surname that comes first."""
        if head.pos_ == "PROPN":
            self._names[head.text] = meant
            if meant.person:
                for child in head.children:
                    if child.dep_ == "compound" and child.pos_ == "PROPN" and child.i not in self.nouns:
                        self._names.setdefault(child.text, meant)

    def _issuer(self, pronoun: Token) -> Heard | None:
        """A company that "it" must be: "it said in a filing"."""
        links = [c for c in pronoun.head.children if c.dep_ == "prep" and c.lower_ == "in"]
        if any(inner.lower_ in ISSUED for link in links for inner in link.children):
            return Heard(speaker_of_kind("company", None, None), "it", pronoun.i, False, False)
        return None

    def _introduced(self, head: Token) -> Heard | None:
        """Whom "the spokesman" means that has not spoken yet: "a spokesman for the ministry, X, came out"."""
        for index in range(head.i - 1, max(-1, head.i - SIGHT), -1):
            token = self._doc[index]
            if token.lower_ == head.lower_ and token.dep_ in SUBJECTS and index in self.nouns:
                kind, actor = self.kinds.of(token)
                start, end = noun_phrase(token)
                if kind is None or end - start < 3:
                    return None
                speaker = speaker_of_kind(self.kinds.unnamed(token, kind), self._doc[start:end].text, actor)
                return Heard(speaker, token.lemma_.lower(), index, self.kinds.is_person(token, kind), is_plural(token))
        return None

    def _in_brackets(self, pronoun: Token) -> Heard | None:
        """Whom an editor's note tells a pronoun to mean: "he (Osei) claimed"."""
        doc, index = self._doc, pronoun.i + 1
        if index + 1 >= len(doc) or doc[index].text not in ("(", "[") or doc[index + 1].pos_ != "PROPN":
            return None
        name = doc[index + 1].text
        if name in self._names:
            return self._names[name]
        earlier = (t for t in doc[: pronoun.i] if t.text == name and t.dep_ in SUBJECTS)
        return next((item for token in earlier if (item := self._standing(token, bare=True)) is not None), None)

    def _medium(self, head: Token) -> Heard | None:
        """The state medium that "the paper" or "the presenter" means: the last one heard, else named, if no other
        medium reported since."""
        last = next((item for item in reversed(self._heard) if item.speaker["kind"] in ("state_media", "report")), None)
        if last is not None:
            return last if last.speaker["kind"] == "state_media" else None
        named = [
            (index, actor)
            for index, actor in self.actors.items()
            if actor["category"] == "state_media" and index < head.sent.end
        ]
        if not named:
            return None
        index, actor = max(named, key=lambda item: item[0])
        return Heard(
            speaker_of_kind("state_media", actor["name"], actor["id"]), head.lemma_.lower(), index, False, False
        )

    def _nearest(self, head: Token, person: bool, plural: bool | None) -> Heard | None:
        """The last one of that kind before a pronoun: heard already, or standing as a subject."""
        heard = next((i for i in reversed(self._heard) if i.person == person and plural in (None, i.plural)), None)
        if heard is not None and self._sentence(head.i) - self._sentence(heard.at) > REACH:
            heard = None
        floor = max(heard.at if heard else -1, head.i - SIGHT)
        for index in range(head.i - 1, floor, -1):
            token = self._doc[index]
            if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ == "PRON" or token.head is head.head:
                continue
            item = self._standing(token, bare=token.ent_type_ == "PERSON")
            if item is not None and item.person == person and plural in (None, item.plural):
                return item
        return heard or (self._just_named(head) if person and not plural else None)

    def _just_named(self, head: Token) -> Heard | None:
        """The person named last in the sentence before, whatever stands said of them there."""
        number = self._sentence(head.i)
        floor = self._sentence_starts[max(0, number - 3)]
        for index in range(head.i - 1, floor - 1, -1):
            token = self._doc[index]
            item = self._standing(token) if token.dep_ in ("dobj", "pobj", "attr", "appos") else None
            if item is not None and item.person and not item.plural:
                return item
        return None

    def _standing(self, token: Token, bare: bool = False) -> Heard | None:
        """A subject that has not spoken yet but may be meant by "he" or "it" later; ``bare``: also a mere name."""
        actor, noun = self.actors.get(token.i), self.nouns.get(token.i)
        if noun is None and token.pos_ == "PROPN":
            noun = next((self.nouns[c.i] for c in token.children if c.dep_ == "compound" and c.i in self.nouns), None)
        if actor is None:
            actor = next((self.actors[c.i] for c in token.children if c.dep_ == "appos" and c.i in self.actors), None)
        if actor is None and (noun is None or token.pos_ not in ("NOUN", "PROPN")):
            kind, _ = self.kinds.of(token) if bare else (None, None)
            return kind and Heard(speaker_of_kind(kind, token.text, None), token.lemma_.lower(), token.i, True, False)
        if actor is not None and noun not in GROUND:
            kind, name = KIND_OF_CATEGORY[actor["category"]], actor["name"]
        else:
            kind = self.kinds.unnamed(token, noun or "official")
            start, end = noun_phrase(token)
            name = self._doc[start:end].text
        firm = actor is not None and actor["category"] == "company" and actor["title"] is None
        person = (self.kinds.is_person(token, kind) and not firm) or bool(
            actor and (actor["title"] or actor["category"] == "leader")
        )
        return Heard(
            speaker_of_kind(kind, name, actor["id"] if actor else None),
            token.lemma_.lower(),
            token.i,
            person,
            is_plural(token),
        )

    def _owner(self, pronoun: Token) -> layers.Speaker | None:
        """Whose "its" or "their" data are."""
        meant = self._nearest(pronoun, person=False, plural=None)
        return meant.speaker if meant is not None else None


def speaker_of_kind(kind: VoiceKind, name: str | None, actor: str | None) -> layers.Speaker:
    return {"kind": kind, "side": SIDE_OF_VOICE[kind], "name": name, "actor": actor, "cue": None, "chain": []}
