"""``factorygap_claims``: what anyone says of a facility's or programme's goods and service but for its output level.

Needs facilities, products, actors, voices and output levels; writes ``doc._.claims`` (layers.Claim).
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from factorygap import labels
from factorygap.labels import Polarity
from factorygap.layers import Claim, Context
from factorygap.pipes import layer, store
from factorygap.pipes.claim_cues import Cues
from factorygap.pipes.claim_denials import Denials
from factorygap.pipes.claim_meanings import Cue
from factorygap.pipes.claim_polarity import Tone, polarity
from factorygap.pipes.claim_spans import extent
from factorygap.pipes.focus import facility_of, product_of
from factorygap.pipes.voices import speaker_at

Found = tuple[int, int, Cue]
"""First and last token of a claim, end exclusive, and its cue."""


class Claims:
    """Reads claims with the word lists ``claims_*``."""

    def __init__(self, lexicon: str | None) -> None:
        self._cues = Cues(lexicon)
        self._tone = Tone(lexicon)
        self._denials = Denials(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        return store(doc, labels.CLAIMS, self._claims(doc))

    def _claims(self, doc: Doc) -> list[Claim]:
        context: Context | None = doc._.get(labels.ARTICLE)
        title_end = context.get("title_end", 0) if context else 0
        measured = {i for level in layer(doc, labels.OUTPUT_LEVELS) for i in range(level["start"], level["end"])}
        found = []
        for cue in self._cues.find(doc):
            start, end = extent(cue.span, cue.theme, cue.meaning.take)
            if not _is_level(cue, measured):
                found.append((start, end, cue))
        distinct = _without_announced(_distinct(found), title_end)
        read = ((self._claim(doc, *item), item[2]) for item in distinct)
        claims = _without_repeats(doc, [claim for claim, cue in read if not _is_mere_trade(claim, cue)])
        claims += self._denials.find(doc, claims)
        claims.sort(key=lambda claim: (claim["start"], claim["end"]))
        return [{**claim, "id": f"c{number}"} for number, claim in enumerate(claims, 1)]

    def _polarity(self, claim: Span, cue: Cue) -> Polarity:
        return self._tone.of(claim, cue) if cue.meaning.toned else polarity(cue)

    def _claim(self, doc: Doc, start: int, end: int, cue: Cue) -> Claim:
        return {
            "id": "",
            "start": start,
            "end": end,
            "topic": cue.topic,
            "polarity": self._polarity(doc[start:end], cue),
            "facility": facility_of(doc, start, end),
            "product": product_of(doc, start, end),
            "speaker": speaker_at(doc, start, end),
            "why": f"claims:{cue.meaning.id}",
        }


def _is_level(cue: Cue, measured: set[int]) -> bool:
    """Whether an output level holds the cue and all that it speaks of: "no cement was made"; never so with inputs."""
    held = measured.issuperset(range(cue.span.start, cue.span.end))
    return held and cue.topic != "inputs" and (cue.theme is None or cue.theme.i in measured)


def _is_mere_trade(claim: Claim, cue: Cue) -> bool:
    """Goods that are sold, exported or in stock, without a word on whether that is good or bad."""
    return cue.meaning.toned and claim["topic"] == "supply" and claim["polarity"] == "neutral"


def _distinct(found: list[Found]) -> list[Found]:
    """One claim for each statement: of two that share words and topic, or whose cues share words, the better one's."""
    kept: list[Found] = []
    held: list[Found] = []
    for item in sorted(found, key=_rank):
        if any(_same(item, other) for other in kept):
            held.append(item)
        elif not (item[2].meaning.weak and any(_overlap(item[2].span, other[2].span) for other in held)):
            kept.append(item)
    return _joined(sorted(kept, key=lambda item: (item[0], item[1])))


def _joined(claims: list[Found]) -> list[Found]:
    """Claims that only a comma or a conjunction parts are one statement: "famous brands and goods loved by all"."""
    joined: list[Found] = []
    for start, end, cue in claims:
        if joined and _continues(joined[-1], start, end, cue):
            first, _, leading = joined.pop()
            start, cue = first, leading
        joined.append((start, end, cue))
    return joined


def _continues(before: Found, start: int, end: int, cue: Cue) -> bool:
    doc = cue.span.doc
    between = doc[before[1] : start]
    if any(token.dep_ in ("nsubj", "nsubjpass") for token in doc[start:end]):
        return False
    same = before[2].topic == cue.topic and before[2].meaning.polarity == cue.meaning.polarity
    return same and len(between) <= 2 and all(token.lower_ in (",", "and", "or", "but") for token in between)


def _rank(item: Found) -> tuple[bool, int, int, int, int]:
    """Longer cues first, then those nearer to what they speak of, then the wider claims."""
    start, end, cue = item
    return cue.meaning.weak, cue.span.start - cue.span.end, cue.distance, start - end, start


def _same(one: Found, other: Found) -> bool:
    a, b = one[2], other[2]
    if _overlap(a.span, b.span):
        return True
    if a.topic != b.topic:
        return False
    return one[0] < other[1] and other[0] < one[1]


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _without_repeats(doc: Doc, claims: list[Claim]) -> list[Claim]:
    """Each statement once a side, however often it is made in the same words."""
    first: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        said = doc[claim["start"] : claim["end"]].text.lower()
        first.setdefault((claim["topic"], claim["speaker"]["side"], said), claim)
    return list(first.values())


def _without_announced(found: list[Found], title_end: int) -> list[Found]:
    """Of a title's claims only those that the article does not make again in the same words."""
    made = {(cue.topic, cue.span.lemma_.lower()) for start, _, cue in found if start >= title_end}
    return [item for item in found if item[0] >= title_end or (item[2].topic, item[2].span.lemma_.lower()) not in made]


@Language.factory(
    "factorygap_claims",
    default_config={"lexicon": None},
    requires=["token.tag", "token.dep", "token.lemma", "doc.sents"],
    assigns=["doc._.claims", "doc.spans"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Claims:
    return Claims(lexicon)
