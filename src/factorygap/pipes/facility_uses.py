"""Buildings that were works and are something else now: "the Hoover works, now a supermarket"."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap import lexicon
from factorygap.inflection import forms
from factorygap.pipes.facility_mention import Mention

_WORDS = lexicon.words("facility_words")
_BECOME = _WORDS["become"]
_OTHER_USES = frozenset(form for word in _WORDS["other-use"] for form in forms(word)[:2])
_INTO = frozenset(["as", "into"])
_ARTICLES = frozenset(["a", "an", "home", "flats", "luxury", "part"])


def is_another(doc: Doc, mention: Mention) -> bool:
    """Whether the text says beside a mention that it has become a building of another use."""
    behind = [t.lower_ for t in doc[mention.end : mention.end + 3]]
    if behind[:2] == [",", "now"] and behind[2:3] and behind[2] in _ARTICLES:
        return True
    verb = doc[mention.head_at].head
    if verb.lemma_ not in _BECOME or doc[mention.head_at].dep_ not in ("nsubj", "nsubjpass"):
        return False
    uses = [g for c in verb.children if c.lower_ in _INTO for g in c.children]
    uses += [c for c in verb.children if c.dep_ in ("attr", "dobj") and verb.lemma_ in ("become", "house", "host")]
    return any(use.lower_ in _OTHER_USES for use in uses)
