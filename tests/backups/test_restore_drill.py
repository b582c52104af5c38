"""The drill: a site at work is saved, and brought back on another machine as it was at one moment."""

import pytest
from django.db import connection

from agreements.models import Agreement
from inserm_intl.backups.content import content
from inserm_intl.backups.reading import inspected
from tests.sites import Site
from tests.staff import roles

from .conftest import backup, run
from .officers import Office


@pytest.mark.django_db(transaction=True)
def test_a_site_at_work_is_brought_back_as_it_was_at_one_moment(elsewhere, tmp_path):
    roles()
    with Site(workers=2) as site, Office(site, 3) as office:
        office.wait(1)
        before = office.confirmed()
        made = backup(tmp_path / "kept")
        after = office.confirmed()
        office.wait(1)
    told = inspected(made)
    assert content()[0] != told.content
    connection.close()
    elsewhere()
    said = run("restore", made)
    assert content() == (told.content, told.rows)
    assert "3 agreements checked: all agree with their facts." in said
    assert f"{told.documents.count} files checked: all are whole." in said
    for agreement in Agreement.objects.all():
        number = int(agreement.title_fr.removeprefix("Titre "))
        texts = list(agreement.documents.order_by("pk").values_list("sha256", flat=True))
        # Nothing that was confirmed before is missing, and no save is there by half.
        assert texts[: len(before[agreement.pk])] == before[agreement.pk]
        assert len(texts) == number <= len(after[agreement.pk]) + 1
