"""Whose voice an article is in where no source is named: state media's, an eyewitness's, or a source's carried on."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.attrs import LOWER
from spacy.tokens import Doc

from factorygap import labels, layers, lexicon
from factorygap.pipes import layer
from factorygap.pipes.scan import ids, sentence_starts, tokens_with


def _names_of_state_media() -> re.Pattern[str]:
    """State media by the name that an outlet or a dateline gives; acronyms and one-word names as written."""
    entries = [e for e in lexicon.load("actors") if e["category"] == "state_media" and not e["generic"]]
    words = {phrase.replace("=", "").replace("'", "[’']") for entry in entries for phrase in entry.phrases}
    exact = {name for entry in entries for key in ("acronyms", "outlets") for name in entry[key] or ()}
    return re.compile(rf"\b((?i:{'|'.join(sorted(words))})|{'|'.join(sorted(exact))})\b")


STATE_OUTLETS = _names_of_state_media()
_DATELINE = re.compile(r"^.{0,160}?\(([A-Z][A-Za-z. ]{1,20})\)\s*[-–—]", re.MULTILINE)
_TRANSLATED = re.compile(
    r"from the [\w ,]{0,40}\b(?:party|state|government|official) (?:newspaper|daily|news agency)\b"
)
"""A monitoring service's note on the state paper that it translates."""
_REVERENCE = re.compile(
    r"\b[Rr]espected (?:Comrade|General Secretary|Marshal)|\b[Oo]ur Party\b|\bJuche \d{2,3}\b|\bJuche-oriented\b"
    r"|\bof our style\b"
    r"|\bgreat leader Comrade\b|\bunder the (?:wise|energetic) (?:leadership|guidance)\b|\bWPK\W+s (?:policy|idea)"
)
"""Words of praise that only state media use in their own voice."""
_WITNESS = frozenset(
    "see visit review count assess observe watch walk tour examine interview take show hear meet drive"
    " photograph ask arrive judge notice stand estimate speak rub touch".split()
)
_IMAGERY = ids(["imagery", "satellite", "images", "overflight", "overflights"])
_OURS = ids(["we", "our"])
_WRITER = ids(["i", "we"])
MANY_IMAGES = 4
"""Words for imagery from which an article is an analyst's reading of it."""
ENOUGH = 2
"""Times that the writer says "I saw" or "we reviewed" before the article is a witness's report."""
UNNAMED = frozenset(["anonymous_source"])


def narrator(doc: Doc, quoted: list[tuple[int, int]]) -> layers.Voice | None:
    """The voice that an article as a whole is in, or None where it is the outlet's."""
    text = doc.text
    name = _state_outlet(doc, text)
    if name is not None or _reveres(doc, text, quoted):
        actor = next((a["id"] for a in layer(doc, labels.ACTORS) if name and a["name"] == name), None)
        speaker: layers.Speaker = {
            "kind": "state_media", "side": "official", "name": name, "actor": actor, "cue": None,
            "chain": [name] if name else [],
        }  # fmt: skip
        return {"start": 0, "end": len(doc), "speaker": speaker, "why": "state media's own article"}
    if _reads_images(doc, quoted):
        speaker = {"kind": "analyst", "side": "ground", "name": None, "actor": None, "cue": None, "chain": []}
        return {"start": 0, "end": len(doc), "speaker": speaker, "why": "imagery analysis"}
    if _witnesses(doc, quoted) >= ENOUGH:
        speaker = {"kind": "report", "side": "ground", "name": None, "actor": None, "cue": None, "chain": []}
        return {"start": 0, "end": len(doc), "speaker": speaker, "why": "eyewitness report"}
    return None


def _state_outlet(doc: Doc, text: str) -> str | None:
    context: layers.Context = doc._.get(labels.ARTICLE) or layers.Context()
    for name in (context.get("outlet"), context.get("dateline")):
        match = STATE_OUTLETS.search(name) if name else None
        if match is not None:
            return match.group()
    match = _DATELINE.search(text[:800])
    outlet = STATE_OUTLETS.fullmatch(match.group(1)) if match is not None else _TRANSLATED.search(text[:300])
    return outlet.group().removeprefix("from ") if outlet is not None else None


def _outside(index: int, quoted: list[tuple[int, int]]) -> bool:
    return not any(start <= index < end for start, end in quoted)


def _reveres(doc: Doc, text: str, quoted: list[tuple[int, int]]) -> bool:
    for match in _REVERENCE.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None and _outside(span.start, quoted):
            return True
    return False


def _reads_images(doc: Doc, quoted: list[tuple[int, int]]) -> bool:
    images = sum(_outside(t.i, quoted) for t in tokens_with(doc, LOWER, _IMAGERY))
    ours = any(_outside(t.i, quoted) for t in tokens_with(doc, LOWER, _OURS))
    return images >= (MANY_IMAGES - 1 if ours else MANY_IMAGES)


def _witnesses(doc: Doc, quoted: list[tuple[int, int]]) -> int:
    return sum(
        token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in _WITNESS and _outside(token.i, quoted)
        for token in tokens_with(doc, LOWER, _WRITER)
    )


def carried(doc: Doc, voices: list[layers.Voice]) -> list[layers.Voice]:
    """Sentences without a cue that go on with what an unnamed insider said at the end of the one before.

    Only within a paragraph, and only after insiders: a wire's sentence after a spokesman's is the wire's own.
    """
    made: list[layers.Voice] = []
    last: layers.Voice | None = None
    acting = {m["end"] - 1 for actor in layer(doc, labels.ACTORS) for m in actor["mentions"]}
    starts = sentence_starts(doc)
    for start, end in pairwise([*starts, len(doc)]):
        sent = doc[start:end]
        if sent[0].is_space or (sent.start and doc[sent.start - 1].is_space):
            last = None
        inside = [v for v in voices if v["start"] < sent.end and v["end"] > sent.start]
        covered = {i for v in inside for i in range(max(v["start"], sent.start), min(v["end"], sent.end))}
        if 2 * len(covered) < len(sent):
            if any(child.dep_ == "nsubj" and child.i in acting for child in sent.root.children):
                last = None
            if last is not None:
                made.append({**last, "start": sent.start, "end": sent.end, "why": "carried on"})
            continue
        final = max(inside, key=lambda voice: (voice["end"], voice["start"]))
        speaker = final["speaker"]
        goes_on = final["end"] >= sent.end - 1 and speaker["kind"] in UNNAMED and speaker["actor"] is None
        last = final if goes_on else None
    return made
