"""Verbs of saying: whether they say anything here, and which words are the speaker's."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Span, Token

from factorygap.pipes.attribution import Attribution
from factorygap.pipes.subjects import CLAIMS, CLOSERS, SUBJECTS, maker_of, noun_phrase

CLAUSES = frozenset("ccomp xcomp".split())
OPEN_ENDED = frozenset("speech view clause show outlook".split())
_SUBORDINATORS = frozenset("while whereas although though".split())
_AMOUNTS = frozenset(
    "half about around nearly almost roughly over under more less zero some only just no up between".split()
)
_AT = frozenset("at near nearer closer around above below under over to".split())
_NOT_SAYING = frozenset("decline refuse fail unable able reach available need want".split())


def goes_on_doing(verb: Token) -> bool:
    """ "The shop goes on working" says nothing."""
    after = verb.doc[verb.i + 2] if verb.lemma_ == "go" and verb.i + 2 < len(verb.doc) else None
    return after is not None and after.tag_ in ("VBG", "IN")


def denies_others(verb: Token) -> bool:
    """ "Rejected claims that S": S is what others say."""
    return any(
        c.dep_ in ("dobj", "pobj")
        and c.i > verb.i
        and c.lemma_.lower() in CLAIMS
        and (any(inner.dep_ in ("acl", "ccomp", "relcl") for inner in c.children) or maker_of(c) is not None)
        for c in verb.children
    )


def is_unsaid(verb: Token, takes: str) -> bool:
    """Declined to say, did not say, cannot explain, is said to be, is told to stay."""
    if verb.lemma_ == "tell" and verb.i + 1 < len(verb.doc) and verb.nbor().tag_ == "TO":
        return True
    if takes in ("speech", "clause") and any(child.dep_ == "neg" for child in verb.children):
        return True
    if any(child.dep_ == "auxpass" for child in verb.children) and not any(c.dep_ == "agent" for c in verb.children):
        return True
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in ("make", "lead") and verb.head.tag_ == "VBN":
        return True
    return verb.dep_ == "xcomp" and (
        verb.head.lemma_ in _NOT_SAYING or any(c.dep_ == "neg" for c in verb.head.children)
    )


def is_adjective(verb: Token) -> bool:
    """ "Planned work", "reported losses"."""
    return verb.dep_ in ("amod", "compound") and verb.tag_ in ("VBN", "VBG", "VB")


def did_planned(verb: Token) -> bool:
    """ "Did planned work": an adjective that was taken for a verb."""
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "do" for c in verb.children)


def puts_at(verb: Token) -> bool:
    """ "Put output at ten tons"; of "have", only with an object clause ("has the line idle")."""
    if any(child.dep_ == "prt" for child in verb.children):
        return False
    if verb.lemma_ == "have":
        return any(c.dep_ == "dobj" and c.right_edge.i > c.i for c in verb.children)
    following = verb.doc[verb.i + 1 : min(verb.i + 20, verb.sent.end)]
    return any(
        token.lower_ in _AT and (after.like_num or after.is_quote or after.lower_ in _AMOUNTS)
        for token, after in pairwise(following)
    )


def has_amount(verb: Token) -> bool:
    """ "Expects ten tons": an object with a number."""
    return any(
        child.dep_ == "dobj" and child.i > verb.i and any(t.like_num for t in list(child.subtree)[:12])
        for child in verb.children
    )


def is_parenthetical(verb: Token, span: Span) -> bool:
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


def that_clause(verb: Token) -> bool:
    return any((c.dep_ == "ccomp" and c.i > verb.i) or c.dep_ == "parataxis" for c in verb.children)


def clause_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in CLAUSES), None)


def verbal(span: Span, verb: Token, takes: str, why: str, head: Token, relayer: Token | None) -> Attribution:
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
    if verb.dep_ == "csubj" and verb.head.i > verb.i and any(c.lower_ == "what" for c in verb.lefts):
        return verb.head.i + 1, sent.end
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
    if takes in ("show", "put", "label", "sight"):
        stop = next((t.i for t in sent.doc[verb.i : stop] if t.text == ";"), stop)
    return end if end > verb.i else verb.i + 1, stop


def _is_aside(verb: Token) -> bool:
    """ "As the ministry has said" beside what it has said."""
    linked = any(c.dep_ in ("mark", "advmod") and c.lower_ == "as" for c in verb.children)
    return verb.dep_ == "advcl" and linked and not clause_of(verb)


def _after(verb: Token, end: int) -> bool:
    """Whether anything but punctuation follows the cue in its own phrase."""
    told = next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None) if verb.lemma_ == "tell" else None
    if told is not None and told.i >= end - 1 and not clause_of(verb):
        end = max(end, told.right_edge.i + 1)
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
    if end < sent.end and (verb.doc[end].text in (";", ":") or verb.doc[end - 1].text == ":"):
        end = sent.end
    return max(end, verb.i + 1)
