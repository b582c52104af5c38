"""Nothing that is typed or sent to the register, by whatever mistake, is answered with a server error."""

import itertools

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User

from agreements.models import Activity, Agreement, Call, Contribution
from inserm_intl.models import Page
from partners.models import Cooperation, Country, Institution, KeyFigure
from tests import factories as make
from tests.admin_forms import address, sent
from tests.once import ONE_DATABASE

pytestmark = pytest.mark.django_db

# One of each kind; `tests.test_fuzz` asks all of them what nobody thought of.
LISTS = [Activity, Agreement, Call, Cooperation, Country, Institution, Page, User]
HUGE = "1" + "0" * 30
QUERIES = [
    "q=%00",
    "q=%ED%A0%80",
    "q=" + "a" * 5000,
    "q=%27%22%3B--%20%25_",
    "%00=1",
    "p=0",
    "p=-1",
    "p=x",
    f"p={HUGE}",
    "o=999",
    "o=-0.1.x.--2.%00",
    "o=" + "9" * 5000,
    "all=",
    "e=1",
    "unknown=1",
    "unknown__lookup__chain=1",
    "pk=x",
    f"id={HUGE}",
    "published__exact=x",
    "published__exact=%00",
    "published__regex=(",
    "title__regex=(",
    "kind__exact=%00",
    "kind__exact=nothing",
    "country=XX",
    "country=%00",
    "region=x",
    "group=%27",
    "instrument=x",
    "theme=x",
    "state=x",
    "ending=0",
    "officer=1",
    "party=x",
    f"party={HUGE}",
    f"programme__id__exact={HUGE}",
    "programme__id__exact=x",
    "groups__id__exact=x",
    "subregion__code__exact=%00",
    "password__startswith=a",
    "officer__password__startswith=a",
    "_to_field=password",
    "_popup=1",
    "_facets=True",
    "first_day__gte=2023-02-30",
    "first_day__isnull=x",
    *(f"{name}__year={year}" for name in ("first_day", "starts_on", "opens_on") for year in ("0", "9999", "x", HUGE)),
    "first_day__year=2016&first_day__month=13",
    "first_day__year=2023&first_day__month=2&first_day__day=30",
    "first_day__month=1",
    f"first_day__day={HUGE}",
]


@pytest.fixture(autouse=True)
def _rows():
    """Enough rows for the dates and pages of a list to be computed."""
    agreement = make.in_force()
    make.ContributionFactory(party=agreement.parties.first())
    make.ActivityFactory(programme=make.CallFactory().programme)
    make.PageFactory()
    make.CooperationFactory(institution=make.InstitutionFactory())
    make.KeyFigureFactory(country=make.CountryFactory())


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
def test_no_address_of_a_list_breaks_it(admin_client, model):
    for query in QUERIES:
        status = admin_client.get(f"{address(model)}?{query}").status_code
        assert status < 500, query


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
def test_no_first_value_in_an_address_breaks_an_empty_form(admin_client, model):
    names = [field.name for field in model._meta.get_fields()]
    for value in ("%00", "x", HUGE, "2023-02-30", "-1"):
        query = "&".join(f"{name}={value}" for name in names)
        assert admin_client.get(f"{address(model, 'add')}?{query}").status_code < 500, value


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
def test_an_address_that_names_an_empty_field_leads_to_the_record(admin_client, model):
    if key := model.objects.values_list("pk", flat=True).first():
        for view in ("change", "delete"):
            assert admin_client.get(f"{address(model, view, quote(key))}?_to_field=").status_code in (200, 302, 403)


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("view", ["change", "history", "delete"])
def test_no_key_in_an_address_breaks_a_record(admin_client, model, view):
    here = f"/admin/{model._meta.app_label}/{model._meta.model_name}"
    for key in ("x", "%00", "0", HUGE, "_5F", "a" * 300):
        assert admin_client.get(f"{here}/{key}/{view}/").status_code < 500, key


def test_a_bad_value_leads_to_the_whole_list_which_says_so(admin_client):
    admin_client.cookies["django_language"] = "en"
    page = admin_client.get(f"{address(Agreement)}?first_day__year=9999", follow=True)
    assert page.redirect_chain == [("/admin/agreements/agreement/?e=1", 302)]
    assert "this is the whole list" in str(next(iter(page.context["messages"])))


@pytest.mark.parametrize("key", ["x", "\0", HUGE, "-1"])
def test_a_key_that_is_none_changes_nothing_in_a_list(admin_client, key):
    for model in (Agreement, Page, User):
        sent_so = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
        assert admin_client.post(address(model), sent_so).status_code == 302
        assert admin_client.post(address(model), {**sent_so, "index": "x"}).status_code == 302
    assert Agreement.objects.count() == 1


def boxes(page):
    """The fields of a form and of the first of its rows that one can type in."""
    others = ("csrfmiddlewaretoken", "version", "_FORMS", "__prefix__", "-1-")
    return [name for name in sent(page) if not any(other in name for other in others)]


@pytest.mark.parametrize("model", [Activity, Agreement, Call, Contribution, Cooperation, Institution, KeyFigure, Page])
def test_no_value_in_every_field_of_a_form_breaks_it(admin_client, model):
    where = address(model, "change", model.objects.first().pk)
    page = admin_client.get(where)
    typed = boxes(page)
    for value in ("", "\0", "x", HUGE, "-1", "9" * 5000, "31/12/9999", "0001-01-01", "nan", "1e400"):
        assert admin_client.post(where, {**sent(page), **dict.fromkeys(typed, value)}).status_code < 500, value


@pytest.mark.parametrize("typed", ["Politique", "à propos", "a//b", "/", "a?b"])
def test_an_address_that_cannot_be_one_is_refused_beside_its_field(admin_client, typed):
    """The page that says so has a link to the record's own page, which has no address then."""
    page = Page.objects.get()
    where = address(Page, "change", page.pk)
    answer = admin_client.post(where, {**sent(admin_client.get(where)), "slug": typed})
    assert set(answer.context["adminform"].form.errors) == {"slug"}


def test_no_number_in_one_field_of_an_agreement_breaks_it(admin_client):
    where = address(Agreement, "change", Agreement.objects.get().pk)
    fields = sent(page := admin_client.get(where))
    for name in boxes(page):
        answer = admin_client.post(where, {**fields, name: HUGE})
        assert answer.status_code < 500, name
        if answer.status_code == 302:
            fields = sent(admin_client.get(where))


@ONE_DATABASE
@pytest.mark.parametrize("number", ["", "x", "-1", HUGE])
def test_no_count_of_rows_breaks_a_form(admin_client, number):
    where = address(Agreement, "change", Agreement.objects.get().pk)
    fields = sent(admin_client.get(where))
    for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MAX_NUM_FORMS"):
        for rows in ("parties", "stages", "amendments"):
            answer = admin_client.post(where, {**fields, f"{rows}-{name}": number})
            assert answer.status_code < 500, (rows, name)
            if answer.status_code == 302:  # saved: the form that was open is stale
                fields = sent(admin_client.get(where))


def test_an_empty_post_breaks_no_form(admin_client):
    for model in (Activity, Agreement, Cooperation, Country, Institution, KeyFigure, Page):
        assert admin_client.post(address(model, "add"), {}).status_code < 500
        assert admin_client.post(address(model, "change", model.objects.first().pk), {}).status_code < 500


@pytest.mark.parametrize("term", ["%00", "%ED%A0%80", "a" * 5000, "%25"])
def test_no_typed_letters_break_an_autocomplete_box(admin_client, term):
    boxes = (("party", "institution"), ("agreement", "parent"), ("agreement", "officer"), ("x", "y"))
    for (noun, field), number in itertools.product(boxes, ("1", "0", "x", HUGE)):
        query = f"app_label=agreements&model_name={noun}&field_name={field}&term={term}&page={number}"
        assert admin_client.get(f"/admin/autocomplete/?{query}").status_code < 500, query
