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
from factorygap.inflection import forms
from factorygap.labels import Status
from factorygap.lexicon import Entry
from factorygap.phrases import Phrases
from factorygap.pipes import clauses, level_spans, level_uses
from factorygap.pipes.level_topics import FACILITY, NAME, STAND_IN, Topics
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
_DEFAULT_TOPICS = ("plant", "work", "sector")
_GAIN = ("increased", "reduced")


class Finder:
    """``find(doc)`` gives the status levels of a Doc, longest phrase first where several cover a stretch."""

    def __init__(self, vocab: Vocab, folder: str | None = None) -> None:
        self._folder = folder
        entries = lexicon.load("levels_status", folder)
        self._phrases = Phrases(vocab, [(phrase, entry) for entry in entries for phrase in entry.phrases])
        self._turns = _turns(folder)

    def find(self, doc: Doc) -> list[Candidate]:
        """Candidates of kind status in the order of the text; none where the clause speaks of no facility's work."""
        topics = Topics(doc, self._folder)
        found: list[Candidate] = []
        for span, entry in _longest_first(self._phrases.find(doc)):
            if _is_taken(span.start, span.end, found):
                continue
            candidate = self._read(span, entry, topics, found)
            if candidate is not None and not _is_taken(candidate.start, candidate.end, found):
                found.append(candidate)
        return sorted(_without_headline_twins(doc, found), key=lambda c: (c.start, c.end))

    def _read(self, span: Span, entry: Entry, topics: Topics, found: list[Candidate]) -> Candidate | None:
        root = span.root
        nominal = level_uses.is_nominal(root)
        if bool(entry["event"]) != nominal and (
            entry["event"] or (level_uses.is_of_verbs(entry) and not level_uses.is_headline_verb(root))
        ):
            return None
        head = root if nominal else clauses.predicate(span)
        if level_uses.is_followed_by(span, entry["unless_next"]) or level_uses.is_other_use(span, head, entry):
            return None
        denied = None if entry["role"] == "none" else clauses.negation(head) or _denial_before(span)
        if not _about_work(span, head, entry, topics, nominal, denied is not None):
            return None
        status = self._status(span, head, entry, denied, nominal)
        if status is None or (entry["status"] in (*_GAIN, "normal") and level_spans.is_counted(span)):
            return None
        if nominal and level_spans.is_repeated(root, status, found):
            return None
        named = nominal and not (level_uses.is_of_verbs(entry) and level_uses.is_headline_verb(root))
        start, end = level_spans.extent(
            span, head, named, denied, closed=entry["role"] == "none", whole=entry["status"] in _GAIN
        )
        return Candidate(start, end, "status", f"levels_status:{entry.id}", status=status)

    def _status(self, span: Span, head: Token, entry: Entry, denied: Token | None, nominal: bool) -> Status | None:
        status: Status = entry["status"]
        turns = {self._turns.get(word) for word in _beside(span, head)}
        above = self._turns.get(_governor(head, nominal))
        if above == "delayed" and nominal and status in ("started", "resumed"):
            return "not_started" if status == "started" else "halted"
        if denied is not None or (above == "denied" and not nominal and not entry["only_negated"]):
            return _denied(entry, status)
        if entry["only_negated"]:
            return None
        if "barely" in turns and status in ("normal", "started", "resumed"):
            return "near_halt"
        if "nearly" in turns and status == "halted":
            return "near_halt"
        if "partly" in turns and status in ("halted", "normal"):
            return "reduced"
        if entry["tense"] == "progressive" and (not level_uses.is_progressive(span.root) or clauses.objects(span.root)):
            return None
        return "resumed" if status == "started" and level_uses.after_a_stop(span) else status


def _without_headline_twins(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Without the levels of the title that the body says in the same words at greater length."""
    title_end = level_spans.title_end(doc)
    said = {(doc[c.start : c.end].root.lemma_.lower(), c.status) for c in found if c.start >= title_end}
    return [
        c for c in found if c.start >= title_end or (doc[c.start : c.end].root.lemma_.lower(), c.status) not in said
    ]


def _turns(folder: str | None) -> dict[str, str]:
    return {
        form: entry["turn"]
        for entry in lexicon.load("level_turns", folder)
        for phrase in entry.phrases
        for form in ((phrase[1:],) if phrase.startswith("=") else forms(phrase))
    }


def _longest_first(matches: list[tuple[Span, Entry]]) -> list[tuple[Span, Entry]]:
    return sorted(matches, key=lambda match: (match[0].start - match[0].end, match[0].start))


def _is_taken(start: int, end: int, found: list[Candidate]) -> bool:
    return any(start < other.end and other.start < end for other in found)


def _about_work(span: Span, head: Token, entry: Entry, topics: Topics, nominal: bool, denied: bool) -> bool:
    role = entry["role"] or "undergoer"
    if role == "none":
        return True
    accepted = {*(entry["topics"] or _DEFAULT_TOPICS)}
    if "plant" in accepted or "sector" in accepted:
        accepted |= {FACILITY, STAND_IN, "part"}
    if entry["strong"] or denied:
        accepted |= {NAME, STAND_IN}
    tokens = list(clauses.spread(_of_noun(head) if nominal else _of_verb(head, role)))
    if span.end <= level_spans.title_end(span.doc) and (not tokens or level_uses.is_headline_verb(head)):
        tokens = level_spans.headline_nouns(span)
    kinds = {topics.kind(token) for token in tokens if token != span.root}
    if "activity" in accepted and "activity" in kinds:
        places = [place for token in (*tokens, head) for place in clauses.complements(token)]
        wider = clauses.spread([*clauses.subjects(head), *places])
        return bool({topics.kind(token) for token in wider} & {FACILITY, "plant", "part", *(accepted & {NAME})})
    return bool(kinds & accepted)


def _of_verb(head: Token, role: str) -> list[Token]:
    if role == "subject":
        return clauses.subjects(head)
    if role == "any":
        objects = clauses.objects(head)
        places = [place for token in (head, *objects) for place in clauses.complements(token)]
        return [*clauses.subjects(head), *objects, *places]
    return clauses.undergoers(head)


def _of_noun(noun: Token) -> list[Token]:
    """What an event noun is about: "closure of the mill", "mill closure", "its closure", "the mill faces closure"."""
    whole = clauses.complements(noun, frozenset(["of", "to", "in"])) or clauses.complements(noun)
    about = [*whole, *(m for m in clauses.modifiers(noun) if m.dep_ in ("compound", "nmod", "poss"))]
    verb = noun.head
    if not whole and noun.dep_ in ("dobj", "pobj", "nsubjpass", "attr") and verb.pos_ in ("VERB", "ADP"):
        about += clauses.subjects(verb.head if verb.pos_ == "ADP" else verb)
    if noun.dep_ == "dobj":
        about += clauses.complements(verb, frozenset(["in", "of", "at"]))
    return about


def _denial_before(span: Span) -> Token | None:
    """A denial right before a phrase that the parser hung elsewhere: "not in operation", "no longer running"."""
    for i in range(span.start - 1, max(span.start - 3, span.sent.start - 1), -1):
        if span.doc[i].lower_ in ("not", "n't", "n’t", "never", "no") and span.doc[i].dep_ != "intj":
            return span.doc[i]
    return None


def _denied(entry: Entry, status: Status) -> Status | None:
    if entry["negated"]:
        return None if entry["negated"] == "none" else entry["negated"]
    return status if entry["only_negated"] else _DENIED[status]


def _governor(head: Token, nominal: bool) -> str:
    """The word above: "failed" of "failed to restart", "delayed" of "the start-up was delayed"."""
    above = head.head
    if nominal:
        return str(above.lower_) if head.dep_ in ("dobj", "nsubjpass", "nsubj") else ""
    if head.dep_ == "pcomp" and above.lower_ == "from":
        return str(above.head.lower_)
    return str(above.lower_) if head.dep_ == "xcomp" else ""


def _beside(span: Span, head: Token) -> Iterator[str]:
    for token in (head, span.root):
        for child in token.children:
            if child.dep_ in ("advmod", "amod", "nmod", "npadvmod") or child.pos_ == "ADV":
                yield child.lower_
    if span.start >= 2 and span.doc[span.start - 2 : span.start].text.lower() == "all but":
        yield "all-but"
