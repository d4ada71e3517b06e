"""Django's settings, made from the environment (see ``env.SETTINGS``)."""

from __future__ import annotations

import os

from django.conf import locale

from saphan.config import channels, env
from saphan.foundation.words import OWN_NAMES

HOME = env.home(os.environ)
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.switch(os.environ, "SAPHAN_DEBUG")
DEMO = env.switch(os.environ, "SAPHAN_DEMO")
HTTPS = env.switch(os.environ, "SAPHAN_HTTPS")
SECRET_KEY = env.secret_key(os.environ)
VAULT_KEYS = env.vault_keys(os.environ)
ALLOWED_HOSTS = env.hosts(os.environ)
DATABASES = {"default": env.database(os.environ)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "saphan.web",
    "saphan.foundation",
    "saphan.people",
    "saphan.parties",
    "saphan.journey",
    "saphan.pillars.care",
    "saphan.pillars.recruitment",
    "saphan.notices",
    "saphan.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "saphan.web.middleware.LanguageMiddleware",
    "saphan.web.middleware.HeadersMiddleware",
    "saphan.web.middleware.PublicMiddleware",
    "saphan.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "saphan.config.urls"
WSGI_APPLICATION = "saphan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "saphan.web.shell.shell",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who comes in
AUTH_USER_MODEL = "people.Member"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "saphan_session"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "saphan_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "saphan.web.pages.forged"

# What browsers are told
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# Languages and days. Django does not know Lao, nor what may be added.
LANGUAGES = list(OWN_NAMES.items())
for _code, _name in LANGUAGES:
    locale.LANG_INFO.setdefault(
        _code, {"bidi": False, "code": _code, "name": _name, "name_local": _name}
    )
LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_NAME = "saphan_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [env.CHECKOUT / "words" if env.CHECKOUT else env.PACKAGE / "voices"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

# Public pages. Finished ones are held in memory by the fingerprint of their address, and what the
# directory holds is asked again, every so many seconds; 0 does neither.
PUBLIC_PAGES_HELD = 60
DIRECTORY_STAMP_HOLDS = 2

# What throttles count, in memory; room enough that a flood of names pushes no count out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Care. The page on which a receiver answers a referral opens for so many days.
ANSWER_LINK_DAYS = 60

# Clocks of cases. How soon a receiver answers and a client is told, where no law says it.
CLOCK_STANDARDS = env.standards(os.environ)

# Notices. The ways by which they go; without settings a person tells everything.
NOTICE_CHANNELS = channels.channels(os.environ)

# Files. They are served from the packages they lie in, so nothing has to be collected first.
STATIC_URL = "static/"
STATIC_ROOT = None
STATICFILES_DIRS = [("fonts", env.PACKAGE / "foundation" / "fonts" / "web")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
EVIDENCE_HOME = HOME / "evidence"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "saphan.config.logs.Discreet",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers know nothing of our secrets: what it says goes to the one above. The
    # others would tell whole addresses, with tokens and numbers in them.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}
