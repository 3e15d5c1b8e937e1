"""After a backup was put back: erase once more what was erased since."""

from typing import Any

from django.core.management.base import BaseCommand

from entrepairs.privacy.rights import erasing


class Command(BaseCommand):
    help = "Do what the journal of erasures says and this database has not."

    def handle(self, *args: Any, **options: Any) -> None:
        done = erasing.replay()
        self.stdout.write(f"{done} lines of the journal were done once more.")
