"""Which names can be one body's or one person's: short and long forms, initials. Pure functions over words."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap.pipes.company_words import LEGAL
from factorygap.pipes.found import Found

SHARED = frozenset(
    "steel energy power oil motors motor group national china north south general american united state mining"
    " industries".split()
)
"""Words of company names that many companies share, so that alone they name none."""


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


def is_alias(a: tuple[str, ...], b: tuple[str, ...], company: bool) -> bool:
    """Whether two names name one body: one within the other, or the initials of the other."""
    short, long = sorted((_core(a), _core(b)), key=len)
    if short == long or "".join(b).upper() in _initials(a) or "".join(a).upper() in _initials(b):
        return True
    if not short:
        return False
    if company:
        ends = long[: len(short)] == short or long[-len(short) :] == short
        return ends and (len(short) > 1 or short[0] not in SHARED)
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def is_same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if 1 in (len(a), len(b)):
        return bool(set(a) & set(b))
    return a[0] == b[0] and a[-1] == b[-1]


def words_of(doc: Doc, item: Found) -> tuple[str, ...]:
    return tuple(t.text for t in doc[item.start : item.end] if any(c.isalpha() for c in t.text) or t.text == "&")


def in_brackets(doc: Doc, item: Found) -> str | None:
    """The short name in brackets behind a mention: "the State Canal Board (JEC)"."""
    after = doc[item.end : item.end + 3]
    short = len(after) == 3 and (after[0].text, after[2].text) == ("(", ")") and after[1].is_upper
    return after[1].text if short else None


def bracketed(doc: Doc, found: list[Found]) -> dict[str, tuple[str, ...]]:
    """The long names of bodies by the short ones that brackets give."""
    made: dict[str, tuple[str, ...]] = {}
    for item in found:
        short = in_brackets(doc, item)
        if short is not None and not item.person:
            made.setdefault(short, words_of(doc, item))
    return made
