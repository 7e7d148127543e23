"""Which mentions of official actors are one actor: full and short names, acronyms, surnames, "the ministry"."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap.pipes.alike_names import bracketed, is_alias, is_same_person, words_of
from factorygap.pipes.cluster import Cluster
from factorygap.pipes.found import Found
from factorygap.pipes.refer_back import refer_back

_RULERS = frozenset(
    ["government", "authorities", "regime", "central government", "national government", "federal government"]
)
_ALL_MEDIA = frozenset(
    ["state media", "official media", "state news agency", "official news agency", "state-run media"]
)
_OFFICES = frozenset("manager director administrator superintendent engineer".split())
_STATIONS = {"radio": ("broadcasting", "radio"), "tv": ("television", "tv"), "television": ("television", "tv")}


def clusters(doc: Doc, found: list[Found]) -> list[Cluster]:
    """Actors in the order of their first mention; companies that are merely named are left out."""
    made: list[Cluster] = []
    short = bracketed(doc, found)
    for item in found:
        words = words_of(doc, item)
        words = short.get(words[0], words) if len(words) == 1 else words
        home = next((c for c in reversed(made) if _same(c, item, words)), None)
        if home is None:
            home = Cluster(item.key)
            made.append(home)
        home.mentions.append(item)
        home.names.append(words)
    for cluster in made:
        cluster.text = doc[cluster.best.start : cluster.best.end].text
    made = _merged(made)
    made = [c for c in made if c.category != "company" or any(not item.generic for item in c.mentions)]
    refer_back(doc, made)
    for cluster in made:
        cluster.mentions.sort(key=lambda item: item.start)
    return made


def _merged(made: list[Cluster]) -> list[Cluster]:
    """A bare "union" in the headline is the union named below; "authorities" and "the government" are one."""
    kept: list[Cluster] = []
    for cluster in made:
        target = _meant(cluster, made, kept) if cluster.vague else None
        if target is None or target is cluster:
            kept.append(cluster)
            continue
        target.mentions += cluster.mentions
        target.names += cluster.names
    return kept


def _meant(cluster: Cluster, made: list[Cluster], kept: list[Cluster]) -> Cluster | None:
    words = cluster.text.lower()
    alike = [c for c in made if c.category == cluster.category and c is not cluster]
    if cluster.category == "leader":
        return next((c for c in alike if not c.vague), None)
    if words in _RULERS:
        return next((c for c in kept if c.text.lower() in _RULERS), None)
    persons = [c for c in alike if c.best.person and not c.vague]
    if len(persons) == 1 and (cluster.best.person or words in _OFFICES):
        return persons[0]
    if cluster.category == "state_media":
        wanted = next((_STATIONS[word] for word in words.split() if word in _STATIONS), ())
        named = [c for c in alike if not c.vague]
        alike = [c for c in named if any(word in c.text.lower() for word in wanted)]
        if words in _ALL_MEDIA and len(named) == 1:
            return named[0]
    elif cluster.best.person:
        alike = [c for c in alike if c.best.person and words in ((c.title or "").lower(), *c.text.lower().split())]
    elif " " in words:
        return None
    else:
        alike = [c for c in alike if (" " in c.text or not c.vague) and not c.best.person]
    return alike[0] if len(alike) == 1 else None


def _same(cluster: Cluster, item: Found, words: tuple[str, ...]) -> bool:
    first = cluster.mentions[0]
    if item.key is not None or cluster.key is not None:
        if item.key == cluster.key:
            return True
        if not (item.person and first.person and len(words) == 1):
            return False
    if item.person != first.person or (first.category != item.category and not item.person):
        return False
    longest = max(cluster.names, key=len)
    if item.person:
        return is_same_person(longest, words)
    return is_alias(longest, words, company=item.category == "company")
