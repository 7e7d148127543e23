"""Whether a statement speaks well or ill of a plant's work, and what two sides make together (contract.md, gaps)."""

from __future__ import annotations

from collections.abc import Collection

from factorygap.labels import Verdict
from factorygap.records import Claim, OutputLevel

_GOOD = frozenset(("normal", "increased", "started", "resumed"))
_ILL = frozenset(("halted", "near_halt", "reduced", "not_started"))
FULL = 0.9
"""Share of time, capacity or plan from which a plant works normally."""


def sign_of_level(level: OutputLevel) -> int:
    """+1 for normal or better, -1 for less, 0 for what is no fact or tells neither."""
    if level.modality != "actual":
        return 0
    if level.status in _GOOD or level.status in _ILL:
        return 1 if level.status in _GOOD else -1
    if level.fraction is not None:
        return 1 if level.fraction >= FULL else -1
    if level.change is not None and level.change != 0:
        return 1 if level.change > 0 else -1
    return 0


def sign_of_claim(claim: Claim) -> int:
    """+1 for a positive claim, -1 for a negative one, 0 for a neutral one."""
    return {"positive": 1, "negative": -1, "neutral": 0}[claim.polarity]


def verdict(official: Collection[int], ground: Collection[int]) -> Verdict | None:
    """The verdict on the signs of either side's statements; None where neither side says anything.

    ``admitted`` where the official side itself states the negative, ``contradicted`` where it states a positive that
    the ground side denies.
    """
    if not official and not ground:
        return None
    if not ground:
        return "admitted" if official and max(official) < 0 else "official_only"
    if not official:
        return "ground_only"
    if 1 in official and -1 in ground:
        return "contradicted"
    if -1 in official and -1 in ground:
        return "admitted"
    if set(official) & set(ground) - {0}:
        return "consistent"
    return "contradicted" if -1 in official and 1 in ground else "consistent"
