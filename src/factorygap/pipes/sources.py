"""Who the source of an attribution is: its kind of voice, its name and the official actor behind it."""

from __future__ import annotations

from spacy.attrs import TAG
from spacy.tokens import Doc, Span, Token

from factorygap import layers, lexicon
from factorygap.labels import VoiceKind
from factorygap.phrases import Phrases
from factorygap.pipes.attribution import Attribution
from factorygap.pipes.referents import SINGULAR, Heard, Referents, speaker_of_kind
from factorygap.pipes.scan import ids, tokens_with
from factorygap.pipes.source_kinds import EYES, INSIDERS, is_plural
from factorygap.pipes.source_words import BODILY, COMPLAINTS, DATA, HUMAN_ENDINGS, NO_PERSONS, SUPERIORS
from factorygap.pipes.subjects import noun_phrase

_COMMON_NOUNS = ids(["NN", "NNS"])


class Sources:
    """Classifies sources by the lexicon ``sources``, the official actors of the Doc and the syntax around them."""

    def __init__(self, folder: str | None = None) -> None:
        entries = lexicon.load("sources", folder)
        self._phrases: Phrases[str] = Phrases(
            [(phrase, entry["kind"]) for entry in entries for phrase in entry.phrases]
        )

    def reader(self, doc: Doc) -> Reader:
        nouns: dict[int, tuple[int, VoiceKind]] = {}
        for span, kind in self._phrases.find(doc):
            last = span.end - 1
            if last not in nouns or len(span) > nouns[last][0]:
                nouns[last] = (len(span), kind)  # type: ignore[assignment]
        guessed: dict[int, VoiceKind] = {}
        for token in tokens_with(doc, TAG, _COMMON_NOUNS):
            word = token.lower_
            if token.i not in nouns and word.endswith(HUMAN_ENDINGS) and word not in NO_PERSONS:
                guessed[token.i] = "resident"
        return Reader(doc, {index: kind for index, (_, kind) in nouns.items()}, guessed)


class Reader:
    """Reads the sources of one Doc in the order of the text."""

    def __init__(self, doc: Doc, nouns: dict[int, VoiceKind], guessed: dict[int, VoiceKind]) -> None:
        self._doc = doc
        self._referents = Referents(doc, nouns, guessed)
        self._kinds = self._referents.kinds
        self._nouns = nouns
        self._actors = self._kinds.actors

    def speaker(self, attribution: Attribution) -> layers.Speaker | None:
        """Who the source is; None where it cannot be told."""
        head = attribution.head
        if head is None:
            return None
        if attribution.takes == "hearsay":
            return {**speaker_of_kind("anonymous_source", None, None), "cue": attribution.cue.text}
        meant = self._referents.meant(head)
        if meant is None:
            kind, actor = self._kinds.of(head, attribution.takes)
            if kind is None and attribution.cue.root.dep_ == "acl":
                head = _subject_above(head)
                kind, actor = self._kinds.of(head, attribution.takes)
            if kind is None:
                return None
            kind = self._kinds.unnamed(head, kind)
            start, end = noun_phrase(head)
            if head.i < attribution.cue.start < end:
                end = attribution.cue.start
            base = speaker_of_kind(kind, self._doc[start:end].text, actor)
            meant = Heard(base, head.lemma_.lower(), head.i, self._kinds.is_person(head, kind), is_plural(head))
        if attribution.takes == "aim" and not (meant.speaker["side"] == "official" and meant.speaker["actor"]):
            return None
        if attribution.takes == "sight" and meant.speaker["kind"] not in EYES:
            return None
        finds = attribution.takes == "show" and head.pos_ == "PRON" and meant.speaker["kind"] == "inspector"
        if attribution.takes in ("show", "put") and not finds and not _fits(attribution, meant.speaker["kind"]):
            return None
        self._referents.add(head, meant)
        speaker = speaker_of_kind(meant.speaker["kind"], meant.speaker["name"], meant.speaker["actor"])
        speaker["side"] = meant.speaker["side"]
        if attribution.cue.root.lemma_ in COMPLAINTS and head.lower_ in SUPERIORS and speaker["side"] == "official":
            speaker["side"] = "ground"
            meant.speaker["side"] = "ground"
        speaker["cue"] = attribution.cue.text
        relayer = self._relayer(attribution.relayer)
        speaker["chain"] = [name for name in (relayer, speaker["name"]) if name]
        return speaker

    def person_of(self, sentence: Span) -> layers.Speaker | None:
        """The person who is a sentence's subject, whose words may follow in quotation marks."""
        head = next((c for c in sentence.root.children if c.dep_ == "nsubj" and c.pos_ != "PRON"), None)
        if head is None:
            return None
        introduced = head.pos_ == "PROPN" and any(c.dep_ == "appos" and c.pos_ == "NOUN" for c in head.children)
        known = head.i in self._actors or any(
            self._kinds.kind_of_noun(t) in INSIDERS for t in (head, *head.children) if t is head or t.dep_ == "compound"
        )
        if head.ent_type_ != "PERSON" and not introduced and not known:
            return None
        kind, actor = self._kinds.of(head) if known or head.ent_type_ == "PERSON" else ("resident", None)
        if kind is None or not (self._kinds.is_person(head, kind) or (introduced and _is_living(sentence))):
            return None
        start, end = noun_phrase(head)
        speaker = speaker_of_kind(kind, self._doc[start:end].text, actor)
        speaker["chain"] = [speaker["name"]] if speaker["name"] else []
        return speaker

    def label(self, head: Token) -> layers.Speaker | None:
        """Who stands beside a headline as its source; only whom a list or the actors know."""
        if head.i not in self._nouns and head.i not in self._actors:
            return None
        kind, actor = self._kinds.of(head)
        if kind is None:
            return None
        start, end = noun_phrase(head)
        return {**speaker_of_kind(kind, self._doc[start:end].text, actor), "chain": [self._doc[start:end].text]}

    def _relayer(self, head: Token | None) -> str | None:
        if head is None:
            return None
        meant = self._referents.meant(head)
        if meant is not None and meant.speaker["name"]:
            return meant.speaker["name"]
        start, end = noun_phrase(head)
        return self._doc[start:end].text


def _subject_above(noun: Token) -> Token:
    """X in "X calmed fears of a shortage, saying S", where the parser took the shortage for the speaker."""
    verb = next((token for token in noun.ancestors if token.pos_ == "VERB"), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    return subject if subject is not None else noun


def _fits(attribution: Attribution, kind: VoiceKind) -> bool:
    """Data and images show; of those who "have" a thing so, only media and outsiders say it."""
    lemma = attribution.cue.root.lemma_
    if attribution.takes == "show":
        head = attribution.head
        if head is None or head.pos_ == "PRON":
            return False
        return head.lower_ in DATA or kind in ("report", "analyst", "inspector")
    return lemma != "have" or kind in ("state_media", "report", "analyst")


def _is_living(sentence: Span) -> bool:
    """Whether the sentence does to its subject what is done to persons only: "laughed when she was asked"."""
    return sentence.root.lemma_ in BODILY or any(
        t.lower_ in SINGULAR for t in sentence[sentence.root.i - sentence.start :]
    )
