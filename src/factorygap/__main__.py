"""What ``factorygap`` and ``python -m factorygap`` start."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until main() can tell an interruption without a traceback

from factorygap.cli import main

if __name__ == "__main__":
    main()
