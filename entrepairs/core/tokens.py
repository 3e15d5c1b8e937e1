"""Secrets in links: given out once, kept only as a digest."""

import hashlib
import secrets

TOKEN_BYTES = 32  # 256 bits


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What is kept of a token; SHA-256 suffices for a random secret of 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
