"""After a backup was put back: erase once more what was erased since."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrepairs.privacy.rights import journal, replaying


class Command(BaseCommand):
    help = "Do what the journal of erasures says and this database has not."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = replaying.replay()
        except journal.WrongKey as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{done} lines of the journal were done once more.")
