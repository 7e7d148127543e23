"""``factorygap_facilities``: the production facilities of an article, each with all its mentions."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.inflection import forms
from factorygap.lexicon import load
from factorygap.pipes import facility_facts, facility_mentions, facility_names, facility_pronouns, store
from factorygap.pipes.facility_clusters import Cluster
from factorygap.pipes.facility_facts import Facts
from factorygap.pipes.facility_heads import Heads
from factorygap.pipes.facility_mention import Mention
from factorygap.pipes.facility_references import Resolver
from factorygap.pipes.facility_towns import Towns
from factorygap.pipes.headlines import headlines, inside
from factorygap.places import region


@Language.factory(
    "factorygap_facilities",
    default_config={"lexicon": None},
    requires=["token.tag", "token.dep", "token.lemma", "doc.ents", "doc.sents"],
    assigns=[f"doc._.{labels.FACILITIES}", "doc.spans"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Callable[[Doc], Doc]:
    return Facilities(lexicon)


class Facilities:
    def __init__(self, folder: str | None) -> None:
        self._heads = Heads(load("facilities", folder))
        self._towns = Towns(folder)
        phrases = [p.split() for e in load("facilities_work", folder) for p in e.phrases]
        self._work = {form: tuple(rest) for first, *rest in phrases if rest for form in forms(first)}
        self._work |= {form: () for first, *rest in phrases if not rest for form in forms(first)}
        self._programmes = facility_facts.programme_nouns(folder)

    def __call__(self, doc: Doc) -> Doc:
        mentions = facility_mentions.find(doc, self._heads)
        mentions = self._towns.find(doc, facility_names.find(doc, mentions))
        if not mentions or not self._speaks_of_work(doc, mentions):
            return store(doc, labels.FACILITIES, [])
        mentions.sort(key=lambda m: (m.start, m.end))
        titles = headlines(doc)
        resolver = Resolver(doc)
        resolver.read([m for m in mentions if not inside(m.start, titles)])
        resolver.attach([m for m in mentions if inside(m.start, titles)])
        return store(doc, labels.FACILITIES, _items(doc, _kept(resolver.clusters), Facts(doc, self._programmes)))

    def _speaks_of_work(self, doc: Doc, mentions: list[Mention]) -> bool:
        """Whether a sentence on facilities, or the next, holds a word of work: a museum in a mill has none."""
        near = {n for m in mentions for n in (doc[m.head_at].sent.start, doc[m.head_at].sent.end)}
        return any(self._is_work(token) for s in doc.sents if s.start in near for token in s)

    def _is_work(self, token: Token) -> bool:
        rest = self._work.get(token.lower_)
        return rest is not None and all(
            t.lower_ == word for t, word in zip(token.doc[token.i + 1 :], rest, strict=False)
        )


def _kept(clusters: list[Cluster]) -> list[Cluster]:
    """Without what is mentioned once and has no name or place, and without unnamed parts of such."""
    wholes = {id(c.part_of) for c in clusters}
    passing = {id(c) for c in clusters if c.provisional and len(c.everything) == 1 and id(c) not in wholes}
    kept = [c for c in clusters if not c.former and id(c) not in passing]
    whole = {id(c) for c in kept}
    kept = [c for c in kept if c.part_of is None or id(c.part_of) in whole or c.best.proper]
    for cluster in kept:
        if id(cluster.part_of) not in whole:
            cluster.part_of = None
    return kept


def _items(doc: Doc, clusters: list[Cluster], facts: Facts) -> list[layers.Facility]:
    ordered = sorted(clusters, key=lambda c: c.everything[0].start)
    ids = {id(c): f"f{n}" for n, c in enumerate(ordered, 1)}
    items = [_item(c, ids, facts) for c in ordered]
    at = {i: n for n, item in enumerate(items) for m in item["mentions"] for i in range(m["start"], m["end"])}
    found = [*facility_pronouns.find(doc, at), *facility_pronouns.towns(doc, at, _towns(items))]
    for n, mention in found:
        items[n]["mentions"].append(mention)
    for item in items:
        item["mentions"].sort(key=lambda m: (m["start"], m["end"]))
    return items


def _towns(items: list[layers.Facility]) -> dict[str, int]:
    """The towns that have one facility, which is named after them, and the words that a plant's name begins with."""
    whole = [(n, item) for n, item in enumerate(items) if not item["part_of"]]
    towns = [(n, i["place"]["name"]) for n, i in whole if i["place"] and i["place"]["name"] in i["name"]]
    firsts = [(n, item["name"].split()[0]) for n, item in whole if item["name"][0].isupper() and " " in item["name"]]
    words = [pair for pair in dict.fromkeys([*towns, *firsts]) if region(pair[1]) is None]
    return {word: n for n, word in words if sum(word == other for _, other in words) == 1}


def _item(cluster: Cluster, ids: dict[int, str], facts: Facts) -> layers.Facility:
    spans: dict[tuple[int, int], layers.Mention] = {}
    for m in cluster.everything:
        spans.setdefault((m.start, m.end), {"start": m.start, "end": m.end, "kind": m.kind})
    return {
        "id": ids[id(cluster)],
        "name": cluster.best.name,
        "type": cluster.type,
        "part_of": ids[id(cluster.part_of)] if cluster.part_of else None,
        "place": facts.place(cluster.mentions),
        "operator": facts.operator(cluster.mentions),
        "programme": facts.programme(cluster.mentions),
        "mentions": list(spans.values()),
        "why": " ".join(filter(None, [cluster.mentions[0].head.noun, cluster.mentions[0].why])),
    }
