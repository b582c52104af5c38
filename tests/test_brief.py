"""The director's brief: a Word file of one or several countries, read again as Word would."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests import factories as make
from tests.admin_forms import staff
from tests.factories import day
from tests.once import ONE_DATABASE
from tests.staff import enter, roles
from tests.test_country_inside import partner, rich
from tests.world import standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
WHERE = "/admin/brief/"


@pytest.fixture(scope="module", autouse=True)
def _roles(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, roles)


@pytest.fixture
def officer(client):
    make.CountryFactory(code="JP")
    make.CountryFactory(code="CA")
    return enter(client, "officer", "claire")


def brief(client, *countries, language="fr"):
    answer = client.get(WHERE, {"country": countries, "language": language})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    return Document(io.BytesIO(b"".join(answer.streaming_content)))


def text_of(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def headings(document, level) -> list[str]:
    return [row.text for row in document.paragraphs if row.style.name == f"Heading {level}"]


def test_each_country_has_its_heading_and_each_part_one_below(client, officer):
    rich(1)
    document = brief(client, "JP", "CA")
    assert headings(document, 1) == ["Canada", "Japon"]
    told = headings(document, 2)
    assert told[told.index("Priorités") :] == [
        "Priorités", "Partenaires", "En vigueur", "En négociation", "Dernières visites et missions",
        "Promesses et échéances", "Contacts", "Collaborations déclarées par les unités", "Chiffres clés",
    ]  # fmt: skip


def test_it_says_what_is_under_negotiation_where_and_why_it_sticks(client, officer, time_machine):
    time_machine.move_to("2026-11-08T12:00:00+00:00")
    agreement = make.in_force(partner=partner(name_fr="Riken"), signed=None, published=False)
    make.StageFactory(agreement=agreement, since=day("2026-10-01"), desk="partner", note="droit applicable")
    told = text_of(brief(client, "JP"))
    for words in ("Riken", "En négociation, le partenaire, depuis 38 jours", "droit applicable", "8 novembre 2026"):
        assert words in told


def test_its_language_is_the_one_chosen_whatever_that_of_the_pages(client, officer):
    make.in_force(partner=partner(name_fr="Institut", name_en="Institute"), title_fr="Œil", title_en="Eye")
    client.cookies["django_language"] = "es"
    english = brief(client, "JP", language="en")
    assert headings(english, 1) == ["Japan"]
    assert "Under negotiation" in headings(english, 2)
    assert {"Eye", "Institute"} <= {word for word in text_of(english).replace(" – ", "\n").split("\n")}
    assert language_of(english) == {"en-GB"}
    assert language_of(brief(client, "JP")) == {"fr-FR"}
    assert client.get(WHERE, {"country": "JP", "language": "es"}).status_code == 400


def language_of(document) -> set[str]:
    return {said.get(qn("w:val")) for said in document.styles.element.iter(qn("w:lang"))}


def test_a_text_in_another_language_says_which(client, officer):
    make.in_force(partner=partner(), title_fr="Œil")
    document = brief(client, "JP", language="en")
    said = {
        run.text: lang.get(qn("w:val"))
        for table in document.tables
        for cell in table._cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        for lang in run._r.iter(qn("w:lang"))
    }
    assert {language for text, language in said.items() if "Œil" in text} == {"fr-FR"}


def test_named_styles_alone_make_it_so_that_it_can_be_rewritten(client, officer):
    rich(2)
    document = brief(client, "JP")
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet"} <= used
    assert {table.style.name for table in document.tables} == {"Table Grid"}
    body = document.element.body
    for tag in ("w:b", "w:i", "w:sz", "w:color", "w:rFonts", "w:jc", "w:ind"):
        assert list(body.iter(qn(tag))) == [], tag


def test_the_head_of_a_table_is_repeated_and_its_rows_are_not_cut(client, officer):
    rich(2)
    for table in brief(client, "JP").tables:
        first, *others = [row._tr.get_or_add_trPr() for row in table.rows]
        assert first.findall(qn("w:tblHeader"))
        assert all(row.findall(qn("w:cantSplit")) and not row.findall(qn("w:tblHeader")) for row in others)


def test_pages_are_numbered_and_marked_as_internal(client, officer):
    section = brief(client, "JP").sections[0]
    assert section.header.paragraphs[0].text == "Interne\u00a0: ne pas transmettre"
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_it_is_the_office_s_and_names_nobody(client, officer):
    properties = brief(client, "JP").core_properties
    assert (properties.title, properties.language) == ("Note sur la coopération internationale – Japon", "fr")
    assert {properties.author, properties.last_modified_by} == {"Registre de la coopération internationale"}
    assert properties.comments == ""


def test_what_is_invented_says_so_and_the_brief_says_it_first(client, officer):
    partner(name_fr="Vrai")
    told = text_of(brief(client, "JP"))
    assert "inventé" not in told
    partner(name_fr="Faux", invented=True)
    told = text_of(brief(client, "JP"))
    assert "Faux (inventé)" in told
    assert "Vrai (inventé)" not in told
    assert "inventées pour une démonstration" in told


def test_money_is_in_it_only_for_those_who_may_see_it(client, officer):
    party = make.in_force(partner=partner()).parties.get(side="partner")
    make.ContributionFactory(party=party, amount="98765.43")
    document = brief(client, "JP")
    assert "765,43" not in text_of(document)
    enter(client, "publisher", "paul")
    document = brief(client, "JP")
    assert "765,43" in text_of(document)
    assert "diffusion restreinte" in document.sections[0].header.paragraphs[0].text


def test_a_restricted_agreement_is_not_in_it(client, officer):
    make.in_force(title_fr="Canari", partner=partner(), published=False, confidentiality="restricted")
    assert "Canari" not in text_of(brief(client, "JP"))
    enter(client, "publisher", "paul")
    assert "Canari" in text_of(brief(client, "JP"))


def test_signs_that_no_file_can_hold_are_left_out(client, officer):
    partner(name_fr="Ri\x0bk\x01en", city="Wa\x1fko")
    assert "Riken" in text_of(brief(client, "JP"))


def test_of_very_many_rows_it_says_how_many_there_are(client, officer):
    make.InstitutionFactory.create_batch(62, country=make.CountryFactory(code="JP"))
    document = brief(client, "JP")
    assert len(document.tables[0].rows) == 61
    assert "dans le registre\u00a0: 62." in text_of(document)


def test_the_form_offers_the_countries_of_which_there_is_something_to_tell(client, officer):
    partner()
    page = client.get(WHERE)
    assert [country.pk for country in page.context["form"].fields["country"].queryset] == ["JP"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"language": "fr"}, "country"),
        ({"country": "XX", "language": "fr"}, "country"),
        ({"country": "\0", "language": "fr"}, "country"),
        ({"country": "JP", "language": "de"}, "language"),
        ({"country": "JP"}, "language"),
    ],
)
def test_what_cannot_be_made_is_said_beside_its_field(client, officer, asked, field):
    page = client.get(WHERE, asked)
    assert page.status_code == 400
    assert set(page.context["form"].errors) == {field}


def test_too_many_countries_are_refused_with_a_sentence(client, officer):
    codes = [make.CountryFactory().pk for _number in range(21)]
    page = client.get(WHERE, {"country": codes, "language": "fr"})
    assert page.context["form"].errors["country"] == ["Au plus 20 pays dans une note."]


def test_who_may_not_see_countries_gets_no_brief(client):
    make.CountryFactory(code="JP")
    assert client.get(WHERE).status_code == 302
    client.force_login(staff("none"))
    assert client.get(WHERE, {"country": "JP", "language": "fr"}).status_code == 403
