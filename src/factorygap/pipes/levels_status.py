"""Output levels said in words alone: "shut down", "slowed to a crawl", "in full swing", "increased production".

The phrases are lexicon/levels_status.toml. A phrase is a level only where its clause speaks of a facility, a part of
one, its work or its sector (lexicon/level_topics.toml), so that markets, talks and mouths may open and close. Words
beside it turn the status: "almost" stopped, "barely" running, "not" affected, "yet" to start.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from factorygap import lexicon
from factorygap.labels import Status
from factorygap.lexicon import Entry
from factorygap.phrases import Phrases
from factorygap.pipes import clauses, level_spans
from factorygap.pipes.level_topics import FACILITY, NAME, Topics
from factorygap.pipes.levels import Candidate

_DENIED: dict[Status, Status | None] = {
    "halted": "normal",
    "near_halt": "normal",
    "reduced": "normal",
    "normal": "halted",
    "increased": None,
    "started": "not_started",
    "resumed": "halted",
    "not_started": "not_started",
}
_NEARLY = frozenset("almost nearly virtually practically essentially effectively all-but mostly largely".split())
_BARELY = frozenset("barely hardly scarcely rarely seldom".split())
_PARTLY = frozenset("partially partly half intermittently sporadically".split())
_DEFAULT_TOPICS = ("plant", "work", "sector")
_GAIN = ("increased", "reduced")


class Finder:
    """``find(doc)`` gives the status levels of a Doc, longest phrase first where several cover a stretch."""

    def __init__(self, vocab: Vocab, folder: str | None = None) -> None:
        self._folder = folder
        entries = lexicon.load("levels_status", folder)
        self._phrases = Phrases(vocab, [(phrase, entry) for entry in entries for phrase in entry.phrases])

    def find(self, doc: Doc) -> list[Candidate]:
        """Candidates of kind status in the order of the text; none where the clause speaks of no facility's work."""
        topics = Topics(doc, self._folder)
        found: list[Candidate] = []
        for span, entry in _longest_first(self._phrases.find(doc)):
            if any(span.start < other.end and other.start < span.end for other in found):
                continue
            candidate = _read(span, entry, topics, found)
            if candidate is not None and not _clashes(candidate, found):
                found.append(candidate)
        return sorted(found, key=lambda c: (c.start, c.end))


def _longest_first(matches: list[tuple[Span, Entry]]) -> list[tuple[Span, Entry]]:
    return sorted(matches, key=lambda match: (match[0].start - match[0].end, match[0].start))


def _clashes(candidate: Candidate, found: list[Candidate]) -> bool:
    return any(candidate.start < other.end and other.start < candidate.end for other in found)


def _read(span: Span, entry: Entry, topics: Topics, found: list[Candidate]) -> Candidate | None:
    root = span.root
    nominal = _is_nominal(root)
    if bool(entry["event"]) != nominal and (entry["event"] or _is_verbal_entry(entry, root)):
        return None
    head = root if nominal else clauses.predicate(span)
    if _is_followed_by(span, entry["unless_next"]) or not _about_work(span, head, entry, topics, nominal):
        return None
    if entry["predicative"] and not _is_predicative(span, head):
        return None
    denied = None if entry["role"] == "none" else clauses.negation(head) or _denial_before(span)
    status = _status(span, head, entry, denied)
    if status is None or (entry["status"] in (*_GAIN, "normal") and level_spans.is_counted(head, span)):
        return None
    if nominal and level_spans.is_repeated(root, status, found):
        return None
    start, end = level_spans.extent(span, head, nominal, denied)
    return Candidate(start, end, "status", f"levels_status:{entry.id}", status=status)


def _is_nominal(root: Token) -> bool:
    return root.pos_ in ("NOUN", "PROPN") and root.dep_ not in ("amod", "acl", "relcl", "acomp", "oprd")


def _is_verbal_entry(entry: Entry, root: Token) -> bool:
    """An entry of verbs, met as a noun: "the halt", "a run". Predicate phrases with nouns in them stay."""
    return entry["role"] in (None, "undergoer", "object") or entry["tense"] is not None


def _is_followed_by(span: Span, words: list[str] | None) -> bool:
    return bool(words) and span.end < len(span.doc) and span.doc[span.end].lower_ in (words or ())


def _about_work(span: Span, head: Token, entry: Entry, topics: Topics, nominal: bool) -> bool:
    role = entry["role"] or "undergoer"
    if role == "none":
        return True
    accepted = {*(entry["topics"] or _DEFAULT_TOPICS)}
    if "plant" in accepted or "sector" in accepted:
        accepted.add(FACILITY)
    if entry["strong"]:
        accepted.add(NAME)
    tokens = list(clauses.spread(_of_noun(head) if nominal else _of_verb(head, role)))
    kinds = {topics.kind(token) for token in tokens if not span.start <= token.i < span.end}
    if "activity" in accepted and "activity" in kinds:
        wider = clauses.spread([*clauses.subjects(head), *(c for t in tokens for c in clauses.complements(t))])
        return bool({topics.kind(token) for token in wider} & {FACILITY, "plant"})
    return bool(kinds & accepted)


def _of_verb(head: Token, role: str) -> list[Token]:
    if role == "subject":
        return clauses.subjects(head)
    if role == "object":
        return clauses.objects(head)
    if role == "any":
        return [*clauses.subjects(head), *clauses.objects(head), *clauses.complements(head)]
    return clauses.undergoers(head)


def _of_noun(noun: Token) -> list[Token]:
    """What an event noun is about: "closure of the mill", "mill closure", "the mill's closure", "the mill faces closure"."""
    about = [*clauses.complements(noun), *(m for m in clauses.modifiers(noun) if m.dep_ != "nummod")]
    verb = noun.head
    if not about and noun.dep_ in ("dobj", "pobj", "nsubjpass", "attr") and verb.pos_ in ("VERB", "ADP"):
        about = clauses.subjects(verb.head if verb.pos_ == "ADP" else verb)
    return about


def _is_predicative(span: Span, head: Token) -> bool:
    return (head.pos_ in ("VERB", "AUX") and span.root is not head) or span.root.dep_ in ("acl", "relcl", "conj", "ROOT")


def _denial_before(span: Span) -> Token | None:
    """A denial right before a phrase that the parser hung elsewhere: "not in operation", "no longer running"."""
    for i in range(span.start - 1, max(span.start - 3, span.sent.start - 1), -1):
        if span.doc[i].lower_ in ("not", "n't", "n’t", "never", "no") and span.doc[i].dep_ != "intj":
            return span.doc[i]
    return None


def _status(span: Span, head: Token, entry: Entry, denied: Token | None) -> Status | None:
    status: Status = entry["status"]
    beside = set(_beside(span, head))
    if denied is not None:
        if entry["negated"]:
            return None if entry["negated"] == "none" else entry["negated"]
        return status if entry["only_negated"] else _DENIED[status]
    if entry["only_negated"]:
        return None
    if beside & _BARELY and status in ("normal", "started", "resumed"):
        return "near_halt"
    if beside & _NEARLY and status == "halted":
        return "near_halt"
    if beside & _PARTLY and status in ("halted", "normal"):
        return "reduced"
    if entry["tense"] == "progressive" and not _is_progressive(span.root):
        return None
    return None if entry["bare"] is False else status


def _beside(span: Span, head: Token) -> Iterator[str]:
    for token in (head, span.root):
        for child in token.children:
            if child.dep_ in ("advmod", "amod", "nmod", "npadvmod") or child.pos_ == "ADV":
                yield child.lower_
    if span.start >= 2 and span.doc[span.start - 2 : span.start].text.lower() == "all but":
        yield "all-but"


def _is_progressive(root: Token) -> bool:
    return root.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in root.children)
