"""Settings of one installation, read from the environment; the defaults serve a demo on one machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from rembuk import env

PACKAGE = Path(__file__).resolve().parent
VAR = Path(env.text("REMBUK_VAR", str(PACKAGE.parent.parent / "var"))).resolve()

DEBUG = env.flag("REMBUK_DEBUG", default=False)
SECRET_KEY = env.secret("REMBUK_SECRET_KEY", VAR)
# The first key writes, all read; a new key goes in front.
FIELD_KEYS = env.words("REMBUK_FIELD_KEYS") or [env.secret("REMBUK_FIELD_KEY", VAR)]
ALLOWED_HOSTS = env.words("REMBUK_HOSTS", "localhost,127.0.0.1,[::1]")
SECURE = env.flag("REMBUK_SECURE", default=False)  # Served over HTTPS: secure cookies and HSTS.

# Whose word counts for the address a request came from: a web server in front. Nobody's, if this is left out.
PROXIES = env.networks("REMBUK_PROXIES")

ROOT_URLCONF = "rembuk.web.urls"
WSGI_APPLICATION = "rembuk.web.wsgi.application"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rembuk.tenancy",
    "rembuk.journal",
    "rembuk.messaging",
    "rembuk.media",
    "rembuk.regions",
    "rembuk.programmes",
    "rembuk.people",
    "rembuk.voices",
    "rembuk.meetings",
    "rembuk.plans",
    "rembuk.priorities",
    "rembuk.projects",
    "rembuk.projects.swadaya",
    "rembuk.finance",
    "rembuk.web",
]

MIDDLEWARE = [
    "rembuk.web.middleware.RequestLog",
    "rembuk.web.middleware.SecurityHeaders",
    "rembuk.web.middleware.Compression",
    "django.middleware.http.ConditionalGetMiddleware",
    "rembuk.web.middleware.BusyDatabase",
    "rembuk.web.middleware.Language",
    "rembuk.web.middleware.TenantOfHost",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [  # Any: Django's own option values.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "environment": "rembuk.web.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"


def _database(url: str) -> dict[str, Any]:  # Any: Django's own option values.
    """Read `sqlite:///path` or `postgresql://user:password@host:port/name?host=/socket`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "rembuk.tenancy.backends.sqlite3",
            "NAME": unquote(parts.path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A deferred transaction that turns into a writer fails under load; an immediate one waits its turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    # FULL, so that a number that somebody holds survives a power cut too; it costs one fsync a write.
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;"
                    "PRAGMA cache_size=-1000;PRAGMA journal_size_limit=67108864;"
                    # What a count erases is overwritten in the file too; some builds of SQLite leave it readable.
                    "PRAGMA secure_delete=ON;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "rembuk.tenancy.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"REMBUK_DATABASE must begin with sqlite:// or postgresql://, not {parts.scheme!r}.")


DATABASES = {"default": _database(env.text("REMBUK_DATABASE", f"sqlite://{VAR}/rembuk.sqlite3"))}

# Keep public pages in memory for a minute; the benchmark measures with and without.
PAGE_CACHE = env.flag("REMBUK_PAGE_CACHE", default=True)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Language and time -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# --- Files -------------------------------------------------------------------------------------------------------

MEDIA_ROOT = VAR / "media"
STATIC_URL = "/static/"
ASSETS_ROOT = VAR / "assets"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# --- Sign-in -----------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["rembuk.people.signin.StaffBackend"]
PASSWORD_HASHERS = ["rembuk.people.signin.LightArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "rembuk.people.passwords.WordsFromHereValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "rembuk.web.errors.csrf_failed"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

ACCOUNT_ADAPTER = "rembuk.people.signin.StaffAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# A whole kampung may share one address: limits are per login first, and per address only against floods.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "rembuk.people.signin.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Rembuk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = False

# --- Messages ----------------------------------------------------------------------------------------------------

# Where residents find this installation; messages and papers carry it.
ADDRESS = env.text("REMBUK_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
# The demo shows messages on a page instead of sending them.
SIMULATOR = env.flag("REMBUK_SIMULATOR", default=False)
EMAIL_BACKEND = env.text("REMBUK_EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
EMAIL_HOST = env.text("REMBUK_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = env.text("REMBUK_EMAIL_FROM", "rembuk@localhost")

# --- Logs: JSON lines without personal data; see rembuk.web.logs ---------------------------------------------------

LOGGING_CONFIG = "rembuk.web.logs.configure"
LOGGING = {"version": 1}  # Django calls the function above only when this is not empty.
