"""A question asked of the data: one query string, whose answers are the page, its counts and its files.

A noun's FilterSet says which parameters it understands. Unknown parameters are ignored and left out
of every link; an empty value is none; a bad one is an error beside its field and no rows.
"""

from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .days import today
from .folding import holds
from .parameters import INVENTED, UNREADABLE, IdsFilter, ManyFilter, OrderFilter, iso_day, readable


def without_blanks(data) -> QueryDict:
    """What was asked, trimmed: a blank value is an empty one, which asks nothing. NUL is shown back as a sign."""
    said = QueryDict(mutable=True)
    for name, values in data.lists() if data else ():
        said.setlist(name, [value.replace("\0", UNREADABLE).strip() for value in values])
    return said


def of_day(day, **asked) -> str:
    """A question as a query string, with the day where it is not today; "" where nothing is asked."""
    if day and day != today():
        asked["on"] = day.isoformat()
    query = urlencode(asked, doseq=True)
    return f"?{query}" if query else ""


class OnDay(django_filters.FilterSet):
    """The least that every page can be asked: the day. Rows start at the noun's `public(on)`."""

    on = iso_day(label=_("Situation on"), method="as_asked")

    def __init__(self, data=None, queryset=None, **options):
        super().__init__(without_blanks(data), queryset, **options)

    @property
    def form(self):
        form = super().form
        form.label_suffix = ""
        return form

    @cached_property
    def day(self):
        """The day asked about: today in Paris unless `on` names another."""
        return self.form.cleaned_data.get("on") or today()

    @property
    def is_today(self) -> bool:
        return self.day == today()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.errors:
            return queryset.none()
        return super().filter_queryset(self.open_to(queryset))

    def open_to(self, queryset: QuerySet) -> QuerySet:
        """Where every answer starts: what a visitor may see."""
        return queryset.public(self.day)

    def as_asked(self, queryset, name, value):
        """The parameter is read elsewhere: it sets the day, the order, or joins another condition."""
        return queryset

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """The parameters given that this noun understands, without empty ones; the last of what is not repeatable."""
        given = {
            name: self.data.getlist(name) if isinstance(row, (ManyFilter, IdsFilter)) else [self.data.get(name)]
            for name, row in self.filters.items()
        }
        return {name: kept for name, values in given.items() if (kept := [value for value in values if value])}

    def query(self, **changes) -> str:
        """The question as a query string, with parameters replaced (None: left out); "" where it is empty."""
        query = QueryDict(mutable=True)
        for name, values in {**self.asked, **changes}.items():
            if values not in (None, ""):
                query.setlist(name, values if isinstance(values, list) else [str(values)])
        return f"?{query.urlencode()}" if query else ""

    def put_to(self, filterset: "type[OnDay]", **changes) -> "OnDay":
        """The same question, with parameters replaced, put to another noun; it ignores what it does not understand."""
        return filterset(QueryDict(self.query(**changes).removeprefix("?")))


class Counting(OnDay):
    """What a page of counts can be asked besides: with or without invented records."""

    invented = ManyFilter(label=_("Invented records"), method="invented_or_not", choices=INVENTED)

    def invented_or_not(self, queryset, name, value):
        return queryset.filter(invented__in=[{"no": False, "yes": True}[item] for item in value])

    def as_invented(self, rows: QuerySet) -> QuerySet:
        """Rows counted beside the list's own, with or without invented ones as it was asked."""
        value = self.form.cleaned_data.get("invented")
        return self.invented_or_not(rows, "invented", value) if value else rows


class Words(Counting):
    """What the search can be asked, and every list: words as well."""

    q = django_filters.CharFilter(
        label=_("Words"),
        method="with_words",
        max_length=200,
        validators=[readable],
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def with_words(self, queryset, name, value):
        return queryset.filter(holds("folded", value))


class Question(Words):
    """What every list can be asked: words, a day, its keys, an order, with or without invented records.

    `in_order` false leaves the rows in no order: enough to count them.
    """

    id = IdsFilter(label=_("Record"), method="with_ids")
    sort = OrderFilter(label=_("Order"), method="as_asked", choices=[], empty_label=_("As usual"))

    key = "slug"
    in_order = True
    not_narrowing: tuple[str, ...] = ("sort", "on")
    sorts: dict[str, tuple] = {}
    default_sort = ""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.filters["sort"].extra["choices"] = [
            (f"{sign}{name}", label) for name, (label, *_columns) in self.sorts.items() for sign in ("", "-")
        ]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        asked = super().filter_queryset(queryset)
        return self.ordered(asked) if self.in_order and not self.errors else asked

    def with_ids(self, queryset, name, value):
        return queryset.filter(**{f"{self.key}__in": value})

    def ordered(self, queryset):
        """By the order asked, empty values last, the key breaking ties: alike on both databases."""
        sort = self.form.cleaned_data.get("sort") or self.default_sort
        _label, *columns = self.sorts[sort.removeprefix("-")]
        order = [self.column(column, sort.startswith("-") != column.startswith("-")) for column in columns]
        return queryset.order_by(*order, "pk")

    @staticmethod
    def column(name: str, descending: bool):
        field = F(name.removeprefix("-").format(language=get_language() or "fr"))
        return field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)

    @property
    def active(self):
        """Each value that narrows the list: its label, its wording, and the question without it."""
        for name, values in self.asked.items():
            if name in self.not_narrowing or name in self.errors:
                continue
            for value in values:
                rest = [other for other in values if other != value]
                yield {
                    "label": self.filters[name].label,
                    "value": self.wording(name, value),
                    "without": self.query(**{name: rest or None}) or "?",
                }

    def wording(self, name: str, value: str) -> str:
        choices = self.filters[name].extra.get("choices") or ()
        return str(dict(choices() if callable(choices) else choices).get(value, value))

    @property
    def groups(self):
        """The form's visible fields in three groups: what, where and when."""
        places, days = ("country", "region", "group"), ("on", "year")
        fields = [field for field in self.form.visible_fields() if field.name != "sort"]
        fields.sort(key=lambda field: field.name == "invented")
        groups = [
            (_("What"), [field for field in fields if field.name not in places + days]),
            (_("Where"), [field for field in fields if field.name in places]),
            (_("When"), [field for field in fields if field.name in days]),
        ]
        return [(legend, members) for legend, members in groups if members]

    @property
    def orders(self):
        """Each order as a link; the current one turns round."""
        current = self.data.get("sort") or self.default_sort
        for name, (label, *_columns) in self.sorts.items():
            is_current = current.removeprefix("-") == name
            usual = f"-{name}" if self.default_sort == f"-{name}" else name
            turned = name if current.startswith("-") else f"-{name}"
            url = self.query(sort=turned if is_current else usual) or "?"
            yield (f"{label} {'↓' if current.startswith('-') else '↑'}" if is_current else label), url, is_current

    @property
    def misplaced(self):
        """Errors of parameters that have no field on the page."""
        visible = {field.name for field in self.form.visible_fields()} - {"sort"}
        return [error for name, errors in self.errors.items() if name not in visible for error in errors]
