"""Puts the real output of commands into the documents, and the help of every command into docs/commands.md.

    python docs/generate.py            rewrite what is stale
    python docs/generate.py --check    exit with 1 if anything is stale

In a document, the block after ``<!-- output: COMMAND -->`` is the output of COMMAND, run in the project's folder.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"(<!-- output: (?P<command>.+?) -->\n```(?P<language>\w*)\n).*?(```\n<!-- end -->)", re.DOTALL)


def main() -> int:
    stale = [path for path, text in documents() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"stale: {path.relative_to(ROOT)}")
    if "--check" in sys.argv:
        return 1 if stale else 0
    for path, text in documents():
        path.write_text(text, encoding="utf-8")
    return 0


def documents(*, docs: bool = True) -> list[tuple[Path, str]]:
    """Every generated document with the text it should have; without ``docs`` the commands' help alone."""
    made = [(ROOT / "docs" / "commands.md", commands())]
    for path in () if not docs else (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        if _BLOCK.search(text):
            made.append((path, _BLOCK.sub(lambda m: m.group(1) + run(m["command"]) + m.group(4), text)))
    return made


def commands() -> str:
    """The help of every command."""
    from factorygap.cli import COMMANDS

    names = [module.__name__.rsplit(".", 1)[-1] for module in COMMANDS]
    parts = ["# Commands\n\nMade by `python docs/generate.py`.\n"]
    for name in names:
        parts.append(f"\n## {name}\n\n```text\n{run(f'factorygap {name} --help')}```\n")
    return "".join(parts)


def run(command: str) -> str:
    """What a command prints on a plain terminal of 100 columns, without trailing blanks."""
    environment = os.environ | {
        "COLUMNS": "100",
        "TERMINAL_WIDTH": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main())
