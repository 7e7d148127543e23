"""The subjects of verbs of saying, and the words that name them: syntax only, no word lists."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset("nsubj nsubjpass csubj".split())
CLOSERS = frozenset([",", '"', "''", "”", "’", "–", "—", "-", "--", "?", "!", ";", ")"])
CLAIMS = frozenset(
    "claim report allegation rumour rumor suggestion accusation assertion charge speculation talk notion idea story"
    " contention insistence assurance boast comment".split()
)
"""Nouns (dictionary forms) for what somebody said that may be denied."""
NEAR_CLAIM = 6
"""Tokens from a claim to the "by" of whoever makes it."""
_CHANNELS = frozenset("phone telephone email e-mail mail letter post text message fax radio wire cable telex".split())
_MADE_BY = frozenset("by from of among".split())
_CUT = frozenset("relcl acl appos punct advcl parataxis ccomp cc conj dep".split())


def speaker_of(verb: Token) -> tuple[Token | None, Token | None]:
    """The head word of who says it, and of who passes it on ("the daily quoted him as saying")."""
    for child in verb.children:
        if child.dep_ == "agent":
            agent = next((c for c in child.children if c.dep_ == "pobj"), None)
            if agent is None or agent.lower_ not in _CHANNELS:
                return agent, None
            if verb.dep_ == "acl":
                return verb.head, None
    inverted = _inverted_subject(verb)
    if inverted is not None:
        return inverted, None
    for child in (*reversed(list(verb.lefts)), *verb.rights):
        if child.dep_ == "nsubj" and child.pos_ == "VERB" and child.tag_ == "VBN":
            inner = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if inner is not None:
                return inner, None
        if child.dep_ == "nsubj" and (child.lower_.endswith("ing") or child.lower_ == "itself"):
            renamed = next((c for c in child.children if c.dep_ in ("appos", "dobj")), None)
            if renamed is not None:
                return renamed, None
        if child.dep_ in ("nsubj", "csubj") and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"):
            if child.ent_type_ in ("DATE", "TIME"):
                return _before_relative(child) or child, None
            if child.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                return _antecedent(verb.head, child.lower_ == "who"), None
            return child, None
    if _goes_with_outer(verb):
        return speaker_of(verb.head.head)
    claim = _claim_before(verb)
    if claim is not None and (maker := maker_of(claim)) is not None:
        return maker, None
    if verb.dep_ in ("conj", "advcl", "xcomp", "dep", "parataxis") and verb.head is not verb:
        if verb.head.pos_ in ("VERB", "AUX") and verb.tag_ in ("VBG", "VBN", "VB", "VBD", "VBZ", "VBP"):
            subject = next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
            if subject is not None:
                return (verb.head.head, None) if subject.lower_ in ("who", "which", "that") else (subject, None)
            if verb.head.dep_ in ("conj", "advcl", "xcomp", "ccomp"):
                return speaker_of(verb.head) if verb.head.head is not verb.head else (None, None)
        return None, None
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head, None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        relay = verb.head.head
        speaker = next((c for c in relay.children if c.dep_ in ("dobj", "nsubjpass")), None)
        relayer = next((c for c in relay.children if c.dep_ == "nsubj"), None)
        return speaker, relayer
    return None, None


def _goes_with_outer(verb: Token) -> bool:
    """ "Dealers said the mill was buying and put its stock at ten tons": "put" goes with "said"."""
    above = verb.head
    return (
        verb.dep_ == "conj"
        and above.dep_ == "ccomp"
        and verb.tag_ in ("VBD", "VBZ", "VBP")
        and verb.tag_ != above.tag_
        and verb.tag_ == above.head.tag_
    )


def _claim_before(verb: Token) -> Token | None:
    """The claim that goes on in "refuted claims by X, alleging that S"."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("acl", "advcl", "xcomp", "dep", "conj"):
        return None
    if verb.head.pos_ == "NOUN":
        above = [verb.head, *verb.head.ancestors]
        return next((token for token in above if token.lemma_ in CLAIMS and token.i < verb.i), None)
    return next((c for c in verb.head.children if c.dep_ == "dobj" and c.lemma_ in CLAIMS and c.i < verb.i), None)


def maker_of(claim: Token) -> Token | None:
    """Whose claim it is: "X's claim", "claims by X", "allegations made by X"."""
    owner = next((c for c in claim.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    for token in claim.doc[claim.i + 1 : min(claim.i + NEAR_CLAIM, claim.sent.end)]:
        if token.lower_ in _MADE_BY and token.pos_ == "ADP":
            return next((c for c in token.children if c.dep_ == "pobj"), None)
        if token.is_punct or token.lower_ == "that":
            return None
    return None


def _inverted_subject(verb: Token) -> Token | None:
    """X in "S, says X", also where the parser took S for the subject."""
    if not verb.i or verb.nbor(-1).text not in CLOSERS:
        return None
    behind = [c for c in verb.children if c.dep_ in ("nsubj", "dobj") and verb.i < c.i <= verb.i + 6]
    subject = next((c for c in behind if c.dep_ == "nsubj"), None)
    return next(iter(behind), None) if subject is None and verb.nbor(-1).is_quote else subject


def between_commas(verb: Token, subject: Token | None) -> Token | None:
    """Y in "X, Y said, is cold", where the parser took X for the subject."""
    doc = verb.doc
    if subject is None or verb.i + 1 >= len(doc) or doc[verb.i + 1].text not in (",", ".") or subject.i > verb.i:
        return subject
    last = verb.i - 1
    start = last
    while start > subject.i and doc[start].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADP", "PART"):
        start -= 1
    if start > subject.i and doc[start].text == "," and start < last and doc[last].pos_ in ("NOUN", "PROPN", "PRON"):
        return doc[last] if subject.dep_ in SUBJECTS else subject
    return subject


def _before_relative(date: Token) -> Token | None:
    """X in "X who worked there until spring said", where the parser took the spring for the subject."""
    who = next((t for t in reversed(date.doc[date.sent.start : date.i]) if t.lower_ == "who"), None)
    before = who.nbor(-1) if who is not None and who.i > date.sent.start else None
    if before is not None and before.text == "," and before.i > date.sent.start:
        before = before.nbor(-1)
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None


def _antecedent(noun: Token, human: bool) -> Token:
    """The word that "who" means: in "farmers at Brix, who say", not the place."""
    if (
        human
        and noun.dep_ == "pobj"
        and noun.ent_type_ in ("GPE", "LOC", "ORG", "FAC")
        and noun.head.head.pos_ == "NOUN"
    ):
        return noun.head.head
    return noun


def noun_phrase(head: Token) -> tuple[int, int]:
    """The words that name something: its noun phrase without clauses and appositions."""
    start = end = head.i
    for child in head.children:
        if child.dep_ in _CUT or (
            child.dep_ == "prep" and child.lower_ in ("as", "after", "since", "during", "on", "without")
        ):
            continue
        if child.i < head.i:
            start = min(start, child.left_edge.i)
    for child in head.children:
        if (child.i == end + 1 and child.i > head.i and child.dep_ not in _CUT and child.dep_ not in ("prep",)) or (
            child.dep_ == "prep"
            and child.i == end + 1
            and child.lower_ in ("of", "in", "at", "for", "from", "with", "inside", "near", "familiar")
        ):
            end = _right(child)
    return start, end + 1


def _right(token: Token) -> int:
    """The last token of a phrase, cut before its first clause or comma."""
    last = token.i
    for child in token.children:
        if child.i > token.i:
            if child.dep_ in ("relcl", "appos", "punct", "advcl", "parataxis", "cc", "conj") or child.i > last + 12:
                break
            last = max(last, _right(child))
    return last
