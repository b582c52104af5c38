"""What every answer must say to the browser, exactly, whoever asks for whatever."""

from collections.abc import Iterator

from django.conf import settings

from tests.matrix.asking import Answer

PAGE = (
    "base-uri 'none'; default-src 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; style-src 'self'"
)
OF_STAFF = f"connect-src 'self'; {PAGE}; script-src 'self'"
NO_PAGE = "base-uri 'none'; default-src 'none'; form-action 'none'; frame-ancestors 'none'"
SAVED = f"{NO_PAGE}; sandbox"
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=()",
}
STAFF_ADDRESSES = ("/admin/", "/account/")
ONE_PERSON_S = (*STAFF_ADDRESSES, "/calendar/", "/i18n/")
OF_ANY_SITE = ("/api/", "/catalog.jsonld", "/static/")
# Those that staff's pages may give, and which scripts never read.
COOKIES = {settings.CSRF_COOKIE_NAME, "messages", "device", settings.SESSION_COOKIE_NAME}


def said(header: str, by=",") -> set[str]:
    return {part.strip() for part in header.split(by)}


def policy(address: str, answer: Answer) -> str:
    """What the answer may load."""
    if answer.headers.get("Content-Disposition", "").startswith("attachment") and "/document" in address:
        return SAVED
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return NO_PAGE
    return OF_STAFF if address.startswith(STAFF_ADDRESSES) else PAGE


def faults(address: str, answer: Answer, *, known=False) -> Iterator[str]:
    """What is wrong with the headers of an answer; `known`: it was asked for with a session's cookie."""
    told = answer.headers
    for name, value in ALWAYS.items():
        if told.get(name) != value:
            yield f"{name}: {told.get(name)}"
    if said(told.get("Content-Security-Policy", ""), ";") != said(policy(address, answer), ";"):
        yield f"Content-Security-Policy: {told.get('Content-Security-Policy')}"
    of_any_site = address.startswith(OF_ANY_SITE)
    if told.get("Cross-Origin-Resource-Policy") != ("cross-origin" if of_any_site else "same-origin"):
        yield f"Cross-Origin-Resource-Policy: {told.get('Cross-Origin-Resource-Policy')}"
    if told.get("Content-Type", "").startswith("text/html") and "charset=utf-8" not in told["Content-Type"]:
        yield f"Content-Type: {told['Content-Type']}"
    yield from kept_by_caches(address, answer, known and not of_any_site)
    yield from kept_by_browsers(address, answer)


def kept_by_caches(address: str, answer: Answer, known: bool) -> Iterator[str]:
    """Nothing of one person; and of what staff see otherwise, only what is told apart from it."""
    kept = said(answer.headers.get("Cache-Control", ""))
    if (known or address.startswith(ONE_PERSON_S)) and not {"private", "no-store"} <= kept:
        yield f"Cache-Control: {answer.headers.get('Cache-Control')}"
    page = answer.status == 200 and policy(address, answer) in (PAGE, OF_STAFF)
    if page and not address.startswith(OF_ANY_SITE) and "Cookie" not in said(answer.headers.get("Vary", "")):
        yield f"Vary: {answer.headers.get('Vary')}"


def kept_by_browsers(address: str, answer: Answer) -> Iterator[str]:
    """Cookies are for staff."""
    for name, cookie in answer.cookies.items():
        if name not in COOKIES or not address.startswith(STAFF_ADDRESSES):
            yield f"Set-Cookie: {cookie.OutputString()}"
        if cookie["max-age"] == "0":  # taken back
            continue
        if not cookie["httponly"] or cookie["samesite"] != "Lax" or cookie["domain"]:
            yield f"Set-Cookie: {cookie.OutputString()}"
