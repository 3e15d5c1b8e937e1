"""Everyday words for the synonyms, beside those that editors keep."""

import tomllib
from pathlib import Path

from django.db import migrations
from django.utils import timezone

FILE = Path(__file__).parent / "data" / "synonyms_everyday.toml"
LANGUAGES = ("fr", "nl", "de", "en")


def terms(group):
    """Each (language, text, only asked) once."""
    found = {}
    for name in (*LANGUAGES, *(f"{code}_asked" for code in LANGUAGES)):
        language, _, asked = name.partition("_")
        for text in group.get(name, "").split(";"):
            if text.strip():
                found.setdefault((language, text.strip()), bool(asked))
    return [(*place, asked) for place, asked in found.items()]


def forwards(apps, schema_editor):
    """A group that editors have removed is not made again; a term is there once."""
    Group = apps.get_model("search", "SynonymGroup")
    Term = apps.get_model("search", "SynonymTerm")
    now = timezone.now()
    for code, row in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        group = Group.objects.filter(code=code).first()
        if group is None and "broader" in row:
            group = Group.objects.create(
                code=code, broader=row["broader"], updated_at=now
            )
        if group is None:
            continue
        Term.objects.bulk_create(
            [
                Term(
                    group=group,
                    language=language,
                    text=text,
                    only_asked=asked,
                    updated_at=now,
                )
                for language, text, asked in terms(row)
            ],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0004_languages_of_words")]

    # Backwards nothing: what editors have changed since cannot be told apart.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
