"""The mark of a demonstration."""

from django.db import models


class Demonstration(models.Model):
    """Is there when the database was empty and filled with invented teams."""

    filled_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.filled_at)
