"""Signs that a name is a company's: a trade in it, a plant that it owns, a spokesman, what it does."""

from __future__ import annotations

from spacy.attrs import LOWER, POS
from spacy.symbols import PROPN
from spacy.tokens import Doc, Token

from factorygap.pipes.company_names import in_ticker, is_titled_the
from factorygap.pipes.company_words import (
    ACTS,
    BEGINNINGS,
    COMPANY_NOUNS,
    ENDINGS,
    FIRST_WORDS,
    FUNCTIONS,
    OUTSIDERS,
    PLANT_NOUNS,
    TRADES,
)
from factorygap.pipes.names import is_name_word, run_left, run_right
from factorygap.pipes.scan import ids, tokens_with

_NAME_ROLES = frozenset("nsubj nsubjpass poss pobj appos ROOT".split())
_ALSO_PERSONS = frozenset(
    "contractor owner operator producer supplier retailer developer processor grower miner brewer packager".split()
)
ISSUED = frozenset("statement filing release notice announcement".split())
_COMPANY_NOUN_IDS = ids(COMPANY_NOUNS)
_NAMED_NOUNS = ids(["group", "company", "conglomerate", "corporation", "utility"])
_WHERE = frozenset("in at near outside around".split())
_TITLE_LINKS = frozenset("of for at from with".split())


def candidates(doc: Doc, plants: set[int], titles: dict[int, str]) -> list[tuple[int, int, str]]:
    made: list[tuple[int, int, str]] = []
    surnames = {ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
    for token in tokens_with(doc, POS, (PROPN,)):
        if token.dep_ not in _NAME_ROLES or not is_name_word(token) or token.pos_ != "PROPN" or token.i in plants:
            continue
        if in_ticker(token) or is_titled_the(token):
            continue
        start = run_left(doc, token.i)
        if doc[start].text in FIRST_WORDS and start < token.i:
            made.append((start, token.i + 1, "foreign word for a company"))
        if is_coined(token) and start == token.i and token.dep_ in ("nsubj", "poss") and token.head.lemma_ in ACTS:
            made.append((start, token.i + 1, "coined name"))
        if token.ent_type_ in ("GPE", "LOC", "NORP", "FAC"):
            continue
        if token.lower_ in TRADES and start < token.i:
            made.append((start, token.i + 1, "trade in the name"))
        elif (
            token.dep_ == "nsubj"
            and token.text not in surnames
            and not _is_somebody(token)
            and (
                (token.head.lemma_ in ACTS and token.ent_type_ == "ORG")
                or (token.head.lemma_ in ACTS | {"be"} and _is_it(token))
            )
        ):
            joined = token.i + 1 < len(doc) and doc[token.i + 1].text == "-"
            made.append((start, run_right(doc, start, 8) if joined else token.i + 1, "acts"))
    return made + owners(doc, plants) + employers(doc, titles) + described(doc) + _introduced(doc) + _explained(doc)


def is_coined(token: Token) -> bool:
    """ "Petrozul", "Kamenergo": names that only companies bear."""
    low = token.lower_
    return len(low) > 6 and token.is_alpha and (low.startswith(BEGINNINGS) or low.endswith(ENDINGS))


def _is_somebody(subject: Token) -> bool:
    """A person or a word that is quoted: "analyst X said", "a miner named X said", "X, says the director"."""
    doc, before = subject.doc, subject.left_edge.i - 1
    if before >= 0 and doc[before].lower_ in ("surname", "surnamed", "named", "called", "nicknamed"):
        return True
    if any(c.dep_ == "compound" and c.pos_ == "NOUN" and c.is_lower and _is_human(c) for c in subject.children):
        return True
    if any(c.dep_ == "appos" and c.lower_ in OUTSIDERS | PLANT_NOUNS for c in subject.children):
        return True
    return subject.i + 2 < len(doc) and doc[subject.i + 1].text == "," and doc[subject.i + 2] is subject.head


def _introduced(doc: Doc) -> list[tuple[int, int, str]]:
    """ "Steelmaker Orvall", "a company called Orvall"."""
    made = []
    for token in tokens_with(doc, LOWER, _COMPANY_NOUN_IDS):
        start = token.i + 1
        called = start < len(doc) and doc[start].lower_ in ("called", "named", "dubbed")
        if called or (start + 1 < len(doc) and doc[start].text == "," and _is_its_name(token, start + 1)):
            start += 1
        if start >= len(doc) or not is_name_word(doc[start]) or doc[start].pos_ != "PROPN":
            continue
        end = run_right(doc, start)
        if token.lower_ in _ALSO_PERSONS and doc[start].ent_type_ != "ORG" and end - start > 1:
            continue
        if token.is_lower or token.is_sent_start:
            made.append((start, end, "noun and name"))
    return made


def _explained(doc: Doc) -> list[tuple[int, int, str]]:
    """ "Orvall Sleds, a manufacturer of snowmobiles, will close"."""
    made = []
    for token in tokens_with(doc, LOWER, _COMPANY_NOUN_IDS):
        name = token.head
        if token.dep_ != "appos" or name.i > token.i or name.pos_ != "PROPN" or name.dep_ not in ("nsubj", "nsubjpass"):
            continue
        person = name.ent_type_ == "PERSON" and (token.lower_ == "maker" or doc_title(name))
        sure = name.ent_type_ == "ORG" or token.lower_ not in _ALSO_PERSONS
        if (
            sure
            and not person
            and name.ent_type_ not in ("GPE", "LOC")
            and any(c.dep_ == "det" for c in token.children)
        ):
            made.append((run_left(doc, name.i), name.i + 1, "name and noun"))
    return made


def _is_its_name(noun: Token, start: int) -> bool:
    """ "The cola's bottler, Orvall, said"."""
    last = noun.doc[run_right(noun.doc, start) - 1]
    return last.dep_ == "appos" and last.head is noun


def _is_human(noun: Token) -> bool:
    return noun.lower_ not in COMPANY_NOUNS and noun.lower_ not in TRADES


def described(doc: Doc) -> list[tuple[int, int, str]]:
    """ "The Sarmat group", "the Multan distribution company": a name and a common noun for companies that acts."""
    made = []
    for token in tokens_with(doc, LOWER, _NAMED_NOUNS):
        if not token.is_lower or not _acts_or_issues(token):
            continue
        start = token.i
        while start and doc[start - 1].dep_ in ("compound", "nmod") and doc[start - 1].pos_ == "NOUN":
            start -= 1
        name = doc[start - 1] if start else token
        bare = start == token.i and name.ent_type_ in ("GPE", "LOC")
        if name.is_title and name.pos_ == "PROPN" and not name.is_sent_start and not bare and name.head == token:
            made.append((run_left(doc, name.i), token.i + 1, "name and noun"))
    return made


def _acts_or_issues(noun: Token) -> bool:
    """ "The X company closed it", "a statement from the X company"."""
    issued = noun.dep_ == "pobj" and noun.head.lower_ in ("from", "by") and noun.head.head.lower_ in ISSUED
    return noun.dep_ in ("nsubj", "nsubjpass") or issued


def _is_it(subject: Token) -> bool:
    """Whether "it" or "its" soon after the verb means the subject: then it is no person."""
    if subject.ent_type_ == "PERSON" and subject.i and doc_title(subject):
        return False
    verb = subject.head
    for token in verb.doc[verb.i : min(verb.i + 9, verb.sent.end)]:
        if token.lower_ == "its":
            return not (token.head.dep_ == "nsubj" and token.head.head is verb)
        if token.lower_ == "it" and token.dep_ == "nsubj" and token.head.dep_ in ("ccomp", "conj"):
            return True
        if token.dep_ == "nsubj" and token.i > verb.i:
            return False
    return False


def doc_title(subject: Token) -> bool:
    """Whether a title or honorific stands before the name."""
    return any(child.dep_ == "compound" and child.pos_ == "NOUN" for child in subject.children)


def owners(doc: Doc, plants: set[int]) -> list[tuple[int, int, str]]:
    """ "Garth's refinery", "the refinery of Garth Oil": owners of facilities that are no places."""
    made = []
    proper = tokens_with(doc, POS, (PROPN,))
    places = {t.text for t in proper if t.dep_ == "pobj" and t.head.lower_ in _WHERE}
    for token in proper:
        if token.ent_type_ in ("GPE", "LOC", "NORP", "DATE") or (token.text in places and not _has_more(token)):
            continue
        owns = token.dep_ == "poss" and is_plant(token.head, plants) and not _is_crowd(token)
        if token.dep_ == "pobj" and token.head.lower_ == "of" and is_plant(token.head.head, plants):
            owns = token.ent_type_ == "ORG" or is_name_word(doc[token.i - 1])
        if owns:
            made.append((run_left(doc, token.i), token.i + 1, "owns a facility"))
    return made


def _has_more(token: Token) -> bool:
    return bool(token.i) and is_name_word(token.doc[token.i - 1])


def _is_crowd(token: Token) -> bool:
    """ "The Veterans' Shoe Factory": a plural in a plant's own name."""
    if token.lower_ in ("children", "women", "men", "people"):
        return True
    plural = token.lower_.endswith("s") and token.i + 1 < len(token.doc) and token.nbor().text in ("'", "’")
    return token.tag_ == "NNPS" or plural


def employers(doc: Doc, titles: dict[int, str]) -> list[tuple[int, int, str]]:
    """ "Falk spokesman", "chief executive of Falk Castings"."""
    made = []
    for index in titles:
        kind = titles[index]
        if kind not in ("spokesperson", "executive", "president"):
            continue
        if (
            index
            and index - 1 not in titles
            and is_name_word(doc[index - 1])
            and doc[index - 1].ent_type_ not in ("GPE", "NORP", "PERSON", "LOC")
            and doc[index - 1].pos_ == "PROPN"
        ):
            start = run_left(doc, index - 1)
            if doc[index - 1].lower_ in FUNCTIONS and doc[start - 1].tag_ != "POS":
                continue
            if start > 1 and doc[start - 1].tag_ == "POS" and doc[start - 2].pos_ == "PROPN":
                made.append((run_left(doc, start - 2), start - 1, "employs a spokesman"))
            else:
                made.append((start, index, "employs a spokesman"))
        if index + 2 < len(doc) and doc[index + 1].lower_ in _TITLE_LINKS:
            start = index + 2 + (doc[index + 2].lower_ in ("the", "<"))
            end = run_right(doc, start)
            plant = end < len(doc) and doc[end].lower_ in PLANT_NOUNS
            if end > start and not plant and doc[end - 1].ent_type_ not in ("GPE", "LOC", "NORP"):
                made.append((start, end, "employs a spokesman"))
    return made


def is_plant(token: Token, plants: set[int]) -> bool:
    return token.lower_ in PLANT_NOUNS or token.i in plants
