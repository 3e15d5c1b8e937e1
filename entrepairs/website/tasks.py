"""Sweeps: what the search knows of help lines and of the site's own pages."""

from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.search.actions import index
from entrepairs.website.models import HelpLine, SitePage


@every(minutes=60)
@task()
def index_texts() -> int:
    """Index all of them anew, as they are few; returns how many."""
    lines = list(HelpLine.objects.values_list("pk", flat=True))
    pages = list(SitePage.objects.values_list("pk", flat=True))
    index("help_line", lines)
    index("page", pages)
    return len(lines) + len(pages)
