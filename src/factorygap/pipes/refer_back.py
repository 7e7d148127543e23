"""Mentions that refer back to an actor: "the company", "the ministry", surnames, the first word of a company's name."""

from __future__ import annotations

from dataclasses import replace

from spacy.attrs import LOWER, ORTH
from spacy.tokens import Doc, Token

from factorygap.labels import ActorCategory
from factorygap.pipes.alike_names import SHARED
from factorygap.pipes.cluster import Cluster
from factorygap.pipes.company_words import COMPANY_NOUNS
from factorygap.pipes.found import Found
from factorygap.pipes.names import HONORIFICS
from factorygap.pipes.scan import ids, tokens_with

_ANAPHORS: dict[str, tuple[ActorCategory, ...]] = {
    **dict.fromkeys(COMPANY_NOUNS, ("company",)),
    "agency": ("state_media", "regulator", "government", "international", "ministry"),
    "ministry": ("ministry",),
    "newspaper": ("state_media",),
    "paper": ("state_media",),
    "daily": ("state_media",),
    "department": ("ministry", "government", "local_government", "party"),
    "union": ("union", "association"),
    "commission": ("government", "ministry", "regulator"),
    "association": ("association",),
    "authority": ("regulator",),
    "broadcaster": ("state_media",),
    "bureau": ("government", "local_government"),
    "federation": ("association", "union"),
    "minister": ("ministry", "government"),
    "party": ("party",),
    "regulator": ("regulator",),
    "governor": ("local_government",),
    "province": ("local_government",),
    "county": ("local_government",),
    "council": ("local_government", "association"),
    "committee": ("local_government", "party"),
}
_ANAPHOR_IDS = ids(_ANAPHORS)
_PERSONAL = frozenset("minister governor".split())
MIN_SHORT = 3
"""Letters that a company's first word must exceed to stand for it."""
_FAMILY_FIRST = frozenset(
    "kim pak park ri lee choe choi jong jang chung hwang kang xi deng mao hu li wang zhang gao chen liu nguyen"
    " tran".split()
)
"""Family names that stand before the given name."""


def refer_back(doc: Doc, made: list[Cluster]) -> None:
    """Add "the company", "the ministry" and bare surnames to the actor that they stand for."""
    taken = {index for cluster in made for item in cluster.mentions for index in range(item.start, item.end)}
    surnames, firms = _surnames(made), _short_names(made)
    for token in sorted(
        {*tokens_with(doc, LOWER, _ANAPHOR_IDS), *tokens_with(doc, ORTH, ids({*surnames, *firms}))},
        key=lambda token: token.i,
    ):
        if token.i in taken or (not token.i and token.text not in firms and token.text not in surnames):
            continue
        firm = firms.get(token.text)
        if firm is not None and _stands_for_firm(token):
            firm.mentions.append(Found(token.i, token.i + 1, token.i, "company", "short name", generic=True))
            continue
        named = surnames.get(token.text)
        if (
            named is not None
            and _is_surname(doc, token)
            and (named.mentions[0].start < token.i or _is_alone(token, made))
        ):
            named.mentions.append(replace(named.mentions[0], start=token.i, end=token.i + 1, head=token.i, title=None))
            continue
        categories = _ANAPHORS.get(token.lower_)
        if categories and token.pos_ in ("NOUN", "PROPN") and doc[token.i - 1].lower_ in ("the", "this", "that"):
            meant = _last(made, token, categories)
            if meant is not None:
                meant.mentions.append(
                    Found(token.i - 1, token.i + 1, token.i, meant.category, "refers back", generic=True)
                )


def _surnames(made: list[Cluster]) -> dict[str, Cluster]:
    found: dict[str, Cluster] = {}
    for cluster in made:
        if cluster.mentions[0].person:
            for words in cluster.names:
                if len(words) > 1 or cluster.title:
                    found.setdefault(words[-1], cluster)
                    if words[0].lower() in _FAMILY_FIRST:
                        found.setdefault(words[0].capitalize(), cluster)
    return found


def _is_alone(token: Token, made: list[Cluster]) -> bool:
    """Whether a surname that stands before the whole name, as in a headline, can mean one person only."""
    bearers = [
        c
        for c in made
        if c.mentions[0].person and any(token.text in words or token.text.upper() in words for words in c.names)
    ]
    return len(bearers) == 1


def _short_names(made: list[Cluster]) -> dict[str, Cluster]:
    """The first words of companies' names that are one company's alone."""
    first = [(words[0], c) for c in made if c.category == "company" for words in c.names if len(words) > 1]
    owners: dict[str, list[Cluster]] = {}
    for word, cluster in first:
        if len(word) > MIN_SHORT and word.lower() not in SHARED and cluster not in owners.setdefault(word, []):
            owners[word].append(cluster)
    return {word: clusters[0] for word, clusters in owners.items() if len(clusters) == 1}


def _stands_for_firm(token: Token) -> bool:
    """Alone and no place: "Boliden said", "Boliden's board"; not "in Boliden"."""
    place = token.ent_type_ in ("GPE", "LOC") or (token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near"))
    return token.pos_ == "PROPN" and token.dep_ in ("nsubj", "nsubjpass", "poss") and not place


def _is_surname(doc: Doc, token: Token) -> bool:
    before = doc[token.i - 1]
    alone = before.pos_ != "PROPN" or before.lower_ in HONORIFICS
    name = token.pos_ == "PROPN" or token.ent_type_ == "PERSON" or (token.is_title and bool(token.is_sent_start))
    return name and token.dep_ != "compound" and alone


def _last(made: list[Cluster], noun: Token, categories: tuple[ActorCategory, ...]) -> Cluster | None:
    """The actor of a fitting category that was named last before ``noun``; one whose name holds it goes first."""
    ranked = [
        ((noun.lower_ in cluster.text.lower(), last), cluster)
        for cluster in made
        if cluster.category in categories
        and (not cluster.mentions[0].person or noun.lower_ in _PERSONAL)
        and (last := max((item.start for item in cluster.mentions if item.start < noun.i), default=-1)) >= 0
    ]
    return max(ranked, key=lambda item: item[0])[1] if ranked else None
