"""One settings file: everything that differs between installations comes from the environment.

The README's table lists every variable. Outside debug, a missing secret or host stops the
site with a sentence; there is no insecure default.
"""

import re
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environ import Env

from inserm_intl import caching

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()


def required(name: str, example: str, in_debug: str) -> str:
    """Return an environment variable, or `in_debug` in debug; stop with a sentence otherwise."""
    value = env.str(name, default="") or (in_debug if DEBUG else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Outside debug it is required, for example {example}")
    return value


def trusted_proxies() -> int:
    """How many proxies in front of the site are ours; "true" is one."""
    said = env.str("TRUSTED_PROXIES", default="").strip().lower()
    if said.isdecimal():
        return int(said)
    if said not in ("", *env.BOOLEAN_TRUE_STRINGS, "false", "no", "off", "n"):
        raise ImproperlyConfigured("TRUSTED_PROXIES is the number of proxies of ours in front of the site, as 1.")
    return int(said in env.BOOLEAN_TRUE_STRINGS)


def institutes_login(key: str, name: str, server: str) -> dict:
    """How allauth is told of the one login by OpenID Connect; nothing where there is none."""
    if not server:
        return {}
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", server):
        raise ImproperlyConfigured("OIDC_SERVER_URL begins with https://: what it says of people is believed.")
    known = {
        "provider_id": key,
        "name": name,
        "client_id": required("OIDC_CLIENT_ID", "register", in_debug=""),
        "secret": required("OIDC_CLIENT_SECRET", "what the provider gave", in_debug=""),
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [known]}}


DEBUG = env.bool("DJANGO_DEBUG", default=False)
SECRET_KEY = required("DJANGO_SECRET_KEY", "50 random characters", in_debug="only-for-debug")
# What it was before, for a time: what was signed and sealed under one of these is still read.
SECRET_KEY_FALLBACKS = env.list("DJANGO_SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [
    host.strip()
    for host in required("DJANGO_ALLOWED_HOSTS", "intl.example.org", in_debug="localhost,127.0.0.1").split(",")
]
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "inserm_intl",
    "partners",
    "agreements",
    "modeltranslation",
    "inserm_intl.accounts.apps.RegisterConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "reversion",
    "csp",
    "corsheaders",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    # Answers nothing: what any of the others writes is about a request with a number.
    "inserm_intl.logs.requests.RequestMiddleware",
    "inserm_intl.hung.HungDatabaseMiddleware",
    # Outside all others, so that no refusal, redirect or file goes out without its headers; without those of CORS,
    # a browser lets a script of another site read none of them.
    "inserm_intl.headers.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "inserm_intl.headers.HeadersMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Static files are compressed once, by WhiteNoise; pages each time, after all that is inside has written them.
    "inserm_intl.compression.GZipMiddleware",
    "inserm_intl.cookies.SessionMiddleware",
    "inserm_intl.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "inserm_intl.methods.MethodsMiddleware",
    "inserm_intl.cookies.CsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "inserm_intl.accounts.admission.AdmissionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

# Django looks for its own middleware by name; ours is made from it (tests/test_deployed.py).
SILENCED_SYSTEM_CHECKS = ["security.W003"]
CSRF_FAILURE_VIEW = "inserm_intl.pages.errors.csrf_failure"
ROOT_URLCONF = "inserm_intl.urls"
WSGI_APPLICATION = "inserm_intl.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inserm_intl.context.site",
            ],
        },
    }
]

# An empty address, here and below, means the same as none: a SQLite file beside manage.py.
DATABASES = {"default": Env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{BASE_DIR}/db.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    }
else:
    # A server that is gone without a word is given up after some seconds, not after two hours.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,  # milliseconds
        **DATABASES["default"].get("OPTIONS", {}),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# What must count over all processes (who tries to log in) and what may be counted by each (requests for data,
# too many to write each into the database).
CACHES = {
    "default": Env.cache_url_config(env.str("CACHE_URL", default="") or "dbcache://cache?max_entries=100000"),
    "requests": Env.cache_url_config(env.str("CACHE_URL", default="") or "locmemcache://?max_entries=10000"),
}
for described in CACHES.values():
    if described["BACKEND"].endswith("RedisCache"):
        # One that hangs holds nobody up for longer (seconds).
        ours = {"socket_timeout": 1, "socket_connect_timeout": 1, "serializer": "inserm_intl.caching.Json"}
        described |= {"OPTIONS": {**ours, **described.get("OPTIONS", {})}, "VERSION": caching.VERSION}
vars().update(Env.email_url_config(env.str("EMAIL_URL", default="") or "consolemail://"))
# A server that does not answer holds nobody up for longer.
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cooperation@localhost")

# One way in. Passwords kept another way are kept this way once they are typed again.
AUTHENTICATION_BACKENDS = ["inserm_intl.accounts.backend.StaffBackend"]
PASSWORD_HASHERS = ["inserm_intl.accounts.hashing.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "inserm_intl.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# For so many seconds whoever has shown who they are may change accounts: their own, or as an administrator others'.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "inserm_intl.accounts.forms.Login",
    "reauthenticate": "inserm_intl.accounts.forms.Reauthenticate",
    "change_password": "inserm_intl.accounts.forms.ChangePassword",
}
# Wrong tries, each time for an address and for an account (`key`). Those from a browser by which the account has
# come in before count apart. allauth's own counts, by which a right code would clear those of its address, are off.
ACCOUNT_RATE_LIMITS = {
    "password": "9/m/ip,5/5m/key",
    "password_known": "5/5m/key",
    "code": "9/m/ip,5/5m/key,20/6h/key",
    "code_known": "5/5m/key,20/6h/key",
    "reauthenticate": "9/5m/user",
    "change_password": "9/5m/user",
    "login": None,
    "login_failed": None,
}
MFA_ADAPTER = "inserm_intl.accounts.mfa.MfaAdapter"
MFA_FORMS = {
    "authenticate": "inserm_intl.accounts.forms.Code",
    "reauthenticate": "inserm_intl.accounts.forms.CodeAgain",
    "activate_totp": "inserm_intl.accounts.forms.ActivateTotp",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute wrong
REQUIRE_TOTP = env.bool("REQUIRE_TOTP", default=False)
# A session lasts a day's work, counted from the login, and less where nothing is done in it.
ACCOUNT_SESSION_COOKIE_AGE = timedelta(hours=12)
ACCOUNT_SESSION_REMEMBER = True
SESSION_IDLE = timedelta(hours=4)
# The institute's own login: https://…/callback/ is `/account/oidc/callback/` of this site.
OIDC_ID = "institute"
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="") or "OpenID Connect"
SOCIALACCOUNT_ADAPTER = "inserm_intl.accounts.oidc.OidcAdapter"
SOCIALACCOUNT_PROVIDERS = institutes_login(OIDC_ID, OIDC_NAME, OIDC_SERVER_URL)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("es", _("Spanish"))]
FORMAT_MODULE_PATH = "inserm_intl.formats"
LOCALE_PATHS = [BASE_DIR / "inserm_intl" / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fr", "en", "es")
# "Today" is a day in Paris, wherever the server stands.
TIME_ZONE = "Europe/Paris"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))
BACKUP_DIR = env.str("BACKUP_DIR", default="") or str(BASE_DIR / "backups")
BACKUP_KEEP = int(env.str("BACKUP_KEEP", default="") or 14)
# The journal of what was erased: outside of what is saved and restored, or a restore would bring erased people back.
ERASURES = env.str("ERASURES", default="") or str(BASE_DIR / "erasures.jsonl")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Data, for programs: any site's scripts may read it, without cookies; its faults are JSON.
DATA_ADDRESSES = ("/api/", "/catalog.jsonld")
# Where the staff come in, and where they work.
STAFF_ADDRESSES = ("/account/", "/admin/")
DATA_REQUESTS_A_MINUTE = {"documents": 600, "files": 60}
TRUSTED_PROXIES = trusted_proxies()
CORS_URLS_REGEX = "|".join(map(re.escape, DATA_ADDRESSES))
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "accept-language", "cache-control", "content-type", "if-none-match", "x-requested-with"]
CORS_EXPOSE_HEADERS = ["Content-Disposition", "ETag", "Link", "Retry-After"]
CORS_PREFLIGHT_MAX_AGE = 86_400
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "EXCEPTION_HANDLER": "inserm_intl.open_data.faults.answer_fault",
    "DEFAULT_THROTTLE_CLASSES": ["inserm_intl.open_data.limits.PerAddress"],
    "NUM_PROXIES": TRUSTED_PROXIES,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "inserm_intl.open_data.document.drawing.Operation",
}
# What else the document says is in `open_data.document`; a column's choices stand where it is described.
SPECTACULAR_SETTINGS = {"OAS_VERSION": "3.1.0", "POSTPROCESSING_HOOKS": []}

# Of a public page, which has no scripts; `inserm_intl.headers` has what staff's pages load, and all else does not.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A name that a browser takes from this host alone: no neighbour in the same domain can set a cookie of ours.
OF_THIS_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{OF_THIS_HOST}sessionid", f"{OF_THIS_HOST}csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

# An agreement with many parties, amendments and stages posts more than Django's 1,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 25
FILE_UPLOAD_HANDLERS = [
    "inserm_intl.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# In debug as Python writes it, with all values; else lines of JSON, with nobody's.
LOGGING_CONFIG = "logging.config.dictConfig" if DEBUG else "inserm_intl.logs.configure"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "inserm_intl.logs.lines.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", **({} if DEBUG else {"formatter": "line"})}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # What was not found or not allowed is told by the line of its request.
    "loggers": {} if DEBUG else {"django.request": {"level": "ERROR"}},
}
