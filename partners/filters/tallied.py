"""What was counted once, put beside each row of a short list."""

from django.db.models import BooleanField, Case, IntegerField, Value, When
from django.db.models.functions import Cast


def counts(rows) -> Case:
    """Counts asked once, as (key, count), for each row of a short list; zero for the others.

    Where nothing is counted the zero is all that is left, and PostgreSQL takes a bare one for a column's place.
    """
    whens = [When(pk=key, then=Value(count)) for key, count in rows]
    return Case(*whens, default=Cast(Value(0), IntegerField()), output_field=IntegerField())


def holding(keys) -> Case:
    """Whether each row of a list is one of these."""
    return Case(When(pk__in=set(keys), then=Value(True)), default=Value(False), output_field=BooleanField())
