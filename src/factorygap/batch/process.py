"""A worker's process: makes the worker, caps its memory, and answers until its pipe ends."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from factorygap.batch.contract import MakeWorker, Settings
from factorygap.errors import FactoryGapError
from factorygap.memory import allow

READY = "ready"

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Processes share the cores among them; threads of each would only be in one another's way."""


def serve(pipe: Connection, make: MakeWorker, settings: Settings, memory: int) -> None:
    """Answer lists of inputs with outcomes, one at a time; ``memory`` is the cap in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    os.environ.update(_ONE_THREAD)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        work = make(settings)
    except FactoryGapError as error:
        with suppress(BrokenPipeError):
            pipe.send(error)
        return
    allow(memory)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(READY)
        while True:
            for outcome in work(pipe.recv()):
                pipe.send(outcome)


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
