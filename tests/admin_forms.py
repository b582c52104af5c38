"""An officer at an admin form: what a browser would send of a page, with what was typed over it."""

from html.parser import HTMLParser

from django.contrib.auth.models import Permission, User
from django.urls import reverse


class SentFields(HTMLParser):
    """The names and values of the form with the given id, as a browser without scripts sends them."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.fields, self.inside = form_id, {}, False
        self.select = self.textarea = None

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "form":
            self.inside = said.get("id") == self.form_id
        name = said.get("name")
        if not self.inside:
            return
        if tag == "input" and name and said.get("type") not in {"submit", "checkbox", "radio"}:
            self.add(name, said.get("value") or "")
        elif tag == "input" and "checked" in said:
            self.add(name, said.get("value", "on"))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in said:
            self.add(self.select, said["value"])
        elif tag == "textarea":
            self.textarea = name
            self.add(name, "")

    def handle_data(self, text):
        if self.textarea:
            self.fields[self.textarea] = [text.removeprefix("\n")]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None

    def add(self, name, value):
        self.fields.setdefault(name, []).append(value)


def address(model, view="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def sent(response, **typed):
    """The page's form as it stands, with some fields typed anew."""
    page = SentFields(f"{response.context['opts'].model_name}_form")
    page.feed(response.content.decode())
    return {**page.fields, **typed}


def add(client, model, **typed):
    """Fill and send the form of a new record."""
    where = address(model, "add")
    return client.post(where, sent(client.get(where), **typed))


def change(client, record, **typed):
    """Open a record, type, send."""
    where = address(type(record), "change", record.pk)
    return client.post(where, sent(client.get(where), **typed))


def parties(*rows):
    """The fields of the inline rows: each row names an institution and what else is typed."""
    typed = {"parties-TOTAL_FORMS": len(rows)}
    for index, (institution, said) in enumerate(rows):
        row = {"institution": institution.pk, "side": "partner", "role": "party", "order": 0, **said}
        typed |= {f"parties-{index}-{name}": value for name, value in row.items()}
    return typed


def staff(name="claire", *permissions):
    """A member of staff with permissions such as "agreements.change_agreement", and no others."""
    user = User.objects.create_user(name, password="demo", is_staff=True, first_name=name.title())
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def told(response):
    """The messages of the page after, and the errors of this one."""
    return [str(message) for message in response.context["messages"]] if response.context else []
