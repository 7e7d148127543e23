"""Whether a cue is affirmed, denied or merely asked for: "poor quality", "no worse", "must raise the quality"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from factorygap import lexicon
from factorygap.labels import Polarity
from factorygap.phrases import Phrases
from factorygap.pipes import claim_words as said
from factorygap.pipes.claim_meanings import Cue

_FLIP: dict[Polarity, Polarity] = {"positive": "negative", "negative": "positive", "neutral": "neutral"}
_CHAIN = frozenset("acomp attr dobj pobj xcomp prep amod oprd pcomp compound nsubjpass advmod auxpass ccomp".split())
_MAX_CHAIN = 6


class Tone:
    """What colours a claim whose cue may say good or bad: "arrived late". Built once from ``claims_tone``."""

    def __init__(self, folder: str | None) -> None:
        words = [
            (phrase, entry["polarity"]) for entry in lexicon.load("claims_tone", folder) for phrase in entry.phrases
        ]
        self._words: Phrases[Polarity] = Phrases(words)

    def of(self, claim: Span, cue: Cue) -> Polarity:
        """Negative or positive if the claim holds a word of that tone, the negative one first; else what the cue means.

        What depends on an "if" is neutral.
        """
        if _is_conditional(cue.span.root):
            return "neutral"
        tones = {tone for _, tone in self._words.find_in(claim)}
        heard = next((tone for tone in ("negative", "positive") if tone in tones), cue.meaning.polarity)
        undone = heard == "positive" and (_is_negated(cue.span) or (cue.theme is not None and _is_few(cue.theme)))
        return "negative" if undone else heard


def polarity(cue: Cue) -> Polarity:
    """The polarity of a cue in its sentence; ``fixed`` cues hold their own negation.

    What is asked for, depends on an "if", or is yet to be built, is neutral.
    """
    meant, root = cue.meaning.polarity, cue.span.root
    if meant == "positive" and (_is_asked(root) or (cue.topic == "construction" and _is_future(root))):
        return "neutral"
    if _is_conditional(root):
        return "neutral"
    if meant == "positive" and _is_awaited(root):
        return "negative"
    if meant == "positive" and not cue.meaning.fixed and any(token.dep_ == "neg" for token in cue.span):
        return "negative"
    if meant == "positive" and cue.theme is not None and _is_few(cue.theme):
        return "negative"
    undone = _is_denied(cue.span) if cue.meaning.fixed else _is_negated(cue.span)
    of_rivals = cue.topic == "quality" and cue.theme is not None and _is_foreign(cue.theme)
    return _FLIP[meant] if undone != of_rivals else meant


def _is_foreign(goods: Token) -> bool:
    """Whether goods are those that the plant's own are measured against: praise of them is blame of its own."""
    return any(child.dep_ == "amod" and child.lower_ in said.FOREIGN for child in goods.lefts)


def _is_few(noun: Token) -> bool:
    """Whether an amount is called small: "only 600 people", "only half of their wages"."""
    if noun.head.lower_ == "of" and noun.dep_ == "pobj":
        amount = noun.head.head
    else:
        amount = next((child for child in noun.lefts if child.dep_ == "nummod"), noun)
    if amount is noun:
        return False
    first = amount.left_edge
    before = [first.nbor(-1)] if first.i > first.sent.start else []
    return any(token.lower_ in said.SMALL for token in (*before, *noun.doc[first.i : amount.i + 1]))


def _is_asked(root: Token) -> bool:
    """Whether the cue stands under an order, a need or a goal: "stressed the need to raise the quality"."""
    token = root
    for _ in range(_MAX_CHAIN + 1):
        if any(child.dep_ == "aux" and child.lower_ in ("must", "should") for child in token.children):
            return True
        if token.head == token or token.dep_ in ("nsubj", "nsubjpass", "relcl", "advcl"):
            return False
        token = token.head
        if token.lemma_.lower() in said.ASKS and token.pos_ in ("VERB", "NOUN"):
            return True
    return False


def _is_future(root: Token) -> bool:
    return any(
        child.dep_ == "aux" and child.lower_ in ("will", "would", "shall", "’ll", "'ll") for child in root.children
    )


def _is_conditional(root: Token) -> bool:
    return _hangs_on(root, ("if", "unless", "provided"))


def _is_awaited(root: Token) -> bool:
    return _hangs_on(root, ("until", "till"))


def _hangs_on(root: Token, words: tuple[str, ...]) -> bool:
    """Whether the clause of ``root`` depends on another by one of ``words``."""
    clause = root
    while clause.dep_ in _CHAIN and clause.head != clause:
        clause = clause.head
    return clause.dep_ == "advcl" and any(child.lower_ in words for child in clause.children)


def _is_denied(cue: Span) -> bool:
    """Whether somebody says that the whole statement is false: "denied that the mill fouls the river"."""
    token = cue.root
    for _ in range(_MAX_CHAIN):
        if token.head == token or not (token.dep_ in _CHAIN or _is_report(token)):
            return False
        token = token.head
        if token.lemma_.lower() in said.DISPUTES and token.pos_ == "VERB":
            return token.i < cue.start
    return False


def _is_negated(cue: Span) -> bool:
    inside = range(cue.start, cue.end)
    token = cue.root
    undoing = said.ENDS if cue.root.pos_ in ("NOUN", "PROPN") else said.FAILS
    flips = _negations(token, inside)
    for _ in range(_MAX_CHAIN):
        undone = (token.head.lemma_.lower() in undoing and token.head.i not in inside) or _is_called_false(token)
        if token.head == token or not (token.dep_ in _CHAIN or (undone and token.dep_ == "nsubj") or _is_report(token)):
            break
        if (token.dep_ == "ccomp" and not undone) or token.head.lower_ in said.CAUSES:
            break
        undone = undone and not (token.dep_ == "prep" and token.lower_ in said.GROUNDS)
        token = token.head
        flips += undone + (token.lower_ == "without" and token.i not in inside) + _negations(token, inside)
    return flips % 2 == 1


def _is_called_false(report: Token) -> bool:
    called = (child for child in report.head.children if child.dep_ in ("acomp", "attr"))
    is_report = report.dep_ == "nsubj" and report.lemma_.lower() in said.REPORTS
    return is_report and any(child.lower_ in said.FALSE for child in called)


def _is_report(clause: Token) -> bool:
    """Whether a clause is what a report, a fear or a danger is about."""
    noun = clause.head
    if noun.dep_ == "pobj" and noun.lemma_.lower() not in said.REPORTS:
        noun = noun.head.head
    return clause.dep_ == "acl" and noun.lemma_.lower() in said.REPORTS


def _negations(token: Token, inside: range) -> int:
    count = 0
    for child in token.children:
        if child.i in inside:
            continue
        if child.dep_ in ("nsubj", "nsubjpass"):
            count += child.lower_ in said.NOBODY or child.left_edge.lower_ in said.NO
        elif child.dep_ == "advmod" and child.lower_ == "yet" and token.pos_ in ("VERB", "AUX"):
            count += any(other.dep_ == "xcomp" for other in token.children)
        elif child.lower_ == "less" and token.pos_ == "ADJ":
            count += child.nbor(-1).lower_ not in ("no", "nothing") if child.i else 1
        elif child.lower_ in said.NEGATIONS and child.i <= token.i + 1 and not _is_concession(child):
            count += 1
    return count


def _is_concession(negation: Token) -> bool:
    """ "Not only", "a few", "no less": no negation."""
    around = negation.doc[max(negation.i - 1, 0) : negation.i + 2]
    return any(token.lower_ in ("only", "just", "merely", "less", "a") for token in around if token.i != negation.i)
