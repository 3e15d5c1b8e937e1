from django.db import migrations

from entrepairs.core.sealing_migrations import SealColumn


class Migration(migrations.Migration):
    """Seals the mails that wait."""

    atomic = False

    dependencies = [
        ('mail', '0002_discreet_sealed_and_texts'),
    ]

    operations = [
        SealColumn('outgoingmail', 'to'),
        SealColumn('outgoingmail', 'subject'),
        SealColumn('outgoingmail', 'text'),
    ]
