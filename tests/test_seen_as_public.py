"""See as public: the page that visitors would get, shown to the officer alone, and nothing written by looking."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from agreements.models import Agreement
from inserm_intl.models import Page
from partners.models import Institution
from tests import factories as make
from tests.admin_forms import address, sent, staff
from tests.factories import day, in_force
from tests.reading import own_page

DRAFT = {"published": False}


def drafts():
    """A record of each noun that has a public page, not published."""
    programme = make.ExchangeProgrammeFactory()
    return {
        "agreement": in_force(title_fr="Canari", **DRAFT),
        "institution": make.InstitutionFactory(name_fr="Canari", **DRAFT),
        "activity": make.ActivityFactory(title_fr="Canari", **DRAFT),
        "programme": make.ExchangeProgrammeFactory(title_fr="Canari", **DRAFT),
        "call": make.CallFactory(title_fr="Canari", programme=programme, **DRAFT),
        "page": make.PageFactory(title_fr="Canari", **DRAFT),
    }


def everything():
    """Each row of each table, every language of it."""
    return {model: list(models.QuerySet(model).order_by("pk").values()) for model in apps.get_models()}


def look(client, record, query=""):
    return client.get(f"{address(type(record), 'public', record.pk)}{query}")


@pytest.mark.django_db
def test_each_noun_shows_its_page_and_nothing_is_written(admin_client, client):
    for kind, record in drafts().items():
        before = everything()
        response = look(admin_client, record)
        body = response.content.decode()
        assert "Canari" in body, kind
        assert "preview-bar" in body, kind
        assert "staff-bar" not in body, kind
        assert "notice-draft" not in body, kind
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert response["X-Robots-Tag"] == "noindex"
        assert everything() == before, kind
        assert client.get(own_page(record)).status_code == 404


@pytest.mark.django_db
def test_it_is_the_public_page_letter_by_letter_but_for_its_banner(admin_client, client):
    agreement = in_force(summary_fr="Texte")
    party = make.PartyFactory(agreement=agreement, institution__published=False, signed_on=day("2015-01-10"))
    hidden = party.institution
    page = client.get(own_page(agreement)).content.decode()
    shown = look(admin_client, agreement).content.decode()
    start, end = shown.index('<aside class="preview-bar"'), shown.index("</aside>") + len("</aside>")
    assert "".join((shown[:start] + shown[end:]).split()) == "".join(page.split())
    assert str(hidden) in shown[start:end]
    assert str(hidden) not in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_it_is_shown_in_the_language_chosen(admin_client, language):
    agreement = in_force(title_fr="Titre fr", title_en="Titre en", title_es="Titre es", **DRAFT)
    body = look(admin_client, agreement, f"?language={language}").content.decode()
    assert f'<html lang="{language}">' in body
    assert f"Titre {language}" in body


@pytest.mark.django_db
def test_an_unknown_language_is_that_of_the_register(admin_client):
    assert b'<html lang="fr">' in look(admin_client, in_force(**DRAFT), "?language=xx%00").content


@pytest.mark.django_db
def test_what_would_still_hide_it_is_said(admin_client):
    admin_client.cookies["django_language"] = "en"
    negotiated = make.AgreementFactory(**DRAFT)
    make.StageFactory(agreement=negotiated)
    make.PartyFactory(agreement=negotiated, french=True)
    make.PartyFactory(agreement=negotiated, institution__published=False, institution__name_fr="Caché")
    shown = look(admin_client, negotiated).content.decode()
    assert "visitors see it only where its negotiation is published too" in shown
    assert "Caché is not published" in shown
    internal = look(admin_client, in_force(confidentiality="internal", **DRAFT)).content.decode()
    assert "Its confidentiality is “Internal”" in internal
    alone = look(
        admin_client,
        make.AgreementFactory(open_ended=True, effective_on=day("2015-01-01"), effective_by_text=True, **DRAFT),
    )
    assert "Publishing needs a party" in alone.content.decode()


@pytest.mark.django_db
def test_what_has_no_page_yet_is_told_why(admin_client):
    admin_client.cookies["django_language"] = "en"
    undated = make.AgreementFactory(**DRAFT)
    untitled = make.PageFactory(title_fr="", title_en="Only English", **DRAFT)
    call = make.CallFactory(programme=make.ExchangeProgrammeFactory(**DRAFT), **DRAFT)
    dropped = make.AgreementFactory(**DRAFT)
    make.StageFactory(agreement=dropped, kind="not-pursued")
    reasons = {
        undated: "no day that visitors may know of",
        dropped: "no day that visitors may know of",
        untitled: "A French title and text are required to publish.",
        call: "Its exchange programme is not published.",
    }
    for record, reason in reasons.items():
        before = everything()
        response = look(admin_client, record)
        assert "There is no page to show" in response.content.decode()
        assert reason in response.content.decode()
        assert everything() == before


@pytest.mark.django_db
def test_what_was_typed_is_shown_and_not_saved(admin_client):
    agreement = in_force(title_fr="Ancien", title_en="Old", **DRAFT)
    form = sent(admin_client.get(address(Agreement, "change", agreement.pk)), title_fr="Nouveau")
    before = everything()
    response = admin_client.post(address(Agreement, "public", agreement.pk), {**form, "_language": "fr"})
    body = response.content.decode()
    assert "<h1>Nouveau</h1>" in body
    assert "no-store" in response["Cache-Control"]
    assert everything() == before
    again = admin_client.post(
        address(Agreement, "public", agreement.pk), {**form, "title_en": "New", "_language": "en"}
    )
    assert "<h1>New</h1>" in again.content.decode()
    assert [str(message) for message in admin_client.get("/admin/").context["messages"]] == []


@pytest.mark.django_db
def test_what_cannot_be_saved_is_said_on_the_form_which_then_saves_as_ever(admin_client):
    agreement = in_force(**DRAFT)
    form = sent(admin_client.get(address(Agreement, "change", agreement.pk)), ends_on="31/02/2016")
    before = everything()
    response = admin_client.post(address(Agreement, "public", agreement.pk), form)
    assert "ends_on" in response.context["adminform"].form.errors
    assert f'action="{address(Agreement, "change", agreement.pk)}"' in response.content.decode()
    assert everything() == before


@pytest.mark.django_db
def test_looking_needs_the_right_to_see_and_typing_the_right_to_change(client):
    agreement, hidden = in_force(**DRAFT), in_force(title_fr="Canari", confidentiality="restricted", **DRAFT)
    assert client.get(address(Agreement, "public", agreement.pk)).status_code == 302
    client.force_login(staff("nobody"))
    assert look(client, agreement).status_code == 403
    client.force_login(staff("reader", "agreements.view_agreement"))
    assert look(client, agreement).status_code == 200
    assert client.post(address(Agreement, "public", agreement.pk)).status_code == 403
    page = client.get(address(Agreement, "public", hidden.pk), follow=True)
    assert "Canari" not in page.content.decode()


@pytest.mark.django_db
def test_a_reader_finds_the_way_and_an_officer_the_button(client):
    institution = make.InstitutionFactory()
    where = address(Institution, "public", institution.pk)
    client.force_login(staff("reader", "partners.view_institution"))
    page = client.get(address(Institution, "change", institution.pk)).content.decode()
    assert f'href="{where}"' in page
    assert f'formaction="{where}"' not in page
    client.force_login(staff("officer", "partners.view_institution", "partners.change_institution"))
    page = client.get(address(Institution, "change", institution.pk)).content.decode()
    assert f'formaction="{where}"' in page


@pytest.mark.django_db(transaction=True)
def test_a_visitor_at_the_same_moment_does_not_see_it(admin_client):
    """Another connection asks for the page after each of the preview's own questions to the database."""
    page = make.PageFactory(title_fr="Canari", **DRAFT)
    statuses = []

    def meanwhile(execute, sql, *rest):
        answer = execute(sql, *rest)
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            with ThreadPoolExecutor(1) as pool:
                statuses.append(pool.submit(visited).result())
        return answer

    def visited():
        try:
            return Client().get(own_page(page)).status_code
        finally:
            connection.close()

    with connection.execute_wrapper(meanwhile):
        assert "Canari" in look(admin_client, page).content.decode()
    assert len(statuses) > 5
    assert set(statuses) == {404}
    assert not Page.objects.get().published
