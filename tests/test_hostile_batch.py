"""The hostile folder through two workers: every outcome right, in bounded time and memory, and nothing left running."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import hostile
import pytest
from test_batch_workers import children

from factorygap.limits import MAX_MEMORY
from factorygap.printing import visible

SECONDS = 60.0
"""Wall time on two quiet cores (docs/reliability.md tells what was measured); as much again for each busy process."""

pytestmark = pytest.mark.slow


def wanted(folder: Path) -> dict[str, str]:
    """What the batch should make of each file: links that lead out of the folder are refused, folders walked, gzip is
    unpacked, and what no machine reads in time is refused at once."""
    named = {path.decode("utf-8", "backslashreplace"): outcome for path, outcome in hostile.build(folder).items()}
    otherwise = {
        "device.txt": "outside",
        "null.txt": "outside",
        "bomb.txt.gz": "too_large",
        "million-words.txt": "timeout",
    }
    return {p: otherwise.get(Path(p).name, outcome) for p, outcome in named.items() if outcome != "directory"}


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def test_every_outcome_in_time_and_memory_and_no_process_left(tmp_path: Path) -> None:
    expected = wanted(tmp_path / "in")
    arguments = ["batch", str(tmp_path / "in"), "-o", "out.jsonl", "-w", "2", "--errors", "errors.jsonl"]
    arguments += ["--max-seconds", "90"]  # so that a busy machine has time for the longest, too
    command = [sys.executable, "-m", "factorygap", *arguments]
    began, peak = time.monotonic(), 0
    workers: set[int] = set()
    with (
        (tmp_path / "told").open("wb") as told,
        subprocess.Popen(command, cwd=tmp_path, stdout=told, stderr=told) as run,
    ):
        while run.poll() is None:
            now = children(run.pid)
            workers |= set(now)
            peak = max(peak, sum(map(resident, [run.pid, *now])))
            time.sleep(0.2)
    took = time.monotonic() - began
    assert run.returncode == 3
    found = {
        json.loads(line)["article"]["source"]: hostile.RECORD
        for line in (tmp_path / "out.jsonl").read_bytes().splitlines()
    }
    found |= {
        each["path"]: each["code"] for each in map(json.loads, (tmp_path / "errors.jsonl").read_bytes().splitlines())
    }
    wrong = {name: (code, found.get(name)) for name, code in expected.items() if found.get(name) != code}
    assert (wrong, found.keys() - expected.keys()) == ({}, set())
    assert took < SECONDS * (1 + os.getloadavg()[0])
    assert peak < MAX_MEMORY
    assert workers
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    printed = (tmp_path / "told").read_text("utf-8")
    assert printed == visible(printed)
