"""Whether text is harmless: on a terminal, in a browser, in a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html.parser import HTMLParser

import hostile

from factorygap.report.page import HERE as REPORT

_OURS = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS = re.compile(r"\x1b\[(?:\?25[lh]|2K|1A)|\r")


def unsafe(printed: str) -> set[str]:
    """The characters of a text that drive a terminal, or change how the text around them looks."""
    return {
        c
        for c in printed
        if (unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in "\t\n")
        or unicodedata.bidirectional(c) in ("LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI")
    }


def assert_plain(printed: str) -> None:
    assert unsafe(printed) == set()
    assert "Traceback" not in printed


def assert_only_our_colours(printed: str) -> None:
    assert hostile.COLOUR + "m" not in {code[2:] for code in _OURS.findall(printed)}
    assert_plain(_OURS.sub("", printed))


def assert_no_formula(rows: Iterable[list[str]]) -> None:
    for row in rows:
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "@", "\uff1d")) and cell[:1] not in ("\t", "\r"), row
            assert not cell.startswith("-") or float(cell) < 0, row


class _Page(HTMLParser):
    """What a browser would run or fetch of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script" and ("type", "application/json") not in attributes
        if tag in ("iframe", "object", "embed", "base", "link", "img", "video", "audio", "source", "math"):
            self.found.append(tag)
        for name, value in attributes:
            place = re.sub(r"[\x00-\x20]", "", value or "").lower()
            outside = name in ("href", "src", "action", "formaction", "xlink:href") and not place.startswith(("#", "/"))
            if name.startswith("on") or name in ("style", "srcdoc") or outside:
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts.append(data)


def assert_runs_nothing(page: str) -> None:
    found = _Page(page)
    assert found.found == []
    assert set(found.scripts) <= {path.read_text("utf-8") for path in (REPORT / "static").glob("*.js")}
    assert "default-src 'none'" in page.replace("&#39;", "'")
    assert unsafe(page) == set()
