"""What the words around facilities say of which is meant: "the potline at the X smelter", "X, the largest mill"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from factorygap.pipes.facility_clusters import Cluster, compatible
from factorygap.pipes.facility_mention import Mention
from factorygap.pipes.facility_names import APPOSED

_NEXT_DOOR = frozenset(["next door", "across the", "down the", "up the", "opposite the"])
_PASSING = frozenset(["to", "from", "for", "near", "than", "like", "with", "against", "between", "via", "including"])


def is_prominent(doc: Doc, cluster: Cluster, mention: Mention) -> bool:
    """Whether a facility was last spoken of as the topic, not in passing: "shipped to the Songjin complex"."""
    last = cluster.everything[-1]
    head = doc[last.head_at]
    if head.sent == doc[mention.head_at].sent or head.dep_ != "pobj":
        return True
    return head.head.lower_ not in _PASSING


def is_next_door(doc: Doc, mention: Mention) -> bool:
    """ "the veneer mill next door": another one than that spoken of."""
    behind = " ".join(t.lower_ for t in doc[mention.end : mention.end + 2])
    return behind in _NEXT_DOOR and bool(mention.plain) and not mention.head.unit


def whole_behind(doc: Doc, unit: Mention, later: Sequence[Mention]) -> Mention | None:
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


def next_plant(doc: Doc, unit: Mention, later: Sequence[Mention]) -> Mention | None:
    """ "The rolling mill and the coke ovens at [the Bhilai plant]": the plant that the sentence goes on to name."""
    end = doc[unit.head_at].sent.end
    return next((m for m in later if m.start < end and m.named and not m.head.unit and not m.plural), None)


def apposed(doc: Doc, before: Mention, mention: Mention) -> bool:
    """ "Britain's last coal mine, Kellingley colliery"; "the Ravno mill, the country's largest steelworks"."""
    gap = list(doc[before.end : mention.start])
    if not gap or gap[0].text != "," or len(gap) > 4 or before.plural or mention.plural:
        return False
    if mention.head.unit or before.head.unit or not compatible(before, mention):
        return False
    if any(t.pos_ in ("VERB", "AUX", "ADP") for t in gap):
        return False
    between = {t.lower_ for t in gap[1:]}
    beside = APPOSED in (before.why, mention.why)
    return (beside or not (before.named and mention.named)) and not between & {"and", "or"} \
        and doc[mention.head_at].dep_ in ("appos", "nsubj", "conj", "attr", "dobj", "pobj")  # fmt: skip
