"""When a level holds: the article's words for a time and, where they can be worked out, ISO dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from spacy.tokens import Doc

from factorygap import labels
from factorygap.per_doc import per_doc
from factorygap.pipes.time_ranges import TIME, dates, is_time

_HINT = re.compile(
    r"\d|day|week|month|quarter|year|decade|hour|half|spring|summer|autumn|fall|winter|morning|evening|night|noon"
    r"|tomorrow|earlier|later|recently|currently|present"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
"""One of these is in every expression of time: a quicker search than for the expressions themselves."""


def when_of(doc: Doc, start: int, end: int) -> dict[str, Any] | None:
    """The time of what stands at ``doc[start:end]``: in or after it in its clause, else before it in its sentence.

    ``{"start", "end"}`` in tokens, ``"from"`` and ``"to"`` ISO dates or None; None where no time is said.
    """
    sentence = doc[start].sent
    found = _expressions_in(doc, sentence.start, sentence.end)
    if not found:
        return None
    inside = [f for f in found if f[0] < end and f[1] > start]
    after = [f for f in found if f[0] >= end and not _crosses(doc, end, f[0])]
    before = [f for f in found if f[1] <= start and not _crosses(doc, f[1], start) and _shares_clause(doc, f, start)]
    opening = [f for f in found if f[1] <= start and f[0] - sentence.start <= 1]
    nearest = inside or after or before[-1:] or opening
    if not nearest:
        return None
    first, last, match = nearest[0]
    begin, finish = dates(match, published(doc))
    return {"start": first, "end": last, "from": begin and begin.isoformat(), "to": finish and finish.isoformat()}


def is_future(doc: Doc, when: dict[str, Any]) -> bool:
    """Whether a time read by ``when_of`` lies ahead, by its dates or by its words ("next", "later", "tomorrow")."""
    words = doc[when["start"] : when["end"]].text.lower()
    today = published(doc)
    if re.search(r"\bnext|tomorrow|later|coming|the end of (?:this|the)\b", words):
        return True
    return today is not None and when["from"] is not None and when["from"] > today.isoformat()


@per_doc()
def _by_sentence(doc: Doc) -> dict[int, list[tuple[int, int, re.Match[str]]]]:
    """The times of the sentences that were asked for, by where they begin: every level of a sentence asks for them."""
    return {}


def _expressions_in(doc: Doc, start: int, end: int) -> list[tuple[int, int, re.Match[str]]]:
    known = _by_sentence(doc)
    if start not in known:
        known[start] = list(_expressions(doc, start, end))
    return known[start]


def _expressions(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, re.Match[str]]]:
    text = doc[start:end].text
    if not _HINT.search(text):
        return
    offset = doc[start].idx
    for match in TIME.finditer(text):
        span = doc.char_span(offset + match.start(), offset + match.end(), alignment_mode="expand")
        if span is not None and is_time(match):
            first = span.start + 1 if doc[span.start].is_space else span.start
            yield first, span.end, match


def _shares_clause(doc: Doc, time: tuple[int, int, re.Match[str]], start: int) -> bool:
    """Whether a time hangs on a verb that also governs the words at ``start``, and not on a clause of its own."""
    verb = next((t for t in doc[time[0]].ancestors if t.pos_ in ("VERB", "AUX")), None)
    return verb is None or verb.i == start or verb in list(doc[start].ancestors)


def _crosses(doc: Doc, start: int, end: int) -> bool:
    """Whether a clause begins or ends between two tokens."""
    return any(
        token.text in (";", ":", ".", "--", "–", "—", "“", "”")
        or token.dep_ in ("ROOT", "ccomp", "relcl", "advcl", "mark")
        or (token.text == "," and end - start > 4)
        for token in doc[start:end]
    )


def published(doc: Doc) -> date | None:
    """The day of the article, where it is known."""
    context = doc._.get(labels.ARTICLE) if doc.has_extension(labels.ARTICLE) else None
    try:
        return date.fromisoformat(context["published"]) if context and context.get("published") else None
    except ValueError:
        return None
