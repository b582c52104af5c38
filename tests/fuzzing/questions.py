"""What can be asked of a place: what its page offers, what its question declares, what Django adds to it."""

import django_filters
from django.contrib import admin
from hypothesis import strategies as st

from inserm_intl import parameters
from inserm_intl.open_data.nouns import NOUNS
from tests.addresses import LANGUAGES

from .cases import Case
from .pages import Offers
from .places import Place
from .values import ANY, LOOKUPS, encoded, kind_of, query, text, typed

# What views of Django's or ours read without offering it in a link.
UNSAID = ["_popup", "_to_field", "_changelist_filters", "_facets", "_fields", "next", "p", "o", "all", "e", "q", "page"]
UNSAID += ["sort", "cursor", "page_size", "format", "as", "term", "app_label", "model_name", "field_name", "lang", "on"]
UNSAID += ["ids", "from", "to", "left", "right", "language", "callback", "a[]", "id", "code", "state", "error"]
KINDS = {parameters.IsoDayFilter: "day", parameters.YearFilter: "year", django_filters.NumberFilter: "number"}
HEADERS = {
    "HTTP_ACCEPT_LANGUAGE": ["es;q=0.9", "xx", "fr-FR,fr;q=nan", "*", "a" * 600, ",;=", "en;q=1e999"],
    "HTTP_IF_NONE_MATCH": ["*", '"x"', "W/", '"' * 9, "\xff"],
    "HTTP_IF_MODIFIED_SINCE": ["Mon, 01 Jan 0001 00:00:00 GMT", "Sat, 31 Dec 9999 23:59:59 GMT", "x", "0"],
    "HTTP_IF_UNMODIFIED_SINCE": ["Fri, 31 Feb 2023 00:00:00 GMT"],
    "HTTP_RANGE": ["bytes=0-0", "bytes=-", "bytes=9-1", "bytes=0-99999999999999999999", "x=1"],
    "HTTP_ACCEPT_ENCODING": ["br", "gzip;q=nan", "identity;q=0", "*;q=0", ",,,"],
    "HTTP_ACCEPT": ["text/csv", "application/xml", "*/*;q=x", "image/svg+xml", "application/json; indent=999"],
    "HTTP_COOKIE": ["sessionid=x", "a=\x00", "=;;=", "django_language=xx", "messages=[]", "csrftoken=" + "a" * 999],
    "HTTP_HOST": ["", "evil.example", "testserver:99999999", "[::1", "a b", "testserver\t", "xn--"],
    "HTTP_X_FORWARDED_FOR": ["1.1.1.1, x", "é", "," * 99],
    "HTTP_X_FORWARDED_PROTO": ["https", "x"],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
    "HTTP_REFERER": ["http://[", "https://evil.example/"],
    "HTTP_ORIGIN": ["null", "https://evil.example", "\x00"],
    "HTTP_ACCESS_CONTROL_REQUEST_METHOD": ["PUT", "x"],
    "HTTP_X_HTTP_METHOD_OVERRIDE": ["DELETE"],
}
# Bodies, and what they are said to be, which they are not.
KINDS_SAID = ["application/json", "text/plain; charset=base64", "multipart/form-data", "x", "a/b; c=\xe9"]
KINDS_SAID += ["multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "x" * 999, "multipart/mixed"]
KINDS_SAID += ["application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded"]
PART = b"--x\r\nContent-Disposition: form-data; name="
BODIES = [
    b"",
    b"{",
    b"[" * 9_999,
    b"\xff\xfe\x00",
    b"a=%00&a=%ED%A0%80&=&&",
    b"--x\r\n",
    b"--x--",
    PART,
    PART + b'"a"\r\n\r\n',
]
BODIES += [PART + b'"a"; filename="../a\x00\r\nContent-Type: x/y\r\n\r\nx\r\n--x--\r\n', b"--x\r\n" + b"a" * 99_999]
BODIES += [PART + b'"a"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--x--\r\n', PART + b"a" * 99_999]
one_header = st.sampled_from(sorted(HEADERS)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(HEADERS[name]))
)
# The few cases that have odd headers have one or two of them.
headers = st.one_of(*[st.just(())] * 4, st.lists(one_header, min_size=1, max_size=2).map(tuple)).map(dict)


def parameters_of(place: Place, offers: Offers) -> dict[str, st.SearchStrategy[str]]:
    """Each parameter that the place declares or offers, with its values."""
    found = {}
    for filterset in filtersets(place):
        for name, row in filterset({}).filters.items():
            choices = row.extra.get("choices") or ()
            offered = [str(key) for key, _label in (choices() if callable(choices) else choices)][:40]
            found[name] = typed(KINDS.get(type(row), "text"), [value for value in offered if value])
    for form in offers.forms:
        if form.method == "get":
            for name, control in form.controls.items():
                found[name] = typed(control.kind, control.offered)
    return {**found, **{name: typed(kind_of(name), values[:40]) for name, values in offers.asked.items()}}


def filtersets(place: Place) -> list:
    own = getattr(getattr(place.view, "view_class", None), "filterset", None)
    if own:
        return [own]
    return [] if place.in_register else [noun.filterset for noun in NOUNS.values()]


def lookups(place: Place) -> st.SearchStrategy[str]:
    """Names as the lists of the register understand them: a field of the noun, or of one it leads to, and a lookup."""
    if not (place.in_register and place.model):
        return text.map(lambda name: name[:40])
    own = [field.name for field in place.model._meta.get_fields()]
    listed = admin.site._registry[place.model].list_filter if place.model in admin.site._registry else []
    paths = [*own, *(item for item in listed if isinstance(item, str))]
    paths += [
        f"{field.name}__{other.name}"
        for field in place.model._meta.get_fields()
        if field.related_model
        for other in field.related_model._meta.get_fields()
    ]
    return st.tuples(st.sampled_from(paths), st.sampled_from(LOOKUPS)).map("__".join)


def addresses(place: Place) -> st.SearchStrategy[dict[str, str]]:
    """Mostly the keys of what there is; else anything that may stand in a path."""
    return st.fixed_dictionaries(
        {
            name: st.one_of(*[st.sampled_from(known)] * 5, ANY.map(lambda value: encoded(value[:3_000])))
            for name in place.names
            if (known := place.known(name))
        }
    )


def questions(place: Place, offers: Offers) -> st.SearchStrategy[str]:
    known = parameters_of(place, offers)
    unsaid = {name: typed(kind_of(name)) for name in UNSAID}
    named = one_of_those(known or unsaid)
    asked = [named, named, named, one_of_those(unsaid), st.tuples(lookups(place), ANY), st.tuples(text, ANY)]
    return st.lists(st.one_of(*asked), max_size=5).map(query)


def one_of_those(known: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from(sorted(known)).flatmap(lambda name: st.tuples(st.just(name), known[name]))


def cases(place: Place, offers: Offers, roles) -> st.SearchStrategy[Case]:
    paths = st.tuples(addresses(place), st.sampled_from(LANGUAGES)).map(lambda found: place.at(*found))
    return st.builds(
        Case,
        role=st.sampled_from(roles),
        method=st.sampled_from(
            ["GET"] * 16 + ["HEAD", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "PROPFIND"]
        ),
        path=paths,
        query=questions(place, offers),
        headers=headers,
        body=st.sampled_from(BODIES),
        kind=st.sampled_from(KINDS_SAID),
    )
