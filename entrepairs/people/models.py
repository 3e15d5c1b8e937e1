"""Persons. No password anywhere, nothing about health, an e-mail only if they want."""

import secrets
import unicodedata
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import Language


def fold_email(email: str | None) -> str | None:
    """
    The form in which two addresses are the same: NFKC, case folded, no dot after the
    domain. Nothing when there is none.
    """
    folded = unicodedata.normalize("NFKC", email or "").strip().casefold()
    return folded.rstrip(".") or None


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


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    PHONE = "phone", _("telephone")
    POST = "post", _("post")


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in or whom staff know. A first name or nickname suffices."""

    password = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    called = models.CharField(_("name to be called by"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.FRENCH
    )
    channel = models.CharField(
        _("preferred channel"), max_length=5, choices=Channel, default=Channel.MAIL
    )
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
        return self.called or self.email or f"#{self.pk}"

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


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def open(self) -> "SignInLinkQuerySet":
        """Not used, not expired, of somebody who may sign in."""
        now = timezone.now()
        return self.filter(used_at=None, expires_at__gt=now, person__is_active=True)


class SignInLink(models.Model):
    """A link that signs its person in once. Only its digest is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person} ({self.expires_at:%Y-%m-%d})"
