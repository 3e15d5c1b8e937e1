"""A row for each page whose text is in the code."""

from django.db import migrations, models

CODES = (
    "peer_support",
    "door_support",
    "door_peer",
    "door_team",
    "help_lines",
    "about",
    "privacy",
    "accessibility",
    "open_data",
)


def load(apps, schema_editor):
    SitePage = apps.get_model("website", "SitePage")
    for code in CODES:
        SitePage.objects.get_or_create(code=code)


class Migration(migrations.Migration):
    dependencies = [("website", "0002_help_lines")]

    operations = [
        migrations.CreateModel(
            name="SitePage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
