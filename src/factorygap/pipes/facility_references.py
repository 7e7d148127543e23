"""Which mentions speak of one facility: names by their words, "the plant" and "its furnace" by what went before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from factorygap.canvas import PARAGRAPH
from factorygap.pipes.facility_clusters import (
    Cluster,
    agree,
    compatible,
    fits,
    spot,
)
from factorygap.pipes.facility_contexts import apposed, is_next_door, is_prominent, next_plant, whole_behind
from factorygap.pipes.facility_mention import SHARED, SURROUNDED, Mention
from factorygap.pipes.facility_parts import Parts
from factorygap.pipes.facility_signs import is_located, is_owned, scene
from factorygap.pipes.facility_spoken import Spoken
from factorygap.pipes.facility_surroundings import CALLED
from factorygap.pipes.facility_towns import CALLED_BY_TOWN
from factorygap.pipes.noun_phrases import DEFINITE, POSSESSIVE_PRONOUNS
from factorygap.places import region

VAGUE_FOR = 4
"""How many paragraphs on "a chemical plant in Texas" may still turn out to be the plant then named."""

_ANY_PLANT = frozenset(["plant", "factory", "facility", "site"])
"""Nouns that writers use of any works; "the complex" or "the mill" is rather the one called so."""


class Resolver:
    """Reads the mentions of a Doc in order and keeps what they are about."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._spoken = Spoken(doc)
        self._parts = Parts(self._spoken)

    @property
    def clusters(self) -> list[Cluster]:
        """The facilities, each with its mentions."""
        return self._spoken.clusters

    def read(self, mentions: Sequence[Mention]) -> None:
        done: dict[int, Cluster | None] = {}
        last = 0
        for n, mention in enumerate(mentions):
            if n in done:
                continue
            self._set_scene(last, mention.start)
            last = mention.end
            whole = whole_behind(self._doc, mention, mentions[n + 1 :])
            if whole is None and mention.head.unit and not self._spoken.plants():
                whole = next_plant(self._doc, mention, mentions[n + 1 :])
            if whole is not None:
                done[mentions.index(whole)] = self._spoken.note(self._plant(whole))
            before = mentions[n - 1] if n else None
            beside = done.get(n - 1) if before is not None and apposed(self._doc, before, mention) else None
            if beside is not None and not mention.head.unit:
                self._join(beside, mention)
                done[n] = self._spoken.note(beside)
            else:
                done[n] = self._spoken.note(self._parts.of(mention) if mention.head.unit else self._plant(mention))

        self._subordinate(mentions, done)

    def _subordinate(self, mentions: Sequence[Mention], done: dict[int, Cluster | None]) -> None:
        """ "the Inpho and Hoean mines under the Pukchang complex": parts of the complex."""
        for n, mention in enumerate(mentions[:-1]):
            whole = done.get(n + 1)
            if whole is None or self._doc[mention.end : mention.end + 1].text != "under":
                continue
            if mentions[n + 1].start > mention.end + 2:
                continue
            parts = [done.get(k) for k, m in enumerate(mentions) if m.head_at == mention.head_at]
            for part in parts:
                if part is not None and part is not whole and part.part_of is None:
                    part.part_of = whole

    def attach(self, mentions: Sequence[Mention]) -> None:
        """Mentions in headlines: they add to what is known and introduce nothing."""
        for mention in mentions:
            cluster = self._spoken.same(mention) or self._referent(mention, self._spoken.clusters[:1])
            if cluster is not None:
                cluster.backs.append(mention)

    def _set_scene(self, start: int, end: int) -> None:
        """ "In Songchon, another source said ...": what follows is about the plant there."""
        for token in self._doc[max(start, 1) : end]:
            if token.pos_ == "PROPN" and token.nbor(-1).lower_ in ("in", "at"):
                there = [
                    c
                    for c in self._spoken.plants()
                    if any(token.lower_ in m.proper | spot(self._doc, m) for m in c.mentions)
                ]
                if len(there) == 1:
                    self._spoken.note(there[0])

    def _join(self, cluster: Cluster, mention: Mention) -> None:
        if mention.named or not cluster.named:
            cluster.mentions.append(mention)
        else:
            cluster.backs.append(mention)

    def _plant(self, mention: Mention) -> Cluster | None:
        cluster = self._spoken.same(mention) or self._vague(mention)
        if cluster is not None:
            cluster.mentions.append(mention)
            return cluster
        if mention.named and self._may_introduce(mention):
            return self._introduce(mention)
        if is_next_door(self._doc, mention):
            return self._introduce(mention)
        if mention.head.side and self._parts.is_within(mention):
            return self._parts.within(mention)
        if not mention.new and not (mention.place and mention.determiner is None):
            cluster = self._referent(mention, self._spoken.recent)
            if cluster is not None:
                cluster.backs.append(mention)
                return cluster
        if mention.plural:
            return None
        if is_located(mention) or is_owned(self._doc, mention):
            return self._introduce(mention)
        if self._is_side_plant(mention):
            return self._introduce(mention, part_of=self._spoken.last_plant())
        town = scene(self._doc, mention)
        if town is not None:
            return self._introduce(replace(mention, place=town))
        if self._is_subject_matter(mention):
            return self._introduce(mention, provisional=True)
        return None

    def _introduce(self, mention: Mention, part_of: Cluster | None = None, provisional: bool = False) -> Cluster:
        whole = self._whole_of(mention)
        if mention.new and mention.why == SURROUNDED:
            part_of = next(
                (c for c in self._spoken.plants() if any(agree(self._doc, mention, m) for m in c.mentions)),
                part_of,
            )
        cluster = Cluster([mention], part_of or whole, whole is not None, provisional)
        if mention.head.generic:
            cluster.type_of = self._spoken.last_plant()
        self._spoken.add(cluster)
        return cluster

    def _vague(self, mention: Mention) -> Cluster | None:
        """ "a chemical plant in Texas" that is soon called "the Deer Park plant"."""
        located = mention.why == SURROUNDED and mention.determiner == "the"
        if not mention.named or mention.new or (mention.why and not located) or len(self._spoken.plants()) != 1:
            return None
        cluster = self._spoken.plants()[0]
        first = cluster.mentions[0]
        alike = compatible(first, mention) or "complex" in (first.head.type, mention.head.type)
        announced = first.new and first.why == SURROUNDED and bool(first.plain & mention.words)
        if (cluster.named and not announced) or mention.head.unit or not alike:
            return None
        near = sum(t.text == PARAGRAPH for t in self._doc[first.end : mention.start]) <= VAGUE_FOR
        return cluster if near and not first.number else None

    def _may_introduce(self, mention: Mention) -> bool:
        if not mention.head.generic or mention.why in (CALLED_BY_TOWN, CALLED):
            return True
        owned = mention.determiner in (*POSSESSIVE_PRONOUNS, "'s") or mention.owner is not None
        placed = mention.determiner == "the" or mention.why == SHARED
        placed = placed and bool(spot(self._doc, mention) or self._is_towns(mention))
        return bool(mention.proper) and (owned or placed)

    def _is_towns(self, mention: Mention) -> bool:
        """ "The Yokkaichi operation"."""
        words = self._doc[mention.start : mention.head_at]
        return bool(words) and all(t.ent_type_ in ("GPE", "LOC", "FAC") for t in words) and region(words.text) is None

    def _whole_of(self, mention: Mention) -> Cluster | None:
        """ "Plant-II" is a part of the complex spoken of."""
        if mention.proper or not mention.number or mention.head.noun not in ("plant", "mill", "factory"):
            return None
        last = self._spoken.last_plant()
        return last if last is not None and last.type in ("complex", "refinery", "mill") else None

    def _is_side_plant(self, mention: Mention) -> bool:
        """ "the limestone mine" in an article on a cement factory."""
        if mention.determiner != "the" or mention.head.weak or mention.head.last != "mine":
            return False
        return bool(mention.plain) and self._spoken.last_plant() is not None

    def _is_subject_matter(self, mention: Mention) -> bool:
        told = mention.determiner in DEFINITE or bool(mention.plain) or " " in mention.head.noun
        return not mention.head.generic and not self._spoken.plants() and told

    def _referent(self, mention: Mention, recent: Sequence[Cluster]) -> Cluster | None:
        if mention.plural or mention.named or mention.determiner not in DEFINITE:
            return None
        of_its_own = mention.head.generic and self._doc[mention.end : mention.end + 1].text == "of"
        if of_its_own or (mention.determiner == "'s" and mention.plain):
            return None
        fitting = [
            c for c in reversed(recent)
            if c.unit == mention.head.unit and c.type in mention.head.back and (not mention.plain or fits(mention, c))
        ]  # fmt: skip
        if mention.head.last not in _ANY_PLANT:
            fitting = [c for c in fitting if any(m.head.last == mention.head.last for m in c.mentions)] or fitting
        prominent = (c for c in fitting if is_prominent(self._doc, c, mention))
        return next(prominent, max(fitting, key=lambda c: len(c.everything), default=None))
