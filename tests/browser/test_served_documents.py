"""A document that is a page, a script or a message at heart: a browser saves it, and runs nothing of it on the site."""

import pytest
from django.utils.translation import override

from agreements.models import Document
from agreements.papers.media import MediaType
from tests import factories as make
from tests import hostile, papers
from tests.admin_forms import address
from tests.once import ONE_DATABASE

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]
RUN = """where => new Promise(done => {
    const script = document.createElement("script");
    script.onload = () => done("run");
    script.onerror = () => done("refused");
    script.src = where;
    document.head.append(script);
})"""


@pytest.fixture
def documents():
    """One that visitors may fetch and one for staff, whose contents a browser could take for a page or a script."""
    agreement = make.in_force()
    shared = make.DocumentFactory(agreement=agreement, content=b"%PDF-1.7\n" + hostile.PAGE, online=True)
    letter = papers.letter(hostile.PAGE.decode())
    kept = make.DocumentFactory(agreement=agreement, content=letter, media_type=MediaType.EML, kind="working")
    script = make.DocumentFactory(agreement=agreement, content=b"document.title = 'canary'", kind="annex")
    with override("fr"):
        public = shared.public_address()
    return [public, *(address(Document, "download", document.pk) for document in (shared, kept, script))]


def test_a_document_is_saved_and_never_run(officer, live_server, documents):
    officer.goto(f"{live_server}/admin/")
    for where in documents:
        officer.evaluate("document.title = 'desk'")
        with officer.expect_download() as download:
            officer.evaluate("where => { location = where }", where)
        assert download.value.path().stat().st_size
        assert officer.evaluate(RUN, where) == "refused"
        assert (officer.title(), officer.url) == ("desk", f"{live_server}/admin/")
