"""Which mentions of official actors are one actor: full and short names, acronyms, surnames, "the ministry"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from factorygap.labels import ActorCategory
from factorygap.pipes.bodies import Found
from factorygap.pipes.companies import LEGAL
from factorygap.pipes.names import HONORIFICS

COMPANY_NOUNS = frozenset(
    ["company", "firm", "automaker", "carmaker", "steelmaker", "chipmaker", "truckmaker", "papermaker", "corporation",
     "manufacturer", "producer", "miner", "refiner", "group", "utility", "operator", "shipbuilder", "brewer", "conglomerate",
     "planemaker", "division"]
)  # fmt: skip
_ANAPHORS: dict[str, tuple[ActorCategory, ...]] = {
    **dict.fromkeys(COMPANY_NOUNS, ("company",)),
    "agency": ("state_media", "regulator", "government", "international", "ministry"),
    "ministry": ("ministry",), "newspaper": ("state_media",), "paper": ("state_media",), "daily": ("state_media",),
    "department": ("ministry", "government", "local_government", "party"), "union": ("union", "association"),
    "commission": ("government", "ministry", "regulator"), "association": ("association",), "authority": ("regulator",),
    "broadcaster": ("state_media",), "bureau": ("government", "local_government"), "federation": ("association", "union"),
    "minister": ("ministry", "government"), "party": ("party",), "regulator": ("regulator",), "governor": ("local_government",),
    "province": ("local_government",), "county": ("local_government",), "council": ("local_government", "association"),
    "committee": ("local_government", "party"),
}  # fmt: skip
_FAMILY_FIRST = frozenset(["kim", "pak", "park", "ri", "lee", "choe", "choi", "jong", "jang", "xi", "deng", "mao", "hu", "li", "wang", "zhang", "gao", "chen", "chung", "hwang", "kang"])


@dataclass
class Cluster:
    """The mentions of one actor."""

    mentions: list[Found] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    key: str | None = None
    text: str = ""
    best: Found = None  # type: ignore[assignment]

    @property
    def category(self) -> ActorCategory:
        return self.best.category

    @property
    def name(self) -> str:
        return self.best.name or self.text

    @property
    def title(self) -> str | None:
        return next((item.title for item in self.mentions if item.title), None)


def clusters(doc: Doc, found: list[Found]) -> list[Cluster]:
    """Actors in the order of their first mention; names that are never seen acting are left out."""
    made: list[Cluster] = []
    for item in found:
        words = _words(doc, item)
        home = next((c for c in reversed(made) if _same(c, item, words)), None)
        if home is None:
            home = Cluster(key=item.key)
            made.append(home)
        home.mentions.append(item)
        home.names.append(words)
    for cluster in made:
        cluster.best, cluster.text = _most_specific(doc, cluster)
    made = [cluster for cluster in made if _counts(cluster)]
    _refer_back(doc, made)
    return [replace_generic(cluster) for cluster in made]


def replace_generic(cluster: Cluster) -> Cluster:
    cluster.mentions.sort(key=lambda item: item.start)
    return cluster


def _counts(cluster: Cluster) -> bool:
    return cluster.category != "company" or any(not item.generic for item in cluster.mentions)


def _words(doc: Doc, item: Found) -> tuple[str, ...]:
    return tuple(t.text for t in doc[item.start : item.end] if t.is_alpha or t.text in ("&",) or any(c.isalpha() for c in t.text))


def _same(cluster: Cluster, item: Found, words: tuple[str, ...]) -> bool:
    if item.key is not None or cluster.key is not None:
        if item.key == cluster.key:
            return True
        if not (item.person and cluster.mentions[0].person and len(words) == 1):
            return False
    first = cluster.mentions[0]
    if item.person != first.person:
        return False
    if first.category != item.category and not item.person:
        return False
    return any(_alias(known, words, item.category == "company", item.person) for known in cluster.names)


def _alias(a: tuple[str, ...], b: tuple[str, ...], company: bool, person: bool) -> bool:
    low_a, low_b = tuple(w.lower() for w in a), tuple(w.lower() for w in b)
    if low_a == low_b:
        return True
    if person:
        return bool(set(low_a) & set(low_b)) and (len(a) == 1 or len(b) == 1 or low_a[-1] == low_b[-1] and low_a[0] == low_b[0])
    if company:
        core_a = tuple(w for w in low_a if w not in LEGAL)
        core_b = tuple(w for w in low_b if w not in LEGAL)
        if core_a and core_b and (core_a[: len(core_b)] == core_b or core_b[: len(core_a)] == core_a):
            return True
        if len(core_a) == 1 and len(core_b) > 1 and core_a[0] in core_b and core_a[0] not in _COMMON or len(core_b) == 1 and len(core_a) > 1 and core_b[0] in core_a and core_b[0] not in _COMMON:
            return True
    else:
        short, long = sorted((low_a, low_b), key=len)
        if len(short) < len(long) and _inside(short, long):
            return True
    return _initials(a) == "".join(b).replace(".", "") or _initials(b) == "".join(a).replace(".", "")


_COMMON = frozenset(["steel", "energy", "power", "oil", "motors", "motor", "group", "national", "china", "north", "south", "general", "american", "united", "state", "mining", "industries"])


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _initials(words: tuple[str, ...]) -> str:
    letters = "".join(w[0] for w in words if w[0].isupper())
    return letters if len(letters) > 1 else "-"


def _most_specific(doc: Doc, cluster: Cluster) -> tuple[Found, str]:
    """The mention with the most name words, the first of equals."""
    best = max(cluster.mentions, key=lambda item: (not (item.generic and item.category != "company"), item.end - item.start, -item.start))
    text = doc[best.start : best.end].text
    return best, text


def _refer_back(doc: Doc, made: list[Cluster]) -> None:
    """Add "the company", "the ministry" and bare surnames to the actor that they stand for."""
    taken = {index for cluster in made for item in cluster.mentions for index in range(item.start, item.end)}
    surnames: dict[str, Cluster] = {}
    for cluster in made:
        if cluster.mentions[0].person:
            for words in cluster.names:
                if len(words) > 1 or cluster.title:
                    surnames.setdefault(words[-1], cluster)
                    if words[0].lower() in _FAMILY_FIRST:
                        surnames.setdefault(words[0], cluster)
    for token in doc:
        if token.i in taken:
            continue
        if token.text in surnames and token.pos_ == "PROPN" and token.dep_ != "compound":
            cluster = surnames[token.text]
            if cluster.mentions[0].start < token.i and not (token.i and doc[token.i - 1].pos_ == "PROPN" and doc[token.i - 1].lower_ not in HONORIFICS):
                cluster.mentions.append(replace(cluster.mentions[0], start=token.i, end=token.i + 1, head=token.i, title=None))
            continue
        categories = _ANAPHORS.get(token.lower_)
        if categories and token.pos_ in ("NOUN", "PROPN") and token.i and doc[token.i - 1].lower_ in ("the", "this", "that"):
            cluster_ = _last(made, token.i, categories, token.lower_)
            if cluster_ is not None:
                cluster_.mentions.append(Found(token.i - 1, token.i + 1, token.i, cluster_.category, "refers back", generic=True))


def _last(made: list[Cluster], before: int, categories: tuple[ActorCategory, ...], noun: str) -> Cluster | None:
    """The actor of a fitting category that was named last before a token; one whose name holds the noun goes first."""
    best: tuple[bool, int] | None = None
    chosen = None
    for cluster in made:
        if cluster.category not in categories or (cluster.mentions[0].person and noun not in ("minister", "governor")):
            continue
        last = max((item.start for item in cluster.mentions if item.start < before), default=None)
        if last is None:
            continue
        rank = (noun in cluster.text.lower(), last)
        if best is None or rank > best:
            best, chosen = rank, cluster
    return chosen
