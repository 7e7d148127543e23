"""The served pages: on this machine only, over the store as it is now, nothing of a request runs."""

import os
from pathlib import Path

import pytest
from test_report import a_record, two

from factorygap import store

pytest.importorskip("bottle", reason="the extra [serve] is not installed")
from factorygap.report.server import HOST, application


def get(app, path: str, query: str = "") -> tuple[str, str]:
    status: list[str] = []
    environment = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "wsgi.errors": None}
    body = b"".join(app(environment, lambda line, headers, exc=None: status.append(line)))
    return status[0], body.decode()


@pytest.fixture
def plants(tmp_path: Path) -> Path:
    path = tmp_path / "plants.jsonl"
    store.write(two(), path)
    return path


def test_it_is_offered_to_this_machine_only() -> None:
    assert HOST == "127.0.0.1"


def test_all_articles_and_one_of_them(plants: Path) -> None:
    app = application(plants)
    assert 'id="data"' in get(app, "/")[1]
    assert "Elmfield dye works stands idle" in get(app, "/article/1")[1]
    assert get(app, "/article/99")[0].startswith("404")


def test_search_finds_sentences_and_leads_to_their_article(plants: Path) -> None:
    page = get(application(plants), "/search", "q=stood+IDLE")[1]
    assert "“The Elmfield dye works has stood idle since May, workers say.”" in page
    assert 'href="/article/1"' in page
    assert "No sentence" in get(application(plants), "/search", "q=zeppelin")[1]


def test_a_search_is_shown_as_text(plants: Path) -> None:
    page = get(application(plants), "/search", "q=%3Cscript%3Ealert(1)%3C/script%3E")[1]
    assert "<script>alert" not in page


def test_a_changed_store_is_read_anew(plants: Path) -> None:
    app = application(plants)
    assert get(app, "/article/2")[0].startswith("200")
    store.write([a_record()], plants)
    os.utime(plants, (1, 1))
    assert get(app, "/article/2")[0].startswith("404")
