"""Source, cue and content: who is said to say what, read off the syntax. No judgement on who the source is.

The three names are those of the attribution literature (PARC, BBC Citron). ``Attributions.find`` yields them in the
order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from factorygap import lexicon
from factorygap.phrases import Phrases
from factorygap.pipes.subjects import CLOSERS, SUBJECTS, between_commas, noun_phrase, speaker_of

CLAUSES = frozenset("ccomp xcomp".split())
LONGEST_NAME = 9
"""Tokens of a source's name where the cue was taken for a noun."""
OPEN_ENDED = frozenset("speech view clause show".split())
_SUBORDINATORS = frozenset("while whereas although though".split())
_AMOUNTS = frozenset(
    "half about around nearly almost roughly over under more less zero some only just no up between".split()
)
_DENIABLE = frozenset(
    "claim report allegation rumour rumor suggestion accusation assertion charge speculation talk notion idea story"
    " contention insistence assurance boast".split()
)
_NOT_SAYING = frozenset("decline refuse fail unable able reach available need want".split())


@dataclass(frozen=True)
class Attribution:
    """One cue with its source and content, as token ranges; ``head`` is the source's head word."""

    cue: Span
    takes: str
    why: str
    head: Token | None
    source: tuple[int, int] | None
    content: tuple[int, int]
    start: int
    end: int
    relayer: Token | None = None


class Attributions:
    """Finds cues and what hangs on them."""

    def __init__(self, vocab: Vocab, folder: str | None = None) -> None:
        entries = lexicon.load("cues", folder)
        self._phrases: Phrases[tuple[str, str]] = Phrases(
            vocab, [(phrase, (entry["takes"], entry.id)) for entry in entries for phrase in entry.phrases]
        )

    def find(self, doc: Doc) -> list[Attribution]:
        found: dict[int, Attribution] = {}
        for span, (takes, why) in self._phrases.find(doc):
            made = _read(span, takes, why)
            if made is not None and (span.start not in found or _RANK[takes] < _RANK[found[span.start].takes]):
                found[span.start] = made
        return _without_overlap([found[start] for start in sorted(found)])


_RANK = {
    takes: rank
    for rank, takes in enumerate("source relay hearsay noun speech label clause put view show attitude aim".split())
}
"""Of two readings of one word, the one that takes more of the sentence goes first."""


def _without_overlap(attributions: list[Attribution]) -> list[Attribution]:
    """A preposed content never runs over an earlier cue of the same sentence that looks back, too."""
    kept: list[Attribution] = []
    for this in attributions:
        start, end = this.content
        for other in kept:
            if other.cue.sent.start == this.cue.sent.start and start <= other.start < this.start:
                looks_back = other.content[0] < other.start
                if looks_back and start < this.start:
                    start = max(start, other.end)
        kept.append(this if start == this.content[0] else replace(this, content=(start, max(start, end))))
    return kept


def _read(span: Span, takes: str, why: str) -> Attribution | None:
    if takes == "source":
        return _named_after(span, why)
    if takes == "noun":
        return _noun(span, why)
    if takes == "hearsay":
        return _hearsay(span, why)
    verb = span.root
    if takes == "attitude":
        return _attitude(span, why)
    if takes in OPEN_ENDED and (verb.pos_ == "NOUN" or verb.dep_ in ("npadvmod", "compound")):
        return _by_position(span, takes, why)
    if verb.pos_ not in ("VERB", "AUX") or _is_unsaid(verb, takes):
        return None
    if takes == "relay":
        return _relay(span, verb, why)
    head, relayer = speaker_of(verb)
    head = between_commas(verb, head)
    if head is None or head.lower_ in ("i", "we"):
        return None
    if takes == "view" and not (_clause_of(verb) or _is_parenthetical(verb, span)):
        return None
    if takes == "put" and not _puts_at(verb):
        return None
    if takes == "clause" and (_goes_on_doing(verb) or not (_that_clause(verb) or _is_parenthetical(verb, span))):
        return None
    if why == "deny" and _denies_others(verb):
        return None
    if takes in ("label", "put", "aim") and not any(
        child.i > verb.i and child.dep_ != "punct" for child in verb.children
    ):
        return None
    return _verbal(span, verb, takes, why, head, relayer)


def _by_position(span: Span, takes: str, why: str) -> Attribution | None:
    """Cues that the tagger took for nouns: "reports state that S"; "S, dealers in Oslo estimate."."""
    doc, sent = span.doc, span.sent
    if span.start <= sent.start or span.end >= sent.end:
        return None
    start = span.start
    while start > max(sent.start, span.start - LONGEST_NAME) and _may_name(doc[start - 1]):
        start -= 1
    head = next((t for t in doc[start : span.start] if t.tag_ in ("NNS", "NNPS", "NNP")), None)
    if head is None or head.lower_ == span[0].lower_ or (head.i + 1 < span.start and doc[head.i + 1].pos_ != "ADP"):
        return None
    source = (start, span.start)
    after = doc[span.end]
    if after.lower_ == "that":
        return Attribution(span, takes, why, head, source, (span.end, sent.end), start, span.end)
    if after.is_punct and start > sent.start and doc[start - 1].text in CLOSERS:
        return Attribution(span, takes, why, head, source, (sent.start, sent.end), start, span.end)
    return None


def _may_name(token: Token) -> bool:
    return token.pos_ in ("ADJ", "NOUN", "PROPN", "DET", "NUM", "ADP") or token.text in ("&", "and")


def _hearsay(span: Span, why: str) -> Attribution | None:
    """ "I'm told S"; "S, we hear."; not "I was told by the manager"."""
    sent = span.sent
    if any(child.dep_ == "agent" for child in span.root.children):
        return None
    whole = span.start > sent.start and span.doc[span.start - 1].text in CLOSERS and not _opens_clause(span)
    content = (sent.start, sent.end) if whole else (span.end, sent.end)
    return Attribution(span, "hearsay", why, span.root, (span.start, span.end), content, span.start, span.end)


def _opens_clause(span: Span) -> bool:
    following = span.doc[span.end] if span.end < span.sent.end else None
    return following is not None and not following.is_punct and not following.is_space


def _goes_on_doing(verb: Token) -> bool:
    """ "The shop goes on working" says nothing."""
    after = verb.doc[verb.i + 2] if verb.lemma_ == "go" and verb.i + 2 < len(verb.doc) else None
    return after is not None and after.tag_ in ("VBG", "IN")


def _denies_others(verb: Token) -> bool:
    """ "Rejected claims that S": S is what others say."""
    return any(
        c.dep_ in ("dobj", "pobj")
        and c.i > verb.i
        and c.lemma_.lower() in _DENIABLE
        and any(inner.dep_ in ("acl", "ccomp", "relcl") for inner in c.children)
        for c in verb.children
    )


def _is_unsaid(verb: Token, takes: str) -> bool:
    """Declined to say, did not say, cannot explain, is said to be, is told to stay."""
    if verb.lemma_ == "tell" and verb.i + 1 < len(verb.doc) and verb.nbor().tag_ == "TO":
        return True
    if takes in ("speech", "clause") and any(child.dep_ == "neg" for child in verb.children):
        return True
    if any(child.dep_ == "auxpass" for child in verb.children) and not any(c.dep_ == "agent" for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and (
        verb.head.lemma_ in _NOT_SAYING or any(c.dep_ == "neg" for c in verb.head.children)
    )


def _puts_at(verb: Token) -> bool:
    """ "Put output at ten tons"; of "have", only with an object clause ("has the line idle")."""
    if any(child.dep_ == "prt" for child in verb.children):
        return False
    if verb.lemma_ == "have":
        return any(c.dep_ == "dobj" and c.right_edge.i > c.i for c in verb.children)
    following = verb.doc[verb.i + 1 : min(verb.i + 20, verb.sent.end)]
    return any(
        token.lower_ == "at" and (after.like_num or after.is_quote or after.lower_ in _AMOUNTS)
        for token, after in pairwise(following)
    )


def _is_parenthetical(verb: Token, span: Span) -> bool:
    """As in "S, she added", "she added: S" and "she explained the reason:" above a list."""
    doc, sent = verb.doc, verb.sent
    if next((t.text for t in reversed(list(sent)) if not t.is_space), "") == ":":
        return True
    if verb.dep_ == "parataxis" or any(c.dep_ in ("ccomp", "parataxis") for c in verb.children):
        return True
    after = doc[span.end] if span.end < len(doc) else None
    if after is not None and (
        after.text in (":", "“", '"', "‘")
        or (after.text == "," and span.end + 1 < len(doc) and doc[span.end + 1].is_quote)
    ):
        return True
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return False
    start = min(subject.left_edge.i, span.start)
    return start > sent.start and doc[start - 1].text in CLOSERS and not _after(verb, max(span.end, subject.i + 1))


def _attitude(span: Span, why: str) -> Attribution | None:
    """ "Staff are worried that S"."""
    word = span.root
    clause = next((c for c in word.children if c.dep_ in ("ccomp", "xcomp") and c.i > word.i), None)
    be = word if word.pos_ == "VERB" else word.head
    head = next((c for c in be.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if clause is None or head is None or head.lower_ in ("i", "we", "it"):
        return None
    source = noun_phrase(head)
    return Attribution(span, "attitude", why, head, source, (span.end, clause.right_edge.i + 1), source[0], span.end)


def _that_clause(verb: Token) -> bool:
    return any((c.dep_ == "ccomp" and c.i > verb.i) or c.dep_ == "parataxis" for c in verb.children)


def _clause_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in CLAUSES), None)


def _verbal(span: Span, verb: Token, takes: str, why: str, head: Token, relayer: Token | None) -> Attribution:
    source = noun_phrase(head)
    adjacent = head.i in range(verb.sent.start, verb.sent.end)
    start = min(source[0], span.start) if adjacent and _near(source, span) else span.start
    end = max(source[1], span.end) if adjacent and _near(source, span) else span.end
    content = _content(verb, takes, start, end, head)
    return Attribution(span, takes, why, head, source, content, start, end, relayer)


def _near(source: tuple[int, int], span: Span) -> bool:
    return source[1] <= span.start + 1 or source[0] >= span.end


def _content(verb: Token, takes: str, start: int, end: int, head: Token) -> tuple[int, int]:
    sent = verb.sent
    if _is_aside(verb):
        return sent.start, sent.end
    if any(c.dep_ == "dobj" and c.lower_ in ("what", "which", "that") and c.i < verb.i for c in verb.children):
        return end, _clause_end(verb)
    if verb.dep_ == "pcomp":
        relay = verb.head.head
        if any(c.dep_ == "ccomp" and c.i < relay.i for c in relay.children) or not _after(verb, end):
            return sent.start, sent.end
    preposed = takes in OPEN_ENDED and (
        verb.dep_ == "parataxis"
        or any(
            c.dep_ in ("ccomp", "parataxis", "advcl") and c.right_edge.i < start and c.dep_ != "advcl"
            for c in verb.children
        )
        or (head.i > verb.i and start > sent.start and head.dep_ in SUBJECTS)
        or (start > sent.start and not _after(verb, end) and sent[0].lower_ not in _SUBORDINATORS)
    )
    if preposed and not (start > sent.start and sent.doc[start - 1].text == ";" and _after(verb, end)):
        return sent.start, sent.end
    stop = _clause_end(verb)
    if takes in ("show", "put"):
        stop = next((t.i for t in sent.doc[verb.i : stop] if t.text == ";"), stop)
    return end if end > verb.i else verb.i + 1, stop


def _is_aside(verb: Token) -> bool:
    """ "As the ministry has said" beside what it has said."""
    linked = any(c.dep_ in ("mark", "advmod") and c.lower_ == "as" for c in verb.children)
    return verb.dep_ == "advcl" and linked and not _clause_of(verb)


def _after(verb: Token, end: int) -> bool:
    """Whether anything but punctuation follows the cue in its own phrase."""
    return any(not t.is_punct and not t.is_space for t in verb.doc[end : max(end, verb.right_edge.i + 1)])


def _clause_end(verb: Token) -> int:
    """Where the words of a source that follow the verb end: before a new clause with a subject of its own."""
    sent = verb.sent
    end = sent.end if verb.dep_ == "ROOT" else verb.right_edge.i + 1
    for child in verb.children:
        own = any(c.dep_ in SUBJECTS and c.pos_ != "PRON" for c in child.children)
        if (
            child.i > verb.i
            and own
            and (
                child.dep_ == "conj"
                or (
                    child.dep_ == "advcl"
                    and any(c.dep_ == "mark" and c.lower_ in _SUBORDINATORS for c in child.children)
                )
            )
        ):
            end = min(end, child.left_edge.i)
    if end < sent.end and verb.doc[end].text in (";", ":"):
        end = sent.end
    return max(end, verb.i + 1)


def _named_after(span: Span, why: str) -> Attribution | None:
    """ "According to X": its sentence, or what follows where a sentence before it is another's."""
    doc, last = span.doc, span[-1]
    head = next((c for c in last.children if c.dep_ in ("pobj", "pcomp")), None)
    if head is None and span.end < len(doc):
        head = next((t for t in doc[span.end : span.end + 6] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if head is None:
        return None
    source = noun_phrase(head)
    return Attribution(span, "source", why, head, source, _between_semicolons(span), span.start, source[1])


def _between_semicolons(span: Span) -> tuple[int, int]:
    """The part of the sentence that "according to X" goes with: behind the last semicolon before it."""
    sent = span.sent
    start, end = sent.start, sent.end
    for token in sent:
        if token.text == ";":
            if token.i < span.start:
                start = token.i + 1
            elif span.start > start + 1:
                end = token.i
                break
    return start, end


def _noun(span: Span, why: str) -> Attribution | None:
    if why != "claim-noun":
        return _reckoning(span, why)
    noun = span[0]
    head = next((c for c in noun.children if c.dep_ == "poss"), None)
    if head is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "of", "from")), None)
        head = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if head is None:
        head = noun
    source = noun_phrase(head)
    return Attribution(span, "noun", why, head, source, (span.end, noun.right_edge.i + 1), source[0], span.end)


def _reckoning(span: Span, why: str) -> Attribution | None:
    """ "Her estimate of daily output: S", "the dealers' count is S"; "by his count" of the whole sentence."""
    noun, sent = span.root, span.sent
    head = next((c for c in noun.children if c.dep_ == "poss"), None)
    link = noun.head if noun.dep_ == "pobj" else None
    whole = link is not None and link.lower_ in ("by", "on", "in")
    if head is None and whole:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        head = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if head is None or head.lower_ in ("my", "our"):
        return None
    source = noun_phrase(head)
    if whole and link is not None:
        return Attribution(span, "noun", why, head, source, (sent.start, sent.end), link.i, noun.right_edge.i + 1)
    end = noun.right_edge.i + 1
    if end < sent.end and (sent.doc[end].text == ":" or noun.head.lemma_ == "be"):
        return Attribution(span, "noun", why, head, source, (end, sent.end), source[0], end)
    return None


def _relay(span: Span, verb: Token, why: str) -> Attribution | None:
    """ "X quoted Y as saying S" is read at "saying"; here only ", citing Y" and "cited Y"."""
    if any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children):
        return None
    head = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if head is None or verb.tag_ != "VBG":
        return None
    relayer, _ = speaker_of(verb)
    source = noun_phrase(head)
    return Attribution(
        span, "relay", why, head, source, (verb.sent.start, verb.sent.end), span.start, source[1], relayer
    )
