"""
`tied PARENT COMMAND…`: becomes the command, told to end when the process with the
number PARENT dies (on Linux), also when it has died before we were ready to be told.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        # Outlives `exec`; a function run between fork and exec could hang instead.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(parent):
            sys.exit(1)
    os.execv(command[0], command)  # noqa: S606  # the supervisor's own words


if __name__ == "__main__":
    main()
