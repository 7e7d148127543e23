"""The words by which claims are read beside their cues: the word list ``claim_words``."""

from __future__ import annotations

from factorygap import lexicon

_LISTS = lexicon.words("claim_words")

ENDS = _LISTS["ends"]
DISPUTES = _LISTS["disputes"]
FAILS = ENDS | _LISTS["fails"]
NEGATIONS = _LISTS["negations"]
NOBODY = _LISTS["nobody"]
NO = _LISTS["no"]
ASKS = _LISTS["asks"]
REPORTS = _LISTS["reports"]
FALSE = _LISTS["false"]
GROUNDS = _LISTS["grounds"]
CAUSES = _LISTS["causes"]
SMALL = _LISTS["small"]
FOREIGN = _LISTS["foreign"]
CONTAINERS = _LISTS["containers"]
LINKS = _LISTS["links"]
CARRIES = _LISTS["carries"]
CIRCUMSTANCES = _LISTS["circumstances"]
EDGES = _LISTS["edges"]
