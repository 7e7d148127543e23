"""Numbers as news writes them: "3 000", "1.2m", "half a million", "three and a half", "two dozen", "2-1/2 mln"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factorygap.quantity.atoms import Atom, match_words, word_at

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
SMALL = {word: float(n) for n, word in enumerate(_UNITS)} | {
    word: float(n * 10) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7,
    "crores": 1e7, "mln": 1e6, "bln": 1e9, "mn": 1e6, "bn": 1e9, "trn": 1e12, "tn": 1e12, "dozen": 12.0,
    "mil": 1e6, "thou": 1e3, "mio": 1e6, "lac": 1e5, "lacs": 1e5, "lk": 1e5, "milliard": 1e9,
}  # fmt: skip
_LETTER_SCALES = {"m": 1e6, "k": 1e3, "b": 1e9}
_SIGNS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125}
VAGUE = frozenset(["dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions", "lakhs", "crores"])
_FEW = ("a handful of", "a few", "handfuls of", "several", "few", "a couple of", "a number of")
_FEW_WORDS = tuple(tuple(text.split()) for text in _FEW)
_FRACTIONS = {
    "half": 0.5, "halves": 0.5, "third": 1 / 3, "quarter": 0.25, "fourth": 0.25, "fifth": 0.2, "sixth": 1 / 6,
    "seventh": 1 / 7, "eighth": 0.125, "ninth": 1 / 9, "tenth": 0.1, "twentieth": 0.05, "hundredth": 0.01,
}  # fmt: skip
_FRACTIONS |= {word + "s": value for word, value in _FRACTIONS.items() if not word.endswith("s")}
STARTERS = frozenset([*SMALL, *_SIGNS, *VAGUE, "a", "an", "half", "several", "few", "handfuls", "hundred", "thousand",
                      "million", "quarter", "dozen", "third"])  # fmt: skip
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_YEAR = re.compile(r"(1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """``value`` of the atoms from ``start`` to ``end``; None where the words are vague ("dozens of").

    ``scale`` is what a last word multiplied by ("mln" -> 1e6), so that the first number of a range can share it.
    ``fraction`` marks "two thirds" and "half"; ``more`` an open end ("one thousand and hundreds of").
    """

    start: int
    end: int
    value: float | None
    scale: float = 1.0
    fraction: bool = False
    more: bool = False


def read_number(run: Sequence[Atom], i: int) -> Number | None:
    """The number that begins at atom ``i``, the longest reading; None if there is none."""
    text = word_at(run, i)
    if not text:
        return None
    if text[0].isdecimal() or text in _SIGNS:
        return _digits(run, i)
    if text not in STARTERS:
        return None
    return _part(run, i) or _words(run, i) or _vague(run, i)


def is_year(text: str) -> bool:
    """Whether a number standing alone reads as a year."""
    return _YEAR.fullmatch(text) is not None


def parse_digits(text: str) -> float:
    """ "1,234,567" and "1.234.567" are thousands; "1.5" and "1,5" decimals."""
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    whole, mark, part = text.rpartition("." if text.rfind(".") > text.rfind(",") else ",")
    if text.count(".") + text.count(",") > 1 and (text.count(mark) > 1 or len(part) == 3):
        return float("".join(c for c in text if c.isdecimal()))
    return float("".join(c for c in whole if c.isdecimal()) + "." + part) if mark else float(text)


def _digits(run: Sequence[Atom], i: int) -> Number | None:
    end = i + 1
    if run[i].text in _SIGNS:
        return Number(i, end, _SIGNS[run[i].text], fraction=True)
    if len(run[i].text) > 24:
        return None
    value = parse_digits(run[i].text)
    while _continues_thousands(run, i, end):
        value = value * 1000 + float(run[end].text)
        end += 1
    if word_at(run, end) == "," and word_at(run, end + 1) == "000" and len(run[i].text) <= 3:
        value, end = value * 1000, end + 2
    if word_at(run, end) in _SIGNS:
        value, end = value + _SIGNS[run[end].text], end + 1
    else:
        value, end = _mixed(run, i, end, value)
    scale, end = _scale(run, end, letters=True)
    return Number(i, end, value * scale, scale)


def _continues_thousands(run: Sequence[Atom], i: int, end: int) -> bool:
    """ "3 000": up to three figures, then groups of exactly three."""
    if end >= len(run) or not (run[i].text.isdigit() and len(run[i].text) <= 3 and run[i].text != "0"):
        return False
    after = run[end]
    return after.spaced and after.start - run[end - 1].end == 1 and len(after.text) == 3 and after.text.isdecimal()


def _mixed(run: Sequence[Atom], i: int, end: int, value: float) -> tuple[float, int]:
    """ "2-1/2", "2 1/2" and "3/4" itself."""
    if word_at(run, end) == "/" and _is_small_fraction(run, i):
        return value / float(run[end + 1].text), end + 2
    skip = 1 if word_at(run, end) == "-" else 0
    if _is_small_fraction(run, end + skip):
        return value + float(run[end + skip].text) / float(run[end + skip + 2].text), end + skip + 3
    return value, end


def _is_small_fraction(run: Sequence[Atom], i: int) -> bool:
    top, slash, bottom = word_at(run, i), word_at(run, i + 1), word_at(run, i + 2)
    return slash == "/" and top.isdecimal() and bottom in ("2", "3", "4", "8", "16", "32") and int(top) < int(bottom)


def _scale(run: Sequence[Atom], end: int, letters: bool = False) -> tuple[float, int]:
    scale = 1.0
    while end < len(run):
        at = end + 1 if run[end].text == "-" and word_at(run, end + 1) in SCALES else end
        if run[at].text in SCALES or run[at].text == "hundred":
            scale *= SCALES.get(run[at].text, 100.0)
        elif letters and scale == 1.0 and not run[at].spaced and _is_scale_letter(run, at):
            scale *= _LETTER_SCALES[run[at].text]
        else:
            break
        end = at + 1
    return scale, end


def _is_scale_letter(run: Sequence[Atom], at: int) -> bool:
    """ "1.2m tonnes" but not "1.2m of cloth" (metres), nor "300b/d"."""
    return (
        run[at].text in _LETTER_SCALES
        and word_at(run, at + 1) not in ("/", "of")
        and (run[at].text != "b" or run[at].raw == "b")
    )


def _part(run: Sequence[Atom], i: int) -> Number | None:
    """ "half", "a third", "two-thirds", "three quarters of a million", "half a dozen"."""
    text = run[i].text
    top = {"a": 1.0, "an": 1.0, "half": None, "quarter": None, "third": None}.get(text, SMALL.get(text))
    at = i
    if top is not None:
        at = i + 2 if word_at(run, i + 1) == "-" else i + 1
    bottom = word_at(run, at)
    if bottom not in _FRACTIONS or (top is None and bottom not in ("half", "quarter", "third")):
        return None
    if top is None and bottom in ("quarter", "third") and not match_words(run, at + 1, ("of", "a")):
        return None
    if (top and top > 1 and not bottom.endswith("s")) or (bottom == "quarters" and top != 3):
        return None
    value = (top or 1.0) * _FRACTIONS[bottom]
    end = at + 1
    for joint in (("of", "a"), ("a",), ("-", "a", "-"), ("-", "a"), ("of", "one"), ("-",), ()):
        if match_words(run, end, joint) and (whole := word_at(run, end + len(joint))) in SCALES and whole != "thou":
            scale, after = _scale(run, end + len(joint))
            return Number(i, after, value * scale, scale)
    return Number(i, end, value, fraction=True)


def _words(run: Sequence[Atom], i: int) -> Number | None:
    total = current = 0.0
    scale = 1.0
    at = i
    if run[i].text in ("a", "an"):
        if word_at(run, i + 1) not in SCALES and word_at(run, i + 1) != "hundred":
            return None
        current, at = 1.0, i + 1
    elif run[i].text not in SMALL:
        if run[i].text != "dozen":
            return None
        current = 1.0
    seen = False
    while at < len(run):
        text = run[at].text
        if text in SMALL and (not seen or _may_follow(run, at)):
            current += SMALL[text]
            scale = 1.0
        elif text == "hundred" and current:
            current, scale = current * 100, 100.0
        elif text in SCALES and (current or total):
            total, current, scale = total + (current or 1.0) * SCALES[text], 0.0, SCALES[text]
            if not total:
                break
        elif (text == "and" and seen and scale >= 100 and word_at(run, at + 1) in SMALL) or (
            text == "-" and word_at(run, at + 1) in {*SMALL, *SCALES, "hundred"} and seen
        ):
            pass
        else:
            break
        seen = True
        at += 1
    value = total + current
    value, scale, at = _and_a_half(run, at, value, scale)
    more = word_at(run, at) == "and" and word_at(run, at + 1) in VAGUE
    return Number(
        i, at + 3 if more and word_at(run, at + 2) == "of" else at + 2 if more else at, value, scale, more=more
    )


def _may_follow(run: Sequence[Atom], at: int) -> bool:
    """ "twenty five", "hundred five", "and five" go on; "five six" are two numbers."""
    before = word_at(run, at - 1)
    tens = SMALL.get(word_at(run, at - 2) if before == "-" else before, 0.0)
    return (tens >= 20 and SMALL[run[at].text] < 10) or before in ("and", "hundred", *SCALES)


def _and_a_half(run: Sequence[Atom], at: int, value: float, scale: float) -> tuple[float, float, int]:
    for joint, part in ((("and", "a", "half"), 0.5), (("and", "a", "quarter"), 0.25),
                        (("and", "three", "quarters"), 0.75),
                        (("-", "and", "-", "a", "-", "half"), 0.5), (("and", "a", "third"), 1 / 3)):  # fmt: skip
        if match_words(run, at, joint):
            more, end = _scale(run, at + len(joint))
            whole = scale if scale >= 1e3 and value == scale else 1.0
            return (value + part * whole) * more, more if more > 1 else scale, end
    return value, scale, at


def _vague(run: Sequence[Atom], i: int) -> Number | None:
    """ "dozens of", "tens of thousands of", "several hundred", "a handful of": a number, but not said which."""
    at = i
    if run[i].text in VAGUE:
        while word_at(run, at) in VAGUE:
            at += 1
            if word_at(run, at) == "of":
                at += 1
        return Number(i, at, None, more=True)
    for words in _FEW_WORDS:
        if match_words(run, i, words):
            if words[-1] == "of" and word_at(run, i + 1) == "couple":
                return Number(i, i + 3, 2.0)
            _, end = _scale(run, i + len(words))
            return Number(i, end, None)
    return None
