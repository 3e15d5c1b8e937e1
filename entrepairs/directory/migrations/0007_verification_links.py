import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0006_remember_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="life_on",
            field=models.DateField(
                blank=True,
                help_text="The day this way of life began; figures per year need it.",
                null=True,
                verbose_name="since",
            ),
        ),
        migrations.CreateModel(
            name="VerificationLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.entry")),
            ],
        ),
    ]
