"""An officer enters agreements in the admin."""

import pytest

from agreements.models import Agreement, Instrument
from tests.admin_forms import add, address, change, parties, sent
from tests.factories import AgreementFactory, CountryFactory, InstitutionFactory, InstrumentFactory, day, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def gdri():
    return InstrumentFactory(
        code="gdri", name_fr="Groupement de recherche international", countries_min=2, laboratories_min=3, parties_min=2
    )


@pytest.fixture
def three():
    """Inserm, a German and a Japanese institution."""
    return (
        InstitutionFactory(name_fr="Inserm", country=CountryFactory(code="FR")),
        InstitutionFactory(name_en="Heidelberg University", country=CountryFactory(code="DE")),
        InstitutionFactory(name_en="Riken", country=CountryFactory(code="JP")),
    )


def rows(three, **said):
    french, *partners = three
    return parties((french, {"side": "french", **said}), *((institution, said) for institution in partners))


def test_an_officer_enters_a_gdri_with_three_parties_on_one_page(admin_client, gdri, three):
    response = add(
        admin_client,
        Agreement,
        instrument=gdri.pk,
        title_fr="Neurosciences sociales",
        effective_on="11/2016",
        ends_on="10/2020",
        authentic_languages=["fr", "en"],
        **rows(three, signed_on="01/10/2016", signed_at="Paris"),
    )
    assert response.status_code == 302, response.context["errors"]
    agreement = Agreement.objects.get()
    assert agreement.reference == "GDRI-2016-001"
    assert {party.institution for party in agreement.parties.all()} == set(three)
    assert agreement.authentic_languages == ["fr", "en"]
    assert (agreement.effective_on_precision, str(agreement.ends_on)) == ("month", "2020-10-31")
    told = [(row.state, str(row.since), str(row.until)) for row in agreement.periods.all()]
    assert told[0] == ("upcoming", "2016-10-01", "2016-10-31")
    assert told[1] == ("in-force", "2016-11-01", "2020-10-31")


def test_the_officer_at_the_keyboard_is_proposed_as_case_officer(admin_client, admin_user):
    page = admin_client.get(address(Agreement, "add"))
    assert sent(page)["officer"] == [str(admin_user.pk)]


def test_the_two_first_parties_are_proposed_one_on_each_side(admin_client):
    fields = sent(admin_client.get(address(Agreement, "add")))
    assert fields["parties-0-side"] + fields["parties-1-side"] == ["french", "partner"]


def test_empty_rows_are_no_parties(admin_client, gdri):
    add(admin_client, Agreement, instrument=gdri.pk, title_fr="Neurosciences")
    assert Agreement.objects.get().parties.count() == 0


def test_the_page_says_what_each_type_expects_before_one_is_chosen(admin_client, gdri):
    admin_client.cookies["django_language"] = "en"
    page = admin_client.get(address(Agreement, "add"))
    assert "countries: at least 2" in page.content.decode()


def test_choosing_a_type_in_the_address_says_what_it_expects_beside_the_choice(admin_client, gdri):
    admin_client.cookies["django_language"] = "en"
    page = admin_client.get(address(Agreement, "add"), {"instrument": gdri.pk})
    assert "laboratories: at least 3" in page.context["adminform"].form["instrument"].help_text


def test_the_usual_duration_proposes_the_last_day_as_precisely_as_the_first(admin_client):
    admin_client.cookies["django_language"] = "en"
    agreement = AgreementFactory(
        effective_on=day("2016-11-01"), effective_on_precision="month", title_fr="Neurosciences"
    )
    page = admin_client.get(address(Agreement, "change", agreement.pk))
    help_text = page.context["adminform"].form["ends_on"].help_text
    assert "48 months ends with: October 2020." in help_text


def test_an_end_before_the_beginning_is_refused_beside_the_last_day(admin_client, gdri):
    response = add(
        admin_client, Agreement, instrument=gdri.pk, title_fr="Neurosciences", effective_on="2016", ends_on="2015"
    )
    assert set(response.context["adminform"].form.errors) == {"ends_on"}
    assert Agreement.objects.count() == 0


def test_what_is_wrong_leaves_what_was_typed_on_the_screen(admin_client, gdri, three):
    response = add(
        admin_client, Agreement, instrument=gdri.pk, title_fr="Neurosciences", effective_on="hier", **rows(three)
    )
    fields = sent(response)
    assert fields["effective_on"] == ["hier"]
    assert fields["title_fr"] == ["Neurosciences"]
    assert fields["parties-2-institution"] == [str(three[2].pk)]


def test_publishing_without_a_foreign_side_is_refused_beside_the_box(admin_client, gdri, three):
    typed = {"instrument": gdri.pk, "title_fr": "Neurosciences", "published": "on"}
    response = add(admin_client, Agreement, **typed, **parties((three[0], {"side": "french"})))
    assert set(response.context["adminform"].form.errors) == {"published"}
    assert Agreement.objects.count() == 0
    assert add(admin_client, Agreement, **typed, **rows(three)).status_code == 302
    assert Agreement.objects.get().published


def test_taking_the_only_partner_out_of_a_published_agreement_is_refused(admin_client):
    agreement = in_force()
    partner = agreement.parties.get(side="partner")
    index = list(agreement.parties.all()).index(partner)
    response = change(admin_client, agreement, **{f"parties-{index}-DELETE": "on"})
    assert set(response.context["adminform"].form.errors) == {"published"}
    assert agreement.parties.count() == 2


def test_what_surprises_is_said_after_saving_and_beside_the_field(admin_client, gdri, three):
    admin_client.cookies["django_language"] = "en"
    where = address(Agreement, "add")
    typed = sent(admin_client.get(where), instrument=gdri.pk, title_fr="Neurosciences", _continue="", **rows(three))
    page = admin_client.post(where, typed, follow=True)
    surprise = "GDRI: 0 laboratories, at least 3 expected."
    assert f"GDRI-{Agreement.objects.get().reference[5:]} – {surprise}" in [
        str(row) for row in page.context["messages"]
    ]
    assert surprise in page.context["adminform"].form["instrument"].help_text


def test_a_second_successor_is_refused_beside_the_predecessor(admin_client, gdri):
    first = AgreementFactory(instrument=gdri)
    AgreementFactory(instrument=gdri, predecessor=first)
    response = add(admin_client, Agreement, instrument=gdri.pk, title_fr="Suite", predecessor=first.pk)
    assert set(response.context["adminform"].form.errors) == {"predecessor"}


def test_a_renewal_that_comes_back_to_itself_is_refused_beside_the_predecessor(admin_client, gdri):
    first = AgreementFactory(instrument=gdri, published=False)
    second = AgreementFactory(instrument=gdri, predecessor=first)
    response = change(admin_client, first, predecessor=second.pk)
    assert set(response.context["adminform"].form.errors) == {"predecessor"}


def test_the_usual_duration_of_a_type_rules_agreements_without_a_known_end(admin_client):
    agreement = in_force(open_ended=False, signed="2008-02-29")
    assert str(agreement.last_day) == "None"
    change(admin_client, Instrument.objects.get(), default_months=24)
    assert [str(row.until) for row in agreement.periods.all()] == ["2010-02-27", "None"]
