"""A plain text as blocks, each with a guess of what it is from its own words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factorygap.limits import MAX_CHROME
from factorygap.reading import chrome, dates
from factorygap.wrapping import is_hard_wrapped, paragraphs

PROSE, HEADING, ITEM, TABLE, TRUNCATED = "prose", "heading", "item", "table", "truncated"
DATE, BYLINE, TOOLS, MENU, SIGN_OFF = "date", "byline", "tools", "menu", "sign-off"
"""Kinds of block, beside the roles of chrome.py. The first line are the article's own or another story's words."""

ENDS = re.compile(r"[.!?]['\"”’»)\]]*$")
_SENTENCE_END = re.compile(r"[a-z0-9)”\"’%][.!?]['\"”’»)\]]*\s+['\"“‘(]?[A-Z]")
_TRUNCATED = re.compile(r"(?:\.\.\.|…)[\])]?\s*(?:(?:read|continue|see|view)? ?(?:more|reading|full story))?\W*$", re.I)
_BULLET = re.compile(r"(?:[•·▪◦●*►▶»–—-]\s*(?=\S)|\d{1,2}[.)]\s)")
_TABLE = re.compile(r"\S(?: {2,}|\t| \| )\S.*(?: {2,}|\t| \| )\S")
_CLOCK_END = re.compile(r"(?<=\d)(\s?[ap])\.m\.$", re.I)
"""The point of "a.m." at a line's end is no full stop."""
_BYLINE = re.compile(
    r"(?:(?:story|words|text|report|analysis|posted|written|reported|published|interview|compiled) )?by[:\s]\s*"
    r"(?!the (?:end|time|way)\b)"
    r"|(?:posted|published|written|updated)\b.{0,40}\bby\s+\w"
    r"|(?:from )?(?:our|a)(?: own)? (?:staff |special |own )?(?:reporter|correspondent)s?\b"
    r"|(?:staff|special|agency|wire|news) (?:reporters?|reports?|correspondents?|writers?)\b"
    r"|(?:our|news) (?:bureau|desk)\b"
    r"|[A-Z]\w+(?: [A-Z]\w+)?,? (?:staff (?:writer|reporter)|bureau|correspondent|desk)\b",
    re.I,
)
_PLACE_AND_DAY = re.compile(
    rf"[A-Z][\w.' -]{{2,30}}, (?:{dates.MONTH_NAMES}\.? \d{{1,2}}|\d{{1,2}} {dates.MONTH_NAMES}\.?)(?:,? \d{{4}})?",
    re.I,
)
_PUBLISHED_WHERE = re.compile(r"(?:published|updated|posted)\b.*\d.*[–—-]\s*[A-Z][A-Z .]+", re.I)
_SIGN_OFF = re.compile(
    r"(?:-0-|-30-|[(\[-]*(?:the )?ends?[)\]-]*|#{2,3}|\*{3}|[■□◼∎]|&#3;"
    r"|[(\[/-]*(?:reuters?|kcna|upi|ap|afp|xinhua|yonhap|tass|itar-tass|pti|ani|ians|app|bernama|dpa|interfax|kyodo"
    r"|anadolu|efe|ansa)[)\]/-]*|(?-i:SOURCE) .{2,60})[.\s]*",
    re.I,
)
INLINE_SIGN_OFF = re.compile(r"\s*(?:-0-|Enditem|Item ends|-30-|\((?:END|ENDS|End|Ends)\)|#{2,3}|[■□◼∎])[.\s]*\Z")
TAIL = 40
"""Characters at the end of a block in which a sign-off or the time of day stands."""
_WORD = re.compile(r"\w+")
LONG = 40
"""Words from which on a block is prose whatever it says."""

SENTENCE = 12
"""Words from which on a block that ends as a sentence does is prose unless it speaks of the page."""


@dataclass(slots=True)
class Block:
    """A line, or a paragraph of hard-wrapped copy; ``group`` counts the stretches between empty lines."""

    start: int
    end: int
    text: str
    group: int
    words: int
    kind: str = ""


def split(text: str) -> list[Block]:
    """The blocks of a text in order, with their kinds."""
    blocks: list[Block] = []
    hard = is_hard_wrapped(text)
    group = last = 0
    for start, end in paragraphs(text, hard=hard):
        group += text.count("\n", last, start) > 1
        cut = text.rfind("\n", start, end) + 1
        if cut and _SIGN_OFF.fullmatch(text[cut:end].strip()):
            name = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
            blocks += [_block(text, start, cut - 1, group), _block(text, name, end, group)]
        else:
            blocks.append(_block(text, start, end, group))
        last = end
    return blocks


def _block(text: str, start: int, end: int, group: int) -> Block:
    line = text[start:end]
    if len(line) > MAX_CHROME:
        return Block(start, end, line, group, LONG, PROSE)
    block = Block(start, end, line, group, len(_WORD.findall(line)))
    block.kind = _kind(block)
    return block


def _kind(block: Block) -> str:
    words = block.words
    if words >= 2 * LONG:
        return PROSE
    tail = _CLOCK_END.sub("", INLINE_SIGN_OFF.sub("", block.text[-TAIL:]))
    text = block.text[:-TAIL] + tail
    if words >= LONG:
        return TRUNCATED if _TRUNCATED.search(text) else PROSE
    if not text or _SIGN_OFF.fullmatch(text):
        return SIGN_OFF
    if role := chrome.role(text):
        return role
    if words >= SENTENCE and ENDS.search(text) and not _TRUNCATED.search(text):
        return PROSE
    if dates.is_only_date(text):
        return DATE
    if is_byline(text):
        return BYLINE
    if _PLACE_AND_DAY.fullmatch(text) or (not ENDS.search(text) and dates.stands_with(text, 5)):
        return TOOLS
    parts = chrome.segments(text)
    if _TABLE.search(text) and sum(part[0].isdigit() for part in parts[1:]) >= 2:
        return TABLE
    if bar := _bar(parts):
        return bar
    if _TRUNCATED.search(text):
        return TRUNCATED
    if (words >= 8 and ENDS.search(text)) or _SENTENCE_END.search(text) or words >= 30:
        return PROSE
    return ITEM if _BULLET.match(text) else HEADING


def _bar(parts: list[str]) -> str:
    """TOOLS for a line of buttons, of date, writer or reading time; MENU for items of the site's menu."""
    known = [_page_part(part) for part in parts]
    unknown = [part for part, kind in zip(parts, known, strict=True) if not kind]
    if unknown:
        short = all(len(part.split()) <= 5 for part in unknown)
        if not short or len(parts) == 1 or (len(unknown) == len(parts) and len(parts) < 4):
            return ""
    if len(unknown) == len(parts) and parts:
        return TABLE
    return TOOLS if not parts or TOOLS in known else MENU


def _page_part(part: str) -> str:
    if dates.is_only_date(part) or is_byline(part) or _PUBLISHED_WHERE.fullmatch(part):
        return TOOLS
    return {"tool": TOOLS, "menu": MENU, None: ""}[chrome.label(part)]


def is_byline(text: str) -> bool:
    """Whether a line names the writer and says nothing else."""
    return len(text) < 160 and _BYLINE.match(text) is not None and not ENDS.search(text)
