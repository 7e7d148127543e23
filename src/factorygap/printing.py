"""Makes any text safe to print: what an article or a file name holds can never drive a terminal.

Source of the ranges: Unicode general categories Cc, Cs and the formatting characters of Cf that reorder, hide or
join text (bidirectional overrides and isolates, zero-width characters, tags), line and paragraph separators.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile(r"[\t\n]+")


def visible(text: str) -> str:
    """``text`` with every unsafe character written out, as ``\\x1b``; line ends and tabs stay."""
    return _UNSAFE.sub(lambda match: _escape(match.group()), text)


def one_line(text: str) -> str:
    """``visible(text)`` on a single line: for messages, file names and table cells."""
    return _BREAKS.sub(" ", visible(text))


def json_safe(json_text: str) -> str:
    """JSON of the same value in which unsafe characters stand as ``\\uXXXX``."""
    return _UNSAFE.sub(lambda match: _utf16_escape(match.group()), json_text)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _utf16_escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
