"""Publication dates as news pages write them. A date without a year, or one that can be read two ways, is none."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH = rf"(?P<month>{MONTH_NAMES})\b\.?"
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\b\.?,?\s+"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_JUCHE = r"(?:juche\s+\d{2,3}\s*\()?"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"\b(?P<year>(?:19|20)\d\d)\s*[-./年년]\s*(?P<number>\d{1,2})\s*[-./月월]\s*(?P<day>\d{1,2})(?!\d)\s*[日일]?",
        rf"(?:\b{_WEEKDAY})?\b{_MONTH}\s+{_DAY}(?:\s*[,.]?\s+{_JUCHE}{_YEAR}\b)?(?![\d%])",
        rf"(?:\b{_WEEKDAY})?(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_JUCHE}{_YEAR}\b)?",
        rf"(?:\b{_WEEKDAY})?(?<!\d){_DAY}-{_MONTH}-{_YEAR}\b",
        r"\b(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b",
    )
)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}", re.I)
_TIME = re.compile(r"\d[:.]\d\d|\bago\b")
_AROUND = re.compile(
    r"(?<!\d)\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|T(?=\d\d:)|(?<=\d)Z\b"
    r"|[+-]\d\d:?\d\d\b|\b(?:19|20)\d\d\b"
    r"|\b(?:first |last |date |time )?"
    r"(?:published|posted|updated|modified|issued|released|created|filed|edited)(?![a-z])"
    r"|\b(?:date|time|on|at|of|the|article|story|publication|print|edition|released?|last|update|web|by)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:GMT|UTC|BST|CES?T|E[DS]?T|C[DS]T|M[DS]T|P[DS]?T|I?ST|KST|JST|HKT|AE[DS]T|WIB|MSK|hrs?|hours?|local|IST|SGT)\b"
    r"|\b(?:\d+|an?|one|few|yesterday|today)\s*(?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?)\s+ago\b"
    r"|\bjuche\s+\d+|[\W_]+",
    re.I,
)


@dataclass(frozen=True)
class Date:
    """A date in a text: ``iso`` is None where the text leaves the year or the order of day and month open."""

    start: int
    end: int
    iso: str | None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> str | None:
        """The ISO date if the weekday that the text gives confirms the year."""
        if self.weekday is None or not self.month or not self.day:
            return None
        iso = _iso(year, self.month, self.day)
        return iso if iso and datetime.date.fromisoformat(iso).weekday() == self.weekday else None


def find(text: str) -> list[Date]:
    """The dates in a line, in its order; a month without a day is none."""
    found: list[Date] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if not any(date.start < match.end() and match.start() < date.end for date in found):
                found.append(_date(match))
    return sorted(found, key=lambda date: date.start)


def first(text: str) -> str | None:
    """The first full date in a line, as ISO date."""
    return next((date.iso for date in find(text) if date.iso), None)


def stands_with(text: str, words: int) -> bool:
    """Whether a line is a full date beside at most so many other words: a masthead, a writer, a place."""
    found = find(text) if len(text) < 120 else []
    if not any(date.iso for date in found):
        return False
    rest = text
    for date in reversed(found):
        rest = rest[: date.start] + " " + rest[date.end :]
    return len(re.findall(r"[^\W\d_]+", rest)) <= words


def is_only_date(text: str) -> bool:
    """Whether a line says when something was published and nothing else."""
    if len(text) > 120:
        return False
    if not any(c.isdigit() for c in text):
        return text.strip().rstrip(":").lower() in ("date", "published", "updated", "posted", "last updated")
    rest = text
    for date in reversed(find(text)):
        rest = rest[: date.start] + " " + rest[date.end :]
    rest = _MONTH_ALONE.sub(" ", rest)
    return (rest != text or _TIME.search(text) is not None) and not _AROUND.sub("", rest)


def _date(match: re.Match[str]) -> Date:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    weekday = _WEEKDAYS.index(parts["weekday"][:3].lower()) if parts.get("weekday") else None
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second and parts["mark"] == "/":
            return Date(*match.span(), None)  # day or month first: the text does not say
        day, month = (first, second) if second <= 12 else (second, first)
    else:
        day = int(parts["day"])
        month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].lower()) + 1
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return Date(*match.span(), None)
    return Date(*match.span(), _iso(year, month, day) if year else None, month, day, weekday)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
