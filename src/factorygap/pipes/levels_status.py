"""Output levels said in words alone: "shut down", "slowed to a crawl", "in full swing", "increased production".

The phrases are lexicon/levels_status.toml. A phrase is a level only where its clause speaks of a facility, a part of
one, its work or its sector (lexicon/level_topics.toml), so that markets, talks and mouths may open and close. Words
beside it turn the status: "almost" stopped, "barely" running, "not" affected, "yet" to start.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from factorygap import lexicon
from factorygap.inflection import forms
from factorygap.labels import Modality, Status
from factorygap.lexicon import Entry
from factorygap.phrases import Phrases
from factorygap.pipes import clauses, level_arguments, level_spans, level_uses
from factorygap.pipes.level_topics import Topics
from factorygap.pipes.levels import Candidate
from factorygap.pipes.modality_words import sense

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
_EVENTS: dict[str, dict[Status, Status]] = {
    "delayed": {"started": "not_started", "resumed": "halted"},
    "ended": {"halted": "resumed", "near_halt": "resumed", "reduced": "resumed"},
}
"""What becomes of an event whose verb delays or ends it: "the restart was delayed", "ended its outage"."""
_TURNED: dict[tuple[str, Status], Status] = {
    ("barely", "normal"): "near_halt",
    ("barely", "started"): "near_halt",
    ("barely", "resumed"): "near_halt",
    ("nearly", "halted"): "near_halt",
    ("often", "halted"): "reduced",
    ("partly", "halted"): "reduced",
    ("partly", "normal"): "reduced",
}
"""A status with an adverb beside it: "almost stopped", "barely running", "frequently halted"."""
_DENIALS = frozenset(["not", "n't", "n’t", "never", "no"])
_NEAR = 5
_GAIN = ("increased", "reduced")
_BEGUN = ("started", "resumed")


class Finder:
    """``find(doc)`` gives the status levels of a Doc, longest phrase first where several cover a stretch."""

    def __init__(self, folder: str | None = None) -> None:
        self._folder = folder
        entries = lexicon.load("levels_status", folder)
        self._phrases = Phrases([(phrase, entry) for entry in entries for phrase in entry.phrases])
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
        if level_uses.is_followed_by(span, entry["unless_next"]) or level_uses.is_other_use(span, head, entry, topics):
            return None
        denied = None if entry["role"] == "none" else _denial(span, head)
        if not level_arguments.is_about_work(span, head, entry, topics, nominal, denied is not None):
            return None
        unplanned = denied is not None and denied.lower_ == "no" and sense("noun", denied.head) is not None
        begun = entry["status"] in _BEGUN
        status = self._status(span, head, entry, None if unplanned and not begun else denied, nominal)
        if status is None or (entry["status"] in (*_GAIN, "normal") and level_spans.is_counted(span)):
            return None
        if nominal and level_spans.is_repeated(root, status, found):
            return None
        named = nominal and not (level_uses.is_of_verbs(entry) and level_uses.is_headline_verb(root))
        closed = entry["role"] == "none" or (entry["role"] == "article" and not nominal)
        start, end = level_spans.extent(span, head, named, denied, closed=closed, whole=entry["status"] in _GAIN)
        if nominal and status == "resumed" and status != entry["status"]:
            start, end = _with_governor(head, start, end)
        modality: Modality | None = ("actual" if begun else "hypothetical") if unplanned else None
        return Candidate(start, end, "status", f"levels_status:{entry.id}", status=status, modality=modality)

    def _status(self, span: Span, head: Token, entry: Entry, denied: Token | None, nominal: bool) -> Status | None:
        status: Status = entry["status"]
        if not _fits_tense(span, head, entry):
            return None
        governor = _governor(head, nominal)
        above = None if governor is None or governor in span else self._turns.get(governor.lower_)
        if nominal and above in _EVENTS and status in _EVENTS[above]:
            return _EVENTS[above][status]
        if denied is not None or (above == "denied" and not nominal and not entry["only_negated"]):
            stopped = status == "started" and level_uses.after_a_stop(span)
            return "halted" if stopped else _denied(entry, status)
        if entry["only_negated"] or (entry["tense"] == "progressive" and not level_uses.is_progressive(span.root)):
            return None
        turns = {self._turns.get(word) for word in _beside(span, head)}
        turned = next((new for (turn, old), new in _TURNED.items() if turn in turns and old == status), None)
        if turned is not None:
            return turned
        if entry["progressive"] and level_uses.is_under_way(span.root):
            return entry["progressive"]  # type: ignore[no-any-return]
        if status in ("normal", "started") and level_uses.is_now_and_then(head):
            return "reduced"
        if status == "halted" and level_uses.is_part_only(head):
            return "reduced"
        if status == "normal" and level_uses.is_back(span):
            return "resumed"
        return "resumed" if status == "started" and level_uses.after_a_stop(span) else status


def _fits_tense(span: Span, head: Token, entry: Entry) -> bool:
    """Whether a verb stands in the tense, and with or without the objects, that its entry asks for."""
    if entry["objects"]:
        return level_uses.is_progressive(span.root)
    if entry["tense"] == "progressive":
        return not clauses.objects(span.root)
    return entry["tense"] != "perfect" or level_uses.is_perfect(head)


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


def _with_governor(noun: Token, start: int, end: int) -> tuple[int, int]:
    """The level with the verb that turns it: "completed a turnaround", "the cuts were lifted"."""
    verb: Token = noun.head
    if verb.pos_ != "VERB" or not start - _NEAR <= verb.i <= end + _NEAR:
        return start, end
    return min(start, verb.i), max(end, verb.i + 1)


def _denial(span: Span, head: Token) -> Token | None:
    """The word that denies a phrase, if it is no part of the phrase itself."""
    denied = clauses.negation(head)
    return _denial_before(span) if denied is None or denied in span else denied


def _denial_before(span: Span) -> Token | None:
    """A denial right before a phrase that the parser hung elsewhere: "not in operation", "no longer running"."""
    i = span.start
    while not span.doc[i].is_sent_start and i > span.start - 2:
        i -= 1
        token = span.doc[i]
        if token.lower_ in _DENIALS and token.dep_ != "intj":
            return token
    return None


def _denied(entry: Entry, status: Status) -> Status | None:
    if entry["negated"]:
        return None if entry["negated"] == "none" else entry["negated"]
    return status if entry["only_negated"] else _DENIED[status]


def _governor(head: Token, nominal: bool) -> Token | None:
    """The word above: "failed" of "failed to restart", "delayed" of "the start-up was delayed"."""
    above: Token = head.head
    if nominal:
        return above if head.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    if head.dep_ == "pcomp" and above.lower_ == "from":
        return above.head
    return above if head.dep_ == "xcomp" else None


def _beside(span: Span, head: Token) -> Iterator[str]:
    for token in (head, span.root):
        for child in token.children:
            if child.dep_ in ("advmod", "amod", "nmod", "npadvmod") or child.pos_ == "ADV":
                yield child.lower_
    if span.start >= 2 and span.doc[span.start - 2 : span.start].text.lower() == "all but":
        yield "all-but"
