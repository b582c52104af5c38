"""A page asks the database as often for a thousand rows as for ten: eighteen times at most, but for all figures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.addresses import FEEDS, PAGES
from tests.crowd import crowd
from tests.world import THAT_DAY, build

pytestmark = pytest.mark.django_db
AT_MOST = 18
FIGURES = "/fr/key-figures/"
AT_MOST_FOR_FIGURES = 24
EVERYTHING = [
    f"agreements/?q=riken&country=JP&region=142&group=priorities&instrument=lia&state=in-force&state=under-revision"
    f"&theme=nerves&unit=U1016&programme=visits&year=2015&on={THAT_DAY}&invented=no&sort=-title",
    f"partners/?q=riken&country=JP&region=142&group=priorities&kind=facility&instrument=lia&state=in-force"
    f"&theme=nerves&unit=U1016&year=2015&on={THAT_DAY}&invented=no&sort=country",
    f"countries/?q=japon&country=JP&region=142&group=priorities&instrument=lia&state=in-force&theme=nerves"
    f"&unit=U1016&year=2015&on={THAT_DAY}&sort=partners",
    f"cooperations/?q=riken&country=JP&region=142&group=priorities&theme=nerves&theme=none&unit=U1016&year=2014"
    f"&partner=riken&on={THAT_DAY}&invented=no&sort=-country",
    f"map/?q=japon&country=JP&region=142&group=priorities&instrument=lia&state=in-force&theme=nerves"
    f"&unit=U1016&year=2015&on={THAT_DAY}&sort=partners&shade=cooperations",
    f"programmes/?q=visites&country=JP&region=142&group=priorities&partner=riken&on={THAT_DAY}&sort=-title",
    f"calls/?q=appel&country=JP&region=142&group=priorities&kind=exploratory-visits&programme=visits&state=open"
    f"&year=2015&partner=riken&on={THAT_DAY}&sort=opening",
    f"activities/?q=kobe&country=JP&region=142&group=priorities&kind=visit&programme=visits&direction=outgoing"
    f"&state=held&theme=nerves&year=2014&partner=riken&on={THAT_DAY}&sort=reference",
    f"instruments/?q=labo&on={THAT_DAY}&sort=code",
    *(
        "agreements/?partner=riken",
        "agreements/?on=abc",
        "countries/FR/",
        "partners/inserm/",
        "policy/strategy/",
        "nothing/",
    ),
]
ADDRESSES = [f"/fr/{address}" for address in (*PAGES.values(), *FEEDS.values(), *EVERYTHING)]


def queries(client) -> dict[str, int]:
    counts = {}
    for address in ADDRESSES:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code < 500
        counts[address] = len(asked)
    return counts


def test_every_page_asks_as_often_for_a_thousand_rows_as_for_thirty_and_not_too_often(client):
    """Where there are more than the 25 that a page shows; with fewer it need not count them."""
    world = build()
    crowd(world, 10)
    few = queries(client)
    crowd(world, 20)
    some = queries(client)
    crowd(world, 970)
    many = queries(client)
    assert many == some
    assert many.pop(FIGURES) <= AT_MOST_FOR_FIGURES
    assert {address: count for address, count in many.items() if count > AT_MOST} == {}
    assert all(0 <= some[address] - count <= 1 for address, count in few.items())
