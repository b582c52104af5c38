"""Secrets of second factors, kept in the database so that a dump of it alone does not give them."""

import secrets
from base64 import b32encode, urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def derived(secret: str | bytes) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"inserm_intl.accounts.sealing").derive(force_bytes(secret))
    return Fernet(urlsafe_b64encode(key))


def keys() -> MultiFernet:
    """Of the site's secret, and of those it had before."""
    return MultiFernet([derived(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def sealed(text: str) -> str:
    return keys().encrypt(text.encode()).decode()


def sealed_again(text: str) -> str:
    """What a secret of before has sealed, under the present one; InvalidToken where no secret is known that did."""
    return keys().rotate(text.encode()).decode()


def opened(text: str) -> str:
    """What was sealed; what another secret has sealed becomes a secret whose codes nobody can give."""
    try:
        return keys().decrypt(text.encode()).decode()
    except InvalidToken:
        return b32encode(secrets.token_bytes(20)).decode()
