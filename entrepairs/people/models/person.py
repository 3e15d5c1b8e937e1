"""Persons. No password anywhere, nothing about health, an e-mail only if they want."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import Language
from entrepairs.core.notices import Noticed
from entrepairs.core.sealed import SealedEmailField
from entrepairs.core.text import fold_email


def new_session_key() -> str:
    return secrets.token_hex(16)


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email=fold_email(email))

    def create_user(self, email: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=fold_email(email), **fields)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str | None = None, **fields: Any) -> "Person":
        return self.create_user(email, **{**fields, "is_superuser": True})

    def visible_to(self, user: Any) -> models.QuerySet["Person"]:
        """Oneself, and whoever holds a role that one may see."""
        from entrepairs.people.models.membership import Membership

        seen = Membership.objects.visible_to(user).values("person")
        return self.filter(models.Q(pk=user.pk) | models.Q(pk__in=seen))


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    PHONE = "phone", _("telephone")
    POST = "post", _("post")


class Person(Noticed, AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in or whom staff know. A first name or nickname suffices."""

    password = None  # type: ignore[assignment]
    email = SealedEmailField(_("e-mail"), unique=True, null=True, blank=True)
    called = models.CharField(_("name to be called by"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.FRENCH
    )
    channel = models.CharField(
        _("preferred channel"), max_length=5, choices=Channel, default=Channel.MAIL
    )
    discreet_mails = models.BooleanField(_("discreet mails"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    session_salt = models.CharField(
        max_length=32, default=new_session_key, editable=False
    )

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["called", "pk"]

    def __str__(self) -> str:
        return self.called or f"#{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = fold_email(self.email)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def has_usable_password(self) -> bool:
        return False

    def set_unusable_password(self) -> None:
        """There is none."""

    def set_password(self, raw_password: str | None) -> None:
        raise TypeError("There are no passwords here.")

    def check_password(self, raw_password: str | None) -> bool:
        return False

    def get_session_auth_hash(self) -> str:
        """Changing `session_salt` ends every session of the person."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Any:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret=secret)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        salt = "entrepairs.people.session"
        return salted_hmac(
            salt, self.session_salt, secret=secret, algorithm="sha256"
        ).hexdigest()
