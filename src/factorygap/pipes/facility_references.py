"""Which mentions speak of one facility: names by their words, "the plant" and "its furnace" by what went before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from factorygap.canvas import PARAGRAPH
from factorygap.labels import FacilityType
from factorygap.pipes.facility_mention import SURROUNDED, Mention, is_spot
from factorygap.pipes.facility_names import APPOSED
from factorygap.pipes.noun_phrases import DEFINITE, POSSESSIVE_PRONOUNS

VAGUE_FOR = 4
"""How many paragraphs on "a chemical plant in Texas" may still turn out to be the plant then named."""

PASSING = frozenset(["to", "from", "for", "near", "than", "like", "with", "against", "between", "via", "including"])
_BATTERIES = frozenset(["furnace", "kiln", "boiler", "oven", "reactor", "digester", "potline"])
BUILDING = frozenset(
    ["build", "add", "install", "open", "construct", "commission", "start", "establish", "erect", "launch"]
)


@dataclass
class Cluster:
    """One facility: ``mentions`` name or introduce it, ``backs`` refer back to it."""

    mentions: list[Mention]
    part_of: Cluster | None = None
    as_unit: bool = False  # a part of another facility, whatever its noun: "Plant-II"
    provisional: bool = False  # "the mill" that nothing names or places
    type_of: Cluster | None = None  # whose type it takes: "the second site"
    backs: list[Mention] = field(default_factory=list)

    @property
    def unit(self) -> bool:
        return self.as_unit or (self.type_of is None and all(m.head.unit for m in self.mentions))

    @property
    def named(self) -> bool:
        return any(m.named for m in self.mentions)

    @property
    def former(self) -> bool:
        """Whether the text only knows it as a building that has become something else."""
        return self.mentions[0].former and not any(m.head.unit for m in self.mentions) and len(self.everything) == 1

    @property
    def best(self) -> Mention:
        return max(self.mentions, key=lambda m: m.weight)

    @property
    def type(self) -> FacilityType:
        if self.as_unit:
            return "unit"
        if self.type_of is not None and all(m.head.unit or m.head.generic for m in self.mentions):
            return self.type_of.type
        heads = [self.best.head, *(m.head for m in self.mentions)]
        heads = [h for h in heads if not h.unit] or heads
        clear = [h for h in heads if not h.generic]
        if not clear:
            return heads[0].type
        return next((h.type for h in clear if not h.weak or h.type == "complex"), clear[0].type)

    @property
    def everything(self) -> list[Mention]:
        return sorted(self.mentions + self.backs, key=lambda m: (m.start, m.end))


class Resolver:
    """Reads the mentions of a Doc in order and keeps what they are about."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self.clusters: list[Cluster] = []
        self._recent: list[Cluster] = []  # the one spoken of last stands last

    def read(self, mentions: Sequence[Mention]) -> None:
        done: dict[int, Cluster | None] = {}
        last = 0
        for n, mention in enumerate(mentions):
            if n in done:
                continue
            self._set_scene(last, mention.start)
            last = mention.end
            whole = _whole_behind(self._doc, mention, mentions[n + 1 :])
            if whole is not None:
                done[mentions.index(whole)] = self._note(self._plant(whole))
            before = mentions[n - 1] if n else None
            apposed = done.get(n - 1) if before is not None and _apposed(self._doc, before, mention) else None
            if apposed is not None and not mention.head.unit:
                self._join(apposed, mention)
                done[n] = self._note(apposed)
            else:
                done[n] = self._note(self._unit(mention) if mention.head.unit else self._plant(mention))

    def attach(self, mentions: Sequence[Mention]) -> None:
        """Mentions in headlines: they add to what is known and introduce nothing."""
        for mention in mentions:
            cluster = self._same(mention) or self._referent(mention, self.clusters[:1])
            if cluster is not None:
                cluster.backs.append(mention)

    def _set_scene(self, start: int, end: int) -> None:
        """"In Songchon, another source said ...": what follows is about the plant there."""
        for token in self._doc[max(start, 1) : end]:
            if token.pos_ == "PROPN" and token.nbor(-1).lower_ in ("in", "at"):
                there = [c for c in self._plants() if any(token.lower_ in m.proper | _spot(self._doc, m) for m in c.mentions)]
                if len(there) == 1:
                    self._note(there[0])

    def _note(self, cluster: Cluster | None) -> Cluster | None:
        if cluster is not None:
            self._recent = [c for c in self._recent if c is not cluster] + [cluster]
        return cluster

    def _join(self, cluster: Cluster, mention: Mention) -> None:
        if mention.named or not cluster.named:
            cluster.mentions.append(mention)
        else:
            cluster.backs.append(mention)

    def _plant(self, mention: Mention) -> Cluster | None:
        cluster = self._same(mention) or self._vague(mention)
        if cluster is not None:
            cluster.mentions.append(mention)
            return cluster
        if mention.named and self._may_introduce(mention):
            return self._introduce(mention)
        if not mention.new and not (mention.place and mention.determiner is None):
            cluster = self._referent(mention, self._recent)
            if cluster is not None:
                cluster.backs.append(mention)
                return cluster
        if mention.plural:
            return None
        if self._is_located(mention) or self._is_owned(mention):
            return self._introduce(mention)
        if self._is_side_plant(mention):
            return self._introduce(mention, part_of=self._last_plant())
        if self._is_subject_matter(mention):
            return self._introduce(mention, provisional=True)
        return None

    def _introduce(self, mention: Mention, part_of: Cluster | None = None, provisional: bool = False) -> Cluster:
        whole = self._whole_of(mention)
        if mention.new and mention.why == SURROUNDED:
            part_of = next((c for c in self._plants() if any(_agree(self._doc, mention, m) for m in c.mentions)), part_of)
        cluster = Cluster([mention], part_of or whole, whole is not None, provisional)
        if mention.head.generic:
            cluster.type_of = self._last_plant()
        self.clusters.append(cluster)
        return cluster

    def _same(self, mention: Mention) -> Cluster | None:
        """The facility that a name names again."""
        if not mention.named:
            return None
        for cluster in reversed(self.clusters):
            if any(_agree(self._doc, mention, other) for other in cluster.mentions):
                return None if _is_new_part(mention, cluster) else cluster
        return None

    def _vague(self, mention: Mention) -> Cluster | None:
        """ "a chemical plant in Texas" that is soon called "the Deer Park plant"."""
        if not mention.named or mention.new or mention.why or len(self._plants()) != 1:
            return None
        cluster = self._plants()[0]
        first = cluster.mentions[0]
        alike = _compatible(first, mention) or "complex" in (first.head.type, mention.head.type)
        if cluster.named or mention.head.unit or not alike:
            return None
        near = sum(t.text == PARAGRAPH for t in self._doc[first.end : mention.start]) <= VAGUE_FOR
        return cluster if near and not first.number else None

    def _plants(self) -> list[Cluster]:
        return [c for c in self.clusters if not c.unit]

    def _may_introduce(self, mention: Mention) -> bool:
        if not mention.head.generic:
            return True
        owned = mention.determiner in (*POSSESSIVE_PRONOUNS, "'s")
        placed = mention.place is not None and bool(self.clusters) and mention.determiner == "the"
        return bool(mention.proper) and (owned or placed)

    def _whole_of(self, mention: Mention) -> Cluster | None:
        """ "Plant-II" is a part of the complex spoken of."""
        if mention.proper or not mention.number or mention.head.noun not in ("plant", "mill", "factory"):
            return None
        last = self._last_plant()
        return last if last is not None and last.type in ("complex", "refinery", "mill") else None

    def _is_located(self, mention: Mention) -> bool:
        return mention.place is not None and not mention.head.generic

    def _is_owned(self, mention: Mention) -> bool:
        """ "its cement factory", "the group's flour mill"."""
        owned = mention.determiner in POSSESSIVE_PRONOUNS or mention.owner is not None
        return owned and not mention.head.generic and bool(mention.plain or not mention.head.weak)

    def _is_side_plant(self, mention: Mention) -> bool:
        """ "the limestone mine" in an article on a cement factory."""
        if mention.determiner != "the" or mention.head.weak or mention.head.last != "mine":
            return False
        return bool(mention.plain) and self._last_plant() is not None

    def _is_subject_matter(self, mention: Mention) -> bool:
        return (
            not mention.head.generic and not self._plants() and (mention.determiner in DEFINITE or bool(mention.plain))
        )

    def _last_plant(self) -> Cluster | None:
        return next((c for c in reversed(self._recent) if not c.unit), None)

    def _referent(self, mention: Mention, recent: Sequence[Cluster]) -> Cluster | None:
        if mention.plural or mention.named or mention.determiner not in DEFINITE:
            return None
        if mention.determiner == "'s" and mention.plain:
            return None
        fitting = [
            c for c in reversed(recent)
            if c.unit == mention.head.unit and c.type in mention.head.back and (not mention.plain or _fits(mention, c))
        ]  # fmt: skip
        prominent = (c for c in fitting if _is_prominent(self._doc, c, mention))
        return next(prominent, max(fitting, key=lambda c: len(c.everything), default=None))

    def _unit(self, mention: Mention) -> Cluster | None:
        if mention.plural and not _is_battery(mention):
            return None
        named = self._same(mention) if mention.proper else None
        if named is not None:
            named.mentions.append(mention)
            return named
        whole = self._plant_at(mention) or self._last_plant()
        for cluster in reversed(self.clusters):
            if not cluster.unit and mention.number and not mention.words:
                if any(m.number == mention.number and "unit" in m.name.lower().split() for m in cluster.mentions):
                    cluster.mentions.append(mention)
                    return cluster
            if cluster.unit and not mention.new and any(_same_unit(mention, m) for m in cluster.mentions):
                if mention.number and mention.words and cluster.part_of is not whole and mention.determiner == "'s":
                    continue
                cluster.mentions.append(mention)
                return cluster
        if mention.new and self._doc[mention.head_at].head.lemma_ not in BUILDING:
            return None
        if mention.head.weak and not (mention.words or mention.number):
            return None
        if mention.determiner is None and not mention.number:
            return None
        sibling = self._sibling(mention)
        if sibling is not None:
            self.clusters.append(Cluster([mention], type_of=sibling))
            return self.clusters[-1]
        owned = mention.owner is not None or mention.determiner in POSSESSIVE_PRONOUNS
        placed = mention.place is not None and is_spot(self._doc, mention.place)
        return self._introduce(mention, whole) if whole is not None or mention.proper or owned or placed else None

    def _plant_at(self, mention: Mention) -> Cluster | None:
        """The plant of the town that a part stands in, "the foodstuff workshop in Sinpho": then the text speaks of it."""
        town = _spot(self._doc, mention)
        there = [c for c in self._plants() if town and any(town & (m.proper | _spot(self._doc, m)) for m in c.mentions)]
        return self._note(there[0]) if len(there) == 1 else None

    def _sibling(self, mention: Mention) -> Cluster | None:
        """ "Palo Verde Unit 2" stands beside "the Palo Verde Unit 1 nuclear power plant", not in it."""
        alike = (c for c in self._plants() if any(m.number and m.proper == mention.proper for m in c.mentions))
        return next(alike, None) if mention.proper and mention.number else None


def _is_new_part(mention: Mention, cluster: Cluster) -> bool:
    """"a new pellet plant at Raahe", where the Raahe mill is known."""
    known = frozenset(w for m in cluster.mentions for w in m.kinds)
    return mention.new and mention.why == SURROUNDED and bool(mention.plain) and not mention.plain & known


def _agree(doc: Doc, a: Mention, b: Mention) -> bool:
    """Whether two names name one facility."""
    if a.number != b.number or b.plural or not _compatible(a, b) or _places_differ(doc, a, b):
        return False
    if not a.proper and not b.proper:
        return a.number is not None and a.head.noun == b.head.noun and not a.head.unit
    if not a.proper or not b.proper:
        return a.number is not None and not a.head.unit and not b.head.unit
    return a.proper <= b.proper | _spot(doc, b) or b.proper <= a.proper | _spot(doc, a)


def _spot(doc: Doc, mention: Mention) -> frozenset[str]:
    """The words of the town it stands in: "the Sullivan mine at Kimberley" is "the Kimberley mine"."""
    if mention.place is None or not is_spot(doc, mention.place):
        return frozenset()
    return frozenset(t.lower_ for t in doc[mention.place[0] : mention.place[1]])


def _places_differ(doc: Doc, a: Mention, b: Mention) -> bool:
    first, second = _spot(doc, a), _spot(doc, b)
    if not first or not second:
        return False
    return not (first & second or first & b.proper or second & a.proper)


def _compatible(a: Mention, b: Mention) -> bool:
    if a.head.unit != b.head.unit:
        return a.number is not None and bool(a.proper and b.proper)
    kind_a, kind_b = (m.kinds - {m.head.last} for m in (a, b))
    if kind_a and kind_b and not (kind_a <= kind_b or kind_b <= kind_a) and not kind_a & kind_b:
        return False
    return a.head.type in b.head.back or b.head.type in a.head.back


def _is_prominent(doc: Doc, cluster: Cluster, mention: Mention) -> bool:
    """Whether a facility was last spoken of as the topic, not in passing: "shipped to the Songjin complex"."""
    last = cluster.everything[-1]
    head = doc[last.head_at]
    if head.sent == doc[mention.head_at].sent or head.dep_ != "pobj":
        return True
    return head.head.lower_ not in PASSING


def _fits(mention: Mention, cluster: Cluster) -> bool:
    words = frozenset(w for m in cluster.mentions for w in (*m.words, *m.kinds))
    return bool(mention.plain & words) or not any(m.plain for m in cluster.mentions)


def _same_unit(a: Mention, b: Mention) -> bool:
    if a.head.last != b.head.last or a.number != b.number and (a.number and b.number):
        return False
    if a.number or b.number:
        return a.number == b.number and not (a.proper and b.proper and a.proper != b.proper)
    kinds = (a.kinds | a.proper, b.kinds | b.proper)
    return kinds[0] <= kinds[1] or kinds[1] <= kinds[0]


def _is_battery(mention: Mention) -> bool:
    """"the phosphorus furnaces": several parts that work as one."""
    return mention.determiner in DEFINITE and bool(mention.plain) and mention.head.last in _BATTERIES


def _whole_behind(doc: Doc, unit: Mention, later: Sequence[Mention]) -> Mention | None:
    """ "Units 3 and 4 of [the Kakrapar plant]", "the potline at [Alcoa's Wenatchee smelter]"."""
    if not unit.head.unit or unit.end >= len(doc) or doc[unit.end].lower_ not in ("of", "at", "in", "within", "inside"):
        return None
    for mention in later:
        if mention.start > unit.end + 12:
            return None
        begin = mention.owner[0] if mention.owner and mention.owner[0] < mention.start else mention.start
        if not mention.head.unit and begin <= unit.end + 2:
            return mention
    return None


def _apposed(doc: Doc, before: Mention, mention: Mention) -> bool:
    """ "Britain's last coal mine, Kellingley colliery"; "the Ravno mill, the country's largest steelworks"."""
    gap = [t for t in doc[before.end : mention.start]]
    if not gap or gap[0].text != "," or len(gap) > 4 or before.plural or mention.plural:
        return False
    if mention.head.unit or before.head.unit or not _compatible(before, mention):
        return False
    if any(t.pos_ in ("VERB", "AUX", "ADP") for t in gap):
        return False
    between = {t.lower_ for t in gap[1:]}
    beside = APPOSED in (before.why, mention.why)
    return (beside or not (before.named and mention.named)) and not between & {"and", "or"} \
        and doc[mention.head_at].dep_ in ("appos", "nsubj", "conj", "attr", "dobj", "pobj")  # fmt: skip
