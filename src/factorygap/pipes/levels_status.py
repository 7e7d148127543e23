"""Output levels said in words alone: "shut down", "slowed to a crawl", "in full swing", "increased production".

The phrases are lexicon/levels_status.toml. A phrase is a level only where its clause speaks of a facility, a part of
one, its work or its sector (lexicon/level_topics.toml), so that markets, talks and mouths may open and close. Words
beside it turn the status: "almost" stopped, "barely" running, "not" affected, "yet" to start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from factorygap import lexicon
from factorygap.inflection import forms
from factorygap.labels import Status
from factorygap.lexicon import Entry
from factorygap.phrases import Phrases
from factorygap.pipes import clauses, level_spans, times
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
_AGES = ("started", "normal")
_FROM_THEN = frozenset(["beginning", "starting", "commencing"])
_FEW = frozenset(["few", "handful", "some", "one", "none", "part", "third", "quarter", "half", "most", "number"])
_COPULAS = frozenset("be remain stay keep put go come run operate work continue return have get stand sit lie".split())
_STOPS = frozenset(
    "shutdown closure maintenance overhaul outage strike repairs repair stoppage halt fire explosion".split()
)


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
        nominal = _is_nominal(root)
        if bool(entry["event"]) != nominal and (
            entry["event"] or (_is_of_verbs(entry) and not _is_headline_verb(root))
        ):
            return None
        head = root if nominal else clauses.predicate(span)
        if _is_followed_by(span, entry["unless_next"]) or _is_other_use(span, head, entry):
            return None
        denied = None if entry["role"] == "none" else clauses.negation(head) or _denial_before(span)
        if not _about_work(span, head, entry, topics, nominal, denied is not None):
            return None
        status = self._status(span, head, entry, denied, nominal)
        if status is None or (entry["status"] in (*_GAIN, "normal") and level_spans.is_counted(span)):
            return None
        if nominal and level_spans.is_repeated(root, status, found):
            return None
        named = nominal and not (_is_of_verbs(entry) and _is_headline_verb(root))
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
        if entry["tense"] == "progressive" and (not _is_progressive(span.root) or clauses.objects(span.root)):
            return None
        return "resumed" if status == "started" and _after_a_stop(span) else status


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


def _is_nominal(root: Token) -> bool:
    return root.pos_ in ("NOUN", "PROPN") and root.dep_ not in ("amod", "acl", "relcl", "acomp", "oprd")


def _is_headline_verb(root: Token) -> bool:
    """ "Sugar factory closes": taggers take the verb of a headline for a plural."""
    in_title = root.i < level_spans.title_end(root.doc)
    return root.tag_ in ("NNS", "NNPS") and root.i > root.sent.start and (in_title or root.dep_ == "ROOT")


def _is_of_verbs(entry: Entry) -> bool:
    """An entry of verbs, met as a noun: "the halt", "a run". Predicate phrases with nouns in them stay."""
    return entry["role"] in (None, "undergoer") or entry["tense"] is not None


def _is_followed_by(span: Span, words: list[str] | None) -> bool:
    following = next((t for t in span.doc[span.end : span.sent.end] if t.tag_ != "RB"), None)
    return following is not None and bool(words) and following.lower_ in (words or ())


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
    if span.end <= level_spans.title_end(span.doc) and (not tokens or _is_headline_verb(head)):
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


def _is_other_use(span: Span, head: Token, entry: Entry) -> bool:
    """The same words in another construction.

    "Stopped paying wages" and "idled 300 workers" stop no plant, "a freezing plant" freezes, "a mill opened in 1950"
    tells its age.
    """
    root = span.root
    if _is_of_verbs(entry):
        if any(c.dep_ == "xcomp" and c.pos_ == "VERB" and c.i >= span.end for c in head.children):
            return True
        if root.lower_.endswith("ing") and root.dep_ in ("amod", "compound", "nmod"):
            return True
    elif entry["role"] == "subject" and any(o.i >= span.end for o in clauses.objects(root)):
        return True
    if (entry["status"] == "started" and _is_aside(root)) or (entry["status"] in _AGES and _is_history(span)):
        return True
    if root.tag_ == "VBG" and root.dep_ in ("advcl", "acl", "prep") and root.lower_ in _FROM_THEN:
        return True
    if entry["tense"] and any(s.like_num or s.lower_ in _FEW for s in clauses.subjects(root)):
        return True
    return bool(entry["predicative"]) and not _is_predicative(span, head)


def _is_aside(root: Token) -> bool:
    """A participle that describes: "the mine, opened in 1896 by a bank, ..."."""
    if root.tag_ not in ("VBN", "VBD") or root.i < 2:
        return False
    after_comma = root.nbor(-1).text == "," and root.nbor(-2).pos_ in ("NOUN", "PROPN")
    return root.dep_ == "acl" or (after_comma and any(child.dep_ == "agent" for child in root.children))


def _is_history(span: Span) -> bool:
    """ "Which opened in 1934": how old a plant is, by a year three or more before the article's."""
    years = [int(t.text) for t in span.doc[span.end : span.end + 5] if re.fullmatch(r"1[89]\d\d|20\d\d", t.text)]
    if not years:
        return False
    published = times.published(span.doc)
    return min(years) <= published.year - 3 if published else span.root.dep_ == "relcl"


def _is_predicative(span: Span, head: Token) -> bool:
    root = span.root
    if any(child.dep_ in clauses.SUBJECTS for child in root.children):
        return True
    if root.dep_ in ("acl", "relcl", "conj", "ROOT") or (root.pos_ in ("VERB", "AUX") and root.dep_ != "amod"):
        return True
    if root.pos_ == "ADP" and head.lemma_ not in _COPULAS:
        return False
    return head.pos_ in ("VERB", "AUX") and root != head


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


def _after_a_stop(span: Span) -> bool:
    """ "Started up after an overhaul", "brought back on line": what ran before starts again."""
    following = span.doc[span.end : span.sent.end]
    if any(token.lower_ in ("back", "again") for token in span.doc[span.start : span.end + 1]):
        return True
    return any(token.lower_ in ("after", "following") for token in following) and any(
        token.lower_ in _STOPS for token in following
    )


def _is_progressive(root: Token) -> bool:
    return root.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in root.children)
