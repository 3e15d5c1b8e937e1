"""A spreadsheet from the terminal: a preview unless told to import."""

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from entrepairs.core.errors import Refused
from entrepairs.importing import actions
from entrepairs.importing.kinds import Kind, kind_named, kinds
from entrepairs.importing.models import Row, Run, Verdict
from entrepairs.importing.reading import MAX_UPLOAD, check_size
from entrepairs.importing.refusals import refused_csv
from entrepairs.organisations.actions import network_for

CHUNK = 1 << 20
SHOWN = 20  # refused rows told on a terminal


class Command(BaseCommand):
    help = "Import a CSV, XLSX, ODS or JSON file. Only a preview, unless --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("file", nargs="?", type=Path, help="the file to import")
        add("--apply", action="store_true", help="really import what is ready")
        add("--publish", action="store_true", help="published at once, not as drafts")
        add("--undo", type=int, metavar="RUN", help="undo this import")
        add("--sheet", action="append", default=[], help="only this sheet")
        add("--map", action="append", default=[], metavar="COLUMN=FIELD", help="so")
        add("--refused", type=Path, metavar="FILE", help="write the refused rows (CSV)")
        add("--kind", default="teams", help="what the file holds (teams)")
        add("--host", default="", help="of the network the organisations belong to")
        add("--max-size", type=int, default=MAX_UPLOAD // 1024**2, help="in megabytes")
        add("--json", action="store_true", help="for machines")

    def handle(self, **options: Any) -> None:
        gc.freeze()  # as the worker does: a fifth faster
        try:
            run = self._undo(options) if options["undo"] else self._import(options)
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"error": str(refusal)}))
                sys.exit(1)
            raise CommandError(str(refusal)) from refusal
        self._tell(run, as_json=options["json"])

    def _undo(self, options: dict[str, Any]) -> Run:
        run = Run.objects.filter(pk=options["undo"]).first()
        if run is None:
            raise Refused(_("There is no such import."))
        self._watch(actions.undo(run), run.created, _("Undoing"))
        run.refresh_from_db()
        return run

    def _import(self, options: dict[str, Any]) -> Run:
        run = self._received(options)
        kind = kind_named(run.kind)
        self._watch(actions.stage(run), None, _("Reading"))
        mapping, chosen = _mapping(run, kind, options["map"], options["sheet"])
        # A preview teaches the back office nothing but what was told.
        told = None if options["apply"] else [_told(one)[0] for one in options["map"]]
        actions.settle_columns(run, mapping=mapping, chosen=chosen, remember=told)
        self._watch(actions.preview(run), run.total, _("Checking"))
        if path := options["refused"]:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(refused_csv(run))
        if options["apply"]:
            self._watch(actions.apply(run), run.ready, _("Importing"))
            run.refresh_from_db()
        return run

    def _received(self, options: dict[str, Any]) -> Run:
        path: Path | None = options["file"]
        if path is None or not path.is_file():
            raise Refused(_("There is no such file."))
        names = [kind.code for kind in kinds()]
        if options["kind"] not in names:
            raise Refused(f"--kind: {', '.join(names)}")
        limit = options["max_size"] * 1024**2
        check_size(path.stat().st_size, limit)
        with path.open("rb") as file:
            return actions.receive(
                iter(lambda: file.read(CHUNK), b""),
                name=path.name,
                kind=kind_named(options["kind"]),
                network=network_for(options["host"]),
                limit=limit,
                options={"publish": options["publish"]},
            )

    def _watch(self, job: Iterator[int], total: int | None, what: str) -> None:
        bar = tqdm(total=total, desc=what, unit=" rows", file=self.stderr, disable=None)
        with bar:
            for size in job:
                bar.update(size)

    def _tell(self, run: Run, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(_facts(run), ensure_ascii=False))
            return
        for index, sheet in enumerate(run.sheets):
            if sheet["is_chosen"]:
                self._tell_sheet(run, index, sheet)
        for row in run.rows.filter(verdict=Verdict.REFUSED).order_by("pk")[:SHOWN]:
            self.stdout.write(f"  {row.number}: {_said(run, row)}")
        self.stdout.write(
            _("%(ready)d ready, %(refused)d refused, %(there)d probably already there.")
            % {"ready": run.ready, "refused": run.refused, "there": run.duplicates}
        )
        self.stdout.write(_outcome(run))

    def _tell_sheet(self, run: Run, index: int, sheet: dict[str, Any]) -> None:
        for note in sheet["notes"]:
            self.stdout.write(note)
        for place, field in run.mapping.get(str(index), {}).items():
            heading = sheet["columns"][int(place)].splitlines()[0]
            self.stdout.write(f"  {heading} → {field}")


def _outcome(run: Run) -> str:
    if run.state == "undone":
        return _("%(removed)d removed, %(kept)d kept because changed since.") % {
            "removed": run.removed,
            "kept": run.kept,
        }
    if run.state == "applied":
        return _("%(count)d created. To undo: entrepairs import --undo %(run)d") % {
            "count": run.created,
            "run": run.pk,
        }
    return _("Nothing is written yet: add --apply to import.")


def _mapping(
    run: Run, kind: Kind, wanted: list[str], sheets: list[str]
) -> tuple[dict[str, dict[str, str]], list[int]]:
    """The proposed mapping with what was told, and the chosen sheets."""
    chosen = [n for n, sheet in enumerate(run.sheets) if sheet["is_chosen"]]
    if sheets:
        names = [sheet["name"] for sheet in run.sheets]
        if unknown := set(sheets) - set(names):
            raise Refused(_("There is no sheet “%(name)s”.") % {"name": min(unknown)})
        chosen = [names.index(name) for name in sheets]
    mapping = {sheet: dict(fields) for sheet, fields in run.mapping.items()}
    for pair in wanted:
        heading, field = _told(pair)
        if field and kind.field_named(field) is None:
            names = [one.name for one in kind.fields]
            raise Refused(f"--map {pair}: {', '.join(names)}")
        for index in chosen:
            _map_one(run.sheets[index]["columns"], mapping[str(index)], heading, field)
    return mapping, chosen


def _told(pair: str) -> tuple[str, str]:
    heading, _equals, field = pair.rpartition("=")
    return heading, field


def _map_one(
    columns: list[str], fields: dict[str, str], heading: str, field: str
) -> None:
    if heading not in columns:
        raise Refused(_("There is no column “%(name)s”.") % {"name": heading})
    for place in [place for place, name in fields.items() if field and name == field]:
        del fields[place]
    place = str(columns.index(heading))
    fields.pop(place, None)
    if field:
        fields[place] = field


def _said(run: Run, row: Row) -> str:
    columns = run.sheets[row.sheet]["columns"]
    said = []
    for reason in row.reasons:
        place = reason["column"]
        name = columns[place].splitlines()[0] if place is not None else ""
        said.append(f"{name}: {reason['message']}" if name else reason["message"])
    return " / ".join(said)


def _facts(run: Run) -> dict[str, Any]:
    refused = run.rows.filter(verdict=Verdict.REFUSED).order_by("pk")
    return {
        "run": run.pk,
        "state": run.state,
        "rows": run.total,
        "ready": run.ready,
        "refused": run.refused,
        "already_there": run.duplicates,
        "no_row": run.skipped,
        "created": run.created,
        "removed": run.removed,
        "kept": run.kept,
        "mapping": run.mapping,
        "refused_rows": [
            {"row": row.number, "reasons": _said(run, row)}
            for row in refused.iterator()
        ],
    }
