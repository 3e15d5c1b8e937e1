"""Becomes the command it is given, told to end when its parent dies (on Linux)."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent = os.getppid()
    if sys.platform == "linux":
        # Outlives `exec`; a function run between fork and exec could hang instead.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(1)  # it died meanwhile
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606  # the supervisor's own words


if __name__ == "__main__":
    main()
