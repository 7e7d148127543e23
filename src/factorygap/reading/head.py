"""What stands above an article: headline, writer, date, dateline and outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factorygap.reading import chrome, dates
from factorygap.reading.blocks import (
    BYLINE,
    DATE,
    ENDS,
    HEADING,
    ITEM,
    MENU,
    PROSE,
    SIGN_OFF,
    TABLE,
    TOOLS,
    TRUNCATED,
    Block,
)

_PLACE = (
    r"(?P<place>[A-ZÀ-Þ][\w.'’-]*(?:[ /-](?:[A-ZÀ-Þ(]|de |la |del |el |al-|upon |sur |on |in )[\w.'’)-]*){0,4}"
    r"(?:, (?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3})?)"
)
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?:{dates.MONTH_NAMES}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{dates.MONTH_NAMES}\.?)"
)
_WHEN = rf"(?P<when>{_DAY}(?:,?\s+(?:juche \d+ \()?(?:19|20)\d\d\)?)?)"
_AGENCY = r"(?P<agency>[(/\[][A-Z][\w .&'’-]{1,40}[)/\]])"
_DASH = r"(?:--+|[—–]|(?<=\s)-(?=\s))"
_DATELINES = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE},?\s+(?i:{_WHEN})[.,]?\s*{_AGENCY}?\s*(?:{_DASH}|:|(?<=[)/\]])\.?)\s*(?=\S)",
        rf"{_PLACE},?\s+(?i:{_WHEN})(?:,? '?\d\d)?,?\s+(?P<agency>[A-Z]{{2,10}}|Xinhua)\s*{_DASH}\s*(?=\S)",
        rf"{_PLACE},?\s*{_AGENCY}\s*(?:{_DASH}|:|(?<=[/\]])\.?)\s*(?=\S)",
        r"(?P<place>[A-Z][\w-]+(?: [A-Z][\w-]+)?) (?P<agency>\([A-Z]{2,8}\))\.\s+(?=\S)",
        r"(?P<place>[A-ZÀ-Þ]{4}[A-ZÀ-Þ'’. -]*(?:, [A-Z][\w. ]+?)?)\s*(?:—|–|--+|(?<=\s)-(?=\s))\s*(?=[\"“‘'A-Z0-9])",
    )
)
_DESK = re.compile(r"\s+(?:desk|bureau|correspondent|newsroom)$", re.I)
_COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|copyright)\D{0,20}((?:19|20)\d\d)", re.I)
_BY = re.compile(
    r"(?:^|(?<=[\w.,|]\s))(?:(?:story|words|text|report|analysis|posted|written|reported|published|interview)\s+)?by[:\s]\s*",
    re.I,
)
_PLACE_LINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{3,}(?:, [A-Z][\w. ]+)?")
_SOURCE = re.compile(r"(?:^|[|·•]\s*)Source\s*:\s*(\w[^|·•\n(]{1,50}?)\s*(?=[|·•(\n]|$)", re.MULTILINE)
_PLACE_AND_DAY = re.compile(
    rf"([A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{0,2}}), (?:{dates.MONTH_NAMES}\.? \d|\d{{1,2}} {dates.MONTH_NAMES})", re.I
)
_ISSUE = re.compile(r"\s[–—-]\s|\s*[|(•]|,\s|\s{2,}")
_SUBJECT = re.compile(r"subject:\s*(\S.*)", re.I)
_AGENCIES = {"reuter": "Reuters", "reuters": "Reuters"}


@dataclass
class Dateline:
    place: str
    when: str | None
    agency: str | None
    length: int


@dataclass
class Head:
    """What the page says about the article; ``title_block`` is where it stands in the list of blocks."""

    title: str | None = None
    title_block: int | None = None
    byline: str | None = None
    published: str | None = None
    dateline: str | None = None
    outlet: str | None = None
    dateline_length: int = 0


def read(blocks: Sequence[Block], first: int, title: str | None) -> Head:
    """The head of an article whose prose begins with ``blocks[first]``."""
    head = Head(title)
    above = blocks[:first]
    head.title_block = _title(above, title)
    if title is None and head.title_block == len(blocks) - 1 and ENDS.search(blocks[-1].text):
        head.title_block = None  # a text of one sentence
    if head.title_block is not None and title is None:
        head.title = " ".join(blocks[head.title_block].text.split())
    elif head.title_block is None and title is None:
        head.title = next((found.group(1) for b in above if (found := _SUBJECT.match(b.text))), None)
    dateline = split_dateline(blocks[first].text) if first < len(blocks) else None
    if dateline:
        head.dateline, head.outlet, head.dateline_length = dateline.place, dateline.agency, dateline.length
    head.byline = _byline(above)
    head.published = _published(blocks, first, dateline)
    head.outlet = head.outlet or _signed(blocks) or _masthead(above) or _credited(blocks)
    head.dateline = head.dateline or _place_line(above)
    return head


def split_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with: ``LIMA, May 4 (Wire) --``."""
    for form in _DATELINES:
        if match := form.match(text[:120]):
            parts = match.groupdict()
            agency = parts.get("agency")
            return Dateline(
                _DESK.sub("", parts["place"].strip(" ,")),
                parts.get("when"),
                agency.strip("()/[] ") if agency else None,
                match.end(),
            )
    return None


def _title(above: Sequence[Block], known: str | None) -> int | None:
    """The headline: the first heading of some length, at best in the run that stands over date, writer or buttons."""
    if known:
        wanted = _folded(known)
        return next((i for i, b in enumerate(above) if b.words and _folded(b.text) == wanted), None)
    runs = [run for run in _runs(above) if run]
    over = [run for run in runs if run[-1] + 1 < len(above) and above[run[-1] + 1].kind in (DATE, BYLINE, TOOLS)]
    for run in (*over, *runs):
        if (long := next((i for i in run if above[i].words >= 4), None)) is not None:
            return long
    return max((i for run in runs for i in run), key=lambda i: above[i].words, default=None)


def _runs(above: Sequence[Block]) -> Iterator[list[int]]:
    """Headings that follow each other, without those of the masthead."""
    mastheads = {b.group for i, b in enumerate(above) if _opens_masthead(above, i)}
    run: list[int] = []
    for i, block in enumerate(above):
        if block.kind in (HEADING, PROSE, ITEM) and block.group not in mastheads and " | " not in block.text:
            run.append(i)
        else:
            yield run
            run = []
    yield run


def _opens_masthead(above: Sequence[Block], i: int) -> bool:
    """Whether a group of lines begins with an issue number, or with a short name over a line that explains it."""
    if i and above[i - 1].group == above[i].group:
        return False
    if above[i].kind == "masthead":
        return True
    if (
        i == 0
        and chrome.names_outlet(_ISSUE.split(above[i].text)[0])
        and any(b.kind == HEADING and b.words >= 4 for b in above[1:])
    ):
        return True
    group = [b for b in above if b.group == above[i].group]
    later = any(b.kind == HEADING and b.words >= 4 for b in above[i + 2 :])
    return len(group) == 2 and later and all(b.kind == HEADING for b in group) and group[0].words <= 3


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .#*")


def _byline(above: Sequence[Block]) -> str | None:
    for block in above:
        if block.kind in (BYLINE, TOOLS, DATE):
            for part in chrome.segments(block.text):
                if by := _BY.search(part):
                    name = part[by.end() :]
                    when = dates.find(name)
                    return " ".join(name[: when[0].start if when else None].split()).strip(" :,–—-") or None
    return None


def _published(blocks: Sequence[Block], first: int, dateline: Dateline | None) -> str | None:
    """The date in the dateline or above; a year in the copyright line counts if the weekday bears it out."""
    lines = [dateline.when] if dateline and dateline.when else []
    lines += [b.text for b in blocks[:first] if b.kind not in (HEADING, PROSE, ITEM, TABLE, TRUNCATED, "caption")]
    found = [date for line in lines for date in dates.find(line)]
    for date in found:
        if date.iso:
            return date.iso
    years = {int(m.group(1)) for b in blocks[first:] if b.kind == "ending" for m in _COPYRIGHT_YEAR.finditer(b.text)}
    if len(years) == 1:
        year = years.pop()
        return next((iso for date in found if (iso := date.in_year(year))), None)
    return None


def _signed(blocks: Sequence[Block]) -> str | None:
    for block in blocks[-3:]:
        name = block.text.strip(" .()[]/-")
        if block.kind == SIGN_OFF and name.isalpha() and name.lower() not in ("end", "ends", "the end"):
            return _AGENCIES.get(name.lower(), name)
    return None


def _credited(blocks: Sequence[Block]) -> str | None:
    """The outlet in a line of its own: "Date: 3/4/2021 | Source: Naenara"."""
    for block in [*blocks[:8], *blocks[8:][-3:]]:
        credit = _SOURCE.search(block.text) if block.words <= 20 else None
        if credit:
            return " ".join(credit.group(1).split())
    return None


def _masthead(above: Sequence[Block]) -> str | None:
    """The name in the page's first line, without what it says of the issue."""
    if not above:
        return None
    name = _SUBJECT.sub("", _ISSUE.split(above[0].text)[0]).strip()
    return name if above[0].kind in (HEADING, MENU, TOOLS, "masthead") and chrome.names_outlet(name) else None


def _place_line(above: Sequence[Block]) -> str | None:
    """A dateline on a line of its own, under the writer's name, or beside the date."""
    for block in above:
        if block.kind != TOOLS:
            continue
        place = _PLACE_AND_DAY.match(block.text)
        if place and not chrome.names_outlet(place.group(1)):
            return place.group(1)
        if dates.find(block.text):
            for part in re.split(r"\s[–—-]\s|\s*[|•]\s*", block.text):
                if _PLACE_LINE.fullmatch(part) and not chrome.label(part) and not chrome.names_outlet(part):
                    return part
    for previous, block in pairwise(above):
        if previous.kind == BYLINE and block.kind == HEADING and _PLACE_LINE.fullmatch(block.text):
            return block.text
    return None
