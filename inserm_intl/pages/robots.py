"""For programs that visit: robots.txt (RFC 9309) and security.txt (RFC 9116)."""

import datetime
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

# One list asked in every order, on every day, in any words is a maze: its records are all in the sitemap.
# So is data asked anything at all: its plain addresses hold everything.
UNTRODDEN = [
    *settings.STAFF_ADDRESSES,
    *("/calendar/", "/i18n/", "/*/search/"),
    *(f"/*{sign}{name}=" for name in ("sort", "on", "q") for sign in "?&"),
    "/*&page=",
    "/api/*?",
]
VALID_FOR = datetime.timedelta(days=180)


def as_text(*lines: str) -> HttpResponse:
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


def robots(request):
    kept_out = [f"Disallow: {path}" for path in UNTRODDEN]
    return as_text("User-agent: *", *kept_out, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml")


def security(request):
    """Whom to tell of a weakness. It expires on a day to come, as it must: whoever serves it still answers."""
    expires = timezone.now().astimezone(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0) + VALID_FOR
    canonical = [f"Canonical: {settings.SITE_URL}/.well-known/security.txt"] if settings.HTTPS else []
    return as_text(
        f"Contact: mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        *canonical,
    )
