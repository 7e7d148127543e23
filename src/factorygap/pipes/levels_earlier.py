"""What output is compared with: "of what it was", "of last year's level", "half as much as in May"."""

from __future__ import annotations

import re

from factorygap.pipes.measured import Found, Measured

_LEVELS = frozenset(
    "level levels output production volume volumes peak total figure rate year month period one amount that "
    "earlier before ago pace tempo self strength".split()
)
EARLIER = frozenset(
    "last previous year earlier before ago same was were made produced used once peak pre pre-war prewar level levels "
    "previously former".split()
)
_DID = frozenset(["was", "were", "did", "used"])


def of_earlier(m: Measured, found: Found) -> int | None:
    """ "of what it was", "of last year's level", "half the output of a year ago": where the expression ends."""
    i = found.end
    words = [t.lower_ for t in m.doc[i : i + 9]]
    if words[:1] == ["of"] and (
        normal := next((k for k in (1, 2) if words[k : k + 1] in (["normal"], ["usual"])), None)
    ):
        return i + normal + 1
    if words[:2] in (["as", "much"], ["as", "many"]) and "as" in words[2:5]:
        return i + 2 + (m.doc[i + 2].pos_ == "NOUN")
    if not words or words[0] not in ("of", "what", "the", "last", "its", "that"):
        return None
    for k, word in enumerate(words):
        if k and ((m.doc[i + k].is_punct and word not in ("-", "’s", "'s")) or (word in ("in", "by") and k > 6)):
            return None
        if m.has(i + k, "plan", "other", "utilisation") or (m.has(i + k, "plant") and "what" not in words[:k]):
            return None
        if "what" in words[:k] and (word in _DID or m.has(i + k, "make") or m.doc[i + k].tag_ == "VBD"):
            return i + k + 1
        if k >= 2 and word in _LEVELS and re.fullmatch(r"(?:19|20)\d\d", words[k - 1]):
            return i + k + 1
        if word in _LEVELS and k >= 1 and any(w in EARLIER for w in words[: k + 1]) and words[0] != "that":
            return i + k + 1 + _tail(words[k + 1 :])
    return None


def _tail(words: list[str]) -> int:
    """How many more words belong to it: "last year" + "'s level", "the year" + "-ago level"."""
    if words[:1] == ["-"] and words[1:2] == ["ago"]:
        return 2 + (words[2:3] in (["level"], ["output"]))
    return 2 if words[:1] in (["'s"], ["’s"]) and words[1:2] and words[1] in _LEVELS else 0
