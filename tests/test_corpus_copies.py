"""Copies of one item are grouped; the next item on the same plant is not."""

from __future__ import annotations

import pytest
from corpus_records import record

from factorygap.corpus import copies
from factorygap.records import Record

ITEM = (
    "The Orsk cement works has cut production by 30 percent since April 12, its director Ivan Belov told the regional "
    "radio on Monday. The works employs 1,140 people and has two kilns, of which one is cold. Belov said that coal "
    "from the Kemerovo field had not arrived for 17 days. The ministry in Moscow has promised 40 wagons by the end of "
    "May."
)
TRANSLATED = (
    "Since April 12 the Orsk cement works has reduced its production by 30 percent, director Ivan Belov said on Monday "
    "to the regional radio. One of the two kilns of the works, which employs 1,140 people, is cold. For 17 days no "
    "coal has arrived from the Kemerovo field, according to Belov. By the end of May 40 wagons were promised by the "
    "ministry in Moscow."
)
NEXT_MONTH = ITEM.replace("30 percent", "45 percent").replace("April 12", "May 9").replace("17 days", "26 days")
OTHER_PLANT = (
    ITEM.replace("Orsk", "Ufa")
    .replace("Ivan Belov", "Anton Reznik")
    .replace("Belov", "Reznik")
    .replace("Kemerovo", "Vorkuta")
)


def grouped(*texts: str, **more: str) -> list[tuple[str, ...]]:
    return [group.articles for group in copies(articles(*texts, **more))]


def articles(*texts: str, **more: str) -> list[Record]:
    return [
        record(number, text=text, published=f"2021-05-{number + 1:02}", **more) for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    "copy",
    [
        "Kilns go cold\n\n" + ITEM,
        ITEM + " This article first appeared in the Orsk Chronicle.",
        ITEM.replace("cut production", "lowered output").replace("promised", "announced").replace("people", "workers"),
        ITEM.rsplit(". ", 1)[0] + ".",
        TRANSLATED,
    ],
    ids=["new headline", "credit line", "light rewriting", "shortened", "other translation"],
)
def test_copies(copy: str) -> None:
    first, second = (each.article.id for each in articles(ITEM, copy))
    assert grouped(ITEM, copy) == [(first, second)]


@pytest.mark.parametrize("other", [NEXT_MONTH, OTHER_PLANT], ids=["next month", "another plant"])
def test_no_copies(other: str) -> None:
    assert grouped(ITEM, other) == []


def test_the_earliest_article_counts_whatever_the_order() -> None:
    early, late = articles(ITEM, "Reprinted.\n\n" + ITEM)
    assert [group.articles for group in copies([late, early])] == [(early.article.id, late.article.id)]


def test_articles_that_say_nothing_of_plants_are_left_out() -> None:
    found = articles(ITEM, ITEM + " Reprinted.")
    for each in found:
        each.article.relevant = False
    assert copies(found) == []
