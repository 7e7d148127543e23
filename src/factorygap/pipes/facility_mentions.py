"""Where the text speaks of production facilities: noun phrases headed by a word of ``lexicon/facilities.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from factorygap.pipes import (
    facility_companies,
    facility_lists,
    facility_surroundings,
    facility_uses,
    noun_phrases,
    place_phrases,
)
from factorygap.pipes.facility_heads import HYPHENS, Head, Heads
from factorygap.pipes.facility_mention import FORMER, NOT_CLASSIFYING, SURROUNDED, Mention, is_proper
from factorygap.pipes.names import PARTICLES
from factorygap.pipes.noun_phrases import NUMBER_SIGNS, ORDINALS, POSSESSIVE
from factorygap.places import region

_NOUN_DEPS = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "attr", "poss"])
_COMPANY_FORMS = frozenset(
    "plc ltd ltd. limited inc inc. co co. corp corp. sa ag gmbh pvt pvt. llc bhd oy ab nv spa".split()
)
_INNER_DEPS = frozenset(["compound", "nmod", "amod", "npadvmod"])


def find(doc: Doc, heads: Heads) -> list[Mention]:
    """All mentions in the order of the text, one for each facility of a list."""
    found: list[Mention] = []
    taken = 0
    for first, last, plural, head in heads.find(doc):
        if first < taken or not _is_noun(doc[last - 1]) or (not head.before and _goes_on(doc, last, heads)):
            continue
        if head.company and _is_first_of_two(doc, last, heads):
            continue
        if head.before:
            mentions = list(_named_behind(doc, first, last, head))
        else:
            mentions = list(_read(doc, first, last, plural, head, taken))
            mentions = [m for m in mentions if not _is_street(doc, m)]
        if not any(m.proper and not head.weak for m in mentions) and not _heads_its_phrase(doc, last - 1):
            mentions = [m for m in mentions if m.proper and m.why != SURROUNDED and not heads.is_last_word(doc[last])]
        if head.company:
            mentions = [m for m in mentions if facility_companies.is_plant(doc, m)]
        if head.numbered:
            mentions = [m for m in mentions if m.number and _is_marked(doc, m)]
        taken = max([taken, *(m.end for m in mentions)])
        found += mentions
    return sorted(found, key=lambda m: (m.start, m.end))


def _is_first_of_two(doc: Doc, last: int, heads: Heads) -> bool:
    """The "Spinners" of "Kabwe Spinners and Weavers"."""
    return last + 1 < len(doc) and doc[last].lower_ in ("and", "&") and heads.is_last_word(doc[last + 1])


def _is_street(doc: Doc, mention: Mention) -> bool:
    """ "Carnegie Hall", "Hams Hall": a place, not a part of a plant."""
    return (
        mention.head.noun in ("hall", "bay")
        and doc[mention.head_at].text[0].isupper()
        and bool(mention.proper)
        and mention.number is None
    )


def _is_marked(doc: Doc, mention: Mention) -> bool:
    """ "Area 2", "block No. 3", not "area 2"."""
    signed = any(t.lower_ in NUMBER_SIGNS for t in doc[mention.start : mention.end])
    return signed or doc[mention.head_at].text[0].isupper()


def _named_behind(doc: Doc, first: int, last: int, head: Head) -> Iterator[Mention]:
    """ "Planta Norte", "Ingenio San Carlos", "the usine Michelin", "Fabrica de Hartie Prut"."""
    end = last
    while end < len(doc) and end < last + 4 and not doc[end].is_sent_start:
        particle = doc[end].lower_ in PARTICLES and end + 1 < len(doc) and is_proper(doc[end + 1])
        if not (particle or is_proper(doc[end])):
            break
        end += 1
    if end > last:
        proper = frozenset(t.lower_ for t in doc[last:end])
        place = place_phrases.place_after(doc, end)
        yield Mention(first, end, last - 1, head, name=doc[first:end].text, proper=proper, place=place)


def _is_noun(token: Token) -> bool:
    if token.text == "Plant" and token.ent_type_ == "PERSON" and token.i and token.nbor(-1).ent_iob_ == "B":
        return False  # Robert Plant
    if token.pos_ in ("NOUN", "PROPN", "ADJ", "X") or _is_the_works(token):
        return True
    return token.pos_ != "VERB" if token.text[0].isupper() else token.dep_ in _NOUN_DEPS


def _is_the_works(token: Token) -> bool:
    """ "The Skoda works forged guns", where the tagger sees a Skoda that works."""
    doc, i = token.doc, token.i - 1
    named = False
    while i > 0 and doc[i].pos_ in ("PROPN", "NOUN"):
        named = named or doc[i].pos_ == "PROPN"
        i -= 1
    before = doc[i].lower_ if i >= 0 else ""
    return token.text == "works" and named and (before in ("the", "its") or before in POSSESSIVE)


def _goes_on(doc: Doc, last: int, heads: Heads) -> bool:
    """Whether a name runs on: "Mill Road", "Factory Records", "Sizewell Unit 1 nuclear plant", "Bell Bay plant"."""
    token = doc[last - 1]
    if last < len(doc) and doc[last].lower_ in _COMPANY_FORMS:
        return False
    if last < len(doc) and token.text[0].isupper() and doc[last].pos_ == "PROPN" and doc[last].text[0].isupper():
        return doc[last].lower_ not in NUMBER_SIGNS and not noun_phrases.NUMBER.fullmatch(doc[last].text)
    end, numbers = noun_phrases.numbers_after(doc, last)
    i = end
    while i < len(doc) and i < end + 4 and doc[i].pos_ in ("NOUN", "ADJ", "PROPN") and not doc[i].is_sent_start:
        if heads.is_last_word(doc[i]) and (bool(numbers) or token.dep_ in _INNER_DEPS):
            return True
        i += 1
    return False


def _heads_its_phrase(doc: Doc, i: int) -> bool:
    """Not "plant manager" or "mill workers"; "Factory 326" and "Unit 1" do head theirs."""
    token = doc[i]
    if i + 1 == len(doc):
        return True
    after = doc[i + 1]
    if after.text in HYPHENS and not token.whitespace_:
        return bool(noun_phrases.numbers_after(doc, i + 1)[1])
    numbered = token.text[0].isupper() and noun_phrases.NUMBER.fullmatch(after.text) is not None
    if after.pos_ in ("NOUN", "PROPN") and after.lower_ not in NUMBER_SIGNS and not numbered:
        return not (token.dep_ in _INNER_DEPS and token.head.i > i)
    return True


def _read(doc: Doc, first: int, last: int, plural: bool, head: Head, taken: int) -> Iterator[Mention]:
    left = noun_phrases.left_edge(doc, first, last - 1, max(doc[last - 1].sent.start, taken))
    end, numbers = noun_phrases.numbers_after(doc, last)
    words = list(doc[left:first])
    numbers = numbers or noun_phrases.numbers_before(words, ordinals=(head.unit and not head.weak) or head.side)
    det, owner = noun_phrases.determiner(doc, left)
    if end < len(doc) and doc[end].lower_ == "project" and not numbers and not plural:
        end += 1  # "the Olenya Dam project"
    base = Mention(left, end, last - 1, head, determiner=det, owner=owner, plural=plural)
    if len(numbers) > 1:
        yield from facility_lists.numbered(doc, base, words, first, numbers)
    elif plural and not numbers and _is_company_name(doc, base, words):
        yield _single(doc, replace(base, plural=False), words, first, plural=False)
    elif (plural and not numbers) or facility_lists.shares_head(doc, base, words):
        yield from facility_lists.listed(doc, base, words, first)
    else:
        yield _single(doc, replace(base, number=numbers[0] if numbers else None, plural=False), words, first, plural)


def _single(doc: Doc, base: Mention, words: list[Token], first: int, plural: bool) -> Mention:
    proper = [w for w in words if is_proper(w)]
    counted = NUMBER_SIGNS | ORDINALS.keys() if base.number else NUMBER_SIGNS
    plain = [w for w in words if w not in proper and w.is_alpha and w.lower_ not in counted]
    mention = replace(
        base,
        start=_name_start(words, proper, first, numbered=base.number is not None),
        proper=frozenset(w.lower_ for w in proper if region(w.text) is None or len(proper) == 1),
        plain=frozenset(w.lower_ for w in plain) - NOT_CLASSIFYING,
        place=place_phrases.place_after(doc, base.end) or facility_surroundings.where_it_is_built(doc, base),
        owner=base.owner
        or (None if base.head.unit and base.head.weak else facility_surroundings.owner_after(doc, base.end)),
        former=any(w.lower_ in FORMER for w in plain) or facility_uses.is_another(doc, base),
    )
    mention = facility_surroundings.named(doc, mention)
    name = doc[mention.start : mention.end].text
    if plural:
        name = doc[mention.start : first].text_with_ws + facility_lists.singular(doc, mention, first)
    if mention.kind == "nominal":
        i = base.start - 1
        takes = i >= 0 and base.determiner not in (None, "'s") and doc[i].lower_ == base.determiner
        return replace(mention, name=name, start=base.start - takes)
    return replace(mention, name=name)


def _is_company_name(doc: Doc, base: Mention, words: list[Token]) -> bool:
    """ "Pakistan Steel Mills in Karachi": one plant, whatever its number."""
    written = doc[base.head_at].text[0].isupper() and base.determiner is None and not base.head.unit
    if not written or len(facility_lists.segments(words)) != 1 or not all(is_proper(w) for w in words):
        return False
    proper = frozenset(w.lower_ for w in words)
    place = place_phrases.place_after(doc, base.end)
    return facility_companies.is_plant(doc, replace(base, proper=proper, place=place, plural=False))


def _name_start(words: list[Token], proper: list[Token], first: int, *, numbered: bool) -> int:
    """A name begins at its first proper word or number; without one, at the first word that classifies."""
    for word in words:
        if word in proper or word.lower_ in NUMBER_SIGNS or (numbered and word.lower_ in ORDINALS):
            return word.i
    for word in words:
        if word.lower_ not in NOT_CLASSIFYING and not word.is_punct and word.pos_ not in ("ADV", "DET"):
            return word.i
    return first
