"""What an article, a file name or a store holds never drives a terminal, runs in a page or computes in a table.

Every command is run with every attack, into a pipe and on a terminal (promises 9 and 10).
"""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import sys
import threading
import tty
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import hostile
import pytest
from harmless import PROGRESS, assert_no_formula, assert_only_our_colours, assert_plain, assert_runs_nothing, unsafe
from spacy.language import Language
from specimens import record
from test_cli import on_a_terminal

from factorygap import labels, pipeline, store
from factorygap.cli import COMMANDS, main
from factorygap.records import Article, Record

STORE_COMMANDS: dict[str, tuple[str, ...]] = {
    "gap": ("table", "json", "csv", "markdown"),
    "timeline": ("table", "json", "csv"),
    "link": ("table", "json", "csv"),
    "stats": ("table", "json", "csv"),
    "query": ("table", "json", "csv"),
}
"""Those that look into a store, with their formats."""

OTHERS = {"extract", "batch", "report", "serve", "export", "show", "explain", "evaluate", "lexicon", "schema"}

SQL = (
    "SELECT a.source, a.title, f.*, o.*, c.text, c.sentence_id FROM articles a JOIN facilities f ON f.article_id = a.id"
    " JOIN output_levels o ON o.article_id = a.id JOIN claims c ON c.article_id = a.id"
)


def test_every_command_is_attacked_here() -> None:
    names = {module.__name__.rsplit(".", 1)[-1] for module in COMMANDS}
    assert names == STORE_COMMANDS.keys() | OTHERS


# Attacks in every string of a record, and in the names and words of articles.


KEPT = ("schema", "id", "published", "kind", "from", "to", "actor", "facility", "product", "official", "ground")
"""Fields that hold no free text: links and dates."""


def poisoned(value: Any, piece: str) -> Any:
    """JSON of a record with the attack before and after every string that may be any."""
    if isinstance(value, dict):
        return {key: each if key in KEPT else poisoned(each, piece) for key, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, piece) for each in value]
    return f"{piece} {value} {piece}" if isinstance(value, str) and value not in CHOICES else value


CHOICES = {word for name in dir(labels) for word in get_args(getattr(labels, name))}
"""Words of the record contract, which cannot be others."""


@dataclass
class Home:
    """A folder with attacking articles, and stores of attacking records."""

    folder: Path
    articles: list[str]
    records: list[Record]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("home")
    articles = []
    for name, data, _ in hostile.cases():
        shown = os.fsdecode(name)
        if shown.startswith(("characters-", "name", "NAME", "=name")):
            (folder / shown).write_bytes(data)
            articles.append(shown)
    records = []
    for i, piece in enumerate(hostile.ATTACKS.values()):
        other_story = f"{'.'.join(str(n * i) for n in range(1, 200))} "
        sound = record(f"{i}.txt", published=f"2026-02-{i + 1:02}", text_before=other_story)
        spoilt = Record.model_validate(poisoned(sound.model_dump(mode="json", by_alias=True), piece))
        spoilt.article.text = f"{sound.article.text} {piece}"
        records.append(spoilt)
    store.write(records, folder / "made.jsonl")
    store.write(records, folder / "made.sqlite")
    return Home(folder, articles, records)


def test_the_attacks_are_in_every_free_string(home: Home) -> None:
    [sql] = [each for each in home.records if hostile.ATTACKS["sql"] in (each.article.title or "")]
    kept = json.dumps(sql.model_dump(mode="json"))
    assert kept.count("DROP TABLE") > 60
    level = sql.output_levels[0]
    for text in (level.text, level.voice.name, level.voice.chain[0], level.quantity.unit, level.sentence.text):
        assert "DROP TABLE" in text


# Commands, in this process.


@dataclass
class Runner:
    """Runs a command line in the folder of attacks."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def into_a_pipe(self, *words: str) -> tuple[str, str]:
        self.capsys.readouterr()
        self.monkeypatch.setenv("COLUMNS", "2000")
        self._main(words)
        return self.capsys.readouterr()

    def on_a_terminal(self, *words: str) -> str:
        leader, follower = pty.openpty()
        tty.setraw(follower)
        printed: list[bytes] = []
        reader = threading.Thread(target=_drain, args=(leader, printed))
        reader.start()
        with open(follower, "w", encoding="utf-8") as terminal, self.monkeypatch.context() as patch:  # noqa: PTH123
            for name in ("stdout", "stderr"):
                patch.setattr(sys, name, terminal)
            patch.setenv("TERM", "xterm-256color")
            patch.setenv("COLUMNS", "2000")
            patch.delenv("NO_COLOR", raising=False)
            self._main(words)
            assert terminal.isatty()
        reader.join()
        os.close(leader)
        return b"".join(printed).decode()

    def _main(self, words: tuple[str, ...]) -> None:
        self.monkeypatch.setattr(sys, "argv", ["factorygap", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code in (None, 0, 1, 2, 3, 130)


def _drain(leader: int, printed: list[bytes]) -> None:
    try:
        while chunk := os.read(leader, 65536):
            printed.append(chunk)
    except OSError:  # how Linux says that the other side is closed
        pass


_RECORDS: dict[str, Record] = {}


@pytest.fixture
def runner(home: Home, nlp: Language, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """The model is loaded once, and each article extracted once."""
    extract = pipeline.extract

    def once(article: Article, nlp: Language) -> Record:
        if article.source not in _RECORDS:
            _RECORDS[article.source] = extract(article, nlp)
        return _RECORDS[article.source].model_copy(deep=True)

    monkeypatch.setattr(pipeline, "load", lambda *args, **options: nlp)
    monkeypatch.setattr(pipeline, "extract", once)
    monkeypatch.chdir(home.folder)
    return Runner(monkeypatch, capsys)


CHECKS: dict[str, Callable[[str], None]] = {
    "csv": lambda printed: assert_no_formula(csv.reader(io.StringIO(printed))),
    "html": assert_runs_nothing,
    "json": json.loads,
    "jsonl": lambda printed: [json.loads(line) for line in printed.splitlines()],
}
"""What else must hold of a format."""


@pytest.mark.parametrize("command", STORE_COMMANDS)
def test_commands_that_look_into_a_store(command: str, runner: Runner) -> None:
    words = (command, "made.sqlite", *([SQL] if command == "query" else []))
    for format in STORE_COMMANDS[command]:
        told, complained = runner.into_a_pipe(*words, "--format", format)
        assert told.count("DROP TABLE") > 0
        assert_plain(told + complained)
        CHECKS.get(format, str)(told)
        assert_only_our_colours(runner.on_a_terminal(*words, "--format", format))
    if command == "gap":
        brief = runner.into_a_pipe(*words, "--format", "markdown")[0]
        assert not re.search(r"(?<!\\)\]\(|(?<!\\)<\w", brief), "no link, no picture, no tag"


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "html"])
def test_extract_in_every_format(format: str, home: Home, runner: Runner) -> None:
    words = ("extract", *(f"./{name}" for name in home.articles), "--evidence", "--format", format)
    told, complained = runner.into_a_pipe(*words)
    assert "DROP TABLE" in told
    assert_plain(told + complained)
    CHECKS.get(format, str)(told)
    printed = PROGRESS.sub("", runner.on_a_terminal(*words))
    assert_only_our_colours(printed)
    assert format != "table" or ("\x1b[" in printed and "[bold red][/oops]" in printed), "markup stays text"


@pytest.mark.parametrize("output", ["a.jsonl", "a.json", "a.csv", "tables/", "a.geojson", "a.html"])
def test_files_that_are_text_are_as_safe_as_what_is_printed(
    output: str, home: Home, runner: Runner, tmp_path: Path
) -> None:
    if output == "a.html":
        runner.into_a_pipe("report", "made.jsonl", "--output", str(tmp_path / output))
    else:
        assert runner.into_a_pipe("export", "made.sqlite", "--to", f"{tmp_path}/{output}") == ("", "")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for file in files:
        text = file.read_text("utf-8")
        assert unsafe(text) == set(), file
        CHECKS.get(file.suffix[1:], str)(text)
    if output in ("a.jsonl", "a.json", "tables/"):
        assert list(store.read(f"{tmp_path}/{output}")) == home.records, "and the same when it is read"


def test_show_and_explain(home: Home, runner: Runner) -> None:
    for number in map(str, range(1, len(home.records) + 1)):
        assert_plain("".join(runner.into_a_pipe("show", "made.jsonl", number, "--json")))
        assert_plain("".join(runner.into_a_pipe("show", "made.sqlite", number, "--evidence")))
        assert_only_our_colours(runner.on_a_terminal("show", "made.sqlite", number, "--evidence"))
    for name in home.articles[:: len(home.articles) // 8]:
        told, complained = runner.into_a_pipe("explain", f"./{name}")
        assert_plain(told + complained)
        assert_no_formula(line.split("\t") for line in told.splitlines())


def test_pages(home: Home, runner: Runner, tmp_path: Path) -> None:
    for i, each in enumerate(home.records):
        store.write([each], tmp_path / "one.jsonl")
        page = tmp_path / f"page\x1b[31m{i}.html"
        _, complained = runner.into_a_pipe("report", str(tmp_path / "one.jsonl"), "--output", str(page))
        assert "wrote" in complained
        assert_plain(complained)
        assert_runs_nothing(page.read_text("utf-8"))


def test_served_pages(home: Home, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("bottle", reason="the extra [serve] is not installed")
    from test_serve import get

    from factorygap.report.server import application

    app = application(home.folder / "made.sqlite")
    for path in ("/", *(f"/article/{i}" for i in range(1, len(home.records) + 1))):
        status, page = get(app, path)
        assert status.startswith("200")
        assert_runs_nothing(page)
    for piece in ("<script>", "x' onmouseover='alert(1)", '"><img src=x onerror=alert(1)>', "DROP", "javascript:"):
        assert_runs_nothing(get(app, "/search", f"q={piece}")[1])
    assert "<script>alert" not in get(app, "/<script>alert(1)</script>")[1]

    class Interrupted:
        server_port = 1

        def __enter__(self) -> Interrupted:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def serve_forever(self) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr("wsgiref.simple_server.make_server", lambda *_: Interrupted())
    evil = home.folder / "evil\x1b[31m.jsonl"
    evil.write_bytes((home.folder / "made.jsonl").read_bytes())
    told, complained = runner.into_a_pipe("serve", evil.name)
    assert "shows evil" in complained
    assert_plain(told + complained)


def test_evaluate_and_lexicon(home: Home, runner: Runner, tmp_path: Path) -> None:
    empty: dict[str, list[object]] = {kind: [] for kind in ("products", "outputs", "actors", "claims")}
    for name in home.articles:
        if not name.lower().startswith("name"):
            missed = [{"name": f"{piece} Mill", "type": "mill"} for piece in hostile.ATTACKS.values()]
            gold = {"relevant": True, "facilities": missed} | empty
            (tmp_path / f"{Path(name).stem}.json").write_text(json.dumps(gold))
            break
    for words in (("--errors",), ("--json",), ()):
        told, complained = runner.into_a_pipe("evaluate", str(tmp_path), "--texts", str(home.folder), *words)
        assert_plain(told + complained)
        if words == ("--errors",):
            assert "DROP TABLE" in told
            assert_no_formula(line.split("\t") for line in told.splitlines() if "\t" in line)
    words_of_mine = tmp_path / "lexicon"
    words_of_mine.mkdir()
    pieces = json.dumps([f"x {piece} mill" for piece in hostile.ATTACKS.values()])
    (words_of_mine / "products.toml").write_text(f'[[entry]]\nid = "evil"\nphrases = {pieces}\n', encoding="utf-8")
    for words in (("lexicon",), ("lexicon", "products"), ("schema",)):
        given = ("--lexicon", str(words_of_mine)) if words[0] == "lexicon" else ()
        assert_plain("".join(runner.into_a_pipe(*words, *given)))
        assert_only_our_colours(runner.on_a_terminal(*words, *given))


def test_messages_about_hostile_names(home: Home, runner: Runner) -> None:
    pieces = [piece.replace("/", "") for piece in hostile.ATTACKS.values()]
    for name in ("".join(pieces[::2]) + ".txt", "".join(pieces[1::2]) + ".txt"):
        for words in (
            ("extract", "--", name), ("explain", "--", name), ("report", "--", name), ("show", "made.sqlite", name),
            ("show", "--", name + ".jsonl", "1"), ("export", "made.sqlite", "--to", name), (name,),
            ("query", "made.sqlite", name), ("gap", "made.sqlite", "--since", name), ("extract", f"--{name}"),
            ("batch", "made.jsonl", "-o", "x.jsonl", "--engine", name), ("extract", "x.txt", "--format", name),
        ):  # fmt: skip
            assert_plain("".join(runner.into_a_pipe(*words)))
            assert_only_our_colours(runner.on_a_terminal(*words))


def test_a_batch_on_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for i, piece in enumerate(hostile.ATTACKS.values()):
        (folder / f"{i}{piece.replace('/', '')[:40]}.txt").write_text("rain " + piece, encoding="utf-8")
        (folder / f"{i}{piece.replace('/', '')[:40]}.json").write_text("{" + piece, encoding="utf-8")
    output = f"{tmp_path}/out.jsonl"
    printed = on_a_terminal("batch", folder, "-o", output, "-w", "1", "--errors", f"{output}.errors").decode()
    assert f"{len(hostile.ATTACKS)} failed" in printed
    assert_only_our_colours(PROGRESS.sub("", printed))
    assert unsafe(Path(f"{output}.errors").read_text("utf-8")) == set()
