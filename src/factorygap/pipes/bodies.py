"""Public bodies in a Doc: matches of the word list ``actors``, grown to their whole names."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.attrs import ORTH
from spacy.tokens import Doc, Span

from factorygap import lexicon
from factorygap.phrases import Phrases
from factorygap.pipes.alike_names import in_brackets
from factorygap.pipes.body_names import bearer, grown, is_name, names_a_thing
from factorygap.pipes.body_roles import level_of, of_country, plays_a_part
from factorygap.pipes.found import Found
from factorygap.pipes.scan import ids, tokens_with

_PRESS = frozenset("news press reporting information broadcasting telegraph telegraphic".split())
_PAST = frozenset("former ex retired late then ex-".split())
_GLUED = re.compile(r"(?<=[a-z])Kim (?:Il Sung|Jong Il|Jong Un)|Kim (?:Il Sung|Jong Il|Jong Un)(?=[a-z])")


class Bodies:
    """Finds bodies, leaders and unnamed office-holders by the word list ``actors``."""

    def __init__(self, folder: str | None) -> None:
        entries = lexicon.load("actors", folder)
        self._phrases: Phrases[lexicon.Entry] = Phrases(
            [(phrase, entry) for entry in entries for phrase in entry.phrases]
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
            if made is None or any(made.start < other.end and other.start < made.start for other in found):
                continue
            inner = [other for other in found if made.start <= other.start and other.end <= made.end]
            if inner and entry.id == "council":
                made = replace(made, category=inner[0].category)
            found = [other for other in found if other not in inner]
            taken.update(range(made.start, made.end), range(span.start, span.end))
            found.append(made)
        found += _aliases(doc, found, taken)
        media = {item.start for item in found if item.category == "state_media" and item.why != "state-media"}
        found = [item for item in found if not (item.why == "state-media" and item.end in media)]
        return sorted([*found, *_glued(doc, taken)], key=lambda item: item.start)


def _aliases(doc: Doc, found: list[Found], taken: set[int]) -> list[Found]:
    """The short names that brackets give: "the State Canal Board (JEC)" is later "the JEC"."""
    short: dict[str, Found] = {}
    for item in found:
        given = in_brackets(doc, item)
        if given is not None:
            short.setdefault(given, item)
        initials = "".join(t.text[0] for t in doc[item.start : item.end] if t.is_title)
        if len(initials) > 2 and not item.person:
            short.setdefault(initials, item)
    return [
        replace(short[t.text], start=t.i, end=t.i + 1, head=t.i, name=None)
        for t in (tokens_with(doc, ORTH, ids(short)) if short else ())
        if t.i not in taken
    ]


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


def _holder(doc: Doc, start: int, end: int) -> int:
    """Where the person begins in "minister of industry Ana Ruiz"; ``end`` where none is named."""
    while end > start and doc[end - 1].ent_type_ == "PERSON":
        end -= 1
    return end


def _is_acronym(span: Span, entry: lexicon.Entry) -> bool:
    return len(span) == 1 and span.text in (entry["acronyms"] or ())


def _is_of_the_press(doc: Doc, start: int, end: int) -> bool:
    """ "The Peruvian News Agency", "the Harbour Reporting Service": of a country, it is the state's."""
    return end - start > 1 and doc[end - 2].lower_ in _PRESS


def _body(span: Span, entry: lexicon.Entry, countries: dict[int, str], titles: dict[int, str]) -> Found | None:
    doc = span.doc
    if doc[span.start].lower_ == "the" and len(span) > 1:
        span = doc[span.start + 1 : span.end]
    head = span.root
    if entry["name"] or entry["category"] == "leader":
        if not entry["generic"] and names_a_thing(span):
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
    if entry["person"] and any(c.lower_ in _PAST for c in head.lefts):
        return None
    start, end = (span.start, span.end) if entry.id == "state-media-names" else grown(span)
    holder = _holder(doc, span.end, end) if entry["person"] else end
    if holder < end:
        title = doc[start:holder].text
        return Found(holder, end, end - 1, entry["category"], entry.id, level=entry["level"], title=title, person=True)
    proper = any(t.is_title or t.is_upper for t in doc[start:end] if not (t.i == start and t.is_sent_start)) and any(
        t.pos_ == "PROPN" or t.is_upper for t in doc[start:end]
    )
    if entry["capital"] and not is_name(doc, span, start, end, bool(entry["bare"])):
        return None
    generic = bool(entry["generic"]) and not (proper and end - start > len(span)) and not _is_acronym(span, entry)
    if head.head is not head and head.head.i in range(start, end):
        head = doc[start:end].root
    named = bearer(head, end)
    if named is not None and not proper:
        return Found(named[0], named[1], named[1] - 1, entry["category"], entry.id, level=entry["level"])
    if not plays_a_part(head, entry, generic, titles):
        return None
    country = next((countries[i] for i in range(start, end) if i in countries), None)
    if entry.id == "body" and _is_of_the_press(doc, start, end):
        return Found(start, end, head.i, "state_media", "national news agency") if country else None
    return Found(
        start, end, head.i, of_country(doc, start, end, head, entry, countries), entry.id,
        key=f"country {country}" if entry.id == "government" and country else None,
        level=entry["level"] or level_of(doc, start, end), generic=generic, person=bool(entry["person"]),
    )  # fmt: skip
