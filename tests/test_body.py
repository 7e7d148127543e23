"""The article inside its page. Pages of our own writing, in as many layouts as we know: see pages/.

In a page, ``+`` begins a line of the article, ``-`` one of the page around it; what stands between ⟦ and ⟧ in a line of
the article is none of it. Above the page stand the fields that the text gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from factorygap import lexicon
from factorygap.reading import body, chrome
from factorygap.reading.blocks import PROSE

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


@dataclass
class Page:
    text: str
    inside: list[tuple[int, int]]
    outside: list[tuple[int, int]]
    fields: dict[str, str]


def page(path: Path) -> Page:
    head, _, lines = path.read_text(encoding="utf-8").partition("\n---\n")
    fields = dict(line.split(": ", 1) if ": " in line else (line.rstrip(": "), "") for line in head.splitlines())
    found = Page("", [], [], fields)
    for line in lines.splitlines():
        for part in re.split(r"(⟦.*?⟧)", line[2:]):
            words = part.strip("⟦⟧")
            if words.strip():
                span = (len(found.text), len(found.text) + len(words))
                (found.inside if line[0] == "+" and part == words else found.outside).append(span)
            found.text += words
        found.text += "\n"
    return found


def covered(layout: body.Layout, start: int, end: int) -> int:
    return sum(max(0, min(end, last) - max(start, first)) for first, last in layout.body)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_article_and_page_are_told_apart(path: Path) -> None:
    wanted = page(path)
    layout = body.find(wanted.text)
    lost = [t for a, b in wanted.inside if covered(layout, a, b) < len((t := wanted.text[a:b]).strip())]
    taken = [wanted.text[a:b] for a, b in wanted.outside if covered(layout, a, b)]
    assert (lost, taken) == ([], [])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_fields_are_what_the_page_says_and_nothing_else(path: Path) -> None:
    wanted = page(path)
    head = body.find(wanted.text).head
    found = {name: getattr(head, name) for name in ("title", "byline", "published", "dateline", "outlet")}
    assert {name: value for name, value in found.items() if value} == {k: v for k, v in wanted.fields.items() if v}
