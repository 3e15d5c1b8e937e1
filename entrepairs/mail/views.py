"""Texts of mails in the back office: read, changed, tried, put back."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from entrepairs.core.http import Request
from entrepairs.core.language import Language
from entrepairs.core.limits import allow
from entrepairs.mail import actions
from entrepairs.mail.forms import TextForm
from entrepairs.mail.kinds import MailKind, kind_named, kinds
from entrepairs.mail.models import MailText, by_language
from entrepairs.mail.writing import Letter, letter_of_house, letter_of_words
from entrepairs.organisations.models import Network, languages_of

TRIALS, TRIALS_IN = 20, 3600  # of one person, in seconds


@dataclass(frozen=True)
class Place:
    """Which mail, in which language, of which network."""

    kind: MailKind
    language: Language
    network: Network

    @property
    def versions(self) -> Any:
        texts = MailText.objects.of(self.network, self.kind.name)
        return texts.filter(language=self.language)

    @property
    def address(self) -> str:
        path = reverse("mail_text", args=[self.kind.name, self.language.value])
        return f"{path}?network={self.network.code}"

    def words(self, newest: MailText | None) -> Letter:
        """What an editor starts from, with its `{variables}`."""
        if newest is not None and newest.text:
            return Letter(newest.subject, newest.text)
        names = {one.name: f"{{{one.name}}}" for one in self.kind.all_variables}
        template = self.kind.template
        return letter_of_house(template, names, language=self.language.value)

    def letter(self, subject: str, text: str) -> Letter:
        with override(self.language.value):
            values = self.kind.examples(self.network)
            return letter_of_words(subject, text, values)


def _network(request: Request) -> Network:
    if not request.user.is_superuser:
        raise Http404
    code = request.GET.get("network", "")
    if not code:
        return request.network  # type: ignore[no-any-return]
    network = Network.objects.filter(code=code).first()
    if network is None:
        raise Http404
    return network


def _place(request: Request, kind: str, language: str) -> Place:
    network = _network(request)
    found = kind_named(kind)
    if found is None or language not in languages_of(network):
        raise Http404
    return Place(found, Language(language), network)


@require_admin_access
@require_safe
def text_list(request: Request) -> HttpResponse:
    """All mails the site writes, and in which languages their words were changed."""
    network = _network(request)
    changed = {
        (text.kind, text.language)
        for text in MailText.objects.filter(network=network).current().written()
    }
    rows = [
        (kind, [(one, (kind.name, one.value) in changed) for one in languages])
        for languages in [languages_of(network)]
        for kind in kinds()
    ]
    context = {
        "rows": rows,
        "network": network,
        "networks": Network.objects.all(),
        **_header(_("Texts of mails")),
    }
    return render(request, "mail/admin/text_list.html", context)


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: Request, kind: str, language: str) -> HttpResponse:
    place = _place(request, kind, language)
    if request.method == "POST":
        return _take(request, place)
    newest = place.versions.first()
    words = place.words(newest)
    start = {"subject": words.subject, "text": words.text, "seen": _pk(newest)}
    return _show(request, place, TextForm(initial=start, kind=place.kind))


def _pk(newest: MailText | None) -> int:
    return newest.pk if newest else 0


def _take(request: Request, place: Place) -> HttpResponse:
    """One form, three buttons: look, send me a trial, save."""
    form = TextForm(request.POST, kind=place.kind)
    if not form.is_valid():
        return _show(request, place, form)
    words = form.cleaned_data
    letter = place.letter(words["subject"], words["text"])
    wanted = request.POST.get("do")
    if wanted == "save":
        return _save(request, place, form)
    if wanted == "trial":
        _try(request, place, letter)
    return _show(request, place, form, letter=letter)


def _save(request: Request, place: Place, form: TextForm) -> HttpResponse:
    words, newest = form.cleaned_data, place.versions.first()
    if _pk(newest) != (words["seen"] or 0):
        form.data = {**request.POST.dict(), "seen": _pk(newest)}
        told = _(
            "Somebody else changed this text meanwhile; it is the first in the history "
            "below. Nothing was saved. Save again if yours should replace it."
        )
        form.add_error(None, told)
        return _show(request, place, form)
    actions.change_text(
        place.kind,
        network=place.network,
        language=place.language.value,
        subject=words["subject"],
        text=words["text"],
        by=request.user,
    )
    messages.success(request, _("Saved: mails from now on have these words."))
    return redirect(place.address)


def _try(request: Request, place: Place, letter: Letter) -> None:
    to = getattr(request.user, "email", "")
    if not to:
        messages.error(request, _("Your account has no e-mail to send a trial to."))
    elif not allow("mail-trial", str(request.user.pk), limit=TRIALS, seconds=TRIALS_IN):
        messages.error(request, _("That is enough trials for an hour."))
    else:
        actions.send_trial(
            letter,
            to=to,
            network=place.network,
            language=place.language.value,
            discreet=getattr(request.user, "discreet_mails", False),
        )
        messages.success(request, _("A trial is on its way to you."))


@require_admin_access
@require_POST
def text_of_house(request: Request, kind: str, language: str) -> HttpResponse:
    """Back to the words that come with the program. What was written stays below."""
    place = _place(request, kind, language)
    actions.back_to_the_house(
        place.kind,
        network=place.network,
        language=place.language.value,
        by=request.user,
    )
    messages.success(request, _("The text of the house counts again."))
    return redirect(place.address)


def _show(
    request: Request, place: Place, form: TextForm, *, letter: Letter | None = None
) -> HttpResponse:
    texts = MailText.objects.of(place.network, place.kind.name)
    changed = by_language(texts.current().written())
    context = {
        "form": form,
        "kind": place.kind,
        "network": place.network,
        "language": place.language,
        "languages": [(one, one in changed) for one in languages_of(place.network)],
        "is_changed": place.language in changed,
        "versions": place.versions.select_related("written_by")[:20],
        "letter": letter,
        "examples": place.kind.examples(place.network),
        **_header(_("Texts of mails"), str(place.kind.title)),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "mail/admin/text.html", context, status=status)


def _header(*titles: str) -> dict[str, Any]:
    addresses = [reverse("mail_texts"), ""]
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    for title, address in zip(titles, addresses, strict=False):
        crumbs.append({"url": address, "label": title})
    return {
        "breadcrumbs_items": crumbs,
        "header_title": titles[-1],
        "header_icon": "mail",
        "nothing": None,  # what Wagtail's header would show besides
    }
