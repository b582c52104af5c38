"""The rows of the nouns' pages in the admin. Who may is in `tests.rights`; here is what is answered."""

from typing import NamedTuple

from django.urls import reverse

from agreements.models import Document
from inserm_intl.models import Import
from partners.models import Institution, UpstreamChange
from tests.matrix.routes import Route
from tests.matrix.rows import LED, MISSING, NO_SUCH_METHOD, REFUSED, STAFF, Row
from tests.rights import EDITORS, NOUNS, PAGES, PUBLISHERS


class Answers(NamedTuple):
    """The rights (of NOUNS) that it takes to read a page, and to send its form; and what is then answered."""

    reads: str
    get: int
    sends: str
    post: int


OF_EVERY_NOUN = {
    "changelist": Answers("view", 200, "view", 200),
    "history": Answers("view", 200, "view", 200),
    "compare": Answers("view", 200, "view", 200),
    "change": Answers("view", 200, "change", 200),
    "revision": Answers("view", 200, "change", 200),
    "add": Answers("add", 200, "add", 200),
    "delete": Answers("delete", 200, "delete", 200),
    "recoverlist": Answers("recover", 200, "recover", 200),
    "recover": Answers("recover", 200, "recover", 200),
}
LEADS_ELSEWHERE = {(Import, "change"), (UpstreamChange, "change"), (Document, "add")}
# Of the other pages, what those whom PAGES names are answered: to GET, to POST.
OPENS, ACTS, OPENS_AND_ACTS = (200, 200), (NO_SUCH_METHOD, LED), (200, LED)
OF_SOME = {
    **dict.fromkeys(["amend", "answer", "csv", "download", "export", "import", "import_rows", "merge"], OPENS),
    **dict.fromkeys(["partner", "password_change", "propose", "prospects", "public", "template", "xlsx"], OPENS),
    **dict.fromkeys(["acknowledge", "freeze", "import_confirm", "import_undo", "renew", "undo"], ACTS),
    **dict.fromkeys(["of", "to_match"], OPENS_AND_ACTS),
}
# They look at the method before they look at who asks.
METHOD_FIRST = {"import_confirm", "import_undo", "undo"}
# They look at who asks before they look for the record.
RIGHTS_FIRST = {"change", "delete"}
WITHOUT_KEY = {"changelist", "add", "recoverlist", "export", "import", "template", "prospects", "propose", "to_match"}
OF_AN_IMPORT = {"import_rows", "import_confirm", "import_undo"}
OF_NO_RECORD = {*WITHOUT_KEY, *OF_AN_IMPORT, "recover", ""}


def rows(route: Route, register) -> list[Row]:
    """The page of a record that all of the staff may see; and that of a restricted one, where there is one."""
    found = [row(route, register, register.records[route.model])]
    if route.model in register.restricted and route.page not in OF_NO_RECORD:
        hidden = row(route, register, register.restricted[route.model])
        found.append(hidden._replace(sees=PUBLISHERS, sought_first=route.page not in RIGHTS_FIRST))
        if route.page == "download":
            found[-1] = hidden._replace(reads=PUBLISHERS, sends=PUBLISHERS, refusal=MISSING)
    return found


def row(route: Route, register, record) -> Row:
    model, page = route.model, route.page
    plain = Row(route.written, address(route, register, record), refusal=REFUSED, login=True)
    if page == "":
        return plain._replace(reads=STAFF, get=LED, sends=STAFF, post=LED)
    if (model, page) in PAGES:
        get, post = OF_SOME[page]
        reads = STAFF if page in METHOD_FIRST else PAGES[model, page]
        sends = {"of": EDITORS, "public": NOUNS[model].change}.get(page, PAGES[model, page])
        return plain._replace(reads=reads, get=get, sends=sends, post=post)
    if page == "public":  # no page shows such a noun to visitors
        return plain._replace(reads=NOUNS[model].view, get=MISSING, sends=NOUNS[model].view, post=MISSING)
    if page == "recover" and model not in register.gone:  # nobody adds one
        return plain._replace(reads=STAFF, get=MISSING, sends=STAFF, post=MISSING)
    rights = OF_EVERY_NOUN[page]
    reads, sends = who(model, page, rights.reads, register), who(model, page, rights.sends, register)
    get, post = (LED, LED) if (model, page) in LEADS_ELSEWHERE else (rights.get, rights.post)
    return plain._replace(reads=reads, get=get, sends=sends, post=post)


def who(model, page: str, right: str, register) -> frozenset[str]:
    """Recovering takes the right to add and to change; what was published, the right to publish."""
    rights = NOUNS[model]
    if right != "recover":
        return getattr(rights, right)
    published = page == "recover" and register.gone[model].published
    return rights.add & rights.change & (PUBLISHERS if published else STAFF)


def address(route: Route, register, record) -> str:
    model, page = route.model, route.page
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    if page == "":
        return route.written.replace("<path:object_id>", str(record.pk))
    if page == "compare":
        one, other = register.versions[record]
        return f"{reverse(name, args=[record.pk])}?one={one}&other={other}"
    if page == "revision":
        return reverse(name, args=[record.pk, register.versions[record][0]])
    if page == "recover":
        return reverse(name, args=[register.gone[model].version if model in register.gone else 1])
    if page == "of":
        return reverse(name, args=[Institution.objects.get(ror_id=record.record_id).pk])
    if page in OF_AN_IMPORT:
        return reverse(name, args=[register.imports[model].pk])
    return reverse(name, args=[] if page in WITHOUT_KEY else [record.pk])
