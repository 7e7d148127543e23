"""Where the text speaks of production facilities: noun phrases headed by a word of ``lexicon/facilities.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from factorygap.labels import MentionKind
from factorygap.pipes import noun_phrases as phrases
from factorygap.pipes.facility_heads import HYPHENS, Head, Heads
from factorygap.pipes.noun_phrases import COLLECTIVE, INDEFINITE, NUMBER_SIGNS, Range
from factorygap.places import region


@dataclass(frozen=True)
class Mention:
    """A noun phrase that may speak of one facility. Offsets are tokens."""

    start: int
    end: int
    head_at: int  # the token of the head noun
    head: Head
    name: str = ""
    proper: frozenset[str] = frozenset()  # capitalised words before the head, in lower case
    plain: frozenset[str] = frozenset()  # other words before the head, in lower case
    number: str | None = None
    determiner: str | None = None
    owner: Range | None = None
    place: Range | None = None
    former: bool = False
    plural: bool = False
    why: str = ""

    @property
    def named(self) -> bool:
        return bool(self.proper or self.number)

    @property
    def kind(self) -> MentionKind:
        return "name" if self.named or self.place is not None else "nominal"

    @property
    def new(self) -> bool:
        return self.determiner in INDEFINITE

    @property
    def words(self) -> frozenset[str]:
        return self.proper | self.plain


FORMER = frozenset(["former", "converted", "disused", "derelict", "old", "abandoned", "ex", "onetime"])
NOT_CLASSIFYING = COLLECTIVE | FORMER | frozenset(
    ["new", "big", "main", "giant", "huge", "large", "largest", "major", "small", "same", "own", "ailing", "local", "only",
     "key", "modern", "old", "older", "oldest", "biggest", "nearby", "troubled", "famous", "controversial", "whole",
     "entire", "proposed", "planned", "mothballed", "idled", "closed", "owned", "run", "jointly", "state", "newly",
     "built", "established", "sprawling", "aging", "ageing", "vast", "first", "so", "called", "then", "single",
     "important", "current", "existing", "last", "remaining", "flagship", "huge", "model", "massive", "brand", "renovated"]
)  # fmt: skip


def find(doc: Doc, heads: Heads) -> list[Mention]:
    """All mentions in the order of the text, one for each facility of a list."""
    found: list[Mention] = []
    taken = 0
    for first, last, plural, head in heads.find(doc):
        if first < taken or not _heads_its_phrase(doc, last - 1):
            continue
        mentions = list(_read(doc, first, last, plural, head, taken))
        taken = max([last, *(m.end for m in mentions)])
        found += mentions
    return sorted(found, key=lambda m: (m.start, m.end))


def _heads_its_phrase(doc: Doc, i: int) -> bool:
    """Not "plant manager", "Mill Road" or "he works"; "Factory 326" and "Unit 1" do head theirs."""
    token = doc[i]
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X") and not (token.text[0].isupper() and token.pos_ != "VERB"):
        return False
    if i + 1 == len(doc):
        return True
    after = doc[i + 1]
    if after.lower_ in NUMBER_SIGNS or after.like_num:
        end, numbers = phrases.numbers_after(doc, i + 1)
        part = bool(numbers) and end < len(doc) and token.dep_ in ("compound", "nmod") and token.head.i >= end
        return not (part and doc[end].pos_ in ("NOUN", "PROPN", "ADJ"))
    if after.text in HYPHENS and not token.whitespace_:
        return bool(phrases.numbers_after(doc, i + 1)[1])
    if after.pos_ in ("NOUN", "PROPN"):
        inside = token.dep_ in ("compound", "nmod", "amod", "npadvmod") and token.head.i > i
        return not inside and not (token.text[0].isupper() and after.text[0].isupper()) and after.text != "'"
    return True


def _read(doc: Doc, first: int, last: int, plural: bool, head: Head, taken: int) -> Iterator[Mention]:
    left = phrases.left_edge(doc, first, last - 1, max(doc[last - 1].sent.start, taken))
    end, numbers = phrases.numbers_after(doc, last)
    words = list(doc[left:first])
    numbers = numbers or phrases.numbers_before(words)
    det, owner = phrases.determiner(doc, left)
    base = Mention(left, end, last - 1, head, determiner=det, owner=owner, plural=plural)
    if len(numbers) > 1:
        yield from _numbered(doc, base, words, first, numbers)
    elif plural and not numbers:
        yield from _listed(doc, base, words, first)
    else:
        yield _single(doc, replace(base, number=numbers[0] if numbers else None, plural=False), words, first)


def _single(doc: Doc, base: Mention, words: list[Token], first: int) -> Mention:
    proper = [w for w in words if _is_proper(w)]
    plain = [w for w in words if w not in proper and (w.is_alpha or w.like_num) and w.lower_ not in NUMBER_SIGNS]
    start = _name_start(words, proper, first)
    place = phrases.place_after(doc, base.end)
    owner = base.owner or _owner_after(doc, base.end)
    end = base.end
    distinct = frozenset(w.lower_ for w in proper)
    if place is not None and not distinct and not base.number:
        end = place[1]
        distinct = frozenset(t.lower_ for t in doc[place[0] : place[1]] if t.is_alpha) if _is_spot(doc, place) else distinct
    elif owner is not None and owner[0] >= base.end and not distinct and not base.number:
        end = owner[1]
        distinct = frozenset(t.lower_ for t in doc[owner[0] : owner[1]] if t.is_alpha)
    elif owner is not None and owner[1] <= base.start and not distinct and not base.number and doc[owner[0] : owner[1]].text.istitle():
        start = owner[0]
        distinct = frozenset(t.lower_ for t in doc[owner[0] : owner[1]] if t.is_alpha)
    mention = replace(
        base, start=start, end=end, name=doc[start:end].text, proper=distinct, owner=owner, place=place,
        plain=frozenset(w.lower_ for w in plain) - NOT_CLASSIFYING,
        former=any(w.lower_ in FORMER for w in plain),
    )  # fmt: skip
    if mention.kind == "nominal":
        i = base.start - 1
        takes = i >= 0 and base.determiner not in (None, "'s") and doc[i].lower_ == base.determiner
        mention = replace(mention, start=base.start - takes)
    return mention


def _is_spot(doc: Doc, place: Range) -> bool:
    """A town or county can tell facilities apart; a country or state cannot."""
    return region(doc[place[0] : place[1]].text) is None


def _is_proper(token: Token) -> bool:
    if not token.text[0].isupper() or token.lower_ in NUMBER_SIGNS or token.ent_type_ == "NORP":
        return False
    return token.pos_ == "PROPN" if token.is_sent_start else token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM", "X", "VERB")


def _name_start(words: list[Token], proper: list[Token], first: int) -> int:
    """A name begins at its first proper word or number sign; without one, at the first word that classifies."""
    for word in words:
        if word in proper or word.lower_ in NUMBER_SIGNS:
            return word.i
    for word in words:
        if word.lower_ not in NOT_CLASSIFYING and not word.is_punct and word.pos_ not in ("ADV", "DET"):
            return word.i
    return first


def _owner_after(doc: Doc, end: int) -> Range | None:
    """"the urea complex of [Sutlej Fertilizers]"."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    i = end + 1 + (doc[end + 1].lower_ == "the")
    start = i
    while i < len(doc) and (doc[i].pos_ == "PROPN" or doc[i].text in HYPHENS or doc[i].text == "&"):
        i += 1
    return (start, i) if i > start and not (i < len(doc) and doc[i].text in phrases.POSSESSIVE) else None


def _numbered(doc: Doc, base: Mention, words: list[Token], first: int, numbers: list[str]) -> Iterator[Mention]:
    """One mention for each of "compressor shops Nos. 1 and 2", "No. 1 and No. 2 kilns"."""
    signs = [w for w in words if w.lower_ in NUMBER_SIGNS]
    own = [w for w in words if w.is_alpha and w not in signs and w.lower_ not in ("and", "or") and not w.like_num]
    kind = " ".join([*(w.text for w in own if w.lower_ not in NOT_CLASSIFYING), _singular(doc, base, first)])
    written = doc[base.head_at + 1].lower_ in NUMBER_SIGNS if base.head_at + 1 < len(doc) else False
    for number in numbers:
        name = f"No. {number} {kind}" if signs else f"{kind} No. {number}" if written else f"{kind} {number}"
        yield replace(
            base, name=name, number=number, proper=frozenset(w.lower_ for w in own if _is_proper(w)), plural=False,
            plain=frozenset(w.lower_ for w in own if not _is_proper(w)) - NOT_CLASSIFYING, why="numbered list",
        )  # fmt: skip


def _listed(doc: Doc, base: Mention, words: list[Token], first: int) -> Iterator[Mention]:
    """One mention for each of "the Hyesan and Kapsan mines", "soap and toothpaste lines", "mills at A and B"."""
    segments = _segments(words)
    named = [s for s in segments if any(_is_proper(w) for w in s)]
    open_list = bool(segments) and segments[-1][0].lower_ == "other"
    noun = _singular(doc, base, first)
    if len(named) + open_list >= 2:
        shared = _shared(segments[-1])
        for segment in named:
            own = [w for w in segment if w not in shared]
            end = base.end if segment is segments[-1] else segment[-1].i + 1
            yield replace(
                base, start=own[0].i, end=end, name=_join([*own, *shared], noun), plural=False, why="shared head",
                proper=frozenset(w.lower_ for w in own), plain=frozenset(w.lower_ for w in shared),
            )  # fmt: skip
        return
    if base.head.unit and len(segments) >= 2 and base.determiner in phrases.DEFINITE:
        for segment in segments:
            end = base.end if segment is segments[-1] else segment[-1].i + 1
            yield replace(
                base, start=segment[0].i, end=end, name=_join(segment, noun), plural=False, why="shared head",
                plain=frozenset(w.lower_ for w in segment),
            )  # fmt: skip
        return
    places = [] if named else [p for p in phrases.places_after(doc, base.end) if _is_spot(doc, p)]
    if len(places) >= 2:
        for start, end in places:
            yield replace(
                base, start=first if start == places[0][0] else start, end=end, place=(start, end), plural=False,
                name=f"{noun} {doc[base.end].lower_} {doc[start:end].text}", why="shared head",
                proper=frozenset(t.lower_ for t in doc[start:end] if t.is_alpha),
            )  # fmt: skip
        return
    yield replace(
        base, proper=frozenset(w.lower_ for w in words if _is_proper(w)),
        plain=frozenset(w.lower_ for w in words if not _is_proper(w)) - NOT_CLASSIFYING,
    )  # fmt: skip


def _segments(words: list[Token]) -> list[list[Token]]:
    segments: list[list[Token]] = [[]]
    for word in words:
        if word.text == "," or word.lower_ in ("and", "or"):
            segments.append([])
        else:
            segments[-1].append(word)
    return [s for s in segments if s and not all(w.is_punct for w in s)]


def _shared(segment: list[Token]) -> list[Token]:
    """The words of the last segment that the others share: "Ryongdae [coal] mines", "other [thermal] stations"."""
    return [w for w in segment if not _is_proper(w) and w.lower_ != "other"]


def _singular(doc: Doc, mention: Mention, first: int) -> str:
    """The head noun phrase in the singular, as the text capitalises it."""
    last = mention.head.last
    if doc[mention.head_at].text[0].isupper():
        last = last.capitalize()
    return doc[first : mention.head_at].text_with_ws + last


def _join(words: list[Token], noun: str) -> str:
    return "".join(w.text_with_ws if w.i + 1 == after.i else w.text + " " for w, after in zip(words, [*words[1:], words[-1]], strict=True)) + noun
