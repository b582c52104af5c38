"""Two institutions become one and two again; two editors meet; two versions are compared and one is gone back to."""

import pytest

from agreements.models import Agreement
from partners.models import Institution, Merge
from tests import factories as make
from tests.admin_forms import address, change
from tests.once import ONE_DATABASE

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


def test_an_institution_entered_twice_is_merged_and_the_merge_undone(officer, live_server, axe):
    japan = make.CountryFactory(code="JP")
    riken = make.InstitutionFactory(name_fr="Riken", city="Wako", country=japan, ror_id="02vjkv261")
    twin = make.InstitutionFactory(name_fr="Institut Riken", city="Tokyo", country=japan)
    agreement = make.in_force(partner=twin)
    officer.goto(f"{live_server}{address(Institution, 'change', riken.pk)}")
    with officer.expect_navigation():
        officer.get_by_role("link", name="Fusionner avec…").click()
    assert axe(officer) == []
    with officer.expect_navigation():
        officer.get_by_role("link", name="Institut Riken").click()
    assert axe(officer) == []
    officer.get_by_role("group", name="Ville").get_by_label("Tokyo").check()
    officer.get_by_label("Motif de la fusion").fill("Saisie deux fois.")
    officer.get_by_role("button", name="Fusionner").click()
    officer.wait_for_url(f"{live_server}{address(Institution, 'change', riken.pk)}")
    assert (Institution.objects.get(pk=riken.pk).city, agreement.parties.filter(institution=riken).count()) == (
        "Tokyo",
        1,
    )
    officer.goto(f"{live_server}/fr/partners/{twin.slug}/")
    assert officer.url == f"{live_server}/fr/partners/{riken.slug}/"
    officer.goto(f"{live_server}{address(Merge, 'change', Merge.objects.get().pk)}")
    assert axe(officer) == []
    officer.get_by_role("button", name="Annuler cette fusion").click()
    officer.wait_for_url(f"{live_server}{address(Institution, 'change', twin.pk)}")
    assert agreement.parties.filter(institution=twin).count() == 1


def test_two_editors_meet_and_the_history_tells_why_and_leads_back(officer, live_server, axe, admin_client):
    agreement = make.in_force(title_fr="Neurosciences", acronym="NEURO")
    officer.goto(f"{live_server}{address(Agreement, 'change', agreement.pk)}")
    change(admin_client, agreement, acronym="AUTRE")
    officer.get_by_label("Titre [fr]").fill("Neurosciences sociales")
    officer.get_by_label("Motif de la modification").fill("Titre du texte signé.")
    officer.get_by_role("button", name="Enregistrer", exact=True).click()
    officer.get_by_label("J’ai lu ces modifications").check()
    officer.get_by_role("button", name="Enregistrer", exact=True).click()
    officer.wait_for_url(f"{live_server}{address(Agreement)}")
    officer.goto(f"{live_server}{address(Agreement, 'history', agreement.pk)}")
    assert axe(officer) == []
    officer.get_by_text("Titre du texte signé.").wait_for()
    with officer.expect_navigation():
        officer.get_by_role("button", name="Comparer les deux versions choisies").click()
    assert axe(officer) == []
    officer.get_by_text("Neurosciences sociales").first.wait_for()
    officer.get_by_role("link", name="Voir cette version et y revenir").first.click()
    officer.get_by_role("button", name="Enregistrer", exact=True).click()
    officer.wait_for_url(f"{live_server}{address(Agreement)}**")
    agreement.refresh_from_db()
    assert agreement.title_fr == "Neurosciences"
