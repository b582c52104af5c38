"""What only the database can refuse is said on the form, where nothing that was typed is lost."""

import pytest
from reversion.models import Version

from agreements.models import Agreement, Amendment, Contribution
from partners.models import CountryGroup
from tests import factories as make
from tests.admin_forms import address, change, parties, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(admin_client):
    admin_client.cookies["django_language"] = "en"


def refused(response):
    return [str(error) for error in response.context["adminform"].form.non_field_errors()]


def test_a_country_twice_in_a_group_without_dates(admin_client):
    group, japan = make.CountryGroupFactory(), make.CountryFactory(code="JP")
    rows = {"memberships-TOTAL_FORMS": 2, "memberships-0-country": "JP", "memberships-1-country": "JP"}
    response = change(admin_client, group, name_en="G7", **rows)
    assert refused(response) == ["Nothing has been saved: There is already one that begins on that day."]
    assert sent(response)["name_en"] == ["G7"]
    assert not CountryGroup.objects.get().memberships.filter(country=japan).exists()


def test_an_institution_that_another_officer_has_just_added(admin_client):
    agreement = make.in_force()
    page = sent(admin_client.get(address(Agreement, "change", agreement.pk)))
    others = {name: value for name, value in page.items() if not name.startswith("parties-")}
    row = parties((agreement.parties.first().institution, {}))
    response = admin_client.post(
        address(Agreement, "change", agreement.pk), {**others, **row, "parties-INITIAL_FORMS": 0, "published": ""}
    )
    assert refused(response) == ["Nothing has been saved: This institution is already in the agreement."]


def test_two_amendments_that_exchange_their_numbers(admin_client):
    agreement = make.in_force()
    for number in (1, 2):
        make.AmendmentFactory(agreement=agreement, number=number)
    response = change(admin_client, agreement, **{"amendments-0-number": 2, "amendments-1-number": 1})
    assert refused(response) == ["Nothing has been saved: This number is taken."]
    kept = Version.objects.get_for_model(Amendment)
    stored = Amendment.objects.values_list("pk", "number")
    assert [(int(version.object_id), version.field_dict["number"]) for version in kept.order_by("object_id")] == [
        *stored.order_by("pk")
    ], "no version of what was never stored"


def test_a_year_of_contribution_that_is_already_entered(admin_client):
    party = make.PartyFactory()
    make.ContributionFactory(party=party, year=2015)
    later = make.ContributionFactory(party=party, year=2016)
    assert refused(change(admin_client, later, year=2015)) == ["Nothing has been saved: This year is already entered."]
    assert {row.year for row in Contribution.objects.all()} == {2015, 2016}
