"""One facility with its mentions, and when two mentions can speak of one facility."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from factorygap.labels import FacilityType
from factorygap.pipes.facility_mention import SURROUNDED, Mention, is_spot
from factorygap.pipes.noun_phrases import DEFINITE
from factorygap.places import region

_NO_KIND = frozenset(
    "county city district province general youth area no national first state people new regional industry".split()
)
_BATTERIES = frozenset(["furnace", "kiln", "boiler", "oven", "reactor", "digester", "potline"])


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
        return self.mentions[0].former and not any(m.head.unit for m in self.mentions) and len(self.mentions) == 1

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


def agree(doc: Doc, a: Mention, b: Mention) -> bool:
    """Whether two names name one facility."""
    if a.number != b.number or b.plural or not compatible(a, b) or _places_differ(doc, a, b):
        return False
    if not a.proper and not b.proper:
        return a.number is not None and a.head.noun == b.head.noun and not a.head.unit
    if not a.proper or not b.proper:
        return a.number is not None and not a.head.unit and not b.head.unit
    if _is_region_of(a, b) or _is_region_of(b, a):
        return True
    first, second = _full(doc, a), _full(doc, b)
    if _makes_other(doc, a, b, second - first) or _makes_other(doc, b, a, first - second):
        return False
    return first <= second | spot(doc, b) or second <= first | spot(doc, a)


def _is_region_of(a: Mention, b: Mention) -> bool:
    """ "the Texas plant" after "its Corpus Christi, Texas, plant"."""
    if a.determiner != "the" or a.plain or len(a.proper) != 1 or region(next(iter(a.proper))) is None:
        return False
    return a.proper < {word.strip(",.").lower() for word in b.name.split()}


def _makes_other(doc: Doc, a: Mention, b: Mention, more: frozenset[str]) -> bool:
    """Whether an official name says it makes something else: a clothing factory, "Hue Cigarette Factory"."""
    return (
        doc[b.head_at].text[0].isupper()
        and bool(a.plain - _NO_KIND)
        and bool(more - _NO_KIND - a.plain)
        and not more & a.plain
    )


def _full(doc: Doc, mention: Mention) -> frozenset[str]:
    """The words of a name, with those of its noun where the text writes them large: "Changsong Textile Mill"."""
    return mention.proper | (
        mention.kinds - {mention.head.last} if doc[mention.head_at].text[0].isupper() else frozenset()
    )


def spot(doc: Doc, mention: Mention) -> frozenset[str]:
    """The words of the town it stands in: "the Sullivan mine at Kimberley" is "the Kimberley mine"."""
    if mention.place is None or not is_spot(doc, mention.place):
        return frozenset()
    return frozenset(t.lower_ for t in doc[mention.place[0] : mention.place[1]])


def _places_differ(doc: Doc, a: Mention, b: Mention) -> bool:
    first, second = spot(doc, a), spot(doc, b)
    if not first or not second:
        return False
    return not (first & second or first & b.proper or second & a.proper)


def compatible(a: Mention, b: Mention) -> bool:
    if a.head.unit != b.head.unit:
        if "unit" in (a.head.noun, b.head.noun) and a.proper and b.proper and not (a.number or b.number):
            return not (a.plain if a.head.unit else b.plain)  # "the Raipur unit" of a company is its Raipur mill
        return a.number is not None and bool(a.proper and b.proper)
    kind_a, kind_b = (m.kinds - {m.head.last} for m in (a, b))
    if kind_a and kind_b and not (kind_a <= kind_b or kind_b <= kind_a) and not kind_a & kind_b:
        return False
    return a.head.type in b.head.back or b.head.type in a.head.back


def fits(mention: Mention, cluster: Cluster) -> bool:
    words = frozenset(w for m in cluster.mentions for w in (*m.words, *m.kinds))
    return bool(mention.plain & words) or not any(m.plain for m in cluster.mentions)


def same_unit(a: Mention, b: Mention) -> bool:
    if a.head.last != b.head.last or (a.number != b.number and (a.number and b.number)):
        return False
    if a.number or b.number:
        return a.number == b.number and not (a.proper and b.proper and a.proper != b.proper)
    kinds = (a.kinds | a.proper, b.kinds | b.proper)
    return kinds[0] <= kinds[1] or kinds[1] <= kinds[0]


def is_new_part(mention: Mention, cluster: Cluster) -> bool:
    """ "a new pellet plant at Raahe", where the Raahe mill is known."""
    known = frozenset(w for m in cluster.mentions for w in m.kinds)
    return mention.new and mention.why == SURROUNDED and bool(mention.plain) and not mention.plain & known


def is_battery(mention: Mention) -> bool:
    """ "the phosphorus furnaces": several parts that work as one."""
    told = mention.plain or mention.proper or " " in mention.head.noun
    return mention.determiner in DEFINITE and bool(told) and mention.head.last in _BATTERIES
