"""Which kind of voice the words that name a source stand for, and whom a pronoun for a source means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from factorygap import labels, layers, lexicon
from factorygap.labels import SIDE_OF_VOICE, VoiceKind
from factorygap.phrases import Phrases
from factorygap.pipes import layer
from factorygap.pipes.attribution import Attribution, noun_phrase

KIND_OF_CATEGORY: dict[str, VoiceKind] = {
    "leader": "official", "party": "official", "government": "official", "ministry": "official",
    "local_government": "official", "prosecution": "official", "security": "official", "military": "official",
    "inspection": "inspector", "regulator": "inspector", "state_media": "state_media", "company": "company",
    "management": "management", "union": "worker", "association": "official", "foreign": "analyst",
    "international": "analyst",
}  # fmt: skip
GROUND = frozenset(kind for kind, side in SIDE_OF_VOICE.items() if side == "ground")
INSIDERS = frozenset(["anonymous_source", "resident", "worker"])
_DATA = frozenset(
    [
        "figure",
        "figures",
        "data",
        "number",
        "numbers",
        "estimate",
        "estimates",
        "statistics",
        "count",
        "statement",
        "filing",
        "notice",
        "announcement",
        "dispatch",
        "log",
        "report",
        "memo",
    ]
)
_SINGULAR = frozenset(["he", "she", "him", "her", "his"])
_HIDDEN = frozenset(["anonymity", "anonymously"])
_PAST = frozenset(["former", "retired", "ex", "defected", "onetime", "ex-"])
_SUPERIORS = frozenset(
    ["official", "officials", "cadre", "cadres", "manager", "managers", "executives", "directors", "leaders"]
)
REACH = 8
"""How many sentences back a pronoun or "the source" may look for its speaker."""


@dataclass
class Heard:
    """Someone who has spoken or may be meant by the next pronoun."""

    speaker: layers.Speaker
    head: str
    sentence: int
    person: bool
    plural: bool


@dataclass
class Memory:
    """Who has been heard in an article so far."""

    heard: list[Heard] = field(default_factory=list)
    names: dict[str, Heard] = field(default_factory=dict)

    def last(self, sentence: int, wanted: Iterable[bool], person: bool | None, plural: bool | None) -> Heard | None:
        for item in reversed(self.heard):
            if sentence - item.sentence > REACH:
                return None
            if (person is None or item.person == person) and (plural is None or item.plural == plural):
                return item
        return None


class Sources:
    """Classifies sources by the lexicon ``sources``, the official actors of the Doc and the syntax around them."""

    def __init__(self, vocab: Vocab, folder: str | None = None) -> None:
        entries = lexicon.load("sources", folder)
        self._phrases: Phrases[str] = Phrases(
            vocab, [(phrase, entry["kind"]) for entry in entries for phrase in entry.phrases]
        )

    def reader(self, doc: Doc) -> Reader:
        nouns: dict[int, tuple[int, VoiceKind]] = {}
        for span, kind in self._phrases.find(doc):
            last = span.end - 1
            if last not in nouns or len(span) > nouns[last][0]:
                nouns[last] = (len(span), kind)  # type: ignore[assignment]
        return Reader(doc, {index: kind for index, (_, kind) in nouns.items()})


class Reader:
    """Reads the sources of one Doc in the order of the text."""

    def __init__(self, doc: Doc, nouns: dict[int, VoiceKind]) -> None:
        self._doc = doc
        self._nouns = nouns
        self._memory = Memory()
        self._actors: dict[int, layers.Actor] = {
            index: actor
            for actor in layer(doc, labels.ACTORS)
            for mention in actor["mentions"]
            for index in range(mention["start"], mention["end"])
        }
        self._sentence = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}

    def speaker(self, attribution: Attribution) -> layers.Speaker | None:
        """Who the source is; None where it cannot be told."""
        head = attribution.head
        if head is None:
            return None
        known = self._meant(head)
        if known is not None:
            speaker = dict(known.speaker)
            self._remember(head, speaker, known.person, known.plural, known.head)  # type: ignore[arg-type]
        else:
            kind, actor = self._classify(head)
            if kind is None or (attribution.takes == "show" and kind not in ("report", "analyst", "inspector")):
                return None
            kind = self._unnamed(head, kind)
            start, end = noun_phrase(head)
            speaker = {"kind": kind, "side": SIDE_OF_VOICE[kind], "name": self._doc[start:end].text, "actor": actor}
            self._remember(head, speaker, self._is_person(head, kind), _is_plural(head), head.lemma_.lower())  # type: ignore[arg-type]
        if attribution.why == "complain" and head.lower_ in _SUPERIORS and speaker["side"] == "official":
            speaker["side"] = "ground"
        speaker |= {"cue": attribution.cue.text, "chain": [speaker["name"]] if speaker["name"] else []}
        return speaker  # type: ignore[return-value]

    def _remember(self, head: Token, speaker: layers.Speaker, person: bool, plural: bool, word: str) -> None:
        item = Heard(speaker, word, self._sentence[head.i], person, plural)
        self._memory.heard.append(item)
        if head.pos_ == "PROPN":
            self._memory.names[head.text] = item

    def _meant(self, head: Token) -> Heard | None:
        """The earlier speaker whom a pronoun, "the source" or a surname stands for."""
        number = self._sentence[head.i]
        low = head.lower_
        if low in _SINGULAR:
            return self._memory.last(number, (), True, False) or self._person_before(head)
        if low in ("they", "them", "their"):
            return self._memory.last(number, (), None, True) or self._memory.last(number, (), False, None)
        if low in ("it", "its"):
            return self._memory.last(number, (), False, False) or self._body_before(head)
        if head.pos_ == "PROPN":
            return self._memory.names.get(head.text) if head.i not in self._actors else None
        if any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in head.children):
            lemma = head.lemma_.lower()
            for item in reversed(self._memory.heard):
                if item.head == lemma and not any(c.dep_ in ("prep", "compound", "poss") for c in head.children):
                    return item
        return None

    def _person_before(self, head: Token) -> Heard | None:
        return self._actor_before(
            head,
            ("leader", "government", "ministry", "party", "management", "company", "union", "local_government"),
            True,
        )

    def _body_before(self, head: Token) -> Heard | None:
        return self._actor_before(head, tuple(KIND_OF_CATEGORY), False)

    def _actor_before(self, head: Token, categories: tuple[str, ...], person: bool) -> Heard | None:
        for index in range(head.i - 1, max(-1, head.i - 80), -1):
            actor = self._actors.get(index)
            token = self._doc[index]
            if (
                actor is None
                or actor["category"] not in categories
                or token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj")
            ):
                continue
            if person != (token.ent_type_ == "PERSON" or actor["category"] == "leader" or actor["title"] is not None):
                continue
            kind = KIND_OF_CATEGORY[actor["category"]]
            return Heard(
                {"kind": kind, "side": SIDE_OF_VOICE[kind], "name": actor["name"], "actor": actor["id"], "cue": None, "chain": []},
                token.lemma_.lower(), self._sentence[index], person, False,
            )  # fmt: skip
        return None

    def _classify(self, head: Token) -> tuple[VoiceKind | None, str | None]:
        noun = self._nouns.get(head.i)
        actor = self._actors.get(head.i)
        if head.lower_ in _DATA or noun == "report":
            return self._behind(head) or (noun or "report", None)
        if noun in GROUND and not (noun == "inspector" and actor):
            return noun, actor["id"] if actor and noun != "resident" else None
        if actor is not None:
            return KIND_OF_CATEGORY[actor["category"]], actor["id"]
        if noun is not None:
            return self._official(head, noun)
        if head.pos_ in ("PROPN", "X") or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
            return self._named(head)
        if head.pos_ == "PRON":
            return None, None
        return "report", None

    def _behind(self, head: Token) -> tuple[VoiceKind, str | None] | None:
        """The body behind data: "figures from the ministry", "the company's filing", "official data"."""
        for child in head.children:
            if child.dep_ in ("poss", "compound", "nmod", "nsubj"):
                kind, actor = self._classify(child) if child.pos_ in ("NOUN", "PROPN") else (None, None)
                if (actor or self._nouns.get(child.i)) and kind is not None:
                    return kind, actor
            if child.dep_ == "amod" and child.lower_ in ("official", "government", "state", "ministerial"):
                return "official", None
            if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "from", "by"):
                for inner in child.children:
                    if inner.dep_ == "pobj" and (
                        self._nouns.get(inner.i) or inner.i in self._actors or inner.ent_type_ in ("ORG", "PERSON")
                    ):
                        kind, actor = self._classify(inner)
                        if kind is not None:
                            return kind, actor
        return None

    def _official(self, head: Token, noun: VoiceKind) -> tuple[VoiceKind, str | None]:
        """Spokesmen and officials speak for the body that their noun phrase names."""
        start, end = noun_phrase(head)
        for index in range(start, end):
            actor = self._actors.get(index)
            if actor is not None:
                kind = KIND_OF_CATEGORY[actor["category"]]
                return (kind if noun in ("company", "official") else noun), actor["id"]
        return noun, None

    def _named(self, head: Token) -> tuple[VoiceKind | None, str | None]:
        for child in head.children:
            if child.dep_ in ("appos", "compound", "nmod", "amod") and child.i in self._nouns:
                return self._nouns[child.i], None
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "at", "with"):
                for inner in child.children:
                    if inner.dep_ == "pobj" and (inner.i in self._actors or inner.i in self._nouns):
                        return self._classify(inner)
        if head.dep_ == "appos" and head.head.i in self._nouns:
            return self._classify(head.head)
        if head.ent_type_ == "PERSON":
            return "resident", None
        if head.ent_type_ in ("GPE", "NORP"):
            return "official", None
        return "company", None

    def _unnamed(self, head: Token, kind: VoiceKind) -> VoiceKind:
        """Whoever speaks under cover, or no longer holds office, speaks for no office."""
        if kind not in ("official", "management", "company") or head.pos_ == "PROPN":
            return kind
        words = {t.lower_ for t in head.subtree}
        if any(c.lower_ in _PAST for c in head.children) or words & _HIDDEN:
            return "anonymous_source"
        if words & {"named", "identified", "name"} and words & {"not", "declined", "refused"}:
            return "anonymous_source"
        return kind

    def _is_person(self, head: Token, kind: VoiceKind) -> bool:
        if head.ent_type_ == "PERSON" or kind in INSIDERS or kind in ("analyst", "management"):
            return head.ent_type_ != "ORG"
        return head.lower_.endswith(
            (
                "man",
                "woman",
                "person",
                "minister",
                "official",
                "leader",
                "secretary",
                "governor",
                "mayor",
                "premier",
                "president",
                "chairman",
            )
        )


def _is_plural(head: Token) -> bool:
    return (
        head.tag_ in ("NNS", "NNPS")
        or head.lower_ in ("two", "three", "both", "some", "many", "others", "people", "police")
        or any(c.dep_ == "conj" for c in head.children)
    )
