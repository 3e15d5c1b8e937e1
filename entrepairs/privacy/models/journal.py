"""Which lines of the journal of erasures this database has done."""

from django.db import models


class JournalDone(models.Model):
    """One line, by its number alone: what it says stands outside of the database."""

    line = models.CharField(max_length=32, unique=True)
    on = models.DateField()  # the day of the line

    def __str__(self) -> str:
        return self.line
