"""How one tells whether what the public sees has changed."""

import secrets

from django.db import models


class Edition(models.Model):
    """
    A row for each change of listings or taxonomies, written in the same transaction.

    What is worked out from them may be remembered as long as these rows say the same.
    Rows in place of one counter, for which all that is written would wait.
    """

    stamp = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.pk}"

    @classmethod
    def mark(cls) -> None:
        """Tell that something changed; by chance, as a number may come twice."""
        cls.objects.create(stamp=secrets.randbits(31))
