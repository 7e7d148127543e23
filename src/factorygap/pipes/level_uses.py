"""In what construction a status phrase stands: noun or verb, a plant now or how old it is, a plant or other things."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from factorygap.lexicon import Entry
from factorygap.pipes import clauses, level_spans, times
from factorygap.pipes.level_topics import Topics

_STOPS = frozenset(
    "shutdown closure maintenance overhaul outage strike repairs repair stoppage halt fire explosion".split()
)
_AGES = ("started", "normal")
_FROM_THEN = frozenset(["beginning", "starting", "commencing"])
_FEW = frozenset(["few", "handful", "some", "one", "none", "third", "quarter", "half", "most", "number"])
_SHARE = frozenset(["part", "parts", "portion", "section", "sections"])
_ADJECTIVES = frozenset(["light", "open", "close", "slow", "clean", "free"])
"""Words that are verbs of the lists and, in the same form, adjectives of other things: "open-pit", "light industry"."""
_HABIT = frozenset(["normally", "usually", "once", "formerly", "typically", "generally", "previously", "ordinarily"])
"""Adverbs of what a plant does or did as a rule, which is no level of today."""
_ONLY = frozenset(["only", "solely", "just", "merely"])
_PARTS_OF_TIME = frozenset(["most", "much", "half", "part", "all"])
_COPULAS = frozenset("be remain stay keep put go come run operate work continue return have get stand sit lie".split())


def is_nominal(root: Token) -> bool:
    return root.pos_ in ("NOUN", "PROPN") and root.dep_ not in ("amod", "acl", "relcl", "acomp", "oprd")


def is_headline_verb(root: Token) -> bool:
    """ "Sugar factory closes": taggers take the verb of a headline for a plural."""
    if root.tag_ not in ("NNS", "NNPS", "NNP") or root.is_sent_start or not root.lower_.endswith("s"):
        return False
    in_title = root.i < level_spans.title_end(root.doc)
    return in_title or (root.dep_ == "ROOT" and root.tag_ != "NNP")


def is_of_verbs(entry: Entry) -> bool:
    """An entry of verbs, met as a noun: "the halt", "a run". Predicate phrases with nouns in them stay."""
    return entry["role"] in (None, "undergoer") or entry["tense"] is not None


def is_followed_by(span: Span, words: list[str] | None) -> bool:
    if not words:
        return False
    doc, i = span.doc, span.end
    while i < len(doc) and doc[i].tag_ == "RB":
        i += 1
    return i < len(doc) and doc[i].lower_ in words


def is_other_use(span: Span, head: Token, entry: Entry, topics: Topics) -> bool:
    """The same words in another construction.

    "Stopped paying wages" and "idled 300 workers" stop no plant, "a freezing plant" freezes, "a mill opened in 1950"
    tells its age.
    """
    root = span.root
    if len(span) == 1 and root.lower_ == "still" and root.tag_ == "RB" and not _is_at_rest(root):
        return True
    if is_of_verbs(entry):
        if root.tag_ == "JJ" and root.lower_ in _ADJECTIVES:
            return True
        goals = [c for c in head.children if c.dep_ == "xcomp" and c.pos_ == "VERB" and c.i >= span.end]
        if any(topics.kind(goal) != "work" for goal in goals):
            return True
        if root.lower_.endswith("ing") and root.dep_ in ("amod", "compound", "nmod"):
            return True
    elif entry["role"] == "subject" and any(
        o.i >= span.end and o.lower_ not in _PARTS_OF_TIME and not any(t.head == o for t in span)
        for o in clauses.objects(root)
    ):
        return True
    if entry["role"] == "none" and root.tag_ == "NN" and root.dep_ == "compound" and root.head.i >= span.end:
        return True
    if entry["status"] == "normal" and any(c.lower_ in _HABIT and c not in span for c in head.children):
        return True
    lasts = entry["status"] == "normal" and is_perfect(head)
    if (entry["status"] == "started" and is_aside(root)) or (
        entry["status"] in _AGES and not lasts and is_history(span)
    ):
        return True
    if root.tag_ == "VBG" and root.dep_ in ("advcl", "acl", "prep") and root.lower_ in _FROM_THEN:
        return True
    if entry["tense"] == "progressive" and any(s.like_num or s.lower_ in _FEW for s in clauses.subjects(root)):
        return True
    return bool(entry["predicative"]) and not is_predicative(span, head)


def _is_at_rest(still: Token) -> bool:
    """ "Has been still since May": what ends the clause tells a state, not that something goes on."""
    following = still.nbor(1) if still.i + 1 < len(still.doc) else None
    ends = following is None or following.is_punct or following.dep_ in ("mark", "prep", "cc") or following.is_space
    return ends and still.head.lemma_ == "be" and not any(c.dep_ in ("acomp", "attr") for c in still.head.children)


def is_now_and_then(head: Token) -> bool:
    """ "Lights its furnace only when guests come", "only part of the mill is working"."""
    if any(subject.lower_ in _SHARE for subject in clauses.subjects(head)):
        return True
    for clause in head.children:
        if clause.dep_ == "advcl" and any(c.lower_ in ("when", "whenever") for c in clause.children):
            edge = clause.left_edge
            return edge.lower_ in _ONLY or (edge.i > 0 and edge.nbor(-1).lower_ in _ONLY)
    return False


def is_part_only(head: Token) -> bool:
    """ "Idled parts of its yard": what stops is not the whole."""
    return any(thing.lower_ in _SHARE for thing in clauses.undergoers(head))


def is_perfect(head: Token) -> bool:
    """ "Has not rolled steel": a have beside the participle."""
    return any(c.dep_ == "aux" and c.lemma_ in ("have", "’ve", "'ve") for c in head.children)


def is_aside(root: Token) -> bool:
    """A participle that describes: "the mine, opened in 1896 by a bank, ..."."""
    if root.tag_ not in ("VBN", "VBD") or root.i < 2:
        return False
    after_comma = root.nbor(-1).text == "," and root.nbor(-2).pos_ in ("NOUN", "PROPN")
    return (root.dep_ == "acl" and root.tag_ == "VBN") or (
        after_comma and any(child.dep_ == "agent" for child in root.children)
    )


def is_history(span: Span) -> bool:
    """ "Which opened in 1934": how old a plant is, by a year three or more before the article's."""
    years = _years(span.doc[span.end : span.end + 5])
    if not years:
        return False
    published = times.published(span.doc)
    latest = published.year if published else max(_years(span.doc))
    return min(years) <= latest - 3 or (published is None and span.root.dep_ == "relcl")


def _years(tokens: Doc | Span) -> list[int]:
    return [int(t.text) for t in tokens if t.shape_ == "dddd" and t.text.startswith(("18", "19", "20"))]


def is_predicative(span: Span, head: Token) -> bool:
    root = span.root
    if any(child.dep_ in clauses.SUBJECTS for child in root.children):
        return True
    if root.dep_ in ("acl", "relcl", "conj", "ROOT") or (root.pos_ in ("VERB", "AUX") and root.dep_ != "amod"):
        return True
    if root.pos_ == "ADP" and head.lemma_ not in _COPULAS:
        return False
    return head.pos_ in ("VERB", "AUX") and root != head


def is_progressive(root: Token) -> bool:
    if root.tag_ != "VBG":
        return False
    kept = root.dep_ in ("ccomp", "xcomp") and root.head.lemma_ in ("keep", "leave", "find", "see")
    return kept or any(c.dep_ == "aux" and c.lemma_ == "be" for c in root.children)


def is_back(span: Span) -> bool:
    """ "Back online": what runs ran before; "back on a normal track" tells how it runs."""
    back = span.start > 0 and span.doc[span.start - 1].lower_ == "back"
    return back and all(token.lower_ != "normal" for token in span)


def is_under_way(root: Token) -> bool:
    """ "Is grinding to a halt", "is being phased out": on its way to a state and not there yet."""
    return is_progressive(root) or any(c.dep_ == "auxpass" and c.lower_ == "being" for c in root.children)


def after_a_stop(span: Span) -> bool:
    """ "Started up after an overhaul", "brought back on line": what ran before starts again."""
    following = span.doc[span.end : span.sent.end]
    if span.start > 1 and span.doc[span.start - 2 : span.start].text.lower() == "re-":
        return True
    if any(token.lower_ in ("back", "again") for token in span.doc[span.start : span.end + 1]):
        return True
    return any(token.lower_ in ("after", "following") for token in following) and any(
        token.lower_ in _STOPS for token in following
    )
