"""
Speed and memory of an import: rows per second and peak memory for 2 000 and 20 000
rows, in a folder of its own. Run: `python bench/importing.py`.
"""

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (2_000, 20_000)
FORMS = ("csv", "xlsx", "ods")
WORDS = (
    *("Boussole", "Canal", "Passerelle", "Tilleul", "Horizon", "Pont", "Rive"),
    *("Source", "Marée", "Escale", "Verger", "Phare", "Clairière", "Atelier"),
)
HEAD = ("Nom", "Adresse", "CP", "Localité", "E-mail", "Téléphone", "Secteur", "Vu le")


def rows(count, towns):
    for n in range(count):
        code, town = towns[n % len(towns)]
        words = " ".join(WORDS[(n // step) % len(WORDS)] for step in (1, 14, 196))
        yield (
            f"Équipe {words} {n}",
            f"rue Haute {n}",
            code,
            town,
            f"equipe{n}@exemple.be",
            f"065 {n % 90 + 10} {n % 80 + 10} 12",
            ("Santé mentale", "CPAS", "Assuétudes")[n % 3],
            "30/04/2026",
        )


def write(path, count, towns):
    table = [HEAD, *rows(count, towns)]
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(row) for row in table), encoding="cp1252")
    elif path.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("Liste")
        for row in table:
            sheet.append(row)
        book.save(path)
    else:
        from entrepairs.importing.tests.files import ods_bytes, ods_row

        path.write_bytes(ods_bytes("".join(map(ods_row, table))))


def one(path):
    """In a process of its own, so that its peak of memory is its own."""
    import django

    django.setup()
    from entrepairs.importing import actions
    from entrepairs.importing.kinds import kind_named
    from entrepairs.organisations.actions import network_for

    gc.freeze()  # as the worker and the command do
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = actions.receive(
        [path.read_bytes()],
        name=path.name,
        kind=kind_named("teams"),
        network=network_for(""),
        options={"publish": "publish" in sys.argv},
    )
    times = []
    for job in (actions.stage, actions.preview, actions.apply, actions.undo):
        start = time.perf_counter()
        for _size in job(run):
            pass
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stage, preview, apply, undo = times
    print(
        f"{path.name:>12} {run.total:>6} rows: read {stage:5.1f} s, check "
        f"{preview:5.1f} s, import {apply:5.1f} s, undo {undo:5.1f} s,"
        f" {run.total / (preview + apply):6.0f} rows/s, peak {peak / 1024:.0f} MB"
        f" (before {before / 1024:.0f} MB); created {run.created},"
        f" removed {run.removed}",
        flush=True,
    )


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrepairs.config.settings")
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_file():
        one(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENTREPAIRS_DATA"] = folder
        os.environ["ENTREPAIRS_HTTPS"] = "0"
        import django

        django.setup()
        from django.core.management import call_command

        from entrepairs.places.loading import load_shipped
        from entrepairs.places.models import Postcode

        call_command("migrate", verbosity=0)
        load_shipped()
        codes = Postcode.objects.filter(country="BE").select_related("place")
        towns = [(code.code, code.place.name_fr) for code in codes[:300]]
        for form in FORMS:
            for size in SIZES:
                path = Path(folder) / f"{size}.{form}"
                write(path, size, towns)
                subprocess.run(
                    [sys.executable, __file__, str(path), *sys.argv[1:]], check=True
                )


if __name__ == "__main__":
    main()
