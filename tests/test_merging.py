"""Two institutions that were one: merged, what pointed to one points to the other; undone, all is as before."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from agreements.models import Agreement, Contribution, Party
from partners.merging.pointers import pointers
from partners.models import Cooperation, FormerAddress, Institution, Merge
from tests import factories as make
from tests.admin_forms import address, change, staff, told
from tests.factories import day

pytestmark = pytest.mark.django_db

KEPT_ROR, MERGED_ROR = "02vjkv261", "02feahw73"


@pytest.fixture(autouse=True)
def _in_english(client, admin_client):
    client.cookies["django_language"] = admin_client.cookies["django_language"] = "en"


@pytest.fixture
def japan():
    return make.CountryFactory(code="JP")


@pytest.fixture
def riken(japan):
    return make.InstitutionFactory(name_fr="Riken", name_en="Riken", country=japan, ror_id=KEPT_ROR, city="Wako")


@pytest.fixture
def rikagaku(japan):
    """The same institute, entered a second time under its long name."""
    return make.InstitutionFactory(
        name_fr="Institut de physique et de chimie",
        acronym="IPC",
        aliases="Rikagaku\nRIKEN",
        country=japan,
        ror_id=MERGED_ROR,
        website="https://ipc.example.org",
    )


def where(first, second):
    return f"{address(Institution, 'merge', first.pk)}?with={second.pk}"


def form_of(page):
    """What the page would send as it stands, nothing chosen beyond what is proposed."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def merge(client, kept, merged, **chosen):
    page = client.get(where(kept, merged))
    return client.post(where(kept, merged), {**form_of(page), "keep": kept.pk, **chosen}, follow=True)


def undo(client, done=None):
    done = done or Merge.objects.first()
    page = client.post(address(Merge, "undo", done.pk), follow=True)
    return told(page)[-1] if page.status_code == 200 else page.status_code


def stored(*models):
    """Every row of the nouns as it is stored, but for its version."""
    rows = [row for model in models for row in serializers.serialize("python", model._base_manager.order_by("pk"))]
    return [{**row, "fields": {k: v for k, v in row["fields"].items() if k != "version"}} for row in rows]


POINTING = {
    "agreements.party.institution": make.PartyFactory,
    "partners.cooperation.institution": lambda institution: make.CooperationFactory(institution=institution),
    "partners.institution.parent": lambda parent: make.InstitutionFactory(parent=parent),
    "partners.institution.successor": lambda successor: make.InstitutionFactory(successor=successor),
    "partners.formeraddress.institution": lambda institution: FormerAddress.objects.create(
        slug="older", key=10_000, institution=institution
    ),
    "partners.contact.institution": lambda institution: make.ContactFactory(institution=institution),
    "agreements.identification.institution": make.IdentificationFactory,
    "agreements.deadline.institution": make.DeadlineFactory,
    "agreements.dismissal.institution": lambda institution: make.DismissalFactory(
        institution=institution, agreement=None
    ),
    "agreements.activity.institutions": lambda institutions: with_list(make.ActivityFactory(), institutions),
    "agreements.exchangeprogramme.institutions": lambda institutions: with_list(
        make.ExchangeProgrammeFactory(), institutions
    ),
}


def with_list(row, institution):
    row.institutions.add(institution)
    return row


def name(pointer):
    return f"{pointer.model._meta.label_lower}.{pointer.field.name}"


@pytest.mark.parametrize("pointer", [*pointers(Institution)], ids=name)
def test_whatever_names_the_one_names_the_other_and_again_the_first_once_undone(admin_client, riken, rikagaku, pointer):
    """A noun that names institutions and is not made above fails here: it has to be thought of."""
    row = POINTING[name(pointer)](**{pointer.field.name: rikagaku})
    before = stored(pointer.model, Institution)
    merge(admin_client, riken, rikagaku)
    assert row.pk in pointer.rows(riken.pk).values_list("pk", flat=True)
    assert not pointer.rows(rikagaku.pk).exists()
    undo(admin_client)
    assert list(pointer.rows(rikagaku.pk).values_list("pk", flat=True)) == [row.pk]
    assert stored(pointer.model, Institution) == before


def test_the_fields_are_those_chosen_and_the_names_given_up_become_other_names(admin_client, riken, rikagaku):
    merge(admin_client, riken, rikagaku, ror_id=rikagaku.pk)
    kept = Institution.objects.get()
    assert (kept.name_fr, kept.city, kept.slug) == ("Riken", "Wako", "riken")
    assert (kept.website, kept.ror_id) == ("https://ipc.example.org", MERGED_ROR)
    assert kept.acronym == "IPC"
    assert kept.aliases.splitlines() == ["Rikagaku", "Institut de physique et de chimie"]
    assert list(Institution.objects.named(" physique")) == [kept]


def test_either_of_the_two_may_be_kept(admin_client, riken, rikagaku):
    merge(admin_client, rikagaku, riken, name_fr=rikagaku.pk)
    kept = Institution.objects.get()
    assert (kept.pk, kept.name_fr) == (rikagaku.pk, "Institut de physique et de chimie")


def test_the_page_proposes_to_keep_what_is_published_and_what_only_one_of_them_says(admin_client, riken, rikagaku):
    Institution.objects.filter(pk=riken.pk).update(published=False)
    proposed = form_of(admin_client.get(where(riken, rikagaku)))
    assert proposed["keep"] == rikagaku.pk
    assert (proposed["city"], proposed["website"]) == (riken.pk, rikagaku.pk)


def test_the_page_counts_what_names_each(admin_client, riken, rikagaku):
    make.in_force(partner=rikagaku)
    for _number in range(2):
        make.CooperationFactory(institution=riken)
    counts = admin_client.get(where(riken, rikagaku)).context["counts"]
    assert counts == [("Declared collaborations", 2, 0), ("Parties", 0, 1)]


def both_in_one_agreement(riken, rikagaku, **said):
    agreement = make.in_force(partner=riken, signed="2015-01-10")
    party = make.PartyFactory(agreement=agreement, institution=rikagaku, **said)
    return agreement, agreement.parties.get(institution=riken), party


def test_two_parties_of_one_agreement_become_one_which_says_what_either_said(admin_client, riken, rikagaku):
    agreement, party, other = both_in_one_agreement(riken, rikagaku, laboratory="Cerveau", originals_received=True)
    make.ContributionFactory(party=other, year=2016)
    before = stored(Party, Contribution, Institution)
    merge(admin_client, riken, rikagaku)
    (kept,) = agreement.parties.filter(side="partner")
    assert (kept.pk, kept.laboratory, kept.originals_received) == (party.pk, "Cerveau", True)
    assert str(kept.signed_on) == "2015-01-10"
    assert [row.year for row in kept.contributions.all()] == [2016]
    undo(admin_client)
    assert stored(Party, Contribution, Institution) == before


def test_two_days_of_signature_are_the_officer_s_to_choose(admin_client, riken, rikagaku):
    agreement, party, other = both_in_one_agreement(riken, rikagaku, signed_on=day("2015-03-01"))
    page = merge(admin_client, riken, rikagaku)
    assert page.context["form"].disputes == [f"agreements.party-{party.pk}-{other.pk}-signed_on"]
    assert agreement.parties.count() == 3
    merge(admin_client, riken, rikagaku, **{page.context["form"].disputes[0]: other.pk})
    assert str(agreement.parties.get(side="partner").signed_on) == "2015-03-01"
    assert [str(period.since) for period in agreement.periods.all()] == ["2015-03-01"]
    undo(admin_client)
    assert {str(row.signed_on) for row in agreement.parties.all()} == {"2015-01-10", "2015-03-01"}


def test_contributions_of_one_year_are_chosen_between_as_well(admin_client, riken, rikagaku):
    _agreement, party, other = both_in_one_agreement(riken, rikagaku)
    amounts = make.ContributionFactory(party=party, amount=10), make.ContributionFactory(party=other, amount=20)
    before = stored(Party, Contribution)
    (name,) = merge(admin_client, riken, rikagaku).context["form"].disputes
    merge(admin_client, riken, rikagaku, **{name: amounts[1].pk})
    assert Contribution.objects.get().amount == 20
    undo(admin_client)
    assert stored(Party, Contribution) == before


def test_the_two_sides_of_a_published_agreement_are_not_made_one(admin_client, riken, rikagaku):
    agreement = make.in_force(french=riken, partner=rikagaku)
    (name,) = merge(admin_client, riken, rikagaku).context["form"].disputes
    page = merge(admin_client, riken, rikagaku, **{name: agreement.parties.first().pk})
    assert "Publishing needs a party on the French side" in str(page.context["form"].non_field_errors())
    assert Institution.objects.count() == 2


def test_an_activity_of_both_keeps_one_and_gets_both_back(admin_client, riken, rikagaku):
    activity = make.ActivityFactory()
    activity.institutions.set([riken, rikagaku])
    merge(admin_client, riken, rikagaku)
    assert list(activity.institutions.all()) == [riken]
    undo(admin_client)
    assert set(activity.institutions.all()) == {riken, rikagaku}


def test_one_that_was_part_of_the_other_is_part_of_nothing(admin_client, riken, rikagaku):
    Institution.objects.filter(pk=riken.pk).update(parent=rikagaku)
    before = stored(Institution)
    merge(admin_client, riken, rikagaku)
    assert Institution.objects.get().parent is None
    undo(admin_client)
    assert stored(Institution) == before


def test_no_institution_becomes_part_of_itself_by_way_of_a_third(admin_client, riken, rikagaku):
    between = make.InstitutionFactory(parent=rikagaku)
    Institution.objects.filter(pk=riken.pk).update(parent=between)
    page = merge(admin_client, riken, rikagaku)
    assert "back to itself" in str(page.context["form"].non_field_errors())
    assert Institution.objects.count() == 3


def test_collaborations_follow_the_country_that_was_chosen(admin_client, riken):
    wrong = make.InstitutionFactory(country=make.CountryFactory(code="BR"))
    make.CooperationFactory(institution=wrong)
    merge(admin_client, riken, wrong)
    assert Cooperation.objects.get().country_id == "JP"
    undo(admin_client)
    assert Cooperation.objects.get().country_id == "BR"


def test_each_record_that_was_changed_has_a_version_and_a_line_in_its_history(admin_client, riken, rikagaku):
    agreement, activity = make.in_force(partner=rikagaku), make.ActivityFactory()
    activity.institutions.add(rikagaku)
    merge(admin_client, riken, rikagaku, reason="Entered twice.")
    for record in (agreement, activity, riken):
        record.refresh_from_db()
        assert record.version == 2
        revision = Version.objects.get_for_object(record).first().revision
        assert revision.comment.endswith("was merged into “Riken”. Entered twice.")
        assert revision.version_set.filter(object_id=record.pk).count() >= 1
        assert LogEntry.objects.filter(object_id=record.pk, change_message=revision.comment).exists()
    revisions = {Version.objects.get_for_object(row).first().revision_id for row in (agreement, activity, riken)}
    assert len(revisions) == 3
    assert Version.objects.get_for_object(agreement).count() == 2, "also as it was before"


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_the_old_address_leads_to_the_one_kept_after_however_many_merges(
    client, admin_client, riken, rikagaku, language
):
    third = make.InstitutionFactory(name_fr="Riken Center", country=riken.country)
    merge(admin_client, riken, rikagaku)
    merge(admin_client, third, riken)
    for old in (rikagaku.slug, riken.slug, riken.slug.upper()):
        response = client.get(f"/{language}/partners/{old}/?on=2015-06-30")
        assert (response.status_code, response.url) == (301, f"/{language}/partners/{third.slug}/?on=2015-06-30")
    assert client.get(f"/{language}/agreements/?partner={rikagaku.slug}").status_code == 200
    assert found_by_id(client, f"/{language}/partners/", rikagaku.slug) == [third.slug]


def found_by_id(client, address, *slugs) -> list[str]:
    return [row.slug for row in client.get(address, {"id": slugs}).context["page"].object_list]


def test_the_key_of_what_was_merged_finds_the_one_kept_once_in_pages_and_data(client, admin_client, riken, rikagaku):
    third = make.InstitutionFactory(slug="third", name_fr="Riken Center", country=riken.country)
    merge(admin_client, riken, rikagaku)
    merge(admin_client, riken, third)
    asked = {"id": [rikagaku.slug, "third", riken.slug, "nobody"]}
    assert found_by_id(client, "/fr/partners/", *asked["id"]) == [riken.slug]
    assert [row["id"] for row in client.get("/api/v1/partners/", asked).json()["results"]] == [riken.slug]
    assert client.get("/api/v1/partners.csv", asked).getvalue().decode().count("\n") == 2
    undo(admin_client)
    assert found_by_id(client, "/fr/partners/", "third") == ["third"]


def test_the_old_address_tells_nobody_of_an_institution_that_is_not_public(client, admin_client, riken, rikagaku):
    merge(admin_client, riken, rikagaku)
    Institution.objects.update(published=False)
    assert client.get(f"/fr/partners/{rikagaku.slug}/").status_code == 404
    assert client.get(f"/fr/agreements/?partner={rikagaku.slug}").status_code == 400


def test_nor_of_one_that_was_merged_before_anybody_could_see_it(client, admin_client, riken, rikagaku):
    Institution.objects.filter(pk=rikagaku.pk).update(published=False)
    merge(admin_client, riken, rikagaku)
    assert client.get(f"/fr/partners/{rikagaku.slug}/").status_code == 404
    assert client.get(f"/fr/agreements/?partner={rikagaku.slug}").status_code == 400
    assert found_by_id(client, "/fr/partners/", rikagaku.slug) == []


def test_addresses_of_merges_made_before_that_was_noted_are_told_apart(admin_client, riken, rikagaku):
    Institution.objects.filter(pk=rikagaku.pk).update(published=False)
    merge(admin_client, riken, rikagaku)
    merge(admin_client, riken, make.InstitutionFactory(slug="known", country=riken.country))
    FormerAddress.objects.update(published=True)
    import_module("partners.migrations.0011_former_addresses_published").of_private_institutions(apps, None)
    assert dict(FormerAddress.objects.values_list("slug", "published")) == {rikagaku.slug: False, "known": True}


def test_an_old_address_is_never_given_again(admin_client, riken, rikagaku):
    merge(admin_client, riken, rikagaku)
    again = make.InstitutionFactory(name_fr=rikagaku.name_fr)
    assert again.slug == f"{rikagaku.slug}-2"
    Institution.objects.all().delete()
    assert make.InstitutionFactory(name_fr=rikagaku.name_fr).slug == f"{rikagaku.slug}-2"


def test_undone_the_old_address_is_that_of_the_institution_again(client, admin_client, riken, rikagaku):
    merge(admin_client, riken, rikagaku)
    undo(admin_client)
    assert client.get(f"/fr/partners/{rikagaku.slug}/").status_code == 200
    assert not FormerAddress.objects.exists()


def test_merges_are_undone_one_after_the_other_the_last_first(admin_client, riken, rikagaku):
    third = make.InstitutionFactory(name_fr="Riken Center", country=riken.country)
    make.in_force(partner=rikagaku)
    before = stored(Institution, Party)
    merge(admin_client, riken, rikagaku)
    merge(admin_client, third, riken)
    first = Merge.objects.get(kept_key=riken.pk)
    refusal = "Nothing has been undone. “Riken” was itself merged into “Riken (IPC)”: undo that merge first."
    assert undo(admin_client, first) == refusal
    undo(admin_client)
    undo(admin_client, first)
    assert stored(Institution, Party) == before


def test_a_merge_is_not_undone_once_what_was_kept_has_changed_and_who_changed_what_is_said(
    admin_client, riken, rikagaku
):
    merge(admin_client, riken, rikagaku)
    change(admin_client, Institution.objects.get(), city="Tokyo")
    said = undo(admin_client)
    assert said.startswith("Nothing has been undone. “Riken (IPC)” has been changed since. admin, ")
    assert said.endswith(": Changed city.")
    assert Institution.objects.count() == 1


def test_nor_once_a_record_that_was_moved_points_elsewhere(admin_client, riken, rikagaku):
    cooperation = make.CooperationFactory(institution=rikagaku)
    merge(admin_client, riken, rikagaku)
    Cooperation.objects.update(institution=make.InstitutionFactory(country=riken.country))
    refusal = f"Nothing has been undone. Declared collaboration “{cooperation.reference}” no longer points to it."
    assert undo(admin_client) == refusal


def test_nor_twice(admin_client, riken, rikagaku):
    merge(admin_client, riken, rikagaku)
    undo(admin_client)
    assert undo(admin_client) == "Nothing has been undone. This merge was undone already."


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_merge_of_what_somebody_changed_meanwhile_is_refused(admin_client, riken, rikagaku, which):
    form = form_of(admin_client.get(where(riken, rikagaku)))
    change(admin_client, {"first": riken, "second": rikagaku}[which], city="Tokyo")
    page = admin_client.post(where(riken, rikagaku), form)
    assert "was changed after you opened this page" in str(page.context["form"].non_field_errors())
    assert Institution.objects.count() == 2


MAY = ("partners.view_institution", "partners.change_institution", "partners.delete_institution", "partners.view_merge")


@pytest.mark.parametrize("missing", MAY[1:3])
def test_merging_and_undoing_need_the_right_to_change_and_to_delete(client, admin_client, riken, rikagaku, missing):
    client.force_login(staff("claire", *(name for name in MAY if name != missing)))
    assert client.get(where(riken, rikagaku)).status_code == 403
    assert client.post(where(riken, rikagaku), {}).status_code == 403
    assert "Merge with" not in client.get(address(Institution, "change", riken.pk)).content.decode()
    client.post(address(Institution), {"action": "merge_chosen", "_selected_action": [riken.pk, rikagaku.pk]})
    merge(admin_client, riken, rikagaku)
    assert client.post(address(Merge, "undo", Merge.objects.get().pk)).status_code == 403
    assert Institution.objects.count() == 1


def test_what_would_go_on_or_off_the_public_site_needs_the_right_to_publish(client, riken, rikagaku):
    Institution.objects.filter(pk=rikagaku.pk).update(published=False)
    client.force_login(staff("claire", *MAY))
    page = merge(client, riken, rikagaku)
    assert "somebody who may publish must merge them" in str(page.context["form"].non_field_errors())
    client.force_login(staff("denise", *MAY, "partners.publish_institution"))
    merge(client, riken, rikagaku)
    assert Institution.objects.count() == 1
    client.force_login(staff("ernest", *MAY))
    assert undo(client) == 403


def test_what_is_restricted_is_neither_counted_nor_named_but_moves_and_comes_back(client, riken, rikagaku):
    agreement = make.in_force(partner=rikagaku, published=False, confidentiality="restricted")
    client.force_login(staff("claire", *MAY, "agreements.view_agreement", "agreements.view_party"))
    assert client.get(where(riken, rikagaku)).context["counts"] == []
    merge(client, riken, rikagaku)
    assert agreement.parties.filter(institution=riken).exists()
    page = client.get(address(Merge, "change", Merge.objects.get().pk))
    assert page.context["moved"] == []
    assert agreement.reference not in page.content.decode()
    undo(client)
    assert agreement.parties.filter(institution=rikagaku).exists()


def test_a_dispute_that_one_may_not_see_is_for_somebody_else(client, riken, rikagaku):
    agreement, *_parties = both_in_one_agreement(riken, rikagaku, signed_on=day("2015-03-01"))
    Agreement.objects.update(published=False, confidentiality="restricted")
    client.force_login(staff("claire", *MAY, "agreements.view_agreement"))
    page = merge(client, riken, rikagaku)
    assert page.context["form"].disputes == []
    assert "a record that you may not see" in str(page.context["form"].non_field_errors())
    assert "2015" not in page.content.decode()
    assert agreement.parties.filter(institution=rikagaku).exists()


def test_two_are_chosen_in_the_list(admin_client, riken, rikagaku):
    chosen = {"action": "merge_chosen", "_selected_action": [riken.pk]}
    assert told(admin_client.post(address(Institution), chosen, follow=True)) == [
        "Choose two institutions to merge. Nothing has been changed."
    ]
    chosen["_selected_action"] = [riken.pk, rikagaku.pk]
    page = admin_client.post(address(Institution), chosen, follow=True)
    assert page.context["form"].rows == (riken, rikagaku)


def test_look_alikes_are_proposed_on_the_way_from_one_s_page(admin_client, riken):
    twin = make.InstitutionFactory(name_fr="Institut Riken", country=riken.country)
    make.InstitutionFactory(name_fr="Université Keio", country=riken.country)
    merging = address(Institution, "merge", riken.pk)
    assert [*admin_client.get(merging).context["found"]] == [twin]
    assert [str(row) for row in admin_client.get(f"{merging}?q=kéio").context["found"]] == ["Université Keio"]


@pytest.mark.parametrize("asked", ["", "x", "\0", "9" * 40, "-1", "{itself}"])
def test_an_institution_that_is_none_or_the_same_cannot_be_merged_with(admin_client, riken, asked):
    url = address(Institution, "merge", riken.pk)
    page = admin_client.get(url, {"with": asked.replace("{itself}", str(riken.pk))})
    assert "found" in page.context


def test_what_was_merged_is_not_offered_for_recovery(admin_client, riken, rikagaku):
    change(admin_client, rikagaku, city="Wako")
    merge(admin_client, riken, rikagaku)
    assert admin_client.get(address(Institution, "recoverlist")).context["deleted"] == []


def test_nothing_is_left_of_a_merge_that_is_refused_once_its_rows_have_moved(admin_client, riken, rikagaku):
    """France: a declared collaboration is with a partner abroad."""
    french = make.InstitutionFactory(french=True)
    make.CooperationFactory(institution=riken)
    before = stored(Institution, Cooperation, FormerAddress, Merge)
    page = merge(admin_client, french, riken, country=french.pk)
    (said,) = page.context["form"].non_field_errors()
    assert said == "Country or territory: A declared collaboration is with a partner abroad."
    assert stored(Institution, Cooperation, FormerAddress, Merge) == before


def test_the_page_costs_the_same_however_much_there_is(admin_client, riken, rikagaku):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(where(riken, rikagaku))
        return len(queries)

    make.in_force(partner=rikagaku)
    make.CooperationFactory(institution=rikagaku)
    before = cost()
    for _number in range(5):
        make.in_force(partner=rikagaku)
        make.CooperationFactory(institution=rikagaku)
    assert cost() == before
