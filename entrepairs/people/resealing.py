"""What we seal in tables of allauth: secrets of apps, seeds of recovery codes."""

from entrepairs.core.resealing import JsonEntry, hold
from entrepairs.people.signin.adapter import PLACE

hold(
    JsonEntry("mfa.Authenticator", "data", "secret", PLACE),
    JsonEntry("mfa.Authenticator", "data", "seed", PLACE),
)
