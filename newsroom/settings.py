"""All settings, safe by default; the environment variables that change them are read at the top.

Without any variable the application runs on one machine: SQLite and a secret key of its own
in `var/`, answering to localhost only. docs/deployment.md says what each variable does.
"""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
VAR.mkdir(exist_ok=True)
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def yes(name: str, default: str = "") -> bool:
    return (os.environ.get(name) or default).strip().lower() in {"1", "yes", "true", "on"}


def number(name: str, default: int, *, least: int, most: int | None = None) -> int:
    """Raises ValueError where the variable is no whole number from `least` to `most`."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    digits = given.isascii() and given.isdecimal()
    if digits and least <= int(given) and (most is None or int(given) <= most):
        return int(given)
    among = f"from {least} to {most}" if most is not None else f"of {least} or more"
    raise ValueError(f"{name} must be a whole number {among}, not {given!r}")


def words_of_variable(name: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def own_secret_key() -> str:
    """The key of this installation, made at first use and readable by its owner only."""
    path = VAR / "secret_key"
    try:
        # O_EXCL: of two processes starting at once one makes the key and the other reads it.
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


def database(url: str) -> dict[str, Any]:
    """Django's description of the database at `url` (sqlite:////absolute/path or postgres://…)."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "newsroom.sqlite",
            "NAME": unquote(parts.path[1:]) or VAR / "newsroom.sqlite3",
            "OPTIONS": {
                # A deferred transaction that reads and then writes fails at once when another
                # writer has committed in between, whatever the time-out: so IMMEDIATE.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Mapped into memory, the first gigabyte of the file is read without copying each
                # page of it: a search takes half the time. The system takes it back as it needs.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                f" PRAGMA mmap_size={2**30};",
            },
            # Opening it takes longer than most pages do with it. Nothing is held meanwhile: a
            # connection between two transactions has no lock.
            "CONN_MAX_AGE": None,
            # A file, so that the tests meet the same journal and locks as an installation does.
            "TEST": {"NAME": VAR / "test.sqlite3"},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
            # Compiling a query takes PostgreSQL longer than any page of ours does without.
            "OPTIONS": {
                "options": "-c jit=off",
                **dict(parse_qsl(parts.query, keep_blank_values=True)),
            },
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL must begin with sqlite: or postgres:, not {parts.scheme!r}")


def site_address(given: str) -> str:
    """The public address as links begin with it: without a slash at its end, and without the port
    that its scheme has anyway.

    Raises ValueError where no link could be made of it.
    """
    parts = urlsplit(given)
    is_whole = parts.scheme in USUAL_PORTS and parts.hostname and parts.path in ("", "/")
    is_more = parts.query or parts.fragment or parts.username is not None
    if not is_whole or is_more or not has_port_or_none(parts):
        raise ValueError(
            "SITE_URL must be like https://desk.example.org or http://10.0.0.5:8000, with http or "
            f"https and nothing behind the host and its port, not {given!r}"
        )
    port = "" if parts.port in (None, USUAL_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host_of(given)}{port}"


def has_port_or_none(parts: SplitResult) -> bool:
    """Whether what stands for the port, if anything does, can be one."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def host_of(site: str) -> str:
    """The host of an address as a browser sends it, that of IPv6 in brackets."""
    host = urlsplit(site).hostname or ""
    return f"[{host}]" if ":" in host else host


USUAL_PORTS = {"http": 80, "https": 443}

# Where nobody has said under which address the desk is, it is this machine.
SITE_IS_NAMED = bool(os.environ.get("SITE_URL"))
SITE_URL = site_address(
    os.environ.get("SITE_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
)

DEBUG = yes("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or own_secret_key()
THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = words_of_variable("ALLOWED_HOSTS") or [*THIS_MACHINE, host_of(SITE_URL)]
# A proxy may pass the host on without the port, which a browser tells in the origin of a form.
CSRF_TRUSTED_ORIGINS = [SITE_URL, *words_of_variable("CSRF_TRUSTED_ORIGINS")]
DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'newsroom.sqlite3'}")
}
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
PUBLISHER_NAME = os.environ.get("PUBLISHER_NAME", "Newsroom")

# Mail is sent where a server for it is named, and no page offers it where none is.
MAIL = bool(os.environ.get("EMAIL_HOST"))
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_USE_SSL = yes("EMAIL_USE_SSL")
EMAIL_USE_TLS = yes("EMAIL_USE_TLS")
EMAIL_PORT = number("EMAIL_PORT", 465 if EMAIL_USE_SSL else 25, least=1, most=65_535)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM") or f"newsroom@{host_of(SITE_URL)}"

LAYERS_NEEDED = number("LAYERS_NEEDED", 2, least=1)
SELF_VERIFY = yes("SELF_VERIFY")
REVIEW_OWN = yes("REVIEW_OWN")
# Help of this kind makes agreement look better than it is: a desk that measures it may do without.
ACCEPT_TOGETHER = yes("ACCEPT_TOGETHER", "on")

# Whether every word is marked, or said to hold nothing to check, before an article is submitted.
ALL_WORDS_LOOKED_AT = yes("ALL_WORDS_LOOKED_AT")

# In how many of a hundred paragraphs nothing is suggested, to see whether the suggestions steer;
# and what these paragraphs are drawn by.
SUGGESTIONS_HELD_BACK = number("SUGGESTIONS_HELD_BACK", 0, least=0, most=100)
SUGGESTIONS_SEED = os.environ.get("SUGGESTIONS_SEED") or "newsroom"

# Whether a web address can be imported, which connects to whatever public site a user names.
FETCH_ADDRESSES = yes("FETCH_ADDRESSES")
FETCH_PORTS = {int(port) for port in words_of_variable("FETCH_PORTS")} or {80, 443}
FETCH_CONNECT_SECONDS = 10
FETCH_SECONDS = 30  # From the first connection to the last byte, all redirects in it.
FETCH_REDIRECTS = 5
MOST_ADDRESSES = 20  # In one form.

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_ARCHIVE = 200 * 1024 * 1024

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles.apps.ArticlesConfig",
    "annotations.apps.AnnotationsConfig",
    "newsroom.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.compressed_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.accounts.sessions.Authentication",
    "newsroom.middleware.SignInRequired",
    "newsroom.accounts.kept.kept_forms",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.middleware.content_security_policy",
    "newsroom.middleware.refusals_as_answers",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
FORM_RENDERER = "newsroom.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"i18n": "newsroom.templatetags.words"},
        },
    }
]

AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "newsroom.accounts.sessions.PermissionBackend",
]
SESSION_ENGINE = "newsroom.accounts.sessions"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"

# Ten wrong passwords for one name from one address close that pair for a quarter of an hour; a
# name alone is never closed, or anybody could lock an editor out.
AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
# A try while it is closed does not lengthen it: the page says when it opens, and it then does.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "newsroom.accounts.views.locked"
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.views.address_of"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # Who is locked out is unlocked by a command: docs/administration.md.
SILENCED_SYSTEM_CHECKS = [
    "axes.W003",  # The standalone backend is first, as its manual asks.
    "templates.W003",  # Our tags stand in the place of Django's i18n (TEMPLATES).
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_TLS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 3600 * 24 * 30 if BEHIND_TLS else 0

DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FILE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500

LANGUAGE_CODE = "en"
USE_I18N = True
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.static_files.storage.HashedStaticFiles"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False  # No other site has business with our files.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
