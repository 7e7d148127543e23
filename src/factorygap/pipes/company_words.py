"""The words by which companies are told from other names: the word list ``company_words``."""

from __future__ import annotations

from factorygap import lexicon

_LISTS = lexicon.words("company_words")

LEGAL = _LISTS["legal"]
TRADES = _LISTS["trades"]
PLANT_NOUNS = _LISTS["plants"]
ACTS = _LISTS["acts"]
OWNED = _LISTS["owned"]
BARE = _LISTS["bare"]
NO_COMPANIES = _LISTS["no-companies"]
COMPANY_NOUNS = _LISTS["nouns"]
MEMBERS = _LISTS["members"]
FIRST_WORDS = _LISTS["first-words"]
BEGINNINGS = tuple(sorted(_LISTS["beginnings"]))
ENDINGS = tuple(sorted(_LISTS["endings"]))
FUNCTIONS = _LISTS["functions"]
OUTSIDERS = _LISTS["outsiders"]
