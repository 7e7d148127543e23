"""Public bodies in a Doc: matches of the word list ``actors``, grown to their whole names."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from factorygap import lexicon
from factorygap.labels import ActorCategory, ActorLevel
from factorygap.phrases import Phrases

SCOPES: dict[str, ActorLevel] = {
    "national": "national", "federal": "national", "central": "national", "supreme": "national", "state": "national",
    "provincial": "provincial", "province": "provincial", "regional": "provincial", "prefectural": "provincial",
    "oblast": "provincial", "county": "county", "district": "county", "city": "city", "municipal": "city",
    "mayor": "city", "governor": "provincial", "town": "city", "township": "city", "village": "city",
    "municipality": "city",
}  # fmt: skip
"""Words in a name that tell the level of government."""
_LINKS = frozenset(["of", "for", "on"])
_INSIDE = frozenset(["and", "&", "-", "–", "the"])
_ROLES = frozenset(["spokesman", "spokeswoman", "spokesperson", "spokesmen", "official", "officials", "minister"])
_ACTING = frozenset(["nsubj", "nsubjpass", "poss", "pobj", "agent", "conj", "appos", "ROOT", "dobj", "attr", "csubj", "npadvmod", "dep", "dative", "oprd"])


@dataclass(frozen=True)
class Found:
    """One mention of an official actor before mentions are put together."""

    start: int
    end: int
    head: int
    category: ActorCategory
    why: str
    key: str | None = None
    """What all mentions of the same named actor share."""
    level: ActorLevel | None = None
    title: str | None = None
    generic: bool = False
    person: bool = False
    name: str | None = None


class Bodies:
    """Finds bodies, leaders and unnamed office-holders by the word list ``actors``."""

    def __init__(self, vocab: Vocab, folder: str | None) -> None:
        entries = lexicon.load("actors", folder)
        self._phrases: Phrases[lexicon.Entry] = Phrases(
            vocab, [(phrase, entry) for entry in entries for phrase in entry.phrases]
        )
        self._acronyms = {acronym: entry for entry in entries for acronym in entry["acronyms"] or ()}

    def find(self, doc: Doc, countries: dict[int, str]) -> list[Found]:
        matches = [(span, entry) for span, entry in self._phrases.find(doc)]
        matches += [(doc[t.i : t.i + 1], self._acronyms[t.text]) for t in doc if t.text in self._acronyms]
        matches.sort(key=lambda match: (-len(match[0]), bool(match[1]["capital"]), match[0].start))
        taken: set[int] = set()
        found: list[Found] = []
        for span, entry in matches:
            if taken.intersection(range(span.start, span.end)):
                continue
            made = _body(span, entry, countries)
            if made is not None:
                taken.update(range(made.start, made.end))
                found.append(made)
        return sorted(found, key=lambda item: item.start)


def _body(span: Span, entry: lexicon.Entry, countries: dict[int, str]) -> Found | None:
    doc = span.doc
    if doc[span.start].lower_ == "the" and len(span) > 1:
        span = doc[span.start + 1 : span.end]
    head = span.root
    if entry["name"] or entry["category"] == "leader":
        if doc[span.end - 1].dep_ == "compound" and doc[span.end - 1].head.pos_ in ("PROPN", "NOUN") and not entry["generic"]:
            if doc[span.end - 1].head.lower_ not in _ROLES and doc[span.end - 1].head.i >= span.end and doc[span.end].is_title:
                return None
        return Found(
            span.start, span.end, span.end - 1, entry["category"], entry.id, key=entry.id if entry["name"] else None,
            level=entry["level"], title=entry["title"], generic=bool(entry["generic"]), person=entry["category"] == "leader",
        )  # fmt: skip
    start, end = _grown(span)
    proper = any(t.is_title or t.is_upper for t in doc[start:end] if not (t.i == start and t.is_sent_start)) and any(
        t.pos_ == "PROPN" or t.is_upper for t in doc[start:end]
    )
    if entry["capital"] and not (head.is_title and end - start > 1 and start < span.start and doc[start:end][0].is_title):
        if not (end > span.end and head.is_title) and not (head.is_lower and doc[span.start - 1].is_title and end - start > 1):
            return None
    generic = bool(entry["generic"]) and not (proper and end - start > len(span))
    if not _plays_a_part(head, generic):
        return None
    return Found(
        start, end, head.i, _of_country(doc, start, head, entry, countries), entry.id,
        level=entry["level"] or _level(doc, start, end), generic=generic, person=bool(entry["person"]),
    )  # fmt: skip


def _grown(span: Span) -> tuple[int, int]:
    """The match with the capitalised and scope words before it, and "of ..." behind it."""
    doc, start, end = span.doc, span.start, span.end
    sent = span.sent
    while start > sent.start:
        before = doc[start - 1]
        if before.is_title and before.pos_ in ("PROPN", "ADJ", "NOUN") and not before.is_sent_start:
            start -= 1
        elif before.lower_ in SCOPES and before.is_alpha:
            start -= 1
        elif before.is_upper and before.is_alpha and before.pos_ == "PROPN" and len(before) > 1:
            start -= 1
        elif before.dep_ == "compound" and before.head.i in range(start, end) and before.pos_ in ("NOUN", "PROPN"):
            start -= 1
        elif before.text in ("&", "and", "-") and start - 2 >= sent.start and doc[start - 2].is_title and doc[start].is_title and doc[start - 2].dep_ in ("compound", "nmod"):
            start -= 2
        else:
            break
    while end < sent.end:
        token = doc[end]
        if token.lower_ in _LINKS and end + 1 < sent.end:
            following = doc[end + 2] if doc[end + 1].lower_ == "the" and end + 2 < sent.end else doc[end + 1]
            if not (following.is_title or following.is_upper) or not following.is_alpha or following.ent_type_ == "DATE":
                break
            end = following.i + 1
        elif token.is_title and token.pos_ in ("PROPN", "ADJ", "NOUN") and doc[end - 1].is_title and end > span.end:
            end += 1
        elif token.lower_ in _INSIDE and end > span.end and end + 1 < sent.end and doc[end + 1].is_title and doc[end - 1].is_title and doc[end + 1].ent_type_ not in ("PERSON", "GPE"):
            end += 2
        else:
            break
    return start, end


def _plays_a_part(head: Token, generic: bool) -> bool:
    """Bodies act, speak, own or stand beside a title; in "government bonds" there is none."""
    if head.dep_ in ("compound", "amod", "nmod"):
        return head.head.lower_ in _ROLES or head.head.pos_ == "PROPN"
    if not generic:
        return True
    if head.dep_ in ("pobj", "conj", "dobj", "attr"):
        return head.dep_ == "pobj" and head.head.dep_ == "agent" or head.lower_ not in ("state", "party", "court") and head.dep_ != "attr"
    return head.dep_ in _ACTING


def _level(doc: Doc, start: int, end: int) -> ActorLevel | None:
    for token in doc[max(0, start - 2) : end]:
        level = SCOPES.get(token.lower_)
        if level is not None:
            return level
    return None


def _of_country(doc: Doc, start: int, head: Token, entry: lexicon.Entry, countries: dict[int, str]) -> ActorCategory:
    category: ActorCategory = entry["category"]
    if category in ("government", "ministry") and entry["capital"]:
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is not None and owner.ent_type_ == "GPE" and owner.i not in countries:
            return "local_government"
    return category
