"""Says “aller-vers” where the French list said “outreach”, unless it was changed."""

from django.db import migrations

BEFORE = "Équipe mobile (réforme 107), outreach"
AFTER = "Équipe mobile (réforme 107), aller-vers"


def _say(apps, before: str, after: str) -> None:
    Sector = apps.get_model("directory", "Sector")
    Sector.objects.filter(code="mh_mobile", label_fr=before).update(label_fr=after)


def forwards(apps, schema_editor) -> None:
    _say(apps, BEFORE, AFTER)


def backwards(apps, schema_editor) -> None:
    _say(apps, AFTER, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_link_of_an_address")]

    operations = [
        migrations.AlterModelOptions(
            name="entry",
            options={
                "ordering": ["team__name", "pk"],
                "verbose_name": "entry of the directory",
                "verbose_name_plural": "entries",
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
