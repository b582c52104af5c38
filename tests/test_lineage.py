"""What led to what, on the pages of agreements and activities: only by way of what is public on the day."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.lineage import MOST_STEPS, lineage
from agreements.models import Agreement
from inserm_intl.days import today
from tests import factories as make
from tests.factories import day, in_force
from tests.reading import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def lia():
    return make.InstrumentFactory(code="lia", name_fr="Laboratoire associé")


@pytest.fixture
def chain(lia):
    """A visit, a seminar, a LIA, its renewal, and a GDRI after that."""
    visit, seminar = happened("VIS-2012-001", "2012-03-01"), happened("SEM-2013-001", "2013-05-02", kind="seminar")
    first = agreed("LIA-2014-001", "2014-01-01", lia)
    renewal = agreed("LIA-2018-002", "2018-01-01", lia, predecessor=first)
    last = agreed("GDRI-2020-001", "2020-01-01", make.InstrumentFactory(code="gdri"), predecessor=renewal)
    visit.led_to_activities.add(seminar)
    seminar.led_to_agreements.add(first)
    return [visit, seminar, first, renewal, last]


def happened(reference, when, **fields):
    return make.ActivityFactory(reference=reference, starts_on=day(when), **fields)


def agreed(reference, when, instrument, **fields):
    return in_force(reference=reference, signed=when, instrument=instrument, **fields)


def references(record, on=None) -> list[str]:
    return [step.link.reference for step in lineage(record, on or today()).steps]


def told(page) -> list[str]:
    """The steps as they are read out."""
    return [step.text for step in page.one("ol", class_="lineage").all("li")]


def where(record) -> str:
    return f"{'activities' if record._meta.model_name == 'activity' else 'agreements'}/{record.reference}/"


def test_each_page_of_a_line_tells_the_whole_line_and_where_it_stands_on_it(client, chain):
    everything = [record.reference for record in chain]
    for record in chain:
        page = ask(client, where(record))
        assert [found.text for found in page.one("ol", class_="lineage").all(class_="reference")] == everything
        (here,) = page.one("ol", class_="lineage").all("li", aria_current="true")
        assert here.one(class_="reference").text == record.reference
        others = [f"/fr/{where(other)}" for other in chain if other != record]
        assert [link.attrs["href"] for link in page.one("ol", class_="lineage").all("a")] == others


LANGUAGES = {
    "fr": ("D’où cela vient", "Chacun a mené au suivant.", "Séminaire SEM-2013-001 (2 mai 2013)", "Renouvellement"),
    "en": ("What led to what", "Each led to the next.", "Seminar SEM-2013-001 (2 May 2013)", "Renewed as"),
    "es": (
        "De dónde viene",
        "Cada uno condujo al siguiente.",
        "Seminario SEM-2013-001 (2 de mayo de 2013)",
        "Renovación",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_says_what_each_step_is_in_the_reader_s_language(client, chain, language):
    heading, sentence, seminar, renewed = LANGUAGES[language]
    section = ask(client, f"/{language}/{where(chain[2])}").one("section", aria_labelledby="lineage")
    assert section.one("h2").text.startswith(heading)
    assert sentence in section.text
    steps = [step.one(class_="step").text for step in section.all("li")]
    assert steps[1] == seminar
    assert steps[2].startswith("LIA-2014-001 (")
    assert steps[3].startswith(f"{renewed} LIA-2018-002 (")
    assert steps[4].startswith("GDRI-2020-001 (")  # another type is no renewal


def test_titles_are_in_the_language_they_are_written_in(client, chain):
    link = ask(client, f"/en/{where(chain[0])}").one("ol", class_="lineage").all("a")[0]
    assert link.one("span", lang="fr").text == chain[1].title_fr


def test_what_was_not_held_is_said(client, chain):
    chain[1].status = "postponed"
    chain[1].save()
    assert "(2 mai 2013, date reportée)" in told(ask(client, where(chain[0])))[1]


def test_a_record_that_led_nowhere_has_no_line(client, lia):
    for record in (happened("VIS-2012-001", "2012-03-01"), agreed("LIA-2014-001", "2014-01-01", lia)):
        assert ask(client, where(record)).all(class_="lineage") == []


def test_a_private_record_in_the_middle_breaks_the_line_and_leaves_no_trace(client, chain):
    visit, seminar, first, renewal, last = chain
    type(seminar).objects.filter(pk=seminar.pk).update(published=False)
    assert references(visit) == ["VIS-2012-001"]
    assert references(last) == ["LIA-2014-001", "LIA-2018-002", "GDRI-2020-001"]
    Agreement.objects.filter(pk=renewal.pk).update(published=False)
    assert references(first) == ["LIA-2014-001"]
    for record in (visit, first, last):
        page = ask(client, where(record))
        assert page.all(class_="lineage") == []
        assert "SEM-2013-001" not in page.root.text
        assert "LIA-2018-002" not in page.root.text


def test_private_records_take_no_room_from_public_ones(lia):
    visit, agreement = happened("VIS-2012-001", "2012-03-01"), agreed("LIA-2014-001", "2014-01-01", lia)
    hidden = [happened(f"VIS-2011-{number}", "2011-01-01", published=False) for number in range(300)]
    visit.led_to_activities.add(*hidden)
    visit.led_to_agreements.add(agreement)
    assert references(visit) == ["VIS-2012-001", "LIA-2014-001"]
    assert not lineage(visit, today()).cut_after


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2013-01-01", ["VIS-2012-001"]),
        ("2013-05-02", ["VIS-2012-001", "SEM-2013-001"]),
        ("2017-12-31", ["VIS-2012-001", "SEM-2013-001", "LIA-2014-001"]),
        ("2018-01-01", ["VIS-2012-001", "SEM-2013-001", "LIA-2014-001", "LIA-2018-002"]),
    ],
)
def test_as_of_a_day_the_line_ends_with_what_there_was(client, chain, on, expected):
    assert references(chain[0], day(on)) == expected
    page = ask(client, where(chain[0]), on=on)
    assert all(f"?on={on}" in link for line in page.all(class_="lineage") for link in hrefs(line))
    assert len(page.all(class_="lineage")) == (len(expected) > 1)


def hrefs(element) -> list[str]:
    return [link.attrs["href"] for link in element.all("a")]


def test_branches_are_told_by_date_each_with_what_it_followed(client, chain):
    visit, _seminar, first, *_later = chain
    stay = happened("STA-2013-001", "2013-09-01", kind="stay")
    stay.led_to_agreements.add(first)
    visit.led_to_activities.add(stay)
    page = ask(client, where(first))
    assert "lineage-line" not in page.one("ol", class_="lineage").attrs["class"]
    assert references(first)[:4] == ["VIS-2012-001", "SEM-2013-001", "STA-2013-001", "LIA-2014-001"]
    steps = told(page)
    assert "suite" not in steps[0]
    assert steps[2].endswith("À la suite de VIS-2012-001")
    assert steps[3].endswith("À la suite de SEM-2013-001, STA-2013-001")
    assert steps[4].endswith("Renouvelle LIA-2014-001")


def test_what_else_an_ancestor_led_to_is_told_on_its_own_page(chain):
    other = happened("STA-2013-001", "2013-09-01", kind="stay")
    chain[0].led_to_activities.add(other)
    assert "STA-2013-001" in references(chain[0])
    assert "STA-2013-001" not in references(chain[1])


def test_a_circle_is_told_once(client, chain):
    visit, seminar, *_later = chain
    seminar.led_to_activities.add(visit)
    visit.led_to_activities.add(visit)
    for record in chain:
        assert sorted(references(record)) == sorted(other.reference for other in chain)
        assert len(told(ask(client, where(record)))) == len(chain)


def long_line(count):
    visits = [happened(f"VIS-2012-{number:03}", "2012-03-01") for number in range(count)]
    for earlier, later in pairwise(visits):
        earlier.led_to_activities.add(later)
    return visits


@pytest.mark.parametrize("place", [0, 25, 50])
def test_a_long_line_is_asked_for_once_and_cut_on_both_sides_of_the_record(client, place):
    visits = long_line(51)
    with CaptureQueriesContext(connection) as asked:
        line = lineage(visits[place], today())
    assert len(asked) == 1
    shown = visits[max(0, place - MOST_STEPS) : place + MOST_STEPS + 1]
    assert [step.link.reference for step in line.steps] == [visit.reference for visit in shown]
    assert (line.cut_before, line.cut_after) == (place > MOST_STEPS, 50 - place > MOST_STEPS)
    assert line.is_line
    page = ask(client, where(visits[place]))
    assert len(page.all("li", class_="cut")) == line.cut_before + line.cut_after


def test_nothing_is_cut_from_a_line_that_just_fits():
    visits = long_line(MOST_STEPS + 1)
    line = lineage(visits[0], today())
    assert not line.cut_after
    assert len(line.steps) == len(visits)


def test_a_crowd_does_not_hide_what_came_before():
    visit, before = happened("VIS-2013-001", "2013-01-01"), happened("MIS-2012-001", "2012-01-01", kind="mission")
    before.led_to_activities.add(visit)
    visit.led_to_activities.add(*(happened(f"SEM-2014-{number:03}", "2014-01-01") for number in range(300)))
    line = lineage(visit, today())
    assert [step.link.reference for step in line.steps][:2] == ["MIS-2012-001", "VIS-2013-001"]
    assert (line.cut_before, line.cut_after) == (False, True)
    assert len(line.steps) == 2 + MOST_STEPS


def test_of_a_line_of_invented_records_a_real_one_says_so(client, chain):
    type(chain[0]).objects.filter(pk=chain[0].pk).update(invented=True)
    page = ask(client, where(chain[1]))
    assert "(inventé)" in told(page)[0]
    assert page.all(class_="notice-demo")
