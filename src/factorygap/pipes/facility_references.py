"""Which mentions speak of one facility: names by their words, "the plant" and "its furnace" by what went before."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from factorygap import layers
from factorygap.labels import FacilityType
from factorygap.pipes.facility_mentions import DEFINITE, INDEFINITE, Mention


@dataclass
class Cluster:
    """One facility."""

    mentions: list[Mention]
    part_of: Cluster | None = None
    backs: list[Mention] = field(default_factory=list)

    @property
    def unit(self) -> bool:
        return self.mentions[0].head.unit

    @property
    def best(self) -> Mention:
        return max(self.mentions, key=lambda m: (not m.shared, len(m.proper) + len(m.plain), -m.start))

    @property
    def type(self) -> FacilityType:
        heads = [m.head for m in self.mentions if not m.head.generic] or [self.mentions[0].head]
        specific = [h for h in heads if not h.weak] or heads
        return specific[0].type

    def everything(self) -> list[Mention]:
        return sorted(self.mentions + self.backs, key=lambda m: m.start)


def group(doc: Doc, mentions: list[Mention]) -> list[layers.Facility]:
    clusters: list[Cluster] = []
    recent: list[Cluster] = []
    for mention in (m for m in mentions if not m.in_title):
        cluster = _same(mention, clusters)
        if cluster is not None:
            cluster.mentions.append(mention)
        elif mention.kind == "name" and not mention.head.unit:
            if _introduces(doc, mention):
                cluster = Cluster([mention])
                clusters.append(cluster)
        elif mention.head.unit:
            cluster = _unit(doc, mention, clusters, recent)
        else:
            cluster = _referent(mention, recent)
            if cluster is not None:
                cluster.backs.append(mention)
        if cluster is not None:
            recent = [c for c in recent if c is not cluster] + [cluster]
    for mention in (m for m in mentions if m.in_title):
        cluster = _same(mention, clusters) or _referent(mention, list(reversed(clusters)))
        if cluster is not None:
            cluster.backs.append(mention)
    return _items(clusters)


def _same(mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    """The facility that a name names again."""
    if mention.kind != "name" or mention.head.unit:
        return None
    for cluster in reversed(clusters):
        if not cluster.unit and any(_agree(mention, other) for other in cluster.mentions):
            return cluster
    return None


def _agree(a: Mention, b: Mention) -> bool:
    if a.number != b.number or not a.proper or not b.proper:
        return False
    if not (a.proper <= b.proper or b.proper <= a.proper):
        return False
    if not _compatible(a, b):
        return False
    return a.place is None or b.place is None or bool(a.proper & b.proper)


def _compatible(a: Mention, b: Mention) -> bool:
    return a.head.type in b.head.back or b.head.type in a.head.back or a.head.noun == b.head.noun


def _introduces(doc: Doc, mention: Mention) -> bool:
    if mention.head.generic and not (mention.proper and doc[mention.last - 1].text[0].isupper()):
        return False
    return bool(mention.proper or mention.number)


def _referent(mention: Mention, recent: list[Cluster]) -> Cluster | None:
    if mention.determiner not in DEFINITE or mention.plural:
        return None
    for cluster in reversed(recent):
        if cluster.unit == mention.head.unit and cluster.type in mention.head.back:
            return cluster
    return None


def _unit(doc: Doc, mention: Mention, clusters: list[Cluster], recent: list[Cluster]) -> Cluster | None:
    own = mention.plain | mention.proper
    for cluster in reversed(clusters):
        if not cluster.unit or any(m.number != mention.number for m in cluster.mentions):
            continue
        for m in cluster.mentions:
            words = m.plain | m.proper
            same_head = m.head.noun.split()[-1] == mention.head.noun.split()[-1]
            if same_head and (own <= words or words <= own):
                cluster.mentions.append(mention)
                return cluster
    specific = bool(own or mention.number) if mention.head.weak else True
    definite = mention.determiner in DEFINITE or mention.determiner == "'s" or mention.number
    if mention.determiner in INDEFINITE or not specific or not definite:
        return None
    plants = [c for c in recent if not c.unit]
    if not plants:
        return None
    cluster = Cluster([mention], part_of=plants[-1])
    clusters.append(cluster)
    return cluster


def _items(clusters: list[Cluster]) -> list[layers.Facility]:
    ordered = sorted(clusters, key=lambda c: c.everything()[0].start)
    ids = {id(c): f"f{n}" for n, c in enumerate(ordered, 1)}
    return [_item(c, ids) for c in ordered]


def _item(cluster: Cluster, ids: dict[int, str]) -> layers.Facility:
    spans: dict[tuple[int, int], layers.Mention] = {}
    for m in cluster.everything():
        kind = "name" if m.kind == "name" else "nominal"
        spans.setdefault((m.start, m.end), {"start": m.start, "end": m.end, "kind": kind})  # type: ignore[typeddict-item]
    return {
        "id": ids[id(cluster)],
        "name": cluster.best.name,
        "type": cluster.type,
        "part_of": ids[id(cluster.part_of)] if cluster.part_of else None,
        "place": None,
        "operator": None,
        "programme": None,
        "mentions": list(spans.values()),
        "why": cluster.mentions[0].why or cluster.mentions[0].head.noun,
    }
