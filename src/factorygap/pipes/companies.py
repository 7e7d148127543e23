"""Companies in a Doc: by the word list, by their legal form, by what they own, and by speaking and acting."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factorygap import labels, layers, lexicon
from factorygap.pipes import layer
from factorygap.pipes.bodies import Found
from factorygap.pipes.names import is_name_word, run_left, run_right

LEGAL = frozenset(
    ["co", "co.", "corp", "corp.", "inc", "inc.", "ltd", "ltd.", "plc", "ag", "gmbh", "llc", "nv", "n.v.", "bv", "spa",
     "s.p.a.", "s.a.", "sa", "ab", "asa", "oyj", "kk", "bhd", "sdn", "pty", "limited", "corporation", "incorporated",
     "company", "group", "holdings", "holding", "kgaa", "jsc", "ojsc", "pjsc", "pao", "oao", "tbk", "a.s.", "s.r.l.",
     "conglomerate", "consortium"]
)  # fmt: skip
TRADES = frozenset(
    ["industries", "enterprises", "motors", "motor", "steel", "steels", "energy", "petroleum", "oil", "chemicals", "chemical",
     "mining", "minerals", "resources", "metals", "textiles", "foods", "food", "cement", "paper", "electric", "electronics",
     "semiconductor", "semiconductors", "pharmaceuticals", "power", "gas", "garments", "pulp", "shipbuilding",
     "fertilizers", "fertilisers", "fertilizer", "sugar", "refining", "aluminium", "aluminum", "partners", "international",
     "technologies", "products", "brothers", "sons", "bros", "dairy", "dairies", "meats", "apparel", "plastics", "glass",
     "rubber", "copper", "nickel", "gold", "coal", "batteries", "microelectronics", "micro", "pastoral", "pharma",
     "spinning", "weaving", "breweries", "brewing", "shipyards", "aerospace", "automotive", "petrochemicals", "petrochemical"]
)  # fmt: skip
PLANT_NOUNS = frozenset(
    ["plant", "plants", "factory", "factories", "mill", "mills", "mine", "mines", "refinery", "refineries", "smelter",
     "smelters", "works", "steelworks", "shipyard", "shipyards", "yard", "fab", "fabs", "facility", "facilities", "complex",
     "line", "lines", "furnace", "furnaces", "operations", "site", "sites", "brewery", "cannery", "abattoir", "foundry",
     "kiln", "kilns", "station", "unit", "units", "workshop", "pit", "pits", "colliery", "sawmill", "dairy", "bakery",
     "subsidiary", "division", "arm", "venture", "quarry", "meatworks", "slaughterhouse", "cracker"]
)  # fmt: skip
ACTS = frozenset(
    ["close", "shut", "idle", "cut", "produce", "make", "build", "plan", "restart", "reopen", "resume", "halt", "suspend",
     "lay", "reject", "expand", "open", "start", "operate", "run", "own", "acquire", "buy", "sell", "invest", "ship",
     "export", "supply", "restore", "ramp", "raise", "boost", "reduce", "lower", "lift", "shift", "move", "hire", "fire",
     "dismiss", "mothball", "curtail", "slash", "trim", "launch", "delay", "postpone", "cancel", "install", "commission",
     "decommission", "mine", "smelt", "refine", "process", "manufacture", "assemble", "develop", "complete", "finish",
     "offer", "aim", "intend", "want", "seek", "agree", "decide", "face", "struggle", "employ", "process", "brew", "mill",
     "weave", "spin", "generate", "pump", "declare", "file", "receive", "win", "lose", "miss", "meet", "pay", "owe",
     "blame", "call", "put", "expect", "estimate", "announce", "say", "tell", "report", "deny", "confirm", "refuse",
     "decline", "set", "stop", "keep", "hope", "need", "use", "bring", "take", "give", "begin", "end", "continue", "maintain"]
)  # fmt: skip
_TITLE_LINKS = frozenset(["of", "for", "at", "from", "with"])


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

    def find(self, doc: Doc, taken: set[int], titles: dict[int, str]) -> list[Found]:
        """Mentions outside ``taken``; ``titles`` maps the tokens of personal titles to their kind."""
        plants = _plant_tokens(doc)
        found: dict[int, Found] = {}
        for start, end, why in self._candidates(doc, plants, titles):
            start, end = _trimmed(doc, start, end)
            if start >= end or taken.intersection(range(start, end)):
                continue
            if any(index in found for index in range(start, end)):
                continue
            if all(index in plants for index in range(start, end)) and not _owns(doc[end - 1], plants):
                continue
            item = Found(start, end, end - 1, "company", why, generic=not _counts(doc, start, end, plants, titles))
            found.update(dict.fromkeys(range(start, end), item))
        return sorted(set(found.values()), key=lambda item: item.start)

    def _candidates(self, doc: Doc, plants: set[int], titles: dict[int, str]) -> list[tuple[int, int, str]]:
        made: list[tuple[int, int, str]] = []
        for token in doc:
            low = token.lower_
            if low in LEGAL and token.i and token.text[:1].isupper() and is_name_word(doc[token.i - 1]):
                made.append((run_left(doc, token.i), token.i + 1, "legal form"))
        for token in doc:
            if token.text in self._known:
                for words in self._known[token.text]:
                    end = token.i + len(words)
                    if tuple(t.text for t in doc[token.i : end]) == words:
                        made.append((token.i, end, "known company"))
                        break
        for token in doc:
            if not is_name_word(token) or token.ent_type_ in ("GPE", "LOC", "NORP", "PERSON", "FAC"):
                continue
            if token.lower_ in TRADES and token.i and is_name_word(doc[token.i - 1]) and token.dep_ in ("nsubj", "poss", "pobj", "appos", "nsubjpass"):
                made.append((run_left(doc, token.i), token.i + 1, "trade in the name"))
            elif token.dep_ == "nsubj" and token.pos_ == "PROPN" and token.head.lemma_ in ACTS and token.i not in plants and (token.ent_type_ == "ORG"):
                made.append((run_left(doc, token.i), token.i + 1, "acts"))
        made += _owners(doc, plants) + _employers(doc, titles)
        return made


def _owners(doc: Doc, plants: set[int]) -> list[tuple[int, int, str]]:
    """"Garth's refinery", "the refinery of Garth Oil": owners of facilities that are no places."""
    made = []
    for token in doc:
        if token.dep_ == "poss" and token.pos_ == "PROPN" and _is_plant(token.head, plants) and token.ent_type_ not in ("GPE", "LOC", "NORP", "DATE"):
            made.append((run_left(doc, token.i), token.i + 1, "owns a facility"))
        elif token.dep_ == "pobj" and token.pos_ == "PROPN" and token.head.lower_ == "of" and token.ent_type_ in ("ORG", "PERSON") and _is_plant(token.head.head, plants) and token.i not in plants:
            made.append((run_left(doc, token.i), token.i + 1, "owns a facility"))
    return made


def _employers(doc: Doc, titles: dict[int, str]) -> list[tuple[int, int, str]]:
    """"Falk spokesman", "chief executive of Falk Castings"."""
    made = []
    for index in titles:
        kind = titles[index]
        if kind not in ("spokesperson", "executive", "president"):
            continue
        if index and index - 1 not in titles and is_name_word(doc[index - 1]) and doc[index - 1].ent_type_ not in ("GPE", "NORP", "PERSON", "LOC") and doc[index - 1].pos_ == "PROPN":
            made.append((run_left(doc, index - 1), index, "employs a spokesman"))
        if index + 2 < len(doc) and doc[index + 1].lower_ in _TITLE_LINKS:
            start = index + 2 + (doc[index + 2].lower_ in ("the", "<"))
            end = run_right(doc, start)
            if end > start and doc[end - 1].ent_type_ not in ("GPE", "LOC", "NORP"):
                made.append((start, end, "employs a spokesman"))
    return made


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in ("the", "a", "an", "state") or doc[start].pos_ in ("DET", "ADV", "SCONJ", "CCONJ", "ADP", "PRON")):
        start += 1
    return start, end


def _plant_tokens(doc: Doc) -> set[int]:
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    return {
        index for item in facilities for m in item["mentions"] if m["kind"] != "pronoun" for index in range(m["start"], m["end"])
    }


def _is_plant(token: Token, plants: set[int]) -> bool:
    return token.lower_ in PLANT_NOUNS or token.i in plants


def _owns(token: Token, plants: set[int]) -> bool:
    return token.dep_ == "poss" and _is_plant(token.head, plants)


def _counts(doc: Doc, start: int, end: int, plants: set[int], titles: dict[int, str]) -> bool:
    """Whether the company acts, speaks or runs something here, and is not merely named."""
    head = doc[start:end].root
    if head.dep_ in ("nsubj", "nsubjpass", "csubj", "poss", "agent"):
        return True
    if head.dep_ in ("compound", "nmod", "amod"):
        return head.head.i in titles or _is_plant(head.head, plants) or head.head.ent_type_ == "PERSON" or (end < len(doc) and (end in titles or _is_plant(doc[end], plants)))
    if head.dep_ == "pobj":
        link, governor = head.head, head.head.head
        if link.dep_ == "agent" or link.lower_ == "by":
            return True
        if link.lower_ in ("of", "for", "at", "from", "with"):
            return governor.i in titles or _is_plant(governor, plants) or governor.ent_type_ == "PERSON" or link.lower_ == "at"
        return link.lower_ == "to" and (governor.lemma_ in ("sell", "accord", "owe", "belong") or governor.lower_ == "according")
    if head.dep_ == "conj":
        return _counts(doc, head.head.i, head.head.i + 1, plants, titles)
    return head.dep_ in ("appos", "ROOT") or (end < len(doc) and end in titles)
