"""The forms of a page, filled and sent, and then those on the page to which that leads."""

from urllib.parse import urljoin, urlsplit

from hypothesis import strategies as st

from .cases import Case
from .files import packed
from .pages import Form, Offers
from .trying import Trial
from .typing import typed_into

# On every page of the register.
WAYS_OUT = ("/i18n/setlang/", "logout/")


def to_send(offers: Offers) -> list[Form]:
    return [form for form in offers.forms if form.method == "post" and not form.action.endswith(WAYS_OUT)]


def send(data, trial: Trial, here: str, forms: list[Form], turns: int) -> None:
    form = data.draw(st.sampled_from(forms))
    body, kind = packed(data.draw(typed_into(form)))
    path, _mark, query = urljoin(here, form.action).partition("?")
    response, page = trial.put(Case(trial.role, "POST", path, query, {}, body, kind))
    if turns == 1 or response.status_code not in (200, 302):
        return
    if response.status_code == 302:
        path = urljoin(path, urlsplit(response["Location"])._replace(scheme="", netloc="").geturl())
        offers = trial.page(path)
    else:
        offers = Offers(response, page)
    if forms := to_send(offers):
        send(data, trial, path, forms, turns - 1)
