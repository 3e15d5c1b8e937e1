"""Settings come from the environment; a bad value stops the start with a reason."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = ("1", "true", "yes", "on")
TLS = ("start", "ssl", "none")
FALSE = ("0", "false", "no", "off", "")


class BadSetting(SystemExit):
    """A setting that cannot be used: says its name, its value and what is allowed."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used. Allowed: {allowed}.")


class Environment:
    """Typed reader of environment variables. Unset and empty mean the default."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def boolean(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name).lower()
        if not value:
            return default
        if value not in TRUE + FALSE:
            raise BadSetting(name, value, "1, true, yes, on, 0, false, no, off")
        return value in TRUE

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        """A whole number, `low` and `high` included."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            raise BadSetting(name, value, f"a whole number from {low} to {high}")
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """Values separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word]

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).expanduser().resolve()

    def https_address(self, name: str) -> str:
        """An `https://` address, or nothing."""
        value = self.text(name)
        if value and (urlsplit(value).scheme != "https" or not urlsplit(value).netloc):
            raise BadSetting(name, value, "an address that begins with https://")
        return value

    def database(self, name: str, default: Path) -> dict[str, object]:
        """Django's description of `sqlite:///PATH` or `postgresql://…`."""
        value = self.text(name)
        if not value:
            return sqlite(default)
        allowed = "sqlite:///path/to/file or postgresql://user:password@host:port/name"
        try:
            parts = urlsplit(value)
            port = parts.port
        except ValueError:
            raise BadSetting(name, _without_password(value), allowed) from None
        database = unquote(parts.path.removeprefix("/"))
        if parts.scheme == "sqlite" and database:
            return sqlite(Path(database))
        if parts.scheme in ("postgres", "postgresql") and database:
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": database,
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": unquote(parts.hostname or ""),
                "PORT": str(port or ""),
                "CONN_HEALTH_CHECKS": True,
                "OPTIONS": {
                    "pool": {"min_size": 1, "max_size": 8},
                    **dict(parse_qsl(parts.query)),
                },
            }
        raise BadSetting(name, _without_password(value), allowed)

    def cache(self, name: str, table: str, *, rows: int) -> dict[str, object]:
        """Django's description of `redis://…`; by default a table of the database."""
        value = self.text(name)
        if not value:
            return {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": table,
                "OPTIONS": {"MAX_ENTRIES": rows},
            }
        if urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise BadSetting(name, _without_password(value), "redis://host:port/number")
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": value,
        }

    def mail(self, name: str, folder: Path) -> dict[str, object]:
        """
        Django's EMAIL settings of `smtp://user:password@host:port?tls=start|ssl|none`;
        by default mails are written into `folder`, one file each.
        """
        value = self.text(name)
        if not value:
            return {
                "EMAIL_BACKEND": "entrepairs.mail.folder.EmailBackend",
                "EMAIL_FILE_PATH": folder,
            }
        allowed = "smtp://user:password@host:587?tls=start (or tls=ssl, tls=none)"
        try:
            parts = urlsplit(value)
            port = parts.port or 587
        except ValueError:
            raise BadSetting(name, _without_password(value), allowed) from None
        tls = dict(parse_qsl(parts.query)).get("tls", "start")
        if parts.scheme != "smtp" or not parts.hostname or tls not in TLS:
            raise BadSetting(name, _without_password(value), allowed)
        return {
            "EMAIL_BACKEND": "entrepairs.mail.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": tls == "start",
            "EMAIL_USE_SSL": tls == "ssl",
            "EMAIL_TIMEOUT": 20,
        }


def sqlite(path: Path) -> dict[str, object]:
    """WAL for readers beside a writer, IMMEDIATE so that a writer waits its turn."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # opening takes longer than most questions
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
                "PRAGMA secure_delete=ON;"  # what is erased is overwritten
                "PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000;"
            ),
        },
    }


def _without_password(address: str) -> str:
    head, at, tail = address.rpartition("@")
    return f"{head.split(':')[0]}:…@{tail}" if at else address
