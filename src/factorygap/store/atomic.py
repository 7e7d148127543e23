"""Files written whole or not at all: the one door through which results reach the disk.

A draft beside the target is written, synced and renamed over it, so a full disk, an I/O error or a kill leaves the
old file. The draft's name is fixed and the draft is locked while it is written: a killed run's draft is taken over by
the next run, and a second writer of the same target is turned away.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from factorygap.errors import OutputError


@contextmanager
def replacing(*targets: Path) -> Iterator[list[Path]]:
    """Drafts to write to, one for each target; all take their targets' places when the block ends well.

    Raises OutputError, with every target as it was before, when anything cannot be written.
    """
    with _as_output_error(targets[0]), ExitStack() as stack:
        resolved = [Path(os.path.realpath(target)) for target in targets]
        drafts = [stack.enter_context(_draft(target)) for target in resolved]
        yield drafts
        for draft, target in zip(drafts, resolved, strict=True):
            _sync(draft)
            with suppress(FileNotFoundError):
                draft.chmod(stat.S_IMODE(target.stat().st_mode))
        _publish(drafts, resolved)


@contextmanager
def creating(folder: Path) -> Iterator[None]:
    """Makes the folder if there is none, and removes it again if the block fails."""
    with _as_output_error(folder):
        new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if new:
            with suppress(OSError):
                folder.rmdir()
        raise


def is_plain(target: Path) -> bool:
    """Whether the target can be replaced: a device or a pipe can only be written to, and ``/dev/stdout`` may lead to
    a file that someone else has open."""
    if target.absolute().is_relative_to("/dev"):
        return False
    try:
        return stat.S_ISREG(target.stat().st_mode)
    except OSError:
        return True


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Turns failures to write to a device or a pipe into OutputError."""
    with _as_output_error(target, ""):
        yield


@contextmanager
def _as_output_error(target: Path, comfort: str = "; nothing was changed there") -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}{comfort}") from error
    except sqlite3.Error as error:
        raise OutputError(f"cannot write {target}: {error}{comfort}") from error


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """An empty locked file beside the target, gone at the end unless it was renamed."""
    draft = target.with_name(f".{target.name[:200]}.draft")
    descriptor = _locked(draft, target)
    try:
        os.truncate(descriptor, 0)
        yield draft
    finally:
        if _is_same(descriptor, draft):
            with suppress(OSError):
                draft.unlink()
        os.close(descriptor)


def _locked(draft: Path, target: Path) -> int:
    while True:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise OutputError(f"{target} is being written by another run; wait for it to end") from None
        if _is_same(descriptor, draft):
            return descriptor
        os.close(descriptor)  # the other writer renamed it between our open and our lock


def _is_same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except OSError:
        return False


def _publish(drafts: list[Path], targets: list[Path]) -> None:
    """Rename all; where one fails, those already renamed get their old files back."""
    if len(targets) == 1:
        drafts[0].replace(targets[0])
    else:
        _publish_together(drafts, targets)
    for folder in {target.parent for target in targets}:
        _sync(folder)


def _publish_together(drafts: list[Path], targets: list[Path]) -> None:
    kept = [target.with_name(f".{target.name[:200]}.kept") for target in targets]
    done: list[int] = []
    try:
        for old, target in zip(kept, targets, strict=True):
            old.unlink(missing_ok=True)
            if target.exists():
                os.link(target, old)
        for i, (draft, target) in enumerate(zip(drafts, targets, strict=True)):
            draft.replace(target)
            done.append(i)
    except OSError:
        for i in done:
            if kept[i].exists():
                kept[i].replace(targets[i])
            else:
                targets[i].unlink()
        raise
    finally:
        for old in kept:
            with suppress(OSError):
                old.unlink()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
