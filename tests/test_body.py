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
from factorygap.reading import body, chrome, dates

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


def marked(example: str) -> str:
    return re.sub(r"\[([^\[\]]+)\]", r"\1", example)


ENTRIES = [entry for entry in lexicon.load("chrome") if entry["role"] != "outlet"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_words_of_pages(entry: lexicon.Entry) -> None:
    for example in entry.examples:
        line = marked(example)
        labels = [chrome.label(part) for part in chrome.segments(line)]
        assert chrome.role(line) == entry["role"] or entry["role"] in labels, line
    for miss in entry.misses:
        assert chrome.role(miss) is None, miss
        assert not all(map(chrome.label, chrome.segments(miss))), miss


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("The Tyne Courier", True),
        ("Radio Free Tyneside", True),
        ("Voice of the Fens", True),
        ("A mill on the Tyne", False),
        ("Post office robbed in Hexham", False),
    ],
)
def test_names_of_outlets(line: str, wanted: bool) -> None:
    assert chrome.names_outlet(line) is wanted


@pytest.mark.parametrize(
    ("line", "iso", "only"),
    [
        ("Sunday, August 31, 2025", "2025-08-31", True),
        ("2026.03.11  6:42 p.m.", "2026-03-11", True),
        ("Published19 January 2021", "2021-01-19", True),
        ("Last updated at 10:03 GMT on 4 Nov 2025", "2025-11-04", True),
        ("August 25, Juche 107 (2018)", "2018-08-25", True),
        ("2025-11-04T10:00:00Z", "2025-11-04", True),
        ("Tue, 04 Nov 2025 10:00:00 GMT", "2025-11-04", True),
        ("2026년 3월 11일", "2026-03-11", True),
        ("4-Mar-1987 10:11:12.44", "1987-03-04", True),
        ("13/4/2020", "2020-04-13", True),
        ("1.2.1999", "1999-02-01", True),
        ("3/4/2020", None, True),
        ("August 25", None, True),
        ("31 February 2020", None, True),
        ("2 hours ago", None, True),
        ("It closed on May 4, 2020.", "2020-05-04", False),
        ("May 2020 output", None, False),
        ("Output in March 1999", None, False),
    ],
)
def test_dates(line: str, iso: str | None, only: bool) -> None:
    assert (dates.first(line), dates.is_only_date(line)) == (iso, only)


def test_a_wrong_page_is_noticed() -> None:
    wanted = page(PAGES[0])
    layout = body.find(wanted.text)
    layout.body = layout.body[:-1]
    assert any(covered(layout, a, b) < len(wanted.text[a:b].strip()) for a, b in wanted.inside)


def test_the_year_of_the_copyright_line_counts_only_with_the_weekday() -> None:
    story = (
        "Mill shut\n\nPublished Tue {} November\n\n"
        "The mill by the river was shut on Monday by all of its owners.\n\n© 2025"
    )
    assert body.find(story.format(4)).head.published == "2025-11-04"
    assert body.find(story.format(5)).head.published is None
