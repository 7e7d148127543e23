"""Which facility, and which product, a stretch of the text is about: syntax first, then what was spoken of last.

``facility_of`` abstains (None) where the clause is about a sector, a country, a company or an unnamed number of plants:
"Chinese steel output", "many rural factories".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from factorygap import labels, layers
from factorygap.per_doc import per_doc
from factorygap.pipes import affiliation, clauses, denotation, discourse, layer, level_spans, level_topics, tokens_in
from factorygap.pipes.level_topics import Topics

_STEPS = 6
_CARRIED = frozenset(["xcomp", "aux", "auxpass", "acl", "relcl", "advcl", "pcomp", "conj"])


def facility_of(doc: Doc, start: int, end: int) -> str | None:
    """The id of the facility that a level, claim or action at ``doc[start:end]`` is about; None if none is settled."""
    topics = level_topics.of(doc)
    if not topics.mentions:
        return None
    span = doc[start:end]
    inside = _inside(span, topics)
    wide = span.sent[:3].text.lower().endswith("-wide")  # "Industry-wide capacity"
    if inside is not None or wide or span.sent[0].lower_ in denotation.EVERYWHERE:
        return inside
    for verb, core, places in _clauses(span):
        for token in (*core, *places):
            if denotation.is_sectors(token, topics):
                return None
            found = _of_phrase(token, topics)
            if found is None and token in core and denotation.is_the_plant(token, topics):
                found = discourse.in_focus(span, topics, token)
            if found is not None:
                return discourse.first_of_list(doc, token, found)
            if token.lower_ == "it" and token.dep_ == "dobj":  # "Belgium shut it down"
                found = discourse.in_focus(span, topics, token)
                if found is not None:
                    return found
            if token.lower_ in denotation.FIRST_PERSON and (own := affiliation.of_speaker(token, span, topics)):
                return own
        verdicts = [(verdict, token) for token in (*core, *places) if (verdict := denotation.of(token, topics))]
        for verdict, token in sorted(verdicts, key=lambda v: denotation.VERDICTS.index(v[0])):
            if verdict == "these":
                return discourse.last_list(span, token)
            if verdict == "company":
                return _companys(token, span, topics)
            if verdict == "plant" or (verdict == "work" and verb is not None):
                return discourse.in_focus(span, topics, token)
            if verdict != "work":
                company = token.ent_type_ == "ORG" or token.lower_ in ("it", "they")
                own = _own_plant(span) if company and token.dep_ in clauses.SUBJECTS else None
                return own or _only_one(token, topics)
    return discourse.in_focus(span, topics, span.root)


def also_of(doc: Doc, start: int, end: int, chosen: str | None) -> list[str]:
    """The ids of the others in the list of the facility that ``facility_of`` chose: "the Alton and Depew mills"."""
    if chosen is None:
        return []
    mentions = sorted(discourse.mentions_in(doc, doc[start].sent))
    places = [i for i, mention in enumerate(mentions) if mention[2] == chosen]
    if not places:
        return []
    at = min(places, key=lambda i: max(mentions[i][0] - end, start - mentions[i][1], 0))
    first = last = at
    while first and discourse.are_coordinated(doc, mentions[first - 1][1], mentions[first][0]):
        first -= 1
    while last + 1 < len(mentions) and discourse.are_coordinated(doc, mentions[last][1], mentions[last + 1][0]):
        last += 1
    return list(dict.fromkeys(m[2] for m in mentions[first : last + 1] if m[2] != chosen))


def product_of(doc: Doc, start: int, end: int) -> str | None:
    """The id of the product that ``doc[start:end]`` is about: named in it, or by its subject, object or head noun."""
    at = _product_tokens(doc)
    if not at:
        return None
    for i in range(start, end):
        if i in at:
            return at[i]
    for token in (t for _, core, places in _clauses(doc[start:end]) for t in (*core, *places)):
        for near in (token, *clauses.modifiers(token), *clauses.complements(token, frozenset(["of", "in"]))):
            if near.i in at:
                return at[near.i]
    return None


def _companys(token: Token, span: Span, topics: Topics) -> str | None:
    """The plant of a company that is spoken of: named before it, else the one that its sentence says it has."""
    doc = span.doc
    mentions = discourse.mentions_in(doc, span.sent)
    before = [m for m in mentions if m[1] <= token.i]
    if before:
        return discourse.leading(doc, before)
    return _own_plant(span) or _sole(topics)


def _own_plant(span: Span) -> str | None:
    """The plant that a sentence says a company has, behind what it says of it: "halted output at its Corby mill"."""
    mentions = discourse.mentions_in(span.doc, span.sent)
    return next((m[2] for m in mentions if m[0] >= span.end and discourse.is_owned(span.doc, m)), None)


@per_doc(labels.PRODUCTS)
def _product_tokens(doc: Doc) -> dict[int, str]:
    """The product id of each token that lies in a mention of a product."""
    return {i: product["id"] for i, product in tokens_in(doc, labels.PRODUCTS).items()}


def _inside(span: Span, topics: Topics) -> str | None:
    """The facility named in the span itself: the object of its verb before the place where that stands."""
    held = [token for token in span if token.i in topics.mentions]
    if not held:
        return None
    predicate = clauses.predicate(span)
    undergoing = [t for t in clauses.spread(clauses.undergoers(predicate)) if t in held]
    return topics.mentions[(undergoing or held)[0].i]


def _clauses(span: Span) -> Iterator[tuple[Token | None, list[Token], list[Token]]]:
    """The nouns that a stretch is said of, by clause, nearest first, each with its verb if it has one:
    the subject and object of that verb and its places, or the nouns that hang on a noun."""
    token: Token = span.root
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            inner = [child for child in token.children if child.dep_ == "xcomp"]  # "stopped making vans at Luton"
            near = [*_given(token), *clauses.undergoers(token), *clauses.subjects(token)]
            places = [place for verb in (token, *inner) for place in clauses.complements(verb)]
            yield token, list(clauses.spread(near)), list(clauses.spread(places))
            if token.dep_ not in _CARRIED:
                return
        elif token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            own = [] if span.start <= token.i < span.end and token != span.root else [token]
            own = [*_of_only(token), *own, *(child for child in token.children if child.dep_ in clauses.SUBJECTS)]
            yield None, list(clauses.spread([*own, *clauses.complements(token)])), []
        if token.head == token:
            return
        token = token.head


def _given(verb: Token) -> list[Token]:
    """Who is given something ("set Kotka a target"), or is the only one to do it ("the one mill that runs")."""
    given = [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
    described = verb.head if verb.dep_ in ("acl", "relcl") else None
    return [*given, *(_of_only(described) if described is not None else [])]


def _of_only(noun: Token) -> list[Token]:
    """What is "the one part of the yard that runs"."""
    noun = noun.head.head if noun.dep_ == "pobj" else noun
    only = noun.dep_ == "attr" and any(child.lower_ in ("only", "one", "sole", "last") for child in noun.children)
    return clauses.subjects(noun.head) if only else []


def _of_phrase(token: Token, topics: Topics) -> str | None:
    """The facility a noun phrase names: itself, its owner, its modifier, or where it is ("output at the mill")."""
    if token.i in topics.mentions:
        return _owner_of_parts(token, topics) or topics.mentions[token.i]
    for near in (*clauses.modifiers(token), *clauses.complements(token)):
        if near.i in topics.mentions:
            return topics.mentions[near.i]
        for below in (*clauses.modifiers(near), *clauses.complements(near)):
            if below.i in topics.mentions:
                return topics.mentions[below.i]
    owners = [owner for owner in clauses.modifiers(token) if owner.dep_ == "poss"]
    named = [token, *owners, *clauses.complements(token, frozenset(["of", "at"]))]
    return next((f for noun in named if noun.pos_ == "PROPN" and (f := _by_short_name(noun))), None)


def _owner_of_parts(token: Token, topics: Topics) -> str | None:
    """ "The refinery's other two units run": several parts are spoken of for the plant that has them."""
    if not clauses.is_plural(token):
        return None
    return next(
        (topics.mentions[m.i] for m in clauses.modifiers(token) if m.dep_ == "poss" and m.i in topics.mentions), None
    )


def _by_short_name(token: Token) -> str | None:
    """The facility that a place or a firm stands for in "Ohio turned out 300 cars": the one that has it in its name."""
    if token.dep_ == "pobj" and token.head.lower_ == "in":
        return None
    facilities: list[layers.Facility] = layer(token.doc, labels.FACILITIES)
    bearing = [f for f in facilities if token.text in f["name"].split()]
    plants = [f["id"] for f in bearing if f.get("part_of") is None]
    return plants[0] if len(plants) == 1 else None


def _only_one(token: Token, topics: Topics) -> str | None:
    """The article's one facility for "a goldmine", its first for a headline's "Arizona plant"; else None."""
    if (
        token.tag_ not in ("NN", "NNP")
        or topics.kind(token) != "plant"
        or denotation.OTHERS & {c.lower_ for c in token.children}
    ):
        return None
    title_end = level_spans.title_end(token.doc)
    if token.i < title_end:
        return discourse.first_of_body(token.doc, title_end, topics)
    return _sole(topics)


def _sole(topics: Topics) -> str | None:
    known = set(topics.mentions.values())
    return known.pop() if len(known) == 1 else None
