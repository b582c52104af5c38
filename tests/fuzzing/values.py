"""Values by their type: right ones, ones that are nearly right, and hostile ones.

In an address or a body they are bytes: a lone surrogate is sent as the three bytes that no text has.
"""

import string
from urllib.parse import quote

from hypothesis import strategies as st

# Wherever it is shown, its signs must have been made harmless.
CANARY = "<canary\"'>"
HUGE = "1" + "0" * 30
NUMBERS = ["0", "-1", "1", "2", "99", "007", "1,5", "1.5", "1e400", "nan", "inf", "-0", "1_000", "٣", "²", "0x10"]
NUMBERS += [str(2**31), str(2**63 - 1), str(2**63), f"-{HUGE}", HUGE, "9" * 10_000]
DAYS = ["2015-06-30", "30/06/2015", "2016-02-29", "2023-02-30", "2015-6-30", "06/2015", "2015", "31/12/9999"]
DAYS += ["0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "01/01/0001", "1899-12-31", "2200-01-01"]
MOMENTS = ["2015-06-30 12:00", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "2015-03-29 02:30:00"]
HOURS = ["00:00", "23:59:60", "24:00", "12:61", "1"]
YEARS = ["2015", "1900", "2199", "0", "9999", "10000", "1899", "2200", "-2015", "02015", "2015.0", HUGE]
WORDS = ["", " ", "(", "_5F", "a", "Riken", "é", "協定", "%", "_", "\\", "%_\\'", "'\";--", "' OR 1=1 --"]
WORDS += ["{{ 7*7 }}{% debug %}", "%(x)s", "{0}", "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "a\r\nSet-Cookie: x=1"]
WORDS += ["BEGIN:VEVENT\r\n", "\u202eabc", "../../etc/passwd", "javascript:canary()", "//evil.example"]
WORDS += ["https://evil.example/", "http://[", "a@b.fr", "a" * 5_000, "é" * 201, ",,,", "1," * 500, "[]", "{}", "null"]
WORDS += ["None", "true", "on", "\ufeffa", "🏳️\u200d🌈" * 20]
ODD = [CANARY, f"x{CANARY}", "\0", "a\0b", "\ud800", "a\udfff", "\uffff", "\x1b[31m", "\x7f", "\u2028", "a" * 70_000]

text = st.sampled_from(WORDS) | st.just(CANARY) | st.text(max_size=20)
odd = st.sampled_from(ODD)
LOOKUPS = ["exact", "iexact", "contains", "icontains", "startswith", "in", "gt", "gte", "lt", "lte", "range", "isnull"]
LOOKUPS += ["regex", "iregex", "year", "month", "day", "week", "week_day", "quarter", "date", "time", "hour", "search"]
LOOKUPS += ["isnull__exact", "year__gte", "pk", "id__exact", "unaccent", "trigram_similar"]

OF_KIND = {
    "number": st.sampled_from(NUMBERS) | st.integers(-9, 99).map(str),
    "day": st.sampled_from(DAYS) | st.dates().map(str),
    "moment": st.sampled_from(MOMENTS) | st.datetimes().map(str),
    "hour": st.sampled_from(HOURS),
    "year": st.sampled_from(YEARS) | st.integers(1890, 2210).map(str),
    "flag": st.sampled_from(["on", "", "1", "0", "True", "x"]),
    "text": text,
}
ANY = st.one_of(*OF_KIND.values(), odd)


def typed(kind: str, offered=()) -> st.SearchStrategy[str]:
    """A value of its kind, one of those offered more often than not; now and then, anything at all."""
    own = OF_KIND.get(kind, text)
    if not offered:
        return st.one_of(own, own, own, ANY)
    one = st.sampled_from(list(offered))
    return st.one_of(one, one, one, own, ANY)


def kind_of(name: str) -> str:
    """What a parameter takes, by the end of its name."""
    last = name.rpartition("__")[2].rpartition("-")[2]
    if last in {"page", "p", "o", "page_size", "key", "pk", "id", "month", "day", "version", "index", "order"}:
        return "number"
    if last.endswith("_FORMS"):
        return "number"
    if last in {"on", "gte", "lt", "lte", "gt", "date", "since", "until"} or last.endswith("_on"):
        return "day"
    return "year" if last == "year" else "text"


SAFE = string.ascii_letters + string.digits + "-._~*/,:@"


def encoded(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe=SAFE)


def query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs)
