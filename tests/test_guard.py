# ruff: noqa: E501 - one case a line
"""Hostile articles make no connection, start no program and open no file that the user did not name (promise 13)."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest

import factorygap

GUARD = Path(__file__).parent / "guard"
CANARY = "canary-5f1c"
IN_OPEN, IN_NONBLOCK, IN_CLOEXEC = 0x20, 0o4000, 0o2000000

RUN = """
import sys
from factorygap.cli import main
if __name__ == "__main__":
    articles = sys.argv[1:]
    for words in (
        ["extract", *articles, "-f", "jsonl"], ["batch", "in", "-o", "out.jsonl", "-w", "1"],
        ["report", articles[0], "-o", "one.html"], ["report", "out.jsonl", "-o", "all.html"],
        ["export", "out.jsonl", "--to", "out.sqlite"], ["query", "out.sqlite", "SELECT * FROM plants"],
        ["gap", "out.sqlite"],
    ):
        sys.argv = ["factorygap", *words]
        try:
            main()
        except SystemExit as ended:
            print(words[0], ended.code or 0, file=sys.stderr)
"""


def references(outside: Path, port: int) -> Iterator[tuple[str, str]]:
    """Articles that ask for a file of ours and for a server of ours, in all ways we know."""
    story = "".join(f"<p>{line}</p>" for line in hostile.STORY.split("\n\n"))
    for kind, url in (("file", outside.as_uri()), ("path", str(outside)), ("web", f"http://127.0.0.1:{port}/x")):
        yield f"entity-{kind}.html", f'<!DOCTYPE html [<!ENTITY e SYSTEM "{url}">]><html><body><p>&e;</p>{story}'
        yield (
            f"parameter-{kind}.html",
            f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "{url}" [<!ENTITY % p SYSTEM "{url}"> %p;]><html><body>{story}',
        )
        yield (
            f"include-{kind}.html",
            f'<html xmlns:xi="http://www.w3.org/2001/XInclude"><body><xi:include href="{url}" parse="text"/>{story}',
        )
        yield (
            f"links-{kind}.html",
            f'<?xml-stylesheet href="{url}"?><html><head><base href="{url}"><link rel=stylesheet href="{url}">'
            f'<link rel=import href="{url}"><meta http-equiv=refresh content="0;url={url}"><script src="{url}"></script>'
            f'<style>@import url("{url}");</style></head><body><img src="{url}"><iframe src="{url}"></iframe>'
            f'<object data="{url}"></object><embed src="{url}"><video src="{url}"></video><svg><use href="{url}#a"/></svg>'
            f'<a href="{url}" ping="{url}">more</a><form action="{url}"><input type=image src="{url}"></form>{story}',
        )
        yield (
            f"fields-{kind}.json",
            json.dumps({"url": url, "$ref": url, "text": hostile.STORY, "image": url, "@context": url, "source": url}),
        )
        yield (
            f"front-{kind}.md",
            f"---\nurl: {url}\na: !include {url}\n---\n![a]({url})\n\n{{% include {url} %}}\n\n{hostile.STORY}",
        )
        yield f"text-{kind}.txt", f"{url}\n\n.. include:: {url}\n\n\\input{{{url}}}\n\n{hostile.STORY}"
    yield "yaml.md", f'---\na: !!python/object/apply:os.system ["cat {outside}"]\n---\n{hostile.STORY}'
    yield "pickle.txt", f"cos\nsystem\n(S'cat {outside}'\ntR.\n\n{hostile.STORY}"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a run over such articles asked for, as the interpreter, the kernel and the server saw it."""
    home = tmp_path_factory.mktemp("guarded")
    (home / "outside").mkdir()
    outside = home / "outside" / "secret.txt"
    outside.write_text(f"{CANARY} The secret mill runs two days a week.")
    (home / "in").mkdir()
    (home / "tmp").mkdir()
    connections: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_accept, args=(server, connections), daemon=True).start()
        for name, text in references(outside, server.getsockname()[1]):
            (home / "in" / name).write_text(text, encoding="utf-8")
        (home / "in" / "link.txt").symlink_to(outside)
        (home / "in" / "folder").symlink_to(outside.parent)
        (home / "run.py").write_text(RUN)
        watch = _watched(outside.parent)
        articles = sorted(
            f"in/{path.name}" for path in (home / "in").iterdir() if path.suffix and not path.is_symlink()
        )
        done = subprocess.run(
            [sys.executable, "run.py", *articles],
            cwd=home, capture_output=True, timeout=300,
            env=os.environ | {"PYTHONPATH": f"{GUARD}{os.pathsep}{Path(factorygap.__file__).parents[1]}", "GUARD": "guard.log", "TMPDIR": str(home / "tmp")},
        )  # fmt: skip
        opened = _events(watch)
        server.shutdown(socket.SHUT_RDWR)
    log = [line.split("\t", 2) for line in (home / "guard.log").read_text("utf-8").split("\n") if "\t" in line]
    written = b"".join(path.read_bytes() for path in home.glob("*.*") if path.name != "guard.log")
    return {
        "home": home, "done": done, "log": log, "opened": opened, "connections": connections, "articles": articles,
        "written": written,
    }  # fmt: skip


def _accept(server: socket.socket, connections: list[object]) -> None:
    try:
        while True:
            connections.append(server.accept())
    except OSError:
        pass


def _watched(folder: Path) -> int:
    """A descriptor from which the kernel tells of every opening of the folder and its files, whoever does it."""
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(IN_NONBLOCK | IN_CLOEXEC)
    assert watch >= 0
    assert libc.inotify_add_watch(watch, os.fsencode(folder), IN_OPEN) >= 0
    (folder / "secret.txt").read_text()
    assert _events(watch), "the watch works"
    return watch


def _events(watch: int) -> bytes:
    try:
        return os.read(watch, 65536)
    except BlockingIOError:
        return b""


def test_all_commands_ran_over_all_articles(seen) -> None:
    codes = [line.split() for line in seen["done"].stderr.decode().splitlines() if len(line.split()) == 2]
    assert [(name, code) for name, code in codes if name != "factorygap:"] == [
        ("extract", "0"), ("batch", "3"), ("report", "0"), ("report", "0"), ("export", "0"), ("query", "0"), ("gap", "0"),
    ]  # fmt: skip
    assert len(seen["done"].stdout.splitlines()) >= len(seen["articles"])


def test_no_connection_and_no_program(seen) -> None:
    assert seen["connections"] == []
    asked = {(event, what) for _, event, what in seen["log"] if event != "open"}
    assert asked <= {("socket.bind", "('::1', 0)")}, "urllib3 asks the kernel whether there is IPv6"


def test_no_file_is_opened_that_the_user_did_not_name(seen) -> None:
    assert seen["opened"] == b""
    assert CANARY.encode() not in seen["written"] + seen["done"].stdout
    home = seen["home"]
    installed = (sys.prefix, sys.base_prefix, str(Path(factorygap.__file__).parent), str(GUARD))
    named = [str(home / name) for name in ("in", "tmp", "out.", ".out.", ".one.", ".all.", "run.py")]
    opened = {os.path.normpath(home / what) for _, event, what in seen["log"] if event == "open"}
    strange = {path for path in opened if not path.startswith((*installed, *named, "/proc/", "/dev/null"))}
    assert strange <= {str(home)}, "a folder is opened to be synced"
    assert len({process for process, *_ in seen["log"]}) >= 2, "the worker is watched too"


def test_the_guard_sees_what_it_should(tmp_path: Path) -> None:
    code = (
        "import os, socket\nopen('/etc/hostname').close()\nos.system('true')\n"
        "try: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: pass"
    )
    guarded = os.environ | {"PYTHONPATH": str(GUARD), "GUARD": str(tmp_path / "log")}
    subprocess.run([sys.executable, "-c", code], env=guarded, check=True)
    log = (tmp_path / "log").read_text()
    for line in ("open\t/etc/hostname", "os.system\ttrue", "socket.connect\t('127.0.0.1', 9)"):
        assert line in log
