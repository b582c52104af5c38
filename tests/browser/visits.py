"""The whole site as `make run` loads it, and an address for each thing that a visitor may come upon."""

import re
from pathlib import Path

from django.core.management import call_command

from agreements.models import Activity, Agreement, Call, ExchangeProgramme
from agreements.models.period import PUBLIC_STATES
from inserm_intl.models import Page
from partners.models import Country, Institution

MAKEFILE = Path(__file__).parents[2] / "Makefile"


def load() -> None:
    """The fixtures of the Makefile, and the invented records that show every case."""
    (names,) = re.findall(r"^FIXTURES = (.+)$", MAKEFILE.read_text(), re.MULTILINE)
    call_command("loaddata", *names.split(), "demo", verbosity=0)


def addresses(language: str) -> list[str]:
    """Each list, a record of each noun and an agreement in each state, and all that is neither."""
    records = [
        *(agreement for state in PUBLIC_STATES if (agreement := in_state(state))),
        *(model.objects.public().order_by("-invented", "pk").first() for model in (Institution, Activity, Call)),
        *(
            ExchangeProgramme.objects.public().filter(slug=call.programme.slug).get()
            for call in Call.objects.public()[:1]
        ),
        Country.objects.get(code="JP"),
        Agreement.objects.public().first().instrument,
        *Page.objects.public().filter(slug__in=["policy", "accessibility", "contacts", "open-data"]),
    ]
    lists = ["partners", "countries", "cooperations", "agreements", "programmes", "calls", "activities", "instruments"]
    others = [
        *("agreements/?page=2", "agreements/?country=JP&country=CA&state=in-force&q=a&on=2015-06-30&sort=-title"),
        *("agreements/?q=zzzz", "agreements/?on=2015-02-30&country=XX&sort=zz", "partners/?page=0"),
        *("countries/JP/?on=2015-06-30", "countries/JP/?on=abc", "nothing/"),
        *("key-figures/", "key-figures/?country=JP&on=2015-06-30", "key-figures/?country=XX"),
        *("search/", "search/?q=coree", "search/?q=jappon+brésil", "search/?q=a&on=2015-06-30", "search/?q=%00&on=abc"),
        *("map/", "map/?shade=agreements&region=142&on=2015-06-30", "map/?shade=abc"),
    ]
    paths = ["", *(f"{noun}/" for noun in lists), *others]
    return [
        *(f"/{language}/{path}" for path in paths),
        *(record.get_absolute_url().replace("/fr/", f"/{language}/", 1) for record in records),
        f"/api/v1/docs/{language}/",
    ]


def in_state(state):
    return Agreement.objects.public().in_state(state).order_by("-invented", "pk").first()
