"""To complete: each kind of lack is found where the agreement's own page says so, and left in peace where dismissed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from reversion.models import Version

from agreements.incomplete import BY_CODE, KINDS
from agreements.models import Agreement, Dismissal, Lack
from inserm_intl.days import add_months, today
from inserm_intl.undone import undone
from partners.models import Institution
from tests import factories as make
from tests.admin_forms import address, staff
from tests.factories import day, in_force
from tests.staff import logged_in, with_roles
from tests.test_expectations import NOTHING_TO_SAY, SAID

pytestmark = pytest.mark.django_db
CAN = [f"agreements.{verb}_dismissal" for verb in ("view", "add", "change")]
SEES = ["agreements.view_agreement", "partners.view_institution"]
BOARD = "/admin/to-complete/"


@pytest.fixture
def officer(client):
    user = staff("claire", *CAN, *SEES)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def waiting(kind):
    return set(BY_CODE[kind].waiting(User(is_superuser=True)))


# How each lack begins, where an agreement's page says it.
SENTENCES = {
    "gap": ("No day from",),
    "overlap": ("The agreement and its renewal are both",),
    "framework": ("It begins before its framework", "It goes on after its framework"),
    "duration": ("The usual duration of this type",),
    "renewals": ("Renewal ",),
    "composition": ("GDRI: ", "This type expects"),
    "french": ("A French public body’s", "A French public body's"),
    "english": ("The public site speaks three languages",),
    "hidden-side": ("No institution of one side",),
}
ON_THE_OTHER_SIDE = {"gap": "ends_on", "overlap": "ends_on", "english": "title_es"}


def said() -> dict[str, set[Agreement]]:
    """For each kind, the agreements whose own pages say it."""
    with override("en"):
        found = [(row, one) for row in Agreement.objects.all() for one in row.expectations()]
    return {
        kind: {row for row, one in found if one.sentence.startswith(texts) and one.field != ON_THE_OTHER_SIDE.get(kind)}
        for kind, texts in SENTENCES.items()
    }


def test_each_kind_finds_the_agreements_whose_own_pages_say_so():
    met = set()
    for entered in [*(case[0] for case in SAID.values()), *NOTHING_TO_SAY.values()]:
        with undone():
            entered()
            expected = said()
            assert {kind: waiting(kind) for kind in SENTENCES} == expected, entered
            met |= {kind for kind, rows in expected.items() if rows}
    assert met == set(SENTENCES)


@pytest.mark.parametrize("start", ["2015-01-31", "2016-02-29", "2015-03-15", "2014-12-01"])
@pytest.mark.parametrize("off", [0, 31, 32, -31, -32])
def test_months_are_counted_as_on_the_agreement_s_own_page(start, off):
    usual = make.InstrumentFactory(default_months=13)
    end = add_months(day(start), 13).toordinal() - 1 + off
    agreement = in_force(effective_on=day(start), ends_on=day(start).fromordinal(end), instrument=usual)
    assert waiting("duration") == ({agreement} if abs(off) == 32 else set())


def test_a_signed_agreement_should_have_its_signed_text():
    missing, kept, annexed = in_force(), in_force(), in_force()
    in_force(signed=None)
    make.DocumentFactory(agreement=kept)
    make.DocumentFactory(agreement=annexed, kind="annex")
    assert waiting("signed-file") == {missing, annexed}


def test_an_end_that_nobody_knows_is_to_be_found_out():
    unknown = in_force(open_ended=False)
    in_force(open_ended=True)
    in_force(ends_on=day("2018-12-31"))
    in_force(open_ended=False, signed=None)
    assert waiting("end") == {unknown}


def test_what_is_in_force_for_two_years_should_have_led_to_something():
    recent, long_ago = add_months(today(), -23), add_months(today(), -25)
    quiet, busy, by_programme, _young, _over, cancelled = (
        in_force(effective_on=effective, ends_on=end, title_fr=name)
        for name, effective, end in [
            ("quiet", long_ago, None),
            ("busy", long_ago, None),
            ("by programme", long_ago, None),
            ("young", recent, None),
            ("over", day("2010-01-01"), day("2012-12-31")),
            ("cancelled", long_ago, None),
        ]
    )
    make.ActivityFactory(agreement=quiet, starts_on=long_ago)
    make.ActivityFactory(agreement=busy, starts_on=recent)
    make.ActivityFactory(programme=make.ExchangeProgrammeFactory(agreement=by_programme), starts_on=recent)
    make.ActivityFactory(agreement=cancelled, starts_on=recent, status="cancelled")
    assert waiting("no-activity") == {quiet, cancelled}


def test_a_partner_abroad_should_be_in_the_registry():
    unverified = make.InstitutionFactory()
    make.InstitutionFactory(french=True)
    make.InstitutionFactory(ror_id="02vjkv261")
    make.InstitutionFactory(prospect=True)
    make.InstitutionFactory(successor=unverified)
    assert waiting("ror") == {unverified}


def test_every_kind_is_found_told_and_can_be_dismissed():
    assert [kind.lack for kind in KINDS] == [lack for lack in Lack if lack in {kind.lack for kind in KINDS}]
    assert set(BY_CODE) == set(Lack.values)
    for kind in KINDS:
        assert hasattr(Dismissal, kind.record), kind
        assert list(kind.waiting(User(is_superuser=True))) == []


def send(client, kind, button, *records, **typed):
    chosen = {"_selected_action": [row.pk for row in records], button: "on", **typed}
    return client.post(
        f"{BOARD}?whose=office&kind={kind}{'&dismissed=1' if button == '_bring_back' else ''}", chosen, follow=True
    )


def listed(client, kind, query=""):
    response = client.get(f"{BOARD}?whose=office&kind={kind}{query}")
    return {row["record"] for row in response.context["rows"]}


def test_what_is_dismissed_waits_no_longer_and_can_be_brought_back(client, officer):
    first, second, third = (in_force(title_es="x") for _ in range(3))
    send(client, "english", "_dismiss", first, second, why="Jamais traduit")
    assert listed(client, "english") == {third}
    assert listed(client, "english", "&dismissed=1") == {first, second}
    dismissal = Dismissal.objects.get(agreement=first)
    assert (dismissal.why, dismissal.officer, dismissal.dismissed_on) == ("Jamais traduit", officer, today())
    send(client, "english", "_bring_back", first)
    assert listed(client, "english") == {first, third}
    send(client, "english", "_dismiss", first, why="Une autre raison")
    assert listed(client, "english") == {third}
    assert Dismissal.objects.get(agreement=first).why == "Une autre raison"


def test_each_dismissal_has_its_versions_and_entries(client, officer):
    rows = [in_force(title_es="x") for _ in range(2)]
    send(client, "english", "_dismiss", *rows, why="Non")
    send(client, "english", "_bring_back", rows[0])
    dismissals = [Dismissal.objects.get(agreement=row) for row in rows]
    versions = [list(Version.objects.get_for_object(row)) for row in dismissals]
    assert [len(found) for found in versions] == [2, 1]
    assert len({version.revision_id for found in versions for version in found}) == 3
    assert LogEntry.objects.count() == 3
    assert {version.revision.user for found in versions for version in found} == {officer}


def test_it_comes_back_when_its_facts_change_and_says_what_they_were(client, officer):
    before = in_force(effective_on=day("2015-01-01"), ends_on=day("2018-12-31"))
    after = in_force(effective_on=day("2019-03-01"), predecessor=before)
    send(client, "gap", "_dismiss", after, why="Texte perdu")
    after.title_fr = "Autre titre"
    after.save()
    assert listed(client, "gap") == set()
    Agreement.objects.filter(pk=after.pk).update(effective_on=day("2019-04-01"))
    assert listed(client, "gap") == {after}
    page = client.get(f"{BOARD}?whose=office&kind=gap").content.decode()
    assert "Texte perdu" in page
    assert "1 March 2019" in page
    assert "1 April 2019" in page
    Agreement.objects.filter(pk=after.pk).update(effective_on=day("2019-03-01"))
    assert listed(client, "gap") == set()


def test_nothing_is_dismissed_without_a_reason_or_a_record(client, officer):
    row = in_force(title_es="x")
    for why in ("", "   ", "x" * 301):
        response = send(client, "english", "_dismiss", row, why=why)
        assert response.context["form"].errors["why"]
    send(client, "english", "_dismiss", why="Rien")
    send(client, "english", "_dismiss", in_force(title_en="x", title_es="x"), why="Ne manque pas")
    client.post(f"{BOARD}?kind=english", {"_selected_action": ["abc", "9" * 40], "_dismiss": "on", "why": "x"})
    assert not Dismissal.objects.exists()


def test_each_lack_leads_to_the_field_that_mends_it(client, officer):
    agreement = in_force(title_es="x")
    page = client.get(f"{BOARD}?whose=office&kind=english").content.decode()
    where = address(Agreement, "change", agreement.pk)
    assert f'href="{where}#id_title_en"' in page
    editor = logged_in(name="root", is_superuser=True)
    assert 'id="id_title_en"' in editor.get(where).content.decode()


def test_each_field_named_is_on_its_form():
    editor = logged_in(name="root", is_superuser=True)
    records = {Agreement: in_force(), Institution: make.InstitutionFactory()}
    pages = {model: editor.get(address(model, "change", row.pk)).content.decode() for model, row in records.items()}
    for kind in KINDS:
        assert not kind.field or f'id="id_{kind.field}' in pages[kind.model], kind.lack


def test_one_sees_one_s_own_or_all(client, officer):
    mine, other = in_force(title_es="x", officer=officer), in_force(title_es="x")
    counts = {}
    for whose in ("me", "office"):
        response = client.get(f"{BOARD}?whose={whose}&kind=english")
        counts[whose] = next(row.number for row in response.context["kinds"] if row.kind.lack == "english")
        assert {row["record"] for row in response.context["rows"]} == ({mine} if whose == "me" else {mine, other})
    assert counts == {"me": 1, "office": 2}


def test_the_desk_counts_what_waits_and_leads_to_it(client, officer):
    in_force(title_es="x", officer=officer, signed=str(today()))
    page = client.get("/admin/?whose=me")
    section = next(found for found in page.context["sections"] if found.id == "to-complete")
    assert [(line.name, line.cells) for line in section.lines] == [
        ("Signed text missing", ["1"]),
        ("English title missing", ["1"]),
    ]
    assert {row["record"].officer for row in client.get(section.lines[1].url).context["rows"]} == {officer}


def test_it_is_for_staff_who_see_the_noun_and_dismissing_for_those_who_may(client):
    row = in_force(title_es="x")
    assert client.get(BOARD).status_code == 302
    client.force_login(staff("nobody"))
    assert client.get(BOARD).status_code == 403
    client.force_login(staff("partners", "partners.view_institution"))
    assert [kind.kind.lack for kind in client.get(BOARD).context["kinds"]] == ["ror"]
    assert "rows" not in client.get(f"{BOARD}?kind=english").context
    client.force_login(staff("reader", *SEES, CAN[0]))
    page = client.get(f"{BOARD}?whose=office&kind=english").content.decode()
    assert str(row) in page
    assert "_dismiss" not in page
    assert send(client, "english", "_dismiss", row, why="x").status_code == 403
    assert not Dismissal.objects.exists()


def test_a_role_dismisses_or_only_reads():
    with_roles()
    row = in_force(title_es="x")
    may = {}
    for role in ("reader", "officer", "publisher", "administrator"):
        may[role] = send(logged_in(role, name=role), "english", "_dismiss", row, why=role).status_code == 200
    assert may == {"reader": False, "officer": True, "publisher": True, "administrator": True}


def test_restricted_agreements_and_what_they_would_tell_are_out_of_sight(client, officer):
    hidden = {"published": False, "confidentiality": "restricted"}
    secret = in_force(open_ended=False, title_fr="Canari", **hidden)
    old = in_force(effective_on=day("2015-01-01"), ends_on=day("2017-12-25"), title_fr="Canari", **hidden)
    in_force(effective_on=day("2019-03-01"), predecessor=old, parent=old)
    for kind in KINDS:
        page = client.get(f"{BOARD}?whose=office&kind={kind.lack}").content.decode()
        assert "Canari" not in page
        assert "25 December 2017" not in page
    send(client, "end", "_dismiss", secret, why="x")
    assert not Dismissal.objects.exists()
    make.DismissalFactory(agreement=secret, kind="end", why="Canari")
    assert "Canari" not in client.get(address(Dismissal)).content.decode()
    officer.user_permissions.add(*User.user_permissions.field.related_model.objects.filter(codename="see_restricted"))
    assert secret in listed(client, "end", "&dismissed=1") | listed(client, "end")


def test_bad_addresses_are_answered(client, officer):
    for kind in ("abc", "%00", ""):
        assert "kind" not in client.get(f"{BOARD}?kind={kind}").context
    assert client.get(f"{BOARD}?kind=english&page=abc&whose=%00&dismissed=%00").status_code == 200
    assert client.get(f"{BOARD}?kind=english&page=99999").status_code == 200


def test_the_board_asks_as_often_for_many_as_for_few(client, officer):
    def asked(query):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{BOARD}{query}")
        return len(queries)

    def some(count):
        for _ in range(count):
            old = in_force(ends_on=day("2013-12-31"))
            make.DismissalFactory(agreement=in_force(predecessor=old, officer=officer), officer=officer)

    addresses = ["?whose=office", *(f"?whose=office&kind={kind}" for kind in ("gap", "english", "ror"))]
    some(2)
    few = [asked(query) for query in addresses]
    some(4)
    make.InstitutionFactory.create_batch(52)
    assert [asked(query) for query in addresses] == few
    assert asked("?whose=office&kind=ror") == asked("?whose=office&kind=ror&page=2")
    assert max(few) <= len(KINDS) + 10
