"""The first synonyms of the field; from here on editors keep them."""

import tomllib
from pathlib import Path

from django.db import migrations
from django.utils import timezone

FILES = ("synonyms_field.toml", "synonyms_people.toml")
LANGUAGES = ("fr", "nl", "de", "en")


def read():
    for name in FILES:
        text = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8")
        yield from tomllib.loads(text).items()


def terms(group):
    """Each (language, text, only asked) once."""
    found = {}
    for name in ("any", *LANGUAGES, *(f"{code}_asked" for code in LANGUAGES)):
        language, _, asked = name.partition("_")
        language = "" if language == "any" else language
        for text in group.get(name, "").split(";"):
            if text.strip():
                found.setdefault((language, text.strip()), bool(asked))
    return [(*place, asked) for place, asked in found.items()]


def forwards(apps, schema_editor):
    Group = apps.get_model("search", "SynonymGroup")
    Term = apps.get_model("search", "SynonymTerm")
    now = timezone.now()
    for code, row in read():
        group = Group.objects.create(
            code=code,
            codes=row.get("same", ""),
            broader=row.get("broader", ""),
            updated_at=now,
        )
        Term.objects.bulk_create(
            Term(
                group=group,
                language=language,
                text=text,
                only_asked=asked,
                updated_at=now,
            )
            for language, text, asked in terms(row)
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]

    # Backwards nothing: the tables go with the first migration, edits and all.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
