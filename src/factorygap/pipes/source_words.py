"""The words by which sources are told apart: the word list ``source_words``."""

from __future__ import annotations

from factorygap import lexicon

_LISTS = lexicon.words("source_words")

DATA = _LISTS["data"]
MEDIA = _LISTS["media"]
INSIDE = _LISTS["insider-marks"]
HIDDEN = _LISTS["hidden"]
PAST = _LISTS["past"]
SUPERIORS = _LISTS["superiors"]
COMPLAINTS = _LISTS["complaints"]
BODILY = _LISTS["bodily"]
MAKING = _LISTS["making"]
PLURALS = _LISTS["plurals"]
PERSON_NOUNS = tuple(sorted(_LISTS["person-nouns"]))
HUMAN_ENDINGS = tuple(sorted(_LISTS["human-endings"]))
NO_PERSONS = _LISTS["no-persons"]
RESEARCH_NAMES = _LISTS["research-names"]
OFFICIAL_MARKS = _LISTS["official-marks"]
BODIES = _LISTS["bodies"]
COMMUNITY = _LISTS["community"]
ISSUED = _LISTS["issued"]
GRIEVANCES = _LISTS["grievances"]
