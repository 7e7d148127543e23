"""Public bodies in a Doc: matches of the word list ``actors``, grown to their whole names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.attrs import ORTH
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from factorygap import lexicon
from factorygap.labels import ActorCategory, ActorLevel
from factorygap.phrases import Phrases
from factorygap.pipes.names import run_left, run_right
from factorygap.pipes.scan import ids, tokens_with

SCOPES: dict[str, ActorLevel] = {
    "national": "national", "federal": "national", "central": "national", "supreme": "national", "state": "national",
    "provincial": "provincial", "province": "provincial", "regional": "provincial", "prefectural": "provincial",
    "oblast": "provincial", "county": "county", "district": "county", "city": "city", "municipal": "city",
    "mayor": "city", "governor": "provincial", "town": "city", "township": "city", "village": "city",
    "municipality": "city",
}  # fmt: skip
"""Words in a name that tell the level of government."""
_WORKING = frozenset(
    "workers worker mineworkers miners steelworkers metalworkers labour labor dockers employees".split()
)
_TRADING = frozenset(
    "exporters producers growers millers manufacturers employers traders marketers importers business industry minerals"
    " cotton sugar textile steel mining industrial".split()
)
_LOCAL = frozenset("provincial county city municipal district prefectural township borough".split())
_GLUED = re.compile(r"(?<=[a-z])Kim (?:Il Sung|Jong Il|Jong Un)|Kim (?:Il Sung|Jong Il|Jong Un)(?=[a-z])")
_LINKS = frozenset("of for on".split())
_INSIDE = frozenset("and & - – the".split())
_ROLES = frozenset("spokesman spokeswoman spokesperson spokesmen official officials minister".split())


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
        self._acronym_ids = ids(self._acronyms)

    def find(self, doc: Doc, countries: dict[int, str], titles: dict[int, str]) -> list[Found]:
        """Mentions in the order of the text; ``titles`` maps the tokens of personal titles to their kind."""
        matches = [(span, entry) for span, entry in self._phrases.find(doc)]
        matches += [(doc[t.i : t.i + 1], self._acronyms[t.text]) for t in tokens_with(doc, ORTH, self._acronym_ids)]
        matches.sort(key=lambda match: (-len(match[0]), bool(match[1]["capital"]), match[0].start))
        taken: set[int] = set()
        found: list[Found] = []
        for span, entry in matches:
            if taken.intersection(range(span.start, span.end)):
                continue
            made = _body(span, entry, countries, titles)
            if made is not None:
                taken.update(range(made.start, made.end))
                found.append(made)
        return sorted([*found, *_glued(doc, taken)], key=lambda item: item.start)


def _glued(doc: Doc, taken: set[int]) -> list[Found]:
    """Leaders whose names lost the spaces around them with the bold type of the page: "GeneralKim Il Sungvisited"."""
    made = []
    for match in _GLUED.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None and not taken.intersection(range(span.start, span.end)):
            key = match.group().lower().replace(" ", "-")
            made.append(
                Found(
                    span.start,
                    span.end,
                    span.end - 1,
                    "leader",
                    key,
                    key=key,
                    level="national",
                    person=True,
                    name=match.group(),
                )
            )
    return made


def _body(span: Span, entry: lexicon.Entry, countries: dict[int, str], titles: dict[int, str]) -> Found | None:
    doc = span.doc
    if doc[span.start].lower_ == "the" and len(span) > 1:
        span = doc[span.start + 1 : span.end]
    head = span.root
    if entry["name"] or entry["category"] == "leader":
        if not entry["generic"] and _names_a_thing(span):
            return None
        if entry["generic"] and head.dep_ not in (
            "nsubj",
            "nsubjpass",
            "poss",
            "pobj",
            "dobj",
            "appos",
            "compound",
            "amod",
        ):
            return None
        return Found(
            span.start, span.end, span.end - 1, entry["category"], entry.id, key=entry.id if entry["name"] else None,
            level=entry["level"], title=entry["title"], generic=bool(entry["generic"]),
            person=entry["category"] == "leader",
        )  # fmt: skip
    start, end = _grown(span)
    proper = any(t.is_title or t.is_upper for t in doc[start:end] if not (t.i == start and t.is_sent_start)) and any(
        t.pos_ == "PROPN" or t.is_upper for t in doc[start:end]
    )
    if entry["capital"] and not _is_name(doc, span, start, end, bool(entry["bare"])):
        return None
    generic = bool(entry["generic"]) and not (proper and end - start > len(span))
    if head.head is not head and head.head.i in range(start, end):
        head = doc[start:end].root
    named = _bearer(head, end)
    if named is not None and not proper:
        return Found(named[0], named[1], named[1] - 1, entry["category"], entry.id, level=entry["level"])
    if not _plays_a_part(head, entry, generic, titles):
        return None
    country = next((countries[i] for i in range(start, end) if i in countries), None)
    return Found(
        start, end, head.i, _of_country(doc, start, head, entry, countries), entry.id,
        key=f"country {country}" if entry.id == "government" and country else None,
        level=entry["level"] or _level(doc, start, end), generic=generic, person=bool(entry["person"]),
    )  # fmt: skip


def _names_a_thing(span: Span) -> bool:
    """ "Kim Il Sung Square": a thing named after a leader."""
    last = span[-1]
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return last.dep_ == "compound" and after is not None and after.is_title and last.head.i >= span.end


def _is_name(doc: Doc, span: Span, start: int, end: int, bare: bool) -> bool:
    """As "Rural Roads Bureau", "Bureau of Roads", "Rural Roads department"; a bare "Teamsters" if the entry says so."""
    if bare:
        return (doc[span.start].is_title and not doc[span.start].is_sent_start) or end - start > len(span)
    if start < span.start and (doc[span.start - 1].is_title or doc[span.start - 1].text in ("'", "’")):
        return doc[start:end][0].is_title or doc[start].lower_ in SCOPES
    return end > span.end and span[-1].is_title


def _grown(span: Span) -> tuple[int, int]:
    """The match with the capitalised and scope words before it, and "of ..." behind it."""
    doc, start, end = span.doc, span.start, span.end
    sent = span.sent
    while start > sent.start:
        before = doc[start - 1]
        if before.text == "-" and start - 2 >= sent.start and doc[start - 2].is_title and not before.whitespace_:
            start -= 2
        elif before.is_title and before.pos_ in ("PROPN", "ADJ", "NOUN") and not before.is_sent_start:
            start -= 1
        elif before.text in ("'", "’") and start - 2 >= sent.start and doc[start - 2].is_title and doc[start].is_title:
            start -= 2
        elif (
            (before.lower_ in SCOPES and before.is_alpha)
            or (before.is_upper and before.is_alpha and before.pos_ == "PROPN" and len(before) > 1)
            or (before.dep_ == "compound" and before.head.i in range(start, end) and before.pos_ in ("NOUN", "PROPN"))
        ):
            start -= 1
        elif (
            before.text in ("&", "and", "-")
            and start - 2 >= sent.start
            and doc[start - 2].is_title
            and doc[start].is_title
            and (doc[start - 2].dep_ in ("compound", "nmod") or doc[start - 2].lower_.endswith("ers"))
        ):
            start -= 2
        else:
            break
    while end < sent.end:
        token = doc[end]
        if token.lower_ in _LINKS and end + 1 < sent.end:
            following = doc[end + 2] if doc[end + 1].lower_ == "the" and end + 2 < sent.end else doc[end + 1]
            if (
                not (following.is_title or following.is_upper)
                or not following.is_alpha
                or following.ent_type_ == "DATE"
            ):
                break
            end = following.i + 1
        elif token.is_title and token.pos_ in ("PROPN", "ADJ", "NOUN") and doc[end - 1].is_title and end > span.end:
            end += 1
        elif (
            token.lower_ in _INSIDE
            and end > span.end
            and end + 1 < sent.end
            and doc[end + 1].is_title
            and doc[end - 1].is_title
            and doc[end + 1].ent_type_ not in ("PERSON", "GPE")
        ):
            end += 2
        else:
            break
    return start, end


def _bearer(head: Token, end: int) -> tuple[int, int] | None:
    """The name that a common noun for a body goes with: "the trade union Sol", "Sol, the weavers' union"."""
    doc = head.doc
    if head.dep_ == "appos" and head.head.pos_ == "PROPN" and head.head.ent_type_ not in ("GPE", "PERSON", "LOC"):
        name = head.head.i
        return (run_left(doc, name), name + 1) if name < head.i else None
    if head.is_lower and head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN" and head.i + 1 == end:
        stop = run_right(doc, end)
        if stop == head.head.i + 1 and head.head.ent_type_ not in ("PERSON", "GPE"):
            return end, stop
    return None


def _plays_a_part(head: Token, entry: lexicon.Entry, generic: bool, titles: dict[int, str]) -> bool:
    """Bodies act, speak, own or stand beside a title; in "government bonds" there is none."""
    if head.dep_ in ("compound", "amod", "nmod") and entry["category"] != "state_media":
        return head.head.lower_ in _ROLES or head.head.i in titles or (not generic and head.head.ent_type_ == "PERSON")
    if entry["person"] or entry["category"] == "management" or entry.id == "local-government":
        return head.dep_ == "nsubj" or _is_agent(head) or (head.dep_ == "conj" and head.head.dep_ == "nsubj")
    if generic or entry["category"] in ("international", "foreign"):
        return (
            head.dep_ in ("nsubj", "nsubjpass", "poss", "csubj", "ROOT")
            or _is_agent(head)
            or (head.dep_ == "conj" and head.head.dep_ in ("nsubj", "poss"))
        )
    return True


def _is_agent(head: Token) -> bool:
    link = head.head
    return head.dep_ == "pobj" and (
        link.dep_ == "agent" or link.lower_ == "by" or (link.lower_ == "to" and link.head.lower_ == "according")
    )


def _level(doc: Doc, start: int, end: int) -> ActorLevel | None:
    for token in doc[max(0, start - 2) : end]:
        level = SCOPES.get(token.lower_)
        if level is not None:
            return level
    return None


def _of_country(doc: Doc, start: int, head: Token, entry: lexicon.Entry, countries: dict[int, str]) -> ActorCategory:
    category: ActorCategory = entry["category"]
    if entry.id == "council" and any(t.lower_ in _TRADING for t in doc[start : head.i]):
        return "association"
    if category == "association" and any(t.lower_ in _WORKING for t in doc[start : head.i]):
        return "union"
    if category in ("ministry", "government") and any(t.lower_ in _LOCAL for t in doc[start : head.i]):
        return "local_government"
    if category in ("government", "ministry") and entry["capital"]:
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is not None and owner.pos_ == "PROPN" and owner.i not in countries:
            return "local_government"
    return category
