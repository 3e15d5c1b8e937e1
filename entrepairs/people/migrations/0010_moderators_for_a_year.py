"""Moderators without an end keep their role for one year more, then anew."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone


def set_ends(apps, schema_editor):
    Membership = apps.get_model("people", "Membership")
    last = timezone.localdate() + timedelta(days=365)
    endless = Membership.objects.filter(role="moderator", to_on=None)
    endless.update(to_on=Greatest(F("from_on"), Value(last)))


class Migration(migrations.Migration):
    dependencies = [("people", "0009_notices_kept")]

    operations = [migrations.RunPython(set_ends, migrations.RunPython.noop)]
