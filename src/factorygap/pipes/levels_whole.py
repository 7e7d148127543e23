"""All of a capacity, in words: "at full capacity", "near full power", "attained its full generating capacity"."""

from __future__ import annotations

from factorygap.inflection import forms
from factorygap.labels import Bound
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_shares import FULL, utilisation
from factorygap.pipes.measured import Measured

_FILLED = frozenset(["capacity", "power", "load", "throttle", "capability", "nameplate", "rates"])
_NEAR: dict[str, Bound] = {"at": "exact", "near": "about", "to": "about"}
_KINDS = frozenset(
    "production operating generating generation processing refining milling smelting crushing output rated design "
    "nameplate installed power".split()
)
_REACHED = frozenset(
    form for verb in "reach attain achieve hit regain restore approach".split() for form in forms(verb)
)
_ADJECTIVES = 4


def read(m: Measured) -> list[Candidate]:
    """ "at full capacity", "return to full power", "attain its full generating capacity", "at capacity"."""
    out = []
    for i in (i for i, word in enumerate(m.words) if i and word in _FILLED):
        if not m.in_industry(i):
            continue
        candidate = _all_of(m, i) or _at_capacity(m, i)
        if candidate is not None:
            out.append(candidate)
    return out


def _all_of(m: Measured, whole: int) -> Candidate | None:
    """All of what the word at ``whole`` names, by a word such as "full" before it."""
    i = first = whole
    while i and whole - i < _ADJECTIVES and (m.words[i - 1] in FULL | _KINDS or m.words[i - 1] == "-"):
        i -= 1
        first = i if m.words[i] in FULL else first
    if first == whole and m.words[whole] != "nameplate":
        return None
    limit = m.words[first] in ("full", "maximum")
    start = first - 1 if m.words[first - 1] in ("their", "its", "the", "a", "his") else first
    lead = m.words[start - 1] if start else ""
    if m.words[whole + 1 : whole + 2] == ["of"] and any(f.start == whole + 2 for f in m.found):
        return None
    bound: Bound = "exact"
    if lead in ("near", "nearly", "almost", "virtually") or m.words[max(0, start - 2) : start] == ["close", "to"]:
        bound = "about"
    elif lead in ("below", "under", "than", "short") and limit:
        bound = "less_than"
    elif lead in _REACHED:
        return utilisation(start - 1, whole + 1, 1.0, bound, "utilisation:reached")
    elif m.words[whole] == "rates" or first == whole or (lead not in ("at", "to") and not (limit and _runs(m, start))):
        return None
    return utilisation(max(start - 1, 0), whole + 1, 1.0, bound, "utilisation:full")


def _at_capacity(m: Measured, whole: int) -> Candidate | None:
    near = _NEAR.get(m.words[whole - 1])
    if m.words[whole] != "capacity" or near is None or not _runs(m, whole - 1) or not _ends_there(m, whole):
        return None
    close = m.words[max(0, whole - 2) : whole] == ["close", "to"]
    if m.words[whole - 1] == "to" and not close:
        return None
    return utilisation(whole - 2 if close else whole - 1, whole + 1, 1.0, near, "utilisation:at-capacity")


def _ends_there(m: Measured, i: int) -> bool:
    return not (i + 1 < len(m.doc) and m.doc[i + 1].pos_ in ("NOUN", "PROPN"))


def _runs(m: Measured, i: int) -> bool:
    return m.first(max(0, i - 5), i, "run", "make", "plant") is not None
