"""A snapshot is of one moment, whatever is saved while it is taken."""

import threading

import pytest
from django.db import connection

from inserm_intl.open_data.snapshot.contents import one_view
from partners.models import Institution
from tests import factories as make


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_meanwhile_is_in_none_of_its_files():
    def save():
        make.InstitutionFactory()
        connection.close()

    saving = threading.Thread(target=save)
    with one_view():
        before = Institution.objects.count()
        saving.start()
        saving.join(timeout=0.5)  # on SQLite it waits until the snapshot is taken
        assert Institution.objects.count() == before
    saving.join()
    assert Institution.objects.count() == before + 1
