"""Runs several command lines in one process: ``several.py '[["extract", "a.txt"], ["stats", "a.jsonl"]]'``.

Each one's name and exit code are told on stderr.
"""

import json
import os
import sys

from factorygap.cli import main

if __name__ == "__main__":
    for words in json.loads(sys.argv[1]):
        sys.argv = ["factorygap", *(os.fsdecode(word.encode()) for word in words)]  # as a shell gives them
        try:
            main()
        except SystemExit as ended:
            print("ended", words[0], ended.code or 0, file=sys.stderr)
