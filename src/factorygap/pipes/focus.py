"""Which facility, and which product, a stretch of the text is about: syntax first, then what was spoken of last.

``facility_of`` abstains (None) where the clause is about a sector, a country, a company or an unnamed number of plants:
"Chinese steel output", "many rural factories".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from factorygap import labels, layers
from factorygap.pipes import clauses, discourse, layer, level_spans
from factorygap.pipes.level_topics import Topics

_STEPS = 6
_CARRIED = frozenset(["xcomp", "aux", "auxpass", "acl", "relcl", "advcl", "pcomp", "conj"])
_OTHERS = frozenset(
    "other others another many most several some few all every each both various more numerous any".split()
)
_LAND_WORDS = frozenset("country nation state province region world county continent sector industry".split())
_EVERYWHERE = frozenset(
    "nationwide domestic national nationally world worldwide global overall countrywide globally elsewhere".split()
)
_DEFINITE = frozenset("the this that its their our his her these those".split())
_VERDICTS = ("others", "plant", "company", "work")
"""What an argument may turn out to be, the stronger first: other plants than ours, a plant spoken of before, the
company (the article's one facility, if it has one alone), the work of what is in focus."""
_RUNNING = frozenset(["plant", "part"])
_COMPANY = frozenset("company firm group corporation conglomerate corp plc consortium producers makers".split())
_LANDS = frozenset(["GPE", "NORP", "ORG"])
_DOERS = frozenset(["PERSON", "ORG", "GPE", "NORP"])


def facility_of(doc: Doc, start: int, end: int) -> str | None:
    """The id of the facility that a level, claim or action at ``doc[start:end]`` is about; None if none is settled."""
    topics = Topics(doc)
    if not topics.mentions:
        return None
    span = doc[start:end]
    inside = _inside(span, topics)
    if inside is not None or span.sent[0].lower_ in _EVERYWHERE:
        return inside
    for verb, arguments in _clauses(span):
        for token in arguments:
            if _is_sectors(token, topics):
                return None
            found = _of_phrase(token, topics)
            if found is not None:
                return discourse.first_of_list(doc, token, found)
        verdicts = [(verdict, token) for token in arguments if (verdict := _settles(token, topics))]
        for verdict, token in sorted(verdicts, key=lambda v: _VERDICTS.index(v[0])):
            if verdict == "company":
                here = [m for m in discourse.mentions_in(doc, span.sent) if m[1] <= token.i]
                return discourse.leading(doc, here) if here else _sole(topics)
            if verdict == "plant" or (verdict == "work" and verb is not None):
                return discourse.in_focus(span, topics, token)
            if verdict != "work":
                return _only_one(token, topics)
    return discourse.in_focus(span, topics, span.root)


def also_of(doc: Doc, start: int, end: int) -> list[str]:
    """The ids of the other facilities in the same list as ``facility_of``'s: "the Alton and Depew mills closed"."""
    chosen = facility_of(doc, start, end)
    mentions = sorted(discourse.mentions_in(doc, doc[start].sent))
    places = [i for i, mention in enumerate(mentions) if mention[2] == chosen]
    if chosen is None or not places:
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
    products: list[layers.Product] = layer(doc, labels.PRODUCTS)
    at = {i: p["id"] for p in products for m in p["mentions"] for i in range(m["start"], m["end"])}
    if not at:
        return None
    for i in range(start, end):
        if i in at:
            return at[i]
    for token in (token for _, arguments in _clauses(doc[start:end]) for token in arguments):
        for near in (token, *clauses.modifiers(token), *clauses.complements(token, frozenset(["of", "in"]))):
            if near.i in at:
                return at[near.i]
    return None


def _inside(span: Span, topics: Topics) -> str | None:
    """The facility named in the span itself: the object of its verb before the place where that stands."""
    held = [token for token in span if token.i in topics.mentions]
    if not held:
        return None
    predicate = clauses.predicate(span)
    undergoing = [t for t in clauses.spread(clauses.undergoers(predicate)) if t in held]
    return topics.mentions[(undergoing or held)[0].i]


def _clauses(span: Span) -> Iterator[tuple[Token | None, list[Token]]]:
    """The nouns that a stretch is said of, by clause, nearest first, each with its verb if it has one:
    the subject, object and places of that verb, or the nouns that hang on a noun."""
    token: Token = span.root
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            near = [*clauses.undergoers(token), *clauses.subjects(token), *clauses.complements(token)]
            yield token, list(clauses.spread(near))
            if token.dep_ not in _CARRIED:
                return
        elif token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            own = [] if span.start <= token.i < span.end and token != span.root else [token]
            own += [child for child in token.children if child.dep_ in clauses.SUBJECTS]
            yield None, list(clauses.spread([*own, *clauses.complements(token)]))
        if token.head == token:
            return
        token = token.head


def _of_phrase(token: Token, topics: Topics) -> str | None:
    """The facility a noun phrase names: itself, its owner, its modifier, or where it is ("output at the mill")."""
    if token.i in topics.mentions:
        return topics.mentions[token.i]
    for near in (*clauses.modifiers(token), *clauses.complements(token)):
        if near.i in topics.mentions:
            return topics.mentions[near.i]
        for below in (*clauses.modifiers(near), *clauses.complements(near)):
            if below.i in topics.mentions:
                return topics.mentions[below.i]
    named = [token, *(owner for owner in clauses.modifiers(token) if owner.dep_ == "poss")]
    return next((f for noun in named if noun.pos_ == "PROPN" and (f := _by_short_name(noun))), None)


def _by_short_name(token: Token) -> str | None:
    """The facility that a place or a firm stands for in "Ohio turned out 300 cars": the one that has it in its name."""
    if token.dep_ == "pobj" and token.head.lower_ == "in":
        return None
    facilities: list[layers.Facility] = layer(token.doc, labels.FACILITIES)
    bearing = [f for f in facilities if token.text in f["name"].split()]
    plants = [f["id"] for f in bearing if f.get("part_of") is None]
    return plants[0] if len(plants) == 1 else None


def _is_sectors(token: Token, topics: Topics) -> bool:
    """ "Workers in the metal industry, those of the Alton mill among them": the sector comes first."""
    near = [token, *clauses.complements(token, frozenset(["in", "of"]))]
    return token.i not in topics.mentions and any(topics.kind(noun) == "sector" for noun in near[:2])


def _only_one(token: Token, topics: Topics) -> str | None:
    """The article's one facility for "a goldmine", its first for a headline's "Arizona plant"; else None."""
    if token.tag_ not in ("NN", "NNP") or topics.kind(token) != "plant" or _OTHERS & {c.lower_ for c in token.children}:
        return None
    title_end = level_spans.title_end(token.doc)
    if token.i < title_end:
        return discourse.first_of_body(token.doc, title_end, topics)
    return _sole(topics)


def _sole(topics: Topics) -> str | None:
    known = set(topics.mentions.values())
    return known.pop() if len(known) == 1 else None


def _settles(token: Token, topics: Topics) -> str | None:
    """What a phrase without a facility's name speaks of: one of _VERDICTS, None where it does not matter."""
    around = {child.lower_ for child in (*token.children, *_adverbs(token.head))}
    kind = topics.kind(token)
    owners = [child for child in clauses.modifiers(token) if child.dep_ == "poss"]
    if any(owner.lower_ in ("its", "their") for owner in owners):
        return "plant" if kind in _RUNNING else "work"
    if around & _EVERYWHERE or any(child.ent_type_ in _LANDS for child in clauses.modifiers(token)):
        return "others"
    if any(_is_of_many(place) for place in clauses.complements(token)) or token.lower_ in _LAND_WORDS:
        return "others"
    if kind == "plant":
        if around & _OTHERS or clauses.is_plural(token):
            return "others"
        return "plant" if around & _DEFINITE or token.i < 12 else "others"
    if kind == "part":
        return "others" if around & _OTHERS else "plant"
    if token.lower_ in ("it", "they"):
        before = _antecedent(token)
        near = any(mention[1] <= token.i for mention in _nearby(token))
        verdict = None if near or before is None or before.i in topics.mentions else _settles(before, topics)
        return verdict if verdict in ("company", "others") else "work"
    if token.lower_ in _COMPANY:
        return "company"
    if kind == "sector" or (token.dep_ in clauses.SUBJECTS and token.ent_type_ in _DOERS):
        return "others"
    return "work" if kind in ("work", "activity") or token.pos_ == "PRON" else None


def _is_of_many(place: Token) -> bool:
    """A place where more than one plant stands: "in Peru", "at state-owned mines", "in the country"."""
    owners = [owner for owner in clauses.modifiers(place) if owner.dep_ == "poss"]
    return any(word.ent_type_ in ("GPE", "NORP") for word in (place, *owners)) or place.lower_ in _LAND_WORDS


def _adverbs(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ == "advmod"]


def _nearby(pronoun: Token) -> list[discourse.Place]:
    """The mentions in a pronoun's sentence, and in the one before unless "it" means who is speaking."""
    sentence = pronoun.sent
    here = discourse.mentions_in(pronoun.doc, sentence)
    if not sentence.start or pronoun.head.dep_ == "ccomp":
        return here
    return [*discourse.mentions_in(pronoun.doc, pronoun.doc[sentence.start - 1].sent), *here]


def _antecedent(pronoun: Token) -> Token | None:
    """Whom "it" means: the subject of the saying verb above, else the subject of the sentence before."""
    verb = pronoun.head
    if verb.dep_ == "ccomp":
        return next(iter(clauses.subjects(verb.head)), None)
    if pronoun.sent.start == 0:
        return None
    before = pronoun.doc[pronoun.sent.start - 1].sent.root
    return next(iter(clauses.subjects(before)), None)
