"""Editions tell whether what was worked out from the listings still holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_terms")]

    operations = [
        migrations.CreateModel(
            name="Edition",
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
                ("stamp", models.BigIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
