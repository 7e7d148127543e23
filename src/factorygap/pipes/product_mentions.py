"""Where the text says that goods are made: objects of verbs of making, "production of X", "X output", "X factory"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.labels import FacilityType
from factorygap.pipes import layer
from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.headlines import headlines, inside
from factorygap.pipes.product_phrases import Found, ProductPhrases
from factorygap.pipes.product_words import ProductWords

_MAKERS = frozenset(
    """company firm maker manufacturer producer factory plant mill mine industry sector worker unit line province county
    city country farm workshop team group carmaker automaker steelmaker chipmaker brewer refiner miner refinery smelter
    complex facility works division subsidiary venture site shop hall machine furnace official technician employee state
    enterprise cooperative that which it they we foundry shipyard yard fab brewery base district conglomerate giant
    loom kiln reactor press operation business smeltery cannery dairy abattoir distillery bakery fisherman brigade
    meatworks steelworks sawmill tannery potline potter glassworks brickworks spinner weaver crew oven""".split()
)
_AFTER_GOODS = frozenset(
    "production output manufacture manufacturing generation extraction producer maker manufacturer capacity".split()
)
_MAKER_NOUNS = frozenset(["producer", "maker", "manufacturer"])  # in the plural rather customers: "tractor makers"
PLANTS = frozenset(
    """complex mill plant factory mine refinery smelter works line brewery foundry kiln yard shipyard farm fab workshop
    cracker""".split()
)
_NO_GOODS_OF_PLANT = frozenset(
    """power gas coal oil hydro box machine heat steam wind food foodstuff chemical part equipment machinery energy
    tool car bus auto nuclear water tank press cell can bottle fuel boiler rolling ship blast stone garment
    textile vehicle wafer necessity necessities clothing paint casting forging plate bar rod strip sheet body
    pattern light truck daily rail""".split()
)
_MAKING_UNITS = frozenset(["line", "workshop", "plant", "cracker"])
_INPUT = frozenset(
    """use need require consume burn receive import lack buy purchase feed want await shortage shortfall stockpile
    reserve pay truck demand supply consumption take treat process handle crush lose leak spill emit save freight
    price steal worth grow harvest reach arrive bring supplier convert turn""".split()
)
_PERIODS = frozenset(["day", "week", "month", "year", "hour", "shift", "season"])
_ENDING = frozenset(
    "cut halve reduce stop halt end suspend lose idle curtail cease shut discontinue lower slash".split()
)
_PLANNING = frozenset(["will", "would", "shall", "plan", "intend", "aim", "expect", "hope", "propose", "design", "vow"])


class Reader:
    """Reads the goods of a Doc in the order of the text."""

    def __init__(self, words: ProductWords) -> None:
        self._words = words
        self._phrases = ProductPhrases(words)

    def read(self, doc: Doc) -> list[Found]:
        facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
        types = {i: f["type"] for f in facilities for m in f["mentions"] for i in range(m["start"], m["end"])}
        titles = headlines(doc)
        found: dict[int, Found] = {}
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ"):
                for head, why in self._at(token, types):
                    if head.i not in found and not inside(head.i, titles):
                        planned = head is not token and _is_planned(token)
                        found[head.i] = self._phrases.found(head, token, planned=planned, why=why)
        return sorted(found.values(), key=lambda f: f.start)

    def _at(self, token: Token, types: dict[int, FacilityType]) -> Iterator[tuple[Token, str]]:
        words = self._words
        if token.pos_ == "VERB" or token.tag_ in ("VBG", "VBN"):
            if words.has(token, "make"):
                yield from self._made(token, types, known=False)
            elif words.has(token, "make-known"):
                yield from self._made(token, types, known=True)
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from self._measured(token)
            if words.has(token, "output") and not (token.i in types and token.text[0].isupper()):
                yield from self._output(token)
            elif words.has(token, "plan") or (token.i and words.has(token.nbor(-1), "output")):
                yield from self._planned(token)
            yield from self._of_plant(token, types)
        elif token.dep_ == "amod":  # "the urea complex"
            yield from self._of_plant(token, types)

    def _made(self, verb: Token, types: dict[int, FacilityType], *, known: bool) -> Iterator[tuple[Token, str]]:
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if verb.tag_ == "VBN" and verb.dep_ == "acl":
            if not known or _has_maker(verb, types):
                yield from ((head, f"{verb.lower_}") for head in self._phrases.goods(verb.head, strict=True))
            return
        if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
            if subject is not None and (not known or _has_maker(verb, types)):
                strict = known or not _has_maker(verb, types)
                yield from ((head, f"is {verb.lower_}") for head in self._phrases.goods(subject, strict=strict))
            return
        if verb.dep_ == "amod" and verb.head.i > verb.i:
            behind_noun = verb.i > verb.sent.start and verb.nbor(-1).pos_ in ("NOUN", "PROPN")
            active = verb.tag_ == "VBG" or behind_noun or any(c.lemma_ == "have" for c in verb.children)
            if active and not known:
                yield from ((head, verb.lower_) for head in self._phrases.goods(verb.head, strict=True))
            return
        subject = _counted(subject) if subject is not None else None
        made_by = _is_maker(subject, types) if subject is not None else _near_maker(verb, types)
        if known and not made_by:
            return
        for child in verb.children:
            if child.dep_ in ("dobj", "obj"):
                plain = child.tag_ == "NNS" and not any(c.dep_ == "det" for c in child.children)
                at_plant = plain and verb.lemma_ == "make" and subject is not None and _is_of_plant(subject, types)
                strict = (known and not at_plant) or not made_by or child.i < verb.i
                yield from ((head, verb.lemma_) for head in self._phrases.goods(child, strict=strict))

    def _output(self, noun: Token) -> Iterator[tuple[Token, str]]:
        """ "production of cement", "cement output", "the output, grey twill,"."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                strict = noun.lemma_ not in ("production", "manufacture")
                for goods in child.children:
                    if goods.dep_ == "pobj":
                        yield from ((head, f"{noun.lower_} of") for head in self._phrases.goods(goods, strict=strict))
            elif child.dep_ == "appos" and child.i > noun.i:
                yield from ((head, noun.lower_) for head in self._phrases.goods(child, strict=True))
        before = noun.doc[noun.i - 1] if noun.i > noun.sent.start else noun
        fits = (noun.lemma_ in _AFTER_GOODS and not (noun.lemma_ in _MAKER_NOUNS and noun.tag_ == "NNS")) or (
            noun.lemma_ == "processing" and self._words.is_known_phrase(before)
        )
        barred = not fits or before is noun or self._words.has(before, "not-before-output")
        if not barred and self._phrases.accepts(before, strict=noun.lower_ not in ("production", "output")):
            yield before, noun.lower_
            others = (c for c in before.conjuncts if c.i < noun.i and self._phrases.accepts(c, strict=True))
            yield from ((c, noun.lower_) for c in others)

    def _measured(self, noun: Token) -> Iterator[tuple[Token, str]]:
        """ "600 pairs of boots", "a sack of cement", "7,000 hubcaps a shift"; not what is used, bought or lacking."""
        if noun.i and self._words.has(noun, "measure") and any(c.lower_ == "of" for c in noun.children):
            if not _is_input(noun):
                yield from ((head, f"{noun.lower_} of") for head in self._phrases.goods(noun, strict=True))
        elif noun.tag_ == "NNS" and _is_per_period(noun) and self._phrases.accepts(noun, strict=True):
            if not self._words.has(noun, "measure") and not _is_input(noun):
                yield noun, "a period"
        elif self._words.is_known(noun) and any(_is_plants_own(c) for c in noun.children if c.dep_ == "poss"):
            yield noun, "its own"

    def _planned(self, noun: Token) -> Iterator[tuple[Token, str]]:
        """ "the assignment for urea fertilizer", "the peak-year level in soda ash", "production lines for capsules"."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("for", "in", "of"):
                for goods in child.children:
                    if goods.dep_ == "pobj":
                        yield from ((head, noun.lower_) for head in self._phrases.goods(goods, strict=True))

    def _of_plant(self, token: Token, types: dict[int, FacilityType]) -> Iterator[tuple[Token, str]]:
        """The goods in "sugar factory", "cement works", "soap line"; a capitalised name says less than that."""
        head = token.head
        if (
            token.dep_ not in ("compound", "nmod", "amod", "npadvmod", "conj")
            or not token.text.islower()
            or token.lower_ in _NO_GOODS_OF_PLANT
        ):
            return
        joined = token.i + 1 < len(token.doc) and token.nbor().text in HYPHENS and self._words.is_known(head)
        if token.dep_ == "conj" or joined:  # "soap and candle lines", "lead-zinc mine"
            head = head.head
        if head.i <= token.i or not head.text.islower() or head.lemma_ not in PLANTS:
            return
        if types.get(head.i) in ("power_station", "unit") and head.lemma_ not in _MAKING_UNITS:
            return
        between = token.doc[token.i + 1 : head.i]
        if self._words.is_known(token) and not any(t.lower_ in ("assembly", "processing") for t in between):
            yield token, head.lower_


def _is_input(noun: Token) -> bool:
    """Whether the clause speaks of goods that come in or are wanted, not of those that are made."""
    for token in [noun, *noun.ancestors][:4]:
        if token.lemma_.lower() in _INPUT:
            return True
        if token.pos_ == "VERB":
            break
    return False


def _is_per_period(noun: Token) -> bool:
    """ "7,000 hubcaps a shift"."""
    number = any(c.dep_ == "nummod" for c in noun.children)
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    return (
        number and len(behind) == 2 and behind[0].lower_ in ("a", "per", "an", "each") and behind[1].lower_ in _PERIODS
    )


def _is_plants_own(owner: Token) -> bool:
    return owner.lemma_.lower() in PLANTS


def _is_maker(subject: Token, types: dict[int, FacilityType]) -> bool:
    return subject.i in types or subject.ent_type_ in ("ORG", "GPE") or subject.lemma_.lower() in _MAKERS


def _counted(subject: Token) -> Token:
    """The looms of "90 of 546 looms"."""
    behind = (g for c in subject.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return next(behind, subject) if subject.pos_ == "NUM" else subject


def _is_of_plant(subject: Token, types: dict[int, FacilityType]) -> bool:
    """Whether a subject is a facility, or "which" that stands for one."""
    return subject.i in types or (subject.lower_ in ("which", "that") and subject.head.head.i in types)


def _near_maker(verb: Token, types: dict[int, FacilityType]) -> bool:
    """Whether a verb without a subject has a maker: the noun it describes, or the last subject before it."""
    for token in verb.ancestors:
        if token.pos_ in ("NOUN", "PROPN"):
            if token.i in types or token.lemma_.lower() in _MAKERS:
                return True
            break
    before = (t for t in reversed(verb.doc[verb.sent.start : verb.i]) if t.dep_ in ("nsubj", "nsubjpass"))
    subject = next(before, None)
    return subject is not None and _is_maker(subject, types)


def _has_maker(verb: Token, types: dict[int, FacilityType]) -> bool:
    places = [c for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ in ("by", "at", "in")]
    return any(_is_maker(g, types) for place in places for g in place.children)


def _is_planned(anchor: Token) -> bool:
    for token in [anchor, *anchor.ancestors][:4]:
        if token.lemma_ in _ENDING:
            return False
        if any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall", "'ll") for c in token.children):
            return True
        if token is not anchor and token.lemma_ in _PLANNING:
            return True
        if token.dep_ in ("relcl", "acl"):
            break
    return False
