"""How often one address may ask for data, and what it is told beyond that."""

import pytest
from django.core.cache import caches

from inserm_intl.open_data.limits import subscriber
from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.settings import DATA_REQUESTS_A_MINUTE
from tests.data_addresses import addresses
from tests.world import build, standing

pytestmark = pytest.mark.django_db
INDEX = "/api/v1/"
MOST = DATA_REQUESTS_A_MINUTE["documents"]


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture(autouse=True)
def _limited(settings, time_machine):
    """As served; at the twentieth second of a minute, in which nobody has asked anything."""
    caches["requests"].clear()
    settings.DATA_REQUESTS_A_MINUTE = DATA_REQUESTS_A_MINUTE
    time_machine.move_to("2026-11-27T10:00:20+00:00", tick=False)
    yield
    caches["requests"].clear()


@pytest.fixture
def three(settings):
    settings.DATA_REQUESTS_A_MINUTE = {"documents": 3}


@pytest.fixture
def behind(settings):
    """Return a function: the site behind so many proxies of its own."""

    def proxies(number):
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": number}

    return proxies


def statuses(client, times, path=INDEX, **asked):
    return [status(client.get(path, **asked)) for _time in range(times)]


def status(response) -> int:
    """Once the answer was read to its end."""
    response.getvalue()
    return response.status_code


def test_six_hundred_requests_a_minute_are_answered_and_the_next_is_told_when_to_come_back(client, time_machine):
    assert set(statuses(client, MOST)) == {200}
    refused = client.get(INDEX, headers={"accept-language": "fr", "origin": "https://elsewhere.example"})
    assert (refused.status_code, refused["Retry-After"]) == (429, "40")
    assert refused.json() == {"errors": {"request": ["Trop de requêtes. Réessayez dans 40 secondes."]}}
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert (refused["Content-Language"], refused["Content-Type"]) == ("fr", "application/json")
    time_machine.shift(39)
    assert client.get(INDEX).status_code == 429
    time_machine.shift(1)
    assert client.get(INDEX).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Too many requests. Try again in 1 second."),
        ("es", "Demasiadas peticiones. Vuelva a intentarlo en 1 segundo."),
    ],
)
def test_the_refusal_is_in_the_reader_s_language(client, three, time_machine, language, said):
    statuses(client, 3)
    time_machine.shift(39.5)
    refused = client.get(INDEX, headers={"accept-language": language})
    assert refused["Retry-After"] == "1"
    assert refused.json() == {"errors": {"request": [said]}}


def test_the_head_of_an_answer_and_an_answer_that_has_not_changed_count_like_any_other(client, three):
    known = client.get(INDEX)["ETag"]
    assert client.head(INDEX).status_code == 200
    assert client.get(INDEX, headers={"if-none-match": known}).status_code == 304
    assert client.get(INDEX, headers={"if-none-match": known}).status_code == 429
    assert client.head(INDEX).status_code == 429


def test_so_do_questions_that_are_refused(client, three):
    assert statuses(client, 4, "/api/v1/agreements/?on=yesterday") == [400, 400, 400, 429]


def test_files_are_counted_apart_and_fewer_are_answered(client, settings):
    settings.DATA_REQUESTS_A_MINUTE = {"documents": 4, "files": 2}
    assert statuses(client, 3, "/api/v1/partners.csv") == [200, 200, 429]
    assert client.get("/api/v1/agreements.xlsx").status_code == 429
    assert statuses(client, 5, "/api/v1/partners.schema.json") == [200, 200, 200, 200, 429]


def test_whoever_reads_everything_in_every_format_at_one_go_never_meets_a_limit(client):
    """Twice over, within one second; of seven thousand declared collaborations the parts are seventy."""
    read = [address for address in addresses() if status(client.get(address)) in (200, 302)]
    assert len(read) > 4 * len(NOUNS)
    assert {status(client.get(address)) for address in read} <= {200, 302}
    assert set(statuses(client, 70, "/api/v1/cooperations/?cursor=*&page_size=100")) == {200}


def test_pages_are_not_counted(client, three):
    statuses(client, 4)
    assert statuses(client, 4, "/fr/agreements/") == [200] * 4


def test_each_address_is_counted_for_itself(client, three):
    assert statuses(client, 4, REMOTE_ADDR="192.0.2.1")[-1] == 429
    assert client.get(INDEX, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_a_subscriber_s_many_addresses_of_ipv6_are_one(client, three):
    for end in ("::1", "::ffff", "ab:cd:ef:1"):
        assert client.get(INDEX, REMOTE_ADDR=f"2001:db8:0:1:{end.replace('::', '0:0:0:')}").status_code == 200
    assert client.get(INDEX, REMOTE_ADDR="2001:db8:0:1::9").status_code == 429
    assert client.get(INDEX, REMOTE_ADDR="2001:db8:0:2::9").status_code == 200


def test_without_a_proxy_of_ours_nobody_gets_another_address_by_saying_so(client, three):
    said = [client.get(INDEX, headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code for number in range(4)]
    assert said == [200, 200, 200, 429]


def test_behind_a_proxy_of_ours_it_says_who_asks_whatever_the_asker_says(client, three, behind):
    behind(1)
    forged = [client.get(INDEX, headers={"x-forwarded-for": f"10.0.0.{number}, 192.0.2.1"}) for number in range(4)]
    assert [answer.status_code for answer in forged] == [200, 200, 200, 429]
    assert client.get(INDEX, headers={"x-forwarded-for": "192.0.2.2"}).status_code == 200


def test_behind_two_the_one_in_front_says_it(client, three, behind):
    behind(2)
    asked = [client.get(INDEX, headers={"x-forwarded-for": f"1.2.3.4, 192.0.2.1, 10.0.0.{end}"}) for end in range(4)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1:4711", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:1:aa:bb:cc:dd", "2001:db8:0:1::"),
        ("[2001:db8:0:1::5]:443", "2001:db8:0:1::"),
        ("[2001:db8:0:1::5]", "2001:db8:0:1::"),
        *((odd, "") for odd in ("", "unknown", "x" * 10_000, "192.0.2.1\r\nset x", "[", "1.2.3.4.5:6")),
    ],
)
def test_an_address_is_read_however_it_is_written(address, counted_as):
    assert subscriber(address) == counted_as


def test_what_is_remembered_of_many_addresses_is_bounded(client, settings):
    most = settings.CACHES["requests"]["OPTIONS"]["MAX_ENTRIES"]
    settings.DATA_REQUESTS_A_MINUTE = {"documents": 3}
    assert statuses(client, 4)[-1] == 429
    for number in range(most + 10):
        caches["requests"].add(f"data-documents-other-{number}", 0)
        if number % 100 == 0:
            assert client.get(INDEX).status_code == 429
    assert len(caches["requests"]._cache) <= most
