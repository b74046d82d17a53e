"""Django's settings. What may differ from one installation to another is in `environment/variables.py`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from ignition_web.environment import environment
from ignition_web.environment.database import database
from ignition_web.environment.secret import secret_key

HERE = Path(__file__).parent
_given = environment()

IGNITION_DATA_FOLDER: Path = _given["IGNITION_DATA_FOLDER"]
IGNITION_DATA_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
IGNITION_BASE_URL: str = _given["IGNITION_BASE_URL"]
IGNITION_WATCHED_FOLDER: Path | None = _given["IGNITION_WATCHED_FOLDER"]
IGNITION_OWN_VAT: str = _given["IGNITION_OWN_VAT"]
IGNITION_OWN_MAIL_DOMAINS: list[str] = _given["IGNITION_OWN_MAIL_DOMAINS"]
IGNITION_MARGIN = _given["IGNITION_MARGIN"]
IGNITION_READ_SECONDS: int = _given["IGNITION_READ_SECONDS"]
IGNITION_READ_MEMORY_MB: int = _given["IGNITION_READ_MEMORY_MB"]
IGNITION_LEASE_SECONDS: int = _given["IGNITION_LEASE_SECONDS"]
IGNITION_TRUSTED_PROXIES: int = _given["IGNITION_TRUSTED_PROXIES"]
IGNITION_UPLOAD_MB: int = _given["IGNITION_UPLOAD_MB"]

SECRET_KEY = secret_key(_given["IGNITION_SECRET_KEY"], IGNITION_DATA_FOLDER)
DEBUG: bool = _given["IGNITION_DEBUG"]
ALLOWED_HOSTS = [*_given["IGNITION_ALLOWED_HOSTS"], urlsplit(IGNITION_BASE_URL).hostname]
DATABASES = {"default": database(_given["DATABASE_URL"], IGNITION_DATA_FOLDER)}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ignition_web.team",
    "ignition_web.customers",
    "ignition_web.sales",
    "ignition_web.voice",
    "ignition_web.business",
    "ignition_web.capture",
    "ignition_web.points",
    "ignition_web.privacy",
    "ignition_web.steering",
    "ignition_web.work",
    "ignition_web.screens",
]
MIDDLEWARE = [
    "ignition_web.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ignition_web.team.sessions.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ignition_web.screens.language.OwnLanguage",
    "ignition_web.screens.gate.Gate",
]
ROOT_URLCONF = "ignition_web.urls"
WSGI_APPLICATION = "ignition_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ignition_web.screens.context.page",
            ]
        },
    }
]

LANGUAGE_CODE: str = _given["IGNITION_LANGUAGE"]
LANGUAGES = [("it", "Italiano"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE: str = _given["IGNITION_TIME_ZONE"]
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = IGNITION_DATA_FOLDER / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ignition_web.statics.CollectedWhereThere"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

AUTH_USER_MODEL = "team.User"
AUTHENTICATION_BACKENDS = ["ignition_web.team.signin.PasswordBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
CSRF_FAILURE_VIEW = "ignition_web.screens.gate.expired"
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"

_HTTPS = IGNITION_BASE_URL.startswith("https://")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [IGNITION_BASE_URL]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 86400 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
X_FRAME_OPTIONS = "DENY"
if IGNITION_TRUSTED_PROXIES and _HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"ignition_web": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
