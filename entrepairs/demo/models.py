"""The mark of a demonstration."""

from django.db import models


class Demonstration(models.Model):
    """Is there when the database was empty and filled with invented teams."""

    filled_at = models.DateTimeField(auto_now_add=True)
    ready_for = models.CharField(max_length=64, default="", editable=False)

    def __str__(self) -> str:
        return str(self.filled_at)
