"""What happens: programmes with their calls, visits and what they led to, and the files of all these."""

import hashlib
from datetime import UTC, datetime, timedelta

from agreements.models import Activity, Call, Document, ExchangeProgramme
from agreements.models.activity import ActivityKind, Direction, Status
from agreements.models.programme import ProgrammeKind
from agreements.papers import vault

LEVELS = ["public", "public", "internal", "restricted"]


def build(register) -> None:
    dice = register.dice
    register.programmes = register.add(ExchangeProgramme, [programme(register, number) for number in range(5)])
    register.calls = register.add(Call, [call(register, number) for number in range(12)])
    register.activities = register.add(Activity, [activity(register, number) for number in range(14)])
    for model, rows in ((ExchangeProgramme, register.programmes), (Activity, register.activities)):
        register.tie(model.institutions.through, model._meta.model_name, rows, "institution", register.institutions)
    register.tie(Activity.themes.through, "activity", register.activities, "thematicinstitute", register.themes)
    register.tie(Activity.led_to_agreements.through, "activity", register.activities, "agreement", register.agreements)
    led_to = Activity.led_to_activities.through
    register.tie(led_to, "from_activity", register.activities, "to_activity", register.activities)
    register.documents = register.add(
        Document, [document(register, number, of) for number, of in enumerate(dice.some(register.agreements, 14))]
    )
    register.documents += register.add(Document, [document(register, 90, None), document(register, 91, None)])


def programme(register, number: int) -> dict:
    dice = register.dice
    return {
        **dice.provenance(),
        **dice.titled(),
        "slug": f"prog-{number}",
        "kind": dice.one(ProgrammeKind.values),
        "agreement": dice.one(register.agreements, 0.6),
        "summary_fr": dice.said(),
        "publishes_reciprocity": dice.maybe(),
        "published": dice.maybe(0.6),
    }


def call(register, number: int) -> dict:
    dice, opens = register.dice, register.dice.day()
    closes = datetime.combine(opens + timedelta(dice.randint(20, 2000)), datetime.min.time(), UTC)
    return {
        **dice.provenance(),
        **dice.titled(),
        "slug": f"call-{number}",
        "programme": dice.one(register.programmes),
        "opens_on": opens,
        "closes_at": closes,
        "funding_fr": dice.said(),
        "published": dice.maybe(0.75),
    }


def activity(register, number: int) -> dict:
    dice, starts = register.dice, register.dice.day()
    return {
        **dice.provenance(),
        **dice.titled(),
        "reference": f"VIS-{starts.year}-{number + 200}",
        "kind": dice.one(ActivityKind.values),
        "status": dice.choice([*Status.values, "held", "held"]),
        "direction": dice.one(Direction.values),
        "programme": dice.one(register.programmes, 0.6),
        "agreement": dice.one(register.agreements, 0.5),
        "country": dice.one(register.countries),
        "city": dice.one(["", "Kobe", "Rio"]),
        "starts_on": starts,
        "people_french": dice.one([None, 3]),
        "paid_by": dice.said(),
        "published": dice.maybe(0.6),
    }


def document(register, number: int, of) -> dict:
    """A file of an agreement, perhaps of one of its amendments; without an agreement, of a visit."""
    dice, level = register.dice, register.dice.one(LEVELS)
    changes = [row for row in register.amendments if of and row.agreement_id == of.pk]
    content = b"%%PDF-1.4 %s %d" % (register.new_word(f"the content of document {number}").encode(), number)
    register.contents[hashlib.sha256(content).hexdigest()] = content
    return {
        "internal_note": dice.said(),
        "agreement": of,
        "amendment": dice.one(changes, 0.6),
        "activity": None if of else dice.one(register.activities),
        "kind": dice.one(["signed", "annex", "report"]),
        "title": dice.said(),
        "confidentiality": level,
        "published": level == "public" and dice.maybe(0.7),
        "media_type": "application/pdf",
        "original_name": dice.said(),
        "sha256": vault.keep(content),
        "size": len(content),
        "uploaded_at": datetime(2020, 1, 1, tzinfo=UTC) + timedelta(number),
    }
