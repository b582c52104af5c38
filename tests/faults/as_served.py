"""The settings of the tests, with the limits that they do without."""

from inserm_intl import settings
from tests.settings import *  # noqa: F403

ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS
DATA_REQUESTS_A_MINUTE = settings.DATA_REQUESTS_A_MINUTE
