"""Which facility, and which product, a stretch of the text is about: syntax first, then what was spoken of last.

``facility_of`` abstains (None) where the clause is about a sector, a country, a company or an unnamed number of plants:
"Chinese steel output", "many rural factories".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from factorygap import labels, layers
from factorygap.pipes import clauses, layer, level_spans
from factorygap.pipes.level_topics import Topics

_BACK = 10
"""Sentences to look back for the facility in focus."""
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
_BETWEEN = frozenset([",", "and", "&", "or", "the", "as", "well", "both", "its", "other"])
_VERDICTS = ("others", "plant", "company", "work")
"""What an argument may turn out to be, the stronger first: other plants than ours, a plant spoken of before, the
company (the article's one facility, if it has one alone), the work of what is in focus."""
_ANY_PLANT = frozenset("plant factory facility site works complex operation installation base mill combine".split())
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
                return _first_of_list(doc, token, found)
        verdicts = [(verdict, token) for token in arguments if (verdict := _settles(token, topics))]
        for verdict, token in sorted(verdicts, key=lambda v: _VERDICTS.index(v[0])):
            if verdict == "company":
                here = [m for m in _mentions(doc, span.sent) if m[1] <= token.i]
                return _leading(doc, here) if here else _sole(topics)
            if verdict == "plant" or (verdict == "work" and verb is not None):
                return _in_focus(span, topics, token)
            if verdict != "work":
                return _only_one(token, topics)
    return _in_focus(span, topics, span.root)


def also_of(doc: Doc, start: int, end: int) -> list[str]:
    """The ids of the other facilities in the same list as ``facility_of``'s: "the Alton and Depew mills closed"."""
    chosen = facility_of(doc, start, end)
    mentions = sorted(_mentions(doc, doc[start].sent))
    places = [i for i, mention in enumerate(mentions) if mention[2] == chosen]
    if chosen is None or not places:
        return []
    at = min(places, key=lambda i: max(mentions[i][0] - end, start - mentions[i][1], 0))
    first = last = at
    while first and _coordinated(doc, mentions[first - 1][1], mentions[first][0]):
        first -= 1
    while last + 1 < len(mentions) and _coordinated(doc, mentions[last][1], mentions[last + 1][0]):
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


def _first_of_list(doc: Doc, token: Token, found: str) -> str:
    """Of facilities named in a row the first: one level is said of all, and the record's ``also`` holds the others."""
    mentions = sorted(_mentions(doc, token.sent))
    at = next((i for i, m in enumerate(mentions) if m[0] <= token.i < m[1] and m[2] == found), None)
    while at and _coordinated(doc, mentions[at - 1][1], mentions[at][0]):
        at -= 1
    return found if at is None else mentions[at][2]


def _only_one(token: Token, topics: Topics) -> str | None:
    """The article's one facility for "a goldmine", its first for a headline's "Arizona plant"; else None."""
    if token.tag_ not in ("NN", "NNP") or topics.kind(token) != "plant" or _OTHERS & {c.lower_ for c in token.children}:
        return None
    title_end = level_spans.title_end(token.doc)
    if token.i < title_end:
        return _first_of_body(token.doc, title_end, topics)
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
        if around & _OTHERS or _is_plural(token):
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


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") and not noun.lower_.endswith("works")


def _is_of_many(place: Token) -> bool:
    """A place where more than one plant stands: "in Peru", "at state-owned mines", "in the country"."""
    owners = [owner for owner in clauses.modifiers(place) if owner.dep_ == "poss"]
    return any(word.ent_type_ in ("GPE", "NORP") for word in (place, *owners)) or place.lower_ in _LAND_WORDS


def _adverbs(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ == "advmod"]


def _nearby(pronoun: Token) -> list[tuple[int, int, str]]:
    """The mentions in a pronoun's sentence, and in the one before unless "it" means who is speaking."""
    sentence = pronoun.sent
    here = _mentions(pronoun.doc, sentence)
    if not sentence.start or pronoun.head.dep_ == "ccomp":
        return here
    return [*_mentions(pronoun.doc, pronoun.doc[sentence.start - 1].sent), *here]


def _antecedent(pronoun: Token) -> Token | None:
    """Whom "it" means: the subject of the saying verb above, else the subject of the sentence before."""
    verb = pronoun.head
    if verb.dep_ == "ccomp":
        return next(iter(clauses.subjects(verb.head)), None)
    if pronoun.sent.start == 0:
        return None
    before = pronoun.doc[pronoun.sent.start - 1].sent.root
    return next(iter(clauses.subjects(before)), None)


def _in_focus(span: Span, topics: Topics, noun: Token | None = None) -> str | None:
    """The facility spoken of last: before the span in its sentence, then in the sentences before it, subjects first.

    Where a ``noun`` stands for it ("the abattoir"), only one that can be called so.
    """
    doc = span.doc
    sentence = span.sent
    fitting = _called(doc, noun, topics) if noun is not None else None
    here = [m for m in _mentions(doc, sentence, fitting) if m[1] <= span.start]
    if here:
        return _leading(doc, here)
    points_back = span.sent[0].lower_ in ("there", "here")
    seen = 0
    while sentence.start > 0 and seen < _BACK:
        sentence = doc[sentence.start - 1].sent
        if len(sentence) < 2:
            continue
        seen += 1
        found = _mentions(doc, sentence, fitting)
        if found:
            chosen = found[-1][2] if points_back else _leading(doc, found)
            means_work = noun is not None and topics.kind(noun) in ("work", "activity")
            return _whole(doc, chosen) if means_work else chosen
    title_end = level_spans.title_end(doc)
    if span.end > title_end or any(_is_plural(t) and topics.kind(t) == "plant" for t in span.sent):
        return None
    return _first_of_body(doc, title_end, topics)


def _leading(doc: Doc, mentions: list[tuple[int, int, str]]) -> str:
    """Of a sentence's mentions the one that its subject holds, else the first."""
    for start, end, name in mentions:
        head = doc[start:end].root
        if head.dep_ in clauses.SUBJECTS or (head.dep_ in ("pobj", "poss") and _holder(head).dep_ in clauses.SUBJECTS):
            return _first_of_list(doc, doc[start], name)
    return mentions[0][2]


def _holder(token: Token) -> Token:
    head: Token = token.head
    return head.head if head.dep_ == "prep" else head


def _first_of_body(doc: Doc, start: int, topics: Topics) -> str | None:
    return next((topics.mentions[i] for i in range(start, min(start + 80, len(doc))) if i in topics.mentions), None)


def _whole(doc: Doc, chosen: str) -> str:
    """The plant that a unit is part of: an earlier sentence's unit is rarely what "output" alone means."""
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    return next((f["part_of"] for f in facilities if f["id"] == chosen and f["part_of"]), chosen)


def _called(doc: Doc, noun: Token, topics: Topics) -> frozenset[str] | None:
    """The ids of the facilities that a noun can stand for by their name or type; None if it fits all of them."""
    word = noun.lemma_.lower()
    kind = topics.kind(noun)
    if kind not in _RUNNING:
        return None
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    if word in _ANY_PLANT:
        return frozenset(f["id"] for f in facilities if f["type"] != "unit") or None
    fitting = frozenset(f["id"] for f in facilities if word in f["name"].lower() or f["type"] == word)
    return fitting or (None if kind == "part" else fitting)


def _mentions(doc: Doc, sentence: Span, only: frozenset[str] | None = None) -> list[tuple[int, int, str]]:
    """The mentions of facilities in a sentence, in its order: token offsets and id."""
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    found = [(m["start"], m["end"], f["id"]) for f in facilities for m in f["mentions"]]
    return sorted(m for m in found if sentence.start <= m[0] < sentence.end and (only is None or m[2] in only))


def _coordinated(doc: Doc, start: int, end: int) -> bool:
    between = [token.lower_ for token in doc[start:end]]
    return 0 < len(between) <= 4 and all(word in _BETWEEN for word in between)
