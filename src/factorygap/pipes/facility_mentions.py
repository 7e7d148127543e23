"""Where the text speaks of production facilities: noun phrases headed by a word of ``lexicon/facilities.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from spacy.tokens import Doc, Token

from factorygap.inflection import forms
from factorygap.labels import FacilityType
from factorygap.lexicon import Entry

HYPHENS = frozenset("-‐‑–")
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
POSSESSIVE_PRONOUNS = frozenset(["its", "their", "his", "her", "our", "my", "your"])
DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"]) | POSSESSIVE_PRONOUNS
INDEFINITE = frozenset(["a", "an", "another", "one", "some", "any", "no", "each", "every"])
COLLECTIVE = frozenset(
    ["many", "several", "some", "most", "all", "other", "more", "various", "few", "numerous", "such", "any", "dozen",
     "dozens", "hundred", "hundreds", "thousands", "new", "old"]
)  # fmt: skip
NUMBER_SIGNS = frozenset(["no", "no.", "nos", "nos.", "number", "nr", "#"])
LOCATING = frozenset(["at", "in", "near", "outside", "of", "on", "around", "beside", "inside"])
SINGULAR_NUMBERS = re.compile(r"\d{1,4}[A-Za-z]?|[IVX]{1,4}|[A-H]|one|two|three|four|five|six|seven|eight|nine|ten", re.I)


@dataclass(frozen=True)
class Head:
    """A noun that can head a mention."""

    noun: str
    type: FacilityType
    unit: bool
    weak: bool
    back: frozenset[str]
    generic: bool


@dataclass
class Mention:
    """A noun phrase that may speak of a facility. Offsets are tokens."""

    start: int
    end: int
    first: int  # the head noun phrase is doc[first:last]
    last: int
    head: Head
    plural: bool
    name: str = ""
    proper: frozenset[str] = frozenset()  # words that tell this facility from others, in lower case
    plain: frozenset[str] = frozenset()  # other words before the head, in lower case
    number: str | None = None
    determiner: str | None = None
    owner: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    in_title: bool = False
    shared: bool = False  # one of several that share a head: "the Hyesan and Kapsan mines"
    why: str = ""

    @property
    def kind(self) -> str:
        return "name" if self.proper or self.number or self.place else "nominal"


class Heads:
    """The head nouns of a word list, found by their last word."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_last: dict[str, list[tuple[tuple[str, ...], bool, Head | None]]] = {}
        for entry in entries:
            for phrase in entry.phrases:
                words = phrase.lower().replace("-", " ").split()
                head = _head(phrase, entry)
                singular, plural = (*forms(words[-1]), "")[:2]
                for last, many in ((singular, False), (plural, True)):
                    self._by_last.setdefault(last, []).append((tuple(words[:-1]), many, head))
        for found in self._by_last.values():
            found.sort(key=lambda row: -len(row[0]))

    def find(self, doc: Doc) -> Iterator[tuple[int, int, bool, Head]]:
        """``(first, last, plural, head)`` of every head noun phrase, the longest at each place."""
        for token in doc:
            rows = self._by_last.get(token.lower_)
            if rows is None:
                continue
            for words, plural, head in rows:
                first = _match_back(doc, token.i, words)
                if first is not None:
                    if head is not None:
                        yield first, token.i + 1, plural, head
                    break


def _head(phrase: str, entry: Entry) -> Head | None:
    if entry["type"] == "none":
        return None
    return Head(
        phrase,
        cast(FacilityType, entry["type"]),
        bool(entry["unit"]),
        bool(entry["weak"]),
        frozenset(entry["back"] or ()),
        bool(entry["generic"]),
    )


def _match_back(doc: Doc, i: int, words: tuple[str, ...]) -> int | None:
    for word in reversed(words):
        i -= 1
        if i >= 0 and doc[i].text in HYPHENS:
            i -= 1
        if i < 0 or doc[i].lower_ != word:
            return None
    return i


@dataclass
class Finder:
    """Finds the mentions of a Doc. ``places`` are the lower-case names that the Doc uses as places."""

    heads: Heads
    class_words: frozenset[str] = field(default_factory=frozenset)

    def find(self, doc: Doc, title_end: int) -> list[Mention]:
        taken = 0
        found: list[Mention] = []
        for first, last, plural, head in self.heads.find(doc):
            if first < taken or not _heads_its_phrase(doc, last - 1):
                continue
            group = list(self._read(doc, first, last, plural, head))
            for mention in group:
                mention.in_title = mention.start < title_end
            if group:
                taken = max(m.end for m in group)
                found += group
        return found

    def _read(self, doc: Doc, first: int, last: int, plural: bool, head: Head) -> Iterator[Mention]:
        end, number, numbers = _numbers_after(doc, last)
        left = _left_edge(doc, first, last - 1)
        determiner, owner = _determiner(doc, left)
        words = [doc[i] for i in range(left, first)]
        base = Mention(left, end, first, last, head, plural, determiner=determiner, owner=owner)
        if numbers and len(numbers) > 1:
            yield from _numbered(doc, base, words, numbers)
            return
        before = _numbers_before(words)
        if before and len(before) > 1:
            yield from _numbered(doc, base, words, before)
            return
        if plural:
            yield from self._coordinated(doc, base, words)
            return
        base.number = number or (before[0] if before else None)
        self._complete(doc, base, words)
        yield base

    def _complete(self, doc: Doc, mention: Mention, words: list[Token]) -> None:
        proper = [w for w in words if self._is_proper(w)]
        mention.proper = frozenset(w.lower_ for w in proper if w.is_alpha or len(w) > 2)
        mention.plain = frozenset(
            w.lower_ for w in words if w.is_alpha and w not in proper and w.lower_ not in NUMBER_SIGNS
        )
        place = _place_after(doc, mention.end)
        if place:
            mention.place = place[:2]
        start = _name_start(words, proper, mention.first)
        mention.name = _text(doc, start, mention.end)
        if place and not proper and not mention.number:
            mention.name = _text(doc, start, place[1])
            mention.proper = frozenset(t.lower_ for t in doc[place[0] : place[1]] if t.is_alpha)
            mention.end = place[1]
        if mention.kind == "name":
            mention.start = start
        elif mention.determiner and mention.start > 0 and doc[mention.start - 1].lower_ == mention.determiner:
            mention.start -= 1

    def _is_proper(self, token: Token) -> bool:
        if not token.text[0].isupper() or token.lower_ in self.class_words and not token.pos_ == "PROPN":
            return False
        if token.is_sent_start and token.pos_ != "PROPN":
            return False
        return token.ent_type_ != "NORP" and token.lower_ not in NUMBER_SIGNS

    def _coordinated(self, doc: Doc, base: Mention, words: list[Token]) -> Iterator[Mention]:
        """One mention for each of "the Hyesan and Kapsan mines", "soap and toothpaste lines", "mills at A and B"."""
        segments = _segments(words)
        named = [s for s in segments if any(self._is_proper(w) for w in s)]
        head_text = _singular(doc, base)
        if len(named) >= 2 or (named and len(segments) == 1 and _is_other_list(words)):
            shared = _shared_words(segments[-1])
            for segment in named:
                own = [w for w in segment if w not in shared] or segment
                yield self._one_of(base, own, shared, head_text)
            return
        if len(named) == 1 and len(segments) == 2 and _ends_list(words, segments):
            yield self._one_of(base, named[0], _shared_words(segments[-1]), head_text)
            return
        if base.head.unit and base.determiner in DEFINITE and len(segments) >= 2 and all(segments):
            for segment in segments:
                own = " ".join(w.text for w in segment)
                yield Mention(
                    segment[0].i, segment[-1].i + 1 if segment is not segments[-1] else base.end,
                    base.first, base.last, base.head, False, f"{own} {head_text}",
                    plain=frozenset(w.lower_ for w in segment), determiner=base.determiner, owner=base.owner,
                    shared=True, why="shared head",
                )  # fmt: skip
            return
        if not segments or not any(segments):
            for start, end in _places_after(doc, base.end):
                place = _text(doc, start, end)
                yield Mention(
                    base.first if start == base.end + 1 else start, end, base.first, base.last, base.head, False,
                    f"{head_text} at {place}", proper=frozenset(t.lower_ for t in doc[start:end] if t.is_alpha),
                    determiner=base.determiner, owner=base.owner, place=(start, end), shared=True, why="shared head",
                )  # fmt: skip

    def _one_of(self, base: Mention, own: list[Token], shared: list[Token], head_text: str) -> Mention:
        last_segment = own[-1].i >= (shared[0].i if shared else base.first) - 1
        name = " ".join([w.text for w in own] + [w.text for w in shared] + [head_text])
        return Mention(
            own[0].i, base.end if last_segment else own[-1].i + 1, base.first, base.last, base.head, False, _tidy(name),
            frozenset(w.lower_ for w in own if self._is_proper(w)), frozenset(w.lower_ for w in shared),
            determiner=base.determiner, owner=base.owner, shared=True, why="shared head",
        )  # fmt: skip


def _heads_its_phrase(doc: Doc, i: int) -> bool:
    """Not "plant manager", "Mill Road"; "Factory 326" and "Unit 1" do head theirs."""
    token = doc[i]
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") and not token.text[0].isupper():
        return False
    if i + 1 >= len(doc):
        return True
    after = doc[i + 1]
    if after.lower_ in NUMBER_SIGNS or after.pos_ == "NUM":
        return True
    if after.text in HYPHENS:
        return i + 2 < len(doc) and bool(SINGULAR_NUMBERS.fullmatch(doc[i + 2].text))
    if after.pos_ in ("NOUN", "PROPN") and not SINGULAR_NUMBERS.fullmatch(after.text):
        return not (token.dep_ in ("compound", "nmod", "amod", "npadvmod") and token.head.i > i) and not (
            token.text[0].isupper() and after.text[0].isupper()
        )
    return True


def _left_edge(doc: Doc, first: int, head: int) -> int:
    i = first
    lowest = doc[head].sent.start
    while i > lowest:
        token = doc[i - 1]
        if _belongs(doc, token, i, head):
            i -= 1
            continue
        jump = _jump(doc, i, head, lowest)
        if jump is None:
            break
        i = jump
    while i < first and (doc[i].lower_ in COLLECTIVE or doc[i].is_punct or doc[i].dep_ == "cc"):
        i += 1
    return i


def _belongs(doc: Doc, token: Token, i: int, head: int) -> bool:
    if token.text in HYPHENS or token.text in ("/", "&"):
        return True
    if token.lower_ in NUMBER_SIGNS or (token.text == "." and i >= 2 and doc[i - 2].lower_ in NUMBER_SIGNS):
        return True
    if token.pos_ == "PROPN":
        return token.ent_type_ not in ("DATE", "TIME") or doc[head].text[0].isupper()
    if token.pos_ == "NUM" or token.like_num:
        return token.ent_type_ not in ("DATE", "TIME") or (doc[head].text[0].isupper() and doc[i].text[0].isupper())
    if token.pos_ in ("NOUN", "ADJ") or token.tag_ in ("VBN", "VBG"):
        if token.ent_type_ in ("DATE", "TIME"):
            return False
        joined = i <= token.head.i <= head or token.text[0].isupper()
        return joined and token.lower_ not in INDEFINITE
    return False


def _jump(doc: Doc, i: int, head: int, lowest: int) -> int | None:
    """Past "and", a comma or an inner possessive to more words of the same noun phrase."""
    if i - 2 < lowest:
        return None
    token, before = doc[i - 1], doc[i - 2]
    if token.lower_ in ("and", "or") or token.text == ",":
        if token.lower_ in ("and", "or") and before.text == "," and i - 3 >= lowest:
            token, before = before, doc[i - 3]
        capital = before.text[0].isupper() and before.pos_ in ("PROPN", "NOUN", "ADJ") and doc[i].text[0].isupper()
        inside = before.head.i > before.i and before.head.i <= head and before.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")
        place = token.text == "," and (before.ent_type_ == "GPE" or before.text.endswith(".")) and before.pos_ == "PROPN"
        if token.text == "," and not (place or (capital and _in_list(doc, i, head))) and not inside:
            return None
        return before.i + 1 if capital or inside or place else None
    if token.text in POSSESSIVE and doc[i].text[0].isupper() and doc[head].text[0].isupper():
        inner = before.lower_ in ("women", "children", "soldiers", "workers", "men", "people", "veterans", "students")
        return i - 2 if inner else None
    if token.lower_ == "of" and before.pos_ == "PROPN" and doc[i].dep_ == "compound" and doc[i].head.i == head:
        return i - 2 if doc[i].pos_ == "PROPN" else None
    return None


def _in_list(doc: Doc, i: int, head: int) -> bool:
    return any(t.lower_ in ("and", "or") for t in doc[i:head])


def _determiner(doc: Doc, left: int) -> tuple[str | None, tuple[int, int] | None]:
    """The determiner before ``left``, and the owner where a possessive stands there."""
    i = left - 1
    while i >= 0 and doc[i].lower_ in COLLECTIVE:
        i -= 1
    if i < 0:
        return None, None
    token = doc[i]
    if token.text in POSSESSIVE and i > 0 and token.tag_ == "POS":
        return "'s", _owner(doc, i)
    if token.lower_ in DEFINITE or token.lower_ in INDEFINITE or token.lower_ in COLLECTIVE:
        return token.lower_, None
    return None, None


def _owner(doc: Doc, end: int) -> tuple[int, int]:
    start = end
    lowest = doc[end].sent.start
    while start > lowest:
        token = doc[start - 1]
        name = token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM") or token.text in HYPHENS or token.text in ("&", "/", ".")
        joint = token.lower_ in ("of", "de", "and") and start - 2 >= lowest and doc[start - 2].pos_ == "PROPN" \
            and doc[start].pos_ == "PROPN" and token.ent_iob_ == "I"  # fmt: skip
        if not (name or joint):
            break
        start -= 1
    return start, end


def _numbers_after(doc: Doc, last: int) -> tuple[int, str | None, list[str]]:
    """The number or numbers that name a facility, as in "Unit 1", "Factory 326", "shops Nos. 1 and 2"."""
    i = last
    if i < len(doc) and doc[i].text in HYPHENS:
        i += 1
    signed = False
    if i < len(doc) and doc[i].lower_ in NUMBER_SIGNS:
        signed = True
        i += 1
        if i < len(doc) and doc[i].text == ".":
            i += 1
    if i >= len(doc) or not _is_number(doc, i, signed, doc[last - 1]):
        return last, None, []
    numbers = [doc[i].text]
    i += 1
    while i + 1 < len(doc) and doc[i].lower_ in ("and", ",", "&") and _is_number(doc, i + 1, signed, doc[last - 1]):
        numbers.append(doc[i + 1].text)
        i += 2
    return i, numbers[0], numbers


def _is_number(doc: Doc, i: int, signed: bool, head: Token) -> bool:
    token = doc[i]
    if not SINGULAR_NUMBERS.fullmatch(token.text) or token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
        return False
    if i + 1 < len(doc) and (doc[i + 1].lower_ in ("percent", "per", "pct", "%", "times") or doc[i + 1].pos_ == "NOUN"):
        return False
    return signed or token.text[0].isdigit() or (head.text[0].isupper() and token.text[0].isupper() and token.text != "I")


def _numbers_before(words: list[Token]) -> list[str]:
    numbers: list[str] = []
    signed = False
    for word in words:
        if word.lower_ in NUMBER_SIGNS:
            signed = True
        elif signed and SINGULAR_NUMBERS.fullmatch(word.text):
            numbers.append(word.text)
    return numbers


def _numbered(doc: Doc, base: Mention, words: list[Token], numbers: list[str]) -> Iterator[Mention]:
    own = [w for w in words if w.lower_ not in NUMBER_SIGNS and not SINGULAR_NUMBERS.fullmatch(w.text) and w.is_alpha and w.dep_ != "cc"]
    kind = " ".join([*(w.text for w in own), _singular(doc, base)])
    before = any(w.lower_ in NUMBER_SIGNS for w in words)
    for number in numbers:
        name = f"No. {number} {kind}" if before else f"{kind} {number}"
        yield Mention(
            base.start, base.end, base.first, base.last, base.head, False, name,
            frozenset(w.lower_ for w in own if w.pos_ == "PROPN"), frozenset(w.lower_ for w in own), number,
            base.determiner, base.owner, shared=True, why="numbered list",
        )  # fmt: skip


def _segments(words: list[Token]) -> list[list[Token]]:
    segments: list[list[Token]] = [[]]
    for word in words:
        if word.text == "," or word.lower_ in ("and", "or"):
            if segments[-1]:
                segments.append([])
        elif word.is_alpha or word.text not in HYPHENS or segments[-1]:
            segments[-1].append(word)
    return [s for s in segments if s]


def _shared_words(segment: list[Token]) -> list[Token]:
    """The words of the last segment that all share: "Ryongdae [coal] mines", "other [thermal] stations"."""
    lower = [w for w in segment if not w.text[0].isupper() and w.lower_ not in COLLECTIVE]
    return lower if any(w.text[0].isupper() for w in segment) or segment[0].lower_ in COLLECTIVE else []


def _is_other_list(words: list[Token]) -> bool:
    return any(w.lower_ == "other" for w in words)


def _ends_list(words: list[Token], segments: list[list[Token]]) -> bool:
    return segments[-1][0].lower_ == "other"


def _singular(doc: Doc, mention: Mention) -> str:
    noun = mention.head.noun
    return noun if doc[mention.first].text.islower() else doc[mention.first : mention.last - 1].text_with_ws + (
        noun.split()[-1].capitalize() if doc[mention.last - 1].text[0].isupper() else noun.split()[-1]
    )


def _name_start(words: list[Token], proper: list[Token], first: int) -> int:
    """The name begins at its first proper word or number sign; without one, at the first word that classifies."""
    for word in words:
        if word in proper or word.lower_ in NUMBER_SIGNS:
            return word.i
    for word in words:
        if word.pos_ in ("NOUN", "PROPN") or (word.pos_ == "ADJ" and word.i + 1 == first and word.lower_ not in COLLECTIVE):
            return word.i
    return first


def _place_after(doc: Doc, end: int) -> tuple[int, int, str] | None:
    """The place named right after a mention: "at Grangemouth", "in the port city of Wonsan"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in LOCATING or doc[end].lower_ == "of":
        return None
    i = end + 1
    limit = min(len(doc), i + 6)
    while i < limit and (not doc[i].text[0].isupper() or doc[i].lower_ == "the"):
        if doc[i].is_punct or doc[i].pos_ in ("VERB", "AUX", "PRON", "NUM", "CCONJ"):
            return None
        i += 1
    if i >= limit or doc[i].ent_type_ in ("DATE", "TIME", "PERSON", "NORP", "MONEY"):
        return None
    start = i
    while i < len(doc) and (
        (doc[i].text[0].isupper() and doc[i].pos_ in ("PROPN", "NOUN", "ADJ"))
        or (doc[i].text in HYPHENS and i + 1 < len(doc) and doc[i + 1].text[0].isupper())
        or doc[i].lower_ in ("county", "province", "district", "de", "la", "del")
    ) and doc[i].ent_type_ not in ("DATE", "TIME"):
        i += 1
    return (start, i, doc[end].lower_) if i > start else None


def _places_after(doc: Doc, end: int) -> list[tuple[int, int]]:
    first = _place_after(doc, end)
    if first is None or first[0] != end + 1:
        return []
    spans = [(first[0], first[1])]
    i = first[1]
    while i + 1 < len(doc) and doc[i].lower_ in ("and", ",") and doc[i + 1].text[0].isupper():
        j = i + 1
        while j < len(doc) and doc[j].text[0].isupper() and doc[j].pos_ == "PROPN":
            j += 1
        if j == i + 1:
            break
        spans.append((i + 1, j))
        i = j
    return spans if len(spans) > 1 else []


def _text(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text


def _tidy(name: str) -> str:
    return re.sub(r" ([-/]) ", r"\1", name)
