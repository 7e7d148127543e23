"""``factorygap_actors``: people and bodies that hold public or company authority, with what they did or said."""

from __future__ import annotations

from collections.abc import Callable

from spacy.attrs import DEP
from spacy.language import Language
from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.labels import ActorCategory
from factorygap.pipes import layer, people, store
from factorygap.pipes.bodies import Bodies
from factorygap.pipes.body_names import SCOPES
from factorygap.pipes.cluster import Cluster
from factorygap.pipes.companies import Companies
from factorygap.pipes.countries import Countries
from factorygap.pipes.focus import facility_of
from factorygap.pipes.found import Found
from factorygap.pipes.identity import clusters
from factorygap.pipes.scan import ids, tokens_with
from factorygap.pipes.titles import Titles

RULING_VERBS = frozenset(
    "say announce plan order ban deny launch impose suspend vow pledge seek agree ask approve reject try want"
    " urge unveil insist claim warn promise confirm accuse demand decide declare offer report tell admit"
    " acknowledge refuse aim intend".split()
)
"""Verbs whose subject, if a country or its capital, is its government."""
PROVINCE_VERBS = RULING_VERBS | frozenset(
    "set build turn complete organize organise open summon send push direct concentrate consolidate strive step make"
    " increase accelerate modernize modernise carry intensify take establish put bring focus work".split()
)
PARTS = frozenset("dobj attr acomp xcomp ccomp prep prt oprd dative advmod".split())
LONGEST_ACTION = 24
"""Tokens of an action's span."""
_SUBJECT = ids(["nsubj"])
_REGIONS = frozenset("province county oblast prefecture district municipality city".split())


@Language.factory(
    "factorygap_actors",
    default_config={"lexicon": None},
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
    assigns=[f"doc._.{labels.ACTORS}"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Callable[[Doc], Doc]:
    return Actors(lexicon)


class Actors:
    """Finds the official actors of a Doc."""

    def __init__(self, folder: str | None) -> None:
        self._bodies = Bodies(folder)
        self._titles = Titles(folder)
        self._companies = Companies(folder)
        self._countries = Countries(folder)

    def __call__(self, doc: Doc) -> Doc:
        plants = _inside_facilities(doc)
        countries = self._countries.find(doc)
        sure = self._companies.named(doc)
        firm = {index for company in sure for index in range(company.start, company.end)}
        fixed = firm | plants
        titles = [
            (span, entry)
            for span, entry in self._titles.find(doc)
            if not fixed.intersection(range(span.start, span.end))
        ]
        title_kinds = {token.i: entry.id for span, entry in titles for token in span}
        bodies = [
            body
            for body in self._bodies.find(doc, countries, title_kinds)
            if not firm.intersection(range(body.start, body.end)) and (body.head not in plants or body.person)
        ]
        taken = {index for body in bodies for index in range(body.start, body.end)}
        companies = self._companies.find(doc, sure, taken, title_kinds)
        persons, used = people.find(doc, titles, bodies + companies, countries)
        named = used | {index for person in persons for index in range(person.start, person.end)}
        bearers = [*persons, *(body for body in bodies if body.person)]
        surnames = {doc[index].text for person in bearers for index in range(person.start, person.end)}
        companies = [
            c
            for c in companies
            if not named.intersection(range(c.start, c.end))
            and not all(index in countries for index in range(c.start, c.end))
            and not (c.why == "acts" and doc[c.head].text in surnames)
        ]
        bodies = [
            b
            for b in bodies
            if not (b.person or b.generic or b.category == "management")
            or not named.intersection(range(b.start, b.end))
        ]
        rulers = _rulers(doc, countries, taken | named)
        found = sorted([*bodies, *companies, *persons, *rulers], key=lambda item: (item.start, -item.end))
        home = self._countries.home(countries)
        made = [_actor(doc, cluster, countries, home) for cluster in clusters(doc, found)]
        made.sort(key=lambda actor: actor["mentions"][0]["start"])
        for number, actor in enumerate(made, 1):
            actor["id"] = f"a{number}"
        return store(doc, labels.ACTORS, made)


def _inside_facilities(doc: Doc) -> set[int]:
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    return {
        index
        for facility in facilities
        for mention in facility["mentions"]
        if mention["kind"] == "name"
        for index in range(mention["start"], mention["end"])
    }


def _rulers(doc: Doc, countries: dict[int, str], taken: set[int]) -> list[Found]:
    """Countries, capitals and provinces that plan, order and say: their governments."""
    made: list[Found] = []
    for token in tokens_with(doc, DEP, _SUBJECT):
        if token.i in taken:
            continue
        if (
            token.i in countries
            and token.head.lemma_ in RULING_VERBS
            and not (token.i and doc[token.i - 1].lower_ == "of")
            and doc[token.i + 1].text not in ("–", "—", "-", ":")
            and not any(c.dep_ == "compound" and c.i not in countries and c.pos_ == "PROPN" for c in token.children)
            and not (token.i and doc[token.i - 1].pos_ == "PROPN" and token.i - 1 not in countries)
        ):
            start = token.i
            while start - 1 in countries and countries[start - 1] == countries[token.i] and doc[start - 1].whitespace_:
                start -= 1
            made.append(
                Found(
                    start,
                    token.i + 1,
                    token.i,
                    "government",
                    "country rules",
                    key=f"country {countries[token.i]}",
                    level="national",
                )
            )
        elif (
            token.lower_ in _REGIONS
            and token.is_title
            and token.head.lemma_ in PROVINCE_VERBS
            and token.i
            and doc[token.i - 1].is_title
        ):
            start = token.left_edge.i
            while doc[start].pos_ == "DET":
                start += 1
            level = SCOPES.get(token.lower_, "county")
            made.append(Found(start, token.i + 1, token.i, "local_government", "province rules", level=level))
    return made


def _actor(doc: Doc, cluster: Cluster, countries: dict[int, str], home: str | None) -> layers.Actor:
    first = cluster.best
    category: ActorCategory = cluster.category
    level = next((item.level for item in cluster.mentions if item.level), None)
    if category == "government":
        owner = _country_of(doc, first, countries)
        if owner is not None and home is not None and owner != home:
            category, level = "foreign", "foreign"
        level = level or "national"
    if category == "management" and level is None:
        level = "site"
    return {
        "id": "", "name": cluster.name, "title": cluster.title, "category": category, "level": level,
        "actions": [action for item in cluster.mentions for action in _actions(doc, item)],
        "mentions": [
            {"start": item.start, "end": item.end, "kind": "nominal" if _is_nominal(item) else "name"}
            for item in cluster.mentions
        ],
        "why": first.why,
    }  # fmt: skip


def _is_nominal(item: Found) -> bool:
    return item.generic and (item.category != "company" or item.why == "refers back")


def _country_of(doc: Doc, item: Found, countries: dict[int, str]) -> str | None:
    for index in [
        *range(item.start, item.end),
        *(c.i for c in doc[item.head].children if c.dep_ in ("poss", "amod", "compound")),
    ]:
        if index in countries:
            return countries[index]
    return None


def _actions(doc: Doc, item: Found) -> list[layers.Action]:
    head = doc[item.start : item.end].root
    if head.dep_ == "appos" and item.person:
        head = head.head
    if head.dep_ == "nsubj" and head.head.pos_ in ("VERB", "AUX"):
        verbs = [
            head.head,
            *(c for c in head.head.children if c.dep_ == "conj" and c.pos_ == "VERB" and not _has_subject(c)),
        ]
    elif head.dep_ == "pobj" and head.head.dep_ == "agent":
        verbs = [head.head.head]
    else:
        return []
    made: list[layers.Action] = []
    for verb in verbs:
        if verb.lemma_ in ("be", "have") or any(c.dep_ == "neg" for c in verb.children):
            continue
        end = _end_of(verb)
        made.append(
            {"start": verb.i, "end": end, "verb": verb.lemma_.lower(), "facility": facility_of(doc, verb.i, end)}
        )
    return made


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _end_of(verb: Token) -> int:
    end = verb.i + 1
    for child in verb.children:
        if child.i > verb.i and child.dep_ in PARTS:
            end = max(end, child.right_edge.i + 1)
    end = min(end, verb.i + LONGEST_ACTION, verb.sent.end)
    while end > verb.i + 1 and (verb.doc[end - 1].is_punct or verb.doc[end - 1].is_space):
        end -= 1
    return end
