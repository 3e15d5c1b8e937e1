"""Read what came back to the sender's mailbox."""

import mailbox
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from entrepairs.mail import bounces


class Command(BaseCommand):
    help = (
        "Note which mails came back: from a Maildir, whose new mails are then marked "
        "as read, or from one mail on standard input. Nothing is ever answered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="a Maildir; - for standard input")

    def handle(self, *, folder: str, **options: Any) -> None:
        if folder == "-":
            found = int(bounces.take(sys.stdin.buffer.read(bounces.BIGGEST)))
        else:
            found = self.read_folder(Path(folder))
        self.stdout.write(f"{found} mails came back.")

    def read_folder(self, folder: Path) -> int:
        if not (folder / "new").is_dir():
            raise CommandError(f"{folder} is no Maildir: it has no folder `new`.")
        box, found = mailbox.Maildir(folder, create=False), 0
        for key in list(box.keys()):
            message = box.get_message(key)
            if message.get_subdir() != "new":
                continue
            found += bounces.take(box.get_bytes(key))
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
        return found
