"""Whether a statement speaks well or ill of a plant's work, and what two sides make together (contract.md, gaps).

One article's gaps (pipes/gaps.py) and a corpus's (corpus/gap.py) are judged by the same rules. Numbers are compared
only in the same kind and unit, and never averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from factorygap.labels import Side, Verdict
from factorygap.quantity.units import DAYS_IN

SIGN_OF_STATUS = {
    "normal": 1, "increased": 1, "started": 1, "resumed": 1,
    "halted": -1, "near_halt": -1, "reduced": -1, "not_started": -1,
}  # fmt: skip
SIGN_OF_POLARITY = {"positive": 1, "negative": -1, "neutral": 0}
FAR_BELOW = 0.75
"""A figure from the ground this far below the official one, as a share of it, contradicts it."""
SHARES = ("duty_cycle", "utilisation", "operating_rate", "plan_fulfilment")

Figure = tuple[tuple[str | None, ...], float]
"""What is measured and in which unit, and how much of it: figures compare where the first is the same."""


class Said(Protocol):
    """What a verdict looks at: ``sign`` is 1 for good news, -1 for bad, 0 for neither."""

    @property
    def side(self) -> Side: ...
    @property
    def sign(self) -> int: ...
    @property
    def figure(self) -> Figure | None: ...
    @property
    def facility(self) -> str | None: ...


def sign_of_level(status: str | None, modality: str) -> int:
    """1 for normal or better, -1 for less, 0 for what is no fact or tells neither."""
    return SIGN_OF_STATUS.get(status or "", 0) if modality == "actual" else 0


def figure_of_level(
    kind: str, fraction: float | None, value: float | None, unit: str | None, per: str | None, product: str | None
) -> Figure | None:
    """The figure of a level, a rate as that of a day; None where there is no number that others compare with."""
    if kind in SHARES:
        return ((kind,), fraction) if fraction is not None else None
    if value is None or kind not in ("rate", "volume"):
        return None
    return ((kind, product, unit), value / DAYS_IN[per]) if per in DAYS_IN else ((kind, product, unit, per), value)


def verdict(topic: str, official: Sequence[Said], ground: Sequence[Said]) -> Verdict:
    """The verdict on what either side says of one topic.

    Silence of the official side is ``ground_only``. Of the outlet's own voice only a denial counts: it repeats what
    officials say. Managers are named and blamed in the normal course of things, which admits nothing. What witnesses
    say of factories in general agrees with no claim on one.
    """
    if not official:
        return "ground_only"
    good, bad = any(s.sign > 0 for s in official), any(s.sign < 0 for s in official)
    witnessed = [s for s in ground if s.side == "ground"]
    if (good and any(s.sign < 0 for s in ground)) or figures_differ(official, witnessed):
        return "contradicted"
    if bad and not good and topic != "management" and any(s.sign < 0 for s in witnessed):
        return "admitted"
    if good and any(s.sign > 0 and s.facility is not None for s in witnessed):
        return "consistent"
    return "official_only"


def figures_differ(official: Iterable[Said], ground: Sequence[Said]) -> bool:
    """Whether a figure from the ground is far below an official one."""
    lowest: dict[tuple[str | None, ...], float] = {}
    for said in ground:
        if said.figure is not None:
            what, amount = said.figure
            lowest[what] = min(amount, lowest.get(what, amount))
    figures = (said.figure for said in official if said.figure is not None)
    return any(lowest[what] < FAR_BELOW * amount for what, amount in figures if what in lowest)
