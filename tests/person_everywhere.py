"""One person, named in every place where the register of personal data says that somebody may be."""

import datetime
import json
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import models
from reversion import create_revision
from reversion.models import Revision, Version

from agreements.models import AgreementContact, Document, Party, Report
from agreements.models.report import sha256
from agreements.personal.columns import may_be_personal
from agreements.personal.register import REGISTER
from inserm_intl.folding import refold
from partners.models import Contact, Merge
from tests import factories as make
from tests import papers
from tests.rights import NOUNS

# Nobody's. Each word is looked for by itself.
NAME, EMAIL, PHONE, FUNCTION = "Zoé Quorlavätz", "zoe-quorlavatz@zubrowix.example", "+33 6 01 02 03 04", "Vexilloxide"
WORDS = ["quorlav", "zubrowix", "vexillox"]
SENTENCE = f"Vu {NAME}, {EMAIL}, {PHONE}."
# What the software writes there by itself when the rest is saved; and what is no text.
BY_ITSELF = {
    "reversion.Version.serialized_data",
    "reversion.Version.object_repr",
    "sessions.Session.session_key",
    "sessions.Session.session_data",
    "auth.User.password",
    "inserm_intl.Preferences.calendar_hash",
    "account.EmailConfirmation.key",
    "agreements.Report.frozen",  # `plant` freezes it with its hash
}
NAMES = {"name", "signatory_name", "username"}
EMAILS = {"email", "mailbox"}


def text_columns() -> dict[type[models.Model], list[models.Field]]:
    """The columns of the register in which something is said, of a translated one all its languages."""
    said = {(label, name) for holding in REGISTER for label, names in holding.fields.items() for name in names.split()}
    found: dict[type[models.Model], list[models.Field]] = {}
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            name = getattr(getattr(column, "translated_field", column), "name", column.name)
            declared = (model._meta.label, name) in said or ("*", name) in said
            if declared and may_be_personal(column) and not column.is_relation and str(column) not in BY_ITSELF:
                found.setdefault(model, []).append(column)
    return found


def rows() -> None:
    """One of every noun, and what belongs to them."""
    for rights in NOUNS.values():
        maker: Any = rights.maker
        maker()
    agreement = make.in_force()
    make.StageFactory(agreement=agreement)
    make.AmendmentFactory(agreement=agreement)
    make.IdentificationFactory()
    make.ImportRowFactory()
    Document.objects.all().delete()
    for content in (papers.pdf(text=SENTENCE), papers.word(SENTENCE)):
        make.DocumentFactory(agreement=agreement, content=content)
    Document.objects.filter(pk=Document.objects.latest("pk").pk).update(
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", kind="working"
    )


def account() -> User:
    user = User.objects.create_user(f"{NAME}", EMAIL, first_name="Zoé", last_name="Quorlavätz", is_staff=True)
    make.PreferencesFactory(user=user)
    EmailAddress.objects.create(user=user, email=EMAIL)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    linked = SocialAccount.objects.create(user=user, provider="oidc", uid="x", extra_data={})
    SocialToken.objects.create(account=linked, token="x", token_secret="x")
    return user


def said_in(column):
    """A sentence, a name, an address: what fits."""
    if isinstance(column, models.JSONField):
        return {"said": [SENTENCE]}
    if column.name in NAMES:
        return NAME
    if column.name in ("first_name", "last_name"):
        return NAME.split()[column.name == "last_name"]
    if column.name in EMAILS:
        return EMAIL
    if column.name == "function":
        return FUNCTION
    return PHONE if column.name == "phone" else (SENTENCE if (column.max_length or 999) >= len(SENTENCE) else NAME)


def plant() -> User:
    """Return the person's account. Each row says it alone where it must be the only one that does."""
    rows()
    user = account()
    for model, columns in text_columns().items():
        for row in models.QuerySet(model).order_by("pk")[: 1 if model in (Contact, User) else None]:
            if model is User:
                row = user
            change = {column.attname: said_in(column) for column in columns}
            models.QuerySet(model).filter(pk=row.pk).update(**change)
        refold(model._base_manager.all())
    Contact.objects.filter(pk=Contact.objects.earliest("pk").pk).update(kind="person", internal_note="")
    frozen = json.dumps({"report": SENTENCE}, ensure_ascii=False)
    models.QuerySet(Report).update(
        frozen=frozen, frozen_hash=sha256(frozen), frozen_on=datetime.datetime.now(datetime.UTC)
    )
    merged()
    history(user)
    return user


def merged() -> None:
    """A contact that a merge had deleted, with what it would bring back."""
    fields = {"name": NAME, "email": EMAIL, "function": FUNCTION, "phone": PHONE, "folded": FUNCTION.lower()}
    row = {"model": "partners.contact", "pk": 10**6, "fields": fields}
    Merge.objects.update(journal=[{"do": "delete", "model": "partners.contact", "rows": [row]}])


def history(user) -> None:
    """Versions of all that; of a contact that is gone and its part in an agreement; the log; a session."""
    call_command("createinitialrevisions", verbosity=0)
    with create_revision():
        contact = make.ContactFactory(name=NAME, email=EMAIL, function=FUNCTION, phone=PHONE)
        make.AgreementContactFactory(contact=contact)
    key = str(contact.pk)
    contact.delete()
    Revision.objects.update(comment=SENTENCE)
    of_contact = ContentType.objects.get_for_model(Contact)
    for about in (SENTENCE, json.dumps([{"changed": {"object": NAME, "fields": ["x"]}}])):
        LogEntry.objects.create(
            user=user,
            action_flag=2,
            content_type=of_contact,
            object_id=key,
            object_repr=f"{NAME}, {FUNCTION}",
            change_message=about,
        )
    session = SessionStore()
    session["_auth_user_id"], session["said"] = str(user.pk), SENTENCE * 3
    session.create()
    assert {AgreementContact, Party, Contact} <= {row.content_type.model_class() for row in Version.objects.all()}
