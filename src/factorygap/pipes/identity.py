"""Which mentions of official actors are one actor: full and short names, acronyms, surnames, "the ministry"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.attrs import LOWER, ORTH
from spacy.tokens import Doc, Token

from factorygap.labels import ActorCategory
from factorygap.pipes.company_words import COMPANY_NOUNS, LEGAL
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
_RULERS = frozenset(
    ["government", "authorities", "regime", "central government", "national government", "federal government"]
)
_ALL_MEDIA = frozenset(
    ["state media", "official media", "state news agency", "official news agency", "state-run media"]
)
_OFFICES = frozenset("manager director administrator superintendent engineer".split())
_STATIONS = {"radio": ("broadcasting", "radio"), "tv": ("television", "tv"), "television": ("television", "tv")}
_SHARED = frozenset(
    "steel energy power oil motors motor group national china north south general american united state mining"
    " industries".split()
)
"""Words of company names that many companies share, so that alone they name none."""
MIN_SHORT = 3
"""Letters that a company's first word must exceed to stand for it."""
_FAMILY_FIRST = frozenset(
    "kim pak park ri lee choe choi jong jang chung hwang kang xi deng mao hu li wang zhang gao chen liu nguyen"
    " tran".split()
)
"""Family names that stand before the given name."""


@dataclass
class Cluster:
    """The mentions of one actor; ``best`` is the most specific one and ``text`` its words."""

    key: str | None
    mentions: list[Found] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    text: str = ""

    @property
    def best(self) -> Found:
        """The mention with the most name words, the first of equals."""
        return max(
            self.mentions,
            key=lambda item: (item.category == "company" or not item.generic, item.end - item.start, -item.start),
        )

    @property
    def category(self) -> ActorCategory:
        return self.best.category

    @property
    def name(self) -> str:
        return self.best.name or self.text

    @property
    def title(self) -> str | None:
        return next((item.title for item in self.mentions if item.title), None)

    @property
    def vague(self) -> bool:
        """Whether no mention is a name: "the ministry", "police"."""
        return self.best.generic and self.category != "company"


def clusters(doc: Doc, found: list[Found]) -> list[Cluster]:
    """Actors in the order of their first mention; companies that are merely named are left out."""
    made: list[Cluster] = []
    short = _bracketed(doc, found)
    for item in found:
        words = _words(doc, item)
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
    _refer_back(doc, made)
    for cluster in made:
        cluster.mentions.sort(key=lambda item: item.start)
    return made


def _words(doc: Doc, item: Found) -> tuple[str, ...]:
    return tuple(t.text for t in doc[item.start : item.end] if any(c.isalpha() for c in t.text) or t.text == "&")


def _bracketed(doc: Doc, found: list[Found]) -> dict[str, tuple[str, ...]]:
    """The long names of the short ones that brackets give: "the State Canal Board (JEC)"."""
    made: dict[str, tuple[str, ...]] = {}
    for item in found:
        after = doc[item.end : item.end + 3]
        if len(after) == 3 and (after[0].text, after[2].text) == ("(", ")") and after[1].is_upper and not item.person:
            made.setdefault(after[1].text, _words(doc, item))
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
        return _is_same_person(longest, words)
    return _is_alias(longest, words, company=item.category == "company")


def _is_same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if 1 in (len(a), len(b)):
        return bool(set(a) & set(b))
    return a[0] == b[0] and a[-1] == b[-1]


def _is_alias(a: tuple[str, ...], b: tuple[str, ...], company: bool) -> bool:
    """Whether two names name one body: one within the other, or the initials of the other."""
    short, long = sorted((_core(a), _core(b)), key=len)
    if short == long or "".join(b).upper() in _initials(a) or "".join(a).upper() in _initials(b):
        return True
    if not short:
        return False
    if company:
        ends = long[: len(short)] == short or long[-len(short) :] == short
        return ends and (len(short) > 1 or short[0] not in _SHARED)
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without its legal form, in lower case."""
    return tuple(word.lower().replace(".", "") for word in words if word.lower() not in LEGAL)


def _first_letters(word: str) -> str:
    """Two of a compound: the United Steelworkers are the USW."""
    return word[0] + "W" if word.lower().endswith("workers") and len(word) > len("workers") else word[0]


def _initials(words: tuple[str, ...]) -> set[str]:
    """With and without those of the legal form."""
    capital = [word for word in words if word[0].isupper()]
    made = (
        "".join(_first_letters(word) for word in part)
        for part in (capital, [w for w in capital if w.lower() not in LEGAL])
    )
    return {letters for letters in made if len(letters) > 1}


def _refer_back(doc: Doc, made: list[Cluster]) -> None:
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
        if len(word) > MIN_SHORT and word.lower() not in _SHARED and cluster not in owners.setdefault(word, []):
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
