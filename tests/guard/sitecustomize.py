"""Notes in the file that ``GUARD`` names whatever a process and its workers open, connect to or start."""

import os
import sys

EVENTS = ("open", "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "subprocess.", "pty.",
          "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork")  # fmt: skip
HARMLESS = {"socket.__new__", "socket.gethostname"}
LOG = os.open(os.environ["GUARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def note(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith(EVENTS) or event in HARMLESS:
        return
    what = arguments[1] if event in ("socket.connect", "socket.bind") else arguments[0] if arguments else ""
    if not isinstance(what, int):  # a descriptor
        shown = os.fsdecode(what) if isinstance(what, bytes) else str(what)
        os.write(LOG, f"{os.getpid()}\t{event}\t{shown}\n".encode("utf-8", "surrogateescape"))


sys.addaudithook(note)
