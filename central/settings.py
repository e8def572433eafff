"""Django's settings. Nothing secret stands here: see central.state."""

import os
from pathlib import Path

from central.database import database
from central.mail_server import mail_settings
from central.public import is_simulated, web_address

ROOT = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("CENTRAL_STATE", ROOT / "var" / "central"))
MUNICIPALITIES = ROOT / "assets" / "municipalities"
DEMONSTRATION = ROOT / "assets" / "demonstration"

DEBUG = False
ALLOWED_HOSTS = os.environ.get("CENTRAL_HOSTS", "127.0.0.1,localhost").split(",")
#: Set by central.start from the state directory, before anything asks for it.
SECRET_KEY = ""

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninja",
    "central.desk",
    "central.registry",
    "central.booking",
    "central.lottery",
    "central.money",
    "central.notices",
    "central.terminals",
    "central.journal",
    "central.web",
]
MIDDLEWARE = [
    "central.logs.RequestLog",
    "central.problems.ProblemsOnly",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "central.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # First ours, so that they can take the place of those of a package.
        "DIRS": [Path(__file__).parent / "desk" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), STATE)}
globals().update(mail_settings(os.environ.get("CENTRAL_SMTP", "")))
#: Where a municipality does not say from where its mails come.
DEFAULT_FROM_EMAIL = os.environ.get("CENTRAL_MAIL_FROM", "machikado@localhost")
#: Where residents open what is mailed to them, and whether their payments are simulated.
WEB_ADDRESS = web_address(os.environ.get("CENTRAL_URL", ""))
PAYMENTS_SIMULATED = is_simulated(os.environ.get("CENTRAL_PAYMENTS", ""))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: A counter is left at the end of a day.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
#: A full batch of actions is about 1 MB; anything larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
#: Behind a proxy that ends TLS whatever came without it is sent there, and browsers remember to
#: come so, for a year. Without such a proxy, as on one machine, there is nothing to be sent to.
_HTTPS = os.environ.get("CENTRAL_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_SSL_REDIRECT = _HTTPS
#: Asked on the machine itself, past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
#: To be on the list that browsers bring along is for whoever owns the domain to ask.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "central.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "central": {"level": "INFO"},
        # Its own handlers mail and print; ours writes the same events as lines.
        "django": {"handlers": [], "level": "ERROR", "propagate": True},
        "gunicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
#: What the admin itself says, where its library has no Japanese.
LOCALE_PATHS = [ROOT / "assets" / "locale"]
UNFOLD = {
    "SITE_TITLE": "街角 職員",
    "SITE_HEADER": "街角",
    "SITE_SUBHEADER": "公共施設予約",
    "SITE_SYMBOL": "location_city",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "SIDEBAR": {"navigation": "central.desk.navigation.menu"},
}
