"""Whether a cue is affirmed, denied or merely asked for: "poor quality", "no worse", "must raise the quality"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from factorygap.labels import Polarity

_FLIP: dict[Polarity, Polarity] = {"positive": "negative", "negative": "positive", "neutral": "neutral"}
_DENIERS = frozenset(
    [
        "deny",
        "reject",
        "dismiss",
        "refute",
        "lack",
        "fail",
        "stop",
        "cease",
        "refuse",
        "rebut",
        "overcome",
        "solve",
        "eliminate",
        "end",
        "prevent",
        "avoid",
        "ease",
        "resolve",
        "remedy",
        "alleviate",
    ]
)
_SOLVERS = frozenset(
    [
        "overcome",
        "solve",
        "eliminate",
        "end",
        "prevent",
        "avoid",
        "ease",
        "resolve",
        "remedy",
        "alleviate",
        "deny",
        "reject",
        "dismiss",
        "refute",
        "rebut",
    ]
)
_NEGATIVE_WORDS = frozenset(
    [
        "no",
        "not",
        "n't",
        "n’t",
        "never",
        "hardly",
        "barely",
        "scarcely",
        "neither",
        "nor",
        "without",
        "nothing",
        "none",
        "zero",
        "nowhere",
        "little",
        "few",
        "rarely",
        "seldom",
    ]
)
_ASKERS = frozenset(
    [
        "need",
        "stress",
        "underscore",
        "underline",
        "emphasize",
        "emphasise",
        "urge",
        "order",
        "instruct",
        "call",
        "elucidate",
        "demand",
        "must",
        "should",
        "pledge",
        "vow",
        "aim",
        "plan",
        "intend",
        "propose",
        "want",
        "clarify",
        "indicate",
        "task",
        "goal",
        "target",
        "instruction",
        "appeal",
        "exhort",
        "direct",
        "require",
    ]
)


def polarity(cue: Span, meant: Polarity, fixed: bool) -> Polarity:
    """The polarity of a cue in its sentence; ``fixed`` cues hold their own negation."""
    if meant == "positive" and _is_asked(cue.root):
        return "neutral"
    if fixed or not _is_negated(cue):
        return meant
    return _FLIP[meant]


def _is_asked(root: Token) -> bool:
    token = root
    for _ in range(5):
        if any(child.dep_ == "aux" and child.lower_ in ("must", "should") for child in token.children):
            return True
        if token.head is token or token.dep_ in ("nsubj", "nsubjpass", "relcl", "advcl"):
            return False
        token = token.head
        if token.lemma_.lower() in _ASKERS and token.pos_ in ("VERB", "NOUN"):
            return True
    return False


def _is_negated(cue: Span) -> bool:
    flips = 0
    token = cue.root
    inside = range(cue.start, cue.end)
    for depth in range(4):
        flips += sum(
            child.lower_ in _NEGATIVE_WORDS and child.i not in inside and not _is_not_only(child)
            for child in token.children
            if child.i < token.i + 2
        )
        if depth and token.i not in inside and token.lemma_ in (_SOLVERS if cue.root.pos_ == "NOUN" else _DENIERS):
            flips += 1
        if depth and token.lower_ == "without":
            flips += 1
        if token.head is token or (
            token.dep_ in ("nsubj", "nsubjpass") and not (depth == 0 and token.head.lemma_ in _SOLVERS)
        ):
            break
        if token.dep_ not in (
            "acomp",
            "attr",
            "dobj",
            "pobj",
            "xcomp",
            "prep",
            "amod",
            "oprd",
            "pcomp",
            "compound",
            "nsubjpass",
            "advmod",
            "auxpass",
        ):
            break
        token = token.head
    return flips % 2 == 1


def _is_not_only(negation: Token) -> bool:
    following = negation.doc[negation.i + 1 : negation.i + 2]
    return any(token.lower_ in ("only", "just", "merely", "least", "a") for token in following) and negation.lower_ in (
        "not",
        "few",
        "little",
        "n't",
    )
