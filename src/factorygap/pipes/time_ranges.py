"""Dates out of the words for a time: one regular expression, then reckoning from the article's own date.

Pure functions. A range is (first day, last day); None on a side that is open or cannot be worked out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Range = tuple[date | None, date | None]

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_NUMBERS |= {"a": 1, "an": 1, "couple": 2, "fourteen": 14}

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)(?![\w'’])"
)
_YEAR = r"(?:1[89]|20)\d\d"
_UNITS_OF_OTHERS = r"(?![.,]?\d|\s?(?:pct|per\s?cent|%|tons?|tonnes?|mln|million|hours?))"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?\b{_UNITS_OF_OTHERS}"
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen"
    r"|several|a\sfew|few|(?:a\s)?couple\sof)"
)
_UNIT = r"(?:day|week|month|quarter|year|decade|hour)s?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_PART = r"(?:early|mid|late|the\send\sof|end|the\sbeginning\sof)"
_POINTS = (
    rf"{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?",  # March 3, 1987
    rf"{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?",  # 3rd of March 1987
    rf"{_PART}?[\s-]?{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?",  # mid-March, the end of May 1987
    rf"(?:the\s)?(?:{_SEASON}|(?:first|second|third|fourth)\s(?:quarter|half))\s(?:of\s)?(?:{_YEAR}|(?:this|last|next)\syear)",
    rf"(?:early|mid|late)[\s-]{_YEAR}",
    _YEAR,
    rf"(?:earlier|later)\s(?:this|last|next|on)(?:\s(?:{_UNIT}|{_WEEKDAY}|{_MONTH}))?",
    rf"(?:last|this|next|the\sprevious|the\sfollowing)\s(?:{_UNIT}|{_WEEKDAY}|{_MONTH}|{_SEASON}|morning|evening|night|afternoon)",
    rf"the\send\sof\s(?:this|last|next|the)\s{_UNIT}",
    r"year[\s-]end",
    r"(?:the\s)?(?:first|second|third|fourth)\s(?:quarter|half)",
    r"(?:today|yesterday|tomorrow|tonight|overnight)\b",
    rf"(?:about\s|nearly\s|almost\s|over\s|more\sthan\s)?{_COUNT}\s{_UNIT}\sago",
    _WEEKDAY,
    r"(?:mid|early|late)?[\s-]?(?:spring|summer|autumn|winter)\b",
)
_POINT = "|".join(_POINTS)
_LINK = r"since|until|till|by|before|after|from|between|during|in|on|for|within|through|as\sof|at|around|about"
_SPAN = rf"(?:last|past|next|coming|about|nearly|almost|more\sthan|at\sleast|over)?\s?{_COUNT}\s{_UNIT}"
TIME = re.compile(
    rf"\b(?P<link>{_LINK})?\s?[\"“]?(?P<point>{_POINT})(?:\s?(?:to|until|till|through|-|–|and)\s(?P<until>{_POINT}))?"
    rf"|\b(?:for|over|during|within|in)\s(?:the\s)?(?P<span>{_SPAN})\b"
    r"|\b(?:recently|currently|so\sfar\sthis\syear|at\spresent|these\sdays|nowadays)\b",
    re.IGNORECASE,
)
"""An expression of time: ``point`` (with ``link`` before and ``until`` after it), ``span``, or an adverb."""


def is_time(match: re.Match[str]) -> bool:
    """Whether a match of TIME is one: "may" and "march" are verbs, a bare number need be no year."""
    words = match.group().strip()
    if not words or words in ("may", "march", "mar", "dec") or words.lower() == "may":
        return False
    return bool(match["link"] or match["until"]) or re.fullmatch(_YEAR, words) is None


def dates(match: re.Match[str], today: date | None) -> Range:
    """The range that a match of TIME means for an article of the day ``today``; open where it leaves the calendar."""
    try:
        return _range(match, today)
    except (ValueError, OverflowError):
        return None, None


def _range(match: re.Match[str], today: date | None) -> Range:
    if match["span"]:
        return _of_length(match.group().lower(), match["span"].lower(), today)
    if not match["point"]:
        return None, None
    first = _reckon(match["point"].lower(), today)
    link = (match["link"] or "").lower()
    if match["until"]:
        last = _reckon(match["until"].lower(), today)
        if first[0] and last[1] and not re.search(_YEAR, match["point"]) and re.search(_YEAR, match["until"]):
            first = (first[0].replace(year=last[1].year), first[1])
        return first[0], last[1]
    if link in ("since", "after", "from"):
        return first[0], None
    if link in ("until", "till", "by", "before", "through"):
        return None, first[1]
    return first


def _of_length(whole: str, words: str, today: date | None) -> Range:
    if today is None or not re.search(r"\b(?:last|past|next|coming)\b", words):
        return None, None
    count, unit = _count(words)
    if not count:
        return None, None
    days = timedelta(days=count * unit)
    return (today, today + days) if re.search(r"next|coming", words) else (today - days, today)


def _count(words: str) -> tuple[int, int]:
    """How many days: a count and the days of its unit; 0 where the count is vague."""
    number = re.search(r"\d+", words)
    named = next((_NUMBERS[w] for w in words.split() if _NUMBERS.get(w)), 0)
    unit = next(
        (d for u, d in (("day", 1), ("week", 7), ("month", 30), ("quarter", 91), ("year", 365)) if u in words), 0
    )
    return (int(number[0]) if number else named), unit


def _reckon(words: str, today: date | None) -> Range:
    """First and last day of an expression without its link word."""
    year = re.search(_YEAR, words)
    month = re.search(_MONTH, words)
    base = int(year[0]) if year else _year_of(words, month, today)
    if month and base:
        number = _month(month[0])
        day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", words)
        return _day(base, number, int(day[1])) if day else _part_of_month(words, base, number)
    if year:
        return _part_of_year(words, int(year[0]))
    return _relative(words, today) if today else (None, None)


def _year_of(words: str, month: re.Match[str] | None, today: date | None) -> int | None:
    """The year that a month without one means: the nearest, within half a year of the article."""
    if not month or not today:
        return None
    if "last year" in words or "next year" in words:
        return today.year + (1 if "next" in words else -1)
    number = _month(month[0])
    if re.search(r"\blast\b", words):
        return today.year if number < today.month else today.year - 1
    if re.search(r"\bnext\b", words):
        return today.year if number > today.month else today.year + 1
    ahead = number - today.month
    return today.year + (1 if ahead < -6 else -1 if ahead > 5 else 0)


def _month(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name[:3] == word[:3])


def _day(year: int, month: int, day: int) -> Range:
    if not 1 <= day <= monthrange(year, month)[1]:
        return None, None
    return date(year, month, day), date(year, month, day)


def _part_of_month(words: str, year: int, month: int) -> Range:
    last = monthrange(year, month)[1]
    first, final = 1, last
    if re.search(r"\bearly|beginning", words):
        final = 10
    elif re.search(r"\bmid", words):
        first, final = 11, 20
    elif re.search(r"\blate|\bend\b", words):
        first = 21
    return date(year, month, first), date(year, month, final)


def _part_of_year(words: str, year: int) -> Range:
    quarter = re.search(r"(first|second|third|fourth)\s(quarter|half)", words)
    if quarter:
        length = 3 if quarter[2] == "quarter" else 6
        first = ("first", "second", "third", "fourth").index(quarter[1]) * length + 1
        if first + length > 13:
            return None, None
        last = first + length - 1
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    first_month, last_month = (
        (1, 4) if "early" in words else (5, 8) if "mid" in words else (9, 12) if "late" in words else (1, 12)
    )
    return date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1])


def _relative(words: str, today: date) -> Range:
    if "ago" in words:
        count, unit = _count(words)
        if not count or not unit:
            return None, None
        then = today - timedelta(days=count * unit)
        return (then, then) if unit == 1 else (then - timedelta(days=unit // 2), then + timedelta(days=unit // 2))
    shift = (
        1 if re.search(r"next|following|tomorrow", words) else -1 if re.search(r"last|previous|yesterday", words) else 0
    )
    if re.search(r"today|tonight|yesterday|tomorrow|this (?:morning|evening|afternoon)|last night", words):
        return today + timedelta(days=shift), today + timedelta(days=shift)
    if "week" in words and "day" not in words.replace("week", ""):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return monday, monday + timedelta(days=6)
    if "month" in words:
        number = today.year * 12 + today.month - 1 + shift
        whole = _part_of_month("", number // 12, number % 12 + 1)
        return (None, whole[1]) if "end of" in words else whole
    if "year" in words:
        whole = _part_of_year(words, today.year + shift)
        return (None, whole[1]) if "end" in words else whole
    if re.search(r"quarter|half", words):
        return _part_of_year(words, today.year)
    weekday = next((i for i, name in enumerate(_DAYS) if name in words), None)
    if weekday is None:
        return None, None
    then = today - timedelta(days=(today.weekday() - weekday) % 7)
    if shift > 0:
        then += timedelta(weeks=1)
    return then, then
