"""Which part of which plant a mention of a part speaks of: "the No. 2 blast furnace", "its foundry", "the kiln"."""

from __future__ import annotations

from factorygap.pipes.facility_clusters import Cluster, is_battery, same_unit, spot
from factorygap.pipes.facility_mention import Mention
from factorygap.pipes.facility_signs import is_group, is_part_of_its_own
from factorygap.pipes.facility_spoken import Spoken
from factorygap.pipes.noun_phrases import DEFINITE, POSSESSIVE_PRONOUNS


class Parts:
    """Reads the mentions of parts."""

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken
        self._doc = spoken.doc

    def of(self, mention: Mention) -> Cluster | None:
        """The part that is spoken of, perhaps for the first time; None where it is told from no others."""
        group = mention.plural and bool(self._spoken.plants()) and is_group(self._doc, mention)
        if mention.plural and not is_battery(mention) and not group:
            return None
        whole = self._plant_at(mention) or self._spoken.last_plant()
        known = self._known_unit(mention, whole)
        if known is not None:
            known.mentions.append(mention)
            return known
        back = self._unit_spoken_of(mention)
        if back is not None:
            back.backs.append(mention)
            return back
        if not group and not is_part_of_its_own(self._doc, mention):
            return None
        sibling = self._sibling(mention)
        if sibling is not None:
            return self._spoken.add(Cluster([mention], type_of=sibling))
        by_pronoun = mention.determiner in POSSESSIVE_PRONOUNS and bool(mention.number or not mention.head.weak)
        settled = mention.proper or mention.owner is not None or by_pronoun or spot(self._doc, mention)
        return self._spoken.add(Cluster([mention], whole)) if whole is not None or settled else None

    def is_within(self, mention: Mention) -> bool:
        """ "the foundry" or "its second foundry" in an article on a tractor works."""
        whole = self._spoken.last_plant()
        if whole is None or mention.plural or mention.proper or mention.place is not None:
            return False
        kinds = frozenset(w for c in self._spoken.plants() for m in c.mentions for w in m.kinds)
        return mention.head.last not in kinds and (mention.determiner in DEFINITE or mention.number is not None)

    def within(self, mention: Mention) -> Cluster:
        """The part that ``is_within`` the plant spoken of."""
        parts = (c for c in self._spoken.clusters if c.as_unit and any(same_unit(mention, m) for m in c.mentions))
        known = next(parts, None)
        if known is not None:
            known.mentions.append(mention)
            return known
        return self._spoken.add(Cluster([mention], self._spoken.last_plant(), as_unit=True))

    def _known_unit(self, mention: Mention, whole: Cluster | None) -> Cluster | None:
        named = self._spoken.same(mention) if mention.proper else None
        if named is not None:
            return named
        bare = mention.number is not None and not mention.words
        for cluster in reversed(self._spoken.clusters):
            if bare and not cluster.unit and any(_is_unit_named(m, mention.number) for m in cluster.mentions):
                return cluster
            elsewhere = mention.number and mention.determiner == "'s" and cluster.part_of is not whole
            alike = cluster.unit and not mention.new and any(same_unit(mention, m) for m in cluster.mentions)
            if alike and not elsewhere:
                return cluster
        return None

    def _unit_spoken_of(self, mention: Mention) -> Cluster | None:
        """ "the furnace", "this unit" after "the No. 3 blast furnace"."""
        bare = not mention.words and not mention.number and " " not in mention.head.noun
        if not bare or mention.determiner not in ("the", "this", "that"):
            return None
        units = (c for c in reversed(self._spoken.recent) if c.unit)
        return next((c for c in units if mention.head.noun == "unit" or c.best.head.last == mention.head.last), None)

    def _plant_at(self, mention: Mention) -> Cluster | None:
        """The plant of the town that a part stands in: "the foodstuff workshop in Sinpho"."""
        town = spot(self._doc, mention)
        there = [
            c for c in self._spoken.plants() if town and any(town & (m.proper | spot(self._doc, m)) for m in c.mentions)
        ]
        return self._spoken.note(there[0]) if len(there) == 1 else None

    def _sibling(self, mention: Mention) -> Cluster | None:
        """ "Palo Verde Unit 2" stands beside "the Palo Verde Unit 1 nuclear power plant", not in it."""
        alike = (c for c in self._spoken.plants() if any(m.number and m.proper == mention.proper for m in c.mentions))
        return next(alike, None) if mention.proper and mention.number else None


def _is_unit_named(mention: Mention, number: str | None) -> bool:
    """ "Palo Verde Unit 1" is "Unit 1"."""
    return mention.number == number and "unit" in mention.name.lower().split()
