"""``factorygap_voices``: who says which stretch of the article. Stretches nest; the shortest around a token holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels, layers
from factorygap.canvas import PARAGRAPH
from factorygap.pipes import layer, store
from factorygap.pipes.attribution import Attribution
from factorygap.pipes.company_words import PLANT_NOUNS
from factorygap.pipes.cues import Attributions
from factorygap.pipes.headline_sources import headline_voice
from factorygap.pipes.narrators import carried, narrator
from factorygap.pipes.quotes import quotations
from factorygap.pipes.scan import tokens_with
from factorygap.pipes.source_kinds import GROUND
from factorygap.pipes.source_words import GRIEVANCES
from factorygap.pipes.sources import Reader, Sources

_DESCRIBING = frozenset(["compound", "nmod", "nummod", "amod", "quantmod", "npadvmod"])
_BULLETS = frozenset(["*", "-", "•", "–", "·"])
SHORT_ITEM = 30
"""Tokens up to which a paragraph without a bullet may be an item of a list."""
LONG_QUOTE = 4
"""Tokens inside the marks from which a quotation is somebody's words and no mere scare quote."""


@Language.factory(
    "factorygap_voices",
    default_config={"lexicon": None},
    requires=["token.dep", "token.tag", "doc.sents"],
    assigns=[f"doc._.{labels.VOICES}"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Callable[[Doc], Doc]:
    return Voices(lexicon)


class Voices:
    """Finds the stretches that sources say."""

    def __init__(self, folder: str | None) -> None:
        self._attributions = Attributions(folder)
        self._sources = Sources(folder)

    def __call__(self, doc: Doc) -> Doc:
        reader = self._sources.reader(doc)
        quoted = quotations(doc)
        said: list[tuple[Attribution, layers.Voice]] = []
        for attribution in self._attributions.find(doc):
            if attribution.takes == "hearsay" and any(a <= attribution.start < b for a, b in quoted):
                continue
            speaker = reader.speaker(attribution)
            if speaker is not None:
                said.append((attribution, _voice(attribution.content, speaker, attribution.why)))
        _cite(said)
        said = [(attribution, voice) for attribution, voice in said if not _is_passed_on(attribution, said)]
        voices = [voice for _, voice in said] + _quoted(doc, quoted, said, reader)
        voices += _listed(doc, said)
        headline = headline_voice(doc, reader.label)
        if headline is not None:
            voices.append(_voice(headline[:2], headline[2], "headline"))
        voices += carried(doc, voices)
        base = narrator(doc, quoted)
        if base is not None:
            if base["speaker"]["side"] == "official":
                for voice in voices:
                    if not _is_grievance(doc, voice):
                        voice["speaker"]["side"] = "official"
            voices.insert(0, base)
        voices = [voice for voice in voices if voice["start"] < voice["end"]]
        _chain(voices)
        voices.sort(key=lambda voice: (voice["start"], -voice["end"]))
        return store(doc, labels.VOICES, voices)


def speaker_at(doc: Doc, start: int, end: int) -> layers.Speaker:
    """Who says ``doc[start:end]``: the speaker of the shortest stretch around it, else the outlet.

    A stretch that holds the end and most of the words counts too: "residents criticised the soap as poor".
    """
    whole: layers.Voice | None = None
    part: layers.Voice | None = None
    for voice in layer(doc, labels.VOICES):
        if voice["start"] >= end:
            break
        if voice["end"] < end:
            continue
        if voice["start"] <= start:
            whole = voice if whole is None or _length(voice) <= _length(whole) else whole
        elif 2 * (end - voice["start"]) >= end - start:
            part = voice if part is None or _length(voice) <= _length(part) else part
    best = part if part is not None and (whole is None or _length(part) < _length(whole)) else whole
    speaker = best["speaker"] if best is not None else layers.OUTLET
    if speaker["side"] != "official" or speaker["kind"] != "state_media":
        speaker = layers.OUTLET if _describes_plant(doc, start, end) else speaker
    return {**speaker, "chain": list(speaker["chain"])}


def _describes_plant(doc: Doc, start: int, end: int) -> bool:
    """Whether a number only describes a plant ("the 90,000 bpd refinery"): then it is the outlet's own."""
    head = doc[start:end].root
    return head.dep_ in _DESCRIBING and head.head.i >= end and head.head.lower_ in PLANT_NOUNS


def _length(voice: layers.Voice) -> int:
    return voice["end"] - voice["start"]


def _voice(content: tuple[int, int], speaker: layers.Speaker, why: str) -> layers.Voice:
    own: layers.Speaker = {**speaker, "chain": list(speaker["chain"])}
    return {"start": content[0], "end": content[1], "speaker": own, "why": why}


def _is_grievance(doc: Doc, voice: layers.Voice) -> bool:
    """Whether state media let somebody complain: whom they merely quote in praise speaks for them."""
    speaker = voice["speaker"]
    words = (token.lower_ for token in doc[voice["start"] : voice["end"]])
    complains = speaker["cue"] is not None and speaker["cue"].lower().startswith(("complain", "grumble", "lament"))
    return speaker["kind"] in GROUND and (complains or not GRIEVANCES.isdisjoint(words))


def _cite(said: list[tuple[Attribution, layers.Voice]]) -> None:
    """In "X said S, citing Y" it is Y that says S."""
    for relay, cited in said:
        if relay.takes != "relay":
            continue
        saying = next((v for a, v in said if a is not relay and a.cue.root == relay.cue.root.head), None)
        if saying is not None:
            outer = saying["speaker"]
            own = [name for name in cited["speaker"]["chain"] if name not in outer["chain"]]
            saying["speaker"] = {**cited["speaker"], "chain": outer["chain"] + own}


def _is_passed_on(this: Attribution, said: list[tuple[Attribution, layers.Voice]]) -> bool:
    """Whether a body's aim is told by another source: "the mill plans to halve output, dealers said"."""
    return this.takes == "aim" and any(
        other.takes != "aim" and other.content[0] <= this.content[0] and this.content[1] <= other.content[1]
        for other, _ in said
    )


def _listed(doc: Doc, said: list[tuple[Attribution, layers.Voice]]) -> list[layers.Voice]:
    """The bulleted paragraphs below "an operator explained:"."""
    found: list[layers.Voice] = []
    for attribution, voice in said:
        end = attribution.cue.sent.end
        while end > attribution.end and doc[end - 1].is_space:
            end -= 1
        if doc[end - 1].text != ":":
            continue
        start = end = end + 1
        bulleted = start < len(doc) and doc[start].text in _BULLETS
        while end < len(doc):
            stop = next((i + 1 for i in range(end, len(doc)) if doc[i].text == PARAGRAPH), len(doc))
            own = any(end <= other.cue.start < stop for other, _ in said)
            if doc[end].text not in _BULLETS and (bulleted or own or stop - end > SHORT_ITEM):
                break
            end = stop
        if end > start:
            found.append(_voice((start, end), voice["speaker"], "list"))
    return found


def _quoted(
    doc: Doc, quoted: list[tuple[int, int]], said: list[tuple[Attribution, layers.Voice]], reader: Reader
) -> list[layers.Voice]:
    """Quotations that run beyond the sentence of their cue, or have none of their own."""
    found: list[layers.Voice] = []
    breaks = [token.i for token in tokens_with(doc, IS_SPACE, [1]) if "\n\n" in token.text]
    for start, end in quoted:
        voice = _beside(doc, start, end, said)
        if voice is None and end - start - 2 >= LONG_QUOTE:
            voice = _before(doc, start, breaks, said, reader)
        if voice is not None and not (voice["start"] <= start and end <= voice["end"]):
            found.append(_voice((start, end), voice["speaker"], "quotation"))
    return found


def _beside(doc: Doc, start: int, end: int, said: list[tuple[Attribution, layers.Voice]]) -> layers.Voice | None:
    """The voice whose cue stands before the opening or behind the closing mark, or whose content reaches in."""
    reaching = None
    for attribution, voice in said:
        if attribution.start >= start and attribution.end <= end:
            continue
        looks_back = attribution.content[0] < attribution.start
        if 0 <= start - attribution.end <= 1 or (0 <= attribution.start - end <= 1 and looks_back):
            return voice
        if voice["start"] <= start + 1 < voice["end"] or voice["start"] < end - 1 <= voice["end"]:
            reaching = voice
    return reaching


def _before(
    doc: Doc, start: int, breaks: list[int], said: list[tuple[Attribution, layers.Voice]], reader: Reader
) -> layers.Voice | None:
    """The person of the sentence before, else the last voice of the paragraph.

    For a quotation that opens its paragraph, the last voice of the paragraph before.
    """
    number = bisect_right(breaks, start)
    floor = breaks[number - 1] if number else 0
    if number and start == breaks[number - 1] + 1:
        floor = breaks[number - 2] if number > 1 else 0
    earlier = [(attribution, voice) for attribution, voice in said if floor <= attribution.start < start]
    sentence = doc[start - 1].sent if start > floor + 1 else None
    if sentence is not None and doc[start - 1].text == ":" and start - 1 > sentence.start:
        sentence = doc[sentence.start : start - 1]
    if sentence is not None and not any(sentence.start <= attribution.start for attribution, _ in earlier):
        speaker = reader.person_of(sentence)
        if speaker is not None:
            return _voice((start, start), speaker, "quotation")
    return earlier[-1][1] if earlier else None


def _chain(voices: list[layers.Voice]) -> None:
    """Put those who pass a speaker's words on before the speaker."""
    for voice in voices:
        outer = [
            other
            for other in voices
            if other is not voice
            and other["start"] <= voice["start"]
            and voice["end"] <= other["end"]
            and other["end"] - other["start"] > voice["end"] - voice["start"]
            and other["speaker"]["name"] not in (None, voice["speaker"]["name"])
        ]
        outer.sort(key=lambda other: other["start"] - other["end"])
        names = [other["speaker"]["name"] for other in outer] + voice["speaker"]["chain"]
        voice["speaker"]["chain"] = list(dict.fromkeys(name for name in names if name))
