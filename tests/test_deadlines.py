"""What takes too long is a failure, and the rest goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from spacy.language import Language
from test_batch_workers import codes, written

from factorygap import pipeline
from factorygap.batch import supervisor
from factorygap.batch.contract import Begun, Input, Outcome, Settings, Unchanged, Worker
from factorygap.cli.deadline import deadline, extracted
from factorygap.errors import InternalError, LimitExceeded
from factorygap.limits import FASTEST, Limits
from factorygap.pipeline import check_length
from factorygap.records import Article


def test_a_deadline_ends_a_block_and_leaves_others_alone() -> None:
    with pytest.raises(LimitExceeded, match=r"a\.txt: took longer than 0\.1 s"), deadline(0.1, "a.txt"):
        while True:
            pass
    with deadline(0.1, "b.txt"):
        pass
    time.sleep(0.15)


def test_a_text_that_no_machine_reads_in_time_is_refused_at_once() -> None:
    long = Article.of("x" * (FASTEST + 1), "a.txt")
    check_length(long, Limits(max_seconds=2))
    with pytest.raises(LimitExceeded, match="too many for 1 s"):
        check_length(long, Limits(max_seconds=1))


def test_a_mistake_of_ours_in_one_article_is_its_failure(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: Article, nlp: Language) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(pipeline, "extract", broken)
    with pytest.raises(InternalError, match=r"^a\.txt: ZeroDivisionError: by zero$"):
        extracted(Article.of("x", "a.txt"), nlp)
    monkeypatch.setattr(pipeline, "extract", lambda *_: bytearray(9_000_000_000))
    with pytest.raises(LimitExceeded, match="more memory") as raised:
        extracted(Article.of("x", "a.txt"), nlp)
    assert raised.value.code == "memory"
    monkeypatch.undo()
    long = Article.of("The mill stands idle, workers said. " * 4_000, "b.txt")
    with pytest.raises(LimitExceeded, match="too many"):
        extracted(long, nlp, Limits(max_seconds=1))
    assert extracted(Article.of("It rained.", "c.txt"), nlp).article.relevant is False


def make_announcing(settings: Settings) -> Worker:
    def work(given: Sequence[Input]) -> Iterator[Outcome | Begun]:
        for each in given:
            words = Path(each.source).read_text().split()
            if words:
                yield Begun(each.key)
                time.sleep(float(words[0]))
            yield Unchanged(each.key)

    return work


def test_an_article_that_was_announced_has_its_full_time_and_fails_alone(tmp_path: Path) -> None:
    items = written(tmp_path, ["", "1.2", "", "60", ""])
    outcomes = list(supervisor.run(items, make_announcing, Settings(limits=Limits(max_seconds=2.4)), 1, 8))
    assert len(outcomes) == 5
    assert codes({Path(o.key.decode()).stem: o for o in outcomes}) == {"00003": "timeout"}
