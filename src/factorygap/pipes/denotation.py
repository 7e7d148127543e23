"""What a phrase without a facility's name speaks of: the plant in focus, its work, a company, other plants."""

from __future__ import annotations

from spacy.tokens import Token

from factorygap.pipes import clauses, discourse
from factorygap.pipes.level_topics import Topics

VERDICTS = ("these", "others", "plant", "company", "work")
"""What an argument may turn out to be, the stronger first: the plants of a list before, other plants than ours, a plant
spoken of before, the company (the article's one facility, if it has one alone), the work of what is in focus."""
EVERYWHERE = frozenset(
    """nationwide domestic national nationally world worldwide global overall countrywide globally elsewhere
    industrywide sectorwide wide""".split()
)
FIRST_PERSON = frozenset(["we", "us", "our", "ours", "ourselves"])
OTHERS = frozenset(
    "other others another many most several some few all every each both various more numerous any".split()
)
_LAND_WORDS = frozenset("country nation state province region world county continent sector industry".split())
_DEFINITE = frozenset("the this that its their our his her these those".split())
_POINTING_AT_MANY = frozenset(["the", "these", "those", "both"])
_RUNNING = frozenset(["plant", "part"])
_ENTERPRISE = frozenset(["enterprise", "undertaking", "establishment"])
_COMPANY = frozenset("company firm group corporation conglomerate corp plc consortium producers makers".split())
_LANDS = frozenset(["GPE", "NORP", "ORG"])
_DOERS = frozenset(["ORG", "GPE", "NORP"])


def is_sectors(token: Token, topics: Topics) -> bool:
    """ "Workers in the metal industry, those of the Alton mill among them": the sector comes first."""
    near = [token, *clauses.complements(token, frozenset(["in", "of"]))]
    return token.i not in topics.mentions and any(topics.kind(noun) == "sector" for noun in near[:2])


def is_the_plant(token: Token, topics: Topics) -> bool:
    """ "The works", "this enterprise": one plant, spoken of before."""
    if token.lower_ not in _ENTERPRISE and topics.kind(token) != "plant":
        return False
    pointed = {child.lower_ for child in token.children if child.dep_ == "det"} & {"the", "this", "that"}
    return bool(pointed) and of(token, topics) in ("plant", None)


def of(token: Token, topics: Topics) -> str | None:
    """What a phrase without a facility's name speaks of: one of VERDICTS, None where it does not matter."""
    around = {child.lower_ for child in (*token.children, *_adverbs(token.head))}
    kind = topics.kind(token)
    owners = [child for child in clauses.modifiers(token) if child.dep_ == "poss"]
    if kind == "plant" and clauses.is_plural(token):
        return "these" if _is_plain(token) else "others"
    if any(owner.lower_ in ("its", "their") for owner in owners):
        return "plant" if kind in _RUNNING else "work"
    if kind != "plant" and any(owner.lower_ in _LAND_WORDS for owner in owners):
        return "others"  # "the country's capacity"
    if around & EVERYWHERE or any(child.ent_type_ in _LANDS for child in clauses.modifiers(token)):
        return "others"
    if any(_is_of_many(place) for place in clauses.complements(token)) or token.lower_ in _LAND_WORDS:
        return "others"
    if kind == "plant":
        if around & OTHERS:
            return "others"
        return "plant" if around & _DEFINITE or token.i < 12 else "others"
    if kind == "part":
        return "others" if around & OTHERS else "plant"
    if token.lower_ in ("it", "they"):
        return _of_pronoun(token, topics)
    if token.lower_ in _COMPANY:
        return "company"
    if kind == "sector" or (token.dep_ in clauses.SUBJECTS and token.ent_type_ in _DOERS):
        return "others"
    return "work" if kind in ("work", "activity") or token.pos_ == "PRON" else None


def _is_plain(plants: Token) -> bool:
    """ "The factories", "the two plants", "both mills": those just named, without a word that tells them apart."""
    words = {child.lower_ for child in plants.children if child.i < plants.i}
    if not words & _POINTING_AT_MANY:
        return False
    told_apart = any(child.dep_ in ("amod", "compound", "nmod", "poss") for child in clauses.modifiers(plants))
    return not told_apart and not any(child.dep_ in ("prep", "relcl", "acl") for child in plants.children)


def _of_pronoun(pronoun: Token, topics: Topics) -> str:
    before = _antecedent(pronoun)
    near = any(mention[1] <= pronoun.i for mention in _nearby(pronoun))
    verdict = None if near or before is None or before.i in topics.mentions else of(before, topics)
    return verdict if verdict in ("company", "others") else "work"


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
