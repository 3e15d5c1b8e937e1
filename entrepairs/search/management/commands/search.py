"""The `search` command: rebuild the index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from entrepairs.search import actions
from entrepairs.search.registry import sources


class Command(BaseCommand):
    help = "Rebuild the search index, or one kind of it."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        reindex = words.add_parser("reindex", help="index everything anew")
        reindex.add_argument("--kind", help="only this kind, such as team")

    def handle(self, *, kind: str | None = None, **options: Any) -> None:
        if kind is not None and kind not in sources():
            known = ", ".join(sources())
            message = f"There is no kind “{kind}” to search. Kinds: {known}."
            raise CommandError(message)
        indexed = 0
        with tqdm(total=actions.total(kind), unit="row", file=self.stderr) as progress:
            for size in actions.reindex(kind):
                indexed += size
                progress.update(size)
        self.stdout.write(f"{indexed} indexed.")
