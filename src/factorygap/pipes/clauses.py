"""Who does what in a clause, read off the parse: subjects, undergoers, participants, governors. Plain functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_COMPLEMENTS = frozenset(
    ["acomp", "attr", "oprd", "prt", "advmod", "npadvmod", "pobj", "prep", "aux", "auxpass", "neg"]
)
_NOBODY = frozenset(["none", "neither", "nothing", "nobody"])
_ORDER = frozenset(["after", "since", "before", "of"])
_AUXILIARIES = frozenset(["aux", "auxpass"])
_LINKS = frozenset(["at", "in", "of", "on", "for", "from", "to", "with"])
_PARTITIVE = frozenset(
    "one two three four five six seven eight nine ten several some most many all both each half part parts portion "
    "rest "
    "phase phases stage stages "
    "none any majority number quarter third couple dozen dozens hundreds hundred thousands lot plenty set pair bulk "
    "area areas wing wings section sections "
    "much remainder series handful share kind first second last latter former largest biggest smallest oldest".split()
)
_DEPTH = 5


def predicate(span: Span) -> Token:
    """The verb that a predicate phrase leans on ("is" for "in operation", "stand" for "idle"), or the span's root."""
    token: Token = span.root
    for _ in range(_DEPTH):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            break
        if token.dep_ not in _COMPLEMENTS or token.head == token or (token.dep_ == "prep" and _is_noun(token.head)):
            break
        token = token.head
    return token


def subjects(token: Token, depth: int = _DEPTH) -> list[Token]:
    """The subjects of a verb, also where they stand with a verb above it or are the noun it describes."""
    if not depth:
        return []
    own = [child for child in token.children if child.dep_ in SUBJECTS]
    own = own or [s for aux in token.children if aux.dep_ in _AUXILIARIES for s in aux.children if s.dep_ in SUBJECTS]
    if own:
        return [token.head if _is_relative(s) and _describes(token) else s for s in own]
    head = token.head
    if token.dep_ in ("relcl", "acl", "amod") or (token.dep_ in ("nmod", "compound") and _is_noun(head)):
        return [head]
    if token.dep_ == "pcomp":
        link, head = head, head.head
        if _is_noun(head) and link.lower_ in _ORDER:
            return [*(child for child in head.children if child.dep_ == "poss"), head]
    if head == token or token.dep_ == "ROOT":
        return []
    if token.dep_ in ("xcomp", "ccomp") and (controlled := objects(head)):
        return controlled
    if token.dep_ == "ccomp":
        return []
    if _is_noun(head):
        return [head] if token.dep_ in ("advcl", "appos") else []
    return subjects(head, depth - 1)


def objects(token: Token) -> list[Token]:
    """Direct objects of a verb, and those of the verb it is coordinated with where it has none."""
    return [child for child in token.children if child.dep_ in ("dobj", "obj")]


def undergoers(token: Token) -> list[Token]:
    """What a verb happens to: its object where it has one, else its subject ("they shut the mill", "the mill shut")."""
    return objects(token) or subjects(token)


def complements(token: Token, links: frozenset[str] = _LINKS) -> list[Token]:
    """The nouns that hang on ``token`` by a preposition: "mill" of "work at the mill"."""
    found = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in links:
            below = [noun for noun in child.children if noun.dep_ in ("pobj", "pcomp")]
            found += [*below, *(o for noun in below if noun.dep_ == "pcomp" for o in objects(noun))]
    return found


def modifiers(token: Token) -> list[Token]:
    """The words that stand before a noun as part of it."""
    return [child for child in token.children if child.dep_ in ("compound", "amod", "nmod", "poss", "nummod")]


def spread(tokens: Iterable[Token], depth: int = 3) -> Iterator[Token]:
    """``tokens`` with what is coordinated with them and with the whole of a part: "one of its mills" -> "mills"."""
    for token in tokens:
        yield token
        if not depth:
            continue
        yield from spread([c for c in token.children if c.dep_ == "conj" and _is_noun(c)], depth - 1)
        if token.lower_ in _PARTITIVE or token.pos_ in ("NUM", "DET", "PRON"):
            yield from spread(complements(token, frozenset(["of", "at", "in"])), depth - 1)
        yield from (c for c in token.children if c.dep_ == "appos")


def negation(token: Token) -> Token | None:
    """The word that denies a predicate: "not", "never", "no longer", "without" or a subject with "no"."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in ("not", "n't", "n’t", "never", "nor", "neither", "cannot"):
            return child
        if child.lower_ == "longer" and child.nbor(-1).lower_ in ("no", "any"):
            return child.nbor(-1)
        if child.dep_ in SUBJECTS and child.lower_ in _NOBODY:
            return child
        if child.dep_ in (*SUBJECTS, "dobj", "attr") and _has_no(child):
            return _no_of(child)
    if token.dep_ == "xcomp":
        above = [c for c in token.head.children if c.dep_ == "neg" and c.i < token.i]
        return above[0] if above else _yet(token)
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return token.head
    if token.dep_ == "acl" and _has_no(token.head):
        return _no_of(token.head)
    if token.dep_ == "pcomp" and _is_noun(token.head.head) and _has_no(token.head.head):
        return _no_of(token.head.head)
    return None


def _yet(token: Token) -> Token | None:
    """The "yet" of "has yet to restart"."""
    return next((t for t in (*token.children, *token.head.children) if t.lower_ == "yet" and t.i < token.i), None)


def is_plural(noun: Token) -> bool:
    """Whether a noun means several; "works" may be one."""
    return noun.tag_ in ("NNS", "NNPS") and not noun.lower_.endswith("works")


def _has_no(token: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in ("no", "neither") and not _counts(child) for child in token.children
    )


def _counts(no: Token) -> bool:
    """The "No" of "furnace No 2"."""
    return no.i + 1 < len(no.doc) and no.nbor(1).like_num and no.nbor(1).text[0].isdigit()


def _no_of(noun: Token) -> Token:
    return next(c for c in noun.children if c.dep_ == "det" and c.lower_ in ("no", "neither"))


def _is_relative(token: Token) -> bool:
    return token.tag_ in ("WDT", "WP") or token.lower_ in ("which", "who")


def _describes(token: Token) -> bool:
    return token.dep_ in ("relcl", "acl") and token.head != token


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
