"""When a level holds: the words for the time and the dates they come to."""

from __future__ import annotations

import calendar

import marked
import pytest
from spacy.language import Language

from factorygap.pipes import times
from factorygap.pipes.time_ranges import TIME, is_time

CASES = [
    ("The mill has been [idle]{x} since Aug. 12.", "1986-10-03", "since Aug. 12", "1986-08-12", None),
    ("The mill [closed]{x} last month.", "2024-03-05", "last month", "2024-02-01", "2024-02-29"),
    ("The kiln was [shut down]{x} in January.", "2024-03-05", "in January", "2024-01-01", "2024-01-31"),
    ("The pit has been [closed]{x} since 2022.", "2024-03-05", "since 2022", "2022-01-01", None),
    (
        "The unit will be [closed]{x} from March 15th to 28 March.",
        "1987-03-02",
        "from March 15th to 28 March",
        "1987-03-15",
        "1987-03-28",
    ),
    (
        "The furnace will [restart]{x} by the end of next year.",
        "2024-03-05",
        "by the end of next year",
        None,
        "2025-12-31",
    ),
    (
        "Output [fell]{x} in the first quarter of 2019.",
        "2024-03-05",
        "in the first quarter of 2019",
        "2019-01-01",
        "2019-03-31",
    ),
    ("The yard [closed]{x} on Tuesday.", "2024-03-07", "on Tuesday", "2024-03-05", "2024-03-05"),
    ("The yard [closed]{x} yesterday.", "2024-03-01", "yesterday", "2024-02-29", "2024-02-29"),
    ("The yard will [reopen]{x} next week.", "2024-03-07", "next week", "2024-03-11", "2024-03-17"),
    ("The loom [stopped]{x} two days ago.", "2024-03-07", "two days ago", "2024-03-05", "2024-03-05"),
    ("In December 1998 the works [closed]{x}.", "2024-03-07", "In December 1998", "1998-12-01", "1998-12-31"),
    ("The plant [closed]{x} in December.", "2024-03-07", "in December", "2023-12-01", "2023-12-31"),
    ("The plant will [close]{x} in November.", "2024-09-07", "in November", "2024-11-01", "2024-11-30"),
    ("The plant [closed]{x} in late June 2020.", "2024-09-07", "in late June 2020", "2020-06-21", "2020-06-30"),
    (
        "It was [idle]{x} over the past three months.",
        "2024-09-30",
        "over the past three months",
        "2024-07-02",
        "2024-09-30",
    ),
    ("The plant has been [idle]{x} since mid-September.", "2025-11-04", "since mid-September", "2025-09-11", None),
    ("The mill [reopened]{x} this morning.", "2025-11-04", "this morning", "2025-11-04", "2025-11-04"),
    ("Since last month the mill has been [idle]{x}.", "2025-11-04", "Since last month", "2025-10-01", None),
    ("The mill [resumed work]{x} in early 2021.", "2025-11-04", "in early 2021", "2021-01-01", "2021-04-30"),
    ("Two years ago the mine [closed]{x}.", "2025-11-04", "Two years ago", "2023-05-07", "2024-05-05"),
    ("The mine will [open]{x} before 2030.", "2025-11-04", "before 2030", None, "2030-12-31"),
    ("The mill [closes]{x} June 5.", "1990-05-04", "June 5", "1990-06-05", "1990-06-05"),
    ("The mill was [shut]{x} for two weeks.", "2024-09-07", "for two weeks", None, None),
    ("The mill [closed]{x} in May.", None, "in May", None, None),
    ("The mill [closed]{x} in May 1987.", None, "in May 1987", "1987-05-01", "1987-05-31"),
    ("The plant [shut]{x} on 31 February.", "2024-09-30", "on 31 February", None, None),
    ("The mine [closed]{x} 900 years ago.", "0400-01-01", "900 years ago", None, None),
]
NO_TIME = [
    "It made 1950 tons and [stopped]{x}.",
    "The mill may [close]{x}.",
    "The mill runs [two shifts]{x} on 5 lines.",
    "Workers march as the mill [closes]{x}.",
]


def read(nlp: Language, line: str, published: str | None) -> tuple[str, str | None, str | None] | None:
    sentence = marked.read(line)
    doc = marked.parse(nlp, sentence, published)
    start, end, _ = sentence.spans[0]
    level = doc.char_span(start, end)
    when = times.when_of(doc, level.start, level.end)
    return when and (doc[when["start"] : when["end"]].text, when["from"], when["to"])


@pytest.mark.parametrize(("line", "published", "words", "first", "last"), CASES)
def test_time(nlp: Language, line: str, published: str | None, words: str, first: str | None, last: str | None) -> None:
    assert read(nlp, line, published) == (words, first, last)


@pytest.mark.parametrize("line", NO_TIME)
def test_no_time(nlp: Language, line: str) -> None:
    assert read(nlp, line, "2024-09-30") is None


@pytest.mark.parametrize(
    ("line", "ahead"), [("It [closes]{x} next month.", True), ("It [closed]{x} last month.", False)]
)
def test_future(nlp: Language, line: str, ahead: bool) -> None:
    sentence = marked.read(line)
    doc = marked.parse(nlp, sentence, "2024-09-30")
    when = times.when_of(doc, 1, 2)
    assert when is not None and times.is_future(doc, when) is ahead


TIMES = """
    Sept.; mid-May; the end of June; 3rd of August 1987; this evening; tomorrow; overnight; nowadays; currently
    recently; so far this year; at present; two decades ago; a couple of hours ago; the second half; year-end
    late autumn; later on; yesterday; over the past twelve hours; earlier this quarter; on Friday; last night
    next afternoon; since 1912
"""


@pytest.mark.parametrize(
    "words", [*(f"in {month}" for month in calendar.month_name[1:]), *TIMES.replace(";", "\n").strip().splitlines()]
)
def test_the_quick_search_misses_no_expression_of_time(words: str) -> None:
    text = f"It stood still {words.strip()}, he said."
    assert any(is_time(match) for match in TIME.finditer(text))
    assert times._HINT.search(text)
