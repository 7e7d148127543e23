"""Which mentions speak of one facility: names by their words, "the plant" and "its furnace" by what went before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from factorygap.labels import FacilityType
from factorygap.pipes.facility_mentions import Mention
from factorygap.pipes.noun_phrases import DEFINITE, POSSESSIVE_PRONOUNS

VAGUE_FOR = 3
"""How many paragraphs on "a chemical plant in Texas" may still turn out to be the plant then named."""


@dataclass
class Cluster:
    """One facility: ``mentions`` name or introduce it, ``backs`` refer back to it."""

    mentions: list[Mention]
    part_of: Cluster | None = None
    backs: list[Mention] = field(default_factory=list)

    @property
    def unit(self) -> bool:
        return all(m.head.unit for m in self.mentions)

    @property
    def named(self) -> bool:
        return any(m.named for m in self.mentions)

    @property
    def best(self) -> Mention:
        return max(self.mentions, key=lambda m: (m.named, m.why != "shared head", len(m.words), -m.start))

    @property
    def type(self) -> FacilityType:
        heads = [m.head for m in self.mentions]
        heads = [h for h in heads if not h.unit] or heads
        heads = [h for h in heads if not h.generic] or heads
        heads = [h for h in heads if not h.weak] or heads
        return heads[0].type

    @property
    def everything(self) -> list[Mention]:
        return sorted(self.mentions + self.backs, key=lambda m: (m.start, m.end))


class Resolver:
    """Reads the mentions of a Doc in order and keeps what they are about."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self.clusters: list[Cluster] = []
        self._recent: list[Cluster] = []  # the one spoken of last stands last

    def read(self, mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            cluster = self._unit(mention) if mention.head.unit and not self._same(mention) else self._plant(mention)
            if cluster is not None:
                self._recent = [c for c in self._recent if c is not cluster] + [cluster]

    def attach(self, mentions: Iterable[Mention]) -> None:
        """Mentions in headlines: they add to what is known and introduce nothing."""
        for mention in mentions:
            cluster = self._same(mention) or self._referent(mention, self.clusters[:1])
            if cluster is not None:
                cluster.backs.append(mention)

    def _plant(self, mention: Mention) -> Cluster | None:
        cluster = self._same(mention) or self._vague(mention)
        if cluster is not None:
            cluster.mentions.append(mention)
            return cluster
        if mention.named and not mention.plural and self._may_introduce(mention):
            return self._introduce(mention, self._whole_of(mention))
        if not mention.new and not mention.place:
            cluster = self._referent(mention, self._recent)
            if cluster is not None:
                cluster.backs.append(mention)
                return cluster
        if self._is_located(mention) or self._is_owned(mention):
            return self._introduce(mention, None)
        if self._is_side_plant(mention):
            return self._introduce(mention, self._last_plant())
        return None

    def _introduce(self, mention: Mention, part_of: Cluster | None) -> Cluster:
        cluster = Cluster([mention], part_of)
        self.clusters.append(cluster)
        return cluster

    def _same(self, mention: Mention) -> Cluster | None:
        """The facility that a name names again."""
        if not mention.named or mention.plural:
            return None
        for cluster in reversed(self.clusters):
            if any(_agree(mention, other) for other in cluster.mentions):
                return cluster
        return None

    def _vague(self, mention: Mention) -> Cluster | None:
        """"a chemical plant in Texas" that is soon called "the Crosby plant"."""
        if not mention.named or mention.plural or mention.new or mention.why:
            return None
        for cluster in reversed(self.clusters):
            first = cluster.mentions[0]
            if (
                len(self.clusters) == 1
                and not cluster.named
                and first.new
                and _compatible(first, mention)
                and _paragraphs_between(self._doc, first.end, mention.start) <= VAGUE_FOR
            ):
                return cluster
        return None

    def _may_introduce(self, mention: Mention) -> bool:
        if mention.head.generic:
            return bool(mention.proper) and mention.determiner in (*POSSESSIVE_PRONOUNS, "'s")
        return True

    def _whole_of(self, mention: Mention) -> Cluster | None:
        """"Plant-II" is a part of the complex spoken of."""
        if mention.proper or mention.head.noun not in ("plant", "mill", "block"):
            return None
        last = self._last_plant()
        return last if last is not None and last.type in ("complex", "refinery", "mill") else None

    def _is_located(self, mention: Mention) -> bool:
        return mention.place is not None and not mention.plural and not mention.head.generic

    def _is_owned(self, mention: Mention) -> bool:
        """"its cement factory", "the group's flour mill"."""
        owned = mention.determiner in POSSESSIVE_PRONOUNS or mention.determiner == "'s"
        return owned and bool(mention.plain) and not mention.plural and not mention.head.generic

    def _is_side_plant(self, mention: Mention) -> bool:
        """"the limestone mine" in an article on a cement factory."""
        definite = mention.determiner == "the" and not mention.plural and not mention.head.weak
        return definite and bool(mention.plain) and self._last_plant() is not None and mention.head.last == "mine"

    def _last_plant(self) -> Cluster | None:
        return next((c for c in reversed(self._recent) if not c.unit), None)

    def _referent(self, mention: Mention, recent: list[Cluster]) -> Cluster | None:
        if mention.plural or mention.named or mention.determiner not in DEFINITE:
            return None
        for cluster in reversed(recent):
            if cluster.unit == mention.head.unit and cluster.type in mention.head.back:
                if mention.plain and not self._fits(mention, cluster):
                    continue
                return cluster
        return None

    def _fits(self, mention: Mention, cluster: Cluster) -> bool:
        words = frozenset(w for m in cluster.mentions for w in (*m.words, *m.head.noun.split()))
        return mention.plain <= words or mention.head.last in words or not any(m.plain for m in cluster.mentions)

    def _unit(self, mention: Mention) -> Cluster | None:
        if mention.plural:
            return None
        for cluster in reversed(self.clusters):
            if cluster.unit and any(_same_unit(mention, m) for m in cluster.mentions):
                cluster.mentions.append(mention)
                return cluster
        if mention.new and not _is_being_built(self._doc, mention):
            return None
        if mention.head.weak and not (mention.plain or mention.number):
            return None
        if mention.determiner is None and not mention.number:
            return None
        whole = self._last_plant()
        return self._introduce(mention, whole) if whole is not None or mention.proper else None


def _agree(a: Mention, b: Mention) -> bool:
    """Whether two names name one facility."""
    if a.number != b.number or not _compatible(a, b) or b.plural:
        return False
    if not a.proper and not b.proper:
        return a.number is not None and a.head.noun == b.head.noun and not a.head.unit
    if not a.proper or not b.proper:
        return a.number is not None and not a.head.unit and len(a.words | b.words) > 0
    return a.proper <= b.proper or b.proper <= a.proper


def _compatible(a: Mention, b: Mention) -> bool:
    if a.head.unit != b.head.unit:
        return a.number is not None and bool(a.proper and b.proper)
    return a.head.type in b.head.back or b.head.type in a.head.back


def _same_unit(a: Mention, b: Mention) -> bool:
    if a.head.last != b.head.last or (a.number and b.number and a.number != b.number):
        return False
    if a.number or b.number:
        return a.number == b.number and not (a.proper and b.proper and a.proper != b.proper)
    return a.words <= b.words or b.words <= a.words


def _is_being_built(doc: Doc, mention: Mention) -> bool:
    verb = doc[mention.head_at].head
    return verb.lemma_ in ("build", "add", "install", "open", "construct", "commission", "start", "establish", "erect")


def _paragraphs_between(doc: Doc, start: int, end: int) -> int:
    return sum("\n\n" in token.text for token in doc[start:end] if token.is_space)
