"""Cues that are no verbs of a clause: "according to X", "X's claim that", "citing X", "we hear", "X are worried"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from factorygap.pipes.attribution import Attribution
from factorygap.pipes.subjects import CLOSERS, maker_of, noun_phrase, speaker_of

LONGEST_NAME = 9
"""Tokens of a source's name where the cue was taken for a noun."""
REACH_OF_THAT = 16
"""Tokens from a noun of saying to the "that" of what is said."""


_TELLING = frozenset("have take give offer paint present tell hold".split())


def by_position(span: Span, takes: str, why: str) -> Attribution | None:
    """Cues that the tagger took for nouns: "reports state that S"; "S, dealers in Oslo estimate."."""
    doc, sent = span.doc, span.sent
    if span.start <= sent.start or span.end >= sent.end:
        return None
    start = span.start
    while start > max(sent.start, span.start - LONGEST_NAME) and _may_name(doc[start - 1]):
        start -= 1
    head = next((t for t in doc[start : span.start] if t.tag_ in ("NNS", "NNPS", "NNP")), None)
    if head is None or head.lower_ == span[0].lower_ or not _ends_or_goes_on(doc, head.i + 1, span.start):
        return None
    source = (start, span.start)
    after = doc[span.end]
    if after.lower_ == "that":
        return Attribution(span, takes, why, head, source, (span.end, sent.end), start, span.end)
    if after.is_punct and start > sent.start and doc[start - 1].text in CLOSERS:
        return Attribution(span, takes, why, head, source, (sent.start, sent.end), start, span.end)
    return None


def _ends_or_goes_on(doc: Doc, index: int, end: int) -> bool:
    return index == end or doc[index].pos_ == "ADP" or doc[index].tag_ == "VBN"


def _may_name(token: Token) -> bool:
    named = token.pos_ in ("ADJ", "NOUN", "PROPN", "DET", "NUM", "ADP") or token.text in ("&", "and")
    return named or token.tag_ == "VBN"


def hearsay(span: Span, why: str) -> Attribution | None:
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


def attitude(span: Span, why: str) -> Attribution | None:
    """ "Staff are worried that S"."""
    word = span.root
    clause = next((c for c in word.children if c.dep_ in ("ccomp", "xcomp") and c.i > word.i), None)
    be = word if word.pos_ == "VERB" else word.head
    head = next((c for c in be.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if clause is None or head is None or head.lower_ in ("i", "we", "it"):
        return None
    source = noun_phrase(head)
    return Attribution(span, "attitude", why, head, source, (span.end, clause.right_edge.i + 1), source[0], span.end)


def named_after(span: Span, why: str) -> Attribution | None:
    """ "According to X": its sentence, or what follows where a sentence before it is another's."""
    doc, last = span.doc, span[-1]
    if why == "for" and not _opens_with_person(span):
        return None
    if why == "hear-from" and not any(t.lower_ == "that" and t.tag_ != "DT" for t in doc[span.end : span.sent.end]):
        return None
    head = next((c for c in last.children if c.dep_ in ("pobj", "pcomp")), None)
    if head is None and span.end < len(doc):
        head = next((t for t in doc[span.end : span.end + 6] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if head is None:
        return None
    source = noun_phrase(head)
    return Attribution(span, "source", why, head, source, _between_semicolons(span), span.start, source[1])


def _opens_with_person(span: Span) -> bool:
    """ "For Ana Ruiz, the line is dead"; not "for Ana Ruiz the foreman built a line"."""
    head = next((c for c in span[-1].children if c.dep_ == "pobj"), None)
    if head is None or not span[0].is_sent_start or head.ent_type_ != "PERSON":
        return False
    end = head.right_edge.i + 1
    return end < len(span.doc) and ("," in (span.doc[end].text, head.right_edge.text))


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


def noun(span: Span, why: str) -> Attribution | None:
    """ "X's claim that S", "claims by X that S"; "workers claim that S" where the tagger took the verb for a noun."""
    if why != "claim-noun":
        return _reckoning(span, why)
    word = span[0]
    that = _that_after(word) if word.pos_ in ("NOUN", "PROPN") else None
    if that is None:
        return None
    taken_for_noun = by_position(span, "speech", why) if that.i == span.end else None
    if taken_for_noun is not None:
        return taken_for_noun
    head = maker_of(word) or word
    end = that.head.right_edge.i + 1 if that.head.i > that.i else span.sent.end
    return Attribution(span, "noun", why, head, noun_phrase(head), (that.i + 1, end), word.left_edge.i, that.i + 1)


def _that_after(word: Token) -> Token | None:
    """ "That" of the clause that a noun of saying opens, also behind "by X", "made by X" and "on Friday"."""
    for token in word.doc[word.i + 1 : min(word.i + REACH_OF_THAT, word.sent.end)]:
        if token.lower_ == "that" and (token.dep_ == "mark" or token.i == word.i + 1):
            return token
        if token.is_punct or token.pos_ == "AUX" or (token.pos_ == "VERB" and token.tag_ not in ("VBN", "VBG")):
            return None
    return None


def _reckoning(span: Span, why: str) -> Attribution | None:
    """ "Her estimate of daily output: S", "the dealers' count is S"; "by his count" of the whole sentence."""
    noun, sent = span.root, span.sent
    head = next((c for c in noun.children if c.dep_ == "poss"), None)
    link = noun.head if noun.dep_ == "pobj" else None
    whole = link is not None and link.lower_ in ("by", "on", "in")
    if head is None and whole:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        head = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if head is None and noun.dep_ == "dobj" and noun.head.lemma_ in _TELLING:
        head = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
        if noun.right_edge.i + 1 >= sent.end or ":" not in (noun.right_edge.text, sent.doc[noun.right_edge.i + 1].text):
            head = None
    if head is None or head.lower_ in ("my", "our", "i", "we"):
        return None
    source = noun_phrase(head)
    if whole and link is not None:
        return Attribution(span, "noun", why, head, source, (sent.start, sent.end), link.i, noun.right_edge.i + 1)
    end = noun.right_edge.i + 1
    if end < sent.end and (sent.doc[end].text == ":" or noun.head.lemma_ == "be"):
        return Attribution(span, "noun", why, head, source, (end, sent.end), source[0], end)
    return None


def relay(span: Span, verb: Token, why: str) -> Attribution | None:
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
