"""Networks, the organisations in them, and their teams: identity only."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import CODES, Language, translated

colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour as #0e5a57."))


def all_languages() -> list[str]:
    return list(CODES)


def check_company_number(value: str) -> None:
    """Belgian company number, `0123.456.749`; the last two digits prove the others."""
    digits = re.sub(r"\D", "", value)
    if len(digits) != 10 or 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise ValidationError(
            _("This company number is not right: check its ten digits."),
            code="company_number",
        )


class Network(models.Model):
    """A movement that shares this site: its host, brand, country and sender."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    host = models.CharField(
        _("host"),
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        help_text=_(
            "Without a port. The network without a host answers for all others."
        ),
    )
    languages = models.JSONField(_("languages"), default=all_languages)
    tagline_fr = models.CharField(_("tagline in French"), max_length=160, blank=True)
    tagline_nl = models.CharField(_("tagline in Dutch"), max_length=160, blank=True)
    tagline_de = models.CharField(_("tagline in German"), max_length=160, blank=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=160, blank=True)
    accent_light = models.CharField(
        _("accent colour, light theme"), max_length=7, blank=True, validators=[colour]
    )
    accent_dark = models.CharField(
        _("accent colour, dark theme"), max_length=7, blank=True, validators=[colour]
    )
    country = models.CharField(_("country"), max_length=2, default="BE")
    authority_name = models.CharField(_("supervisory authority"), max_length=160)
    authority_address = models.CharField(_("its address"), max_length=200, blank=True)
    authority_phone = models.CharField(_("its telephone"), max_length=40, blank=True)
    authority_website = models.URLField(_("its website"), blank=True)
    controller_name = models.CharField(_("who answers for the data"), max_length=160)
    controller_address = models.CharField(_("postal address"), max_length=200)
    controller_email = models.EmailField(_("address for questions about data"))
    joint_controllers = models.TextField(
        _("who decides with them (joint controllers)"),
        blank=True,
        help_text=_("Name, contact and for what; one per line."),
    )
    representative = models.CharField(
        _("representative in the European Union"),
        max_length=200,
        blank=True,
        help_text=_("Only for an association outside the Union."),
    )
    protection_officer = models.CharField(
        _("data protection officer (DPO)"), max_length=200, blank=True
    )
    processors = models.TextField(
        _("who works with the data on their behalf (processors)"),
        blank=True,
        help_text=_(
            "The host, the mail provider: name, country, for what, day of the contract;"
            " one per line."
        ),
    )
    transfers = models.TextField(
        _("transfers outside the European Economic Area"),
        blank=True,
        help_text=_("To whom, in which country, with which safeguards; one per line."),
    )
    sender_name = models.CharField(_("sender of mails"), max_length=80)
    sender_email = models.EmailField(_("sender's address"))
    neutral_name = models.CharField(
        _("sender of discreet mails"),
        max_length=80,
        blank=True,
        help_text=_("A name that says nothing of what the network is about."),
    )
    neutral_email = models.EmailField(
        _("address of discreet mails"),
        blank=True,
        help_text=_("At a domain that says nothing of it; answers arrive there."),
    )
    phone = models.CharField(_("telephone"), max_length=40)
    phone_hours_fr = models.CharField(_("hours in French"), max_length=120, blank=True)
    phone_hours_nl = models.CharField(_("hours in Dutch"), max_length=120, blank=True)
    phone_hours_de = models.CharField(_("hours in German"), max_length=120, blank=True)
    phone_hours_en = models.CharField(_("hours in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """`host` is kept as hosts are compared; nothing means NULL, as it is unique."""
        self.host = (self.host or "").strip().lower().rstrip(".") or None
        if not self.neutral_email or self.neutral_email == self.sender_email:
            told = _("Discreet mails need an address of their own that tells nothing.")
            raise ValidationError({"neutral_email": told})

    @property
    def tagline(self) -> str:
        return translated(self, "tagline")

    @property
    def phone_hours(self) -> str:
        return translated(self, "phone_hours")


class Organisation(models.Model):
    """A legal person: an asbl, a hospital, a CPAS. Perhaps a branch of another."""

    network = models.ForeignKey(
        Network,
        models.PROTECT,
        related_name="organisations",
        verbose_name=_("network"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("branch of"),
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    legal_form = models.CharField(_("legal form"), max_length=60, blank=True)
    company_number = models.CharField(
        _("company number"),
        max_length=20,
        blank=True,
        help_text=_("As the register of the network's country writes it."),
    )
    register_court = models.CharField(_("court (RPM)"), max_length=60, blank=True)
    seat = models.CharField(_("registered seat"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(
        _("e-mail of the organisation"),
        blank=True,
        help_text=_("An address of the house, never of one person."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.pk and self.parent_id == self.pk:
            raise ValidationError(
                {"parent": _("An organisation cannot be its own branch.")}
            )
        if self.company_number and self.network_id and self.network.country == "BE":
            try:
                check_company_number(self.company_number)
            except ValidationError as error:
                raise ValidationError({"company_number": error}) from error


class Team(models.Model):
    """What people meet: a team of an organisation. What is told of it is elsewhere."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="teams",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


def languages_of(network: Any) -> list[Language]:
    """The network's languages, known ones only, in our order."""
    return [Language(code) for code in CODES if code in network.languages]
