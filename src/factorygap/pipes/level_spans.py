"""How far the words of a status level reach: the predicate with its object and time, without its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from factorygap import labels, layers
from factorygap.pipes import times
from factorygap.pipes.level_topics import facility_tokens
from factorygap.pipes.levels import Candidate

_LONGEST = 14
"""Tokens of an object that still belong to the level; a longer one is a list or holds a clause of its own."""
_SINCE = 5
_DURATION = 4
_PERIODS = frozenset(["hour", "day", "week", "month", "year"])
_LONGEST_NAMED = 6
"""The same behind an event: "closure of the old dairy" is one level, but a long name is its facility's."""
_BREAKS = frozenset([",", ";", ":", "(", "--", "–", "—"])
_WITHIN = frozenset(["of", "in", "at"])
_LEFT = frozenset(["advmod", "neg", "aux", "auxpass", "prt"])
_NOT_OURS = frozenset(["there", "here", "then", "also", "too", "however", "meanwhile"])
_MEASURED = re.compile(r"\d[\d.,]*(?:MW|GW|kW|MWh|GWh|kt|Mt|bpd|b/d|tpy|tpa|t|pc|pct|%)$", re.IGNORECASE)
_SHARES = frozenset(["half", "third", "quarter", "fifth", "tenth", "other", "second", "fold"])
_COUNTED = frozenset(["units", "vehicles", "cars"])
_UNITS = frozenset(
    "pct percent % per times ton tons tonne tonnes barrel barrels bpd pound pounds units vehicles cars fold mln "
    "million points".split()
)


def extent(
    span: Span, head: Token, nominal: bool, denied: Token | None, closed: bool = False, whole: bool = False
) -> tuple[int, int]:
    """Token offsets of the level: the phrase, the words that turn it, its object, and a time right after it."""
    start, end = span.start, span.end
    doc = span.doc
    while start > span.sent.start and _belongs_left(doc[start - 1], span, head, nominal, whole):
        start = doc[start - 1].left_edge.i if nominal else start - 1
    while start < span.start and doc[start].dep_ in ("aux", "auxpass") and doc[start].lower_ not in ("wo", "ca"):
        start += 1
    if (
        doc[max(start - 2, 0) : start].text.lower() == "all but"
        or doc[max(start - 1, 0) : start + 1].text.lower() == "all but"
    ):
        start = start - 2 if doc[start - 1].lower_ == "but" else start - 1
    if denied is not None and start - 6 <= denied.i < start:
        start = denied.i
    if (
        not (nominal or closed)
        and head.i not in range(span.start, span.end)
        and head.pos_ == "VERB"
        and 0 < span.start - head.i <= 3
    ):
        start = min(start, head.i)
    verbs = [head, *(token for token in span if token.pos_ == "VERB" and token != head)]
    reach = [c for v in verbs for c in v.children if c.dep_ in ("dobj", "obj", "prt", "oprd") and c.i >= span.start]
    if nominal:
        reach = [c for c in head.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "at") and c.i == span.end]
    if doc[end - 1].dep_ == "prep" and not nominal:
        reach += [c for c in doc[end - 1].children if c.dep_ == "pobj"]
    if doc[end - 1].lower_ in ("when", "whenever"):
        reach += [doc[end - 1].head]
    if not reach and not nominal and end <= title_end(doc) and (after := noun_run(doc, end)):
        end = after[-1].i + 1
    for token in () if closed else reach:
        reached = max(end, _end_of(token, end))
        too_long = nominal and reached - end > _LONGEST_NAMED and _names_plant(doc, end, reached)
        end = end if too_long or _holds_amount(doc[end:reached]) else reached
    while end < span.sent.end and end < span.end + 2 and doc[end].tag_ == "RB" and doc[end].head in (head, span.root):
        end += 1
    return start, _with_time(span, end)


def _names_plant(doc: Doc, start: int, end: int) -> bool:
    mentioned = facility_tokens(doc)
    return any(i in mentioned for i in range(start, end))


def title_end(doc: Doc) -> int:
    """Where the title ends that the Doc begins with; 0 where it begins with none."""
    context: layers.Context | None = doc._.get(labels.ARTICLE)
    return context.get("title_end", 0) if context else 0


def headline_nouns(span: Span) -> list[Token]:
    """What a headline's verb speaks of, by its place: the noun right after it, else the one right before it."""
    after = noun_run(span.doc, span.end)
    if after:
        return after[-1:]
    before = [token for token in span.doc[: span.start] if token.pos_ in ("NOUN", "PROPN")]
    return before[-1:]


def noun_run(doc: Doc, start: int) -> list[Token]:
    """The words of a noun phrase that begins at ``start``, up to its noun; empty where none begins there."""
    run: list[Token] = []
    for token in doc[start : start + 6]:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
            break
        run.append(token)
    return run if run and run[-1].pos_ in ("NOUN", "PROPN") else []


def _belongs_left(token: Token, span: Span, head: Token, nominal: bool, whole: bool) -> bool:
    if token.is_punct or token.is_space:
        return False
    if nominal:
        return token.head == head and (token.dep_ in ("amod", "advmod") or (whole and token.dep_ == "compound"))
    return (
        token.dep_ in _LEFT
        and not token.tag_.startswith("W")
        and token.lower_ not in _NOT_OURS
        and (token.head in (head, span.root) or token.i == span.start - 1)
    )


def _end_of(token: Token, end: int) -> int:
    """The end of a phrase, cut at the first comma or clause of its own."""
    last = token.i + 1
    for below in sorted(token.subtree, key=lambda t: t.i):
        if below.i < token.i:
            continue
        if (
            below.text in _BREAKS
            or (below.dep_ == "prep" and below.lower_ not in _WITHIN)
            or below.dep_ in ("relcl", "acl", "advcl")
            or below.i - end > _LONGEST
            or below.is_space
        ):
            break
        last = below.i + 1
    return last


def _with_time(span: Span, end: int) -> int:
    when = times.when_of(span.doc, span.start, end)
    if when is not None and end - 1 <= when["start"] <= end + 1:
        return max(end, int(when["end"]))
    if end < span.sent.end and span.doc[end].lower_ == "since" and span.doc[end].dep_ in ("prep", "mark"):
        reached = max([end, *(_end_of(c, end) for c in span.doc[end].children if c.dep_ == "pobj")])
        return reached if reached <= end + _SINCE else end
    for token in span.doc[end : end + _DURATION] if end < span.sent.end and span.doc[end].like_num else ():
        if token.lemma_ in _PERIODS:
            return token.i + 1
    return end


def _holds_amount(span: Span) -> bool:
    """Whether an object tells its own size, which is a level by itself: "shut its 45,000 bpd unit"."""
    return any(
        _MEASURED.match(token.text)
        or _is_size(token)
        or (token.lower_ in _UNITS and any(t.like_num for t in _two_before(token)))
        for token in span
    )


def _is_size(number: Token) -> bool:
    """ "The 70,000 b/d refinery", "a 30-klpd distillery"."""
    if not number.text[0].isdigit() or not number.like_num or number.i + 2 >= len(number.doc):
        return False
    return "," in number.text or (number.nbor(1).text == "-" and number.nbor(2).is_alpha)


def _two_before(token: Token) -> list[Token]:
    """The word before a unit, or the two before it where a hyphen or a multiplier stands between."""
    before = list(token.doc[max(token.i - 2, 0) : token.i])
    return before if before and before[-1].lower_ in ("-", "mln", "million", "thousand") else before[-1:]


def is_counted(span: Span) -> bool:
    """Whether a number says how much, so that words alone are no level: "rose 3 pct", "boosted output to 300 tons"."""
    doc = span.doc
    for token in doc[span.end : min(span.end + 14, span.sent.end)]:
        if token.text in (";", ":") or token.is_space or (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")):
            return False
        if token.text == "," and token.i + 1 < len(doc) and doc[token.i + 1].tag_ in ("VBD", "VBZ", "VBP"):
            return False
        if token.lower_ in _UNITS and any(_is_figure(t, token) for t in doc[max(token.i - 2, 0) : token.i + 1]):
            return True
        if _MEASURED.match(token.text) or (token.lower_ in ("by", "to", "from", "every") and _is_amount(token)):
            return True
    return False


def _is_figure(number: Token, unit: Token) -> bool:
    """ "300 units" are goods, "three units" may be machines."""
    return number.like_num and (unit.lower_ not in _COUNTED or number.text[0].isdigit())


def _is_amount(link: Token) -> bool:
    """Whether a number other than a year or a day follows: "to 300", "by a third", "every other"."""
    for token in link.doc[link.i + 1 : link.i + 3]:
        if token.lower_ in _SHARES:
            return True
        if token.like_num:
            return not re.fullmatch(r"(?:1[89]|20)\d\d", token.text) and token.i + 1 == link.i + 2
    return False


def is_repeated(noun: Token, status: str, found: Sequence[Candidate]) -> bool:
    """Whether "the closure" without a word of whose only takes up what an earlier sentence said."""
    bare = not any(c.dep_ in ("prep", "compound", "poss", "amod", "nmod") for c in noun.children)
    return bare and any(other.status == status and other.start < noun.i for other in found)
