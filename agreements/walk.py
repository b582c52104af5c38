"""From one record to all that led to it and all that it led to, in one question to the database.

An activity leads to agreements and to other activities; an agreement is renewed by the next. The walk
passes over records public on the day only: a private one ends it, and leaves no trace.
"""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from .models import Activity, Agreement

KINDS = {"activity": Activity, "agreement": Agreement}
# Either way; beyond these the database stops looking.
MOST_LINKS = 200
NOWHERE = ("", 0)

LINKS = """
    SELECT 'activity', activity_id, 'agreement', agreement_id FROM agreements_activity_led_to_agreements
    UNION ALL
    SELECT 'activity', from_activity_id, 'activity', to_activity_id FROM agreements_activity_led_to_activities
    UNION ALL
    SELECT 'agreement', predecessor_id, 'agreement', id FROM agreements_agreement WHERE predecessor_id IS NOT NULL
"""
# UNION, not UNION ALL: a link once found is not followed again, so that a circle ends.
WAY = """
  {way} (from_kind, from_id, to_kind, to_id) AS (
    SELECT '', CAST(0 AS bigint), '{kind}', CAST({pk} AS bigint)
    UNION
    SELECT link.{here}, link.{here}_id, link.{there}, link.{there}_id
    FROM {way} JOIN link ON link.{here} = {way}.to_kind AND link.{here}_id = {way}.to_id
    WHERE {public}
  )"""
FOUND = """
SELECT * FROM (
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
  FROM {way} way
  LEFT JOIN agreements_activity activity ON way.to_kind = 'activity' AND activity.id = way.to_id
  LEFT JOIN agreements_agreement agreement ON way.to_kind = 'agreement' AND agreement.id = way.to_id
  LEFT JOIN agreements_instrument instrument ON instrument.id = agreement.instrument_id
  LIMIT {most}
) {way}_found"""


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
    kind = record._meta.model_name
    back, of_back = walk("back", "target", "source", kind, record.pk, day)
    forth, of_forth = walk("forth", "source", "target", kind, record.pk, day)
    found = " UNION ALL ".join(FOUND.format(way=way, most=MOST_LINKS + 1) for way in ("back", "forth"))
    columns = "source, source_id, target, target_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE link ({columns}) AS NOT MATERIALIZED ({LINKS}), {back}, {forth} {found}",
            of_back + of_forth,
        )
        return [Link(*row) for row in cursor.fetchall()]


def walk(way, here, there, kind, pk, day) -> tuple[str, tuple]:
    """The SQL of one way over public records, and its parameters."""
    conditions, parameters = [], ()
    for name, model in KINDS.items():
        at_the_end = model.objects.public(day).filter(pk=RawSQL(f"link.{there}_id", ())).order_by().values("pk")
        sql, values = at_the_end.query.sql_with_params()
        conditions.append(f"(link.{there} = '{name}' AND EXISTS ({sql}))")
        parameters += values
    public = f"({' OR '.join(conditions)})"
    return WAY.format(way=way, here=here, there=there, kind=kind, pk=int(pk), public=public), parameters
