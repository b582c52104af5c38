"""The rows of all addresses but those of the nouns' admin: pages, data, the desk, the ways in, what is for programs."""

from tests.matrix.rows import ANYBODY, LED, MISSING, NO_SUCH_METHOD, NOBODY, STAFF, STRANGERS, Row, data, desk, public
from tests.rights import PUBLISHERS

PAGES = [
    *("", "open-data/", "privacy/", "key-figures/", "map/", "search/", "instruments/"),
    *("partners/", "countries/", "cooperations/", "agreements/", "programmes/", "calls/", "activities/"),
    *("feeds/agreements.atom", "feeds/calls.ics"),
]
FOR_PROGRAMS = ["/health/live", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"]
COUNTRIES = "app_label=agreements&model_name=activity&field_name=country"


def rows(register) -> list[Row]:
    pages = [row for name in PAGES for row in public(f"/fr/{name}")]
    return [*pages, *records(register), *for_programs(register), *of_the_desk(), *ways_in()]


def records(register) -> list[Row]:
    """What is published, for all; what is not, for staff alone; what is restricted, for publishers."""
    drafts, planted = {"reads": STAFF}, register.planted
    agreement, institution = "/fr/agreements/<slug:reference>/", "/fr/partners/<slug:slug>/"
    programme, call = "/fr/programmes/<slug:slug>/", "/fr/programmes/<slug:programme__slug>/calls/<slug:slug>/"
    activity, text = "/fr/activities/<slug:reference>/", "/fr/<page:slug>/"
    paper = "/fr/agreements/<slug:reference>/documents/<slug:fingerprint>/"
    return [
        *public(agreement, "/fr/agreements/LIA-2013-001/"),
        *public(agreement, *(f"/fr/agreements/{planted[name].reference}/" for name in ("draft", "internal")), **drafts),
        *public(agreement, f"/fr/agreements/{planted['restricted'].reference}/", reads=PUBLISHERS),
        *public(institution, "/fr/partners/riken/"),
        *public(institution, "/fr/partners/zqsecret/", **drafts),
        *public("/fr/countries/<slug:code>/", "/fr/countries/JP/"),
        *public(programme, "/fr/programmes/visits/"),
        *public(programme, "/fr/programmes/zqprogramme/", **drafts),
        *public(call, "/fr/programmes/visits/calls/2015/"),
        *public(call, "/fr/programmes/visits/calls/zqcall/", **drafts),
        *public(activity, "/fr/activities/VIS-2014-001/"),
        *public(activity, "/fr/activities/VIS-2013-901/", **drafts),
        *public("/fr/instruments/<slug:code>/", "/fr/instruments/lia/"),
        *public(text, "/fr/policy/"),
        *public(text, "/fr/policy/zqpage/", **drafts),
        *public(paper, register.papers["public"]),
        *public(paper, register.papers["internal"], reads=NOBODY),
    ]


def for_programs(register) -> list[Row]:
    calendar, alone = "/calendar/<str:token>.ics", "/api/v1/<slug:noun>/<key:key>/"
    hidden = [f"agreements/{register.planted['draft'].reference}", "partners/zqsecret", "calls/visits/zqcall"]
    return [
        *(row for address in FOR_PROGRAMS for row in public(address)),
        *public("/health/ready", get=503),  # no reminders were sent
        *public("/sitemap-<slug:section>.xml", "/sitemap-agreements.xml"),
        *public(calendar, register.calendar),
        *public(calendar, f"/calendar/{'a' * 43}.ics", reads=NOBODY),
        *(
            row
            for address in ("", "schema/", "datapackage.json", "codes/", "codes.csv")
            for row in data(f"/api/v1/{address}")
        ),
        *(data_of("agreements", kind) for kind in ("/", ".csv", ".xlsx", ".schema.json")),
        data_of("partners", ".geojson"),
        *data(alone, "/api/v1/agreements/LIA-2013-001/", "/api/v1/calls/visits/2015/"),
        *data(alone, *(f"/api/v1/{address}/" for address in hidden), reads=NOBODY),
        *data("/catalog.jsonld"),
        *public("/api/v1/docs/"),
        *public("/api/v1/docs/<slug:language>/", "/api/v1/docs/es/"),
    ]


def data_of(noun: str, kind: str) -> Row:
    (row,) = data(f"/api/v1/<slug:noun>{kind}", f"/api/v1/{noun}{kind}")
    return row


def of_the_desk() -> list[Row]:
    nothing = {"get": MISSING, "post": MISSING}
    nowhere = {"get": MISSING, "post": MISSING, "reads": ANYBODY, "sends": ANYBODY, "login": False}
    return [
        *desk("/admin/"),
        *desk("/admin/search/", post=NO_SUCH_METHOD),
        *desk("/admin/countries/<str:code>/", "/admin/countries/JP/", post=NO_SUCH_METHOD),
        *desk("/admin/brief/", post=NO_SUCH_METHOD),
        *desk("/admin/preferences/"),
        *desk("/admin/personal-data/"),
        *desk("/admin/to-complete/"),
        *desk("/admin/autocomplete/", f"/admin/autocomplete/?{COUNTRIES}", post=NO_SUCH_METHOD),
        *desk("/admin/jsi18n/", post=NO_SUCH_METHOD),
        *desk("/admin/^(?P<app_label>inserm_intl|auth|partners|agreements)/$", "/admin/partners/"),
        *desk("/admin/(?P<url>.*)$", "/admin/nothing/", **nothing),
        *desk("/admin/r/<path:record>", "/admin/r/1/1/", **nowhere),
        *desk("/admin/r/<path:content_type_id>/<path:object_id>/", "/admin/r/1/1/", **nowhere),
    ]


def ways_in() -> list[Row]:
    """Who is in already goes on; an account shows and changes itself, once its password was typed again."""
    on = {"get": LED, "post": LED}
    not_set = {"get": MISSING, "post": MISSING, "sends": ANYBODY}
    return [
        *desk("/account/login/", reads=STRANGERS, sends=STRANGERS, refusal=LED, login=False),
        *desk("/account/logout/", post=LED),
        *desk("/account/reauthenticate/"),
        *desk("/account/password/"),
        *desk("/account/2fa/", post=NO_SUCH_METHOD),
        *desk("/account/2fa/authenticate/", **on),
        *desk("/account/2fa/reauthenticate/", **on),
        *desk("/account/2fa/totp/", **on),
        *desk("/account/2fa/totp/remove/", get=MISSING, post=MISSING),
        *desk("/account/2fa/codes/", get=MISSING, post=NO_SUCH_METHOD),
        *desk("/account/2fa/codes/renew/", **on),
        *public("/account/oidc/login/", **not_set),
        *public("/account/oidc/callback/", **not_set),
        *desk("/admin/login/", **on),
        *desk("/admin/logout/", post=LED),
        *desk("/admin/password_change/", **on),
        *desk("/admin/password_change/done/", **on),
        *public("/i18n/setlang/", get=LED, sends=ANYBODY, post=LED),
    ]
