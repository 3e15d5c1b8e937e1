"""
Links in mails: one purpose, one use, a term. Only a digest of their secret is kept.

A purpose is a table, a verb and a page:

    class AddressLink(SecretLink):  # models
        person = models.ForeignKey(Person, models.CASCADE, related_name="+")
        new_email = models.EmailField()

    earlier = AddressLink.objects.filter(person=person)  # actions
    link = AddressLink(person=person, new_email=new_email)
    token = issue(link, term=timedelta(hours=1), replaces=earlier)

    @transaction.atomic
    def change_address(token: str) -> Person:
        link = use(AddressLink, token)
        ...

    @link_page(AddressLink, "people/change_address.html")  # views
    def change_address(request: Request, token: str) -> HttpResponse:
        actions.change_address(token)
        return redirect("people:profile")

The template has `link` and a `<form method="post">` with one button.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Self, TypeVar, cast

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from entrepairs.core.errors import Refused
from entrepairs.core.guard import is_from_elsewhere
from entrepairs.core.limits import limited
from entrepairs.core.tokens import digest_of, new_token

View = Callable[..., HttpResponse]
LinkT = TypeVar("LinkT", bound="SecretLink")
PRESSES, PRESSES_IN = 30, 600  # of one network address, in seconds


class SecretLinkQuerySet(models.QuerySet[LinkT]):
    def open(self) -> Self:
        """Neither used nor expired. A purpose adds when else its links are dead."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())


class SecretLink(models.Model):
    """Delete it, or what it points to, and the link is dead."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} #{self.pk} ({self.expires_at:%Y-%m-%d})"


@transaction.atomic
def issue(
    link: SecretLink, *, term: timedelta, replaces: models.QuerySet[Any] | None = None
) -> str:
    """The token of the new link, told only once. Those it replaces are dead."""
    now = timezone.now()
    links = _links(type(link))
    links.filter(expires_at__lt=now).delete()
    if replaces is not None:
        replaces.delete()
    token = new_token()
    link.digest, link.expires_at = digest_of(token), now + term
    link.save()
    return token


def peek(model: type[LinkT], token: str) -> LinkT | None:
    """The link, while `use` would succeed. Changes nothing."""
    found: LinkT | None = _links(model).open().filter(digest=digest_of(token)).first()
    return found


@transaction.atomic
def use(model: type[LinkT], token: str) -> LinkT:
    """
    Use the link up, in the transaction of what it is for.

    Raises `Refused`, always in the same words, when it is forged, used, replaced or
    too old. Of two who press at once, one succeeds.
    """
    held = _links(model).select_for_update(of=("self",), no_key=True)
    link = held.filter(digest=digest_of(token)).first()
    # Ask again in a new statement: the one that waited for the lock saw the past.
    if not link or not _links(model).open().filter(pk=link.pk).exists():
        raise Refused(_("This link no longer works."))
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return cast(LinkT, link)


def _links(model: type[SecretLink]) -> Any:
    return model._default_manager.all()


def link_page(
    model: type[SecretLink],
    template: str,
    *,
    gone: str = "ui/link_gone.html",
    context: Callable[[Any], dict[str, Any]] | None = None,
) -> Callable[[View], View]:
    """
    The page behind a link, around a view that is called for the button only.

    Mail programs look, prefetch and run scripts: looking changes nothing. What comes
    from another site only looks. A dead link, or a `Refused` of the view, gets 410.
    """

    def decorate(press: View) -> View:
        def look(request: HttpRequest, token: str) -> HttpResponse:
            link = peek(model, token)
            if link is None:
                return render(request, gone, status=410)
            more = context(link) if context else {}
            return render(request, template, {"link": link, **more})

        def answer(request: HttpRequest, token: str) -> HttpResponse:
            if request.method != "POST" or is_from_elsewhere(request):
                return look(request, token)
            try:
                return press(request, token)
            except Refused:
                return render(request, gone, status=410)

        @never_cache
        @csrf_exempt  # visitors have no cookie to compare with; the link is the secret
        @require_http_methods(["GET", "HEAD", "POST"])
        @limited(
            f"link:{model._meta.label_lower}",
            limit=PRESSES,
            seconds=PRESSES_IN,
            methods=("POST",),
        )
        @wraps(press)
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            response = answer(request, token)
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return cast(View, wrapped)

    return decorate
