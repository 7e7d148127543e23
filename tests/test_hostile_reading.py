"""Every hostile file gives its article or its error, soon, and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import hostile
import pytest

from factorygap import gate, reading
from factorygap.canvas import sections
from factorygap.errors import UnreadableInput

SECONDS = 8.0
"""CPU time for one file of the folder; most take milliseconds, and none more than two seconds on a quiet machine."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> dict[bytes, str]:
    return hostile.build(tmp_path_factory.mktemp("hostile"))


def outcome(path: bytes) -> str:
    try:
        article = reading.read(os.fsdecode(path))
    except UnreadableInput as error:
        assert "\n" not in str(error).replace("name\nnewline", "")
        return error.code
    assert article.text
    assert article.model_dump_json()
    assert "root:x:0" not in article.text
    gate.is_open(article)
    for part in sections(article):
        for end in range(1, len(part.text), max(1, len(part.text) // 50)):
            start, stop = part.to_article(end - 1, end)
            assert 0 <= start < stop <= len(article.text)
    return hostile.RECORD


def test_every_outcome_is_as_it_should_be(folder: dict[bytes, str]) -> None:
    assert len(folder) >= 150
    wrong, slow = {}, {}
    for path, wanted in folder.items():
        before = time.process_time()
        found = outcome(path)
        if found != wanted:
            wrong[path] = (wanted, found)
        if (took := time.process_time() - before) > SECONDS:
            slow[path] = took
    assert (wrong, slow) == ({}, {})


def test_the_story_survives_what_stands_beside_it(folder: dict[bytes, str]) -> None:
    lost = []
    for path, wanted in folder.items():
        name = os.fsdecode(path).rsplit("/", 1)[-1]
        if wanted == hostile.RECORD and not name.startswith("encoding-"):
            article = reading.read(os.fsdecode(path))
            body = " ".join((article.text or "")[start:end] for start, end in article.body)
            if "two days a week, its workers said" not in body:
                lost.append(name)
    assert lost == []


def test_the_folder_is_the_same_every_time(tmp_path: Path) -> None:
    assert list(hostile.cases()) == list(hostile.cases())
