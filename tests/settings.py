"""The site's own settings, with what makes a test run quick and independent of this machine."""

import os

os.environ.setdefault("DJANGO_SECRET_KEY", "only-for-tests")
os.environ.setdefault("DJANGO_ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")

from inserm_intl.settings import *  # noqa: F403
from inserm_intl.settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing is collected: static files are found where they lie, under their own names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
# Tests ask more in a minute than anybody may: those of the limits put them back.
DATA_REQUESTS_A_MINUTE = {}
if "LOGIN_LIMITS" not in os.environ:
    ACCOUNT_RATE_LIMITS = False
