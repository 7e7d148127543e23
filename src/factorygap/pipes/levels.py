"""What the readers of output levels hand to ``output_levels``: candidates, before anyone asks whose and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factorygap.labels import Bound, LevelKind, Modality, Status


@dataclass(frozen=True)
class Candidate:
    """A stretch of the Doc (token offsets, end exclusive) that may state how much something runs.

    ``quantity`` has the fields of ``records.Quantity``; ``fraction`` and ``change`` are ratios as in the contract.
    ``modality`` and ``facility`` are given only where the words themselves settle them ("capacity of ..."); the
    component works out the rest. ``nested`` candidates stay although a longer one covers them ("half its 90,000 bpd
    capacity" holds a rate of its own).
    """

    start: int
    end: int
    kind: LevelKind
    why: str
    quantity: dict[str, Any] | None = None
    fraction: float | None = None
    change: float | None = None
    bound: Bound = "exact"
    status: Status | None = None
    modality: Modality | None = None
    facility: str | None = None
    also: tuple[str, ...] = ()
    nested: bool = False

    @property
    def unit(self) -> str | None:
        """The unit of the quantity."""
        return self.quantity["unit"] if self.quantity else None

    @property
    def per(self) -> str | None:
        """The period of the quantity."""
        return self.quantity["per"] if self.quantity else None
