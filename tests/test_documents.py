"""Documents: added to a record by an officer, fetched by those who may, published by those who may."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from reversion.models import Version

from agreements.models import Agreement, Document
from agreements.papers import vault
from inserm_intl.uploads import LARGEST_FILE
from tests import factories as make
from tests import papers
from tests.admin_forms import address, change, sent, staff, told
from tests.papers import rows
from tests.reading import ask, own_page
from tests.staff import ROLES, logged_in, with_roles
from tests.world import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


def attach(client, record, *uploads, **said):
    return change(client, record, **rows(*uploads, **said))


def errors(response):
    """By field, of the first row that adds a file."""
    formset = response.context["inline_admin_formsets"][-1].formset
    return {**formset.forms[0].errors, **({"all": formset.non_form_errors()} if formset.non_form_errors() else {})}


def fetch(document):
    return address(Document, "download", document.pk)


def fetched(client, where):
    """The content that an address gives, or the status of the page that says why not."""
    answer = client.get(where, follow=True)
    return b"".join(answer.streaming_content) if answer.streaming else answer.status_code


def test_an_officer_adds_the_signed_text_and_finds_it_again(world):
    client, content = logged_in("officer", name="claire"), papers.pdf(text="Accord")
    assert attach(client, world.lia, ("Accord signé « Œil ».pdf", content), title="Original").status_code == 302
    document = Document.objects.get()
    assert (document.agreement, document.kind, document.confidentiality) == (world.lia, "signed", "internal")
    assert (document.media_type, document.size) == ("application/pdf", len(content))
    assert (document.uploaded_by.username, document.published) == ("claire", False)
    page = client.get(address(Agreement, "change", world.lia.pk)).content.decode()
    assert fetch(document) in page
    answer = client.get(fetch(document))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    name = "Accord%20sign%C3%A9%20%C2%AB%20%C5%92il%20%C2%BB.pdf"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_adding_leaves_a_version_of_the_document_and_a_line_in_both_histories(world):
    attach(logged_in("officer"), world.lia, ("a.pdf", papers.pdf()))
    document = Document.objects.get()
    (version,) = Version.objects.get_for_object(document)
    of_agreement = Version.objects.get_for_object(world.lia).first()
    assert version.revision_id != of_agreement.revision_id
    assert version.revision.user.username == "someone"
    for record in (document, world.lia):
        kind = f"{record._meta.app_label}.{record._meta.model_name}"
        entries = [row for row in LogEntry.objects.all() if row.content_type.model == kind.split(".")[1]]
        assert [entry.object_id for entry in entries] == [str(record.pk)]


def test_going_back_to_an_earlier_agreement_leaves_its_documents_as_they_are(world):
    client = logged_in("publisher")
    change(client, world.lia, acronym="AVANT")
    attach(client, world.lia, ("a.pdf", papers.pdf()), acronym="APRÈS")
    Document.objects.update(confidentiality="restricted")
    for version in list(Version.objects.get_for_object(world.lia)):
        where = address(Agreement, "revision", world.lia.pk, version.pk)
        page = client.get(where)
        assert b"documents-" not in page.content
        client.post(where, sent(page))
        assert Document.objects.get().confidentiality == "restricted"
    world.lia.refresh_from_db()
    assert world.lia.acronym == "", "the first of its versions, from before any change"


@pytest.mark.parametrize(
    ("name", "content", "said", "field"),
    [
        ("a.pdf", papers.scripted(), {}, "upload"),
        ("a.docx", papers.word(), {"confidentiality": "public", "kind": "report"}, "confidentiality"),
        ("a.docx", papers.word(), {}, "kind"),
        ("a.pdf", b"%PDF-1.7" + b" " * LARGEST_FILE, {}, "upload"),
        ("a.pdf", papers.pdf(), {"language": "tlh"}, "language"),
        ("a.pdf", papers.pdf(), {"confidentiality": "restricted"}, "confidentiality"),
    ],
)
def test_what_is_refused_is_told_beside_its_field_and_nothing_is_saved(world, name, content, said, field):
    response = attach(logged_in("officer"), world.lia, (name, content), **said)
    assert set(errors(response)) == {field}
    assert not Document.objects.exists()
    assert not list(vault.files())


def test_the_same_file_is_not_added_twice(world):
    client, file = logged_in("officer"), ("a.pdf", papers.pdf())
    assert set(errors(attach(client, world.lia, file, file))) == {"all"}
    assert attach(client, world.lia, file).status_code == 302
    assert set(errors(attach(client, world.lia, file))) == {"upload"}
    assert attach(client, world.gdri, file).status_code == 302
    assert (Document.objects.count(), len(list(vault.files()))) == (2, 1)


def test_several_files_are_added_at_once(world):
    files = [(f"{number}.pdf", papers.pdf(text=f"Annexe {number}")) for number in range(3)]
    assert attach(logged_in("officer"), world.lia, *files).status_code == 302
    assert Document.objects.count() == 3


def test_a_row_without_a_file_is_not_a_document(world):
    client = logged_in("officer")
    assert change(client, world.lia, acronym="LIA").status_code == 302
    response = change(client, world.lia, **{"documents-2-0-title": "Annexe"})
    assert set(errors(response)) == {"upload"}


def test_an_amendment_is_that_of_the_agreement(world):
    client = logged_in("officer")
    amendment, other = make.AmendmentFactory(agreement=world.lia), make.AmendmentFactory(agreement=world.gdri)
    file = ("a.pdf", papers.pdf())
    assert set(errors(attach(client, world.lia, file, kind="amendment", amendment=other.pk))) == {"amendment"}
    assert attach(client, world.lia, file, kind="amendment", amendment=amendment.pk).status_code == 302
    assert Document.objects.get().amendment == amendment


def test_a_report_of_a_visit_is_added_to_the_visit(world):
    client = logged_in("officer")
    assert attach(client, world.visit, ("compte rendu.docx", papers.word()), kind="report").status_code == 302
    document = Document.objects.get()
    assert (document.activity, document.agreement) == (world.visit, None)
    assert fetched(client, fetch(document)) == papers_of(document)
    assert client.get(address(Document, "change", document.pk)).status_code == 200


def online(document):
    with override("fr"):
        return document.public_address()


def papers_of(document):
    with document.open() as file:
        return file.read()


def test_each_role_does_what_it_may_with_a_document(world):
    document = make.DocumentFactory(agreement=world.lia, content=b"x")
    does = {}
    for role in ROLES:
        client = logged_in(role, name=role)
        form = client.get(address(Document, "change", document.pk))
        does[role] = (
            fetched(client, fetch(document)),
            b'name="_save"' in form.content,
            b'name="published"' in form.content,
            client.get(address(Document, "delete", document.pk)).status_code,
        )
    assert does == {
        "reader": (b"x", False, False, 403),
        "officer": (b"x", True, False, 403),
        "publisher": (b"x", True, True, 403),
        "administrator": (b"x", True, True, 200),
    }


def test_without_the_right_no_document_is_listed_or_fetched(world):
    document = make.DocumentFactory(agreement=world.lia, content=b"x", original_name="canari.pdf")
    client = logged_in()
    assert fetched(client, fetch(document)) == 404
    client.force_login(staff("paul", "agreements.view_agreement", "agreements.change_agreement"))
    assert fetched(client, fetch(document)) == 404
    page = client.get(address(Agreement, "change", world.lia.pk)).content.decode()
    assert "canari.pdf" not in page
    assert "documents-2" not in page
    client.logout()
    assert client.get(fetch(document)).status_code == 302


@pytest.fixture
def hidden(world):
    """A restricted document of an agreement that all may see, and a document of a restricted agreement."""
    restricted = make.AgreementFactory(confidentiality="restricted", published=False)
    said = {"original_name": "canari.pdf", "title": "Canari", "content": b"x"}
    return [
        make.DocumentFactory(agreement=world.lia, confidentiality="restricted", **said),
        make.DocumentFactory(agreement=restricted, **said),
    ]


def test_the_restricted_is_out_of_sight(hidden, world):
    where = [
        address(Document),
        f"{address(Document)}?q=texte+lia",
        address(Agreement, "change", world.lia.pk),
        *(address(Document, view, row.pk) for row in hidden for view in ("change", "history", "delete")),
    ]
    client = logged_in("officer", name="officer")
    for page in where:
        assert "canari" not in client.get(page, follow=True).content.decode().casefold(), page
    assert [fetched(client, fetch(row)) for row in hidden] == [404, 404]
    client = logged_in("administrator", name="administrator")
    assert "canari" in client.get(where[0]).content.decode()
    assert [fetched(client, fetch(row)) for row in hidden] == [b"x", b"x"]


def test_a_restricted_document_is_named_by_its_kind_alone_where_others_may_read(hidden):
    assert [str(row) for row in hidden] == ["Texte signé", "Texte signé, Canari"]


def test_an_officer_does_not_lower_the_level_of_a_document_nor_publish_it(world):
    document, client = make.DocumentFactory(agreement=world.lia), logged_in("officer")
    response = change(client, document, confidentiality="public", published="on")
    assert set(response.context["adminform"].form.errors) == {"confidentiality"}
    client.post(address(Document), {"action": "publish", "_selected_action": [document.pk]})
    document.refresh_from_db()
    assert (document.confidentiality, document.published) == ("internal", False)


def test_a_publisher_publishes_what_is_public_and_no_working_file(world):
    client = logged_in("publisher")
    signed = make.DocumentFactory(agreement=world.lia, confidentiality="public")
    draft = make.DocumentFactory(agreement=world.lia, kind="working")
    answer = client.post(
        address(Document), {"action": "publish", "_selected_action": [signed.pk, draft.pk]}, follow=True
    )
    assert told(answer) == [
        "Fichier de travail – Confidentialité\u00a0: Seul un document public peut être mis en ligne.",
        "1 fiche publiée.",
    ]
    assert list(Document.objects.public()) == [signed]
    assert Version.objects.get_for_object(signed).count() == 2, "as it was before, and published"


def test_a_visitor_finds_a_published_document_on_the_page_of_its_agreement(client, world):
    document = make.DocumentFactory(
        agreement=world.lia,
        online=True,
        content=papers.pdf(),
        original_name="scan_dupont.pdf",
        title="Annexe budgétaire",
    )
    page = ask(client, own_page(world.lia))
    (link,) = [link for link in page.links() if "/documents/" in link]
    assert "Texte signé, Annexe budgétaire" in page.response.content.decode()
    answer = client.get(link)
    assert b"".join(answer.streaming_content) == papers_of(document)
    assert answer["Content-Disposition"] == f'attachment; filename="{world.lia.reference}-texte-signe-fr.pdf"'
    assert client.post(link).status_code == 405


def test_what_is_not_public_is_not_fetched_by_visitors_nor_by_staff_there(client, world):
    document = make.DocumentFactory(agreement=world.lia, online=True, content=b"x")
    link = online(document)
    assert fetched(client, link) == b"x"
    assert client.get(link[:-2] + "/").status_code == 404
    Document.objects.update(published=False)
    assert [visitor.get(link).status_code for visitor in (client, logged_in("administrator"))] == [404, 404]
    Document.objects.update(published=True)
    Agreement.objects.filter(pk=world.lia.pk).update(published=False)
    assert client.get(link).status_code == 404


def test_a_document_of_an_amendment_is_public_once_that_is_signed(world):
    amendment = make.AmendmentFactory(agreement=world.lia, signed_on=None)
    make.DocumentFactory(agreement=world.lia, amendment=amendment, kind="amendment", online=True)
    assert not Document.objects.public().exists()
    type(amendment).objects.update(signed_on=make.day("2016-01-15"))
    assert Document.objects.public().count() == 1


@pytest.fixture
def unsigned(world):
    """A document that is published, on an amendment that nobody has signed yet."""
    amendment = make.AmendmentFactory(agreement=world.lia, signed_on=None)
    return make.DocumentFactory(agreement=world.lia, amendment=amendment, kind="amendment", online=True)


@pytest.mark.parametrize(("role", "visible"), [("officer", False), ("publisher", True)])
def test_only_a_publisher_takes_a_published_document_from_its_amendment(unsigned, role, visible):
    client = logged_in(role)
    assert change(client, unsigned, amendment="").status_code == 302
    assert Document.objects.public().exists() == visible


def test_an_officer_does_not_go_back_to_where_a_published_document_had_no_amendment(unsigned):
    amendment, publisher = unsigned.amendment, logged_in("publisher", name="paul")
    for key in ("", amendment.pk):
        unsigned.refresh_from_db()
        assert change(publisher, unsigned, amendment=key).status_code == 302
    before = Version.objects.get_for_object(unsigned)[1]
    assert before.field_dict["amendment_id"] is None
    where, client = address(Document, "revision", unsigned.pk, before.pk), logged_in("officer")
    assert client.get(where).status_code == 302
    client.post(where, {"version": 3})
    assert not Document.objects.public().exists()


def test_an_amendment_that_has_documents_is_not_deleted_with_its_row(unsigned):
    amendment, client = unsigned.amendment, logged_in("administrator")
    answer = change(client, unsigned.agreement, **{"amendments-0-DELETE": "on"})
    formsets = {row.formset.model: row.formset for row in answer.context["inline_admin_formsets"]}
    assert "Avenant signé" in str(formsets[type(amendment)].non_form_errors())
    assert not Document.objects.public().exists()


def test_going_back_to_before_an_amendment_that_has_documents_is_refused(unsigned):
    agreement, client = unsigned.agreement, logged_in("administrator")
    Document.objects.update(amendment=None)
    unsigned.amendment.delete()
    assert change(client, agreement, acronym="AVANT").status_code == 302
    before = Version.objects.get_for_object(agreement)[0]
    Document.objects.update(amendment=make.AmendmentFactory(agreement=agreement, signed_on=None))
    answer = client.get(address(Agreement, "revision", agreement.pk, before.pk), follow=True)
    assert told(answer)[-1:] == ["D’autres fiches dépendent de ce qui serait supprimé\u00a0: Documents."]


def test_a_file_that_is_lost_is_missing_not_an_error(client, world):
    document = make.DocumentFactory(agreement=world.lia, online=True)
    assert fetched(logged_in("reader"), fetch(document)) == 404
    assert client.get(online(document)).status_code == 404


def test_an_agreement_that_holds_documents_is_not_deleted_with_them(world):
    make.DocumentFactory(agreement=world.lia)
    page = logged_in("administrator").get(address(Agreement, "delete", world.lia.pk))
    assert "Document" in str(page.context["protected"])


def test_a_deleted_document_is_recovered_with_its_content(world):
    client = logged_in("administrator")
    attach(client, world.lia, ("a.pdf", papers.pdf()))
    document = Document.objects.get()
    client.post(address(Document, "delete", document.pk), {"post": "yes"})
    assert not Document.objects.exists()
    version = Version.objects.get_deleted(Document).get()
    where = address(Document, "recover", version.pk)
    assert client.post(where, sent(client.get(where))).status_code == 302
    assert fetched(client, fetch(Document.objects.get())) == papers.pdf()


def test_a_document_is_found_by_what_its_agreement_is_called(world):
    client = logged_in("reader")
    document = make.DocumentFactory(agreement=world.lia, title="Annexe budgétaire")
    make.DocumentFactory(agreement=world.gdri)
    for asked in ("budgetaire", "lia-2013-001", "oeil annexe"):
        assert list(client.get(address(Document), {"q": asked}).context["cl"].result_list) == [document]
    found = client.get(reverse("desk:search"), {"q": "budgetaire"}).content.decode()
    assert address(Document, "change", document.pk) in found


def test_the_list_of_documents_asks_as_often_for_thirty_as_for_three(world):
    client = logged_in("administrator")

    def asked(count):
        make.DocumentFactory.create_batch(count, agreement=world.lia)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(Document))
            client.get(address(Agreement, "change", world.lia.pk))
        return len(queries)

    assert asked(3) == asked(27)
