"""What each role may do with the nouns of the register, in one table: their pages and actions.

What is registered in the admin and not written here fails `tests/test_matrix.py`, until it is.
"""

from typing import Any, NamedTuple

from django.contrib.auth.models import Group, User

from agreements import models as agreements
from inserm_intl.models import Import, Page
from partners import models as partners
from tests import factories as make

READER, OFFICER, PUBLISHER, ADMINISTRATOR = ROLES = ("reader", "officer", "publisher", "administrator")
ALL, EDITORS, PUBLISHERS = frozenset(ROLES), frozenset(ROLES[1:]), frozenset(ROLES[2:])
ADMINISTRATORS, NOBODY = frozenset(ROLES[3:]), frozenset[str]()


class Rights(NamedTuple):
    """Who reads, adds, changes and deletes a noun, with a maker of one."""

    maker: Any
    view: frozenset[str] = ALL
    add: frozenset[str] = EDITORS
    change: frozenset[str] = EDITORS
    delete: frozenset[str] = ADMINISTRATORS


def merge():
    kept, taken = make.InstitutionFactory(), make.InstitutionFactory()
    return partners.Merge.objects.create(
        kept_key=kept.pk, kept_name=str(kept), merged_key=taken.pk, merged_name=str(taken), version=2, journal=[]
    )


def upstream_change():
    """Of an institution that stands in the register."""
    change = make.UpstreamChangeFactory()
    make.InstitutionFactory(ror_id=change.record_id)
    return change


NOUNS = {
    # agreements
    agreements.Activity: Rights(lambda: make.ActivityFactory(kind="mission")),
    agreements.Agreement: Rights(make.in_force),
    agreements.Assessment: Rights(make.AssessmentFactory, PUBLISHERS, PUBLISHERS, PUBLISHERS),
    agreements.Call: Rights(make.CallFactory),
    agreements.Contribution: Rights(make.ContributionFactory, PUBLISHERS, PUBLISHERS, PUBLISHERS, PUBLISHERS),
    agreements.Deadline: Rights(make.DeadlineFactory),
    agreements.Dismissal: Rights(make.DismissalFactory, add=NOBODY),
    # The page that would add one tells everybody to go to its agreement.
    agreements.Document: Rights(lambda: make.DocumentFactory(content=b"%PDF-1.4"), add=ALL),
    agreements.ExchangeProgramme: Rights(make.ExchangeProgrammeFactory),
    agreements.Instrument: Rights(make.InstrumentFactory),
    agreements.Report: Rights(make.ReportFactory),
    # partners
    partners.Contact: Rights(make.ContactFactory),
    partners.Cooperation: Rights(make.CooperationFactory),
    partners.Country: Rights(make.CountryFactory, ALL, NOBODY, ADMINISTRATORS, NOBODY),
    partners.CountryGroup: Rights(make.CountryGroupFactory),
    partners.Indicator: Rights(make.IndicatorFactory),
    partners.Institution: Rights(lambda: make.InstitutionFactory(prospect=True)),
    partners.KeyFigure: Rights(make.KeyFigureFactory),
    partners.Merge: Rights(merge, ALL, NOBODY, NOBODY, NOBODY),
    partners.Priority: Rights(make.PriorityFactory),
    partners.Region: Rights(make.RegionFactory, ALL, NOBODY, NOBODY, NOBODY),
    partners.RegistryRecord: Rights(make.RegistryRecordFactory, ALL, NOBODY, NOBODY, NOBODY),
    partners.ResearchUnit: Rights(make.ResearchUnitFactory),
    partners.ThematicInstitute: Rights(make.ThematicInstituteFactory),
    # The page that would change one leads to what the registry says of its institution.
    partners.UpstreamChange: Rights(upstream_change, ALL, NOBODY, ALL, NOBODY),
    # the site
    # The page that would change one leads to its rows.
    Import: Rights(
        lambda: Import.objects.create(noun="partners.institution", file_name="a.csv"), EDITORS, NOBODY, EDITORS, NOBODY
    ),
    Page: Rights(make.PageFactory, ALL, PUBLISHERS, PUBLISHERS),
    Group: Rights(lambda: Group.objects.create(name="Autre"), *[ADMINISTRATORS] * 4),
    User: Rights(lambda: User.objects.create_user("autre"), *[ADMINISTRATORS] * 4),
}

# Pages of a noun beside those that every noun has. `public` is for nouns that visitors have a page of.
PAGES = {
    (agreements.Activity, "public"): ALL,
    (agreements.Agreement, "amend"): EDITORS,
    (agreements.Agreement, "public"): ALL,
    (agreements.Agreement, "renew"): EDITORS,
    (agreements.Call, "public"): ALL,
    (agreements.Document, "download"): ALL,
    (agreements.ExchangeProgramme, "public"): ALL,
    (agreements.Report, "answer"): ALL,
    (agreements.Report, "csv"): ALL,
    (agreements.Report, "freeze"): EDITORS,
    (agreements.Report, "xlsx"): ALL,
    (agreements.Deadline, "acknowledge"): EDITORS,
    (partners.Cooperation, "public"): ALL,
    (partners.Cooperation, "to_match"): EDITORS,
    (partners.Institution, "merge"): ADMINISTRATORS,
    (partners.Institution, "partner"): EDITORS,
    (partners.Institution, "propose"): EDITORS,
    (partners.Institution, "prospects"): ALL,
    (partners.Institution, "public"): ALL,
    (partners.Merge, "undo"): ADMINISTRATORS,
    (partners.UpstreamChange, "of"): ALL,
    (Page, "public"): ALL,
    (User, "password_change"): ADMINISTRATORS,
}

# Somebody else's import is shown to, and taken back by, those who delete records.
SHEETS = {
    **{"export": ALL, "template": EDITORS, "import": EDITORS},
    **dict.fromkeys(["import_rows", "import_confirm", "import_undo"], ADMINISTRATORS),
}
IMPORTED = (agreements.Activity, agreements.Agreement, partners.Cooperation, partners.Institution)
PAGES |= {(model, page): roles for model in IMPORTED for page, roles in SHEETS.items()}

# Actions on chosen records; deleting them is for those who delete one.
ACTIONS: dict = {
    "publish": PUBLISHERS,
    "unpublish": PUBLISHERS,
    (agreements.Agreement, "amend_chosen"): EDITORS,
    (agreements.Agreement, "renew_chosen"): EDITORS,
    (agreements.Agreement, "terminate_chosen"): EDITORS,
    **dict.fromkeys([(agreements.Deadline, act) for act in ("acknowledge", "snooze", "hand_over", "close")], EDITORS),
    (partners.Contact, "confirm"): EDITORS,
    (partners.Institution, "merge_chosen"): ADMINISTRATORS,
    (partners.UpstreamChange, "accept"): EDITORS,
    (partners.UpstreamChange, "dismiss"): EDITORS,
    (User, "reset_second_factor"): ADMINISTRATORS,
}
