"""Whether a level is a fact, a plan, a guess or what a plant could do: ``modality_of``.

The words that decide are lexicon/modality.toml; where they must stand is here. The parse is climbed from the level to
the words that govern it, and the nearest one that decides holds: a modal verb, a condition, "plans to", "threat of".
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from factorygap.labels import Modality
from factorygap.pipes import clauses, times
from factorygap.pipes.level_topics import facility_tokens
from factorygap.pipes.modality_denials import denier
from factorygap.pipes.modality_words import sense

_STEPS = 8
_DESCRIBING = frozenset(["compound", "nmod", "nummod", "amod", "quantmod", "npadvmod"])
_EXPECTING = frozenset(["expect", "anticipate", "see", "foresee", "envisage", "project", "think", "believe"])
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_ASIDE = frozenset(["with", "after", "following", "since", "despite", "amid"])
_LACKING = frozenset(["without", "absent", "barring"])
_PENDING = frozenset(["before", "until", "till", "once"])
_PAST = frozenset(
    ["after", "since", "following", "despite", "because", "due", "amid", "during", "from", "by", "blamed"]
)


def modality_of(doc: Doc, start: int, end: int) -> Modality:
    """The modality of the level at ``doc[start:end]``; ``actual`` where nothing says otherwise."""
    token = _goal_within(doc[start:end])
    if _is_size(doc, start, end):
        return "capacity"
    found = "hypothetical" if _is_none(token) and sense("noun", token) else _before_event(token)
    if found is None and any(child.dep_ == "acl" and start <= child.i < end for child in token.children):
        found = sense("noun", token)
    if found is not None:
        return found
    for _ in range(_STEPS):
        if _is_pending(token):
            return "planned"
        found = "hypothetical" if denier(token) is not None else _at(token)
        if found is not None:
            break
        if token.head == token or _is_settled(token) or _is_backdrop(token):
            found = _imperative(token)
            break
        found = _by_governor(token)
        if found is not None:
            break
        token = token.head
    if found in (None, "actual") and _lies_ahead(doc, start, end):
        return "planned"
    return found or "actual"


def _goal_within(span: Span) -> Token:
    """The verb that tells the level where the words above it lie in the span too: "not expected to reopen"."""
    tops = [t for t in span if t.head == t or t.head not in span]
    token: Token = next((t for t in tops if t.dep_ != "neg"), span.root)
    while below := [c for c in token.children if c.dep_ == "xcomp" and c in span and sense("verb", token)]:
        token = below[0]
    return token


def _is_size(doc: Doc, start: int, end: int) -> bool:
    """ "The 45,000 bpd crude unit": an amount that stands before a plant as part of its name is its size."""
    root = doc[start:end].root
    if root.dep_ not in _DESCRIBING or root.head.i < end or not any(token.like_num for token in doc[start:end]):
        return False
    return root.head.i in facility_tokens(doc) and not any(t.pos_ == "VERB" for t in doc[start:end])


def _at(token: Token) -> Modality | None:
    """What the words that belong to a predicate itself say: modal verbs and conditions."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    if any(sense("mark", child) for child in token.children if child.dep_ in ("mark", "advmod", "prep")):
        return "hypothetical"
    for child in token.children:
        if child.dep_ != "aux" and child.tag_ != "MD":
            continue
        said = sense("modal", child)
        if said is None:
            continue
        if clauses.negation(token) is not None and child.lower_ in ("can", "could", "ca"):
            return "actual"
        if said == "planned" and (_has_condition(token) or _is_outsiders(token) or _is_feared(token)):
            return "hypothetical"
        return said
    return None


def _is_pending(token: Token) -> bool:
    """ "Before the plant closes", "until work starts": a present tense that points ahead."""
    if token.dep_ != "advcl" or token.tag_ not in ("VBZ", "VBP"):
        return False
    return any(child.lower_ in _PENDING for child in token.children)


def _has_condition(token: Token) -> bool:
    return any(
        (child.dep_ == "advcl" and any(sense("mark", below) for below in child.children))
        or (child.dep_ == "prep" and child.lower_ in _LACKING)
        for child in token.children
    )


def _is_feared(token: Token) -> bool:
    """ "Fears that the yard will go under": a guess above outweighs the will of the clause."""
    head = token.head
    if token.dep_ == "acl":
        return sense("noun", head) == "hypothetical"
    return token.dep_ == "ccomp" and sense("verb", head) == "hypothetical"


def _is_settled(token: Token) -> bool:
    """Whether a predicate stands on its own feet, so that what governs it does not matter to its tense."""
    tags = {token.tag_, *(child.tag_ for child in token.children if child.dep_ in ("aux", "auxpass"))}
    if token.dep_ in ("amod", "appos", "acl", "relcl") and not tags & {"TO", *_FINITE}:
        return True
    if token.dep_ == "advcl" and token.tag_ in ("JJ", "VBN", "RB", "IN") and not tags & {"TO", "MD"}:
        return True
    return token.pos_ in ("VERB", "AUX") and bool(tags & _FINITE)


def _is_backdrop(token: Token) -> bool:
    """ "After the closure", "reasons for weak output": what is named in passing is there already."""
    if token.dep_ != "pobj":
        return False
    above = token.head.head
    if token.head.lower_ in _PAST:
        return True
    return above.pos_ == "NOUN" and sense("noun", above) is None


def _by_governor(token: Token) -> Modality | None:
    """What the word above says: "plans to close", "threat of closure", "denied that it had closed"."""
    head = token.head
    if token.dep_ == "prep" and token.lower_ in _ASIDE:
        return None
    infinitive = token.pos_ in ("VERB", "AUX") and any(c.tag_ == "TO" for c in token.children)
    if head.pos_ == "NOUN" or (head.pos_ == "PROPN" and not infinitive):
        if _is_none(head) and sense("noun", head) is not None:
            return "hypothetical"
        said = sense("noun", head) if token.dep_ in ("acl", "prep", "relcl", "compound", "nmod", "pcomp") else None
        if said is not None or not infinitive:
            return said
        return "planned" if token.dep_ in ("acl", "relcl") and _is_goal(token) else None
    said = None if _is_no_governor(token, head) else sense("verb", head)
    if head.dep_ == "prep" or head.pos_ == "ADP":
        return None
    if infinitive:
        return _of_infinitive(token, said)
    if said == "capacity" and token.dep_ == "prep":
        return said
    if said in ("planned", "hypothetical") and token.dep_ in (
        "dobj",
        "nsubjpass",
        "xcomp",
        "prep",
        "pcomp",
        "ccomp",
        "advcl",
        "acl",
    ):
        return None if token.dep_ in ("advcl",) else _expected(head, said)
    return None


def _is_no_governor(token: Token, head: Token) -> bool:
    """A word that plans in other constructions: "set a record", "a slowdown was seen"."""
    if token.dep_ in ("nsubj", "conj", "advmod"):
        return True
    if token.dep_ == "nsubjpass" and head.lower_ == "seen":
        return any(child.lower_ in ("was", "were", "been") for child in head.children)
    return head.lemma_ == "set" and token.dep_ == "dobj"


def _is_none(noun: Token) -> bool:
    """ "No plans", "no intention": what nobody means to do."""
    return any(child.lower_ == "no" for child in noun.children)


def _of_infinitive(token: Token, said: Modality | None) -> Modality | None:
    head = token.head
    if any(child.lower_ == "yet" for child in (*token.children, *head.children)):
        return "actual"
    if _at(head) == "hypothetical":
        return "hypothetical"
    if head.lower_ in ("had", "used") or (head.lower_ in ("forced", "compelled") and head.pos_ == "VERB"):
        return "actual"
    if said == "actual":
        return None
    return _expected(head, said) if said else "planned"


def _expected(governor: Token, said: Modality) -> Modality:
    if said == "capacity" and (clauses.negation(governor) or clauses.negation(governor.head)):
        return "actual"
    return "hypothetical" if said == "planned" and _is_outsiders(governor) else said


def _is_outsiders(token: Token) -> bool:
    """Whether someone who does not run the plant says so: "analysts expect output to rise"."""
    for subject in clauses.subjects(token):
        if subject.head == token and token.lemma_ in _EXPECTING and sense("outsider", subject):
            return True
    head = token.head
    return head.lemma_ in _EXPECTING and any(sense("outsider", s) for s in clauses.subjects(head))


def _is_goal(token: Token) -> bool:
    return any(child.tag_ == "TO" for child in token.children)


def _before_event(token: Token) -> Modality | None:
    for child in token.children:
        if child.dep_ in ("amod", "nmod", "compound", "advmod") and (said := sense("before", child)):
            return said
    return None


def _imperative(token: Token) -> Modality | None:
    """ "Increase output!", and the headline "Mill to reopen"."""
    if token.tag_ != "VB" or token.dep_ != "ROOT":
        return None
    helpers = any(child.dep_ in (*clauses.SUBJECTS, "aux", "auxpass") for child in token.children)
    return "planned" if not helpers or any(child.tag_ == "TO" for child in token.children) else None


def _lies_ahead(doc: Doc, start: int, end: int) -> bool:
    """A present tense with a time to come: "the plant closes next month"."""
    verb = clauses.predicate(doc[start:end])
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass"))}
    if not tags & {"VBZ", "VBP"} or tags & {"VBN", "VBD"}:
        return False
    when = times.when_of(doc, start, end)
    if when is None or any(token.lower_ in _PAST for token in doc[max(when["start"] - 2, start) : when["start"] + 1]):
        return False
    return times.is_future(doc, when)
