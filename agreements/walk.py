"""From one record to all that led to it and all that it led to, in one question to the database.

An activity leads to agreements and to other activities; an agreement is renewed by the next. The walk
passes over records public on the day only: a private one ends it, and leaves no trace.
"""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from .models import Activity, Agreement

# Each way; beyond these the database stops looking.
MOST_LINKS = 200
NOWHERE = ("", 0)

# Where what leads to what is kept: the table, and the kind and column of either end.
LED_TO = [
    ("agreements_activity_led_to_agreements", ("activity", "activity_id"), ("agreement", "agreement_id")),
    ("agreements_activity_led_to_activities", ("activity", "from_activity_id"), ("activity", "to_activity_id")),
    ("agreements_agreement", ("agreement", "predecessor_id"), ("agreement", "id")),
]
# UNION, not UNION ALL: a link once found is not followed again, so that a circle ends. Each step looks
# in one table after the other by their indexes; a union of the tables would be read whole.
WAY = """
  {way} (from_kind, from_id, to_kind, to_id) AS (
    SELECT '', CAST(0 AS bigint), '{kind}', CAST({pk} AS bigint)
    UNION
    SELECT {way}.to_kind, {way}.to_id, {there_kind}, {there}
    FROM {way} CROSS JOIN (SELECT 0 AS number UNION ALL SELECT 1 UNION ALL SELECT 2) kept {joins}
    WHERE {public}
  )"""
# Cut before it is joined: the nearest are first only as the walk found them.
FOUND = """
  SELECT '{way}', way.from_kind, way.from_id, way.to_kind, way.to_id,
    coalesce(activity.reference, agreement.reference),
    coalesce(activity.title_fr, agreement.title_fr),
    coalesce(activity.title_en, agreement.title_en),
    coalesce(activity.title_es, agreement.title_es),
    coalesce(activity.kind, instrument.code),
    coalesce(activity.status, ''),
    coalesce(activity.starts_on, agreement.first_day),
    coalesce(activity.starts_on_precision, agreement.first_day_precision),
    coalesce(activity.invented, agreement.invented)
  FROM (SELECT * FROM {way} LIMIT {most}) way
  LEFT JOIN agreements_activity activity ON way.to_kind = 'activity' AND activity.id = way.to_id
  LEFT JOIN agreements_agreement agreement ON way.to_kind = 'agreement' AND agreement.id = way.to_id
  LEFT JOIN agreements_instrument instrument ON instrument.id = agreement.instrument_id"""


@dataclass
class Link:
    """One record led to by another: where the walk came from, where it went, and what is shown of that."""

    way: str
    from_kind: str
    from_pk: int
    kind: str
    pk: int
    reference: str
    title_fr: str
    title_en: str
    title_es: str
    sort: str
    status: str
    day: datetime.date | None
    precision: str
    invented: bool

    def __post_init__(self):
        if isinstance(self.day, str):  # SQLite's, of an expression
            self.day = datetime.date.fromisoformat(self.day)

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.pk

    @property
    def origin(self) -> tuple[str, int]:
        """The key of the record it was found from; NOWHERE for the one that the walk begins at."""
        return self.from_kind, self.from_pk


def links(record, day) -> list[Link]:
    """What led to the record ("back") and what it led to ("forth"), the nearest first; each way begins at itself."""
    back, of_back = walk("back", [(table, there, here) for table, here, there in LED_TO], record, day)
    forth, of_forth = walk("forth", LED_TO, record, day)
    found = " UNION ALL ".join(FOUND.format(way=way, most=MOST_LINKS + 1) for way in ("back", "forth"))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE {back}, {forth} {found}", of_back + of_forth)
        return [Link(*row) for row in cursor.fetchall()]


def walk(way: str, led_to: list, record, day) -> tuple[str, tuple]:
    """The SQL of one way over public records, and its parameters."""
    joins, kinds, columns = [], [], []
    for number, (table, (here_kind, here), (there_kind, there)) in enumerate(led_to):
        same = f"kept.number = {number} AND {way}.to_kind = '{here_kind}' AND link_{number}.{here} = {way}.to_id"
        joins.append(f"LEFT JOIN {table} link_{number} ON {same}")
        kinds.append(f"WHEN {number} THEN '{there_kind}'")
        columns.append(f"link_{number}.{there}")
    there_kind, there = f"CASE kept.number {' '.join(kinds)} END", f"coalesce({', '.join(columns)})"
    conditions, parameters = [], ()
    for model in (Activity, Agreement):
        at_the_end = model.objects.public(day).filter(pk=RawSQL(there, ())).order_by().values("pk")
        sql, values = at_the_end.query.sql_with_params()
        conditions.append(f"({there_kind} = '{model._meta.model_name}' AND EXISTS ({sql}))")
        parameters += values
    return WAY.format(
        way=way, kind=record._meta.model_name, pk=int(record.pk), there_kind=there_kind, there=there,
        joins=" ".join(joins), public=" OR ".join(conditions),
    ), parameters  # fmt: skip
