"""Companies in a Doc: by the word list, by their legal form, by what they own, and by speaking and acting."""

from __future__ import annotations

from typing import NamedTuple

from spacy.attrs import LOWER, ORTH, POS
from spacy.symbols import PROPN
from spacy.tokens import Doc, Token

from factorygap import labels, layers, lexicon
from factorygap.pipes import layer
from factorygap.pipes.bodies import Found
from factorygap.pipes.names import is_name_word, run_left, run_right
from factorygap.pipes.scan import ids, tokens_with

LEGAL = frozenset(
    (
        "a.s. ab ag asa bhd bv co co. company conglomerate consortium corp corp. corporation gmbh group holding"
        " holdings inc inc. incorporated jsc kgaa kk limited llc ltd ltd. n.v. nv oao ojsc oyj pao pjsc plc pty s.a."
        " s.p.a. s.r.l. sa sdn spa tbk"
    ).split()
)
TRADES = frozenset(
    (
        "aerospace aggregates alloys aluminium aluminum apparel auto automobiles automotive aviation batteries"
        " battery beef beverages breweries brewing bricks bros brothers canning cars castings cement ceramics chemical"
        " chemicals circuits coal copper cotton dairies dairy denim devices displays distilleries distillers dyeing"
        " electric electricity electronics energy engineering enterprises farms feeds fertilisers fertilizer"
        " fertilizers fiber fibers fibre fibres fisheries fishery flour food foods footwear forest forge foundries"
        " furniture garments gas glass gold grain hydro industries instruments international iron jute knits knitwear"
        " lead leather lithium locomotive lumber machinery marine maritime meat meats metals micro microdevices"
        " microelectronics milling mills minerals mining motor motors nickel nuclear oil orchards packers packing"
        " paper partners pastoral petrochemical petrochemicals petroleum pharma pharmaceutical pharmaceuticals"
        " phosphates plastics polymers pork potash poultry power products pulp quarries refining resources rubber salt"
        " seafood seafoods semicon semiconductor semiconductors shipbuilding shipyards shoes silicon silk solar sons"
        " spinners spinning steel steelmaking steels sugar sugars systems tanneries technologies textile textiles"
        " timber tin tire tires tobacco tools trucks turbines tyre tyres uranium utilities vehicles wafer wagons"
        " waterworks weavers weaving wind woolens woollens works zinc"
    ).split()
)
PLANT_NOUNS = frozenset(
    (
        "abattoir arm bakery base bases brewery cannery colliery complex cracker dairy division fab fabs"
        " facilities facility factories factory foundry furnace furnaces kiln kilns line lines meatworks mill"
        " mills mine mines operations pit pits plant plants quarry refineries refinery sawmill shipyard shipyards"
        " site sites slaughterhouse smelter smelters station steelworks subsidiary unit units venture works"
        " workshop yard"
    ).split()
)
ACTS = frozenset(
    (
        "acquire agree aim announce assemble begin blame boost brew bring build buy call cancel close commission"
        " complete confirm continue curtail cut decide declare decline decommission delay deny develop dismiss employ"
        " end estimate expand expect export face file finish fire generate give halt hire hope idle install intend"
        " invest keep launch lay lift lose lower maintain make manufacture meet mill mine miss mothball move need"
        " offer open operate owe own pay plan postpone process produce pump put raise ramp receive reduce refine"
        " refuse reject reopen report restart restore resume run say seek sell set shift ship shut slash smelt spin"
        " start stop struggle supply suspend take tell trim use want weave win"
    ).split()
)
_LEGAL_IDS = ids(LEGAL)
_NAME_ROLES = frozenset("nsubj nsubjpass poss pobj appos ROOT".split())
_OWNED = frozenset(
    (
        "announcement assembly board capacity closure decision employees estimate executives management mining"
        " officials output plan plans production refining shutdown smelting spokesman spokeswoman statement"
        " steelmaking workers workforce"
    ).split()
)
_BARE = frozenset("U.S. US UK U.K. American British Japanese Chinese German State The National".split())
_NO_COMPANIES = frozenset(
    (
        "act agreement award bank church college committee court daily day exchange festival hospital index industry"
        " institute international journal market news plan policy post program programme reuters review river road"
        " school sector street times university valley week zone"
    ).split()
)
COMPANY_NOUNS = frozenset(
    "company firm automaker carmaker steelmaker chipmaker truckmaker papermaker corporation manufacturer producer miner"
    " refiner group utility operator shipbuilder brewer conglomerate planemaker owner packager contractor".split()
)
_NAMED_NOUNS = ids(["group", "company", "conglomerate", "corporation", "utility"])
_WHERE = frozenset("in at near outside around".split())
_MEMBERS = frozenset(
    "federation union association workers mineworkers steelworkers metalworkers employees farmers growers".split()
)
_TITLE_LINKS = frozenset("of for at from with".split())


class Named(NamedTuple):
    start: int
    end: int
    why: str


class Companies:
    """Finds companies that act, speak or run something."""

    def __init__(self, folder: str | None) -> None:
        self._known: dict[str, list[tuple[str, ...]]] = {}
        for entry in lexicon.load("companies", folder):
            for phrase in entry.phrases:
                words = tuple(phrase.split())
                self._known.setdefault(words[0], []).append(words)
        for options in self._known.values():
            options.sort(key=len, reverse=True)
        self._first_words = ids(self._known)

    def named(self, doc: Doc) -> list[Named]:
        """Token ranges that the word list or a legal form shows to be companies, with the reason."""
        made: list[tuple[int, int, str]] = []
        for token in tokens_with(doc, LOWER, _LEGAL_IDS):
            if token.i and token.text[:1].isupper():
                start = _before_legal(doc, token.i)
                if start < token.i and not all(t.text in _BARE for t in doc[start : token.i]):
                    made.append((start, token.i + 1, "legal form"))
        for token in tokens_with(doc, ORTH, self._first_words):
            for words in self._known[token.text]:
                end = token.i + len(words)
                if tuple(t.text for t in doc[token.i : end]) == words:
                    if _is_inner(doc, token.i, end) or _is_of_members(doc, end):
                        break
                    made.append((token.i, _full_name(doc, token.i, end), "known company"))
                    break
        return [Named(*item) for item in _longest(made)]

    def find(self, doc: Doc, named: list[Named], taken: set[int], titles: dict[int, str]) -> list[Found]:
        """Mentions outside ``taken``; ``titles`` maps the tokens of personal titles to their kind."""
        plants = _plant_tokens(doc)
        found: dict[int, Found] = {}
        sure = len(named)
        plant_words = _plant_words(doc)
        for number, (start, end, why) in enumerate([*named, *_candidates(doc, plants, titles)]):
            start, end = _trimmed(doc, start, end)
            span = range(start, end)
            if start >= end or taken.intersection(span) or any(index in found for index in span):
                continue
            if number >= sure and (doc[end - 1].lower_ in PLANT_NOUNS or _is_common(doc, start, end)):
                continue
            if why == "acts" and all(doc[index].text in plant_words for index in span):
                continue
            if all(index in plants for index in span) and not _runs(doc, start, end, plants):
                continue
            item = Found(start, end, end - 1, "company", why, generic=not _counts(doc, start, end, plants, titles))
            found.update(dict.fromkeys(span, item))
        return sorted(set(found.values()), key=lambda item: item.start)


def _candidates(doc: Doc, plants: set[int], titles: dict[int, str]) -> list[tuple[int, int, str]]:
    made: list[tuple[int, int, str]] = []
    for token in tokens_with(doc, POS, (PROPN,)):
        if token.dep_ not in _NAME_ROLES or not is_name_word(token) or token.pos_ != "PROPN" or token.i in plants:
            continue
        if token.ent_type_ in ("GPE", "LOC", "NORP", "FAC"):
            continue
        start = run_left(doc, token.i)
        if token.lower_ in TRADES and start < token.i:
            made.append((start, token.i + 1, "trade in the name"))
        elif (
            token.dep_ == "nsubj"
            and not _is_somebody(token)
            and (
                (token.head.lemma_ in ACTS and token.ent_type_ == "ORG")
                or (token.head.lemma_ in ACTS | {"be"} and _is_it(token))
            )
        ):
            joined = token.i + 1 < len(doc) and doc[token.i + 1].text == "-"
            made.append((start, run_right(doc, start, 8) if joined else token.i + 1, "acts"))
    return made + _owners(doc, plants) + _employers(doc, titles) + _described(doc)


def _is_somebody(subject: Token) -> bool:
    """A person or a word that is quoted: "analyst X said", "a miner named X said", "X, says the director"."""
    doc, before = subject.doc, subject.left_edge.i - 1
    if before >= 0 and doc[before].lower_ in ("surname", "surnamed", "named", "called", "nicknamed"):
        return True
    if any(c.dep_ == "compound" and c.pos_ == "NOUN" and c.is_lower and _is_human(c) for c in subject.children):
        return True
    return subject.i + 2 < len(doc) and doc[subject.i + 1].text == "," and doc[subject.i + 2] is subject.head


def _is_human(noun: Token) -> bool:
    return noun.lower_ not in COMPANY_NOUNS and noun.lower_ not in TRADES


def _described(doc: Doc) -> list[tuple[int, int, str]]:
    """ "The Sarmat group", "the Multan distribution company": a name and a common noun for companies that acts."""
    made = []
    for token in tokens_with(doc, LOWER, _NAMED_NOUNS):
        if not token.is_lower or token.dep_ not in ("nsubj", "nsubjpass"):
            continue
        start = token.i
        while start and doc[start - 1].dep_ in ("compound", "nmod") and doc[start - 1].pos_ == "NOUN":
            start -= 1
        name = doc[start - 1] if start else token
        bare = start == token.i and name.ent_type_ in ("GPE", "LOC")
        if name.is_title and name.pos_ == "PROPN" and not name.is_sent_start and not bare and name.head == token:
            made.append((run_left(doc, name.i), token.i + 1, "name and noun"))
    return made


def _is_it(subject: Token) -> bool:
    """Whether "it" or "its" soon after the verb means the subject: then it is no person."""
    if subject.ent_type_ == "PERSON" and subject.i and doc_title(subject):
        return False
    verb = subject.head
    for token in verb.doc[verb.i : min(verb.i + 9, verb.sent.end)]:
        if token.lower_ == "its":
            return not (token.head.dep_ == "nsubj" and token.head.head is verb)
        if token.lower_ == "it" and token.dep_ == "nsubj" and token.head.dep_ in ("ccomp", "conj"):
            return True
        if token.dep_ == "nsubj" and token.i > verb.i:
            return False
    return False


def doc_title(subject: Token) -> bool:
    """Whether a title or honorific stands before the name."""
    return any(child.dep_ == "compound" and child.pos_ == "NOUN" for child in subject.children)


def _is_inner(doc: Doc, start: int, end: int) -> bool:
    """Whether a known name is only a word of a longer one: "Ford" in "Bedford Ford Bridge Council"."""
    before = doc[start - 1] if start else None
    inside = doc[end - 1].dep_ == "compound" and doc[end - 1].head.i >= end and doc[end - 1].head.pos_ == "PROPN"
    return inside and before is not None and before.pos_ == "PROPN" and before.head is doc[end - 1].head


def _is_of_members(doc: Doc, end: int) -> bool:
    """ "Honda Mineworkers Federation": the name goes on as a body of people."""
    return any(token.lower_ in _MEMBERS for token in doc[end : run_right(doc, end)])


def _before_legal(doc: Doc, index: int) -> int:
    """Where the name before a legal form begins, past a ticker mark and "and"."""
    last = index - 1
    if last > 1 and doc[last].text == ">":
        opening = next((i for i in range(last, max(-1, last - 6), -1) if doc[i].text == "<"), None)
        last = opening - 1 if opening else last
    if last > 0 and doc[last].lower_ in ("and", "&"):
        last -= 1
    if last < 0 or not is_name_word(doc[last]):
        return index
    start = run_left(doc, last)
    joined = start > 1 and doc[start - 1].lower_ in ("and", "&") and is_name_word(doc[start - 2])
    if joined and (doc[start].lower_ in TRADES or doc[start].lower_.endswith("ers")):
        start = run_left(doc, start - 2)
    return start


def _full_name(doc: Doc, start: int, end: int) -> int:
    """A known name with what the entity recogniser adds on the right: "Esso" to "Esso Hellas"."""
    while end < len(doc) and is_name_word(doc[end]) and doc[end].pos_ == "PROPN" and doc[end].lower_ not in PLANT_NOUNS:
        if doc[end].ent_type_ != "ORG" or doc[end].ent_iob_ != "I":
            break
        end += 1
    return end


def _longest(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda item: (item[0] - item[1], item[0])):
        if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
            kept.append(span)
    return sorted(kept)


def _is_common(doc: Doc, start: int, end: int) -> bool:
    """Names that are no companies whatever they do: newspapers, markets, products, events."""
    return doc[end - 1].lower_ in _NO_COMPANIES


def _owners(doc: Doc, plants: set[int]) -> list[tuple[int, int, str]]:
    """ "Garth's refinery", "the refinery of Garth Oil": owners of facilities that are no places."""
    made = []
    proper = tokens_with(doc, POS, (PROPN,))
    places = {t.text for t in proper if t.dep_ == "pobj" and t.head.lower_ in _WHERE}
    for token in proper:
        if token.ent_type_ in ("GPE", "LOC", "NORP", "DATE") or (token.text in places and not _has_more(token)):
            continue
        owns = token.dep_ == "poss" and _is_plant(token.head, plants) and not _is_crowd(token)
        if token.dep_ == "pobj" and token.head.lower_ == "of" and _is_plant(token.head.head, plants):
            owns = token.ent_type_ in ("ORG", "PERSON") or is_name_word(doc[token.i - 1])
        if owns:
            made.append((run_left(doc, token.i), token.i + 1, "owns a facility"))
    return made


def _has_more(token: Token) -> bool:
    return bool(token.i) and is_name_word(token.doc[token.i - 1])


def _is_crowd(token: Token) -> bool:
    """ "The Veterans' Shoe Factory": a plural in a plant's own name."""
    plural = token.lower_.endswith("s") and token.i + 1 < len(token.doc) and token.nbor().text in ("'", "’")
    return token.tag_ == "NNPS" or plural


def _employers(doc: Doc, titles: dict[int, str]) -> list[tuple[int, int, str]]:
    """ "Falk spokesman", "chief executive of Falk Castings"."""
    made = []
    for index in titles:
        kind = titles[index]
        if kind not in ("spokesperson", "executive", "president"):
            continue
        if (
            index
            and index - 1 not in titles
            and is_name_word(doc[index - 1])
            and doc[index - 1].ent_type_ not in ("GPE", "NORP", "PERSON", "LOC")
            and doc[index - 1].pos_ == "PROPN"
        ):
            made.append((run_left(doc, index - 1), index, "employs a spokesman"))
        if index + 2 < len(doc) and doc[index + 1].lower_ in _TITLE_LINKS:
            start = index + 2 + (doc[index + 2].lower_ in ("the", "<"))
            end = run_right(doc, start)
            if end > start and doc[end - 1].ent_type_ not in ("GPE", "LOC", "NORP"):
                made.append((start, end, "employs a spokesman"))
    return made


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start + 1 < end and doc[start].lower_ in COMPANY_NOUNS:
        start += 1
    while start < end and (
        doc[start].lower_ in ("the", "a", "an", "state")
        or doc[start].pos_ in ("DET", "ADV", "SCONJ", "CCONJ", "ADP", "PRON")
    ):
        start += 1
    return start, end


def _plant_tokens(doc: Doc) -> set[int]:
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    return {
        index
        for item in facilities
        for m in item["mentions"]
        if m["kind"] != "pronoun"
        for index in range(m["start"], m["end"])
    }


def _plant_words(doc: Doc) -> set[str]:
    """The words of the facilities' names: a plant may go by its town ("Ohara built 400 cars a day")."""
    return {word for item in layer(doc, labels.FACILITIES) for word in item["name"].split() if item["operator"] != word}


def _is_plant(token: Token, plants: set[int]) -> bool:
    return token.lower_ in PLANT_NOUNS or token.i in plants


def _runs(doc: Doc, start: int, end: int, plants: set[int]) -> bool:
    """Whether a name in a facility's words is its owner's: "Holt's kiln", "the Holt Co kiln", "the kiln of Holt"."""
    head = doc[start:end].root
    if head.dep_ == "poss":
        return _is_plant(head.head, plants)
    if head.dep_ == "pobj":
        return head.head.lower_ in ("of", "at") and _is_plant(head.head.head, plants)
    return doc[end - 1].lower_ in LEGAL and doc[end - 1].lower_ not in PLANT_NOUNS


def _counts(doc: Doc, start: int, end: int, plants: set[int], titles: dict[int, str]) -> bool:
    """Whether the company acts, speaks or runs something here, and is not merely named."""
    head = doc[start:end].root
    if head.dep_ in ("nsubj", "nsubjpass", "csubj"):
        return True
    if head.dep_ == "poss":
        return _is_plant(head.head, plants) or head.head.i in titles or head.head.lower_ in _OWNED
    if head.dep_ in ("compound", "nmod", "amod"):
        return (
            head.head.i in titles
            or _is_plant(head.head, plants)
            or head.head.ent_type_ == "PERSON"
            or (end < len(doc) and (end in titles or _is_plant(doc[end], plants)))
        )
    if head.dep_ == "pobj":
        link, governor = head.head, head.head.head
        if link.dep_ == "agent" or link.lower_ == "by":
            return True
        if link.lower_ in ("of", "for", "at", "from", "with"):
            return (
                governor.i in titles
                or _is_plant(governor, plants)
                or governor.ent_type_ == "PERSON"
                or link.lower_ == "at"
            )
        return link.lower_ == "to" and (
            governor.lemma_ in ("sell", "accord", "owe", "belong") or governor.lower_ == "according"
        )
    if head.dep_ == "conj":
        return _counts(doc, head.head.i, head.head.i + 1, plants, titles)
    if head.dep_ == "appos" and doc[end - 1].lower_ in LEGAL:
        return True
    if head.dep_ == "appos":
        return head.head.lower_ in COMPANY_NOUNS
    return head.dep_ == "ROOT" or (end < len(doc) and end in titles)
