"""The body that a title or a name belongs to, and the category of official that it makes of a person."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from factorygap import lexicon
from factorygap.labels import ActorCategory
from factorygap.pipes.found import Found

_STOPS = frozenset([",", ".", ";", ":", "(", ")", '"', "“", "”"])
_ORGANISED = frozenset(
    [
        "union",
        "association",
        "regulator",
        "inspection",
        "ministry",
        "government",
        "local_government",
        "party",
        "military",
        "security",
        "prosecution",
        "international",
        "foreign",
        "state_media",
    ]
)
_COMPANY_WORDS = frozenset(
    [
        "company",
        "firm",
        "plant",
        "mill",
        "refinery",
        "mine",
        "factory",
        "smelter",
        "works",
        "group",
        "corporate",
        "steelworks",
        "complex",
    ]
)
_ELECTED = frozenset(
    ["secretary", "president", "chairman", "chairwoman", "organiser", "organizer", "treasurer", "convenor"]
)
_UNION_WORDS = frozenset(
    "union workers labour labor mineworkers steelworkers miners dockers railwaymen metalworkers".split()
)
_LINKS = frozenset("of from at with in".split())
_OFFICE = frozenset(
    "head chief director manager deputy secretary officer executive official chairman chairwoman president minister"
    " commissioner administrator spokesman spokeswoman spokesperson representative adviser advisor engineer leader"
    " organiser organizer convenor member".split()
)
_OUTSIDE = frozenset(
    "former retired ex analyst expert economist researcher professor critic resident worker employee".split()
)
_NO_OFFICE = frozenset(
    "its their rebel opposition militia guerrilla residents community"
    " farmers students villagers campaign protest".split()
)
_BRANCHES = frozenset("local branch lodge".split())


def category_of(
    doc: Doc, span: Span, entry: lexicon.Entry, name: tuple[int, int], at: dict[int, Found], countries: dict[int, str]
) -> ActorCategory | None:
    kind = entry["category"]
    if kind not in ("body", "executive", "president"):
        return kind  # type: ignore[no-any-return]
    body, words = _body_of(doc, span, name, at)
    if body is not None and body.category in _ORGANISED and not (entry.id == "executive" and _is_above(body, words)):
        return body.category
    if body is not None and body.category == "company":
        return "company" if entry.id == "spokesperson" else "management"
    if words & _UNION_WORDS and not words & _COMPANY_WORDS:
        return "union"
    if body is None and entry.id == "executive" and span.root.lower_ in _ELECTED:
        owner = _owner_before(doc, span.start, at)
        if owner is not None and owner.category in ("union", "association"):
            return owner.category
    if words & _COMPANY_WORDS:
        return "company" if entry.id == "spokesperson" else "management"
    if words & _BRANCHES and kind == "president":
        return "union"
    if entry.id == "leader":
        before = doc[span.start - 1] if span.start else None
        of_state = before is None or before.i in countries or before.pos_ in ("DET", "PUNCT", "SPACE", "ADP", "VERB")
        return "leader" if name[0] >= span.end and (of_state or span.text[0].isupper()) else None
    if entry.id == "spokesperson" and words & _NO_OFFICE:
        return None
    if kind == "president":
        before = doc[span.start - 1] if span.start else None
        of_firm = before is not None and before.pos_ == "PROPN" and before.i not in countries
        return "leader" if name[0] >= span.end and span.text[0].isupper() and not of_firm else "management"
    return entry["default"]  # type: ignore[no-any-return]


def _is_above(body: Found, words: set[str]) -> bool:
    """Whether "its manager" cannot be that of the body named last: a watchdog or ministry runs no plant."""
    return "its" in words and body.category in ("regulator", "inspection", "ministry", "state_media", "government")


def _body_of(doc: Doc, span: Span, name: tuple[int, int], at: dict[int, Found]) -> tuple[Found | None, set[str]]:
    """The body that the words around a title name, and those words."""
    words: set[str] = set()
    index = _before_brackets(doc, span.start - 1)
    while (
        index >= max(0, span.start - 7)
        and doc[index].text not in _STOPS
        and doc[index].pos_ not in ("DET", "VERB", "AUX")
    ):
        if index in at and not at[index].person:
            return at[index], words
        words.add(doc[index].lower_)
        if doc[index].lower_ in ("its", "their"):
            return _owner_before(doc, index, at), words
        index -= 1
    for index in range(span.end, name[0]):
        if index in at and not at[index].person:
            return at[index], words
        words.add(doc[index].lower_)
    index = name[1] if name[0] >= span.end else span.end
    last = min(len(doc), index + 12)
    if (
        index < last
        and doc[index].text == ","
        and name[0] >= span.end
        and index + 1 < last
        and doc[index + 1].lower_ in ("of", "from")
    ):
        index += 1
    while index < last and doc[index].text not in _STOPS and doc[index].pos_ not in ("VERB", "AUX", "SCONJ"):
        if index in at and not at[index].person:
            return at[index], words
        words.add(doc[index].lower_)
        index += 1
    return None, words


def _before_brackets(doc: Doc, index: int) -> int:
    """Past the short name in "Canal Workers' Union (CWU) secretary"."""
    bracketed = index > 2 and doc[index].text == ")" and doc[index - 2].text == "("
    return index - 3 if bracketed else index


def _owner_before(doc: Doc, index: int, at: dict[int, Found]) -> Found | None:
    """The body that "its chairman" belongs to: the last one that was a subject."""
    for back in range(index - 1, max(-1, index - 60), -1):
        if back in at and not at[back].person and doc[back].dep_ in ("nsubj", "nsubjpass"):
            return at[back]
    return None


def _past_office(doc: Doc, index: int) -> int:
    """Where the body of "X, a section chief at the ministry," is linked; ``index`` itself where no office stands."""
    noun = next((t for t in doc[index : index + 8] if t.lower_ in _LINKS), None)
    office = noun is not None and all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "CCONJ") for t in doc[index : noun.i])
    if noun is None or not office or noun.i == index:
        return index
    words = {t.lower_ for t in doc[index : noun.i]}
    return noun.i if words & _OFFICE and not words & _OUTSIDE else index


def affiliation(doc: Doc, ent: Span, at: dict[int, Found]) -> Found | None:
    """ "Ana Ruiz from the Weavers Union", "Jon Dahl, of the oil workers' federation"."""
    index = ent.end
    if index < len(doc) and doc[index].text == ",":
        index = _past_office(doc, index + 1)
    if index >= len(doc) or doc[index].lower_ not in ("of", "from", "at", "with"):
        return None
    for token in doc[index + 1 : index + 5]:
        if token.i in at and not at[token.i].person:
            return at[token.i]
        if token.text in _STOPS or token.pos_ in ("VERB", "AUX"):
            return None
    return None
