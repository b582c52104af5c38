"""Forms that arrive at the same moment: one of them is saved, the others are told, and nobody meets a failure."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from agreements.models import Agreement, Document
from inserm_intl.models import Import
from partners.models import Institution
from tests import factories as make
from tests import papers
from tests.admin_forms import address, sent
from tests.fuzzing.pages import Offers
from tests.fuzzing.register import complaints
from tests.fuzzing.sending import to_send
from tests.papers import rows
from tests.spreadsheets import as_csv, exported, read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claire():
    client = Client()
    client.force_login(User.objects.create_superuser("claire"))
    return client


def at_once(client, *posts: tuple[str, dict]) -> list[int]:
    """Each form sent from a browser of its own, all together: the statuses, in order."""
    start = Barrier(len(posts))

    def send(post):
        browser = Client()
        browser.cookies = client.cookies.copy()
        start.wait()
        try:
            return browser.post(*post).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as pool:
        statuses = sorted(pool.map(send, posts))
    assert complaints() == []
    return statuses


def test_of_two_edits_one_is_saved_and_the_other_told(claire):
    where = address(Institution, "change", make.InstitutionFactory().pk)
    page = claire.get(where)
    assert at_once(claire, *((where, sent(page, city=city)) for city in ("Paris", "Lyon"))) == [200, 302]
    assert Institution.objects.get().version == 2


def test_an_edit_and_two_deletions_leave_no_record(claire):
    institution = make.InstitutionFactory(prospect=True)
    change, delete = (address(Institution, view, institution.pk) for view in ("change", "delete"))
    edit, deletion = (change, sent(claire.get(change), city="Paris")), (delete, {"post": "yes"})
    assert at_once(claire, edit, deletion, deletion)[1:] == [302, 302]
    assert not Institution.objects.exists()


def test_a_document_sent_twice_is_kept_once(claire):
    where = address(Agreement, "change", make.in_force().pk)
    page = claire.get(where)
    assert at_once(claire, *((where, sent(page, **rows(("a.pdf", papers.pdf())))) for _time in range(2))) == [200, 302]
    assert Document.objects.count() == 1


def test_an_import_confirmed_and_undone_twice_is_so_once(claire):
    institution = make.InstitutionFactory(city="Lyon")
    made = read(claire, Institution, as_csv([{**exported(claire, Institution)[0], "Ville": "Paris"}]))
    for page, city in (("import_confirm", "Paris"), ("import_undo", "Lyon")):
        where = address(Institution, page, made.pk)
        assert at_once(claire, (where, {}), (where, {})) == [302, 302]
        institution.refresh_from_db()
        assert institution.city == city
    assert Import.objects.count() == 1


def test_two_institutions_are_merged_once(claire):
    kept, taken = make.InstitutionFactory(), make.InstitutionFactory()
    where = f"{address(Institution, 'merge', kept.pk)}?with={taken.pk}"
    page = claire.get(where)
    (form,) = (form.sent for form in to_send(Offers(page, page.content)))
    assert at_once(claire, (where, form), (where, form)) == [200, 302]
    assert Institution.objects.count() == 1
