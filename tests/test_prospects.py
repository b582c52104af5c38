"""A mission identifies institutions; they are prospects until one act makes partners of them, and leaves its trace."""

import pytest
from django.contrib.admin.models import LogEntry
from reversion.models import Version

from agreements.models import Activity, Identification
from inserm_intl.days import today
from partners.models import Institution
from tests import factories as make
from tests.admin_forms import address, change, sent, told
from tests.factories import day
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = pytest.mark.django_db
PROSPECTS = "/admin/partners/institution/prospects/"


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


@pytest.fixture
def mission(world):
    return make.ActivityFactory(kind="mission", title_fr="Mission au Chili", starts_on=day("2016-05-09"))


def rows(*found, initial=0):
    """The rows of identified institutions as a form sends them."""
    typed = {"identifications-TOTAL_FORMS": len(found), "identifications-INITIAL_FORMS": initial}
    for number, row in enumerate(found):
        typed |= {f"identifications-{number}-{name}": value for name, value in row.items()}
    return typed


def identified(client, mission, *institutions):
    found = rows(*({"institution": row.pk, "note": "Vu le doyen"} for row in institutions))
    return change(client, mission, **found)


def test_an_institution_that_a_mission_identified_is_a_prospect_from_that_day(mission):
    chile = make.InstitutionFactory(published=False)
    assert identified(logged_in("officer"), mission, chile).status_code == 302
    chile.refresh_from_db()
    assert (chile.prospect, chile.prospect_since, chile.version) == (True, day("2016-05-09"), 2)
    assert LogEntry.objects.filter(object_id=chile.pk, change_message__contains="prospect").exists()
    versions = Version.objects.get_for_object(chile)
    assert [version.field_dict["prospect"] for version in versions] == [True, False]
    assert not versions[0].revision.version_set.exclude(pk=versions[0].pk).exists()


def test_a_prospect_is_one_since_a_day_as_vague_as_the_mission_s(mission):
    Activity.objects.filter(pk=mission.pk).update(starts_on=day("2016-05-01"), starts_on_precision="month")
    mission.refresh_from_db()
    chile, client = make.InstitutionFactory(), logged_in("officer")
    identified(client, mission, chile)
    (row,) = client.get(PROSPECTS).context["cl"].result_list
    assert (row.prospect_since, row.prospect_since_precision) == (day("2016-05-01"), "month")
    assert "mai 2016" in client.get(PROSPECTS).content.decode()


def test_a_partner_that_a_mission_meets_again_stays_one(mission, world):
    answer = change(logged_in("officer"), mission, **rows({"institution": world.riken.pk, "note": ""}), _continue="1")
    assert answer.status_code == 302
    world.riken.refresh_from_db()
    assert (world.riken.prospect, world.riken.version) == (False, 1)
    assert Identification.objects.get().institution == world.riken


def test_a_row_taken_back_takes_the_prospect_back(mission):
    chile, client = make.InstitutionFactory(), logged_in("officer")
    identified(client, mission, chile)
    row = Identification.objects.get()
    taken = {"institution": chile.pk, "note": "", "id": row.pk, "activity": mission.pk, "DELETE": "on"}
    mission.refresh_from_db()
    assert change(client, mission, **rows(taken, initial=1)).status_code == 302
    chile.refresh_from_db()
    assert (chile.prospect, chile.prospect_since) == (False, None)


def test_what_another_mission_or_an_officer_identified_stays_a_prospect(mission):
    chile, client = make.InstitutionFactory(), logged_in("officer")
    identified(client, mission, chile)
    make.IdentificationFactory(institution=chile)
    row = Identification.objects.get(activity=mission)
    taken = {"institution": chile.pk, "note": "", "id": row.pk, "activity": mission.pk, "DELETE": "on"}
    mission.refresh_from_db()
    assert change(client, mission, **rows(taken, initial=1)).status_code == 302
    chile.refresh_from_db()
    assert chile.prospect


def take_back(client, mission):
    row = Identification.objects.get(activity=mission)
    taken = {"institution": row.institution_id, "note": "", "id": row.pk, "activity": mission.pk, "DELETE": "on"}
    mission.refresh_from_db()
    assert change(client, mission, **rows(taken, initial=1)).status_code == 302


def test_what_an_officer_said_to_be_a_prospect_stays_one_without_the_mission(mission):
    chile, client = make.InstitutionFactory(), logged_in("officer")
    assert change(client, chile, prospect="on").status_code == 302
    assert identified(client, mission, chile).status_code == 302
    take_back(client, mission)
    chile.refresh_from_db()
    assert chile.prospect


def test_the_last_of_the_missions_that_made_a_prospect_takes_it_back(mission):
    later = make.ActivityFactory(kind="mission", title_fr="Retour au Chili", starts_on=day("2017-05-09"))
    chile, client = make.InstitutionFactory(), logged_in("officer")
    for one in (mission, later):
        assert identified(client, one, chile).status_code == 302
    for one, prospect in ((mission, True), (later, False)):
        take_back(client, one)
        chile.refresh_from_db()
        assert chile.prospect == prospect


def test_only_a_mission_identifies_institutions(mission, world):
    chile, client = make.InstitutionFactory(), logged_in("officer")
    answer = change(client, mission, kind="visit", **rows({"institution": chile.pk, "note": ""}))
    sentence = "Seule une mission de prospection de la Direction générale repère des institutions."
    formsets = {row.formset.model: row.formset for row in answer.context["inline_admin_formsets"]}
    assert formsets[Identification].non_form_errors() == [sentence]
    chile.refresh_from_db()
    assert not chile.prospect
    assert "identifications-0" not in client.get(address(Activity, "change", world.visit.pk)).content.decode()


def test_an_institution_is_added_from_the_row_of_the_mission(mission):
    page = logged_in("officer").get(address(Activity, "change", mission.pk)).content.decode()
    assert f"{address(Institution, 'add')}?_to_field=id&amp;_popup=1" in page


def test_going_back_in_the_history_of_a_mission_leaves_the_institution_alone(mission):
    chile, client = make.InstitutionFactory(), logged_in("officer")
    assert change(client, mission, city="Santiago").status_code == 302
    mission.refresh_from_db()
    identified(client, mission, chile)
    before = Version.objects.get_for_object(mission).last()
    where = address(Activity, "revision", mission.pk, before.pk)
    mission.refresh_from_db()
    assert client.post(where, sent(client.get(where), version=mission.version)).status_code == 302
    chile.refresh_from_db()
    assert chile.prospect


def prospects(client, **asked):
    return {str(row) for row in client.get(PROSPECTS, asked).context["cl"].result_list}


def test_prospects_are_listed_by_country_mission_and_officer(mission, django_assert_max_num_queries):
    client = logged_in("officer")
    chile = make.InstitutionFactory(name_fr="Chili", country=make.CountryFactory(code="JP"), prospect=True)
    make.InstitutionFactory(name_fr="À la main", prospect=True, prospect_source="Foire de Lima")
    make.InstitutionFactory(name_fr="Ancien", prospect_since=day("2010-01-01"), partner_since=day("2011-01-01"))
    make.IdentificationFactory(activity=mission, institution=chile)
    assert prospects(client) == {"Chili", "À la main"}
    assert prospects(client, country="JP") == prospects(client, mission=mission.pk) == {"Chili"}
    assert prospects(client, mission="none") == prospects(client, q="main") == {"À la main"}
    assert prospects(client, officer="me") == set()
    with django_assert_max_num_queries(12):
        page = client.get(PROSPECTS).content.decode()
    assert mission.reference in page
    assert "Foire de Lima" in page
    assert address(Institution, "change", chile.pk) in page


def test_an_agreement_out_of_sight_is_not_counted_beside_a_prospect(mission):
    chile = make.InstitutionFactory(prospect=True)
    hidden = make.AgreementFactory(published=False, confidentiality="restricted")
    make.PartyFactory(agreement=hidden, institution=chile)
    known = {
        role: [row.agreements_known for row in logged_in(role, role).get(PROSPECTS).context["cl"].result_list]
        for role in ("officer", "publisher")
    }
    assert known == {"officer": [0], "publisher": [1]}


@pytest.fixture
def prospect(mission):
    row = make.InstitutionFactory(prospect=True, prospect_since=day("2016-05-09"), published=False)
    make.IdentificationFactory(activity=mission, institution=row, note="Vu le doyen")
    return row


def made(client, institution, on="01/06/2016"):
    return client.post(address(Institution, "partner", institution.pk), {"day": on}, follow=True)


def test_a_prospect_becomes_a_partner_and_its_page_keeps_who_found_it_and_when(prospect, mission):
    client = logged_in("officer")
    assert (
        address(Institution, "partner", prospect.pk)
        in client.get(address(Institution, "change", prospect.pk)).content.decode()
    )
    page = made(client, prospect)
    assert told(page) == [f"{prospect} est désormais un partenaire."]
    prospect.refresh_from_db()
    assert (prospect.prospect, prospect.partner_since) == (False, day("2016-06-01"))
    assert (prospect.prospect_since, prospect.version) == (day("2016-05-09"), 2)
    trace = page.content.decode()
    for said in (address(Activity, "change", mission.pk), "Vu le doyen", "01/06/2016", "09/05/2016"):
        assert said in trace
    assert address(Institution, "partner", prospect.pk) not in trace
    (entry,) = LogEntry.objects.filter(object_id=prospect.pk)
    assert entry.user.username == "someone"
    assert "devenue partenaire le" in entry.get_change_message()
    assert [row.field_dict["prospect"] for row in Version.objects.get_for_object(prospect)] == [False, True]
    assert prospects(client) == set()


def test_a_prospect_becomes_a_partner_once(prospect):
    client = logged_in("officer")
    made(client, prospect)
    assert told(made(client, prospect, "02/06/2016")) == [f"{prospect} n’est pas un partenaire pressenti."]
    prospect.refresh_from_db()
    assert prospect.partner_since == day("2016-06-01")


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("08/05/2016", "Elle serait devenue partenaire avant d’être pressentie."),
        ("01/01/2190", "Ce jour est encore à venir."),
        ("hier", "Saisissez une date valide."),
        ("\0", "Saisissez une date valide."),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_box(prospect, on, sentence):
    page = made(logged_in("officer"), prospect, on)
    assert page.context["form"].errors == {"day": [sentence]}
    prospect.refresh_from_db()
    assert prospect.prospect


def test_several_prospects_become_partners_from_their_list(prospect):
    late = make.InstitutionFactory(prospect=True, prospect_since=day("2190-01-01"))
    client = logged_in("officer")
    chosen = {"action": "make_partners", "_selected_action": [prospect.pk, late.pk]}
    page = client.post(PROSPECTS, chosen, follow=True)
    assert len(told(page)) == 2
    prospect.refresh_from_db()
    late.refresh_from_db()
    assert (prospect.prospect, prospect.partner_since, late.prospect) == (False, today(), True)


def test_a_reader_sees_prospects_and_makes_no_partner_of_them(prospect):
    client = logged_in("reader")
    assert prospects(client) == {str(prospect)}
    assert "make_partners" not in client.get(PROSPECTS).content.decode()
    become = address(Institution, "partner", prospect.pk)
    assert become not in client.get(address(Institution, "change", prospect.pk)).content.decode()
    assert client.get(address(Institution, "partner", prospect.pk)).status_code == 403
    assert made(client, prospect).status_code == 403
    client.post(PROSPECTS, {"action": "make_partners", "_selected_action": [prospect.pk]})
    prospect.refresh_from_db()
    assert prospect.prospect


def test_a_prospect_entered_by_hand_is_one_from_today(prospect):
    by_hand = make.InstitutionFactory()
    assert change(logged_in("officer"), by_hand, prospect="on").status_code == 302
    by_hand.refresh_from_db()
    assert by_hand.prospect_since == today()
