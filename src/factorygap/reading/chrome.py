"""What a line of a page is if it is no part of the article: the word list ``chrome`` as regular expressions."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

from factorygap import lexicon

Role = Literal["comments", "related", "teaser", "notice", "ending", "caption", "masthead"]

_QUOTES = "\"'“‘«„"

LONGEST = 40
"""Words up to which a line may be chrome for words within it; longer ones are prose."""

_LONGEST_MASTHEAD = 12
_SEPARATOR = re.compile(r"\s{2,}|\t|\s*[|•·●▪»›>¦‖→▶►]+\s*|\s+/\s+|\]\s*\[")
_DASH = re.compile(r"\s+[–—-]\s+")
_SLOTS = {
    "...": r"(?:[^\w\n]+\w+){0,3}",
    "{num}": r"(?:\d[\d.,]*\s?[km]?|an?|no|one|two|three|few)",
    ":": r"(?:\s*[:|]|\s+[–—-](?=\s))",
    ".": r"\s*\.",
}
_AT = {
    "line": (r"[\W_]*", r"(?:[\W_]|\d)*\Z"),
    "segment": (r"[\W_]*", r"[\W_]*\Z"),
    "start": (r"[\s\[({•▪*>»→▶►■–—-]*", ""),
}


def role(line: str) -> Role | None:
    """What kind of chrome a line is, None for the article's own words and for bars of buttons (``is_bar``)."""
    words = line.count(" ") + 1
    if words > LONGEST or line[0] in _QUOTES:
        return None
    for name, expressions in _expressions():
        if name == "masthead" and words > _LONGEST_MASTHEAD:
            continue
        if any(expression.search(line) for expression in expressions):
            return name
    return None


def segments(line: str) -> list[str]:
    """The parts of a bar: what stands between wide gaps and signs such as ``|``, ``>`` and bullets."""
    parts = [part for part in _SEPARATOR.split(line.strip()) if part.strip(" \t:-–—+.[]()")]
    by_dash = _DASH.split(line.strip()) if len(parts) == 1 else []
    return by_dash if by_dash and all(map(label, by_dash)) else parts


def label(segment: str) -> Literal["tool", "menu"] | None:
    """Whether a text is a button beside an article or an item of the site's menu."""
    return next((name for name, expression in _labels() if expression.match(segment)), None)


@cache
def _expressions() -> tuple[tuple[Role, tuple[re.Pattern[str], ...]], ...]:
    table = []
    for name in get_args(Role):
        entries = [entry for entry in lexicon.load("chrome") if entry["role"] == name]
        anchored = [_anchored(entry.phrases, entry["at"]) for entry in entries if entry["at"] != "within"]
        within = [rf"(?<!\w){_either(e.phrases)}" for e in entries if e["at"] == "within"]
        expressions = [f"\\A(?:{'|'.join(anchored)})"] if anchored else []
        table.append((name, tuple(re.compile(x, re.I) for x in (*expressions, *within))))
    return tuple(table)


def names_outlet(line: str) -> bool:
    """Whether a line is the name of a newspaper, agency or station: few words, all capitalised, one of them telling."""
    words = re.findall(r"[^\W\d_]+", line)
    capitals = all(word[0].isupper() or word in ("of", "the", "and", "for", "in") for word in words)
    return 1 < len(words) <= 7 and capitals and _outlets().search(line) is not None


@cache
def _outlets() -> re.Pattern[str]:
    entry = next(entry for entry in lexicon.load("chrome") if entry["role"] == "outlet")
    return re.compile(rf"\b{_either(entry.phrases)}", re.I)


@cache
def _labels() -> tuple[tuple[Literal["tool", "menu"], re.Pattern[str]], ...]:
    def expression(name: str) -> re.Pattern[str]:
        entries = [entry for entry in lexicon.load("chrome") if entry["role"] == name]
        return re.compile("|".join(_anchored(entry.phrases, entry["at"]) for entry in entries), re.I)

    return ("tool", expression("tool")), ("menu", expression("menu"))


def _anchored(phrases: tuple[str, ...], at: str) -> str:
    before, after = _AT[at]
    return f"(?:{before}{_either(phrases)}{after})"


def _either(phrases: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(_expression(phrase) for phrase in phrases)})(?!\\w)"


def _expression(phrase: str) -> str:
    """The regular expression of a phrase in the language of phrases.py, each word in this form only."""
    parts: list[str] = []
    for word in phrase.split():
        optional = word.endswith("?") and len(word) > 1
        options = word.rstrip("?").split("|") if optional else word.split("|")
        choice = _SLOTS.get(options[0]) or f"(?:{'|'.join(re.escape(option) for option in options)})"
        glue = "" if not parts or options[0] in ("...", ":", ".") else r"\s*" if _is_sign(word) else r"[^\w\n]{0,4}"
        parts.append(f"(?:{glue}{choice})?" if optional else glue + choice)
    return "".join(parts)


def _is_sign(word: str) -> bool:
    return not any(c.isalnum() for c in word)
