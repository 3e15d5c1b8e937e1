from django.db import migrations

from entrepairs.core.sealing_migrations import SealColumn


class Migration(migrations.Migration):
    """Seals the addresses that are there."""

    atomic = False

    dependencies = [
        ('people', '0003_sealed_email'),
    ]

    operations = [
        SealColumn('person', 'email'),
    ]
