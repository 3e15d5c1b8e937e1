"""Signing in: a code by e-mail, a passkey, the second factor. On django-allauth."""
