"""The `entrepairs` command: ours first, Django's commands behind it."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrepairs.config.settings")
    execute_from_command_line(["entrepairs", *sys.argv[1:]])


if __name__ == "__main__":
    main()
