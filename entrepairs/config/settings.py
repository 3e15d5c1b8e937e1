"""All settings. Values come from the environment; docs/settings.md tells each."""

from pathlib import Path

from entrepairs.config.environment import Environment
from entrepairs.config.keys import journal_key, sealing_keys_file, secret_key

env = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

DATA = env.path("ENTREPAIRS_DATA", Path("data"))
DEMO = env.boolean("ENTREPAIRS_DEMO")
HTTPS = env.boolean("ENTREPAIRS_HTTPS", default=not DEMO)
DEBUG = env.boolean("ENTREPAIRS_DEBUG")
LIVE_STATIC = env.boolean("ENTREPAIRS_LIVE_STATIC", default=DEBUG)
TILES_ADDRESS = env.https_address("ENTREPAIRS_TILES")
TRUSTED_PROXIES = env.integer("ENTREPAIRS_PROXIES", 0, low=0, high=5)
PORT = env.integer("PORT", 8000, low=1, high=65535)
WORKERS = env.integer("ENTREPAIRS_WORKERS", 2, low=1, high=64)
BIND = env.text("ENTREPAIRS_BIND", "127.0.0.1")
SECRET_KEY = env.text("ENTREPAIRS_SECRET_KEY") or secret_key(DATA)
SEALING_KEYS = env.words("ENTREPAIRS_SEALING_KEYS")
SEALING_KEYS_FILE = sealing_keys_file(DATA, make=not SEALING_KEYS)
JOURNAL_FILE = env.path("ENTREPAIRS_JOURNAL", DATA / "journal" / "erasures")
JOURNAL_KEY = journal_key(DATA)
ALLOWED_HOSTS = env.words("ENTREPAIRS_HOSTS", "127.0.0.1,[::1],localhost,.localhost")
TIME_ZONE = env.text("ENTREPAIRS_TIME_ZONE", "Europe/Brussels")

INSTALLED_APPS = [
    "entrepairs.core",
    "entrepairs.places",
    "entrepairs.organisations",
    "entrepairs.ui",
    "entrepairs.search",
    "entrepairs.mail",
    "entrepairs.people",
    "entrepairs.privacy",
    "entrepairs.importing",
    "entrepairs.directory",
    "entrepairs.website",
    "entrepairs.demo",
    "template_partials",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "django_tasks",
    "django_tasks_db",
    "wagtail.admin",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.users",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "entrepairs.config.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "entrepairs.organisations.middleware.NetworkMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "entrepairs.core.at_work.AtWorkMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "entrepairs.people.signin.middleware.PrivatePages",
    "entrepairs.people.factors.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "entrepairs.config.urls"
WSGI_APPLICATION = "entrepairs.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "entrepairs.ui.frame.frame",
                "entrepairs.website.context.help_line",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", DATA / "entrepairs.sqlite3")}
CACHES = {
    "default": env.cache("CACHE_URL", "entrepairs_cache", rows=20_000),
    "limits": env.cache("CACHE_URL", "entrepairs_limits", rows=300_000),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

globals().update(env.mail("ENTREPAIRS_MAIL", DATA / "mails"))
MAILS_A_MINUTE = env.integer("ENTREPAIRS_MAILS_A_MINUTE", 0, low=0, high=100_000)

AUTH_USER_MODEL = "people.Person"

AUDITLOG_LOGENTRY_MODEL = "privacy.Change"  # history of changes, without values
AUDITLOG_DISABLE_REMOTE_ADDR = True
MIGRATION_MODULES = {"auditlog": None}  # else it makes a table that nobody fills
LOGIN_URL = "account_login"

# Of allauth: codes by e-mail, passkeys, second factors. No sign-up, no password, and
# no table of addresses; limits are ours, counted for all processes together.
ACCOUNT_ADAPTER = "entrepairs.people.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_TIMEOUT = 60 * 30
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "entrepairs.people.signin.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "fr"
LANGUAGES = [
    ("fr", "Français"),
    ("nl", "Nederlands"),
    ("de", "Deutsch"),
    ("en", "English"),
]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LIVE_STATIC
        else "entrepairs.config.storage.HashedStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LIVE_STATIC
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# A visitor has no cookie; those who sign in have one, kept from scripts.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_USE_SESSIONS = True
CSRF_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 730  # sent over HTTPS only
# Only a proxy that we trust may say that the visitor came by HTTPS.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
)
SECURE_SSL_REDIRECT = HTTPS and TRUSTED_PROXIES > 0

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

WAGTAIL_SITE_NAME = "Entrepairs"
WAGTAILADMIN_BASE_URL = env.text("ENTREPAIRS_ADDRESS", f"http://127.0.0.1:{PORT}")
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_AUTOSAVE_INTERVAL = 0  # what is saved is shown at once
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# To the terminal or the journal; never an address with what somebody searched for.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "entrepairs.core.discretion.DiscreetFormatter",
            "format": "%(levelname)s %(name)s: %(message)s",
        }
    },
    "filters": {"one line": {"()": "entrepairs.core.discretion.OneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "discreet"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"filters": ["one line"]},
    },
}

SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # config.headers says who may frame us
    "security.W005",  # other names of the domain are not ours to decide for
    "security.W008",  # the proxy redirects, and so do we when there is one
    "security.W021",  # preloading is the owner's choice
]
